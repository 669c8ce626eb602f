"""One document to its extraction: a pure function of the text, the metadata and the extractor's version."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from unionkg.documents import layout
from unionkg.mentions import find_mentions
from unionkg.mentions.tagger import Tagger
from unionkg.model import Analysis, Document, Draft, Entity, Evidence, Extraction, Mention, Statement, content_hash
from unionkg.resources import resource_dir
from unionkg.statements import find_statements, find_unresolved

# The packages and modules whose code, with the gazetteers, decides what a text gives.
_CODE = ("documents", "mentions", "statements", "*.py")


@functools.cache
def extractor_version() -> str:
    """Return a hash of the extractor's code and word lists: caches are keyed by it, so that none is ever stale."""
    package = Path(__file__).parent
    files = [path for part in _CODE for path in package.glob(part if "*" in part else f"{part}/*.py")]
    files += resource_dir("gazetteers").glob("*.t*")
    ordered = sorted(files, key=lambda path: (path.parent.name, path.name))
    models = (sha256(path.read_bytes()).hexdigest() for path in sorted(resource_dir("model").glob("*.npz")))
    return content_hash(*(path.read_text("utf-8") for path in ordered), *models)


def extract(document: Document, tagger: Tagger) -> Extraction:
    """Return all that is found in `document`; it looks at nothing else."""
    return next(extract_batch([document], tagger))


def extract_batch(documents: Sequence[Document], tagger: Tagger) -> Iterator[Extraction]:
    """Yield the extraction of each document; the same as one by one, only faster."""
    for analysis in find_mentions([(document, layout(document)) for document in documents], tagger):
        yield to_extraction(analysis)


def to_extraction(analysis: Analysis) -> Extraction:
    """Return what a document with its mentions says."""
    drafts = find_statements(analysis)
    flow = analysis.layout.flow
    statements: dict[str, Statement] = {}
    for stmt in (_to_statement(draft, analysis) for draft in drafts):
        statements[stmt.id] = _with_evidence(statements[stmt.id], stmt) if stmt.id in statements else stmt
    return Extraction(
        document=analysis.document,
        entities=_to_entities(analysis),
        statements=tuple(statements.values()),
        titles=tuple(flow.to_source(span) for span in analysis.titles),
        unresolved=tuple((flow.to_source(span), reason) for span, reason in find_unresolved(analysis, drafts)),
    )


def entity_id(document: Document, index: int) -> str:
    """Return the ID of a document's `index`-th referent: unique across documents, stable for the same text."""
    return f"{document.id}-e{index + 1}"


def _to_entities(analysis: Analysis) -> tuple[Entity, ...]:
    doc, flow = analysis.document, analysis.layout.flow
    mentions: list[list[Mention]] = [[] for _ in analysis.entities]
    for chunk in analysis.chunks:
        type_ = analysis.entities[chunk.entity].type
        mention = Mention(doc.id, flow.to_source(chunk.span), type_, chunk.origin, chunk.confidence)
        mentions[chunk.entity].append(mention)
    return tuple(
        Entity(
            id=entity_id(doc, index),
            type=referent.type,
            name=referent.name,
            canonical=referent.canonical,
            aliases=referent.aliases,
            mentions=tuple(mentions[index]),
            confidence=referent.confidence,
        )
        for index, referent in enumerate(analysis.entities)
    )


def _with_evidence(stmt: Statement, other: Statement) -> Statement:
    """Return the statement with the evidence of another one that says the same."""
    spans = sorted({*stmt.evidence, *other.evidence})
    return replace(stmt, evidence=tuple(spans), confidence=max(stmt.confidence, other.confidence))


def _to_statement(draft: Draft, analysis: Analysis) -> Statement:
    doc = analysis.document
    span = analysis.layout.flow.to_source(draft.span)

    def name(index: int | None) -> str:
        return "" if index is None else f"{analysis.entities[index].type}:{analysis.entities[index].name}"

    def ref(index: int | None) -> str | None:
        return None if index is None else entity_id(doc, index)

    observed = draft.observation
    if observed is not None:
        observed = replace(observed, place=ref(draft.place))
    value = "" if observed is None else f"{observed.measure}|{observed.value!r}|{observed.unit}|{observed.bound}"
    time = "" if draft.interval is None else draft.interval.text
    content = (doc.sha256, draft.property, name(draft.subject), name(draft.object), draft.role or "", value, time)
    return Statement(
        id=content_hash(*content, draft.modality, name(draft.speaker)),
        property=draft.property,
        subject=ref(draft.subject),
        object=ref(draft.object),
        evidence=(Evidence(doc.id, span),),
        role=draft.role,
        modality=draft.modality,
        interval=draft.interval,
        speaker=ref(draft.speaker),
        observation=observed,
        confidence=draft.confidence,
        origin=draft.origin,
    )
