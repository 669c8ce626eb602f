"""Relations: each mechanism (origin) is shown by texts that say the fact and by texts that only look as if they did."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from unionkg.documents import make_document
from unionkg.extraction import extract
from unionkg.mentions.tagger import default_tagger
from unionkg.model import Source

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/relations.jsonl").read_text("utf-8").splitlines()]
_PAST_OR_AHEAD = {"past": {"past"}, "planned": {"planned", "demanded"}, None: {"actual", "underway"}}


def relations(text):
    """Return the relations of a text as (origin, property, subject, object, role, modality), names instead of IDs."""
    found = extract(make_document(Source("case.txt", text)), default_tagger())
    names = {entity.id: entity.name for entity in found.entities}
    return [
        (s.origin, s.property, names.get(s.subject), names.get(s.object), s.role, s.modality)
        for s in found.statements
        if s.property != "observation"
    ]


def is_said(row, found):
    """Return whether one of the relations is the row's, with the row's role and status."""
    return any(
        (prop, subject, obj, role) == (row["p"], row["s"], row["o"], row.get("role"))
        and modality in _PAST_OR_AHEAD[row.get("status")]
        for _, prop, subject, obj, role, modality in found
    )


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[f"{case['origin']}-{case['text'][:12]}" for case in CASES])
def test_case(case):
    """The text says its relations by the mechanism that the row names, and none of the absent ones."""
    found = relations(case["text"])
    by_origin = [row for row in found if row[0] == case["origin"]]
    assert all(is_said(row, by_origin) for row in case.get("relations", ())), found
    assert not any(is_said(row, found) for row in case.get("absent", ())), found
    if case.get("none"):
        assert not by_origin, found


def test_every_origin_has_cases_for_and_against():
    """Each origin that the code can emit occurs in two rows with relations and in one without, and no other origin."""
    package = ROOT / "src/unionkg/statements"
    source = "".join(path.read_text("utf-8") for path in package.glob("*.py") if path.stem not in ("observations",))
    emitted = {name for name in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source) if name in {c["origin"] for c in CASES}}
    shown = Counter(case["origin"] for case in CASES if "relations" in case)
    refuted = {case["origin"] for case in CASES if case.get("none")}
    assert {case["origin"] for case in CASES} == emitted
    assert all(shown[origin] >= 2 for origin in emitted)
    assert refuted == emitted
    assert len(CASES) >= 80
