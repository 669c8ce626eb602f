"""Print which relations the rules miss or make up when they are given the annotated mentions, with the sentences.

python training/misses.py --relation partOf --limit 40
"""

import argparse
import json
from pathlib import Path

from relations import ROOT, gold_analysis
from train import read_texts

from unionkg.mentions.tagger import default_tagger
from unionkg.statements import EXTRACTORS
from unionkg.statements.reading import read


def main() -> None:
    """Print lines: - missed, + made up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--annotated", type=Path, default=ROOT / "data" / "labels" / "documents.jsonl")
    parser.add_argument("--relation", default="")
    parser.add_argument("--limit", type=int, default=60)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.annotated.read_text("utf-8").splitlines()]
    texts = read_texts(args.shared, [row["doc"] for row in rows])
    right = made = missed = 0
    left = args.limit
    for row in rows:
        text = texts[row["doc"]]
        analysis = gold_analysis(row, text, default_tagger())
        reading = read(analysis)
        drafts = [d for name, extractor in EXTRACTORS.items() if name != "observations" for d in extractor(reading)]
        # A role is told apart by its text.
        gold = {}
        for name, subject, other, role, _, _, evidence in row["relations"]:
            key = (name, subject, other, text[role[0] : role[1]] if role else "")
            gold[key] = text[evidence[0] : evidence[1]] if evidence else ""
        ours = {(d.property, d.subject, d.object, d.role or ""): d for d in drafts}
        ours = {key: d for key, d in ours.items() if not args.relation or key[0] == args.relation}
        gold = {key: quote for key, quote in gold.items() if not args.relation or key[0] == args.relation}
        turned = {(n, o, s, r) for n, s, o, r in gold if n == "partneredWith"}
        names = [entity.name for entity in analysis.entities]

        def shown(key: tuple, names: list[str] = names) -> str:
            other = "None" if key[2] is None else names[key[2]]
            return f"{key[0]}\t{names[key[1]]}\t{other}\t{key[3]}"

        for key, quote in gold.items():
            back = (key[0], key[2], key[1], key[3])
            if key in ours or (key[0] == "partneredWith" and back in ours):
                right += 1
                continue
            missed += 1
            if left:
                left -= 1
                print(f"- {row['doc']}\t{shown(key)}\n      {quote}")
        for key, draft in ours.items():
            if key not in gold and key not in turned:
                made += 1
                if left:
                    left -= 1
                    quote = analysis.layout.flow.text[draft.span.start : draft.span.end]
                    print(f"+ {row['doc']}\t{shown(key)}\t{draft.origin}\n      {quote}")
    precision, recall = right / max(right + made, 1), right / max(right + missed, 1)
    print(f"right {right}, made up {made}, missed {missed}: P {precision:.3f} R {recall:.3f}")


if __name__ == "__main__":
    main()
