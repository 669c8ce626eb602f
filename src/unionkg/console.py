"""What the commands share: options, the graph that they read, what they print, and progress."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich.console
import rich.filesize
import rich.progress
import rich.text

from unionkg.errors import StoreError
from unionkg.files import written

if TYPE_CHECKING:
    from unionkg.store.dataset import Dataset

DEFAULT_OUT = Path("exports")
# Into a pipe; programs ask for csv or json, which fold no lines.
_PIPE_WIDTH = 200
out_option = click.option(
    "--out", type=click.Path(path_type=Path), default=DEFAULT_OUT, show_default=True, help="Folder of the built graph."
)
as_of_option = click.option(
    "--as-of", metavar="DATE", help="Only what was said to hold then: 2023, 2023-10 or 2023-10-12 (docs/time.md)."
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, 8),
    show_default="number of cores",
    help="Processes that read documents at the same time.",
)
ledger_option = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="UNIONKG_LEDGER",
    show_envvar=True,
    help="File of people's decisions (default: curation/ledger.jsonl beside the first path that was built).",
)


class Console(rich.console.Console):
    """A terminal whose reader may leave early (head) without that being an error."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def dataset_path(out: Path) -> Path:
    """Return the folder of the dataset that `build` wrote into `out`, or `out` itself; raise StoreError for neither."""
    path = next((place for place in (out, out / "dataset") if (place / "dataset.json").is_file()), None)
    if path is None:
        below = sorted(found.parents[1] for found in out.glob("*/dataset/dataset.json"))
        remedy = f"Build one: unionkg build PATH --out {out}"
        remedy = f"Did you mean --out {below[0]}? Else build one: unionkg build PATH --out {out}" if below else remedy
        raise StoreError(f"There is no graph in {out}.", offending=out, remedy=remedy)
    return path


def typed(text: str) -> str:
    """Return what was typed: in a locale without UTF-8, Python hands over Chinese as escaped bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text).decode("utf-8", "replace")
    return text


@contextlib.contextmanager
def reading(out: Path, as_of: str | None = None) -> Iterator["Dataset"]:
    """Open the dataset as `opened` does, and show that something goes on."""
    with progress_line() as progress:
        progress("reading the graph", 0, 0)
        with opened(out, as_of) as dataset:
            yield dataset


@contextlib.contextmanager
def opened(out: Path, as_of: str | None = None) -> Iterator["Dataset"]:
    """Open the dataset that `build` wrote into the folder, or the folder itself.

    With `as_of`, give what it says to hold on that date.
    """
    from unionkg.store.as_of import as_of as at
    from unionkg.store.dataset import open_dataset

    with open_dataset(dataset_path(out), read_only=True) as dataset:
        yield at(dataset, as_of) if as_of else dataset


def print_view(what: object) -> None:
    """Print tables and texts, folded at the width of the terminal."""
    Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH).print(what)


class _Written(rich.progress.ProgressColumn):
    """How much of a file or folder this process has written."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def render(self, task: rich.progress.Task) -> rich.text.Text:
        """Return the size in decimal units."""
        del task
        return rich.text.Text(rich.filesize.decimal(written(self._path)))


@contextlib.contextmanager
def progress_line(*, watched: Path | None = None) -> Iterator[Callable[[str, int, int], None]]:
    """Give the function that moves a progress line on the terminal's error stream; silent where nobody watches.

    With `watched`, a file or folder that is being written, it shows how much of it there is instead of a count.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = rich.console.Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn() if watched is None else _Written(watched),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        yield show
