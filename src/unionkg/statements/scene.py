"""One sentence as the relation rules see it: mentions, role titles, triggers and the words between them.

Rules never look at characters. They walk over `Scene.items`, where a mention is one item whatever its length.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from unionkg.dates import TimeExpression, find_times
from unionkg.model import Analysis, Chunk, Interval, Sentence, Span
from unionkg.statements.antecedents import Antecedents
from unionkg.statements.lexicon import is_title_word, trigger_table
from unionkg.statements.surfaces import Surfaces

TITLE, WORD = "title", "word"
_FORMER = "原"
_CLAUSE_ENDS = frozenset("，。；！？,;!?：:\n")

# A part of a sentence before it becomes an item: span, kind, tag, mention.
_Part = tuple[Span, str, str, Chunk | None]


@dataclass(frozen=True, slots=True)
class Item:
    """A mention (`kind` is its entity type), a role title, or a word with its tag; `inner` mentions lie within it."""

    span: Span
    kind: str
    text: str
    tag: str = ""
    entity: int | None = None
    inner: tuple[Chunk, ...] = ()

    @property
    def is_comma(self) -> bool:
        """Whether a clause ends here."""
        return self.text in _CLAUSE_ENDS


@dataclass(slots=True, eq=False)
class Scene:
    """A sentence with its items; `index` is its number in the document, `triggers` item → relation."""

    index: int
    analysis: Analysis
    sentence: Sentence
    items: list[Item]
    times: tuple[TimeExpression, ...]
    antecedents: Antecedents
    surfaces: Surfaces
    triggers: dict[int, str] = field(init=False)
    _clauses: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.triggers = dict(_triggers(self.items))
        self._clauses = _clause_bounds(self.items)

    @property
    def span(self) -> Span:
        """The sentence's span in the flow."""
        return self.sentence.span

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.analysis.layout.flow.text[self.sentence.span.start : self.sentence.span.end]

    def type_of(self, entity: int) -> str:
        """Return the entity's type."""
        return self.analysis.entities[entity].type

    def item(self, at: int) -> Item | None:
        """Return the item at a position, None outside of the sentence."""
        return self.items[at] if 0 <= at < len(self.items) else None

    def find(self, *kinds: str, start: int = 0, end: int | None = None) -> list[int]:
        """Return the positions in [start, end) of items of these kinds."""
        stop = len(self.items) if end is None else end
        return [i for i in range(max(start, 0), stop) if self.items[i].kind in kinds]

    def clause(self, at: int) -> tuple[int, int]:
        """Return the half-open range of items between the clause marks around item `at`; a mark ends its own clause."""
        return self._clauses[at]

    def between(self, start: int, end: int) -> Span:
        """Return the flow span of items [start, end), without white space and commas at its edges."""
        while start < end - 1 and (self.items[start].is_comma or not self.items[start].text.strip()):
            start += 1
        while end > start + 1 and (self.items[end - 1].is_comma or not self.items[end - 1].text.strip()):
            end -= 1
        return Span(self.items[start].span.start, self.items[end - 1].span.end)

    def evidence(self, *positions: int) -> Span:
        """Return the span of the clauses that hold the items at `positions`."""
        clauses = [self.clause(at) for at in positions]
        return self.between(min(start for start, _ in clauses), max(end for _, end in clauses))

    def time_at(self, at: int) -> Interval | None:
        """Return the time that holds for item `at`: the last one named before it, else one later in its clause."""
        here = self.items[at].span.start
        stop = self.items[self.clause(at)[1] - 1].span.end
        before = [time for time in self.times if time.span.start <= here]
        if before:
            return before[-1].interval
        after = [time for time in self.times if here < time.span.start < stop]
        return after[0].interval if after else None

    def antecedent(self, at: int, *types: str) -> int | None:
        """Return the entity that a bare head word at item `at` refers to: the last one before it whose name ends so.

        中心由甲、乙联合设立: the centre is the one that the text named before. A word that begins a phrase of its own
        (活动中心 …) never gets here, since it is part of a mention.
        """
        item = self.items[at]
        if item.kind != WORD or len(item.text) < 2 or item.tag not in ("n", "vn", "nz"):
            return None
        return self.antecedents.last(item.text, item.span.start, *types)


def scenes(analysis: Analysis) -> list[Scene]:
    """Return the sentences of a document in order."""
    times = find_times(analysis.layout.flow.text, analysis.document.published)
    starts = [time.span.start for time in times]
    antecedents = Antecedents(analysis)
    surfaces = Surfaces(analysis)
    parts = _by_sentence(analysis)
    found = []
    for index, sentence in enumerate(analysis.layout.sentences):
        near = times[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        own = tuple(time for time in near if sentence.span.covers(time.span))
        items = _items(analysis, sentence, parts[index])
        found.append(Scene(index, analysis, sentence, items, own, antecedents, surfaces))
    return found


def _by_sentence(analysis: Analysis) -> dict[int, list[_Part]]:
    """Return for every sentence its parts: chunks, titles and tokens, in text order, outer before inner."""
    parts: list[_Part] = []
    text = analysis.layout.flow.text
    parts += [(c.span, analysis.entities[c.entity].type, "", c) for c in analysis.chunks]
    for span in analysis.titles:
        # 原主席: the word is none of the title's own, and it says that the post is over.
        first = span.start + (text.startswith(_FORMER, span.start) and len(span) > 1)
        if first > span.start:
            parts.append((Span(span.start, first), WORD, _FORMER, None))
        parts.append((Span(first, span.end), TITLE, "", None))
    parts += [(token.span, WORD, token.tag, None) for token in analysis.tokens if token.span]
    longest = {span.start: span.end for span in analysis.titles}

    def rank(part: _Part) -> tuple[int, int, int]:
        # A title that is longer than the group at its start is one title: 职工代表监事.
        span, kind, tag = part[:3]
        if kind == "Group" and span.end < longest.get(span.start, 0):
            return span.start, 3, -span.end
        return span.start, 1 if tag == _FORMER else {TITLE: 1, WORD: 2}.get(kind, 0), -span.end

    parts.sort(key=rank)
    table: dict[int, list[_Part]] = defaultdict(list)
    index = 0
    sentences = analysis.layout.sentences
    for part in parts:
        while index < len(sentences) and sentences[index].span.end <= part[0].start:
            index += 1
        if index < len(sentences) and sentences[index].span.covers(part[0]):
            table[index].append(part)
    return table


def _items(analysis: Analysis, sentence: Sentence, parts: list[_Part]) -> list[Item]:
    text = analysis.layout.flow.text
    items: list[Item] = []
    at = sentence.span.start
    for span, kind, tag, chunk in parts:
        is_title = kind == TITLE or (kind == WORD and is_title_word(text[span.start : span.end]))
        if is_title and items and items[-1].kind == "Group" and _is_of_title(items[-1], span):
            items[-1] = Item(Span(items[-1].span.start, span.end), TITLE, items[-1].text + text[span.start : span.end])
            at = span.end
        elif span.start >= at:
            items.append(Item(span, kind, text[span.start : span.end], tag, chunk.entity if chunk else None))
            at = span.end
        elif chunk is not None and items and items[-1].entity is not None and items[-1].span.covers(span):
            items[-1] = replace(items[-1], inner=(*items[-1].inner, chunk))
        elif chunk is not None and _is_swallowed(items, span):
            items[-1:] = [*_cut(items[-1], Item(span, kind, text[span.start : span.end], tag, chunk.entity), text)]
        elif span.end > at and chunk is None:
            items.append(Item(Span(at, span.end), WORD, text[at : span.end], tag))
            at = span.end
    return [item for item in items if item.text.strip(" \u3000") or item.is_comma]


def _is_of_title(group: Item, title: Span) -> bool:
    """Return whether a group says whom a title right behind it stands for: 职工代表监事."""
    return group.span.end == title.start and group.text.endswith("代表")


def _is_swallowed(items: list[Item], span: Span) -> bool:
    """Return whether the tagger made one word of a mention and the verb before it: 联合市总工会."""
    if not items:
        return False
    last = items[-1]
    return last.kind == WORD and last.span.start < span.start and span.end <= last.span.end


def _cut(word: Item, mention: Item, text: str) -> Iterator[Item]:
    """Yield what stands before the mention, as a verb, the mention, and what stands behind it."""
    before, after = Span(word.span.start, mention.span.start), Span(mention.span.end, word.span.end)
    yield Item(before, WORD, text[before.start : before.end], "v")
    yield mention
    if after.start < after.end:
        yield Item(after, WORD, text[after.start : after.end], word.tag)


def _clause_bounds(items: list[Item]) -> list[tuple[int, int]]:
    """Return for each item where its clause starts and ends; a mark belongs to the clause before it, as its end."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for at, item in enumerate(items):
        if item.is_comma:
            bounds += [(start, at)] * (at + 1 - start)
            start = at + 1
    return bounds + [(start, len(items))] * (len(items) - start)


def _triggers(items: list[Item]) -> Iterator[tuple[int, str]]:
    """Yield position and relation of every trigger; of two words that make one (被+评为) the last counts."""
    table = trigger_table()
    for i, item in enumerate(items):
        if item.kind != WORD or item.tag in ("w", "TIME"):
            continue
        before = items[i - 1] if i and items[i - 1].kind == WORD else None
        if before is not None and before.text + item.text in table:
            yield i, table[before.text + item.text]
        elif item.text in table and not _is_noun(items, i):
            yield i, table[item.text]


def _is_noun(items: list[Item], at: int) -> bool:
    """Return whether a verb is used as a noun here: 专项行动的开展, 速裁庭建设专项行动."""
    before, following = items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None
    if items[at].tag in ("n", "nz", "r", "m", "q"):
        return True
    if items[at].tag != "vn" or before is None:
        return False
    if before.text == "的":
        return True
    return before.kind == WORD and before.tag in ("n", "nz") and (following is None or following.text != "了")
