"""The page of 20 000 nodes: the canvas of our own draws, points, moves and answers like the small one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from fixture import generated
from page_driver import PHONE, Opened, opening

from unionkg.graph.projection import Projection
from unionkg.outputs.html import write_html

pytestmark = pytest.mark.browser

_COUNT = 20_000
Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Projection, Path]:
    """The graph and its page."""
    projection = generated(_COUNT)
    path = tmp_path_factory.mktemp("large") / "large.html"
    write_html(projection, path, title="大图")
    return projection, path


@pytest.fixture(scope="module")
def whole(browser: Any, large: tuple[Projection, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page with everything shown, opened once; each test starts from `_afresh`."""
    with opening(browser, tmp_path_factory.mktemp("opened")) as start:
        yield start(large[1], "#scope=all", accept_downloads=True)


def _afresh(one: Opened, fragment: str = "scope=all") -> None:
    one.page.evaluate("hash => { location.hash = hash; window.__unionkg.app.stage.frame() }", fragment)
    one.page.mouse.move(5, 5)
    _at_rest(one)


def _at_rest(one: Opened) -> None:
    """Wait until the picture belongs to where the view stands."""
    one.page.wait_for_function(
        "() => { const s = window.__unionkg.app.stage; return s.picture && !s.job && s.picture.camera.k === s.camera.k"
        " && s.picture.camera.x === s.camera.x && s.picture.camera.y === s.camera.y; }"
    )
    one.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _hub(projection: Projection) -> str:
    degrees = nx.Graph((edge.source, edge.target) for edge in projection.edges).degree
    return max(degrees, key=lambda pair: (pair[1], pair[0]))[0]


def test_opens_on_the_important_and_shows_all_on_demand(opened: Open, large: tuple[Projection, Path]) -> None:
    """First at most 120 nodes, drawn by vis-network; a click later all of them, drawn by our own canvas."""
    one = opened(large[1])
    assert 60 < len(one.shown()) <= 120
    assert one.page.evaluate("() => 'network' in window.__unionkg.app.stage")
    one.page.get_by_role("button", name=f"全部有关系的 {_COUNT}").click()
    assert one.counts() == (_COUNT, len(large[0].edges))
    _at_rest(one)
    assert one.ink() > 20_000
    one.page.get_by_role("button", name="重点").click()
    assert len(one.shown()) <= 120
    assert one.ink() > 2000


def test_communities_have_titles_that_lead_to_them(whole: Opened) -> None:
    """From afar communities are named after their most important member; a click on the name goes there."""
    _afresh(whole)
    titles = whole.page.evaluate(
        "() => window.__unionkg.app.stage.crowd.groups.map(({ group, size }) => ({ group, size }))"
    )
    assert len(titles) > 5
    point = whole.page.evaluate(
        """() => { const s = window.__unionkg.app.stage; const { width, height } = s.size();
        for (let y = 40; y < height - 60; y += 6) for (let x = 20; x < width - 20; x += 6)
          if (s.picture.titleAt({ x, y }, s.camera) !== undefined && s.nodeUnder({ x, y }, 2) < 0) return [x, y];
        return null; }"""
    )
    assert point
    box = whole.page.locator("#network").bounding_box()
    before = whole.page.evaluate("() => window.__unionkg.app.stage.camera.k")
    whole.page.mouse.click(box["x"] + point[0], box["y"] + point[1])
    assert whole.page.evaluate("() => window.__unionkg.app.stage.camera.k") > before


def test_search_brings_the_node_into_sight(whole: Opened, large: tuple[Projection, Path]) -> None:
    """Search by initials selects the node, frames it with its neighbours, and its card has a quote."""
    _afresh(whole)
    whole.search("xg12345")
    assert whole.heading().endswith("12345")
    width, height = 1440, 900
    x, y = whole.place("n012345")
    assert 0 < x < width and 0 < y < height
    whole.page.locator("#card .toggle").first.click()
    quote = whole.page.locator("#card blockquote mark").first.inner_text()
    assert any(quote == witness.quote for edge in large[0].edges for witness in edge.witnesses)
    _at_rest(whole)
    assert whole.ink() > 500


def test_pointing_and_clicking_find_node_and_line(whole: Opened, large: tuple[Projection, Path]) -> None:
    """Near by, the hint names what is under the pointer; a click opens the node, or the sentence behind the line."""
    projection = large[0]
    edge = next(edge for edge in projection.edges if edge.source == "n012345")
    _afresh(whole, "scope=all")
    whole.page.evaluate("ids => window.__unionkg.app.stage.frame(ids)", [edge.source, edge.target])
    _at_rest(whole)
    whole.page.mouse.move(*whole.place(edge.source))
    whole.page.locator("#tip").wait_for()
    assert "12345" in whole.page.locator("#tip").inner_text()
    whole.page.mouse.click(*whole.place(edge.source))
    assert whole.heading().endswith("12345")
    (ax, ay), (bx, by) = whole.place(edge.source), whole.place(edge.target)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.45, 0.55, 0.35, 0.65):
        whole.page.evaluate("id => window.__unionkg.app.open({ node: id })", edge.source)
        whole.page.mouse.click(ax + (bx - ax) * share, ay + (by - ay) * share)
        if whole.page.locator("#card section.edge").count():
            break
    assert whole.page.locator("#card blockquote mark").first.inner_text()


def test_wheel_drag_and_keys_move_the_view(whole: Opened) -> None:
    """The wheel zooms at the pointer, a drag moves, the keys do both."""
    _afresh(whole)
    camera = "() => ({ ...window.__unionkg.app.stage.camera })"
    start = whole.page.evaluate(camera)
    whole.page.mouse.move(600, 400)
    whole.page.mouse.wheel(0, -300)
    nearer = whole.page.evaluate(camera)
    assert nearer["k"] > start["k"] * 1.2
    whole.page.mouse.move(260, 760)
    whole.page.mouse.down()
    whole.page.mouse.move(320, 700, steps=4)
    whole.page.mouse.up()
    moved = whole.page.evaluate(camera)
    assert (moved["x"] - nearer["x"], moved["y"] - nearer["y"]) == pytest.approx((60, -60), abs=2)
    whole.page.locator("#network").focus()
    whole.page.keyboard.press("-")
    assert whole.page.evaluate(camera)["k"] < moved["k"]
    whole.page.keyboard.press("0")
    assert whole.page.evaluate(camera)["k"] == pytest.approx(start["k"], rel=0.01)
    _at_rest(whole)


def test_filters_and_undo(whole: Opened, large: tuple[Projection, Path]) -> None:
    """A type switched off leaves graph and counts; undo brings it back."""
    _afresh(whole)
    people = sum(node.type == "Person" for node in large[0].nodes)
    whole.page.get_by_role("checkbox", name="人物").uncheck()
    assert whole.counts()[0] <= _COUNT - people
    whole.page.keyboard.press("Control+z")
    assert whole.counts() == (_COUNT, len(large[0].edges))


def test_shortest_path_is_as_short_as_can_be(whole: Opened, large: tuple[Projection, Path]) -> None:
    """Over edges whose ends cost the same, the path has as many steps as the one that networkx finds."""
    types = {node.id: node.type for node in large[0].nodes}
    plain = {id_ for id_, kind in types.items() if kind not in ("Place", "Group", "Award")}
    graph = nx.Graph((e.source, e.target) for e in large[0].edges if {e.source, e.target} <= plain)
    ends = sorted(id_ for id_ in graph if types[id_] == "Person")
    start, goal = ends[-1], ends[len(ends) // 3]
    fragment = f"scope=all&xt=Place&xt=Group&xt=Award&path={start}&path={goal}"
    _afresh(whole, fragment)
    assert whole.page.locator(".steps > li").count() == nx.shortest_path_length(graph, start, goal)


def test_table_and_pictures_of_many(whole: Opened, large: tuple[Projection, Path]) -> None:
    """The table holds every edge, portion by portion; PNG and SVG are saved with names."""
    _afresh(whole)
    for button, start in (("#png", b"\x89PNG"), ("#svg", b"<?xml")):
        with whole.page.expect_download() as waiting:
            whole.page.locator(button).click()
        data = Path(waiting.value.path()).read_bytes()
        assert data.startswith(start) and len(data) > 100_000
    assert "等 " in data.decode() and "大图" in data.decode()
    whole.page.get_by_role("button", name="表格", exact=True).click()
    assert f"关系（{len(large[0].edges)}）" in whole.page.locator(".table-bar").inner_text()
    whole.page.locator("tbody tr").nth(100).wait_for()


def test_phone_draws_and_takes_taps(opened: Open, large: tuple[Projection, Path]) -> None:
    """On a phone the whole graph is drawn, and a tap on the hub opens its card below the graph."""
    hub = _hub(large[0])
    one = opened(large[1], "#scope=all", **PHONE)
    one.page.get_by_role("button", name="图", exact=True).tap()
    one.page.evaluate("id => window.__unionkg.app.stage.frame([id])", hub)
    _at_rest(one)
    assert one.ink() > 500
    one.page.touchscreen.tap(*one.place(hub))
    label = next(node.label for node in large[0].nodes if node.id == hub)
    assert one.heading() == label
    assert one.page.locator("#network").is_visible()
    assert one.page.evaluate("() => document.documentElement.scrollWidth") <= 390
