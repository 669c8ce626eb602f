"""The folder of pages: whole, linked, replaced in one step."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from server.serving import build_sample

from unionkg.errors import StoreError
from unionkg.outputs import run_export
from unionkg.store.dataset import Dataset, open_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory):
    with open_dataset(build_sample(tmp_path_factory.mktemp("site")) / "dataset", read_only=True) as opened:
        yield opened


def test_every_link_leads_to_a_file(dataset: Dataset, tmp_path: Path):
    """Links, scripts and styles are relative and there; nothing leads out of the folder."""
    target = tmp_path / "site"
    run_export("site", dataset, target)
    files = [file for file in target.rglob("*.html") if file.name != "explorer.html"]
    assert len(files) > 40
    for file in files:
        html = file.read_text("utf-8")
        assert "Content-Security-Policy" in html
        for link in re.findall(r'(?:href|src)="([^"]*)"', html):
            path = link.partition("#")[0]
            assert not re.match(r"(https?:|/)", path), link
            if path and path != "data:,":
                assert (file.parent / unquote(path)).is_file(), f"{file.name}: {link}"


def test_the_folder_is_replaced_and_equal(dataset: Dataset, tmp_path: Path):
    """A second export gives the same bytes and leaves nothing of what is gone; what is no export stays."""
    target = tmp_path / "site"
    run_export("site", dataset, target)
    first = {file.relative_to(target): file.read_bytes() for file in target.rglob("*") if file.is_file()}
    (target / "person" / "gone.html").write_text("old", "utf-8")
    run_export("site", dataset, target)
    assert {file.relative_to(target): file.read_bytes() for file in target.rglob("*") if file.is_file()} == first
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(StoreError, match="stays as it is"):
        run_export("site", dataset, other)


def test_an_empty_graph_has_pages_too(tmp_path: Path):
    """No document, no entity: the front page and the lists are there."""
    with open_dataset() as empty:
        empty.load_all([])
        run_export("site", empty, tmp_path / "site")
    assert "0" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert (tmp_path / "site" / "browse" / "documents.html").is_file()
