"""Analyses built from gold annotations: what the mentions stage would give if it made no mistake.

Names and aliases of the gold entities are found by string search in the flow; the longest wins, ties go to the
name that is listed first. Run as a program it measures the observations against the gold ones.
"""

import json
import sys
from pathlib import Path

from unionkg.documents import layout, make_document
from unionkg.mentions.tagger import LacTagger
from unionkg.model import Analysis, Chunk, Draft, Layout, Referent, Source, Span, Token

SHARED = Path(__file__).parents[3] / "shared"
UNITS = {"名": "人", "位": "人", "间": "个", "家": "个", "处": "个", "座": "个", "所": "个", "支": "个"}


def gold_files() -> list[Path]:
    """Return the gold files, none where the development data is absent."""
    return sorted((SHARED / "gold" / "dev").glob("*.json"))


def gold_analysis(gold: dict, tagger: LacTagger | None = None) -> Analysis:
    """Return the analysis of a gold document, its entities in the gold file's order; words need a tagger."""
    path = (SHARED / "gold" / "dev" / gold["doc"]["text_file"]).resolve()
    published = (gold["doc"]["published"] or "")[:10]
    metadata = {"title": gold["doc"]["title"]} | ({"published": published} if published else {})
    document = make_document(Source(path.name, path.read_text("utf-8"), metadata))
    found = layout(document)
    chunks = _chunks(found.flow.text, gold["entities"])
    entities = tuple(
        Referent(e["type"], e["name"], e.get("canonical") or e["name"], tuple(e.get("aliases") or ()))
        for e in gold["entities"]
    )
    return Analysis(document, found, _tokens(found, tagger) if tagger else (), chunks, entities, ())


def _tokens(found: Layout, tagger: LacTagger) -> tuple[Token, ...]:
    texts = [found.flow.text[s.span.start : s.span.end] for s in found.sentences]
    tagged = zip(found.sentences, tagger.tag(texts), strict=True)
    return tuple(
        Token(Span(t.span.start + s.span.start, t.span.end + s.span.start), t.tag)
        for s, tokens in tagged
        for t in tokens
    )


def _chunks(text: str, entities: list[dict]) -> tuple[Chunk, ...]:
    surfaces = [(name, i) for i, e in enumerate(entities) for name in dict.fromkeys([e["name"], *e.get("aliases", ())])]
    taken: set[int] = set()
    chunks = []
    for name, entity in sorted(surfaces, key=lambda surface: -len(surface[0])):
        at = text.find(name)
        while at >= 0 and name:
            span = Span(at, at + len(name))
            if not taken & set(range(span.start, span.end)):
                taken |= set(range(span.start, span.end))
                chunks.append(Chunk(span, entity, "gold"))
            at = text.find(name, at + 1)
    return tuple(sorted(chunks, key=lambda chunk: chunk.span))


def compare(gold: dict, drafts: tuple[Draft, ...]) -> tuple[list, list, list, int]:
    """Return matched pairs, drafts without gold, gold without draft, and how many pairs agree on the subject."""
    left, pairs, extra, same = list(gold["observations"]), [], [], 0
    for draft in drafts:
        o = draft.observation
        match = [
            g
            for g in left
            if abs(g["value"] - o.value) < 1e-9 * max(1, abs(g["value"])) and _unit(g["unit"]) == _unit(o.unit)
        ]
        if not match:
            extra.append(draft)
            continue
        chosen = next((g for g in match if _agrees(gold, g, draft)), match[0])
        left.remove(chosen)
        pairs.append((chosen, draft))
        same += _agrees(gold, chosen, draft)
    return pairs, extra, left, same


def _unit(unit: str) -> str:
    return UNITS.get(unit, unit)


def _agrees(gold: dict, g: dict, draft: Draft) -> bool:
    ids = [e["id"] for e in gold["entities"]]
    if draft.subject is not None:
        return ids[draft.subject] == g["subject"]
    names = {e["id"]: e["name"] for e in gold["entities"]}
    a, b = draft.observation.counted or "", names.get(g["subject"], g["subject"])
    return bool(a) and (a in b or b in a)


def main() -> None:
    """Print precision, recall and F1 over all gold documents, and the errors."""
    from unionkg.statements.observations import find_observations

    tagger = LacTagger()
    tp = fp = fn = right = 0
    for path in gold_files():
        gold = json.loads(path.read_text("utf-8"))
        analysis = gold_analysis(gold, tagger)
        pairs, extra, missed, same = compare(gold, find_observations(analysis))
        tp, fp, fn, right = tp + len(pairs), fp + len(extra), fn + len(missed), right + same
        for draft in extra:
            print(path.stem, "extra", draft.observation, analysis.layout.flow.text[draft.span.start : draft.span.end])
        for g in missed:
            print(path.stem, "missed", g["value"], g["unit"], g["evidence"])
        names = {e["id"]: e["name"] for e in gold["entities"]}
        for g, draft in pairs:
            if not _agrees(gold, g, draft):
                subject = None if draft.subject is None else analysis.entities[draft.subject].name
                print(
                    path.stem,
                    "subject",
                    g["value"],
                    names.get(g["subject"], g["subject"]),
                    "≠",
                    subject,
                    draft.observation,
                )
        if "-v" in sys.argv:
            for g, draft in pairs:
                print(
                    path.stem,
                    "pair",
                    g["measure"],
                    g["qualifier"],
                    g["time"],
                    "|",
                    draft.observation,
                    draft.interval,
                    draft.modality,
                )
    for name, hits in (("value+unit", tp), ("obs+subject", right)):
        p, r = hits / max(1, tp + fp), hits / max(1, tp + fn)
        print(f"{name:12} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")


if __name__ == "__main__":
    main()
