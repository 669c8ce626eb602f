"""Files are written whole or not at all."""

import os

import pytest

from unionkg.files import atomic_write


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
