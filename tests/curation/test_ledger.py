"""The file: appended to whole, by one at a time, whoever else writes and whatever stood in it."""

import multiprocessing
import os
from pathlib import Path

import pytest

from unionkg.curation import ledger as module
from unionkg.curation.decisions import Decision, StatementRef
from unionkg.curation.ledger import append, default_ledger, read_ledger
from unionkg.errors import StoreError

OF = "0123456789abcdef"


def decision(number, by="李审核"):
    return Decision("undo", by, f"2026-11-22T09:{number // 60:02}:{number % 60:02}Z", of=OF)


def write_many(path, by, count):
    """Append decisions one by one (in a process of its own)."""
    for number in range(count):
        append(path, [decision(number, by)])


def test_what_stands_in_the_file_stays_byte_for_byte(tmp_path):
    """Hand-written lines, odd spacing, a byte order mark, Windows line ends."""
    path = tmp_path / "curation" / "ledger.jsonl"
    append(path, [decision(1)])
    before = b'\xef\xbb\xbf{ "odd" : 1 }\r\n\n' + path.read_bytes()
    path.write_bytes(before)
    append(path, [decision(2), decision(3)])
    assert path.read_bytes().startswith(before)
    assert [entry.decision for entry in read_ledger(path).entries] == [decision(1), decision(2), decision(3)]


def test_a_line_that_was_cut_off_swallows_none(tmp_path):
    """A new line begins even where the last one has no end."""
    path = tmp_path / "ledger.jsonl"
    path.write_text('{"decision": "rej', "utf-8")
    append(path, [decision(1)])
    known = read_ledger(path)
    assert len(known.errors) == 1 and [entry.line for entry in known.entries] == [2]


def test_writers_at_the_same_time_lose_nothing(tmp_path):
    """Three processes, every line of each arrives, in its order."""
    path = tmp_path / "ledger.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(path, by, 15)) for by in "甲乙丙"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    known = read_ledger(path)
    assert not known.errors
    for by in "甲乙丙":
        assert [e.decision for e in known.entries if e.decision.by == by] == [decision(n, by) for n in range(15)]


def test_a_writer_that_never_ends_is_told(tmp_path, monkeypatch):
    """Who waits too long gets a message, and the file stays as it was."""
    path = tmp_path / "ledger.jsonl"
    append(path, [decision(1)])
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    with module._only_writer(path), pytest.raises(StoreError, match=r"Somebody else.*Try again"):
        append(path, [decision(2)])
    assert len(read_ledger(path).entries) == 1


def test_a_failed_write_leaves_the_file(tmp_path, monkeypatch):
    """The disk is full: nothing is lost, the message names the file."""
    path = tmp_path / "ledger.jsonl"
    append(path, [decision(1)])

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        append(path, [decision(2)])
    monkeypatch.undo()
    assert [entry.decision for entry in read_ledger(path).entries] == [decision(1)]


def test_a_link_stays_a_link(tmp_path):
    """A ledger that is shared by a link is written where it lies."""
    real = tmp_path / "shared" / "ledger.jsonl"
    append(real, [decision(1)])
    link = tmp_path / "ledger.jsonl"
    link.symlink_to(real)
    append(link, [decision(2)])
    assert link.is_symlink() and len(read_ledger(real).entries) == 2


def test_a_folder_is_no_ledger(tmp_path):
    """The message says what to do."""
    with pytest.raises(StoreError, match="--ledger FILE"):
        read_ledger(tmp_path)


def test_a_ledger_that_is_not_there_says_nothing(tmp_path):
    """A corpus without decisions has none."""
    assert read_ledger(tmp_path / "none.jsonl").entries == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [("texts", "curation"), ("texts/", "curation"), ("a/b.txt", "a/curation"), (".", "../curation")],
)
def test_where_the_ledger_lies(given, expected, tmp_path, monkeypatch):
    """Beside the first path that is built, whatever its form."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    found = default_ledger([Path(given)])
    assert found == Path(os.path.normpath(tmp_path / "here" / expected / "ledger.jsonl"))


def test_undo_takes_back_only_what_stands_above_it(tmp_path):
    """The same decision made anew afterwards counts."""
    path = tmp_path / "ledger.jsonl"
    reject = Decision("reject", "李审核", "2026-11-22T10:00:00Z", statement=StatementRef(OF, OF, "holdsRole | 宋清遥"))
    undo = Decision("undo", "李审核", "2026-11-22T10:00:00Z", of=reject.id)
    append(path, [reject, undo])
    assert read_ledger(path).in_force == ()
    append(path, [reject])
    assert [entry.line for entry in read_ledger(path).in_force] == [3]
