"""Measure the page against pyvis, as it is and with positions computed beforehand, in Chromium without a GPU.

    python benchmarks/page.py                       # everything; plain pyvis is given up after --patience seconds
    python benchmarks/page.py --nodes 1000 20000    # some sizes
    python benchmarks/page.py --only page           # the page alone

Graphs are scale-free with three edges a node and a sentence behind each edge; every tool gets the same one, and all
of it is shown (the page by itself would open on its most important nodes; that is measured as `page, overview`).
visible: from navigation until nodes are on the canvas. usable: until search, filter and click answer. frame p95: of
frames while a script pans and zooms. CPU a move: processor time of the whole browser for one move of the pan. The
machine should be quiet; compare ratios, never figures of two machines.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "outputs"))
from fixture import generated

from unionkg.graph.projection import Projection
from unionkg.outputs.html import write_html
from unionkg.outputs.layout import arrange, communities

SIZES = (100, 1_000, 5_000, 20_000, 100_000)
ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
ARGS += ["--force-device-scale-factor=1", "--lang=zh-CN", "--enable-precise-memory-info", "--js-flags=--expose-gc"]
MOVES = 60
INK = """() => [...document.querySelectorAll('canvas')].some((canvas) => {
  if (!canvas.width || !canvas.offsetParent) return false;
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const [r, g, b, a] = data;
  let ink = 0;
  for (let i = 0; i < data.length; i += 44) {
    const apart = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b);
    if (data[i + 3] !== a || apart > 24) ink += 1;
  }
  return ink > 150;
})"""


def main() -> None:
    """Print a table row by row, and the figures of the page's own answers below it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="*", default=list(SIZES), help="sizes of the graphs")
    parser.add_argument("--only", nargs="*", default=list(WRITERS), choices=list(WRITERS), help="what to measure")
    parser.add_argument(
        "--patience", type=float, default=240, help="seconds until a page that shows nothing is given up"
    )
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args()
    browser_path = os.environ.get("UNIONKG_CHROMIUM") or shutil.which("chromium")
    results: list[dict[str, Any]] = []
    head = ("nodes", "page", "file MB", "made CPU s", "visible s", "usable s", "frame p95 ms", "CPU ms/move", "heap MB")
    print(" ".join(f"{text:>13}" for text in head))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for count in args.nodes:
            projection = generated(count)
            for name in args.only:
                if _hopeless(name, count, results):
                    continue
                path = Path(folder) / f"{count} {name.split(',', maxsplit=1)[0]}.html"
                row = {"nodes": count, "page": name, **_written(name, projection, path)}
                browser = playwright.chromium.launch(executable_path=browser_path, headless=True, args=ARGS)
                try:
                    row |= _measured(browser, path, name, args.patience)
                finally:
                    browser.close()
                results.append(row)
                _print(row)
    _compare(results, args.patience)
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")


def _hopeless(name: str, count: int, results: list[dict[str, Any]]) -> bool:
    """Return whether a smaller graph was given up already: a larger one would only wait as long again."""
    given_up = any(row["page"] == name and row["nodes"] < count and row["visible"] is None for row in results)
    if given_up:
        print(f"{count:>13} {name:>13}  not tried: a smaller graph was given up")
    return given_up


def _plain(projection: Projection, path: Path, *, placed: bool = False) -> None:
    """Write what pyvis makes of the graph; with positions, physics is off and edges are straight."""
    net = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    index = {node.id: i for i, node in enumerate(projection.nodes)}
    pairs = [(index[edge.source], index[edge.target]) for edge in projection.edges]
    points = arrange(len(index), pairs, communities(len(index), pairs)) if placed else []
    for i, node in enumerate(projection.nodes):
        at = {"x": points[i][0], "y": points[i][1], "physics": False} if placed else {}
        net.nodes.append(
            {"id": node.id, "label": node.label, "shape": "dot", "title": node.label, "group": node.type, **at}
        )
    net.node_ids = [node.id for node in projection.nodes]
    net.node_map = dict(zip(net.node_ids, net.nodes, strict=True))
    for edge in projection.edges:
        quote = edge.witnesses[0].quote
        net.edges.append({"from": edge.source, "to": edge.target, "title": quote, "label": edge.label, "arrows": "to"})
    if placed:
        net.set_options(
            '{"physics": {"enabled": false}, "edges": {"smooth": false}, "layout": {"improvedLayout": false}}'
        )
    path.write_text(net.generate_html(), "utf-8")


WRITERS: dict[str, Callable[[Projection, Path], None]] = {
    "page": write_html,
    "page, overview": write_html,
    "pyvis placed": lambda projection, path: _plain(projection, path, placed=True),
    "pyvis": _plain,
}


def _written(name: str, projection: Projection, path: Path) -> dict[str, float | None]:
    made = None
    if not path.exists():
        began = time.process_time()
        WRITERS[name](projection, path)
        made = time.process_time() - began
    return {"made": made, "size": path.stat().st_size / 1e6}


def _measured(browser: Browser, path: Path, name: str, patience: float) -> dict[str, Any]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", offline=True, reduced_motion="reduce"
    )
    view = context.new_page()
    view.set_default_timeout(patience * 1000)
    is_ours = name.startswith("page")
    began = time.monotonic()
    view.goto(path.as_uri() + ("#scope=all" if name == "page" else ""), wait_until="commit")
    found: dict[str, Any] = {"visible": None, "usable": None, "frame": None, "move": None, "heap": None}
    found["visible"] = _until(view, INK, began, patience)
    if found["visible"] is None:
        return found
    ready = (
        "() => window.__ready === true"
        if is_ours
        else "() => typeof network === 'object' && !network.physics.ready === false"
    )
    found["usable"] = _until(view, ready, began, patience)
    view.wait_for_timeout(1500)
    found["heap"] = view.evaluate("() => { window.gc?.(); return performance.memory.usedJSHeapSize / 1e6 }")
    found |= _moves(view)
    if name == "page":
        found["answers"] = view.evaluate(ANSWERS)
    return found


def _until(view: Page, condition: str, began: float, patience: float) -> float | None:
    """Return the seconds since `began` at which the condition held, asked every 50 ms; None: patience was over."""
    while time.monotonic() - began < patience:
        try:
            if view.evaluate(condition):
                return time.monotonic() - began
        except Exception as problem:
            if "Timeout" in str(problem):
                return None
        time.sleep(0.05)
    return None


def _moves(view: Page) -> dict[str, float]:
    """Pan with the mouse, then zoom; return the 95th percentile of frame times and CPU for a move of the pan, in ms."""
    view.evaluate(
        "() => { const seen = []; let last = performance.now(); window.__frames = seen;"
        " const tick = (now) => { seen.push(now - last); last = now; requestAnimationFrame(tick); };"
        " requestAnimationFrame((now) => { last = now; requestAnimationFrame(tick); }); }"
    )
    view.mouse.move(420, 780)
    view.mouse.down()
    view.mouse.move(430, 770)
    before, frames_from = _cpu(), view.evaluate("() => window.__frames.length")
    for i in range(MOVES):
        view.mouse.move(430 + 4 * (i % 30), 770 - 3 * (i % 30))
        view.wait_for_timeout(16)
    cpu = (_cpu() - before) / MOVES * 1000
    view.mouse.up()
    for i in range(20):
        view.mouse.wheel(0, -120 if i < 10 else 120)
        view.wait_for_timeout(30)
    view.wait_for_timeout(600)
    frames = sorted(view.evaluate(f"() => window.__frames.slice({frames_from})"))
    return {"frame": frames[int(0.95 * (len(frames) - 1))], "worst": frames[-1], "move": cpu}


def _cpu() -> float:
    """Return the processor seconds of all browser processes that this one started."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            if "chrom" in process.name():
                times = process.cpu_times()
                total += times.user + times.system
        except psutil.Error:
            continue
    return total


# Measured in the page: medians of several, in milliseconds.
ANSWERS = """async () => {
  const { app } = window.__unionkg;
  const { data } = app;
  const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const time = async (work, times) => {
    const spent = [];
    for (let i = 0; i < times; i += 1) {
      const began = performance.now();
      await work(i);
      spent.push(performance.now() - began);
    }
    return median(spent);
  };
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const ids = data.ranked.map((node) => node.id);
  const queries = ["总工会1", "xg77", "xu gou 5", "职工9", "关爱行动3"];
  const searched = await time((i) => app.search.lookup(queries[i % 5]), 15);
  const path = await time((i) => app.pathBetween(ids[(i + 1) * 7 % ids.length], ids[ids.length - 1 - i * 11]), 9);
  const highlight = await time(async (i) => { app.open({ node: ids[i] }); await frame(); }, 7);
  const filter = await time(async (i) => { app.store.set({ offTypes: i % 2 ? [] : ["Person"] }); await frame(); }, 6);
  return { search: searched, path, highlight, filter };
}"""


def _print(row: dict[str, Any]) -> None:
    values = [row["size"], row["made"], row["visible"], row["usable"], row["frame"], row["move"], row["heap"]]
    cells = [f"{'-' if value is None else format(value, '.2f' if value < 100 else '.0f'):>13}" for value in values]
    print(f"{row['nodes']:>13} {row['page']:>13} " + " ".join(cells), flush=True)
    for name, value in (row.get("answers") or {}).items():
        print(f"{'':>13} {name:>13} {value:>13.1f} ms")


def _compare(results: list[dict[str, Any]], patience: float) -> None:
    """Print how many times sooner the page is visible, and its share of the CPU of a move."""
    rows = {(row["nodes"], row["page"]): row for row in results}
    for line in _comparisons(rows, patience):
        print(line)


def _comparisons(rows: dict[tuple[int, str], dict[str, Any]], patience: float) -> Iterator[str]:
    for (count, name), ours in rows.items():
        if name != "page" or not ours["visible"]:
            continue
        for other in ("pyvis placed", "pyvis"):
            theirs = rows.get((count, other))
            if theirs and theirs["visible"] is None:
                longer = f"{patience / ours['visible']:.0f} times as long and more"
                yield f"{count} nodes: {other} showed nothing in {patience:.0f} s: {longer}"
            elif theirs:
                sooner = f"visible {theirs['visible'] / ours['visible']:.1f} times sooner"
                share = f", a move takes {ours['move'] / theirs['move']:.3f} of its CPU" if theirs["move"] else ""
                yield f"{count} nodes: the page against {other}: {sooner}{share}"


if __name__ == "__main__":
    main()
