"""A build after a change writes what a build of everything would have written."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionkg import pipeline
from unionkg.pipeline import build
from unionkg.settings import Settings
from unionkg.store.dataset import open_dataset

PEOPLE = "宋清遥 吕若溪 陈望舒 李静".split()
BODIES = "霁州市总工会 槿川市总工会 砚湖区总工会 霁州市砚湖区总工会 霁州市人民医院".split()
FORMS = (
    "{body}主席{person}出席。",
    "{body}副主席{person}讲话。{body}建成暖心驿站{number}个。",
    "{body}与{other}签署合作协议。",
    "{body}隶属于{other}。市总工会部署工作，{person}讲话。",
    "{person}曾任{body}副主席，现任{other}主席。",
)
SENTENCES = st.builds(
    lambda form, person, body, other, number: form.format(person=person, body=body, other=other, number=number),
    st.sampled_from(FORMS),
    st.sampled_from(PEOPLE),
    st.sampled_from(BODIES),
    st.sampled_from(BODIES),
    st.integers(2, 99),
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=2).map(lambda found: "".join(found) + "\n")
CORPUS = st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, min_size=1)


def write(folder, texts):
    """Make `folder` hold these texts and no others."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"日期: 2023-0{ord(name) % 9 + 1}-11\n\n{text}", "utf-8")


def content(out):
    """Return all that the dataset and the report in `out` say."""
    with open_dataset(out / "dataset", read_only=True) as dataset:
        return sorted(map(str, dataset.store)), (out / "report.md").read_text("utf-8")


@pytest.mark.model
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CORPUS, min_size=2, max_size=3))
def test_any_change_gives_what_a_new_build_gives(tmp_path_factory, monkeypatch, states):
    """Whatever comes, changes and goes, triples and report equal those of a build from nothing."""
    folder = tmp_path_factory.mktemp("update")
    monkeypatch.setattr("unionkg.update._MOST", 9.0)  # on a handful of texts everything would be written
    for number, texts in enumerate(states):
        write(folder / "texts", texts)
        build([folder / "texts"], folder / "out", Settings(), with_exports=False)
        build([folder / "texts"], folder / f"new{number}", Settings(), with_exports=False)
        assert content(folder / "out") == content(folder / f"new{number}")


def corpus(root, folder, names):
    """Copy documents of the sample corpus."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes((root / "data" / "corpus" / name).read_bytes())


@pytest.mark.model
def test_the_sample_corpus_document_by_document(root, tmp_path, monkeypatch):
    """The sample, with half of its documents added one by one and others taken out, equals the sample built at once."""
    names = sorted(path.name for path in (root / "data" / "corpus").glob("*.txt"))
    random.Random(5).shuffle(names)
    monkeypatch.setattr("unionkg.update._MOST", 9.0)
    corpus(root, tmp_path / "texts", names[:9])
    build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
    for at in range(9, len(names), 3):
        corpus(root, tmp_path / "texts", names[at : at + 3])
        (tmp_path / "texts" / names[at - 9]).unlink()
        build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
    corpus(root, tmp_path / "texts", names)
    made = build([tmp_path / "texts"], tmp_path / "out", Settings())
    assert 0 < made.rewritten < len(names)
    build([tmp_path / "texts"], tmp_path / "new", Settings())
    assert content(tmp_path / "out") == content(tmp_path / "new")
    for file in ("unionkg.ttl", "unionkg.trig", "unionkg.jsonld", "unionkg.html"):
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "new" / file).read_bytes()


@pytest.mark.model
def test_only_the_changed_text_is_read(tmp_path, monkeypatch):
    """After one changed file that file alone is extracted, and one document is written; after none, nothing is."""
    texts = {
        name: f"{body}主席{person}出席。\n"
        for name, body, person in zip("abcdefgh", BODIES * 2, PEOPLE * 2, strict=False)
    }
    write(tmp_path / "texts", texts)
    build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
    seen = []
    extract = pipeline.extract_batch

    def seeing(documents, tagger):
        seen.extend(doc.path for doc in documents)
        return extract(documents, tagger)

    monkeypatch.setattr(pipeline, "extract_batch", seeing)
    before = sorted((tmp_path / "out" / "dataset").iterdir())
    assert build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False).rewritten == 0
    assert sorted((tmp_path / "out" / "dataset").iterdir()) == before
    write(tmp_path / "texts", texts | {"a": f"{texts['a']}全市建成暖心驿站36个。\n"})
    assert build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False).rewritten == 1
    assert seen == ["a.txt"]


@pytest.mark.model
def test_a_triple_that_two_say_outlives_one_of_them(tmp_path, monkeypatch):
    """A source that is gone takes what it alone said."""
    monkeypatch.setattr("unionkg.update._MOST", 9.0)
    said = "霁州市总工会主席宋清遥出席。\n"
    write(tmp_path / "texts", {"a": said, "b": f"近日，{said}", "c": "槿川市总工会主席吕若溪出席。\n"})
    build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
    for gone, left in (("a", 2), ("b", 1)):
        (tmp_path / "texts" / f"{gone}.txt").unlink()
        build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
        with open_dataset(tmp_path / "out" / "dataset", read_only=True) as dataset:
            rows = list(dataset.store.query("SELECT * { ?a <https://w3id.org/unionkg/ontology#holdsRole> ?b }"))
            assert len(rows) == left
            assert len(dataset.documents()) == left


@pytest.mark.model
def test_an_older_format_is_built_anew(tmp_path):
    """A dataset of format 1 is replaced, and the build says so; one of a newer version stays as it is."""
    write(tmp_path / "texts", {"a": "霁州市总工会主席宋清遥出席。\n"})
    build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
    manifest = tmp_path / "out" / "dataset" / "dataset.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"format": 2', '"format": 1'), "utf-8")
    made = build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
    assert "has format 1" in made.notices[0]
    assert "built anew" in made.notices[0]
    manifest.write_text(manifest.read_text("utf-8").replace('"format": 2', '"format": 3'), "utf-8")
    with pytest.raises(Exception, match="newer unionkg made it"):
        build([tmp_path / "texts"], tmp_path / "out", Settings(), with_exports=False)
