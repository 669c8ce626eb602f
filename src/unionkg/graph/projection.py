"""The property-graph projection: n-ary nodes of the RDF folded into nodes and edges, for every picture and export.

What folds into what is data: `ontology/projection.toml`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Store

from unionkg.errors import ResourceError
from unionkg.graph.facts import Facts, chinese_labels, local, rules, tail
from unionkg.iris import term
from unionkg.model import content_hash


@dataclass(frozen=True, slots=True)
class Witness:
    """One statement behind an edge or a figure, with the quote that says it.

    `start` and `end` are code-point offsets of `quote` in the text of the document; `speaker` is a node ID.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    modality: str
    confidence: float
    origin: str
    speaker: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation of a node: value and unit, `at_least`/`at_most`/`approx` or no bound, period, place (node ID).

    A target (`modality` planned or demanded) and its attainment are two figures.
    """

    measure: str
    value: float
    unit: str
    witnesses: tuple[Witness, ...]
    bound: str | None = None
    counted: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    modality: str = "actual"


@dataclass(frozen=True, slots=True)
class Node:
    """One entity, whose IRI is the base IRI, `id/` and `id`.

    `type` is a class of the vocabulary (Person …), `kind` the label of its concept, where it has one. `pinyin` reads
    the label without tones, words apart; `initials` are its first letters (szgh). `documents` are the IDs of the
    documents that mention it.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    pinyin: str = ""
    initials: str = ""
    documents: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements that say the same of two nodes: one relation type, role and modality.

    `label` is what a reader sees: the role title, else the relation's Chinese label. `start` and `end` bound its
    validity at the stated precision (None: not stated); of several witnesses they are the widest bounds. `order` is the
    place of a role among the roles that one sentence gives one person, from 1.
    """

    id: str
    source: str
    target: str
    type: str
    label: str
    modality: str
    witnesses: tuple[Witness, ...]
    role: str | None = None
    start: str | None = None
    end: str | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as the page shows it: metadata and the exact text that the offsets count in."""

    id: str
    title: str
    path: str
    text: str
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes, edges and documents, each sorted by ID. Roles without an organisation are edges to no node: `loose`.

    An edge in `loose` has `target == ""`; the card of its source shows it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    loose: tuple[Edge, ...]
    documents: tuple[Reading, ...]


def project(store: Store) -> Projection:
    """Fold the default graph of `store` into nodes and edges, in time linear in its size; the same whatever its order.

    A statement whose subject and object are one entity becomes no edge, one that lacks its subject neither.

    Raises:
        ResourceError: `projection.toml` or the ontology cannot be read, or do not know a relation of the graph.
    """
    facts = Facts(store)
    types = {iri: kind for class_, kind in rules()["nodes"].items() for iri in facts.of_class(class_)}
    witnesses = _witnesses(facts)
    edges = tuple(_edges(facts, types, witnesses))
    return Projection(
        nodes=_nodes(facts, types, _figures(facts, witnesses)),
        edges=tuple(edge for edge in edges if edge.target),
        loose=tuple(edge for edge in edges if not edge.target),
        documents=_readings(facts),
    )


def _witnesses(facts: Facts) -> dict[str, tuple[Witness, ...]]:
    """Return the witnesses of each statement: one for each of its quotes."""
    quotes = facts.quotes()
    modalities, confidences, origins = facts.one("ukg:modality"), facts.one("ukg:confidence"), facts.one("ukg:origin")
    speakers, times = facts.one("prov:wasAttributedTo"), facts.one("ukg:timeText")
    return {
        stmt: tuple(
            Witness(
                tail(stmt),
                *quotes[evidence],
                modality=_concept_name(modalities[stmt]),
                confidence=float(confidences.get(stmt, 1)),
                origin=origins.get(stmt, ""),
                speaker=local(speakers[stmt]) if stmt in speakers else None,
                time=times.get(stmt),
            )
            for evidence in evidences
            if evidence in quotes
        )
        for stmt, evidences in facts.many("oa:hasTarget").items()
    }


def _edges(facts: Facts, types: dict[str, str], witnesses: dict[str, tuple[Witness, ...]]) -> Iterator[Edge]:
    """Yield the edges, sorted by ID: statements are grouped by what they say of which two nodes."""
    rule = rules()["edges"]
    targets, predicates = facts.one(rule["target"]), facts.one(rule["type"])
    roles, modalities, titles = facts.one(rule["role"]), facts.one(rule["modality"]), facts.one("skos:prefLabel")
    qualifiers = facts.one(rule["start"]), facts.one(rule["end"]), facts.one(rule["order"])
    relations = _relations()
    observation = term(rules()["figures"]["statement"]).value
    groups: dict[tuple[str, str, str, str, str], list[str]] = {}
    for stmt, source in facts.one(rule["source"]).items():
        predicate, target = predicates[stmt], targets.get(stmt, "")
        if predicate == observation or target == source or source not in types:
            continue
        if predicate not in relations:
            raise ResourceError(f"projection.toml does not say what {predicate} becomes.", offending=predicate)
        symmetric, is_loose = relations[predicate]
        if target in types or (not target and is_loose):
            ordered = sorted((source, target)) if symmetric else (source, target)
            role = titles.get(roles.get(stmt, ""), "")
            groups.setdefault((ordered[0], ordered[1], predicate, role, modalities[stmt]), []).append(stmt)
    edges = (_edge(key, sorted(stmts), witnesses, qualifiers) for key, stmts in groups.items())
    yield from sorted(edges, key=lambda edge: edge.id)


def _relations() -> dict[str, tuple[bool, bool]]:
    """Return for the IRI of each relation: does it read the same from both sides, may it lack a target."""
    rule = rules()["edges"]
    names = (*rule["directed"], *rule["symmetric"])
    return {term(name).value: (name in rule["symmetric"], name in rule["loose"]) for name in names}


def _edge(
    key: tuple[str, str, str, str, str],
    stmts: list[str],
    witnesses: dict[str, tuple[Witness, ...]],
    qualifiers: tuple[dict[str, str], dict[str, str], dict[str, str]],
) -> Edge:
    starts, ends, orders = qualifiers
    source, target, predicate, role, modality = key
    label = role or chinese_labels().get(predicate)
    if label is None:
        raise ResourceError(f"The ontology has no Chinese label for {predicate}.", offending=predicate)
    dated = [stmt for stmt in stmts if stmt in starts or stmt in ends]
    is_open = any(stmt not in ends for stmt in dated)
    return Edge(
        id=content_hash(*map(local, key)),
        source=local(source),
        target=local(target),
        type=tail(predicate),
        label=label,
        modality=_concept_name(modality),
        witnesses=_sorted(witness for stmt in stmts for witness in witnesses.get(stmt, ())),
        role=role or None,
        start=min((starts[stmt] for stmt in dated if stmt in starts), default=None),
        # `2023` as an end lasts longer than `2023-10`, which a comparison of strings would not see.
        end=None if is_open else max((ends[stmt] for stmt in dated), key=lambda date: f"{date}~", default=None),
        order=min((int(orders[stmt]) for stmt in stmts if stmt in orders), default=None),
    )


def _figures(facts: Facts, witnesses: dict[str, tuple[Witness, ...]]) -> dict[str, list[Figure]]:
    """Return the figures by the IRI of the node that they are of."""
    rule = rules()["figures"]
    column = {name: facts.one(curie) for name, curie in rule.items() if name not in ("node", "statement")}
    stated: dict[str, list[Witness]] = {}
    for stmt, target in facts.one("rdf:object").items():
        stated.setdefault(target, []).extend(witnesses.get(stmt, ()))
    figures: dict[str, list[Figure]] = {}
    for iri in facts.of_class(rule["node"]):
        if iri not in column["source"]:
            continue
        bound, place = column["bound"].get(iri), column["place"].get(iri)
        figure = Figure(
            measure=column["measure"][iri],
            value=float(column["value"][iri]),
            unit=column["unit"][iri],
            witnesses=_sorted(stated.get(iri, ())),
            bound=_concept_name(bound) if bound else None,
            counted=column["counted"].get(iri),
            start=column["start"].get(iri),
            end=column["end"].get(iri),
            place=local(place) if place else None,
            modality=_concept_name(column["modality"][iri]),
        )
        figures.setdefault(column["source"][iri], []).append(figure)
    return figures


def _nodes(facts: Facts, types: dict[str, str], figures: dict[str, list[Figure]]) -> tuple[Node, ...]:
    labels, aliases = facts.one("skos:prefLabel"), facts.many("skos:altLabel")
    kinds, readings = facts.one("ukg:kind"), facts.one("ukg:pinyin")
    documents: dict[str, list[str]] = {}
    for document, mentioned in sorted(facts.many("schema:mentions").items()):
        for iri in mentioned:
            documents.setdefault(iri, []).append(tail(document))
    nodes = (
        Node(
            id=local(iri),
            type=type_,
            label=labels.get(iri, local(iri)),
            aliases=tuple(aliases.get(iri, ())),
            kind=chinese_labels().get(kinds[iri]) if iri in kinds else None,
            pinyin=readings.get(iri, ""),
            initials="".join(syllable[0] for syllable in readings.get(iri, "").split()),
            documents=tuple(documents.get(iri, ())),
            figures=tuple(sorted(figures.get(iri, ()), key=_figure_order)),
        )
        for iri, type_ in types.items()
    )
    return tuple(sorted(nodes, key=lambda node: node.id))


def _readings(facts: Facts) -> tuple[Reading, ...]:
    titles, paths, texts = facts.one("schema:headline"), facts.one("ukg:path"), facts.one("schema:articleBody")
    publishers, dates = facts.one("schema:publisher"), facts.one("schema:datePublished")
    readings = (
        Reading(tail(iri), titles[iri], paths[iri], texts[iri], publishers.get(iri), dates.get(iri))
        for iri in facts.of_class("schema:NewsArticle")
    )
    return tuple(sorted(readings, key=lambda reading: reading.id))


def _concept_name(iri: str) -> str:
    """Return the name of a concept in its scheme: `planned` of `ukg:modality-planned`."""
    return iri.rpartition("#")[2].partition("-")[2]


def _sorted(witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    return tuple(sorted(witnesses, key=lambda witness: (witness.document, witness.start, witness.end, witness.id)))


def _figure_order(figure: Figure) -> tuple[str, str, float, str]:
    return figure.measure, figure.end or figure.start or "", figure.value, repr(figure)
