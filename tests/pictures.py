"""Photograph the page for the README and the example; each picture keeps the hash of what it shows.

    python tests/pictures.py BUILD PICTURE NAME

BUILD is a folder that `unionkg build` wrote.

NAME is searched, and the quotes behind the first line of its card are opened, as a new user would.
"""

import hashlib
import os
import shutil
import struct
import sys
import zlib
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
        view.wait_for_function("window.__ready === true")
        _select(view, name)
        png = view.screenshot()
        browser.close()
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(stamped(png, shown_hash(build)))


def _select(view: Page, name: str) -> None:
    view.get_by_role("combobox").fill(name)
    view.keyboard.press("Enter")
    view.wait_for_timeout(500)
    view.locator("aside button.toggle").first.click()
    view.mouse.move(640, 880)
    view.wait_for_timeout(800)


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
