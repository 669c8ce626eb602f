"""Extractions go out as JSON and come back as they were."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.interchange import from_json, to_json, to_line
from unionkg.model import Document, Entity, Evidence, Extraction, Interval, Mention, Observation, Span, Statement
from unionkg.vocab import MODALITIES, OBSERVATION, RELATION_TYPES

TEXT = "北京市总工会主席李卫华介绍，全区暖心驿站2394个。🙂"
DOC = Document(sha256="a" * 64, path="a.txt", text=TEXT, body=Span(0, len(TEXT)), title="驿站")
IDS = [f"{DOC.id}-e{n}" for n in (1, 2)]

spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(*sorted(pair)))
confidences = st.floats(0, 1)
dates = st.none() | st.sampled_from(["2021", "2021-11", "2021-11-05"])
intervals = st.none() | st.builds(Interval, st.text(max_size=4), dates, dates)
ids = st.sampled_from(IDS)
common = {
    "evidence": st.lists(spans.map(lambda span: Evidence(DOC.id, span)), min_size=1, max_size=3).map(tuple),
    "modality": st.sampled_from(sorted(MODALITIES)),
    "interval": intervals,
    "speaker": st.none() | ids,
    "confidence": confidences,
    "origin": st.sampled_from(["a", "b"]),
}
observations = st.builds(
    Observation,
    measure=st.text(max_size=5),
    value=st.floats(allow_nan=False, allow_infinity=False),
    unit=st.sampled_from(["个", ""]),
    bound=st.sampled_from([None, "at_least"]),
    counted=st.none() | st.text(min_size=1, max_size=5),
    place=st.none() | ids,
)
statements = st.builds(
    Statement,
    id=st.uuids().map(str),
    property=st.sampled_from(sorted(RELATION_TYPES)),
    subject=ids,
    object=st.none() | ids,
    role=st.none() | st.text(max_size=4),
    observation=st.none(),
    **common,
) | st.builds(
    Statement,
    id=st.uuids().map(str),
    property=st.just(OBSERVATION),
    subject=st.none() | ids,
    object=st.none(),
    role=st.none(),
    observation=observations,
    **common,
)
entities = st.lists(spans, max_size=3).map(
    lambda found: tuple(
        Entity(
            id_,
            "Person",
            "李卫华",
            "李卫华",
            ("卫华",),
            tuple(Mention(DOC.id, s, "Person", "tagger", 0.5) for s in found),
        )
        for id_ in IDS
    )
)
extractions = st.builds(
    Extraction,
    document=st.just(DOC),
    entities=entities,
    statements=st.lists(statements, max_size=4).map(tuple),
    titles=st.lists(spans, max_size=3).map(tuple),
    unresolved=st.lists(st.tuples(spans, st.text(max_size=5)), max_size=2).map(tuple),
)


@given(extractions)
def test_what_goes_out_comes_back(extraction):
    """All of an extraction survives; only the order of statements of several kinds may change."""
    back = from_json(json.loads(to_line(extraction)), DOC)
    assert (back.entities, back.titles, back.unresolved) == (
        extraction.entities,
        extraction.titles,
        extraction.unresolved,
    )
    assert sorted(back.statements, key=lambda s: s.id) == sorted(extraction.statements, key=lambda s: s.id)


@given(extractions)
def test_a_second_trip_changes_nothing(extraction):
    """What came back goes out as the same line: the cache gives what a fresh run gives."""
    line = to_line(extraction)
    assert to_line(from_json(json.loads(line), DOC)) == line
    assert "\n" not in line


@given(extractions)
def test_programs_see_no_negated_statement_and_every_quote_is_exact(extraction):
    """`relations` and `observations` are shown in the gold's three statuses, with the text at their offsets."""
    data = to_json(extraction)
    for row in data["relations"]:
        assert row["status"] in ("actual", "planned", "past")
    for row in data["relations"] + data["observations"] + data["negated"]:
        assert TEXT[row["evidence"]["start"] : row["evidence"]["end"]] == row["evidence"]["text"]


def test_an_extraction_of_another_text_is_refused():
    """A file that belongs to another text is no extraction of this one."""
    data = to_json(Extraction(DOC))
    data["doc"]["sha256"] = "b" * 64
    with pytest.raises(ValueError, match="another text"):
        from_json(data, DOC)
