"""Layout of a document: its flow, paragraphs, sentences, turns and headings."""

from collections.abc import Sequence

from unionkg.documents.datelines import lead_cuts
from unionkg.documents.labels import inline_labels
from unionkg.documents.lines import Line, read_lines
from unionkg.documents.reflow import flow_of, paragraphs_of
from unionkg.documents.sentences import sentence_spans
from unionkg.documents.turns import Part, parts_of, turns_of
from unionkg.model import Document, Layout, Sentence, Turn


def layout(document: Document) -> Layout:
    """Return the structure over the document's body.

    The flow leaves out the metadata header. Every heading, byline, label and dateline is a sentence of its own, so
    that it is no part of a quote. `turns` is empty unless the text is an interview.

    >>> from unionkg.documents import make_document
    >>> from unionkg.model import Source
    >>> found = layout(make_document(Source("a.txt", "喜讯\\n\\n今年，某市总工会建成驿\\n\\n站3家。")))
    >>> [found.flow.text[s.span.start : s.span.end] for s in found.sentences]
    ['喜讯', '今年，某市总工会建成驿站3家。']
    """
    groups = paragraphs_of(read_lines(document.text, document.body, _cuts(document)))
    flow, paragraphs = flow_of(document.text, groups)
    headings = [_is_heading(group, document) for group in groups]
    parts = parts_of(flow.text, paragraphs, headings)
    turns = tuple(turns_of(parts))
    return Layout(
        flow=flow,
        paragraphs=paragraphs,
        sentences=tuple(_sentences(flow.text, parts, turns)),
        turns=turns,
        headings=tuple(part.span for part in parts if part.heading or part.is_head_line),
    )


def _cuts(document: Document) -> tuple[int, ...]:
    """Return the offsets at which a line ends though the source has no break: behind the title, before a label."""
    labels = inline_labels(document.text, document.body.start, document.body.end)
    title = document.title_span
    if not title or not document.body.covers(title):
        return tuple(labels)
    rest = document.text[title.end : document.body.end]
    repeated = rest.lstrip().startswith(document.quote(title))
    again = [title.end + len(rest) - len(rest.lstrip()) + len(title)] if repeated else []
    return (title.end, *again, *labels)


def _is_heading(group: Sequence[Line], document: Document) -> bool:
    """Return whether the paragraph is a heading: the title, or one short line without final punctuation."""
    title = document.title_span
    if title and (title.covers(group[-1].span) or [line.text for line in group] == [document.quote(title)]):
        return True
    line = group[0]
    if title and line.span.start <= title.start and title.end == group[-1].span.end:
        return True
    return len(group) == 1 and line.is_heading and not line.is_byline and not (line.is_item and "，" in line.text)


def _sentences(text: str, parts: Sequence[Part], turns: Sequence[Turn]) -> list[Sentence]:
    """Return the sentences of all paragraphs, each with its paragraph and turn."""
    sentences = []
    for number, part in enumerate(parts):
        turn = next((i for i, turn in enumerate(turns) if turn.span.covers(part.span)), None)
        if part.heading:
            spans = [part.span]
        else:
            spans = sentence_spans(text, part.span, [part.span.start + cut for cut in _lead(part)])
        sentences += [Sentence(span, number, turn) for span in spans]
    return sentences


def _lead(part: Part) -> list[int]:
    """Return where the label, or the dateline and the byline of a paragraph begin and end."""
    return [part.label.length] if part.label else lead_cuts(part.text)
