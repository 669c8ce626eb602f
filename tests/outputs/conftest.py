"""One browser for all tests of the page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_driver import SWITCHES, Opened, opening


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'unionkg[dev]'")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, headless=True, args=SWITCHES, timeout=60_000)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a projection as a page and open it; afterwards nothing may have gone wrong or out."""
    with opening(browser, tmp_path) as start:
        yield start
