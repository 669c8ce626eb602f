"""Who gave which speech: delivered."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.reading import Reading
from unionkg.statements.scene import TITLE, Scene

# How many items may stand between the speaker and the speech.
_REACH = 10


def find_speeches(reading: Reading) -> Iterator[Draft]:
    """Yield drafts of speeches: 甲(代表乙)作报告, 甲、乙分别作发言; 甲的报告; 甲以《丙》为题."""
    for scene in reading.scenes:
        for at in scene.find("Work"):
            for speaker in _speakers_before(scene, at) if _is_speech(scene, at) else ():
                ends = scene.items[speaker].entity, scene.items[at].entity
                span = scene.evidence(speaker, at)
                yield reading.voice.draft(scene, at, "delivered", ends, "speech", span=span, confidence=0.7)


def _speakers_before(scene: Scene, at: int) -> list[int]:
    """Return the list of people before the work when a verb of speaking or 的 joins them."""
    people = [i for i in scene.find("Person", end=at) if scene.items[i].entity is not None]
    between = [item.text for item in scene.items[people[-1] + 1 : at]] if people else []
    if len(between) > _REACH or any(text in ("。", "；") for text in between):
        return []
    if not any(text in cues("speech-verb") for text in between):
        return []
    return [i for i in people if all(_continues(scene, j) for j in range(i, people[-1]))] if people else []


def _continues(scene: Scene, at: int) -> bool:
    """Return whether a list of people with their posts may go on at the item: 某公司主席甲，某公司技师乙."""
    item = scene.items[at]
    return item.kind in ("Person", "Organization", "Award", TITLE) or item.text in (*cues("role-joint"), "，", ",")


def _is_speech(scene: Scene, at: int) -> bool:
    following = next((item.text for item in scene.items[at + 1 : at + 4] if item.text not in ("》", "的")), "")
    is_named_topic = following in ("为题", "为主题") and any(item.text == "以" for item in scene.items[:at])
    return is_named_topic or any(ending("speech-ending").search(text) for text in (scene.items[at].text, following))
