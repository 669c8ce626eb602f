"""Which of the names before it a bare head word refers to: 中心由甲、乙联合设立."""

from bisect import bisect_left
from collections import defaultdict

from unionkg.model import Analysis

_TYPES = ("Organization", "Facility", "Initiative", "Event")
# A bare head word has at least two characters: 站 and 队 are too common to point to one thing.
_SHORTEST = 2


class Antecedents:
    """The named bodies, facilities, initiatives and events of a document by the ends of their names."""

    def __init__(self, analysis: Analysis) -> None:
        self._ending: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
        for order, chunk in enumerate(analysis.chunks):
            referent = analysis.entities[chunk.entity]
            name = referent.name.rstrip("”’")
            if referent.type in _TYPES:
                for at in range(len(name) - _SHORTEST + 1):
                    self._ending[referent.type, name[at:]].append((chunk.span.start, order, chunk.entity))

    def last(self, word: str, before: int, *types: str) -> int | None:
        """Return the entity of one of the types whose name ends with `word` and that is named last before an offset."""
        found = []
        for type_ in types:
            named = self._ending.get((type_, word), [])
            known = bisect_left(named, (before,))
            found += named[known - 1 : known] if known else []
        return max(found)[2] if found else None
