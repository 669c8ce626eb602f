"""Where things are: locatedIn."""

import re
from collections.abc import Iterator
from itertools import pairwise

from unionkg.model import Chunk, Draft, Span
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.objects import objects_after
from unionkg.statements.reading import Reading
from unionkg.statements.scene import WORD, Scene

_FOUNDS = ("creates", "operates", "hosts")
_ONE_DIVISION = re.compile("[^市区县镇乡州盟旗（(]{1,6}(?:市|新?区|园区|开发区|县|镇|乡|街道|村|社区|州|盟|旗)")


def find_structure(reading: Reading) -> Iterator[Draft]:
    """Yield drafts that follow from 在…设立 and from 位于."""
    for scene in reading.scenes:
        yield from _adjacent_places(scene)
        yield from _place_in_name(scene)
        yield from _counted_in_scope(reading, scene)
        yield from _founded_at(reading, scene)
        yield from _situated(reading, scene)


def _adjacent_places(scene: Scene) -> Iterator[Draft]:
    """北京市海淀区, also within 北京市海淀区总工会: the text writes the smaller division right behind the larger."""
    for item in scene.items:
        places = [(c.span, c.entity) for c in item.inner if scene.type_of(c.entity) == "Place"]
        yield from _chained(scene, places)
    yield from _chained(scene, [(i.span, i.entity) for i in scene.items if i.kind == "Place" and i.entity is not None])


def _chained(scene: Scene, places: list[tuple[Span, int]]) -> Iterator[Draft]:
    flow = scene.analysis.layout.flow.text
    for (outer, whole), (inner, part) in pairwise(places):
        # 上海市甲区上海市乙区 is a list whose marks are lost.
        is_list = flow[outer.start : outer.start + 2] == flow[inner.start : inner.start + 2]
        if outer.end == inner.start and part != whole and not is_list:
            span = Span(outer.start, inner.end)
            yield Draft("locatedIn", part, whole, span, "adjacent-divisions", confidence=0.85)


def _place_in_name(scene: Scene) -> Iterator[Draft]:
    """成都市金牛区, 益阳清溪村: the name of a division begins with that of the one where it lies."""
    flow = scene.analysis.layout.flow.text
    chunks = [chunk for item in scene.items for chunk in item.inner] + [
        Chunk(item.span, item.entity, "") for item in scene.items if item.entity is not None
    ]
    for chunk in chunks:
        name = flow[chunk.span.start : chunk.span.end]
        if scene.type_of(chunk.entity) != "Place" or name.endswith(tuple(cues("no-division"))):
            continue
        if not ending("division-ending").search(name):
            continue
        for end in range(len(name) - 1, 1, -1):
            outer = [o for o in scene.surfaces.named(name[:end], "Place") if o != chunk.entity]
            if outer and _ONE_DIVISION.fullmatch(name[end:]) and name[:end] not in cues("scope"):
                yield Draft("locatedIn", chunk.entity, outer[0], chunk.span, "place-in-name", confidence=0.75)
                break


def _counted_in_scope(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """全市有323个职工之家、11个爱心驿站: facilities that are counted in a place."""
    for at in scene.find("Place"):
        counted = False
        for i in range(at + 1, scene.clause(at)[1]):
            item = scene.items[i]
            if item.kind == "Facility" and counted and item.entity is not None:
                ends = item.entity, scene.items[at].entity
                span = scene.between(at, i + 1)
                yield reading.voice.draft(scene, i, "locatedIn", ends, "counted-in-scope", span=span, confidence=0.7)
                counted = False
            elif item.tag in ("m", "q"):
                counted = True
            elif item.kind != WORD or (
                item.text != "、"
                and item.tag not in ("d", "a", "u", "f", "ad", "p", "c")
                and item.text not in cues("exists")
            ):
                break


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
        things = scene.find("Facility", "Organization", start=start, end=at)[-1:]
        if things and any(item.tag == "v" for item in scene.items[things[0] : at]):  # 甲宣布关闭位于…
            continue
        if places and not things:  # 位于某路的某驿站
            link = scene.item(places[0] + 1)
            behind = scene.find("Facility", "Organization", start=places[0] + 2, end=min(places[0] + 4, end))
            things = behind if link is not None and link.text == "的" else []
        if places and things:
            yield from _located(reading, scene, things[-1], places[0], at, "situated")


def _located(reading: Reading, scene: Scene, thing: int, place: int, at: int, origin: str) -> Iterator[Draft]:
    ends = scene.items[thing].entity, scene.items[place].entity
    if ends[0] != ends[1]:
        span = scene.evidence(thing, place, at)
        yield reading.voice.draft(scene, at, "locatedIn", ends, origin, span=span, confidence=0.7)
