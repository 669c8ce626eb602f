"""What changed between two datasets, for people: as text for a terminal, and as one page that makes no request."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jinja2
import markupsafe

from unionkg.store.diff import Diff, Entry

WORDS = {"added": "新增 added", "gone": "消失 gone", "changed": "改变 changed"}
_SIGNS = {"added": "+", "gone": "-", "changed": "~"}
_STYLE = (Path(__file__).parent / "diff.css").read_text("utf-8")


def counts(diff: Diff) -> list[tuple[str, int]]:
    """Return how many entities, documents and statements were added, gone or changed, with their labels."""
    statements = [entry for entries in diff.statements.values() for entry in entries]
    found = []
    for label, entries in (
        ("文章 documents", diff.documents),
        ("实体 entities", diff.entities),
        ("陈述 statements", statements),
    ):
        number = Counter(entry.change for entry in entries)
        found += [(f"{label}: {words}", number[change]) for change, words in WORDS.items() if number[change]]
    return found


def changes_text(diff: Diff) -> str:
    """Return the differences as lines: `+` added, `-` gone, `~` changed, statements under their document."""
    return "\n".join(_lines(diff)) + "\n"


def changes_page(diff: Diff, before: str, after: str) -> bytes:
    """Return the differences as a page; everything in it is escaped, and it can load nothing."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined
    )
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    page = environment.get_template("diff.html.j2").render(
        diff=diff,
        before=before,
        after=after,
        counts=counts(diff),
        words=WORDS,
        style=markupsafe.Markup(_STYLE),  # ours, and the hash in the policy is of these characters
        style_hash=f"sha256-{digest}",
    )
    return page.encode()


def _lines(diff: Diff) -> Iterator[str]:
    if not diff:
        yield "没有变化。 Nothing changed."
        return
    yield from (f"{label}: {count}" for label, count in counts(diff))
    for title, entries in (("文章 Documents", diff.documents), ("实体 Entities", diff.entities)):
        if entries:
            yield from ("", title, *map(_line, entries))
    for path, entries in diff.statements.items():
        yield from ("", path, *map(_line, entries))


def _line(entry: Entry) -> str:
    words = " → ".join(part for part in (entry.before, entry.after) if part is not None)
    words = words if words.startswith(entry.what) else f"{entry.what}: {words}"
    quote = f" 「{entry.quote}」" if entry.quote else ""
    return " ".join(f"{_SIGNS[entry.change]} {words}{quote}".split())
