"""Turtle, TriG, JSON-LD, RDF/XML and RDF 1.2, the same bytes for the same graph whatever the order of the quads.

Turtle, JSON-LD and RDF/XML hold the merge of all graphs, each triple once. TriG, with or without RDF 1.2, holds the
named graphs; the default graph of a store is a copy of them and stays out. There are no blank nodes, so sorting is all
that stability takes. The sorting goes through files, and a node is written when it is read: memory does not grow with
the graph.
"""

import io
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from unionkg.errors import ValidationError
from unionkg.files import replacing
from unionkg.iris import prefixes, term
from unionkg.outputs.rdf_layout import Arranged, Xml
from unionkg.settings import Settings
from unionkg.sorting import sorted_lines
from unionkg.vocab import PREFIXES

_TYPE = term("rdf:type")
_STRING = PREFIXES["xsd"] + "string"
_REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# How many lines are parsed at a time.
_BATCH = 5_000

_Writer = Callable[[Iterable[Quad], BinaryIO, dict[str, str]], None]


def turtle(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the merge of all graphs as Turtle; raise ValidationError for a blank node."""
    return _whole(_turtle, quads, settings)


def trig(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the named graphs as TriG; raise ValidationError for a blank node."""
    return _whole(_trig, quads, settings)


def rdf12(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the named graphs as TriG 1.2: each whole statement also `rdf:reifies` its triple, in its own graph.

    `rdf:subject`, `rdf:predicate` and `rdf:object` stay, so that the packaged questions still run; a statement that
    lacks its subject or object reifies nothing. Raises ValidationError for a blank node.
    """
    return _whole(_rdf12, quads, settings)


def rdfxml(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the merge of all graphs as RDF/XML; raise ValidationError for a blank node.

    Characters that XML 1.0 cannot hold become U+FFFD.
    """
    return _whole(_rdfxml, quads, settings)


def jsonld(quads: Iterable[Quad], settings: Settings | None = None) -> bytes:
    """Return the merge of all graphs as compact JSON-LD 1.1, a node an object; raise ValidationError for a blank node.

    What all values of a property have in common (that they are IRIs, their language, their datatype) is in the context.
    """
    return _whole(_jsonld, quads, settings)


def write_turtle(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write Turtle to `path` in one step."""
    _write(_turtle, quads, path, settings)


def write_trig(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write TriG to `path` in one step."""
    _write(_trig, quads, path, settings)


def write_jsonld(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write JSON-LD to `path` in one step."""
    _write(_jsonld, quads, path, settings)


def write_rdf12(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write TriG 1.2 with `rdf:reifies` to `path` in one step."""
    _write(_rdf12, quads, path, settings)


def write_rdfxml(quads: Iterable[Quad], path: Path, settings: Settings | None = None) -> None:
    """Write RDF/XML to `path` in one step."""
    _write(_rdfxml, quads, path, settings)


def check_minted(triples: Iterable[Triple]) -> None:
    """Raise ValidationError for a blank node."""
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise ValidationError(
                f"A blank node cannot be written byte for byte the same: {triple}",
                offending=triple,
                remedy="Mint an IRI for it in iris.py.",
            )


def _whole(write: _Writer, quads: Iterable[Quad], settings: Settings | None) -> bytes:
    out = io.BytesIO()
    write(quads, out, _prefixes(settings))
    return out.getvalue()


def _write(write: _Writer, quads: Iterable[Quad], path: Path, settings: Settings | None) -> None:
    with replacing(path) as out:
        write(quads, out, _prefixes(settings))


def _turtle(quads: Iterable[Quad], out: BinaryIO, known: dict[str, str]) -> None:
    _arranged((quad.triple for quad in _merge(quads)), RdfFormat.TURTLE, out, known)


def _trig(quads: Iterable[Quad], out: BinaryIO, known: dict[str, str]) -> None:
    _arranged(_named_graphs(quads), RdfFormat.TRIG, out, known)


def _rdf12(quads: Iterable[Quad], out: BinaryIO, known: dict[str, str]) -> None:
    _arranged(_reified(_named_graphs(quads)), RdfFormat.TRIG, out, known)


def _rdfxml(quads: Iterable[Quad], out: BinaryIO, known: dict[str, str]) -> None:
    readable = (Quad(quad.subject, quad.predicate, _xml_value(quad.object)) for quad in quads)
    xml = Xml(out)
    serialize(
        (quad.triple for quad in _merge(readable)), cast("BinaryIO", xml), format=RdfFormat.RDF_XML, prefixes=known
    )
    xml.finish()


def _jsonld(quads: Iterable[Quad], out: BinaryIO, known: dict[str, str]) -> None:
    # The context stands first and says what all values of a property have in common: it is seen while sorting.
    sorts: dict[str, dict[str, str]] = {}
    nodes = groupby(_merge(_noting(quads, sorts)), key=lambda quad: quad.subject)
    first = next(nodes, None)
    sorts = dict(sorted(sorts.items()))
    compact = _Compactor(known)
    context: dict[str, object] = dict(sorted(known.items()))
    context |= {compact.iri(property_): sort for property_, sort in sorts.items() if sort}
    head, empty, end = json.dumps({"@context": context, "@graph": []}, ensure_ascii=False, indent=1).rpartition("[]")
    if first is None:
        out.write(f"{head}{empty}{end}\n".encode())
        return
    separator = f"{head}[\n  "
    # A group of `groupby` is gone when the next one is asked for, so the first is written before that.
    for subject, facts in chain((first,), nodes):
        text = json.dumps(_json_node(subject, facts, compact, sorts), ensure_ascii=False, indent=1)
        out.write((separator + text.replace("\n", "\n  ")).encode())
        separator = ",\n  "
    out.write(f"\n ]{end}\n".encode())


def _json_node(
    subject: object, facts: Iterable[Quad], compact: "_Compactor", sorts: dict[str, dict[str, str]]
) -> dict[str, object]:
    node: dict[str, object] = {"@id": compact.iri(_named(subject).value)}
    for property_, values in groupby(facts, key=lambda quad: quad.predicate):
        key = "@type" if property_ == _TYPE else compact.iri(property_.value)
        sort = {"@type": "@id"} if property_ == _TYPE else sorts[property_.value]
        found = [compact.value(quad.object, sort) for quad in values]
        node[key] = found if len(found) > 1 else found[0]
    return node


def _reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the sorted quads, and `statement rdf:reifies <<( s p o )>>` for each statement that has all three."""
    for (graph, subject), found in groupby(quads, key=lambda quad: (quad.graph_name, quad.subject)):
        facts = list(found)
        parts = {quad.predicate: quad.object for quad in facts if quad.predicate in _PARTS}
        if len(parts) == len(_PARTS):
            triple = Triple(*(_named(parts[part]) for part in _PARTS))
            facts.append(Quad(_named(subject), _REIFIES, triple, graph))
            facts.sort(key=lambda quad: _order(quad.triple))
        yield from facts


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


def _merge(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the triples of all graphs in the default graph, each once, in their order."""
    for batch in _batches(_line(quad.triple) for quad in quads):
        lines = (line.split(b" ", 3) for line in batch)
        yield from _parsed(b"%s <%s> %s .\n" % (s, p, o[:-1]) for s, _, p, o in lines)


def _named_graphs(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of the named graphs, each once, sorted by graph and then in the order of triples."""
    named = (quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph))
    for batch in _batches(str(quad.graph_name).encode() + b" " + _line(quad.triple) for quad in named):
        lines = (line.split(b" ", 4) for line in batch)
        yield from _parsed(b"%s <%s> %s %s .\n" % (s, p, o[:-1], g) for g, s, _, p, o in lines)


def _line(triple: Triple) -> bytes:
    """Return a line whose order as bytes is `_order`: IRIs hold no space, and a space comes before all they hold."""
    check_minted((triple,))
    subject, is_other, predicate, value = _order(triple)
    return f"{subject} {is_other:d} {predicate} {value}\n".encode()


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    ordered = sorted_lines(lines)
    while batch := list(islice(ordered, _BATCH)):
        yield batch


def _parsed(lines: Iterable[bytes]) -> Iterator[Quad]:
    return parse(b"".join(lines), format=RdfFormat.N_QUADS, lenient=True)


def _arranged(
    items: Iterable[Triple] | Iterable[Quad], format_: RdfFormat, out: BinaryIO, known: dict[str, str]
) -> None:
    """Write Turtle or TriG: the prefixes that are used stand first, so the rest waits in a file."""
    with tempfile.TemporaryFile() as body:
        arranged = Arranged(body)
        serialize(items, cast("BinaryIO", arranged), format=format_, prefixes=known)
        arranged.finish()
        used = sorted(arranged.used & known.keys())
        out.write("".join(f"@prefix {name}: <{known[name]}> .\n" for name in used).encode() + b"\n")
        body.seek(0)
        shutil.copyfileobj(body, out)


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


def _noting(quads: Iterable[Quad], sorts: dict[str, dict[str, str]]) -> Iterator[Quad]:
    """Pass the quads on; `sorts` gets what all values of a property are; empty where they are strings or differ."""
    for quad in quads:
        if quad.predicate != _TYPE:
            sort = _sort(quad.object)
            if sorts.setdefault(quad.predicate.value, sort) != sort:
                sorts[quad.predicate.value] = {}
        yield quad


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
