"""Who holds which post in which body: holdsRole.

Patterns over the items of a sentence: posts before names (`posts_before`), names before a verb and posts
(`posts_after`), and the shorter ones here. Several bodies, posts and names combine as the text combines them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from unionkg.model import Draft, Span
from unionkg.statements.bylines import bylines, is_byline
from unionkg.statements.lexicon import cues, is_title_word
from unionkg.statements.posts_after import appointed, notices, posts_after_names
from unionkg.statements.posts_before import posts_before_names
from unionkg.statements.scene import TITLE, WORD, Item, Scene
from unionkg.statements.voice import Post, Voice

_LINE = re.compile(r"[0-9０-９]+路(?:公交)?")


def find_roles(scenes: Sequence[Scene], voice: Voice) -> Iterator[Draft]:
    """Yield a draft for every person, role and body."""
    last_body: Item | None = None
    yield from bylines(scenes, voice)
    for scene in scenes:
        rows = list(_rows(scene, voice))
        yield from rows or posts_before_names(scene, voice)
        yield from posts_after_names(scene, voice, last_body)
        yield from appointed(scene, voice, last_body)
        yield from notices(scenes, scene, voice)
        yield from _bare_titles(scene, voice)
        yield from _rosters(scene, voice)
        yield from _occupations(scene, voice)
        yield from _appositions(scene, voice)
        yield from _bracketed(scene, voice)
        bodies = scene.find("Organization")
        if bodies:
            last_body = scene.items[bodies[0]]


def _bare_titles(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """王某主席, 甲大学李某教授: a title right behind a name; a body right before the name is its body."""
    for at in scene.find("Person"):
        title, beyond = scene.item(at + 1), scene.item(at + 2)
        if title is None or title.kind != TITLE or title.text in cues("no-office") or is_byline(title):
            continue
        if title.span.start > scene.items[at].span.end:
            continue
        if beyond is not None and (beyond.kind == "Person" or beyond.text in ("/", "：", ":")):
            continue
        owner = scene.item(at - 1)
        is_owned = owner is not None and owner.kind == "Organization" and owner.span.end == scene.items[at].span.start
        post = Post(owner.entity if owner is not None and is_owned else None, title.text)
        yield voice.role(scene, at, post, scene.between(at - is_owned, at + 2), "title-behind-name")


def _occupations(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """21路公交司机周某, 某环卫所环卫工人李某: a group's name right before one person's says what that person does."""
    for at in scene.find("Person", start=1):
        group, owner = scene.items[at - 1], scene.item(at - 2)
        if group.kind != "Group" or group.text.endswith(tuple(cues("many-people"))):
            continue
        if group.span.end < scene.items[at].span.start:
            continue
        body = owner.entity if owner is not None and owner.kind == "Organization" else None
        start, role = at - 1 if body is None else at - 2, group.text
        if owner is not None and owner.kind == WORD and _LINE.fullmatch(owner.text):
            start, role = at - 2, owner.text + role
        yield voice.role(scene, at, Post(body, role), scene.between(start, at + 1), "occupation-before-name")


def _appositions(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """甲，某市总工会特聘专家，…: a clause behind a name that holds nothing but a body and its post."""
    for at in scene.find("Person", end=len(scene.items) - 3):
        if not scene.items[at + 1].is_comma or scene.items[at + 1].text not in ("，", ","):
            continue
        start, end = scene.clause(at + 2)
        following = scene.item(end + 1)
        kinds = [item.kind for item in scene.items[start:end]]
        if start != at + 2 or kinds != ["Organization", TITLE] or scene.items[end - 1].text in cues("no-office"):
            continue
        if end < len(scene.items) and (following is None or following.kind not in ("Person", TITLE, "Organization")):
            post = Post(scene.items[start].entity, scene.items[end - 1].text)
            yield voice.role(scene, at, post, scene.between(at, end), "apposition")


def _bracketed(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """甲（某市总工会主席、某协会会长）: bodies and posts in the brackets behind a name."""
    items = scene.items
    for at in scene.find("Person", end=len(items) - 3):
        if items[at + 1].text not in ("（", "("):
            continue
        end = next((i for i in range(at + 2, len(items)) if items[i].text in ("）", ")")), at + 2)
        within = items[at + 2 : end]
        if not all(item.kind in ("Organization", TITLE) or item.text in cues("role-joint") for item in within):
            continue
        for body, title in pairwise(within):
            if (body.kind, title.kind) == ("Organization", TITLE):
                post = Post(body.entity, title.text)
                yield voice.role(scene, at, post, scene.between(at, end + 1), "post-in-brackets")


def _names_of_rows(scene: Scene) -> list[int]:
    """Return the names of a list without marks whose posts stand behind them: 甲 某队负责人 乙 某协会会长.

    A row is a name, white space, a body and its post; one alone may be a title line.
    """
    items = scene.items
    rows = [
        at
        for at in scene.find("Person", end=len(items) - 2)
        if items[at].span.end < items[at + 1].span.start
        and (items[at + 1].kind, items[at + 2].kind) == ("Organization", TITLE)
        and items[at + 1].span.end == items[at + 2].span.start
    ]
    return rows if len(rows) > 1 else []


def _rows(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """Yield the posts of such a list."""
    for at in _names_of_rows(scene):
        post = Post(scene.items[at + 1].entity, scene.items[at + 2].text)
        yield voice.role(scene, at, post, scene.between(at, at + 3), "row-of-list")


def _rosters(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """某会委员名单: the names behind it hold that role, up to the next list."""
    items = scene.items
    lists = [
        i
        for i, item in enumerate(items)
        if item.text == "名单" and i and (items[i - 1].kind == TITLE or is_title_word(items[i - 1].text))
    ]
    for at, stop in pairwise([*lists, len(items)]):
        bodies = scene.find("Organization", end=at)
        if not bodies:
            continue
        body = items[bodies[-1]]
        for person in scene.find("Person", start=at, end=stop):
            span = Span(body.span.start, items[person].span.end)
            yield voice.role(scene, person, Post(body.entity, items[at - 1].text), span, "roster")
