"""The command line: each command parses, calls one function and sets the exit code.

Exit codes: 0 all is done; 1 an error, nothing was made; 2 wrong usage; 3 done, but some inputs were skipped; 130
stopped with Ctrl-C.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from unionkg import __version__, exchange, review
from unionkg.completion import complete_parameter, complete_question
from unionkg.console import (
    as_of_option,
    jobs_option,
    ledger_option,
    out_option,
    print_view,
    progress_line,
    reading,
    typed,
)
from unionkg.errors import InputError, QueryError, UnionkgError
from unionkg.serving import serve

_SOME_SKIPPED, _STOPPED = 3, 130


class _Group(click.Group):
    """Shows an error of ours, and one of the system, as one plain message, never as a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UnionkgError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # The reader of our pipe has seen enough (head); keep Python from complaining when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'The system'}: {error.strerror}.") from error
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(_STOPPED)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            _speak_chinese(stream)
        return super().main(*args, **kwargs)


def _speak_chinese(stream: object) -> None:
    """Make the stream able to write Chinese whatever the locale (LC_ALL=C); one that is able keeps its encoding."""
    if not isinstance(stream, io.TextIOWrapper):
        return
    try:
        "工会─".encode(stream.encoding)
        stream.reconfigure(errors="replace")
    except (UnicodeEncodeError, LookupError):
        stream.reconfigure(encoding="utf-8", errors="replace")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Read Chinese news about unions; build, query and explore a knowledge graph whose every statement has its quote.

    \b
    Examples:
      unionkg build articles/               read a folder, write exports/
      unionkg query                         list the questions that can be asked
      unionkg query leaders --param organization=霁州市总工会
      unionkg show 霁州市总工会              all about one entity, with quotes

    \b
    Exit codes: 0 done, 1 error, 2 wrong usage, 3 done but some inputs were skipped, 130 stopped with Ctrl-C.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@out_option
@jobs_option
@ledger_option
@click.option("--site", type=click.Path(path_type=Path), help="Also write linked pages into this folder.")
@click.option(
    "--no-export", is_flag=True, help="Renew the dataset and the report only; Turtle, page … stay as they were."
)
@click.option("--no-inference", is_flag=True, help="Leave out what follows by standard terms (org:memberOf …).")
def build(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int,
    ledger: Path | None,
    site: Path | None,
    no_export: bool,
    no_inference: bool,
) -> None:
    """Read PATHS (text files, folders) and write the graph, the page and a report.

    Runs can be repeated: of the dataset only what changed is written, a document that is gone takes along what it
    alone said, and a run that was stopped goes on where it was. Turtle, TriG, JSON-LD and the page are written whole,
    which on thousands of documents takes most of the time: --no-export leaves them; `query`, `show` and `export` see
    the new state all the same. Decisions of people (`unionkg review`) are applied, from curation/ledger.jsonl beside
    the first of PATHS or from --ledger. Exit code 3: done, but some inputs were skipped; each is named with the reason.

    \b
    Examples:
      unionkg build articles/
      unionkg build a.txt b.txt --out graph/
      unionkg build articles/ --site pages/
      unionkg build articles/ --no-export    what came in today, in seconds; then: unionkg export html
    """
    from unionkg.pipeline import build as run
    from unionkg.reviewing import counted, overlooked
    from unionkg.settings import Settings

    if notice := overlooked(out, ledger, paths):
        click.echo(notice, err=True)
    try:
        with progress_line() as progress:
            made = run(
                paths,
                out,
                Settings(),
                jobs=jobs,
                ledger=ledger,
                with_exports=not no_export,
                with_inference=not no_inference,
                progress=progress,
            )
    except KeyboardInterrupt:
        click.echo("Stopped. What was read is kept: the same command goes on from there.", err=True)
        sys.exit(_STOPPED)
    for notice in made.notices:
        click.echo(notice, err=True)
    statements = sum(len(extraction.statements) for extraction in made.extractions)
    click.echo(
        f"{len(made.extractions)} documents, {len(made.resolution.entities)} entities, {statements} statements; "
        f"{made.rewritten} documents written.",
        err=True,
    )
    if made.ledger.entries:
        click.echo(counted(made.ledger, made.outcomes), err=True)
    for file in made.files:
        click.echo(str(file))
    if site is not None:
        exchange.write_export("site", out, site)
    _end((*made.inputs.skipped, *made.ledger.errors))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@jobs_option
def extract(paths: tuple[Path, ...], format_: str, jobs: int) -> None:
    """Print what is found in PATHS, one JSON object a document, without building a graph.

    \b
    Examples:
      unionkg extract article.txt --format jsonl | jq .entities
    """
    from unionkg.interchange import to_line
    from unionkg.pipeline import extract_all, read_documents
    from unionkg.settings import Settings

    del format_
    with progress_line() as progress:
        inputs = read_documents(paths, progress)
        for extraction in extract_all(inputs.documents, Settings(), jobs=jobs, progress=progress):
            _write(to_line(extraction) + "\n")
    _end(inputs.skipped, is_empty=not inputs.documents)


@main.command()
@click.argument("question", required=False, shell_complete=complete_question)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question.",
    shell_complete=complete_parameter,
)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@as_of_option
@out_option
def query(question: str | None, params: tuple[str, ...], format_: str, as_of: str | None, out: Path) -> None:
    """Ask a named QUESTION, or run SPARQL from a file or from - (standard input).

    Without QUESTION the named ones are listed.

    \b
    Examples:
      unionkg query
      unionkg query career --param person=宋清遥
      unionkg query figures --param subject=暖心驿站 --format csv > figures.csv
      unionkg query leaders --param organization=霁州市总工会 --as-of 2022-06
      unionkg query my.rq
    """
    from unionkg.store.questions import explorer_fragment, load_questions, run_question
    from unionkg.store.sparql import run_sparql
    from unionkg.store.table import questions_table, to_csv, to_json, to_rich

    questions = load_questions()
    if question is None:
        print_view(questions_table(questions.values()))
        return
    values = _parameters(params)
    if question in questions:
        with reading(out, as_of) as dataset:
            table = run_question(dataset, question, values, questions=questions)
            fragment = explorer_fragment(dataset, question, values)
        page = out / "unionkg.html"
        if fragment and format_ == "table" and not as_of and page.is_file():
            click.echo(f"In the explorer: {page.resolve().as_uri()}#{fragment}", err=True)
    else:
        sparql = _sparql(question, list(questions))
        if values:
            raise click.UsageError("--param belongs to a named question; write values into the SPARQL itself.")
        with reading(out, as_of) as dataset:
            table = run_sparql(dataset, sparql)
    if format_ == "table":
        print_view(to_rich(table))
    else:
        _write(to_csv(table) if format_ == "csv" else to_json(table) + "\n")


@main.command()
@click.argument("name")
@as_of_option
@out_option
def show(name: str, as_of: str | None, out: Path) -> None:
    """Show all that is known about the entity NAME: posts, relations, figures, with quotes.

    \b
    Examples:
      unionkg show 宋清遥
      unionkg show 暖心驿站 --out graph/
      unionkg show 霁州市总工会 --as-of 2022
    """
    from unionkg.store.show import describe, render

    with reading(out, as_of) as dataset:
        card = describe(dataset, typed(name))
    print_view(render(card))


@main.command()
@out_option
def stats(out: Path) -> None:
    """Count what the graph holds: entities, statements, documents.

    \b
    Examples:
      unionkg stats
    """
    from unionkg.store.stats import count
    from unionkg.store.table import to_rich

    with reading(out) as dataset:
        counted = count(dataset)
    print_view(to_rich(counted))


@main.command()
@out_option
def validate(out: Path) -> None:
    """Check the graph against its shapes, and every quote against the text.

    \b
    Examples:
      unionkg validate
    """
    from unionkg.graph.validate import ensure_valid

    with reading(out) as dataset:
        ensure_valid(dataset.data())
        message = f"The graph is sound: {len(dataset)} triples, {len(dataset.documents())} documents."
    click.echo(message)


@main.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--predictions", type=click.Path(path_type=Path, exists=True), help="Lines that `extract` printed before."
)
@click.option("--by-doc", is_flag=True, help="Show each document.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show the first N errors of each kind.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@jobs_option
def evaluate(gold: Path, predictions: Path | None, by_doc: bool, errors: int, format_: str, jobs: int) -> None:
    """Score the extraction against the annotated documents in the folder GOLD.

    \b
    Examples:
      unionkg evaluate gold/dev
      unionkg evaluate gold/dev --errors 20
    """
    from unionkg.evaluation import evaluate as score
    from unionkg.evaluation import gold_texts, render
    from unionkg.interchange import to_json
    from unionkg.pipeline import extract_all, read_documents
    from unionkg.settings import Settings

    skipped: tuple[InputError, ...] = ()
    if predictions is not None:
        rows = _predictions(predictions)
    else:
        with progress_line() as progress:
            inputs = read_documents(list(gold_texts(gold).values()), progress)
            skipped = inputs.skipped
            rows = [to_json(e) for e in extract_all(inputs.documents, Settings(), jobs=jobs, progress=progress)]
    report = score(gold, rows)
    if format_ == "json":
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False))
    else:
        print_view(render(report, by_document=by_doc, errors=errors))
    _end(skipped)


def _predictions(path: Path) -> list[Any]:
    """Return the objects of a file with one JSON object a line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text.", offending=path) from error
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            rows += [json.loads(line)] if line.strip() else []
        except json.JSONDecodeError as error:
            message = f"{path}, line {number}: is not JSON ({error.msg})."
            remedy = "Write the file with `unionkg extract PATH > FILE`."
            raise InputError(message, offending=line, remedy=remedy) from error
    return rows


def _parameters(params: tuple[str, ...]) -> dict[str, str]:
    pairs = [param.partition("=") for param in params]
    for name, equals, _ in pairs:
        if not equals:
            raise QueryError(f"'{name}' is no parameter.", offending=name, remedy="Write --param name=value.")
    return {typed(name): typed(value) for name, _, value in pairs}


def _sparql(source: str, questions: list[str]) -> str:
    """Return the SPARQL of a file or of standard input; a word that is neither is an unknown question."""
    path = Path(source)
    if source != "-" and not path.is_file():
        raise QueryError(
            f"There is no question and no file '{source}'.",
            offending=source,
            remedy=f"Questions: {', '.join(questions)}. `unionkg query` lists them with what they ask.",
        )
    try:
        return (sys.stdin.buffer.read() if source == "-" else path.read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        name = "Standard input" if source == "-" else path
        raise QueryError(f"{name} is not UTF-8 text.", offending=source, remedy="Save the query as UTF-8.") from error


def _write(text: str) -> None:
    """Write what programs read: UTF-8 whatever the terminal, line ends as they are."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _end(skipped: tuple[InputError, ...], *, is_empty: bool = False) -> None:
    for error in skipped:
        click.echo(f"Skipped: {error}", err=True)
    if is_empty:
        raise InputError("No document could be read.")
    if skipped:
        sys.exit(_SOME_SKIPPED)


for _command in (exchange.export, exchange.push, exchange.diff, exchange.import_, review.review, serve):
    main.add_command(_command)

if __name__ == "__main__":
    main()
