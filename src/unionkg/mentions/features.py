"""What the trained model sees of each character: its neighbours, the tagger's words, and what the rules read there.

Features are 64-bit keys, computed for all characters of a document at once. The same keys train the model
(`training/train.py`) and read it.
"""

import functools
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.lexicon import head_of, is_surname, is_title
from unionkg.mentions.words import Line
from unionkg.model import Span

Keys = npt.NDArray[np.uint64]
"""Shape (characters, templates)."""

# Between sentences: as many blanks as the widest template looks to either side.
_MARGIN = 2
_MIX = np.uint64(0x9E3779B97F4A7C15)
_OPENING, _CLOSING = "“‘《（(", "”’》）)"


def feature_keys(lines: Sequence[Line], candidates: Iterable[Candidate], titles: Iterable[Span]) -> list[Keys]:
    """Return the keys of the characters of each line.

    Args:
        lines: the sentences of a document, with the tagger's words.
        candidates: what the rules chose; they may touch any line.
        titles: the role titles that the rules saw.
    """
    if not lines:
        return []
    starts = np.cumsum([_MARGIN, *(len(line.text) + _MARGIN for line in lines)])
    size = int(starts[-1])
    char = np.zeros(size, np.uint64)
    word, tag, before, after, tag_before, tag_after, shape = (np.zeros(size, np.uint64) for _ in range(7))
    ruled = np.zeros(size, np.uint64)
    for line, first in zip(lines, starts[:-1], strict=True):
        at = int(first)
        length = len(line.text)
        char[at : at + length] = np.frombuffer(line.text.encode("utf-32-le"), np.uint32)
        codes = [_code(w.text) for w in line.words]
        tags = [_code(w.tag) for w in line.words]
        lengths = [w.end - w.start for w in line.words]
        word[at : at + length] = np.repeat(np.array(codes, np.uint64), lengths)
        before[at : at + length] = np.repeat(np.array([0, *codes[:-1]], np.uint64), lengths)
        after[at : at + length] = np.repeat(np.array([*codes[1:], 0], np.uint64), lengths)
        tag_before[at : at + length] = np.repeat(np.array([0, *tags[:-1]], np.uint64), lengths)
        tag_after[at : at + length] = np.repeat(np.array([*tags[1:], 0], np.uint64), lengths)
        inside = np.repeat(np.array(tags, np.uint64), lengths)
        begins = np.cumsum([0, *lengths[:-1]])
        inside[begins] += np.uint64(1)
        tag[at : at + length] = inside
        shape[at : at + length] = np.repeat(np.array([_shape(w.text) for w in line.words], np.uint64), lengths)
    _mark(ruled, lines, starts, [(c.span, _code(c.type)) for c in candidates])
    _mark(ruled, lines, starts, [(span, _code("Title")) for span in titles])
    keys = np.stack(
        [
            _mixed(number, *parts)
            for number, parts in enumerate(
                _templates(char, word, tag, before, after, tag_before, tag_after, shape, ruled)
            )
        ],
        axis=1,
    )
    return [keys[first : first + len(line.text)] for line, first in zip(lines, starts[:-1], strict=True)]


def _templates(
    char: Keys,
    word: Keys,
    tag: Keys,
    before: Keys,
    after: Keys,
    tag_before: Keys,
    tag_after: Keys,
    shape: Keys,
    ruled: Keys,
) -> list[tuple[Keys, ...]]:
    left, right, left2, right2 = _shift(char, 1), _shift(char, -1), _shift(char, 2), _shift(char, -2)
    rule_left, rule_right = _shift(ruled, 1), _shift(ruled, -1)
    return [
        (char,),
        (left,),
        (right,),
        (left2,),
        (right2,),
        (left, char),
        (char, right),
        (left2, left),
        (right, right2),
        (left, char, right),
        (tag,),
        (tag, char),
        (tag_before, tag),
        (tag, tag_after),
        (tag_before, tag, tag_after),
        (word, tag),
        (before, tag),
        (after, tag),
        (shape, tag),
        (shape, tag_after),
        (ruled,),
        (rule_left, ruled),
        (ruled, rule_right),
        (ruled, tag),
        (ruled, word),
        (ruled, after),
        (ruled, before),
        (ruled, left),
        (ruled, right),
    ]


def _mark(marks: Keys, lines: Sequence[Line], starts: npt.NDArray[np.int64], spans: list[tuple[Span, int]]) -> None:
    """Write the code of each span over its characters, its first one told apart; longer spans last."""
    offsets = [line.span.start for line in lines]
    order = np.searchsorted(offsets, [span.start for span, _ in spans], side="right") - 1
    for index, (span, code) in sorted(zip(order.tolist(), spans, strict=True), key=lambda pair: len(pair[1][0])):
        if index < 0 or span.end > lines[index].span.end:
            continue
        at = int(starts[index]) + span.start - offsets[index]
        marks[at : at + len(span)] = code
        marks[at] = code + 1


def _shift(values: Keys, by: int) -> Keys:
    return np.roll(values, by)


def _mixed(number: int, *parts: Keys) -> Keys:
    """Return one key for each tuple of values; the template's number keeps templates apart."""
    key = np.full(len(parts[0]), number + 1, np.uint64) * _MIX
    with np.errstate(over="ignore"):
        for part in parts:
            key = (key ^ (part + (key << np.uint64(6)) + (key >> np.uint64(2)))) * _MIX
            key ^= key >> np.uint64(29)
    return key


@functools.lru_cache(maxsize=100_000)
def _code(text: str) -> int:
    return zlib.crc32(text.encode()) << 1


@functools.lru_cache(maxsize=100_000)
def _shape(text: str) -> int:
    """Return what kind of word it is: the type of name that it ends, a title, a surname, a mark."""
    if text in _OPENING or text in _CLOSING:
        return _code(f"mark{text}")
    if is_title(text):
        return _code("title")
    head = head_of(text)
    if head is not None:
        return _code(f"{head[1]}{len(head[0]) < len(text)}")
    return _code(f"{is_surname(text)}{min(len(text), 4)}{text.isdigit()}")
