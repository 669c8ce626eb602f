"""What speaks for and against two entities being one: features with weights, and the verdict that they add up to.

A weight is the binary logarithm of a Bayes factor, as in Fellegi and Sunter, A Theory for Record Linkage (1969): +1
doubles the odds. A veto outweighs all that speaks for a pair. The weights are set by hand, not learnt, and are the same
for the comparison in memory and in Splink.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# Sum of weights from which on a pair is one, and down to which it is certainly two; between them it is undecided.
SAME_FROM = 6.0
DIFFERENT_TO = -16.0
VETO = -40.0

# Feature → level → weight. `compare` finds the level; nothing else decides.
WEIGHTS: dict[str, dict[str, float]] = {
    # all
    "type": {"same": 0.0, "different": VETO},
    # names of bodies, facilities, places
    "system": {"same": 0.5, "different": VETO},
    "kind": {"same": 1.0, "none": 0.0, "different": VETO},
    "trade": {
        "same long name": 9.0,
        "same name": 6.0,
        "common word": 1.0,
        "none": 1.0,
        "one in the other": -6.0,
        "different": VETO,
    },
    "unit": {"same": 2.0, "none": 1.0, "different": VETO},
    "ordinal": {"none": 0.0, "same": 0.5, "different": VETO},
    "division": {
        "same code": 8.0,
        "same names": 8.0,
        "one names more of them": 6.0,
        "homonym": -4.0,
        "town alone": -4.0,
        "other upper divisions": -4.0,
        "one within the other": VETO,
        "within, by the documents": -4.0,
        "different, by the documents": -12.0,
        "on one side only": -4.0,
        "not known": -6.0,
        "none": 0.0,
        "different": VETO,
    },
    "text": {"other": 0.0, "reprint": 26.0},
    "reach": {"tells": 0.0, "only within its document": -20.0},
    # events, awards, works, initiatives, groups
    "name": {"same": 7.0, "same, short": 4.0, "different": VETO},
    "year": {"same": 2.0, "none": 0.0, "by the documents": 0.0, "other documents' years": -4.0, "different": VETO},
    "edition": {"same": 0.0, "one is a draft": -6.0},
    # people
    "personal name": {
        "four or more characters": 4.0,
        "three characters": 2.0,
        "two characters": -2.0,
        "different": VETO,
    },
    "served": {
        "same body": 9.0,
        "reporters of one medium": 8.0,
        "a body and its part": 8.0,
        "one county": 5.0,
        "unions of one city": 5.0,
        "nothing in common": -1.0,
        "unknown": 0.0,
    },
    "companions": {
        "none": 0.0,
        "one": 3.0,
        "several": 6.0,
        "one, and a common name": 1.0,
        "several, and a common name": 2.0,
    },
    "bodies named": {"none": 0.0, "one": 2.0, "several": 3.0},
    "setting": {"unknown": 0.0, "one county": 5.0, "one city": 4.0, "no more than that": 0.0, "other provinces": -6.0},
    "sex": {"unknown": 0.0, "same": 0.5, "different": VETO},
    "birth": {"unknown": 0.0, "same": 6.0, "different": VETO},
    "posts": {
        "compatible": 0.0,
        "succession": 2.0,
        "at one time in two provinces": -20.0,
        "at one time in two cities": -8.0,
    },
    "namesake": {"not declared": 0.0, "declared": -12.0},
}


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing compared: its name, the level found, its weight, and the values that were compared."""

    name: str
    level: str
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All features of a pair. `weight` is their sum, `score` the probability at even odds, in [0, 1]."""

    features: tuple[Feature, ...]

    @property
    def weight(self) -> float:
        """Sum of the weights of the features."""
        return sum(feature.weight for feature in self.features)

    @property
    def score(self) -> float:
        """Probability that belongs to the weight at even prior odds, rounded to four digits."""
        return round(1 / (1 + 2 ** -max(-60.0, min(60.0, self.weight))), 4)

    @property
    def verdict(self) -> str:
        """`same`, `different` or `undecided`."""
        return "same" if self.weight >= SAME_FROM else "different" if self.weight <= DIFFERENT_TO else "undecided"

    @property
    def vetoes(self) -> tuple[Feature, ...]:
        """The features that alone keep the pair apart."""
        return tuple(feature for feature in self.features if feature.weight <= VETO)


def feature(name: str, level: str, left: object = "", right: object = "") -> Feature:
    """Return the feature with the weight of its level; raises KeyError for a level that the table does not list.

    >>> feature("kind", "different", "总工会", "妇女联合会").weight
    -40.0
    """
    return Feature(name, level, WEIGHTS[name][level], shown(left), shown(right))


def shown(value: object) -> str:
    """Return a value as text: the parts of a collection sorted and separated by a comma.

    >>> shown(frozenset({"b", "a"})), shown(("北京市", "海淀区")), shown(None)
    ('a, b', '北京市海淀区', '')
    """
    if isinstance(value, frozenset | set):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, tuple):
        return "".join(map(str, value))
    return "" if value is None else str(value)


def compared(features: Iterable[Feature]) -> Comparison:
    """Return the comparison of the features in the order given."""
    return Comparison(tuple(features))
