"""Spans that refer: tagger, name grammars, gazetteers, coreference inside the document."""

from collections.abc import Iterator

from unionkg.mentions.coreference import resolve
from unionkg.mentions.names import Candidate, find_names
from unionkg.mentions.people import find_people, find_titles
from unionkg.mentions.quoted import find_places, find_quoted, find_works
from unionkg.mentions.selection import select
from unionkg.mentions.tagged import find_bodies
from unionkg.mentions.tagger import Tagger
from unionkg.mentions.words import Line, to_line
from unionkg.model import Analysis, Document, Layout, Span, Token

# Every finder reads one sentence and yields candidates; the order does not matter.
FINDERS = {
    "names": lambda line, text: find_names(line),
    "bodies": lambda line, text: find_bodies(line),
    "people": lambda line, text: find_people(line),
    "places": lambda line, text: find_places(line),
    "works": find_works,
    "quoted": find_quoted,
}


def find_mentions(document: Document, layout: Layout, tagger: Tagger) -> Analysis:
    """Return the words, mentions and role titles of a document, with its mentions joined to referents."""
    text = layout.flow.text
    tagged = tagger.tag([text[s.span.start : s.span.end] for s in layout.sentences])
    lines = [to_line(s, tokens, text) for s, tokens in zip(layout.sentences, tagged, strict=True)]
    chosen = select(candidate for line in lines for candidate in _candidates(line, text))
    chunks, entities = resolve(document, layout, chosen)
    titles = tuple(
        span
        for line in lines
        for span in find_titles(line)
        if not any(c.span.overlaps(span) for c in chosen if c.type != "Group")
    )
    tokens = tuple(Token(Span(w.start, w.end), w.tag) for line in lines for w in line.words)
    return Analysis(document, layout, tokens, chunks, entities, titles)


def _candidates(line: Line, text: str) -> Iterator[Candidate]:
    for finder in FINDERS.values():
        yield from finder(line, text)
