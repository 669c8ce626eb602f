"""Turtle, TriG and JSON-LD: stable to the byte, and read back as the same graph by three families of parsers."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from graph.example import example
from graph.test_build import build
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from rdflib.compare import isomorphic

from unionkg.errors import ValidationError
from unionkg.iris import term
from unionkg.outputs.rdf import jsonld, trig, turtle, write_jsonld, write_trig, write_turtle
from unionkg.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

# Any text that a document can hold: it was decoded from UTF-8, so it has no lone surrogates.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(
    "\"\\'\u2028\u2029\u0085\x0b\x00\x7f\r\n\t. @^", max_size=8
)
LANGUAGES = st.sampled_from(["zh", "en", "zh-latn-pinyin"])
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return build(*example())


def triples_of(quads) -> set[Triple]:
    return {quad.triple for quad in quads}


def labelled(text: str, language: str | None = "zh") -> list[Quad]:
    node = NamedNode("https://w3id.org/unionkg/id/person/1")
    value = Literal(text, language=language) if language else Literal(text)
    return [Quad(node, term("skos:prefLabel"), value, NamedNode("https://w3id.org/unionkg/id/graph/entities"))]


@pytest.mark.parametrize("write", [turtle, trig, jsonld])
def test_bytes_do_not_depend_on_the_order_of_the_quads(quads, write):
    """Shuffled and repeated quads give the same bytes."""
    shuffled = quads + quads[:100]
    random.Random(7).shuffle(shuffled)
    assert write(shuffled) == write(quads)


@pytest.mark.parametrize("write", [turtle, trig, jsonld])
def test_bytes_from_a_store_are_those_from_the_quads(quads, write):
    """It does not matter whether the graph went through a store, nor whether its default graph has a copy."""
    store = Store()
    store.extend(quads)
    store.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
    assert write(store) == write(quads)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_bytes_do_not_depend_on_the_process(quads, tmp_path, seed):
    """Another process with another hash seed writes the same."""
    source, target = tmp_path / "in.trig", tmp_path / "out.ttl"
    write_trig(quads, source)
    code = (
        "import sys, pathlib, pyoxigraph as ox; from unionkg.outputs.rdf import write_turtle; "
        "write_turtle(ox.parse(path=sys.argv[1], format=ox.RdfFormat.TRIG), pathlib.Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, source, target], check=True, env={"PYTHONHASHSEED": seed})
    assert target.read_bytes() == turtle(quads)


def test_turtle_is_the_merge_of_all_graphs(quads):
    """Each triple once, read back by Oxigraph and by rdflib as what went in."""
    text = turtle(quads)
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == triples_of(quads)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert len(graph) == len(triples_of(quads))
    lines = rdflib.Graph().parse(data="".join(f"{triple} .\n" for triple in triples_of(quads)), format="nt")
    assert isomorphic(graph, lines)


def test_rapper_counts_the_same_triples(quads, tmp_path, rapper):
    """A parser of another family agrees."""
    write_turtle(quads, tmp_path / "graph.ttl")
    run = subprocess.run(
        [rapper, "-c", "-i", "turtle", tmp_path / "graph.ttl"], check=True, capture_output=True, text=True
    )
    assert f"returned {len(triples_of(quads))} triples" in run.stderr


def test_trig_keeps_the_graphs(quads):
    """The named graphs come back as they were; the default graph of a store stays out."""
    copy = [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads]
    text = trig(quads + copy)
    assert set(parse(text, format=RdfFormat.TRIG)) == set(quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == {q.graph_name.value for q in quads}


def test_jsonld_is_the_merge_of_all_graphs(quads):
    """Read back by Oxigraph and by rdflib as what went in."""
    text = jsonld(quads)
    assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == triples_of(quads)
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    assert len(graph) == len(triples_of(quads))


def test_jsonld_is_compact(quads):
    """Values whose sort the context states are bare; nodes have short names."""
    data = json.loads(jsonld(quads))
    nodes = {node["@id"]: node for node in data["@graph"]}
    union = next(node for node in nodes.values() if node.get("skos:prefLabel") == "云州市总工会")
    assert union["@id"].startswith("organization:")
    assert union["@type"] == ["org:FormalOrganization", "schema:WorkersUnion"]
    assert union["ukg:kind"] == "ukg:organization-union"


def test_turtle_is_readable(quads):
    """Prefixes that are used, in alphabetical order; classes first; an empty line between nodes."""
    lines = turtle(quads).decode().split("\n")
    names = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert names == sorted(names)
    assert "ukg:" in names
    assert "cpsv:" not in names
    subjects = [n for n, line in enumerate(lines) if line and line[0].islower()]
    assert all(lines[n - 1] == "" and " a " in lines[n] for n in subjects)
    assert len(subjects) == len({quad.subject for quad in quads})


def test_prefixes_follow_the_base_iri():
    """Data under another base has its prefixes there."""
    extractions, entities, run, _ = example()
    moved = Settings(base_iri="https://example.org/kg/")
    text = turtle(build(extractions, entities, run, moved), moved).decode()
    assert "@prefix person: <https://example.org/kg/id/person/> ." in text
    assert "\nperson:" in text


@pytest.mark.parametrize("write", [turtle, trig, jsonld])
def test_blank_nodes_are_refused(write):
    """They could not be written the same way twice."""
    quad = Quad(BlankNode("x"), term("ukg:origin"), Literal("x"), NamedNode("https://example.org/g"))
    with pytest.raises(ValidationError, match="Mint an IRI"):
        write([quad])


@pytest.mark.parametrize("write", [turtle, trig, jsonld])
def test_nothing_is_written_as_an_empty_graph(write):
    """No quads make a file that parses to none."""
    form = {turtle: RdfFormat.TURTLE, trig: RdfFormat.TRIG, jsonld: RdfFormat.JSON_LD}[write]
    assert list(parse(write([]), format=form)) == []


@pytest.mark.parametrize("write", [write_turtle, write_trig, write_jsonld])
def test_files_are_replaced_in_one_step(quads, tmp_path, write):
    """The folder is made, an older file replaced, nothing left beside it."""
    path = tmp_path / "new" / "graph"
    write(quads[:5], path)
    write(quads, path)
    first = path.read_bytes()
    assert len(first) > 1000
    assert list(path.parent.iterdir()) == [path]
    with pytest.raises(ValidationError):
        write([Quad(BlankNode("x"), term("ukg:origin"), Literal("x"), NamedNode("https://example.org/g"))], path)
    assert path.read_bytes() == first


@given(text=TEXTS, language=st.none() | LANGUAGES)
def test_hostile_labels_come_back_as_they_were(text, language):
    """Quotes, backslashes, line separators and control characters survive each format in Oxigraph and rdflib."""
    quads = labelled(text, language)
    expected = quads[0].object
    for write, form in ((turtle, RdfFormat.TURTLE), (trig, RdfFormat.TRIG), (jsonld, RdfFormat.JSON_LD)):
        data = write(quads)
        assert [quad.object for quad in parse(data, format=form)] == [expected]
    graph = rdflib.Graph().parse(data=turtle(quads), format="turtle")
    assert [str(value) for value in graph.objects()] == [text]
    assert [str(v) for v in rdflib.Graph().parse(data=jsonld(quads), format="json-ld").objects()] == [text]


@given(values=st.lists(st.tuples(TEXTS, st.none() | LANGUAGES | st.just(XSD + "gYear") | st.just("iri")), max_size=6))
def test_jsonld_of_mixed_values(values):
    """A property whose values are of several sorts (which the context cannot state) comes back whole."""
    node = NamedNode("https://w3id.org/unionkg/id/person/1")
    objects = set()
    for text, sort in values:
        if sort == "iri":
            objects.add(NamedNode("https://example.org/a"))
        elif sort and sort.startswith(XSD):
            objects.add(Literal(text, datatype=NamedNode(sort)))
        else:
            objects.add(Literal(text, language=sort) if sort else Literal(text))
    quads = [Quad(node, term("ukg:origin"), value) for value in objects]
    assert {quad.object for quad in parse(jsonld(quads), format=RdfFormat.JSON_LD)} == objects


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_hostile_labels_in_rapper(rapper, tmp_path: Path, text):
    """Rapper reads any label but one with U+0000, which it takes for the end of the text."""
    write_turtle(labelled(text), tmp_path / "label.ttl")
    run = subprocess.run(
        [rapper, "-q", "-i", "turtle", "-o", "ntriples", tmp_path / "label.ttl"], check=True, capture_output=True
    )
    assert [quad.object.value for quad in parse(run.stdout, format=RdfFormat.N_TRIPLES)] == [text]
