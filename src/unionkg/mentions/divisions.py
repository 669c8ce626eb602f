"""Administrative divisions inside names, and the words that point to them (区总工会, 全市, 我省)."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from unionkg.mentions.lexicon import starts_with
from unionkg.model import Span

_LEVELS = ("省", "市", "县")
_LEVEL_OF = {
    "省": "省", "自治区": "省", "市": "市", "自治州": "市", "州": "市", "地区": "市", "盟": "市",
    "区": "县", "县": "县", "旗": "县",
}  # fmt: skip
_UNIT = re.compile(
    r"([\u4e00-\u9fff]{1,6}?)(自治区|自治州|地区|省|市|(?<=[\u4e00-\u9fff]{2})州(?![市区县])|盟|区|县|旗)"
)
_NOT_UNITS = re.compile(
    r"(?:城市|都市|社区|园区|小区|校区|厂区|片区|辖区|景区|港区|矿区|街区|灾区|山区|开发区|新区|全市|全省|全区|全县)$"
)
_DEICTIC = re.compile(r"(?:全|我|本|该)(省|市|区|县|州)")


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative unit as written (`海淀区`), its level (省, 市 or 县) and its span in the name's text."""

    name: str
    level: str
    start: int
    end: int


def leading_divisions(name: str) -> tuple[Division, ...]:
    """Return the units that a name begins with, from the largest down; 共青团, 中共 … may stand before them.

    >>> [unit.name for unit in leading_divisions("北京市海淀区总工会")]
    ['北京市', '海淀区']
    >>> leading_divisions("区总工会")
    ()
    """
    units: list[Division] = []
    opening = starts_with("opens-committee").match(name)
    at = opening.end() if opening else 0
    while found := _UNIT.match(name, at):
        unit = name[at : found.end()]
        level = _LEVEL_OF[found.group(2)]
        if _NOT_UNITS.search(unit) or (units and _LEVELS.index(level) <= _LEVELS.index(units[-1].level)):
            break
        units.append(Division(unit, level, at, found.end()))
        at = found.end()
    return tuple(units)


def pointing_level(short_form: str) -> str | None:
    """Return the level that a short form leaves unnamed (省 for 省总工会, 县 for 区残联), None when there is none."""
    if short_form[:1] in ("省", "市", "区", "县") and len(short_form) >= 3:
        return _LEVEL_OF[short_form[0]]
    if short_form[:2] in ("团省", "团市", "团区", "团县") and len(short_form) >= 3:
        return _LEVEL_OF[short_form[1]]
    return None


def deictic_places(text: str, spans: Iterable[Span]) -> list[tuple[Span, str]]:
    """Return the span and level of each 全市, 我省, 本区 … within `spans`."""
    found = []
    for span in spans:
        for match in _DEICTIC.finditer(text, span.start, span.end):
            found.append((Span(match.start(), match.end()), _LEVEL_OF[match.group(1)]))
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
