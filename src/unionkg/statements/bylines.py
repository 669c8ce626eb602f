"""Who wrote, photographed and edited a text: 甲日报讯（记者乙 通讯员丙）; 责任编辑：丁."""

import functools
import re
from collections.abc import Iterator, Sequence

from unionkg.model import Draft
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.scene import TITLE, WORD, Item, Scene
from unionkg.statements.voice import Post, Voice

_OWN_MEDIUM = "本报"
# How many items may stand between an outlet and 讯 or 电: a place and a date.
_DATELINE_REACH = 5
_OPEN, _CLOSED = ("（", "("), ("）", ")")
_COLONS = ("：", ":", "/", "︱", "|", "｜")
_BESIDE = ("、", "·", "/", "和")


def is_byline(item: Item) -> bool:
    """Return whether the item is what somebody does at a medium: 记者, 通讯员, 责任编辑."""
    return item.kind == TITLE and _byline_pattern().fullmatch(item.text) is not None


@functools.cache
def _byline_pattern() -> re.Pattern[str]:
    rank, word = ("|".join(sorted(cues(name), key=len, reverse=True)) for name in ("byline-rank", "byline"))
    return re.compile(f"(?:{rank})*(?:{word})")


def bylines(scenes: Sequence[Scene], voice: Voice) -> Iterator[Draft]:
    """Yield the role of every name behind a byline's word, without those that a photograph repeats (记者甲 摄)."""
    drafts = list(_read(scenes, voice))
    at_outlet = {(draft.subject, draft.role) for draft in drafts if draft.object is not None}
    return (draft for draft in drafts if draft.object is not None or (draft.subject, draft.role) not in at_outlet)


def _read(scenes: Sequence[Scene], voice: Voice) -> Iterator[Draft]:
    """Walk once.

    The outlet is the one right before the word, else the one of the dateline in whose brackets the word stands;
    who is named elsewhere (校对：丁) may work for anybody.
    """
    outlet: int | None = None
    waiting: Item | None = None
    for scene in scenes:
        if waiting is not None:
            yield from _given(scene, voice, _names(scene, 0), waiting.text, [outlet], 0)
        waiting = None
        for at, item in enumerate(scene.items):
            if item.text in _CLOSED or item.text == "。":
                outlet = None
            elif item.text in _OPEN:
                outlet = _dateline(scene, at)
            elif is_byline(item) and not _is_object(scene, at):
                bodies, start = _outlets(scene, at)
                following = scene.item(at + 1)
                first = at + 2 if following is not None and following.text in _COLONS else at + 1
                if first == at + 2 and not item.text.endswith("记者"):  # 来源：某银行责任编辑：丁
                    bodies = []
                role = "".join(i.text for i in scene.items[start : at + 1] if i.text == _OWN_MEDIUM or i is item)
                yield from _given(scene, voice, _names(scene, first), role, bodies or [outlet], start)
                waiting = item if first >= len(scene.items) else None


def _given(
    scene: Scene, voice: Voice, people: list[int], role: str, bodies: Sequence[int | None], start: int
) -> Iterator[Draft]:
    for person in people:
        for body in bodies:
            yield voice.role(scene, person, Post(body, role), scene.between(start, person + 1), "byline")


def _is_object(scene: Scene, at: int) -> bool:
    """Return whether a verb governs the word: 告诉记者."""
    before = scene.item(at - 1)
    return (
        before is not None
        and before.kind == WORD
        and before.tag == "v"
        and before.span.end == scene.items[at].span.start
    )


def _names(scene: Scene, start: int) -> list[int]:
    """Return the people of the list that begins at item `start`."""
    people: list[int] = []
    for at in range(start, len(scene.items)):
        item = scene.items[at]
        if item.kind == "Person":
            people.append(at)
        elif item.text not in ("、", "·") or not people:
            break
    return people


def _dateline(scene: Scene, at: int) -> int | None:
    """Return the outlet of the dateline that ends before the bracket at item `at`: 甲日报乙市8月1日电（…."""
    before = scene.item(at - 1)
    if before is not None and before.kind == "Organization" and ending("medium-ending").search(before.text):
        return before.entity
    if before is None or not before.text.endswith(("讯", "电")):
        return None
    outlets = scene.find("Organization", start=at - 1 - _DATELINE_REACH, end=at)
    return scene.items[outlets[0]].entity if outlets else None


def _outlets(scene: Scene, at: int) -> tuple[list[int | None], int]:
    """Return the outlets right before a byline's word (甲日报、乙网记者), and the item at which they begin."""
    start = at
    before = scene.item(at - 1)
    if before is not None and before.text == _OWN_MEDIUM:
        return [None], at - 1
    if before is not None and before.kind == WORD and before.text in cues("newsroom"):
        start -= 1
    bodies: list[int | None] = []
    while start and scene.items[start - 1].kind == "Organization":
        start -= 1
        bodies.append(scene.items[start].entity)
        if start < 2 or scene.items[start - 1].text not in _BESIDE or scene.items[start - 2].kind != "Organization":
            break
        start -= 1
    return (bodies[::-1], start) if bodies else ([], at)
