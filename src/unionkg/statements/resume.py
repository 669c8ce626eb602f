"""Résumés: lines of a time, a body and posts, whose person is named once at the top (甲，女，…年生; 历任…; 现任…)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unionkg.model import Draft, Interval
from unionkg.statements.lexicon import cues, is_occupation
from unionkg.statements.posts_before import body_of_word
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, WORD, Scene
from unionkg.statements.voice import Post

_LIFE = re.compile(r"(?:同志|先生|女士)?\s*[（(，,]\s*(?:男|女)\s*[，,、；;]")
# How many sentences without a post end a life.
_PATIENCE = 3


def find_resume(reading: Reading) -> Iterator[Draft]:
    """Yield the posts and works of the people whose lives a document tells; nothing for other documents.

    A post with an end, or one that 历任 and 曾任 open, is past; one that is open (至今, 起) or that 现任 opens is held.
    """
    for scene, person, carried in _lives(reading.scenes):
        yield from _posts(scene, person, carried)
        yield from _works(scene, person)


def _lives(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, int, Interval | None]]:
    """Yield the sentences of every life, with its person and the last time that an earlier sentence names."""
    person: int | None = None
    carried: Interval | None = None
    idle = 0
    for scene in scenes:
        introduced = _introduced(scene)
        if introduced is not None:
            person, carried, idle = introduced, None, 0
        if person is None or any(scene.items[i].entity != person for i in scene.find("Person")):
            idle += 1
            continue
        idle = 0 if scene.find(TITLE) else idle + 1
        if idle > _PATIENCE:
            person = None
            continue
        yield scene, person, carried
        carried = scene.times[-1].interval if scene.times else carried


def _introduced(scene: Scene) -> int | None:
    """Return the person whose sex or birth follows the name: 甲，女，…年生."""
    for at in scene.find("Person"):
        if _LIFE.match(scene.text, scene.items[at].span.end - scene.span.start):
            return scene.items[at].entity
    return None


def _posts(scene: Scene, person: int, carried: Interval | None) -> Iterator[Draft]:
    body: int | None = None
    stage: str | None = None
    since = 0
    is_same_year = any(word in scene.text for word in cues("same-time"))
    for at, item in enumerate(scene.items):
        if item.kind == "Organization":
            body = at
        elif item.kind in ("Event", "Place", "Person") or (item.kind == WORD and item.tag in ("d", "p")):
            body = None
        if item.text in cues("now"):
            stage, since = "actual", item.span.end  # no time before 现任 is that of the post
        elif scene.triggers.get(at) == "held":
            stage = "past"
        elif item.kind == TITLE:
            interval = _period(scene, at, since) or (carried if is_same_year and not since else None)
            post = _post(scene, at, body)
            if post is None and _is_rank(scene, at):
                yield Draft(
                    "holdsRole", person, None, scene.between(at, at + 1), "resume", role=item.text, confidence=0.8
                )
            if post is None or (stage is None and (interval is None or body is None)):
                continue
            has_ended = interval is not None and interval.end is not None
            yield Draft(
                property="holdsRole",
                subject=person,
                object=post.body,
                span=scene.between(at if body is None else _line_start(scene, body, interval), at + 1),
                origin="resume",
                role=post.role,
                modality=stage or ("past" if has_ended else "actual"),
                interval=interval,
                confidence=0.85,
            )


def _post(scene: Scene, at: int, body: int | None) -> Post | None:
    """Return the post that a title names: in the body before it, or in the union of that body (…党委书记、工会主席)."""
    owner = None if body is None else scene.items[body].entity
    post = body_of_word(scene, at, [] if owner is None else [owner])
    if post is not None:
        return post
    return None if owner is None else Post(owner, scene.items[at].text)


def _is_rank(scene: Scene, at: int) -> bool:
    """Return whether a title stands alone in a clause behind the name and the sex: 甲，男，大学学历，高级政工师."""
    start, end = scene.clause(at)
    return (start, end) == (at, at + 1) and is_occupation(scene.items[at].text) and _introduced(scene) is not None


def _period(scene: Scene, at: int, since: int) -> Interval | None:
    """Return the last time between offset `since` and a title; None for none."""
    before = [t.interval for t in scene.times if since <= t.span.start and t.span.end <= scene.items[at].span.start]
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
