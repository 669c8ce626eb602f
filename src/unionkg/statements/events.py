"""Events, who was there, where and by whom held: attended, heldAt, organizedBy."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, WORD, Scene


def find_events(reading: Reading) -> Iterator[Draft]:
    """Yield drafts about events."""
    last_event: int | None = None
    for scene in reading.scenes:
        yield from _held(reading, scene)
        yield from _attended(reading, scene, last_event)
        events = scene.find("Event")
        if events:
            last_event = scene.items[events[-1]].entity


def _draft(reading: Reading, scene: Scene, property_: str, ends: tuple[int, int], at: int, origin: str) -> Draft:
    return reading.voice.draft(scene, at, property_, ends, origin, span=scene.evidence(at), confidence=0.75)


def _held(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """甲会在某地举行; 乙举办甲会; 由乙主办."""
    for at, item in enumerate(scene.items):
        if item.kind != WORD or (item.text not in cues("held") and scene.triggers.get(at) != "hosts"):
            continue
        start, end = scene.clause(at)
        before = scene.find("Event", start=start, end=at)
        after = scene.find("Event", start=at + 1, end=end)
        position = after[0] if after else before[-1] if before else at
        event = scene.items[position].entity
        if event is None:
            continue
        venue = _venue(scene, start, at, position)
        if venue is not None:
            yield _draft(reading, scene, "heldAt", (event, venue), at, "held-at")
        for host in _hosts(reading, scene, at, has_object=bool(after)):
            if scene.type_of(host) == "Organization":
                yield _draft(reading, scene, "organizedBy", (event, host), at, "hosts")


def _venue(scene: Scene, start: int, at: int, event: int) -> int | None:
    """Return the place, house or facility that 在 governs; of adjacent places (陕西安康市) the last one."""
    items = scene.items
    for i in range(start + 1, at):
        if items[i - 1].text in cues("at") and items[i].kind in ("Place", "Organization", "Facility") and i != event:
            last = i
            while items[last].kind == "Place" and last + 1 < at and items[last + 1].kind == "Place":
                last += 1
            return items[last].entity
    return None


def _hosts(reading: Reading, scene: Scene, at: int, *, has_object: bool) -> tuple[int, ...]:
    """Return the bodies that hold the event: the subjects of a verb with the event behind it, or 由乙、丙主办."""
    start, _ = scene.clause(at)
    is_passive = any(item.text == "由" for item in scene.items[start:at])
    return reading.agents.subjects(scene, at) if has_object or is_passive else ()


def _attended(reading: Reading, scene: Scene, last_event: int | None) -> Iterator[Draft]:
    """甲、乙出席仪式: people (and, without people, bodies) before the verb; 仪式 alone is the last event named."""
    for at, relation in scene.triggers.items():
        if relation != "attends" or scene.items[at].text == "参与":
            continue
        _, end = scene.clause(at)
        events = scene.find("Event", start=at + 1, end=end)
        event = scene.items[events[0]].entity if events else None
        if event is None and (at + 1 == len(scene.items) or _is_bare_event(scene, at, end)):
            event = last_event
        if event is None:
            continue
        for participant in _participants(scene, at):
            entity = scene.items[participant].entity
            if entity is not None:
                yield _draft(reading, scene, "attended", (entity, event), at, "attends")


def _is_bare_event(scene: Scene, at: int, end: int) -> bool:
    """Return whether the clause goes on with nothing, or with a bare word for an event that was named before."""
    after = [item.text for item in scene.items[at + 1 : end] if item.text not in cues("this-occasion")]
    return not after or bool(ending("occasion-ending").search("".join(after[:3])))


def _participants(scene: Scene, at: int) -> list[int]:
    """Return the people who do it: all of the sentence before the verb, back to a full clause of another verb."""
    people: list[int] = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        is_verb = item.kind == WORD and item.tag == "v" and item.text not in cues("invited")
        if item.kind == "Person":
            people.append(i)
        elif is_verb or item.text in ("；", "。"):
            break
    if people:
        return people[::-1]
    start, _ = scene.clause(at)
    bodies = [i for i in scene.find("Organization", start=start, end=at) if not _names_a_post(scene, i)]
    return bodies[:1]


def _names_a_post(scene: Scene, at: int) -> bool:
    following = scene.item(at + 1)
    return following is not None and following.kind == TITLE
