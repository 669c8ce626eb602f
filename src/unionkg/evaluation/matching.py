"""When a prediction counts as the same thing as gold: names, units, entities, the key of a relation."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from unionkg.evaluation.annotations import EntityRow, ObservationRow, RelationRow

RelationKey = tuple[str, str | None, str | None, str]

# The signatures of GUIDELINES.md: subject types and object types (None: no object). A gold relation outside them
# counts when found and costs nothing when missed.
CORE_SIGNATURES: Mapping[str, tuple[tuple[frozenset[str], frozenset[str | None]], ...]] = {
    "holdsRole": ((frozenset({"Person"}), frozenset({"Organization", None})),),
    "attended": ((frozenset({"Person", "Organization"}), frozenset({"Event"})),),
    "memberOf": ((frozenset({"Person"}), frozenset({"Group", "Organization"})),),
    "partOf": (
        (frozenset({"Organization"}), frozenset({"Organization"})),
        (frozenset({"Facility"}), frozenset({"Facility"})),
    ),
    "locatedIn": (
        (frozenset({"Facility", "Organization", "Event"}), frozenset({"Place"})),
        (frozenset({"Place"}), frozenset({"Place"})),
    ),
    "operates": ((frozenset({"Organization"}), frozenset({"Facility", "Initiative"})),),
    "partneredWith": ((frozenset({"Organization"}), frozenset({"Organization"})),),
    "targets": ((frozenset({"Initiative", "Facility"}), frozenset({"Group"})),),
    "received": ((frozenset({"Organization", "Person", "Facility"}), frozenset({"Award"})),),
    "conferredBy": ((frozenset({"Award"}), frozenset({"Organization"})),),
    "delivered": ((frozenset({"Person"}), frozenset({"Work"})),),
    "authored": ((frozenset({"Person"}), frozenset({"Work"})),),
    "heldAt": ((frozenset({"Event"}), frozenset({"Place"})),),
    "organizedBy": ((frozenset({"Event"}), frozenset({"Organization"})),),
}
SYMMETRIC = frozenset({"partneredWith"})
# Measure words that count the same: people, and things that stand somewhere.
UNIT_FAMILIES = {"名": "人", "位": "人", "间": "个", "家": "个", "处": "个", "座": "个", "所": "个", "支": "个"}

_QUOTES = re.compile(r"[\s“”‘’\"'《》〈〉「」]+")


def fold(text: str | None) -> str:
    """Return `text` without white space and quotation marks, compatibility forms and case folded.

    >>> fold("《工会法》 １２３５１")
    '工会法12351'
    """
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text or "")).casefold()


def align(gold: Iterable[EntityRow], predicted: Iterable[EntityRow]) -> dict[str, str]:
    """Map predicted entity IDs to gold ones, one to one, the best evidence of sameness first.

    Equal names come before equal canonical names, and those before a name that is one of the gold entity's forms.
    """
    gold = tuple(gold)
    pairs = sorted(
        (-rank, mine.id, theirs.id) for mine in predicted for theirs in gold if (rank := _sameness(mine, theirs))
    )
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for _, mine_id, gold_id in pairs:
        if mine_id not in mapping and gold_id not in taken:
            mapping[mine_id] = gold_id
            taken.add(gold_id)
    return mapping


def _sameness(mine: EntityRow, gold: EntityRow) -> int:
    if mine.type != gold.type:
        return 0
    if fold(mine.name) == fold(gold.name):
        return 3
    if mine.canonical and fold(mine.canonical) == fold(gold.canonical):
        return 2
    forms = {fold(form) for form in (gold.name, gold.canonical, *gold.aliases)} - {""}
    return 1 if fold(mine.name) in forms else 0


def relation_key(relation: RelationRow, to_gold: Callable[[str], str]) -> RelationKey:
    """Return what two relations share when they are the same; `to_gold` maps the ends. The role counts in holdsRole."""
    role = fold(relation.role) if relation.type == "holdsRole" else ""
    ends = [to_gold(relation.subject), None if relation.object is None else to_gold(relation.object)]
    if relation.type in SYMMETRIC:
        ends.sort(key=str)
    return relation.type, ends[0], ends[1], role


def is_core(relation: RelationRow, types: Mapping[str, str]) -> bool:
    """Return whether missing the gold relation costs recall; `types` are those of the gold entities."""
    subject = types.get(relation.subject)
    object_ = types.get(relation.object) if relation.object else None
    return any(subject in left and object_ in right for left, right in CORE_SIGNATURES.get(relation.type, ()))


def is_same_quote(mine: str, gold: str) -> bool:
    """Return whether one quote holds the other or they share more than 60 % of the gold one's characters."""
    mine, gold = fold(mine), fold(gold)
    if not mine:
        return False
    return mine in gold or gold in mine or len(set(mine) & set(gold)) > 0.6 * len(set(gold))


def is_same_figure(mine: ObservationRow, gold: ObservationRow) -> bool:
    """Return whether value and unit agree; 名 and 位 count as 人, 间, 家, 处 and their like as 个.

    >>> is_same_figure(ObservationRow(None, "", 230, "家"), ObservationRow(None, "", 230.0, "个"))
    True
    """
    units = [UNIT_FAMILIES.get(row.unit or "", row.unit or "") for row in (mine, gold)]
    return abs(gold.value - mine.value) < 1e-9 * max(1, abs(gold.value)) and units[0] == units[1]
