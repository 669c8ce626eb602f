"""One decision of a person, as a line of the ledger holds it. The format is written down in `docs/review.md`.

A decision refers to what it is about by what stays when texts are extracted again: the hash of a quote, a statement in
words, a name with the places where it stands. IDs are hints, taken where nothing else was kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unionkg.model import content_hash

# The version of the format; a line that says nothing has the first.
VERSION = 1
SAME, DIFFERENT, RENAME, RETYPE = "same", "different", "rename", "retype"
ACCEPT, REJECT, EDIT, UNDO = "accept", "reject", "edit", "undo"
ON_STATEMENTS = (ACCEPT, REJECT, EDIT)
ON_PAIRS = (SAME, DIFFERENT)
ON_ENTITIES = (RENAME, RETYPE)
DECISIONS = (*ON_STATEMENTS, *ON_PAIRS, *ON_ENTITIES, UNDO)
EDITABLE = ("role", "start", "end")


@dataclass(frozen=True, slots=True)
class StatementRef:
    """A statement by its quote and its words. `document` has 16 to 64 hex digits of the text's SHA-256.

    `quote` is what `anchors.quote_hash` gives, `says` what `anchors.says` gives; without it, `id` tells which statement
    of the quote is meant.
    """

    document: str
    quote: str
    says: str = ""
    id: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the object of the ledger's line, without empty fields."""
        row = {"document": self.document, "quote": self.quote, "says": self.says, "id": self.id}
        return {key: value for key, value in row.items() if value}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is named: the document, the hash of a clause that names it, its name there if it has another."""

    document: str
    quote: str = ""
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the object of the ledger's line, without empty fields."""
        row = {"document": self.document, "quote": self.quote, "name": self.name}
        return {key: value for key, value in row.items() if value}


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A thing by its type, one of its names and places where it stands; `id` is `type/ID` as in its IRI."""

    type: str
    name: str
    places: tuple[Place, ...] = ()
    id: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the object of the ledger's line, without empty fields."""
        row: dict[str, Any] = {"type": self.type, "name": self.name}
        if self.places:
            row["places"] = [place.to_json() for place in self.places]
        return row | ({"id": self.id} if self.id else {})


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what (`DECISIONS`), by whom, when (ISO 8601 in UTC), on what.

    `statement` belongs to `ON_STATEMENTS`, `left` and `right` to `ON_PAIRS`, `left` alone to `ON_ENTITIES`. `changes`
    are the new values: `name`, `type`, `role`, `start`, `end`; None takes the old one away. `of` is the ID of the
    decision that an undo takes back.
    """

    decision: str
    by: str
    at: str
    statement: StatementRef | None = None
    left: EntityRef | None = None
    right: EntityRef | None = None
    changes: Mapping[str, str | None] = field(default_factory=dict)
    of: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """Hash of the whole decision, 16 hex digits: what `undo` names. Equal lines are one decision."""
        return content_hash(json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True))

    def is_repeated_by(self, other: "Decision") -> bool:
        """Return whether `other` decides the same, whoever made it and whenever."""
        return self.content() == other.content()

    def content(self) -> dict[str, Any]:
        """Return what is decided, without who, when and why."""
        return {key: value for key, value in self.to_json().items() if key not in ("by", "at", "note")}

    def to_json(self) -> dict[str, Any]:
        """Return the object of the ledger's line, fields in fixed order."""
        row: dict[str, Any] = {"decision": self.decision, "by": self.by, "at": self.at}
        if self.statement is not None:
            row["statement"] = self.statement.to_json()
        if self.left is not None and self.right is not None:
            row |= {"left": self.left.to_json(), "right": self.right.to_json()}
        elif self.left is not None:
            row["entity"] = self.left.to_json()
        row |= self.changes
        row |= {"of": self.of} if self.of else {}
        return row | ({"note": self.note} if self.note else {})

    def to_line(self) -> str:
        """Return the line of the ledger, without the line end."""
        return json.dumps(self.to_json(), ensure_ascii=False)

    def about(self) -> str:
        """Return in a few words what is decided on."""
        if self.statement is not None:
            return brief(self.statement.says) or self.statement.id
        if self.left is not None:
            new = self.changes.get("name") or self.changes.get("type") or ""
            if self.right and self.right.name == self.left.name:
                sides = (f"{side.name} {side.id or f'({len(side.places)})'}" for side in (self.left, self.right))
                return " / ".join(sides)
            return " / ".join(filter(None, (self.left.name, self.right.name if self.right else new)))
        return self.of


def brief(said: str) -> str:
    """Return a statement in words without its empty fields.

    >>> brief("holdsRole | 宋清遥 | 市总工会 | 主席 |  |  | actual")
    'holdsRole | 宋清遥 | 市总工会 | 主席 | actual'
    """
    return " | ".join(filter(None, (field.strip() for field in said.split("|"))))
