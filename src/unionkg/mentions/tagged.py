"""Bodies that the tagger marked, repaired at their edges by the grammar of names, and media named before 记者."""

from collections.abc import Iterator

from unionkg.mentions.candidates import Candidate, over
from unionkg.mentions.lexicon import cues, head_of, is_collective, words
from unionkg.mentions.words import BODY, PLACE, Line
from unionkg.model import Span
from unionkg.naming import official_names


def find_bodies(line: Line) -> Iterator[Candidate]:
    """Yield national bodies, and the tagger's organisations with the places and bodies that they begin with."""
    for at, word in enumerate(line.words):
        if word.text in official_names():
            yield over(word, word, "Organization", "gazetteer", 0.95)
        elif word.tag != BODY:
            continue
        elif cut := _conjunction(word.text):
            for start, end in ((0, cut), (cut + 1, len(word.text))):
                yield Candidate(Span(word.start + start, word.start + end), "Organization", "tagger", 0.75)
        elif _is_body(word.text):
            head = head_of(word.text)
            type_ = head[1] if head and head[1] in ("Facility", "Event") else "Organization"
            yield over(line.words[_owner(line, at)], word, type_, "tagger", 0.75 if head else 0.55)


def _owner(line: Line, at: int) -> int:
    """Return the first of the places, or of the words for a party or league, right before the body at `at`.

    省总工会 begins where it stands; another body before it is a neighbour, not its owner.
    """
    while at > 0 and line.words[at].text[:1] not in "省市区县":
        before = line.words[at - 1]
        opens = before.text in cues("opens-committee") and line.words[at].text.endswith("委员会")
        if before.tag != PLACE and not opens:
            break
        at -= 1
    return at


def _conjunction(text: str) -> int:
    """Return where 和 or 、 joins two bodies that the tagger read as one (县政府和县总工会), 0 when it joins none."""
    for at, mark in enumerate(text):
        if mark in "和与、" and 3 <= at < len(text) - 3:
            heads = head_of(text[:at]), head_of(text[at + 1 :])
            if all(head is not None and head[1] == "Organization" for head in heads):
                return at
    return 0


def _is_body(text: str) -> bool:
    if text in words("generic_heads") or len(text) < 2 or is_collective(text) or text.isdigit() or text.endswith("族"):
        return False
    found = head_of(text)
    return found is None or found[1] in ("Organization", "Facility", "Event")


def find_media(line: Line) -> Iterator[Candidate]:
    """Yield the names of media that stand before 记者, 消息 …: 央视网消息, 封面新闻记者."""
    for at, word in enumerate(line.words):
        if word.tag not in ("nz", "n") or word.text in official_names() or not _is_medium(line, at):
            continue
        first = at
        while first > 0 and at - first < 2 and _may_open_medium(line, first - 1):
            first -= 1
        found = over(line.words[first], word, "Organization", "media", 0.7)
        if line.text[found.span.start - line.span.start : word.end - line.span.start] in words("generic_heads"):
            continue
        glued = len(word.text) > 3 and word.text.endswith(("讯", "电"))
        yield Candidate(Span(found.span.start, word.end - glued), found.type, found.origin, found.confidence)


def _is_medium(line: Line, at: int) -> bool:
    following = [word.text for word in line.words[at + 1 : at + 5]]
    if not following or (following[0] not in cues("after-medium") and not (at < 2 and "电" in following)):
        return False
    return line.words[at].text.rstrip("讯电").endswith(tuple(cues("medium-ending")))


def _may_open_medium(line: Line, at: int) -> bool:
    word = line.words[at]
    return word.tag in ("n", "nz", PLACE) or word.text.endswith("报")
