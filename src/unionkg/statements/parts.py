"""What is part of what: partOf, read off names (市总工会权益保障部) and off posts (集团党委书记、安全部部长)."""

from collections.abc import Iterator

from unionkg.model import Chunk, Draft, Span
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, Item, Scene

_BODY = "Organization"
_SHORTEST = 2
# A unit in a list of posts has a name of at most so many characters, and none that begins with a division's level.
_UNIT_LENGTH = 8
_DIVISIONS = "省市区县乡镇村街总全国州"
_OPEN = ("（", "(")
_SHORTEST_TAIL = 4
_SHORT_ENDS = "委局部厅院办社团校行厂"


def find_parts(reading: Reading) -> Iterator[Draft]:
    """Yield drafts of partOf, each pair once."""
    done: set[tuple[int | None, int | None]] = set()
    for scene in reading.scenes:
        for draft in (*_nested(scene), *_of_owner(scene), *_units_in_posts(scene), *_subordinate(scene, reading)):
            pair = draft.subject, draft.object
            if pair not in done and pair[::-1] not in done and pair[0] != pair[1]:
                done.add(pair)
                yield draft


def _nested(scene: Scene) -> Iterator[Draft]:
    """A body whose name begins with another's is part of the longest such one: 市总工会权益保障部."""
    for item in scene.items:
        bodies: list[Item | Chunk] = [item, *item.inner]
        for body in bodies:
            if body.entity is None or scene.type_of(body.entity) != _BODY:
                continue
            owner = _longest_owner(scene, body, item.inner)
            if owner is not None:
                yield Draft("partOf", body.entity, owner, item.span, "nested-name", confidence=0.85)


def _longest_owner(scene: Scene, body: Item | Chunk, inner: tuple[Chunk, ...]) -> int | None:
    flow = scene.analysis.layout.flow.text
    name = flow[body.span.start : body.span.end]
    for end in range(len(name) - 1, _SHORTEST - 1, -1):
        rest = name[end:]
        if rest[0] in _OPEN or rest in cues("no-part") or rest[0] == "的":
            continue
        if end == _SHORTEST and name[1] not in _SHORT_ENDS:  # 市委统战部, not 东方…
            continue
        within = [c.entity for c in inner if c.span.end == body.span.start + end and c.span.start >= body.span.start]
        if not within and end >= _SHORTEST_TAIL and ending("unit-ending").search(rest):
            within = scene.surfaces.ending(name[:end], _BODY)  # 全国总工会权益保障部 of 中华全国总工会
        owners = [o for o in (*scene.surfaces.named(name[:end], _BODY), *within) if o != body.entity]
        if len(set(owners)) == 1 and scene.type_of(owners[0]) == _BODY and not _is_generic(name[:end]):
            return owners[0]
    return None


def _is_generic(name: str) -> bool:
    return name in cues("bare-owner") or name in cues("bare-body")


def _of_owner(scene: Scene) -> Iterator[Draft]:
    """公司第九届监事会, 街道党工委, 集团工会: what such a word pointed to before owns the body."""
    for item in scene.items:
        if item.kind != _BODY or item.entity is None:
            continue
        word = next((w for w in cues("owner-word") if item.text.startswith(w) and len(item.text) > len(w)), None)
        if word is None or not ending("unit-ending").search(item.text):
            continue
        owner = scene.antecedents.last(word, item.span.start, _BODY)
        if owner is not None and owner != item.entity:
            yield Draft("partOf", item.entity, owner, item.span, "owner-word", confidence=0.75)


def _units_in_posts(scene: Scene) -> Iterator[Draft]:
    """集团总经理助理兼安全部部长: a bare unit in a list of posts belongs to the body that opens the list."""
    owner: Item | None = None
    for at, item in enumerate(scene.items):
        following, before = scene.item(at + 1), scene.item(at - 1)
        if item.kind == _BODY and following is not None and following.kind == TITLE:
            is_unit = _is_bare_unit(item.text)
            in_list = before is not None and before.text in ("、", "兼", "和")
            if owner is not None and is_unit and in_list:
                span = Span(owner.span.start, following.span.end)
                yield Draft("partOf", item.entity, owner.entity, span, "unit-in-posts", confidence=0.75)
            elif not is_unit:
                is_public = ending("public-ending").search(item.text) is not None
                owner = None if is_public else item
        elif item.kind != TITLE and item.text not in ("、", "兼", "和"):
            owner = None


def _is_bare_unit(name: str) -> bool:
    """Return whether a body is named as a unit of another one, by a short name without a division: 安全部."""
    return len(name) <= _UNIT_LENGTH and ending("unit-ending").search(name) is not None and name[0] not in _DIVISIONS


def _subordinate(scene: Scene, reading: Reading) -> Iterator[Draft]:
    """甲隶属于乙, 乙下属的甲."""
    for at, item in enumerate(scene.items):
        start, end = scene.clause(at)
        if item.text in cues("belongs-to"):
            lower = scene.find(_BODY, start=start, end=at)[-1:]
            upper = scene.find(_BODY, start=at + 1, end=end)[:1]
        elif item.text in cues("has-below"):
            upper = [at - 1] if at and scene.items[at - 1].kind == _BODY else []
            lower = scene.find(_BODY, start=at + 1, end=min(at + 3, len(scene.items)))[:1]
        else:
            continue
        for part in lower:
            for whole in upper:
                ends = scene.items[part].entity, scene.items[whole].entity
                span = scene.evidence(part, whole)
                yield reading.voice.draft(scene, at, "partOf", ends, "subordinate", span=span, confidence=0.8)
