"""What the people of a corpus serve, once its bodies are known: the evidence by which namesakes are told apart."""

from collections.abc import Iterable, Mapping

from unionkg.bodies import parse
from unionkg.entities.context import level_of_name
from unionkg.entities.people import FAMOUS, Circle, Society, famous_people, is_head
from unionkg.entities.profiles import Profile
from unionkg.model import Cluster


def society_of(profiles: Mapping[str, Profile], clusters: Iterable[Cluster], witness: Mapping[str, str]) -> Society:
    """Return what the corpus knows of people, once its bodies are clustered."""
    clusters = tuple(clusters)
    circle_of = _circles(profiles, clusters)
    circles = {}
    for one in (one for one in profiles.values() if one.type == "Person"):
        found = [(role, circle_of[body]) for role, body in one.person.posts if body in circle_of]
        if found:
            heads = (head for role, circle in found if is_head(role) for head in circle.heads)
            circles[one.id] = Circle(
                frozenset(x for _, circle in found for x in circle.bodies),
                frozenset(x for _, circle in found for x in circle.wider),
                frozenset(x for _, circle in found for x in circle.counties),
                frozenset(x for _, circle in found for x in circle.cities),
                frozenset(heads),
            )
    cluster_of = {
        member: one.id
        for one in clusters
        if profiles[one.id].type == "Organization" and not profiles[one.id].is_local and len(one.members) <= FAMOUS
        for member in one.members
    }
    famous = famous_people([p for p in profiles.values() if p.type == "Person"])
    return Society(circles, famous, witness, cluster_of)


def _circles(profiles: Mapping[str, Profile], clusters: Iterable[Cluster]) -> dict[str, Circle]:
    """Return for each body what serving it means: itself, the bodies that its name opens with, its county and city.

    北京市总工会权益保障部 is a part of 北京市总工会. A name that is local to a document means nothing here.
    """
    bodies = [one for one in clusters if profiles[one.id].type in ("Organization", "Facility")]
    bodies = [one for one in bodies if not profiles[one.id].is_local]
    owners: dict[tuple[str, ...], str] = {}
    for one in bodies:
        for member in one.members:
            owners.setdefault(owner_key(profiles[member], profiles[member].rest), one.id)
    circles: dict[str, Circle] = {}
    for one in bodies:
        body = profiles[one.id]
        system, trade, kind, unit = body.rest
        above = owners.get(owner_key(body, (system, trade, kind, ""))) if unit else None
        company = owners.get(owner_key(body, parse(trade).rest)) if kind.endswith("工会") and trade else None
        levels = {level_of_name(name): name for name in body.chain}
        county, city, province = (levels.get(level, "") for level in ("县", "市", "省"))
        if county and body.codes:
            county = min(body.codes) if len(body.codes) == 1 else ""
        circle = Circle(
            frozenset({one.id}),
            frozenset(x for x in (above, company) if x),
            frozenset({county} if county else ()),
            frozenset({city} if city and "工会" in kind else ()),
            frozenset({(province, city)} if province or city else ()),
        )
        circles |= dict.fromkeys(one.members, circle)
    return circles


def owner_key(one: Profile, rest: tuple[str, str, str, str]) -> tuple[str, ...]:
    """Return the key of the body with the division of `one` and that name: by code where there is one."""
    place = min(one.codes) if len(one.codes) == 1 else one.place
    return (place, *rest)
