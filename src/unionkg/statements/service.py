"""Whom initiatives and facilities serve: targets."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.occasions import find_occasions
from unionkg.statements.reading import Reading
from unionkg.statements.scene import WORD, Item, Scene

_SERVES = ("Facility", "Initiative")
# How many items behind a group its verb may stand: 为甲、乙等提供.
_VERB_REACH = 14
_MODIFIERS = ("m", "a", "u", "r", "n", "c", "vn", "s", "q")


def find_service(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for every served group and the nearest thing that serves it."""
    topic: int | None = None
    campaign: int | None = None
    paragraph = -1
    for scene in reading.scenes:
        if scene.sentence.paragraph != paragraph:
            topic, paragraph = None, scene.sentence.paragraph
        for groups, verb in _served(scene):
            thing = _thing_for(scene, groups[0], verb)
            if thing is not None and _is_only_scene(scene, thing, verb):
                continue
            entity = scene.items[thing].entity if thing is not None else _bare_thing(scene, groups[0])
            if entity is None and not scene.find("Organization", *_SERVES):
                entity = topic
            if entity is not None:
                yield from _drafts(reading, scene, groups, verb, thing, entity)
        campaigns = [i for i in find_occasions(scene) if scene.items[i].kind == "Initiative"]
        for groups, verb in _cared_for(scene):
            near = [i for i in campaigns if i < verb] or campaigns
            thing = near[-1] if near else None
            entity = campaign if thing is None else scene.items[thing].entity
            if entity is not None:
                yield from _drafts(reading, scene, groups, verb, thing, entity, "cares-for-group")
        if campaigns:
            campaign = scene.items[campaigns[-1]].entity
        things = scene.find(*_SERVES)
        if things:
            topic = scene.items[things[-1]].entity


def _is_only_scene(scene: Scene, thing: int, verb: int) -> bool:
    """Return whether somebody else gives or visits, at the facility: 在驿站，甲慰问乙; 甲来到驿站为乙送上…."""
    if scene.items[thing].kind != "Facility" or scene.items[verb].text not in cues("brings") | cues("cares"):
        return False
    before = scene.items[thing - 1].text if thing else ""
    is_elsewhere = thing < scene.clause(verb)[0]
    return (
        is_elsewhere or before in cues("goes-to") | cues("at") or bool(scene.find("Organization", "Person", end=verb))
    )


def _drafts(
    reading: Reading,
    scene: Scene,
    groups: list[int],
    verb: int,
    thing: int | None,
    entity: int,
    origin: str = "serves-group",
) -> Iterator[Draft]:
    for group in groups:
        span = scene.evidence(verb, group, *([thing] if thing is not None else []))
        ends = entity, scene.items[group].entity
        yield reading.voice.draft(scene, verb, "targets", ends, origin, span=span, confidence=0.65)


def _cared_for(scene: Scene) -> Iterator[tuple[list[int], int]]:
    """Yield groups that somebody visits or cares for, with the verb: 慰问坚守岗位的甲、乙; 为甲送去清凉."""
    for at, item in enumerate(scene.items):
        if item.kind != WORD:
            continue
        if item.text in cues("cares"):
            groups = _groups_in_phrase(scene, at + 1)
            if groups:
                yield groups, at
        elif item.text in ("为", "给", "向"):
            groups = _groups_in_phrase(scene, at + 1)
            end = scene.clause(at)[1]
            if groups and any(scene.items[i].text in cues("brings") for i in range(groups[-1] + 1, end)):
                yield groups, at


def _groups_in_phrase(scene: Scene, start: int) -> list[int]:
    """Return the groups of the noun phrase that begins at item `start`, whatever describes them before 的."""
    if start >= len(scene.items):
        return []
    _, end = scene.clause(start)
    groups, _ = _groups_after(scene, start)
    if groups:
        return groups
    for i in range(start, end):
        if scene.items[i].text == "的":
            groups, _ = _groups_after(scene, i + 1)
            if groups:
                return groups
    return []


def _served(scene: Scene) -> Iterator[tuple[list[int], int]]:
    """Yield lists of groups with the verb that serves them: 为甲、乙等提供, 服务甲, 面向乙."""
    items = scene.items
    for at, item in enumerate(items):
        if item.kind != WORD:
            continue
        if item.text in cues("served") and item.tag in ("p", "v", "d"):
            groups, end = _groups_after(scene, at + 1)
            verbs = [i for i in range(end, min(end + _VERB_REACH, len(items))) if items[i].text in cues("gives")]
            if groups and (verbs or item.text == "面向"):
                yield groups, verbs[0] if verbs else at
        elif scene.triggers.get(at) == "serves" and not (at and items[at - 1].text == "的"):
            groups, _ = _groups_after(scene, at + 1)
            if groups and items[at + 1].text != "的":
                yield groups, at


def _groups_after(scene: Scene, start: int) -> tuple[list[int], int]:
    """Return the groups of the list that begins at item `start` and where it ends; modifiers may come first."""
    found: list[int] = []
    for i in range(start, len(scene.items)):
        item, following = scene.items[i], scene.item(i + 1)
        if item.kind == "Group":
            if following is None or following.text != "的":
                found.append(i)
        elif item.is_comma or not _may_precede_group(item, in_list=bool(found)):
            return found, i
    return found, len(scene.items)


def _may_precede_group(item: Item, *, in_list: bool) -> bool:
    """Return whether another group of the list may stand behind the item."""
    if item.kind != WORD:
        return item.kind in ("Place", "Organization") and not in_list
    if in_list and item.tag in ("n", "vn", "u"):
        return item.text in ("等", "及")
    return item.text in cues("list") or item.text == "或" or item.tag in _MODIFIERS


def _thing_for(scene: Scene, group: int, verb: int) -> int | None:
    """Return the facility or initiative that serves: behind the verb in its clause, else the last one before it."""
    _, end = scene.clause(verb)
    after = scene.find(*_SERVES, start=max(verb, group) + 1, end=end)
    if after:
        return after[0]
    before = scene.find(*_SERVES, end=group)
    return before[-1] if before else None


def _bare_thing(scene: Scene, group: int) -> int | None:
    """Return the facility or initiative that a bare head word before the group refers to: 中心…面向甲."""
    bare = (i for i in range(group) if scene.items[i].text in cues("bare-thing"))
    found = (scene.antecedent(i, *_SERVES) for i in bare)
    return next((entity for entity in found if entity is not None), None)
