"""How well a name that somebody typed fits an entity: features that explain the score.

A thin adapter over the names of the graph, after the rules of `naming.py`: what is spelled the same after folding is
the same name; a different division at one level is a veto. A scorer of the entities stage can take its place.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from unionkg.naming import fold, spell_out, split_divisions
from unionkg.outputs.pages.overview import Name

# What each feature is worth, from 0 to 1; the best one counts.
WEIGHTS = {"exact": 1.0, "alias": 0.95, "division": 0.9, "pinyin": 0.8, "initials": 0.6, "similar": 0.7}
CERTAIN = 0.95
"""From this score on a candidate that stands alone is a match."""

_LEVELS = (("省", "自治区"), ("市", "自治州", "州", "地区", "盟"), ("区", "县", "旗"), ("街道", "镇", "乡"))
_CONSIDERED = 60


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score in [0, 1] and the features that made it."""

    name: Name
    score: float
    features: dict[str, float]


class Matcher:
    """Scores the entities of a graph against names; only those that share a pair of characters are looked at."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            for pair in {pair for form in (name.label, *name.aliases) for pair in _pairs(fold(form).casefold())}:
                self._by_pair[pair].append(place)
            for sound in {name.pinyin.replace(" ", ""), _initials(name.pinyin)} - {""}:
                self._by_sound[sound].append(place)

    def match(self, text: str, types: Collection[str] = (), limit: int = 10) -> list[Scored]:
        """Return the best candidates of `types` (none given: all), best first; none is worse than 0.2."""
        wanted = fold(text).casefold()
        if not wanted:
            return []
        scored = (score(text, self._names[place]) for place in self._candidates(wanted))
        fitting = [one for one in scored if one.score >= 0.2 and (not types or one.name.type in types)]
        fitting.sort(key=lambda one: (-one.score, -one.name.documents, one.name.label, one.name.id))
        return fitting[:limit]

    def starting(self, prefix: str, types: Collection[str] = (), limit: int = 10) -> list[Name]:
        """Return entities whose name, alias, pinyin or initials begin with `prefix`; then those that contain it."""
        wanted = fold(prefix).casefold()
        ranked = sorted(
            (rank, place) for place, name in enumerate(self._names) if (rank := _rank(wanted, name)) is not None
        )
        found = (self._names[place] for _, place in ranked)
        return [name for name in found if not types or name.type in types][:limit]

    def _candidates(self, wanted: str) -> Iterator[int]:
        shared = Counter(place for pair in _pairs(wanted) for place in self._by_pair.get(pair, ()))
        yield from dict.fromkeys((*self._by_sound.get(wanted.replace(" ", ""), ()), *_top(shared)))


def score(text: str, name: Name) -> Scored:
    """Return how well `text` fits the entity, with the features that say so.

    >>> body = Name("organization/1", "Organization", "霁州市砚湖区总工会", ("区总工会",), "", 1)
    >>> [round(score(text, body).score, 2) for text in ("霁州市砚湖区总工会", "砚湖区总工会", "霁州市湖西区总工会")]
    [1.0, 0.9, 0.0]
    """
    wanted, label = _form(text), _form(name.label)
    if _is_vetoed(wanted, label):
        return Scored(name, 0.0, {"veto": 1.0})
    letters = wanted.replace(" ", "")
    found = {
        "exact": float(wanted == label),
        "alias": float(any(wanted == _form(alias) for alias in name.aliases)),
        "division": float(_is_same_below(wanted, label)),
        "pinyin": float(bool(name.pinyin) and letters == name.pinyin.replace(" ", "")),
        "initials": float(bool(name.pinyin) and len(letters) > 1 and letters == _initials(name.pinyin)),
        "similar": max(_dice(wanted, form) for form in (label, *map(_form, name.aliases))),
    }
    features = {feature: value for feature, value in found.items() if value}
    best = max((WEIGHTS[feature] * value for feature, value in features.items()), default=0.0)
    return Scored(name, best, features)


def _form(name: str) -> str:
    return spell_out(name).casefold()


def _is_vetoed(one: str, other: str) -> bool:
    """Return whether both names tell a division of one level, and not the same."""
    left, right = _levels(one), _levels(other)
    return any(left[level] != right[level] for level in left.keys() & right.keys())


def _levels(name: str) -> dict[int, str]:
    units, _ = split_divisions(name)
    found = {}
    for unit in units:
        level = next((place for place, words in enumerate(_LEVELS) if unit.endswith(words)), None)
        if level is not None and not (unit.endswith("自治区") and level == 2):
            found[level] = unit
    return found


def _is_same_below(one: str, other: str) -> bool:
    """Return whether both are the same body of the same last division, with more or fewer divisions above it."""
    (units, rest), (others, other_rest) = split_divisions(one), split_divisions(other)
    return bool(units and others) and units[-1] == others[-1] and rest == other_rest != ""


def _dice(one: str, other: str) -> float:
    left, right = Counter(_pairs(one)), Counter(_pairs(other))
    return 2 * (left & right).total() / ((left.total() + right.total()) or 1)


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)] or [text]


def _top(shared: "Counter[int]") -> Iterable[int]:
    return (place for place, _ in shared.most_common(_CONSIDERED))


def _initials(pinyin: str) -> str:
    return "".join(syllable[0] for syllable in pinyin.split())


def _rank(wanted: str, name: Name) -> int | None:
    forms = [fold(form).casefold() for form in (name.label, *name.aliases)]
    if any(form.startswith(wanted) for form in forms):
        return 0
    if _initials(name.pinyin).startswith(wanted) or name.pinyin.replace(" ", "").startswith(wanted):
        return 1
    return 2 if any(wanted in form for form in forms) else None
