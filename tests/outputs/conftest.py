"""Pages opened for one test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_driver import Opened, opening


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a projection as a page and open it; afterwards nothing may have gone wrong or out."""
    with opening(browser, tmp_path) as start:
        yield start
