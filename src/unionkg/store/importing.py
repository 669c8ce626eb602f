"""Reading back RDF that unionkg wrote: TriG and N-Quads with their graphs, Turtle, N-Triples and JSON-LD without."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from unionkg.errors import InputError, StoreError
from unionkg.graph.validate import ensure_valid
from unionkg.iris import term
from unionkg.store.dataset import open_dataset
from unionkg.vocab import ENTITY_CLASSES

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
}
_DOCUMENT, _QUOTED, _SOURCE = term("schema:NewsArticle"), term("prov:wasQuotedFrom"), term("oa:hasSource")
_TYPE = term("rdf:type")
_ENTITIES = frozenset(term(curie) for curie in ENTITY_CLASSES.values())


def import_files(paths: Sequence[Path], folder: Path, *, replace: bool = False) -> int:
    """Validate `paths` together and make the dataset `folder` of them; return how many documents it has.

    Raises:
        InputError: a file cannot be read.
        ValidationError: the graph breaks a shape; nothing was written.
        StoreError: there is a dataset with documents and `replace` is false, or it cannot be written.
    """
    quads = [quad for path in paths for quad in read_quads(path)]
    ensure_valid(quads)
    with open_dataset(folder) as dataset:
        if dataset.documents() and not replace:
            raise StoreError(
                f"{folder} holds {len(dataset.documents())} documents.",
                offending=folder,
                remedy="Name another folder with --out, or put the files in their place with --replace.",
            )
        dataset.load_all(quads)
        return len(dataset.documents())


def read_quads(path: Path) -> list[Quad]:
    """Return the quads of a file by its suffix; triples without a graph get the graph that a build would give them.

    Raises:
        InputError: it cannot be read, its suffix is unknown, or it holds no document of ours.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path} has no known suffix.", offending=path, remedy=f"There are: {', '.join(FORMATS)}.")
    try:
        quads = set(parse(path=path, format=form))
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}.", offending=path) from error
    loose = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    named = [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]
    if not any(quad.predicate == _TYPE and quad.object == _DOCUMENT for quad in quads):
        raise InputError(f"{path} holds no document of a graph that unionkg wrote.", offending=path)
    return [*named, *_placed(loose)]


def _placed(triples: Iterable[Triple]) -> Iterator[Quad]:
    """Yield `triples` in graphs: entities in theirs, all else in the graph of each document that leads to it."""
    by_subject: dict[object, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, []).append(triple)
    classes = {node: {t.object for t in facts if t.predicate == _TYPE} for node, facts in by_subject.items()}
    entities = {node for node, found in classes.items() if found & _ENTITIES}
    documents = [node for node, found in classes.items() if _DOCUMENT in found and isinstance(node, NamedNode)]
    roots: dict[object, list[object]] = {document: [document] for document in documents}
    for triple in triples:
        if triple.predicate in (_QUOTED, _SOURCE) and triple.object in roots:
            roots[triple.object].append(triple.subject)
    placed = set(entities)
    for document in documents:
        reached = _reached(roots[document], by_subject, entities | set(documents) - {document})
        placed |= reached
        yield from (Quad(t.subject, t.predicate, t.object, document) for node in reached for t in by_subject[node])
    base = documents[0].value.rpartition("/id/")[0] if documents else ""
    graph = NamedNode(f"{base}/id/graph/entities") if documents else None
    rest = entities | (by_subject.keys() - placed)
    yield from (Quad(t.subject, t.predicate, t.object, graph) for node in rest for t in by_subject[node] if graph)


def _reached(roots: Sequence[object], facts: dict[object, list[Triple]], stop: set[object]) -> set[object]:
    """Return the nodes with facts that `roots` lead to without passing through `stop`."""
    found: set[object] = set()
    todo = list(roots)
    while todo:
        node = todo.pop()
        if node not in found and node in facts and node not in stop:
            found.add(node)
            todo.extend(triple.object for triple in facts[node])
    return found
