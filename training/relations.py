"""Train the model of relations (`data/model/relations.npz`) from completely annotated documents.

    python training/relations.py --keep /tmp/read        # read each document with a model that never saw it, then train
    python training/relations.py --keep /tmp/read --folds 6      # scores only, documents left out

Each document is used twice: with its annotated mentions, and with those that a model of mentions finds which was
trained on the other documents. So the model learns what a relation looks like among mentions as they will be.
"""

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train import TYPES, all_examples, fit, read_texts

from unionkg.documents import layout, make_document
from unionkg.mentions import find_mentions, tagged_lines
from unionkg.mentions.spans import SpanModel
from unionkg.mentions.tagger import Tagger, default_tagger
from unionkg.mentions.words import bounded
from unionkg.model import Analysis, Chunk, Referent, Source, Span, Token
from unionkg.statements import EXTRACTORS
from unionkg.statements.pairs import SIGNATURES, Features, pairs_of
from unionkg.statements.reading import read
from unionkg.statements.weighing import RULE_SCALE, key_of

ROOT = Path(__file__).parents[1]
# The relations in which documents left out show a gain over the rules alone (docs/model_card.md).
LEARNT = ("operates", "partneredWith", "targets")
# A relation with fewer examples than this is not tried.
FEWEST = 20
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of a document and one relation: does it hold? No features: the pair stands out of reach."""

    document: str
    relation: str
    features: tuple[str, ...]
    holds: bool
    ruled: bool
    annotated: bool


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


def read_unseen(annotated: list[dict], texts: Mapping[str, str], shared: Path, keep: Path) -> dict[str, Analysis]:
    """Return each document as a model of mentions reads it that was trained on the others; kept in a folder."""
    tagger = default_tagger()
    names = sorted(row["doc"] for row in annotated)
    found: dict[str, Analysis] = {}
    examples = None
    keep.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS):
        own = names[fold::FOLDS]
        path = keep / f"spans{fold}.npz"
        if not path.exists():
            examples = examples or all_examples(shared)
            fit([row for row in examples if row.document not in own], path)
        documents = [make_document(Source(f"{name.replace('/', '-')}.txt", texts[name])) for name in own]
        analyses = find_mentions([(doc, layout(doc)) for doc in documents], tagger, SpanModel(path))
        found |= dict(zip(own, analyses, strict=True))
    (keep / "read.pickle").write_bytes(pickle.dumps(found))
    return found


def aligned(row: dict, text: str, analysis: Analysis) -> dict[int, int]:
    """Return the analysis's entities with the annotated ones that they are: type and one name agree."""
    forms = {
        (TYPES[letter], text[a:b].strip('“”‘’"')): index
        for index, (letter, places) in reversed(list(enumerate(row["entities"])))
        for a, b in places
    }
    same: dict[int, int] = {}
    for index, entity in enumerate(analysis.entities):
        keys = [(entity.type, form.strip('“”‘’"')) for form in (entity.name, *entity.aliases)]
        match = next((forms[key] for key in keys if key in forms), None)
        if match is not None:
            same[index] = match
    return same


def rows_of(annotated: Iterable[dict], texts: Mapping[str, str], unseen: Mapping[str, Analysis]) -> Iterator[Row]:
    """Yield the pairs of every document, twice."""
    tagger = default_tagger()
    for row in annotated:
        text = texts[row["doc"]]
        held = {(name, s, o) for name, s, o, *_ in row["relations"]}
        held |= {(name, o, s) for name, s, o in held if name == "partneredWith"}
        gold = gold_analysis(row, text, tagger)
        yield from _rows(row, gold, {i: i for i in range(len(gold.entities))}, held, annotated=True)
        analysis = unseen[row["doc"]]
        yield from _rows(row, analysis, aligned(row, text, analysis), held, annotated=False)


def _rows(row: dict, analysis: Analysis, same: Mapping[int, int], held: set, *, annotated: bool) -> Iterator[Row]:
    reading = read(analysis)
    drafts = [draft for name, extractor in EXTRACTORS.items() if name != "observations" for draft in extractor(reading)]
    seen = set()
    if reading.scenes:
        features = Features(reading.scenes, drafts)
        for pair in pairs_of(reading.scenes):
            found = tuple(features.of(pair))
            for name in pair.relations:
                key = (name, same.get(pair.subject), same.get(pair.object))
                seen.add(key)
                yield Row(row["doc"], name, found, key in held, f"rule {name}" in found, annotated)
    types = [TYPES[letter] for letter, _ in row["entities"]]
    for name, subject, other in sorted(key for key in held - seen if key[2] is not None):
        if (types[subject], types[other]) in SIGNATURES.get(name, ()):
            yield Row(row["doc"], name, (), True, False, annotated)


def matrix(vectorizer: DictVectorizer, rows: list[Row], *, fit: bool = False) -> csr_matrix:
    """Return the features of rows as a sparse matrix with the indices that the solver takes."""
    named = [{feature: RULE_SCALE if feature.startswith("rule") else 1.0 for feature in row.features} for row in rows]
    x = csr_matrix(vectorizer.fit_transform(named) if fit else vectorizer.transform(named))
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    return x


def train_one(rows: list[Row], weight: float) -> tuple[DictVectorizer, LogisticRegression]:
    """Return a trained logistic regression with its features."""
    vectorizer = DictVectorizer()
    x = matrix(vectorizer, rows, fit=True)
    model = LogisticRegression(C=weight, solver="liblinear", random_state=0)
    model.fit(x, np.array([row.holds for row in rows]))
    return vectorizer, model


def write(rows: Iterable[Row], out: Path, weight: float) -> None:
    """Train a model for each of the relations to be learnt and write them."""
    arrays = {}
    for relation, own in sorted(_by_relation(rows).items()):
        if relation not in LEARNT:
            continue
        vectorizer, model = train_one([row for row in own if row.features], weight)
        weights = {key_of(name): float(w) for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True)}
        weights[key_of("bias")] += float(model.intercept_[0])
        kept = {key: weight for key, weight in sorted(weights.items()) if abs(weight) >= 0.01}
        arrays[f"{relation}/keys"] = np.array(list(kept), np.uint32)
        arrays[f"{relation}/weights"] = np.array(list(kept.values()), np.float32)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)


def _by_relation(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.relation].append(row)
    return found


def report(rows: Iterable[Row], folds: int, weight: float) -> None:
    """Print scores over mentions as a model finds them, documents left out."""
    by_relation = _by_relation(rows)
    names = sorted({row.document for own in by_relation.values() for row in own})
    print("| relation | held | rules P | rules R | from | P | R | F1 |\n|---|---|---|---|---|---|---|---|")
    totals: dict[float, np.ndarray] = defaultdict(lambda: np.zeros(3))
    for relation, own in sorted(by_relation.items()):
        scored: list[tuple[float, Row]] = []
        for fold in range(folds):
            kept = set(names[fold::folds])
            learn = [row for row in own if row.document not in kept and row.features]
            test = [row for row in own if row.document in kept and not row.annotated]
            if not test or sum(row.holds for row in learn) < FEWEST:
                scored += [(float(row.ruled), row) for row in test]
                continue
            vectorizer, model = train_one(learn, weight)
            sure = model.predict_proba(matrix(vectorizer, test))[:, 1]
            scored += [(p * bool(row.features), row) for p, row in zip(sure, test, strict=True)]
        gold = sum(row.holds for _, row in scored)
        ruled = [row for _, row in scored if row.ruled]
        right = sum(row.holds for row in ruled)
        for threshold in (0.3, 0.4, 0.5, 0.6):
            found = [row for p, row in scored if p >= threshold]
            good = sum(row.holds for row in found)
            totals[threshold] += (good, len(found), gold)
            p, r = good / max(len(found), 1), good / max(gold, 1)
            print(
                f"| {relation} | {gold} | {right / max(len(ruled), 1):.2f} | {right / max(gold, 1):.2f} | {threshold} "
                f"| {p:.2f} | {r:.2f} | {2 * p * r / max(p + r, 1e-9):.2f} |"
            )
    for threshold, (good, found, gold) in totals.items():
        print(f"all from {threshold}: P {good / found:.3f} R {good / gold:.3f} F1 {2 * good / (found + gold):.3f}")


def main() -> None:
    """Train, or report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--annotated", type=Path, default=ROOT / "data" / "labels" / "documents.jsonl")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "model" / "relations.npz")
    parser.add_argument("--keep", type=Path, required=True, help="folder for the models of mentions that are left out")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--weight", type=float, default=0.3)
    args = parser.parse_args()
    annotated = [json.loads(line) for line in args.annotated.read_text("utf-8").splitlines()]
    texts = read_texts(args.shared, [row["doc"] for row in annotated])
    rows = list(rows_of(annotated, texts, read_unseen(annotated, texts, args.shared, args.keep)))
    if args.folds:
        report(rows, args.folds, args.weight)
    else:
        write(rows, args.out, args.weight)


if __name__ == "__main__":
    main()
