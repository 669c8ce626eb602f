"""Pairs of entities that stand near each other, and what the trained model sees of each pair."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unionkg.model import Draft
from unionkg.statements.scene import TITLE, WORD, Item, Scene

SIGNATURES: dict[str, tuple[tuple[str, str], ...]] = {
    "attended": (("Person", "Event"), ("Organization", "Event")),
    "memberOf": (("Person", "Organization"), ("Person", "Group")),
    "partOf": (("Organization", "Organization"), ("Facility", "Facility")),
    "locatedIn": (("Facility", "Place"), ("Organization", "Place"), ("Event", "Place"), ("Place", "Place")),
    "operates": (("Organization", "Facility"), ("Organization", "Initiative")),
    "partneredWith": (("Organization", "Organization"),),
    "targets": (("Initiative", "Group"), ("Facility", "Group")),
    "received": (("Organization", "Award"), ("Person", "Award"), ("Facility", "Award")),
    "conferredBy": (("Award", "Organization"),),
    "delivered": (("Person", "Work"),),
    "authored": (("Person", "Work"),),
    "heldAt": (("Event", "Place"),),
    "organizedBy": (("Event", "Organization"),),
}
"""Which types of entities each relation joins."""

_RELATIONS: dict[tuple[str, str], tuple[str, ...]] = {
    ends: tuple(name for name, signature in SIGNATURES.items() if ends in signature)
    for ends in {ends for signature in SIGNATURES.values() for ends in signature}
}
# How many sentences apart the nearest mentions of a pair may stand.
_REACH = 3
_NEAR_WORDS = 6
_LIST_WORDS = frozenset("、 和 与 及 以及 暨 等 （ ） “ ” ( ) ・".split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity is mentioned: scene and item."""

    scene: int
    item: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities with their nearest mentions; `relations` are those that may join them."""

    subject: int
    object: int
    at: Place
    other: Place
    relations: tuple[str, ...]


def pairs_of(scenes: Sequence[Scene], wanted: Collection[str] = SIGNATURES) -> Iterator[Pair]:
    """Yield the pairs of a document whose mentions stand within reach of each other, in order of the first.

    Only pairs that one of the `wanted` relations may join.
    """
    joining = {ends: tuple(name for name in names if name in wanted) for ends, names in _RELATIONS.items()}
    firsts = {first for (first, _), names in joining.items() if names}
    places: dict[int, list[Place]] = defaultdict(list)
    for scene in scenes:
        for at, item in enumerate(scene.items):
            if item.entity is not None:
                places[item.entity].append(Place(scene.index, at))
            for chunk in item.inner:
                places[chunk.entity].append(Place(scene.index, at))
    types = {entity: scenes[found[0].scene].type_of(entity) for entity, found in places.items()}
    near: dict[int, set[int]] = defaultdict(set)
    for entity, found in places.items():
        for place in found:
            near[place.scene].add(entity)
    for subject in sorted(
        (e for e in places if types[e] in firsts), key=lambda e: (places[e][0].scene, places[e][0].item, e)
    ):
        reachable = {
            entity
            for place in places[subject]
            for scene in range(place.scene - _REACH, place.scene + _REACH + 1)
            for entity in near.get(scene, ())
        }
        for other in sorted(reachable - {subject}):
            relations = joining.get((types[subject], types[other]))
            if relations:
                yield Pair(subject, other, *_nearest(places[subject], places[other]), relations)


def _nearest(left: Sequence[Place], right: Sequence[Place]) -> tuple[Place, Place]:
    return min(
        ((a, b) for a in left for b in right),
        key=lambda pair: (
            abs(pair[0].scene - pair[1].scene),
            abs(pair[0].item - pair[1].item),
            pair[0].scene,
            pair[0].item,
        ),
    )


class Features:
    """What is said of the pairs of one document; `drafts` are the statements that the rules make of it."""

    def __init__(self, scenes: Sequence[Scene], drafts: Iterable[Draft]) -> None:
        self._scenes = scenes
        self._ruled: dict[tuple[int | None, int | None], list[Draft]] = defaultdict(list)
        for draft in drafts:
            if draft.observation is None:
                self._ruled[draft.subject, draft.object].append(draft)
        order: list[int] = []
        self._count: dict[int, int] = defaultdict(int)
        for scene in scenes:
            for item in scene.items:
                if item.entity is not None:
                    if not self._count[item.entity]:
                        order.append(item.entity)
                    self._count[item.entity] += 1
        self._rank: dict[int, int] = {}
        of_type: Mapping[str, list[int]] = defaultdict(list)
        for entity in order:
            type_ = scenes[0].type_of(entity)
            self._rank[entity] = len(of_type[type_])
            of_type[type_].append(entity)
        self._of_type = {type_: len(found) for type_, found in of_type.items()}

    def of(self, pair: Pair) -> list[str]:
        """Return the features of a pair: strings, each there or not."""
        analysis = self._scenes[0].analysis
        subject, other = analysis.entities[pair.subject], analysis.entities[pair.object]
        first, second = sorted((pair.at, pair.other), key=lambda place: (place.scene, place.item))
        forward = "fwd" if first == pair.at else "back"
        ends = f"{subject.type}>{other.type}"
        apart = second.scene - first.scene
        found = [
            "bias",
            ends,
            f"{ends} {forward} apart{apart}",
            f"ranks {min(self._rank.get(pair.subject, 9), 3)} {min(self._rank.get(pair.object, 9), 3)} {ends}",
            f"rank-s {min(self._rank.get(pair.subject, 9), 4)} {apart}",
            f"rank-o {min(self._rank.get(pair.object, 9), 4)} {apart}",
            f"many {min(self._of_type.get(subject.type, 0), 4)} {min(self._of_type.get(other.type, 0), 4)} {ends}",
            f"count-s {min(self._count[pair.subject], 3)}",
            f"count-o {min(self._count[pair.object], 3)}",
            f"head-s {subject.name[-2:]}",
            f"head-o {other.name[-2:]}",
            f"heads {subject.name[-2:]} {other.name[-2:]}",
            f"sure-s {_sureness(subject.confidence)} {subject.type}",
            f"sure-o {_sureness(other.confidence)} {other.type}",
            f"sure {_sureness(min(subject.confidence, other.confidence))}",
            *_names(subject.name, other.name),
        ]
        for draft in self._ruled.get((pair.subject, pair.object), ()):
            found += [f"rule {draft.property}", f"rule {draft.property} {draft.origin}"]
        found += [f"turned {draft.property}" for draft in self._ruled.get((pair.object, pair.subject), ())]
        if any(d.property == "operates" for d in self._by_object(pair.object)):
            found.append(f"operated apart{apart}")
        scene, last = self._scenes[first.scene], self._scenes[second.scene]
        if apart == 0:
            found += self._within(scene, first.item, second.item, f"{forward} {ends}")
        else:
            found += self._across(scene, first.item, last, second.item, f"{forward} {ends}")
        return found

    def _by_object(self, entity: int) -> list[Draft]:
        return [draft for (_, other), drafts in self._ruled.items() if other == entity for draft in drafts]

    def _within(self, scene: Scene, first: int, second: int, way: str) -> Iterator[str]:
        between = scene.items[first + 1 : second]
        words = [item for item in between if item.kind == WORD]
        commas = sum(item.is_comma for item in between)
        yield f"commas {min(commas, 3)} {way}"
        yield f"distance {_bucket(len(between))} {way}"
        yield f"clear {way}" if not between else "gap"
        if len(between) <= 3:
            yield f"text {way} {'|'.join(_plain(item) for item in between)}"
        for item in words[:_NEAR_WORDS]:
            yield f"after-first {item.text}"
        for item in words[-_NEAR_WORDS:]:
            yield f"before-second {item.text}"
        for item in between:
            if item.kind != WORD:
                yield f"between {item.kind} {way}"
        for at, relation in scene.triggers.items():
            where = "before" if at < first else "between" if at < second else "behind"
            yield f"trigger {relation} {where} {way}"
            if scene.clause(at) == scene.clause(second):
                yield f"trigger {relation} {where} same {way}"
        for item in words:
            if item.tag in ("v", "p", "vn", "c"):
                yield f"verb {item.text} {way}"
        yield from _around(scene, first, "first", way)
        yield from _around(scene, second, "second", way)
        yield from _between_lists(scene, first, second, way)
        start, end = scene.clause(second)
        for item in scene.items[second + 1 : end][:8]:
            yield f"behind {_plain(item)} {way}"
        start, _ = scene.clause(first)
        for item in scene.items[start:first][-8:]:
            yield f"ahead {_plain(item)} {way}"
        kinds = [item.kind for item in scene.items[:second] if item.kind not in (WORD, TITLE)]
        yield f"opens {first == 0 or not any(item.kind != WORD for item in scene.items[:first])} {way}"
        yield f"kinds {'>'.join(kinds[-3:])} {way}"

    def _across(self, scene: Scene, first: int, last: Scene, second: int, way: str) -> Iterator[str]:
        yield f"across {way} {min(last.index - scene.index, 3)}"
        yield f"same-paragraph {scene.sentence.paragraph == last.sentence.paragraph} {way}"
        own = {item.kind for item in last.items if item.kind != WORD}
        kind = scene.items[first].kind
        yield f"alone {kind in own} {way}"
        for name, its, at in (("first", scene, first), ("second", last, second)):
            yield from _around(its, at, name, "across")
            before, after = _list_around(its, at)
            yield f"across {name} list-before {_plain(its.item(before - 1))} {way}"
            yield f"across {name} list-after {_plain(its.item(after))} {way}"
            for place, relation in its.triggers.items():
                yield f"across {name} trigger {relation} {'before' if place < at else 'behind'} {way}"
            for item in its.items[after : after + 8]:
                if item.kind == WORD and item.tag in ("v", "vn"):
                    yield f"across {name} verb {item.text} {way}"
            same = [i for i, item in enumerate(its.items) if item.kind == its.items[at].kind]
            yield f"across {name} only {len(same) == 1} {same[0] == at} {same[-1] == at} {way}"
        yield f"opens {not any(item.kind == kind for item in scene.items[:first])} {way}"


def _around(scene: Scene, at: int, name: str, way: str) -> Iterator[str]:
    before, after = scene.item(at - 1), scene.item(at + 1)
    yield f"{name} before {_plain(before)} {way}"
    yield f"{name} after {_plain(after)} {way}"
    beyond, ahead = scene.item(at + 2), scene.item(at - 2)
    yield f"{name} after2 {_plain(after)} {_plain(beyond)}"
    yield f"{name} before2 {_plain(ahead)} {_plain(before)}"


def _between_lists(scene: Scene, first: int, second: int, way: str) -> Iterator[str]:
    """Yield what stands around and between the lists that the two mentions belong to: 甲、乙、丙|出席|丁、戊."""
    before, opens = _list_around(scene, first)
    closes, after = _list_around(scene, second)
    yield f"list-before {_plain(scene.item(before - 1))} {way}"
    yield f"list-before2 {_plain(scene.item(before - 2))} {_plain(scene.item(before - 1))}"
    yield f"list-after {_plain(scene.item(after))} {way}"
    yield f"list-after2 {_plain(scene.item(after))} {_plain(scene.item(after + 1))}"
    if second < opens:
        yield f"one-list {way}"
        yield f"one-list after {_plain(scene.item(opens))} {way}"
        return
    inner = [item for item in scene.items[opens:closes] if not item.is_comma]
    yield f"list-next {_plain(scene.item(opens))} {way}"
    yield f"list-last {_plain(scene.item(closes - 1))} {way}"
    yield f"list-gap {_bucket(len(inner))} {way}"
    if len(inner) <= 4:
        yield f"list-text {way} {'|'.join(_plain(item) for item in inner)}"
    verbs = [item.text for item in inner if item.kind == WORD and item.tag in ("v", "p", "vn")]
    yield f"list-verbs {way} {'|'.join(verbs[:3])}"
    if verbs:
        yield f"list-verb {way} {verbs[0]}"
        yield f"list-verb-last {way} {verbs[-1]}"
    for item in scene.items[after : after + 6]:
        if item.kind == WORD and item.tag in ("v", "vn"):
            yield f"list-verb-after {way} {item.text}"


def _list_around(scene: Scene, at: int) -> tuple[int, int]:
    """Return the half-open range of items of the list that item `at` belongs to, with the posts between its names."""
    kind = scene.items[at].kind
    members = {kind, TITLE, "Organization"} if kind == "Person" else {kind}
    start, end = at, at + 1
    while start > 0 and _continues(scene.items[start - 1], members):
        start -= 1
    while end < len(scene.items) and _continues(scene.items[end], members):
        end += 1
    while start < at and scene.items[start].kind == WORD:
        start += 1
    while end > at + 1 and scene.items[end - 1].kind == WORD and scene.items[end - 1].text != "等":
        end -= 1
    return start, end


def _continues(item: Item, members: set[str]) -> bool:
    return item.kind in members or (item.kind == WORD and item.text in _LIST_WORDS)


def _plain(item: Item | None) -> str:
    if item is None:
        return "-"
    return item.text if item.kind == WORD else f"<{item.kind}>"


def _sureness(confidence: float) -> int:
    return 10 if confidence >= 0.995 else int(confidence * 10)


def _bucket(count: int) -> int:
    return count if count < 4 else 4 + min((count - 4) // 4, 4)


def _names(subject: str, other: str) -> Iterator[str]:
    if subject.startswith(other):
        yield f"begins-with {subject[len(other) :][-2:]}"
        yield "begins-with"
    elif other in subject:
        yield "holds"
    if other.startswith(subject):
        yield "is-beginning"
    elif subject in other:
        yield "is-held"
    if subject[:2] == other[:2]:
        yield "same-start"
