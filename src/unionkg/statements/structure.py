"""Where things are: locatedIn."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.objects import objects_after
from unionkg.statements.reading import Reading
from unionkg.statements.scene import Scene

_FOUNDS = ("creates", "operates", "hosts")


def find_structure(reading: Reading) -> Iterator[Draft]:
    """Yield drafts that follow from 在…设立 and from 位于."""
    for scene in reading.scenes:
        yield from _adjacent_places(scene)
        yield from _founded_at(reading, scene)
        yield from _situated(reading, scene)


def _adjacent_places(scene: Scene) -> Iterator[Draft]:
    """北京市海淀区: the text writes the smaller division right behind the larger."""
    items = scene.items
    for at in scene.find("Place", end=len(items) - 1):
        outer, inner = items[at], items[at + 1]
        if inner.kind == "Place" and outer.span.end == inner.span.start and inner.entity != outer.entity:
            span = scene.between(at, at + 2)
            yield Draft("locatedIn", inner.entity, outer.entity, span, "adjacent-divisions", confidence=0.85)


def _founded_at(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """在某地设立甲, 甲在某地启用, 全区共建甲246个."""
    for at, relation in scene.triggers.items():
        opens = scene.items[at].text in cues("opens")
        if relation not in _FOUNDS and not opens:
            continue
        start, _ = scene.clause(at)
        place = _place_before(scene, start, at)
        if place is None:
            continue
        things = [i for i in objects_after(scene, at) if scene.items[i].kind == "Facility"]
        if not things and opens:
            near = scene.find("Facility", "Organization", start=start, end=place)
            things = (near or scene.find("Facility", end=place))[-1:]
        for thing in things:
            yield from _located(reading, scene, thing, place, at, "founded-at")


def _place_before(scene: Scene, start: int, at: int) -> int | None:
    """Return the place that 在 governs, or 全区 as the scope, before the verb in its clause."""
    for i in range(start, at):
        item, before = scene.items[i], scene.item(i - 1)
        if item.kind in ("Place", "Facility") and before is not None and before.text in cues("site"):
            return next(end for end in range(i, at) if end + 1 == at or scene.items[end + 1].kind != "Place")
        if item.kind == "Place" and item.text[0] in "全我" and len(item.text) == 2:
            return i
    return None


def _situated(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """甲位于某地; 总部设在某地的甲."""
    for at, relation in scene.triggers.items():
        if relation != "sites":
            continue
        start, end = scene.clause(at)
        places = scene.find("Place", "Facility", start=at + 1, end=end)
        things = scene.find("Facility", "Organization", start=start, end=at)
        if places and things:
            yield from _located(reading, scene, things[-1], places[0], at, "situated")


def _located(reading: Reading, scene: Scene, thing: int, place: int, at: int, origin: str) -> Iterator[Draft]:
    ends = scene.items[thing].entity, scene.items[place].entity
    if ends[0] != ends[1]:
        span = scene.evidence(thing, place, at)
        yield reading.voice.draft(scene, at, "locatedIn", ends, origin, span=span, confidence=0.7)
