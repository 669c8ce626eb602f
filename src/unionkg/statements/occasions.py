"""At which event a clause plays: named in it, pointed to by a bare word (活动, 仪式), or left out."""

from collections.abc import Sequence

from unionkg.statements.lexicon import cues, ending
from unionkg.statements.scene import WORD, Item, Scene


class Occasions:
    """The events of a document, and which was named last before each sentence.

    Before its first event a document may have an initiative that people can be at: 送清凉活动.
    """

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._before: list[int | None] = []
        event: int | None = None
        activity: int | None = None
        self._visits: list[int | None] = []
        visits: int | None = None
        for scene in scenes:
            self._before.append(activity if event is None else event)
            for at in find_occasions(scene):
                if any(word in scene.items[at].text for word in cues("visit-event")):
                    visits = scene.items[at].entity
                if scene.items[at].kind == "Event":
                    event = scene.items[at].entity
                else:
                    activity = scene.items[at].entity
            self._visits.append(visits)

    def before(self, scene: Scene, at: int) -> int | None:
        """Return the event named last before item `at`, in the sentence or before it."""
        named = find_occasions(scene, end=at)
        events = [i for i in named if scene.items[i].kind == "Event"]
        if events:
            return scene.items[events[-1]].entity
        earlier = self._before[scene.index]
        is_event = earlier is not None and scene.type_of(earlier) == "Event"
        return earlier if is_event or not named else scene.items[named[-1]].entity

    def of_word(self, scene: Scene, at: int) -> int | None:
        """Return the event that the bare word at item `at` refers to: one whose name ends so, else the last one."""
        item = scene.items[at]
        if not is_occasion_word(item):
            return None
        named = scene.antecedents.last(item.text, item.span.start, "Event") if len(item.text) > 1 else None
        return self.before(scene, at) if named is None else named

    def round_of_visits(self, scene: Scene) -> int | None:
        """Return the round of visits (高温慰问活动) that the document is about: named before the sentence or in it."""
        return self._visits[scene.index]

    def object_of(self, scene: Scene, at: int) -> int | None:
        """Return the event that is the object of the verb at item `at`: named, pointed to or left out."""
        _, end = scene.clause(at)
        named = find_occasions(scene, start=at + 1, end=end)
        if named:
            return scene.items[named[0]].entity
        rest = [i for i in range(at + 1, end) if scene.items[i].text not in cues("this-occasion")]
        if not rest or scene.items[rest[0]].text in cues("performs") or scene.items[rest[0]].text == "并":
            return self.before(scene, at)
        head = next((i for i in rest[:3] if is_occasion_word(scene.items[i])), None)
        only_words = head is not None and all(scene.items[i].kind == WORD for i in rest[: rest.index(head)])
        return self.of_word(scene, head) if head is not None and only_words else None


def find_occasions(scene: Scene, start: int = 0, end: int | None = None) -> list[int]:
    """Return the positions in [start, end) of named events, and of initiatives that people can be at."""
    return [i for i in scene.find("Event", "Initiative", start=start, end=end) if is_occasion(scene.items[i])]


def is_occasion(item: Item) -> bool:
    """Return whether the item names an event, or an initiative that people can be at: 送清凉活动."""
    return item.kind == "Event" or (
        item.kind == "Initiative" and bool(ending("activity-ending").search(item.text.rstrip("”’")))
    )


def is_occasion_word(item: Item) -> bool:
    """Return whether the item is a bare word for an event."""
    return item.kind == WORD and item.text in cues("occasion-word")
