"""The checks that a graph passes before it is published: SHACL shapes, and that each quote is what its text says."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import shacl
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from unionkg.errors import ValidationError
from unionkg.iris import term
from unionkg.resources import resource_dir
from unionkg.vocab import PREFIXES

_SHOWN = 10


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: the node (IRI), the shape that it breaks, at which property, and what to do."""

    node: str
    shape: str
    path: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        where = f" at {self.path}" if self.path else ""
        value = f" (found: {self.value[:200]})" if self.value else ""
        return f"{self.node} breaks {self.shape}{where}{value}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation: all problems, sorted; none when the graph conforms."""

    results: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no problem."""
        return not self.results


def validate(source: Store | Iterable[Quad]) -> Report:
    """Return what is wrong in the merge of all graphs of a store or of some quads."""
    triples = list({quad.triple for quad in source})
    return Report(tuple(sorted({*_blank_nodes(triples), *_shape_problems(triples), *_quote_problems(triples)})))


def ensure_valid(source: Store | Iterable[Quad]) -> None:
    """Raise ValidationError, which lists the first problems, unless the graph conforms."""
    report = validate(source)
    if report.conforms:
        return
    shown = "\n".join(f"  {problem}" for problem in report.results[:_SHOWN])
    more = len(report.results) - _SHOWN
    tail = f"\n  … and {more} more" if more > 0 else ""
    raise ValidationError(
        f"The graph has {len(report.results)} problems; nothing was published.\n{shown}{tail}\n",
        offending=report,
        remedy="Each line ends with what to do.",
    )


@functools.cache
def _shapes() -> shacl.Shapes:
    return shacl.Shapes.from_turtle((resource_dir("ontology") / "shapes.ttl").read_text("utf-8"))


def _shape_problems(triples: list[Triple]) -> Iterator[Problem]:
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    if not isinstance(text, bytes):
        raise TypeError("serialize returned no bytes")
    for result in _shapes().validate_text(text.decode(), format="ntriples").results:
        yield Problem(
            node=_plain(result.focus_node),
            shape=_short(_plain(result.root_shape or result.source_shape)),
            path=_short((result.path or "").strip("<>")),
            message=result.message or result.component,
            value=result.value_plain or "",
        )


def _plain(term_text: str | None) -> str:
    return (term_text or "").removeprefix("<").removesuffix(">")


def _short(iri: str) -> str:
    """Return the CURIE of a term, or the IRI where it has no prefix."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _blank_nodes(triples: list[Triple]) -> Iterator[Problem]:
    message = "Every IRI is minted from content. Mint one for this node in iris.py."
    for triple in triples:
        for node in (triple.subject, triple.object):
            if isinstance(node, BlankNode):
                yield Problem(str(node), "no blank nodes", _short(triple.predicate.value), message)


def _values(triples: list[Triple], curie: str) -> dict[str, list[str]]:
    """Return the values of one property by subject."""
    property_, values = term(curie), dict[str, list[str]]()
    for triple in triples:
        if triple.predicate == property_ and isinstance(triple.object, NamedNode | Literal):
            values.setdefault(str(triple.subject)[1:-1], []).append(triple.object.value)
    return values


def _quote_problems(triples: list[Triple]) -> Iterator[Problem]:
    """Yield each evidence whose quote, or its surroundings, is not what its document says at its offsets.

    Evidence that lacks a part is left to the shapes.
    """
    text = {node: bodies[0] for node, bodies in _values(triples, "schema:articleBody").items()}
    starts, ends, exact = (_values(triples, curie) for curie in ("oa:start", "oa:end", "oa:exact"))
    prefixes, suffixes = (_values(triples, curie) for curie in ("oa:prefix", "oa:suffix"))
    sources = _values(triples, "oa:hasSource")
    for node, selectors in _values(triples, "oa:hasSelector").items():
        bodies = [text[source] for source in sources.get(node, ()) if source in text]
        bounds = [(s, e) for sel in selectors for s in starts.get(sel, ()) for e in ends.get(sel, ())]
        for selector in selectors:
            for quote in exact.get(selector, ()):
                around = (prefixes.get(selector, [""])[0], suffixes.get(selector, [""])[0])
                for body in bodies:
                    yield from _compare(node, body, bounds, quote, around)


def _compare(
    node: str, body: str, bounds: list[tuple[str, str]], quote: str, around: tuple[str, str]
) -> Iterator[Problem]:
    message = "The quote is not the text at its offsets. Extract the document again; its text has changed since."
    for first, last in bounds:
        if not (first.isdecimal() and last.isdecimal()):
            continue
        start, end = int(first), int(last)
        before, after = around
        found = body[start:end]
        if found != quote or not body[:start].endswith(before) or not body[end:].startswith(after):
            yield Problem(node, "quote equals text", "oa:exact", message, f"{quote!r}, in the text {found!r}")
