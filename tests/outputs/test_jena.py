"""Apache Jena reads our RDF, counts the same, and answers the questions as we do."""

import subprocess

import pytest
from outputs.targets import jena, questions, rows
from queries.corpus import dataset as corpus

from unionkg.outputs import EXPORTS

pytestmark = pytest.mark.targets


@pytest.fixture(scope="module")
def dataset():
    """The corpus of the questions."""
    return corpus()


def run(command: list[str], *arguments: object, timeout: float = 120) -> str:
    """Return what the tool prints."""
    done = subprocess.run([*command, *map(str, arguments)], capture_output=True, check=False, timeout=timeout)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "ntriples", "nquads", "rdfxml"])
def test_riot_reads_as_many(dataset, name, tmp_path):
    """Its parser finds no fault, and its N-Quads are ours, line for line."""
    path = tmp_path / EXPORTS[name].file
    EXPORTS[name].write(dataset, path)
    plain = "nquads" if name in ("trig", "nquads") else "ntriples"
    EXPORTS[plain].write(dataset, tmp_path / "ours")
    # The reader of JSON-LD 1.1 in Debian's package fails on any file; what we write is JSON-LD 1.0 as well.
    syntax = ["--syntax=jsonld10"] if name == "jsonld" else []
    found = run(jena(tmp_path / "jena"), "riotcmd.riot", "--strict", *syntax, "--output=" + plain, path)
    assert len(set(found.splitlines())) == len((tmp_path / "ours").read_bytes().splitlines())


def test_arq_answers_the_questions(dataset, tmp_path):
    """Five questions over our graph and the ontology give our rows."""
    EXPORTS["ntriples"].write(dataset, tmp_path / "graph.nt")
    ontology = tmp_path / "ontology.nt"
    quads = [q for q in dataset.store if str(q.graph_name).endswith("/ontology>")]
    ontology.write_text("".join(f"{quad.triple} .\n" for quad in quads), "utf-8")
    command = jena(tmp_path / "jena")
    for name, sparql, ours in questions(dataset):
        (tmp_path / "q.rq").write_text(sparql, "utf-8")
        data = ("--data", tmp_path / "graph.nt", "--data", ontology)
        found = run(command, "arq.arq", *data, "--query", tmp_path / "q.rq", "--results=JSON")
        assert rows(found) == ours, name
