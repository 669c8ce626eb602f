"""RDF of documents and of assembled entities. `docs/model.md` shows the triples by an example.

Each document is one named graph whose name is the document's IRI; entities and the plain triples between them are the
graph `id/graph/entities`. Triples may repeat; a store and the serialisers drop the repetitions.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from unionkg.graph.evidence import evidence_facts
from unionkg.graph.kinds import kind_of
from unionkg.graph.literals import date, decimal, instant, integer, words
from unionkg.graph.nary import (
    grant_facts,
    grant_of,
    membership_facts,
    membership_of,
    observation_facts,
    observation_of,
    role_facts,
    time_facts,
)
from unionkg.graph.pinyin import syllables
from unionkg.graph.scope import Fact, Scope, entity_index, is_asserted, open_scope
from unionkg.iris import Iris, concept, relation, term
from unionkg.model import Document, Entity, Extraction, Run, Statement
from unionkg.settings import Settings
from unionkg.vocab import ASSERTED, ENTITY_CLASSES

__all__ = [
    "asserted_facts",
    "document_quads",
    "entity_index",
    "entity_quads",
    "label_quads",
    "narrower_facts",
    "reprint_quads",
]

_TYPE = term("rdf:type")

# The standard property that says the same of two things of these types and is too narrow for the others.
_NARROWER = {
    ("partOf", "Organization", "Organization"): term("org:subOrganizationOf"),
    ("locatedIn", "Place", "Place"): term("schema:containedInPlace"),
}

_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"), term("ukg:modality"))
_IS_SO = frozenset(concept("modality", name) for name in ASSERTED)


def document_quads(
    extraction: Extraction, entity_of: Mapping[str, Entity], run: Run, settings: Settings
) -> Iterator[Quad]:
    """Yield the graph of one document: its metadata and text, its statements with their evidence, what they are about.

    `entity_of` gives the assembled entity of each entity ID of the document (`entity_index`). Raises KeyError for an ID
    that it lacks.
    """
    scope = open_scope(extraction, entity_of, settings)
    for fact in _document_facts(scope, run):
        yield Quad(*fact, scope.document)


def label_quads(entities: Iterable[Entity], settings: Settings) -> Iterator[Quad]:
    """Yield what the graph `id/graph/entities` says of each entity alone: class, names, kind."""
    iris = Iris(settings.base_iri)
    graph = iris.graph("entities")
    for entity in entities:
        for fact in _entity_facts(iris, entity):
            yield Quad(*fact, graph)


def asserted_facts(quads: Iterable[Quad]) -> set[Fact]:
    """Return the relations between things that the statements of a document's graph say to be the case.

    They are the plain triples that stand beside those statements, without the narrower ones (`narrower_facts`).
    """
    parts: dict[object, dict[NamedNode, NamedNode]] = {}
    for quad in quads:
        if quad.predicate in _PARTS and isinstance(quad.object, NamedNode):
            parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
    found = (tuple(said.get(part) for part in _PARTS) for said in parts.values())
    return {(s, p, o) for s, p, o, modality in found if s and p and o and s != o and modality in _IS_SO}


def narrower_facts(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield for plain triples the ones that a narrower standard property says of things of their types."""
    narrower = {(relation(name), *types): property_ for (name, *types), property_ in _NARROWER.items()}
    for subject, property_, object_ in facts:
        types = (node.value.rpartition("/")[0].rpartition("/")[2].capitalize() for node in (subject, object_))
        found = narrower.get((property_, *types))
        if found is not None:
            yield subject, found, object_


def entity_quads(entities: Iterable[Entity], extractions: Iterable[Extraction], settings: Settings) -> Iterator[Quad]:
    """Yield the graph `id/graph/entities`: the entities, and plain triples for what is said to be the case.

    A statement that is negated, planned, demanded, past or rejected asserts none.
    """
    known = tuple(entities)
    index, graph = entity_index(known), Iris(settings.base_iri).graph("entities")
    yield from label_quads(known, settings)
    for extraction in extractions:
        scope = open_scope(extraction, index, settings)
        for stmt in filter(is_asserted, scope.statements):
            for fact in _plain_facts(scope, stmt):
                yield Quad(*fact, graph)


def reprint_quads(witness: Mapping[str, str], documents: Iterable[Document], settings: Settings) -> Iterator[Quad]:
    """Yield a link from each document that repeats another one to the earliest text of those that do.

    `witness` maps the ID of such a document to a name of its group; documents that repeat none are absent. The links
    stand in the graph of the entities: which document is a reprint depends on the others.
    """
    groups: dict[str, list[Document]] = {}
    for document in documents:
        if document.id in witness:
            groups.setdefault(witness[document.id], []).append(document)
    iris = Iris(settings.base_iri)
    for group in groups.values():
        first, *others = sorted(group, key=lambda document: (document.published or "9999", document.id))
        for document in others:
            fact = iris.document(document.id), term("dcterms:isVersionOf"), iris.document(first.id)
            yield Quad(*fact, iris.graph("entities"))


def _document_facts(scope: Scope, run: Run) -> Iterator[Fact]:
    yield from _metadata_facts(scope.document, scope.extraction.document)
    yield from _run_facts(scope.iris.run(run.id), run)
    for entity in scope.extraction.entities:
        yield scope.document, term("schema:mentions"), scope.node(entity.id)
    orders = _role_orders(scope)
    for stmt in scope.statements:
        yield from _statement_facts(scope, stmt, run)
        yield from _link_facts(scope, stmt, orders)
        yield from membership_facts(scope, stmt)
        yield from grant_facts(scope, stmt)
        yield from observation_facts(scope, stmt)
        for evidence in stmt.evidence:
            yield from evidence_facts(scope, evidence)
    for stmt in scope.rejected:
        yield from _rejected_facts(scope, stmt, run)
        for evidence in stmt.evidence:
            yield from evidence_facts(scope, evidence)


def _metadata_facts(node: NamedNode, document: Document) -> Iterator[Fact]:
    yield node, _TYPE, term("schema:NewsArticle")
    yield node, _TYPE, term("prov:Entity")
    # A document without a title is shown under the name of its file.
    yield node, term("schema:headline"), words(document.title or document.path.rpartition("/")[2], document.language)
    yield node, term("schema:articleBody"), Literal(document.text)
    yield node, term("schema:inLanguage"), Literal(document.language)
    yield node, term("ukg:path"), Literal(document.path)
    yield node, term("ukg:sha256"), Literal(document.sha256)
    if document.publisher:
        yield node, term("schema:publisher"), Literal(document.publisher)
    if document.published:
        yield node, term("schema:datePublished"), date(document.published)
    for reporter in document.reporters:
        yield node, term("schema:author"), Literal(reporter)


def _run_facts(node: NamedNode, run: Run) -> Iterator[Fact]:
    yield node, _TYPE, term("prov:Activity")
    yield node, term("schema:softwareVersion"), Literal(run.version)
    yield node, term("ukg:settingsSha256"), Literal(run.settings_sha256)


def _statement_facts(scope: Scope, stmt: Statement, run: Run) -> Iterator[Fact]:
    """Yield the statement: what it says, how, who says so, where."""
    node = scope.iris.statement(stmt.id)
    object_ = observation_of(scope, stmt) or scope.optional(stmt.object)
    yield node, _TYPE, term("ukg:Statement")
    yield node, term("rdf:predicate"), relation(stmt.property)
    if stmt.subject is not None:
        yield node, term("rdf:subject"), scope.node(stmt.subject)
    if object_ is not None:
        yield node, term("rdf:object"), object_
    if stmt.speaker is not None:
        yield node, term("prov:wasAttributedTo"), scope.node(stmt.speaker)
    yield from _source_facts(scope, node, stmt, run)


def _rejected_facts(scope: Scope, stmt: Statement, run: Run) -> Iterator[Fact]:
    """Yield what stays of a statement that a person found wrong: no query that follows statements meets it."""
    node = scope.iris.statement(stmt.id)
    yield node, _TYPE, term("ukg:RejectedStatement")
    yield from _source_facts(scope, node, stmt, run)


def _source_facts(scope: Scope, node: NamedNode, stmt: Statement, run: Run) -> Iterator[Fact]:
    """Yield what the statement says in words, how, where, which rule made it, and what a person decided on it."""
    yield node, term("ukg:says"), Literal(scope.says(stmt))
    yield node, term("ukg:modality"), concept("modality", stmt.modality)
    yield node, term("ukg:confidence"), decimal(stmt.confidence)
    yield node, term("ukg:origin"), Literal(stmt.origin)
    if stmt.review is not None:
        yield node, term("ukg:review"), concept("review", stmt.review.verdict)
        yield node, term("ukg:reviewedBy"), Literal(stmt.review.by)
        yield node, term("ukg:reviewedAt"), instant(stmt.review.at)
    yield node, term("prov:wasQuotedFrom"), scope.document
    yield node, term("prov:wasGeneratedBy"), scope.iris.run(run.id)
    for evidence in stmt.evidence:
        yield node, term("oa:hasTarget"), scope.iris.evidence(scope.extraction.document.id, evidence.span)[0]


def _link_facts(scope: Scope, stmt: Statement, orders: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the qualifiers of the statement: its time, its role, and the node that carries it."""
    node = scope.iris.statement(stmt.id)
    if stmt.interval is not None:
        if stmt.interval.text:
            yield node, term("ukg:timeText"), words(stmt.interval.text)
        yield from time_facts(scope, node, "ukg:during", stmt.interval)
    if stmt.role is not None:
        yield node, term("ukg:role"), scope.iris.role(stmt.role)
        yield from role_facts(scope, stmt.role)
    if stmt.id in orders:
        yield node, term("ukg:roleOrder"), integer(orders[stmt.id])
    for property_, target in (("ukg:membership", membership_of(scope, stmt)), ("ukg:grant", grant_of(scope, stmt))):
        if target is not None:
            yield node, term(property_), target


def _role_orders(scope: Scope) -> dict[str, int]:
    """Return for each statement of a role its place, from 1, among the roles that one evidence gives one person."""
    places: dict[tuple[object, ...], list[tuple[int, int, str]]] = {}
    for index, stmt in enumerate(scope.statements):
        if stmt.property == "holdsRole" and stmt.subject is not None and stmt.role and stmt.evidence:
            key = (scope.node(stmt.subject), stmt.evidence[0].span)
            places.setdefault(key, []).append((_written_at(scope, stmt), index, stmt.id))
    return {stmt_id: order for group in places.values() for order, (_, _, stmt_id) in enumerate(sorted(group), start=1)}


def _written_at(scope: Scope, stmt: Statement) -> int:
    """Return where the title of the role stands in the text: the end of the text if no title span says.

    A title that a line break divides in the text is one word as a role.
    """
    document, span = scope.extraction.document, stmt.evidence[0].span
    titles = (title for title in scope.extraction.titles if span.covers(title))
    found = (title.start for title in titles if "".join(document.quote(title).split()) == stmt.role)
    return min(found, default=len(document.text))


def _entity_facts(iris: Iris, entity: Entity) -> Iterator[Fact]:
    node = iris.entity(entity.type, entity.id)
    names = tuple(dict.fromkeys((entity.canonical, entity.name, *entity.aliases)))
    yield node, _TYPE, term(ENTITY_CLASSES[entity.type])
    yield node, term("skos:prefLabel"), words(entity.canonical)
    for name in names[1:]:
        yield node, term("skos:altLabel"), words(name)
    reading = syllables(entity.canonical, is_person=entity.type == "Person")
    yield node, term("ukg:pinyin"), words(reading, "zh-Latn-pinyin")
    yield node, term("ukg:confidence"), decimal(entity.confidence)
    if entity.code is not None:
        yield node, term("ukg:divisionCode"), Literal(entity.code)
    for referent in entity.referents:
        yield node, term("owl:sameAs"), iris.entity(*referent)
    kind = kind_of(entity.type, names)
    if kind is None:
        return
    yield node, term("ukg:kind"), kind.concept
    if entity.type == "Organization":
        yield node, term("org:classification"), kind.concept
    if kind.implied_class is not None:
        yield node, _TYPE, kind.implied_class


def _plain_facts(scope: Scope, stmt: Statement) -> Iterator[Fact]:
    if stmt.subject is None:
        return
    subject, object_ = scope.node(stmt.subject), observation_of(scope, stmt) or scope.optional(stmt.object)
    # Where resolution united both sides, the triple would relate a thing to itself.
    if object_ is None or object_ == subject:
        return
    yield subject, relation(stmt.property), object_
    if stmt.object is not None:
        narrower = _NARROWER.get((stmt.property, scope.type_of(stmt.subject), scope.type_of(stmt.object)))
        if narrower is not None:
            yield subject, narrower, object_
