"""Compare predictions with gold, document by document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unionkg.errors import InputError
from unionkg.evaluation.annotations import Annotation, ObservationRow, RelationRow, from_interchange, read_gold
from unionkg.evaluation.matching import (
    RelationKey,
    align,
    fold,
    is_core,
    is_same_figure,
    is_same_quote,
    relation_key,
)
from unionkg.evaluation.report import AGREEMENTS, ALL, LAYERS, Mistake, Report, Score, Tally, add_up


def evaluate(gold_dir: Path, predictions: Iterable[Mapping[str, Any]]) -> Report:
    """Score predictions (objects of the interchange format) against the gold files `*.json` in `gold_dir`.

    A prediction belongs to the gold file whose text file has the same stem; one that belongs to none is ignored.
    Raises InputError when the folder holds no gold file, or a gold file or prediction is malformed.
    """
    by_stem = {mine.stem: mine for mine in map(from_interchange, predictions)}
    documents: dict[str, _DocumentScorer] = {}
    missing = []
    for stem, (gold, _) in _read_all(gold_dir).items():
        mine = by_stem.get(gold.stem) or by_stem.get(stem)
        if mine is None:
            missing.append(stem)
        documents[stem] = _DocumentScorer(gold, mine or Annotation(gold.id, stem))
        documents[stem].score()
    tables = {stem: scorer.tables() for stem, scorer in documents.items()}
    judged = {name: [v for scorer in documents.values() for v in scorer.agreement[name]] for name in AGREEMENTS}
    return Report(
        tables={layer: add_up(table[layer] for table in tables.values()) for layer in LAYERS},
        agreement={name: (sum(verdicts), len(verdicts)) for name, verdicts in judged.items()},
        documents={stem: {layer: table[layer].get(ALL, Score()) for layer in LAYERS} for stem, table in tables.items()},
        mistakes=tuple(mistake for scorer in documents.values() for mistake in scorer.mistakes),
        missing=tuple(missing),
    )


def gold_texts(gold_dir: Path) -> dict[str, Path]:
    """Return the text file of each gold file by the gold file's stem: what there is to extract before scoring."""
    return {stem: text for stem, (_, text) in _read_all(gold_dir).items()}


def _read_all(gold_dir: Path) -> dict[str, tuple[Annotation, Path]]:
    read = {path.stem: read_gold(path) for path in sorted(gold_dir.glob("*.json"))}
    found = {stem: gold for stem, gold in read.items() if gold is not None}
    if not found:
        raise InputError(
            f"No gold file in {gold_dir}.", offending=gold_dir, remedy="Name the folder that holds NN.json files."
        )
    return found


def _firsts(relations: Iterable[RelationRow], to_gold: Callable[[str], str]) -> dict[RelationKey, RelationRow]:
    """Return the first relation of each key: said twice counts once."""
    firsts: dict[RelationKey, RelationRow] = {}
    for relation in relations:
        firsts.setdefault(relation_key(relation, to_gold), relation)
    return firsts


@dataclass(slots=True)
class _DocumentScorer:
    """The comparison of one document. `mapping` leads from predicted to gold entity IDs."""

    gold: Annotation
    mine: Annotation
    mapping: dict[str, str] = field(init=False)
    tallies: dict[str, Tally] = field(default_factory=lambda: {layer: Tally() for layer in LAYERS})
    agreement: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in AGREEMENTS})
    mistakes: list[Mistake] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mapping = align(self.gold.entities, self.mine.entities)

    def score(self) -> None:
        self._score_entities()
        self._score_relations()
        self._score_observations()

    def tables(self) -> dict[str, dict[str, Score]]:
        return {layer: tally.to_scores() for layer, tally in self.tallies.items()}

    def _note(self, layer: str, type_: str, *parts: object, is_spurious: bool) -> None:
        named = tuple(None if part is None else str(part) for part in parts)
        self.mistakes.append(Mistake(layer, is_spurious, self.gold.id, type_, named))

    def _score_entities(self) -> None:
        tally, found = self.tallies["entity"], set(self.mapping.values())
        for entity in self.mine.entities:
            if entity.id in self.mapping:
                tally.add(entity.type, tp=1)
            else:
                tally.add(entity.type, fp=1)
                self._note("entity", entity.type, entity.name, is_spurious=True)
        for entity in self.gold.entities:
            if entity.id not in found:
                tally.add(entity.type, fn=1)
                self._note("entity", entity.type, entity.name, is_spurious=False)

    def _score_relations(self) -> None:
        tally = self.tallies["relation"]
        types = {entity.id: entity.type for entity in self.gold.entities}
        gold = _firsts(self.gold.relations, str)
        # An end that matches no gold entity keeps its ID behind a mark that no gold ID begins with.
        mine = _firsts(self.mine.relations, lambda end: self.mapping.get(end, f"?{end}"))
        for key, relation in mine.items():
            if key in gold:
                tally.add(relation.type, tp=1)
                self._judge(relation, gold[key])
            else:
                tally.add(relation.type, fp=1)
                self._note_relation(relation, self.mine, is_spurious=True)
        for key, relation in gold.items():
            if key not in mine and is_core(relation, types):
                tally.add(relation.type, fn=1)
                self._note_relation(relation, self.gold, is_spurious=False)

    def _judge(self, mine: RelationRow, gold: RelationRow) -> None:
        speaker = self.mapping.get(mine.speaker, "?") if mine.speaker else None
        self.agreement["status"].append(mine.status == gold.status)
        self.agreement["speaker"].append(speaker == gold.speaker)
        self.agreement["evidence"].append(is_same_quote(mine.quote, gold.quote))

    def _note_relation(self, relation: RelationRow, side: Annotation, *, is_spurious: bool) -> None:
        names = {entity.id: entity.name for entity in side.entities}
        ends = names.get(relation.subject), names.get(relation.object or "")
        self._note("relation", relation.type, *ends, relation.role, is_spurious=is_spurious)

    def _score_observations(self) -> None:
        left = list(self.gold.observations)
        for mine in self.mine.observations:
            equal = [gold for gold in left if is_same_figure(mine, gold)]
            if not equal:
                self._count_observation(fp=1)
                self._note("observation", "value+unit", mine.value, mine.unit, mine.measure, is_spurious=True)
                continue
            chosen = next((gold for gold in equal if self._is_same_subject(mine, gold)), None)
            left.remove(chosen or equal[0])
            self._count_observation(tp=1, subject_tp=int(chosen is not None))
        for gold in left:
            self._count_observation(fn=1)
            self._note("observation", "value+unit", gold.value, gold.unit, gold.measure, is_spurious=False)

    def _count_observation(self, *, tp: int = 0, fp: int = 0, fn: int = 0, subject_tp: int = 0) -> None:
        """Count one figure; a right one of the wrong thing is, with its subject, both spurious and missed."""
        self.tallies["observation"].add("value+unit", tp=tp, fp=fp, fn=fn)
        wrong = tp - subject_tp
        self.tallies["obs+subject"].add("all", tp=subject_tp, fp=fp + wrong, fn=fn + wrong)

    def _is_same_subject(self, mine: ObservationRow, gold: ObservationRow) -> bool:
        if mine.subject in self.mapping:
            return self.mapping[mine.subject] == gold.subject
        names = [
            {entity.id: entity.name for entity in side.entities}.get(row.subject or "", row.subject)
            for side, row in ((self.mine, mine), (self.gold, gold))
        ]
        left, right = map(fold, names)
        return bool(left) and (left in right or right in left)
