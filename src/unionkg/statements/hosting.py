"""Which bodies hold an event or run a campaign together: 由甲主办，乙、丙承办的丁; 丁由甲主办; 主办单位：甲."""

from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.occasions import Occasions, is_occasion_word
from unionkg.statements.reading import Reading
from unionkg.statements.scene import Scene

_HOSTED = ("Event", "Initiative")


@dataclass(frozen=True, slots=True)
class _Hosts:
    """A verb of holding at item `at` with the bodies that do it (items); some only guide."""

    at: int
    bodies: tuple[int, ...]
    guides: bool = False


def find_hosting(reading: Reading) -> Iterator[Draft]:
    """Yield organizedBy and operates for the bodies that hold something together."""
    occasions = Occasions(reading.scenes)
    for scene in reading.scenes:
        groups = _groups(scene)
        if all(group.guides for group in groups):
            continue
        thing = _thing(scene, groups, occasions)
        if thing is None:
            continue
        property_ = "organizedBy" if scene.type_of(thing) == "Event" else "operates"
        for group in groups:
            if group.guides and property_ == "operates":
                continue
            for body in (scene.items[i].entity for i in group.bodies):
                ends = (thing, body) if property_ == "organizedBy" else (body, thing)
                yield _draft(reading, scene, property_, ends, group, "hosted-by")


def _draft(
    reading: Reading, scene: Scene, property_: str, ends: tuple[int | None, int | None], group: _Hosts, origin: str
) -> Draft:
    span = scene.evidence(group.at, *group.bodies)
    return reading.voice.draft(scene, group.at, property_, ends, origin, span=span, confidence=0.8)


def _groups(scene: Scene) -> list[_Hosts]:
    """Return the verbs of holding in the sentence with their bodies."""
    found = []
    for at, item in enumerate(scene.items):
        if item.entity is not None or item.text not in cues("hosting"):
            continue
        following = scene.item(at + 1)
        is_label = following is not None and following.text in ("单位", "方")
        bodies = _bodies_after(scene, at + 2) if is_label else _bodies_before(scene, at)
        if bodies:
            found.append(_Hosts(at, tuple(bodies), item.text in cues("guiding")))
    return found


def _bodies_before(scene: Scene, at: int) -> list[int]:
    """Return the list of bodies right before the verb: 甲、乙联合丙共同主办."""
    found: list[int] = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        if item.kind in ("Organization", "Facility"):
            if scene.items[i].kind == "Organization" or found:
                found.append(i)
        elif item.text not in cues("host-joint") and not (not found and item.tag in ("d", "ad", "vd")):
            break
    return found[::-1]


def _bodies_after(scene: Scene, start: int) -> list[int]:
    """Return the list of bodies behind 主办单位."""
    found: list[int] = []
    for i in range(start, len(scene.items)):
        item = scene.items[i]
        if item.kind == "Organization":
            found.append(i)
        elif item.text not in cues("host-joint") and item.text not in ("：", ":"):
            break
    return found


def _thing(scene: Scene, groups: list[_Hosts], occasions: Occasions) -> int | None:
    """Return what they hold: described by the clause (…的丁), before it, its object, or what the text is about."""
    last = max(group.at for group in groups)
    following = scene.item(last + 1)
    after = scene.find(*_HOSTED, start=last + 1)
    is_described = following is not None and any(item.text == "的" for item in scene.items[last + 1 : last + 3])
    if after and is_described:
        return scene.items[after[0]].entity
    start = groups[0].bodies[0]
    before = scene.find(*_HOSTED, end=start)
    if before:
        return scene.items[before[-1]].entity
    bare = [i for i in range(start) if is_occasion_word(scene.items[i])]
    if bare:
        return occasions.of_word(scene, bare[-1])
    own = [i for i in after if i < scene.clause(last)[1]]
    return scene.items[own[0]].entity if own else occasions.before(scene, start)
