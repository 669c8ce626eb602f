"""From the dataset of the last build to that of this one: only what changed is written, in one step.

What comes out is what writing the whole dataset would give; tests compare the two. A document's graph depends on its
extraction and on which entities its own ones became; an entity on its names; a plain triple stays as long as one
statement of any document asserts it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from unionkg import __version__
from unionkg.entities import Resolution
from unionkg.graph.build import (
    asserted_facts,
    document_quads,
    entity_index,
    entity_quads,
    label_quads,
    narrower_facts,
    reprint_quads,
)
from unionkg.graph.scope import Fact
from unionkg.graph.validate import ensure_valid
from unionkg.index import Index
from unionkg.iris import Iris, relation, term
from unionkg.model import Document, Entity, Extraction, Run, content_hash
from unionkg.settings import Settings
from unionkg.store.dataset import Dataset
from unionkg.store.reasoning import inferred_quads, renew
from unionkg.vocab import RELATION_TYPES

# What a build tells while it works: the step, how many are done, how many there are (0: not known).
Progress = Callable[[str, int, int], None]

# Where more of the documents change than this, writing all is quicker.
_MOST = 0.2
_SUBJECT, _OBJECT = term("rdf:subject"), term("rdf:object")


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the last build: documents (ID) to write and to drop, entities (type/ID) likewise."""

    written: frozenset[str]
    dropped: frozenset[str]
    entities: frozenset[str]
    gone: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.written or self.dropped or self.entities or self.gone)


def nodes_of(extractions: Iterable[Extraction], resolution: Resolution) -> dict[str, str]:
    """Return for the ID of each document a hash of the entities that its own ones became, and of people's decisions."""
    index = entity_index(resolution.entities)
    return {
        extraction.document.id: content_hash(
            *(_name(index[entity.id]) for entity in extraction.entities),
            *(repr((s.id, s.review, s.role, s.interval)) for s in extraction.statements if s.review),
        )
        for extraction in extractions
    }


def hashes_of(resolution: Resolution) -> dict[str, str]:
    """Return a hash of what the graph says of each entity, by its type and ID."""
    return {
        _name(entity): content_hash(
            entity.canonical, entity.name, repr((entity.confidence, entity.referents)), *entity.aliases
        )
        for entity in resolution.entities
    }


def compare(last: Index | None, now: Index) -> Change | None:
    """Return what changed since the last build; None where there was none or most of it changed: write all."""
    if last is None:
        return None
    keys = {row["document"][-1][:16]: key for key, row in now.rows.items()}
    written = {id_ for id_, nodes in now.nodes.items() if keys[id_] not in last.rows or last.nodes.get(id_) != nodes}
    dropped = last.nodes.keys() - now.nodes.keys()
    if max(len(written), len(dropped)) > _MOST * len(last.nodes):
        return None
    changed = {name for name, hash_ in now.entities.items() if last.entities.get(name) != hash_}
    gone = last.entities.keys() - now.entities.keys()
    return Change(frozenset(written), frozenset(dropped), frozenset(changed), frozenset(gone))


def write_all(
    dataset: Dataset,
    extractions: Sequence[Extraction],
    resolution: Resolution,
    settings: Settings,
    notes: bytes,
    progress: Progress = lambda *_: None,
    *,
    with_inference: bool = True,
) -> None:
    """Put the graph of all documents in place of what `dataset` holds.

    Raises:
        ValidationError: the graph breaks a shape; nothing was written.
        StoreError: the dataset cannot be written.
    """
    quads = list(to_quads(extractions, resolution, settings))
    progress("validate", 0, 0)
    ensure_valid(quads)
    progress("store", 0, 0)
    if with_inference:
        entities = Iris(settings.base_iri).graph("entities")
        plain = (quad for quad in quads if quad.graph_name == entities)
        quads += inferred_quads(plain, Iris(settings.base_iri).graph("inferred").value)
    dataset.note(notes)
    dataset.load_all(quads)


def write_change(
    dataset: Dataset,
    change: Change,
    extractions: Sequence[Extraction],
    documents: Sequence[Document],
    resolution: Resolution,
    settings: Settings,
    notes: bytes,
    progress: Progress = lambda *_: None,
    *,
    with_inference: bool = True,
) -> None:
    """Write what `change` names; `extractions` are those of its written documents, whole, `documents` all there are.

    Raises:
        ValidationError: what would be written breaks a shape; nothing was written.
        StoreError: the dataset cannot be written.
    """
    iris, index, run = Iris(settings.base_iri), entity_index(resolution.entities), Run(__version__, settings.sha256)
    graphs = {
        iris.document(extraction.document.id): list(document_quads(extraction, index, run, settings))
        for extraction in extractions
    }
    named = {_name(index[entity.id]) for extraction in extractions for entity in extraction.entities}
    concerned = [entity for entity in resolution.entities if _name(entity) in named | change.entities]
    labels = {_name(entity): list(label_quads((entity,), settings)) for entity in concerned}
    progress("validate", 0, 0)
    ensure_valid([*(q for quads in graphs.values() for q in quads), *(q for quads in labels.values() for q in quads)])
    progress("store", 0, 0)
    dropped = [iris.document(id_) for id_ in change.dropped]
    entities = iris.graph("entities")
    with dataset.batch():
        before: set[Fact] = set()
        for graph in (*graphs, *dropped):
            before |= asserted_facts(dataset.target().quads_for_pattern(None, None, None, graph))
        for graph, quads in graphs.items():
            dataset.replace_document(graph.value, quads)
        for graph in dropped:
            dataset.drop_document(graph.value)
        after = {fact for quads in graphs.values() for fact in asserted_facts(quads)}
        lost = {fact for fact in before - after if not _is_said(dataset.target(), fact)}
        stale = [*_own_quads(dataset.target(), iris, change), *_quads((*lost, *narrower_facts(lost)), entities)]
        fresh = [quad for name in change.entities for quad in labels[name]]
        copies = set(reprint_quads(resolution.index.society.witness, documents, settings))
        linked = set(dataset.target().quads_for_pattern(None, term("dcterms:isVersionOf"), None, entities))
        stale += linked - copies
        fresh += copies - linked
        said = (*after, *narrower_facts(after))
        dataset.change_graph(entities.value, stale, [*fresh, *_quads(said, entities)])
        if with_inference:
            inferred = iris.graph("inferred")
            changed = (*lost, *narrower_facts(lost), *said)
            dataset.change_graph(inferred.value, *renew(dataset.target(), entities, inferred, changed))
        dataset.note(notes)


def to_quads(extractions: Sequence[Extraction], resolution: Resolution, settings: Settings) -> Iterator[Quad]:
    """Yield the graph of every document and the graph of the entities."""
    run = Run(__version__, settings.sha256)
    entity_of = entity_index(resolution.entities)
    for extraction in extractions:
        yield from document_quads(extraction, entity_of, run, settings)
    yield from entity_quads(resolution.entities, extractions, settings)
    documents = [extraction.document for extraction in extractions]
    yield from reprint_quads(resolution.index.society.witness, documents, settings)


def _name(entity: Entity) -> str:
    return f"{entity.type}/{entity.id}"


def _quads(facts: Iterable[Fact], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(*fact, graph) for fact in facts)


def _own_quads(store: Store, iris: Iris, change: Change) -> Iterator[Quad]:
    """Yield what the graph of the entities says of changed and gone entities alone: all but their relations."""
    relations = {*map(relation, RELATION_TYPES), relation("observation")}
    relations |= {term("org:subOrganizationOf"), term("schema:containedInPlace")}
    graph = iris.graph("entities")
    for name in (*change.entities, *change.gone):
        node = iris.entity(*name.split("/", 1))
        for quad in list(store.quads_for_pattern(node, None, None, graph)):
            if quad.predicate not in relations:
                yield quad


def _is_said(store: Store, fact: Fact) -> bool:
    """Return whether a statement of any document says that the plain triple is so."""
    subject, _, object_ = fact
    for quad in store.quads_for_pattern(None, _OBJECT, object_, DefaultGraph()):
        stmt = quad.subject
        if not isinstance(stmt, NamedNode) or Quad(stmt, _SUBJECT, subject) not in store:
            continue
        if asserted_facts(store.quads_for_pattern(stmt, None, None, DefaultGraph())) == {fact}:
            return True
    return False
