"""Spans that refer: tagger, name grammars, gazetteers, coreference inside the document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.coreference import resolve
from unionkg.mentions.features import Keys, feature_keys
from unionkg.mentions.names import find_names
from unionkg.mentions.people import find_people, join_names
from unionkg.mentions.places import find_places
from unionkg.mentions.quoted import find_quoted
from unionkg.mentions.selection import select, settle_centres, trim_party
from unionkg.mentions.spans import Scored, SpanModel, default_model
from unionkg.mentions.tagged import find_bodies, find_media
from unionkg.mentions.tagger import Tagger
from unionkg.mentions.titles import find_titles
from unionkg.mentions.weighing import weigh
from unionkg.mentions.words import Line, bounded, to_line
from unionkg.mentions.works import find_works
from unionkg.model import Analysis, Document, Layout, Span, Token

# Every finder reads one sentence and yields candidates; the order does not matter.
FINDERS: dict[str, Callable[[Line], Iterator[Candidate]]] = {
    "names": find_names,
    "bodies": find_bodies,
    "media": find_media,
    "people": find_people,
    "places": find_places,
    "works": find_works,
    "quoted": find_quoted,
}


def find_mentions(
    documents: Sequence[tuple[Document, Layout]], tagger: Tagger, model: SpanModel | None = None
) -> list[Analysis]:
    """Return the words, mentions and role titles of each document, with its mentions joined to referents.

    No document bears on another; they come together since the models read many sentences faster than few. Sentences
    that are too long for prose are cut in the layout of the analysis.
    """
    layouts = [replace(layout, sentences=tuple(bounded(layout.sentences, layout.flow.text))) for _, layout in documents]
    readings = [
        _read_by_rules(layout, lines) for layout, lines in zip(layouts, tagged_lines(layouts, tagger), strict=True)
    ]
    model = model or default_model()
    scored = iter(model.score([key for reading in readings for key in reading.keys]))
    return [
        _analysis(document, layout, reading, [next(scored) for _ in reading.lines], model)
        for (document, _), layout, reading in zip(documents, layouts, readings, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class RuleReading:
    """What the rules read in one document, and what the model sees of it."""

    lines: tuple[Line, ...]
    chosen: tuple[Candidate, ...]
    titles: tuple[Span, ...]
    keys: tuple[Keys, ...]


def _read_by_rules(layout: Layout, lines: Sequence[Line]) -> RuleReading:
    chosen = select(trim_party((candidate for line in lines for candidate in _candidates(line)), layout.flow.text))
    # A title within a name is none; an occupation within a group's name counts.
    named = [candidate.span for candidate in chosen if candidate.type != "Group"]
    titles = [span for line in lines for span in find_titles(line, named)]
    return RuleReading(tuple(lines), tuple(chosen), tuple(titles), tuple(feature_keys(lines, chosen, titles)))


def _analysis(
    document: Document, layout: Layout, reading: RuleReading, scored: Sequence[Scored], model: SpanModel
) -> Analysis:
    chosen, titles = weigh(reading.lines, reading.chosen, reading.titles, scored, model)
    chosen = settle_centres(chosen, titles, layout.flow.text)
    chunks, entities = resolve(document, layout, chosen)
    tokens = tuple(Token(Span(w.start, w.end), w.tag) for line in reading.lines for w in line.words)
    return Analysis(document, layout, tokens, chunks, entities, tuple(titles))


def tagged_lines(layouts: Sequence[Layout], tagger: Tagger) -> Iterator[list[Line]]:
    """Yield for each layout its sentences with the tagger's words."""
    texts = [layout.flow.text[s.span.start : s.span.end] for layout in layouts for s in layout.sentences]
    tagged = iter(tagger.tag(texts))
    for layout in layouts:
        yield join_names([to_line(s, next(tagged), layout.flow.text) for s in layout.sentences])


def read_by_rules(layout: Layout, tagger: Tagger) -> RuleReading:
    """Return what the rules alone read in one document: what the model of mentions is trained on."""
    return _read_by_rules(layout, next(tagged_lines([layout], tagger)))


def _candidates(line: Line) -> Iterator[Candidate]:
    for finder in FINDERS.values():
        yield from finder(line)
