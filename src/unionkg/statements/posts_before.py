"""Posts before names: 市总工会党组书记、副主席张某; 甲省总工会主席王某、副主席李某."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from unionkg.model import Draft
from unionkg.statements.bylines import is_byline
from unionkg.statements.lexicon import cues, ending, is_occupation
from unionkg.statements.scene import TITLE, WORD, Scene
from unionkg.statements.voice import Post, Voice

# How many items before a title may narrow it.
_ROLE_REACH = 4
_NARROWING = ("nz", "m", "b")


@dataclass(slots=True)
class _Head:
    """Posts read so far that wait for a name, and the bodies of the posts that are read next."""

    start: int = 0
    bodies: list[int] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    names_follow: bool = False


def posts_before_names(scene: Scene, voice: Voice) -> Iterator[Draft]:
    """Walk once, gather posts, give them to every name that follows."""
    head = _Head()
    skipped = 0
    for at, item in enumerate(scene.items):
        if at < skipped:
            continue
        if item.text in ("（", "(") and head.posts and not head.names_follow:
            skipped = _behind_note(scene, at)  # 培训师（某队队员）、医生甲: the note has posts of its own
            head.posts += _posts_of_note(scene, at, skipped)
        if skipped > at:
            continue
        if item.kind == "Organization" and item.entity is not None:
            head = _with_body(scene, at, item.entity, head)
        elif item.kind == TITLE:
            is_apart = _is_behind_name(scene, at) or is_byline(item)
            head = _Head(start=at + 1) if is_apart else _with_title(scene, at, head)
        elif item.kind == "Person":
            span = scene.between(head.start, at + 1)
            for post in head.posts:
                yield voice.role(scene, at, post, span, "posts-before-name")
            head = replace(head, names_follow=True) if head.posts else _Head(start=at + 1)
        elif not _keeps(scene, at, head):
            head = _Head(start=at)


def _behind_note(scene: Scene, at: int) -> int:
    """Return the item behind the bracket at item `at`, 0 when it holds no body or does not close."""
    for end in range(at + 1, len(scene.items)):
        if scene.items[end].text in ("）", ")"):
            return end + 1 if scene.find("Organization", start=at, end=end) else 0
    return 0


def _posts_of_note(scene: Scene, start: int, end: int) -> list[Post]:
    """Return the posts between brackets, each right behind its body."""
    pairs = zip(scene.items[start:end], scene.items[start + 1 : end], strict=False)
    return [
        Post(body.entity, title.text) for body, title in pairs if body.kind == "Organization" and title.kind == TITLE
    ]


def _is_behind_name(scene: Scene, at: int) -> bool:
    """Return whether the title belongs to the name right before it (甲大学王某教授、…), not to one that follows."""
    before, following = scene.item(at - 1), scene.item(at + 1)
    if before is None or before.kind != "Person" or before.span.end != scene.items[at].span.start:
        return False
    return following is None or (following.kind != "Person" and following.text not in ("/", "：", ":"))


def _with_body(scene: Scene, at: int, body: int, head: _Head) -> _Head:
    """Return the head with another body: of a new list of posts, of one more post, or beside the body before it."""
    before = scene.items[at - 1].text if at else ""
    is_one_more_post = head.posts and not head.names_follow and before in ("、", "，", ",", "和", "兼")
    is_beside = head.bodies and not head.posts and before == "、"
    if not is_one_more_post and not is_beside:
        head = _Head(start=at)
    head.bodies = [*head.bodies, body] if is_beside else [body]
    return head


def _with_title(scene: Scene, at: int, head: _Head) -> _Head:
    if head.names_follow:  # 某会主席甲，副主席乙: the body stays
        head = _Head(start=at, bodies=[body for body in head.bodies if _may_have(scene, body, at)])
    is_first = not head.bodies and not head.posts
    role, start = _role_text(scene, at, has_body=bool(head.bodies))
    head.start = start if is_first else min(head.start, start)
    head.bodies = head.bodies or _bare_owner(scene, at)
    bodies = [] if head.posts and _is_occupation(scene, at) else head.bodies
    posts = [_of_government(scene, post) for post in _posts_of_title(scene, at, role, bodies)]
    before = scene.item(at - 1)
    # 市政协原党组书记、主席: what stands before the first post of a body holds for the others.
    goes_on = bool(head.posts) and head.posts[-1].is_former and before is not None and before.text == "、"
    if goes_on or (start and scene.items[start - 1].text in cues("former")):
        posts = [replace(post, is_former=True) for post in posts]
    head.posts += posts
    return head


def _may_have(scene: Scene, body: int, at: int) -> bool:
    """Return whether a body named before another name may have the post: a 部 has no 副主席 and no 巡视员."""
    if not scene.analysis.entities[body].name.endswith(tuple(cues("small-unit"))):
        return True
    return not scene.items[at].text.endswith(tuple(cues("not-of-unit")))


def _is_occupation(scene: Scene, at: int) -> bool:
    """Return whether the title behind other posts says what somebody does, not where: 某协会主席、作家甲."""
    before, earlier = scene.item(at - 1), scene.item(at - 2)
    if before is None or before.text not in ("、", "，", ",") or not is_occupation(scene.items[at].text):
        return False
    return earlier is None or earlier.kind != TITLE or not is_occupation(earlier.text)


def _of_government(scene: Scene, post: Post) -> Post:
    """Return the post without its body where the title leads a government and the body is none: 县委副书记、县长."""
    head = next((title for title in cues("heads-government") if post.role.endswith(title)), None)
    if head is None or (
        post.body is not None and ending("government-ending").search(scene.analysis.entities[post.body].name)
    ):
        return post
    level = head[0]
    found = {
        entity for ending_ in ("政府", "人民政府") for entity in scene.surfaces.ending(level + ending_, "Organization")
    }
    if len(found) == 1:
        return replace(post, body=found.pop())
    return post if post.body is None or _is_division(scene, post.body, level) else replace(post, body=None)


def _is_division(scene: Scene, body: int, level: str) -> bool:
    """Return whether the body is a division by its bare name: 甲县常务副县长."""
    return scene.analysis.entities[body].name.endswith(level)


def _bare_owner(scene: Scene, at: int) -> list[int]:
    """Return the body that 集团, 公司 … right before a title (or before 工会 and the title) refers to."""
    for i in range(at - 1, max(at - 3, -1), -1):
        if scene.items[i].text in cues("bare-owner"):
            body = scene.antecedent(i, "Organization")
            return [] if body is None else [body]
    return []


def _posts_of_title(scene: Scene, at: int, role: str, bodies: list[int]) -> list[Post]:
    """Return the posts of a title behind bodies; a bare body word before it names a body within or beside them.

    集团党委委员、工会主席: the union is the one of the 集团, if the document names it, else the role says 工会主席.
    """
    return [body_of_word(scene, at, bodies) or Post(body, role) for body in bodies] or [
        body_of_word(scene, at, []) or Post(None, role)
    ]


def body_of_word(scene: Scene, at: int, owners: list[int]) -> Post | None:
    """Return the post of a title with a bare body word before it (集团党委委员、工会主席), None without such a word."""
    before, title = scene.item(at - 1), scene.items[at].text
    if before is None or before.kind != WORD or before.text not in cues("bare-body"):
        return None
    named = _bodies_named(scene, before.text, owners)
    if len(named) == 1:
        return Post(named[0], title)
    return Post(owners[0] if owners and before.text == "工会" else None, before.text + title)


def _bodies_named(scene: Scene, word: str, owners: list[int]) -> list[int]:
    """Return the document's bodies whose name ends with a bare body word; a 工会 only if it is that of an owner."""
    if word not in ("工会", "总工会"):
        return scene.surfaces.ending(word, "Organization")
    prefixes = [*(name for owner in owners for name in scene.surfaces.of(owner)), *sorted(cues("union-owner"))]
    found = [entity for prefix in prefixes for entity in scene.surfaces.named(prefix + word, "Organization")]
    if not found:  # 甲街道党建办公室副主任、总工会主席: the union of the same place
        known = [scene.analysis.entities[owner].name for owner in owners]
        found = [
            entity
            for entity in scene.surfaces.ending(word, "Organization")
            for place in [scene.analysis.entities[entity].name.removesuffix(word)]
            if place and any(name.startswith(place) for name in known)
        ]
    return list(dict.fromkeys(found))


def _keeps(scene: Scene, at: int, head: _Head) -> bool:
    """Return whether the posts gathered so far still wait for a name beyond the word at `at`."""
    item, following = scene.items[at], scene.item(at + 1)
    if item.text in cues("role-joint") or item.text in cues("role-note") or item.text == "\n":
        return True
    if following is None:
        return False
    if item.text in ("，", ","):
        return bool(head.posts) and following.kind in ("Organization", TITLE)
    if item.text == "的":  # 少年宫的舞蹈老师甲
        return bool(head.bodies) and not head.posts and following.kind == TITLE
    # 省总工会+原+副主席, 市总工会+女职工委员会+主任: modifiers of the title stay with the body before them.
    return (
        bool(head.bodies)
        and following.kind == TITLE
        and (item.tag in ("n", "vn", "a", "m", "b") or item.text in cues("former"))
    )


def _role_text(scene: Scene, at: int, *, has_body: bool) -> tuple[str, int]:
    """Return the title with the words that narrow it (21路公交+司机), and the item where it starts."""
    items = scene.items
    start = at
    while start > 0 and at - start < _ROLE_REACH:
        before = items[start - 1]
        if before.kind != WORD or before.tag not in _NARROWING or before.text.endswith(("位", "名", "个")):
            break
        if any(before.text in cues(name) for name in ("bare-owner", "bare-body", "not-in-role")):
            break
        start -= 1
    if has_body and 0 < start < at and items[start - 1].kind != "Organization":
        start = at
    return "".join(item.text for item in items[start : at + 1]), start
