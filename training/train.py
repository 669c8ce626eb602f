"""Train the model of mentions (`data/model/spans.npz`) from labels that point into the texts of `../shared`.

    python training/train.py
    python training/train.py --folds 5     # scores only, documents left out

The labels (`data/labels/*.jsonl`) point into the corpus and hold no text of it. Same input, same bytes.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pycrfsuite

from unionkg.documents import layout, make_document
from unionkg.mentions import read_by_rules
from unionkg.mentions.features import Keys
from unionkg.mentions.spans import SpanModel
from unionkg.mentions.tagger import Tagger, default_tagger
from unionkg.mentions.words import bounded
from unionkg.model import Source

ROOT = Path(__file__).parents[1]
LABELS_OF_SENTENCES = ROOT / "data" / "labels" / "sentences.jsonl"
LABELS_OF_DOCUMENTS = ROOT / "data" / "labels" / "documents.jsonl"
TYPES = {
    "P": "Person", "O": "Organization", "I": "Initiative", "F": "Facility", "E": "Event", "A": "Award", "L": "Place",
    "G": "Group", "W": "Work", "T": "Title",
}  # fmt: skip
LABELS = ["O", *(f"{position}-{type_}" for type_ in TYPES.values() for position in "BI")]
PARAMETERS = {"c1": 0.0, "c2": 1.0, "max_iterations": 100, "feature.minfreq": 2, "feature.possible_transitions": True}

Labelled = tuple[int, int, str]
"""Start, end, type."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to learn from: its document, its features, its labels."""

    document: str
    keys: Keys
    spans: tuple[Labelled, ...]
    text: str
    ruled: tuple[Labelled, ...]

    def labels(self) -> list[str]:
        """Return one label for each character."""
        labels = ["O"] * len(self.keys)
        for start, end, type_ in self.spans:
            labels[start:end] = [f"B-{type_}", *[f"I-{type_}"] * (end - start - 1)]
        return labels


def labelled_documents(path: Path) -> dict[str, list[dict]]:
    """Return the labelled stretches of each document: rows with `start`, `end` and `spans` of [start, end, letter]."""
    documents: dict[str, list[dict]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        documents[row["doc"]].append(row)
    return documents


def annotated_documents(path: Path) -> dict[str, list[dict]]:
    """Return completely annotated documents as labelled stretches; of overlapping spans the longest counts."""
    documents: dict[str, list[dict]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = [(a, b, letter) for letter, places in row["entities"] for a, b in places]
        flat: list[tuple[int, int, str]] = []
        for start, end, letter in sorted([*spans, *((a, b, "T") for a, b in row["titles"])], key=lambda s: s[0] - s[1]):
            if all(end <= a or start >= b for a, b, _ in flat):
                flat.append((start, end, letter))
        documents[row["doc"]] = [{"start": 0, "end": None, "spans": flat}]
    return documents


def read_texts(shared: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the texts that the labels point into: corpus documents by their ID, and `gold/NAME`."""
    names = set(names)
    with gzip.open(shared / "corpus" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines) if row["id"] in names}
    for name in names - set(texts):
        gold = json.loads((shared / "gold" / "dev" / f"{name.removeprefix('gold/')}.json").read_text("utf-8"))
        texts[name] = (shared / "gold" / "dev" / gold["doc"]["text_file"]).read_text("utf-8")
    return texts


def examples(name: str, text: str, rows: Sequence[dict], tagger: Tagger) -> Iterator[Example]:
    """Yield the sentences of a document that lie within what was labelled."""
    document = make_document(Source(name, text))
    parts = layout(document)
    flow = parts.flow
    parts = replace(parts, sentences=tuple(bounded(parts.sentences, flow.text)))
    reading = read_by_rules(parts, tagger)
    labelled = np.zeros(len(text), bool)
    for row in rows:
        labelled[row["start"] : len(text) if row["end"] is None else row["end"]] = True
    spans = {(a, b): TYPES[letter] for row in rows for a, b, letter in row["spans"]}
    for line, keys in zip(reading.lines, reading.keys, strict=True):
        source = flow.to_source(line.span)
        if not labelled[source.start : source.end].all() and labelled[source.start : source.end].mean() < 0.98:
            continue
        to_flow = {flow.origins[i]: i - line.span.start for i in range(line.span.start, line.span.end)}
        inside = []
        for (a, b), type_ in spans.items():
            if a in to_flow and b - 1 in to_flow:
                inside.append((to_flow[a], to_flow[b - 1] + 1, type_))
        ruled = [
            (c.span.start - line.span.start, c.span.end - line.span.start, c.type)
            for c in reading.chosen
            if line.span.covers(c.span)
        ]
        ruled += [
            (t.start - line.span.start, t.end - line.span.start, "Title") for t in reading.titles if line.span.covers(t)
        ]
        yield Example(name, keys, tuple(sorted(inside)), line.text, tuple(ruled))


def all_examples(
    shared: Path, labels: Path = LABELS_OF_SENTENCES, annotated: Path = LABELS_OF_DOCUMENTS
) -> list[Example]:
    """Return all labelled sentences, those of completely annotated documents last."""
    tagger = default_tagger()
    parts = (labelled_documents(labels), annotated_documents(annotated))
    texts = read_texts(shared, [name for part in parts for name in part])
    return [
        row
        for part in parts
        for name, labelled in sorted(part.items())
        for row in examples(name, texts[name], labelled, tagger)
    ]


def fit(rows: Iterable[Example], path: Path, log: bool = False) -> None:
    """Train on the sentences and write the model."""
    trainer = pycrfsuite.Trainer(verbose=log)
    trainer.set_params(PARAMETERS)
    for row in rows:
        if len(row.keys):
            trainer.append([[format(key, "x") for key in keys] for keys in row.keys.tolist()], row.labels())
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = path.with_suffix(".crfsuite")
    trainer.train(str(raw))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(raw))
    info = tagger.info()
    index = {label: at for at, label in enumerate(LABELS)}
    keys = sorted({int(key, 16) for key, _ in info.state_features})
    place = {key: at for at, key in enumerate(keys)}
    weights = np.zeros((len(keys), len(LABELS)), np.float16)
    for (key, label), weight in info.state_features.items():
        weights[place[int(key, 16)], index[label]] = weight
    transitions = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[index[before], index[after]] = weight
    raw.unlink()
    np.savez_compressed(
        path, labels=np.array(LABELS), keys=np.array(keys, np.uint64), weights=weights, transitions=transitions
    )


def score(model: SpanModel, rows: Sequence[Example], threshold: float) -> dict[str, Counter]:
    """Return the counts of right, found and labelled spans by type, of the rules and of both weighed together."""
    counts: dict[str, Counter] = {name: Counter() for name in ("right", "found", "gold", "rule right", "rule found")}
    for row, scored in zip(rows, model.score([row.keys for row in rows]), strict=True):
        gold, ruled = set(row.spans), set(row.ruled)
        found = set(model.spans(scored))
        for start, end, type_ in sorted(ruled, key=lambda s: s[0] - s[1]):
            is_free = all(end <= a or start >= b for a, b, _ in found)
            if is_free and model.probability(scored, start, end, type_) >= threshold:
                found.add((start, end, type_))
        counts["gold"].update(t for *_, t in gold)
        counts["found"].update(t for *_, t in found)
        counts["right"].update(t for *_, t in gold & found)
        counts["rule found"].update(t for *_, t in ruled)
        counts["rule right"].update(t for *_, t in gold & ruled)
    return counts


def table(counts: dict[str, Counter]) -> str:
    """Return the scores of each type as a Markdown table."""
    lines = [
        "| type | labelled | rules P | rules R | rules F1 | model P | model R | model F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for type_ in [*TYPES.values(), "all"]:
        of = {name: found.total() if type_ == "all" else found[type_] for name, found in counts.items()}
        cells = []
        for right, found in (("rule right", "rule found"), ("right", "found")):
            p, r = of[right] / max(of[found], 1), of[right] / max(of["gold"], 1)
            cells += [f"{p:.3f}", f"{r:.3f}", f"{2 * p * r / max(p + r, 1e-9):.3f}"]
        lines.append(f"| {type_} | {of['gold']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Train, or report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--labels", type=Path, default=LABELS_OF_SENTENCES)
    parser.add_argument("--annotated", type=Path, default=LABELS_OF_DOCUMENTS)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "model" / "spans.npz")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    rows = all_examples(args.shared, args.labels, args.annotated)
    print(
        f"{len({r.document for r in rows})} documents, {len(rows)} sentences, "
        f"{sum(len(r.text) for r in rows)} characters",
        file=sys.stderr,
    )
    if args.folds:
        names = sorted({row.document for row in rows})
        totals: dict[float, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
        for fold in range(args.folds):
            kept = set(names[fold :: args.folds])
            path = args.out.with_name(f"fold{fold}.npz")
            fit([row for row in rows if row.document not in kept], path)
            for threshold in (0.15, 0.3, 1.1):
                counts = score(SpanModel(path), [row for row in rows if row.document in kept], threshold)
                for name, counter in counts.items():
                    totals[threshold][name].update(counter)
            path.unlink()
        for threshold, total in totals.items():
            print(f"rules kept from {threshold}\n{table(total)}")
        return
    fit(rows, args.out, log=True)


if __name__ == "__main__":
    main()
