"""Validation: what it finds, what it says, and that a second validator agrees."""

import time as clock
from collections.abc import Callable

import pyshacl
import pytest
import rdflib
from graph.example import example
from graph.test_build import build
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, serialize

from unionkg.errors import ValidationError
from unionkg.graph.validate import ensure_valid, validate
from unionkg.iris import concept, term
from unionkg.resources import resource_dir
from unionkg.vocab import NAMESPACE, PREFIXES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return build(*example())


def literal(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


def drop(curie: str) -> Callable[[list[Quad]], list[Quad]]:
    """Remove all triples of a property."""
    return lambda quads: [quad for quad in quads if quad.predicate != term(curie)]


def put(curie: str, value: NamedNode | Literal) -> Callable[[list[Quad]], list[Quad]]:
    """Give a property that value everywhere."""

    def change(quads: list[Quad]) -> list[Quad]:
        return [Quad(q.subject, q.predicate, value, q.graph_name) if q.predicate == term(curie) else q for q in quads]

    return change


def also(curie: str, value: NamedNode | Literal) -> Callable[[list[Quad]], list[Quad]]:
    """Add a second value of a property everywhere."""
    return lambda quads: quads + put(curie, value)([q for q in quads if q.predicate == term(curie)])


def no_type(curie: str) -> Callable[[list[Quad]], list[Quad]]:
    """Remove a class from its members."""
    return lambda quads: [q for q in quads if q.object != term(curie)]


BREAKS = [
    ("StatementShape", drop("oa:hasTarget")),
    ("StatementShape", drop("ukg:modality")),
    ("StatementShape", put("ukg:modality", concept("modality", "perhaps"))),
    ("StatementShape", drop("ukg:confidence")),
    ("StatementShape", put("ukg:confidence", literal("1.5", "decimal"))),
    ("StatementShape", put("ukg:confidence", literal("-0.1", "decimal"))),
    ("StatementShape", put("ukg:confidence", literal("high", "decimal"))),
    ("StatementShape", drop("rdf:predicate")),
    ("StatementShape", put("rdf:predicate", NamedNode(NAMESPACE + "likes"))),
    ("StatementShape", drop("rdf:object")),
    ("StatementShape", also("rdf:object", NamedNode("https://example.org/x"))),
    ("StatementShape", put("rdf:subject", NamedNode("https://example.org/nobody"))),
    ("StatementShape", drop("prov:wasQuotedFrom")),
    ("StatementShape", drop("prov:wasGeneratedBy")),
    ("StatementShape", drop("ukg:origin")),
    ("StatementShape", put("ukg:roleOrder", literal("0", "integer"))),
    ("StatementShape", no_type("schema:NewsArticle")),
    ("EvidenceShape", drop("oa:hasSource")),
    ("EvidenceShape", drop("oa:hasSelector")),
    ("EvidenceShape", no_type("oa:TextPositionSelector")),
    ("EvidenceShape", no_type("oa:TextQuoteSelector")),
    ("PositionShape", drop("oa:start")),
    ("PositionShape", put("oa:end", literal("0", "integer"))),
    ("PositionShape", put("oa:start", Literal("one"))),
    ("QuoteShape", drop("oa:exact")),
    ("QuoteShape", put("oa:exact", Literal(""))),
    ("QuoteShape", drop("oa:suffix")),
    ("MembershipShape", drop("org:member")),
    ("MembershipShape", drop("org:role")),
    ("MembershipShape", no_type("org:Role")),
    ("RoleShape", drop("skos:prefLabel")),
    ("GrantShape", drop("ukg:recipient")),
    ("GrantShape", drop("ukg:award")),
    ("ObservationShape", drop("sdmx-measure:obsValue")),
    ("ObservationShape", drop("sdmx-attribute:unitMeasure")),
    ("ObservationShape", drop("ukg:measure")),
    ("ObservationShape", put("sdmx-measure:obsValue", literal("many", "decimal"))),
    ("ObservationShape", put("ukg:bound", concept("bound", "roughly"))),
    ("DatedShape", put("schema:startDate", literal("2023-02-30", "date"))),
    ("DatedShape", put("schema:startDate", Literal("去年"))),
    ("IntervalShape", no_type("time:Instant")),
    ("InstantShape", put("time:inXSDDate", Literal("2023-10-12"))),
    ("InstantShape", drop("time:inXSDgYear")),
    ("EntityShape", drop("skos:prefLabel")),
    ("EntityShape", put("skos:prefLabel", Literal("union", language="en"))),
    ("EntityShape", also("skos:prefLabel", Literal("又名", language="zh"))),
    ("DocumentShape", drop("ukg:sha256")),
    ("DocumentShape", put("ukg:sha256", Literal("abc"))),
    ("DocumentShape", drop("schema:headline")),
    ("DocumentShape", drop("schema:articleBody")),
    ("DocumentShape", put("schema:datePublished", Literal("2024年"))),
    ("RunShape", drop("schema:softwareVersion")),
]


def reference(quads: list[Quad]) -> set[tuple[str, str]]:
    """Return (node, constraint) of each result of pyshacl."""
    data = rdflib.Graph().parse(serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES), format="nt")
    shapes = (resource_dir("ontology") / "shapes.ttl").read_text("utf-8")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, shacl_graph_format="turtle")
    return {
        (str(report.value(node, SH.focusNode)), str(report.value(node, SH.resultMessage)))
        for node in report.objects(None, SH.result)
    }


def test_the_example_conforms(quads):
    """Nothing is wrong with what the builders make, from quads and from a store."""
    store = Store()
    store.extend(quads)
    assert validate(quads).results == ()
    assert validate(store).conforms
    assert reference(quads) == set()
    ensure_valid(quads)


@pytest.mark.parametrize(("shape", "damage"), BREAKS, ids=[f"{n}-{shape}" for n, (shape, _) in enumerate(BREAKS)])
def test_a_broken_graph_does_not_conform(quads, shape, damage):
    """Each constraint is seen, under the shape that holds it, and pyshacl names the same nodes for the same reason."""
    broken = damage(quads)
    report = validate(broken)
    by_shape = [problem for problem in report.results if problem.shape.startswith("ukg:")]
    assert f"ukg:{shape}" in {problem.shape for problem in by_shape}
    assert {(problem.node, problem.message) for problem in by_shape} == reference(broken)


def test_a_quote_that_is_not_the_text(quads):
    """A changed quote, text or offset is found, though every shape holds."""
    for damage in (
        put("oa:exact", Literal("没有这句话")),
        put("oa:prefix", Literal("没有这句话")),
        put("oa:suffix", Literal("没有这句话")),
        put("schema:articleBody", Literal("另一篇文章")),
        put("oa:start", literal("1", "integer")),
    ):
        found = {problem.shape for problem in validate(damage(quads)).results}
        assert found == {"quote equals text"}


def test_offsets_count_code_points(quads):
    """A character outside the basic plane before the quote moves it by one."""
    shift = [
        Quad(q.subject, q.predicate, Literal("𠮷" + q.object.value), q.graph_name)
        if q.predicate == term("schema:articleBody")
        else q
        for q in quads
    ]
    moved = [
        Quad(q.subject, q.predicate, literal(str(int(q.object.value) + 1), "integer"), q.graph_name)
        if q.predicate in (term("oa:start"), term("oa:end"))
        else q
        for q in shift
    ]
    assert not validate(shift).conforms
    assert validate(moved).conforms


def test_a_value_that_is_no_number(quads):
    """NaN is no decimal (XSD 1.1, 3.3.3); pyshacl, which takes Python's word for it, passes it."""
    assert not validate(put("sdmx-measure:obsValue", literal("NaN", "decimal"))(quads)).conforms


def test_blank_nodes_are_reported(quads):
    """A node without an IRI would make two builds differ."""
    report = validate([*quads, Quad(BlankNode("b"), term("ukg:origin"), Literal("x"))])
    assert [problem.shape for problem in report.results] == ["no blank nodes"]


def test_an_error_names_node_shape_and_remedy(quads):
    """The message tells a person where it is and what to do."""
    with pytest.raises(ValidationError) as caught:
        ensure_valid(drop("oa:hasTarget")(quads))
    text = str(caught.value)
    assert "/id/statement/" in text
    assert "breaks ukg:StatementShape at oa:hasTarget" in text
    assert "Extract the document again" in text
    assert "more" in text
    assert not caught.value.offending.conforms


def test_labels_that_are_hostile_to_syntax_are_validated_as_they_are(quads):
    """Quotes, backslashes and control characters in a name break neither the validator nor its report."""
    hostile = Literal('"""\\"\u2028\x01\u0085\r\n<x>', language="zh")
    assert validate(put("skos:prefLabel", hostile)(quads)).conforms


@pytest.mark.slow
def test_a_large_graph_is_validated_in_seconds(quads):
    """A hundred thousand triples take a few seconds."""
    copies = [
        Quad(NamedNode(f"{q.subject.value}{n}"), q.predicate, q.object, q.graph_name)
        for n in range(110)
        for q in quads
        if "/evidence/" not in q.subject.value
    ]
    start = clock.monotonic()
    validate(quads + copies)
    assert clock.monotonic() - start < 10
