"""Who gave which speech: delivered."""

from collections.abc import Iterator

from unionkg.model import Draft
from unionkg.statements.lexicon import cues, ending
from unionkg.statements.reading import Reading
from unionkg.statements.scene import Scene

# How many items may stand between the speaker and the speech.
_REACH = 10


def find_speeches(reading: Reading) -> Iterator[Draft]:
    """Yield drafts of speeches: 甲(代表乙)作报告, 致辞; 甲的报告."""
    for scene in reading.scenes:
        for at in scene.find("Work"):
            speaker = _speaker_before(scene, at)
            if speaker is not None and _is_speech(scene, at):
                ends = scene.items[speaker].entity, scene.items[at].entity
                span = scene.evidence(speaker, at)
                yield reading.voice.draft(scene, at, "delivered", ends, "speech", span=span, confidence=0.7)


def _speaker_before(scene: Scene, at: int) -> int | None:
    """Return the last person before the work when a verb of speaking or 的 joins them."""
    people = [i for i in scene.find("Person", end=at) if scene.items[i].entity is not None]
    between = [item.text for item in scene.items[people[-1] + 1 : at]] if people else []
    if len(between) > _REACH or any(text in ("。", "；") for text in between):
        return None
    return people[-1] if any(text in cues("speech-verb") for text in between) else None


def _is_speech(scene: Scene, at: int) -> bool:
    following = next((item.text for item in scene.items[at + 1 : at + 4] if item.text not in ("》", "的")), "")
    return any(ending("speech-ending").search(text) for text in (scene.items[at].text, following))
