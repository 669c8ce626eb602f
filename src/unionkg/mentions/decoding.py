"""Viterbi over many sentences at once, each with its own length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
T = TypeVar("T")


# How many characters are decoded at once: more would cost memory and gain no speed.
_WINDOW = 16_000


def windows(parts: Sequence[T], lengths: Sequence[int]) -> Iterator[Sequence[T]]:
    """Yield the parts, of which each has so many characters, in stretches that are decoded at once."""
    first = size = 0
    for at, length in enumerate(lengths):
        if size and size + length > _WINDOW:
            yield parts[first:at]
            first, size = at, 0
        size += length
    if size or first < len(parts):
        yield parts[first:]


@dataclass(frozen=True, slots=True)
class Stack:
    """The characters of sentences, the longest sentence first, so that all go one step at a time.

    `order` are the sentences' numbers, `firsts` where each begins in `flat` and where the last one ends; `active[t]` is
    how many sentences, counted from the longest, have a character t.
    """

    order: list[int]
    flat: Floats
    firsts: Ints
    active: Ints

    def parts(self) -> list[slice]:
        """Return where each sentence stands in `flat`, in the order in which they were given."""
        found = [slice(0)] * len(self.order)
        for place, index in enumerate(self.order):
            found[index] = slice(int(self.firsts[place]), int(self.firsts[place + 1]))
        return found


def stacked(parts: Sequence[Floats]) -> Stack:
    """Return the stack of sentences, of which there is at least one; each an array (characters, labels)."""
    order = sorted(range(len(parts)), key=lambda i: -len(parts[i]))
    lengths = np.array([len(parts[i]) for i in order])
    active = np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left")
    flat = np.concatenate([parts[i] for i in order])
    return Stack(order, flat, np.concatenate([[0], np.cumsum(lengths)]), active)


def best_paths(emissions: Sequence[Floats], transitions: Floats, tried: int | None = None) -> list[Ints]:
    """Return the best label of every character of every sentence.

    Args:
        emissions: for each sentence an array (characters, labels) of scores.
        transitions: array (labels, labels), the score of a label behind another.
        tried: how many labels of each character, the likeliest ones, a path may go through; None tries all.
    """
    if not emissions:
        return []
    stack = stacked(emissions)
    flat, firsts, active = stack.flat, stack.firsts, stack.active
    width = flat.shape[1]
    tried = min(tried or width, width)
    labels = np.argpartition(flat, -tried, axis=1)[:, -tried:]
    labels.sort(axis=1)
    scores = np.take_along_axis(flat, labels, axis=1)
    longest = len(active)
    best = scores[firsts[:-1][: active[0]]]
    history = [best]
    steps: list[Floats] = []
    for step in range(1, longest):
        rows = firsts[: active[step]] + step
        between = transitions[labels[rows - 1][:, :, None], labels[rows][:, None, :]]
        steps.append(between)
        best = (history[-1][: active[step], :, None] + between).max(axis=1) + scores[rows]
        history.append(best)
    path = np.zeros(len(flat), np.int64)
    choice = np.zeros(len(stack.order), np.int64)
    for step in range(longest - 1, -1, -1):
        count = int(active[step])
        goes_on = int(active[step + 1]) if step + 1 < longest else 0
        if goes_on:
            arriving = steps[step][np.arange(goes_on), :, choice[:goes_on]]
            choice[:goes_on] = (history[step][:goes_on] + arriving).argmax(axis=1)
        choice[goes_on:count] = history[step][goes_on:count].argmax(axis=1)
        rows = firsts[:count] + step
        path[rows] = labels[rows, choice[:count]]
    return [path[part] for part in stack.parts()]
