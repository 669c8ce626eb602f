"""GraphSON 3: a Gremlin engine reads back what was written."""

import json
from pathlib import Path

import pytest
from outputs.property_samples import (
    EVENT,
    QUESTIONS,
    STATION,
    UNION,
    answers,
    by_label,
    by_type,
    example_graph,
    hostile,
    large,
    listed,
    sample_ids,
    sampled,
)

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyGraph
from unionkg.outputs.graphson import write_graphson

COMPANY = QUESTIONS["partners"][1]["organization"]
GREMLIN = {
    "leaders": f'g.V().has("Organization","name","{UNION}").in_e("HOLDS_ROLE").as("r").out_v().values("name").as("p")'
    '.select("r").values("role").as("t").select("p","t")',
    "operators": f'g.V().has("Facility","name","{STATION}").in_("OPERATES").values("name")',
    "attendance": f'g.V().has("Event","name","{EVENT}").in_("ATTENDED").values("name")',
    "partners": f'g.V().has("Organization","name","{COMPANY}").both("PARTNERED_WITH").values("name")',
    "bodies": f'g.V().has("Organization","name","{UNION}").in_("PART_OF").values("name")',
}
# The column of our own answer that the walk ends at.
WALKED = {"operators": "operator", "attendance": "attendee_name", "partners": "partner", "bodies": "body"}


def load(graph: PropertyGraph, folder: Path):
    graphersal = pytest.importorskip("graphersal", reason="needs a Gremlin engine: pip install graphersal")
    write_graphson(graph, folder / "g.graphson")
    return graphersal.Graph.from_graphson(str(folder / "g.graphson"))


@pytest.mark.parametrize("make", [hostile, example_graph, lambda: example_graph("full"), lambda: generated(40, 100)])
def test_every_vertex_and_edge_comes_back(make, tmp_path: Path) -> None:
    """IDs, labels and all properties, lists as lists."""
    graph = make()
    loaded = load(graph, tmp_path)
    vertices = {vertex.id: (vertex.label, vertex.properties) for vertex in loaded.query("g.V().to_list()")}
    assert vertices == {node.id: (node.label, listed(node.properties)) for node in graph.nodes}
    edges = {e.id: (e.out_v.id, e.label, e.in_v.id, e.properties) for e in loaded.query("g.E().to_list()")}
    assert edges == {e.id: (e.source, e.type, e.target, listed(e.properties)) for e in graph.edges}


def test_five_questions_have_our_answers(tmp_path: Path) -> None:
    """Gremlin over the file says what SPARQL says over the RDF."""
    check_answers(load(example_graph(), tmp_path))


def check_answers(loaded) -> None:
    ours = answers()
    for name, gremlin in GREMLIN.items():
        found = loaded.query(gremlin)
        if name == "leaders":
            assert {(row["p"], row["t"]) for row in found} == ours[name]
        else:
            column = QUESTIONS[name][2].index(WALKED[name])
            assert set(found) == {row[column] for row in ours[name]}, name


def test_a_vertex_is_a_line(tmp_path: Path) -> None:
    """The layout that TinkerPop's reader splits at line feeds; numbers and lists carry their types."""
    write_graphson(hostile(), tmp_path / "g.graphson")
    lines = (tmp_path / "g.graphson").read_bytes().removesuffix(b"\n").split(b"\n")
    assert len(lines) == hostile().node_count
    first = next(vertex for vertex in map(json.loads, lines) if vertex["id"] == "person/0")
    assert first["properties"]["n"][0]["value"] == {"@type": "g:Int64", "@value": 0}
    assert first["properties"]["aliases"][0]["value"] == {"@type": "g:List", "@value": ["$$", "别名"]}
    assert {edge["id"] for edge in first["outE"]["HOLDS_ROLE"]} == {"e0", "e-again"}
    numbers = [
        value["id"]["@value"]
        for line in lines
        for values in json.loads(line)["properties"].values()
        for value in values
    ]
    assert len(numbers) == len(set(numbers))


@pytest.mark.targets
@pytest.mark.slow
def test_a_large_graph_comes_back(tmp_path: Path) -> None:
    """100 000 nodes and 300 000 edges: counts, every property of a sample, five questions."""
    graph = large()
    loaded = load(graph, tmp_path)
    assert loaded.query("g.V().group_count().by(T.label)") == [by_label(graph)]
    assert loaded.query("g.E().group_count().by(T.label)") == [by_type(graph)]
    vertices, edges = sample_ids(graph)
    wanted = sampled(graph)
    for label, ids in vertices.items():
        for vertex in loaded.query(f'g.V().has_label("{label}").to_list()'):
            if vertex.id in ids:
                assert {"id": vertex.id, **vertex.properties} == wanted.pop(vertex.id)
    for type_, ids in edges.items():
        for edge in loaded.query(f'g.E().has_label("{type_}").to_list()'):
            if edge.id in ids:
                assert {"id": edge.id, **edge.properties} == wanted.pop(edge.id)
    assert not wanted
    check_answers(loaded)
