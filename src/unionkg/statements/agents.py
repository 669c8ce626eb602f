"""Which body acts: the subject of a trigger, named, pointed to (我们) or left out."""

from collections import Counter
from collections.abc import Iterable, Sequence

from unionkg.statements.lexicon import cues
from unionkg.statements.scene import TITLE, WORD, Item, Scene
from unionkg.statements.voice import Voice


class Agents:
    """Finds the acting body; it remembers the topic of the sentences before."""

    def __init__(self, scenes: Sequence[Scene], voice: Voice, spoken_for: dict[int, int]) -> None:
        """Take the sentences, who says them, and the body in whose name each person speaks."""
        self._voice = voice
        self._spoken_for = spoken_for
        self._carried = self._carried_topics(scenes)

    def subject(self, scene: Scene, at: int) -> int | None:
        """Return the entity that acts in the trigger at item `at`, or None."""
        found = self._in_sentence(scene, at)
        if found is not None:
            return found
        speaker = self._voice.turn_speaker(scene)
        if speaker is not None:
            return self._spoken_for.get(speaker)
        return None if _has_own_subject(scene, at) else self._carried[scene.index]

    def subjects(self, scene: Scene, at: int) -> tuple[int, ...]:
        """Return the acting body and those coordinated with it: 甲和乙将建设…"""
        first = self.subject(scene, at)
        if first is None:
            return ()
        for i in scene.find("Organization", end=at):
            if scene.items[i].entity == first and self._acts(scene, i, coordinated=True):
                return tuple(dict.fromkeys((first, *_coordinated(scene, i, at))))
        return (first,)

    def topic_before(self, scene: Scene) -> int | None:
        """Return the body that the sentences before this one in its paragraph are about, or None."""
        return self._carried[scene.index]

    def _carried_topics(self, scenes: Sequence[Scene]) -> list[int | None]:
        """Return for each sentence the topic of the last sentence before it in its paragraph that has one."""
        carried: list[int | None] = []
        topic, paragraph = None, -1
        for scene in scenes:
            if scene.sentence.paragraph != paragraph:
                topic, paragraph = None, scene.sentence.paragraph
            carried.append(topic)
            own = self._topic(scene)
            topic = topic if own is None else own
        return carried

    def _topic(self, scene: Scene) -> int | None:
        """Return the body that the sentence is about: the first that no preposition governs."""
        positions = scene.find("Organization", "Place")
        return next((scene.items[at].entity for at in positions if self._acts(scene, at)), None)

    def _in_sentence(self, scene: Scene, at: int) -> int | None:
        """Search the clause of `at` from left to right, then the clauses before it, the nearest first."""
        end = at
        while end > 0:
            start, _ = scene.clause(end - 1 if end == at else end)
            for i in range(start, end):
                item = scene.items[i]
                if item.kind == WORD and item.text in cues("we"):
                    speaker = self._voice.speaker(scene, i)
                    return None if speaker is None else self._spoken_for.get(speaker)
                if item.kind in ("Organization", "Place") and self._acts(scene, i):
                    return item.entity
            end = start - 1
        return None

    def _acts(self, scene: Scene, at: int, *, coordinated: bool = False) -> bool:
        """Return whether the body at item `at` can be a subject here."""
        item, before, after = scene.items[at], scene.item(at - 1), scene.item(at + 1)
        start, _ = scene.clause(at)
        if any(scene.triggers.get(i, "says") not in ("says", "jointly") for i in range(start, at)):
            return False
        if _governs(before) or _takes_over(after):
            return False
        if item.kind == "Place":
            is_venue = any(scene.items[i].text in cues("venue") for i in range(start, at))
            return item.text[0] not in "全我本该" and not is_venue and _is_subject_place(before, after)
        return coordinated or not _in_list_of_partners(scene, at)


def _has_own_subject(scene: Scene, at: int) -> bool:
    """Return whether a bare noun acts, so that nothing is left out: 各级工会开展活动, 大会将开展表彰."""
    start, _ = scene.clause(at)
    before = at - 1
    while before >= start and scene.items[before].tag in ("d", "ad", "vd", "TIME"):
        before -= 1
    item = scene.item(before) if before >= start else None
    return item is not None and item.kind == WORD and item.tag in ("n", "nz", "s", "ORG")


def _governs(item: Item | None) -> bool:
    """Return whether a preposition or verb makes the body behind it something other than the one that acts."""
    if item is None or item.kind != WORD or item.tag not in ("p", "c", "v", "d"):
        return False
    return item.text in cues("governs")


def _takes_over(after: Item | None) -> bool:
    """Return whether what follows a body acts in its place: its officer, its members, a body within it."""
    if after is None:
        return False
    return after.kind in (TITLE, "Person", "Organization") or after.text in ("的", "人民", "职工")


def _is_subject_place(before: Item | None, after: Item | None) -> bool:
    """Return whether a place stands like a subject: first in its clause, or behind 的, and before a verb or adverb."""
    if after is None or after.kind != WORD or after.tag not in ("d", "ad", "v", "p", "vd"):
        return False
    return before is None or before.is_comma or before.tag in ("u", "c")


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
    return 0 <= i < at - 1 and _governs(scene.items[i])


def spoken_for(scenes: Sequence[Scene], posts: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return person → the body in whose name the person speaks.

    `posts` are (person, body) pairs as the text gives them. Of several bodies a union counts before others (this is
    union news), then the one named most often, then the one named first.
    """
    if not scenes:
        return {}
    entities = scenes[0].analysis.entities
    counts = Counter(chunk.entity for chunk in scenes[0].analysis.chunks)
    bodies: dict[int, set[int]] = {}
    for person, body in posts:
        bodies.setdefault(person, set()).add(body)
    return {
        person: max(held, key=lambda body: (entities[body].name.endswith("工会"), counts[body], -body))
        for person, held in bodies.items()
    }
