"""Why two entities are one, two, or undecided; and the questions that are left for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from unionkg.entities.features import DIFFERENT_TO, SAME_FROM, Comparison
from unionkg.entities.resolution import Resolution
from unionkg.model import Entity, Judgement

# Of entities with many members, so many of each side are compared for an explanation.
_SAMPLE = 25


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair: the two entities of documents that were compared, feature by feature, and what became of them.

    `verdict` is that of the comparison (`same`, `different`, `undecided`); `is_one` tells whether the two ended as one,
    which others of the same name or a person's decision may have brought about (`decision`).
    """

    left: str
    right: str
    comparison: Comparison
    is_one: bool
    decision: Judgement | None = None

    @property
    def verdict(self) -> str:
        """What the features alone say."""
        return self.comparison.verdict


@dataclass(frozen=True, slots=True)
class Question:
    """An undecided pair: two assembled entities, the members that were compared, and the comparison."""

    left: Entity
    right: Entity
    pair: tuple[str, str]
    comparison: Comparison


def explain(resolution: Resolution, left: str, right: str) -> Explanation:
    """Return why the two are one or are not.

    `left` and `right` are IDs of assembled entities or of entities of documents; of two assembled ones the members that
    speak most for the pair are compared. Raises KeyError for an ID that the resolution does not have.
    """
    by_id = {entity.id: entity.members for entity in resolution.entities}
    home = {member: entity.id for entity in resolution.entities for member in entity.members}
    sides = [by_id[id_] if id_ in by_id else (resolution.index.profiles[id_].id,) for id_ in (left, right)]
    pairs = [pair for pair in product(sides[0][:_SAMPLE], sides[1][:_SAMPLE]) if pair[0] != pair[1]]
    pair = max(pairs or [(sides[0][0], sides[1][0])], key=lambda one: (resolution.index.compare(*one).weight, one))
    members = [set(by_id.get(home[one], ())) for one in pair]
    decisions = (j for j in resolution.judgements if j.verdict != "undecided" and j.by not in _rules(resolution))
    crossing = (j for j in decisions if _crosses(j, members))
    return Explanation(
        *pair, resolution.index.compare(*pair), home[pair[0]] == home[pair[1]], next(iter(crossing), None)
    )


def _rules(resolution: Resolution) -> frozenset[str]:
    return frozenset(judgement.by for judgement in resolution.index.judgements)


def _crosses(judgement: Judgement, members: Sequence[set[str]]) -> bool:
    one, other = members
    return (judgement.left in one and judgement.right in other) or (judgement.left in other and judgement.right in one)


def review_queue(resolution: Resolution) -> tuple[Question, ...]:
    """Return the undecided pairs, the likeliest to be one first."""
    home = {member: entity for entity in resolution.entities for member in entity.members}
    questions = (
        Question(home[j.left], home[j.right], (j.left, j.right), resolution.index.compare(j.left, j.right))
        for j in resolution.undecided
    )
    return tuple(sorted(questions, key=lambda one: (-one.comparison.weight, one.left.name, one.pair)))


def to_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the explanation as plain text: a line for the verdict, then one for each feature that counts.

    Chinese words are those of the names; the rest is short enough to be read as a table.
    """
    total = explanation.comparison
    yield f"{explanation.verdict}  {total.weight:+.1f}  (same from {SAME_FROM:+.1f}, different to {DIFFERENT_TO:+.1f})"
    if explanation.decision:
        yield f"decided: {explanation.decision.verdict} ({explanation.decision.by})"
    for one in sorted(total.features, key=lambda feature: (-abs(feature.weight), feature.name)):
        if one.weight:
            values = one.left if one.left == one.right else f"{one.left or '—'} | {one.right or '—'}"
            yield f"{one.weight:+6.1f}  {one.name}: {one.level}{f'  [{values}]' if values else ''}"
