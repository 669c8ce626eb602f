"""Where and by whom events are held: heldAt, organizedBy."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.occasions import Occasions, find_occasions, is_occasion_word
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, WORD, Scene


def find_events(reading: Reading) -> Iterator[Draft]:
    """Yield drafts about events."""
    occasions = Occasions(reading.scenes)
    for scene in reading.scenes:
        yield from _held(reading, scene)
        yield from _visited(reading, scene, occasions)


def _draft(reading: Reading, scene: Scene, property_: str, ends: tuple[int, int], at: int, origin: str) -> Draft:
    return reading.voice.draft(scene, at, property_, ends, origin, span=scene.evidence(at), confidence=0.75)


def _held(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """甲会在某地举行; 乙举办甲会; 由乙主办."""
    for at, item in enumerate(scene.items):
        if item.kind != WORD or (item.text not in cues("held") and scene.triggers.get(at) != "hosts"):
            continue
        start, end = scene.clause(at)
        named = find_occasions(scene, start=at + 1, end=end)
        before = find_occasions(scene, start=_topic_start(scene, start), end=at)
        events = _listed(scene, named) if named else [scene.items[i].entity for i in before[-1:]]
        position = named[0] if named else before[-1] if before else at
        if not events:
            events = [_pointed_to(scene, start, at)]
        for event in events:
            if event is None:
                continue
            venue = _venue(scene, start, at, position)
            if venue is None and named:
                venue = _destination(scene, at)
            if venue is not None and venue != event:
                yield _draft(reading, scene, "heldAt", (event, venue), at, "held-at")
            for host in _hosts(reading, scene, at, has_object=bool(named)):
                if scene.type_of(host) == "Organization" and scene.type_of(event) == "Event":
                    yield _draft(reading, scene, "organizedBy", (event, host), at, "hosts")


def _topic_start(scene: Scene, start: int) -> int:
    """Return where the event may be named: before 在甲举行, also in the clause before it."""
    if start > 1 and scene.items[start].text in cues("at") and scene.items[start - 1].text in ("，", ","):
        return scene.clause(start - 2)[0]
    return start


def _listed(scene: Scene, named: list[int]) -> list[int | None]:
    """Return the events of the list that begins with the first one: 举办甲、乙和丙."""
    found = named[:1]
    for i in named[1:]:
        if any(item.text not in cues("list") and item.tag != "w" for item in scene.items[found[-1] + 1 : i]):
            break
        found.append(i)
    return [scene.items[i].entity for i in found]


def _pointed_to(scene: Scene, start: int, at: int) -> int | None:
    """Return the event of a bare word before the verb: 活动在甲举行."""
    bare = [i for i in range(start, at) if is_occasion_word(scene.items[i])]
    if not bare or len(scene.items[bare[0]].text) < 2:
        return None
    return scene.antecedents.last(scene.items[bare[0]].text, scene.items[bare[0]].span.start, "Event")


def _venue(scene: Scene, start: int, at: int, event: int) -> int | None:
    """Return the place, house or facility that 在 governs; of adjacent places (陕西安康市) the last one."""
    items = scene.items
    for i in range(start + 1, at):
        if items[i - 1].text in cues("at") and items[i].kind in ("Place", "Organization", "Facility") and i != event:
            last = i
            while items[last].kind == "Place" and last + 1 < at and items[last + 1].kind == "Place":
                last += 1
            return None if _is_modifier(scene, last) else items[last].entity
    return None


def _destination(scene: Scene, at: int) -> int | None:
    """Return the place to which somebody came in the clauses before the verb: 来到甲，开展…."""
    for i in range(at - 1, -1, -1):
        if scene.items[i].text in cues("goes-to"):
            places = _places_after(scene, i)
            return scene.items[places[-1]].entity if len(places) == 1 else None
    return None


def _places_after(scene: Scene, at: int) -> list[int]:
    """Return the list of places right behind a verb of coming or visiting."""
    found: list[int] = []
    for i in range(at + 1, len(scene.items)):
        item = scene.items[i]
        if item.kind in ("Place", "Organization", "Facility"):
            if _is_modifier(scene, i):
                return found
            is_within = found and found[-1] == i - 1 and scene.items[found[-1]].kind == "Place"
            found = [*found[:-1], i] if is_within else [*found, i]
        elif item.text not in cues("visit-modifier"):
            return [] if item.kind == TITLE else found
    return found


def _visited(reading: Reading, scene: Scene, occasions: Occasions) -> Iterator[Draft]:
    """甲一行来到乙、丙: the places of a round of visits that the document is about."""
    event = occasions.round_of_visits(scene)
    if event is None or not any(item.text in cues("leads") for item in scene.items):
        return
    for at, item in enumerate(scene.items):
        if item.kind == WORD and item.text in cues("goes-to"):
            for place in _places_after(scene, at):
                entity = scene.items[place].entity
                if entity is not None and entity != event:
                    yield _draft(reading, scene, "heldAt", (event, entity), at, "visited-at")


def _is_modifier(scene: Scene, at: int) -> bool:
    """Return whether the place only says whose places are meant: 全市6家驿站."""
    following = scene.item(at + 1)
    return scene.items[at].kind == "Place" and following is not None and following.tag in ("m", "r", "a")


def _hosts(reading: Reading, scene: Scene, at: int, *, has_object: bool) -> tuple[int, ...]:
    """Return the bodies that hold the event: the subjects of a verb with the event behind it, or 由乙、丙主办."""
    start, _ = scene.clause(at)
    is_passive = any(item.text == "由" for item in scene.items[start:at])
    subjects = reading.agents.subjects(scene, at) if has_object or is_passive else ()
    named = {scene.items[i].entity for i in scene.find("Organization", end=at)}
    return tuple(body for body in subjects if body in named)
