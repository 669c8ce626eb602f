"""Measure extraction: the tagger alone, the whole of it, and the ratio. Inputs: .txt, or .jsonl.gz with `text`."""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from unionkg.documents import layout, make_document
from unionkg.extraction import extract_batch
from unionkg.mentions.tagger import default_tagger
from unionkg.mentions.words import bounded
from unionkg.model import Source

ROOT = Path(__file__).parents[1]


def texts(paths: list[Path]) -> Iterator[str]:
    """Yield the texts of files, of folders of .txt files, and of .jsonl.gz files."""
    for path in paths:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from (json.loads(line)["text"] for line in lines)
        else:
            yield from (file.read_text("utf-8") for file in ([path] if path.is_file() else sorted(path.rglob("*.txt"))))


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Print characters a second of processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "data" / "corpus"])
    parser.add_argument("--limit", type=int, default=300)
    args = parser.parse_args()
    docs = [make_document(Source("text", text)) for text in list(texts(args.paths))[: args.limit]]
    size = sum(len(doc.text) for doc in docs)
    tagger = default_tagger()
    tagger.tag(["暖机"])

    sentences = []
    for doc in docs:
        parts = layout(doc)
        text = parts.flow.text
        sentences += [text[s.span.start : s.span.end] for s in bounded(parts.sentences, text)]

    def tag_all() -> None:
        tagger.tag(sentences)

    tagging = seconds(tag_all)
    whole = seconds(lambda: [list(extract_batch(docs[at : at + 12], tagger)) for at in range(0, len(docs), 12)])
    print(f"{len(docs)} texts, {size} characters")
    print(f"tagger alone      {size / tagging:8.0f} characters a second")
    print(f"whole extraction  {size / whole:8.0f} characters a second")
    print(f"ratio             {whole / tagging:8.2f}")


if __name__ == "__main__":
    main()
