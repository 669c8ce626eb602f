"""A graph of 100 000 nodes and 300 000 edges through each format, into a program of another family and back.

The invented example stands within generated people, bodies and statements, so that the questions find their answers in
a large store. The property-graph databases have such a test each, in their own files.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import networkx
import pytest
import rdflib
from outputs.property_samples import EDGES, NODES, QUESTIONS, answers, by_label, by_type, large, sampled
from outputs.targets import jena, questions, rows, select, serving
from outputs.test_jena import run
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat
from queries.corpus import dataset as corpus

from unionkg.graph.projection import Projecting
from unionkg.iris import concept, term
from unionkg.outputs import run_export
from unionkg.outputs.http import Target
from unionkg.outputs.network_json import write_cytoscape, write_node_link
from unionkg.outputs.networks import write_gexf, write_graphml
from unionkg.outputs.push import push
from unionkg.store.dataset import Dataset, open_dataset

pytestmark = [pytest.mark.targets, pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
BASE = "https://w3id.org/unionkg/id/"
TEXT = '他说："好"\n第二行 \\ it\'s <b> 😀 '
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?number) { ?s a ?class } GROUP BY ?class"


def generated() -> Iterator[Quad]:
    """Yield people and bodies, and statements that a person holds a post in a body."""
    graph = NamedNode(f"{BASE}document/generated")
    people = [NamedNode(f"{BASE}person/g{n:06d}") for n in range(NODES // 2)]
    bodies = [NamedNode(f"{BASE}organization/g{n:06d}") for n in range(NODES // 2)]
    for class_, nodes in (("foaf:Person", people), ("org:FormalOrganization", bodies)):
        for n, node in enumerate(nodes):
            yield Quad(node, term("rdf:type"), term(class_), graph)
            yield Quad(node, term("skos:prefLabel"), Literal(f"{TEXT}{n}", language="zh"), graph)
    for n in range(EDGES):
        stmt = NamedNode(f"{BASE}statement/g{n:06d}")
        person, body = people[n % len(people)], bodies[n * 7919 % len(bodies)]
        yield Quad(stmt, term("rdf:type"), term("ukg:Statement"), graph)
        yield Quad(stmt, term("rdf:subject"), person, graph)
        yield Quad(stmt, term("rdf:predicate"), term(("ukg:holdsRole", "ukg:memberOf")[n % 2]), graph)
        yield Quad(stmt, term("rdf:object"), body, graph)
        yield Quad(stmt, term("ukg:modality"), concept("modality", ("actual", "past", "planned")[n % 3]), graph)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """The example and the generated graph, on disk."""
    with open_dataset(tmp_path_factory.mktemp("large") / "dataset") as made:
        example = (quad for quad in corpus().store if "/id/" in str(quad.graph_name))
        made.load_all(chain(example, generated()))
        yield made


@pytest.fixture(scope="module")
def files(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the N-Triples, which the other formats are compared with."""
    folder = tmp_path_factory.mktemp("files")
    run_export("ntriples", dataset, folder / "graph.nt")
    return folder


def lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


@pytest.mark.parametrize(("name", "format_"), [("turtle", "turtle"), ("ntriples", "ntriples"), ("rdfxml", "rdfxml")])
def test_rapper_reads_all(dataset: Dataset, files: Path, name: str, format_: str, rapper: str, tmp_path: Path) -> None:
    """As many triples as there are."""
    run_export(name, dataset, tmp_path / "graph")
    done = subprocess.run([rapper, "-c", "-i", format_, tmp_path / "graph"], check=True, capture_output=True, text=True)
    assert f"returned {lines(files / 'graph.nt')} triples" in done.stderr


def test_rdflib_reads_the_merge(dataset: Dataset, files: Path) -> None:
    """As many triples, as many of each class, and all that is said of a sample."""
    graph = rdflib.Graph().parse(files / "graph.nt", format="nt")
    assert len(graph) == lines(files / "graph.nt")
    theirs = Counter(str(class_) for class_ in graph.objects(None, rdflib.RDF.type))
    ours = Counter(q.object.value for q in {q.triple for q in dataset.data() if q.predicate == term("rdf:type")})
    assert theirs == ours
    for node in ("person/g000007", "organization/g000007", "statement/g000007"):
        found = {(str(p), str(o)) for p, o in graph.predicate_objects(rdflib.URIRef(BASE + node))}
        about = Projecting(dataset.store).read.about(BASE + node)
        assert found == {(p, value) for p, values in about.items() for value in values}


def test_oxigraph_answers(dataset: Dataset) -> None:
    """What was pushed graph by graph has our counts and our answers."""
    with serving() as server:
        push(dataset, Target(f"{server}/store", environ={}), with_merge=True)
        assert select(server, CLASSES) == rows(dataset.store.query(CLASSES).serialize(format=QueryResultsFormat.JSON))
        for name, sparql, ours in questions(dataset):
            assert select(server, sparql) == ours, name


def test_jena_answers(dataset: Dataset, files: Path, tmp_path: Path) -> None:
    """It reads all of the Turtle, and five questions have our rows."""
    run_export("turtle", dataset, tmp_path / "graph.ttl")
    ontology = tmp_path / "ontology.nt"
    quads = (q for q in dataset.store if str(q.graph_name).endswith("/ontology>"))
    ontology.write_text("".join(f"{quad.triple} .\n" for quad in quads), "utf-8")

    def ask(sparql: str, *data: Path) -> list[dict[str, str]]:
        (tmp_path / "q.rq").write_text(sparql, "utf-8")
        given = [part for path in data for part in ("--data", path)]
        asked = (*given, "--query", tmp_path / "q.rq", "--results=JSON")
        return rows(run(jena(tmp_path / "jena"), "arq.arq", *asked, timeout=600))

    total = lines(files / "graph.nt")
    assert ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", tmp_path / "graph.ttl") == [{"n": str(total)}]
    for name, sparql, ours in questions(dataset):
        assert ask(sparql, tmp_path / "graph.ttl", ontology) == ours, name


def test_followthemoney_accepts_all(dataset: Dataset, tmp_path: Path) -> None:
    """Each entity is valid; people, bodies and what is or was so are counted."""
    ftm = pytest.importorskip("followthemoney", reason="needs followthemoney: pip install followthemoney")
    run_export("ftm", dataset, tmp_path / "g.jsonl")
    counts: Counter[str] = Counter()
    ids: set[str] = set()
    for line in (tmp_path / "g.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        counts[record["schema"]] += 1
        ids.add(record["id"])
        if counts[record["schema"]] <= 2_000:
            entity = ftm.EntityProxy.from_dict(record, cleaned=False)
            entity.schema.validate(record)
    assert len(ids) == counts.total()
    view = Projecting(dataset.store)
    types = Counter(node.type for node in view.nodes())
    posts = sum(e.type == "holdsRole" and e.modality in ("actual", "underway", "past") for e in view.edges())
    assert counts["Person"] == types["Person"]
    assert sum(counts[name] for name in ("PublicBody", "Company")) + counts["Organization"] == (
        types["Organization"] + types["Facility"] + types["Group"]
    )
    assert counts["Occupancy"] == posts


def test_another_reader_reads_the_workbook(dataset: Dataset, tmp_path: Path) -> None:
    """Calamine, which shares nothing with what wrote it, finds each row and the texts as they are."""
    calamine = pytest.importorskip("python_calamine", reason="needs calamine: pip install python-calamine")
    run_export("workbook", dataset, tmp_path / "g.xlsx")
    book = calamine.CalamineWorkbook.from_path(str(tmp_path / "g.xlsx"))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    view = Projecting(dataset.store)
    nodes = {node.id: node for node in view.nodes()}
    posts = Counter(edge.source for edge in view.edges() if edge.type == "holdsRole")
    people = [node.id for node in nodes.values() if node.type == "Person"]
    assert len(sheets["人物与职务"]) - 1 == sum(max(posts[person], 1) for person in people)
    assert len(sheets["组织"]) - 1 == sum(node.type == "Organization" for node in nodes.values())
    for row in sheets["组织"][1:200]:
        assert row[1] == nodes[row[0]].label
    assert {row[0] for row in sheets["人物与职务"][1:]} == set(people)
    leaders = {
        (row[1], row[3]) for row in sheets["人物与职务"][1:] if row[5] == QUESTIONS["leaders"][1]["organization"]
    }
    assert leaders == answers()["leaders"]


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (write_graphml, lambda p: networkx.read_graphml(p, edge_key_type=str, force_multigraph=True)),
        (write_gexf, lambda p: networkx.read_gexf(p, version="1.3")),
        (write_node_link, lambda p: networkx.node_link_graph(json.loads(p.read_text("utf-8")), edges="edges")),
        (write_cytoscape, lambda p: networkx.cytoscape_graph(json.loads(p.read_text("utf-8")))),
    ],
    ids=["graphml", "gexf", "node-link", "cytoscape"],
)
def test_networkx_reads_all(write, read, tmp_path: Path) -> None:
    """Counts by type, the properties of a sample, and five questions asked by walking."""
    graph = large()
    write(graph, tmp_path / "g")
    found = read(tmp_path / "g")
    assert dict(Counter(data["type"] for _, data in found.nodes(data=True))) == by_label(graph)
    edges = list(found.edges(data=True))
    assert dict(Counter(data["relation"] for *_, data in edges)) == by_type(graph)
    wanted = sampled(graph)
    for id_, data in found.nodes(data=True):
        for name, value in wanted.get(id_, {"id": id_}).items():
            expected = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
            assert name == "id" or data[name] in (value, expected), (id_, name)
    names = {id_: data.get("name") for id_, data in found.nodes(data=True)}
    assert walked(edges, names) == answers()


def walked(edges: list[tuple[str, str, dict[str, object]]], names: dict[str, object]) -> dict[str, set[tuple]]:
    """Return the answers to the five questions from edges and names."""
    union, station = QUESTIONS["leaders"][1]["organization"], QUESTIONS["operators"][1]["thing"]
    company = QUESTIONS["partners"][1]["organization"]
    answer: dict[str, set[tuple]] = {name: set() for name in QUESTIONS}
    for source, target, data in edges:
        a, b, relation = names[source], names[target], data["relation"]
        if relation == "HOLDS_ROLE" and b == union:
            answer["leaders"].add((a, data["role"]))
        elif relation == "OPERATES" and b == station:
            answer["operators"].add((a,))
        elif relation == "ATTENDED" and "启用仪式" in str(b):
            answer["attendance"].add((b, a))
        elif relation == "PARTNERED_WITH" and company in (a, b):
            answer["partners"].add((b if a == company else a,))
        elif relation == "PART_OF" and b == union:
            answer["bodies"].add((a, b))
    return answer
