"""The built demo graph: three parsers agree on it, it is sound, and each quote stands where it says."""

import json
import subprocess

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, RdfFormat, parse

from unionkg.graph.validate import validate
from unionkg.iris import term
from unionkg.store.dataset import open_dataset

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def triples(demo):
    """The triples of the Turtle file."""
    return {quad.triple for quad in parse(path=demo[1] / "unionkg.ttl", format=RdfFormat.TURTLE)}


def test_rdflib_and_the_store_count_the_same_triples(demo, triples):
    """rdflib reads as many triples as Oxigraph, and as the dataset holds beside the ontology."""
    assert len(rdflib.Graph().parse(demo[1] / "unionkg.ttl")) == len(triples)
    with open_dataset(demo[1] / "dataset", read_only=True) as dataset:
        merged = {quad.triple for quad in dataset.store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert triples <= merged


def test_rapper_counts_the_same_triples(demo, triples, rapper):
    """A parser of another family, in C, agrees."""
    command = [rapper, "-q", "-i", "turtle", "-o", "ntriples", str(demo[1] / "unionkg.ttl")]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(set(done.stdout.splitlines())) == len(triples)


def test_trig_and_jsonld_say_the_same(demo, triples):
    """The other two files hold the same triples."""
    assert {quad.triple for quad in parse(path=demo[1] / "unionkg.trig", format=RdfFormat.TRIG)} == triples
    read = parse(path=demo[1] / "unionkg.jsonld", format=RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == triples


def test_the_graph_conforms_to_its_shapes(demo):
    """SHACL has nothing to say about what was published."""
    assert validate(parse(path=demo[1] / "unionkg.ttl", format=RdfFormat.TURTLE)).results == ()


def test_every_quote_stands_at_its_offsets(demo, root, triples):
    """Offsets count code points of the file as it is on disk, and the quote is what stands there."""

    def values(curie):
        return {t.subject: t.object for t in triples if t.predicate == term(curie)}

    path, source = values("ukg:path"), values("oa:hasSource")
    start, end, exact = values("oa:start"), values("oa:end"), values("oa:exact")
    texts = {node: (root / "data" / "corpus" / name.value).read_text("utf-8") for node, name in path.items()}
    selectors = {}
    for triple in triples:
        if triple.predicate == term("oa:hasSelector"):
            selectors.setdefault(triple.subject, []).append(triple.object)
    targets = {t.object for t in triples if t.predicate == term("oa:hasTarget")}
    assert targets and targets == selectors.keys()
    for evidence in targets:
        position = next(node for node in selectors[evidence] if node in start)
        quote = next(node for node in selectors[evidence] if node in exact)
        text = texts[source[evidence]]
        assert text[int(start[position].value) : int(end[position].value)] == exact[quote].value


def test_every_statement_has_evidence(triples):
    """No statement stands without a sentence."""
    statements = {t.subject for t in triples if t.predicate == term("rdf:type") and t.object == term("ukg:Statement")}
    assert statements
    assert statements == {t.subject for t in triples if t.predicate == term("oa:hasTarget")}


def test_no_label_only_points(demo):
    """No entity is called 全区 or 我市."""
    build, _ = demo
    from unionkg.entities.keys import is_pointer

    assert not [e.name for e in build.resolution.entities if is_pointer(e.name) or is_pointer(e.canonical)]


def test_nothing_tells_of_the_machine(demo, root):
    """No output holds a path of this machine."""
    for name in ("unionkg.ttl", "unionkg.html", "report.md", "unionkg.jsonld"):
        text = (demo[1] / name).read_text("utf-8")
        assert str(root) not in text and str(demo[1]) not in text


def test_jsonld_is_plain_json(demo):
    """Programs that know no RDF can read it."""
    data = json.loads((demo[1] / "unionkg.jsonld").read_text("utf-8"))
    assert {"@context", "@graph"} == set(data)


def test_literals_are_canonical(triples):
    """Values of observations parse as the datatype that they claim."""
    for triple in triples:
        if isinstance(triple.object, Literal) and triple.object.datatype.value.endswith("#decimal"):
            float(triple.object.value)
