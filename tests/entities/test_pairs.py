"""Quality of resolution: labelled pairs of names with contexts, and the entities of the sample corpus."""

import json
from collections import Counter
from pathlib import Path

import pytest
from entities import pairs

from unionkg.documents import reprints
from unionkg.entities import resolve

ROOT = Path(__file__).parents[2]
THINGS = ROOT / "tests" / "cases" / "things.jsonl"


def test_the_pairs_are_many_and_half_of_them_hard():
    """At least 400 pairs, half of them different things; no province is in both halves."""
    rows = pairs.load("tuning") + pairs.load("held-out")
    assert len(rows) >= 400
    assert 0.4 <= sum(not row["same"] for row in rows) / len(rows) <= 0.6


@pytest.mark.parametrize("half", ["tuning", "held-out"])
def test_pairs(half):
    """What the documents say joins almost all that is one and nothing that is two."""
    precision, recall, wrong = pairs.score(pairs.load(half), pairs.is_same)
    assert precision >= 0.99 and recall >= 0.93, "\n".join(wrong)


def test_entities_of_the_sample_corpus(demo):
    """B-cubed F1 against labels by hand (Bagga and Baldwin, 1998): `doc:canonical name` of each thing."""
    extractions = demo[0].extractions
    path = {extraction.document.id: Path(extraction.document.path).name[:2] for extraction in extractions}
    documents = [extraction.document for extraction in extractions]
    known = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    labels = {}
    for number, line in enumerate(THINGS.read_text("utf-8").splitlines()):
        row = json.loads(line)
        labels |= {(row["type"], member): number for member in row["members"]}
    found = {}
    for number, entity in enumerate(resolve(extractions, reprints=reprints(documents)).entities):
        for member in entity.members:
            key = (entity.type, f"{path[member.rpartition('-')[0]]}:{known[member].canonical}")
            if key in labels:
                found[member] = (number, labels[key])
    assert len(found) >= 0.8 * len(known)
    by_cluster, by_label, both = Counter(), Counter(), Counter()
    for cluster, label in found.values():
        by_cluster[cluster] += 1
        by_label[label] += 1
        both[cluster, label] += 1
    precision = sum(both[pair] / by_cluster[pair[0]] for pair in found.values()) / len(found)
    recall = sum(both[pair] / by_label[pair[1]] for pair in found.values()) / len(found)
    assert 2 * precision * recall / (precision + recall) >= 0.97, (precision, recall)
