"""Made-up documents with real offsets, their graph, and decisions on them: what the tests of the ledger share."""

import hashlib
from dataclasses import replace

from unionkg import __version__
from unionkg.anchors import clauses, names_of, quote_hash, says
from unionkg.curation.decisions import Decision, EntityRef, Place, StatementRef
from unionkg.curation.ledger import Entry, Ledger
from unionkg.graph.build import document_quads, entity_index, entity_quads
from unionkg.graph.validate import ensure_valid
from unionkg.model import Document, Entity, Evidence, Extraction, Mention, Run, Span, Statement, content_hash
from unionkg.outputs.rdf import trig
from unionkg.reviewing import curate
from unionkg.settings import Settings

AT = "2026-11-22T09:30:00Z"


def document(text, path="a.txt", published=None):
    """Return a document of that text."""
    return Document(hashlib.sha256(text.encode()).hexdigest(), path, text, Span(0, len(text)), published=published)


def reading(text, entities, said=(), *, first=1, **metadata):
    """Return the extraction of a text: entities as (type, name, alias …), statements as (property, subject, object,
    quote, other fields), both by index. `first` is the number of the first entity: other rules count otherwise.
    """
    doc = document(text, **metadata)
    made = []
    for number, (type_, name, *aliases) in enumerate(entities, start=first):
        found = text.find(name)
        mentions = (Mention(doc.id, Span(found, found + len(name)), type_, "test"),) if found >= 0 else ()
        made.append(Entity(f"{doc.id}-e{number}", type_, name, name, tuple(aliases), mentions))
    statements = []
    for property_, subject, object_, quote, more in said:
        start = text.index(quote)
        ids = made[subject].id, None if object_ is None else made[object_].id
        id_ = content_hash(doc.id, property_, str(subject), str(object_), repr(more), str(first))
        evidence = (Evidence(doc.id, Span(start, start + len(quote))),)
        statements.append(Statement(id_, property_, *ids, evidence, confidence=0.8, origin="test", **more))
    return Extraction(doc, tuple(made), tuple(statements))


def statement_ref(extraction, index=0):
    """Return what a decision on a statement holds on to, as the commands write it."""
    stmt, doc = extraction.statements[index], extraction.document
    quote = quote_hash(doc.quote(stmt.evidence[0].span))
    return StatementRef(doc.sha256, quote, says(stmt, names_of(extraction)), stmt.id)


def entity_ref(extraction, index=0):
    """Return what a decision on an entity of one document holds on to."""
    entity, text = extraction.entities[index], extraction.document.text
    clause = next((piece for piece in clauses(text) if entity.name in piece), "")
    return EntityRef(entity.type, entity.name, (Place(extraction.document.sha256, quote_hash(clause)),))


def ledger(*decisions):
    """Return a ledger of these decisions, one a line."""
    return Ledger(None, tuple(Entry(number, decision) for number, decision in enumerate(decisions, start=1)))


def on_statement(verdict, extraction, index=0, *, by="李审核", **changes):
    """Return a decision on a statement."""
    return Decision(verdict, by, AT, statement=statement_ref(extraction, index), changes=changes)


def on_pair(verdict, left, right, *, by="李审核", at=AT):
    """Return a decision on two document entities, each an (extraction, index)."""
    return Decision(verdict, by, at, left=entity_ref(*left), right=entity_ref(*right))


def graph(extractions, decisions=None):
    """Return the graph as TriG, after it was validated, and the outcomes of the decisions."""
    curated, resolution, outcomes = curate(tuple(extractions), decisions or ledger())
    settings = Settings()
    run, index = Run(__version__, settings.sha256), entity_index(resolution.entities)
    quads = [quad for extraction in curated for quad in document_quads(extraction, index, run, settings)]
    quads += entity_quads(resolution.entities, curated, settings)
    ensure_valid(quads)
    return trig(quads).decode(), outcomes


def at(decision, time):
    """Return the decision at another time: another line."""
    return replace(decision, at=time)
