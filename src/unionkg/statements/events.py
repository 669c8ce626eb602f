"""Events, who was there, where and by whom held; awards: attended, heldAt, organizedBy, received, conferredBy."""

import re
from collections.abc import Iterator
from dataclasses import replace

from unionkg.model import Draft
from unionkg.statements.agents import Agents
from unionkg.statements.scene import TITLE, WORD, Scene
from unionkg.statements.voice import Voice, modality

_HELD = frozenset("举行 举办 召开 开幕 闭幕 开展 启动 落幕 开班 开赛".split())
_BARE_EVENTS = re.compile(r"(?:仪式|大会|会议|活动|座谈会|论坛|开幕式|闭幕式|会|比赛|竞赛)$")


def find_events(scenes: list[Scene], voice: Voice, agents: Agents) -> Iterator[Draft]:
    """Yield drafts about events and awards."""
    last_event: int | None = None
    for index, scene in enumerate(scenes):
        yield from _held(scene, index, voice, agents)
        yield from _attended(scene, index, voice, last_event)
        yield from _awarded(scene, index, voice)
        events = scene.find("Event")
        if events:
            last_event = scene.items[events[-1]].entity


def _draft(
    scene: Scene, index: int, voice: Voice, property_: str, ends: tuple[int, int], at: int, origin: str
) -> Draft:
    subject, object_ = ends
    return Draft(
        property=property_,
        subject=subject,
        object=object_,
        span=scene.evidence(at),
        origin=origin,
        modality=modality(scene, at),
        interval=scene.time_at(at),
        speaker=voice.speaker(index, at),
        confidence=0.75,
    )


def _held(scene: Scene, index: int, voice: Voice, agents: Agents) -> Iterator[Draft]:
    """甲会在某地举行; 乙举办甲会; 由乙主办."""
    items = scene.items
    for at in range(len(items)):
        relation = scene.triggers.get(at)
        if items[at].kind != WORD or (items[at].text not in _HELD and relation != "hosts"):
            continue
        start, end = scene.clause(at)
        before = scene.find("Event", start=start, end=at)
        after = scene.find("Event", start=at + 1, end=end)[:1]
        event = (after or before[-1:] or [None])[0]
        if event is None or items[event].entity is None:
            continue
        venue = _venue(scene, start, at, event)
        if venue is not None:
            yield _draft(scene, index, voice, "heldAt", (items[event].entity, venue), at, "held-at")
        for host in _hosts(scene, index, at, agents, has_object=bool(after)):
            if scene.type_of(host) != "Organization":
                continue
            yield _draft(scene, index, voice, "organizedBy", (items[event].entity, host), at, "hosts")


def _venue(scene: Scene, start: int, at: int, event: int) -> int | None:
    """Return the place, house or facility that 在 governs; of adjacent places (陕西安康市) the last one."""
    items = scene.items
    for i in range(start + 1, at):
        if items[i - 1].text in ("在", "于") and items[i].kind in ("Place", "Organization", "Facility") and i != event:
            last = i
            while items[last].kind == "Place" and last + 1 < at and items[last + 1].kind == "Place":
                last += 1
            return items[last].entity
    return None


def _hosts(scene: Scene, index: int, at: int, agents: Agents, *, has_object: bool) -> tuple[int, ...]:
    """Return the bodies that hold the event: the subjects of a verb with the event behind it, or 由乙、丙主办."""
    start, _ = scene.clause(at)
    by = [i for i in range(start, at) if scene.items[i].text == "由"]
    return agents.subjects(index, at) if has_object or by else ()


def _attended(scene: Scene, index: int, voice: Voice, last_event: int | None) -> Iterator[Draft]:
    """甲、乙出席仪式: people (and, without people, bodies) before the verb; 仪式 alone is the last event named."""
    for at, relation in scene.triggers.items():
        if relation != "attends" or scene.items[at].text == "参与":
            continue
        _, end = scene.clause(at)
        events = scene.find("Event", start=at + 1, end=end)[:1]
        event = scene.items[events[0]].entity if events else None
        if event is None and (at + 1 == len(scene.items) or _bare_event(scene, at, end)):
            event = last_event
        if event is None:
            continue
        for person in _participants(scene, at):
            entity = scene.items[person].entity
            if entity is not None:
                yield _draft(scene, index, voice, "attended", (entity, event), at, "attends")


def _bare_event(scene: Scene, at: int, end: int) -> bool:
    after = [item for item in scene.items[at + 1 : end] if item.text not in ("了", "此次", "本次", "该", "这次")]
    return not after or bool(_BARE_EVENTS.search("".join(item.text for item in after[:3])))


def _participants(scene: Scene, at: int) -> list[int]:
    """Return the people who do it: all of the sentence before the verb, back to a full clause of another verb."""
    people: list[int] = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        if item.kind == "Person":
            people.append(i)
        elif item.text in "；。" or (
            item.kind == WORD and item.tag == "v" and item.text not in ("兼", "一行", "受邀", "应邀")
        ):
            break
    if people:
        return people[::-1]
    start, _ = scene.clause(at)
    bodies = [i for i in scene.find("Organization", start=start, end=at) if not _names_a_post(scene, i)]
    return bodies[:1]


def _names_a_post(scene: Scene, at: int) -> bool:
    return at + 1 < len(scene.items) and scene.items[at + 1].kind == TITLE


def _awarded(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """甲获评乙; 丙授予甲乙."""
    items = scene.items
    for at, relation in scene.triggers.items():
        if relation not in ("receives", "confers"):
            continue
        start, end = scene.clause(at)
        awards = scene.find("Award", start=at + 1, end=end)
        if not awards:
            continue
        if at + 1 < len(items) and items[at + 1].text == "的":
            yield from _given_by(scene, index, voice, at, awards)
            continue
        passive = at > 0 and items[at - 1].text in ("被", "获") and relation == "confers"
        if relation == "receives" or passive:
            winners = _winners_before(scene, at)
            givers = [
                i for i in scene.find("Organization", end=at) if i and items[i - 1].text in ("被", "由", "获", "经")
            ]
        else:
            winners = scene.find("Person", "Organization", "Facility", "Group", start=at + 1, end=awards[0])
            givers = scene.find("Organization", start=start, end=at)[:1]
        for award in awards:
            for winner in winners:
                if winner not in givers:
                    yield from _both(scene, index, voice, "received", winner, award, at)
            for giver in givers:
                yield from _both(scene, index, voice, "conferredBy", award, giver, at)


def _given_by(scene: Scene, index: int, voice: Voice, at: int, awards: list[int]) -> Iterator[Draft]:
    """由甲、乙联合命名的丙: who gives the award, in a relative clause."""
    start, _ = scene.clause(at)
    opened = [i for i in range(at) if scene.items[i].text == "由"]
    for giver in scene.find("Organization", start=opened[-1] if opened else start, end=at):
        yield from _both(scene, index, voice, "conferredBy", awards[0], giver, at)


def _both(scene: Scene, index: int, voice: Voice, property_: str, left: int, right: int, at: int) -> Iterator[Draft]:
    ends = scene.items[left].entity, scene.items[right].entity
    if ends[0] is not None and ends[1] is not None:
        draft = _draft(scene, index, voice, property_, (ends[0], ends[1]), at, "award")
        yield replace(draft, span=scene.evidence(left, right, at))


def _winners_before(scene: Scene, at: int) -> list[int]:
    """Return the nearest list of people, or the nearest body, facility or group, before the verb."""
    start, _ = scene.clause(at)
    people = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        if item.kind == "Person":
            people.append(i)
        elif item.is_comma or (item.kind == WORD and item.tag == "v" and people):
            break
    if people:
        return people[::-1]
    for begin in (start, 0):
        found = scene.find("Organization", "Facility", "Group", "Person", start=begin, end=at)
        if found:
            return found[-1:]
    return []
