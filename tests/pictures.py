"""Photograph the page for the README and the example; each picture keeps the hash of what it shows.

    python tests/pictures.py BUILD PICTURE NAME
    python tests/pictures.py BUILD FOLDER

BUILD is a folder that `unionkg build` wrote.

NAME is searched, and the quotes behind the first line of its card are opened, as a new user would. Without it the
pictures of `docs/page.md` are taken into FOLDER.
"""

import hashlib
import os
import re
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent / "outputs"))
from fixture import generated

from unionkg.outputs.html import write_html

KEY = b"Shown-SHA256"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]
ASSETS = Path(__file__).parents[1] / "src" / "unionkg" / "outputs" / "page"


def shown_hash(build: Path) -> str:
    """Return the SHA-256 of a build's graph and of the page's own files.

    The page itself is no measure: its layout is computed in floating point, which other processors round otherwise.
    """
    files = [build / "unionkg.ttl", *sorted(path for path in ASSETS.iterdir() if path.is_file())]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def stamped(png: bytes, text: str) -> bytes:
    """Return the picture with a text chunk (PNG specification, 11.3.3.3) behind its header."""
    body = b"tEXt" + KEY + b"\0" + text.encode("ascii")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    header = 8 + 25
    return png[:header] + chunk + png[header:]


def stamp_of(picture: Path) -> str | None:
    """Return the text that `stamped` put into a picture, None when there is none."""
    data = picture.read_bytes()
    at = data.find(b"tEXt" + KEY + b"\0")
    return data[at + 4 + len(KEY) + 1 :][:64].decode("ascii") if at >= 0 else None


def take(build: Path, picture: Path, name: str) -> None:
    """Write the picture of the page of `build` with the entity `name` selected and its first quotes open."""
    with sync_playwright() as playwright:
        path = os.environ.get("UNIONKG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        view = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", offline=True, reduced_motion="reduce"
        ).new_page()
        view.goto((build / "unionkg.html").resolve().as_uri())
        view.wait_for_function("() => window.__ready === true")
        _select(view, name)
        png = view.screenshot()
        browser.close()
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(stamped(png, shown_hash(build)))


@dataclass(frozen=True)
class Scene:
    """One picture: what is searched, what is done then, and on what screen."""

    name: str
    steps: tuple[Callable[[Page], object], ...] = ()
    fragment: str = ""
    screen: dict[str, Any] = field(default_factory=dict)
    is_large: bool = False


def _search(name: str) -> Callable[[Page], object]:
    return lambda view: (view.get_by_role("combobox", name=SEARCH).fill(name), view.keyboard.press("Enter"))


def _press(name: str) -> Callable[[Page], object]:
    return lambda view: view.get_by_role("button", name=name).first.click()


def _run(script: str) -> Callable[[Page], object]:
    return lambda view: view.evaluate(script)


def _show(selector: str) -> Callable[[Page], object]:
    return lambda view: view.locator(selector).first.evaluate(
        "part => { part.closest('aside').scrollTop = part.offsetTop - 80; }"
    )


def _open_line(source: str, target: str) -> Callable[[Page], object]:
    return _run(
        f"() => {{ const {{ app }} = window.__unionkg; const ends = ['{source}', '{target}'];"
        " const isEnd = (id) => ends.includes(app.data.nodeById.get(id)?.label);"
        " app.open({ edges: app.data.edges.filter((e) => isEnd(e.from) && isEnd(e.to)).map((e) => e.id) }); }"
    )


SEARCH = re.compile("搜索|Search")
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SCENES = (
    Scene("desktop"),
    Scene("edge", (_open_line("邵文岚", "霁州市砚湖区总工会"), _run("() => window.__unionkg.app.frameSelection()"))),
    Scene("path", (_search("陶敬之"), _press("查找路径"), _search("顾立诚"))),
    Scene("timeline", (_search("宋清遥"), _show("h3:has-text('任职时间线')"))),
    Scene("figures", (_search("暖心驿站"), _show("h3:has-text('数据')"))),
    Scene("dark", (_press("EN"), _search("宋清遥")), screen={"color_scheme": "dark"}),
    Scene("phone", (_search("邵文岚"), _press("在图中看")), screen=PHONE),
    Scene("large", fragment="#scope=all", is_large=True),
    Scene("large-near", (_search("xg1234"),), fragment="#scope=all", is_large=True),
)


def scenes(build: Path, folder: Path) -> None:
    """Write the pictures of `SCENES` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        large = Path(made) / "large.html"
        write_html(generated(20_000), large)
        path = os.environ.get("UNIONKG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        for scene in SCENES:
            settings: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN"} | scene.screen
            view = browser.new_context(offline=True, reduced_motion="reduce", **settings).new_page()
            page = large if scene.is_large else (build / "unionkg.html").resolve()
            view.goto(page.as_uri() + scene.fragment)
            view.wait_for_function("() => window.__ready === true")
            for step in scene.steps:
                step(view)
                view.wait_for_timeout(600)
            view.mouse.move(2, 2)
            view.wait_for_timeout(1200)
            view.screenshot(path=folder / f"{scene.name}.png")
            view.context.close()
        browser.close()


def _select(view: Page, name: str) -> None:
    view.get_by_role("combobox", name=SEARCH).fill(name)
    view.keyboard.press("Enter")
    view.wait_for_timeout(500)
    view.locator("aside button.toggle").first.click()
    view.mouse.move(640, 880)
    view.wait_for_timeout(800)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    else:
        scenes(Path(sys.argv[1]), Path(sys.argv[2]))
