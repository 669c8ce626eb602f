"""The property graph: both shapes of the example, what each keeps, and invented graphs of any size."""

import random
from collections import Counter
from itertools import islice

import pytest
from graph.example import example
from graph.test_build import build
from graph.test_projection import store_of
from pyoxigraph import Quad

from unionkg.errors import SettingsError
from unionkg.graph.invented import generated
from unionkg.graph.projection import project
from unionkg.graph.property import PropertyGraph, assemble, iterate, kind_of_value, property_graph
from unionkg.graph.scope import is_rejected


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return build(*example())


@pytest.fixture(scope="module")
def compact(quads: list[Quad]) -> PropertyGraph:
    return property_graph(store_of(quads))


@pytest.fixture(scope="module")
def full(quads: list[Quad]) -> PropertyGraph:
    return property_graph(store_of(quads), "full")


def named(graph: PropertyGraph, name: str) -> str:
    (found,) = (node.id for node in graph.nodes if node.properties.get("name") == name and node.label != "Document")
    return found


def test_compact_is_the_projection(compact: PropertyGraph, quads: list[Quad]) -> None:
    """Every node and edge of the projection is one of the property graph, under its ID."""
    view = project(store_of(quads))
    assert {node.id for node in compact.nodes} == {node.id for node in view.nodes}
    assert {edge.id for edge in compact.edges} == {edge.id for edge in view.edges}


def test_nodes_keep_names_figures_and_posts(compact: PropertyGraph) -> None:
    """Aliases are several values; figures and posts without an organisation are lines of text on their node."""
    properties = {node.id: node.properties for node in compact.nodes}
    union = properties[named(compact, "云州市总工会")]
    assert (union["aliases"], union["kind"], union["pinyin"]) == (("市总工会",), "工会", "yun zhou shi zong gong hui")
    assert len(union["sources"]) == 3  # type: ignore[arg-type]
    assert properties[named(compact, "周洁")]["posts"] == ("本报记者",)
    assert properties[named(compact, "司机驿站")]["figures"] == (
        "数量 at_least 120 个 (司机驿站; 云州市; 2024/2024)",
        "数量 300 个 (司机驿站; 云州市; /2025; planned)",
    )


def test_edges_keep_role_validity_and_quotes(compact: PropertyGraph) -> None:
    """An edge has its role, its validity at the stated precision, its quotes, documents, speaker and confidence."""
    chen = named(compact, "陈海")
    (former,) = (e for e in compact.edges if e.source == chen and e.type == "HOLDS_ROLE")
    assert former.properties["role"] == "主席"
    assert (former.properties["validFrom"], former.properties["validTo"]) == ("2018", "2021")
    assert (former.properties["modality"], former.properties["confidence"]) == ("past", 0.8)
    assert former.properties["quotes"] == ("陈海2018年至2021年曾任云州市公交公司工会主席",)
    assert former.properties["sources"] == ("云州市召开五一表彰大会",)
    (planned,) = (e for e in compact.edges if e.type == "OPERATES" and e.properties["modality"] == "planned")
    assert planned.properties["speakers"] == ("郑明",)


def test_full_adds_and_takes_nothing_away(compact: PropertyGraph, full: PropertyGraph) -> None:
    """The full shape is the compact one with statements, evidence, documents, memberships, grants, observations."""
    assert set(map(repr, compact.nodes)) < set(map(repr, full.nodes))
    assert set(map(repr, compact.edges)) < set(map(repr, full.edges))
    extractions = example()[0]
    labels = Counter(node.label for node in full.nodes)
    assert labels["Document"] == 3
    said = [stmt for extraction in extractions for stmt in extraction.statements]
    assert labels["Statement"] == sum(not is_rejected(stmt) for stmt in said) == len(said) - 1
    assert labels["Observation"] == 4
    assert labels["Membership"] == 6
    assert labels["AwardGrant"] == 1
    assert labels["Evidence"] > 20


def test_full_leads_from_a_statement_to_its_characters(full: PropertyGraph) -> None:
    """Each statement has evidence, each evidence a document, and its offsets cut its quote out of the text."""
    nodes = {node.id: node for node in full.nodes}
    source = {edge.source: edge.target for edge in full.edges if edge.type == "IN_DOCUMENT"}
    evidence = [(edge.source, edge.target) for edge in full.edges if edge.type == "HAS_EVIDENCE"]
    assert {stmt for stmt, _ in evidence} == {node.id for node in full.nodes if node.label == "Statement"}
    for _, id_ in evidence:
        seen, text = nodes[id_].properties, nodes[source[id_]].properties["text"]
        assert str(text)[int(seen["startOffset"]) : int(seen["endOffset"])] == seen["quote"]  # type: ignore[arg-type]


def test_values_fit_the_schema(full: PropertyGraph) -> None:
    """IDs are unique, ends exist, each value is of the kind that the schema states; `start` and `end` name nothing."""
    assert len({item.id for item in iterate(full)}) == full.node_count + full.edge_count
    labels = {node.id: node.label for node in full.nodes}
    for node in full.nodes:
        assert {k: kind_of_value(v) for k, v in node.properties.items()}.items() <= full.node_schema[node.label].items()
    for edge in full.edges:
        assert {k: kind_of_value(v) for k, v in edge.properties.items()}.items() <= full.edge_schema[edge.type].items()
        assert (labels[edge.source], labels[edge.target]) in full.edge_ends[edge.type]
    names = {name for schema in (full.node_schema, full.edge_schema) for kinds in schema.values() for name in kinds}
    assert not names & {"start", "end", "id", "label_", "type"}
    assert not any(value in ("", (), None) for item in iterate(full) for value in item.properties.values())


def test_no_type_is_a_label_in_capitals(full: PropertyGraph) -> None:
    """Ladybug keeps labels and types in one catalogue that ignores case."""
    assert not {name.casefold() for name in full.node_schema} & {name.casefold() for name in full.edge_schema}


def test_order_does_not_matter(quads: list[Quad], full: PropertyGraph) -> None:
    """Shuffled quads give the same graph."""
    shuffled = list(quads)
    random.Random(7).shuffle(shuffled)
    assert property_graph(store_of(shuffled), "full") == full


def test_numbers_of_both_kinds_are_floats() -> None:
    """A property that is an int here and a float there is a float; text beside a number is text."""
    first, second = islice(generated(4, 0).nodes, 2)
    first.properties.clear()
    second.properties.clear()
    first.properties["n"], second.properties["n"] = 1, 1.5
    graph = assemble([first, type(second)(second.id, first.label, second.properties)], [])
    assert graph.node_schema == {"Event": {"n": "float"}}


def test_an_unknown_shape_is_refused() -> None:
    """The error names the shapes that there are."""
    with pytest.raises(SettingsError, match="compact, full"):
        property_graph(store_of([]), "wide")


def test_generated_graphs_have_the_size_and_every_kind_of_value() -> None:
    """The same seed gives the same graph; all kinds of values occur on nodes and on edges."""
    graph = generated(100, 300)
    assert (graph.node_count, graph.edge_count) == (100, 300)
    assert graph == generated(100, 300) != generated(100, 300, seed=2)
    for schema in (graph.node_schema["Person"], graph.edge_schema["HOLDS_ROLE"]):
        assert set(schema.values()) == {"string", "string[]", "int", "float", "boolean"}
    with pytest.raises(SettingsError):
        generated(3, 1)
