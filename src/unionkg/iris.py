"""Every IRI that the graph mints, made from content: equal input gives equal IRIs, and there are no blank nodes."""

import functools
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from unionkg.model import Interval, Span, content_hash
from unionkg.vocab import CLASSES, ENTITY_TYPES, NAMESPACE, PREFIXES, PROPERTIES

_KNOWN = frozenset(CLASSES) | frozenset(PROPERTIES)

# What lies under `id/`, in the order in which the prefixes are declared.
_KINDS = (
    "document",
    *(name.lower() for name in ENTITY_TYPES),
    "statement",
    "evidence",
    "position",
    "quote",
    "membership",
    "role",
    "interval",
    "instant",
    "observation",
    "grant",
    "run",
    "graph",
)


@functools.cache
def term(curie: str) -> NamedNode:
    """Return the class or property of the vocabulary; raise KeyError for one that `vocab.py` does not list.

    >>> term("org:member").value
    'http://www.w3.org/ns/org#member'
    """
    if curie not in _KNOWN:
        raise KeyError(f"{curie} is not in vocab.py")
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


@functools.cache
def relation(name: str) -> NamedNode:
    """Return the property of a relation type or of `observation`: `ukg:<name>`."""
    return term(f"ukg:{name}")


@functools.cache
def concept(scheme: str, name: str) -> NamedNode:
    """Return the concept of a scheme: `ukg:<scheme>-<name>`.

    >>> concept("modality", "planned").value.rpartition("#")[2]
    'modality-planned'
    """
    return NamedNode(f"{NAMESPACE}{scheme}-{name}")


def prefixes(base_iri: str) -> dict[str, str]:
    """Return the prefixes of all outputs: those of the vocabulary, then one for each kind of thing under `id/`."""
    return PREFIXES | {kind: f"{base_iri}id/{kind}/" for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of data under one base IRI (which ends in `/`)."""

    base: str

    def _node(self, kind: str, name: str) -> NamedNode:
        return NamedNode(f"{self.base}id/{kind}/{name}")

    def document(self, document_id: str) -> NamedNode:
        """Return the document, which is also the name of its graph."""
        return self._node("document", document_id)

    def graph(self, name: str) -> NamedNode:
        """Return a graph that belongs to no document: `entities`, `ontology`."""
        return self._node("graph", name)

    def entity(self, entity_type: str, entity_id: str) -> NamedNode:
        """Return the assembled entity, under a path for its type."""
        return self._node(entity_type.lower(), quote(entity_id, safe="-_.~"))

    def statement(self, statement_id: str) -> NamedNode:
        """Return the statement."""
        return self._node("statement", statement_id)

    def evidence(self, document_id: str, span: Span) -> tuple[NamedNode, NamedNode, NamedNode]:
        """Return the evidence, its position selector and its quote selector."""
        name = content_hash(document_id, str(span.start), str(span.end))
        return self._node("evidence", name), self._node("position", name), self._node("quote", name)

    def role(self, title: str) -> NamedNode:
        """Return the role of that title, the same in every organisation."""
        return self._node("role", content_hash(title))

    def membership(
        self, member: NamedNode, organization: NamedNode | None, role: str, interval: Interval | None, modality: str
    ) -> NamedNode:
        """Return one term of a role: another interval is another membership, and so is a past one."""
        where = organization.value if organization else ""
        return self._node("membership", content_hash(member.value, where, role, *_bounds(interval), modality))

    def grant(self, recipient: NamedNode, award: NamedNode, interval: Interval | None) -> NamedNode:
        """Return one conferral of an award."""
        return self._node("grant", content_hash(recipient.value, award.value, *_bounds(interval)))

    def observation(self, *content: str) -> NamedNode:
        """Return the measured value with that content: the same figure in two documents is one observation."""
        return self._node("observation", content_hash(*content))

    def instant(self, date: str) -> NamedNode:
        """Return the instant at the precision of the ISO date."""
        return self._node("instant", quote(date, safe="-"))

    def interval(self, interval: Interval) -> NamedNode:
        """Return the interval between two dates; either side may be open (`2023-10_`)."""
        return self._node("interval", quote("_".join(_bounds(interval)), safe="-_"))

    def run(self, run_id: str) -> NamedNode:
        """Return the run that generated the statements."""
        return self._node("run", run_id)


def _bounds(interval: Interval | None) -> tuple[str, str]:
    return ((interval.start or ""), (interval.end or "")) if interval else ("", "")
