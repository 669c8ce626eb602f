"""The dataset: graphs, their merge, generations, one writer."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from unionkg.errors import StoreError
from unionkg.store.dataset import Dataset, open_dataset

BASE = "https://w3id.org/unionkg/id/"
FIRST, SECOND = BASE + "document/1", BASE + "document/2"


def quad(subject: str, value: str, graph: str) -> Quad:
    return Quad(NamedNode(BASE + subject), NamedNode(BASE + "p"), Literal(value), NamedNode(graph))


def merged(dataset: Dataset) -> set[str]:
    return {q.object.value for q in dataset.store.quads_for_pattern(None, None, None, DefaultGraph())}


TWO = [quad("a", "shared", FIRST), quad("a", "first", FIRST), quad("a", "shared", SECOND), quad("a", "second", SECOND)]


@pytest.fixture(params=["memory", "disk"])
def dataset(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Dataset]:
    with open_dataset(tmp_path / "store" if request.param == "disk" else None) as opened:
        opened.load_all(TWO, with_ontology=False)
        yield opened


def test_merge_holds_each_triple_once(dataset: Dataset) -> None:
    """A triple that two documents assert is counted once by a query on the default graph."""
    (count,) = dataset.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(count["n"].value) == len(dataset) == 3


def test_dropping_a_document_keeps_what_others_assert(dataset: Dataset) -> None:
    """Dropping takes the graph and its own triples out of the merge, not the shared one."""
    dataset.drop_document(FIRST)
    assert dataset.documents() == [SECOND]
    assert merged(dataset) == {"shared", "second"}


def test_replacing_a_document(dataset: Dataset) -> None:
    """The new triples stand in place of the old ones, in the graph and in the merge."""
    dataset.replace_document(FIRST, [quad("a", "newer", FIRST)])
    assert merged(dataset) == {"shared", "second", "newer"}
    dataset.replace_document(SECOND, [])
    assert merged(dataset) == {"newer"}


def test_a_stray_quad_is_refused(dataset: Dataset) -> None:
    """A quad of another graph is an error and changes nothing."""
    with pytest.raises(StoreError, match="another graph"):
        dataset.replace_document(FIRST, [quad("a", "x", SECOND)])
    assert merged(dataset) == {"shared", "first", "second"}


def test_dropping_what_is_not_there(dataset: Dataset) -> None:
    """An unknown document is an error that names it."""
    with pytest.raises(StoreError, match="no document"):
        dataset.drop_document(BASE + "document/3")


def test_load_all_replaces_everything(dataset: Dataset) -> None:
    """A second build leaves nothing of the first."""
    dataset.load_all([quad("b", "other", SECOND)], with_ontology=False)
    assert dataset.graphs() == [SECOND]
    assert merged(dataset) == {"other"}


def test_the_ontology_comes_with_a_load(dataset: Dataset) -> None:
    """A build brings the labels of relations and modalities along, in a graph that is no document."""
    dataset.load_all(TWO)
    assert dataset.documents() == [FIRST, SECOND]
    assert len(dataset.graphs()) == 3
    assert set(dataset.data()) == set(TWO)
    assert dataset.store.query("ASK { <https://w3id.org/unionkg/ontology#modality-planned> ?p ?o }")


def test_a_failed_load_changes_nothing(dataset: Dataset) -> None:
    """An error on the way through the quads leaves the last good dataset."""

    def broken() -> Iterator[Quad]:
        yield quad("b", "other", SECOND)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        dataset.load_all(broken())
    assert merged(dataset) == {"shared", "first", "second"}


def test_rdflib_sees_the_same(dataset: Dataset) -> None:
    """The rdflib view counts as many triples in the merge and in each graph."""
    view = dataset.rdflib_view()
    assert len(list(view.triples((None, None, None)))) == len(dataset) == 3
    assert sorted(str(g.identifier) for g in view.graphs() if "unionkg" in str(g.identifier)) == [FIRST, SECOND]
    assert [int(row[0]) for row in view.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == [3]


def test_a_batch_is_one_change(tmp_path: Path) -> None:
    """On disk a batch that fails is not published at all; one that ends well is, as one generation."""
    with open_dataset(tmp_path) as dataset:
        dataset.load_all(TWO, with_ontology=False)
        with pytest.raises(KeyboardInterrupt), dataset.batch():
            dataset.drop_document(FIRST)
            raise KeyboardInterrupt
        assert merged(dataset) == {"shared", "first", "second"}
        with dataset.batch():
            dataset.drop_document(FIRST)
            dataset.replace_document(SECOND, [quad("a", "newer", SECOND)])
        assert merged(dataset) == {"newer"}
    with open_dataset(tmp_path, read_only=True) as dataset:
        assert merged(dataset) == {"newer"}
    assert [folder.name for folder in tmp_path.iterdir() if folder.is_dir()] == ["g000002"]


def test_second_writer_gets_an_error(tmp_path: Path) -> None:
    """While one writer is open a second one is refused in words; readers are not."""
    with open_dataset(tmp_path) as dataset:
        dataset.load_all(TWO, with_ontology=False)
        with pytest.raises(StoreError, match="Another program is writing"):
            open_dataset(tmp_path)
        with open_dataset(tmp_path, read_only=True) as reader:
            assert len(reader) == 3
    open_dataset(tmp_path).close()


def test_a_reader_keeps_its_generation(tmp_path: Path) -> None:
    """A build does not disturb an open reader, which sees the new dataset when it reopens."""
    with open_dataset(tmp_path) as dataset, dataset.batch():
        dataset.replace_document(FIRST, TWO[:2])
    with open_dataset(tmp_path, read_only=True) as reader, open_dataset(tmp_path) as writer:
        writer.load_all([quad("b", "other", SECOND)], with_ontology=False)
        writer.load_all([quad("b", "third", SECOND)], with_ontology=False)
        assert merged(reader) == {"shared", "first"}
        reader.reopen()
        assert merged(reader) == {"third"}


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    """Writing through a dataset that is open for reading is refused."""
    with open_dataset(tmp_path) as dataset:
        dataset.load_all(TWO, with_ontology=False)
    with open_dataset(tmp_path, read_only=True) as reader, pytest.raises(StoreError, match="reading only"):
        reader.load_all([])


def test_nothing_to_read(tmp_path: Path) -> None:
    """A folder without a dataset is an error that says how to make one, and nothing is made there."""
    with pytest.raises(StoreError, match="unionkg build"):
        open_dataset(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("manifest", "message"),
    [('{"format": 99, "current": "g000001"}', "format 99"), ("{", "cannot be read"), ("[]", "cannot be read")],
)
def test_other_formats_are_refused(tmp_path: Path, manifest: str, message: str) -> None:
    """A manifest of another version, or a broken one, is an error; the writer's lock is given back."""
    (tmp_path / "dataset.json").write_text(manifest, "utf-8")
    for _ in range(2):
        with pytest.raises(StoreError, match=message):
            open_dataset(tmp_path)


def test_a_missing_generation_is_an_error(tmp_path: Path) -> None:
    """A manifest that names a folder which is not there says: build again."""
    (tmp_path / "dataset.json").write_text('{"format": 1, "current": "g000007"}', "utf-8")
    with pytest.raises(StoreError, match="Build it again"):
        open_dataset(tmp_path, read_only=True)


def test_a_closed_dataset_says_so() -> None:
    """Reading after close is an error in words."""
    dataset = open_dataset()
    dataset.close()
    with pytest.raises(StoreError, match="closed"):
        len(dataset)


def _build_and_die(path: str) -> None:
    def quads() -> Iterator[Quad]:
        yield quad("b", "other", SECOND)
        os.kill(os.getpid(), signal.SIGKILL)

    open_dataset(Path(path)).load_all(quads())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_killed_build_leaves_the_last_good_one(tmp_path: Path) -> None:
    """After a build was killed the old dataset is readable, and the next writer is let in and cleans up."""
    with open_dataset(tmp_path) as dataset:
        dataset.load_all(TWO, with_ontology=False)
    child = multiprocessing.get_context("spawn").Process(target=_build_and_die, args=(str(tmp_path),))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    with open_dataset(tmp_path, read_only=True) as reader:
        assert merged(reader) == {"shared", "first", "second"}
    with open_dataset(tmp_path) as writer:
        writer.load_all([quad("b", "third", SECOND)], with_ontology=False)
        assert merged(writer) == {"third"}
    assert len([folder for folder in tmp_path.iterdir() if folder.is_dir()]) == 1


_GRAPHS = st.dictionaries(st.sampled_from([FIRST, SECOND]), st.sets(st.sampled_from("abcde")))


@given(_GRAPHS, _GRAPHS)
def test_merge_is_the_union(before: dict[str, set[str]], after: dict[str, set[str]]) -> None:
    """Whatever is replaced, the merge is the union of the graphs."""
    with open_dataset() as dataset:
        quads = (quad("a", value, graph) for graph, values in before.items() for value in values)
        dataset.load_all(quads, with_ontology=False)
        for graph, values in after.items():
            dataset.replace_document(graph, [quad("a", value, graph) for value in values])
        assert merged(dataset) == set().union(*(before | after).values())
