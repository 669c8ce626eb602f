"""Measure the store: queries through the dataset against pyoxigraph and rdflib, and replacing one document.

The graph is invented, seeded and has our vocabulary: memberships with dates, an organisation tree, facilities in
districts, figures, statements with evidence, a named graph a document. The queries are those shapes by which stores
were compared when this one was chosen. Times are CPU seconds, the best of several in one run, so that their ratios do
not tell of what else the machine does; replacing a document is timed by the clock too, for it waits for the disk.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import geometric_mean, median

import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from unionkg.iris import relation, term
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.sparql import run_sparql
from unionkg.vocab import PREFIXES

BASE = "https://example.org/id/"
XSD_DATE, XSD_INTEGER = (NamedNode(PREFIXES["xsd"] + name) for name in ("date", "integer"))
# Each engine gets the form that it is quick with: rdflib's MINUS compares all with all.
FOR_RDFLIB = {
    "organisations without head": """SELECT ?o { ?o a org:FormalOrganization
        FILTER NOT EXISTS { ?m org:organization ?o } }""",
}
PER_DOCUMENT = 128
"""Triples a document has, about."""

QUERIES = {
    "label contains": 'SELECT ?e ?l { ?e skos:prefLabel ?l FILTER(CONTAINS(?l, "第17区")) }',
    "label regex": 'SELECT ?e ?l { ?e skos:prefLabel ?l FILTER(REGEX(?l, "^第1[0-9]区.*工会$")) }',
    "holder as of a date": """SELECT ?p ?o { ?m a org:Membership ; org:member ?p ; org:organization ?o ;
        schema:startDate ?s ; schema:endDate ?e FILTER(?s <= "2015-06-01"^^xsd:date && ?e >= "2015-06-01"^^xsd:date)
        ?o schema:containedInPlace <https://example.org/id/place/3> }""",
    "three hops": """SELECT DISTINCT ?z { <https://example.org/id/organization/7> ukg:partneredWith ?x .
        ?x ukg:partneredWith ?y . ?y ukg:partneredWith ?z }""",
    "aggregate by district": """SELECT ?d (SUM(?v) AS ?n) { ?o ukg:observationOf ?f ; sdmx-measure:obsValue ?v .
        ?f ukg:locatedIn ?d } GROUP BY ?d ORDER BY DESC(?n)""",
    "path up": "SELECT ?up { <https://example.org/id/organization/700> ukg:partOf+ ?up }",
    "path down": "SELECT (COUNT(?o) AS ?n) { ?o ukg:partOf+ <https://example.org/id/organization/1> }",
    "most connected": """SELECT ?e (COUNT(?s) AS ?n) { ?s rdf:subject ?e } GROUP BY ?e ORDER BY DESC(?n) ?e LIMIT 10""",
    "evidence of a statement": """SELECT ?q ?d { ?s rdf:subject <https://example.org/id/person/5> ; oa:hasTarget ?t .
        ?t oa:hasSource ?d ; oa:hasSelector/oa:exact ?q }""",
    "organisations without head": """SELECT ?o { ?o a org:FormalOrganization MINUS { ?m org:organization ?o } }""",
}


def node(kind: str, number: object) -> NamedNode:
    """Return the IRI of a thing."""
    return NamedNode(f"{BASE}{kind}/{number}")


def entities(count: int) -> Iterator[Quad]:
    """Yield what there is besides documents: `count` organisations, people and facilities, in 200 districts."""
    graph = NamedNode(f"{BASE}graph/entities")
    kinds = (
        ("organization", "org:FormalOrganization", "工会"),
        ("person", "foaf:Person", "某"),
        ("facility", "ukg:Facility", "驿站"),
    )
    for number in range(count):
        district = number % 200
        for kind, class_, word in kinds:
            thing = node(kind, number)
            yield Quad(thing, term("rdf:type"), term(class_), graph)
            label = f"第{district}区第{number}{word}" if kind != "person" else f"{word}{number}"
            yield Quad(thing, term("skos:prefLabel"), Literal(label, language="zh"), graph)
        yield Quad(node("facility", number), relation("locatedIn"), node("place", district), graph)
        yield Quad(node("organization", number), term("schema:containedInPlace"), node("place", district), graph)
        if number:
            yield Quad(node("organization", number), relation("partOf"), node("organization", number // 6), graph)
    for district in range(200):
        yield Quad(node("place", district), term("rdf:type"), term("schema:Place"), graph)
        yield Quad(node("place", district), term("skos:prefLabel"), Literal(f"第{district}区", language="zh"), graph)


def document(number: int, count: int, version: int = 0) -> Iterator[Quad]:
    """Yield the graph of one document: six posts, three figures, with evidence; `version` makes it another one."""
    chance = random.Random(number * 1000 + version)
    doc = node("document", number)
    facts: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (doc, term("rdf:type"), term("schema:NewsArticle")),
        (doc, term("schema:headline"), Literal(f"第{number}篇", language="zh")),
    ]
    for place in range(9):
        name = f"{number}-{version}-{place}"
        stmt, evidence, quote = node("statement", name), node("evidence", name), node("quote", name)
        facts += [
            (stmt, term("rdf:type"), term("ukg:Statement")),
            (stmt, term("prov:wasQuotedFrom"), doc),
            (stmt, term("oa:hasTarget"), evidence),
            (evidence, term("oa:hasSource"), doc),
            (evidence, term("oa:hasSelector"), quote),
            (quote, term("oa:exact"), Literal(f"第{number}篇的第{place}句话。")),
        ]
        if place < 6:
            person, body = node("person", chance.randrange(count)), node("organization", chance.randrange(count // 2))
            start = f"20{chance.randrange(5, 20):02}-0{chance.randrange(1, 10)}-11"
            member = node("membership", name)
            facts += [
                (stmt, term("rdf:subject"), person),
                (stmt, term("rdf:predicate"), relation("holdsRole")),
                (stmt, term("rdf:object"), body),
                (member, term("rdf:type"), term("org:Membership")),
                (member, term("org:member"), person),
                (member, term("org:organization"), body),
                (member, term("schema:startDate"), Literal(start, datatype=XSD_DATE)),
                (member, term("schema:endDate"), Literal(f"20{int(start[2:4]) + 4:02}{start[4:]}", datatype=XSD_DATE)),
                (body, relation("partneredWith"), node("organization", chance.randrange(count))),
            ]
        else:
            seen, of = node("observation", name), node("facility", chance.randrange(count))
            facts += [
                (stmt, term("rdf:subject"), of),
                (stmt, term("rdf:object"), seen),
                (seen, term("rdf:type"), term("qb:Observation")),
                (seen, term("ukg:observationOf"), of),
                (seen, term("sdmx-measure:obsValue"), Literal(str(chance.randrange(1, 999)), datatype=XSD_INTEGER)),
            ]
    return (Quad(*fact, doc) for fact in facts)


def corpus(triples: int) -> Iterator[Quad]:
    """Yield a graph of about so many different triples."""
    documents, count = triples // (PER_DOCUMENT + 12), triples // 140
    yield from entities(count)
    for number in range(documents):
        yield from document(number, count)


def best(ask: Callable[[], object], repeat: int) -> float:
    """Return the least time that `ask` takes, in seconds."""
    times = []
    for _ in range(repeat):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    return min(times)


def replacing(dataset: Dataset, count: int, repeat: int) -> tuple[float, float]:
    """Return the median time of replacing one document and publishing it, in seconds: by the clock, of the CPU."""
    walls, times = [], []
    for version in range(1, repeat + 1):
        number = version * 7
        quads = list(document(number, count, version))
        began, clock = time.process_time(), time.perf_counter()
        dataset.replace_document(node("document", number).value, quads)
        times.append(time.process_time() - began)
        walls.append(time.perf_counter() - clock)
    return median(walls), median(times)


def in_rdflib(dataset: Dataset) -> rdflib.Graph:
    """Return rdflib's memory store with the merge of all graphs."""
    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    quads = dataset.store.quads_for_pattern(None, None, None, DefaultGraph())
    graph.parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    return graph


def main() -> None:
    """Print the table of the queries, then a summary as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--without-rdflib", action="store_true", help="rdflib takes minutes and 2 GB at a million")
    args = parser.parse_args()
    summary: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        small, large = args.triples // 10, args.triples
        for size in (small, large):
            with open_dataset(Path(folder) / str(size)) as dataset:
                dataset.load_all(corpus(size))
                wall, cpu = replacing(dataset, size // 140, args.repeat)
                summary[f"replace_{len(dataset)}"] = {"wall_s": round(wall, 3), "cpu_s": round(cpu, 3)}
        with open_dataset(Path(folder) / str(large), read_only=True) as dataset:
            store, graph = dataset.store, None if args.without_rdflib else in_rdflib(dataset)
            overheads, gains = [], []
            for name, query in QUERIES.items():
                direct = lambda query=query: list(store.query(query, prefixes=PREFIXES))  # noqa: E731
                rows = len(direct())
                # Interleaved: what else runs on the machine hits both.
                pairs = [(best(direct, 1), best(lambda q=query: run_sparql(dataset, q), 1)) for _ in range(args.repeat)]
                plain, ours = (min(times) for times in zip(*pairs, strict=True))
                overheads.append(ours / plain)
                line = f"{name:28} {rows:7} rows  pyoxigraph {plain * 1000:9.2f} ms  ours {ours * 1000:9.2f} ms"
                if graph is not None:
                    found: list[object] = []
                    asked = FOR_RDFLIB.get(name, query)
                    theirs = best(lambda q=asked, out=found: out.extend(graph.query(q)), 1)
                    if len(found) != rows:
                        sys.exit(f"{name}: rdflib answers otherwise")
                    gains.append(theirs / ours)
                    line += f"  rdflib {theirs * 1000:10.1f} ms"
                print(line, flush=True)
            summary["triples"] = len(dataset)
            summary["overhead"] = round(geometric_mean(overheads), 3)
            summary["overhead_most"] = round(max(overheads), 3)
            if gains:
                summary["times_rdflib"] = round(geometric_mean(gains), 1)
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
