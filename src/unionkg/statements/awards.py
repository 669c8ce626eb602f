"""Awards, who gets them and who gives them: received, conferredBy."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.reading import Reading
from unionkg.statements.scene import WORD, Scene

_WINNERS = ("Person", "Organization", "Facility", "Group")


def find_awards(reading: Reading) -> Iterator[Draft]:
    """Yield drafts about awards: 甲获评乙; 丙授予甲乙."""
    for scene in reading.scenes:
        for at, relation in scene.triggers.items():
            start, end = scene.clause(at)
            awards = scene.find("Award", start=at + 1, end=end) if relation in ("receives", "confers") else []
            following = scene.item(at + 1)
            if not awards:
                continue
            if following is not None and following.text == "的":
                yield from _given_by(reading, scene, at, awards[0])
            elif relation == "receives" or _is_passive(scene, at):
                yield from _won(reading, scene, at, awards)
            else:
                winners = scene.find(*_WINNERS, start=at + 1, end=awards[0])
                givers = scene.find("Organization", start=start, end=at)[:1]
                yield from _granted(reading, scene, at, awards, winners, givers)


def _is_passive(scene: Scene, at: int) -> bool:
    before = scene.item(at - 1)
    return before is not None and before.text in ("被", "获")


def _won(reading: Reading, scene: Scene, at: int, awards: list[int]) -> Iterator[Draft]:
    """甲被乙评为丙: the winners stand before the verb, the body that gives it behind 被 or 由."""
    givers = [i for i in scene.find("Organization", start=1, end=at) if scene.items[i - 1].text in "被由获经"]
    yield from _granted(reading, scene, at, awards, _winners_before(scene, at), givers)


def _granted(
    reading: Reading, scene: Scene, at: int, awards: list[int], winners: list[int], givers: list[int]
) -> Iterator[Draft]:
    for award in awards:
        for winner in winners:
            if winner not in givers:
                yield from _draft(reading, scene, "received", winner, award, at)
        for giver in givers:
            yield from _draft(reading, scene, "conferredBy", award, giver, at)


def _given_by(reading: Reading, scene: Scene, at: int, award: int) -> Iterator[Draft]:
    """由甲、乙联合命名的丙: who gives the award, in a relative clause."""
    start, _ = scene.clause(at)
    opened = [i for i in range(at) if scene.items[i].text == "由"]
    for giver in scene.find("Organization", start=opened[-1] if opened else start, end=at):
        yield from _draft(reading, scene, "conferredBy", award, giver, at)


def _draft(reading: Reading, scene: Scene, property_: str, left: int, right: int, at: int) -> Iterator[Draft]:
    ends = scene.items[left].entity, scene.items[right].entity
    if None not in ends:
        span = scene.evidence(left, right, at)
        yield reading.voice.draft(scene, at, property_, ends, "award", span=span, confidence=0.75)


def _winners_before(scene: Scene, at: int) -> list[int]:
    """Return the nearest list of people, or the nearest body, facility or group, before the verb."""
    people = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        if item.kind == "Person":
            people.append(i)
        elif item.is_comma or (item.kind == WORD and item.tag == "v" and people):
            break
    if people:
        return people[::-1]
    start, _ = scene.clause(at)
    near = scene.find(*_WINNERS, start=start, end=at) or scene.find(*_WINNERS, end=at)
    return near[-1:]
