"""Facts that a reader finds in the sample corpus: how many of them are in the graph."""

import json

import pytest

from unionkg.model import Span
from unionkg.vocab import MODALITIES, OBSERVATION

pytestmark = pytest.mark.model

LEAST = 0.78


def forms(entity):
    """Return all names of an assembled entity."""
    return {entity.canonical, entity.name, *entity.aliases}


@pytest.fixture(scope="module")
def by_document(demo):
    """The statements of each document with the names of their ends: (statement, {role of the end: names})."""
    build, _ = demo
    names = {member: forms(entity) for entity in build.resolution.entities for member in entity.members}
    found = {}
    for extraction in build.extractions:
        rows = []
        for stmt in extraction.statements:
            subject = set(names.get(stmt.subject, ()))
            if stmt.observation is not None:
                subject |= {stmt.observation.measure, stmt.observation.counted or ""}
            rows.append((stmt, {"subject": subject, "object": names.get(stmt.object, set())}))
        found[extraction.document.path] = rows
    return found


@pytest.fixture(scope="module")
def facts(root):
    """The hand-written facts."""
    lines = (root / "tests" / "corpus_facts.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def is_named(name, known):
    """Return whether one of the known names is the name, or the name without a little of its beginning, or more."""
    return name is None or any(one.endswith(name) or (name.endswith(one) and 2 * len(one) > len(name)) for one in known)


def is_same(fact, stmt, ends):
    """Return whether a statement says what the fact says, leaving status, time, speaker and bound aside."""
    if fact["type"] == OBSERVATION:
        seen = stmt.observation
        if seen is None or seen.value != fact["value"] or seen.unit != fact["unit"]:
            return False
        return is_named(fact["subject"], ends["subject"]) or any(fact["subject"] in name for name in ends["subject"])
    if stmt.property != fact["type"]:
        return False
    pairs = [("subject", "object")] + ([("object", "subject")] if fact["type"] == "partneredWith" else [])
    if not any(is_named(fact["subject"], ends[a]) and is_named(fact["object"], ends[b]) for a, b in pairs):
        return False
    return fact.get("role") in (None, stmt.role)


def test_most_facts_are_found_and_none_with_another_status(by_document, facts, root):
    """At least 78 % of the facts are in the graph; what is said of one in its own words has its status."""
    missing, contradicted = [], []
    for fact in facts:
        text = (root / "data" / "corpus" / fact["doc"]).read_text("utf-8")
        start = text.index(fact["quote"])
        quote = Span(start, start + len(fact["quote"]))
        found = [stmt for stmt, ends in by_document[fact["doc"]] if is_same(fact, stmt, ends)]
        near = [stmt for stmt in found if any(evidence.span.overlaps(quote) for evidence in stmt.evidence)]
        told = " ".join(str(fact.get(key)) for key in ("doc", "type", "subject", "object", "role", "value", "quote"))
        if not found:
            missing.append(told)
        elif near and fact.get("status", "actual") not in {MODALITIES[stmt.modality] for stmt in near}:
            contradicted.append(f"{told}: {fact.get('status', 'actual')} is not {[stmt.modality for stmt in near]}")
    listed = "\n".join(["missing:", *missing, "another status:", *contradicted])
    assert not contradicted, listed
    assert len(missing) <= (1 - LEAST) * len(facts), f"{len(missing)} of {len(facts)}\n{listed}"


def test_every_quote_of_a_fact_stands_in_its_document(root, facts):
    """The facts themselves are right: their words are in the corpus."""
    for fact in facts:
        text = (root / "data" / "corpus" / fact["doc"]).read_text("utf-8")
        assert fact["quote"] in text, fact
