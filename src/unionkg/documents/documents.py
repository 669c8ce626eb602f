"""From a source to a document: identity and metadata."""

import hashlib
import re

from unionkg.documents.credits import names_in, published_of, publisher_of, reporters_of
from unionkg.documents.lines import read_lines
from unionkg.documents.titles import find_title
from unionkg.errors import InputError
from unionkg.model import Document, Source, Span
from unionkg.text import iso_date


def make_document(source: Source) -> Document:
    """Return the document of `source`: metadata as given, else as the text states it, else `None`.

    Raises `InputError` when the metadata's date is none.

    >>> doc = make_document(Source("a.txt", "喜讯\\n某社某市2023年8月8日电（记者 王卫国）大会闭幕。"))
    >>> doc.title, doc.reporters, doc.published
    ('喜讯', ('王卫国',), '2023-08-08')
    """
    text, meta = source.text, source.metadata
    body = source.body or Span(0, len(text))
    lines = read_lines(text, body)
    prose = text[body.start : body.end]
    title = meta.get("title")
    span = _given_title(text, body, title) if title else find_title(text, body, lines)
    reporters = _given_reporters(meta["reporter"]) if meta.get("reporter") else reporters_of(prose, lines)
    return Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=source.path,
        text=text,
        body=body,
        title=title or (_one_line(text[span.start : span.end]) if span else None),
        title_span=span,
        publisher=meta.get("publisher") or publisher_of(prose),
        reporters=reporters,
        published=_given_date(source) if meta.get("published") else published_of(prose, lines),
    )


def _given_title(text: str, body: Span, title: str) -> Span | None:
    """Return where the title of the metadata stands: at the start of the body, else in the header."""
    at = text.find(title, body.start, min(body.end, body.start + len(title) + 20))
    if at < 0:
        at = text.find(title, 0, body.start)
    return Span(at, at + len(title)) if at >= 0 else None


def _given_reporters(value: str) -> tuple[str, ...]:
    """Return the names of the metadata: divided at commas, and at spaces when all parts have the shape of names."""
    parts = [part.strip() for part in re.split("[、，,;；/]", value) if part.strip()]
    return tuple(name for part in parts for name in (names_in(part) or [part]))


def _given_date(source: Source) -> str:
    raw = source.metadata["published"]
    date = iso_date(raw)
    if date is None:
        remedy = "Write it as 2023-10-12, 2023-10 or 2023."
        raise InputError(f"{source.path}: the date of publication '{raw}' is not a date.", offending=raw, remedy=remedy)
    return date


def _one_line(title: str) -> str:
    return " ".join(title.split())
