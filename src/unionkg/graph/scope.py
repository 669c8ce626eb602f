"""What the builders of one document's graph share: its IRIs, and which entity a document's entity became."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from unionkg.anchors import names_of, says
from unionkg.iris import Iris
from unionkg.model import Entity, Extraction, Statement
from unionkg.settings import Settings
from unionkg.vocab import ASSERTED

Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Scope:
    """One extraction with the assembled entities that its entity IDs stand for."""

    iris: Iris
    extraction: Extraction
    entity_of: Mapping[str, Entity]
    min_confidence: float = 0.0
    names: Mapping[str, Entity] = field(default_factory=dict)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that are exported: those of at least `min_confidence` that no person rejected."""
        known = self.extraction.statements
        return tuple(s for s in known if s.confidence >= self.min_confidence and not is_rejected(s))

    @property
    def rejected(self) -> tuple[Statement, ...]:
        """The statements that a person found wrong: they are kept with their quotes and say nothing of anything."""
        return tuple(filter(is_rejected, self.extraction.statements))

    def says(self, stmt: Statement) -> str:
        """Return the statement in words, with the document's own names, as it was before people edited it."""
        return stmt.review.says if stmt.review else says(stmt, self.names)

    @property
    def document(self) -> NamedNode:
        """The document, which also names its graph."""
        return self.iris.document(self.extraction.document.id)

    def node(self, entity_id: str) -> NamedNode:
        """Return the assembled entity; raise KeyError for an ID that no entity has among its members."""
        entity = self.entity_of[entity_id]
        return self.iris.entity(entity.type, entity.id)

    def optional(self, entity_id: str | None) -> NamedNode | None:
        """Return the assembled entity, None for None."""
        return None if entity_id is None else self.node(entity_id)

    def type_of(self, entity_id: str) -> str:
        """Return the type of the assembled entity."""
        return self.entity_of[entity_id].type


def entity_index(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Return the assembled entity of each member ID (of its own ID where it has no members)."""
    return {member: entity for entity in entities for member in (entity.members or (entity.id,))}


def open_scope(extraction: Extraction, entity_of: Mapping[str, Entity], settings: Settings) -> Scope:
    """Return the scope of one extraction under the settings."""
    return Scope(Iris(settings.base_iri), extraction, entity_of, settings.min_confidence, names_of(extraction))


def is_rejected(statement: Statement) -> bool:
    """Return whether a person found the statement wrong."""
    return statement.review is not None and statement.review.verdict == "rejected"


def is_asserted(statement: Statement) -> bool:
    """Return whether the statement also stands as a plain triple: not negated, planned, demanded or past."""
    return statement.modality in ASSERTED
