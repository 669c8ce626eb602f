"""The pages in a browser, from a server and from a folder: find, read, ask, trust."""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from outputs.fixture import HOSTILE
from server.serving import Served

from unionkg.outputs.site import write_site
from unionkg.store.dataset import open_dataset

sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'unionkg[dev]'")
pytestmark = pytest.mark.browser
SIZES = {"desktop": (1366, 900), "phone": (390, 844)}


def until(page: "sync_api.Page", expression: str) -> None:
    """Wait until the expression is true; Playwright's own way needs eval, which the policy of the pages forbids."""
    for _ in range(300):
        with contextlib.suppress(sync_api.Error):  # between two pages
            if page.evaluate(expression):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


@dataclass
class Opened:
    """A page with what it must not produce."""

    page: "sync_api.Page"
    root: str
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> "sync_api.Page":
        self.page.goto(self.root + path)
        until(self.page, "window.__ready")
        return self.page

    def watch(self) -> None:
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on(
            "console", lambda line: self.problems.append(line.text) if line.type in ("error", "warning") else None
        )
        self.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((self.root, "data:", "blob:"))
                else self.problems.append(f"request {request.url}")
            ),
        )


@pytest.fixture(scope="module")
def folder(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pages of the sample as files."""
    path = tmp_path_factory.mktemp("folder") / "site"
    with open_dataset(sample / "dataset", read_only=True) as dataset:
        write_site(dataset, path)
    return path.as_uri()


def opened(browser: "sync_api.Browser", root: str, size: str, **options: object) -> Opened:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
    one = Opened(context.new_page(), root)
    one.watch()
    return one


@pytest.fixture(params=["server", "folder"])
def root(request: pytest.FixtureRequest, site: Served, folder: str) -> str:
    return site.url if request.param == "server" else folder


def home(root: str) -> str:
    return "/index.html" if root.startswith("file:") else "/"


@pytest.mark.parametrize("size", SIZES)
def test_from_search_to_the_sentence_in_its_article(browser, root: str, size: str):
    """Initials find a person; the page shows the posts; a quote leads to its place, which is lit up."""
    one = opened(browser, root, size)
    page = one.go(home(root))
    page.locator(".finder").fill("zm")
    page.locator("[role=option]").first.wait_for()
    assert page.locator("[aria-selected=true] .name").inner_text() == "郑明"
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/**")
    until(page, "window.__ready")
    assert page.locator("h1").inner_text() == "郑明"
    row = page.locator(".row", has_text="副主席").first
    row.locator("summary").click()
    assert "郑明" in row.locator("mark").first.inner_text()
    row.locator("figcaption a", has_text="云州").first.click()
    until(page, "document.querySelector('mark.lit')")
    assert page.locator(".said > li.lit").count() >= 1
    assert page.locator("mark.lit").first.is_visible()
    assert one.problems == []


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_the_screen(browser, root: str, size: str):
    """Front page, lists, questions, an entity, an article: nothing has to be scrolled sideways."""
    one = opened(browser, root, size)
    page = one.go(home(root))
    links = page.locator("main a").evaluate_all("links => links.map((link) => link.href)")
    kinds = {link.split("/")[-2]: link for link in links if "explorer" not in link}
    for link in [one.root + home(root), *kinds.values()]:
        page.goto(link)
        until(page, "window.__ready")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, link
    assert len(kinds) > 4
    assert one.problems == []


def test_language_and_theme_are_kept(browser, root: str):
    """English and dark stay when another page is opened; the title of the page follows the language."""
    one = opened(browser, root, "desktop", color_scheme="light")
    page = one.go(home(root))
    page.locator("#language").click()
    page.locator("#theme").click()
    assert page.locator("h1").inner_text() == "Union knowledge graph"
    page.locator(".brand").click()
    until(page, "window.__ready")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]
    assert page.locator("#theme").get_attribute("aria-pressed") == "true"
    assert one.problems == []


def test_a_question_is_asked_with_a_picked_name(browser, site: Served):
    """Typing offers names of the right type only; the answer comes as a table whose names lead on."""
    one = opened(browser, site.url, "desktop")
    page = one.go("/questions/leaders")
    page.locator(".picker").fill("云州")
    page.locator("[role=option]").first.wait_for()
    names = page.locator("[role=option] .name").all_inner_texts()
    assert "云州市总工会" in names
    assert not any("奖章" in name for name in names)
    page.locator("[role=option]", has_text="云州市总工会").first.click()
    page.get_by_role("button", name="查询").click()
    page.wait_for_selector("table")
    assert "organization=https" in page.url
    assert page.locator(".picker").input_value() == "云州市总工会"
    page.locator("td a", has_text="郑明").first.click()
    page.wait_for_url("**/id/person/**")
    assert one.problems == []


@pytest.mark.parametrize("size", SIZES)
def test_the_query_page_runs_an_example(browser, site: Served, size: str):
    """A named question fills the editor, runs, and its IRIs lead to pages here; nothing is asked outside."""
    one = opened(browser, site.url, size)
    page = one.go("/query")
    page.locator(".yasqe_queryButton").first.click()
    page.locator(".yasr a.iri").first.wait_for()
    until(page, "document.querySelector('.yasr a.iri').getAttribute('href').startsWith('/id/')")
    page.locator("#examples button").nth(2).click()
    until(page, "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue().includes('title-zh')")
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    page.locator(".tabPanel.active .yasr tbody tr").first.wait_for()
    assert one.problems == []


def test_the_editor_completes_properties_of_the_graph(browser, site: Served):
    """Ctrl+Space after `ukg:holds` offers the property, Enter writes it."""
    one = opened(browser, site.url, "desktop")
    page = one.go("/query")
    editor = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"
    until(page, editor)
    text = "PREFIX ukg: <https://w3id.org/unionkg/ontology#>\\nSELECT * { ?s ukg:holds }"
    page.evaluate(f"{editor}.setValue('{text}'); {editor}.setCursor({{line: 1, ch: 23}}); {editor}.focus()")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint", has_text="ukg:holdsRole").wait_for()
    page.keyboard.press("Enter")
    until(page, f"{editor}.getValue().includes('ukg:holdsRole')")
    assert one.problems == []


def test_hostile_text_runs_nowhere(browser, hostile_site: Served):
    """Search, entity, article, question: markup in the data is shown, not run."""
    one = opened(browser, hostile_site.url, "desktop")
    page = one.go("/")
    page.locator(".finder").fill("zm")
    page.locator("[role=option]").first.wait_for()
    assert HOSTILE[:20] in page.locator("[aria-selected=true] .name").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/**")
    until(page, "window.__ready")
    for summary in page.locator(".row summary").all():
        summary.click()
    page.locator("aside .articles a").first.click()
    page.wait_for_url("**/document/**")
    for path in ("/questions/awards", "/questions/documents", "/browse/person", "/query"):
        one.go(path)
        assert page.evaluate("window.__xss") is None
    page.locator(".yasqe_queryButton").first.click()
    page.locator(".yasr tbody tr").first.wait_for()
    assert page.evaluate("window.__xss") is None
    assert page.locator("img").count() == 0
    # The editor's table parses each text once, out of sight; the policy keeps what is in it from running.
    assert {problem[:32] for problem in one.problems} <= {"Executing inline event handler v"}


def test_the_keyboard_reaches_everything(browser, site: Served):
    """`/` goes to the search, Escape closes it, the first Tab offers to skip to the content."""
    one = opened(browser, site.url, "desktop")
    page = one.go("/questions")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.className") == "finder"
    page.keyboard.type("云州")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".found").first.is_hidden()
    assert one.problems == []
