"""Turtle, TriG, JSON-LD, RDF/XML and RDF 1.2, the same bytes for the same graph whatever the order of the quads.

Turtle, JSON-LD and RDF/XML hold the merge of all graphs, each triple once. TriG, with or without RDF 1.2, holds the
named graphs; the default graph of a store is a copy of them and stays out. There are no blank nodes, so sorting is all
that stability takes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from unionkg.errors import ValidationError
from unionkg.files import atomic_write
from unionkg.iris import prefixes, term
from unionkg.settings import Settings
from unionkg.vocab import PREFIXES

_TYPE = term("rdf:type")
_STRING = PREFIXES["xsd"] + "string"
_REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XMLNS = re.compile(rb' xmlns:[\w-]+="[^"]*"')
_PREFIX_USE = re.compile(rb"(?:^|[\s^])([a-z-]+):", re.MULTILINE)


def turtle(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the merge of all graphs as Turtle; raise ValidationError for a blank node."""
    known = _prefixes(settings)
    return _arrange(serialize(_merge(quads), format=RdfFormat.TURTLE, prefixes=known), known)


def trig(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the named graphs as TriG; raise ValidationError for a blank node."""
    named = {quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)}
    ordered = sorted(named, key=lambda quad: (str(quad.graph_name), *_order(quad.triple)))
    check_minted(quad.triple for quad in ordered)
    known = _prefixes(settings)
    return _arrange(serialize(ordered, format=RdfFormat.TRIG, prefixes=known), known)


def rdf12(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the named graphs as TriG 1.2: each whole statement also `rdf:reifies` its triple, in its own graph.

    `rdf:subject`, `rdf:predicate` and `rdf:object` stay, so that the packaged questions still run; a statement that
    lacks its subject or object reifies nothing. Raises ValidationError for a blank node.
    """
    named = [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]
    return trig((*named, *_reified(named)), settings)


def rdfxml(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the merge of all graphs as RDF/XML; raise ValidationError for a blank node.

    Characters that XML 1.0 cannot hold become U+FFFD.
    """
    triples = [Triple(t.subject, t.predicate, _xml_value(t.object)) for t in _merge(quads)]
    data = serialize(sorted(set(triples), key=_order), format=RdfFormat.RDF_XML, prefixes=_prefixes(settings)) or b""
    # A reader of XML takes a bare carriage return for a line feed. The order of the prefixes is that of a hash table.
    head, end, body = data.replace(b"\r", b"&#13;").partition(b">\n\t<")
    names = _XMLNS.findall(head)
    return _XMLNS.sub(b"", head) + b"".join(sorted(names)) + end + body + b"\n"


def jsonld(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the merge of all graphs as compact JSON-LD 1.1, a node an object; raise ValidationError for a blank node.

    What all values of a property have in common (that they are IRIs, their language, their datatype) is in the context.
    """
    triples = _merge(quads)
    known = _prefixes(settings)
    sorts = _sorts(triples)
    compact = _Compactor(known)
    context: dict[str, object] = dict(sorted(known.items()))
    context |= {compact.iri(property_): sort for property_, sort in sorts.items() if sort}
    nodes = []
    for subject, facts in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, object] = {"@id": compact.iri(_named(subject).value)}
        for property_, values in groupby(facts, key=lambda triple: triple.predicate):
            key = "@type" if property_ == _TYPE else compact.iri(property_.value)
            sort = {"@type": "@id"} if property_ == _TYPE else sorts[property_.value]
            found = [compact.value(triple.object, sort) for triple in values]
            node[key] = found if len(found) > 1 else found[0]
        nodes.append(node)
    return (json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode()


def write_turtle(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write Turtle to `path` in one step."""
    atomic_write(path, turtle(quads, settings))


def write_trig(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write TriG to `path` in one step."""
    atomic_write(path, trig(quads, settings))


def write_jsonld(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write JSON-LD to `path` in one step."""
    atomic_write(path, jsonld(quads, settings))


def write_rdf12(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write TriG 1.2 with `rdf:reifies` to `path` in one step."""
    atomic_write(path, rdf12(quads, settings))


def write_rdfxml(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write RDF/XML to `path` in one step."""
    atomic_write(path, rdfxml(quads, settings))


def _reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield `statement rdf:reifies <<( s p o )>>` for each statement that has all three."""
    wanted = {term("rdf:subject"): 0, term("rdf:predicate"): 1, term("rdf:object"): 2}
    parts: dict[tuple[NamedNode, NamedNode], dict[int, NamedNode]] = {}
    for quad in quads:
        if quad.predicate in wanted:
            key = _named(quad.subject), _named(quad.graph_name)
            parts.setdefault(key, {})[wanted[quad.predicate]] = _named(quad.object)
    for (stmt, graph), found in parts.items():
        if len(found) == len(wanted):
            yield Quad(stmt, _REIFIES, Triple(found[0], found[1], found[2]), graph)


def _xml_value(value: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode | Literal | Triple:
    if not isinstance(value, Literal) or not _FORBIDDEN_IN_XML.search(value.value):
        return value
    text = _FORBIDDEN_IN_XML.sub("\ufffd", value.value)
    return Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)


def _prefixes(settings: Settings | None) -> dict[str, str]:
    return prefixes((settings or Settings()).base_iri)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    """Sort by subject, its classes first, then by property and value."""
    return str(triple.subject), triple.predicate != _TYPE, triple.predicate.value, str(triple.object)


def _merge(quads: Iterable[Quad]) -> list[Triple]:
    """Return the triples of all graphs, each once, in their order."""
    triples = sorted({quad.triple for quad in quads}, key=_order)
    check_minted(triples)
    return triples


def check_minted(triples: Iterable[Triple]) -> None:
    """Raise ValidationError for a blank node."""
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise ValidationError(
                f"A blank node cannot be written byte for byte the same: {triple}",
                offending=triple,
                remedy="Mint an IRI for it in iris.py.",
            )


def _arrange(data: bytes | None, known: dict[str, str]) -> bytes:
    """Return Oxigraph's text with the prefixes that it uses, in alphabetical order, and a blank line after each node.

    Literals hold no raw line breaks, so ` .` before one always ends a node.
    """
    lines = (data or b"").split(b"\n")
    # Oxigraph writes the prefixes first; their order is that of its hash table.
    body = b"\n".join(line for line in lines if not line.startswith(b"@prefix "))
    used = {name.decode() for name in _PREFIX_USE.findall(body)} & known.keys()
    header = "".join(f"@prefix {name}: <{known[name]}> .\n" for name in sorted(used))
    return header.encode() + b"\n" + body.replace(b" .\n", b" .\n\n").replace(b"\n\n}", b"\n}").rstrip() + b"\n"


def _named(node: object) -> NamedNode:
    if not isinstance(node, NamedNode):
        raise TypeError(f"not an IRI: {node}")
    return node


def _sort(value: object) -> dict[str, str]:
    """Return what a JSON-LD context says of a value: an IRI, a language, a datatype; empty for a string."""
    if not isinstance(value, Literal):
        return {"@type": "@id"}
    if value.language:
        return {"@language": value.language}
    return {} if value.datatype.value == _STRING else {"@type": value.datatype.value}


def _sorts(triples: Iterable[Triple]) -> dict[str, dict[str, str]]:
    """Return for each property what all its values are; empty where they are strings or differ."""
    found: dict[str, dict[str, str]] = {}
    for triple in triples:
        if triple.predicate == _TYPE:
            continue
        sort = _sort(triple.object)
        if found.setdefault(triple.predicate.value, sort) != sort:
            found[triple.predicate.value] = {}
    return dict(sorted(found.items()))


class _Compactor:
    """Shortens IRIs by prefixes."""

    def __init__(self, known: dict[str, str]) -> None:
        self._names = {namespace: name for name, namespace in known.items()}

    def iri(self, iri: str) -> str:
        """Return `prefix:name`, or the IRI where no prefix fits."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = self._names.get(iri[:cut])
        return f"{name}:{iri[cut:]}" if name else iri

    def value(self, value: object, sort: dict[str, str]) -> object:
        """Return a value: bare where the context says what it is, else as a value object."""
        own = _sort(value)
        if not isinstance(value, Literal):
            short = self.iri(_named(value).value)
            return short if own == sort else {"@id": short}
        return value.value if own == sort else {"@value": value.value} | own
