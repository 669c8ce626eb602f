"""What the review commands share: who decides, where the ledger lies, and how a decision is written."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from unionkg.console import ledger_option, out_option, reading, typed
from unionkg.errors import SettingsError

if TYPE_CHECKING:
    from unionkg.curation.decisions import Decision
    from unionkg.curation.desk import Desk
    from unionkg.curation.ledger import Ledger
    from unionkg.store.dataset import Dataset

_Command = TypeVar("_Command", bound=Callable[..., object])


def looks(command: _Command) -> _Command:
    """Give a command the options that say which graph and which ledger it reads."""
    return out_option(ledger_option(command))


def decides(command: _Command) -> _Command:
    """Give a command the options of one that decides: also who does, and why."""
    by = click.option("--by", envvar="UNIONKG_BY", show_envvar=True, metavar="NAME", help="Who decides.")
    note = click.option("--note", default="", metavar="TEXT", help="Why; it is kept with the decision.")
    return looks(by(note(command)))


def ledger_path(out: Path, ledger: Path | None) -> Path:
    """Return the ledger that is named, else that of the last build into `out`.

    Raises:
        StoreError: nothing was built there.
    """
    from unionkg.reviewing import read_queue

    return ledger or read_queue(out).ledger


@contextlib.contextmanager
def at_ledger(out: Path, ledger: Path | None) -> Iterator[tuple["Dataset", "Ledger"]]:
    """Open the built graph and read its ledger; lines that are no decision are told on the error stream."""
    from unionkg.curation.ledger import read_ledger

    known = read_ledger(ledger_path(out, ledger))
    for error in known.errors:
        click.echo(f"Skipped: {error}", err=True)
    with reading(out) as dataset:
        yield dataset, known


def decide(
    out: Path,
    ledger: Path | None,
    by: str | None,
    note: str,
    draft: Callable[["Desk"], Iterable["Decision"]],
    *,
    is_signed: bool = False,
) -> None:
    """Write what `draft` decides at the desk into the ledger, and say so. `is_signed`: it brings signatures along.

    Raises:
        SettingsError: nobody signs.
    """
    from unionkg.curation.desk import Desk, now
    from unionkg.curation.ledger import append
    from unionkg.store.table import printable

    signed = typed(by or "").strip()
    if not (signed or is_signed):
        remedy = "Say who decides: --by NAME, or set UNIONKG_BY once."
        raise SettingsError("A decision is signed.", offending=by, remedy=remedy)
    with at_ledger(out, ledger) as (dataset, known):
        made = tuple(draft(Desk(dataset.store, known, signed, now(), typed(note))))
    path = ledger_path(out, ledger)
    if not made:
        click.echo(f"{path} says so already; nothing was written.")
        return
    append(path, made)
    for decision in made:
        click.echo(printable(f"{decision.id}  {decision.decision}  {decision.about()}").plain)
    click.echo(f"Written to {path}. It takes effect with the next build: unionkg build PATH", err=True)
