"""Reprints are found whatever the order, and only where most of a text is repeated."""

import random

from unionkg.documents import make_document, reprints
from unionkg.documents.reprints import _shingles
from unionkg.model import Document, Source

_LIST = (
    "云桥 山城 总工会 职工 驿站 司机 快递员 开展 慰问 服务 建成 技能 "
    "比武 表彰 劳模 法律 援助 活动 代表 会议 通过 决定 明年 计划 新增"
)
_WORDS = _LIST.split()


def prose(seed: int, length: int = 80) -> str:
    """Return made-up words in a row."""
    return "".join(random.Random(seed).choices(_WORDS, k=length))


def document(text: str) -> Document:
    """Return the document of a text."""
    return make_document(Source("a.txt", text))


def test_reprint_is_found() -> None:
    """Another dateline, other line breaks and a shorter version of the text make a pair."""
    text = prose(1)
    first, second, third = (
        document("甲社" + text),
        document("乙社。" + text[:90] + "\n\n" + text[90:]),
        document(text[:150]),
    )
    found = reprints([first, second, third, document(prose(2))])
    ids = sorted([first.id, second.id, third.id])
    assert [(left, right) for left, right, _ in found] == [(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])]
    assert all(0.6 <= score <= 1 for _, _, score in found)


def test_order_does_not_matter() -> None:
    """Any order of the documents gives the same pairs."""
    texts = [prose(seed % 7) + prose(seed, 20) for seed in range(40)]
    docs = [document(text) for text in texts]
    shuffled = random.Random(3).sample(docs, len(docs))
    assert reprints(docs) == reprints(shuffled)


def test_blocking_loses_no_pair() -> None:
    """The pairs are those that comparing all with all gives."""
    docs = {doc.id: doc for doc in (document(prose(seed % 9, 60) + prose(100 + seed, seed)) for seed in range(36))}
    ids = sorted(docs)
    expected = []
    for index, left in enumerate(ids):
        for right in ids[index + 1 :]:
            a, b = _shingles(docs[left]), _shingles(docs[right])
            if (score := len(a & b) / min(len(a), len(b))) >= 0.6:
                expected.append((left, right, score))
    assert reprints(docs.values()) == tuple(expected)


def test_many_copies_stay_connected() -> None:
    """Of more copies than are compared pairwise, each is paired with another one."""
    docs = [document(f"{prose(1)}{seed}") for seed in range(60)]
    paired = {id_ for left, right, _ in reprints(docs) for id_ in (left, right)}
    assert paired == {doc.id for doc in docs}


def test_nothing_to_compare() -> None:
    """No documents, one document twice, and texts without a letter make no pair."""
    doc = document(prose(1))
    assert reprints([]) == reprints([doc, doc]) == reprints([document("。"), document("！")]) == ()
