"""What is found in a text and what is not: names with types, short forms, names of people, titles."""

import json
from pathlib import Path

import pytest

from unionkg.documents import make_document
from unionkg.extraction import extract
from unionkg.mentions.tagger import default_tagger
from unionkg.model import Source

FOLDER = Path(__file__).parents[1] / "cases"


def rows(name):
    """Return the cases of one file with their texts as test IDs."""
    cases = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [pytest.param(case, id=case["text"][:16]) for case in cases]


def extracted(text):
    """Return the extraction of a bare text."""
    return extract(make_document(Source("case.txt", text)), default_tagger())


def forms(entity):
    """Return all surface forms of an entity."""
    return {entity.name, *entity.aliases}


@pytest.mark.model
@pytest.mark.parametrize("case", rows("mentions"))
def test_names(case):
    """Each name is found with its type; what is no name is no entity."""
    entities = extracted(case["text"]).entities
    found = {(entity.type, form) for entity in entities for form in forms(entity)}
    assert {tuple(name) for name in case["names"]} <= found
    assert not {form for _, form in found} & set(case.get("absent", ()))


@pytest.mark.model
@pytest.mark.parametrize("case", rows("coreference"))
def test_short_forms(case):
    """Forms of one thing are one entity, forms of two things are two; the canonical name has all pieces."""
    entities = extracted(case["text"]).entities
    sets = [forms(entity) for entity in entities]
    assert all(any(set(same) <= found for found in sets) for same in case["same"]), sets
    for left, right in case.get("apart", ()):
        assert any(left in found for found in sets), sets
        assert not any({left, right} <= found for found in sets), sets
    names = {form: entity.canonical for entity in entities for form in forms(entity)}
    assert case.get("canonical", {}).items() <= names.items()


@pytest.mark.model
@pytest.mark.parametrize("case", rows("names_of_people"))
def test_people(case):
    """Exactly the people of the text are found, with their whole names."""
    found = [entity.name for entity in extracted(case["text"]).entities if entity.type == "Person"]
    assert sorted(found) == sorted(case["people"])


@pytest.mark.model
@pytest.mark.parametrize("case", rows("titles"))
def test_titles(case):
    """Exactly the role titles of the text are found."""
    assert [case["text"][span.start : span.end] for span in extracted(case["text"]).titles] == case["titles"]


@pytest.mark.parametrize(
    ("name", "least"), [("mentions", 60), ("coreference", 30), ("names_of_people", 20), ("titles", 20)]
)
def test_there_are_enough_cases(name, least):
    """The files do not shrink unnoticed."""
    assert len(rows(name)) >= least
