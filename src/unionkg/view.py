"""The graph for Python: what a notebook or a program asks it.

import unionkg

with unionkg.open("exports") as graph:
    card = graph.entity("霁州市总工会")
    frame = graph.query("leaders", organization="霁州市总工会").to_pandas()
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import networkx
import rdflib

from unionkg.errors import QueryError, SettingsError, StoreError
from unionkg.graph.facts import local
from unionkg.graph.network import to_networkx
from unionkg.graph.projection import Edge, Node, Projection, Witness, project
from unionkg.store.as_of import as_of as dataset_as_of
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.names import find_entity
from unionkg.store.questions import Question, load_questions, run_question
from unionkg.store.show import EntityCard, card_of
from unionkg.store.sparql import run_sparql
from unionkg.store.table import Table, to_values


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as one quote says it: labels of subject and object, the relation's Chinese label or the role.

    `object` is empty for a post without an organisation; `start` and `end` are ISO dates at the stated precision;
    `quote` is the exact text at `[start_offset, end_offset)` of the document's text; `document` is its title.
    """

    subject: str
    relation: str
    object: str
    label: str
    modality: str
    start: str | None
    end: str | None
    speaker: str | None
    quote: str
    start_offset: int
    end_offset: int
    document: str
    published: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer; `columns` are the names of its variables, cells str, int, float, bool or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    table: Table

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dict."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> Any:
        """Return a pandas.DataFrame; raise SettingsError where pandas is not installed."""
        return _optional("pandas").DataFrame(list(self.rows), columns=list(self.columns))

    def to_polars(self) -> Any:
        """Return a polars.DataFrame; raise SettingsError where polars is not installed."""
        columns = {name: [row[at] for row in self.rows] for at, name in enumerate(self.columns)}
        return _optional("polars").DataFrame(columns, strict=False)


class View:
    """A graph that is open for reading. Everything it returns stays as it is when the graph is built again."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._projection: Projection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; a second call does nothing."""
        self.dataset.close()

    def as_of(self, date: str) -> "View":
        """Return what was said to hold on `date` (`2023`, `2023-10` or `2023-10-12`), as a view in memory.

        Raises:
            QueryError: that is no date.
        """
        return View(dataset_as_of(self.dataset, date))

    def entity(self, name: str) -> EntityCard:
        """Return the entity called `name` (label, alias, part of one, or IRI): posts, relations, figures, documents.

        Raises:
            QueryError: no entity fits the name, or several do; the message lists them.
        """
        return card_of(self.projection, local(find_entity(self.dataset.store, name).value))

    def statements(
        self, about: str | None = None, *, relation: str | None = None, modality: str | None = None
    ) -> list[Said]:
        """Return what is said of two things, a quote a row: of one entity, by one relation, in one modality.

        `relation` is a name such as `holdsRole`; `modality` one of actual, underway, planned, demanded, past, negated.
        Figures are asked with `query("figures")`.

        Raises:
            QueryError: no entity fits `about`, or several do.
        """
        node = local(find_entity(self.dataset.store, about).value) if about else None
        labels = {known.id: known.label for known in self.projection.nodes}
        documents = {doc.id: (doc.title, doc.published) for doc in self.projection.documents}
        edges = (*self.projection.edges, *self.projection.loose)
        return [
            _said(edge, witness, labels, documents)
            for edge in edges
            if node is None or node in (edge.source, edge.target)
            if relation is None or edge.type == relation
            if modality is None or edge.modality == modality
            for witness in edge.witnesses
        ]

    def questions(self) -> Mapping[str, Question]:
        """Return the named questions with their titles and parameters."""
        return load_questions()

    def query(self, question: str, **parameters: str) -> Answer:
        """Answer a named question, or SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE).

        Raises:
            QueryError: no such question or parameter, a name that fits nothing or several things, or malformed SPARQL.
        """
        if question in load_questions():
            table = run_question(self.dataset, question, parameters)
        elif parameters or len(question.split()) == 1:
            known = ", ".join(load_questions())
            raise QueryError(f"There is no question '{question}'.", offending=question, remedy=f"There are: {known}.")
        else:
            table = run_sparql(self.dataset, question)
        return Answer(table.columns, to_values(table), table)

    def to_networkx(self, *, as_of: str | None = None) -> "networkx.MultiDiGraph[str]":
        """Return the nodes and edges that the page shows, with scalar attributes; as of a date if one is given."""
        return to_networkx(self.as_of(as_of).projection if as_of else self.projection)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store: a named graph a document, the merge as its default graph."""
        return self.dataset.rdflib_view()

    @property
    def projection(self) -> Projection:
        """Nodes, edges with their witnesses, and documents: made when first asked for."""
        if self._projection is None:
            self._projection = project(self.dataset.store)
        return self._projection


def open_view(path: str | PathLike[str], *, as_of: str | None = None) -> View:
    """Open the graph in the folder `path` (what `unionkg build --out` named, or its `dataset`).

    Raises:
        StoreError: there is none.
        QueryError: `as_of` is no date.
    """
    folder = Path(path)
    found = next((place for place in (folder, folder / "dataset") if (place / "dataset.json").is_file()), None)
    if found is None:
        remedy = f"Build one: unionkg build PATH --out {folder}"
        raise StoreError(f"There is no graph in {folder}.", offending=folder, remedy=remedy)
    view = View(open_dataset(found, read_only=True))
    if as_of is None:
        return view
    with view:
        return view.as_of(as_of)


def _said(
    edge: Edge, witness: Witness, labels: Mapping[str, str], documents: Mapping[str, tuple[str, str | None]]
) -> Said:
    title, published = documents.get(witness.document, (witness.document, None))
    return Said(
        subject=labels.get(edge.source, edge.source),
        relation=edge.type,
        object=labels.get(edge.target, edge.target),
        label=edge.label,
        modality=witness.modality,
        start=edge.start,
        end=edge.end,
        speaker=labels.get(witness.speaker or ""),
        quote=witness.quote,
        start_offset=witness.start,
        end_offset=witness.end,
        document=title,
        published=published,
        confidence=witness.confidence,
    )


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise SettingsError(
            f"{name} is not installed.", offending=name, remedy=f"Install it: pip install {name}"
        ) from error


__all__ = ["Answer", "EntityCard", "Node", "Said", "View", "open_view"]
