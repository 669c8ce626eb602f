"""Who was at an event: attended."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.occasions import Occasions, find_occasions, is_occasion
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, WORD, Scene


def find_attendance(reading: Reading) -> Iterator[Draft]:
    """Yield drafts of who was at which event."""
    occasions = Occasions(reading.scenes)
    for scene in reading.scenes:
        for at, relation in scene.triggers.items():
            if relation == "attends":
                yield from _attended(reading, scene, at, occasions)
        yield from _at_event(reading, scene, occasions)
        yield from _performed(reading, scene, occasions)
        yield from _held_by_people(reading, scene, occasions)


def _drafts(
    reading: Reading, scene: Scene, at: int, participants: list[int], event: int | None, origin: str
) -> Iterator[Draft]:
    for participant in participants:
        entity = scene.items[participant].entity
        if entity is not None and event is not None and entity != event:
            span = scene.evidence(participant, at)
            ends = entity, event
            yield reading.voice.draft(scene, at, "attended", ends, origin, span=span, confidence=0.75)


def _attended(reading: Reading, scene: Scene, at: int, occasions: Occasions) -> Iterator[Draft]:
    """甲、乙出席仪式; 仪式 alone, or nothing, is an event that was named before; 参加活动的还有甲、乙."""
    event = occasions.object_of(scene, at)
    others = _listed_after(scene, at)
    if others:
        yield from _drafts(reading, scene, at, others, occasions.before(scene, others[0]), "attends")
    elif scene.items[at].text != "参与" or scene.find("Event", start=at, end=scene.clause(at)[1]):
        yield from _drafts(reading, scene, at, _participants(scene, at), event, "attends")


def _listed_after(scene: Scene, at: int) -> list[int]:
    """Return the people of 出席活动的(领导)有(还有)甲、乙."""
    _, end = scene.clause(at)
    for i in range(at + 1, end):
        if scene.items[i].text in ("有", "还有", "包括") and any(item.text == "的" for item in scene.items[at:i]):
            return scene.find("Person", start=i)
    return []


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
    return people[::-1] or _bodies(scene, at)


def _bodies(scene: Scene, at: int) -> list[int]:
    """Return the list of bodies right before the verb, whose people it is about: 甲、乙相关负责人出席."""
    found: list[int] = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        if item.kind in ("Organization", "Group"):
            if not _names_a_post(scene, i):
                found.append(i)
        elif item.kind != TITLE and item.text not in cues("attendance-tail") and item.tag != "m":
            return [] if _is_governed(scene, i) else found[::-1]
    return found[::-1]


def _is_governed(scene: Scene, at: int) -> bool:
    return scene.items[at].kind == WORD and scene.items[at].text in cues("governs")


def _names_a_post(scene: Scene, at: int) -> bool:
    following = scene.item(at + 1)
    return following is not None and following.kind == TITLE and following.text not in cues("attendance-tail")


def _at_event(reading: Reading, scene: Scene, occasions: Occasions) -> Iterator[Draft]:
    """仪式上，甲致辞: the people of the sentence that an event opens, up to what somebody says."""
    for at, item in enumerate(scene.items):
        if item.text == "“":
            return
        if item.kind == WORD and item.text in cues("locative") and at:
            event = _closed_by(scene, at - 1, occasions)
            if event is not None and not scene.find("Person", end=at):
                yield from _drafts(reading, scene, at, _present(scene, at), event, "acts-at-event")
                return


def _closed_by(scene: Scene, at: int, occasions: Occasions) -> int | None:
    item = scene.items[at]
    return item.entity if is_occasion(item) else occasions.of_word(scene, at)


def _present(scene: Scene, at: int) -> list[int]:
    """Return the people behind item `at`, up to a verb of saying or a quotation, without those in brackets."""
    found: list[int] = []
    for i in range(at + 1, len(scene.items)):
        item = scene.items[i]
        if scene.triggers.get(i) == "says" or item.text in ("“", "；", "（", "("):
            break
        if item.kind == "Person" and _is_introduced(scene, i, found):
            found.append(i)
    return found


def _is_introduced(scene: Scene, at: int, before: list[int]) -> bool:
    """Return whether the person has a post, opens a clause or continues a list: not 围绕甲, 项目甲."""
    previous = scene.items[at - 1]
    if previous.text in cues("role-joint"):
        return at - 2 in before or scene.items[at - 2].kind == TITLE
    return previous.is_comma or previous.kind in (TITLE, "Organization", "Award")


def _performed(reading: Reading, scene: Scene, occasions: Occasions) -> Iterator[Draft]:
    """甲主持会议, 甲致辞: the verb is about an event; the bare verb plays at the last one."""
    for at, item in enumerate(scene.items):
        if item.kind != WORD or item.text not in cues("performs"):
            continue
        people = [i for i in _participants(scene, at) if scene.items[i].kind == "Person"]
        yield from _drafts(reading, scene, at, people, _performed_object(scene, at, occasions), "acts-at-event")


def _performed_object(scene: Scene, at: int, occasions: Occasions) -> int | None:
    verb = scene.items[at].text
    return occasions.object_of(scene, at) if verb in cues("performs-event") else occasions.before(scene, at)


def _held_by_people(reading: Reading, scene: Scene, occasions: Occasions) -> Iterator[Draft]:
    """甲一行开展慰问活动, 甲带队走访乙: people who hold an event, or go on a round of visits, were there."""
    for at, item in enumerate(scene.items):
        if item.kind != WORD or not (item.text in cues("held") or item.text in cues("visits")):
            continue
        start, end = scene.clause(at)
        events = find_occasions(scene, start=at + 1, end=end) if item.text in cues("held") else []
        event = scene.items[events[0]].entity if events else None
        if item.text in cues("visits"):
            event = occasions.round_of_visits(scene)
        yield from _drafts(reading, scene, at, _leaders(scene, start, at), event, "holds-event-oneself")


def _leaders(scene: Scene, start: int, at: int) -> list[int]:
    """Return the people before the verb: those of its clause, or with 一行 or 带队 those of the sentence."""
    people = [i for i in scene.find("Person", end=at) if not _is_governed(scene, i - 1)]
    goes = any(item.text in cues("leads") for item in scene.items[:at])
    return people if goes else [i for i in people if i >= start]
