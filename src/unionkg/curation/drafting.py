"""From what a person sees in the built graph to what a decision holds on to."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from unionkg.anchors import clauses, quote_hash
from unionkg.curation.decisions import EntityRef, Place, StatementRef
from unionkg.errors import QueryError
from unionkg.graph.facts import local, tail
from unionkg.iris import term

# A decision that unites, renames or retypes holds on to one place; the others are for when its text changes.
_PLACES = 3


def values(store: Store, node: NamedNode, curie: str) -> list[str]:
    """Return the values of a property of a node, sorted: IRIs whole, literals by their value."""
    quads = store.quads_for_pattern(node, term(curie), None, DefaultGraph())
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal))


def value(store: Store, node: NamedNode, curie: str) -> str:
    """Return the smallest value of a property of a node, an empty string for none."""
    return next(iter(values(store, node, curie)), "")


def find_statement(store: Store, name: str) -> NamedNode:
    """Return the statement with that IRI or ID, which may be shortened as long as it fits one.

    Raises:
        QueryError: no statement fits, or several do.
    """
    wanted = tail(name.strip())
    found = set()
    for class_ in ("ukg:Statement", "ukg:RejectedStatement"):
        for quad in store.quads_for_pattern(None, term("rdf:type"), term(class_), DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and wanted and tail(quad.subject.value).startswith(wanted):
                found.add(quad.subject.value)
    if len(found) == 1:
        return NamedNode(found.pop())
    message = f"{len(found)} statements have IDs that begin with '{wanted}'." if found else f"No statement is '{name}'."
    remedy = "`unionkg review list` shows the IDs of those that want a look; the page shows them in its evidence panel."
    raise QueryError(message, offending=name, remedy=remedy)


def quotes(store: Store, stmt: NamedNode) -> list[str]:
    """Return the quotes of a statement, sorted."""
    found = []
    for evidence in values(store, stmt, "oa:hasTarget"):
        for selector in values(store, NamedNode(evidence), "oa:hasSelector"):
            found += values(store, NamedNode(selector), "oa:exact")
    return sorted(found)


def statement_ref(store: Store, stmt: NamedNode) -> StatementRef:
    """Return what a decision on the statement holds on to."""
    document = NamedNode(value(store, stmt, "prov:wasQuotedFrom"))
    return StatementRef(
        value(store, document, "ukg:sha256"),
        quote_hash(quotes(store, stmt)[0]),
        value(store, stmt, "ukg:says"),
        tail(stmt.value),
    )


def documents_of(store: Store, entity: NamedNode) -> list[NamedNode]:
    """Return the documents that name the entity, the oldest first."""
    quads = store.quads_for_pattern(None, term("schema:mentions"), entity, DefaultGraph())
    found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(found, key=lambda doc: (value(store, doc, "schema:datePublished") or "9999", doc.value))


def find_document(store: Store, name: str, among: Iterable[NamedNode]) -> NamedNode:
    """Return the document whose title, path or ID is, begins with or contains `name`.

    Raises:
        QueryError: none fits, or several do.
    """
    found = []
    for doc in among:
        known = (value(store, doc, "schema:headline"), value(store, doc, "ukg:path"), tail(doc.value))
        if name in known:
            return doc
        if any(name in form for form in known):
            found.append(doc)
    if len(found) == 1:
        return found[0]
    titles = "、".join(value(store, doc, "schema:headline") for doc in found or among)
    message = f"{len(found)} documents fit '{name}'" if found else f"No document that names it fits '{name}'"
    raise QueryError(f"{message}: {titles}.", offending=name, remedy="Give the whole title or path of one of them.")


def entity_ref(store: Store, entity: NamedNode, among: Iterable[NamedNode] | None = None) -> EntityRef:
    """Return what a decision on the entity holds on to: the documents `among` (all of them), or its oldest ones."""
    label = value(store, entity, "skos:prefLabel")
    forms = [label, *sorted(values(store, entity, "skos:altLabel"), key=lambda form: (-len(form), form))]
    docs = documents_of(store, entity)[:_PLACES] if among is None else list(among)
    id_ = local(entity.value)
    return EntityRef(type_of(entity), label, tuple(_places(store, docs, forms)), id_)


def type_of(entity: NamedNode) -> str:
    """Return the type of an entity as its IRI names it.

    >>> type_of(NamedNode("https://w3id.org/unionkg/id/person/00ff"))
    'Person'
    """
    return local(entity.value).partition("/")[0].capitalize()


def _places(store: Store, docs: Iterable[NamedNode], forms: list[str]) -> Iterator[Place]:
    for doc in docs:
        text, sha256 = value(store, doc, "schema:articleBody"), value(store, doc, "ukg:sha256")
        form = next((form for form in forms if form in text), forms[0])
        clause = next((clause for clause in clauses(text) if form in clause), "")
        yield Place(sha256, quote_hash(clause) if clause else "", form if form != forms[0] else "")
