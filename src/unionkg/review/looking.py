"""The review commands that only look: the queue, one thing of it, the reasons of a pair, the ledger itself."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import rich.box
import rich.table

from unionkg.console import print_view, typed
from unionkg.errors import QueryError
from unionkg.review.common import at_ledger, looks

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

    from unionkg.curation.ledger import Ledger

KINDS = ("pairs", "posts", "doubtful", "decisions")
_BELOW = 0.7
_SHOWN = 20


@click.command(name="list")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; repeatable.")
@click.option("--type", "type_", metavar="TYPE", help="Only pairs of this type (Person, Organization …).")
@click.option("--with", "words", metavar="TEXT", help="Only what has these words in a name, quote or title.")
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=_BELOW,
    show_default=True,
    help="Statements less sure than this are doubtful.",
)
@click.option("--limit", type=click.IntRange(0), default=_SHOWN, show_default=True, help="Rows of each kind; 0: all.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@looks
def list_(
    kinds: tuple[str, ...],
    type_: str | None,
    words: str | None,
    below: float,
    limit: int,
    format_: str,
    out: Path,
    ledger: Path | None,
) -> None:
    """List what wants a person: undecided pairs, posts with two holders, doubtful statements, decisions to look at.

    What was decided since the last build is left out.

    \b
    Examples:
      unionkg review list
      unionkg review list --kind pairs --type Person --limit 0
      unionkg review list --kind doubtful --with 工会 --format json
    """
    with at_ledger(out, ledger) as (dataset, known):
        found = _found(dataset.store, out, known, kinds or KINDS, below)
    if type_:
        found = {kind: [row for row in rows if _is_of(row, type_)] for kind, rows in found.items()}
    if words:
        wanted = typed(words)
        found = {
            kind: [row for row in rows if wanted in json.dumps(row, ensure_ascii=False)] for kind, rows in found.items()
        }
    if format_ == "json":
        shown = {kind: rows[: limit or None] for kind, rows in found.items()}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for kind, rows in found.items():
        title, headings, cells = _TABLES[kind]
        print_view(_table(f"{title} ({len(rows)})", headings, map(cells, rows[: limit or None])))
        if limit and len(rows) > limit:
            click.echo(f"… {len(rows) - limit} more: --kind {kind} --limit 0")
    if not any(found.values()):
        click.echo("Nothing wants a person.")


@click.command()
@click.argument("name")
@looks
def show(name: str, out: Path, ledger: Path | None) -> None:
    """Show a statement (by ID) or an entity (by name or ID) with its quotes or documents, and what was decided on it.

    \b
    Examples:
      unionkg review show 3f2a9c41d0e8b7a6
      unionkg review show 李静
    """
    with at_ledger(out, ledger) as (dataset, known):
        title, lines, node = _thing(dataset.store, typed(name))
        print_view(_table(title, ("", ""), lines))
        _print_log(known, node, dataset.store)


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@looks
def why(left: str, right: str, out: Path, ledger: Path | None) -> None:
    """Say why A and B are one, two or undecided: what was compared, with what weight, and which values matched.

    \b
    Examples:
      unionkg review why person/4be1c07a55d2f390 person/00c1d2e3f4a5b6c7
      unionkg review why 李静 李静            why the mentions of one entity were joined
    """
    from unionkg.graph.facts import local
    from unionkg.reviewing import curate, explain, known_extractions
    from unionkg.store.names import find_entity

    with at_ledger(out, ledger) as (dataset, known):
        names = [local(find_entity(dataset.store, typed(name)).value) for name in (left, right)]
        extractions = known_extractions(dataset.store, out / "cache")
        _, resolution, _ = curate(extractions, known)
    by_id = {f"{entity.type.lower()}/{entity.id}": entity for entity in resolution.entities}
    by_id |= {f"{type_.lower()}/{id_}": entity for entity in by_id.values() for type_, id_ in entity.referents}
    missing = [name for name in names if name not in by_id]
    if missing:
        raise QueryError(f"{missing[0]} was built by another version.", offending=missing, remedy="Build again.")
    one, other = (by_id[name] for name in names)
    rows = [
        (f.name, f"{f.weight:+.2f}", f.left, f.right)
        for f in sorted(explain(resolution, one, other), key=lambda f: (-abs(f.weight), f.name))
    ]
    print_view(_table(f"{one.name} / {other.name}", ("Feature", "Weight", "A", "B"), rows))
    said = "They are one entity." if one.id == other.id else "They are two entities."
    click.echo(said)


@click.command()
@click.option("--limit", type=click.IntRange(0), default=_SHOWN, show_default=True, help="The last ones; 0: all.")
@looks
def log(limit: int, out: Path, ledger: Path | None) -> None:
    """Show the ledger, the last decisions last: ID, line, whether it is in force, what, on what, who, when.

    \b
    Examples:
      unionkg review log --limit 0
    """
    from unionkg.curation.ledger import read_ledger
    from unionkg.review.common import ledger_path

    known = read_ledger(ledger_path(out, ledger))
    for error in known.errors:
        click.echo(f"Skipped: {error}", err=True)
    print_view(_log_table(str(known.path), known, known.entries[-limit or None :]))


def _found(store: "Store", out: Path, ledger: "Ledger", kinds: Iterable[str], below: float) -> dict[str, list[Any]]:
    from dataclasses import asdict

    from unionkg.curation.queue import doubtful, shared_posts
    from unionkg.reviewing import read_queue

    queue = read_queue(out)
    made = [entry.decision for entry in ledger.in_force]
    pairs = {frozenset((d.left.id, d.right.id)) for d in made if d.left and d.right}
    seen = {d.statement.id for d in made if d.statement}
    lines = {entry.decision.id for entry in ledger.in_force}
    finders: dict[str, Callable[[], list[Any]]] = {
        "pairs": lambda: [p for p in queue.pairs if frozenset((p["left"]["id"], p["right"]["id"])) not in pairs],
        "posts": lambda: [asdict(post) for post in shared_posts(store) if not seen & set(post.statements)],
        "doubtful": lambda: [asdict(row) for row in doubtful(store, below) if row.id not in seen],
        "decisions": lambda: [row for row in queue.decisions if row["id"] in lines],
    }
    return {kind: finders[kind]() for kind in KINDS if kind in set(kinds)}


def _is_of(row: Any, type_: str) -> bool:
    return bool("left" not in row or row["left"]["type"] == type_)


def _pair_cells(row: Any) -> tuple[str, ...]:
    features = "; ".join(f"{name} {weight:+.2g}" for name, weight, _, _ in row["features"][:3])
    return row["left"]["name"], row["left"]["id"], row["right"]["name"], row["right"]["id"], f"{row['score']}", features


def _post_cells(row: Any) -> tuple[str, ...]:
    holders = (
        f"{name} [{id_}] {quote}"
        for name, id_, quote in zip(row["people"], row["statements"], row["quotes"], strict=True)
    )
    return (f"{row['organization']} {row['role']}", *holders)


def _doubtful_cells(row: Any) -> tuple[str, ...]:
    from unionkg.curation.decisions import brief

    return row["id"], f"{row['confidence']}", brief(row["says"]), row["quote"], row["document"]


# Kind → title, headings, cells of a row.
_TABLES: dict[str, tuple[str, tuple[str, ...], Callable[[Any], tuple[str, ...]]]] = {
    "pairs": ("待定的一对 Undecided pairs", ("A", "ID", "B", "ID", "Score", "Compared"), _pair_cells),
    "posts": ("一职两人 Posts with two holders", ("Post", "Holder", "Other holder"), _post_cells),
    "doubtful": (
        "存疑的陈述 Doubtful statements",
        ("ID", "Sure", "Says", "Quote", "Document"),
        _doubtful_cells,
    ),
    "decisions": (
        "需要复核的决定 Decisions to look at",
        ("ID", "Line", "Decision", "About", "By", "Why"),
        lambda row: (
            row["id"],
            str(row["line"]),
            row["decision"],
            row["about"],
            row["by"],
            f"{row['status']}: {row['reason']}",
        ),
    ),
}


def _thing(store: "Store", name: str) -> tuple[str, list[tuple[str, str]], "NamedNode"]:
    """Return the title of a statement or an entity, what there is to say of it, and its node."""
    from pyoxigraph import NamedNode

    from unionkg.curation.decisions import brief
    from unionkg.curation.drafting import documents_of, find_statement, quotes, value, values
    from unionkg.graph.facts import local, tail
    from unionkg.store.names import find_entity

    wanted = tail(name)
    if len(wanted) >= 6 and not set(wanted) - set("0123456789abcdef") and "/" not in name.partition("statement/")[2]:
        node = find_statement(store, wanted) if "/" not in name or "statement/" in name else None
        if node is not None:
            document = NamedNode(value(store, node, "prov:wasQuotedFrom"))
            lines = [("Says", brief(value(store, node, "ukg:says")))]
            lines += [("Quote", quote) for quote in quotes(store, node)]
            lines += [("Document", value(store, document, "schema:headline"))]
            lines += [("Sure", value(store, node, "ukg:confidence")), ("Rule", value(store, node, "ukg:origin"))]
            review = value(store, node, "ukg:review")
            lines += [("Review", review.rpartition("-")[2])] if review else []
            if review.endswith("edited"):
                role = value(store, node, "ukg:role")
                now = value(store, NamedNode(role), "skos:prefLabel") if role else ""
                dates = (value(store, node, f"schema:{side}Date") for side in ("start", "end"))
                lines += [("Now", "  ".join(filter(None, (now, " – ".join(dates).strip(" –")))))]
            return f"Statement {tail(node.value)}", lines, node
    node = find_entity(store, name)
    lines = [("Name", value(store, node, "skos:prefLabel")), ("ID", local(node.value))]
    lines += [("Also called", "、".join(values(store, node, "skos:altLabel")))]
    lines += [("Also", local(iri)) for iri in values(store, node, "owl:sameAs")]
    for doc in documents_of(store, node):
        published, title = value(store, doc, "schema:datePublished"), value(store, doc, "schema:headline")
        lines.append((published or "Document", f"{title} ({value(store, doc, 'ukg:path')})"))
    return f"Entity {lines[0][1]}", lines, node


def _print_log(ledger: "Ledger", node: "NamedNode", store: "Store") -> None:
    from unionkg.curation.desk import reviews_of

    entries = reviews_of(store, ledger, node)
    if entries:
        print_view(_log_table("决定 Decisions", ledger, entries))


def _log_table(title: str, ledger: "Ledger", entries: Iterable[Any]) -> rich.table.Table:
    kept = {entry.line for entry in ledger.in_force}
    rows = [
        (
            entry.decision.id,
            str(entry.line),
            "" if entry.line in kept else "undone" if entry.decision.decision != "undo" else "",
            entry.decision.decision,
            entry.decision.about(),
            entry.decision.by,
            entry.decision.at,
            entry.decision.note,
        )
        for entry in entries
    ]
    return _table(title, ("ID", "Line", "", "Decision", "About", "By", "At", "Note"), rows)


def _table(title: str, headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> rich.table.Table:
    from unionkg.store.table import printable

    view = rich.table.Table(title=title, title_justify="left", box=rich.box.SIMPLE_HEAD)
    for heading in headings:
        view.add_column(heading, overflow="fold", no_wrap=heading == "ID")
    for row in rows:
        view.add_row(*map(printable, row))
    return view
