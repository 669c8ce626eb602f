"""The words of one sentence, with what the name grammars ask of them."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from unionkg.mentions.lexicon import any_of, head_of
from unionkg.model import Sentence, Span, Token
from unionkg.naming import official_names
from unionkg.resources import read_lines

PERSON, PLACE, BODY, TIME = "PER", "LOC", "ORG", "TIME"

# No sentence of prose is longer; a table without full stops can be. Rules compare the words of one sentence with each
# other, so its length bounds their cost.
LONGEST_SENTENCE = 1000
_CUT = re.compile(r"[，、；,;\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its text, in flow offsets."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words, without gaps."""

    sentence: Sentence
    words: tuple[Word, ...]
    text: str

    @property
    def span(self) -> Span:
        """The sentence's span in the flow."""
        return self.sentence.span


def bounded(sentences: Iterable[Sentence], text: str) -> Iterator[Sentence]:
    """Yield the sentences, each longer than `LONGEST_SENTENCE` cut into parts, where possible behind a mark."""
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        while end - start > LONGEST_SENTENCE:
            window = text[start : start + LONGEST_SENTENCE]
            marks = [mark.end() for mark in _CUT.finditer(window, LONGEST_SENTENCE // 2)]
            cut = start + (marks[-1] if marks else LONGEST_SENTENCE)
            yield replace(sentence, span=Span(start, cut))
            start = cut
        yield replace(sentence, span=Span(start, end))


def to_line(sentence: Sentence, tokens: Iterable[Token], flow_text: str) -> Line:
    """Return the words of `sentence`, whose tokens count from its start; compound terms are joined again."""
    offset = sentence.span.start
    text = flow_text[offset : sentence.span.end]
    words = [Word(offset + t.span.start, offset + t.span.end, text[t.span.start : t.span.end], t.tag) for t in tokens]
    marked = [
        word if word.text.strip() else replace(word, tag="w")
        for whole in _split_marks(words)
        for word in _split_joint(whole)
    ]
    return Line(sentence, tuple(_join_compounds(marked, text, offset)), text)


_JOINT = re.compile(r"(.{4,}?)(联合|会同|携手|联手)((?!会).{3,})")
_MARK = re.compile(r"[，。；：、！？“”‘’《》（）()\s,;:!?\"]")


def _split_joint(word: Word) -> Iterator[Word]:
    """Yield the parts of a body that the tagger read into another: 市总工会|联合|市司法局; a 联合会 stays whole."""
    joint = _JOINT.fullmatch(word.text) if word.tag == BODY else None
    heads = [head_of(part) for part in joint.group(1, 3)] if joint else []
    if joint is None or not all(head is not None and head[1] == "Organization" for head in heads):
        yield word
        return
    yield _part(word, *joint.span(1), BODY)
    yield _part(word, *joint.span(2), "v")
    yield _part(word, *joint.span(3), BODY)


def _split_marks(words: list[Word]) -> Iterator[Word]:
    """Cut words that the tagger glued to a punctuation mark."""
    for word in words:
        if len(word.text) == 1 or not _MARK.search(word.text) or word.tag == "m":
            yield word
            continue
        at = 0
        for mark in _MARK.finditer(word.text):
            if mark.start() > at:
                yield _part(word, at, mark.start(), word.tag)
            yield _part(word, mark.start(), mark.end(), "w")
            at = mark.end()
        if at < len(word.text):
            yield _part(word, at, len(word.text), word.tag)


def _part(word: Word, start: int, end: int, tag: str) -> Word:
    return Word(word.start + start, word.start + end, word.text[start:end], tag)


@functools.cache
def _compounds() -> re.Pattern[str]:
    return re.compile(any_of([*read_lines("compounds"), *read_lines("compound_verbs"), *_long_official_names()]))


def _join_compounds(words: list[Word], text: str, offset: int) -> list[Word]:
    """Join the words that together are one compound term; words that a term only touches are cut at its edge."""
    joined = list(words)
    for match in _compounds().finditer(text):
        start, end = offset + match.start(), offset + match.end()
        low = bisect_left(joined, start + 1, key=lambda word: word.end)
        high = bisect_left(joined, end, key=lambda word: word.start)
        inside = joined[low:high]
        first, last = inside[0], inside[-1]
        if len(inside) == 1 and first.tag in (PERSON, PLACE, BODY):
            continue
        if any(_is_kept(word, start, end) for word in inside):
            continue
        parts = [Word(start, end, match.group(), _tag_of(match.group()))]
        if first.start < start:
            parts.insert(0, _part(first, 0, start - first.start, first.tag))
        if last.end > end:
            parts.append(_part(last, end - last.start, len(last.text), last.tag))
        joined[low:high] = parts
    return joined


def _long_official_names() -> frozenset[str]:
    """Return the names of national bodies but for those short enough to occur by chance: 全总 in 安全总监."""
    return frozenset(name for name in official_names() if len(name) > 3)


def _tag_of(compound: str) -> str:
    if compound in official_names():
        return BODY
    return "v" if compound in read_lines("compound_verbs") else "n"


def _is_kept(word: Word, start: int, end: int) -> bool:
    """Return whether a name may not be cut at the term's edge: a person's, or one of which too little would remain."""
    if word.tag not in (PERSON, BODY) or (start <= word.start and word.end <= end):
        return False
    return word.tag == PERSON or start - word.start < 2
