"""What bodies do: operates, partneredWith, authored.

A trigger verb has an agent before it (`Agents`), objects behind it (`objects_of`), and may have partners: 与乙联合,
会同乙. Each party operates the thing; partneredWith joins the first-named to each other party.
"""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues
from unionkg.statements.objects import objects_of
from unionkg.statements.reading import Reading
from unionkg.statements.scene import WORD, Item, Scene
from unionkg.statements.voice import is_plan

_SHARED = ("operates", "creates", "hosts", "signs", "jointly")
_OPERATING = ("operates", "creates", "jointly", "hosts")
_JOINING = ("joins", "jointly", "signs")


def find_activities(reading: Reading) -> Iterator[Draft]:
    """Yield drafts of what bodies do, alone and together."""
    ahead: set[int] = set()
    for scene in reading.scenes:
        paragraph = scene.sentence.paragraph
        in_turn = reading.voice.turn_speaker(scene) is not None
        yield from _acts(reading, scene, "planned" if in_turn and paragraph in ahead else None)
        yield from _owned(reading, scene)
        if any(_governs_paragraph(scene, at) for at in range(len(scene.items))):
            ahead.add(paragraph)


def _governs_paragraph(scene: Scene, at: int) -> bool:
    """Return whether 我们将 or 下一步 opens what is to come, up to the end of the paragraph."""
    if not is_plan(scene, at):
        return False
    before = scene.items[at - 1].text if at else ""
    return scene.items[at].text in cues("ahead") or before in ("我们", "也", "还", "继续")


def _acts(reading: Reading, scene: Scene, inherited: str | None) -> Iterator[Draft]:
    joined: dict[tuple[int, int], list[int]] = {}
    part = 0
    for at, item in enumerate(scene.items):
        part += item.text in ("；", ";")
        relation = scene.triggers.get(at)
        subjects = reading.agents.subjects(scene, at) if relation else ()
        if relation is None or not subjects:
            continue
        agent, *others = subjects
        together = joined.setdefault((agent, part), [])
        for partner, origin in _new_partners(scene, at, relation, others):
            if partner not in together and (partner != agent or origin == "joint-subject"):
                together.append(partner)
                yield _draft(reading, scene, "partneredWith", (agent, partner), (at, at), origin, inherited)
        if relation in _OPERATING:
            for position, entity in objects_of(scene, at, relation):
                for party in (agent, *together):
                    if party != entity:
                        ends = party, entity
                        yield _draft(reading, scene, "operates", ends, (at, position), "verb-object", inherited)
        elif relation == "authored":
            for position in _works_after(scene, at):
                work = agent, scene.items[position].entity
                yield _draft(reading, scene, "authored", work, (at, position), "issues", inherited)


def _draft(
    reading: Reading,
    scene: Scene,
    property_: str,
    ends: tuple[int | None, int | None],
    where: tuple[int, ...],
    origin: str,
    inherited: str | None = None,
) -> Draft:
    if property_ == "partneredWith":
        # A list of parties may begin clauses before the verb; the quote names both.
        named = {item.entity: i for i, item in enumerate(scene.items[: where[0]]) if item.entity in ends}
        where = (*where, *named.values())
    return reading.voice.draft(
        scene, where[0], property_, ends, origin, span=scene.evidence(*where), confidence=0.7, inherited=inherited
    )


def _new_partners(scene: Scene, at: int, relation: str, others: list[int]) -> Iterator[tuple[int, str]]:
    """Yield those who act with the agent, with the origin: coordinated subjects, then those that the verb joins."""
    if relation in _SHARED and (relation == "jointly" or (others and objects_of(scene, at, relation))):
        yield from ((other, "joint-subject") for other in others)
    if relation in _JOINING:
        yield from ((partner, "joint-action") for partner in _partners(scene, at, relation))


def _partners(scene: Scene, at: int, relation: str) -> Iterator[int]:
    """Yield the bodies that act with the subject: behind 联合, or before 共同 and behind 与."""
    items = scene.items
    start, end = scene.clause(at)
    openers = [i for i in range(start, at) if items[i].text in cues("partner") and items[i].tag in ("p", "c")]
    openers = [i for i in openers if i + 1 < at and items[i + 1].kind == "Organization"]
    positions = range(openers[0] + 1, at) if openers else range(at + 1, end if relation == "joins" else at + 1)
    seen = False
    for i in positions:
        item = items[i]
        if item.kind == "Organization" and item.entity is not None:
            seen = True
            yield item.entity
        elif _ends_partners(item, in_list=seen):
            return


def _ends_partners(item: Item, *, in_list: bool) -> bool:
    if in_list:
        return item.text not in cues("list") and item.text not in cues("partner-tail")
    return item.kind == WORD and item.tag in ("v", "p")


def _works_after(scene: Scene, at: int) -> list[int]:
    _, end = scene.clause(at)
    found: list[int] = []
    for i in range(at + 1, end):
        item = scene.items[i]
        if item.kind == "Work":
            found.append(i)
        elif item.kind == WORD and item.tag in ("v", "p") and not found:
            break
    return found


def _owned(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """A body right before the quoted name of what it runs: 市总工会“暖心驿站”; more quotations may follow."""
    items = scene.items
    for at in scene.find("Organization"):
        i = at + 1
        if i + 1 < len(items) and items[i].tag == "TIME":
            i += 1
        named = []
        if i < len(items) and items[i].text.startswith("“") and items[i].kind == "Initiative":
            named.append(i)
        while i + 1 < len(items) and items[i].text in ("“", "”", "、", "和"):
            if items[i].text == "“" and items[i + 1].kind in ("Facility", "Initiative"):
                named.append(i + 1)
                i += 1
            i += 1
        for name in named:
            ends = items[at].entity, items[name].entity
            yield _draft(reading, scene, "operates", ends, (at, name), "owner-before-name")
