"""The words of a figure: what is counted, and the short phrase that says what is measured of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from unionkg.model import Analysis, Span, Token
from unionkg.resources import read_lines
from unionkg.statements.figures import Figure

_NOMINAL = frozenset({"n", "nz", "nw", "nr", "ns", "nt", "an", "vn", "s", "PER", "LOC", "ORG"})
_MODIFIERS = frozenset({"a", "b", "an", "vn"})
_INNER = frozenset({*'“”‘’《》"的', "之"})
# The tagger cuts 时长 and 接通率 before these.
_TAILS = frozenset({"长", "率"})
# Words between a noun and its number that name neither: 会员已超30万人.
_LINKS = re.compile(
    "已经?|累计|共计?|总共|一共|合计|总计|大?约|将近|接近|近|超过?|突破|逾|[为是有了达到至在于出]|达到|共有|现有|设有|拥有|建有"
    "|增至|增加到|扩大到|发展到?|保持在?|动态|稳定在?|不到|不足|至少|多达|高达|仅|只|全部|均|平均|先后"
    "|同比|环比|增长|增加|提高|上升|下降|减少|降低|提升|压减"
)
_SAID = re.compile("[数率量额度重积值长幅龄]$|人次|占比|比例|时长|投资|资金|资本|价格|标准|面积")
_CHANGE = re.compile(
    "(?:(?P<by>同比|环比|[比较](?:上年|去年)(?:同期)?)[^，。；]{0,3})?(?P<how>增长|增加|提高|上升|下降|减少|降低|提升|压减|下调|上调)(?:了|约|近|超过?)*$"
)
_SUFFIX = {"person": "人数", "thing": "数量", "occasion": "次数", "money": "金额"}
_WORDS = re.compile(
    "(?P<v>开展|发放|接待|提供|组织|举办|慰问|服务|送去|送上|培训|办理|受理|审批|调处|调解|化解|帮助|帮扶|走访|投入|筹集|选派|聘任|聘用|推荐"
    "|推树|覆盖|惠及|涉及|参加|参与|吸引|带动|解决|建立|建成|建设|打造|设立|成立|邀请|配备|完成|实现|收到|征集|表彰|评选|选树|发展|来到|牵线|同比|环比|增长|增加|提高|上升|下降|减少|降低|提升)"
    "|(?P<d>已经?|累计|共计?|目前|其中|截至|全[省市区县国]|分别|先后|并|还|也|将|均)|(?P<u>的|了|着)|(?P<p>对|为|向|给|在|从|由|按照|把|被)"
    "|(?P<c>和|与|及)|(?P<w>[，。；：、“”‘’《》！？（）() ])"
)


class Phrases:
    """Reads the words around the figures of one document; without tags, by a short list of verbs and particles."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.layout.flow.text
        self._tokens = analysis.tokens
        self._starts = [token.span.start for token in analysis.tokens]
        self._named = {at for chunk in analysis.chunks for at in range(chunk.span.start, chunk.span.end)}

    def counted(self, figure: Figure) -> str | None:
        """Return the noun phrase that is counted or measured, None where the clause has none."""
        after = (
            ""
            if self.is_last(figure) or figure.unit.kind in ("ratio", "measure", "money")
            else self._noun_after(figure)
        )
        return after or self._noun_before(figure)[0] or None

    def measure(self, figure: Figure, counted: str | None) -> str:
        """Return verb, noun and kind of measure: 覆盖职工人数, 接听率, 案件同比增长率."""
        noun, verb = self._noun_before(figure)
        if figure.unit.kind == "ratio":
            return self._ratio(figure, noun)
        phrase = f"{verb}{counted or noun}"
        if figure.unit.name.endswith("人次"):
            return phrase if phrase.endswith("人次") else f"{phrase}人次"
        suffix = _SUFFIX.get(figure.unit.kind, "")
        is_said = figure.unit.kind != "person" and _SAID.search(phrase)
        return (phrase if is_said else phrase + suffix) or suffix or figure.unit.name

    def is_last(self, figure: Figure) -> bool:
        """Return whether the number stands behind its noun: 驿站20个, 接听率95%."""
        return not self._text[figure.span.end : figure.segment.end].strip(' ”’》"')

    def _ratio(self, figure: Figure, noun: str) -> str:
        before = self._text[max(figure.segment.start, figure.span.start - 16) : figure.numeral.span.start]
        change = _CHANGE.search(before)
        if change:
            return f"{noun}{change['by'] or ''}{change['how']}率"
        return noun or "比例"

    def _noun_after(self, figure: Figure) -> str:
        picked: list[Token] = []
        tokens = self._words(Span(figure.span.end, figure.segment.end))
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            has_head = any(before.tag in _NOMINAL for before in picked)
            leads_on = following is not None and following.tag in _NOMINAL | _MODIFIERS
            is_linked = leads_on and (self._word(token) in _INNER or (token.tag == "v" and not has_head))
            if token.tag in _NOMINAL or (token.tag in _MODIFIERS and not has_head) or is_linked:
                picked.append(token)
            elif not (has_head and self._is_noun(token, following)):
                break
            else:
                picked.append(token)
        return self._join(picked)

    def _noun_before(self, figure: Figure) -> tuple[str, str]:
        """Return the noun before the number and the verb that governs it, both "" where there is none."""
        picked: list[Token] = []
        tokens = self._words(Span(figure.segment.start, figure.span.start))
        for at in range(len(tokens) - 1, -1, -1):
            token, word = tokens[at], self._word(tokens[at])
            earlier = tokens[at - 1] if at else None
            if not picked and _LINKS.fullmatch(word):
                continue
            is_inner = word in _TAILS or (bool(picked) and (word in _INNER or token.tag in _MODIFIERS))
            if token.tag in _NOMINAL or is_inner or self._is_noun(token, earlier) or self._is_rate_of(token, picked):
                picked.append(token)
            elif token.tag == "v":
                return self._join(reversed(picked)), word
            elif picked and token.tag not in ("d", "ad"):
                break
        return self._join(reversed(picked)), ""

    def _is_rate_of(self, verb: Token, picked: Sequence[Token]) -> bool:
        """Whether the rate picked so far lacks its verb: 入 before 会率."""
        tail = self._join(reversed(picked))
        return verb.tag == "v" and tail.endswith("率") and len(tail) <= 2

    def _is_noun(self, token: Token, neighbour: Token | None) -> bool:
        """Whether a word tagged as a verb is part of a noun: 调解 in 商会调解组织."""
        nouns = read_lines("nominal_verbs")
        is_beside = neighbour is not None and (neighbour.tag in _NOMINAL or self._word(neighbour) in nouns)
        return is_beside and token.tag == "v" and self._word(token) in nouns

    def _word(self, token: Token) -> str:
        return self._text[token.span.start : token.span.end]

    def _join(self, tokens: Iterable[Token]) -> str:
        words = "".join(map(self._word, tokens)).strip('“”‘’《》"的、 ')
        return words[2:] if words[:2] in ("全省", "全市", "全区", "全县", "全国") and len(words) > 3 else words

    def _words(self, span: Span) -> Sequence[Token]:
        low, high = bisect_left(self._starts, span.start), bisect_right(self._starts, max(span.start, span.end - 1))
        inside = [token for token in self._tokens[low:high] if token.span.end <= span.end]
        # What a name covers is one noun, whatever the tagger calls its words.
        named = [replace(token, tag="n") if token.span.start in self._named else token for token in inside]
        return named or list(self._untagged(span))

    def _untagged(self, span: Span) -> Iterable[Token]:
        at = span.start
        for found in _WORDS.finditer(self._text, span.start, span.end):
            if found.start() > at:
                yield Token(Span(at, found.start()), "n")
            yield Token(Span(*found.span()), str(found.lastgroup))
            at = found.end()
        if at < span.end:
            yield Token(Span(at, span.end), "n")
