"""Metadata, flow, sentences and turns, case by case and over all the text there is."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.documents import layout, make_document
from unionkg.model import Document, Layout, Source, Span
from unionkg.text import ends_sentence

_CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "layout.jsonl").read_text("utf-8").splitlines()
]
_PIECES = st.sampled_from(
    [
        *"工会王李一二问答说2a",
        *"。，、：；！？“”‘’（）《》\n\r\t 　\u200b",
        "\n\n",
        "\r\n",
        "记者：",
        "周大力：",
        "一是",
        "近日，",
        "8月5日",
    ]
)
TEXTS = st.lists(_PIECES, min_size=1, max_size=80).map("".join)


def read(text: str) -> tuple[Document, Layout]:
    """Return the document and layout of a text."""
    doc = make_document(Source("case.txt", text))
    return doc, layout(doc)


def pieces(found: Layout, spans: Any) -> list[str]:
    """Return the flow's text of each span."""
    return [found.flow.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    """Each case states what it is about; only that is compared."""
    doc, found = read(case["text"])
    actual = {
        "paragraphs": pieces(found, found.paragraphs),
        "sentences": pieces(found, (s.span for s in found.sentences)),
        "headings": pieces(found, found.headings),
        "turns": [
            [*pieces(found, [turn.speaker]), turn.is_question, *pieces(found, [turn.span])] for turn in found.turns
        ],
        "title": doc.title,
        "publisher": doc.publisher,
        "reporters": list(doc.reporters),
        "published": doc.published,
    }
    expected = {key: value for key, value in case.items() if key not in ("name", "text")}
    assert {key: actual[key] for key in expected} == expected


def check(doc: Document, found: Layout) -> None:
    """Assert what holds for every layout."""
    flow = found.flow
    assert len(flow.text) == len(flow.origins)
    assert all(a < b for a, b in pairwise(flow.origins))
    for char, origin in zip(flow.text, flow.origins, strict=True):
        assert char in ("\n", doc.text[origin])
        assert char != "\n" or doc.text[origin].isspace() or not doc.text[origin].isprintable()
    kept = "".join(char for char in flow.text if not char.isspace())
    body = "".join(char for char in doc.text[doc.body.start : doc.body.end] if char.isprintable() and char != "\n")
    assert kept == "".join(body.split())
    covered = "".join(pieces(found, (s.span for s in found.sentences)))
    assert "".join(covered.split()) == kept
    for sentence in found.sentences:
        assert found.paragraphs[sentence.paragraph].covers(sentence.span)
        assert sentence.turn is None or found.turns[sentence.turn].span.covers(sentence.span)
    for spans in ([s.span for s in found.sentences], found.paragraphs, [t.span for t in found.turns]):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(len(span) and "\n" not in (flow.text[span.start], flow.text[span.end - 1]) for span in spans)


@given(TEXTS)
def test_every_flow_character_is_the_source_s(text: str) -> None:
    """Nothing is added or changed, sentences cover all of it, and each lies in its paragraph and turn."""
    check(*read(text))


@given(TEXTS, st.data())
def test_spans_map_to_the_exact_source(text: str, data: st.DataObject) -> None:
    """A flow span within a paragraph reads the same in the source, white space and invisible characters aside."""
    doc, found = read(text)
    if not found.paragraphs:
        return
    paragraph = data.draw(st.sampled_from(found.paragraphs))
    start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, paragraph.end)))
    quote = "".join(doc.quote(found.flow.to_source(span)).replace("\u200b", "").split())
    assert quote == "".join(found.flow.text[span.start : span.end].split())


@given(TEXTS)
def test_title_is_what_its_span_says(text: str) -> None:
    """The title is its span's text on one line, or there is neither."""
    doc, _ = read(text)
    assert doc.title == (" ".join(doc.quote(doc.title_span).split()) if doc.title_span else None)


def test_header_is_left_out() -> None:
    """The flow begins behind the metadata header; its title is found in the header."""
    text = "标题：喜讯传来\n日期：2023年10月\n\n近日，云桥区司机之家揭牌。"
    source = Source("a.txt", text, {"title": "喜讯传来", "published": "2023年10月"}, Span(21, len(text)))
    doc = make_document(source)
    assert layout(doc).flow.text == text[21:]
    assert (doc.title, doc.quote(doc.title_span or Span(0, 0)), doc.published) == ("喜讯传来", "喜讯传来", "2023-10")


@pytest.mark.shared
def test_broken_interview_is_healed(shared: Path) -> None:
    """The seed's columns are joined: four turns, and no sentence ends in its middle."""
    (seed,) = (shared / "seeds").glob("*.txt")
    text = seed.read_bytes().decode()
    doc, found = read(text)
    check(doc, found)
    assert [turn.is_question for turn in found.turns] == [True, False, True, False]
    assert len(found.paragraphs) == 28
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 35
    labels = {t.speaker.end for t in found.turns}
    for sentence in found.sentences:
        quote = found.flow.text[sentence.span.start : sentence.span.end]
        is_label = sentence.span.end - 1 in labels
        introduces_list = quote.endswith("：") and found.flow.text[sentence.span.end :].lstrip().startswith("一是")
        is_byline = quote.startswith("□")
        assert ends_sentence(quote) or sentence.span in found.headings or is_label or introduces_list or is_byline


@pytest.mark.shared
def test_all_texts_keep_their_characters(shared: Path) -> None:
    """On the development texts, every flow character is the source's and nothing is lost."""
    texts = sorted([*(shared / "seeds").glob("*.txt"), *(shared / "gold" / "dev" / "text").glob("*.txt")])
    assert texts
    for path in texts:
        check(*read(path.read_bytes().decode()))


@pytest.mark.shared
@pytest.mark.slow
def test_corpus_keeps_its_characters(shared: Path) -> None:
    """The same over the news corpus."""
    import gzip

    with gzip.open(shared / "corpus" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            check(*read(json.loads(line)["text"]))
