"""Whom initiatives and facilities serve: targets."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.scene import WORD, Scene, antecedent
from unionkg.statements.voice import Voice, modality

_FOR = frozenset("为 向 给 面向 针对 对".split())
_GIVES = frozenset("提供 送 送上 送去 送来 发放 开展 服务 解决 赠送 普及 打造 建设 讲解 推出 开设 设立 实施".split())
_LIST_MARKS = frozenset("、 和 及 与 以及 等 或".split())
_BARE = frozenset("中心 驿站 小站 站点 基地 平台 热线 活动 机制 服务站 工作站 调解中心 休息室".split())
_SERVED = ("Group",)


def find_service(scenes: list[Scene], voice: Voice) -> Iterator[Draft]:
    """Yield a draft for every served group and the nearest thing that serves it."""
    topic: tuple[int, int] | None = None
    for index, scene in enumerate(scenes):
        for groups, verb in _served(scene):
            thing = _thing_for(scene, groups[0], verb)
            entity = scene.items[thing].entity if thing is not None else None
            if entity is None:
                entity = _bare_thing(scene, groups[0])
            if entity is None and topic is not None and topic[1] == scene.sentence.paragraph and _may_carry(scene):
                entity = topic[0]
            if entity is None:
                continue
            for group in groups:
                yield Draft(
                    property="targets",
                    subject=entity,
                    object=scene.items[group].entity,
                    span=scene.evidence(verb, group, *([thing] if thing is not None else [])),
                    origin="serves-group",
                    modality=modality(scene, verb),
                    interval=scene.time_at(verb),
                    speaker=voice.speaker(index, verb),
                    confidence=0.65,
                )
        things = scene.find("Facility", "Initiative")
        if things:
            entity = scene.items[things[-1]].entity
            topic = None if entity is None else (entity, scene.sentence.paragraph)


def _may_carry(scene: Scene) -> bool:
    """Return whether the sentence may leave its subject out: no body is named in it."""
    return not scene.find("Organization", "Facility", "Initiative")


def _served(scene: Scene) -> Iterator[tuple[list[int], int]]:
    """Yield lists of groups with the verb that serves them: 为甲、乙等提供, 服务甲, 面向乙."""
    items = scene.items
    for at, item in enumerate(items):
        if item.kind != WORD:
            continue
        if item.text in _FOR and item.tag in ("p", "v", "d"):
            groups, end = _groups_after(scene, at + 1)
            verbs = [i for i in range(end, min(end + 14, len(items))) if items[i].text in _GIVES]
            if groups and (verbs or item.text == "面向"):
                yield groups, verbs[0] if verbs else at
        elif scene.triggers.get(at) == "serves" and not (at and items[at - 1].text == "的"):
            groups, _ = _groups_after(scene, at + 1)
            if groups and items[at + 1].text != "的":
                yield groups, at


def _groups_after(scene: Scene, start: int) -> tuple[list[int], int]:
    """Return the groups of the list that begins at item `start` and where it ends; modifiers may come first."""
    items = scene.items
    found: list[int] = []
    i = start
    while i < len(items):
        item = items[i]
        if item.kind in _SERVED:
            following = items[i + 1] if i + 1 < len(items) else None
            if not (following is not None and following.text == "的"):
                found.append(i)
        elif item.is_comma:
            break
        elif item.kind == WORD and (
            item.text in _LIST_MARKS or item.tag in ("m", "a", "u", "r", "n", "c", "vn", "s", "q")
        ):
            if found and item.tag in ("n", "vn", "u") and item.text not in ("等", "及"):
                break
        elif not (item.kind in ("Place", "Organization") and not found):
            break
        i += 1
    return found, i


def _thing_for(scene: Scene, group: int, verb: int) -> int | None:
    """Return the facility or initiative that serves: behind the verb in its clause, else the last one before it."""
    _, end = scene.clause(verb)
    after = scene.find("Initiative", "Facility", start=max(verb, group) + 1, end=end)
    if after:
        return after[0]
    before = scene.find("Facility", "Initiative", end=group)
    return before[-1] if before else None


def _bare_thing(scene: Scene, group: int) -> int | None:
    """Return the facility or initiative that a bare head word before the group refers to: 中心…面向甲."""
    found = (antecedent(scene, i, "Facility", "Initiative") for i in range(group) if scene.items[i].text in _BARE)
    return next((entity for entity in found if entity is not None), None)
