"""N-Triples and N-Quads: one statement a line, sorted, each once; memory stays bounded, as files help to sort."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from unionkg.files import replacing
from unionkg.outputs.rdf import check_minted
from unionkg.sorting import sorted_lines


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
        out.writelines(sorted_lines(line.encode() for line in lines))
