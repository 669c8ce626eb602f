"""Spans that refer: tagger, name grammars, gazetteers, coreference inside the document."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.coreference import resolve
from unionkg.mentions.names import find_names
from unionkg.mentions.people import find_people, join_names
from unionkg.mentions.places import find_places
from unionkg.mentions.quoted import find_quoted
from unionkg.mentions.selection import select, settle_centres, trim_party
from unionkg.mentions.spans import default_model
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


def find_mentions(document: Document, layout: Layout, tagger: Tagger) -> Analysis:
    """Return the words, mentions and role titles of a document, with its mentions joined to referents.

    Sentences that are too long for prose are cut in the layout of the analysis.
    """
    text = layout.flow.text
    layout = replace(layout, sentences=tuple(bounded(layout.sentences, text)))
    lines = tagged_lines(layout, tagger)
    chosen = read_by_rules(lines, text)
    titles = titles_beside(lines, chosen)
    chosen, titles = weigh(lines, chosen, titles, default_model())
    chosen = settle_centres(chosen, titles, text)
    chunks, entities = resolve(document, layout, chosen)
    tokens = tuple(Token(Span(w.start, w.end), w.tag) for line in lines for w in line.words)
    return Analysis(document, layout, tokens, chunks, entities, tuple(titles))


def tagged_lines(layout: Layout, tagger: Tagger) -> list[Line]:
    """Return the sentences of a layout with the tagger's words."""
    text = layout.flow.text
    tagged = tagger.tag([text[s.span.start : s.span.end] for s in layout.sentences])
    return join_names([to_line(s, tokens, text) for s, tokens in zip(layout.sentences, tagged, strict=True)])


def read_by_rules(lines: Iterable[Line], text: str) -> list[Candidate]:
    """Return the candidates that the rules choose among all that the finders see."""
    return select(trim_party((candidate for line in lines for candidate in _candidates(line)), text))


def titles_beside(lines: Iterable[Line], chosen: Iterable[Candidate]) -> list[Span]:
    """Return the role titles that stand outside the candidates; an occupation within a group's name counts as well."""
    named = [candidate.span for candidate in chosen if candidate.type != "Group"]
    return [span for line in lines for span in find_titles(line, named)]


def _candidates(line: Line) -> Iterator[Candidate]:
    for finder in FINDERS.values():
        yield from finder(line)
