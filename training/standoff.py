"""Turn annotated documents (the gold format) into labels that hold no text: offsets into the document only.

    python training/standoff.py ANNOTATED_FOLDER … > data/labels/documents.jsonl

Every place where a name or alias of an entity stands counts as a mention; longer names come first. A generic word that
stands for an entity (公司, 集团) is not followed.
"""

import json
import sys
from pathlib import Path

from unionkg.resources import read_lines

LETTERS = {
    "Person": "P", "Organization": "O", "Initiative": "I", "Facility": "F", "Event": "E", "Award": "A", "Place": "L",
    "Group": "G", "Work": "W",
}  # fmt: skip


def occurrences(text: str, form: str, taken: bytearray) -> list[list[int]]:
    """Return where `form` stands outside what is taken, and take it."""
    found = []
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not any(taken[at:end]):
            taken[at:end] = b"\1" * len(form)
            found.append([at, end])
        at = text.find(form, at + 1)
    return found


def to_standoff(annotated: dict, text: str, name: str) -> dict:
    """Return one row: entities as type and spans, relations as indexes into them, observations as spans."""
    generic = {word for word in read_lines("generic_heads") if len(word) <= 3}
    taken = bytearray(len(text))
    spans: dict[str, list[list[int]]] = {entity["id"]: [] for entity in annotated["entities"]}
    forms = [
        (form, entity["id"])
        for entity in annotated["entities"]
        for form in {entity["name"], *entity["aliases"]}
        if form == entity["name"] or form not in generic
    ]
    for form, entity in sorted(forms, key=lambda pair: (-len(pair[0]), pair[0], pair[1])):
        spans[entity] += occurrences(text, form, taken)
    for form, entity in sorted(forms):
        if not spans[entity] and form in text:
            at = text.index(form)
            spans[entity].append([at, at + len(form)])
    index = {entity["id"]: at for at, entity in enumerate(annotated["entities"])}

    def span_of(quote: str) -> list[int] | None:
        at = text.find(quote)
        return [at, at + len(quote)] if at >= 0 else None

    roles = {relation["role"] for relation in annotated["relations"] if relation.get("role")}
    titles = [span for role in sorted(roles, key=lambda r: (-len(r), r)) for span in occurrences(text, role, taken)]
    return {
        "doc": name,
        "entities": [[LETTERS[e["type"]], sorted(spans[e["id"]])] for e in annotated["entities"]],
        "titles": sorted(titles),
        "relations": [
            [
                r["type"],
                index[r["subject"]],
                index.get(r["object"]) if r["object"] else None,
                span_of(r["role"]) if r.get("role") else None,
                r["status"],
                index.get(r["speaker"]) if r["speaker"] else None,
                span_of(r["evidence"]),
            ]
            for r in annotated["relations"]
            if r["subject"] in index
        ],
        "observations": [
            [o["value"], o["unit"], index.get(o["subject"]), span_of(o["evidence"])] for o in annotated["observations"]
        ],
    }


def main() -> None:
    for folder in map(Path, sys.argv[1:]):
        for path in sorted(folder.glob("*.json")):
            annotated = json.loads(path.read_text("utf-8"))
            name = annotated["doc"]["id"]
            text = (folder / annotated["doc"]["text_file"]).read_text("utf-8")
            row = to_standoff(annotated, text, name if name.startswith("n") else f"gold/{path.stem}")
            print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
