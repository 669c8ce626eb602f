"""GraphML, GEXF and the JSON of networks: networkx reads back what was written."""

import json
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from outputs.property_samples import broken_off, example_graph, hostile, listed

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, assemble
from unionkg.outputs.network_json import write_cytoscape, write_node_link
from unionkg.outputs.networks import interval, write_gexf, write_graphml

WRITERS = [write_graphml, write_gexf, write_node_link, write_cytoscape]
GRAPHS = [hostile, example_graph, lambda: example_graph("full"), lambda: generated(40, 100)]
# What the formats have beside our properties.
ADDED = set("label start end weight id key interaction name source target".split())


def as_text(properties: dict[str, object]) -> dict[str, object]:
    """Return properties as GraphML and GEXF hold them: lists are JSON."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
        for name, value in properties.items()
    }


def same(found: dict[str, object], expected: dict[str, object], extra: set[str]) -> None:
    assert expected.items() <= found.items()
    assert found.keys() - expected.keys() <= extra


def check(read: networkx.MultiDiGraph, graph: PropertyGraph, written) -> None:
    """All nodes and edges are there under their IDs, with class, relation and every property."""
    assert set(read.nodes) == {node.id for node in graph.nodes}
    assert {key for *_, key in read.edges(keys=True)} == {edge.id for edge in graph.edges}
    for node in graph.nodes:
        same(read.nodes[node.id], {"type": node.label, **written(node.properties)}, ADDED)
    for edge in graph.edges:
        data = read.edges[edge.source, edge.target, edge.id]
        same(data, {"relation": edge.type, **written(edge.properties)}, ADDED)


@pytest.mark.parametrize("make", GRAPHS)
def test_graphml_comes_back(make, tmp_path: Path) -> None:
    """Typed values, Chinese, hostile texts and parallel edges."""
    graph = make()
    write_graphml(graph, tmp_path / "g.graphml")
    check(networkx.read_graphml(tmp_path / "g.graphml", edge_key_type=str, force_multigraph=True), graph, as_text)


@pytest.mark.parametrize("make", GRAPHS)
def test_gexf_comes_back(make, tmp_path: Path) -> None:
    """The same in GEXF 1.3."""
    graph = make()
    write_gexf(graph, tmp_path / "g.gexf")
    found = networkx.read_gexf(tmp_path / "g.gexf", version="1.3")
    # Where no two edges share their ends networkx makes a graph without keys.
    read = networkx.MultiDiGraph()
    read.add_nodes_from(found.nodes(data=True))
    read.add_edges_from((a, b, data["id"], data) for a, b, data in found.edges(data=True))
    check(read, graph, as_text)


@pytest.mark.parametrize("make", GRAPHS)
def test_node_link_comes_back(make, tmp_path: Path) -> None:
    """JSON keeps lists as lists."""
    graph = make()
    write_node_link(graph, tmp_path / "g.json")
    data = json.loads((tmp_path / "g.json").read_text("utf-8"))
    check(networkx.node_link_graph(data, edges="edges"), graph, listed)


@pytest.mark.parametrize("make", GRAPHS)
def test_cytoscape_comes_back(make, tmp_path: Path) -> None:
    """An observation's `value` gives way to the format's own."""
    graph = make()
    write_cytoscape(graph, tmp_path / "g.cyjs")
    read = networkx.cytoscape_graph(json.loads((tmp_path / "g.cyjs").read_text("utf-8")))

    def written(properties):
        return {"value_" if name == "value" else name: value for name, value in listed(properties).items()}

    for _, data in read.nodes(data=True):
        data.pop("value", None)
    check(read, graph, written)


def test_gexf_has_a_timeline(tmp_path: Path) -> None:
    """Dates at their stated precision become first and last days; an open end stays open; the dates stay as stated."""
    nodes = [PropertyNode("p", "Person", {"name": "甲"}), PropertyNode("o", "Organization", {"name": "乙"})]
    periods = [("2019-01", "2024-02"), ("2018", None), (None, "2023"), ("2024", "2020"), ("十月", "2024-13")]
    edges = [
        PropertyEdge(str(n), "p", "o", "HOLDS_ROLE", {k: v for k, v in (("validFrom", a), ("validTo", b)) if v})
        for n, (a, b) in enumerate(periods)
    ]
    write_gexf(assemble(nodes, edges), tmp_path / "g.gexf")
    root = ElementTree.parse(tmp_path / "g.gexf").getroot()
    (graph,) = root.findall("{*}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    found = [(edge.get("start"), edge.get("end")) for edge in root.iter("{http://gexf.net/1.3}edge")]
    assert found == [
        ("2019-01-01", "2024-02-29"),
        ("2018-01-01", None),
        (None, "2023-12-31"),
        (None, None),
        (None, None),
    ]
    stated = [
        value.get("value") for value in root.iter("{http://gexf.net/1.3}attvalue") if value.get("for") == "validTo"
    ]
    assert stated == ["2024-02", "2023", "2020", "2024-13"]


def test_interval_of_a_day_is_that_day() -> None:
    """A full date is both its own first and last day; a day that the month lacks is none."""
    assert interval({"validFrom": "2024-02-29", "validTo": "2024-02-29"}) == ("2024-02-29", "2024-02-29")
    assert interval({"validFrom": "2023-02-29"}) == (None, None)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_xml_holds_no_character_that_it_must_not(write, tmp_path: Path) -> None:
    """Control characters, which XML 1.0 has no way to write, become U+FFFD."""
    write(assemble([PropertyNode("n\0", "Person", {"name": "a\x00b\x1fc\ufffe"})], []), tmp_path / "g")
    assert "a\ufffdb\ufffdc\ufffd" in (tmp_path / "g").read_text("utf-8")
    ElementTree.parse(tmp_path / "g")


@pytest.mark.parametrize("write", WRITERS)
def test_equal_graphs_give_equal_bytes_and_an_error_keeps_the_file(write, tmp_path: Path) -> None:
    """A failed export leaves the earlier file, and nothing beside it."""
    write(hostile(), tmp_path / "a")
    write(hostile(), tmp_path / "b")
    before = (tmp_path / "a").read_bytes()
    assert before == (tmp_path / "b").read_bytes()
    with pytest.raises(OSError, match="gone"):
        write(broken_off(hostile()), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}
