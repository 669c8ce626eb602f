"""The trained model of mentions: a linear-chain conditional random field over characters (Lafferty et al. 2001).

It reads what `features.feature_keys` gives and answers two questions: which spans are the best reading of a sentence,
and how probable a span is. Training is `training/train.py`; `docs/model_card.md` says on what and how well.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from unionkg.mentions.decoding import Floats, Ints, best_paths, stacked, windows
from unionkg.mentions.features import Keys
from unionkg.resources import resource_dir

# The score of a label that cannot stand where it is.
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model says of one sentence: arrays over its characters; `forward` and `backward` are scaled."""

    path: Ints
    emissions: Floats
    forward: Floats
    backward: Floats
    scale: Floats


class SpanModel:
    """A trained field: labels O, B-type, I-type; weights of features by key."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as data:
            self.labels: list[str] = data["labels"].tolist()
            self._keys: Keys = data["keys"]
            rows = data["weights"].astype(np.float32)
            transitions = data["transitions"].astype(np.float32)
        self._weights = np.concatenate([rows, np.zeros((1, len(self.labels)), np.float32)])
        self._transitions = np.where(_allowed(self.labels), transitions, np.float32(_NEVER))
        self._start = np.array([_NEVER if label.startswith("I-") else 0.0 for label in self.labels], np.float32)
        self._steps = np.exp(self._transitions)
        self._index = {label: at for at, label in enumerate(self.labels)}

    def score(self, keys: Sequence[Keys]) -> list[Scored]:
        """Return what the model says of each sentence."""
        return [scored for window in windows(keys, [len(k) for k in keys]) for scored in self._score(window)]

    def _score(self, keys: Sequence[Keys]) -> Iterator[Scored]:
        ends = np.cumsum([len(k) for k in keys])
        flat = self._emissions(np.concatenate(list(keys)))
        parts = [flat[end - len(k) : end] for k, end in zip(keys, ends, strict=True)]
        for part in parts:
            part[:1] += self._start
        for path, marginals in zip(best_paths(parts, self._transitions), self._marginals(parts), strict=True):
            yield Scored(path, *marginals)

    def _emissions(self, keys: Keys) -> Floats:
        """Return the scores of the labels of each character: the sum of the weights of its features."""
        total = np.zeros((len(keys), len(self.labels)), np.float32)
        for column in keys.T:
            at = np.searchsorted(self._keys, column)
            at[at == len(self._keys)] = 0
            at[self._keys[at] != column] = len(self._weights) - 1
            total += self._weights[at]
        return total

    def _marginals(self, parts: Sequence[Floats]) -> list[tuple[Floats, Floats, Floats, Floats]]:
        """Return for each sentence its local potentials, forward and backward messages, and their scales.

        Messages are scaled at each character (Rabiner 1989, section V.A); all sentences go one step at a time.
        """
        stack = stacked(parts)
        local, firsts, active = stack.flat, stack.firsts, stack.active
        if len(local):
            local = np.exp(local - local.max(axis=1, keepdims=True))
        forward, backward, scale = np.zeros_like(local), np.ones_like(local), np.ones(len(local), np.float32)
        longest = len(active)
        for step in range(longest):
            rows = firsts[: active[step]] + step
            message = (forward[rows - 1] @ self._steps) * local[rows] if step else local[rows]
            scale[rows] = message.sum(axis=1)
            forward[rows] = message / scale[rows, None]
        for step in range(longest - 2, -1, -1):
            rows = firsts[: active[step + 1]] + step
            backward[rows] = (local[rows + 1] * backward[rows + 1]) @ self._steps.T / scale[rows + 1, None]
        return [(local[part], forward[part], backward[part], scale[part]) for part in stack.parts()]

    def spans(self, scored: Scored) -> list[tuple[int, int, str]]:
        """Return the best reading of a sentence: (start, end, type), in order."""
        found: list[tuple[int, int, str]] = []
        for at, label in enumerate(scored.path.tolist()):
            name = self.labels[label]
            if name.startswith("B-"):
                found.append((at, at + 1, name[2:]))
            elif name.startswith("I-"):
                start, _, type_ = found[-1]
                found[-1] = (start, at + 1, type_)
        return found

    def probability(self, scored: Scored, start: int, end: int, type_: str) -> float:
        """Return the probability that exactly these characters are a span of the type (0 to 1)."""
        begin, inside = self._index.get(f"B-{type_}"), self._index.get(f"I-{type_}")
        if begin is None or inside is None:
            return 0.0
        value = float(scored.forward[start, begin])
        previous = begin
        for at in range(start + 1, end):
            value *= float(self._steps[previous, inside] * scored.emissions[at, inside] / scored.scale[at])
            previous = inside
        after = scored.backward[end - 1, previous]
        if end < len(scored.path):
            goes_on = self._steps[previous, inside] * scored.emissions[end, inside] / scored.scale[end]
            after = after - goes_on * scored.backward[end, inside]
        return max(0.0, min(1.0, value * float(after)))


def _allowed(labels: Sequence[str]) -> npt.NDArray[np.bool_]:
    return np.array(
        [[not after.startswith("I-") or before[2:] == after[2:] for after in labels] for before in labels], np.bool_
    )


@functools.cache
def default_model() -> SpanModel:
    """Return the model of this process; it is loaded at the first call."""
    return SpanModel(resource_dir("model") / "spans.npz")
