"""What a verb sets up or runs: the mentions behind it, behind its 的, or before 由."""

from unionkg.statements.lexicon import cues, ending
from unionkg.statements.scene import WORD, Item, Scene

_RUN = ("Facility", "Initiative")
# Words that may stand between a verb and its object.
_BETWEEN = frozenset("u a d ad m q f n nz vn an r s c b nw j TIME vd w".split())
# How far behind 的 the described mention may stand.
_DESCRIBED_WITHIN = 4


def objects_of(scene: Scene, at: int, relation: str) -> list[tuple[int, int]]:
    """Return position and entity of what the verb at item `at` sets up or runs."""
    positions = _described(scene, at) or objects_after(scene, at)
    found = [i for i in positions if _is_object(scene, i, relation) and not _is_moved(scene, at, i)]
    entities = [(i, entity) for i in found if (entity := scene.items[i].entity) is not None]
    if relation == "hosts":
        entities += _opened_by_event(scene, at)
    topic = None if entities else _passive_topic(scene, at)
    return [topic] if topic else entities


def _opened_by_event(scene: Scene, at: int) -> list[tuple[int, int]]:
    """Return the initiatives in the names of the events that are held: 举行送清凉活动启动仪式."""
    _, end = scene.clause(at)
    events = scene.find("Event", start=at + 1, end=end)
    inner = [(i, chunk.entity) for i in events for chunk in scene.items[i].inner]
    return [(i, entity) for i, entity in inner if scene.type_of(entity) == "Initiative"]


def objects_after(scene: Scene, at: int) -> list[int]:
    """Return the positions of the mentions that are the verb's objects: the first noun phrase and its coordination.

    设立甲、乙 and 建成甲12个，乙3家 have two; a mention before 的 only describes what comes behind it.
    """
    found: list[int] = []
    for i in range(at + 1, len(scene.items)):
        item, following = scene.items[i], scene.item(i + 1)
        if item.kind in _RUN or (item.kind == "Organization" and not found):
            if not _describes(following):
                found.append(i)
        elif item.is_comma:
            if not (found and _counts_on(scene, i)):
                break
        elif item.kind == WORD:
            if not (_continues_list(item) if found else item.tag in _BETWEEN):
                break
        elif item.kind not in ("Group", "Place", "Award", "Work"):
            break
    return found


def _describes(following: Item | None) -> bool:
    return following is not None and (following.text == "的" or following.kind in _RUN)


def _continues_list(item: Item) -> bool:
    """Return whether a list of objects may go on behind the word."""
    if item.tag == "n":
        return item.text in ("工作", "建设")
    return item.text in cues("list") or item.tag in ("m", "q", "w", "u")


def _counts_on(scene: Scene, comma: int) -> bool:
    """Return whether a counted list goes on behind the comma: …2394个，职工之家246家."""
    items = scene.items
    if items[comma].text not in ("，", ",") or comma + 2 >= len(items):
        return False
    return items[comma - 1].tag in ("m", "q") and items[comma + 1].kind == "Facility" and items[comma + 2].tag == "m"


def _is_object(scene: Scene, position: int, relation: str) -> bool:
    item = scene.items[position]
    if item.kind in _RUN:
        return True
    is_team = item.kind == "Organization" and bool(ending("team-ending").search(item.text.strip("”’")))
    return is_team and relation == "creates"


def _is_moved(scene: Scene, at: int, position: int) -> bool:
    """Return whether the thing is made to act, not made: 推动法庭参与治理."""
    following = scene.item(position + 1)
    return scene.items[at].text in cues("moves") and following is not None and following.tag == "v"


def _described(scene: Scene, at: int) -> list[int]:
    """甲打造的乙: the mention that the relative clause describes."""
    following = scene.item(at + 1)
    if following is None or following.text != "的":
        return []
    for i, item in enumerate(scene.items[at + 2 : at + 2 + _DESCRIBED_WITHIN], at + 2):
        if item.kind in _RUN:
            return [i]
        if item.kind != WORD or item.tag not in _BETWEEN - {"w"}:
            return []
    return []


def _passive_topic(scene: Scene, at: int) -> tuple[int, int] | None:
    """中心由甲、乙联合设立: the thing before 由, named or by its bare head word."""
    start, _ = scene.clause(at)
    by = next((i for i in range(start, at) if scene.items[i].text == "由" and scene.items[i].kind == WORD), start)
    if by == start:
        return None
    before = scene.items[by - 1]
    named = before.entity if before.kind in _RUN else None
    entity = scene.antecedent(by - 1, *_RUN) if named is None else named
    return None if entity is None else (by - 1, entity)
