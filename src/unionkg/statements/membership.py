"""Who belongs to what without an office: memberOf."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.reading import Reading
from unionkg.statements.scene import Scene

_BODIES = ("Organization",)


def find_members(reading: Reading) -> Iterator[Draft]:
    """Yield drafts of memberOf."""
    yield from as_members(reading.roles)
    for scene in reading.scenes:
        yield from _from_body(reading, scene)
        yield from _formed_by(reading, scene)
        yield from _joined(reading, scene)


def as_members(roles: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts whose role says no more than that somebody belongs to the body: 某协会会员甲, 某救援队队员乙."""
    for draft in roles:
        if is_plain_member(draft):
            yield replace(draft, property="memberOf", role=None, origin="plain-member")


def is_plain_member(draft: Draft) -> bool:
    """Return whether a role in a body is plain membership."""
    return draft.object is not None and draft.role in cues("plain-member")


def _from_body(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """来自甲局的张某、乙局的李某: each name with the body before its 的."""
    is_open = False
    for at, item in enumerate(scene.items):
        if item.text in cues("comes-from"):
            is_open = True
        elif item.text in ("。", "；", "，"):
            is_open = False
        elif item.kind in ("Person", "Group") and is_open and at > 1 and scene.items[at - 1].text == "的":
            body = scene.items[at - 2]
            if body.kind in _BODIES:
                ends, span = (item.entity, body.entity), scene.between(at - 2, at + 1)
                yield reading.voice.draft(scene, at, "memberOf", ends, "comes-from", span=span, confidence=0.75)


def _formed_by(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """由甲、乙等部门组成的丙: the bodies of the list belong to what they form."""
    for at, item in enumerate(scene.items):
        if item.text not in cues("formed"):
            continue
        start, _ = scene.clause(at)
        opening = next((i for i in range(at - 1, start - 1, -1) if scene.items[i].text == "由"), None)
        following = scene.item(at + 1)
        if opening is None or following is None or following.text != "的":
            continue
        wholes = scene.find("Organization", "Group", start=at + 2, end=scene.clause(at)[1])[:1]
        for whole in wholes:
            for part in scene.find("Organization", "Person", start=opening, end=at):
                ends = scene.items[part].entity, scene.items[whole].entity
                span = scene.between(opening, whole + 1)
                yield reading.voice.draft(scene, at, "memberOf", ends, "formed-by", span=span, confidence=0.8)


def _joined(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """周某加入某协会; 加入某工会的司机."""
    for at, item in enumerate(scene.items):
        body = scene.item(at + 1)
        if body is not None and body.text == "了":
            body = scene.item(at + 2)
        if item.text not in cues("joins-body") or body is None or body.kind != "Organization":
            continue
        before = scene.item(at - 1)
        members = [at - 1] if before is not None and before.kind in ("Person", "Group") else []
        after = scene.item(at + 2)
        if not members and after is not None and after.text == "的":
            members = scene.find("Person", "Group", start=at + 3, end=min(at + 5, len(scene.items)))[:1]
        for member in members:
            ends = scene.items[member].entity, body.entity
            span = scene.evidence(at, member)
            yield reading.voice.draft(scene, at, "memberOf", ends, "joined", span=span, confidence=0.75)
