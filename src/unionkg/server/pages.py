"""Pages as workers make them: each from the part of the graph that it shows."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from unionkg.errors import QueryError
from unionkg.graph.facts import local
from unionkg.graph.projection import Projection, project
from unionkg.iris import term
from unionkg.outputs.html import render_html
from unionkg.outputs.pages.excerpt import around_document, around_entity
from unionkg.outputs.pages.links import ServerLinks
from unionkg.outputs.pages.overview import Overview, overview, search_script
from unionkg.outputs.pages.pages import Site, unique_names
from unionkg.server.answer import HTML, JSON, Answer, RefusedError
from unionkg.server.resources import triples_around
from unionkg.server.session import Session
from unionkg.store.questions import Question, load_questions, run_question
from unionkg.store.table import Table, to_csv, to_json
from unionkg.vocab import ENTITY_TYPES

_SCRIPT = "text/javascript; charset=utf-8"
_ENTITY_KINDS = {name.lower(): name for name in ENTITY_TYPES}


def front(session: Session) -> Answer:
    """Return the front page."""
    return _page(site_of(session).front(seen_of(session)))


def listing(session: Session, kind: str, number: int) -> Answer:
    """Return a page of a list: a type of entities in lower case, or `documents`."""
    try:
        return _page(site_of(session).listing(seen_of(session), _ENTITY_KINDS.get(kind, kind), number))
    except QueryError as error:
        raise RefusedError(404, str(error)) from error


def thing(session: Session, id_: str) -> Answer:
    """Return the page of whatever has the IRI that ends in `id_`."""
    site, store = site_of(session), session.dataset.store
    iri = f"{session.options.base_iri}id/{id_}"
    kind, _, name = id_.partition("/")
    try:
        if kind in _ENTITY_KINDS:
            return _page(site.entity(around_entity(store, iri), id_))
        if kind == "document":
            return _page(site.article(around_document(store, iri), name))
    except (QueryError, ValueError) as error:
        raise RefusedError(404, f"The graph has no '{id_}'.") from error
    triples = sorted(((t.subject, t.predicate, t.object) for t in triples_around(store, iri)), key=str)
    if not triples:
        raise RefusedError(404, f"The graph has no '{id_}'.")
    return _page(site.resource(iri, triples))


def questions(session: Session) -> Answer:
    """Return the list of questions."""
    return _page(site_of(session).all_questions())


def question(session: Session, name: str, given: Mapping[str, str], format_: str) -> Answer:
    """Return a question with its answer to the parameters `given`, as a page, `csv` or `json`.

    Where one that is required is missing, the page asks for it.
    """
    known = _questions(session)
    if name not in known:
        raise RefusedError(404, f"There is no question '{name}'.")
    asked = known[name]
    is_complete = all(parameter.name in given for parameter in asked.parameters if parameter.is_required)
    if format_ != "html":
        table = run_question(session.dataset, name, given, questions=known)
        body = to_csv(table).encode("utf-8-sig") if format_ == "csv" else to_json(table).encode()
        disposition = {"content-disposition": f'attachment; filename="{name}.{format_}"'}
        return Answer(body, "text/csv; charset=utf-8" if format_ == "csv" else JSON, headers=disposition)
    answer: Table | None = None
    problem = ""
    if is_complete:
        try:
            answer = run_question(session.dataset, name, given, questions=known)
        except QueryError as error:
            problem = str(error)
    page = site_of(session).question(
        asked,
        answer,
        given=given,
        shown=_shown(session, asked, given),
        problem=problem,
        names=session.once("unique", lambda: unique_names(seen_of(session))) if answer else None,
    )
    return Answer(page, HTML, 400 if problem else 200)


def names(session: Session) -> Answer:
    """Return the script that the search of the pages reads."""
    titles = {question.name: (question.title_zh, question.title_en) for question in _questions(session).values()}
    return Answer(session.once("names", lambda: search_script(seen_of(session), titles).encode()), _SCRIPT)


def neighbours(session: Session, id_: str) -> Answer:
    """Return an entity, its neighbours, the edges between it and them, and the articles that say so, as JSON."""
    try:
        part = around_entity(session.dataset.store, f"{session.options.base_iri}id/{id_}")
    except ValueError as error:
        raise RefusedError(404, f"The graph has no '{id_}'.") from error
    if not any(node.id == id_ for node in part.nodes):
        raise RefusedError(404, f"The graph has no '{id_}'.")
    return Answer(json.dumps(_record(part), ensure_ascii=False).encode("utf-8", "replace"), JSON)


def explorer(session: Session) -> Answer:
    """Return the explorer over the whole graph, made once for each generation."""
    return Answer(session.once("explorer", lambda: render_html(project(session.dataset.store)).encode()), HTML)


def _record(part: Projection) -> dict[str, Any]:
    """Return a projection as JSON shows it: without texts, and without what is empty."""
    record = dataclasses.asdict(part)
    for document in record["documents"]:
        del document["text"]
    cleaned: dict[str, Any] = {
        name: [{key: value for key, value in row.items() if value not in (None, "", (), [])} for row in rows]
        for name, rows in record.items()
    }
    return cleaned


def _shown(session: Session, asked: Question, given: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters as people read them: an entity that was given by its IRI by its label."""
    shown = dict(given)
    for parameter in asked.parameters:
        value = given.get(parameter.name, "")
        if parameter.form == "entity" and value.startswith(session.options.base_iri):
            shown[parameter.name] = _label(session, value)
    return shown


def _label(session: Session, iri: str) -> str:
    try:
        node = NamedNode(iri)
    except ValueError:
        return iri
    quads = session.dataset.store.quads_for_pattern(node, term("skos:prefLabel"), None, DefaultGraph())
    return next((str(getattr(quad.object, "value", "")) for quad in quads), local(iri))


def seen_of(session: Session) -> Overview:
    """Return what the graph holds by name."""
    return session.once("overview", lambda: overview(session.dataset.store))


def _questions(session: Session) -> dict[str, Question]:
    return session.once("questions", load_questions)


def site_of(session: Session) -> Site:
    """Return the maker of pages."""
    return session.once("site", lambda: Site(ServerLinks(), _questions(session), session.options.base_iri))


def _page(body: bytes) -> Answer:
    return Answer(body, HTML)
