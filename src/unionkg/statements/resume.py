"""Résumés: lines of a time, a body and posts, whose person is named once at the top."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unionkg.model import Draft, Interval
from unionkg.statements.lexicon import cues
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, WORD, Scene

_LIFE = re.compile(r"[，,]\s*(?:男|女)\s*[，,]")


def find_resume(reading: Reading) -> Iterator[Draft]:
    """Yield the posts and works of the person whose résumé the document is; nothing for other documents.

    A post with an end is past; one that is open (至今, 起) or that 现任 opens is held.
    """
    top = _person(reading.scenes)
    if top is None:
        return
    first, person = top
    for scene in reading.scenes[first:]:
        if all(scene.items[i].entity == person for i in scene.find("Person")):
            yield from _posts(scene, person)
            yield from _works(scene, person)


def _person(scenes: Sequence[Scene]) -> tuple[int, int] | None:
    """Return the number of the sentence that introduces the person (甲，女，…年生) and the person."""
    for scene in scenes:
        people = scene.find("Person")
        if people and _LIFE.match(scene.text, scene.items[people[0]].span.end - scene.span.start):
            entity = scene.items[people[0]].entity
            return None if entity is None else (scene.index, entity)
    return None


def _posts(scene: Scene, person: int) -> Iterator[Draft]:
    body: int | None = None
    held_now = False
    for at, item in enumerate(scene.items):
        if item.kind == "Organization":
            body = at
        elif item.kind in ("Event", "Place") or (item.kind == WORD and item.tag in ("d", "p")):
            body = None
        elif item.text in cues("now"):
            held_now = True
        elif item.kind == TITLE and body is not None:
            interval = _period(scene, at)
            if interval is None and not held_now:
                continue
            has_ended = interval is not None and interval.end is not None and not held_now
            yield Draft(
                property="holdsRole",
                subject=person,
                object=scene.items[body].entity,
                span=scene.between(_line_start(scene, body, interval), at + 1),
                origin="resume",
                role=item.text,
                modality="past" if has_ended else "actual",
                interval=interval,
                confidence=0.85,
            )


def _period(scene: Scene, at: int) -> Interval | None:
    before = [time.interval for time in scene.times if time.span.end <= scene.items[at].span.start]
    if not before:
        return None
    return replace(before[-1], end=None) if before[-1].text.endswith(tuple(cues("since"))) else before[-1]


def _line_start(scene: Scene, body: int, interval: Interval | None) -> int:
    """Return the first item of the line that names the body: its time, when it has one."""
    times = [time for time in scene.times if time.span.end <= scene.items[body].span.start]
    if interval is None:
        return scene.clause(body)[0]
    if not times:
        return body
    return next((i for i, item in enumerate(scene.items) if item.span.start >= times[-1].span.start), body)


def _works(scene: Scene, person: int) -> Iterator[Draft]:
    for at in scene.find("Work"):
        start, _ = scene.clause(at)
        before = "".join(item.text for item in scene.items[start:at])
        if any(verb in before for verb in cues("wrote")):
            yield Draft("authored", person, scene.items[at].entity, scene.evidence(at), "resume", confidence=0.8)
