"""The page as a file: one piece, nothing from outside, hostile text inert, quotes exact."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fixture import HOSTILE, generated, hostile, sample

from unionkg.graph.projection import Edge, Node, Projection, Reading, Witness
from unionkg.outputs.html import bundle, render_html, write_html
from unionkg.outputs.page_data import unpack

_EMPTY = Projection((), (), (), ())
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def _data(html: str, name: str = "graph") -> Any:
    match = re.search(rf'<script type="text/plain" id="pack-{name}">(.*?)</script>', html, re.DOTALL)
    assert match
    return unpack(match[1])


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
    assert sum(not attributes for attributes, _ in _SCRIPT.findall(html)) == 2
    assert policy[1].count("sha256-") == 3


def test_hostile_text_stays_inside_its_script_element() -> None:
    """A closing tag in a text does not close the data; title and heading are escaped."""
    html = render_html(hostile(), title=HOSTILE)
    assert len(_SCRIPT.findall(html)) == len(_SCRIPT.findall(render_html(sample())))
    assert "<img" not in _SCRIPT.sub("", html)
    assert _data(html)["nodes"]["label"][0].endswith(HOSTILE)


def test_offsets_count_utf16_units() -> None:
    """A character beyond the basic plane before the quote moves its offsets by one, as a browser counts."""
    text = "𠮷村的王某任主席。"
    witness = Witness("w", "d", 4, 9, text[4:9], "actual", 0.9, "rule")
    nodes = (Node("a", "Person", "王某"), Node("b", "Organization", "某会"))
    edge = Edge("e", "a", "b", "holdsRole", "主席", "actual", (witness,), "主席")
    html = render_html(Projection(nodes, (edge,), (), (Reading("d", "题", "d.txt", text),)))
    found = _data(html)["edges"]["witnesses"]
    units = text.encode("utf-16-le")
    assert units[found["start"][0] * 2 : found["end"][0] * 2].decode("utf-16-le") == witness.quote
    assert found["start"] == [5]


def test_quote_travels_along_where_the_text_does_not_give_it() -> None:
    """A witness whose document is missing or differs keeps its quote and loses its offsets."""
    plain = sample()
    html = render_html(replace(plain, documents=()))
    witnesses = [witness for edge in plain.edges for witness in edge.witnesses]
    found = _data(html)["edges"]["witnesses"]
    assert set(found["document"] + found["start"] + found["end"]) == {-1}
    assert found["quote"] == [[i, witness.quote] for i, witness in enumerate(witnesses)]


def test_edges_to_unknown_nodes_are_left_out() -> None:
    """An edge whose end is no node does not break the page."""
    plain = sample()
    stray = replace(plain.edges[0], id="stray", target="nowhere")
    html = render_html(replace(plain, edges=(*plain.edges, stray)))
    assert len(_data(html)["edges"]["id"]) == len(plain.edges)


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
    assert _data((tmp_path / "page.html").read_text("utf-8"))["nodes"]["label"] == ["某?人"]


def test_unused_style_of_the_renderer_is_left_out() -> None:
    """The page of an empty graph is the program alone: below 800 kB."""
    assert len(render_html(_EMPTY).encode()) < 800_000


def test_overview_is_marked_in_a_large_graph() -> None:
    """Beyond the limit, at most 120 nodes carry a place in the overview; below it none needs one."""
    assert 60 < len(_data(render_html(generated(400)))["nodes"]["core"]) <= 120
    assert _data(render_html(sample()))["nodes"]["core"] == []


def test_texts_travel_in_packs_of_their_own() -> None:
    """All texts are there, in the order of the documents, and not in the pack that the page opens with."""
    projection = generated(20_000 // 10)
    html = render_html(projection)
    graph = _data(html)
    texts = [text for i in range(len(graph["documents"]["portions"])) for text in _data(html, f"text-{i}")]
    assert texts == [document.text for document in projection.documents]
    assert len(graph["documents"]["portions"]) > 1
    assert projection.documents[0].text not in str(graph)


def test_one_publisher_and_one_sentence_are_one_source() -> None:
    """Reprints of a sentence and several reports of one publisher do not make a second source."""
    papers = (("a", "甲报"), ("b", "甲报"), ("c", "乙报"), ("d", None))
    readings = tuple(Reading(key, "题", f"{key}.txt", "王某任主席。又一句话。", paper) for key, paper in papers)
    nodes = (Node("p", "Person", "王某"), Node("o", "Organization", "某会"))

    def sources(*said: tuple[str, int, int]) -> int:
        quotes = tuple(
            Witness(f"w{i}", key, start, end, "王某任主席。又一句话。"[start:end], "actual", 0.9, "rule")
            for i, (key, start, end) in enumerate(said)
        )
        edge = Edge("e", "p", "o", "holdsRole", "主席", "actual", quotes, "主席")
        return int(_data(render_html(Projection(nodes, (edge,), (), readings)))["edges"]["sources"][0])

    assert sources(("a", 0, 6)) == 1
    assert sources(("a", 0, 6), ("b", 6, 11)) == 1
    assert sources(("a", 0, 6), ("c", 0, 6)) == 1
    assert sources(("a", 0, 6), ("c", 6, 11)) == 2
    assert sources(("a", 0, 6), ("c", 6, 11), ("d", 0, 5)) == 3


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
