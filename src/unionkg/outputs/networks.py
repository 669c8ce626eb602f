"""Networks for analysts: GraphML for every tool, GEXF with Gephi's timeline; for JSON see `network_json`.

Both have one column a property whatever the label. A node's class is its column `type`; an edge's is `relation`, for
Gephi's edges have a `type` of their own. Neither format has lists that all tools read: a list is the text of a JSON
array.
"""

import calendar
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from unionkg.files import replacing
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, Value

_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_GRAPHML = {"string": "string", "string[]": "string", "int": "long", "float": "double", "boolean": "boolean"}
# Gephi reads lists of texts in brackets, with JSON's quotes.
_GEXF = _GRAPHML | {"string[]": "liststring"}

Item = PropertyNode | PropertyEdge


def write_graphml(graph: PropertyGraph, path: Path) -> None:
    """Write GraphML with typed keys (graphml.graphdrawing.org/specification.html); raise OSError."""
    nodes, edges = _columns(graph.node_schema, "type"), _columns(graph.edge_schema, "relation")
    # The column that Gephi and yEd draw.
    nodes.setdefault("label", "string")
    with replacing(path) as out:
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for domain, columns in (("node", nodes), ("edge", edges)):
            for name, kind in columns.items():
                id_ = f'id={_attribute(f"{domain}.{name}")} for="{domain}"'
                out.write(f'<key {id_} attr.name={_attribute(name)} attr.type="{_GRAPHML[kind]}"/>\n'.encode())
        out.write(b'<graph id="unionkg" edgedefault="directed">\n')
        for node in graph.nodes:
            values = {"type": node.label, "label": node.properties.get("name", node.id), **node.properties}
            out.write(f"<node id={_attribute(node.id)}>{_data('node', values, nodes)}</node>\n".encode())
        for edge in graph.edges:
            ends = f"id={_attribute(edge.id)} source={_attribute(edge.source)} target={_attribute(edge.target)}"
            data = _data("edge", {"relation": edge.type, **edge.properties}, edges)
            out.write(f"<edge {ends}>{data}</edge>\n".encode())
        out.write(b"</graph>\n</graphml>\n")


def write_gexf(graph: PropertyGraph, path: Path) -> None:
    """Write GEXF 1.3 (gexf.net): `validFrom` and `validTo` are the start and end of Gephi's timeline; raise OSError.

    A start is the first day that its date may mean, an end the last: 2024-02 ends on 2024-02-29. The dates as they are
    stated stay beside them. `weight` counts the statements behind an edge.
    """
    nodes, edges = _columns(graph.node_schema, "type"), _columns(graph.edge_schema, "relation")
    with replacing(path) as out:
        out.write(
            b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
            b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
        )
        for class_, columns in (("node", nodes), ("edge", edges)):
            out.write(f'<attributes class="{class_}" mode="static">\n'.encode())
            for name, kind in columns.items():
                title = _attribute(name)
                out.write(f'<attribute id={title} title={title} type="{_GEXF[kind]}"/>\n'.encode())
            out.write(b"</attributes>\n")
        _write_all(out.write, b"nodes", (_gexf_node(node, nodes) for node in graph.nodes))
        _write_all(out.write, b"edges", (_gexf_edge(edge, edges) for edge in graph.edges))
        out.write(b"</graph>\n</gexf>\n")


def interval(properties: Mapping[str, Value]) -> tuple[str | None, str | None]:
    """Return first and last day of validity; None where it is not stated, or when it would end before it began.

    >>> interval({"validFrom": "2023", "validTo": "2024-02"})
    ('2023-01-01', '2024-02-29')
    """
    start = _day(properties.get("validFrom"), is_last=False)
    end = _day(properties.get("validTo"), is_last=True)
    return (None, None) if start and end and start > end else (start, end)


def _day(date: Value | None, *, is_last: bool) -> str | None:
    found = _DATE.fullmatch(date) if isinstance(date, str) else None
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or (12 if is_last else 1))
    if not (year and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(found[3] or (last if is_last else 1))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= last else None


def _columns(schema: Mapping[str, Mapping[str, str]], own: str) -> dict[str, str]:
    """Return name and kind of each column: `own` and all properties; kinds that differ meet in one that holds both."""
    columns = {own: "string"}
    for kinds in schema.values():
        for name, kind in kinds.items():
            known = columns.setdefault(name, kind)
            if known != kind:
                columns[name] = "float" if {known, kind} == {"int", "float"} else "string"
    return {own: columns.pop(own), **dict(sorted(columns.items()))}


def _data(domain: str, values: Mapping[str, Value], columns: Mapping[str, str]) -> str:
    written = ((f"{domain}.{name}", _written(value, columns[name])) for name, value in values.items())
    return "".join(f"<data key={_attribute(key)}>{_text(value)}</data>" for key, value in written)


def _gexf_node(node: PropertyNode, columns: Mapping[str, str]) -> str:
    name = node.properties.get("name", node.id)
    head = f"id={_attribute(node.id)} label={_attribute(str(name))}{_gexf_interval(node)}"
    return f"<node {head}>{_gexf_values({'type': node.label, **node.properties}, columns)}</node>"


def _gexf_edge(edge: PropertyEdge, columns: Mapping[str, str]) -> str:
    label = str(edge.properties.get("label", edge.type))
    statements = edge.properties.get("statements")
    weight = len(statements) if isinstance(statements, tuple) else 1
    ends = f"source={_attribute(edge.source)} target={_attribute(edge.target)} kind={_attribute(edge.type)}"
    head = f'id={_attribute(edge.id)} {ends} label={_attribute(label)} weight="{weight}"{_gexf_interval(edge)}'
    return f"<edge {head}>{_gexf_values({'relation': edge.type, **edge.properties}, columns)}</edge>"


def _gexf_values(values: Mapping[str, Value], columns: Mapping[str, str]) -> str:
    written = (
        f"<attvalue for={_attribute(name)} value={_attribute(_written(value, columns[name]))}/>"
        for name, value in values.items()
    )
    return f"<attvalues>{''.join(written)}</attvalues>"


def _gexf_interval(item: Item) -> str:
    return "".join(
        f' {name}="{day}"' for name, day in zip(("start", "end"), interval(item.properties), strict=True) if day
    )


def _write_all(write: Callable[[bytes], object], name: bytes, elements: Iterable[str]) -> None:
    write(b"<" + name + b">\n")
    for element in elements:
        write(element.encode() + b"\n")
    write(b"</" + name + b">\n")


def _written(value: Value, kind: str) -> str:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if kind == "float" else str(value)


def _text(value: str) -> str:
    # A reader of XML takes a bare carriage return for a line feed.
    return escape(_ILLEGAL.sub("\ufffd", value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", value))
