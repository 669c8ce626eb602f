"""The dataset on disk or in memory: one named graph a document, and a merge of all of them in the default graph.

Oxigraph's own union of the graphs returns a triple once for each graph that asserts it (oxigraph#1920), so the
default graph holds a copy in which each triple stands once; queries go there.

On disk a dataset is a folder: `dataset.json` names its format and the generation that is current, `g000001/` … are
generations. A generation that was published never changes: a writer builds the next one beside it and then replaces
`dataset.json`. A writer that is killed leaves the last good generation current, and readers never meet a writer.
"""

import contextlib
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import oxrdflib
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from unionkg.errors import StoreError
from unionkg.store.generations import (
    MANIFEST,
    next_generation,
    open_current,
    open_or_replace,
    read_notes,
    remove_stale,
    write_manifest,
    write_notes,
)
from unionkg.store.lock import WriterLock
from unionkg.store.ontology import ONTOLOGY_GRAPH, ontology_quads
from unionkg.store.reasoning import INFERRED


class Dataset:
    """An Oxigraph store with the graphs of all documents. `store` is what queries read; write with the methods only.

    `notice` says in a sentence why what was on disk is replaced rather than read; None when it is read.
    """

    def __init__(self, path: Path | None, *, read_only: bool, is_replaceable: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._lock = None if path is None or read_only else WriterLock(path)
        self.notice: str | None = None
        self._staged: tuple[str, Store] | None = None
        self._notes: bytes | None = None
        self._store: Store | None = None
        try:
            if path is not None and not read_only:
                remove_stale(path)  # what a writer left that was killed
            if path is not None and is_replaceable:
                self._store, self.notice = open_or_replace(path)
            else:
                self._store = Store() if path is None else open_current(path, is_new_allowed=not read_only)
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
            self._store = open_current(self.path, is_new_allowed=not self.read_only)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted: documents, `…/id/graph/entities`, the ontology."""
        return sorted(graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode))

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""
        return [graph for graph in self.graphs() if "/id/document/" in graph]

    def data(self) -> Iterator[Quad]:
        """Yield what documents and entities say, in their graphs: neither ontology nor inferences nor merge."""
        for graph in self.graphs():
            if graph != ONTOLOGY_GRAPH.value and not graph.endswith(INFERRED):
                yield from self.store.quads_for_pattern(None, None, None, NamedNode(graph))

    def notes(self) -> bytes | None:
        """Return what the writer of the published generation noted for the next one, None where it noted nothing."""
        return None if self.path is None or self.notice else read_notes(self.path)

    def note(self, notes: bytes) -> None:
        """Keep `notes` with the next generation that is published (not in memory)."""
        self._notes = notes

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
            name, fresh = next_generation(self.path)
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
            _replace(self.target(), graph, new)

    def drop_document(self, document: str) -> None:
        """Take the graph `document` (an IRI) out; triples that other graphs assert too stay in the merge.

        Raises:
            StoreError: there is no such graph, the dataset is open for reading only or cannot be written.
        """
        graph = NamedNode(document)
        with self.batch():
            if not self.target().contains_named_graph(graph):
                raise StoreError(f"The dataset has no document {document}.", offending=document)
            _replace(self.target(), graph, [])

    def change_graph(self, graph: str, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Take `gone` out of the named graph `graph` and put `new` into it; the rest of it stays.

        Raises:
            StoreError: the dataset is open for reading only, or cannot be written.
        """
        name = NamedNode(graph)
        with self.batch():
            store = self.target()
            for quad in gone:
                store.remove(Quad(quad.subject, quad.predicate, quad.object, name))
                _drop_from_merge(store, quad)
            store.extend(_with_merge(Quad(quad.subject, quad.predicate, quad.object, name) for quad in new))

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
            self._staged = next_generation(self.path, copy_of=self.store)
        try:
            yield
        except BaseException:
            self._staged = self._notes = None
            remove_stale(self.path)
            raise
        self._publish()

    def rdflib_view(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store; its default graph is the merge. Read it, do not write it."""
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store))

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError("The dataset is open for reading only.", offending=self.path)

    def target(self) -> Store:
        """Return the store with the changes of the batch that is open; keep it no longer than the batch.

        Oxigraph closes a store when its last name goes, which publishing relies on.
        """
        return self._staged[1] if self._staged else self.store

    def _publish(self) -> None:
        if self.path is None or self._staged is None:
            return
        (name, store), self._staged = self._staged, None
        with _store_errors(self.path):
            store.flush()
            del store
            if self._notes is not None:
                write_notes(self.path, name, self._notes)
            write_manifest(self.path, name)
        self.notice = self._notes = None
        self._store = open_current(self.path, is_new_allowed=False)
        remove_stale(self.path)


def open_dataset(path: Path | None = None, *, read_only: bool = False, is_replaceable: bool = False) -> Dataset:
    """Open the dataset in the folder `path`, made if need be; None: one in memory. One writer, any number of readers.

    With `is_replaceable` one that cannot be read, or has an older format, counts as empty; `notice` then says why.

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
    elif not (path / MANIFEST).is_file():
        raise StoreError(f"There is no dataset in {path}.", offending=path, remedy="Make one: unionkg build")
    return Dataset(path, read_only=read_only, is_replaceable=is_replaceable)


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
        _drop_from_merge(store, quad)
    store.extend(_with_merge(quads))


def _drop_from_merge(store: Store, quad: Quad) -> None:
    """Take the triple out of the merge unless a named graph still asserts it."""
    merged = Quad(quad.subject, quad.predicate, quad.object)
    if all(other == merged for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object)):
        store.remove(merged)
