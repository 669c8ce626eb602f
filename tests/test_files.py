"""Files are written whole or not at all."""

import os

import pytest

from unionkg.errors import StoreError
from unionkg.files import atomic_write, replacing, replacing_folder, written


def test_old_file_stands_when_writing_fails(tmp_path, monkeypatch):
    """An error on the way leaves the old file, and nothing beside it."""
    path = tmp_path / "graph.ttl"
    atomic_write(path, b"old")

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_folder_is_made_and_permissions_are_the_usual_ones(tmp_path):
    """The file is as readable as any other that the user makes."""
    path, usual = tmp_path / "a" / "b" / "graph.ttl", tmp_path / "usual"
    atomic_write(path, b"x")
    usual.write_bytes(b"x")
    assert path.stat().st_mode == usual.stat().st_mode


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path):
    """An error within leaves the earlier folder; success leaves nothing of it."""
    path = tmp_path / "out"
    with replacing_folder(path) as scratch:
        (scratch / "old.csv").write_text("1", "utf-8")
    with pytest.raises(KeyboardInterrupt), replacing_folder(path) as scratch:
        (scratch / "new.csv").write_text("2", "utf-8")
        raise KeyboardInterrupt
    assert (path / "old.csv").read_text("utf-8") == "1"
    with replacing_folder(path) as scratch:
        (scratch / "new.csv").write_text("2", "utf-8")
    assert sorted(p.name for p in path.iterdir()) == [".unionkg", "new.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_another_is_not_replaced(tmp_path):
    """A folder with other things in it, or a file, stays as it is; an empty folder is taken."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="no export"), replacing_folder(tmp_path / "mine"):
        pass
    with pytest.raises(StoreError), replacing_folder(tmp_path / "mine" / "letter.txt"):
        pass
    (tmp_path / "empty").mkdir()
    with replacing_folder(tmp_path / "empty"):
        pass
    assert (tmp_path / "empty" / ".unionkg").is_file()


def test_what_is_written_can_be_watched(tmp_path):
    """The bytes of a file or a folder on its way; none before and after."""
    with replacing(tmp_path / "a") as out:
        out.write(b"x" * 100)
        out.flush()
        assert written(tmp_path / "a") == 100
    with replacing_folder(tmp_path / "b") as folder:
        (folder / "c").write_bytes(b"x" * 7)
        assert written(tmp_path / "b") == 7
    assert written(tmp_path / "a") == written(tmp_path / "b") == 0
