"""The dataset on disk or in memory: one named graph a document, and a merge of all of them in the default graph.

Oxigraph's own union of the graphs returns a triple once for each graph that asserts it (oxigraph#1920), so the
default graph holds a copy in which each triple stands once; queries go there.

On disk a dataset is a folder: `dataset.json` names its format and the generation that is current, `g000001/` … are
generations. A generation that was published never changes: a writer builds the next one beside it and then replaces
`dataset.json`. A writer that is killed leaves the last good generation current, and readers never meet a writer.
"""

import contextlib
import itertools
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import oxrdflib
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from unionkg.errors import StoreError
from unionkg.store.lock import WriterLock
from unionkg.store.ontology import ONTOLOGY_GRAPH, ontology_quads

FORMAT = 1
_MANIFEST = "dataset.json"
_BUILD_AGAIN = "Build it again: unionkg build"


class Dataset:
    """An Oxigraph store with the graphs of all documents. `store` is what queries read; write with the methods only."""

    def __init__(self, path: Path | None, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._lock = None if path is None or read_only else WriterLock(path)
        self._staged: tuple[str, Store] | None = None
        self._store: Store | None = None
        try:
            self._store = Store() if path is None else _open_current(path, is_new_allowed=not read_only)
        except StoreError:
            self.close()
            raise

    @property
    def store(self) -> Store:
        """The Oxigraph store of the published generation.

        Raises:
            StoreError: the dataset was closed.
        """
        if self._store is None:
            raise StoreError("The dataset was closed.", offending=self.path, remedy="Open it again.")
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        """Return how many triples the merge of all graphs has."""
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, DefaultGraph()))

    def close(self) -> None:
        """Let go of the files and of the writer's lock; a second call does nothing."""
        self._store = None
        if self._lock:
            self._lock.release()

    def reopen(self) -> None:
        """Read the generation that is current now; a reader that stays open calls it after a build.

        Raises:
            StoreError: the dataset is gone or of another format.
        """
        if self.path is not None:
            self._store = _open_current(self.path, is_new_allowed=not self.read_only)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted: documents, `…/id/graph/entities`, the ontology."""
        return sorted(graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode))

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""
        return [graph for graph in self.graphs() if "/id/document/" in graph]

    def data(self) -> Iterator[Quad]:
        """Yield what the documents and the entities say, in their graphs: neither the ontology nor the merge."""
        for graph in self.graphs():
            if graph != ONTOLOGY_GRAPH.value:
                yield from self.store.quads_for_pattern(None, None, None, NamedNode(graph))

    def load_all(self, quads: Iterable[Quad], *, with_ontology: bool = True) -> None:
        """Replace the whole dataset by `quads`, each in its named graph, in time linear in their number.

        The ontology comes with them unless `with_ontology` is false: the questions show its labels. Nothing changes
        when it fails or is killed on the way.

        Raises:
            StoreError: the dataset is open for reading only, or cannot be written.
            ResourceError: the ontology cannot be read.
        """
        self._check_writable()
        quads = itertools.chain(ontology_quads(), quads) if with_ontology else quads
        if self.path is None:
            fresh = Store()
            fresh.bulk_extend(_with_merge(quads))
            self._store = fresh
            return
        with _store_errors(self.path):
            name, fresh = _next_generation(self.path)
            fresh.bulk_extend(_with_merge(quads))
        self._staged = name, fresh
        del fresh
        self._publish()

    def replace_document(self, document: str, quads: Iterable[Quad]) -> None:
        """Put `quads` in place of all that the graph `document` (an IRI) asserts; a new document is added.

        The graph of the assembled entities is replaced in the same way.

        Raises:
            StoreError: a quad belongs to another graph, the dataset is open for reading only or cannot be written.
        """
        graph = NamedNode(document)
        new = list(quads)
        stray = next((quad for quad in new if quad.graph_name != graph), None)
        if stray is not None:
            raise StoreError(f"A triple of the document {document} is in another graph.", offending=stray)
        with self.batch():
            _replace(self._target(), graph, new)

    def drop_document(self, document: str) -> None:
        """Take the graph `document` (an IRI) out; triples that other graphs assert too stay in the merge.

        Raises:
            StoreError: there is no such graph, the dataset is open for reading only or cannot be written.
        """
        graph = NamedNode(document)
        with self.batch():
            if not self._target().contains_named_graph(graph):
                raise StoreError(f"The dataset has no document {document}.", offending=document)
            _replace(self._target(), graph, [])

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """Publish the changes made within as one; on disk, an error within leaves the dataset as it was.

        In memory each change is made at once and stays.

        Raises:
            StoreError: the dataset is open for reading only, or cannot be written.
        """
        self._check_writable()
        if self.path is None or self._staged:
            yield
            return
        with _store_errors(self.path):
            self._staged = _next_generation(self.path, copy_of=self.store)
        try:
            yield
        except BaseException:
            self._staged = None
            _remove_stale(self.path)
            raise
        self._publish()

    def rdflib_view(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store; its default graph is the merge. Read it, do not write it."""
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store))

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError("The dataset is open for reading only.", offending=self.path)

    # Nothing keeps what this returns: Oxigraph closes a store when its last name goes, which publishing relies on.
    def _target(self) -> Store:
        return self._staged[1] if self._staged else self.store

    def _publish(self) -> None:
        if self.path is None or self._staged is None:
            return
        (name, store), self._staged = self._staged, None
        with _store_errors(self.path):
            store.flush()
            del store
            _write_manifest(self.path, name)
        self._store = _open_current(self.path, is_new_allowed=False)
        _remove_stale(self.path)


def open_dataset(path: Path | None = None, *, read_only: bool = False) -> Dataset:
    """Open the dataset in the folder `path`, made if need be; None: one in memory. One writer, any number of readers.

    >>> with open_dataset() as dataset:
    ...     len(dataset)
    0

    Raises:
        StoreError: there is none to read, it has another format, another program writes it, or access is denied.
    """
    if path is None:
        return Dataset(None, read_only=read_only)
    if not read_only:
        with _store_errors(path):
            path.mkdir(parents=True, exist_ok=True)
    elif not (path / _MANIFEST).is_file():
        raise StoreError(f"There is no dataset in {path}.", offending=path, remedy="Make one: unionkg build")
    return Dataset(path, read_only=read_only)


@contextlib.contextmanager
def _store_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(f"The dataset in {path} cannot be read or written: {error}.", offending=path) from error


def _with_merge(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def _replace(store: Store, graph: NamedNode, quads: list[Quad]) -> None:
    gone = list(store.quads_for_pattern(None, None, None, graph))
    store.remove_graph(graph)
    for quad in gone:
        merged = Quad(quad.subject, quad.predicate, quad.object)
        if all(other == merged for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object)):
            store.remove(merged)
    store.extend(_with_merge(quads))


def _next_generation(path: Path, *, copy_of: Store | None = None) -> tuple[str, Store]:
    _remove_stale(path)
    numbers = [int(folder.name[1:]) for folder in _generations(path)]
    name = f"g{max(numbers, default=0) + 1:06d}"
    if copy_of is not None and (path / _MANIFEST).is_file():
        copy_of.backup(path / name)
    return name, Store(path / name)


def _generations(path: Path) -> list[Path]:
    return [folder for folder in path.glob("g*") if folder.is_dir() and folder.name[1:].isdecimal()]


def _remove_stale(path: Path) -> None:
    # A folder that a reader still holds open cannot be removed on Windows; the next writer tries again.
    current = _read_manifest(path) if (path / _MANIFEST).is_file() else None
    for folder in _generations(path):
        if folder.name != current:
            shutil.rmtree(folder, ignore_errors=True)


def _read_manifest(path: Path) -> str:
    try:
        manifest = json.loads((path / _MANIFEST).read_text("utf-8"))
        version, current = manifest["format"], manifest["current"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / _MANIFEST} cannot be read.", offending=path, remedy=_BUILD_AGAIN) from error
    if version != FORMAT:
        raise StoreError(
            f"The dataset in {path} has format {version}; this version of unionkg reads format {FORMAT}.",
            offending=path,
            remedy=_BUILD_AGAIN,
        )
    return str(current)


def _write_manifest(path: Path, current: str) -> None:
    draft = path / f"{_MANIFEST}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "current": current}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path / _MANIFEST)


def _open_current(path: Path, *, is_new_allowed: bool) -> Store:
    if is_new_allowed and not (path / _MANIFEST).is_file():
        return Store()
    while True:
        current = _read_manifest(path)
        try:
            return Store.read_only(str(path / current))
        except (OSError, RuntimeError) as error:
            # Where a writer published and removed the generation meanwhile, the next one is there to read.
            if _read_manifest(path) == current:
                message = f"The dataset in {path} cannot be read: {error}."
                raise StoreError(message, offending=path, remedy=_BUILD_AGAIN) from error
