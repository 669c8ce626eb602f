"""The report of an evaluation as tables for a terminal."""

from collections import Counter
from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from unionkg.evaluation.report import ALL, LAYERS, Mistake, Report, Score

_COLUMNS = ("P", "R", "F1", "right", "spurious", "missed")


def render(report: Report, *, by_document: bool = False, errors: int = 0) -> Group:
    """Return the report for `rich.print`: a table by type, on demand one by document and the first errors of each kind.

    >>> from rich.console import Console
    >>> report = Report({"entity": {"ALL": Score(tp=1)}}, {"status": (1, 2)})
    >>> Console().print(render(report).renderables[-1])
    status agrees on 1/2 right relations
    """
    parts: list[RenderableType] = [_types(report)]
    if by_document:
        parts.append(_documents(report))
    parts += [
        Text(f"{name} agrees on {right}/{judged} right relations") for name, (right, judged) in report.agreement.items()
    ]
    if report.missing:
        parts.append(Text(f"no prediction for: {' '.join(report.missing)}"))
    parts += [Text(str(mistake), no_wrap=True, overflow="ignore") for mistake in _first(report.mistakes, errors)]
    return Group(*parts)


def _types(report: Report) -> Table:
    table = Table("", *_COLUMNS, title="Score by type", box=box.SIMPLE_HEAD)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    for layer in LAYERS:
        rows = report.tables.get(layer, {})
        table.add_section()
        table.add_row(layer, *_cells(rows.get(ALL, Score())), style="bold")
        # A layer of one type has nothing to break down.
        for type_, score in rows.items() if len(rows) > 2 else ():
            if type_ != ALL:
                table.add_row(f"  {type_}", *_cells(score))
    return table


def _documents(report: Report) -> Table:
    table = Table("document", *LAYERS, title="F1 by document", box=box.SIMPLE_HEAD)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    for stem, row in report.documents.items():
        table.add_row(stem, *(f"{row[layer].f1:.3f}" for layer in LAYERS))
    return table


def _cells(score: Score) -> list[str]:
    ratios = [f"{ratio:.3f}" for ratio in (score.precision, score.recall, score.f1)]
    return [*ratios, str(score.tp), str(score.fp), str(score.fn)]


def _first(mistakes: Iterable[Mistake], limit: int) -> list[Mistake]:
    shown: Counter[tuple[str, bool]] = Counter()
    chosen = []
    for mistake in mistakes:
        kind = (mistake.layer, mistake.is_spurious)
        shown[kind] += 1
        if shown[kind] <= limit:
            chosen.append(mistake)
    return chosen
