"""The comparison in Splink on DuckDB agrees with the one in memory."""

import random
from collections import Counter

import pytest
from entities import pairs

from unionkg.entities.judging import judge_names
from unionkg.entities.profiles import profile_all

pytest.importorskip("splink", reason="the extra `cluster` is not installed")


def verdicts(judgements):
    """Return the pairs with verdict and score, those apart left out."""
    return Counter(
        (*sorted((j.left, j.right)), j.verdict, round(j.score, 3)) for j in judgements if j.verdict != "different"
    )


@pytest.mark.slow
def test_the_labelled_pairs_as_one_corpus_get_the_same_judgements():
    """Each document of the tuning half of the pairs in one corpus: the same pairs, verdicts and scores."""
    from unionkg.entities.splink_engine import judge_names_with_splink

    rows = random.Random(4).sample(pairs.load("tuning"), 250)
    documents = {
        extraction.document.id: extraction
        for number, row in enumerate(rows)
        for side in ("left", "right")
        for extraction in [pairs.document(row[side], row["type"], f"{side}{number}")]
    }
    profiles = profile_all(sorted(documents.values(), key=lambda extraction: extraction.document.id))
    expected = verdicts(judge_names(profiles))
    assert len(expected) > 100
    assert verdicts(judge_names_with_splink(profiles)) == expected


@pytest.mark.slow
def test_the_sample_corpus_gets_the_same_judgements(demo):
    """The extractions of `data/corpus`: the same pairs, verdicts and scores."""
    from unionkg.entities.splink_engine import judge_names_with_splink

    profiles = profile_all(demo[0].extractions)
    assert verdicts(judge_names_with_splink(profiles)) == verdicts(judge_names(profiles))
