"""`unionkg review`: see what wants a person, decide, take back. Only the ledger is written."""

import click

from unionkg.review.deciding import accept, edit, import_, merge, reject, rename, retype, split, undo
from unionkg.review.looking import list_, log, show, why


@click.group()
def review() -> None:
    """Look after the graph: see what is doubtful, decide, take back.

    A decision is one signed and dated line of the ledger (curation/ledger.jsonl beside the texts). It takes effect with
    the next `unionkg build`, outlives changed rules and edited texts, and can be undone. Sign with --by NAME, or once
    for all with the environment variable UNIONKG_BY.

    \b
    Examples:
      export UNIONKG_BY=李审核
      unionkg review list                          what wants a person
      unionkg review reject 3f2a9c41d0e8b7a6       the quote does not say that
      unionkg review merge 吕若溪 person/00c1…      two entries, one person
      unionkg review undo --last
    """


for _command in (list_, show, why, log, accept, reject, merge, split, rename, retype, edit, undo, import_):
    review.add_command(_command)
