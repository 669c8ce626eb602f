"""Figures: which numbers are observations, of what, when; every other number gets its reason."""

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from gold_analysis import compare, gold_analysis, gold_files
from hypothesis import given
from hypothesis import strategies as st

from unionkg.model import Analysis, Chunk, Document, Flow, Layout, Referent, Sentence, Span
from unionkg.statements.figures import units
from unionkg.statements.observations import find_observations, unused_numbers

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "observations.jsonl").read_text("utf-8").splitlines()
]
PIECES = [
    *(
        "县总工会",
        "建成",
        "驿站",
        "12个",
        "3万余名",
        "百分之十",
        "2023年",
        "第2家",
        "第十次",
        "，",
        "。",
        "、",
        "“1+4”",
        "至",
    ),
    *("30-50名", "每人2瓶", "约", "超", "以上", "职工", "1，200人"),
]


def analysis_of(text: str, entities: list[list[str]] = [], published: str | None = "2023-09-14") -> Analysis:  # noqa: B006
    """Return an analysis of one paragraph whose entities are the given [type, name] pairs, found by name."""
    document = Document("0" * 64, "case.txt", text, Span(0, len(text)), published=published)
    ends = [found.end() for found in re.finditer("[。！？\n]", text)]
    cuts = sorted({0, *ends, len(text)})
    sentences = tuple(Sentence(Span(a, b), 0) for a, b in pairwise(cuts))
    chunks = sorted(
        (Chunk(Span(*found.span()), number, "case") for number, (_, name) in enumerate(entities)
         for found in re.finditer(re.escape(name), text)),
        key=lambda chunk: chunk.span,
    )  # fmt: skip
    flow = Flow(text, tuple(range(len(text))))
    referents = tuple(Referent(kind, name, name) for kind, name in entities)
    return Analysis(document, Layout(flow, (Span(0, len(text)),), sentences, ()), (), tuple(chunks), referents, ())


def as_rows(analysis: Analysis) -> list[dict]:
    """Return the observations in the shape of the cases."""
    rows = []
    for draft in find_observations(analysis):
        found = draft.observation
        assert found is not None
        row = {"value": found.value, "unit": found.unit}
        row |= {"bound": found.bound} if found.bound else {}
        row |= {"of": analysis.entities[draft.subject].name} if draft.subject is not None else {}
        row |= {"start": draft.interval.start, "end": draft.interval.end} if draft.interval else {}
        row |= {"modality": draft.modality} if draft.modality != "actual" else {}
        rows.append(row)
    return rows


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_case(case):
    """Each row names all observations of its text, and reasons for numbers that are none."""
    analysis = analysis_of(case["text"], case.get("entities", []))
    assert as_rows(analysis) == case["observations"]
    text = analysis.layout.flow.text
    unused = {
        text[span.start : span.end]: reason for span, reason in unused_numbers(analysis, find_observations(analysis))
    }
    for number, reason in case.get("unused", {}).items():
        assert unused[number] == reason


def test_there_are_cases_for_and_against():
    """At least sixty rows, a third of them texts without an observation."""
    assert len(CASES) >= 60
    assert sum(not case["observations"] for case in CASES) >= 20


def test_evidence_is_the_clause():
    """The evidence is the clause around the number, without its punctuation."""
    analysis = analysis_of("今年以来，县总工会新建驿站6个，服务职工300人。")
    quotes = [analysis.document.quote(draft.span) for draft in find_observations(analysis)]
    assert quotes == ["县总工会新建驿站6个", "服务职工300人"]


def test_counted_and_measure_without_tags():
    """The phrase has the clause's verb, its noun and what is measured; it does not depend on a tagger."""
    analysis = analysis_of("累计发放防暑物资200份，接听率95%，共培训职工3000人次。")
    found = [draft.observation for draft in find_observations(analysis)]
    assert [(o.counted, o.measure) for o in found] == [
        ("防暑物资", "发放防暑物资数量"),
        ("接听率", "接听率"),
        ("职工", "培训职工人次"),
    ]


def test_growth_is_a_rate_of_change():
    """同比增长12% measures the change, not the thing."""
    analysis = analysis_of("入会人数同比增长12%。")
    assert find_observations(analysis)[0].observation.measure.endswith("同比增长率")


def test_speaker_is_asked_for_by_sentence():
    """The caller says who speaks in a sentence."""
    analysis = analysis_of("驿站开放。县里建成驿站20个。", [["Person", "驿站"]])
    assert [draft.speaker for draft in find_observations(analysis, {1: 0}.get)] == [0]


def test_place_is_the_last_one_named_in_the_sentence():
    """A figure holds for the place named before it."""
    analysis = analysis_of("在东湖区，驿站有20个。", [["Place", "东湖区"]])
    assert find_observations(analysis)[0].place == 0


def test_a_repeated_figure_is_stated_once():
    """A headline repeats the text; the second statement adds nothing, and its number is accounted for."""
    analysis = analysis_of("某市建成驿站120个。截至目前，某市建成驿站120个。", [["Facility", "驿站"]])
    drafts = find_observations(analysis)
    assert len(drafts) == 1
    assert [reason for _, reason in unused_numbers(analysis, drafts)] == ["stated elsewhere in the text"]


def test_units_are_well_formed():
    """Every ignored unit has a reason, and a blocked word begins with its unit."""
    known, _, blocked = units()
    assert all(unit.reason for unit in known.values() if unit.kind == "ignored")
    assert all(word.startswith(name) for name, words in blocked.items() for word in words)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_number_is_used_or_explained(text):
    """Evidence lies in the text, and each number that no observation took has a reason."""
    analysis = analysis_of(text, [["Facility", "驿站"], ["Organization", "县总工会"]])
    drafts = find_observations(analysis)
    assert all(0 <= draft.span.start < draft.span.end <= len(text) for draft in drafts)
    for span, reason in unused_numbers(analysis, drafts):
        assert text[span.start : span.end]
        assert reason


@given(st.text(alphabet="一二三十百千万亿0123456789年月日至-、，。个名余多约第%", max_size=60))
def test_hostile_text_raises_nothing(text):
    """Any mixture of digits and units is read without an error."""
    find_observations(analysis_of(text))


@pytest.mark.parametrize("piece", ["驿站12个，3万余人，", "驿站12个", "1，2，3个、", "今年驿站5家", "约1", "每", "“"])
def test_long_runs_take_linear_time(piece):
    """One sentence of ten thousand characters, with or without commas, is read within seconds."""
    analysis = analysis_of(piece * (10_000 // len(piece)), [["Facility", "驿站"]])
    began = time.process_time()
    find_observations(analysis)
    assert time.process_time() - began < 5


@pytest.mark.shared
def test_development_data():
    """With gold mentions, value and unit reach F1 0.85, the subject 0.7 (no sentence of it is kept here)."""
    hits = wrong = missed = right = 0
    for path in gold_files():
        gold = json.loads(path.read_text("utf-8"))
        pairs, extra, left, same = compare(gold, find_observations(gold_analysis(gold)))
        hits, wrong, missed, right = hits + len(pairs), wrong + len(extra), missed + len(left), right + same
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.85
    assert 2 * right / (2 * hits + wrong + missed) >= 0.7
