"""The cache gives back what was put in, and nothing that another text, setting or code made."""

import dataclasses

import pytest

from unionkg import cache as cache_module
from unionkg.cache import ExtractionCache
from unionkg.errors import StoreError
from unionkg.model import Document, Extraction, Span
from unionkg.settings import Settings

DOC = Document(sha256="a" * 64, path="a.txt", text="大会闭幕。", body=Span(0, 5), title="喜讯", reporters=("白莹",))
MADE = Extraction(DOC, titles=(Span(0, 2),))


def open_cache(folder, settings=None, tagger="lac"):
    """Open the cache in a folder."""
    return ExtractionCache(folder, settings or Settings(), tagger)


def test_what_was_put_is_got(tmp_path):
    """The same text and version: the same extraction."""
    open_cache(tmp_path).put(MADE)
    assert open_cache(tmp_path).get(DOC) == MADE


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "b" * 64},
        {"title": "另一个"},
        {"title_span": Span(0, 2)},
        {"reporters": ()},
        {"publisher": "霁州日报"},
        {"published": "2023"},
        {"body": Span(1, 5)},
        {"language": "en"},
    ],
)
def test_whatever_extraction_reads_is_part_of_the_key(tmp_path, change):
    """Another text or other metadata is not found."""
    open_cache(tmp_path).put(MADE)
    assert open_cache(tmp_path).get(dataclasses.replace(DOC, **change)) is None


def test_a_moved_file_is_not_read_again(tmp_path):
    """The path of a document says nothing about its content; the extraction carries the new one."""
    open_cache(tmp_path).put(MADE)
    moved = dataclasses.replace(DOC, path="b/a.txt")
    assert open_cache(tmp_path).get(moved).document == moved


def test_settings_tagger_and_code_are_part_of_the_key(tmp_path, monkeypatch):
    """What other settings, another model or other code made is not found."""
    open_cache(tmp_path).put(MADE)
    assert open_cache(tmp_path, Settings(min_confidence=0.5)).get(DOC) is None
    assert open_cache(tmp_path, tagger="other").get(DOC) is None
    monkeypatch.setattr(cache_module, "extractor_version", lambda: "new")
    assert open_cache(tmp_path).get(DOC) is None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'"x"', b'{"doc": {}}', b'{"doc": []}', b"\xff"])
def test_a_broken_file_counts_as_absent(tmp_path, data):
    """A file that was cut off or is of another kind means: read the text again."""
    open_cache(tmp_path).put(MADE)
    (path,) = tmp_path.iterdir()
    path.write_bytes(data)
    assert open_cache(tmp_path).get(DOC) is None


def test_every_cut_of_a_file_counts_as_absent(tmp_path):
    """Wherever a file is cut off, it is not taken for whole."""
    open_cache(tmp_path).put(MADE)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert open_cache(tmp_path).get(DOC) is None


def test_without_a_folder_nothing_is_kept():
    """A cache without a folder is always empty."""
    kept = open_cache(None)
    kept.put(MADE)
    assert kept.get(DOC) is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """The error says which folder and what to do."""
    (tmp_path / "cache").write_text("a file", "utf-8")
    with pytest.raises(StoreError, match=r"The cache .*cache cannot be written"):
        open_cache(tmp_path / "cache").put(MADE)
