"""N-Triples, N-Quads, RDF/XML and RDF 1.2: stable to the byte, and the same graph in parsers of other families."""

import random
import subprocess

import pytest
import rdflib
from graph.example import example
from graph.test_build import build
from hypothesis import given
from outputs.test_rdf import LANGUAGES, TEXTS, labelled, triples_of
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from unionkg.errors import ValidationError
from unionkg.iris import term
from unionkg.outputs.rdf import rdf12, rdfxml, turtle, write_rdf12, write_rdfxml
from unionkg.outputs.rdf_lines import sorted_lines, write_nquads, write_ntriples

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
WRITERS = [write_ntriples, write_nquads, write_rdfxml, write_rdf12]
REIFIES = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return build(*example())


@pytest.mark.parametrize("write", WRITERS)
def test_bytes_do_not_depend_on_the_order_of_the_quads(quads, write, tmp_path):
    """Shuffled and repeated quads, or a store with a copy in its default graph, give the same bytes."""
    shuffled = quads + quads[:100] + [Quad(q.subject, q.predicate, q.object) for q in quads]
    random.Random(7).shuffle(shuffled)
    write(quads, tmp_path / "a")
    write(shuffled, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("write", WRITERS)
def test_blank_nodes_are_refused_and_the_earlier_file_stays(quads, write, tmp_path):
    """They could not be written the same way twice; a failed export changes nothing."""
    write(quads, tmp_path / "a")
    before = (tmp_path / "a").read_bytes()
    with pytest.raises(ValidationError, match="Mint an IRI"):
        write(
            [Quad(BlankNode("x"), term("ukg:origin"), Literal("x"), NamedNode("https://example.org/g"))], tmp_path / "a"
        )
    assert (tmp_path / "a").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("write", "name", "rdflib_name"), [(write_ntriples, "ntriples", "nt"), (write_rdfxml, "rdfxml", "xml")]
)
def test_the_merge_is_the_same_everywhere(quads, write, name, rdflib_name, tmp_path, rapper):
    """Rdflib reads a graph isomorphic to the Turtle one, and rapper counts as many triples."""
    path = tmp_path / "graph"
    write(quads, path)
    graph = rdflib.Graph().parse(path, format=rdflib_name)
    assert len(graph) == len(triples_of(quads))
    assert isomorphic(graph, rdflib.Graph().parse(data=turtle(quads), format="turtle"))
    run = subprocess.run([rapper, "-c", "-i", name, path], check=True, capture_output=True, text=True)
    assert f"returned {len(triples_of(quads))} triples" in run.stderr


def test_nquads_keep_the_graphs(quads, tmp_path):
    """Each quad comes back in its graph, in Oxigraph and in rdflib."""
    write_nquads(quads, tmp_path / "graph.nq")
    assert set(parse(path=tmp_path / "graph.nq")) == set(quads)
    dataset = rdflib.Dataset()
    dataset.parse(tmp_path / "graph.nq", format="nquads")
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == {q.graph_name.value for q in quads}


def test_whole_statements_reify_their_triple(quads):
    """Without the reifications the data is what it was; each says what rdf:subject, predicate and object say."""
    found = set(parse(rdf12(quads), format=RdfFormat.TRIG))
    reified = {quad for quad in found if quad.predicate == REIFIES}
    assert found - reified == set(quads)
    parts = [
        {q.subject: q.object for q in quads if q.predicate == term(f"rdf:{n}")}
        for n in ("subject", "predicate", "object")
    ]
    whole = parts[0].keys() & parts[1].keys() & parts[2].keys()
    assert {quad.subject: quad.object for quad in reified} == {s: Triple(*(part[s] for part in parts)) for s in whole}
    assert len(whole) < len(parts[1])


@given(text=TEXTS, language=LANGUAGES)
def test_hostile_labels_in_rdfxml(text, language):
    """Every text that XML can hold comes back as it was, also with carriage returns; a control character is U+FFFD."""
    expected = "".join("\ufffd" if c in "\ufffe\uffff" or (c < " " and c not in "\t\n\r") else c for c in text)
    data = rdfxml(labelled(text, language))
    assert [quad.object for quad in parse(data, format=RdfFormat.RDF_XML)] == [Literal(expected, language=language)]
    assert [str(value) for value in rdflib.Graph().parse(data=data, format="xml").objects()] == [expected]


@given(text=TEXTS)
def test_hostile_labels_in_lines(text, tmp_path_factory):
    """A label of any text is one line, read back as it was."""
    path = tmp_path_factory.mktemp("nt") / "label.nt"
    write_ntriples(labelled(text), path)
    assert path.read_bytes().count(b"\n") == 1
    assert [quad.object.value for quad in parse(path=path)] == [text]


def test_sorting_goes_through_files():
    """Whatever the length of a run, the lines come sorted and each once."""
    lines = [f"{random.Random(7 + n).randint(0, 99)}\n".encode() for n in range(500)]
    assert all(list(sorted_lines(lines, run=run)) == sorted(set(lines)) for run in (1, 3, 50, 1000))
