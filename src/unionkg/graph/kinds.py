"""The kind of a thing, read off its name by the concepts of `ontology/concepts.ttl`.

A concept carries `ukg:nameSuffix` and `ukg:namePrefix`; the longest that matches decides, a suffix before a prefix of
equal length. A name that none matches has no kind: there is no default.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from unionkg.errors import ResourceError
from unionkg.iris import term
from unionkg.resources import resource_dir
from unionkg.vocab import ENTITY_CLASSES, PREFIXES

_IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")


@dataclass(frozen=True, slots=True)
class Kind:
    """A concept, and the class that whatever is of this kind also has (None: no other one)."""

    concept: NamedNode
    implied_class: NamedNode | None = None


def read_ontology(name: str) -> tuple[Quad, ...]:
    """Return the triples of `ontology/<name>.ttl`, in file order; raise ResourceError where it cannot be read."""
    path = resource_dir("ontology") / f"{name}.ttl"
    try:
        return tuple(parse(path=str(path), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"The ontology file '{name}.ttl' cannot be read: {error}", offending=path) from error


def _values(property_: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
    for quad in read_ontology("concepts"):
        if quad.predicate == property_ and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject, quad.object


@functools.cache
def _patterns() -> dict[str, dict[tuple[str, str], Kind]]:
    """Return for each entity type (and for `unit`): (`end` or `start`, string) -> kind."""
    type_of = {term(curie): name for name, curie in ENTITY_CLASSES.items()} | {term("qb:Observation"): "unit"}
    types = {scheme: type_of[class_] for scheme, class_ in _values(term("ukg:classifies"))}
    classes = dict(_values(term("ukg:impliesClass")))
    scheme_of = dict(_values(_IN_SCHEME))
    sides = {term("ukg:nameSuffix"): "end", term("ukg:namePrefix"): "start"}
    table: dict[str, dict[tuple[str, str], Kind]] = {}
    for quad in read_ontology("concepts"):
        concept, text = quad.subject, quad.object
        if quad.predicate in sides and isinstance(concept, NamedNode) and isinstance(text, Literal):
            kind = Kind(concept, classes.get(concept))
            table.setdefault(types[scheme_of[concept]], {})[(sides[quad.predicate], text.value)] = kind
    return table


def _match(name: str, table: dict[tuple[str, str], Kind]) -> Kind | None:
    for length in range(len(name), 0, -1):
        kind = table.get(("end", name[-length:])) or table.get(("start", name[:length]))
        if kind:
            return kind
    return None


def kind_of(entity_type: str, names: Iterable[str]) -> Kind | None:
    """Return the kind that the first name with a known suffix or prefix states, None when no name has one.

    >>> kind_of("Organization", ["海淀区总工会"]).concept.value.rpartition("#")[2]
    'organization-union'
    >>> kind_of("Organization", ["滴滴"]) is None
    True
    """
    table = _patterns().get(entity_type, {})
    return next((kind for kind in (_match(name, table) for name in names) if kind), None)


@functools.cache
def unit_kind(unit: str) -> NamedNode | None:
    """Return the concept of a unit, whose word must match as a whole: 名, 位 and 人 all count persons."""
    kind = _patterns().get("unit", {}).get(("end", unit))
    return kind.concept if kind else None
