"""Same name is not same person: what speaks for and against two namesakes of two documents being one.

For: a body or a part of it that both serve, one county, unions of one city, several people who are named with both, a
reprint. Against: sexes, years of birth, head posts at one time in two provinces or cities, a text that says 同名. A
name of two characters needs more than one of three. What is neither stays apart and is reported as undecided.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from unionkg.entities.context import level_of_name
from unionkg.entities.features import Comparison, Feature, compared, feature
from unionkg.entities.profiles import Profile

_HEAD = re.compile(
    r"(?:^|(?<!副)(?<!原))(?:主席|书记|局长|厅长|部长|市长|区长|县长|省长|院长|校长|董事长|总经理|主任|会长)$"
)
# 李某, 王师傅, 张女士: forms that hide or shorten a name.
_HIDDEN = re.compile("某|[xX×*]|(?:师傅|先生|女士|阿姨|大姐|同学|老师)$|^.$")
# Above so many namesakes, only those that share something are compared, and neighbours in the order of their IDs.
_CROWD = 30
# People named in more documents than this tell nothing about who is named with them.
FAMOUS = 20


@dataclass(frozen=True, slots=True)
class Circle:
    """What a person serves: IDs of bodies, and of those that they are a part of; marks of counties and cities.

    `heads` are (province, city or empty) of the bodies that the person heads in the document.
    """

    bodies: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    counties: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    heads: frozenset[tuple[str, str]] = frozenset()

    @property
    def marks(self) -> frozenset[str]:
        """Everything by which two namesakes may meet."""
        return self.bodies | self.wider | self.counties | self.cities


@dataclass(frozen=True, slots=True)
class Society:
    """What the corpus knows of people: the circle of each, who is named in too many documents, which texts are
    reprints.

    `cluster_of` maps a body of a document to the body of the corpus, but for those that too many documents name;
    `witness` maps a document to the first one of those that repeat each other.
    """

    circles: Mapping[str, Circle] = field(default_factory=dict)
    famous: frozenset[str] = frozenset()
    witness: Mapping[str, str] = field(default_factory=dict)
    cluster_of: Mapping[str, str] = field(default_factory=dict)

    def named(self, person: Profile) -> frozenset[str]:
        """Return the bodies that the person's document names, as far as few other documents do."""
        return frozenset(self.cluster_of[body] for body in person.person.bodies if body in self.cluster_of)

    def circle(self, person: Profile) -> Circle:
        """Return what the person serves; nothing when the document does not say."""
        return self.circles.get(person.id, Circle())


def compare_people(left: Profile, right: Profile, society: Society) -> Comparison:
    """Return the comparison of two people of two documents."""
    return compared(_features(left, right, society))


def _features(left: Profile, right: Profile, society: Society) -> Iterator[Feature]:
    yield feature("personal name", _name_level(left.name, right.name), left.name, right.name)
    one, other = society.circle(left), society.circle(right)
    served = _served(one, other)
    media = (left.person.medium, right.person.medium)
    if served.weight <= 0 and media[0] and media[0] == media[1]:
        served = feature("served", "reporters of one medium", *media)
    yield served
    shared = (left.person.companions & right.person.companions) - society.famous
    yield _setting(left, right, is_known=served.weight > 0)
    is_common = len(left.name) <= 2
    number = ("none", "one", "several")[min(2, len(shared))]
    yield feature("companions", f"{number}, and a common name" if is_common and shared else number, shared, shared)
    bodies = society.named(left) & society.named(right) if not is_common else frozenset()
    yield feature("bodies named", ("none", "one", "several")[min(2, len(bodies))], bodies, bodies)
    witness = society.witness
    is_copy = left.document != right.document and witness.get(left.document, left.document) == witness.get(
        right.document, right.document
    )
    yield feature("text", "reprint" if is_copy else "other", left.document, right.document)
    is_hidden = bool(_HIDDEN.search(left.name)) and not is_copy
    yield feature("reach", "only within its document" if is_hidden else "tells", left.name, right.name)
    for name, a, b in (
        ("sex", left.person.sex, right.person.sex),
        ("birth", left.person.born, right.person.born),
    ):
        yield feature(name, "unknown" if not (a and b) else "same" if a == b else "different", a, b)
    yield _posts(left, right, one, other)
    declared = left.person.is_declared_namesake or right.person.is_declared_namesake
    yield feature("namesake", "declared" if declared and not is_copy else "not declared")


def _name_level(one: str, other: str) -> str:
    if one != other:
        return "different"
    return ("two characters", "three characters", "four or more characters")[min(max(len(one), 2), 4) - 2]


def _served(one: Circle, other: Circle) -> Feature:
    def of(level: str, a: frozenset[str], b: frozenset[str]) -> Feature:
        return feature("served", level, a, b)

    if one.bodies & other.bodies:
        return of("same body", one.bodies, other.bodies)
    if (one.bodies & other.wider) | (one.wider & other.bodies) | (one.wider & other.wider):
        return of("a body and its part", one.bodies | one.wider, other.bodies | other.wider)
    if one.counties & other.counties:
        return of("one county", one.counties, other.counties)
    if one.cities & other.cities:
        return of("unions of one city", one.cities, other.cities)
    level = "nothing in common" if one.bodies and other.bodies else "unknown"
    return of(level, one.bodies, other.bodies)


def _setting(left: Profile, right: Profile, *, is_known: bool) -> Feature:
    """Compare the divisions that the two documents are about; `is_known` when what they serve speaks for them
    already.
    """
    levels = [{level_of_name(name): name for name in person.chain} for person in (left, right)]
    one, other = levels
    level = "unknown"
    if one and other:
        if one.get("省", "") != other.get("省", "") and "省" in one and "省" in other:
            level = "other provinces"
        elif is_known:
            level = "no more than that"
        elif "县" in one and one.get("县") == other.get("县") and one.get("市") == other.get("市"):
            level = "one county"
        elif "市" in one and one.get("市") == other.get("市"):
            level = "one city"
        else:
            level = "no more than that"
    return feature("setting", level, left.chain, right.chain)


def _posts(left: Profile, right: Profile, one: Circle, other: Circle) -> Feature:
    """Compare head posts: nobody heads bodies of two provinces in the same year."""
    values = [", ".join("".join(head) for head in sorted(circle.heads)) for circle in (one, other)]
    level = "compatible"
    if one.heads and other.heads and not one.bodies & other.bodies and _is_one_time(left, right):
        provinces = [{province for province, _ in circle.heads if province} for circle in (one, other)]
        cities = [{city for _, city in circle.heads if city} for circle in (one, other)]
        if all(provinces) and not provinces[0] & provinces[1]:
            level = "at one time in two provinces"
        elif all(cities) and not cities[0] & cities[1]:
            level = "at one time in two cities"
    return feature("posts", level, *values)


def _is_one_time(left: Profile, right: Profile) -> bool:
    years = [(person.published or "")[:4] for person in (left, right)]
    return all(years) and years[0] == years[1]


def is_head(role: str) -> bool:
    """Return whether a role is one that a person can hold in one place only.

    >>> is_head("党组书记、主席"), is_head("副主席"), is_head("代表")
    (True, False, False)
    """
    return bool(_HEAD.search(role))


def namesake_pairs(people: Sequence[Profile], society: Society) -> Iterator[tuple[Profile, Profile]]:
    """Yield the pairs of people of one name that are compared: all of a few; of many, those that share something.

    The number of pairs grows with the number of namesakes and of what they serve, not with its square.
    """
    ordered = sorted(people, key=lambda person: person.id)
    if len(ordered) <= _CROWD:
        yield from combinations(ordered, 2)
        return
    meeting: dict[str, list[Profile]] = defaultdict(list)
    for person in ordered:
        for mark in sorted(society.circle(person).marks | (person.person.companions - society.famous)):
            meeting[mark].append(person)
    seen = set()
    for group in (ordered, *(meeting[mark] for mark in sorted(meeting))):
        for left, right in pairwise(group):
            if (left.id, right.id) not in seen:
                seen.add((left.id, right.id))
                yield left, right


def famous_people(people: Sequence[Profile]) -> frozenset[str]:
    """Return the names that stand in so many documents that being named with them tells nothing."""
    documents: dict[str, set[str]] = defaultdict(set)
    for person in people:
        documents[person.name].add(person.document)
    return frozenset(name for name, found in documents.items() if len(found) > FAMOUS)
