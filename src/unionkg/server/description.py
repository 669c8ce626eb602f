"""What the endpoint can do (SPARQL 1.1 Service Description) and what the dataset holds (VoID), as RDF."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from unionkg.iris import term
from unionkg.server.answer import JSON, Answer
from unionkg.server.session import Session
from unionkg.vocab import ENTITY_CLASSES, NAMESPACE, PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_OFFERED = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_TYPE = term("rdf:type")
_INTEGER = NamedNode(f"{PREFIXES['xsd']}integer")


def count_dataset(session: Session) -> Answer:
    """Return the numbers of triples, documents, entities by class and uses of properties, as JSON."""
    return Answer(json.dumps(session.once("counts", lambda: _counts(session))).encode(), JSON)


def _counts(session: Session) -> dict[str, Any]:
    store = session.dataset.store
    properties = Counter(quad.predicate.value for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))
    classes = {
        curie: sum(1 for _ in store.quads_for_pattern(None, _TYPE, term(curie), DefaultGraph()))
        for curie in (*ENTITY_CLASSES.values(), "schema:NewsArticle", "ukg:Statement")
    }
    graphs = session.dataset.graphs()
    return {"triples": properties.total(), "properties": dict(properties), "classes": classes, "graphs": graphs}


def service_description(endpoint: str, *, allow_service: bool, counts: Mapping[str, Any]) -> Iterator[Triple]:
    """Yield the description of the service at the URL `endpoint`, with the named graphs of its dataset."""
    service, dataset, graph = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#merge")
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in (*_OFFERED, *_GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    if allow_service:
        yield Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), graph)
    yield Triple(graph, _TYPE, _sd("Graph"))
    yield Triple(graph, NamedNode(f"{VOID}triples"), _number(counts["triples"]))
    for number, name in enumerate(counts["graphs"]):
        node = BlankNode(f"g{number}")
        yield Triple(dataset, _sd("namedGraph"), node)
        yield Triple(node, _TYPE, _sd("NamedGraph"))
        yield Triple(node, _sd("name"), NamedNode(name))


def void_description(root: str, base_iri: str, counts: Mapping[str, Any]) -> Iterator[Triple]:
    """Yield the VoID of the dataset that is served under the URL `root` (no slash at its end)."""
    dataset = NamedNode(f"{root}/.well-known/void#dataset")
    entities = sum(counts["classes"][curie] for curie in ENTITY_CLASSES.values())
    yield Triple(dataset, _TYPE, _void("Dataset"))
    yield Triple(dataset, NamedNode(f"{PREFIXES['dcterms']}title"), Literal("工会知识图谱", language="zh"))
    yield Triple(dataset, _void("sparqlEndpoint"), NamedNode(f"{root}/sparql"))
    yield Triple(dataset, _void("uriSpace"), Literal(f"{base_iri}id/"))
    yield Triple(dataset, _void("triples"), _number(counts["triples"]))
    yield Triple(dataset, _void("entities"), _number(entities))
    yield Triple(dataset, _void("documents"), _number(counts["classes"]["schema:NewsArticle"]))
    for name in ("classes", "properties"):
        yield Triple(dataset, _void(name), _number(len(list(filter(None, counts[name].values())))))
    for vocabulary in (NAMESPACE, *(PREFIXES[name] for name in ("foaf", "org", "prov", "schema", "skos", "oa", "qb"))):
        yield Triple(dataset, _void("vocabulary"), NamedNode(vocabulary))
    for curie, number in counts["classes"].items():
        part = BlankNode("c" + curie.replace(":", ""))
        yield Triple(dataset, _void("classPartition"), part)
        yield Triple(part, _void("class"), term(curie))
        yield Triple(part, _void("entities"), _number(number))
    for place, (iri, number) in enumerate(sorted(counts["properties"].items())):
        part = BlankNode(f"p{place}")
        yield Triple(dataset, _void("propertyPartition"), part)
        yield Triple(part, _void("property"), NamedNode(iri))
        yield Triple(part, _void("triples"), _number(number))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)
