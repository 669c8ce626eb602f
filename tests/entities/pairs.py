"""The labelled pairs as two small documents each, and what a matcher makes of them."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from unionkg.entities import resolve
from unionkg.model import Document, Entity, Evidence, Extraction, Mention, Span, Statement, content_hash

PAIRS = Path(__file__).parents[1] / "cases" / "pairs.jsonl"


def load(half: str) -> list[dict[str, Any]]:
    """Return the rows of `tuning` or `held-out`."""
    rows = (json.loads(line) for line in PAIRS.read_text("utf-8").splitlines())
    return [row for row in rows if row["half"] == half]


def document(side: dict[str, Any], type_: str, key: str) -> Extraction:
    """Return the extraction of a document that names the entity, its places, the bodies that it serves, its company."""
    text = side["name"] + side.get("note", "") + "。"
    sha = content_hash(key, json.dumps(side, ensure_ascii=False)) * 4
    doc = Document(sha, f"{key}.txt", text, Span(0, len(text)), published=side.get("published"))
    named = [(type_, side["name"]), *(("Place", place) for place in side.get("places", ()))]
    named += [("Organization", body) for _, body in side.get("serves", ())]
    named += [("Person", name) for name in side.get("with", ())]
    mention = Mention(doc.id, Span(0, len(side["name"])), type_, "case")
    entities = tuple(
        Entity(f"{doc.id}-e{n}", kind, name, name, mentions=(mention,) if n == 1 else ())
        for n, (kind, name) in enumerate(named, start=1)
    )
    by_name = {entity.canonical: entity.id for entity in entities if entity.type == "Organization"}
    statements = tuple(
        Statement(f"{key}{n}", "holdsRole", entities[0].id, by_name[body], (Evidence(doc.id, Span(0, 1)),), role=role)
        for n, (role, body) in enumerate(side.get("serves", ()))
    )
    return Extraction(doc, entities, statements)


def is_same(row: dict[str, Any]) -> bool:
    """Return whether the two entities of a row end as one in a corpus of their two documents."""
    left, right = document(row["left"], row["type"], "left"), document(row["right"], row["type"], "right")
    first, second = left.entities[0].id, right.entities[0].id
    return any({first, second} <= set(entity.members) for entity in resolve([left, right]).entities)


def score(rows: Iterable[dict[str, Any]], decide: Callable[[dict[str, Any]], bool]) -> tuple[float, float, list[str]]:
    """Return precision, recall and a line for each wrong row."""
    right = spurious = missed = 0
    wrong = []
    for row in rows:
        found = decide(row)
        right += found and row["same"]
        spurious += found and not row["same"]
        missed += row["same"] and not found
        if found != row["same"]:
            wrong.append(f"{'joined' if found else 'missed'}: {row['why']}: {row['left']} {row['right']}")
    return right / max(1, right + spurious), right / max(1, right + missed), wrong
