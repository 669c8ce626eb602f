"""Which bodies a body may belong to, by its name alone: candidates to be confirmed, never a merge."""

from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.bodies import parse
from unionkg.divisions import codes_of, full_chain
from unionkg.entities.profiles import Profile
from unionkg.entities.resolution import Resolution
from unionkg.entities.society import owner_key

# Bodies whose namesake one level up leads them; a bureau's or a company's does not.
_LED = ("总工会", "委员会", "妇女联合会", "残疾人联合会", "工商业联合会", "科学技术协会")


@dataclass(frozen=True, slots=True)
class ParentCandidate:
    """IDs of two assembled bodies, and why the first may be a part of the second.

    `reason` is `department`, `division` or `company`.
    """

    child: str
    parent: str
    reason: str


def parent_candidates(resolution: Resolution) -> tuple[ParentCandidate, ...]:
    """Return the bodies of the corpus that the name of another one contains or points to, sorted.

    北京市总工会权益保障部 contains 北京市总工会; 海淀区总工会 points to 北京市总工会; 某公司工会 contains 某公司.
    """
    profiles = {entity.id: resolution.index.profiles[entity.members[0]] for entity in resolution.entities}
    bodies = {id_: one for id_, one in profiles.items() if one.type == "Organization" and not one.is_local}
    by_key = {owner_key(one, one.rest): id_ for id_, one in sorted(bodies.items(), reverse=True)}
    found = {
        ParentCandidate(id_, by_key[key], reason)
        for id_, one in bodies.items()
        for key, reason in _keys_above(one)
        if by_key.get(key, id_) != id_
    }
    return tuple(sorted(found, key=lambda candidate: (candidate.child, candidate.parent)))


def _keys_above(one: Profile) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys of what the body may belong to."""
    system, trade, kind, unit = one.rest
    if unit:
        yield owner_key(one, (system, trade, kind, "")), "department"
        return
    if kind.endswith("工会") and trade and not one.is_generic:
        yield owner_key(one, parse(trade).rest), "company"
    if kind in _LED and not trade and one.chain:
        upper = one.chain if one.town else one.chain[:-1]
        codes = codes_of(upper[-1]) if upper else ()
        for code in codes:
            if full_chain(code)[-1] == upper[-1]:
                yield (code, *one.rest), "division"
        if upper and not codes:
            yield (upper[-1], *one.rest), "division"
