"""Posts before names: 市总工会党组书记、副主席张某; 甲省总工会主席王某、副主席李某."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from unionkg.model import Draft
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.scene import TITLE, WORD, Scene
from unionkg.statements.voice import Post, Voice

# How many items before a title may narrow it, and how far before a byline its medium may stand.
_ROLE_REACH, _MEDIUM_REACH = 4, 8
_OWN_MEDIUM = "本报"


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
    for at, item in enumerate(scene.items):
        if item.kind == "Organization" and item.entity is not None:
            head = _with_body(scene, at, item.entity, head)
        elif item.kind == TITLE:
            head = _Head(start=at + 1) if _is_behind_name(scene, at) else _with_title(scene, at, head)
        elif item.kind == "Person":
            span = scene.between(head.start, at + 1)
            for post in head.posts:
                yield voice.role(scene, at, post, span, "byline" if _is_byline(head) else "posts-before-name")
            head = replace(head, names_follow=True) if head.posts else _Head(start=at + 1)
        elif not _keeps(scene, at, head):
            head = _Head(start=at)


def _is_behind_name(scene: Scene, at: int) -> bool:
    """Return whether the title belongs to the name right before it (甲大学王某教授、…), not to one that follows."""
    before, following = scene.item(at - 1), scene.item(at + 1)
    if before is None or before.kind != "Person" or before.span.end != scene.items[at].span.start:
        return False
    return following is None or (following.kind != "Person" and following.text not in ("/", "：", ":"))


def _is_byline(head: _Head) -> bool:
    return bool(head.posts and ending("byline").search(head.posts[-1].role))


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
    if head.names_follow:  # 某会主席甲，副主席乙: the body stays, unless the posts are those of a byline
        head = _Head(start=at, bodies=[] if _is_byline(head) else head.bodies)
    is_first = not head.bodies and not head.posts
    role, start = _role_text(scene, at, has_body=bool(head.bodies))
    head.start = start if is_first else min(head.start, start)
    head.bodies = head.bodies or _bare_owner(scene, at)
    posts = [_of_government(scene, post) for post in _posts_of_title(scene, at, role, head.bodies)]
    if start and scene.items[start - 1].text in cues("former"):
        posts = [replace(post, is_former=True) for post in posts]
    head.posts += posts
    return head


def _of_government(scene: Scene, post: Post) -> Post:
    """Return the post without its body where the title leads a government and the body is none: 县委副书记、县长."""
    if post.body is None or post.role.removeprefix("副") not in cues("heads-government"):
        return post
    return (
        post
        if ending("government-ending").search(scene.analysis.entities[post.body].name)
        else replace(post, body=None)
    )


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
    before, title = scene.item(at - 1), scene.items[at].text
    if before is None or before.kind != WORD or before.text not in cues("bare-body"):
        return [Post(body, role) for body in bodies] or [Post(_medium_before(scene, at, role), role)]
    named = _bodies_named(scene, before.text, bodies)
    if len(named) == 1:
        return [Post(named[0], title)]
    owners: list[int] = bodies if before.text == "工会" else []
    role_of_owner = before.text + title
    return [Post(owner, role_of_owner) for owner in owners] or [Post(None, role_of_owner)]


def _bodies_named(scene: Scene, word: str, owners: list[int]) -> list[int]:
    """Return the document's bodies whose name ends with a bare body word; a 工会 only if it is that of an owner."""
    names = {scene.analysis.entities[owner].name for owner in owners}
    return [
        i
        for i, other in enumerate(scene.analysis.entities)
        if other.type == "Organization"
        and other.name.endswith(word)
        and (word != "工会" or other.name.removesuffix(word) in names)
    ]


def _keeps(scene: Scene, at: int, head: _Head) -> bool:
    """Return whether the posts gathered so far still wait for a name beyond the word at `at`."""
    item, following = scene.items[at], scene.item(at + 1)
    if item.text in cues("role-joint") or item.text in cues("role-note") or item.text == "\n":
        return True
    if item.text in ("：", ":"):
        return _is_byline(head)
    if following is None:
        return False
    if item.text in ("，", ","):
        return bool(head.posts) and following.kind in ("Organization", TITLE)
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
        if before.text == _OWN_MEDIUM:
            start -= 1
            break
        if before.kind != WORD or before.tag not in ("n", "vn", "m", "a", "an", "nz", "b"):
            break
        if any(before.text in cues(name) for name in ("bare-owner", "bare-body", "not-in-role")):
            break
        start -= 1
    if has_body and 0 < start < at and items[start - 1].kind != "Organization":
        start = at
    return "".join(item.text for item in items[start : at + 1]), start


def _medium_before(scene: Scene, at: int, role: str) -> int | None:
    """Return the outlet of a reporter: a medium named before in the same sentence."""
    if not ending("byline").search(role) or role.startswith(_OWN_MEDIUM):
        return None
    for i in reversed(scene.find("Organization", start=at - _MEDIUM_REACH, end=at)):
        if ending("medium-ending").search(scene.items[i].text):
            return scene.items[i].entity
    return None
