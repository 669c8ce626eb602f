"""The layers that the README draws: imports run one way, stages stay apart, files and functions stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import networkx as nx
import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "unionkg"
STAGES = "sources documents mentions statements entities graph store outputs server evaluation curation"
# Lower layers first: a module may import its own layer and those before it. A new one at the top is named here.
LAYERS = (
    "unionkg errors vocab resources",
    "model settings",
    "iris text dates numerals naming divisions bodies anchors files sorting interchange",
    STAGES,
    "pipeline extraction cache report reviewing index update view",
    "cli console completion exchange review serving __main__",
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names.split()}
# `graph ◄ store ◄ outputs ◄ server` is the one place where stages meet.
STAGE_MAY_IMPORT = {
    "store": {"graph"},
    "outputs": {"graph", "store"},
    "server": {"graph", "store", "outputs", "curation"},
}
STAGE_MAY_IMPORT["curation"] = {"graph", "store"}
# `unionkg.open` is the front door; it loads what is behind it when it is called.
FRONT = ("unionkg", "view")
ONLY_IN = {"pyvis": "outputs.html"}
# Packages whose parts are listed in a dict in their `__init__`.
HAVE_REGISTRY = ("sources", "mentions", "statements", "outputs")
MAX_MODULE, MAX_FUNCTION = 500, 60


def modules(package: Path) -> dict[str, ast.Module]:
    """Return the parsed modules by dotted name below the package; the package itself is `unionkg`."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "unionkg"
        found[name] = ast.parse(path.read_text("utf-8"), str(path))
    return found


def imported(name: str, tree: ast.Module, known: set[str]) -> Iterator[str]:
    """Yield what a module imports, also inside functions: our modules by name below the package, others by top name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} line {node.lineno}: relative import; write unionkg.…"
            targets = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        else:
            continue
        for target in targets:
            top, _, inner = target.partition(".")
            if top != "unionkg":
                yield top
            else:
                yield next((part for part in (inner, inner.rpartition(".")[0]) if part in known), "unionkg")


def layer_breaches(package: Path) -> list[str]:
    """Return each import that runs up, sideways between stages, in a circle, or to a library that has one place."""
    trees = modules(package)
    edges = [(name, to) for name, tree in trees.items() for to in imported(name, tree, set(trees))]
    breaches = []
    for name, to in edges:
        here, there = name.split(".")[0], to.split(".")[0]
        if ONLY_IN.get(to, name) != name:
            breaches.append(f"{name} imports {to}: only {ONLY_IN[to]} may")
        elif to not in trees:
            continue
        elif here not in RANK or there not in RANK:
            breaches.append(f"{here if here not in RANK else there} has no layer: add it to LAYERS")
        elif RANK[there] > RANK[here] and (name, to) != FRONT:
            breaches.append(f"{name} imports {to}: upwards")
        elif here != there and {here, there} <= set(STAGES.split()) and there not in STAGE_MAY_IMPORT.get(here, ()):
            breaches.append(f"{name} imports {to}: stages do not import each other")
    graph = nx.DiGraph((name, to) for name, to in edges if to in trees and to != name)
    return list(dict.fromkeys(breaches)) + ["cycle: " + " → ".join(cycle) for cycle in nx.simple_cycles(graph)]


def lengths(package: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Return the lines of each module and of each function."""
    functions = {}
    for name, tree in modules(package).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}.{node.name}:{node.lineno}"] = (node.end_lineno or 0) - node.lineno + 1
    whole = {
        str(path.relative_to(package)): len(path.read_text("utf-8").splitlines()) for path in package.rglob("*.py")
    }
    return whole, functions


def budget_breaches(package: Path) -> list[str]:
    """Return each module and function over its budget."""
    whole, functions = lengths(package)
    long = [(name, count, MAX_MODULE) for name, count in whole.items() if count > MAX_MODULE]
    long += [(name, count, MAX_FUNCTION) for name, count in functions.items() if count > MAX_FUNCTION]
    return [f"{name} has {count} lines, {limit} at most" for name, count, limit in long]


def registry_breaches(package: Path) -> list[str]:
    """Return each package whose `__init__` has no table: a dict written out under a constant's name."""
    trees = modules(package)
    breaches = []
    for name in HAVE_REGISTRY:
        assigned = [node for node in trees[name].body if isinstance(node, ast.Assign | ast.AnnAssign)]
        tables = [node for node in assigned if isinstance(node.value, ast.Dict) and len(node.value.keys) > 0]
        names = [target for node in tables for target in getattr(node, "targets", None) or [node.target]]
        if not any(isinstance(target, ast.Name) and target.id.isupper() for target in names):
            breaches.append(f"{name} has no table in its __init__")
    return breaches


def test_imports_run_one_way():
    """cli ─► pipeline ─► stages ─► iris, text, dates, numerals ─► model, settings ─► errors, vocab, resources."""
    assert not layer_breaches(PACKAGE)


def test_files_and_functions_stay_short():
    """No module over 500 lines, no function over 60."""
    assert not budget_breaches(PACKAGE)


def test_most_files_and_functions_are_small():
    """Modules: median at most 120 lines, 90 % at most 300; functions: median at most 10, 90 % at most 35."""
    for counts, middle, most in zip(lengths(PACKAGE), (120, 10), (300, 35), strict=True):
        ordered = sorted(counts.values())
        assert (median(ordered), ordered[int(0.9 * (len(ordered) - 1))]) <= (middle, most)


def test_registries_are_visible():
    """Readers, extractors and exporters stand in one dict each."""
    assert not registry_breaches(PACKAGE)


@pytest.mark.parametrize(
    ("files", "breach"),
    [
        ({"model.py": "from unionkg.graph import build", "graph/build.py": ""}, "model imports graph.build: upwards"),
        ({"pipeline.py": "import unionkg.cli", "cli.py": ""}, "pipeline imports cli: upwards"),
        (
            {"graph/a.py": "def f():\n    from unionkg.store.b import x", "store/b.py": ""},
            "graph.a imports store.b: stages do not import each other",
        ),
        (
            {"outputs/a.py": "from unionkg import mentions", "mentions/__init__.py": ""},
            "outputs.a imports mentions: stages do not import each other",
        ),
        ({"text.py": "from unionkg.dates import x", "dates.py": "from unionkg.text import y"}, "cycle: "),
        ({"helpers.py": "from unionkg.text import x", "text.py": ""}, "helpers has no layer"),
        ({"outputs/tables.py": "import pyvis.network"}, "outputs.tables imports pyvis: only outputs.html may"),
        ({"outputs/html.py": "import pyvis", "outputs/a.py": "from unionkg.store.b import x", "store/b.py": ""}, None),
        ({"store/a.py": "from unionkg.graph.b import x", "graph/b.py": "from unionkg.model import Span"}, None),
    ],
)
def test_the_checker_sees_each_breach(tmp_path, files, breach):
    """On made-up trees: each kind of breach is found, and what is allowed is not."""
    for name in {"__init__.py", "model.py"} | {f"{Path(file).parent}/__init__.py" for file in files} | set(files):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(files.get(name, ""), "utf-8")
    found = layer_breaches(tmp_path)
    assert found == [] if breach is None else len(found) == 1 and found[0].startswith(breach)


def test_the_checker_sees_length_and_hidden_tables(tmp_path):
    """On a made-up tree: a long module, a long function, a table that is built rather than written."""
    body = "def f():\n" + "    x = 1\n" * 60
    for name in HAVE_REGISTRY:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text('READERS: dict[str, int] = {"a": 1}\n', "utf-8")
    assert not registry_breaches(tmp_path)
    (tmp_path / "sources" / "__init__.py").write_text("READERS = dict()\n" + body + "\n" * 440, "utf-8")
    assert registry_breaches(tmp_path) == ["sources has no table in its __init__"]
    assert [breach.split()[0] for breach in budget_breaches(tmp_path)] == ["sources/__init__.py", "sources.f:2"]
