"""The command line: each command parses, calls one function and sets the exit code.

Exit codes: 0 all is done; 1 an error, nothing was made; 2 wrong usage; 3 done, but some inputs were skipped.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich.box
import rich.console
import rich.filesize
import rich.progress
import rich.table
import rich.text

from unionkg import __version__
from unionkg.errors import InputError, QueryError, UnionkgError
from unionkg.files import written

if TYPE_CHECKING:
    from unionkg.outputs import Export

DEFAULT_OUT = Path("exports")
_SOME_SKIPPED = 3
_out = click.option(
    "--out", type=click.Path(path_type=Path), default=DEFAULT_OUT, show_default=True, help="Folder of the built graph."
)
_jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, 8),
    show_default="number of cores",
    help="Processes that read documents at the same time.",
)


class _Group(click.Group):
    """Shows an error of ours as one plain message, never as a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UnionkgError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # The reader of our pipe has seen enough (head); keep Python from complaining when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


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
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_out
@_jobs
def build(paths: tuple[Path, ...], out: Path, jobs: int) -> None:
    """Read PATHS (text files, folders) and write the graph, the page and a report.

    Runs can be repeated: documents that did not change are not read again, and a run that was stopped goes on where it
    was.

    \b
    Examples:
      unionkg build articles/
      unionkg build a.txt b.txt --out graph/
    """
    from unionkg.pipeline import build as run
    from unionkg.settings import Settings

    with _progress() as progress:
        made = run(paths, out, Settings(), jobs=jobs, progress=progress)
    statements = sum(len(extraction.statements) for extraction in made.extractions)
    click.echo(
        f"{len(made.extractions)} documents, {len(made.resolution.entities)} entities, {statements} statements.",
        err=True,
    )
    for file in made.files:
        click.echo(str(file))
    _end(made.inputs.skipped)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@_jobs
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
    with _progress() as progress:
        inputs = read_documents(paths, progress)
        for extraction in extract_all(inputs.documents, Settings(), jobs=jobs, progress=progress):
            sys.stdout.buffer.write(to_line(extraction).encode() + b"\n")
    sys.stdout.flush()
    _end(inputs.skipped, is_empty=not inputs.documents)


@main.command()
@click.argument("question", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question.")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@_out
def query(question: str | None, params: tuple[str, ...], format_: str, out: Path) -> None:
    """Ask a named QUESTION, or run SPARQL from a file or from - (standard input).

    Without QUESTION the named ones are listed.

    \b
    Examples:
      unionkg query
      unionkg query career --param person=宋清遥
      unionkg query figures --param subject=暖心驿站 --format csv > figures.csv
      unionkg query my.rq
    """
    from unionkg.store.dataset import open_dataset
    from unionkg.store.questions import load_questions, run_question
    from unionkg.store.sparql import run_sparql
    from unionkg.store.table import questions_table, to_csv, to_json, to_rich

    if question is None:
        _print(questions_table(load_questions().values()))
        return
    with open_dataset(_dataset(out), read_only=True) as dataset:
        if question in load_questions():
            table = run_question(dataset, question, _parameters(params))
        else:
            table = run_sparql(dataset, _sparql(question))
    if format_ == "table":
        _print(to_rich(table))
    else:
        text = to_csv(table) if format_ == "csv" else to_json(table)
        sys.stdout.buffer.write(text.encode())


@main.command()
@click.argument("name")
@_out
def show(name: str, out: Path) -> None:
    """Show all that is known about the entity NAME: posts, relations, figures, with quotes.

    \b
    Examples:
      unionkg show 宋清遥
      unionkg show 暖心驿站 --out graph/
    """
    from unionkg.store.dataset import open_dataset
    from unionkg.store.show import describe, render

    with open_dataset(_dataset(out), read_only=True) as dataset:
        _print(render(describe(dataset, name)))


@main.command()
@_out
def stats(out: Path) -> None:
    """Count what the graph holds: entities, statements, documents.

    \b
    Examples:
      unionkg stats
    """
    from unionkg.store.dataset import open_dataset
    from unionkg.store.stats import count
    from unionkg.store.table import to_rich

    with open_dataset(_dataset(out), read_only=True) as dataset:
        _print(to_rich(count(dataset)))


@main.command()
@_out
def validate(out: Path) -> None:
    """Check the graph against its shapes, and every quote against the text.

    \b
    Examples:
      unionkg validate
    """
    from unionkg.graph.validate import ensure_valid
    from unionkg.store.dataset import open_dataset

    with open_dataset(_dataset(out), read_only=True) as dataset:
        ensure_valid(dataset.store)
        click.echo(f"The graph is sound: {len(dataset)} triples, {len(dataset.documents())} documents.")


@main.command()
@click.argument("format_", metavar="[FORMAT]", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the formats.")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="File to write (default: its usual name in --out)."
)
@_out
def export(format_: str | None, is_list: bool, target: Path | None, out: Path) -> None:
    """Write the graph in FORMAT.

    \b
    Examples:
      unionkg export --list
      unionkg export turtle --to graph.ttl
    """
    from unionkg.outputs import EXPORTS, find_export, run_export
    from unionkg.store.dataset import open_dataset

    if is_list or format_ is None:
        _print(_exports_table(EXPORTS))
        return
    path = target or out / find_export(format_).file
    with open_dataset(_dataset(out), read_only=True) as dataset, _progress(watched=path) as progress:
        progress(f"export {format_}", 0, 0)
        run_export(format_, dataset, path)
    click.echo(str(path))


@main.command()
@click.argument("url")
@click.option("--by-update", is_flag=True, help="URL takes SPARQL Update rather than the Graph Store Protocol.")
@click.option("--with-merge", is_flag=True, help="Also replace the store's default graph by the merge of all graphs.")
@click.option("--again", is_flag=True, help="Send what was sent before too.")
@click.option(
    "--shape", type=click.Choice(["compact", "full"]), default="compact", help="Bolt: facts as edges, or all."
)
@click.option("--database", help="Bolt: the database in the server.")
@click.option("--memgraph", "is_memgraph", is_flag=True, help="Bolt: the server is Memgraph.")
@_out
def push(
    url: str,
    by_update: bool,
    with_merge: bool,
    again: bool,
    shape: str,
    database: str | None,
    is_memgraph: bool,
    out: Path,
) -> None:
    """Send the graph to the store at URL: SPARQL 1.1 over http, Neo4j and its like over bolt. A stopped push goes on.

    Credentials are read from the environment: UNIONKG_PUSH_USER and UNIONKG_PUSH_PASSWORD, or UNIONKG_PUSH_TOKEN; for
    Bolt NEO4J_USER and NEO4J_PASSWORD.

    \b
    Examples:
      unionkg push http://localhost:7878/store
      unionkg push https://example.org/sparql/update --by-update
      unionkg push bolt://localhost:7687 --shape full
    """
    from unionkg.graph.property import property_graph
    from unionkg.outputs.bolt import SCHEMES, push_bolt
    from unionkg.outputs.http import Target
    from unionkg.outputs.push import push as run
    from unionkg.store.dataset import open_dataset

    with open_dataset(_dataset(out), read_only=True) as dataset, _progress() as progress:
        if url.partition("://")[0] in SCHEMES:
            count = push_bolt(
                property_graph(dataset.store, shape),
                url,
                database=database,
                is_memgraph=is_memgraph,
                progress=lambda done, total: progress("push", done, total),
            )
            said = f"{count} nodes and edges sent."
        else:
            pushed = run(
                dataset, Target(url), by_update=by_update, with_merge=with_merge, again=again, progress=progress
            )
            said = f"{pushed.sent} graphs sent ({pushed.triples} triples), {pushed.kept} were there already"
            said += f", {pushed.deleted} deleted."
    click.echo(said)


@main.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put the files in the place of all that the dataset holds.")
@_out
def import_(files: tuple[Path, ...], replace: bool, out: Path) -> None:
    """Make a dataset of FILES that `export` wrote: Turtle, TriG, JSON-LD, N-Triples, N-Quads. They are validated first.

    \b
    Examples:
      unionkg import unionkg.trig --out copy/
    """
    from unionkg.store.importing import import_files

    count = import_files(files, _dataset(out), replace=replace)
    click.echo(f"{count} documents in {_dataset(out)}.")


@main.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--predictions", type=click.Path(path_type=Path, exists=True), help="Lines that `extract` printed before."
)
@click.option("--by-doc", is_flag=True, help="Show each document.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show the first N errors of each kind.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@_jobs
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

    if predictions is not None:
        rows = [json.loads(line) for line in predictions.read_text("utf-8").splitlines() if line.strip()]
    else:
        with _progress() as progress:
            documents = read_documents(list(gold_texts(gold).values()), progress).documents
            rows = [to_json(e) for e in extract_all(documents, Settings(), jobs=jobs, progress=progress)]
    report = score(gold, rows)
    if format_ == "json":
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False))
    else:
        _print(render(report, by_document=by_doc, errors=errors))


def _dataset(out: Path) -> Path:
    """Return the folder of the dataset: within what `build` wrote, or the folder itself."""
    return out if (out / "dataset.json").is_file() else out / "dataset"


def _exports_table(exports: "Mapping[str, Export]") -> rich.table.Table:
    view = rich.table.Table(box=rich.box.SIMPLE_HEAD)
    for heading in ("Name", "File", "About", "Loses", "Needs"):
        view.add_column(heading, overflow="fold", no_wrap=heading == "Name")
    for name, known in exports.items():
        view.add_row(name, known.file, known.about, known.loses, f"unionkg\\[{known.extra}]" if known.extra else "")
    return view


def _parameters(params: tuple[str, ...]) -> dict[str, str]:
    pairs = [param.partition("=") for param in params]
    for name, equals, _ in pairs:
        if not equals:
            raise QueryError(f"'{name}' is no parameter.", offending=name, remedy="Write --param name=value.")
    return {name: value for name, _, value in pairs}


def _sparql(source: str) -> str:
    """Return the SPARQL of a file or of standard input; a word that is neither is an unknown question."""
    from unionkg.store.questions import load_questions

    if source == "-":
        return sys.stdin.read()
    path = Path(source)
    if not path.is_file():
        raise QueryError(
            f"There is no question and no file '{source}'.",
            offending=source,
            remedy=f"Questions: {', '.join(load_questions())}. `unionkg query` lists them with what they ask.",
        )
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not UTF-8 text.", offending=path) from error


def _print(what: object) -> None:
    """Print to the terminal; into a pipe without cutting lines to a width."""
    console = rich.console.Console(width=None if sys.stdout.isatty() else 200, soft_wrap=False)
    console.print(what)


def _end(skipped: tuple[InputError, ...], *, is_empty: bool = False) -> None:
    for error in skipped:
        click.echo(f"Skipped: {error}", err=True)
    if is_empty:
        raise InputError("No document could be read.")
    if skipped:
        sys.exit(_SOME_SKIPPED)


class _Written(rich.progress.ProgressColumn):
    """How much of a file or folder this process has written."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def render(self, task: rich.progress.Task) -> rich.text.Text:
        """Return the size in decimal units."""
        del task
        return rich.text.Text(rich.filesize.decimal(written(self._path)))


class _progress:  # noqa: N801 - used like a function
    """A progress line on the terminal's error stream; silent where nobody watches.

    With `watched`, a file or folder that is being written, it shows how much of it there is instead of a count.
    """

    def __init__(self, *, watched: Path | None = None) -> None:
        self._watched = watched

    def __enter__(self) -> "_progress":
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = rich.console.Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn() if self._watched is None else _Written(self._watched),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("")
        self._bar.start()
        return self

    def __call__(self, step: str, done: int, total: int) -> None:
        self._bar.update(self._task, description=step, completed=done, total=total or None)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


if __name__ == "__main__":
    main()
