"""What in the graph contradicts itself or wants a person: the answers of all questions that are rules, in one file.

A rule is a file in `ontology/queries/` with a severity in its head; `unionkg query NAME` gives its rows as a table.
"""

from collections.abc import Iterator
from pathlib import Path

from unionkg.files import atomic_write
from unionkg.store.dataset import Dataset
from unionkg.store.questions import SEVERITIES, Question, load_questions, run_question
from unionkg.store.table import Table, cell_text
from unionkg.text import to_markdown

_SHOWN = 50
_WORDS = {"warning": "矛盾 warning", "note": "提示 note"}


def findings(dataset: Dataset) -> Iterator[tuple[Question, Table]]:
    """Yield each rule with the rows that it finds, the severe ones first.

    Raises:
        ResourceError: a packaged question is malformed.
    """
    rules = [question for question in load_questions().values() if question.severity]
    for question in sorted(rules, key=lambda rule: (SEVERITIES.index(rule.severity or ""), rule.name)):
        yield question, run_question(dataset, question.name)


def write_findings(dataset: Dataset, path: Path) -> None:
    """Write the findings to `path` as Markdown, in one step; the first 50 of each rule."""
    atomic_write(path, ("\n".join(_lines(list(findings(dataset)))) + "\n").encode())


def _lines(found: list[tuple[Question, Table]]) -> Iterator[str]:
    yield from (
        "# 需要核对之处 / Findings",
        "",
        "| 规则 Rule | 问题 Question | 级别 Severity | 条数 Rows |",
        "|---|---|---|---:|",
    )
    for rule, table in found:
        title = f"{rule.title_zh} {rule.title_en}"
        yield f"| {rule.name} | {title} | {_WORDS[rule.severity or 'note']} | {len(table.rows)} |"
    for rule, table in found:
        if not table.rows:
            continue
        yield from ("", f"## {rule.title_zh} / {rule.title_en}", "", rule.about, "")
        for row in table.rows[:_SHOWN]:
            named = zip(table.headings, row, strict=True)
            yield "- " + "; ".join(
                f"{heading.split()[0]}: {to_markdown(cell_text(cell))}" for heading, cell in named if cell is not None
            )
        if len(table.rows) > _SHOWN:
            yield f"- … {len(table.rows) - _SHOWN}: `unionkg query {rule.name}`"
