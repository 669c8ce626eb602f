"""The interchange format: one JSON object a document, the same shape as gold annotations, and the way back.

Beyond the fields of gold, it keeps what a cache needs to give the same extraction again: modality, interval, IDs.
"""

import json
from collections.abc import Mapping
from typing import Any

from unionkg.model import Document, Entity, Evidence, Extraction, Interval, Mention, Observation, Span, Statement
from unionkg.vocab import MODALITIES, OBSERVATION

Json = dict[str, Any]


def to_line(extraction: Extraction) -> str:
    """Return the extraction as one line of JSON, keys in fixed order, without the line end."""
    return json.dumps(to_json(extraction), ensure_ascii=False, separators=(",", ":"))


def to_json(extraction: Extraction) -> Json:
    """Return the extraction in the interchange format. Negated statements are kept apart under `negated`."""
    doc = extraction.document
    shown = [s for s in extraction.statements if MODALITIES[s.modality] is not None]
    hidden = [s for s in extraction.statements if MODALITIES[s.modality] is None]
    return {
        "doc": {
            "id": doc.id,
            "path": doc.path,
            "title": doc.title,
            "published": doc.published,
            "publisher": doc.publisher,
            "sha256": doc.sha256,
        },
        "entities": [_entity(entity) for entity in extraction.entities],
        "relations": [_relation(doc, stmt) for stmt in shown if stmt.property != OBSERVATION],
        "observations": [_observation(doc, stmt) for stmt in shown if stmt.property == OBSERVATION],
        "titles": [[span.start, span.end] for span in extraction.titles],
        "negated": [
            (_observation if stmt.property == OBSERVATION else _relation)(doc, stmt) | {"property": stmt.property}
            for stmt in hidden
        ],
        "unresolved": [[span.start, span.end, reason] for span, reason in extraction.unresolved],
    }


def from_json(data: Mapping[str, Any], doc: Document) -> Extraction:
    """Return the extraction of `doc` that `to_json` wrote; raise KeyError or ValueError when it did not."""
    if data["doc"]["sha256"] != doc.sha256:
        raise ValueError(f"this extraction is of another text: {data['doc']['sha256']}")
    rows = [(row["type"], row) for row in data["relations"]]
    rows += [(OBSERVATION, row) for row in data["observations"]]
    rows += [(row["property"], row) for row in data["negated"]]
    return Extraction(
        document=doc,
        entities=tuple(_to_entity(row, doc) for row in data["entities"]),
        statements=tuple(_to_statement(property_, row, doc) for property_, row in rows),
        titles=tuple(Span(*pair) for pair in data["titles"]),
        unresolved=tuple((Span(start, end), reason) for start, end, reason in data["unresolved"]),
    )


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "canonical": entity.canonical,
        "mentions": [[m.span.start, m.span.end] for m in entity.mentions],
        "confidence": entity.confidence,
        "origins": [[m.origin, m.confidence] for m in entity.mentions],
    }


def _to_entity(row: Mapping[str, Any], doc: Document) -> Entity:
    mentions = tuple(
        Mention(doc.id, Span(*pair), row["type"], origin, confidence)
        for pair, (origin, confidence) in zip(row["mentions"], row["origins"], strict=True)
    )
    return Entity(
        row["id"], row["type"], row["name"], row["canonical"], tuple(row["aliases"]), mentions, row["confidence"]
    )


def _evidence(doc: Document, stmt: Statement) -> Json:
    span = stmt.evidence[0].span
    return {"start": span.start, "end": span.end, "text": doc.quote(span)}


def _common(doc: Document, stmt: Statement) -> Json:
    interval = stmt.interval
    return {
        "speaker": stmt.speaker,
        "evidence": _evidence(doc, stmt),
        "also_at": [[evidence.span.start, evidence.span.end] for evidence in stmt.evidence[1:]],
        "confidence": stmt.confidence,
        "origin": stmt.origin,
        "id": stmt.id,
        "modality": stmt.modality,
        "interval": None if interval is None else [interval.text, interval.start, interval.end],
    }


def _relation(doc: Document, stmt: Statement) -> Json:
    return {
        "type": stmt.property,
        "subject": stmt.subject,
        "object": stmt.object,
        "role": stmt.role,
        "status": MODALITIES[stmt.modality],
        "time": stmt.interval.text if stmt.interval else None,
        **_common(doc, stmt),
    }


def _observation(doc: Document, stmt: Statement) -> Json:
    observed = stmt.observation
    if observed is None:
        raise ValueError(f"statement {stmt.id} is called an observation and has none")
    return {
        "subject": stmt.subject or observed.counted,
        "measure": observed.measure,
        "value": int(observed.value) if observed.value.is_integer() else observed.value,
        "unit": observed.unit,
        "qualifier": observed.bound,
        "time": _period(stmt.interval),
        "place": observed.place,
        "counted": observed.counted,
        "entity": stmt.subject,
        **_common(doc, stmt),
    }


def _period(interval: Interval | None) -> str | None:
    if interval is None or interval.start is None:
        return None
    if interval.end is None or interval.end == interval.start:
        return interval.start
    return f"{interval.start}/{interval.end}"


def _to_statement(property_: str, row: Mapping[str, Any], doc: Document) -> Statement:
    evidence = row["evidence"]
    observation = None
    if property_ == OBSERVATION:
        observation = Observation(
            row["measure"], float(row["value"]), row["unit"], row["qualifier"], row["counted"], row["place"]
        )
    return Statement(
        id=row["id"],
        property=property_,
        subject=row["entity"] if property_ == OBSERVATION else row["subject"],
        object=None if property_ == OBSERVATION else row["object"],
        evidence=tuple(
            Evidence(doc.id, Span(start, end)) for start, end in ((evidence["start"], evidence["end"]), *row["also_at"])
        ),
        role=row.get("role"),
        modality=row["modality"],
        interval=Interval(*row["interval"]) if row["interval"] else None,
        speaker=row["speaker"],
        observation=observation,
        confidence=row["confidence"],
        origin=row["origin"],
    )
