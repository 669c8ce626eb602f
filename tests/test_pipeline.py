"""The main job: progress is told, one bad document stops nothing, and what is published is whole."""

import pytest

from unionkg import update
from unionkg.errors import InputError, StoreError, ValidationError
from unionkg.pipeline import build, extract_all, read_documents
from unionkg.settings import Settings

TEXT = "霁州市总工会主席宋清遥出席。全市建成暖心驿站2207个。\n"


def texts(folder, **files):
    """Write text files and return their folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_documents_are_sorted_and_copies_told(tmp_path):
    """The same text under two names is one document, under the first name."""
    inputs = read_documents([texts(tmp_path / "t", b=TEXT, a=TEXT, c="另一篇。\n")])
    assert [doc.path for doc in inputs.documents] == ["a.txt", "c.txt"]
    assert inputs.duplicates == (("b.txt", "a.txt"),)


def test_files_of_one_name_in_two_folders_are_two_documents(tmp_path):
    """Documents are told apart by their text, not by the name of the file."""
    first, second = texts(tmp_path / "x", a=TEXT), texts(tmp_path / "y", a="另一篇。\n")
    assert len(read_documents([first / "a.txt", second / "a.txt"]).documents) == 2


def test_an_empty_folder_is_an_error_that_names_it(tmp_path):
    """The message has the folder and what would be read."""
    with pytest.raises(InputError, match=r"the folder has no file to read.*\.txt"):
        build([texts(tmp_path / "t")], tmp_path / "out", Settings())


def test_an_out_that_is_a_file_is_refused(tmp_path):
    """Before anything is read."""
    (tmp_path / "out").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="it is a file"):
        build([tmp_path / "none"], tmp_path / "out", Settings())


@pytest.mark.model
def test_progress_is_told_for_each_step(tmp_path):
    """Every step is named, and extraction says how far it is."""
    told = []
    build([texts(tmp_path / "t", a=TEXT)], tmp_path / "out", Settings(), progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == [
        "read",
        "extract",
        "resolve",
        "validate",
        "store",
        "export",
        "done",
    ]
    assert ("extract", 1, 1) in told


@pytest.mark.model
def test_a_graph_that_breaks_a_shape_is_not_published(tmp_path, monkeypatch):
    """What was published before stays as it was."""
    folder = texts(tmp_path / "t", a=TEXT)
    build([folder], tmp_path / "out", Settings())
    before = (tmp_path / "out" / "unionkg.ttl").read_bytes()

    def refuse(_):
        raise ValidationError("broken")

    monkeypatch.setattr(update, "ensure_valid", refuse)
    texts(folder, b="槿川市总工会主席吕若溪出席。\n")
    with pytest.raises(ValidationError):
        build([folder], tmp_path / "out", Settings())
    assert (tmp_path / "out" / "unionkg.ttl").read_bytes() == before


@pytest.mark.model
def test_a_document_that_is_gone_leaves_the_graph(tmp_path):
    """A build holds what was named, nothing of earlier builds."""
    folder = texts(tmp_path / "t", a=TEXT, b="槿川市总工会主席吕若溪出席。\n")
    build([folder], tmp_path / "out", Settings())
    assert "吕若溪" in (tmp_path / "out" / "unionkg.ttl").read_text("utf-8")
    (folder / "b.txt").unlink()
    build([folder], tmp_path / "out", Settings())
    assert "吕若溪" not in (tmp_path / "out" / "unionkg.ttl").read_text("utf-8")


@pytest.mark.model
def test_extraction_of_one_document_does_not_depend_on_the_others(tmp_path):
    """Alone or among others, a document gives the same extraction."""
    folder = texts(tmp_path / "t", a=TEXT, b="市总工会部署工作，宋清遥讲话。\n", c="海淀区总工会走访职工。\n")
    together = list(extract_all(read_documents([folder]).documents, Settings()))
    for extraction in together:
        (alone,) = extract_all([extraction.document], Settings())
        assert alone == extraction
