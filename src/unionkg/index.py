"""What a build notes for the next one: of each document what resolution and the report need, without its text.

A text that did not change is neither searched for its metadata nor extracted again, and its extraction comes from
here: entities with the places of their mentions, statements without evidence and values. Whatever else could make a
difference (code, word lists, ontology, settings) is in the signature; notes of another signature count as none.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unionkg import __version__
from unionkg.extraction import extractor_version
from unionkg.model import Document, Entity, Extraction, Mention, Source, Span, Statement, content_hash
from unionkg.resources import resource_dir
from unionkg.settings import Settings

_METADATA = ("path", "title", "publisher", "reporters", "published", "language", "sha256")
_ENTITY = ("id", "type", "name", "canonical", "aliases", "confidence")
_STATEMENT = ("id", "property", "subject", "object", "modality", "role")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Index:
    """The notes of the last build.

    `rows` are documents by the key of their source; `nodes` has, by the ID of a document, a hash of the entities that
    its graph speaks of; `entities` a hash of each entity by its type and ID; `sketches` and `likeness` are what
    `unionkg.documents.reprints` keeps.
    """

    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)
    sketches: Mapping[str, str] = field(default_factory=dict)
    likeness: Mapping[Pair, float] = field(default_factory=dict)

    def document(self, source: Source) -> Document | None:
        """Return the document of `source` if the last build had it."""
        row = self.rows.get(source_key(source))
        if row is None:
            return None
        known = dict(zip(_METADATA, row["document"], strict=True))
        known["reporters"] = tuple(known["reporters"])
        title_span = row["title_span"]
        return Document(
            **known, text=source.text, body=Span(*row["body"]), title_span=Span(*title_span) if title_span else None
        )

    def extraction(self, doc: Document, key: str) -> Extraction | None:
        """Return the extraction of `doc`, whose source has that key, as far as it is noted; None if it is not."""
        row = self.rows.get(key)
        if row is None:
            return None
        return Extraction(
            document=doc,
            entities=tuple(
                Entity(i, t, n, c, tuple(a), mentions=_mentions(doc, t, spans), confidence=x)
                for i, t, n, c, a, x, spans in row["entities"]
            ),
            statements=tuple(Statement(i, p, s, o, (), r, m) for i, p, s, o, m, r in row["statements"]),
            unresolved=tuple((Span(start, end), reason) for start, end, reason in row["unresolved"]),
        )


def _mentions(doc: Document, type_: str, spans: Sequence[tuple[int, int]]) -> tuple[Mention, ...]:
    return tuple(Mention(doc.id, Span(start, end), type_, "noted", 1.0) for start, end in spans)


def source_key(source: Source) -> str:
    """Return a hash of all that a document is made of."""
    metadata = json.dumps(dict(source.metadata), sort_keys=True)
    body = f"{source.body.start}-{source.body.end}" if source.body else ""
    return content_hash(source.path, source.text, metadata, body)


def to_row(extraction: Extraction) -> dict[str, Any]:
    """Return what is noted of an extraction."""
    doc = extraction.document
    return {
        "document": [getattr(doc, name) for name in _METADATA],
        "body": [doc.body.start, doc.body.end],
        "title_span": [doc.title_span.start, doc.title_span.end] if doc.title_span else None,
        "entities": [
            [
                *(getattr(entity, name) for name in _ENTITY),
                [[mention.span.start, mention.span.end] for mention in entity.mentions],
            ]
            for entity in extraction.entities
        ],
        "statements": [[getattr(stmt, name) for name in _STATEMENT] for stmt in extraction.statements],
        "unresolved": [[span.start, span.end, reason] for span, reason in extraction.unresolved],
    }


def to_notes(index: Index, signature: str) -> bytes:
    """Return the notes: a line for the signature, one for all that is about the corpus, one a document."""
    corpus = {
        "nodes": dict(index.nodes),
        "entities": dict(index.entities),
        "sketches": dict(index.sketches),
        "likeness": [[*pair, score] for pair, score in index.likeness.items()],
    }
    lines = (signature, corpus, *([key, row] for key, row in index.rows.items()))
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()


def from_notes(notes: bytes | None, signature: str) -> Index | None:
    """Return what `to_notes` wrote; None where there is nothing, or nothing of this signature that can be read."""
    try:
        lines = (notes or b"").split(b"\n")
        if json.loads(lines[0]) != signature:
            return None
        corpus = json.loads(lines[1])
        likeness = {(left, right): score for left, right, score in corpus["likeness"]}
        rows = dict(json.loads(b"[%s]" % b",".join(line for line in lines[2:] if line)))
        return Index(rows, corpus["nodes"], corpus["entities"], corpus["sketches"], likeness)
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def signature_of(settings: Settings, tagger: str, *options: str) -> str:
    """Return a hash of all but the texts that a dataset is made of."""
    return content_hash(__version__, settings.sha256, tagger, extractor_version(), _builder_version(), *options)


@functools.cache
def _builder_version() -> str:
    """Return a hash of the code and the ontology that make a dataset of extractions."""
    package = Path(__file__).parent
    files = [path for part in ("graph", "store", "entities", "sources") for path in package.glob(f"{part}/*.py")]
    files += resource_dir("ontology").glob("*.t*")
    return content_hash(*(path.read_text("utf-8") for path in sorted(files)))
