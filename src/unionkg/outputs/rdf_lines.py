"""N-Triples and N-Quads: one statement a line, sorted, each once; memory stays bounded, for runs go through a file."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from unionkg.files import replacing
from unionkg.outputs.rdf import check_minted

_RUN = 500_000
"""How many lines are sorted in memory at a time."""


def write_ntriples(quads: Iterable[Quad], path: Path) -> None:
    """Write the merge of all graphs to `path` in one step; raise ValidationError for a blank node."""
    _write((f"{quad.triple} .\n" for quad in _minted(quads)), path)


def write_nquads(quads: Iterable[Quad], path: Path) -> None:
    """Write the named graphs to `path` in one step; raise ValidationError for a blank node."""
    _write((f"{quad} .\n" for quad in _minted(quads) if not isinstance(quad.graph_name, DefaultGraph)), path)


def _minted(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        check_minted((quad.triple,))
        yield quad


def _write(lines: Iterable[str], path: Path) -> None:
    with replacing(path) as out:
        out.writelines(sorted_lines((line.encode() for line in lines), run=_RUN))


def sorted_lines(lines: Iterable[bytes], *, run: int) -> Iterator[bytes]:
    """Yield `lines`, each of which ends in its only line feed, sorted and each once; at most `run` are in memory.

    >>> list(sorted_lines([b"b\\n", b"a\\n", b"b\\n"], run=2))
    [b'a\\n', b'b\\n']
    """
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        held: set[bytes] = set()
        for line in lines:
            held.add(line)
            if len(held) >= run:
                file = stack.enter_context(tempfile.TemporaryFile())
                file.writelines(sorted(held))
                file.seek(0)
                runs.append(file)
                held = set()
        yield from (line for line, _ in groupby(heapq.merge(*runs, sorted(held))))
