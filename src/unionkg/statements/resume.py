"""Résumés: lines of a time, a body and posts, whose person is named once at the top."""

import re
from collections.abc import Iterator
from dataclasses import replace

from unionkg.model import Draft, Interval
from unionkg.statements.scene import TITLE, Item, Scene

_LIFE = re.compile(r"[，,]\s*(?:男|女)\s*[，,]")
_WROTE = re.compile(r"(?:著有|编著|主编|著|出版)")


def find_resume(scenes: list[Scene]) -> Iterator[Draft]:
    """Yield the posts of the person whose résumé the document is; nothing for other documents.

    A post with an end is past; one that is open (至今, 起) or that 现任 opens is held.
    """
    top = _person(scenes)
    if top is None:
        return
    first, person = top
    for scene in scenes[first:]:
        if any(scene.items[i].entity != person for i in scene.find("Person")):
            continue
        yield from _posts(scene, person)
        yield from _works(scene, person)


def _person(scenes: list[Scene]) -> tuple[int, int] | None:
    """Return the sentence that introduces the person (甲，女，…年生) and the person."""
    for index, scene in enumerate(scenes):
        people = scene.find("Person")
        if people and _LIFE.match(scene.text, scene.items[people[0]].span.end - scene.sentence.span.start):
            entity = scene.items[people[0]].entity
            return None if entity is None else (index, entity)
    return None


def _posts(scene: Scene, person: int) -> Iterator[Draft]:
    body: Item | None = None
    held_now = False
    for at, item in enumerate(scene.items):
        if item.kind == "Organization":
            body = item
        elif item.kind in ("Event", "Place"):
            body = None
        elif item.text in ("现任", "任现职"):
            held_now = True
        elif item.kind == TITLE and body is not None:
            interval = _period(scene, item)
            if interval is None and not held_now:
                continue
            yield Draft(
                property="holdsRole",
                subject=person,
                object=body.entity,
                span=scene.between(_line_start(scene, body, interval), at + 1),
                origin="resume",
                role=item.text,
                modality="past" if interval is not None and interval.end is not None and not held_now else "actual",
                interval=interval,
                confidence=0.85,
            )


def _period(scene: Scene, item: Item) -> Interval | None:
    before = [time.interval for time in scene.times if time.span.end <= item.span.start]
    if not before:
        return None
    last = before[-1]
    return replace(last, end=None) if last.text.endswith(("起", "至今", "以来")) else last


def _line_start(scene: Scene, body: Item, interval: Interval | None) -> int:
    """Return the first item of the line that names the body: its time, when it has one."""
    at = scene.items.index(body)
    if interval is None:
        return scene.clause(at)[0]
    for time in reversed(scene.times):
        if time.span.end <= body.span.start:
            return next((i for i, item in enumerate(scene.items) if item.span.start >= time.span.start), at)
    return at


def _works(scene: Scene, person: int) -> Iterator[Draft]:
    for at in scene.find("Work"):
        start, _ = scene.clause(at)
        if _WROTE.search("".join(item.text for item in scene.items[start:at])):
            entity = scene.items[at].entity
            yield Draft("authored", person, entity, scene.evidence(at), "resume", confidence=0.8)
