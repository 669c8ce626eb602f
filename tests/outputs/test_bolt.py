"""ArcadeDB over Bolt, with the official neo4j driver: the push, and the Cypher script, statement by statement.

The server runs inside this process (pip install arcadedb-embedded, which brings its own Java).
"""

import os
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from outputs.property_samples import (
    QUESTIONS,
    answers,
    by_label,
    by_type,
    cypher_answer,
    example_graph,
    hostile,
    large,
    listed,
    sample_ids,
    sampled,
)

from unionkg.errors import StoreError
from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyGraph
from unionkg.outputs import bolt
from unionkg.outputs.bolt import push_bolt
from unionkg.outputs.cypher import write_cypher

pytestmark = pytest.mark.targets
PASSWORD = "only-for-this-test"
ENVIRONMENT = {"NEO4J_USER": "root", "NEO4J_PASSWORD": PASSWORD}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running ArcadeDB: its address, and a new database for each test."""

    def __init__(self, arcade, url: str) -> None:
        self.arcade, self.url, self.made = arcade, url, 0

    def database(self) -> str:
        self.made += 1
        self.arcade.create_database(f"db{self.made}")
        return f"db{self.made}"

    def rows(self, database: str, query: str) -> list[dict[str, object]]:
        neo4j = pytest.importorskip("neo4j")
        with (
            neo4j.GraphDatabase.driver(self.url, auth=tuple(ENVIRONMENT.values())) as driver,
            driver.session(database=database) as session,
        ):
            return [record.data() for record in session.run(query)]

    def run(self, database: str, script: Iterable[str]) -> None:
        """Run the statements of a script, those that load each in a transaction that is committed at its end.

        ArcadeDB 26.10 commits rows of an auto-commit statement on their own and then meets its own changes as those of
        another transaction (DeadlockDetected).
        """
        neo4j = pytest.importorskip("neo4j")
        with (
            neo4j.GraphDatabase.driver(self.url, auth=tuple(ENVIRONMENT.values())) as driver,
            driver.session(database=database) as session,
        ):
            for statement in script:
                if statement.startswith("UNWIND"):
                    session.execute_write(lambda tx, text=statement: tx.run(text).consume())
                else:
                    session.run(statement).consume()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    pytest.importorskip("neo4j", reason="needs the official driver: pip install neo4j")
    arcadedb = pytest.importorskip("arcadedb_embedded", reason="needs ArcadeDB: pip install arcadedb-embedded")
    folder, port, here = tmp_path_factory.mktemp("arcadedb"), free_port(), Path.cwd()
    # It writes its log below the working directory, wherever that is.
    os.chdir(folder)
    config = {
        "http_port": free_port(),
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": port,
    }
    arcade = arcadedb.create_server(root_path=str(folder / "databases"), root_password=PASSWORD, config=config)
    arcade.start()
    os.chdir(here)
    yield Server(arcade, f"bolt://127.0.0.1:{port}")
    arcade.stop()


def check(server: Server, database: str, graph: PropertyGraph) -> None:
    """Every node and edge stands in the server under its ID, with label, type, ends and all properties."""
    found = server.rows(database, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    nodes = {row["properties"].pop("id"): (row["labels"], row["properties"]) for row in found}
    assert nodes == {node.id: ([node.label], listed(node.properties)) for node in graph.nodes}
    edges = server.rows(
        database, "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS type, properties(r) AS properties"
    )
    found_edges = {row["properties"].pop("id"): (row["a"], row["type"], row["b"], row["properties"]) for row in edges}
    assert len(edges) == graph.edge_count
    assert found_edges == {e.id: (e.source, e.type, e.target, listed(e.properties)) for e in graph.edges}


@pytest.mark.parametrize("make", [hostile, example_graph, lambda: example_graph("full"), lambda: generated(40, 100)])
def test_a_push_arrives_whole_and_twice_is_once(server: Server, make) -> None:
    """Types, lists, hostile texts, parallel edges; a second push changes nothing and leaves no mark."""
    graph, database, heard = make(), server.database(), []
    total = graph.node_count + graph.edge_count
    sent = push_bolt(
        graph, server.url, database=database, progress=lambda *at: heard.append(at), environment=ENVIRONMENT
    )
    assert (sent, heard[-1]) == (total, (total, total))
    check(server, database, graph)
    assert push_bolt(graph, server.url, database=database, environment=ENVIRONMENT) == total
    check(server, database, graph)


def test_a_push_goes_on_where_it_was_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrived before is not sent again; in the end all is there."""
    graph, database = generated(200, 400), server.database()
    monkeypatch.setattr(bolt, "BATCH_ROWS", 50)

    def cut(done: int, _: int) -> None:
        if done >= 250:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push_bolt(graph, server.url, database=database, progress=cut, environment=ENVIRONMENT)
    sent = push_bolt(graph, server.url, database=database, environment=ENVIRONMENT)
    assert 0 < sent <= 350
    check(server, database, graph)


def test_the_script_loads_statement_by_statement(server: Server, tmp_path: Path) -> None:
    """Each line is a statement that the server takes; what it makes is the graph."""
    for graph in (hostile(), example_graph("full")):
        database = server.database()
        write_cypher(graph, tmp_path / "g.cypher")
        lines = (tmp_path / "g.cypher").read_text("utf-8").removesuffix("\n").split("\n")
        server.run(database, (line.removesuffix(";") for line in lines))
        check(server, database, graph)


def test_five_questions_have_our_answers(server: Server) -> None:
    """Cypher over what was pushed says what SPARQL says over the RDF."""
    database = server.database()
    push_bolt(example_graph(), server.url, database=database, environment=ENVIRONMENT)
    for name, ours in answers().items():
        rows = [(str(row["a"]), str(row["b"])) for row in server.rows(database, QUESTIONS[name][0])]
        assert cypher_answer(name, rows) == ours, name


def test_a_wrong_password_says_what_to_do(server: Server) -> None:
    """The error names the variables and keeps the password to itself."""
    with pytest.raises(StoreError, match="NEO4J_PASSWORD") as error:
        push_bolt(hostile(), server.url, environment={"NEO4J_USER": "root", "NEO4J_PASSWORD": "not-this-one"})
    assert "not-this-one" not in str(error.value)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["push", "script"])
def test_a_large_graph_comes_back(server: Server, way: str, tmp_path: Path) -> None:
    """100 000 nodes and 300 000 edges: counts, every property of a sample, five questions."""
    graph, database = large(), server.database()
    if way == "push":
        push_bolt(graph, server.url, database=database, environment=ENVIRONMENT)
    else:
        write_cypher(graph, tmp_path / "g.cypher")
        with (tmp_path / "g.cypher").open(encoding="utf-8", newline="\n") as script:
            server.run(database, (line.removesuffix("\n").removesuffix(";") for line in script))
    nodes = server.rows(database, "MATCH (n) RETURN labels(n) AS labels, count(*) AS number")
    assert {row["labels"][0]: row["number"] for row in nodes} == by_label(graph)
    edges = server.rows(database, "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS number")
    assert {row["type"]: row["number"] for row in edges} == by_type(graph)
    asked = [(f"MATCH (x:`{label}`)", ids) for label, ids in sample_ids(graph)[0].items()]
    asked += [(f"MATCH ()-[x:`{type_}`]->()", ids) for type_, ids in sample_ids(graph)[1].items()]
    found = [
        row["found"]
        for pattern, ids in asked
        for row in server.rows(database, f"{pattern} WHERE x.id IN {ids} RETURN properties(x) AS found")
    ]
    assert {properties["id"]: properties for properties in found} == sampled(graph)
    for name, ours in answers().items():
        rows = [(str(row["a"]), str(row["b"])) for row in server.rows(database, QUESTIONS[name][0])]
        assert cypher_answer(name, rows) == ours, name
