"""The graph as tables for people: posts, organisations, initiatives, facilities, figures, sources, statements.

One place says which columns there are; `table_files.py` writes CSV and Parquet, `workbook.py` a spreadsheet.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from unionkg.graph.facts import chinese_labels
from unionkg.graph.projection import Edge, Figure, Node, Projection, Witness
from unionkg.iris import concept, relation, term
from unionkg.vocab import ENTITY_CLASSES

Cell = str | int | float | tuple[str, ...] | None


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
    """One table. `key` are the columns that identify a row (empty: none do); rows are sorted."""

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...] = ("id",)


_SPAN = (Column("start", "起始", "date", 11), Column("end", "截止", "date", 11))
_NAMED = (Column("id", "编号", width=10), Column("name", "名称", width=32), Column("aliases", "别名", "list", 20))
_KIND = Column("kind", "类型", width=12)
_COUNT = Column("documents", "文章数", "integer", 8)
_MODALITY = Column("modality", "状态", width=8)
_TITLE = Column("document", "文章", width=30, links="sources", by="document_id")
_QUOTED = (Column("quote", "原文", width=60), Column("document_id", "文章编号", width=10), _TITLE)


def tables(projection: Projection) -> tuple[Sheet, ...]:
    """Return all tables of the graph, the same for the same graph."""
    view = _View(projection)
    return (
        _people(view),
        _of_type(view, "organizations", "组织", "Organization", _ORGANIZATION),
        _of_type(view, "initiatives", "举措", "Initiative", _SERVICE),
        _of_type(view, "facilities", "阵地", "Facility", (*_SERVICE, ("places", "地点", "locatedIn", True))),
        _others(view),
        _figures(view),
        _statements(view),
        _sources(view),
    )


# A column of the things at the other end of a relation: name, heading, relation, is the row's entity its subject.
_ORGANIZATION = (
    ("leaders", "任职者", "holdsRole", False),
    ("parents", "上级", "partOf", True),
    ("places", "地点", "locatedIn", True),
)
_SERVICE = (("operators", "运营方", "operates", False), ("targets", "服务对象", "targets", True))


class _View:
    """A projection with its indexes."""

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.nodes = {node.id: node for node in projection.nodes}
        self.titles = {document.id: document.title for document in projection.documents}
        self.edges = (*projection.edges, *projection.loose)
        self._around: dict[tuple[str, str, bool], list[Edge]] = {}
        for edge in self.edges:
            if edge.modality in ("actual", "underway"):
                self._around.setdefault((edge.source, edge.type, True), []).append(edge)
                self._around.setdefault((edge.target, edge.type, False), []).append(edge)

    def of_type(self, type_: str) -> list[Node]:
        """Return the nodes of a type, by name."""
        return sorted((n for n in self.projection.nodes if n.type == type_), key=lambda node: (node.label, node.id))

    def label(self, node: str | None) -> str | None:
        """Return the name of a node; None for none."""
        return self.nodes[node].label if node in self.nodes else None

    def ends(self, node: str, type_: str, is_subject: bool) -> tuple[str, ...]:
        """Return the names at the other end of a node's edges of a type, with the role where there is one."""
        found = set()
        for edge in self._around.get((node, type_, is_subject), ()):
            name = self.label(edge.target if is_subject else edge.source)
            if name:
                found.add(f"{name}（{edge.role}）" if edge.role else name)
        return tuple(sorted(found))

    def quoted(self, witnesses: tuple[Witness, ...]) -> tuple[Cell, ...]:
        """Return the cells of `_QUOTED` for the first witness."""
        if not witnesses:
            return None, None, None
        first = witnesses[0]
        return first.quote, first.document, self.titles.get(first.document)


def _people(view: _View) -> Sheet:
    columns = (
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
    posts: dict[str, list[Edge]] = {}
    for edge in view.edges:
        if edge.type == "holdsRole":
            posts.setdefault(edge.source, []).append(edge)
    rows: list[tuple[Cell, ...]] = []
    for node in view.of_type("Person"):
        head = (node.id, node.label, node.aliases)
        for edge in sorted(posts.get(node.id, ()), key=lambda edge: (edge.order or 0, edge.id)):
            where = (edge.target or None, view.label(edge.target))
            when = (_modality(edge.modality), edge.start, edge.end, edge.order, len(edge.witnesses))
            rows.append((*head, edge.role, *where, *when, *view.quoted(edge.witnesses)))
        if node.id not in posts:
            rows.append((*head, *(None,) * (len(columns) - len(head))))
    return Sheet("people", "人物与职务", columns, tuple(rows), ())


def _of_type(
    view: _View, name: str, heading: str, type_: str, relations: tuple[tuple[str, str, str, bool], ...]
) -> Sheet:
    columns = (*_NAMED, _KIND, *(Column(column, title, "list", 28) for column, title, _, _ in relations), _COUNT)
    rows = (
        (
            *(node.id, node.label, node.aliases, node.kind),
            *(view.ends(node.id, relation_, is_subject) for _, _, relation_, is_subject in relations),
            len(node.documents),
        )
        for node in view.of_type(type_)
    )
    return Sheet(name, heading, columns, tuple(rows))


def _others(view: _View) -> Sheet:
    rows = (
        (node.id, node.label, node.aliases, _type_label(type_), node.kind, len(node.documents))
        for type_ in ("Event", "Award", "Place", "Group", "Work")
        for node in view.of_type(type_)
    )
    return Sheet("others", "其他实体", (*_NAMED, Column("type", "类别", width=10), _KIND, _COUNT), tuple(rows))


def _figures(view: _View) -> Sheet:
    columns = (
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
    rows = (
        (
            *(node.id, node.label, figure.measure, figure.value, figure.unit, _bound(figure), figure.counted),
            *(figure.start, figure.end, view.label(figure.place), _modality(figure.modality)),
            next((view.label(w.speaker) for w in figure.witnesses if w.speaker), None),
            len(figure.witnesses),
            *view.quoted(figure.witnesses),
        )
        for node in sorted(view.projection.nodes, key=lambda node: (node.label, node.id))
        for figure in node.figures
    )
    return Sheet("figures", "数据", columns, tuple(rows), ())


def _statements(view: _View) -> Sheet:
    columns = (
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
    rows: set[tuple[Cell, ...]] = set()
    for edge in view.edges:
        said = (edge.source, view.label(edge.source), edge.type, _relation_label(edge.type), edge.target or None)
        what: tuple[Cell, ...] = (view.label(edge.target), edge.role, None, None, None, edge.start, edge.end)
        rows.update(_witnessed(view, edge.witnesses, (*said, *what)))
    for node in view.projection.nodes:
        for figure in node.figures:
            said = (node.id, node.label, "observation", _relation_label("observation"), None)
            what = (None, None, figure.measure, figure.value, figure.unit, figure.start, figure.end)
            rows.update(_witnessed(view, figure.witnesses, (*said, *what)))
    return Sheet("statements", "陈述", columns, tuple(sorted(rows, key=repr)), ())


def _witnessed(view: _View, witnesses: Iterable[Witness], said: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    for w in witnesses:
        how = (_modality(w.modality), view.label(w.speaker), w.time, round(w.confidence, 4), w.origin)
        yield (w.id, *said, *how, w.quote, w.document, view.titles.get(w.document), w.start, w.end)


def _sources(view: _View) -> Sheet:
    columns = (
        Column("id", "编号", width=18),
        Column("title", "标题", width=44),
        Column("publisher", "媒体", width=18),
        Column("published", "发布日期", "date", 12),
        Column("path", "文件", width=40),
        Column("characters", "字数", "integer", 8),
        Column("entities", "实体数", "integer", 8),
    )
    counts: dict[str, int] = {}
    for node in view.projection.nodes:
        for document in node.documents:
            counts[document] = counts.get(document, 0) + 1
    rows = (
        (d.id, d.title, d.publisher, d.published, d.path, len(d.text), counts.get(d.id, 0))
        for d in view.projection.documents
    )
    order: Callable[[tuple[Cell, ...]], tuple[str, str]] = lambda row: (str(row[3] or ""), str(row[0]))  # noqa: E731
    return Sheet("sources", "来源", columns, tuple(sorted(rows, key=order)))


def _modality(name: str) -> str:
    return chinese_labels().get(concept("modality", name).value, name)


def _bound(figure: Figure) -> str | None:
    return chinese_labels().get(concept("bound", figure.bound).value, figure.bound) if figure.bound else None


def _relation_label(name: str) -> str:
    return chinese_labels().get(relation(name).value, name)


def _type_label(name: str) -> str:
    return chinese_labels().get(term(ENTITY_CLASSES[name]).value, name)
