"""Property graphs to export and questions to ask of what was loaded, with our own answers to compare."""

import json
from collections import Counter
from itertools import chain

from queries.corpus import dataset

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, assemble, iterate, property_graph
from unionkg.store.questions import run_question
from unionkg.store.table import to_json

TEXTS = (
    "$$",
    "$unionkg$ $$) AS (a agtype); DROP SCHEMA public;--",
    "it's \"so\" ''",
    "\\",
    "C:\\users\\u0041\\\\u0042\\'",
    "第一行\n第二行\r\n\t第三行\r",
    "`tick` {map: [1]} //x /* y */ ;\n:param x",
    "\u2028\u2029\x85 \u00a0",
    "<&>]]><!-- -->&amp;",
    "😀 ﷽ 𠮷",
    "  前后空格  ",
    "=1+1 %s ${x} {{y}}",
    "职" * 10_000,
)
UNION, STATION, EVENT, COMPANY = "云州市总工会", "滨江区司机驿站", "滨江区司机驿站启用仪式", "迅达物流有限公司"

# The size of the graph that `make test-targets` loads.
NODES, EDGES = 100_000, 300_000

# For each question: its Cypher, and which columns of our own answer say the same.
QUESTIONS = {
    "leaders": (
        f"MATCH (p:Person)-[r:HOLDS_ROLE]->(o:Organization {{name: '{UNION}'}}) RETURN p.name AS a, r.role AS b",
        {"organization": UNION},
        ("person", "role"),
    ),
    "operators": (
        f"MATCH (o)-[r:OPERATES]->(f:Facility {{name: '{STATION}'}}) RETURN o.name AS a, f.name AS b",
        {"thing": STATION},
        ("operator",),
    ),
    "attendance": (
        f"MATCH (p)-[r:ATTENDED]->(e:Event {{name: '{EVENT}'}}) RETURN e.name AS a, p.name AS b",
        {"event": "启用仪式"},
        ("event_name", "attendee_name"),
    ),
    "partners": (
        f"MATCH (o)-[r:PARTNERED_WITH]-(c:Organization {{name: '{COMPANY}'}}) RETURN o.name AS a, c.name AS b",
        {"organization": COMPANY},
        ("partner",),
    ),
    "bodies": (
        f"MATCH (b)-[r:PART_OF]->(o:Organization {{name: '{UNION}'}}) RETURN b.name AS a, o.name AS b",
        {"organization": UNION},
        ("body", "parent"),
    ),
}


def hostile() -> PropertyGraph:
    """Return a graph whose texts break a writer that does not escape, in names, lists and edges."""
    nodes = [
        PropertyNode(
            f"person/{n}", "Person", {"name": text, "aliases": (text, "别名"), "n": -n, "x": 1.5e22, "b": n > 3}
        )
        for n, text in enumerate(TEXTS)
    ]
    nodes.append(PropertyNode("organization/1", "Organization", {"name": UNION}))
    edges = [
        PropertyEdge(f"e{n}", node.id, "organization/1", "HOLDS_ROLE", {"role": TEXTS[n], "quotes": (TEXTS[n],)})
        for n, node in enumerate(nodes[:-1])
    ]
    # Two of one type between the same nodes are two edges.
    edges.append(PropertyEdge("e-again", "person/0", "organization/1", "HOLDS_ROLE", {"role": "主席", "order": 2}))
    return assemble(nodes, edges)


def example_graph(shape: str = "compact") -> PropertyGraph:
    """Return the property graph of the invented example."""
    return property_graph(dataset().store, shape)


def answers() -> dict[str, set[tuple[str, ...]]]:
    """Return our own answers to the five questions, from the RDF by SPARQL, in the columns of `QUESTIONS`."""
    found = {}
    for name, (_, parameters, columns) in QUESTIONS.items():
        rows = json.loads(to_json(run_question(dataset(), name, parameters)))["results"]["bindings"]
        found[name] = {tuple(row[column]["value"] for column in columns) for row in rows}
        assert found[name], name
    return found


def cypher_answer(name: str, rows: list[tuple[str, str]]) -> set[tuple[str, ...]]:
    """Return the rows of a target in the columns of our own answer."""
    return {row[: len(QUESTIONS[name][2])] for row in rows}


def by_label(graph: PropertyGraph) -> dict[str, int]:
    """Return the number of nodes of each label."""
    return dict(Counter(node.label for node in graph.nodes))


def by_type(graph: PropertyGraph) -> dict[str, int]:
    """Return the number of edges of each type."""
    return dict(Counter(edge.type for edge in graph.edges))


def listed(properties: dict[str, object]) -> dict[str, object]:
    """Return properties with lists for tuples, as other programs give them back."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def large() -> PropertyGraph:
    """Return the invented example within a generated graph of 100 000 nodes and 300 000 edges."""
    graph, more = example_graph(), generated(NODES, EDGES)
    return assemble(chain(graph.nodes, more.nodes), chain(graph.edges, more.edges))


def sample_ids(graph: PropertyGraph, size: int = 20) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return for each label and for each type the IDs of its first nodes and edges."""
    ids: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for item in iterate(graph):
        found = ids[0] if isinstance(item, PropertyNode) else ids[1]
        of_group = found.setdefault(item.label if isinstance(item, PropertyNode) else item.type, [])
        if len(of_group) < size:
            of_group.append(item.id)
    return ids


def sampled(graph: PropertyGraph, size: int = 20) -> dict[str, dict[str, object]]:
    """Return the properties of the sample by ID, which is among them, as other programs give them back."""
    wanted = {id_ for found in sample_ids(graph, size) for ids in found.values() for id_ in ids}
    return {item.id: listed({"id": item.id, **item.properties}) for item in iterate(graph) if item.id in wanted}


class _BrokenOff(PropertyGraph):
    def _rows(self, query):
        for number, row in enumerate(super()._rows(query)):
            if number == 3:
                raise OSError("gone")
            yield row


def broken_off(graph: PropertyGraph) -> PropertyGraph:
    """Return the graph in a file that cannot be read beyond its first three nodes or edges."""
    return _BrokenOff(graph.database)
