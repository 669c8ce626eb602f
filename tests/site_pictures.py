"""Photograph the pages of `unionkg serve` for the documentation.

python tests/site_pictures.py BUILD FOLDER

BUILD is a folder that `unionkg build data/corpus` wrote; FOLDER gets serve-front.png and the others.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]


def take(browser: Browser, root: str, folder: Path) -> None:
    """Write the pictures: found by the search, as a new user would."""
    view = browser.new_context(viewport=DESKTOP, locale="zh-CN", reduced_motion="reduce").new_page()
    view.goto(root)
    view.locator(".finder").fill("yhqzgh")
    view.locator("[role=option]").first.wait_for()
    view.screenshot(path=folder / "serve-front.png")
    view.keyboard.press("Enter")
    view.wait_for_url("**/organization/**")
    entity = view.url
    view.locator(".row summary").first.click()
    view.screenshot(path=folder / "serve-entity.png")
    view.locator("figcaption a").first.click()
    view.locator("mark.lit").first.wait_for()
    view.screenshot(path=folder / "serve-article.png")
    view.goto(f"{root}query")
    view.locator(".yasqe_queryButton").first.click()
    view.locator(".yasr tbody tr").first.wait_for()
    view.screenshot(path=folder / "serve-query.png")
    dark = browser.new_context(viewport=PHONE, locale="zh-CN", color_scheme="dark").new_page()
    dark.goto(f"{root}questions/leaders?organization=https://w3id.org/unionkg/id/{entity.partition('/id/')[2]}")
    dark.locator("table").wait_for()
    dark.screenshot(path=folder / "serve-question-phone-dark.png")


def main(build: Path, folder: Path) -> None:
    """Serve `build` for as long as the pictures take."""
    command = [sys.executable, "-m", "unionkg.cli", "serve", "--out", str(build), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
        assert server.stdout
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address
        path = os.environ.get("UNIONKG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        folder.mkdir(parents=True, exist_ok=True)
        take(browser, address[0], folder)
        browser.close()
        server.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
