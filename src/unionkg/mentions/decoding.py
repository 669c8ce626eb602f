"""Viterbi over many sentences at once, each with its own length."""

from collections.abc import Iterator, Sequence
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


def best_paths(emissions: Sequence[Floats], transitions: Floats, tried: int | None = None) -> list[Ints]:
    """Return the best label of every character of every sentence.

    Args:
        emissions: for each sentence an array (characters, labels) of scores.
        transitions: array (labels, labels), the score of a label behind another.
        tried: how many labels of each character, the likeliest ones, a path may go through; None tries all.
    """
    if not emissions:
        return []
    order = sorted(range(len(emissions)), key=lambda i: -len(emissions[i]))
    lengths = np.array([len(emissions[i]) for i in order])
    firsts = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.concatenate([emissions[i] for i in order])
    width = flat.shape[1]
    tried = min(tried or width, width)
    labels = np.argpartition(flat, -tried, axis=1)[:, -tried:]
    labels.sort(axis=1)
    scores = np.take_along_axis(flat, labels, axis=1)
    longest = int(lengths[0])
    # active[t]: how many sentences, longest first, have a character t.
    active = np.searchsorted(-lengths, -np.arange(longest), side="left")
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
    choice = np.zeros(len(order), np.int64)
    for step in range(longest - 1, -1, -1):
        count = int(active[step])
        goes_on = int(active[step + 1]) if step + 1 < longest else 0
        if goes_on:
            arriving = steps[step][np.arange(goes_on), :, choice[:goes_on]]
            choice[:goes_on] = (history[step][:goes_on] + arriving).argmax(axis=1)
        choice[goes_on:count] = history[step][goes_on:count].argmax(axis=1)
        rows = firsts[:count] + step
        path[rows] = labels[rows, choice[:count]]
    paths: list[Ints] = [np.zeros(0, np.int64)] * len(order)
    for place, index in enumerate(order):
        paths[index] = path[firsts[place] : firsts[place + 1]]
    return paths
