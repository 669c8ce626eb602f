"""Reprints: pairs of documents of which one repeats most of the other."""

import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from zlib import crc32

from unionkg.model import Document

_LENGTH = 12
_SAMPLE = 48
_CROWD = 40
_LEAST, _SAMPLED = 24, 8
THRESHOLD = 0.6


def reprints(documents: Iterable[Document], *, threshold: float = THRESHOLD) -> tuple[tuple[str, str, float], ...]:
    """Return `(id, id, similarity)` of the documents that repeat each other, sorted, lower ID first.

    Similarity is the share of the shorter text's 12-character shingles (letters and digits only) that the other one
    has, in [`threshold`, 1]. Candidates share one of 48 shingles of their sketches, rare ones first. Of more than 40
    documents that share a shingle, each is compared with the first only, so the work grows with the number of
    documents and of reprints.

    >>> from unionkg.documents import make_document
    >>> from unionkg.model import Source
    >>> text = "某市总工会在某区建成户外劳动者驿站，为快递员、送餐员提供热水和充电服务。"
    >>> pairs = reprints([make_document(Source(name, name + text)) for name in ("甲", "乙")])
    >>> [round(score, 1) for _, _, score in pairs]
    [1.0]
    """
    docs = {doc.id: doc for doc in documents}
    return alike(likeness(docs, {id_: sketch(doc) for id_, doc in docs.items()}, {}), threshold=threshold)


def alike(
    scores: Mapping[tuple[str, str], float], *, threshold: float = THRESHOLD
) -> tuple[tuple[str, str, float], ...]:
    """Return the pairs of `likeness` that are reprints, sorted."""
    return tuple(sorted((*pair, score) for pair, score in scores.items() if score >= threshold))


def sketch(doc: Document) -> str:
    """Return the shingles by which the document is compared, as hexadecimal digits, eight each.

    They are those whose hash is divisible by 8, so that a text keeps its own within a longer one, and the 24 smallest
    ones, for short texts (Broder, On the resemblance and containment of documents, 1997).
    """
    found = sorted(_shingles(doc))
    return "".join(f"{shingle:08x}" for at, shingle in enumerate(found) if at < _LEAST or shingle % _SAMPLED == 0)


def likeness(
    documents: Mapping[str, Document], sketches: Mapping[str, str], known: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Return the similarity of the pairs of documents that may be reprints; texts are compared only where not `known`.

    `documents` are by ID and so are their `sketches`; `known` must be of the same texts.
    """
    shingles: dict[str, frozenset[int]] = {}
    scores = {}
    for pair in sorted(_candidates({id_: _read(sketches[id_]) for id_ in sorted(documents)})):
        if pair not in known:
            for id_ in pair:
                shingles.setdefault(id_, _shingles(documents[id_]))
            left, right = (shingles[id_] for id_ in pair)
            scores[pair] = len(left & right) / min(len(left), len(right))
        else:
            scores[pair] = known[pair]
    return scores


def _read(digits: str) -> tuple[int, ...]:
    data = bytes.fromhex(digits)
    return struct.unpack(f">{len(data) // 4}I", data)


def _shingles(doc: Document) -> frozenset[int]:
    """Return the hashes of the runs of 12 letters and digits of the body; a shorter body is one run."""
    body = doc.text[doc.body.start : doc.body.end]
    bare = "".join(char for char in body if char.isalnum())
    runs: Sequence[str] = [bare[i : i + _LENGTH] for i in range(max(1, len(bare) - _LENGTH + 1))] if bare else []
    return frozenset(crc32(run.encode()) for run in runs)


def _candidates(shingles: dict[str, tuple[int, ...]]) -> set[tuple[str, str]]:
    """Return the pairs of IDs that share a shingle of their sketches."""
    counts = Counter(shingle for found in shingles.values() for shingle in found)
    holders: dict[int, list[str]] = defaultdict(list)
    for id_, found in shingles.items():
        shared = sorted((counts[shingle] > _CROWD, shingle) for shingle in found if counts[shingle] > 1)
        for _, shingle in shared[:_SAMPLE]:
            holders[shingle].append(id_)
    pairs: set[tuple[str, str]] = set()
    for ids in holders.values():
        pairs.update(combinations(ids, 2) if len(ids) <= _CROWD else ((ids[0], other) for other in ids[1:]))
    return pairs
