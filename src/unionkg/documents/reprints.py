"""Reprints: pairs of documents of which one repeats most of the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from zlib import crc32

from unionkg.model import Document

_LENGTH = 12
_SAMPLE = 48
_CROWD = 40
THRESHOLD = 0.6


def reprints(documents: Iterable[Document], *, threshold: float = THRESHOLD) -> tuple[tuple[str, str, float], ...]:
    """Return `(id, id, similarity)` of the documents that repeat each other, sorted, lower ID first.

    Similarity is the share of the shorter text's 12-character shingles (letters and digits only) that the other one
    has, in [`threshold`, 1]. Candidates share one of 48 shingles that are picked by rarity, then by hash (a bottom-k
    sketch: Broder, On the resemblance and containment of documents, 1997). Of more than 40 documents that share a
    shingle, each is compared with the first only, so the work grows with the number of documents and of reprints.

    >>> from unionkg.documents import make_document
    >>> from unionkg.model import Source
    >>> text = "某市总工会在某区建成户外劳动者驿站，为快递员、送餐员提供热水和充电服务。"
    >>> pairs = reprints([make_document(Source(name, name + text)) for name in ("甲", "乙")])
    >>> [round(score, 1) for _, _, score in pairs]
    [1.0]
    """
    by_id = {doc.id: doc for doc in documents}
    shingles = {id_: _shingles(by_id[id_]) for id_ in sorted(by_id)}
    found = []
    for left, right in sorted(_candidates(shingles)):
        shorter = min(len(shingles[left]), len(shingles[right]))
        score = len(shingles[left] & shingles[right]) / shorter
        if score >= threshold:
            found.append((left, right, score))
    return tuple(found)


def _shingles(doc: Document) -> frozenset[int]:
    """Return the hashes of the runs of 12 letters and digits of the body; a shorter body is one run."""
    body = doc.text[doc.body.start : doc.body.end]
    bare = "".join(char for char in body if char.isalnum())
    runs: Sequence[str] = [bare[i : i + _LENGTH] for i in range(max(1, len(bare) - _LENGTH + 1))] if bare else []
    return frozenset(crc32(run.encode()) for run in runs)


def _candidates(shingles: dict[str, frozenset[int]]) -> set[tuple[str, str]]:
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
