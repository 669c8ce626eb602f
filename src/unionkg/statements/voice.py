"""Who says it, and on which rung of planned, under way, done, past, negated it stands."""

import re

from unionkg.statements.scene import WORD, Scene

_PLANS = frozenset(
    "将 将要 即将 拟 计划 力争 争取 准备 有望 打算 下一步 今后 未来 明年 接下来 要 应 需 必须 应当 要求 希望 号召".split()
)
_DEMANDS = frozenset("要 应 需 必须 应当 要求 希望 号召".split())
_DONE = frozenset("已 已经 先后 累计 截至 截至目前 目前 共 日前 近日 成功 正式 率先".split())
_NEGATED = frozenset("未 没有 尚未 不再 无 未能 不".split())
_UNDERWAY = frozenset("正 正在 持续 不断".split())


def modality(scene: Scene, at: int, *, inherited: str | None = None) -> str:
    """Return the rung of the trigger at item `at`.

    A sign of planning holds from where it stands to the end of the sentence, unless a sign of completion comes after
    it. `inherited` is the rung of the paragraph so far (我们将 … governs the sentences after it).
    """
    items = scene.items
    if any(items[i].text in _NEGATED for i in range(max(at - 2, 0), at)):
        return "negated"
    if at + 1 < len(items) and items[at + 1].text in ("了", "过"):
        return "actual"
    rung = inherited or "actual"
    for i in range(at):
        item = items[i]
        if item.kind != WORD:
            continue
        if is_plan(scene, i):
            rung = "demanded" if item.text in _DEMANDS else "planned"
        elif item.text in _DONE and rung != "actual" and not _is_past_mark_of_topic(item.text):
            rung = "actual"
    if rung == "actual" and any(items[i].text in _UNDERWAY for i in range(max(at - 3, 0), at)):
        return "underway"
    return rung


def _is_past_mark_of_topic(word: str) -> bool:
    return word in ("正式", "率先", "成功", "共")


def is_plan(scene: Scene, at: int) -> bool:
    """Return whether item `at` says that what follows is still to come: 将 as an adverb, not as 把."""
    item = scene.items[at]
    if item.kind != WORD or item.text not in _PLANS:
        return False
    if item.text == "将":
        return item.tag != "p"
    if item.text == "要":
        return item.tag in ("v", "d") and _opens_clause(scene, at)
    following = scene.items[at + 1] if at + 1 < len(scene.items) else None
    if item.text == "希望" and (following is None or following.kind != WORD or following.tag[:1] == "n"):
        return False
    if item.text in ("计划", "希望", "要求", "未来", "准备", "应", "需"):
        return item.tag[:1] in ("v", "T", "d", "t") and not (
            at + 1 < len(scene.items) and scene.items[at + 1].text == "的"
        )
    return True


def _opens_clause(scene: Scene, at: int) -> bool:
    """Return whether only adverbs and a subject stand before it in the clause (只要, 主要 are other words)."""
    start, _ = scene.clause(at)
    return all(scene.items[i].tag not in ("v",) for i in range(start, at))


class Voice:
    """Who speaks, sentence by sentence: turns of an interview, reported speech, and back to the reporter."""

    def __init__(self, scenes: list[Scene]) -> None:
        self._of_turn = _turn_speakers(scenes)
        self._reported = [_reported(scene) for scene in scenes]
        self._scenes = scenes

    def turn_speaker(self, index: int) -> int | None:
        """Return the person who speaks the turn of sentence `index`; None in the reporter's voice and in questions."""
        turn = self._scenes[index].sentence.turn
        return self._of_turn.get(turn) if turn is not None else None

    def speaker(self, index: int, at: int) -> int | None:
        """Return the person who asserts item `at` of sentence `index`."""
        own = self.turn_speaker(index)
        if own is not None:
            return own
        for start, end, person in self._reported[index]:
            if start <= at < end:
                return person
        return None


def _turn_speakers(scenes: list[Scene]) -> dict[int, int]:
    """Return turn → person entity, for the turns whose label is a person's name."""
    if not scenes:
        return {}
    analysis = scenes[0].analysis
    speakers = {}
    for index, turn in enumerate(analysis.layout.turns):
        if turn.is_question:
            continue
        for chunk in analysis.chunks:
            if chunk.span.overlaps(turn.speaker) and analysis.entities[chunk.entity].type == "Person":
                speakers[index] = chunk.entity
                break
        else:
            name = analysis.layout.flow.text[turn.speaker.start : turn.speaker.end]
            for entity, referent in enumerate(analysis.entities):
                if referent.type == "Person" and referent.name == name:
                    speakers[index] = entity
    return speakers


_SAYS_AFTER = re.compile(r"[”’]$")


def _reported(scene: Scene) -> list[tuple[int, int, int]]:
    """Return ranges of items with the person who says them: behind 表示, and the quotation before it."""
    ranges = []
    for at, relation in scene.triggers.items():
        if relation != "says":
            continue
        start, _ = scene.clause(at)
        people = scene.find("Person", start=start, end=at)
        if not people or at - people[-1] > 4:
            continue
        entity = scene.items[people[-1]].entity
        if entity is None:
            continue
        ranges.append((at + 1, len(scene.items), entity))
        if (start and start >= 2 and scene.items[start - 1].text in "，," and scene.items[start - 2].text in "”’") or start == 0 or (start and scene.items[start - 1].text in "”’"):
            ranges.append((0, start, entity))
    return ranges
