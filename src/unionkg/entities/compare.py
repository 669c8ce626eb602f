"""A pair of entities feature by feature. Nothing but the two profiles is looked at."""

import re
from collections.abc import Iterator

from unionkg.divisions import is_above
from unionkg.entities.context import level_of_name
from unionkg.entities.features import Comparison, Feature, compared, feature
from unionkg.entities.profiles import BODIES, Profile

_LONG = 5
_ORDINALS = re.compile(r"第(\d+)")


def compare(left: Profile, right: Profile) -> Comparison:
    """Return the comparison of anything but two people (`people.compare_people`).

    A short form and a full name differ in features, not in letters; see `features.WEIGHTS` for what each counts.
    """
    if left.type != right.type:
        return compared([feature("type", "different", left.type, right.type)])
    return compared(_bodies(left, right) if left.type in BODIES else _things(left, right))


def _bodies(left: Profile, right: Profile) -> Iterator[Feature]:
    one, other = left.rest, right.rest
    yield feature("system", "same" if one[0] == other[0] else "different", one[0], other[0])
    kind = "none" if not (one[2] or other[2]) else "same" if one[2] == other[2] else "different"
    yield feature("kind", kind, one[2], other[2])
    yield _trade(left, right)
    unit = "none" if not (one[3] or other[3]) else "same" if one[3] == other[3] else "different"
    yield feature("unit", unit, one[3], other[3])
    yield _ordinal("".join(one), "".join(other))
    level = division_level(left, right)
    if level == "different" and left.type == "Facility" and left.by_document and not left.is_generic:
        level = "different, by the documents" if right.by_document else level
    if level == "none" and (left.type == "Facility" or left.is_venue):
        level = "not known"
    yield feature("division", level, (*left.chain, left.town), (*right.chain, right.town))
    yield _reach(left, right)
    yield _text(left, right)


def _trade(left: Profile, right: Profile) -> Feature:
    one, other = left.rest[1], right.rest[1]
    if one == other:
        is_placed = any(profile.chain and not profile.by_document for profile in (left, right))
        level = "same long name" if len(one) >= _LONG else "same name"
        if left.is_generic or right.is_generic or is_placed:
            level = "common word"
        return feature("trade", level if one else "none", one, other)
    short, long = sorted((one, other), key=len)
    return feature("trade", "one in the other" if _is_subsequence(short, long) else "different", one, other)


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return bool(short) and all(char in rest for char in short)


def _ordinal(one: str, other: str) -> Feature:
    left, right = _ORDINALS.findall(one), _ORDINALS.findall(other)
    level = "none" if not (left or right) else "same" if left == right else "different"
    return feature("ordinal", level, ",".join(left), ",".join(right))


def _reach(left: Profile, right: Profile) -> Feature:
    is_local = (left.is_local or right.is_local) and left.document != right.document
    return feature("reach", "only within its document" if is_local else "tells", left.name, right.name)


def _text(left: Profile, right: Profile) -> Feature:
    """Of documents that repeat each other, what bears one name is one thing."""
    is_copy = (
        bool(left.witness)
        and left.witness == right.witness
        and left.document != right.document
        and left.name == right.name
    )
    return feature("text", "reprint" if is_copy else "other", left.document, right.document)


def division_level(left: Profile, right: Profile) -> str:
    """Return how the divisions of the two stand to each other, a level of the feature `division`."""
    if not left.place or not right.place:
        return "on one side only" if left.place or right.place else "none"
    if left.town != right.town:
        return "different"
    if left.town and not (left.chain and right.chain):
        return "town alone"
    if left.codes and right.codes:
        if left.codes & right.codes:
            return "same code" if len(left.codes) == len(right.codes) == 1 else "homonym"
        within = any(is_above(a, b) or is_above(b, a) for a in left.codes for b in right.codes)
        return _within(left, right) if within else "different"
    return _by_names(left, right)


def _by_names(left: Profile, right: Profile) -> str:
    """Return how two chains of divisions stand to each other of which the gazetteer knows one at most."""
    one, other = left.chain, right.chain
    if one == other:
        return "same names"
    at_one_level = {level_of_name(name): name for name in one}
    if any(at_one_level.get(level_of_name(name), name) != name for name in other):
        return "different"
    if one[-1] != other[-1]:
        return _within(left, right) if one[-1] in other or other[-1] in one else "different"
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return "one names more of them" if all(name in rest for name in short) else "other upper divisions"


def _within(left: Profile, right: Profile) -> str:
    """A kind of facility may be spoken of for a city and for a district of it: only names veto, not what documents
    tell.
    """
    is_told = left.by_document and right.by_document and left.type in ("Facility", "Initiative")
    return "within, by the documents" if is_told else "one within the other"


def _things(left: Profile, right: Profile) -> Iterator[Feature]:
    one, other = left.rest[1], right.rest[1]
    level = "different" if one != other else "same, short"
    if one == other and (len(one) >= 4 or left.chain or left.type == "Group"):
        level = "same"
    yield feature("name", level, one, other)
    yield _ordinal(one, other)
    yield _year(left, right)
    if left.type == "Work":
        yield feature("edition", "one is a draft" if left.is_draft != right.is_draft else "same", left.name, right.name)
    if left.place and right.place:
        level = division_level(left, right)
        if level == "different" and left.type == "Initiative" and (left.by_document or right.by_document):
            level = "different, by the documents"
        yield feature("division", level, left.chain, right.chain)
    else:
        yield feature("division", "on one side only" if left.place or right.place else "none", left.chain, right.chain)
    yield _reach(left, right)
    yield _text(left, right)


def _year(left: Profile, right: Profile) -> Feature:
    """Compare years that the names state, else for events without a number those of the documents."""
    if left.year and right.year:
        return feature("year", "same" if left.year == right.year else "different", left.year, right.year)
    numbered = _ORDINALS.search(left.rest[1])
    if left.type != "Event" or numbered:
        level = "none" if left.year == right.year or left.type == "Award" else "other documents' years"
        return feature("year", level, left.year, right.year)
    years = [one.year or (one.published or "")[:4] for one in (left, right)]
    if not all(years):
        return feature("year", "none", *years)
    return feature("year", "by the documents" if years[0] == years[1] else "other documents' years", *years)
