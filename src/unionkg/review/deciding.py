"""The review commands that decide. Each writes lines of the ledger and nothing else."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from unionkg.console import typed
from unionkg.errors import InputError
from unionkg.review.common import decide, decides

_SOME_SKIPPED = 3


@click.command()
@click.argument("statements", nargs=-1, required=True, metavar="STATEMENT…")
@decides
def accept(statements: tuple[str, ...], by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Confirm statements: their quotes say so.

    \b
    Examples:
      unionkg review accept 3f2a9c41d0e8b7a6 --by 李审核
    """
    decide(out, ledger, by, note, lambda desk: desk.judge("accept", statements))


@click.command()
@click.argument("statements", nargs=-1, required=True, metavar="STATEMENT…")
@decides
def reject(statements: tuple[str, ...], by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Reject statements: their quotes do not say so. They leave every answer and picture, and are kept, marked.

    \b
    Examples:
      unionkg review reject 3f2a9c41d0e8b7a6 91d0 --note "the post is his predecessor's"
    """
    decide(out, ledger, by, note, lambda desk: desk.judge("reject", statements))


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@decides
def merge(left: str, right: str, by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Say that A and B are one. Each is a name, an IRI, or the end of one (person/00c1d2…).

    The IRI of the older one stays, the other one leads to it. A decision that kept them apart is taken back.

    \b
    Examples:
      unionkg review merge person/4be1c07a55d2f390 person/00c1d2e3f4a5b6c7
    """
    decide(out, ledger, by, note, lambda desk: desk.merge(typed(left), typed(right)))


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="[B]", required=False)
@click.option(
    "--in", "titles", multiple=True, metavar="DOCUMENT", help="In this document A is another one; repeatable."
)
@decides
def split(
    left: str,
    right: str | None,
    titles: tuple[str, ...],
    by: str | None,
    note: str,
    out: Path,
    ledger: Path | None,
) -> None:
    """Say that A and B are two, or that A is another one in some of its documents (title, path or ID).

    \b
    Examples:
      unionkg review split 李静 --in 霁州市总工会召开全委会
      unionkg review split person/4be1c07a55d2f390 person/00c1d2e3f4a5b6c7
    """
    if bool(right) == bool(titles):
        raise click.UsageError("Name either B, or with --in the documents in which A is another one.")
    other = typed(right) if right else None
    decide(out, ledger, by, note, lambda desk: desk.split(typed(left), other, [typed(title) for title in titles]))


@click.command()
@click.argument("name", metavar="A")
@click.argument("new", metavar="NAME")
@decides
def rename(name: str, new: str, by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Give A another NAME; the old one becomes an alias, the IRI stays.

    \b
    Examples:
      unionkg review rename 霁州总工会 霁州市总工会
    """
    decide(out, ledger, by, note, lambda desk: desk.rename(typed(name), typed(new)))


@click.command()
@click.argument("name", metavar="A")
@click.argument("type_", metavar="TYPE")
@decides
def retype(name: str, type_: str, by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Give A another TYPE: Person, Organization, Initiative, Facility, Event, Award, Place, Group, Work.

    \b
    Examples:
      unionkg review retype 网约车司机小站 Facility
    """
    decide(out, ledger, by, note, lambda desk: desk.retype(typed(name), type_))


@click.command()
@click.argument("statement")
@click.option("--role", metavar="TITLE", help="The title of the post.")
@click.option("--start", metavar="DATE", help="From when: 2023, 2023-10 or 2023-10-12.")
@click.option("--end", metavar="DATE", help="Until when, likewise.")
@decides
def edit(
    statement: str,
    role: str | None,
    start: str | None,
    end: str | None,
    by: str | None,
    note: str,
    out: Path,
    ledger: Path | None,
) -> None:
    """Correct the role or the dates of a STATEMENT; an empty text takes a date away.

    \b
    Examples:
      unionkg review edit 3f2a9c41d0e8b7a6 --role 副主席 --start 2023-10
      unionkg review edit 3f2a9c41d0e8b7a6 --end ""
    """
    given = {"role": role, "start": start, "end": end}
    changes = {key: typed(value) or None for key, value in given.items() if value is not None}
    if not changes:
        raise click.UsageError("Say what changes: --role, --start, --end or several of them.")
    if "role" in changes and changes["role"] is None:
        raise click.UsageError("A role cannot be empty; reject the statement if there is none.")
    decide(out, ledger, by, note, lambda desk: desk.edit(statement, changes))


@click.command()
@click.argument("decisions", nargs=-1, metavar="[DECISION…]")
@click.option("--last", "is_last", is_flag=True, help="The last one of yours that is in force.")
@decides
def undo(decisions: tuple[str, ...], is_last: bool, by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Take decisions back, by the IDs that `review log` shows. An undo can be undone too.

    \b
    Examples:
      unionkg review undo --last
      unionkg review undo 90ab12
    """
    if bool(decisions) == is_last:
        raise click.UsageError("Name the decisions, or say --last.")
    decide(out, ledger, by, note, lambda desk: desk.undo([desk.last()] if is_last else decisions))


@click.command(name="import")
@click.argument("file", type=click.File("rb"))
@decides
def import_(file: BinaryIO, by: str | None, note: str, out: Path, ledger: Path | None) -> None:
    """Take in the decisions of FILE (- is standard input), as the page exports them; docs/review.md has the format.

    Lines keep their own signature and time; one that has none is signed by --by. What the ledger has already is left
    out. Exit code 3: some lines are no decisions; each is named with what to do.

    \b
    Examples:
      unionkg review import marks.jsonl --by 李审核
    """
    from unionkg.curation.decisions import Decision
    from unionkg.curation.desk import Desk, import_lines
    from unionkg.curation.parsing import signed_lines

    errors: list[InputError] = []

    def taken(desk: Desk) -> list[Decision]:
        made, wrong = import_lines(signed_lines(file.read(), desk.by, desk.at), desk)
        errors.extend(wrong)
        return [replace(decision, note=decision.note or desk.note) for decision in made]

    decide(out, ledger, by, note, taken, is_signed=True)
    for error in errors:
        click.echo(f"Skipped: {getattr(file, 'name', '-')}, {error}", err=True)
    if errors:
        sys.exit(_SOME_SKIPPED)
