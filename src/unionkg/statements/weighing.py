"""What the rules say of pairs of entities and what the trained model says of them, weighed.

The model is a logistic regression for each relation over the features of `pairs`; what the rules say is among them.
Training is `training/relations.py`; `docs/model_card.md` says on what and how well.
"""

import functools
import math
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from unionkg.model import Draft
from unionkg.resources import resource_dir
from unionkg.statements.pairs import Features, Pair, pairs_of
from unionkg.statements.reading import Reading

# A pair that no rule joins is joined from this probability on; one that a rule joins stays down to the second.
_JOINED, _KEPT = 0.7, 0.2
RULE_SCALE = 4.0
"""What a feature that the rules give weighs against one word."""


class RelationModel:
    """Weights of features for each relation."""

    def __init__(self, path: Path) -> None:
        self._weights: dict[str, dict[int, float]] = {}
        with np.load(path) as data:
            for name in data.files:
                relation, part = name.split("/")
                if part == "keys":
                    values = data[f"{relation}/weights"].astype(float).tolist()
                    self._weights[relation] = dict(zip(data[name].tolist(), values, strict=True))

    def knows(self, draft: Draft) -> bool:
        """Return whether the model has seen what the rule of a draft says, and so may overrule it."""
        return key_of(f"rule {draft.property} {draft.origin}") in self._weights.get(draft.property, {})

    @property
    def relations(self) -> Collection[str]:
        """The relations that the model knows."""
        return self._weights.keys()

    def probabilities(self, relations: Sequence[str], features: Sequence[str]) -> dict[str, float]:
        """Return how probable it is that each relation joins a pair with these features (0 to 1).

        Relations that the model does not know are left out.
        """
        keys = [key_of(feature) for feature in features]
        ruled = [key for key, feature in zip(keys, features, strict=True) if feature.startswith("rule")]
        found = {}
        for relation in relations:
            weights = self._weights.get(relation)
            if weights is not None:
                weight_of = weights.get
                score = sum(weight_of(key, 0.0) for key in keys)
                score += (RULE_SCALE - 1) * sum(weight_of(key, 0.0) for key in ruled)
                found[relation] = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        return found


def key_of(feature: str) -> int:
    """Return the number under which a feature's weight is kept."""
    return zlib.crc32(feature.encode())


@functools.cache
def default_model() -> RelationModel:
    """Return the model of this process; it is loaded at the first call."""
    return RelationModel(resource_dir("model") / "relations.npz")


def weigh(reading: Reading, drafts: Sequence[Draft], model: RelationModel) -> tuple[Draft, ...]:
    """Return the drafts that stay, with the model's confidence, and those that the model adds."""
    if not reading.scenes:
        return tuple(drafts)
    features = Features(reading.scenes, drafts)
    sure: dict[tuple[str, int, int], float] = {}
    added: list[Draft] = []
    said = {(draft.property, draft.subject, draft.object) for draft in drafts}
    said |= {(name, other, subject) for name, subject, other in said if name == "partneredWith"}
    for pair in pairs_of(reading.scenes, model.relations):
        for relation, probability in model.probabilities(pair.relations, features.of(pair)).items():
            sure[relation, pair.subject, pair.object] = probability
            if probability >= _JOINED and (relation, pair.subject, pair.object) not in said:
                said |= {(relation, pair.subject, pair.object)}
                if relation == "partneredWith":
                    said.add((relation, pair.object, pair.subject))
                added.append(_draft(reading, pair, relation, probability))
    return (*_kept(drafts, sure, model), *added)


def _kept(drafts: Sequence[Draft], sure: dict[tuple[str, int, int], float], model: RelationModel) -> Iterator[Draft]:
    for draft in drafts:
        probability = None
        if draft.subject is not None and draft.object is not None and model.knows(draft):
            probability = sure.get((draft.property, draft.subject, draft.object))
        if probability is None:
            yield draft
        elif probability >= _KEPT:
            yield replace(draft, confidence=round(probability, 3))


def _draft(reading: Reading, pair: Pair, relation: str, probability: float) -> Draft:
    """Return the draft of a pair that the model joins: its evidence is the clauses between its mentions."""
    first, second = sorted((pair.at, pair.other), key=lambda place: (place.scene, place.item))
    scene, last = reading.scenes[first.scene], reading.scenes[second.scene]
    if scene is last:
        span = scene.evidence(first.item, second.item)
        verbs = [at for at in scene.triggers if first.item < at < second.item] or [second.item]
    else:
        span = replace(scene.evidence(first.item), end=last.evidence(second.item).end)
        verbs = [at for at in last.triggers if at < second.item][-1:] or [second.item]
    return reading.voice.draft(
        last, verbs[0], relation, (pair.subject, pair.object), "model", span=span, confidence=round(probability, 3)
    )
