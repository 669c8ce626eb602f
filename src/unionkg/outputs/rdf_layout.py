"""What Oxigraph writes, laid out on its way to a file: stable prefixes, a blank line after each node."""

import re
from typing import BinaryIO

_XMLNS = re.compile(rb' xmlns:[\w-]+="[^"]*"')
_ROOT_ENDS = re.compile(rb">\n(?=\t<|</)")
_PREFIX_USE = re.compile(rb"(?:^|[\s^])([a-z-]+):", re.MULTILINE)


class Arranged:
    """A file for Oxigraph's Turtle and TriG: drops its prefixes, whose order is a hash table's, and parts the nodes.

    `used` are the prefixes that the text uses. Literals hold no raw line breaks, so ` .` before one always ends a node.
    """

    def __init__(self, out: BinaryIO) -> None:
        self.used: set[str] = set()
        self._out = out
        self._rest = b""
        self._is_head = True
        # Line feeds that are written when something follows.
        self._gap = b""

    def write(self, data: bytes) -> int:
        """Take the next piece of text."""
        self._rest += data
        # The last line stays: whether it closes a graph decides if a blank line goes before it.
        cut = self._rest.rfind(b"\n", 0, len(self._rest) - 1) + 1
        if cut:
            lines, self._rest = self._rest[:cut], self._rest[cut:]
            self._put(lines)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is left waits for its end."""

    def finish(self) -> None:
        """Write what is left; the text ends in one line feed."""
        rest, self._rest = self._rest, b""
        self._put(rest)
        self._out.write(b"\n")

    def _put(self, lines: bytes) -> None:
        if self._is_head:
            kept = lines.split(b"\n")
            while kept and kept[0].startswith(b"@prefix "):
                del kept[0]
            self._is_head = kept in ([], [b""])
            lines = b"\n".join(kept)
        self.used.update(name.decode() for name in _PREFIX_USE.findall(lines))
        text = lines.replace(b" .\n", b" .\n\n").replace(b"\n\n}", b"\n}")
        if text.startswith(b"}") and self._gap == b"\n\n":
            self._gap = b"\n"
        body = text.rstrip(b"\n")
        if body:
            self._out.write(self._gap + body)
            self._gap = text[len(body) :]
        else:
            self._gap += text


class Xml:
    """A file for Oxigraph's RDF/XML: prefixes in alphabetical order; a carriage return is written as a reference.

    A reader of XML takes a bare carriage return for a line feed.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Take the next piece of text."""
        if self._head is None:
            self._out.write(data.replace(b"\r", b"&#13;"))
            return len(data)
        self._head += data
        end = _ROOT_ENDS.search(self._head)
        if end:
            head, rest = self._head[: end.start()], self._head[end.start() :]
            self._out.write(_XMLNS.sub(b"", head) + b"".join(sorted(_XMLNS.findall(head))))
            self._head = None
            self._out.write(rest.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is left waits for its end."""

    def finish(self) -> None:
        """Write what is left."""
        self._out.write((self._head or b"") + b"\n")
