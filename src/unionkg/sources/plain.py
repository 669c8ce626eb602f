"""Plain text: decoding, and the metadata that a header or a sidecar gives."""

import codecs
from pathlib import Path

from unionkg.errors import InputError
from unionkg.model import Source, Span
from unionkg.sources.metadata import read_header, read_sidecar
from unionkg.text import is_han


def read_text(file: Path, shown: str) -> Source:
    """Return the source that `file` holds; `shown` is its path as people see it.

    The text is kept as decoded, line ends included; only a byte-order mark is dropped. Metadata comes from the header
    at the top of the text and from `NAME.json` beside it. Raises `InputError` when the file cannot be read, is not
    UTF-8, is empty, or has malformed metadata.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"{file}: cannot be read ({error.strerror})."
        raise InputError(message, offending=file, remedy="Check its permissions.") from error
    text = decode(data, file)
    header = read_header(text, str(file))
    body = header.body if header else Span(0, len(text))
    if not text[body.start : body.end].strip():
        what = "holds a header and no text" if header else "is empty"
        raise InputError(f"{file}: {what}.", offending=file, remedy="Leave it out, or put the text in.")
    metadata = dict(header.metadata) if header else {}
    for key, value in read_sidecar(file).items():
        if metadata.setdefault(key, value) != value:
            message = f"{file}: header and sidecar differ on '{key}': '{metadata[key]}' and '{value}'."
            raise InputError(message, offending=file, remedy="Keep one of the two.")
    return Source(shown, text, metadata, body if header else None)


def decode(data: bytes, file: Path) -> str:
    """Return `data` as UTF-8 without byte-order mark, or raise `InputError` with the offset of the byte at fault."""
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        text = data[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{file}: is not UTF-8 at byte {error.start + mark}."
        raise InputError(message, offending=file, remedy=_conversion(data, file)) from error
    if "\0" in text:
        at = data.index(b"\0")
        message = f"{file}: is not text (a zero byte at byte {at})."
        raise InputError(message, offending=file, remedy="Name text files, or give others another suffix.")
    return text


def _conversion(data: bytes, file: Path) -> str:
    """Return how to turn `data` into UTF-8, where its encoding can be told."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "UTF-16"
    elif _is_gb18030(data):
        encoding = "GB18030"
    else:
        return "Save it as UTF-8."
    return f"It looks like {encoding}; convert it: iconv -f {encoding} -t UTF-8 '{file.name}' > new.txt"


def _is_gb18030(data: bytes) -> bool:
    """Return whether `data` decodes as GB18030 to text that is Chinese for the most part."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    beyond = [char for char in text if char > "\x7f"]
    return 2 * sum(is_han(char) or char in "，。、：；“”《》（）！？" for char in beyond) > len(beyond)
