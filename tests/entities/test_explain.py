"""Scores explain themselves: features with weight and values, vetoes, and the questions that are left."""

import pytest
from entities.test_resolution import reading

from unionkg.entities import explain, resolve, review_queue
from unionkg.entities.explain import to_lines
from unionkg.entities.features import WEIGHTS
from unionkg.model import Judgement

UNIONS = [reading("a", ("Organization", "江苏省总工会")), reading("b", ("Organization", "江西省总工会"))]


def test_a_veto_names_what_differs():
    """江苏 and 江西 differ in the division, and the two values are shown."""
    found = explain(resolve(UNIONS), *(reading.entities[0].id for reading in UNIONS))
    (veto,) = found.comparison.vetoes
    assert (veto.name, veto.level, veto.left, veto.right) == ("division", "different", "江苏省", "江西省")
    assert found.verdict == "different" and not found.is_one
    assert any("江苏省 | 江西省" in line for line in to_lines(found))


def test_features_add_up():
    """The weight is the sum of the features, each from the table; the score lies in [0, 1]."""
    comparison = explain(resolve(UNIONS), *(reading.entities[0].id for reading in UNIONS)).comparison
    assert comparison.weight == sum(WEIGHTS[one.name][one.level] for one in comparison.features)
    assert 0 <= comparison.score <= 1


def test_assembled_entities_can_be_asked_about():
    """An ID of the graph works as well; a person's decision is told beside what the features say."""
    plain = resolve(UNIONS)
    left, right = (entity.id for entity in plain.entities)
    assert explain(plain, left, right).verdict == "different"
    same = Judgement(UNIONS[0].entities[0].id, UNIONS[1].entities[0].id, "same", "王审核")
    decided = explain(resolve(UNIONS, [same]), same.left, same.right)
    assert decided.is_one and decided.decision == same
    with pytest.raises(KeyError):
        explain(plain, left, "gone")


def test_undecided_pairs_are_questions():
    """Namesakes that nothing joins and nothing tells apart are asked about, with what was found."""
    readings = [
        reading(key, ("Person", "宋清遥"), ("Organization", body), roles=[(0, 1)])
        for key, body in (("a", "霁州市总工会"), ("b", "岚江大学"))
    ]
    (question,) = review_queue(resolve(readings))
    assert {question.left.name, question.right.name} == {"宋清遥"}
    assert question.comparison.verdict == "undecided"
    assert "nothing in common" in {one.level for one in question.comparison.features}
