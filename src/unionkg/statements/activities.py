"""What bodies do: operates, partneredWith, authored, delivered.

A trigger verb has an agent before it (`Agents`), objects behind it (`objects_after`), and may have partners: 与乙联合,
会同乙. Each party operates the thing; partneredWith joins the first-named to each other party.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.model import Draft
from unionkg.statements.agents import Agents
from unionkg.statements.scene import WORD, Scene, antecedent
from unionkg.statements.voice import Voice, is_plan, modality

_LIST_MARKS = frozenset("、 和 及 与 以及 等 ， ,".split())
_TEAM = re.compile(r"(?:队|队伍|团|小组|专班|委员会|联盟|联合会|工会|工作组|服务队|协会|中心)$")
_SPEECH = re.compile(r"(?:报告|致词|致辞|讲话|发言|演讲)$")
_WITH = frozenset("与 和 同 跟".split())
_SHARED = ("operates", "creates", "hosts", "signs", "jointly")
_SKIPPED = ("u", "a", "d", "ad", "m", "q", "f", "n", "nz", "vn", "an", "r", "s", "c", "b", "nw", "j", "TIME", "vd")


@dataclass(frozen=True, slots=True)
class Act:
    """One trigger with its parties: the agent first, then those who join it."""

    index: int
    at: int
    relation: str
    parties: tuple[int, ...]
    objects: tuple[int, ...]


def find_activities(scenes: list[Scene], voice: Voice, agents: Agents) -> Iterator[Draft]:
    """Yield drafts of what bodies do, alone and together."""
    planned: dict[int, bool] = {}
    for index, scene in enumerate(scenes):
        paragraph = scene.sentence.paragraph
        in_turn = voice.turn_speaker(index) is not None
        inherited = "planned" if in_turn and planned.get(paragraph) else None
        yield from _in_sentence(scene, index, voice, agents, inherited)
        if any(_governs_paragraph(scene, at) for at in range(len(scene.items))):
            planned[paragraph] = True


def _governs_paragraph(scene: Scene, at: int) -> bool:
    """Return whether 我们将 or 下一步 opens what is to come, up to the end of the paragraph."""
    if not is_plan(scene, at):
        return False
    before = scene.items[at - 1].text if at else ""
    return scene.items[at].text in ("下一步", "接下来", "今后") or before in ("我们", "也", "还", "继续")


def _in_sentence(scene: Scene, index: int, voice: Voice, agents: Agents, inherited: str | None) -> Iterator[Draft]:
    joined: dict[tuple[int, int], list[int]] = {}
    for at, relation in sorted(scene.triggers.items()):
        agent, *others = agents.subjects(index, at) or (None,)
        if agent is None:
            continue
        part = sum(item.text in "；;" for item in scene.items[:at])
        together = joined.setdefault((agent, part), [])
        if others and relation in _SHARED and (relation == "jointly" or _objects(scene, at, relation)):
            for other in others:
                if other not in together:
                    yield _draft(scene, index, voice, "partneredWith", agent, other, at, at, "joint-subject", inherited)
                    together.append(other)
        if relation in ("joins", "jointly", "signs"):
            partners = [p for p in _partners(scene, at, relation) if p != agent and p not in together]
            together.extend(partners)
            for partner in partners:
                yield _draft(scene, index, voice, "partneredWith", agent, partner, at, at, "joint-action", inherited)
        if relation in ("operates", "creates", "jointly", "hosts"):
            for position, entity in _objects(scene, at, relation):
                for party in (agent, *together):
                    if party != entity:
                        yield _draft(
                            scene, index, voice, "operates", party, entity, at, position, "verb-object", inherited
                        )
        elif relation == "authored":
            for position in _works_after(scene, at):
                yield _draft(
                    scene,
                    index,
                    voice,
                    "authored",
                    agent,
                    scene.items[position].entity,
                    at,
                    position,
                    "issues",
                    inherited,
                )
    yield from _delivered(scene, index, voice)
    yield from _owned(scene, index, voice)


def _owned(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """A body right before the quoted name of what it runs: 市总工会“暖心驿站”; more quotations may follow."""
    items = scene.items
    for at in scene.find("Organization"):
        i = at + 1
        if i + 1 < len(items) and items[i].tag == "TIME":
            i += 1
        if i < len(items) and items[i].text.startswith("“") and items[i].kind == "Initiative":
            yield _draft(
                scene, index, voice, "operates", items[at].entity, items[i].entity, at, i, "owner-before-name", None
            )
        while i + 1 < len(items) and items[i].text in ("“", "”", "、", "和"):
            if (
                items[i + 1].kind in ("Facility", "Initiative")
                and items[i].text == "“"
                and items[at].entity is not None
            ):
                yield _draft(
                    scene,
                    index,
                    voice,
                    "operates",
                    items[at].entity,
                    items[i + 1].entity,
                    at,
                    i + 1,
                    "owner-before-name",
                    None,
                )
                i += 1
            i += 1


def _draft(
    scene: Scene,
    index: int,
    voice: Voice,
    property_: str,
    subject: int | None,
    object_: int | None,
    at: int,
    last: int,
    origin: str,
    inherited: str | None,
) -> Draft:
    return Draft(
        property=property_,
        subject=subject,
        object=object_,
        span=scene.evidence(at, last),
        origin=origin,
        modality=modality(scene, at, inherited=inherited),
        interval=scene.time_at(at),
        speaker=voice.speaker(index, at),
        confidence=0.7,
    )


def _objects(scene: Scene, at: int, relation: str) -> list[tuple[int, int]]:
    """Return position and entity of what is set up or run: behind the verb, behind its 的, or before 由."""
    found = [
        (i, scene.items[i].entity)
        for i in _described(scene, at) or objects_after(scene, at)
        if _is_object(scene, i, relation) and not _is_moved(scene, at, i)
    ]
    if not found:
        found = [topic for topic in (_passive_topic(scene, at),) if topic]
    return [(position, entity) for position, entity in found if entity is not None]


def _is_moved(scene: Scene, at: int, position: int) -> bool:
    """Return whether the thing is made to act, not made: 推动法庭参与治理."""
    following = scene.items[position + 1] if position + 1 < len(scene.items) else None
    return scene.items[at].text in ("推动", "组织", "推进") and following is not None and following.tag == "v"


def _described(scene: Scene, at: int) -> list[int]:
    """甲打造的乙: the mention that the relative clause describes."""
    items = scene.items
    if at + 2 >= len(items) or items[at + 1].text != "的":
        return []
    for i in range(at + 2, min(at + 6, len(items))):
        if items[i].kind in ("Facility", "Initiative"):
            return [i]
        if items[i].kind != WORD or items[i].tag not in _SKIPPED:
            return []
    return []


def _passive_topic(scene: Scene, at: int) -> tuple[int, int] | None:
    """中心由甲、乙联合设立: the thing before 由, named or by its bare head word."""
    start, _ = scene.clause(at)
    by = [i for i in range(start, at) if scene.items[i].text == "由" and scene.items[i].kind == WORD]
    if not by or by[0] == start:
        return None
    before = scene.items[by[0] - 1]
    if before.kind in ("Facility", "Initiative") and before.entity is not None:
        return by[0] - 1, before.entity
    entity = antecedent(scene, by[0] - 1, "Facility", "Initiative")
    return None if entity is None else (by[0] - 1, entity)


def _is_object(scene: Scene, position: int, relation: str) -> bool:
    item = scene.items[position]
    if item.kind in ("Facility", "Initiative"):
        return True
    return item.kind == "Organization" and relation == "creates" and bool(_TEAM.search(item.text.strip("”’")))


def objects_after(scene: Scene, at: int) -> list[int]:
    """Return the positions of the mentions that are the verb's objects: the first noun phrase and its coordination.

    设立甲、乙 and 建成甲12个，乙3家 have two; a mention before 的 only describes what comes behind it.
    """
    items = scene.items
    found: list[int] = []
    i = at + 1
    while i < len(items):
        item = items[i]
        following = items[i + 1] if i + 1 < len(items) else None
        if item.kind in ("Facility", "Initiative") or (item.kind == "Organization" and not found):
            describes = following is not None and (
                following.text == "的" or following.kind in ("Facility", "Initiative")
            )
            if not describes:
                found.append(i)
        elif item.is_comma:
            if not (found and _counts_on(scene, i)):
                break
        elif item.kind == WORD:
            if found and not (item.text in _LIST_MARKS or item.tag in ("m", "q", "w", "u") or item.tag == "n"):
                break
            if found and item.tag == "n" and item.text not in ("工作", "建设"):
                break
            if not found and not (item.tag in _SKIPPED or item.tag == "w"):
                break
        elif item.kind not in ("Group", "Place", "Award", "Work"):
            break
        i += 1
    return found


def _counts_on(scene: Scene, comma: int) -> bool:
    """Return whether a counted list goes on behind the comma: …2394个，职工之家246家."""
    items = scene.items
    if items[comma].text not in ("，", ",") or comma + 2 >= len(items):
        return False
    return items[comma - 1].tag in ("m", "q") and items[comma + 1].kind == "Facility" and items[comma + 2].tag == "m"


def _partners(scene: Scene, at: int, relation: str) -> Iterator[int]:
    """Yield the bodies that act with the subject: behind 联合, or before 共同 and behind 与."""
    items = scene.items
    start, end = scene.clause(at)
    openers = [i for i in range(start, at) if items[i].text in _WITH and items[i].tag in ("p", "c")]
    openers = [i for i in openers if i + 1 < at and items[i + 1].kind == "Organization"]
    positions = range(openers[0] + 1, at) if openers else range(at + 1, end if relation == "joins" else at + 1)
    seen = False
    for i in positions:
        item = items[i]
        if item.kind == "Organization" and item.entity is not None:
            seen = True
            yield item.entity
        elif (seen and not (item.text in _LIST_MARKS or item.text in ("单位", "部门", "工会", "、"))) or (not seen and item.kind == WORD and item.tag in ("v", "p")):
            return


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


def _delivered(scene: Scene, index: int, voice: Voice) -> Iterator[Draft]:
    """甲(代表乙)作报告, 致辞; 甲的报告."""
    for at in scene.find("Work"):
        people = [i for i in scene.find("Person", end=at) if scene.items[i].entity is not None]
        following = next((item for item in scene.items[at + 1 : at + 4] if item.text not in ("》", "的")), None)
        if not people or any(item.text in "。；" for item in scene.items[people[-1] : at]):
            continue
        between = scene.items[people[-1] + 1 : at]
        verbs = [item.text for item in between if item.text in ("作", "作了", "致", "发表", "代表", "的")]
        speech = _SPEECH.search(scene.items[at].text) or (following is not None and _SPEECH.search(following.text))
        if speech and verbs and len(between) <= 10:
            yield Draft(
                property="delivered",
                subject=scene.items[people[-1]].entity,
                object=scene.items[at].entity,
                span=scene.evidence(people[-1], at),
                origin="speech",
                modality=modality(scene, at),
                interval=scene.time_at(at),
                speaker=voice.speaker(index, at),
                confidence=0.7,
            )
