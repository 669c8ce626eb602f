"""Switch off each finder and each extractor in turn and print the F1 that is left on a folder of gold annotations."""

import argparse
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from unionkg.evaluation import evaluate, gold_texts
from unionkg.extraction import extract
from unionkg.interchange import to_json
from unionkg.mentions import FINDERS
from unionkg.mentions.tagger import default_tagger
from unionkg.model import Document
from unionkg.pipeline import read_documents
from unionkg.statements import EXTRACTORS


@contextmanager
def without(registry: MutableMapping[str, Any], name: str) -> Iterator[None]:
    """Take one entry out of a registry for a while; the order of the others stays."""
    kept = dict(registry)
    del registry[name]
    try:
        yield
    finally:
        registry.clear()
        registry.update(kept)


def row(label: str, gold: Path, docs: Sequence[Document]) -> None:
    """Extract, score and print one line of the table."""
    report = evaluate(gold, [to_json(extract(doc, default_tagger())) for doc in docs])
    entity, relation = report.score("entity"), report.score("relation")
    print(f"| {label} | {entity.f1:.3f} | {relation.precision:.3f} | {relation.f1:.3f} |", flush=True)


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    docs = read_documents(list(gold_texts(args.gold).values())).documents
    print("| switched off | entities F1 | relations P | relations F1 |\n|---|---|---|---|")
    row("nothing", args.gold, docs)
    for kind, registry in (("finder", FINDERS), ("extractor", EXTRACTORS)):
        for name in list(registry):
            with without(registry, name):
                row(f"{kind} `{name}`", args.gold, docs)


if __name__ == "__main__":
    main()
