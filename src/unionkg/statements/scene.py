"""One sentence as the relation rules see it: mentions, role titles, triggers and the words between them.

Rules never look at characters. They walk over `Scene.items`, where a mention is one item whatever its length.
"""

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from unionkg.dates import TimeExpression, find_times
from unionkg.model import Analysis, Chunk, Interval, Sentence, Span
from unionkg.resources import read_lines, read_table

TITLE, WORD = "title", "word"
CLAUSE_ENDS = frozenset("，。；！？,;!?：:\n")


@dataclass(frozen=True, slots=True)
class Item:
    """A mention (`kind` is its entity type), a role title, or a word with its tag."""

    span: Span
    kind: str
    text: str
    tag: str = ""
    entity: int | None = None
    inner: tuple[Chunk, ...] = ()

    @property
    def is_comma(self) -> bool:
        """Whether a clause ends here."""
        return self.text in CLAUSE_ENDS


@dataclass(slots=True)
class Scene:
    """A sentence with its items; `topic` is the body that it (or an earlier one of its paragraph) speaks about."""

    analysis: Analysis
    sentence: Sentence
    items: list[Item]
    times: tuple[TimeExpression, ...]
    triggers: dict[int, str] = field(default_factory=dict)

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

    def find(self, *kinds: str, start: int = 0, end: int | None = None) -> list[int]:
        """Return the positions in [start, end) of items of these kinds."""
        stop = len(self.items) if end is None else end
        return [i for i in range(max(start, 0), stop) if self.items[i].kind in kinds]

    def clause(self, at: int) -> tuple[int, int]:
        """Return the half-open range of items between the clause marks around item `at`."""
        start = at
        while start > 0 and not self.items[start - 1].is_comma:
            start -= 1
        end = at
        while end < len(self.items) and not self.items[end].is_comma:
            end += 1
        return start, end

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
        start, end = self.clause(at)
        stop = self.items[end - 1].span.end
        before = [time for time in self.times if time.span.start <= here]
        if before:
            return before[-1].interval
        after = [time for time in self.times if here < time.span.start < stop]
        return after[0].interval if after else None


@functools.cache
def trigger_table() -> dict[str, str]:
    """Return verb → relation, from the gazetteer `triggers`."""
    return dict(read_table("triggers"))


@functools.cache
def is_title(text: str) -> bool:
    """Return whether `text` is the last word of a role title."""
    return text in word_list("titles")


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Return a gazetteer as a set."""
    return frozenset(read_lines(name))


def antecedent(scene: Scene, at: int, *types: str) -> int | None:
    """Return the entity that a bare head word at item `at` refers to: the last one before it whose name ends so.

    中心由甲、乙联合设立: the centre is the one that the text named before. A word that begins a phrase of its own
    (活动中心 …) never gets here, since it is part of a mention.
    """
    item = scene.items[at]
    if item.kind != WORD or len(item.text) < 2 or item.tag not in ("n", "vn", "nz"):
        return None
    entities = scene.analysis.entities
    found = None
    for chunk in scene.analysis.chunks:
        if chunk.span.start >= item.span.start:
            break
        referent = entities[chunk.entity]
        if referent.type in types and referent.name.rstrip("”’").endswith(item.text):
            found = chunk.entity
    return found


def scenes(analysis: Analysis) -> list[Scene]:
    """Return the sentences of a document in order."""
    text = analysis.layout.flow.text
    times = find_times(text, analysis.document.published)
    by_sentence = _by_sentence(analysis)
    out = []
    for index, sentence in enumerate(analysis.layout.sentences):
        items = _items(analysis, sentence, by_sentence[index])
        own = tuple(time for time in times if sentence.span.covers(time.span))
        scene = Scene(analysis, sentence, items, own)
        scene.triggers = dict(_triggers(items))
        out.append(scene)
    return out


def _by_sentence(analysis: Analysis) -> dict[int, list[tuple[Span, str, str, Chunk | None]]]:
    """Return for every sentence its parts: chunks, titles and tokens, in text order, outer before inner."""
    text = analysis.layout.flow.text
    parts: list[tuple[Span, str, str, Chunk | None]] = []
    parts += [(c.span, analysis.entities[c.entity].type, "", c) for c in analysis.chunks]
    parts += [(span, TITLE, "", None) for span in analysis.titles]
    parts += [(t.span, WORD, t.tag, None) for t in analysis.tokens if text[t.span.start : t.span.end]]
    order = {TITLE: 1, WORD: 2}
    parts.sort(key=lambda part: (part[0].start, order.get(part[1], 0), -part[0].end))
    table: dict[int, list[tuple[Span, str, str, Chunk | None]]] = defaultdict(list)
    index = 0
    sentences = analysis.layout.sentences
    for part in parts:
        while index < len(sentences) and sentences[index].span.end <= part[0].start:
            index += 1
        if index < len(sentences) and sentences[index].span.covers(part[0]):
            table[index].append(part)
    return table


def _items(analysis: Analysis, sentence: Sentence, parts: list[tuple[Span, str, str, Chunk | None]]) -> list[Item]:
    text = analysis.layout.flow.text
    items: list[Item] = []
    at = sentence.span.start
    for span, kind, tag, chunk in parts:
        if span.start < at:
            if chunk is not None and items and items[-1].entity is not None and items[-1].span.covers(span):
                last = items[-1]
                items[-1] = Item(last.span, last.kind, last.text, last.tag, last.entity, (*last.inner, chunk))
            elif span.end > at and chunk is None:
                items.append(Item(Span(at, span.end), WORD, text[at : span.end], tag))
                at = span.end
            continue
        items.append(Item(span, kind, text[span.start : span.end], tag, chunk.entity if chunk else None))
        at = span.end
    return [item for item in items if item.text.strip(" \u3000") or item.is_comma]


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
