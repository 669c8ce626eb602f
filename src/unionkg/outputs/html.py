"""One page that works offline: the graph, the articles behind it and the program that shows them, in one HTML file.

The only module that knows pyvis. pyvis carries vis-network, which draws up to about a thousand nodes, and its
options; the template, the style and the program around it, which draws more than that, lie in `page/`. Nothing that
comes from a text reaches the markup: data travels packed in inert script elements (`page_data`), and a Content-
Security-Policy admits only the scripts and styles whose hash it names.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from unionkg.files import atomic_write
from unionkg.graph.projection import Projection
from unionkg.outputs.page_data import packs

_PAGE = files("unionkg.outputs") / "page"
_VIS = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "\./([a-z]+)\.mjs";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)


def write_html(projection: Projection, path: Path, *, title: str = "工会知识图谱") -> None:
    """Write the page of `projection` to `path`, UTF-8, replacing the file in one step."""
    atomic_write(path, render_html(projection, title=title).encode())


def render_html(projection: Projection, *, title: str = "工会知识图谱") -> str:
    """Return the page of `projection`. Equal input gives equal text; an empty graph gives a page that says so.

    >>> "没有找到" in render_html(Projection((), (), (), ()))
    True
    """
    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line", heading=title)
    net.set_options('{"physics": {"enabled": false}, "layout": {"improvedLayout": false}}')
    net.templateEnv = _environment()
    data = packs(projection) if projection.nodes else {}
    net.templateEnv.globals.update(packs=data, reports=len(projection.documents), **_assets())
    net.path = "page.html.j2"
    # A lone surrogate in the title cannot be written as UTF-8.
    html: str = net.generate_html()
    return html.encode("utf-8", "replace").decode("utf-8")


def _environment() -> jinja2.Environment:
    """Return an environment of our own: pyvis' escapes nothing."""
    env = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (_PAGE / name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": False}
    return env


def _assets() -> dict[str, Any]:
    """Return styles and scripts with the policy that admits exactly them."""
    style, renderer, program = _read(_PAGE / "style.css"), _read(_VIS), bundle("main")
    policy = (
        f"default-src 'none'; script-src {_hash(renderer)} {_hash(program)}; style-src {_hash(style)}; "
        "img-src blob: data:; base-uri 'none'; form-action 'none'"
    )
    return {
        "policy": Markup(policy),
        "style": Markup(style),
        "renderer": Markup(renderer),
        "program": Markup(program),
    }


def _read(path: Traversable) -> str:
    # Browsers hash scripts after turning CRLF into LF, and a closing tag inside one would end it.
    return path.read_text("utf-8").replace("\r\n", "\n").replace("</script", "<\\/script")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def bundle(entry: str, *, beside: Traversable = _PAGE) -> str:
    """Return the module `entry` of the page with all that it imports as one classic script.

    Each module becomes a function that returns its exports; imports become constants. Modules use one form of
    import, `import { a, b } from "./name.mjs";` on a line, no cycle, and export functions, classes and constants only.
    The entry may lie in another folder, `beside`; what it imports lies with the page.
    """
    *below, _ = _order(entry, [], (), beside)
    parts = [*(_module(name, _PAGE) for name in below), _module(entry, beside)]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


def _order(name: str, done: list[str], above: tuple[str, ...], folder: Traversable) -> list[str]:
    """Return the modules below `name`, each after those that it imports."""
    if name in above:
        raise ValueError(f"modules of the page import each other: {' -> '.join([*above, name])}")
    if name not in done:
        for match in _IMPORT.finditer(_read(folder / f"{name}.mjs")):
            _order(match[2], done, (*above, name), _PAGE)
        done.append(name)
    return done


def _module(name: str, folder: Traversable) -> str:
    source = _read(folder / f"{name}.mjs")
    exports = ", ".join(_exports(source))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const { \1 } = module_\2;\n", source))
    return f"const module_{name} = (() => {{\n{body}return {{ {exports} }};\n}})();"


def _exports(source: str) -> Iterator[str]:
    return (match[2] for match in _EXPORT.finditer(source))
