"""Train the model of relations (`data/model/relations.npz`) from completely annotated documents.

python training/relations.py                # train on all
python training/relations.py --folds 6      # scores only, documents left out
"""

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train import TYPES, read_texts

from unionkg.documents import layout, make_document
from unionkg.mentions import tagged_lines
from unionkg.mentions.tagger import Tagger, default_tagger
from unionkg.mentions.words import bounded
from unionkg.model import Analysis, Chunk, Referent, Source, Span, Token
from unionkg.statements import EXTRACTORS
from unionkg.statements.pairs import SIGNATURES, Features, Pair, pairs_of
from unionkg.statements.reading import Reading, read
from unionkg.statements.weighing import RULE_SCALE, key_of

# A relation with fewer examples than this is left to the rules.
FEWEST = 20

ROOT = Path(__file__).parents[1]


def gold_analysis(row: dict, text: str, tagger: Tagger) -> Analysis:
    """Return the analysis of a document with the mentions and titles that its annotation has."""
    document = make_document(Source(row["doc"], text))
    parts = layout(document)
    parts = replace(parts, sentences=tuple(bounded(parts.sentences, parts.flow.text)))
    [lines] = tagged_lines([parts], tagger)
    to_flow = {origin: at for at, origin in enumerate(parts.flow.origins)}

    def spans(places: list[list[int]]) -> Iterator[Span]:
        for start, end in places:
            if start in to_flow and end - 1 in to_flow:
                yield Span(to_flow[start], to_flow[end - 1] + 1)

    chunks = [Chunk(span, index, "gold") for index, (_, places) in enumerate(row["entities"]) for span in spans(places)]
    chunks.sort(key=lambda chunk: (chunk.span.start, -chunk.span.end, chunk.entity))
    entities = []
    for letter, places in row["entities"]:
        name = max((text[a:b] for a, b in places), key=len, default="？")
        entities.append(Referent(TYPES[letter], name, name))
    tokens = tuple(Token(Span(w.start, w.end), w.tag) for line in lines for w in line.words)
    return Analysis(document, parts, tokens, tuple(chunks), tuple(entities), tuple(spans(row["titles"])))


def document_pairs(reading: Reading) -> Iterator[tuple[Pair, list[str]]]:
    """Yield the pairs of a document with their features."""
    drafts = [draft for name, extractor in EXTRACTORS.items() if name != "observations" for draft in extractor(reading)]
    features = Features(reading.scenes, drafts)
    for pair in pairs_of(reading.scenes):
        yield pair, features.of(pair)


def rows_of(path: Path, shared: Path) -> Iterator[tuple[str, str, tuple[int, int], list[str], bool, bool]]:
    """Yield document, relation, pair, features, whether it holds, whether the rules say so; None features: missed."""
    annotated = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = read_texts(shared, [row["doc"] for row in annotated])
    tagger = default_tagger()
    for row in annotated:
        reading = read(gold_analysis(row, texts[row["doc"]], tagger))
        held = {(name, s, o) for name, s, o, *_ in row["relations"]}
        held |= {(name, o, s) for name, s, o in held if name == "partneredWith"}
        seen = set()
        for pair, features in document_pairs(reading):
            for name in pair.relations:
                key = (name, pair.subject, pair.object)
                seen.add(key)
                yield row["doc"], name, key[1:], features, key in held, f"rule {name}" in features
        types = [t for t, _ in row["entities"]]
        for key in held - seen:
            if key[2] is not None and (TYPES[types[key[1]]], TYPES[types[key[2]]]) in SIGNATURES.get(key[0], ()):
                yield row["doc"], key[0], key[1:], [], True, False


def matrix(vectorizer: DictVectorizer, rows: list, *, fit: bool = False) -> csr_matrix:
    """Return the features of rows as a sparse matrix with the indices that the solver takes."""
    named = [{feature: RULE_SCALE if feature.startswith("rule") else 1.0 for feature in row[3]} for row in rows]
    x = csr_matrix(vectorizer.fit_transform(named) if fit else vectorizer.transform(named))
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    return x


def train_one(rows: list, weight: float) -> tuple[DictVectorizer, LogisticRegression]:
    vectorizer = DictVectorizer()
    x = matrix(vectorizer, rows, fit=True)
    y = np.array([row[4] for row in rows])
    model = LogisticRegression(C=weight, solver="liblinear", random_state=0)
    model.fit(x, y)
    return vectorizer, model


def write(by_relation: dict[str, list], out: Path, weight: float) -> None:
    """Train one model for each relation that has enough examples and write them."""
    arrays = {}
    for relation, rows in sorted(by_relation.items()):
        learn = [row for row in rows if row[3]]
        if sum(row[4] for row in learn) < FEWEST:
            continue
        vectorizer, model = train_one(learn, weight)
        weights = {key_of(name): float(w) for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True)}
        weights[key_of("bias")] += float(model.intercept_[0])
        kept = {key: weight for key, weight in sorted(weights.items()) if abs(weight) >= 0.01}
        arrays[f"{relation}/keys"] = np.array(list(kept), np.uint32)
        arrays[f"{relation}/weights"] = np.array(list(kept.values()), np.float32)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--annotated", type=Path, default=ROOT / "data" / "labels" / "documents.jsonl")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "model" / "relations.npz")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--weight", type=float, default=1.0)
    args = parser.parse_args()
    by_relation = defaultdict(list)
    for row in rows_of(args.annotated, args.shared):
        by_relation[row[1]].append(row)
    if args.folds:
        names = sorted({row[0] for rows in by_relation.values() for row in rows})
        print(
            "| relation | held | rules P | rules R | at | model P | model R | model F1 |\n|---|---|---|---|---|---|---|---|"
        )
        total = np.zeros(3)
        for relation, rows in sorted(by_relation.items()):
            scored = []
            for fold in range(args.folds):
                kept = set(names[fold :: args.folds])
                learn = [row for row in rows if row[0] not in kept and row[3]]
                test = [row for row in rows if row[0] in kept]
                if not test or not any(row[4] for row in learn):
                    scored += [(0.0, row) for row in test]
                    continue
                vectorizer, model = train_one(learn, args.weight)
                x = matrix(vectorizer, test)
                scored += zip(model.predict_proba(x)[:, 1] * [bool(row[3]) for row in test], test, strict=True)
            gold = sum(row[4] for row in rows)
            ruled = [row for row in rows if row[5]]
            right = sum(row[4] for row in ruled)
            for threshold in (0.3, 0.4, 0.5, 0.6):
                found = [row for p, row in scored if p >= threshold]
                good = sum(row[4] for row in found)
                p, r = good / max(len(found), 1), good / max(gold, 1)
                if threshold == 0.5:
                    total += (good, len(found), gold)
                print(
                    f"| {relation} | {gold} | {right / max(len(ruled), 1):.2f} | {right / max(gold, 1):.2f} | {threshold} "
                    f"| {p:.2f} | {r:.2f} | {2 * p * r / max(p + r, 1e-9):.2f} |"
                )
        p, r = total[0] / total[1], total[0] / total[2]
        print(f"all at 0.5: P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
        return
    write(by_relation, args.out, args.weight)


if __name__ == "__main__":
    main()
