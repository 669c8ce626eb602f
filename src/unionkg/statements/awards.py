"""Awards, who gets them and who gives them: received, conferredBy."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, WORD, Scene

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
                winners = scene.find(*_WINNERS, start=at + 1, end=awards[0]) or _given_to(scene, start, at)
                givers = scene.find("Organization", start=start, end=at)[:1]
                yield from _granted(reading, scene, at, awards, winners, givers)
        yield from _titled(reading, scene)


def _given_to(scene: Scene, start: int, at: int) -> list[int]:
    """Return who gets it in 为甲授予乙."""
    opened = [i for i in range(start, at) if scene.items[i].text in ("为", "向", "给")]
    return scene.find(*_WINNERS, start=opened[-1], end=at) if opened else []


def _is_passive(scene: Scene, at: int) -> bool:
    """Return whether 被 or 获 stands before the verb, right there or before who gives it: 被乙授予."""
    start, _ = scene.clause(at)
    return any(scene.items[i].text in ("被", "获") for i in range(start, at))


def _won(reading: Reading, scene: Scene, at: int, awards: list[int]) -> Iterator[Draft]:
    """甲被乙评为丙: the winners stand before the verb, the bodies that give it behind 被 or 由."""
    givers = _givers(scene, at)
    winners = _winners_before(scene, min([*givers, at]))
    if any(item.text == "分别" for item in scene.items[max(0, at - 2) : at]):
        yield from _in_turn(reading, scene, at, awards)
    elif winners:
        yield from _granted(reading, scene, at, awards, winners, givers)
    else:
        topic = reading.agents.topic_before(scene)
        for award in awards:
            if topic is not None:
                ends = topic, scene.items[award].entity
                span = scene.evidence(award, at)
                yield reading.voice.draft(scene, at, "received", ends, "award", span=span, confidence=0.6)
        yield from _granted(reading, scene, at, awards, [], givers)


def _givers(scene: Scene, at: int) -> list[int]:
    """Return the bodies of the list behind 被, 获 or 由 in the clause."""
    start, _ = scene.clause(at)
    opened = [i for i in range(start, at) if scene.items[i].kind == WORD and scene.items[i].text in "被由获经"]
    return scene.find("Organization", start=opened[-1] + 1, end=at) if opened else []


def _in_turn(reading: Reading, scene: Scene, at: int, awards: list[int]) -> Iterator[Draft]:
    """甲、乙、丙分别获得丁、戊、己: the first gets the first; so does the first of each list of the sentence."""
    people = scene.find("Person", end=at)
    lists: list[list[int]] = []
    for i in people:
        if lists and all(item.text in cues("list") for item in scene.items[lists[-1][-1] + 1 : i]):
            lists[-1].append(i)
        else:
            lists.append([i])
    for winners in lists:
        if len(winners) == len(awards):
            for winner, award in zip(winners, awards, strict=True):
                yield from _draft(reading, scene, "received", winner, award, at)


def _titled(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """全国劳动模范、某公司技师甲; 奖章获得者甲: an award among the titles before a name."""
    for person in scene.find("Person"):
        for i in range(person - 1, -1, -1):
            item = scene.items[i]
            if item.kind == "Award":
                yield from _draft(reading, scene, "received", person, i, person, origin="award-as-title")
            elif item.kind not in (TITLE, "Organization") and item.text not in cues("award-title"):
                break


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


def _draft(
    reading: Reading, scene: Scene, property_: str, left: int, right: int, at: int, origin: str = "award"
) -> Iterator[Draft]:
    ends = scene.items[left].entity, scene.items[right].entity
    if None not in ends:
        span = scene.evidence(left, right, at)
        yield reading.voice.draft(scene, at, property_, ends, origin, span=span, confidence=0.75)


def _winners_before(scene: Scene, at: int) -> list[int]:
    """Return the nearest list of people, or the body, facility or group that is the subject, before item `at`."""
    people = []
    for i in range(at - 1, -1, -1):
        item = scene.items[i]
        if item.kind == "Person":
            people.append(i)
        elif item.is_comma or (item.kind == WORD and item.tag == "v" and people):
            break
    if people:
        return people[::-1]
    start, _ = scene.clause(max(at - 1, 0))
    near = [i for i in scene.find(*_WINNERS, "Initiative", "Place", start=start, end=at) if _is_subject(scene, i)]
    return near[-1:] or [i for i in scene.find(*_WINNERS, end=start) if _is_subject(scene, i)][:1]


def _is_subject(scene: Scene, at: int) -> bool:
    """Return whether neither a preposition governs the mention at item `at` nor its own officer or part follows."""
    before, following = scene.item(at - 1), scene.item(at + 1)
    is_governed = (
        before is not None and before.kind == WORD and before.text in cues("governs") | {"被", "由", "作为", "（", "("}
    )
    return not is_governed and (following is None or (following.text not in ("的", "推荐") and following.kind != TITLE))
