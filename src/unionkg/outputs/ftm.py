"""FollowTheMoney entities as JSON lines, for OpenAleph and the tools around it (https://followthemoney.tech/).

A post becomes a Position of its organisation and an Occupancy; every other relation is the schema nearest to it, or an
UnknownLink with the relation as its role. Each entity names its documents as `proof`; a Mention stands for each name of
a person or an organisation in a document.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from unionkg.files import replacing
from unionkg.graph.facts import chinese_labels
from unionkg.graph.projection import Edge, Node, Projecting, Reading, Witness
from unionkg.iris import relation
from unionkg.model import content_hash
from unionkg.sorting import sorted_lines

Record = dict[str, object]
Properties = dict[str, list[str]]

_PUBLIC = frozenset("工会 工会机构 党组织 政府机关 人大 政协 司法机关 群团组织".split())
_SCHEMAS = {
    "Person": "Person",
    "Initiative": "Project",
    "Event": "Event",
    "Place": "Address",
    "Facility": "Organization",
    "Group": "Organization",
    "Work": "Document",
    "Award": "Note",
}
# relation: the schema of the edge, the property of its subject, that of its object, the classes that both must have.
_EDGES = {
    "memberOf": ("Membership", "member", "organization", ("Person", "Organization")),
    "operates": ("ProjectParticipant", "participant", "project", ("Organization", "Project")),
}
_LEGAL = frozenset({"Person", "Organization", "PublicBody", "Company"})
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# What is planned, demanded or denied is no fact to a reader of this format.
_STATUS = {"actual": "", "underway": "", "past": "ended"}


def write_ftm(view: Projecting, path: Path) -> None:
    """Write one entity a line, sorted by ID, in one step; equal graphs give equal bytes."""
    lines = (json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in entities(view))
    with replacing(path) as out:
        # The ID comes first in a line, so the order of the lines is that of the IDs.
        out.writelines(sorted_lines(line.encode("utf-8", "replace") for line in lines))


def entities(view: Projecting) -> Iterator[Record]:
    """Yield all entities of the graph; a post comes once with each of its holders, alike each time."""
    yield from map(_article, view.documents())
    for node in view.nodes():
        yield _node(node)
        yield from _mentions(node)
    for edge in view.edges():
        if edge.modality not in _STATUS:
            continue
        if edge.type == "holdsRole":
            yield from _post(edge, view)
        elif edge.target:
            yield _link(edge, view)


def _record(id_: str, schema: str, properties: Properties) -> Record:
    filled = {name: sorted({v.strip() for v in values if v.strip()}) for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in filled.items() if values}}


def _id(*parts: str) -> str:
    """Return an ID that FollowTheMoney takes: no `/`."""
    return "ukg-" + "-".join(part.replace("/", "-") for part in parts)


def _document(id_: str) -> str:
    return _id("document", id_)


def _schema(node: Node) -> str:
    """Return the schema of a node; unions, party and state bodies are public bodies."""
    if node.type == "Organization":
        return "PublicBody" if node.kind in _PUBLIC else "Company" if node.kind == "企业" else "Organization"
    return _SCHEMAS[node.type]


def _article(document: Reading) -> Record:
    properties: Properties = {
        "title": [document.title],
        "fileName": [document.path.rpartition("/")[2]],
        "publisher": [document.publisher or ""],
        "publishedAt": [document.published or ""],
        "bodyText": [document.text],
        "language": ["zho"],
    }
    return _record(_document(document.id), "Article", properties)


def _node(node: Node) -> Record:
    schema = _schema(node)
    properties: Properties = {
        "name": [node.label],
        "alias": list(node.aliases),
        "proof": [_document(document) for document in node.documents],
        "keywords": [node.kind or ""],
        "summary": [_figure_text(node)],
    }
    if schema == "Document":
        properties |= {"title": [node.label], "fileName": [node.label]}
    elif schema == "Address":
        properties |= {"full": [node.label], "country": ["cn"]}
    elif schema in _LEGAL - {"Person"}:
        properties |= {"country": ["cn"]}
    return _record(_id(node.id), schema, properties)


def _figure_text(node: Node) -> str:
    return "；".join(dict.fromkeys(w.quote for figure in node.figures for w in figure.witnesses))


def _mentions(node: Node) -> Iterator[Record]:
    schema = _schema(node)
    for document in node.documents if schema in _LEGAL else ():
        properties: Properties = {
            "document": [_document(document)],
            "resolved": [_id(node.id)],
            "name": [node.label, *node.aliases],
            "detectedSchema": [schema],
        }
        yield _record(_id("mention", content_hash(node.id, document)), "Mention", properties)


def _said(edge: Edge) -> Properties:
    """Return what every edge has: its dates, whether it is over, its quotes and its documents."""
    return {
        "startDate": _dates(edge.start),
        "endDate": _dates(edge.end),
        "status": [_STATUS[edge.modality]],
        "description": [_quote(witness) for witness in edge.witnesses],
        "proof": [_document(witness.document) for witness in edge.witnesses],
    }


def _quote(witness: Witness) -> str:
    return f"“{witness.quote}”"


def _dates(date: str | None) -> list[str]:
    return [date] if date and _DATE.fullmatch(date) else []


def _post(edge: Edge, view: Projecting) -> Iterator[Record]:
    """Yield a post and its occupancy."""
    role = edge.role or edge.label
    post = _id("position", content_hash(edge.target, role))
    properties: Properties = {"name": [f"{view.name(edge.target) or ''}{role}"], "country": ["cn"]}
    if edge.target:
        properties["organization"] = [_id(edge.target)]
    yield _record(post, "Position", properties)
    ends: Properties = {"holder": [_id(edge.source)], "post": [post]}
    yield _record(_id("edge", edge.id), "Occupancy", _said(edge) | ends)


def _link(edge: Edge, view: Projecting) -> Record:
    """Return the edge as the schema that fits both ends, else as an UnknownLink."""
    ends = view.type(edge.source) or "", view.type(edge.target) or ""
    label = chinese_labels().get(relation(edge.type).value, edge.type)
    known = _EDGES.get(edge.type)
    fits = known and (ends[0], _SCHEMAS.get(ends[1], ends[1])) == known[3]
    schema, source, target = known[:3] if known and fits else ("UnknownLink", "subject", "object")
    said = _said(edge) | {source: [_id(edge.source)], target: [_id(edge.target)], "role": [edge.role or label]}
    return _record(_id("edge", edge.id), schema, said)
