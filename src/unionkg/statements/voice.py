"""Who says it, and on which rung of planned, under way, done, past, negated it stands."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from unionkg.model import Analysis, Draft, Span, Turn
from unionkg.statements.lexicon import cues
from unionkg.statements.scene import WORD, Scene

_PLANS = ("plan", "plan-unless-object", "plan-if-verb")
_DEMANDS = ("demand", "demand-if-opening", "demand-if-verb", "demand-if-before-verb")
# How many items before a trigger a negation or 正在 may stand, and between a speaker and the verb of saying.
_NEGATION_REACH, _UNDERWAY_REACH, _SPEAKER_REACH = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Post:
    """A role and the body in which it is held, None when the text names none; `is_former` where 原 stands before it."""

    body: int | None
    role: str
    is_former: bool = False


def modality(scene: Scene, at: int, *, inherited: str | None = None) -> str:
    """Return the rung of the trigger at item `at`.

    A sign of planning holds from where it stands to the end of the sentence, unless a sign of completion comes after
    it. `inherited` is the rung of the paragraph so far (我们将 … governs the sentences after it).
    """
    items = scene.items
    if any(item.text in cues("negation") for item in items[max(at - _NEGATION_REACH, 0) : at]):
        return "negated"
    following = scene.item(at + 1)
    if following is not None and following.text in ("了", "过"):
        return "actual"
    rung = inherited or "actual"
    for i in range(at - 1, -1, -1):
        if is_plan(scene, i):
            rung = "demanded" if any(items[i].text in cues(name) for name in _DEMANDS) else "planned"
            break
        if items[i].kind == WORD and items[i].text in cues("done"):
            rung = "actual"
            break
    if rung == "actual" and any(item.text in cues("underway") for item in items[max(at - _UNDERWAY_REACH, 0) : at]):
        return "underway"
    return rung


def is_plan(scene: Scene, at: int) -> bool:
    """Return whether item `at` says that what follows is still to come: 将 as an adverb, not as 把."""
    item = scene.items[at]
    sign = next((name for name in (*_PLANS, *_DEMANDS) if item.text in cues(name)), None)
    if item.kind != WORD or sign is None:
        return False
    following = scene.item(at + 1)
    if sign == "plan-unless-object":
        return item.tag != "p"
    if sign == "demand-if-opening":
        return item.tag in ("v", "d") and _opens_clause(scene, at)
    if sign == "demand-if-before-verb" and (following is None or following.kind != WORD or following.tag[:1] == "n"):
        return False
    if sign.endswith("verb"):
        return item.tag[:1] in ("v", "T", "d", "t") and (following is None or following.text != "的")
    return True


def _opens_clause(scene: Scene, at: int) -> bool:
    """Return whether only adverbs and a subject stand before it in the clause (只要, 主要 are other words)."""
    start, _ = scene.clause(at)
    return all(item.tag != "v" for item in scene.items[start:at])


class Voice:
    """Who speaks, sentence by sentence: turns of an interview, reported speech, and back to the reporter."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._of_turn = _turn_speakers(scenes[0].analysis) if scenes else {}
        self._reported = [_reported(scene) for scene in scenes]

    def turn_speaker(self, scene: Scene) -> int | None:
        """Return the person who speaks the sentence's turn; None in the reporter's voice and in questions."""
        turn = scene.sentence.turn
        return self._of_turn.get(turn) if turn is not None else None

    def speaker(self, scene: Scene, at: int) -> int | None:
        """Return the person who asserts item `at` of a sentence."""
        own = self.turn_speaker(scene)
        if own is not None:
            return own
        return next((person for start, end, person in self._reported[scene.index] if start <= at < end), None)

    def draft(
        self,
        scene: Scene,
        at: int,
        property_: str,
        ends: tuple[int | None, int | None],
        origin: str,
        *,
        span: Span,
        confidence: float,
        inherited: str | None = None,
    ) -> Draft:
        """Return the draft that the trigger at item `at` asserts, with its rung, time and speaker."""
        return Draft(
            property=property_,
            subject=ends[0],
            object=ends[1],
            span=span,
            origin=origin,
            modality=modality(scene, at, inherited=inherited),
            interval=scene.time_at(at),
            speaker=self.speaker(scene, at),
            confidence=confidence,
        )

    def role(
        self,
        scene: Scene,
        person: int,
        post: Post,
        span: Span,
        origin: str,
        *,
        modality: str = "actual",
        at: int | None = None,
    ) -> Draft:
        """Return the draft that the person at item `person` holds a post; `at` is the verb whose time holds for it."""
        entity = scene.items[person].entity
        speaker = self.speaker(scene, person)
        return Draft(
            property="holdsRole",
            subject=entity,
            object=post.body,
            span=span,
            origin=origin,
            role=post.role,
            modality="past" if post.is_former else modality,
            interval=None if at is None else scene.time_at(at),
            speaker=speaker if speaker != entity else None,
        )


def _turn_speakers(analysis: Analysis) -> dict[int, int]:
    """Return turn → person entity, for the turns whose label is a person's name."""
    people = [chunk for chunk in analysis.chunks if analysis.entities[chunk.entity].type == "Person"]
    named = {referent.name: i for i, referent in enumerate(analysis.entities) if referent.type == "Person"}
    text = analysis.layout.flow.text
    speakers = {}

    def speaker_of(turn: Turn) -> int | None:
        first = bisect_left(people, turn.speaker.start, key=lambda chunk: chunk.span.end - 1)
        if first < len(people) and people[first].span.overlaps(turn.speaker):
            return people[first].entity
        return named.get(text[turn.speaker.start : turn.speaker.end])

    for index, turn in enumerate(analysis.layout.turns):
        speaker = None if turn.is_question else speaker_of(turn)
        if speaker is not None:
            speakers[index] = speaker
    return speakers


def _reported(scene: Scene) -> list[tuple[int, int, int]]:
    """Return ranges of items with the person who says them: behind 表示, and the quotation before it."""
    ranges = []
    for at, relation in scene.triggers.items():
        if relation != "says":
            continue
        start, _ = scene.clause(at)
        people = scene.find("Person", start=start, end=at)
        if not people or at - people[-1] > _SPEAKER_REACH:
            continue
        entity = scene.items[people[-1]].entity
        if entity is None:
            continue
        ranges.append((at + 1, len(scene.items), entity))
        if _follows_quotation(scene, start):
            ranges.append((0, start, entity))
    return ranges


def _follows_quotation(scene: Scene, start: int) -> bool:
    """Return whether the clause at `start` ends a quotation (“…”，甲说) or opens the sentence."""
    if start == 0:
        return True
    before = [item.text for item in scene.items[max(0, start - 2) : start]]
    return len(before) == 2 and before[0] in ("”", "’") and before[1] in ("，", ",")
