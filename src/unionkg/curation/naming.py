"""Names and types that people gave to assembled entities."""

from collections.abc import Iterable
from dataclasses import replace

from unionkg.curation.replay import Replay
from unionkg.model import Entity


def named(done: Replay, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities with the names and types that people gave them; their IDs stay.

    The old name becomes an alias. Another type moves an entity to another IRI: the one that it had is a referent.
    """
    entities = tuple(entities)
    if not done.named:
        return entities
    by_id = {entity.id: entity for entity in entities}
    id_of = {member: entity.id for entity in entities for member in entity.members}
    for entry, member in done.named:
        changes, entity = entry.decision.changes, by_id[id_of[member]]
        if name := changes.get("name"):
            by_id[entity.id] = _renamed(entity, name)
        if type_ := changes.get("type"):
            by_id[entity.id] = replace(by_id[entity.id], type=type_)
    return tuple(_with_old_type(by_id[entity.id], entity.type) for entity in entities)


def _renamed(entity: Entity, name: str) -> Entity:
    forms = dict.fromkeys((entity.name, entity.canonical, *entity.aliases))
    return replace(entity, name=name, canonical=name, aliases=tuple(form for form in forms if form != name))


def _with_old_type(entity: Entity, type_: str) -> Entity:
    if entity.type == type_:
        return entity
    return replace(entity, referents=tuple(sorted({*entity.referents, (type_, entity.id)})))
