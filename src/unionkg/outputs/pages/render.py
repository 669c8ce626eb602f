"""Templates to pages: escaped throughout, with scripts and styles in files of their own."""

import functools
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import jinja2

from unionkg.outputs.html import bundle
from unionkg.outputs.pages.links import Links
from unionkg.outputs.pages.words import TYPES

_HERE = files("unionkg.outputs.pages")
_EXPLORER = files("unionkg.outputs") / "page"
_THEME = re.compile(r':root \{[^}]*\}\s*\[data-theme="dark"\] \{[^}]*\}')

FOLDER_POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
"""Pages in a folder load the scripts and styles beside them and nothing else."""


def render(template: str, links: Links, context: Mapping[str, Any]) -> bytes:
    """Return the page made by `template` (a name without its ending) as UTF-8.

    A lone surrogate of a broken capture cannot be written; "?" takes its place.
    """
    page = _environment().get_template(f"{template}.html.j2")
    policy = "" if links.is_live else FOLDER_POLICY
    html = page.render(links=links, policy=policy, types=TYPES, **context)
    return html.encode("utf-8", "replace")


@functools.cache
def assets() -> dict[str, bytes]:
    """Return scripts and styles by the name under which pages ask for them."""
    theme = _THEME.search((_EXPLORER / "style.css").read_text("utf-8"))
    if theme is None:
        raise RuntimeError("style.css of the explorer does not begin with its colours")
    return {
        "site.css": f"{theme[0]}\n{(_HERE / 'site.css').read_text('utf-8')}".encode(),
        "site.js": bundle("site").encode(),
        "query.js": bundle("query").encode(),
        "query.css": (_HERE / "query.css").read_bytes(),
        "early.js": (_HERE / "early.js").read_bytes(),
    }


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (_HERE / name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
