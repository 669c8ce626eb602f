"""Reading files and folders: what is read, what is refused and how the refusal helps."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.errors import InputError
from unionkg.model import Source
from unionkg.sources import READERS, read_sources
from unionkg.sources.metadata import read_header

BODY = "近日，云桥区司机之家揭牌。\n"


def read(*paths: Path) -> list[Source | InputError]:
    """Return all that the paths yield."""
    return list(read_sources(paths))


def one(path: Path) -> Source:
    """Return the only source of a path."""
    (found,) = read(path)
    assert isinstance(found, Source), found
    return found


def refusal(path: Path) -> str:
    """Return the message of the only error of a path."""
    (found,) = read(path)
    assert isinstance(found, InputError), found
    return str(found)


def write(path: Path, content: str | bytes) -> Path:
    """Write a file without touching its line ends and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_folder_is_walked_in_order(tmp_path: Path) -> None:
    """Files come sorted by path, with paths relative to the folder; hidden ones and other suffixes are passed over."""
    for name in ("b.txt", "a/z.md", "a/c.TXT", ".hidden.txt", ".git/x.txt", "notes.docx", "a.txt"):
        write(tmp_path / name, BODY)
    paths = [found.path for found in read(tmp_path) if isinstance(found, Source)]
    assert paths == ["a/c.TXT", "a/z.md", "a.txt", "b.txt"]


def test_file_is_read_once(tmp_path: Path) -> None:
    """A file named twice, or named and in a named folder, is one source."""
    file = write(tmp_path / "a.txt", BODY)
    assert [found.path for found in read(file, tmp_path, file) if isinstance(found, Source)] == ["a.txt"]


@pytest.mark.parametrize("text", ["甲\r\n乙\r丙\n", "  甲 \n", "甲\u3000乙\u200b"])
def test_text_is_kept_exactly(tmp_path: Path, text: str) -> None:
    """Line ends, spaces and invisible characters stay."""
    assert one(write(tmp_path / "a.txt", text)).text == text


def test_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    """The mark is no character of the text."""
    assert one(write(tmp_path / "a.txt", BODY.encode("utf-8-sig"))).text == BODY


def test_other_encoding_is_named(tmp_path: Path) -> None:
    """The error names file, byte and encoding, and the command that converts."""
    message = refusal(write(tmp_path / "a.txt", b"ab" + BODY.encode("gb18030")))
    assert "a.txt" in message
    assert "byte 2" in message
    assert "iconv -f GB18030 -t UTF-8" in message
    assert "UTF-16" in refusal(write(tmp_path / "b.txt", BODY.encode("utf-16")))
    assert refusal(write(tmp_path / "c.txt", b"\xff\xfe\xfa\x00\xd8")).count("byte 0") == 1


@pytest.mark.parametrize("content", ["", " \r\n\u3000\n", "标题：喜讯\n\n \n"])
def test_empty_is_refused(tmp_path: Path, content: str) -> None:
    """A file without text is an error, also one that has only a header."""
    assert "Leave it out" in refusal(write(tmp_path / "a.txt", content))


def test_binary_is_refused(tmp_path: Path) -> None:
    """A zero byte is in no text."""
    assert "byte 3" in refusal(write(tmp_path / "a.txt", "甲\0".encode()))


def test_missing_path_names_the_nearest(tmp_path: Path) -> None:
    """A name that does not exist is answered with one that does, also for a folder in its middle."""
    write(tmp_path / "union" / "news.txt", BODY)
    assert f"Did you mean '{tmp_path / 'union' / 'news.txt'}'?" in refusal(tmp_path / "union" / "new.txt")
    assert f"Did you mean '{tmp_path / 'union'}'?" in refusal(tmp_path / "unoin" / "news.txt")


def test_one_error_does_not_stop_the_others(tmp_path: Path) -> None:
    """Errors come in their place among the sources."""
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.txt", BODY)
    assert [type(found) for found in read(tmp_path)] == [InputError, Source]


def test_named_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """The error lists the suffixes that are read."""
    message = refusal(write(tmp_path / "a.pdf", BODY))
    assert all(suffix in message for suffix in READERS)
    (tmp_path / "empty").mkdir()
    assert "no file to read" in refusal(tmp_path / "empty")


def test_header_gives_metadata_and_body(tmp_path: Path) -> None:
    """Chinese and English keys, both colons; the body begins behind the blank line."""
    header = "标题： 司机之家揭牌\r\n来源:云桥日报\r\nReporter: 周大力\r\n日期：2023年10月12日 08:30\r\n网址：https://a.example/b\r\n"
    source = one(write(tmp_path / "a.txt", header + "\r\n" + BODY))
    assert source.metadata == {
        "title": "司机之家揭牌",
        "publisher": "云桥日报",
        "reporter": "周大力",
        "published": "2023年10月12日 08:30",
        "url": "https://a.example/b",
    }
    assert source.body is not None
    assert source.text[source.body.start : source.body.end] == BODY


@pytest.mark.parametrize(
    "text",
    [
        "来源：云桥日报报道，司机之家揭牌。\n\n" + BODY,
        "来源：云桥日报\n" + BODY,
        "记者：请您谈谈感受\n\n周大力：很高兴。\n",
        "记者：驿站怎么样？\n\n周大力：很好。\n",
        "时间：八月\n地点：云桥\n\n" + BODY,
        "标题：喜讯",
    ],
)
def test_prose_is_no_header(text: str) -> None:
    """Without blank line, with sentences or with words that are no keys, the top of a text is prose."""
    assert read_header(text, "a.txt") is None


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("标题：喜讯\n作者：周大力", "'作者'"),
        ("标题：喜讯\n来原：云桥日报", "Did you mean '来源'?"),
        ("标题：喜讯\n日期：2023-02-30", "'2023-02-30' is not a date"),
        ("标题：喜讯\n标题：又讯", "given twice"),
    ],
)
def test_mistakes_in_a_header_are_reported(tmp_path: Path, header: str, part: str) -> None:
    """Unknown and double keys and impossible dates name their line."""
    message = refusal(write(tmp_path / "a.txt", f"{header}\n\n{BODY}"))
    assert part in message
    assert "line 2" in message


def test_sidecar_gives_metadata(tmp_path: Path) -> None:
    """The keys of a header; several reporters may be a list, null says nothing."""
    data = {"title": "喜讯", "reporter": ["周大力", "王晓云"], "date": "2023-10", "url": None}
    write(tmp_path / "a.json", json.dumps(data))
    source = one(write(tmp_path / "a.txt", BODY))
    assert source.metadata == {"title": "喜讯", "reporter": "周大力、王晓云", "published": "2023-10"}
    assert source.body is None


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('{"title":\n  "喜讯",,}', "line 2, column 8"),
        ('["喜讯"]', "not one JSON object"),
        ('{"titel": "喜讯"}', "Did you mean 'title'?"),
        ('{"title": 3}', "'title' is not a string"),
        ('{"date": "昨天"}', "'昨天' is not a date"),
        (b"\xff", "cannot be read"),
    ],
)
def test_malformed_sidecar_is_reported(tmp_path: Path, content: str | bytes, part: str) -> None:
    """The text is not used without the metadata that was meant for it."""
    write(tmp_path / "a.json", content)
    assert part in refusal(write(tmp_path / "a.txt", BODY))


def test_header_and_sidecar_must_agree(tmp_path: Path) -> None:
    """The same value twice is fine, two values are not."""
    write(tmp_path / "a.json", '{"title": "喜讯", "publisher": "云桥日报"}')
    assert one(write(tmp_path / "a.txt", f"标题：喜讯\n\n{BODY}")).metadata["publisher"] == "云桥日报"
    assert "differ on 'title'" in refusal(write(tmp_path / "a.txt", f"标题：又讯\n\n{BODY}"))


@given(st.text(alphabet="标题来源记者日期：: \n\r甲。2023-1", max_size=60))
def test_header_never_cuts_prose(text: str) -> None:
    """Whatever the text, the body is its end, behind nothing but rows and white space."""
    try:
        header = read_header(text, "a.txt")
    except InputError:
        return
    if header:
        assert header.body.end == len(text)
        rows = [line for line in text[: header.body.start].splitlines() if line.strip()]
        assert rows
        assert all(":" in row or "：" in row for row in rows)
