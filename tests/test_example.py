"""The committed example is what the code makes now; `make example` renews it."""

import pytest
from pictures import shown_hash, stamp_of

from unionkg.pipeline import build
from unionkg.settings import Settings

pytestmark = pytest.mark.model

NAMES = ["04-driver-station-opening-2022.txt", "07-mediation-centre-2023.txt"]


def test_the_example_is_current(root, tmp_path):
    """The Turtle in `exports/example/` equals a fresh build of its two documents."""
    build([root / "data" / "corpus" / name for name in NAMES], tmp_path, Settings())
    kept = root / "exports" / "example" / "unionkg.ttl"
    if kept.read_bytes() != (tmp_path / "unionkg.ttl").read_bytes():
        pytest.fail("exports/example/unionkg.ttl is not what the code makes now: run `make example`")
    if stamp_of(root / "exports" / "example" / "explorer.png") != shown_hash(tmp_path):
        pytest.fail("exports/example/explorer.png shows another page: run `make example`")


def test_the_picture_of_the_readme_is_current(root, demo):
    """The picture in the README shows the page that `make demo` makes now."""
    if stamp_of(root / "docs" / "images" / "explorer.png") != shown_hash(demo[1]):
        pytest.fail("docs/images/explorer.png shows another graph or page: run `make example`")


def test_the_makefile_names_the_same_documents(root):
    """`make example` builds what this test builds."""
    makefile = (root / "Makefile").read_text("utf-8")
    assert all(f"data/corpus/{name}" in makefile for name in NAMES)
