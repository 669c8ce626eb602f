"""What is part of what and where things are: partOf, locatedIn."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.activities import objects_after
from unionkg.statements.scene import Scene
from unionkg.statements.voice import Voice, modality

_FOUNDS = ("creates", "operates", "hosts")
_OPENING = frozenset("启用 成立 揭牌 落成 揭牌成立 开业 投用 投入使用 建成 挂牌 上线 亮相 投入".split())


def find_structure(scenes: list[Scene], voice: Voice) -> Iterator[Draft]:
    """Yield drafts that follow from nested names, from 在…设立 and from 位于."""
    yield from _nested_bodies(scenes)
    for index, scene in enumerate(scenes):
        yield from _adjacent_places(scene)
        yield from _founded_at(scene, index, voice)
        yield from _situated(scene, index, voice)


def _nested_bodies(scenes: list[Scene]) -> Iterator[Draft]:
    """A body whose name begins with another's is part of it: 市总工会权益保障部."""
    done: set[tuple[int, int]] = set()
    for scene in scenes:
        for item in scene.items:
            if item.kind != "Organization" or item.entity is None:
                continue
            for chunk in item.inner:
                pair = (item.entity, chunk.entity)
                parent = scene.analysis.entities[chunk.entity]
                if parent.type == "Organization" and pair not in done and pair[0] != pair[1]:
                    done.add(pair)
                    yield Draft("partOf", *pair, item.span, "nested-name", confidence=0.85)


def _adjacent_places(scene: Scene) -> Iterator[Draft]:
    """北京市海淀区: the text writes the smaller division right behind the larger."""
    items = scene.items
    for at in scene.find("Place"):
        if at + 1 < len(items) and items[at + 1].kind == "Place" and items[at].span.end == items[at + 1].span.start:
            inner, outer = items[at + 1].entity, items[at].entity
            if inner != outer:
                yield Draft("locatedIn", inner, outer, scene.between(at, at + 2), "adjacent-divisions", confidence=0.85)


def _founded_at(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """在某地设立甲, 甲在某地启用, 全区共建甲246个."""
    for at, relation in scene.triggers.items():
        opens = scene.items[at].text in _OPENING
        if relation not in _FOUNDS and not opens:
            continue
        start, _ = scene.clause(at)
        place = _place_before(scene, start, at)
        if place is None:
            continue
        things = _things_after(scene, at)
        if not things and opens:
            things = scene.find("Facility", "Organization", start=start, end=place)[-1:]
            things = things or scene.find("Facility", end=place)[-1:]
        for thing in things:
            if scene.items[thing].entity != scene.items[place].entity:
                yield _located(scene, index, voice, thing, place, at, "founded-at")


def _things_after(scene: Scene, at: int) -> list[int]:
    return [i for i in objects_after(scene, at) if scene.items[i].kind == "Facility"]


def _place_before(scene: Scene, start: int, at: int) -> int | None:
    """Return the place that 在 governs, or 全区 as the scope, before the verb in its clause."""
    for i in range(start, at):
        item = scene.items[i]
        before = scene.items[i - 1] if i else None
        if item.kind in ("Place", "Facility") and before is not None and before.text in ("在", "于", "落户", "走进"):
            return next(end for end in range(i, at) if end + 1 == at or scene.items[end + 1].kind != "Place")
        if item.kind == "Place" and item.text[0] in "全我" and len(item.text) == 2:
            return i
    return None


def _situated(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """甲位于某地; 总部设在某地的甲."""
    for at, relation in scene.triggers.items():
        if relation != "sites":
            continue
        start, end = scene.clause(at)
        places = scene.find("Place", "Facility", start=at + 1, end=end)[:1]
        things = scene.find("Facility", "Organization", start=start, end=at)[-1:]
        for place in places:
            for thing in things:
                if scene.items[thing].entity != scene.items[place].entity:
                    yield _located(scene, index, voice, thing, place, at, "situated")


def _located(scene: Scene, index: int, voice: Voice, thing: int, place: int, at: int, origin: str) -> Draft:
    return Draft(
        property="locatedIn",
        subject=scene.items[thing].entity,
        object=scene.items[place].entity,
        span=scene.evidence(thing, place, at),
        origin=origin,
        modality=modality(scene, at),
        interval=scene.time_at(at),
        speaker=voice.speaker(index, at),
        confidence=0.7,
    )
