"""docs/queries.md: each packaged question with its parameters and what it answers on the invented documents."""

from collections.abc import Iterator

from queries.corpus import ASKED, later_dataset

from unionkg.store.dataset import Dataset
from unionkg.store.questions import Parameter, Question, load_questions, run_question
from unionkg.store.table import Table, cell_text

INTRODUCTION = """# Questions

Made by `PYTHONPATH=tests python -m queries.page > docs/queries.md`; a test compares the two. The answers are those of
the invented documents in `tests/graph/example.py` and `tests/queries/corpus.py`; columns that are empty are left out.

```
unionkg query                                          list the questions
unionkg query leaders --param organization=云州市总工会    ask one
unionkg query leaders --param 组织=云州市总工会            the same: parameters have Chinese names too
unionkg query figures --format csv > figures.csv       every figure, for a spreadsheet
unionkg query my.rq                                    any SPARQL of your own; - reads standard input
```

- **Names.** A thing is meant by its full name, an alias, a part of its name that no other has, or its IRI. Where a name
  fits several things, the message lists them. Parameters that ask for *words* find what contains them.
- **Dates** are `2023`, `2023-10` or `2023-10-12`. What has no dates in the text counts for every date.
- **Status** tells apart what is (实际), is being done (推进中), is planned (计划), is asked for (要求), was (曾经) and
  is denied (否定). An answer holds all of them unless the question says otherwise.
- **A reprint is a document**: what two outlets print in the same words counts as two sources.

Each file is SPARQL 1.1 that also runs as it is, with all parameters open, in any other engine that has the data. The
default graph holds each triple once and the ontology beside them. A question of your own is a file of the same form in
`ontology/queries/`: no code is needed.

What your own SPARQL should know: the prefixes of `docs/model.md` are declared; `SERVICE` and updates are refused;
Oxigraph has no time limit; it evaluates `FILTER NOT EXISTS` with a join inside once a row, so write `MINUS`; patterns
that only a later `UNION` or subquery ties together are multiplied out first, so tie them in the same group.
"""


def page() -> str:
    """Return the text of docs/queries.md."""
    data = later_dataset()
    sections = [_section(data, question) for question in load_questions().values()]
    listed = [f"| [{q.name}](#{q.name}) | {q.title_zh} | {q.title_en} |" for q in load_questions().values()]
    head = ["| name | 问题 | question |", "|---|---|---|", *listed]
    return "\n".join([INTRODUCTION, *head, "", *sections])


def _section(data: Dataset, question: Question) -> str:
    asked = ASKED[question.name]
    table = run_question(data, question.name, asked)
    command = " ".join(
        [f"unionkg query {question.name}", *(f"--param {name}={value}" for name, value in asked.items())]
    )
    lines = [
        f"## {question.name}",
        f"{question.title_zh} · {question.title_en}. {question.about}",
        "",
        f"File: [`ontology/queries/{question.name}.rq`](../ontology/queries/{question.name}.rq). "
        + f"Parameters: {'; '.join(map(_parameter, question.parameters))}.",
        "",
        "```",
        command,
        "```",
        *_rows(table),
        "",
    ]
    return "\n".join(lines)


def _parameter(parameter: Parameter) -> str:
    form = " or ".join(parameter.types) if parameter.types else parameter.form
    need = "required" if parameter.is_required else f"default {parameter.default}" if parameter.default else "optional"
    return f"`{parameter.name}` ({parameter.label_zh}; {form}, {need}): {parameter.label_en}"


def _rows(table: Table) -> Iterator[str]:
    shown = [i for i in range(len(table.columns)) if any(row[i] is not None for row in table.rows)]
    yield "| " + " | ".join(table.headings[i] for i in shown) + " |"
    yield "|" + "---|" * len(shown)
    for row in table.rows:
        yield "| " + " | ".join(cell_text(row[i]).replace("|", "\\|").replace("\n", " ") for i in shown) + " |"


if __name__ == "__main__":
    print(page(), end="")
