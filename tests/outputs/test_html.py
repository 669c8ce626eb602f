"""The page as a file: one piece, nothing from outside, hostile text inert, quotes exact."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from fixture import HOSTILE, generated, hostile, sample

from unionkg.graph.projection import Edge, Node, Projection, Reading, Witness
from unionkg.outputs.html import bundle, render_html, write_html

_EMPTY = Projection((), (), (), ())
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def _data(html: str, name: str) -> dict:
    match = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert match
    return json.loads(match[1])


def test_same_graph_gives_same_bytes(tmp_path: Path) -> None:
    """Two pages of equal projections are equal files."""
    for name in ("a.html", "b.html"):
        write_html(sample(), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.html", "b.html"]


def test_page_names_no_address() -> None:
    """No attribute of the markup loads or links anything."""
    html = _SCRIPT.sub("", render_html(sample()))
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert not re.search(r"\b(src|href|srcset|action|poster)=", html)
    assert "url(" not in render_html(_EMPTY).split("</style>")[0]


def test_policy_admits_exactly_the_scripts_of_the_page() -> None:
    """Two scripts run, each with its hash in the policy; everything else is refused."""
    html = render_html(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    assert sum("json" not in attributes for attributes, _ in _SCRIPT.findall(html)) == 2
    assert policy[1].count("sha256-") == 3


def test_hostile_text_stays_inside_its_script_element() -> None:
    """A closing tag in a text does not close the data; title and heading are escaped."""
    html = render_html(hostile(), title=HOSTILE)
    assert len(_SCRIPT.findall(html)) == len(_SCRIPT.findall(render_html(sample())))
    assert "<img" not in _SCRIPT.sub("", html)
    assert _data(html, "graph-data")["nodes"][0]["label"].endswith(HOSTILE)


def test_offsets_count_utf16_units() -> None:
    """A character beyond the basic plane before the quote moves its offsets by one, as a browser counts."""
    text = "𠮷村的王某任主席。"
    witness = Witness("w", "d", 4, 9, text[4:9], "actual", 0.9, "rule")
    nodes = (Node("a", "Person", "王某"), Node("b", "Organization", "某会"))
    edge = Edge("e", "a", "b", "holdsRole", "主席", "actual", (witness,), "主席")
    html = render_html(Projection(nodes, (edge,), (), (Reading("d", "题", "d.txt", text),)))
    row = _data(html, "graph-data")["edges"][0]["witnesses"][0]
    units = text.encode("utf-16-le")
    assert units[row[1] * 2 : row[2] * 2].decode("utf-16-le") == witness.quote
    assert row[1] == 5


def test_quote_travels_along_where_the_text_does_not_give_it() -> None:
    """A witness whose document is missing or differs keeps its quote and loses its offsets."""
    plain = sample()
    html = render_html(replace(plain, documents=()))
    for edge, record in zip(plain.edges, _data(html, "graph-data")["edges"], strict=True):
        for witness, row in zip(edge.witnesses, record["witnesses"], strict=True):
            assert row[:3] == [None, None, None]
            assert row[8] == witness.quote


def test_edges_to_unknown_nodes_are_left_out() -> None:
    """An edge whose end is no node does not break the page."""
    plain = sample()
    stray = replace(plain.edges[0], id="stray", target="nowhere")
    html = render_html(replace(plain, edges=(*plain.edges, stray)))
    assert len(_data(html, "graph-data")["edges"]) == len(plain.edges)


def test_empty_graph_says_what_to_do() -> None:
    """Without nodes the page names the finding and the next step, in both languages."""
    html = render_html(_EMPTY)
    assert "没有找到实体和关系" in html
    assert "unionkg build" in html
    assert "No entities or relations were found" in html
    one = Reading("d", "题", "d.txt", "无关的文字。")
    assert "读了 1 篇报道" in render_html(Projection((), (), (), (one,)))


def test_lone_surrogate_does_not_stop_the_page(tmp_path: Path) -> None:
    """Text from a broken capture is written with a replacement character."""
    node = Node("a", "Person", "某\ud800人")
    write_html(Projection((node,), (), (), ()), tmp_path / "page.html")
    assert "某?人" in (tmp_path / "page.html").read_text("utf-8")


def test_unused_style_of_the_renderer_is_left_out() -> None:
    """The page of an empty graph is the program alone: below 650 kB."""
    assert len(render_html(_EMPTY).encode()) < 650_000


def test_overview_is_marked_in_a_large_graph() -> None:
    """Beyond the limit, at most 120 nodes carry a place in the overview; below it none needs one."""
    nodes = _data(render_html(generated(400)), "graph-data")["nodes"]
    assert 60 < sum("core" in node for node in nodes) <= 120
    assert not any("core" in node for node in _data(render_html(sample()), "graph-data")["nodes"])


def test_modules_of_the_page_fit_the_bundle() -> None:
    """Each module is short, and its imports and exports have the forms that the bundle understands."""
    folder = Path(__file__).parents[2] / "src/unionkg/outputs/page"
    program = bundle("main")
    for path in sorted(folder.glob("*.mjs")):
        text = path.read_text("utf-8")
        assert text.count("\n") <= 300, path.name
        assert f"const module_{path.stem} = " in program, f"{path.name} is never imported"
        for line in re.findall(r"^(?:import|export)\b.*", text, re.MULTILINE):
            assert re.match(r"import \{|export (async )?(function\*?|const|class) \w", line), f"{path.name}: {line}"
    assert not re.search(r"^(import|export) ", program, re.MULTILINE)


@pytest.mark.parametrize(
    "word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "document.write", "fetch("]
)
def test_program_has_no_way_to_run_text(word: str) -> None:
    """The program of the page never parses markup, runs text or asks for anything."""
    assert word not in bundle("main")
