"""What tests share: the development data beside the project, a browser, an RDF parser of another family.

Where one of them is absent, the tests that need it are skipped, and the reason says how to get it.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No test asserts time: a machine that does something else makes an example slow, not wrong.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

_ROOT = Path(__file__).parents[1]
_SHARED = _ROOT.parent / "shared"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
    "--lang=zh-CN",
]
_NO_SHARED = "needs the development data: a folder 'shared' beside the checkout (it is not part of the project)"
_NO_CHROMIUM = (
    "needs Chromium: 'apt-get install chromium fonts-noto-cjk', or set UNIONKG_CHROMIUM to the path of a browser"
)
_NO_RAPPER = "needs rapper: 'apt-get install raptor2-utils'"


def _find_chromium() -> str | None:
    named = os.environ.get("UNIONKG_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _BROWSERS)), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip the marked tests, so that one which forgets the fixture does not fail either."""
    if item.get_closest_marker("shared") and not _SHARED.is_dir():
        pytest.skip(_NO_SHARED)
    if item.get_closest_marker("browser") and _find_chromium() is None:
        pytest.skip(_NO_CHROMIUM)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return _ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data: `gold/dev`, `gold/score.py`, `seeds`, `corpus`."""
    if not _SHARED.is_dir():
        pytest.skip(_NO_SHARED)
    return _SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; start it with `--no-sandbox --disable-gpu` where the tests run as root."""
    return _find_chromium() or pytest.skip(_NO_CHROMIUM)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium: one for all tests, since Playwright runs once in a process."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'unionkg[dev]'")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, headless=True, args=_SWITCHES, timeout=60_000)
        yield running
        running.close()


@pytest.fixture(scope="session")
def rapper() -> str:
    """Path of `rapper`, the parser that checks our Turtle from outside."""
    return shutil.which("rapper") or pytest.skip(_NO_RAPPER)


@pytest.fixture(scope="session")
def demo(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """What `make demo` builds of `data/corpus`, once for all tests: the build and its folder. Do not write there."""
    from unionkg.pipeline import build
    from unionkg.settings import Settings

    out = tmp_path_factory.mktemp("demo")
    return build([root / "data" / "corpus"], out, Settings()), out


@pytest.fixture(scope="session")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """The graph of the seed documents, once for all tests: the build and its folder. Do not write there."""
    from unionkg.pipeline import build
    from unionkg.settings import Settings

    out = tmp_path_factory.mktemp("seed")
    return build([shared / "seeds"], out, Settings()), out
