"""One exporter a file, registered here; all read a dataset, never an extraction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from unionkg.errors import SettingsError
from unionkg.graph.projection import project
from unionkg.outputs.html import write_html
from unionkg.outputs.rdf import write_jsonld, write_trig, write_turtle
from unionkg.store.dataset import Dataset
from unionkg.store.ontology import ONTOLOGY_GRAPH


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of output: its usual file or folder, what it is for, what it loses, and how it is written.

    `in_build`: every build writes it. `extra`: the optional dependencies that it needs (`pip install unionkg[extra]`).
    """

    file: str
    about: str
    write: Callable[[Dataset, Path], None]
    loses: str = "nothing"
    in_build: bool = False
    extra: str | None = None


def _data(dataset: Dataset) -> Iterator[Quad]:
    """Yield the named graphs of documents and entities; the ontology has files of its own."""
    for graph in dataset.graphs():
        if graph != ONTOLOGY_GRAPH.value:
            yield from dataset.store.quads_for_pattern(None, None, None, NamedNode(graph))


EXPORTS: dict[str, Export] = {
    "turtle": Export(
        "unionkg.ttl", "the graph as Turtle", lambda dataset, path: write_turtle(_data(dataset), path), in_build=True
    ),
    "trig": Export(
        "unionkg.trig",
        "the graph as TriG, a named graph a document",
        lambda dataset, path: write_trig(_data(dataset), path),
        in_build=True,
    ),
    "jsonld": Export(
        "unionkg.jsonld",
        "the graph as JSON-LD",
        lambda dataset, path: write_jsonld(_data(dataset), path),
        in_build=True,
    ),
    "html": Export(
        "unionkg.html",
        "the explorer: one page that opens without a network",
        lambda dataset, path: write_html(project(dataset.store), path),
        "facts that no view shows: it is for reading",
        in_build=True,
    ),
}


def find_export(name: str) -> Export:
    """Return the export `name`; raise SettingsError with the list of known ones."""
    if name not in EXPORTS:
        raise SettingsError(f"There is no export '{name}'.", offending=name, remedy=f"There are: {', '.join(EXPORTS)}.")
    return EXPORTS[name]
