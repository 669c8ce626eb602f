"""PostgreSQL with Apache AGE, run as PGlite in node: the script makes the graph that was written."""

import json
import re
import shutil
import subprocess
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
    listed,
)

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyGraph, PropertyNode, assemble
from unionkg.outputs.age import write_age

PACKAGES = ("@electric-sql/pglite@0.5.14", "@electric-sql/pglite-age@0.0.15")
RUNNER = Path(__file__).with_name("pglite.mjs")
NODES = "MATCH (n) RETURN label(n), properties(n)"
EDGES = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"


@pytest.fixture(scope="module")
def pglite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with PGlite and Apache AGE in it, or skip."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("needs node and npm: apt-get install nodejs npm")
    folder = tmp_path_factory.mktemp("pglite")
    (folder / "package.json").write_text("{}")
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode and re.search(r"ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|E40[134]", done.stderr):
        pytest.skip(f"needs the npm registry: npm install {' '.join(PACKAGES)}")
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def ask(pglite: Path, scripts: list[Path], asked: list[tuple[str, int]]) -> list[list[list[object]]]:
    """Load the scripts, run each Cypher query (with its number of columns) and return the values of its rows."""
    queries = []
    for cypher, width in asked:
        columns = ", ".join(f"c{n} agtype" for n in range(width))
        queries.append(f"SELECT * FROM ag_catalog.cypher('unionkg', $q${cypher}$q$) AS ({columns})")
    done = subprocess.run(
        ["node", str(RUNNER)],
        cwd=pglite,
        input=json.dumps({"scripts": [str(path) for path in scripts], "queries": queries}),
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [
        [[json.loads(value) for value in row.values()] for row in json.loads(line)]
        for line in done.stdout.removesuffix("\n").split("\n")
    ]


def check(graph: PropertyGraph, nodes: list[list[object]], edges: list[list[object]]) -> None:
    """Every node and edge is there under its ID, with label, type, ends and all properties."""
    found = {properties.pop("id"): (label, properties) for label, properties in nodes}
    assert found == {node.id: (node.label, listed(node.properties)) for node in graph.nodes}
    assert len(edges) == graph.edge_count
    found_edges = {properties.pop("id"): (a, type_, b, properties) for a, type_, b, properties in edges}
    assert found_edges == {e.id: (e.source, e.type, e.target, listed(e.properties)) for e in graph.edges}


@pytest.mark.targets
@pytest.mark.slow
@pytest.mark.parametrize("make", [hostile, lambda: example_graph("full"), lambda: generated(40, 100)])
def test_the_graph_comes_back(make, pglite: Path, tmp_path: Path) -> None:
    """Types, lists and hostile texts; a second script takes the place of what the first one made."""
    graph = make()
    write_age(generated(8, 8), tmp_path / "earlier.sql")
    write_age(graph, tmp_path / "g.sql")
    check(graph, *ask(pglite, [tmp_path / "earlier.sql", tmp_path / "g.sql"], [(NODES, 2), (EDGES, 4)]))


@pytest.mark.targets
@pytest.mark.slow
def test_five_questions_have_our_answers(pglite: Path, tmp_path: Path) -> None:
    """Cypher in SQL says what SPARQL says over the RDF; new nodes get IDs of their own after ours."""
    graph, ours = example_graph(), answers()
    write_age(graph, tmp_path / "g.sql")
    asked = [(QUESTIONS[name][0], 2) for name in ours]
    *found, made, people = ask(
        pglite,
        [tmp_path / "g.sql"],
        [*asked, ("CREATE (n:Person {id: 'new'}) RETURN n.id", 1), ("MATCH (n:Person) RETURN count(n)", 1)],
    )
    for name, rows in zip(ours, found, strict=True):
        assert cypher_answer(name, [(str(a), str(b)) for a, b in rows]) == ours[name], name
    assert (made, people) == ([["new"]], [[by_label(graph)["Person"] + 1]])


@pytest.mark.targets
@pytest.mark.slow
def test_a_large_graph_has_all_its_counts(pglite: Path, tmp_path: Path) -> None:
    """100 000 nodes and 300 000 edges."""
    graph = generated(100_000, 300_000)
    write_age(graph, tmp_path / "g.sql")
    asked = [("MATCH (n) RETURN label(n), count(*)", 2), ("MATCH ()-[r]->() RETURN type(r), count(*)", 2)]
    nodes, edges = ask(pglite, [tmp_path / "g.sql"], asked)
    assert dict(map(tuple, nodes)) == by_label(graph)
    assert dict(map(tuple, edges)) == by_type(graph)


def test_the_script_is_one_transaction_and_quotes_all_texts(tmp_path: Path) -> None:
    """What is outside literals is our own; the character NUL, which PostgreSQL has not, becomes U+FFFD."""
    graph = assemble([PropertyNode("n", "Person", {"name": "a\0'); DROP TABLE x;--", "aliases": ("\0",)})], [])
    write_age(graph, tmp_path / "g.sql")
    script = (tmp_path / "g.sql").read_text("utf-8")
    assert script.index("BEGIN;") < script.index("drop_graph") < script.index("create_graph")
    assert script.endswith("COMMIT;\n")
    assert "\"a\ufffd''); DROP TABLE x;--\"" in script
    assert "\\u0000" not in script and "\0" not in script


def test_a_failed_export_leaves_the_earlier_script(tmp_path: Path) -> None:
    """And nothing beside it."""
    write_age(generated(8, 8), tmp_path / "g.sql")
    before = (tmp_path / "g.sql").read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        write_age(assemble([PropertyNode("n", "Person", {"x": float("nan")})], []), tmp_path / "g.sql")
    assert (tmp_path / "g.sql").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["g.sql"]
