"""Gold files and predictions, read into one shape: both are the interchange format, the gold one without spans."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from unionkg.errors import InputError


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity of one document. `canonical` is "" where the annotation gives none."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    canonical: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation; ends and speaker are IDs of the same document's entities, `quote` is the evidence's text."""

    type: str
    subject: str
    object: str | None
    role: str | None
    status: str | None
    speaker: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One observation; `subject` is an entity ID or words of the text."""

    subject: str | None
    measure: str
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that one side says about one document. `stem` names the text file, and so pairs gold with prediction."""

    id: str
    stem: str
    entities: tuple[EntityRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()


def read_gold(path: Path) -> tuple[Annotation, Path] | None:
    """Return the annotation in a gold file and the text file it is about; None for a JSON file of another kind.

    Raises InputError when the file is no JSON or lacks a field.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        if "entities" not in data:
            return None
        text = path.parent / data["doc"]["text_file"]
        return _annotation(data, text.stem), text
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name} is not a gold file: {error!r}.", offending=path) from error


def from_interchange(data: Mapping[str, Any]) -> Annotation:
    """Return the prediction in one object of the interchange format; raise InputError when it lacks a field.

    >>> from_interchange({"doc": {"id": "a", "path": "news/02.txt"}, "entities": []}).stem
    '02'
    """
    try:
        doc = data["doc"]
        return _annotation(data, PurePosixPath(doc.get("path") or doc["id"]).stem)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"A prediction is not in the interchange format: {error!r}.",
            offending=data,
            remedy="Predictions are what `unionkg extract --format jsonl` prints.",
        ) from error


def _annotation(data: Mapping[str, Any], stem: str) -> Annotation:
    return Annotation(
        id=data["doc"]["id"],
        stem=stem,
        entities=tuple(_entity(row) for row in data["entities"]),
        relations=tuple(_relation(row) for row in data.get("relations", ())),
        observations=tuple(_observation(row) for row in data.get("observations", ())),
    )


def _entity(row: Mapping[str, Any]) -> EntityRow:
    aliases = tuple(row.get("aliases") or ())
    return EntityRow(row["id"], row["type"], row["name"], aliases, row.get("canonical") or "")


def _relation(row: Mapping[str, Any]) -> RelationRow:
    evidence = row.get("evidence") or ""
    return RelationRow(
        type=row["type"],
        subject=row["subject"],
        object=row["object"],
        role=row.get("role"),
        status=row.get("status"),
        speaker=row.get("speaker") or None,
        quote=evidence.get("text", "") if isinstance(evidence, Mapping) else evidence,
    )


def _observation(row: Mapping[str, Any]) -> ObservationRow:
    return ObservationRow(row.get("subject"), str(row.get("measure")), row["value"], row.get("unit"))
