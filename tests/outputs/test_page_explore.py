"""Find, explore, trust, keep: what a reader does beyond a first look, on the sample and on the sample corpus."""

import hashlib
import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from fixture import HOSTILE, hostile, sample
from page_driver import PHONE, Opened

from unionkg.graph.projection import Edge, Figure, Node, Projection, Reading, Witness

pytestmark = pytest.mark.browser

_SAMPLE = sample()
_ID = {node.label: node.id for node in _SAMPLE.nodes}
_DOCUMENT = {document.id: document for document in _SAMPLE.documents}
Open = Callable[..., Opened]


def _graph() -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((edge.source, edge.target) for edge in _SAMPLE.edges)
    return graph


def _unfold(one: Opened, field: str) -> Any:
    box = one.page.locator(f"#facets [data-fold={field}]")
    box.evaluate("box => { box.open = true }")
    return box


def test_facets_count_what_is_there(opened: Open) -> None:
    """Each facet tells, for each value, how many there are."""
    one = opened()
    one.page.wait_for_function("() => document.querySelector('#facets [data-facet=offTypes] b').textContent")
    publishers = Counter(
        publisher
        for edge in _SAMPLE.edges
        for publisher in {_DOCUMENT[witness.document].publisher for witness in edge.witnesses} - {None}
    )
    expected = {
        "offTypes": Counter(node.type for node in _SAMPLE.nodes),
        "kinds": Counter(node.kind for node in _SAMPLE.nodes if node.kind),
        "offModalities": Counter(edge.modality for edge in _SAMPLE.edges),
        "publishers": publishers,
    }
    for field, counts in expected.items():
        while (more := one.page.locator(f"#facets [data-facet={field}] .more")).count():
            _unfold(one, field)
            more.first.click()
        one.page.wait_for_timeout(80)
        told = one.page.locator(f"#facets [data-facet={field}] [data-count]").evaluate_all(
            "cells => cells.map((cell) => [cell.dataset.count, Number(cell.textContent)])"
        )
        assert dict(told) == dict(counts), field


@pytest.mark.parametrize("field", ["publishers", "speakers", "documents"])
def test_a_choice_leaves_what_comes_from_it(opened: Open, field: str) -> None:
    """Of edges only those stay that one chosen publisher, speaker or report stands behind; undo brings all back."""
    one = opened()
    of = {
        "publishers": lambda witness: _DOCUMENT[witness.document].publisher,
        "speakers": lambda witness: witness.speaker,
        "documents": lambda witness: witness.document,
    }[field]
    box = _unfold(one, field)
    value = box.locator("input").first.get_attribute("value")
    box.locator("input").first.check()
    kept = [edge for edge in _SAMPLE.edges if any(of(witness) == value for witness in edge.witnesses)]
    assert one.counts() == (len({end for edge in kept for end in (edge.source, edge.target)}), len(kept))
    one.page.keyboard.press("Control+z")
    assert one.counts()[1] == len(_SAMPLE.edges)


def test_choices_of_kind_and_place(opened: Open) -> None:
    """A kind leaves its entities; a place leaves itself and what stands in it."""
    one = opened()
    _unfold(one, "kinds").get_by_role("checkbox", name="工会").first.check()
    assert one.shown() <= {node.id for node in _SAMPLE.nodes if node.kind == "工会"}
    one.page.get_by_role("button", name="清除筛选").click()
    _unfold(one, "places").get_by_role("checkbox", name="澜江市").check()
    inside = {edge.source for edge in _SAMPLE.edges if edge.target == _ID["澜江市"] and edge.type == "locatedIn"}
    assert {_ID["澜江市"], *inside} <= one.shown()
    assert _ID["云溪县总工会"] not in one.shown()


def test_what_could_be_known_on_a_day(opened: Open) -> None:
    """At the left end of the second slider only what the first reports say is left."""
    one = opened()
    one.page.locator("#known").focus()
    one.page.keyboard.press("Home")
    first = min(document.published for document in _SAMPLE.documents if document.published)
    known = [
        edge
        for edge in _SAMPLE.edges
        if any((_DOCUMENT[witness.document].published or "") <= first for witness in edge.witnesses)
    ]
    assert one.counts()[1] == len(known) < len(_SAMPLE.edges)
    assert f"known={first}" in one.page.url
    one.page.keyboard.press("End")
    assert one.counts()[1] == len(_SAMPLE.edges)


@pytest.mark.parametrize("name", ["time", "known"])
def test_sliders_play(opened: Open, name: str) -> None:
    """Playing moves the slider by itself; a second press stops it."""
    one = opened()
    button, words = one.page.locator(f"#play-{name}"), one.page.locator(f"#{name}-text")
    before = words.inner_text()
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    first = words.inner_text()
    assert first != before
    one.page.wait_for_function(
        "([id, old]) => document.getElementById(id).textContent !== old", arg=[f"{name}-text", first]
    )
    button.click()
    stopped = words.inner_text()
    one.page.wait_for_timeout(1100)
    assert (button.get_attribute("aria-pressed"), words.inner_text()) == ("false", stopped)


def test_two_independent_sources(opened: Open, demo: tuple[Any, Path]) -> None:
    """On the sample corpus the filter keeps the edges that two publishers tell in words of their own."""
    one = opened(demo[1] / "unionkg.html")
    one.page.get_by_role("button", name="全部有关系的").click()
    one.page.get_by_role("checkbox", name="至少两个独立来源").check()
    count = one.counts()[1]
    assert 0 < count < 100
    one.page.get_by_role("button", name="表格", exact=True).click()
    cells = one.page.locator("tbody tr td:nth-child(6)").all_inner_texts()
    assert len(cells) == count
    assert all(int(cell) >= 2 for cell in cells)


def test_all_paths_and_common_neighbours(opened: Open) -> None:
    """They are those that networkx finds."""
    a, b = _ID["魏佳禾"], _ID["冯砺新"]
    one = opened(fragment=f"#path={a}&path={b}")
    one.page.get_by_role("button", name="全部路径").click()
    expected = list(nx.all_simple_paths(_graph(), a, b, cutoff=4))
    assert 0 < len(expected) <= 40
    assert one.page.locator(".way").count() == len(expected)
    lengths = [section.locator("li").count() for section in one.page.locator(".way").all()]
    assert lengths == sorted(len(path) - 1 for path in expected)
    one.page.get_by_role("button", name="共同相邻").click()
    assert one.page.locator(".way").count() == len(list(nx.common_neighbors(_graph(), a, b)))
    assert "show=common" in one.page.url


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_neighbourhood_of_some_steps(opened: Open, steps: int) -> None:
    """The focus shows what lies within one, two or three steps."""
    one = opened(fragment=f"#node={_ID['邓一力']}")
    one.page.get_by_role("button", name="只看它和相邻").click()
    one.page.get_by_role("button", name=f"{steps} 步", exact=True).click()
    assert one.shown() == set(nx.ego_graph(_graph(), _ID["邓一力"], radius=steps))


def test_expanding_one_relation(opened: Open, demo: tuple[Any, Path]) -> None:
    """The button beside a relation brings in the neighbours of that relation and no others."""
    one = opened(demo[1] / "unionkg.html")
    one.search("霁州市总工会")
    button = one.page.locator("#card .expand").first
    before, count = one.shown(), int("".join(filter(str.isdigit, button.inner_text())))
    button.click()
    assert len(one.shown() - before) == count > 0


def test_timeline_of_posts(opened: Open) -> None:
    """A person's dated posts are bars in order; a bar opens the statement behind it."""
    one = opened(fragment=f"#node={_ID['陆听澜']}")
    roles = [edge for edge in _SAMPLE.edges if edge.type == "holdsRole" and edge.source == _ID["陆听澜"]]
    bars = one.page.locator(".timeline .bar")
    assert bars.count() == sum(bool(edge.start or edge.end) for edge in roles) > 1
    assert "北屏市总工会" in (bars.first.text_content() or "")
    bars.first.click()
    assert one.heading() == "陆听澜曾任北屏市总工会副主席"


def _disagreeing() -> Projection:
    """Return two people in one post, a statement and its denial, two values of one figure."""
    texts = {
        "a": ("甲报", "王某任某会主席。某会有驿站10个。李某任某会委员。"),
        "b": ("乙报", "赵某任某会主席。某会有驿站12个。李某不是某会委员。"),
    }
    readings = tuple(
        Reading(key, f"题{key}", f"{key}.txt", text, by, "2024-05-01") for key, (by, text) in texts.items()
    )

    def witness(key: str, quote: str, modality: str = "actual") -> tuple[Witness, ...]:
        start = texts[key][1].index(quote)
        return (Witness(f"w{quote}", key, start, start + len(quote), quote, modality, 0.9, "rule"),)

    figures = tuple(
        Figure("驿站数", value, "个", witness(key, quote), start="2024", end="2024")
        for key, value, quote in (("a", 10.0, "某会有驿站10个"), ("b", 12.0, "某会有驿站12个"))
    )
    people = [Node(f"p{i}", "Person", name) for i, name in enumerate(("王某", "赵某", "李某"))]
    nodes = (Node("o", "Organization", "某会", figures=figures), *people)
    roles = (
        ("p0", "主席", "a", "王某任某会主席", "actual"),
        ("p1", "主席", "b", "赵某任某会主席", "actual"),
        ("p2", "委员", "a", "李某任某会委员", "actual"),
        ("p2", "委员", "b", "李某不是某会委员", "negated"),
    )
    edges = tuple(
        Edge(f"e{i}", who, "o", "holdsRole", role, modality, witness(key, quote, modality), role)
        for i, (who, role, key, quote, modality) in enumerate(roles)
    )
    return Projection(nodes, edges, (), readings)


def test_conflicting_statements_stand_side_by_side(opened: Open) -> None:
    """Each pair shows both sentences; an edge shows the pairs that it is part of."""
    one = opened(_disagreeing(), "#node=o")
    pairs = one.page.locator("#card .conflict")
    told = [[side.locator("mark").first.inner_text() for side in pair.locator(".side").all()] for pair in pairs.all()]
    assert sorted(map(sorted, told)) == sorted(
        [
            ["李某不是某会委员", "李某任某会委员"],
            ["王某任某会主席", "赵某任某会主席"],
            ["某会有驿站10个", "某会有驿站12个"],
        ]
    )
    one.page.evaluate("() => { location.hash = 'edge=e0' }")
    assert one.page.locator("#card .conflict").count() == 1


def test_decisions_are_saved_as_ledger_lines(opened: Open, tmp_path: Path) -> None:
    """Marks and proposals leave as JSON lines, anchored to the quote; undo takes a mark back."""
    edge = next(edge for edge in _SAMPLE.edges if edge.type == "holdsRole")
    one = opened(fragment=f"#edge={edge.id}", accept_downloads=True)
    one.page.get_by_role("button", name="否定", exact=True).click()
    one.page.keyboard.press("Control+z")
    assert one.page.get_by_role("button", name="否定", exact=True).get_attribute("aria-pressed") == "false"
    one.page.get_by_role("button", name="认可", exact=True).click()
    one.search("云溪县总工会")
    one.page.locator(".propose summary").click()
    one.page.get_by_label("正确的名称").fill("云溪县总")
    one.page.get_by_role("button", name="改名").click()
    one.page.get_by_role("button", name="与另一个是同一个").click()
    one.search("北屏市总工会")
    assert one.heading() == "云溪县总工会"
    one.page.locator("#menu summary").click()
    one.page.get_by_label("审核人姓名").fill("某编辑")
    with one.page.expect_download() as waiting:
        one.page.get_by_role("button", name="保存审核结果").click()
    lines = [json.loads(line) for line in Path(waiting.value.path()).read_text("utf-8").splitlines()]
    assert [line["decision"] for line in lines] == ["accept"] * len(edge.witnesses) + ["rename", "same"]
    assert {line["by"] for line in lines} == {"某编辑"}
    statement, witness = lines[0]["statement"], edge.witnesses[0]
    assert statement["document"]["id"] == witness.document
    assert statement["quote"]["sha256"] == hashlib.sha256(witness.quote.encode()).hexdigest()
    assert (statement["quote"]["start"], statement["quote"]["end"]) == (witness.start, witness.end)
    assert (statement["subject"]["id"], statement["relation"], statement["role"]) == (edge.source, edge.type, edge.role)
    assert lines[-2]["value"] == "云溪县总"
    assert lines[-1]["other"]["id"] == _ID["北屏市总工会"]


def test_review_facet_finds_what_was_marked(opened: Open) -> None:
    """The address keeps marks; the facet leaves those that were rejected."""
    edge = _SAMPLE.edges[0]
    one = opened(fragment=f"#mark=reject,{edge.id}")
    _unfold(one, "reviews").get_by_role("checkbox", name="已否定").check()
    assert one.counts() == (2, 1)


def test_named_views_come_back(opened: Open) -> None:
    """A view is kept under a name, and opens as it was; hostile names stay text."""
    one = opened()
    one.search("许闻博")
    one.page.locator("#menu summary").click()
    one.page.get_by_label("给当前视图起个名字").fill("<b>我的视图</b>")
    one.page.get_by_role("button", name="保存视图").click()
    one.page.keyboard.press("Escape")
    one.search("沈可岚")
    one.page.reload()
    one.page.wait_for_function("() => window.__ready === true")
    one.page.locator("#menu summary").click()
    one.page.get_by_role("button", name="<b>我的视图</b>", exact=True).click()
    assert one.heading() == "许闻博"


def test_printing_leaves_the_content(opened: Open) -> None:
    """On paper there are graph and card, no controls."""
    one = opened(fragment=f"#edge={_SAMPLE.edges[0].id}")
    one.page.emulate_media(media="print")
    assert one.page.locator("#card blockquote").first.is_visible()
    assert one.page.locator("#network").is_visible()
    for control in ("#facets", "#search", ".tools", ".quote-actions", ".review"):
        assert not one.page.locator(control).first.is_visible()


def test_hostile_text_stays_text_in_every_panel_and_export(opened: Open) -> None:
    """Facets, cards, ways, conflicts, picks, timeline, table, and the saved SVG, CSV and lines: nothing runs."""
    one = opened(hostile(), title=HOSTILE, accept_downloads=True)
    one.page.evaluate("() => document.querySelectorAll('#facets details').forEach((box) => { box.open = true })")
    for box in ("publishers", "kinds"):
        one.page.locator(f"#facets [data-fold={box}] input").first.check()
        one.page.keyboard.press("Control+z")
    for label in ("云溪县总工会", "陆听澜"):
        one.page.evaluate("id => window.__unionkg.app.open({ node: id })", _ID[label])
    for way in ("", "&show=all", "&show=common"):
        ends = f"path={_ID['魏佳禾']}&path={_ID['冯砺新']}"
        one.page.evaluate("hash => { location.hash = hash }", ends + way)
        one.page.wait_for_timeout(60)
    mark = f"mark=accept,{_SAMPLE.edges[0].id}&edge={_SAMPLE.edges[0].id}"
    one.page.evaluate("hash => { location.hash = hash }", mark)
    saved = {}
    for name, button in (("svg", "#svg"), ("png", "#png")):
        with one.page.expect_download() as waiting:
            one.page.locator(button).click()
        saved[name] = Path(waiting.value.path()).read_bytes()
    one.page.locator("#menu summary").click()
    one.page.get_by_label("审核人姓名").fill(HOSTILE)
    with one.page.expect_download() as waiting:
        one.page.locator("#save-decisions").click()
    saved["jsonl"] = Path(waiting.value.path()).read_bytes()
    one.page.keyboard.press("Escape")
    one.page.locator("#to-table").click()
    with one.page.expect_download() as waiting:
        one.page.get_by_role("button", name="导出 CSV").click()
    saved["csv"] = Path(waiting.value.path()).read_bytes()
    tags = {element.tag.split("}")[1] for element in ET.fromstring(saved["svg"]).iter()}
    assert tags <= {"svg", "g", "path", "text", "rect", "title", "defs", "clipPath"}
    assert saved["png"].startswith(b"\x89PNG")
    assert all(json.loads(line)["decision"] == "accept" for line in saved["jsonl"].decode().splitlines())
    assert b"<img" in saved["csv"]
    assert one.page.evaluate("() => [window.__xss ?? null, document.images.length]") == [None, 0]
    assert one.page.evaluate("() => document.querySelectorAll('script:not([type])').length") == 2


def test_a_very_long_name_breaks_nothing(opened: Open) -> None:
    """A label of 10 000 characters neither widens the page nor slows it to a halt."""
    node = replace(_SAMPLE.nodes[0], label="长" * 10_000)
    one = opened(replace(_SAMPLE, nodes=(node, *_SAMPLE.nodes[1:])), f"#node={node.id}")
    assert one.page.evaluate("() => document.documentElement.scrollWidth") <= 1440


def test_phone_reaches_filters_table_and_menu(opened: Open) -> None:
    """On a narrow screen everything is a tap away and nothing is wider than the screen."""
    one = opened(**PHONE)
    one.page.get_by_role("button", name="筛选").tap()
    one.page.get_by_role("checkbox", name="人物").uncheck()
    one.page.get_by_role("button", name="图", exact=True).tap()
    assert one.ink() > 2000
    one.page.locator("#menu summary").tap()
    assert one.page.get_by_role("button", name="复制链接").is_visible()
    one.page.locator("#menu summary").tap()
    one.page.locator("[data-pane-tab=table]").tap()
    one.page.locator("tbody tr").first.wait_for()
    assert one.page.evaluate("() => document.documentElement.scrollWidth") <= 390
