"""Turns of an interview: which paragraphs one voice speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from unionkg.documents.labels import Label, read_label
from unionkg.documents.lines import BYLINE
from unionkg.model import Span, Turn


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph as the interview sees it: its flow `span`, `text`, label if any, and whether it is a heading."""

    span: Span
    text: str
    label: Label | None
    heading: bool

    @property
    def is_head_line(self) -> bool:
        """Whether it is nothing but a label: it introduces who speaks next."""
        return self.label is not None and self.label.length == len(self.text)

    def name(self) -> Span:
        """Return the flow span of the name in the label."""
        if self.label is None:
            raise ValueError("a paragraph without label names nobody")
        return Span(self.span.start + self.label.name.start, self.span.start + self.label.name.end)


def parts_of(text: str, paragraphs: Sequence[Span], headings: Sequence[bool]) -> list[Part]:
    """Return the paragraphs with the labels that count: all in an interview, else none."""
    parts = []
    for span, heading in zip(paragraphs, headings, strict=True):
        content = text[span.start : span.end]
        parts.append(Part(span, content, read_label(content), heading))
    return (
        parts if _is_dialogue(parts) or _has_voices(parts) else [Part(p.span, p.text, None, p.heading) for p in parts]
    )


def _is_dialogue(parts: Sequence[Part]) -> bool:
    """Return whether voices answer each other: someone asks and someone answers, or two names take turns."""
    kinds = {part.label.kind for part in parts if part.label}
    if "question" in kinds and len(kinds) > 1:
        return True
    names = [_name_text(part) for part in parts if part.label and part.label.kind == "name"]
    return len(names) > len(set(names)) > 1


def _has_voices(parts: Sequence[Part]) -> bool:
    """Return whether two or more labels with posts let people speak between paragraphs of report."""
    return sum(part.label is not None and part.label.kind == "post" for part in parts) > 1


def _name_text(part: Part) -> str:
    return part.text[part.label.name.start : part.label.name.end] if part.label else ""


def turns_of(parts: Sequence[Part]) -> list[Turn]:
    """Return the turns in text order.

    A turn runs from its label to the paragraph before the next label, head line or closing byline; headings before
    such an end are not part of it. Where nobody asks, a label with text after it covers its own paragraph only, since
    the report goes on. A head line that a question follows only introduces; 答 speaks for the person introduced last.
    """
    turns: list[Turn] = []
    dialogue = _is_dialogue(parts)
    introduced: Span | None = None
    for index, part in enumerate(parts):
        if part.label is None:
            continue
        if part.label.kind in ("name", "post"):
            introduced = part.name()
        if part.is_head_line and _is_introduction(parts, index):
            continue
        speaker = introduced if part.label.kind == "answer" and introduced else part.name()
        last = _last_of_turn(parts, index) if dialogue or part.is_head_line else index
        turns.append(Turn(Span(part.span.start, parts[last].span.end), speaker, part.label.kind == "question"))
    return turns


def _is_introduction(parts: Sequence[Part], index: int) -> bool:
    """Return whether a label comes next, headings not counted, so that the head line opens no turn itself."""
    following = next((part for part in parts[index + 1 :] if not part.heading or part.label), None)
    return following is None or following.label is not None


def _last_of_turn(parts: Sequence[Part], index: int) -> int:
    """Return the index of the last paragraph of the turn that `parts[index]` opens."""
    last = index
    for number in range(index + 1, len(parts)):
        part = parts[number]
        if part.label is not None or BYLINE.match(part.text):
            break
        if not part.heading:
            last = number
    return last
