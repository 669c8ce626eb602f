"""The page `docs/model.md`, made from the ontology: `python -m unionkg.graph.model_page > docs/model.md`."""

import hashlib
import sys
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from unionkg.graph.build import document_quads, entity_index, entity_quads
from unionkg.graph.kinds import read_ontology
from unionkg.iris import prefixes
from unionkg.model import Document, Entity, Evidence, Extraction, Interval, Observation, Run, Span, Statement
from unionkg.settings import Settings
from unionkg.vocab import ENTITY_CLASSES, OBSERVATION, PREFIXES, RELATION_TYPES

_INTRODUCTION = """\
# The model

Made from `ontology/` by `python -m unionkg.graph.model_page > docs/model.md`; a test compares the two.

| file | holds |
|---|---|
| `ontology/unionkg.ttl` | classes and properties, with Chinese and English labels |
| `ontology/concepts.ttl` | kinds of organisation, facility, initiative, event; units, modality, bounds, review (SKOS) |
| `ontology/shapes.ttl` | what must hold before a graph is published (SHACL) |

Terms are under `https://w3id.org/unionkg/ontology#` (`ukg:`), data under `id/` of the setting `base_iri`. There are no
blank nodes: every IRI is minted from content, so equal input gives equal bytes. One document is one named graph, whose
name is the document's IRI; entities and the plain triples between them are the graph `id/graph/entities`.

## How it fits together
1. **A statement is what a document says in one place**: `rdf:subject`, `rdf:predicate`, `rdf:object`, how it is said to
   hold, who says so, and the evidence. Its IRI does not depend on which entity its subject turns out to be.
2. **Evidence is a span of the text**: offsets count code points of `schema:articleBody`, and the quote is what stands
   there. Validation compares the two.
3. **A plain triple** `?a ukg:operates ?b` stands beside the statements where at least one of them says that it is so
   (modality actual or under way). Planned, demanded, past and negated ones are statements only, and so is a
   `ukg:RejectedStatement`, which a person found wrong: it keeps its words and its quote. A thing that resolution
   has united with itself gets none.
4. **A role is an `org:Membership`**: who, where, as what, when. Statements lead to it by `ukg:membership`. Another
   interval is another membership. There are memberships for roles that are or were held (`ukg:modality`), none for
   planned, demanded and negated ones. Without an organisation in the text, it has none, and neither has the statement
   an `rdf:object`.
5. **A figure is a `qb:Observation`**, which the statement has as its object. A target (modality planned) and its
   attainment are two observations; `?entity ukg:observation ?o` leads to the second only. An exact value is its own
   lower and upper bound, 120余个 has only a lower one, 约96.5% has none.
6. **Whatever has an interval** also has `schema:startDate` and `schema:endDate`, at the precision that the text states.
   A point in time is an interval that begins and ends at one instant; an open one lacks an end. A time that only words
   state (近日) is `ukg:timeText` alone.
7. **The kind of a thing** is read off its name by the suffixes of `concepts.ttl`. A name that none fits has no kind.
"""

_TEXT = "云州市总工会召开会议\n市总工会副主席郑明说，今年已建成司机驿站120余个。\n"

_GROUPS = (
    ("Entities", tuple(ENTITY_CLASSES.values())),
    ("Statements", ("ukg:Statement", "ukg:RejectedStatement")),
    ("Evidence", ("oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector")),
    ("Memberships and award grants", ("org:Membership", "ukg:AwardGrant")),
    ("Intervals and instants", ("time:ProperInterval", "time:Instant")),
    ("Observations", ("qb:Observation",)),
    ("Documents and runs", ("schema:NewsArticle", "prov:Activity")),
    ("Concepts", ("skos:Concept", "skos:ConceptScheme")),
)


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join((_INTRODUCTION, *_classes(), *_relations(), *_properties(), *_schemes(), *_example()))


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


class _Reader:
    """The values of one ontology file by subject and property, terms as CURIEs, in file order."""

    def __init__(self, name: str) -> None:
        self._values: dict[tuple[str, str], list[NamedNode | Literal]] = {}
        for quad in read_ontology(name):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                key = _short(quad.subject.value), _short(quad.predicate.value)
                self._values.setdefault(key, []).append(quad.object)

    def all(self, subject: str, property_: str) -> list[str]:
        """Return the values of a property."""
        return [_short(value.value) for value in self._values.get((subject, property_), ())]

    def text(self, subject: str, property_: str, language: str) -> str:
        """Return the text of a property in one language, empty where there is none."""
        values = self._values.get((subject, property_), ())
        return next((v.value for v in values if isinstance(v, Literal) and v.language == language), "")

    def of_type(self, type_: str) -> list[str]:
        """Return the subjects of a type."""
        return [subject for subject, property_ in self._values if property_ == "rdf:type" and self.is_a(subject, type_)]

    def is_a(self, subject: str, type_: str) -> bool:
        """Return whether the subject is of the type."""
        return type_ in self.all(subject, "rdf:type")


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(*head: str) -> Iterator[str]:
    yield _row(*head)
    yield "|" + "---|" * len(head)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _names(reader: _Reader, name: str) -> tuple[str, str, str]:
    return f"`{name}`", reader.text(name, "rdfs:label", "zh"), reader.text(name, "rdfs:label", "en")


def _classes() -> Iterator[str]:
    reader = _Reader("unionkg")
    yield "## Classes"
    yield from _table("class", "中文", "English", "what", "is also")
    for name in reader.of_type("owl:Class"):
        comment = reader.text(name, "rdfs:comment", "en")
        yield _row(*_names(reader, name), comment, _code(reader.all(name, "rdfs:subClassOf")))
    yield ""


def _relations() -> Iterator[str]:
    reader = _Reader("unionkg")
    types = {curie: name for name, curie in ENTITY_CLASSES.items()} | {"qb:Observation": "observation"}
    yield "## Relations"
    yield "Each is the `rdf:predicate` of statements and the property of plain triples."
    yield ""
    yield from _table("relation", "中文", "English", "from", "to", "what", "standard")
    for name in (f"ukg:{relation}" for relation in (*RELATION_TYPES, OBSERVATION)):
        ends = [reader.all(name, f"schema:{side}Includes") for side in ("domain", "range")]
        sides = ["any entity" if len(end) == len(ENTITY_CLASSES) else ", ".join(types[t] for t in end) for end in ends]
        related = _code(reader.all(name, "rdfs:subPropertyOf"))
        yield _row(*_names(reader, name), *sides, reader.text(name, "rdfs:comment", "en"), related)
    yield ""


def _properties() -> Iterator[str]:
    reader = _Reader("unionkg")
    relations = {f"ukg:{relation}" for relation in (*RELATION_TYPES, OBSERVATION)}
    properties = [*reader.of_type("owl:ObjectProperty"), *reader.of_type("owl:DatatypeProperty")]
    yield "## Properties"
    for title, classes in _GROUPS:
        yield f"### {title}"
        # One class goes without saying.
        of = ("of",) if len(classes) > 1 else ()
        yield from _table("property", "中文", "English", *of, "value", "what")
        for name in properties:
            domain = [c for c in reader.all(name, "schema:domainIncludes") if c in classes]
            if domain and name not in relations:
                owner = (_code(domain) if len(domain) < len(classes) else "all of them",) if of else ()
                comment = reader.text(name, "rdfs:comment", "en")
                yield _row(*_names(reader, name), *owner, _range(reader, name), comment)
        yield ""


def _range(reader: _Reader, name: str) -> str:
    values = reader.all(name, "schema:rangeIncludes")
    others = [value for value in values if value not in ENTITY_CLASSES.values()]
    if len(values) - len(others) < len(ENTITY_CLASSES):
        return _code(values)
    return ", ".join(("any entity", *(f"`{value}`" for value in others)))


def _schemes() -> Iterator[str]:
    reader = _Reader("concepts")
    yield "## Concepts"
    for scheme in reader.of_type("skos:ConceptScheme"):
        labels = (reader.text(scheme, "skos:prefLabel", language) for language in ("zh", "en"))
        yield f"### {'  '.join(labels)} (`{scheme}`)"
        yield from _table("concept", "中文", "English", "is also", "names end (begin…) with, or definition")
        for concept in reader.of_type("skos:Concept"):
            if scheme in reader.all(concept, "skos:inScheme"):
                yield _concept(reader, concept)
        yield ""


def _concept(reader: _Reader, name: str) -> str:
    words = (*reader.all(name, "ukg:nameSuffix"), *(f"{start}…" for start in reader.all(name, "ukg:namePrefix")))
    labels = (reader.text(name, "skos:prefLabel", language) for language in ("zh", "en"))
    definition = reader.text(name, "skos:definition", "en")
    return _row(f"`{name}`", *labels, _code(reader.all(name, "ukg:impliesClass")), " ".join(words) or definition)


def _example() -> Iterator[str]:
    extraction, entities = _example_data()
    settings = Settings()
    graph = list(document_quads(extraction, entity_index(entities), Run("0.1.0", "0123456789abcdef"), settings))
    yield "## An example"
    yield "Of this invented text, two statements: a role, and a figure that its speaker gives."
    yield f"```\n{_TEXT}```"
    yield "The graph of the document:"
    yield f"```turtle\n{_turtle(graph)}```"
    yield "The graph of the entities:"
    yield f"```turtle\n{_turtle(entity_quads(entities, [extraction], settings))}```"
    yield ""


def _example_data() -> tuple[Extraction, tuple[Entity, ...]]:
    sha256 = hashlib.sha256(_TEXT.encode()).hexdigest()
    doc = Document(
        sha256, "news/meeting.txt", _TEXT, Span(11, len(_TEXT)), title="云州市总工会召开会议", published="2024-05"
    )

    def evidence(quote: str) -> tuple[Evidence, ...]:
        start = _TEXT.index(quote)
        return (Evidence(doc.id, Span(start, start + len(quote))),)

    union, person, station = entities = (
        Entity("union", "Organization", "云州市总工会", "云州市总工会", aliases=("市总工会",)),
        Entity("zheng", "Person", "郑明", "郑明"),
        Entity("stations", "Facility", "司机驿站", "司机驿站"),
    )
    role = Statement(
        id="role",
        property="holdsRole",
        subject=person.id,
        object=union.id,
        evidence=evidence("市总工会副主席郑明"),
        role="副主席",
        confidence=0.95,
        origin="roles",
    )
    figure = Statement(
        id="figure",
        property="observation",
        subject=station.id,
        object=None,
        evidence=evidence("今年已建成司机驿站120余个"),
        interval=Interval("今年", "2024", "2024"),
        speaker=person.id,
        observation=Observation("数量", 120.0, "个", "at_least", "司机驿站"),
        confidence=0.8,
        origin="figures",
    )
    return Extraction(doc, entities, (role, figure)), entities


def _turtle(quads: Iterable[Quad]) -> str:
    """Return the triples without the prefixes, in the order in which they are built, a node at a time."""
    nodes: dict[NamedNode, dict[Triple, None]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            nodes.setdefault(quad.subject, {})[quad.triple] = None
    triples = [triple for facts in nodes.values() for triple in facts]
    data = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes(Settings().base_iri)) or b""
    lines = (line.replace("\t", "    ") for line in data.decode().split("\n") if not line.startswith("@prefix"))
    return "\n".join(lines).replace(" .\n", " .\n\n").rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
