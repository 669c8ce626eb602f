"""The page in a browser, without a network: search, filter, click, read the quote."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fixture import HOSTILE, generated, hostile, sample
from page_driver import Opened

from unionkg.graph.projection import Projection

pytestmark = pytest.mark.browser

_SAMPLE = sample()
_ID = {node.label: node.id for node in _SAMPLE.nodes}


def test_overview_is_drawn(opened: Callable[..., Opened]) -> None:
    """The canvas holds ink, the counts are told, nothing else is selected."""
    one = opened()
    ink = one.page.evaluate(
        "() => { const c = document.querySelector('#network canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 200) n += 1; return n; }"
    )
    assert ink > 5000
    assert one.heading() == "从这里开始"
    assert (
        one.page.locator("#status").inner_text()
        == f"显示 70 / 70 个实体 · {len(_SAMPLE.edges)} / {len(_SAMPLE.edges)} 条关系"
    )


@pytest.mark.parametrize("query", ["货车司机工会", "澜江市货车司机工会联合会", "ljshcsjghlhh", "huochesijigonghui"])
def test_search_by_name_alias_initials_and_pinyin(opened: Callable[..., Opened], query: str) -> None:
    """All ways of writing lead to the same card."""
    one = opened()
    one.page.keyboard.press("/")
    one.page.keyboard.type(query)
    one.page.keyboard.press("Enter")
    assert one.heading() == "澜江市货车司机工会联合会"


def test_search_by_role_and_by_words_of_a_quote(opened: Callable[..., Opened]) -> None:
    """A role leads to its holder, words of a sentence to the sentence."""
    one = opened()
    one.page.get_by_role("combobox").fill("首席仲裁员")
    one.page.keyboard.press("Enter")
    assert one.heading() == "曹永泽曾任澜江市劳动人事争议仲裁院首席仲裁员"
    one.page.get_by_role("combobox").fill("首批试点已经确定")
    one.page.keyboard.press("Enter")
    assert "首批试点已经确定" in one.page.locator("#card mark").first.inner_text()


def test_click_on_a_node_opens_its_card(opened: Callable[..., Opened]) -> None:
    """The card names type, aliases, roles with dates, relations, reports; a quote unfolds."""
    one = opened()
    one.click_node("许闻博")
    card = one.page.locator("#card")
    assert one.heading() == "许闻博"
    assert "省人大代表" in card.inner_text()
    assert "原文未写明单位" in card.inner_text()
    assert "2021.06–" in card.inner_text()
    card.get_by_role("button", name="原文").first.click()
    assert "许闻博" in card.locator("mark").first.inner_text()


def test_click_on_an_edge_opens_its_sentence(opened: Callable[..., Opened]) -> None:
    """The quote is marked inside its paragraph; the whole text opens with the quote in sight."""
    one = opened()
    one.click_edge("沈可岚", "澜江市总工会")
    assert one.heading() == "沈可岚曾任澜江市总工会主席"
    edge = next(e for e in _SAMPLE.edges if e.source == _ID["沈可岚"] and e.target == _ID["澜江市总工会"])
    quotes = {witness.quote for witness in edge.witnesses}
    assert one.page.locator("#card blockquote mark").count() == len(edge.witnesses)
    assert one.page.locator("#card blockquote mark").first.inner_text() in quotes
    assert "说话人：沈可岚" in one.page.locator("#card figcaption").first.inner_text()
    one.page.get_by_role("button", name="看全文").first.click()
    article = one.page.locator("#card .article").first
    shown = {reading.text for reading in _SAMPLE.documents}
    assert article.text_content() in shown
    mark, box = article.locator("mark").bounding_box(), article.bounding_box()
    assert box["y"] <= mark["y"] <= box["y"] + box["height"]


def test_click_on_a_quote_copies_its_citation(opened: Callable[..., Opened]) -> None:
    """The clipboard holds the quote with speaker, title, publisher and date."""
    one = opened(fragment=f"#node={_ID['许闻博']}", permissions=["clipboard-read", "clipboard-write"])
    one.page.locator("#card .toggle").first.click()
    one.page.locator("#card blockquote").first.click()
    one.page.wait_for_function("() => document.getElementById('status').textContent.includes('已复制')")
    text = one.page.evaluate("() => navigator.clipboard.readText()")
    assert text.startswith("“澜江市货车司机工会联合会主席许闻博表示")
    assert re.fullmatch(r"“[^”]+”（许闻博语）——[^[]+\[N\]\. [^,]+, \d{4}-\d{2}-\d{2}\.", text)


def test_filters_undo_and_redo(opened: Callable[..., Opened]) -> None:
    """A type switched off leaves the graph and the address; undo brings it back, redo takes it again."""
    one = opened()
    shown = "() => window.__unionkg.shown().length"
    one.page.get_by_role("checkbox", name="人物").uncheck()
    assert one.page.evaluate(shown) == 48
    assert "xt=Person" in one.page.url
    one.page.keyboard.press("Control+z")
    assert one.page.evaluate(shown) == 70
    one.page.get_by_role("button", name="重做").click()
    assert one.page.evaluate(shown) == 48
    one.page.get_by_role("button", name="清除筛选").click()
    assert one.page.evaluate(shown) == 70
    one.page.get_by_role("checkbox", name="实际").uncheck()
    one.page.get_by_role("checkbox", name="曾经").uncheck()
    assert 0 < one.page.evaluate(shown) < 15


def test_time_slider_moves_by_keyboard(opened: Callable[..., Opened]) -> None:
    """Narrowing to the last year leaves fewer relations, and the words follow."""
    one = opened()
    before = one.page.locator("#status").inner_text()
    one.page.locator("#time-from").focus()
    one.page.keyboard.press("End")
    assert one.page.locator("#time-text").inner_text() == "2025"
    assert one.page.locator("#status").inner_text() != before
    one.page.get_by_role("button", name="撤销").click()
    assert one.page.locator("#status").inner_text() == before


def test_path_is_told_in_sentences_with_quotes(opened: Callable[..., Opened]) -> None:
    """Each step of the path is a sentence with a quote of its own."""
    one = opened()
    one.click_node("魏佳禾")
    one.page.get_by_role("button", name="查找路径").click()
    one.page.get_by_role("combobox").fill("潘子骞")
    one.page.keyboard.press("Enter")
    steps = one.page.locator(".steps > li")
    assert one.heading() == f"路径：{steps.count()} 步"
    assert steps.count() >= 3
    for step in steps.all():
        assert step.locator("blockquote mark").first.inner_text()
    assert steps.first.locator("h3").inner_text() == "魏佳禾任岚州通达物流有限公司董事长"


def test_address_keeps_the_view(opened: Callable[..., Opened]) -> None:
    """What one page shows, another one opened at the same address shows too."""
    first = opened()
    first.click_node("澜江市总工会")
    first.page.get_by_role("button", name="只看它和相邻").click()
    first.page.get_by_role("checkbox", name="地点").uncheck()
    second = opened(fragment="#" + first.page.url.split("#", 1)[1])
    shown = "() => window.__unionkg.shown().sort()"
    assert first.page.evaluate(shown) == second.page.evaluate(shown)
    assert second.heading() == "澜江市总工会"


def test_dragged_node_stays(opened: Callable[..., Opened]) -> None:
    """A node that was moved keeps its place, and undo moves it back."""
    one = opened()
    x, y = one.point_of("姚叔桦")
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    one.page.mouse.move(x + 60, y - 30, steps=4)
    one.page.mouse.up()
    moved = one.point_of("姚叔桦")
    assert moved == pytest.approx((x + 60, y - 30), abs=3)
    one.page.get_by_role("button", name="撤销").click()
    assert one.point_of("姚叔桦") == pytest.approx((x, y), abs=1)


def test_keyboard_walks_the_graph(opened: Callable[..., Opened]) -> None:
    """Arrows choose the most important node and then neighbours; Enter leads to the card, Escape clears."""
    one = opened()
    one.page.locator("#network").focus()
    one.page.keyboard.press("ArrowRight")
    first = one.heading()
    assert first == "澜江市总工会"
    one.page.keyboard.press("ArrowUp")
    assert one.heading() != first
    one.page.keyboard.press("Enter")
    assert one.page.evaluate("() => document.activeElement.id") == "card"
    one.page.keyboard.press("Escape")
    assert one.heading() == "从这里开始"


def test_table_sorts_and_opens(opened: Callable[..., Opened]) -> None:
    """The table holds every relation, sorts by a heading, and leads to the sentence."""
    one = opened()
    one.page.get_by_role("button", name="表格", exact=True).click()
    rows = one.page.locator("tbody tr")
    assert rows.count() == len(_SAMPLE.edges)
    one.page.get_by_role("button", name="时间", exact=True).click()
    assert one.page.locator("th[aria-sort=ascending]").inner_text().startswith("时间")
    rows.last.get_by_role("button").nth(1).click()
    assert one.page.locator("#card blockquote mark").first.inner_text()


@pytest.mark.parametrize(("button", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml")])
def test_export_of_the_picture(opened: Callable[..., Opened], button: str, start: bytes) -> None:
    """The picture is saved with title and legend."""
    one = opened(accept_downloads=True)
    with one.page.expect_download() as waiting:
        one.page.locator(f"#{button.lower()}").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(start)
    assert len(data) > 20_000
    if button == "SVG":
        assert "测试图谱" in data.decode()
        assert "虚线：计划、要求" in data.decode()


def test_english_and_dark(opened: Callable[..., Opened]) -> None:
    """Both switches redraw everything; names stay Chinese."""
    one = opened(fragment=f"#node={_ID['许闻博']}")
    one.page.locator("#language").click()
    one.page.locator("#theme").click()
    assert one.page.locator("html").get_attribute("lang") == "en"
    assert one.page.locator("html").get_attribute("data-theme") == "dark"
    assert "Member of" in one.page.locator("#card").inner_text()
    assert one.heading() == "许闻博"


def test_phone_starts_with_search_and_list(opened: Callable[..., Opened]) -> None:
    """On a narrow screen the list comes first, the card opens from search, the graph is one tap away."""
    one = opened(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2)
    assert one.page.locator("#card").is_visible()
    assert not one.page.locator("#graph").is_visible()
    one.page.get_by_role("combobox").fill("许闻博")
    one.page.keyboard.press("Enter")
    assert one.heading() == "许闻博"
    one.page.get_by_role("button", name="在图中看").click()
    assert one.page.locator("#graph").is_visible()
    assert one.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_large_graph_opens_on_its_most_important_nodes(opened: Callable[..., Opened]) -> None:
    """Of 600 nodes at most 120 show; search brings in another one, a click all of them."""
    one = opened(generated(600))
    shown = "() => window.__unionkg.shown()"
    first = one.page.evaluate(shown)
    assert 60 < len(first) <= 120
    hidden = next(f"n{i:06d}" for i in range(599, 0, -1) if f"n{i:06d}" not in first)
    one.page.get_by_role("combobox").fill(f"xg{int(hidden[1:])}")
    one.page.keyboard.press("Enter")
    assert hidden in one.page.evaluate(shown)
    one.page.get_by_role("button", name="全部有关系的 600").click()
    assert len(one.page.evaluate(shown)) == 600


def test_empty_graph_opens(opened: Callable[..., Opened]) -> None:
    """The page of an empty graph says that nothing was found and what to do."""
    one = opened(Projection((), (), (), ()))
    assert one.page.get_by_role("heading", name="没有找到实体和关系").is_visible()
    assert "unionkg build" in one.page.locator("main").inner_text()


@pytest.mark.parametrize("without_policy", [False, True])
def test_hostile_text_never_runs(opened: Callable[..., Opened], without_policy: bool) -> None:
    """Markup and script in every text stay text, with the policy and without it."""
    one = opened(hostile(), "#node=<img src=x onerror=window.__xss=3>", title=HOSTILE, bypass_csp=without_policy)
    one.page.get_by_role("combobox").fill("总工会")
    one.page.keyboard.press("Enter")
    for toggle in one.page.locator("#card .toggle").all():
        toggle.click()
    for full in one.page.get_by_role("button", name="看全文", exact=True).all()[:5]:
        full.click()
    one.page.get_by_role("button", name="表格", exact=True).click()
    one.page.get_by_role("button", name="实体（70）").click()
    assert one.page.evaluate("() => [window.__xss ?? null, document.images.length]") == [None, 0]
    assert one.page.evaluate("() => document.querySelectorAll('script').length") == 5
