"""The notes of a build: what comes back is what went in, and nothing else is taken for notes."""

import pytest
from graph.example import example

from unionkg.index import Index, from_notes, signature_of, source_key, to_notes, to_row
from unionkg.model import Source
from unionkg.settings import Settings

EXTRACTION = example()[0][0]
SOURCE = Source(EXTRACTION.document.path, EXTRACTION.document.text)
INDEX = Index(
    rows={source_key(SOURCE): to_row(EXTRACTION)},
    nodes={EXTRACTION.document.id: "1f"},
    entities={"Person/1": "2e"},
    sketches={EXTRACTION.document.id: "00ff00ff"},
    likeness={("a", "b"): 0.625},
)


def test_notes_come_back() -> None:
    """All parts survive the file, and a document and its extraction are as far as they are noted what they were."""
    found = from_notes(to_notes(INDEX, "s"), "s")
    assert found is not None
    assert (found.nodes, found.entities, found.likeness) == (INDEX.nodes, INDEX.entities, INDEX.likeness)
    doc = found.document(SOURCE)
    assert doc == EXTRACTION.document
    noted = found.extraction(EXTRACTION.document, source_key(SOURCE))
    assert noted is not None
    assert [e.canonical for e in noted.entities] == [e.canonical for e in EXTRACTION.entities]
    assert [(s.id, s.subject, s.object, s.property, s.modality, s.role) for s in noted.statements] == [
        (s.id, s.subject, s.object, s.property, s.modality, s.role) for s in EXTRACTION.statements
    ]
    assert noted.unresolved == EXTRACTION.unresolved


@pytest.mark.parametrize(
    "other",
    [
        Source("other.txt", SOURCE.text),
        Source(SOURCE.path, SOURCE.text + "。"),
        Source(SOURCE.path, SOURCE.text, {"title": "题"}),
    ],
)
def test_another_source_is_not_known(other: Source) -> None:
    """Path, text and metadata all count."""
    assert INDEX.document(other) is None
    assert INDEX.extraction(EXTRACTION.document, source_key(other)) is None


@pytest.mark.parametrize("notes", [None, b"", b"{", b"[]\n", b'"s"\n', b'"s"\n{}\n', b'"s"\n[]\n[1]\n', b"\xff\xff"])
def test_what_is_no_notes_counts_as_none(notes: bytes | None) -> None:
    """Nothing, half a file and other content make the build write everything."""
    assert from_notes(notes, "s") is None


def test_another_signature_counts_as_none() -> None:
    """Settings, the tagger and options are in the signature."""
    assert from_notes(to_notes(INDEX, "s"), "t") is None
    settings = Settings()
    kinds = {
        signature_of(settings, "a"),
        signature_of(settings, "b"),
        signature_of(settings, "a", "True"),
        signature_of(Settings(min_confidence=0.5), "a"),
    }
    assert len(kinds) == 4
