"""One page that works offline: the graph, the articles behind it and the program that shows them, in one HTML file.

The only module that knows pyvis. pyvis carries the nodes and edges and vis-network, which draws them; the template, the
style and the program around it lie in `page/`. Nothing that comes from a text reaches the markup: data travels as
JSON in inert script elements, and a Content-Security-Policy admits only the scripts and styles whose hash it names.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from unionkg.files import atomic_write
from unionkg.graph.projection import Edge, Figure, Node, Projection, Reading, Witness
from unionkg.outputs.layout import arrange, communities, importance, overview

OVERVIEW_NODES = 120
"""How many nodes the page shows when it opens; the others are a search or a click away."""

_PAGE = files("unionkg.outputs") / "page"
_VIS = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "\./([a-z]+)\.mjs";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)

# Witnesses are most of the file; they travel as rows under these column names, trailing nulls left out.
_WITNESS_COLUMNS = ("document", "start", "end", "modality", "confidence", "origin", "speaker", "time", "quote")


def write_html(projection: Projection, path: Path, *, title: str = "工会知识图谱") -> None:
    """Write the page of `projection` to `path`, UTF-8, replacing the file in one step."""
    atomic_write(path, render_html(projection, title=title).encode())


def render_html(projection: Projection, *, title: str = "工会知识图谱") -> str:
    """Return the page of `projection`. Equal input gives equal text; an empty graph gives a page that says so.

    >>> "没有找到" in render_html(Projection((), (), (), ()))
    True
    """
    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line", heading=title)
    detail = _fill(net, projection)
    net.set_options('{"physics": {"enabled": false}, "layout": {"improvedLayout": false}}')
    net.templateEnv = _environment()
    net.templateEnv.globals.update(detail=detail, **_assets())
    net.path = "page.html.j2"
    # A lone surrogate from a broken capture cannot be written as UTF-8; one "?" keeps every offset.
    html: str = net.generate_html()
    return html.encode("utf-8", "replace").decode("utf-8")


def _fill(net: Network, projection: Projection) -> dict[str, Any]:
    """Hand nodes and edges to pyvis through its lists (`add_node` is quadratic); return what else the page reads."""
    nodes, index = projection.nodes, {node.id: i for i, node in enumerate(projection.nodes)}
    edges = [edge for edge in projection.edges if edge.source in index and edge.target in index]
    pairs = [(index[edge.source], index[edge.target]) for edge in edges]
    scores = importance([node.type for node in nodes], pairs, [len(edge.witnesses) for edge in edges])
    groups = communities(len(nodes), pairs)
    positions = arrange(len(nodes), pairs, groups)
    core = overview(scores, pairs, OVERVIEW_NODES)
    seats = _arrange_core(core, pairs) if len(core) < len(nodes) else {}
    shelf = _Shelf(projection.documents)
    for i, node in enumerate(nodes):
        x, y = positions[i]
        net.nodes.append(
            _lean(
                {"id": node.id, "label": node.label, "type": node.type, "kind": node.kind, "x": x, "y": y}
                | {"core": seats.get(i), "group": groups[i], "score": round(scores[i], 2), **_names(node)}
                | {"documents": shelf.numbers(node.documents)}
                | {"figures": [_figure(figure, shelf) for figure in node.figures]}
            )
        )
    net.node_ids = [node.id for node in nodes]
    net.node_map = dict(zip(net.node_ids, net.nodes, strict=True))
    net.edges.extend(_edge(edge, shelf) for edge in edges)
    return {
        "columns": _WITNESS_COLUMNS,
        "documents": [_lean(_reading(document)) for document in projection.documents],
        "loose": [_edge(edge, shelf) for edge in projection.loose if edge.source in index],
    }


def _arrange_core(core: list[int], pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int, int]]:
    """Return x, y and community of the nodes of the overview in a drawing of their own."""
    members = sorted(core)
    seat = {node: i for i, node in enumerate(members)}
    inner = [(seat[a], seat[b]) for a, b in pairs if a in seat and b in seat]
    groups = communities(len(members), inner)
    points = arrange(len(members), inner, groups)
    return {node: (*point, group) for node, point, group in zip(members, points, groups, strict=True)}


class _Shelf:
    """The documents by number, with the way from code points to the UTF-16 units in which a browser counts."""

    def __init__(self, documents: tuple[Reading, ...]) -> None:
        self.documents = documents
        self.index = {document.id: i for i, document in enumerate(documents)}
        self._units: dict[str, Callable[[int], int]] = {}

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of the known documents among `ids`, sorted."""
        return sorted({self.index[id_] for id_ in ids if id_ in self.index})

    def row(self, witness: Witness) -> list[Any]:
        """Return `witness` under `_WITNESS_COLUMNS`; its quote only where the document's text does not give it."""
        number = self.index.get(witness.document)
        text = "" if number is None else self.documents[number].text
        is_exact = text[witness.start : witness.end] == witness.quote
        to_units = self._counter(witness.document, text)
        start, end = (to_units(witness.start), to_units(witness.end)) if is_exact else (None, None)
        row = [number, start, end, witness.modality, round(witness.confidence, 2), witness.origin]
        row += [witness.speaker, witness.time, None if is_exact else witness.quote]
        while row and row[-1] is None:
            row.pop()
        return row

    def _counter(self, document: str, text: str) -> Callable[[int], int]:
        if document not in self._units:
            if max(text, default="") <= "\uffff":
                self._units[document] = lambda offset: offset
            else:
                units = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
                self._units[document] = units.__getitem__
        return self._units[document]


def _names(node: Node) -> dict[str, Any]:
    return {"aliases": list(node.aliases), "pinyin": node.pinyin, "initials": node.initials}


def _edge(edge: Edge, shelf: _Shelf) -> dict[str, Any]:
    return _lean(
        {"id": edge.id, "from": edge.source, "to": edge.target, "type": edge.type, "label": edge.label}
        | {"role": edge.role, "modality": edge.modality, "start": edge.start, "end": edge.end, "order": edge.order}
        | {"witnesses": [shelf.row(witness) for witness in edge.witnesses]}
    )


def _figure(figure: Figure, shelf: _Shelf) -> dict[str, Any]:
    return _lean(
        {"measure": figure.measure, "value": figure.value, "unit": figure.unit, "bound": figure.bound}
        | {"counted": figure.counted, "start": figure.start, "end": figure.end, "place": figure.place}
        | {"modality": figure.modality}
        | {"witnesses": [shelf.row(witness) for witness in figure.witnesses]}
    )


def _reading(document: Reading) -> dict[str, Any]:
    return {
        "title": document.title,
        "path": document.path,
        "publisher": document.publisher,
        "published": document.published,
        "text": document.text,
    }


def _lean(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}


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
