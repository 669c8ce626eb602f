"""Which body acts: the subject of a trigger, named, pointed to (我们) or left out."""

from dataclasses import dataclass

from unionkg.model import Draft
from unionkg.statements.scene import TITLE, WORD, Scene
from unionkg.statements.voice import Voice

_GOVERNING = frozenset(
    "与 和 同 为 对 向 给 在 到 从 据 根据 按照 围绕 把 于 以 获 经 受 针对 通过 依托 联合 会同 协同 携手".split()
)
_WE = frozenset("我们 我会 我局 我委 我部 我院 我校 我市 我区 我县 我省".split())
_BODIES = ("Organization",)


@dataclass(slots=True)
class Agents:
    """Finds the acting body; it remembers the topic of the sentences before."""

    scenes: list[Scene]
    voice: Voice
    roles: tuple[Draft, ...]
    spoken_for: dict[int, int]

    def subject(self, index: int, at: int) -> int | None:
        """Return the entity that acts in the trigger at item `at` of sentence `index`, or None."""
        scene = self.scenes[index]
        found = self._in_sentence(index, at)
        if found is not None:
            return found
        speaker = self.voice.turn_speaker(index)
        if speaker is not None:
            return self.spoken_for.get(speaker)
        for earlier in range(index - 1, -1, -1):
            if self.scenes[earlier].sentence.paragraph != scene.sentence.paragraph:
                break
            topic = self.topic(earlier)
            if topic is not None:
                return topic
        return None

    def subjects(self, index: int, at: int) -> tuple[int, ...]:
        """Return the acting body and those coordinated with it: 甲和乙将建设…"""
        first = self.subject(index, at)
        if first is None:
            return ()
        scene = self.scenes[index]
        for i in scene.find("Organization", end=at):
            if scene.items[i].entity == first and self._acts(scene, i, coordinated=True):
                return tuple(dict.fromkeys((first, *_coordinated(scene, i, at))))
        return (first,)

    def topic(self, index: int) -> int | None:
        """Return the body that sentence `index` is about: the first that no preposition governs."""
        scene = self.scenes[index]
        for at in scene.find("Organization", "Place"):
            if self._acts(scene, at):
                return scene.items[at].entity
        return None

    def _in_sentence(self, index: int, at: int) -> int | None:
        """Search the clause of `at` from left to right, then the clauses before it, the nearest first."""
        scene = self.scenes[index]
        end = at
        while end > 0:
            start, _ = scene.clause(end - 1 if end == at else end)
            for i in range(start, end):
                item = scene.items[i]
                if item.kind == WORD and item.text in _WE:
                    speaker = self.voice.speaker(index, i)
                    return None if speaker is None else self.spoken_for.get(speaker)
                if item.kind in ("Organization", "Place") and self._acts(scene, i):
                    return item.entity
            end = start - 1
        return None

    def _acts(self, scene: Scene, at: int, *, coordinated: bool = False) -> bool:
        """Return whether the body at item `at` can be a subject here."""
        item = scene.items[at]
        start, _ = scene.clause(at)
        if any(scene.triggers.get(i, "says") not in ("says", "jointly") for i in range(start, at)):
            return False
        before = scene.items[at - 1] if at else None
        after = scene.items[at + 1] if at + 1 < len(scene.items) else None
        if (
            before is not None
            and before.kind == WORD
            and before.text in _GOVERNING
            and before.tag in ("p", "c", "v", "d")
        ):
            return False
        if after is not None and (after.kind == TITLE or after.text in ("的", "人民", "职工")):
            return False
        if after is not None and after.kind in ("Person", "Organization"):
            return False
        if item.kind == "Place":
            return (
                item.text[0] not in "全我本该"
                and after is not None
                and after.kind == WORD
                and after.tag in ("d", "ad", "v", "p", "vd")
                and (before is None or before.is_comma or before.tag in ("u", "c"))
            )
        return coordinated or not _in_list_of_partners(scene, at)


def _coordinated(scene: Scene, at: int, end: int) -> list[int]:
    """Return the bodies of the list that begins with the body at item `at`."""
    found = []
    i = at + 1
    while i + 1 < end and scene.items[i].text in ("、", "和", "及", "与") and scene.items[i + 1].kind == "Organization":
        entity = scene.items[i + 1].entity
        if entity is not None:
            found.append(entity)
        i += 2
    return found


def _in_list_of_partners(scene: Scene, at: int) -> bool:
    """Return whether the body belongs to a list that a preposition governs: 与甲、乙等单位."""
    i = at - 1
    while i >= 0 and (scene.items[i].text in ("、", "和", "及", "以及") or scene.items[i].kind == "Organization"):
        i -= 1
    return i >= 0 and i < at - 1 and scene.items[i].text in _GOVERNING and scene.items[i].tag in ("p", "c", "v", "d")


def spoken_for(scenes: list[Scene], posts: list[tuple[int, int]]) -> dict[int, int]:
    """Return person → the body in whose name the person speaks.

    `posts` are (person, body) pairs as the text gives them. Of several bodies a union counts before others (this is
    union news), then the one named most often.
    """
    if not scenes:
        return {}
    entities = scenes[0].analysis.entities
    counts: dict[int, int] = {}
    for chunk in scenes[0].analysis.chunks:
        counts[chunk.entity] = counts.get(chunk.entity, 0) + 1
    chosen: dict[int, int] = {}
    for person, body in posts:
        held = chosen.get(person)
        rank = (entities[body].name.endswith("工会"), counts.get(body, 0), -body)
        if held is None or rank > (entities[held].name.endswith("工会"), counts.get(held, 0), -held):
            chosen[person] = body
    return chosen
