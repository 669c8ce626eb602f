"""Administrative divisions inside names, and the words that point to them (区总工会, 全市, 我省)."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from unionkg import divisions
from unionkg.divisions import Division
from unionkg.mentions.lexicon import starts_with
from unionkg.model import Span

# The levels that a document can set; towns are too many.
_LEVELS = divisions.LEVELS[:3]
_POINTS_TO = {"省": "省", "市": "市", "州": "市", "区": "县", "县": "县"}
# 区县总工会 are those of all districts and counties.
_SEVERAL = re.compile("[省市区县镇乡]{2}|[省市区县]级|[省市区县]两级")
_DEICTIC = re.compile(r"(?:全|我|本|该)(省|市|区|县|州)")


def leading_divisions(name: str) -> tuple[Division, ...]:
    """Return the units that a name begins with, from the largest down; 共青团, 中共 … may stand before them.

    >>> [unit.name for unit in leading_divisions("共青团北京市海淀区委员会")]
    ['北京市', '海淀区']
    """
    opening = starts_with("opens-committee").match(name)
    units = divisions.leading_divisions(name, opening.end() if opening else 0)
    return tuple(replace(unit, level=_written_level(unit)) for unit in units)


def _written_level(unit: Division) -> str:
    """Return the level by the last word: 昆山市 lies in 苏州市, and its texts call it 市."""
    if unit.name.endswith(("自治区", "特别行政区")):
        return "省"
    return _POINTS_TO.get(unit.name[-1], unit.level)


def pointing_level(short_form: str) -> str | None:
    """Return the level that a short form leaves unnamed (省 for 省总工会, 县 for 区残联), None when there is none."""
    if _SEVERAL.match(short_form):
        return None
    if short_form[:1] in ("省", "市", "区", "县") and len(short_form) >= 3:
        return _POINTS_TO[short_form[0]]
    if short_form[:2] in ("团省", "团市", "团区", "团县") and len(short_form) >= 3:
        return _POINTS_TO[short_form[1]]
    return None


def deictic_places(text: str, spans: Iterable[Span]) -> list[tuple[Span, str]]:
    """Return the span and level of each 全市, 我省, 本区 … within `spans`."""
    found = []
    for span in spans:
        for match in _DEICTIC.finditer(text, span.start, span.end):
            found.append((Span(match.start(), match.end()), _POINTS_TO[match.group(1)]))
    return found


def is_deictic(form: str) -> bool:
    """Return whether a form points to a place without naming it: 全市, 我省, 本区."""
    return bool(_DEICTIC.fullmatch(form))


class Setting:
    """Which division of each level a document speaks of at a position: the nearest named before, else the first."""

    def __init__(self, named: Iterable[tuple[int, tuple[Division, ...]]]) -> None:
        """Take the divisions, largest first, that stand at each position of the text."""
        self._positions: dict[str, list[int]] = {level: [] for level in _LEVELS}
        self._chains: dict[str, list[tuple[Division, ...]]] = {level: [] for level in _LEVELS}
        self._longest: dict[str, tuple[Division, ...]] = {}
        for position, units in sorted(named, key=lambda entry: entry[0]):
            for i, unit in enumerate(units):
                self._positions[unit.level].append(position)
                self._chains[unit.level].append(units[: i + 1])
                if i + 1 > len(self._longest.get(unit.name, ())):
                    self._longest[unit.name] = units[: i + 1]

    def at(self, position: int, level: str) -> tuple[Division, ...]:
        """Return the units down to `level` that hold at `position`, largest first; () when none is named."""
        chains = self._chains[level]
        if not chains:
            return ()
        before = bisect_right(self._positions[level], position)
        return self._with_parents(chains[max(0, before - 1)])

    def _with_parents(self, units: tuple[Division, ...]) -> tuple[Division, ...]:
        """Return `units` with the larger units that the document names before the last of them."""
        known = self._longest.get(units[-1].name, ())
        return known if len(known) > len(units) else units

    def full_name(self, units: tuple[Division, ...]) -> str:
        """Return the chain of names: 北京市海淀区."""
        return "".join(unit.name for unit in self._with_parents(units))
