"""Spans that refer: tagger, name grammars, gazetteers, coreference inside the document."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.coreference import resolve
from unionkg.mentions.names import find_names
from unionkg.mentions.people import find_people, join_names
from unionkg.mentions.places import find_places
from unionkg.mentions.quoted import find_quoted
from unionkg.mentions.selection import select, settle_centres, trim_party
from unionkg.mentions.tagged import find_bodies, find_media
from unionkg.mentions.tagger import Tagger
from unionkg.mentions.titles import find_titles
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
    tagged = tagger.tag([text[s.span.start : s.span.end] for s in layout.sentences])
    lines = join_names([to_line(s, tokens, text) for s, tokens in zip(layout.sentences, tagged, strict=True)])
    led = [span for line in lines for span in find_titles(line)]
    chosen = select(trim_party((candidate for line in lines for candidate in _candidates(line)), text))
    chosen = settle_centres(chosen, led, text)
    chunks, entities = resolve(document, layout, chosen)
    named = [candidate.span for candidate in chosen if candidate.type != "Group"]
    titles = tuple(span for line in lines for span in find_titles(line, named))
    tokens = tuple(Token(Span(w.start, w.end), w.tag) for line in lines for w in line.words)
    return Analysis(document, layout, tokens, chunks, entities, titles)


def _candidates(line: Line) -> Iterator[Candidate]:
    for finder in FINDERS.values():
        yield from finder(line)
