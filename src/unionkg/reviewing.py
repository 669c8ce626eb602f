"""Between the build and the people who look after it: the ledger applied, the queue written, a pair explained."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store

from unionkg.curation.drafting import value
from unionkg.curation.ledger import Ledger, default_ledger
from unionkg.curation.naming import named
from unionkg.curation.replay import APPLIED, LOOK, STALE, Outcome, replay, settle
from unionkg.entities import Resolution, proper_ids, resolve
from unionkg.entities import explain as why
from unionkg.entities.features import Comparison, Feature
from unionkg.errors import StoreError
from unionkg.files import atomic_write
from unionkg.graph.facts import Facts, tail
from unionkg.interchange import from_json
from unionkg.model import Document, Entity, Extraction, Span

QUEUE = "review.json"
_FORMAT = 1
# A cached extraction begins with the ID of its document.
_HEAD = 64


@dataclass(frozen=True, slots=True)
class Queue:
    """What the last build left to people: its ledger's place, undecided pairs, decisions that it did not follow.

    The rows of `pairs` have `left`, `right` (`id`, `type`, `name`), `by`, `score` and `features`; those of `decisions`
    `line`, `id`, `decision`, `about`, `by`, `at`, `status` and `reason`.
    """

    ledger: Path
    pairs: tuple[Mapping[str, Any], ...] = ()
    decisions: tuple[Mapping[str, Any], ...] = ()


def curate(
    extractions: Sequence[Extraction], ledger: Ledger, reprints: Iterable[tuple[str, str, float]] = ()
) -> tuple[tuple[Extraction, ...], Resolution, tuple[Outcome, ...]]:
    """Return the extractions and the entities with people's decisions, and what became of each decision.

    `reprints` are the documents that repeat each other: ID, ID, similarity.
    """
    done = replay(ledger, extractions, proper_ids(extractions))
    resolution = resolve(done.believed, done.decisions, reprints)
    outcomes = settle(done, resolution.entities)
    return done.extractions, replace(resolution, entities=named(done, resolution.entities)), outcomes


def explain(resolution: Resolution, left: Entity, right: Entity) -> tuple[Feature, ...]:
    """Return what speaks for and against two assembled entities being one; of one entity, of its two least alike."""
    return _features(why(resolution, left.id, right.id).comparison)


def _features(comparison: Comparison) -> tuple[Feature, ...]:
    """Return the features that count, each with its level in its name."""
    return tuple(replace(one, name=f"{one.name}: {one.level}") for one in comparison.features if one.weight)


def counted(ledger: Ledger, outcomes: Iterable[Outcome]) -> str:
    """Return in one sentence how many decisions apply."""
    count = Counter(outcome.status for outcome in outcomes)
    said = f"{ledger.path}: {count[APPLIED]} decisions applied, {count[STALE]} stale, {count[LOOK]} need a look"
    return f"{said} (`unionkg review list` shows them)." if count[STALE] or count[LOOK] else f"{said}."


def write_queue(out: Path, ledger: Ledger, resolution: Resolution, outcomes: Iterable[Outcome]) -> None:
    """Write what wants a person into `out/review.json`, in one step."""
    entity_of = {member: entity for entity in resolution.entities for member in entity.members}
    pairs = []
    for judgement in resolution.undecided:
        left, right = entity_of[judgement.left], entity_of[judgement.right]
        features = [
            [f.name, f.weight, f.left, f.right]
            for f in _features(resolution.index.compare(judgement.left, judgement.right))
        ]
        said = {"by": judgement.by, "score": judgement.score, "features": features}
        pairs.append({"left": _named(left), "right": _named(right)} | said)
    queue = {
        "format": _FORMAT,
        "ledger": _seen_from(out, ledger.path or Path()),
        "pairs": sorted(pairs, key=lambda pair: (-float(str(pair["score"])), json.dumps(pair, sort_keys=True))),
        "decisions": [_told(outcome) for outcome in outcomes if outcome.status in (STALE, LOOK)],
    }
    atomic_write(out / QUEUE, (json.dumps(queue, ensure_ascii=False, indent=1) + "\n").encode())


def read_queue(out: Path) -> Queue:
    """Return what the last build into `out` left to people.

    Raises:
        StoreError: there is none, or this version cannot read it.
    """
    path = out / QUEUE
    remedy = f"Build it: unionkg build PATH --out {out}"
    try:
        queue = json.loads(path.read_text("utf-8"))
        if queue["format"] != _FORMAT:
            raise ValueError(f"format {queue['format']}")
        ledger = Path(os.path.normpath(out / queue["ledger"]))
        return Queue(ledger, tuple(queue["pairs"]), tuple(queue["decisions"]))
    except FileNotFoundError as error:
        raise StoreError(f"There is no build with a review queue in {out}.", offending=out, remedy=remedy) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} cannot be read: {error}.", offending=path, remedy=remedy) from error


def known_extractions(store: Store, cache: Path) -> tuple[Extraction, ...]:
    """Return the extractions behind a built graph, as the build kept them; a document that was not kept is left out."""
    facts = Facts(store)
    texts, hashes = facts.one("schema:articleBody"), facts.one("ukg:sha256")
    documents = {}
    for iri in facts.of_class("schema:NewsArticle"):
        node, text = NamedNode(iri), texts[iri]
        published = value(store, node, "schema:datePublished") or None
        path = value(store, node, "ukg:path")
        documents[tail(iri)] = Document(hashes[iri], path, text, Span(0, len(text)), published=published)
    found = {}
    for file in _newest_last(cache):
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
        id_ = head.removeprefix(b'{"doc":{"id":"')[:16].decode("ascii", "replace")
        if id_ in documents:
            found[id_] = file
    return tuple(_extractions(documents, found))


def overlooked(out: Path, ledger: Path | None, paths: Sequence[Path]) -> str:
    """Return a sentence for who builds into `out` without the ledger that the last build used, else nothing."""
    try:
        before, ledger = read_queue(out).ledger, ledger or default_ledger(paths)
    except StoreError:
        return ""
    if ledger.exists() or not before.is_file() or before.resolve() == ledger.resolve():
        return ""
    return f"There is no ledger {ledger}; the last build applied {before}: --ledger {before} applies it again."


def _seen_from(out: Path, path: Path) -> str:
    """Return the path relative to the output, so that corpus, ledger and output can be moved together."""
    try:
        return Path(os.path.relpath(path, out)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.as_posix()


def _extractions(documents: Mapping[str, Document], files: Mapping[str, Path]) -> Iterator[Extraction]:
    for id_, file in sorted(files.items()):
        try:
            yield from_json(json.loads(file.read_text("utf-8")), documents[id_])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _newest_last(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path.name))


def _named(entity: Entity) -> dict[str, str]:
    return {"id": f"{entity.type.lower()}/{entity.id}", "type": entity.type, "name": entity.name}


def _told(outcome: Outcome) -> dict[str, Any]:
    made = outcome.entry.decision
    what = {"line": outcome.entry.line, "id": made.id, "decision": made.decision, "about": made.about()}
    return what | {"by": made.by, "at": made.at, "status": outcome.status, "reason": outcome.reason}
