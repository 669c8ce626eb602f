"""The graph as tables for people: posts, organisations, initiatives, facilities, figures, sources, statements.

One place says which columns there are; `table_rows.py` keeps the rows, `table_files.py` writes CSV and Parquet,
`workbook.py` a spreadsheet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unionkg.graph.facts import chinese_labels
from unionkg.graph.projection import Edge, Figure, Node, Reading, Witness
from unionkg.iris import concept, relation, term
from unionkg.outputs.table_rows import Cell, Desk, Rows
from unionkg.vocab import ENTITY_CLASSES


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Chinese heading, its type (`string`, `date`, `list`, `integer`, `number`).

    A date has the precision that the text states. `width` is in characters of a spreadsheet; `links` names the sheet
    whose row the value of column `by` identifies.
    """

    name: str
    heading: str
    type: str = "string"
    width: int = 16
    links: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `key` are the columns that identify a row (empty: none do); rows are sorted and read when asked."""

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: Rows
    key: tuple[str, ...] = ("id",)


_SPAN = (Column("start", "起始", "date", 11), Column("end", "截止", "date", 11))
_NAMED = (Column("id", "编号", width=10), Column("name", "名称", width=32), Column("aliases", "别名", "list", 20))
_KIND = Column("kind", "类型", width=12)
_COUNT = Column("documents", "文章数", "integer", 8)
_MODALITY = Column("modality", "状态", width=8)
_TITLE = Column("document", "文章", width=30, links="sources", by="document_id")
_QUOTED = (Column("quote", "原文", width=60), Column("document_id", "文章编号", width=10), _TITLE)


def tables(nodes: Iterable[Node], edges: Iterable[Edge], documents: Iterable[Reading]) -> tuple[Sheet, ...]:
    """Return all tables of the graph, the same for the same graph; each argument is read once.

    Edges without a target are posts without an organisation. Memory does not grow with the graph.
    """
    desk = Desk()
    for document in documents:
        desk.add_source(document, _source_row(document))
    for node in nodes:
        desk.add_node(node)
    for edge in edges:
        _take(edge, desk)
    for node in desk.nodes():
        _lay_out(node, desk)
    heads = (
        ("people", "人物与职务", _PEOPLE, ()),
        ("organizations", "组织", _entity_columns(_ORGANIZATION), ("id",)),
        ("initiatives", "举措", _entity_columns(_SERVICE), ("id",)),
        ("facilities", "阵地", _entity_columns(_FACILITY), ("id",)),
        ("others", "其他实体", (*_NAMED, Column("type", "类别", width=10), _KIND, _COUNT), ("id",)),
        ("figures", "数据", _FIGURES, ()),
        ("statements", "陈述", _STATEMENTS, ()),
        ("sources", "来源", _SOURCES, ("id",)),
    )
    return tuple(Sheet(name, heading, columns, desk.rows(name), key) for name, heading, columns, key in heads)


# A column of the things at the other end of a relation: name, heading, relation, is the row's entity its subject.
_ORGANIZATION = (
    ("leaders", "任职者", "holdsRole", False),
    ("parents", "上级", "partOf", True),
    ("places", "地点", "locatedIn", True),
)
_SERVICE = (("operators", "运营方", "operates", False), ("targets", "服务对象", "targets", True))
_FACILITY = (*_SERVICE, ("places", "地点", "locatedIn", True))
_SHEETS = {
    "Organization": ("organizations", _ORGANIZATION),
    "Initiative": ("initiatives", _SERVICE),
    "Facility": ("facilities", _FACILITY),
}
# The types of the sheet of others, in its order.
_OTHERS = ("Event", "Award", "Place", "Group", "Work")
_PEOPLE = (
    Column("person_id", "编号", width=10),
    Column("person", "姓名", width=12),
    Column("aliases", "别名", "list", 14),
    Column("role", "职务", width=24),
    Column("organization_id", "组织编号", width=10),
    Column("organization", "组织", width=32, links="organizations", by="organization_id"),
    _MODALITY,
    *_SPAN,
    Column("order", "职务顺序", "integer", 9),
    Column("statements", "依据数", "integer", 8),
    *_QUOTED,
)
_FIGURES = (
    Column("entity_id", "编号", width=10),
    Column("entity", "对象", width=28),
    Column("measure", "指标", width=16),
    Column("value", "数值", "number", 12),
    Column("unit", "单位", width=8),
    Column("bound", "界限", width=8),
    Column("counted", "计数对象", width=20),
    *_SPAN,
    Column("place", "地区", width=14),
    _MODALITY,
    Column("speaker", "讲话人", width=12),
    Column("statements", "依据数", "integer", 8),
    *_QUOTED,
)
_STATEMENTS = (
    Column("id", "编号", width=10),
    Column("subject_id", "主语编号", width=10),
    Column("subject", "主语", width=24),
    Column("relation", "关系", width=12),
    Column("relation_zh", "关系名称", width=12),
    Column("object_id", "宾语编号", width=10),
    Column("object", "宾语", width=28),
    Column("role", "职务", width=18),
    Column("measure", "指标", width=16),
    Column("value", "数值", "number", 12),
    Column("unit", "单位", width=8),
    *_SPAN,
    _MODALITY,
    Column("speaker", "讲话人", width=12),
    Column("time", "时间原文", width=14),
    Column("confidence", "置信度", "number", 8),
    Column("origin", "来源方法", width=12),
    *_QUOTED,
    Column("quote_start", "起点", "integer", 8),
    Column("quote_end", "终点", "integer", 8),
)
_SOURCES = (
    Column("id", "编号", width=18),
    Column("title", "标题", width=44),
    Column("publisher", "媒体", width=18),
    Column("published", "发布日期", "date", 12),
    Column("path", "文件", width=40),
    Column("characters", "字数", "integer", 8),
    Column("entities", "实体数", "integer", 8),
)


def _entity_columns(relations: tuple[tuple[str, str, str, bool], ...]) -> tuple[Column, ...]:
    return (*_NAMED, _KIND, *(Column(column, title, "list", 28) for column, title, _, _ in relations), _COUNT)


def _source_row(document: Reading) -> tuple[Cell, ...]:
    return (
        *(document.id, document.title, document.publisher, document.published, document.path),
        len(document.text),
    )


def _take(edge: Edge, desk: Desk) -> None:
    """Keep what the tables show of an edge: its row of posts, its statements, the names at its ends."""
    source, target = desk.label(edge.source), desk.label(edge.target)
    if edge.type == "holdsRole":
        when = (_modality(edge.modality), edge.start, edge.end, edge.order, len(edge.witnesses))
        row = (edge.role, edge.target or None, target, *when, *_quoted(desk, edge.witnesses))
        desk.add_post(edge, row)
    if edge.modality in ("actual", "underway"):
        desk.add_neighbours(edge, source, target)
    said = (edge.source, source, edge.type, _relation_label(edge.type), edge.target or None)
    what: tuple[Cell, ...] = (target, edge.role, None, None, None, edge.start, edge.end)
    for row in _witnessed(desk, edge.witnesses, (*said, *what)):
        desk.add_row("statements", row, repr(row))


def _lay_out(node: Node, desk: Desk) -> None:
    """Keep the rows of a node and of its figures; nodes come by name."""
    head = (node.id, node.label, node.aliases)
    if node.type == "Person":
        posts = desk.posts(node.id) or [(None,) * (len(_PEOPLE) - len(head))]
        for post in posts:
            desk.add_row("people", (*head, *post))
    elif node.type in _SHEETS:
        name, relations = _SHEETS[node.type]
        ends = (desk.neighbours(node.id, relation_, is_subject) for _, _, relation_, is_subject in relations)
        desk.add_row(name, (*head, node.kind, *ends, len(node.documents)))
    else:
        row: tuple[Cell, ...] = (*head, _type_label(node.type), node.kind, len(node.documents))
        desk.add_row("others", row, str(_OTHERS.index(node.type)))
    for figure in node.figures:
        desk.add_row("figures", _figure_row(node, figure, desk))
        said = (node.id, node.label, "observation", _relation_label("observation"), None)
        what = (None, None, figure.measure, figure.value, figure.unit, figure.start, figure.end)
        for row in _witnessed(desk, figure.witnesses, (*said, *what)):
            desk.add_row("statements", row, repr(row))


def _figure_row(node: Node, figure: Figure, desk: Desk) -> tuple[Cell, ...]:
    return (
        *(node.id, node.label, figure.measure, figure.value, figure.unit, _bound(figure), figure.counted),
        *(figure.start, figure.end, desk.label(figure.place), _modality(figure.modality)),
        next((desk.label(w.speaker) for w in figure.witnesses if w.speaker), None),
        len(figure.witnesses),
        *_quoted(desk, figure.witnesses),
    )


def _quoted(desk: Desk, witnesses: tuple[Witness, ...]) -> tuple[Cell, ...]:
    """Return the cells of `_QUOTED` for the first witness."""
    if not witnesses:
        return None, None, None
    first = witnesses[0]
    return first.quote, first.document, desk.title(first.document)


def _witnessed(desk: Desk, witnesses: Iterable[Witness], said: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    for w in witnesses:
        how = (_modality(w.modality), desk.label(w.speaker), w.time, round(w.confidence, 4), w.origin)
        yield (w.id, *said, *how, w.quote, w.document, desk.title(w.document), w.start, w.end)


def _modality(name: str) -> str:
    return chinese_labels().get(concept("modality", name).value, name)


def _bound(figure: Figure) -> str | None:
    return chinese_labels().get(concept("bound", figure.bound).value, figure.bound) if figure.bound else None


def _relation_label(name: str) -> str:
    return chinese_labels().get(relation(name).value, name)


def _type_label(name: str) -> str:
    return chinese_labels().get(term(ENTITY_CLASSES[name]).value, name)
