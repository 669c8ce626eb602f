"""Each kind of page: what it needs from the graph, and the template that shows it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from unionkg.errors import QueryError
from unionkg.graph.facts import local
from unionkg.graph.projection import Projection
from unionkg.iris import term
from unionkg.outputs.pages.links import Links
from unionkg.outputs.pages.overview import Name, Overview
from unionkg.outputs.pages.render import render
from unionkg.outputs.pages.views import article, sections, type_words
from unionkg.outputs.pages.words import TYPES, Words
from unionkg.store.questions import Question
from unionkg.store.show import card_of
from unionkg.store.table import Cell, Table, cell_text
from unionkg.vocab import CLASSES, PREFIXES, PROPERTIES

PAGE_SIZE = 500
"""How many lines a list shows at once."""

_FIRST_QUERY = """\
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ukg: <https://w3id.org/unionkg/ontology#>

SELECT ?person ?name ?organization WHERE {
  ?person ukg:holdsRole ?body ;
          skos:prefLabel ?name .
  ?body skos:prefLabel ?organization .
} LIMIT 100
"""
_TOP = 8
_FRONT = 11
# What people ask first; the others follow by name.
_FIRST = ("leaders", "career", "about", "operators", "facilities", "figures", "successions", "disagreements")
_SHOWN = 40
_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_DOCUMENTS: Words = ("文章", "Articles")


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share: where they lie, the questions, the base IRI."""

    links: Links
    questions: Mapping[str, Question]
    base_iri: str

    def render(self, template: str, **context: object) -> bytes:
        """Return the page that `template` makes."""
        return render(template, self.links, {"base_iri": self.base_iri, **context})

    def front(self, seen: Overview) -> bytes:
        """Return the front page."""
        groups: dict[str, list[Name]] = {type_: [] for type_ in TYPES}
        for name in seen.names:
            groups[name.type].append(name)
        return self.render(
            "front",
            seen=seen,
            questions=sorted(self.questions.values(), key=_place)[:_FRONT],
            all_questions=len(self.questions),
            top={type_: names[:_TOP] for type_, names in groups.items()},
            totals={type_: len(names) for type_, names in groups.items()},
        )

    def listing(self, seen: Overview, kind: str, number: int) -> bytes:
        """Return one page of a list: a type of entities, or `documents`; raise QueryError where there is none."""
        items: Sequence[object] = seen.articles if kind == "documents" else seen.of_type(kind)
        last = pages_of(len(items))
        if (kind != "documents" and kind not in TYPES) or not 1 <= number <= last:
            raise QueryError(f"There is no list '{kind}' with a page {number}.", offending=kind)
        return self.render(
            "listing",
            words=_DOCUMENTS if kind == "documents" else type_words(kind),
            kind=kind,
            number=number,
            last=last,
            total=len(items),
            items=items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        )

    def entity(self, projection: Projection, node_id: str) -> bytes:
        """Return the page of an entity; raise QueryError where the projection has none."""
        card = card_of(projection, node_id)
        return self.render(
            "entity",
            card=card,
            sections=sections(card, projection),
            shown=_SHOWN,
            iri=f"{self.base_iri}id/{node_id}",
            asks=list(self._asks(card.node.type)) if self.links.is_live else [],
        )

    def preview(self, projection: Projection, node_id: str) -> bytes:
        """Return a card of an entity for a small frame; raise QueryError where the projection has none."""
        card = card_of(projection, node_id)
        return self.render("preview", card=card, sections=sections(card, projection))

    def article(self, projection: Projection, document_id: str) -> bytes:
        """Return the page of an article with its statements in place; raise QueryError where there is none."""
        reading = next((reading for reading in projection.documents if reading.id == document_id), None)
        if reading is None:
            raise QueryError(f"There is no article '{document_id}'.", offending=document_id)
        paragraphs, said = article(reading, projection)
        return self.render("article", reading=reading, paragraphs=paragraphs, said=said)

    def all_questions(self) -> bytes:
        """Return the page that lists the questions."""
        return self.render("questions", questions=list(self.questions.values()))

    def question(
        self,
        question: Question,
        table: Table | None,
        *,
        given: Mapping[str, str] | None = None,
        shown: Mapping[str, str] | None = None,
        problem: str = "",
        names: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the page of a question with its answer.

        `given` are the parameters as asked, `shown` as people read them; `names` leads from a label to the one entity
        that bears it.
        """
        return self.render(
            "question",
            question=question,
            table=_cells(table, names or {}, self.base_iri) if table else None,
            given=given or {},
            shown=shown or {},
            asked=urlencode(given or {}),
            sparql=question.sparql,
            problem=problem,
            focus=list(self._focus(question, given or {}, names or {})),
        )

    def query(self, endpoint: str) -> bytes:
        """Return the page with the SPARQL editor for the service at the URL `endpoint`; servers only."""
        vocabulary = {
            "base": self.base_iri,
            "prefixes": PREFIXES,
            "classes": sorted(term(curie).value for curie in CLASSES),
            "properties": sorted(term(curie).value for curie in PROPERTIES),
            "first": _FIRST_QUERY,
            "examples": [
                {"title_zh": q.title_zh, "title_en": q.title_en, "sparql": q.sparql} for q in self.questions.values()
            ],
        }
        return self.render("query", endpoint=endpoint, vocabulary=vocabulary)

    def _focus(self, question: Question, given: Mapping[str, str], names: Mapping[str, str]) -> Iterable[str]:
        """Yield the ID of the first entity that the question was asked about."""
        for parameter in question.parameters:
            value = given.get(parameter.name, "")
            if parameter.form == "entity" and value:
                id_ = value.removeprefix(f"{self.base_iri}id/") if value.startswith(self.base_iri) else names.get(value)
                if id_:
                    yield id_
                    return

    def message(self, words: Words, message: str) -> bytes:
        """Return a page that says what went wrong."""
        return self.render("message", words=words, message=message)

    def resource(self, iri: str, triples: Iterable[tuple[Cell, Cell, Cell]]) -> bytes:
        """Return the page of a thing that has no page of its own: the triples around it."""
        rows = [[_cell(cell, {}, self.base_iri) for cell in row] for row in triples]
        return self.render("resource", iri=iri, name=local(iri), rows=rows)

    def _asks(self, type_: str) -> Iterable[tuple[Question, str]]:
        """Yield the questions that an entity of that type alone answers, with the name of the parameter."""
        for question in self.questions.values():
            needed = [parameter for parameter in question.parameters if parameter.is_required]
            if len(needed) == 1 and type_ in needed[0].types:
                yield question, needed[0].name


def pages_of(count: int) -> int:
    """Return how many pages a list of `count` lines has; an empty one has one."""
    return max(1, math.ceil(count / PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell: its text, the ID of the page that it leads to, whether it is a number."""

    text: str
    id: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class _Cells:
    headings: tuple[Words, ...]
    rows: list[list[_Shown]]


def _both(heading: str) -> Words:
    """Return a heading "中文 English" in its two languages; one of one word is the same in both."""
    zh, _, en = heading.partition(" ")
    return zh, en or zh


def _cells(table: Table, names: Mapping[str, str], base_iri: str) -> _Cells:
    rows = [[_cell(cell, names, base_iri) for cell in row] for row in table.rows]
    return _Cells(tuple(map(_both, table.headings or table.columns)), rows)


def _cell(cell: Cell, names: Mapping[str, str], base_iri: str) -> _Shown:
    text = cell_text(cell)
    if isinstance(cell, NamedNode):
        is_ours = cell.value.startswith(f"{base_iri}id/")
        return _Shown(text, local(cell.value) if is_ours else "")
    is_number = isinstance(cell, Literal) and cell.datatype.value in _NUMBERS
    return _Shown(text, names.get(text, ""), is_number)


def unique_names(seen: Overview) -> dict[str, str]:
    """Return for each label and title that only one thing bears the ID of its page."""
    found: dict[str, str] = {}
    for label, id_ in (*((n.label, n.id) for n in seen.names), *((a.title, a.id) for a in seen.articles)):
        found[label] = "" if label in found else id_
    return {label: id_ for label, id_ in found.items() if id_}


def _place(question: Question) -> tuple[int, str]:
    return _FIRST.index(question.name) if question.name in _FIRST else len(_FIRST), question.name
