"""A page in a browser without a network, for tests: what was asked for, what went wrong, where things stand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fixture import sample

from unionkg.graph.projection import Projection
from unionkg.outputs.html import write_html

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
_SAMPLE = sample()
_ID = {node.label: node.id for node in _SAMPLE.nodes}


@dataclass
class Opened:
    """A page with what it must not produce: errors on the console and requests."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def point_of(self, label: str) -> tuple[float, float]:
        """Return where the node of the sample stands, in pixels of the window."""
        return self.place(_ID[label])

    def place(self, id_: str) -> tuple[float, float]:
        """Return where a node stands, in pixels of the window."""
        point = self.page.evaluate("id => window.__unionkg.pointOf(id)", id_)
        box = self.page.locator("#network").bounding_box()
        return box["x"] + point["x"], box["y"] + point["y"]

    def click_node(self, label: str) -> None:
        """Click the node of the sample."""
        self.page.mouse.click(*self.point_of(label))

    def click_edge(self, source: str, target: str) -> None:
        """Click the middle between two nodes of the sample."""
        (ax, ay), (bx, by) = self.point_of(source), self.point_of(target)
        self.page.mouse.click(ax + (bx - ax) * 0.5, ay + (by - ay) * 0.5)

    def heading(self) -> str:
        """Return the heading of the card."""
        return str(self.page.locator("#card h2").inner_text())

    def search(self, query: str) -> None:
        """Search as a user does."""
        self.page.get_by_role("combobox", name="搜索").fill(query)
        self.page.keyboard.press("Enter")

    def shown(self) -> set[str]:
        """Return the IDs of the nodes in the graph."""
        return set(self.page.evaluate("() => window.__unionkg.shown()"))

    def counts(self) -> tuple[int, int]:
        """Return how many nodes and edges the status line tells."""
        words = self.page.locator("#status").inner_text().split()
        return int(words[1]), int(words[6])

    def ink(self) -> int:
        """Return how many pixels of the visible canvas differ from its corner."""
        return int(
            self.page.evaluate(
                "() => { const c = [...document.querySelectorAll('#network canvas')].find((one) => one.offsetParent);"
                " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
                " for (let i = 0; i < d.length; i += 4)"
                " if (Math.abs(d[i] - d[0]) + Math.abs(d[i + 1] - d[1]) + Math.abs(d[i + 2] - d[2]) > 60) n += 1;"
                " return n; }"
            )
        )


@contextmanager
def opening(browser: Any, folder: Path) -> Iterator[Callable[..., Opened]]:
    """Yield what opens a projection, or a page that lies at a path; at the end nothing may have gone wrong or out."""
    made: list[Opened] = []

    def start(
        what: Projection | Path = _SAMPLE, fragment: str = "", *, title: str = "测试图谱", **options: Any
    ) -> Opened:
        path = what if isinstance(what, Path) else folder / f"page{len(made)}.html"
        if isinstance(what, Projection):
            write_html(what, path, title=title)
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "offline": True} | options
        context = browser.new_context(reduced_motion="reduce", service_workers="block", **settings)
        one = Opened(context.new_page())
        one.page.set_default_timeout(15_000)
        one.page.on("pageerror", lambda error: one.errors.append(str(error)))
        one.page.on("console", lambda line: one.errors.append(line.text) if line.type in ("error", "warning") else None)
        one.page.on("request", lambda asked: one.requests.append(asked.url))
        one.page.goto(path.as_uri() + fragment)
        one.page.wait_for_function("() => window.__ready === true")
        made.append(one)
        return one

    yield start
    for one in made:
        outside = [url for url in one.requests if not url.startswith(("file:", "data:", "blob:"))]
        one.page.context.close()
        assert not one.errors
        assert not outside
