"""The property-graph projection: n-ary nodes of the RDF folded into nodes and edges, for every picture and export.

What folds into what is data: `ontology/projection.toml`. A node or an edge at a time is read and passed on, so that a
graph larger than the memory can leave; `project` holds all of them.
"""

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pyoxigraph import Store

from unionkg.errors import ResourceError
from unionkg.graph.elements import Edge, Figure, Node, Projection, Reading, Witness
from unionkg.graph.facts import About, Nodes, chinese_labels, first, local, rules, tail, values
from unionkg.iris import term
from unionkg.model import content_hash
from unionkg.sorting import sorted_lines

__all__ = ["Edge", "Figure", "Node", "Projecting", "Projection", "Reading", "Witness", "project"]


def project(store: Store) -> Projection:
    """Fold the default graph of `store` into nodes and edges, in time linear in its size; the same whatever its order.

    A statement whose subject and object are one entity becomes no edge, one that lacks its subject neither.

    Raises:
        ResourceError: `projection.toml` or the ontology cannot be read, or do not know a relation of the graph.
    """
    view = Projecting(store)
    edges = tuple(view.edges())
    return Projection(
        nodes=tuple(view.nodes()),
        edges=tuple(edge for edge in edges if edge.target),
        loose=tuple(edge for edge in edges if not edge.target),
        documents=tuple(view.documents()),
    )


class Projecting:
    """The projection of a store, a node, an edge or a document at a time; memory does not grow with the store.

    `read` gives the triples of the store by subject.
    """

    def __init__(self, store: Store) -> None:
        self.read = Nodes(store)
        self._relations = _relations()

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes, sorted by ID."""
        found = (iri for class_ in rules()["nodes"] for iri in self.read.of_class(class_))
        return map(self._node, _by_id(found, local))

    def edges(self) -> Iterator[Edge]:
        """Yield the edges, sorted by ID; one whose target is empty is a role without an organisation.

        Raises:
            ResourceError: `projection.toml` or the ontology do not know a relation of the graph.
        """
        lines = (line.split(b" ", 2) for line in sorted_lines(self._stated()))
        for id_, group in groupby(lines, key=lambda parts: parts[0]):
            yield self._edge(id_.decode(), [(stmt.decode(), json.loads(about)) for _, stmt, about in group])

    def documents(self) -> Iterator[Reading]:
        """Yield the documents, sorted by ID."""
        for iri in _by_id(self.read.of_class("schema:NewsArticle"), tail):
            about = self.read.about(iri)
            title, path, text = (
                values(about, name)[0] for name in ("schema:headline", "ukg:path", "schema:articleBody")
            )
            yield Reading(
                tail(iri), title, path, text, first(about, "schema:publisher"), first(about, "schema:datePublished")
            )

    def name(self, node_id: str | None) -> str | None:
        """Return the name of a node by its ID; None for what is no node."""
        iris = (base + node_id for base in self._bases) if node_id else ()
        return next((self.read.name(iri) or node_id for iri in iris if self.read.type_of(iri)), None)

    def type(self, node_id: str) -> str | None:
        """Return the type of a node by its ID; None for what is no node."""
        return next((type_ for base in self._bases if (type_ := self.read.type_of(base + node_id))), None)

    def title(self, document_id: str) -> str | None:
        """Return the title of a document by its ID; None for what is no document."""
        found = (self.read.headline(f"{base}document/{document_id}") for base in self._bases)
        return next((title for title in found if title is not None), None)

    @functools.cached_property
    def _bases(self) -> tuple[str, ...]:
        """What stands before the IDs in the IRIs: one base, but where datasets of several were merged."""
        found = {iri.removesuffix(local(iri)) for iri in self.read.of_class("schema:NewsArticle")}
        return (*sorted(found), "")

    def _stated(self) -> Iterator[bytes]:
        """Yield a line a statement that an edge rests on: the ID of the edge, the statement, all that is said of it."""
        rule = rules()["edges"]
        observation = term(rules()["figures"]["statement"]).value
        for stmt in self.read.subjects(rule["source"]):
            about = self.read.about(stmt)
            source, predicate = values(about, rule["source"])[0], values(about, rule["type"])[0]
            target = first(about, rule["target"]) or ""
            if predicate == observation or target == source or not self.read.type_of(source):
                continue
            if predicate not in self._relations:
                raise ResourceError(f"projection.toml does not say what {predicate} becomes.", offending=predicate)
            if self.read.type_of(target) if target else self._relations[predicate][1]:
                id_ = content_hash(*map(local, self._key(about)))
                yield f"{id_} {stmt} {json.dumps(about)}\n".encode()

    def _key(self, about: About) -> tuple[str, str, str, str, str]:
        """Return what the statements of one edge have in common: source, target, predicate, role, modality."""
        rule = rules()["edges"]
        predicate, role = values(about, rule["type"])[0], first(about, rule["role"])
        ends = values(about, rule["source"])[0], first(about, rule["target"]) or ""
        source, target = sorted(ends) if self._relations[predicate][0] else ends
        title = (self.read.name(role) or "") if role else ""
        return source, target, predicate, title, values(about, rule["modality"])[0]

    def _edge(self, id_: str, stmts: list[tuple[str, About]]) -> Edge:
        rule = rules()["edges"]
        source, target, predicate, role, modality = self._key(stmts[0][1])
        label = role or chinese_labels().get(predicate)
        if label is None:
            raise ResourceError(f"The ontology has no Chinese label for {predicate}.", offending=predicate)
        spans = [(first(about, rule["start"]), first(about, rule["end"])) for _, about in stmts]
        ends = [end for start, end in spans if start or end]
        orders = [int(order) for _, about in stmts if (order := first(about, rule["order"]))]
        return Edge(
            id=id_,
            source=local(source),
            target=local(target),
            type=tail(predicate),
            label=label,
            modality=_concept_name(modality),
            witnesses=_sorted(witness for stmt, about in stmts for witness in self._witnesses(stmt, about)),
            role=role or None,
            start=min((start for start, _ in spans if start), default=None),
            # `2023` as an end lasts longer than `2023-10`, which a comparison of strings would not see.
            end=max((end or "" for end in ends), key=lambda date: f"{date}~", default=None) if all(ends) else None,
            order=min(orders, default=None),
        )

    def _witnesses(self, stmt: str, about: About) -> Iterator[Witness]:
        """Yield the witnesses of a statement: one for each of its quotes."""
        speaker, review = first(about, "prov:wasAttributedTo"), first(about, "ukg:review")
        for evidence in values(about, "oa:hasTarget"):
            quote = self.read.quote(evidence)
            if quote is not None:
                yield Witness(
                    tail(stmt),
                    *quote,
                    modality=_concept_name(values(about, "ukg:modality")[0]),
                    confidence=float(first(about, "ukg:confidence") or 1),
                    origin=first(about, "ukg:origin") or "",
                    speaker=local(speaker) if speaker else None,
                    time=first(about, "ukg:timeText"),
                    review=_concept_name(review) if review else None,
                )

    def _node(self, iri: str) -> Node:
        about = self.read.about(iri)
        kind, reading = first(about, "ukg:kind"), first(about, "ukg:pinyin") or ""
        return Node(
            id=local(iri),
            type=self.read.type_of(iri) or "",
            label=first(about, "skos:prefLabel") or local(iri),
            aliases=tuple(values(about, "skos:altLabel")),
            kind=chinese_labels().get(kind) if kind else None,
            pinyin=reading,
            initials="".join(syllable[0] for syllable in reading.split()),
            documents=tuple(map(tail, sorted(self.read.subjects("schema:mentions", iri)))),
            figures=tuple(sorted(self._figures(iri), key=_figure_order)),
        )

    def _figures(self, node: str) -> Iterator[Figure]:
        rule = rules()["figures"]
        for iri in self.read.subjects(rule["source"], node):
            about = self.read.about(iri)
            if term(rule["node"]).value not in values(about, "rdf:type"):
                continue
            bound, place = first(about, rule["bound"]), first(about, rule["place"])
            stated = ((stmt, self.read.about(stmt)) for stmt in self.read.subjects("rdf:object", iri))
            yield Figure(
                measure=values(about, rule["measure"])[0],
                value=float(values(about, rule["value"])[0]),
                unit=values(about, rule["unit"])[0],
                witnesses=_sorted(witness for stmt, said in stated for witness in self._witnesses(stmt, said)),
                bound=_concept_name(bound) if bound else None,
                counted=first(about, rule["counted"]),
                start=first(about, rule["start"]),
                end=first(about, rule["end"]),
                place=local(place) if place else None,
                modality=_concept_name(values(about, rule["modality"])[0]),
            )


def _relations() -> dict[str, tuple[bool, bool]]:
    """Return for the IRI of each relation: does it read the same from both sides, may it lack a target."""
    rule = rules()["edges"]
    names = (*rule["directed"], *rule["symmetric"])
    return {term(name).value: (name in rule["symmetric"], name in rule["loose"]) for name in names}


def _by_id(iris: Iterable[str], id_of: Callable[[str], str]) -> Iterator[str]:
    """Yield IRIs, each once, sorted by their ID."""
    for line in sorted_lines(f"{id_of(iri)} {iri}\n".encode() for iri in iris):
        yield line.decode().rstrip("\n").partition(" ")[2]


def _concept_name(iri: str) -> str:
    """Return the name of a concept in its scheme: `planned` of `ukg:modality-planned`."""
    return iri.rpartition("#")[2].partition("-")[2]


def _sorted(witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    return tuple(sorted(witnesses, key=lambda witness: (witness.document, witness.start, witness.end, witness.id)))


def _figure_order(figure: Figure) -> tuple[str, str, float, str]:
    return figure.measure, figure.end or figure.start or "", figure.value, repr(figure)
