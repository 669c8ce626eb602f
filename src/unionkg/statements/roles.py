"""Who holds which post in which body: holdsRole.

Three patterns over the items of a sentence: posts before names (市总工会党组书记、副主席张某), a name before 当选, 任 and
the like, and a name before a bare title (王某主席). Several bodies, posts and names combine as the text combines them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from unionkg.model import Draft, Span
from unionkg.statements.scene import TITLE, WORD, Item, Scene, antecedent, is_title
from unionkg.statements.voice import Voice

_JOINTS = frozenset("、 和 及 兼 · 与".split())
_NOTE = re.compile(r"[（(](?:女|男|兼|代|挂职|女，[^）)]{1,12}|[^）)]{1,4}族)[）)]")
_BYLINE = re.compile(r"(?:记者|通讯员|编辑|摄影|见习记者|责编|校对)$")
_MEDIA = re.compile(r"(?:报|社|网|台|新闻|全媒体|客户端|杂志|在线|电视|融媒体?|时报|周刊)$")
_BARE_BODIES = frozenset("工会 总工会 妇联 团委 党委 纪委 工商联".split())
_BARE_OWNERS = frozenset("集团 公司 学校 医院 大学 银行 学院 中心 协会".split())
_NO_OFFICE = frozenset("同志 先生 女士 代表".split())


@dataclass(slots=True)
class _Head:
    """Posts read so far that wait for a name: bodies of the current group and (body, title) pairs."""

    bodies: list[int] = field(default_factory=list)
    posts: list[tuple[int | None, str]] = field(default_factory=list)
    start: int = 0
    names_follow: bool = False


def find_roles(scenes: list[Scene], voice: Voice) -> Iterator[Draft]:
    """Yield a draft for every person, role and body."""
    last_body: Item | None = None
    for index, scene in enumerate(scenes):
        yield from _before_names(scene, index, voice)
        yield from _after_names(scene, index, voice, last_body)
        yield from _bare_titles(scene, index, voice)
        yield from _named_to(scenes, index, voice)
        yield from _roster(scene, index, voice)
        yield from _occupations(scene, index, voice)
        bodies = scene.find("Organization")
        if bodies:
            last_body = scene.items[bodies[0]]


def _draft(scene: Scene, index: int, voice: Voice, person: int, post: tuple[int | None, str], where: range) -> Draft:
    entity = scene.items[person].entity
    body, role = post
    return Draft(
        property="holdsRole",
        subject=entity,
        object=body,
        span=scene.between(where.start, where.stop),
        origin="",
        role=role,
        speaker=voice.speaker(index, person) if voice.speaker(index, person) != entity else None,
    )


def _before_names(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """Posts, then names: walk once, gather posts, give them to every name that follows."""
    items = scene.items
    head = _Head()
    at = 0
    while at < len(items):
        item = items[at]
        if item.kind == "Organization" and item.entity is not None:
            if head.names_follow or not (at and items[at - 1].text in ("、", "，", ",", "和", "兼") and head.posts):
                if not (at and items[at - 1].text == "、" and head.bodies and not head.posts):
                    head = _Head(start=at)
            if head.posts or not head.bodies:
                head.bodies = []
            head.bodies.append(item.entity)
        elif item.kind == TITLE:
            if head.names_follow:
                head = _Head(start=at)
            if not head.bodies and not head.posts:
                head.start = at
            role, start = _role_text(scene, at, has_body=bool(head.bodies))
            head.start = min(head.start, start) if (head.bodies or head.posts) else start
            head.bodies = head.bodies or _bare_owner(scene, at)
            head.posts += _posts_of_title(scene, at, role, head.bodies)
        elif item.kind == "Person":
            if head.posts:
                origin = "byline" if _BYLINE.search(head.posts[-1][1]) else "posts-before-name"
                for post in head.posts:
                    draft = _draft(scene, index, voice, at, post, range(head.start, at + 1))
                    yield replace(draft, origin=origin)
                head.names_follow = True
        elif not _keeps(scene, at, head):
            head = _Head(start=at)
        at += 1


def _bare_owner(scene: Scene, at: int) -> list[int]:
    """Return the body that 集团, 公司 … right before a title (or before 工会 and the title) refers to."""
    for i in range(at - 1, max(at - 3, -1), -1):
        if scene.items[i].text in _BARE_OWNERS:
            body = antecedent(scene, i, "Organization")
            return [] if body is None else [body]
    return []


def _posts_of_title(scene: Scene, at: int, role: str, bodies: list[int]) -> list[tuple[int | None, str]]:
    """Return (body, role) for a title behind bodies; a bare body word before it names a body within or beside them.

    集团党委委员、工会主席: the union is the one of the 集团, if the document names it, else the role says 工会主席.
    """
    word = scene.items[at - 1].text if at else ""
    if word not in _BARE_BODIES or scene.items[at - 1].kind != WORD:
        return [(body, role) for body in bodies] or [(_byline_body(scene, at, role), role)]
    title = scene.items[at].text
    entities = scene.analysis.entities
    named = [i for i, other in enumerate(entities) if other.type == "Organization" and other.name.endswith(word)]
    if word == "工会":
        owners = {entities[body].name for body in bodies}
        named = [i for i in named if entities[i].name.removesuffix(word) in owners]
    if len(named) == 1:
        return [(named[0], title)]
    return [(body if word == "工会" else None, word + title) for body in bodies or [None]]


def _keeps(scene: Scene, at: int, head: _Head) -> bool:
    """Return whether the posts gathered so far still wait for a name beyond the word at `at`."""
    item = scene.items[at]
    if item.text in _JOINTS or item.text in ("（", "(", "）", ")", "女", "男", "兼", "：", ":", "/", "\n", "等"):
        return item.text not in ("：", ":") or bool(head.posts and _BYLINE.search(head.posts[-1][1]))
    if item.text in ("，", ","):
        following = scene.items[at + 1] if at + 1 < len(scene.items) else None
        return (
            bool(head.posts)
            and not head.names_follow
            and following is not None
            and following.kind
            in (
                "Organization",
                TITLE,
            )
        )
    following = scene.items[at + 1] if at + 1 < len(scene.items) else None
    # 省总工会+原+副主席, 市总工会+女职工委员会+主任: modifiers of the title stay with the body before them.
    return (
        bool(head.bodies)
        and following is not None
        and following.kind == TITLE
        and item.tag in ("n", "vn", "a", "m", "b")
    )


def _role_text(scene: Scene, at: int, *, has_body: bool) -> tuple[str, int]:
    """Return the title with the words that narrow it (21路公交+司机), and the item where it starts."""
    start = at
    items = scene.items
    while start > 0 and at - start < 4:
        before = items[start - 1]
        if before.text == "本报":
            start -= 1
            break
        if before.kind != WORD or before.tag not in ("n", "vn", "m", "a", "an", "nz", "b", "r"):
            break
        if before.tag == "r" and before.text != "本报":
            break
        if before.text in _BARE_OWNERS or before.text in _BARE_BODIES:
            break
        if before.text in ("女", "原", "新", "一线", "相关", "全体"):
            break
        start -= 1
    if has_body and start > 0 and items[start - 1].kind not in ("Organization",) and start != at:
        start = at
    return "".join(item.text for item in items[start : at + 1]), start


def _byline_body(scene: Scene, at: int, role: str) -> int | None:
    """Return the outlet of a reporter: a medium named before in the same sentence."""
    if not _BYLINE.search(role) or role.startswith("本报"):
        return None
    for i in reversed(scene.find("Organization", start=max(0, at - 8), end=at)):
        if _MEDIA.search(scene.items[i].text):
            return scene.items[i].entity
    return None


def _after_names(scene: Scene, index: int, voice: Voice, last_body: Item | None) -> Iterator[Draft]:
    """Names, then 当选 or 任, then posts: 甲、乙(女)当选副主席; 选举丙为主席."""
    for at, relation in scene.triggers.items():
        if relation not in ("takes", "held", "leaves"):
            continue
        people = _names_before(scene, at)
        posts = list(_posts_after(scene, at + 1, _body_for(scene, at, last_body)))
        if relation == "leaves" and not people:
            people, posts = _dismissed(scene, at, last_body)
        for person in people:
            for post, end in posts:
                draft = _draft(scene, index, voice, person, post, range(*_extent(scene, person, end)))
                past = relation in ("held", "leaves")
                yield replace(
                    draft,
                    origin="name-then-verb",
                    modality="past" if past else "actual",
                    interval=scene.time_at(at),
                )
    yield from _appointed(scene, index, voice, last_body)


def _appointed(scene: Scene, index: int, voice: Voice, last_body: Item | None) -> Iterator[Draft]:
    """选举…为, 聘任…为, 任命…为: names between the verb and 为."""
    verbs = [at for at, relation in scene.triggers.items() if relation == "appoints"]
    for verb in verbs:
        goals = [i for i in range(verb, len(scene.items)) if scene.items[i].text in ("为", "担任", "任", "作为")]
        if not goals:
            continue
        people = scene.find("Person", start=verb, end=goals[0])
        for post, end in _posts_after(scene, goals[0] + 1, _body_for(scene, verb, last_body)):
            for person in people:
                draft = _draft(scene, index, voice, person, post, range(verb, end))
                yield replace(draft, origin="appointed", interval=scene.time_at(verb))


def _dismissed(
    scene: Scene, at: int, last_body: Item | None
) -> tuple[list[int], list[tuple[tuple[int | None, str], int]]]:
    """免去甲的市总工会副主席职务: the name stands behind the verb."""
    _, end = scene.clause(at)
    people = scene.find("Person", start=at, end=end)
    if not people:
        return [], []
    return people[:1], list(_posts_after(scene, people[0] + 1, _body_for(scene, at, last_body)))


def _extent(scene: Scene, person: int, end: int) -> tuple[int, int]:
    start, _ = scene.clause(person)
    return start, end


def _names_before(scene: Scene, at: int) -> list[int]:
    """Return the people of the list that ends before the verb; notes like (女) and adverbs may stand between."""
    people: list[int] = []
    i = at - 1
    while i >= 0:
        item = scene.items[i]
        if item.kind == "Person":
            people.append(i)
        elif item.text in ("、", "（", "(", "）", ")", "女", "男", "，", "和", "同志", "族", "汉族", "兼") or (
            item.tag in ("d", "ad", "TIME", "nz") and item.kind == WORD
        ):
            if item.text == "，" and not (people or (i and scene.items[i - 1].kind == "Person")):
                break
            if item.text == "，" and people:
                break
        elif not people and item.text in ("被", "全票", "等额", "为", "均", "分别", "再次", "大会", "会议", "选举"):
            pass
        else:
            break
        i -= 1
    return people[::-1]


def _body_for(scene: Scene, at: int, last_body: Item | None) -> Item | None:
    """Return the body whose posts are filled: named before in the sentence (a committee's parent), else the last one."""
    before = scene.find("Organization", end=at)
    if not before:
        return last_body
    return scene.items[before[-1]]


def _office_of(item: Item | None, role: str) -> int | None:
    """Return the body of a post: its committee of one term elects the chair of 市总工会, and its own director."""
    if item is None:
        return None
    if (
        not role.endswith(("主任", "委员"))
        and re.search(r"第[一二三四五六七八九十]+届|新一届", item.text)
        and item.inner
    ):
        return item.inner[0].entity
    return item.entity


def _posts_after(scene: Scene, start: int, default: Item | None) -> Iterator[tuple[tuple[int | None, str], int]]:
    """Yield (body, role) and the end of every post in the list that begins at item `start`."""
    body = default
    i = start
    while i < len(scene.items):
        item = scene.items[i]
        if item.kind == "Organization":
            body = item
        elif item.kind == TITLE:
            role, _ = _narrowed(scene, i, start)
            yield (_office_of(body, role), role), i + 1
        elif item.text in ("、", "兼", "和", "，", "的", "为", "了") or item.tag in ("n", "vn", "a", "m", "b", "TIME"):
            if item.text == "，" and not (
                i + 1 < len(scene.items) and scene.items[i + 1].kind in ("Organization", TITLE)
            ):
                return
        else:
            return
        i += 1


def _narrowed(scene: Scene, at: int, start: int) -> tuple[str, int]:
    first = at
    while (
        first > start
        and scene.items[first - 1].kind == WORD
        and scene.items[first - 1].tag in ("n", "vn", "a", "b", "m")
    ):
        first -= 1
    return "".join(item.text for item in scene.items[first : at + 1]), first


def _bare_titles(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """王某主席, 习某总书记: a title right behind a name, without a body."""
    for at in scene.find("Person"):
        following: Item | None = scene.items[at + 1] if at + 1 < len(scene.items) else None
        if following is None or following.kind != TITLE or following.text in _NO_OFFICE:
            continue
        beyond = scene.items[at + 2] if at + 2 < len(scene.items) else None
        if beyond is not None and (beyond.kind == "Person" or beyond.text in ("/", "：", ":")):
            continue
        draft = _draft(scene, index, voice, at, (None, following.text), range(at, at + 2))
        yield replace(draft, origin="title-behind-name")


def _occupations(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """21路公交司机周某: a group's name right before one person's says what that person does."""
    for at in scene.find("Person", start=1):
        group = scene.items[at - 1]
        if group.kind != "Group" or (not is_title(group.text[-2:]) and not is_title(group.text[-3:])):
            continue
        start = at - 1
        while start > 0 and scene.items[start - 1].kind == WORD and scene.items[start - 1].tag in ("m", "n", "nz"):
            start -= 1
        role = "".join(item.text for item in scene.items[start:at])
        yield replace(
            _draft(scene, index, voice, at, (None, role), range(start, at + 1)), origin="occupation-before-name"
        )


def _named_to(scenes: list[Scene], index: int, voice: Voice) -> Iterator[Draft]:
    """甲为某会主席; 免去乙的某会主席职务: decisions on posts, as notices word them."""
    scene = scenes[index]
    items = scene.items
    for at in scene.find("Person", end=len(items) - 2):
        link = at + 1
        while link < len(items) and items[link].text in ("（", "(", "女", "男", "）", ")", "同志"):
            link += 1
        if link >= len(items) or items[link].text not in ("为", "的"):
            continue
        posts = [(post, end) for post, end in _posts_after(scene, link + 1, None) if post[0] is not None]
        dismissed = items[link].text == "的"
        ends = items[posts[-1][1]].text if posts and posts[-1][1] < len(items) else ""
        if dismissed and not (ends == "职务" and _speaks_of(scenes, index, "免去", "辞去")):
            continue
        for post, end in posts:
            draft = _draft(scene, index, voice, at, post, range(at, end))
            yield replace(
                draft, origin="notice", modality="past" if dismissed else "actual", interval=scene.time_at(at)
            )


def _speaks_of(scenes: list[Scene], index: int, *words_: str) -> bool:
    """Return whether this sentence, or the line with a colon that leads to it, has one of the words."""
    for earlier in range(index, max(index - 6, -1), -1):
        text = scenes[earlier].text.rstrip()
        if (earlier == index or text.endswith(("：", ":"))) and any(word in text for word in words_):
            return True
        if earlier < index and text.endswith(("：", ":")):
            return False
    return False


def _roster(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """某会委员名单: the names behind it hold that role, up to the next list."""
    items = scene.items
    lists = [i for i, item in enumerate(items) if item.text == "名单" and i and items[i - 1].kind == TITLE]
    for number, at in enumerate(lists):
        bodies = scene.find("Organization", end=at)
        if not bodies:
            continue
        stop = lists[number + 1] if number + 1 < len(lists) else len(items)
        post = (items[bodies[-1]].entity, items[at - 1].text)
        for person in scene.find("Person", start=at, end=stop):
            draft = _draft(scene, index, voice, person, post, range(person, person + 1))
            span = Span(items[bodies[-1]].span.start, items[person].span.end)
            yield replace(draft, origin="roster", span=span)


def posts_of(drafts: Iterable[Draft]) -> list[tuple[int, int]]:
    """Return (person, body) of the roles that are held."""
    return [
        (draft.subject, draft.object)
        for draft in drafts
        if draft.property == "holdsRole" and draft.subject is not None and draft.object is not None
    ]
