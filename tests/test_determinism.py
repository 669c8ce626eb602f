"""Equal input, equal bytes: whatever the order of the inputs, the number of processes, and what the cache held."""

import shutil
from pathlib import Path

import pytest

from unionkg import pipeline
from unionkg.pipeline import build
from unionkg.settings import Settings

pytestmark = pytest.mark.model

FILES = ["unionkg.ttl", "unionkg.trig", "unionkg.jsonld", "unionkg.html", "report.md"]


def assert_same(left: Path, right: Path):
    """Compare all outputs, and name the first line that differs."""
    for name in FILES:
        if (left / name).read_bytes() != (right / name).read_bytes():
            lines = ((folder / name).read_text("utf-8").split("\n") for folder in (left, right))
            pairs = zip(*lines, strict=False)
            pytest.fail(f"{name}: " + next((f"{a[:300]!r} is not {b[:300]!r}" for a, b in pairs if a != b), "length"))


def test_two_builds_are_equal(demo, root, tmp_path):
    """A second build into another folder gives the same bytes."""
    build([root / "data" / "corpus"], tmp_path, Settings())
    assert_same(demo[1], tmp_path)


def test_the_order_of_the_inputs_does_not_matter(root, tmp_path):
    """Files named in one order and in the reverse give the same bytes."""
    files = sorted((root / "data" / "corpus").glob("*.txt"))
    build(files, tmp_path / "a", Settings())
    build(files[::-1], tmp_path / "b", Settings())
    assert_same(tmp_path / "a", tmp_path / "b")


def test_the_number_of_processes_does_not_matter(demo, root, tmp_path, monkeypatch):
    """Two processes give the bytes of one."""
    monkeypatch.setattr(pipeline, "_WORTH_A_PROCESS", 2)
    build([root / "data" / "corpus"], tmp_path, Settings(), jobs=2)
    assert_same(demo[1], tmp_path)


def test_the_cache_does_not_matter(demo, root, tmp_path, monkeypatch):
    """What comes from the cache is what would be made anew, and nothing is made anew."""
    shutil.copytree(demo[1] / "cache", tmp_path / "cache")
    monkeypatch.setattr(pipeline, "_extract_batch", lambda docs: pytest.fail(f"{docs} were read again"))
    build([root / "data" / "corpus"], tmp_path, Settings())
    assert_same(demo[1], tmp_path)


def test_a_run_that_was_killed_goes_on(demo, root, tmp_path, monkeypatch):
    """Half a cache, one file of it cut off: only what is missing is read, and the result is the same."""
    kept = sorted((demo[1] / "cache").glob("*.json"))
    (tmp_path / "cache").mkdir()
    for path in kept[::2]:
        shutil.copy(path, tmp_path / "cache")
    cut = tmp_path / "cache" / kept[0].name
    cut.write_bytes(cut.read_bytes()[:1000])
    made, extract = [], pipeline._extract_batch
    monkeypatch.setattr(pipeline, "_extract_batch", lambda docs: made.extend(doc.path for doc in docs) or extract(docs))
    build([root / "data" / "corpus"], tmp_path, Settings())
    assert len(made) == len(kept) - len(kept[::2]) + 1
    assert_same(demo[1], tmp_path)


def test_copies_of_a_text_do_not_depend_on_their_order(tmp_path):
    """Of two files with one text and other metadata, the same one is kept in either order; the report names both."""
    for folder, title in (("x", "甲"), ("y", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("霁州市总工会主席宋清遥出席。\n", "utf-8")
        (tmp_path / folder / "a.json").write_text(f'{{"title": "{title}"}}', "utf-8")
    files = [tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]
    build(files, tmp_path / "a", Settings())
    build(files[::-1], tmp_path / "b", Settings())
    assert_same(tmp_path / "a", tmp_path / "b")
    assert "- a.txt = a.txt" in (tmp_path / "a" / "report.md").read_text("utf-8")
