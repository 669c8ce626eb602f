"""Exact-span F1 of people, organisations and titles on public annotated sets: nothing here was trained on them.

`../shared/data` has them (README there); their sources state no licence, so they serve for measurement only.
"""

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from unionkg.documents import make_document
from unionkg.extraction import extract
from unionkg.mentions.tagger import Tagger, default_tagger
from unionkg.model import Extraction, Source

Spans = set[tuple[str, int, int]]
_CLUENER = {"name": "PER", "organization": "ORG", "company": "ORG", "government": "ORG", "position": "TITLE"}
_RESUME = {"NAME": "PER", "ORG": "ORG", "TITLE": "TITLE"}
_TYPES = {"Person": "PER", "Organization": "ORG"}


def read_bmes(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield the sentences of a file with one character and one BMES label a line, with their spans."""
    for is_blank, group in itertools.groupby(path.read_text("utf-8").split("\n"), key=lambda line: not line.strip()):
        if is_blank:
            continue
        rows = [line.split() for line in group]
        spans: Spans = set()
        start = 0
        for at, (_, label) in enumerate(rows):
            if label[0] in "BS":
                start = at
            if label[0] in "ES" and label[2:] in _RESUME:
                spans.add((_RESUME[label[2:]], start, at + 1))
        yield "".join(char for char, _ in rows), spans


def read_cluener(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield the sentences of CLUENER2020 with their spans; its ends are inclusive."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = {
            (_CLUENER[type_], start, end + 1)
            for type_, names in row["label"].items()
            if type_ in _CLUENER
            for places in names.values()
            for start, end in places
        }
        yield row["text"], spans


def found(extraction: Extraction) -> Spans:
    """Return the spans of people, organisations and titles that an extraction has."""
    spans = {
        (_TYPES[entity.type], mention.span.start, mention.span.end)
        for entity in extraction.entities
        if entity.type in _TYPES
        for mention in entity.mentions
    }
    return spans | {("TITLE", span.start, span.end) for span in extraction.titles}


def score(rows: Iterable[tuple[str, Spans]], tagger: Tagger, errors: int) -> None:
    """Print precision, recall and F1 of each type."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for text, spans in rows:
        got = found(extract(make_document(Source("text", text)), tagger))
        gold.update(type_ for type_, _, _ in spans)
        ours.update(type_ for type_, _, _ in got)
        right.update(type_ for type_, _, _ in got & spans)
        if errors and got != spans:
            errors -= 1
            print(
                text,
                [(t, text[a:b]) for t, a, b in sorted(spans - got, key=lambda s: s[1])],
                "/",
                [(t, text[a:b]) for t, a, b in sorted(got - spans, key=lambda s: s[1])],
            )
    for type_ in gold:
        precision, recall = right[type_] / max(ours[type_], 1), right[type_] / gold[type_]
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {type_:5} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  ({gold[type_]} in the set)")


def main() -> None:
    """Print one table for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    tagger = default_tagger()
    for name, reader, file in (("résumés", read_bmes, "resume_dev.bmes"), ("news", read_cluener, "cluener_train.json")):
        print(name)
        score(itertools.islice(reader(args.folder / file), args.limit), tagger, args.errors)


if __name__ == "__main__":
    main()
