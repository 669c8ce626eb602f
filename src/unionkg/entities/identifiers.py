"""IDs of assembled entities, made from what their own members are called and where they stand, from nothing else.

Each entity of a document has one ID of its own (`proper_ids`): the hash of type and name where the name tells by itself
which one is meant (中华全国总工会), else of type, name and document (王伟, 市总工会, 朝阳区总工会). An assembled entity
takes that of its oldest member; those of the other members are its referents. So neither a document nor a decision
changes the ID of an entity whose members stay the same, and whoever kept the ID of what was merged finds it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from unionkg.divisions import division_codes, split_divisions
from unionkg.entities.keys import is_local, name_key
from unionkg.model import Cluster, Entity, Extraction, Judgement, content_hash

_TOWNS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Identity:
    """The ID of an assembled entity with the type in its IRI, and its other names (type, ID), sorted."""

    type: str
    id: str
    referents: tuple[tuple[str, str], ...] = ()


def proper_ids(extractions: Iterable[Extraction]) -> dict[str, str]:
    """Return the ID of its own of each entity of each document, by its ID in the document.

    It does not depend on the order in which extraction numbers the entities, unless two of a document share type and
    name.
    """
    ids = {}
    for extraction in extractions:
        seen: Counter[tuple[str, str]] = Counter()
        for entity in extraction.entities:
            key = entity.type, name_key(entity)
            where = "" if _tells_alone(entity) else extraction.document.id
            seen[key] += 1
            again = (str(seen[key]),) if where and seen[key] > 1 else ()
            ids[entity.id] = content_hash(*key, where, *again)
    return ids


def identify(
    clusters: Iterable[Cluster], extractions: Iterable[Extraction], decisions: Iterable[Judgement] = ()
) -> dict[str, Identity]:
    """Return the identity of every cluster, by the ID of the cluster.

    Of two clusters with one telling name (a person told them apart) the one that holds the left side of that decision
    keeps it, without such a decision the oldest one; the other is called by the document of its oldest member.
    """
    extractions, clusters = tuple(extractions), tuple(clusters)
    known = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    document = {entity.id: extraction.document.id for extraction in extractions for entity in extraction.entities}
    dates = {extraction.document.id: extraction.document.published or "9999" for extraction in extractions}
    proper = proper_ids(extractions)
    parted = {j.right for j in decisions if j.verdict == "different" and proper.get(j.left) == proper.get(j.right)}

    def age(member: str) -> tuple[str, str, str]:
        return dates[document[member]], document[member], proper[member]

    eldest = {one.id: min(one.members, key=age) for one in clusters}
    order = sorted(clusters, key=lambda one: (not parted.isdisjoint(one.members), age(eldest[one.id])))
    names = {one.id: {(known[member].type, proper[member]) for member in one.members} for one in clusters}
    holders = Counter(name for held in names.values() for name in held)
    taken: set[tuple[str, str]] = set()
    found = {}
    for one in order:
        first = eldest[one.id]
        name = known[first].type, proper[first]
        spare = (document[first],), (document[first], first)
        for where in spare if name in taken else ():
            name = name[0], content_hash(name[0], name_key(known[first]), *where)
            if name not in taken:
                break
        taken.add(name)
        others = sorted(other for other in names[one.id] if holders[other] == 1 and other != name)
        found[one.id] = Identity(*name, tuple(others))
    return found


def _tells_alone(entity: Entity) -> bool:
    """Return whether the name tells which one is meant, in any document: no person's, no pointing one, no homonym's."""
    if entity.type == "Person" or is_local(entity):
        return False
    path, _ = split_divisions(name_key(entity))
    return not path or not (path[0].endswith(_TOWNS) or len(division_codes().get(path[0], ())) > 1)
