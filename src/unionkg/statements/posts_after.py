"""Names before their posts: 甲、乙当选副主席; 选举丙为主席; 免去丁的某会主席职务."""

import re
from collections.abc import Iterator, Sequence

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.scene import TITLE, WORD, Item, Scene
from unionkg.statements.voice import Post, Voice

_TERM = re.compile(r"第[一二三四五六七八九十]+届|新一届")
_NARROWING = ("n", "vn", "a", "m", "b")
# How many sentences before a line of a notice its heading (决定免去：) may stand.
_HEADING_REACH = 5


def posts_after_names(scene: Scene, voice: Voice, last_body: Item | None) -> Iterator[Draft]:
    """Names, then 当选 or 任, then posts; 免去 and then the name. `last_body` is the body named before the sentence."""
    for at, relation in scene.triggers.items():
        if relation not in ("takes", "held", "leaves"):
            continue
        body = _body_for(scene, at, last_body)
        people = _names_before(scene, at)
        first = at + 1
        if relation == "leaves" and not people:
            people = scene.find("Person", start=at, end=scene.clause(at)[1])[:1]
            first = people[0] + 1 if people else len(scene.items)
        modality = "actual" if relation == "takes" else "past"
        posts = list(_posts_after(scene, first, body))
        for person in people:
            start, _ = scene.clause(person)
            for post, end in posts:
                span = scene.between(start, end)
                yield voice.role(scene, person, post, span, "name-then-verb", modality=modality, at=at)


def appointed(scene: Scene, voice: Voice, last_body: Item | None) -> Iterator[Draft]:
    """选举…为, 聘任…为, 任命…为: names between the verb and 为."""
    for verb in [at for at, relation in scene.triggers.items() if relation == "appoints"]:
        goal = next((i for i in range(verb, len(scene.items)) if scene.items[i].text in cues("into-office")), None)
        if goal is None:
            continue
        for post, end in _posts_after(scene, goal + 1, _body_for(scene, verb, last_body)):
            for person in scene.find("Person", start=verb, end=goal):
                yield voice.role(scene, person, post, scene.between(verb, end), "appointed", at=verb)


def notices(scenes: Sequence[Scene], scene: Scene, voice: Voice) -> Iterator[Draft]:
    """甲为某会主席; 免去乙的某会主席职务: decisions on posts, as notices word them."""
    items = scene.items
    for at in scene.find("Person", end=len(items) - 2):
        link = at + 1
        while link < len(items) and items[link].text in ("（", "(", "女", "男", "）", ")", "同志"):
            link += 1
        if link >= len(items) or items[link].text not in ("为", "的"):
            continue
        posts = [(post, end) for post, end in _posts_after(scene, link + 1, None) if post.body is not None]
        is_dismissal = items[link].text == "的"
        if is_dismissal and not (_ends_in_office(scene, posts) and _is_under_dismissal(scenes, scene)):
            continue
        modality = "past" if is_dismissal else "actual"
        for post, end in posts:
            yield voice.role(scene, at, post, scene.between(at, end), "notice", modality=modality, at=at)


def _ends_in_office(scene: Scene, posts: list[tuple[Post, int]]) -> bool:
    following = scene.item(posts[-1][1]) if posts else None
    return following is not None and following.text == "职务"


def _is_under_dismissal(scenes: Sequence[Scene], scene: Scene) -> bool:
    """Return whether this sentence, or the line with a colon that leads to it, says that posts end."""
    if any(word in scene.text for word in cues("dismissal")):
        return True
    for earlier in reversed(scenes[max(scene.index - _HEADING_REACH, 0) : scene.index]):
        text = earlier.text.rstrip()
        if text.endswith(("：", ":")):
            return any(word in text for word in cues("dismissal"))
    return False


def _names_before(scene: Scene, at: int) -> list[int]:
    """Return the people of the list that ends before the verb; notes like (女) and adverbs may stand between."""
    people: list[int] = []
    for i in range(at - 1, -1, -1):
        item, before = scene.items[i], scene.item(i - 1)
        if item.kind == "Person":
            people.append(i)
        elif item.text == "，":
            if people or before is None or before.kind != "Person":
                break
        elif not (_may_follow_name(item) or (not people and item.text in cues("election"))):
            break
    return people[::-1]


def _may_follow_name(item: Item) -> bool:
    return item.text in cues("name-note") or (item.kind == WORD and item.tag in ("d", "ad", "TIME", "nz"))


def _body_for(scene: Scene, at: int, last_body: Item | None) -> Item | None:
    """Return the body whose posts are filled: the last one before the verb in the sentence, else `last_body`.

    A meeting stands for the body that its name names: 市总工会第三届委员会第一次全体会议.
    """
    for i in reversed(scene.find("Organization", "Event", end=at)):
        item = scene.items[i]
        if item.kind == "Organization":
            return item
        named = [chunk for chunk in item.inner if scene.type_of(chunk.entity) == "Organization"]
        if named:
            first, *inner = sorted(named, key=lambda chunk: (chunk.span.start, -chunk.span.end))
            text = scene.analysis.layout.flow.text[first.span.start : first.span.end]
            return Item(first.span, "Organization", text, entity=first.entity, inner=tuple(inner))
    return last_body


def _posts_after(scene: Scene, start: int, default: Item | None) -> Iterator[tuple[Post, int]]:
    """Yield every post in the list that begins at item `start`, with the end of its title."""
    body = default
    for i in range(start, len(scene.items)):
        item, following = scene.items[i], scene.item(i + 1)
        if item.kind == "Organization":
            body = item
        elif item.kind == TITLE:
            role = _narrowed(scene, i, start)
            yield Post(_office_of(scene, body, role), role), i + 1
        elif item.text == "，":
            if following is None or following.kind not in ("Organization", TITLE):
                return
        elif item.text not in ("、", "兼", "和", "的", "为", "了") and item.tag not in (*_NARROWING, "TIME"):
            return


def _office_of(scene: Scene, item: Item | None, role: str) -> int | None:
    """Return the body of a post: its committee of one term elects the chair of 市总工会, and its own director."""
    if item is None or item.entity is None:
        return None
    term = _TERM.search(item.text)
    if term is None or role.endswith(("主任", "委员", "监事", "董事")):
        return item.entity
    if item.inner:
        return item.inner[0].entity
    owner = scene.surfaces.owner(item.entity, item.text[: term.start()])
    return item.entity if owner is None else owner


def _narrowed(scene: Scene, at: int, start: int) -> str:
    first = at
    while first > start and scene.items[first - 1].kind == WORD and scene.items[first - 1].tag in _NARROWING:
        first -= 1
    return "".join(item.text for item in scene.items[first : at + 1])
