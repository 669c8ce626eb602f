"""Commands by which a graph leaves, is compared and comes back: export, push, diff, import."""

import contextlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich.box
import rich.table

from unionkg.console import as_of_option, dataset_path, opened, out_option, print_view, progress_line

if TYPE_CHECKING:
    from unionkg.outputs import Export
    from unionkg.store.dataset import Dataset


@click.command()
@click.argument("format_", metavar="[FORMAT]", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the formats.")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="File to write (default: its usual name in --out)."
)
@as_of_option
@out_option
def export(format_: str | None, is_list: bool, target: Path | None, as_of: str | None, out: Path) -> None:
    """Write the graph in FORMAT; without FORMAT the formats are listed.

    \b
    Examples:
      unionkg export --list
      unionkg export turtle --to graph.ttl
      unionkg export html --as-of 2022       the page of a date: unionkg-2022.html
    """
    from unionkg.outputs import EXPORTS, find_export

    if is_list or format_ is None:
        print_view(_exports_table(EXPORTS))
        return
    usual = Path(find_export(format_).file)
    path = target or out / (f"{usual.stem}-{as_of}{usual.suffix}" if as_of else usual)
    write_export(format_, out, path, as_of)


def write_export(format_: str, out: Path, path: Path, as_of: str | None = None) -> None:
    """Write the graph in `out` in a format to `path`, showing progress, and say where it is."""
    from unionkg.outputs import run_export

    with progress_line(watched=path) as progress, opened(out, as_of) as dataset:
        run_export(format_, dataset, path, lambda step, done, total: progress(f"{format_}: {step}", done, total))
    click.echo(str(path))


@click.command()
@click.argument("url")
@click.option("--by-update", is_flag=True, help="URL takes SPARQL Update rather than the Graph Store Protocol.")
@click.option("--with-merge", is_flag=True, help="Also replace the store's default graph by the merge of all graphs.")
@click.option("--again", is_flag=True, help="Send what was sent before too.")
@click.option(
    "--shape", type=click.Choice(["compact", "full"]), default="compact", help="Bolt: facts as edges, or all."
)
@click.option("--database", help="Bolt: the database in the server.")
@click.option("--memgraph", "is_memgraph", is_flag=True, help="Bolt: the server is Memgraph.")
@out_option
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

    with open_dataset(dataset_path(out), read_only=True) as dataset, progress_line() as progress:
        if url.partition("://")[0] in SCHEMES:
            # Reading tells no total; what is given out afterwards is told by the push itself.
            told = lambda step, done, total: None if total else progress(step, done, total)  # noqa: E731
            with property_graph(dataset.store, shape, told) as graph:
                count = push_bolt(
                    graph,
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


@click.command()
@click.argument("before")
@click.argument("after")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "html", "patch"]), default="text", show_default=True
)
@click.option("--to", "target", type=click.Path(path_type=Path), help="File to write (default: standard output).")
@out_option
def diff(before: str, after: str, format_: str, target: Path | None, out: Path) -> None:
    """Show what changed from BEFORE to AFTER: each the folder of a build, or a date of the graph in --out.

    The format `patch` is an RDF Patch: what has to be deleted and added to make one dataset the other.

    \b
    Examples:
      unionkg diff monday/ tuesday/
      unionkg diff 2022 2024 --format html --to changes.html
      unionkg diff exports/ new/ --format patch --to new.rdfp
    """
    from unionkg.files import atomic_write
    from unionkg.outputs.changes import changes_page, changes_text
    from unionkg.store.diff import compare, patch

    with progress_line() as progress, _state(before, out) as one, _state(after, out) as other:
        progress("compare", 0, 0)
        if format_ == "patch":
            data = "".join(f"{line}\n" for line in patch(one, other)).encode()
        else:
            found = compare(one, other)
            if format_ == "html":
                data = changes_page(found, before, after)
            elif format_ == "json":
                data = (json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n").encode()
            else:
                data = changes_text(found).encode()
    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        atomic_write(target, data)
        click.echo(str(target))


def _state(name: str, out: Path) -> "contextlib.AbstractContextManager[Dataset]":
    """Return the dataset of a folder, or of `out` as of a date where `name` is one and no folder."""
    is_date = name[:4].isdecimal() and len(name) in (4, 7, 10) and not Path(name).exists()
    return opened(out, name) if is_date else opened(Path(name))


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put the files in the place of all that the dataset holds.")
@out_option
def import_(files: tuple[Path, ...], replace: bool, out: Path) -> None:
    """Make a dataset of FILES that `export` wrote: Turtle, TriG, JSON-LD, N-Triples, N-Quads. They are validated first.

    \b
    Examples:
      unionkg import unionkg.trig --out copy/
    """
    from unionkg.store.importing import import_files

    path = out if (out / "dataset.json").is_file() else out / "dataset"
    count = import_files(files, path, replace=replace)
    click.echo(f"{count} documents in {path}.")


def _exports_table(exports: "Mapping[str, Export]") -> rich.table.Table:
    view = rich.table.Table(box=rich.box.SIMPLE_HEAD)
    for heading in ("Name", "File", "About", "Loses", "Needs"):
        view.add_column(heading, overflow="fold", no_wrap=heading == "Name")
    for name, known in exports.items():
        needs = (f"unionkg\\[{known.extra}]" if known.extra else "", f"memory: {known.holds}" if known.holds else "")
        view.add_row(name, known.file, known.about, known.loses, "; ".join(filter(None, needs)))
    return view
