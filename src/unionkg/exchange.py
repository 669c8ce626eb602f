"""Commands by which a graph leaves and comes back: export, push, import."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich.box
import rich.table

from unionkg.console import dataset_path, out_option, print_view, progress_line

if TYPE_CHECKING:
    from unionkg.outputs import Export


@click.command()
@click.argument("format_", metavar="[FORMAT]", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the formats.")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="File to write (default: its usual name in --out)."
)
@out_option
def export(format_: str | None, is_list: bool, target: Path | None, out: Path) -> None:
    """Write the graph in FORMAT; without FORMAT the formats are listed.

    \b
    Examples:
      unionkg export --list
      unionkg export turtle --to graph.ttl
    """
    from unionkg.outputs import EXPORTS, find_export, run_export
    from unionkg.store.dataset import open_dataset

    if is_list or format_ is None:
        print_view(_exports_table(EXPORTS))
        return
    path = target or out / find_export(format_).file
    with open_dataset(dataset_path(out), read_only=True) as dataset, progress_line(watched=path) as progress:
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
