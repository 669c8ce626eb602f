"""All that the dataset says of one entity, as data and as text for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import rich.box
import rich.console
import rich.table
import rich.text

from unionkg.errors import QueryError
from unionkg.graph.facts import chinese_labels, local
from unionkg.graph.projection import Edge, Figure, Node, Projection, Reading, Witness, project
from unionkg.iris import concept, term
from unionkg.store.dataset import Dataset
from unionkg.store.names import find_entity
from unionkg.store.table import printable
from unionkg.vocab import ENTITY_CLASSES

_ROLE = "holdsRole"


@dataclass(frozen=True, slots=True)
class EntityCard:
    """One entity: its own roles (in the order of time, then as written), its other edges, figures and documents.

    `labels` has the label of each node, `titles` the title of each document that the card refers to.
    """

    node: Node
    roles: tuple[Edge, ...]
    outgoing: tuple[Edge, ...]
    incoming: tuple[Edge, ...]
    documents: tuple[Reading, ...]
    labels: Mapping[str, str]
    titles: Mapping[str, str]


def describe(dataset: Dataset, name: str) -> EntityCard:
    """Return the card of the entity called `name` (its label, an alias, a part of one, or its IRI).

    Raises:
        QueryError: no entity fits the name, or several do.
        ResourceError: the ontology cannot be read.
    """
    return card_of(project(dataset.store), local(find_entity(dataset.store, name).value))


def card_of(projection: Projection, node_id: str) -> EntityCard:
    """Return the card of a node, in time linear in the projection; for many cards of one projection.

    Raises:
        QueryError: the projection has no such node.
    """
    node = next((node for node in projection.nodes if node.id == node_id), None)
    if node is None:
        raise QueryError(f"There is no entity '{node_id}'.", offending=node_id)
    out = [edge for edge in projection.edges if edge.source == node_id]
    into = [edge for edge in projection.edges if edge.target == node_id]
    loose = [edge for edge in projection.loose if edge.source == node_id]
    edges = (*out, *into, *loose)
    witnesses = [witness for edge in edges for witness in edge.witnesses]
    witnesses += [witness for figure in node.figures for witness in figure.witnesses]
    wanted = {edge.source for edge in edges} | {edge.target for edge in edges} | {w.speaker for w in witnesses}
    wanted |= {figure.place for figure in node.figures}
    documents = (doc for doc in projection.documents if doc.id in node.documents)
    sources = {witness.document for witness in witnesses}
    return EntityCard(
        node=node,
        roles=tuple(sorted((edge for edge in (*out, *loose) if edge.type == _ROLE), key=_role_order)),
        outgoing=tuple(sorted((edge for edge in out if edge.type != _ROLE), key=_edge_order)),
        incoming=tuple(sorted(into, key=_edge_order)),
        documents=tuple(sorted(documents, key=lambda doc: (doc.published or "", doc.title, doc.id))),
        labels={node.id: node.label for node in projection.nodes if node.id in wanted},
        titles={doc.id: doc.title for doc in projection.documents if doc.id in sources},
    )


def render(card: EntityCard) -> rich.console.Group:
    """Return the card for a terminal; each line ends with the sentence that says it and the document's title."""
    return rich.console.Group(*_parts(card))


def _parts(card: EntityCard) -> Iterator[rich.console.RenderableType]:
    node = card.node
    yield rich.text.Text(printable(node.label).plain, style="bold")
    yield printable("  ".join(filter(None, (_type_label(node.type), node.kind, f"({node.pinyin})", node.id))))
    if node.aliases:
        yield printable(f"又称 Also called: {'、'.join(node.aliases)}")
    sections = (
        ("职务 Roles", [(edge.label, card.labels.get(edge.target, ""), *_said(card, edge)) for edge in card.roles]),
        ("关系 Relations", [(edge.label, card.labels[edge.target], *_said(card, edge)) for edge in card.outgoing]),
        (
            "被提及 Named by others",
            [(card.labels[edge.source], edge.label, *_said(card, edge)) for edge in card.incoming],
        ),
        (
            "数据 Figures",
            [(f.measure, _amount(card, f), *_quoted(card, f.modality, f.witnesses)) for f in node.figures],
        ),
    )
    for title, rows in sections:
        if rows:
            yield _section(title, rows)
    yield _section("文章 Documents", [(doc.title, doc.publisher or "", doc.published or "") for doc in card.documents])


def _section(title: str, rows: Iterable[tuple[str, ...]]) -> rich.table.Table:
    view = rich.table.Table(title=title, title_justify="left", box=rich.box.SIMPLE, show_header=False)
    for row in rows:
        view.add_row(*map(printable, row))
    return view


def _said(card: EntityCard, edge: Edge) -> tuple[str, str, str]:
    when = " – ".join(filter(None, (edge.start, edge.end if edge.end != edge.start else None)))
    times = (witness.time for witness in edge.witnesses)
    when = when or next(filter(None, times), "")
    status, quote, source = _quoted(card, edge.modality, edge.witnesses)
    return " ".join(filter(None, (status, when))), quote, source


def _quoted(card: EntityCard, modality: str, witnesses: tuple[Witness, ...]) -> tuple[str, str, str]:
    status = chinese_labels().get(concept("modality", modality).value, modality)
    if not witnesses:
        return status, "", ""
    first = min(witnesses, key=lambda witness: (len(witness.quote), witness.document, witness.start))
    speaker = card.labels.get(first.speaker or "")
    quote = f"{speaker}：{first.quote}" if speaker else first.quote
    more = f" (+{len(witnesses) - 1})" if len(witnesses) > 1 else ""
    return status, quote, f"{card.titles.get(first.document, first.document)}{more}"


def _amount(card: EntityCard, figure: Figure) -> str:
    bound = chinese_labels().get(concept("bound", figure.bound).value, "") if figure.bound else ""
    when = " – ".join(dict.fromkeys(filter(None, (figure.start, figure.end))))
    where = card.labels.get(figure.place or "", "")
    value = f"{figure.value:.0f}" if figure.value.is_integer() else str(figure.value)
    return " ".join(filter(None, (bound, f"{value}{figure.unit}", where, when)))


def _type_label(type_: str) -> str:
    return chinese_labels().get(term(ENTITY_CLASSES[type_]).value, type_)


def _role_order(edge: Edge) -> tuple[str, int, str, str]:
    # A role without dates is taken as the present one: it comes after those that began at some time.
    return edge.start or edge.end or "9999", edge.order or 0, edge.label, edge.id


def _edge_order(edge: Edge) -> tuple[str, str, str]:
    return edge.type, edge.label, edge.id
