"""Random merges to be judged by reading: python benchmarks/merges.py PATH… [--number 50] [--seed 4].

A merge is a pair of entities of two documents that ended as one. Pairs whose names are equal character by character
are as likely as the others within their entity; entities are drawn first, so that one that thousands of documents name
counts once. The output holds text of the documents: it is for reading, not for keeping.
"""

import argparse
import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

from unionkg.documents import make_document, reprints
from unionkg.entities import resolve
from unionkg.model import Document, Source
from unionkg.pipeline import extract_all, read_documents
from unionkg.settings import Settings

_AROUND = 60


def read(path: Path) -> Sequence[Document]:
    """Return the documents of a folder, a text, or gzipped JSON lines with `id`, `text` and `published`."""
    if path.suffix != ".gz":
        return read_documents([path]).documents
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    dated = [{"日期": row["published"]} if row.get("published") else {} for row in rows]
    return [make_document(Source(f"{row['id']}.txt", row["text"], date)) for row, date in zip(rows, dated, strict=True)]


def main() -> None:
    """Print the pairs with what stands around their first mentions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--cache", type=Path, help="folder for extractions, to be used again")
    options = parser.parse_args()
    documents = [doc for path in options.paths for doc in read(path)]
    extractions = list(extract_all(documents, Settings(), cache=options.cache))
    resolution = resolve(extractions, reprints=reprints(documents))
    text = {doc.id: doc.text for doc in documents}
    known = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    chance = random.Random(options.seed)
    merged = [one for one in resolution.entities if len({m.rpartition("-")[0] for m in one.members}) > 1]
    for number, one in enumerate(chance.sample(merged, min(options.number, len(merged))), start=1):
        left = chance.choice(one.members)
        right = chance.choice([m for m in one.members if m.rpartition("-")[0] != left.rpartition("-")[0]])
        print(f"{number}. {one.type} {one.name}")
        for id_ in (left, right):
            entity = known[id_]
            span = entity.mentions[0].span
            around = text[id_.rpartition("-")[0]][max(0, span.start - _AROUND) : span.end + _AROUND]
            print(f"   {entity.canonical} [{id_}] … {' '.join(around.split())}")


if __name__ == "__main__":
    main()
