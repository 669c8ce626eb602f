"""What unionkg wrote is read back, into the same graphs, and only where it is sound."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from queries.corpus import dataset as corpus

from unionkg.errors import InputError, StoreError, ValidationError
from unionkg.iris import term
from unionkg.outputs import EXPORTS
from unionkg.outputs.rdf import write_trig
from unionkg.store.dataset import open_dataset
from unionkg.store.importing import import_files


@pytest.fixture(scope="module")
def dataset():
    """The corpus of the questions."""
    return corpus()


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "ntriples", "nquads"])
def test_a_dataset_comes_back_with_its_graphs(dataset, name, tmp_path):
    """Also from formats without graphs: what was a document's is in its graph again."""
    path = tmp_path / EXPORTS[name].file
    EXPORTS[name].write(dataset, path)
    assert import_files([path], tmp_path / "copy") == len(dataset.documents())
    with open_dataset(tmp_path / "copy", read_only=True) as copy:
        assert set(copy.store) == set(dataset.store)


def test_a_dataset_is_replaced_only_when_asked(dataset, tmp_path):
    """Otherwise the error says how."""
    path = tmp_path / "graph.ttl"
    EXPORTS["turtle"].write(dataset, path)
    import_files([path], tmp_path / "copy")
    with pytest.raises(StoreError, match="--replace"):
        import_files([path], tmp_path / "copy")
    import_files([path], tmp_path / "copy", replace=True)


def test_an_unsound_graph_is_not_imported(dataset, tmp_path):
    """A quote that is not in its text stops it, and no dataset is made."""
    quads = [q for q in dataset.store if "/id/" in str(q.graph_name)]
    exact = next(q for q in quads if q.predicate == term("oa:exact"))
    quads[quads.index(exact)] = Quad(exact.subject, exact.predicate, Literal("编造"), exact.graph_name)
    write_trig(quads, tmp_path / "graph.trig")
    with pytest.raises(ValidationError, match="quote equals text"):
        import_files([tmp_path / "graph.trig"], tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("name", "text"), [("a.ttl", "kein Turtle"), ("a.ttl", ""), ("a.docx", ""), ("b.jsonld", "{"), ("c.nt", "\udcff")]
)
def test_other_files_are_refused(name, text, tmp_path):
    """A broken file, an empty one, another format: the message names the file."""
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=name):
        import_files([path], tmp_path / "copy")


def test_a_missing_file_is_named(tmp_path):
    """So is one that is not there."""
    with pytest.raises(InputError, match=r"none\.ttl"):
        import_files([tmp_path / "none.ttl"], tmp_path / "copy")


def test_a_foreign_graph_is_refused(tmp_path):
    """RDF without documents of ours is no dataset."""
    node = NamedNode("https://example.org/a")
    write_trig([Quad(node, term("rdf:type"), node, node)], tmp_path / "a.trig")
    with pytest.raises(InputError, match="no document"):
        import_files([tmp_path / "a.trig"], tmp_path / "copy")
