"""Score the whole extraction on annotated documents that its models did not see.

    python training/left_out.py --keep DIR

Each fold of the documents is read with a model of mentions and one of relations that were trained on the others; DIR
keeps the models of mentions (`relations.py --keep` makes the same). The rules know all documents: a part of this
estimate is theirs and is too kind. Two tables: all documents, and the development set alone.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import relations
from train import ROOT, TYPES, read_texts

import unionkg.statements
from unionkg.documents import layout, make_document
from unionkg.evaluation import evaluate
from unionkg.extraction import to_extraction
from unionkg.interchange import to_json
from unionkg.mentions import find_mentions
from unionkg.mentions.spans import SpanModel
from unionkg.mentions.tagger import default_tagger
from unionkg.model import Source
from unionkg.statements.weighing import RelationModel


def to_gold(row: dict, text: str) -> dict:
    """Return annotations in the form of the gold files; the names are those that stand in the text."""
    forms = [
        sorted({text[a:b] for a, b in places}, key=lambda form: (-len(form), form)) for _, places in row["entities"]
    ]
    ids = [f"e{index + 1}" for index in range(len(forms))]

    def quote(span: list[int] | None) -> str:
        return text[span[0] : span[1]] if span else ""

    def reference(index: int | None) -> str | None:
        return None if index is None else ids[index]

    return {
        "doc": {"id": row["doc"], "title": None, "published": None, "text_file": f"text/{file_name(row['doc'])}.txt"},
        "entities": [
            {"id": id_, "type": TYPES[letter], "name": names[0], "aliases": names[1:], "canonical": names[0]}
            for id_, (letter, _), names in zip(ids, row["entities"], forms, strict=True)
            if names
        ],
        "relations": [
            {
                "type": name,
                "subject": ids[subject],
                "object": reference(other),
                "role": quote(role) or None,
                "status": status,
                "time": None,
                "speaker": reference(speaker),
                "evidence": quote(evidence),
            }
            for name, subject, other, role, status, speaker, evidence in row["relations"]
        ],
        "observations": [
            {"subject": reference(subject), "measure": "", "value": value, "unit": unit, "qualifier": None,
             "time": None, "place": None, "evidence": quote(evidence)}
            for value, unit, subject, evidence in row["observations"]
        ],
    }  # fmt: skip


def file_name(document: str) -> str:
    """Return the name of a document's file."""
    return document.removeprefix("gold/")


def main() -> None:
    """Print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--annotated", type=Path, default=ROOT / "data" / "labels" / "documents.jsonl")
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--weight", type=float, default=0.3)
    args = parser.parse_args()
    annotated = [json.loads(line) for line in args.annotated.read_text("utf-8").splitlines()]
    texts = read_texts(args.shared, [row["doc"] for row in annotated])
    rows = list(relations.rows_of(annotated, texts, relations.read_unseen(annotated, texts, args.shared, args.keep)))
    names = sorted(texts)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(relations.FOLDS):
            own = set(names[fold :: relations.FOLDS])
            path = Path(folder) / "relations.npz"
            relations.write((row for row in rows if row.document not in own), path, args.weight)
            model = RelationModel(path)
            unionkg.statements.default_model = lambda model=model: model
            documents = [make_document(Source(f"{file_name(name)}.txt", texts[name])) for name in sorted(own)]
            spans = SpanModel(args.keep / f"spans{fold}.npz")
            analyses = find_mentions([(doc, layout(doc)) for doc in documents], default_tagger(), spans)
            found += [to_json(to_extraction(analysis)) for analysis in analyses]
        gold = Path(folder) / "gold"
        (gold / "text").mkdir(parents=True)
        for row in annotated:
            name = file_name(row["doc"])
            (gold / f"{name}.json").write_text(json.dumps(to_gold(row, texts[row["doc"]])), "utf-8")
            (gold / "text" / f"{name}.txt").write_text(texts[row["doc"]], "utf-8")
        show(f"{len(annotated)} documents", gold, found)
        shutil.rmtree(gold)
    dev = args.shared / "gold" / "dev"
    own = {path.stem for path in dev.glob("*.json")}
    show("development set", dev, [row for row in found if Path(row["doc"]["path"]).stem in own])


def show(title: str, gold: Path, found: list[dict]) -> None:
    """Print one table."""
    report = evaluate(gold, found)
    print(f"{title}\n| | P | R | F1 |\n|---|---:|---:|---:|")
    for kind in ("entity", "relation", "observation", "obs+subject"):
        score = report.score(kind)
        print(f"| {kind} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |")
        if kind in ("entity", "relation"):
            for type_ in sorted(set(report.tables[kind]) - {"ALL"}):
                part = report.score(kind, type_)
                print(f"| — {type_} | {part.precision:.3f} | {part.recall:.3f} | {part.f1:.3f} |")


if __name__ == "__main__":
    main()
