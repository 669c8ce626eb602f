"""The nodes that carry a relation of more than two parts: memberships, award grants, observations, intervals."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from unionkg.graph.kinds import unit_kind
from unionkg.graph.literals import date, decimal, instant_property, words
from unionkg.graph.scope import Fact, Scope
from unionkg.iris import concept, term
from unionkg.model import Interval, Observation, Statement

_TYPE = term("rdf:type")

# What is only planned, demanded or denied is a statement, but no membership and no grant.
_EXISTING = {"actual": "actual", "underway": "actual", "past": "past"}


def interval_facts(scope: Scope, interval: Interval) -> Iterator[Fact]:
    """Yield an interval with its instants, each at the precision that the text states."""
    node = scope.iris.interval(interval)
    yield node, _TYPE, term("time:ProperInterval")
    for iso, property_ in ((interval.start, "time:hasBeginning"), (interval.end, "time:hasEnd")):
        if iso:
            instant = scope.iris.instant(iso)
            yield node, term(property_), instant
            yield instant, _TYPE, term("time:Instant")
            yield instant, term(instant_property(iso)), date(iso)


def time_facts(scope: Scope, node: NamedNode, property_: str, interval: Interval | None) -> Iterator[Fact]:
    """Yield the interval of a node, and the same dates as `schema:startDate` and `schema:endDate` on the node.

    A time that only words state (no date) yields nothing.
    """
    if interval is None or not (interval.start or interval.end):
        return
    yield node, term(property_), scope.iris.interval(interval)
    yield from interval_facts(scope, interval)
    if interval.start:
        yield node, term("schema:startDate"), date(interval.start)
    if interval.end:
        yield node, term("schema:endDate"), date(interval.end)


def role_facts(scope: Scope, title: str) -> Iterator[Fact]:
    """Yield a role with its label."""
    role = scope.iris.role(title)
    yield role, _TYPE, term("org:Role")
    yield role, term("skos:prefLabel"), words(title)


def membership_of(scope: Scope, stmt: Statement) -> NamedNode | None:
    """Return the membership that a statement is about: None unless someone holds or held a titled role by it."""
    modality = _EXISTING.get(stmt.modality)
    if stmt.property != "holdsRole" or stmt.subject is None or stmt.role is None or modality is None:
        return None
    member, organization = scope.node(stmt.subject), scope.optional(stmt.object)
    return scope.iris.membership(member, organization, stmt.role, stmt.interval, modality)


def membership_facts(scope: Scope, stmt: Statement) -> Iterator[Fact]:
    """Yield the membership of a statement that has one; without an organisation it is a role of the person alone."""
    node = membership_of(scope, stmt)
    if node is None or stmt.subject is None or stmt.role is None:
        return
    yield node, _TYPE, term("org:Membership")
    yield node, term("org:member"), scope.node(stmt.subject)
    if stmt.object is not None:
        yield node, term("org:organization"), scope.node(stmt.object)
    yield node, term("org:role"), scope.iris.role(stmt.role)
    yield node, term("ukg:modality"), concept("modality", _EXISTING[stmt.modality])
    yield from time_facts(scope, node, "org:memberDuring", stmt.interval)


def grant_of(scope: Scope, stmt: Statement) -> NamedNode | None:
    """Return the award grant that a statement is about: None unless it says who received what."""
    if stmt.property != "received" or stmt.subject is None or stmt.object is None or stmt.modality not in _EXISTING:
        return None
    return scope.iris.grant(scope.node(stmt.subject), scope.node(stmt.object), stmt.interval)


def _conferrer(scope: Scope, award: str) -> NamedNode | None:
    """Return who confers the award by this document; None where it names nobody or several."""
    found = {
        scope.node(stmt.object)
        for stmt in scope.statements
        if stmt.property == "conferredBy" and stmt.subject and stmt.object and stmt.modality in _EXISTING
        if scope.node(stmt.subject) == scope.node(award)
    }
    return found.pop() if len(found) == 1 else None


def grant_facts(scope: Scope, stmt: Statement) -> Iterator[Fact]:
    """Yield the award grant of a statement that has one."""
    node = grant_of(scope, stmt)
    if node is None or stmt.subject is None or stmt.object is None:
        return
    yield node, _TYPE, term("ukg:AwardGrant")
    yield node, term("ukg:recipient"), scope.node(stmt.subject)
    yield node, term("ukg:award"), scope.node(stmt.object)
    conferrer = _conferrer(scope, stmt.object)
    if conferrer:
        yield node, term("ukg:conferrer"), conferrer
    yield from time_facts(scope, node, "ukg:during", stmt.interval)


def observation_of(scope: Scope, stmt: Statement) -> NamedNode | None:
    """Return the observation that a statement states, None if it states none. A target is not its attainment."""
    seen = stmt.observation
    if seen is None:
        return None
    subject = scope.optional(stmt.subject)
    place = scope.optional(seen.place)
    interval = stmt.interval or Interval("")
    return scope.iris.observation(
        subject.value if subject else "",
        seen.measure,
        decimal(seen.value).value,
        seen.unit,
        seen.bound or "",
        seen.counted or "",
        place.value if place else "",
        interval.start or "",
        interval.end or "",
        stmt.modality,
    )


def _range(seen: Observation) -> Iterator[tuple[NamedNode, Literal]]:
    """Yield the bounds of the value: an exact one is both, an approximate one has none."""
    if seen.bound in (None, "at_least"):
        yield term("ukg:lowerBound"), decimal(seen.value)
    if seen.bound in (None, "at_most"):
        yield term("ukg:upperBound"), decimal(seen.value)


def observation_facts(scope: Scope, stmt: Statement) -> Iterator[Fact]:
    """Yield the observation of a statement that has one."""
    node, seen = observation_of(scope, stmt), stmt.observation
    if node is None or seen is None:
        return
    yield node, _TYPE, term("qb:Observation")
    if stmt.subject is not None:
        yield node, term("ukg:observationOf"), scope.node(stmt.subject)
    yield node, term("ukg:measure"), words(seen.measure)
    yield node, term("sdmx-measure:obsValue"), decimal(seen.value)
    yield node, term("sdmx-attribute:unitMeasure"), Literal(seen.unit)
    kind = unit_kind(seen.unit)
    if kind:
        yield node, term("ukg:unitKind"), kind
    if seen.bound:
        yield node, term("ukg:bound"), concept("bound", seen.bound)
    for property_, value in _range(seen):
        yield node, property_, value
    if seen.counted:
        yield node, term("ukg:counted"), words(seen.counted)
    if seen.place is not None:
        yield node, term("sdmx-dimension:refArea"), scope.node(seen.place)
    yield node, term("ukg:modality"), concept("modality", stmt.modality)
    yield from time_facts(scope, node, "sdmx-dimension:refPeriod", stmt.interval)
