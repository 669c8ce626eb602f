"""By which words a document names its bodies: 集团工会 begins with a name of the 集团."""

from collections import defaultdict
from collections.abc import Iterator

from unionkg.model import Analysis


class Surfaces:
    """The names and short forms of a document's bodies and facilities."""

    def __init__(self, analysis: Analysis) -> None:
        text = analysis.layout.flow.text
        self._analysis = analysis
        self._of: dict[int, dict[str, None]] = defaultdict(dict)
        self._named: dict[str, dict[int, None]] = defaultdict(dict)
        for chunk in analysis.chunks:
            name = text[chunk.span.start : chunk.span.end]
            self._of[chunk.entity][name] = None
            self._named[name][chunk.entity] = None

    def of(self, entity: int) -> tuple[str, ...]:
        """Return the forms in which the document names an entity, in text order."""
        return tuple(self._of[entity])

    def named(self, name: str, *types: str) -> list[int]:
        """Return the entities that the document names so."""
        entities = self._analysis.entities
        return [entity for entity in self._named.get(name, ()) if entities[entity].type in types]

    def ending(self, end: str, *types: str) -> list[int]:
        """Return the entities that the document names by a form with this end."""
        found = {e: None for name, named in self._named.items() if name.endswith(end) for e in named}
        return [entity for entity in found if self._analysis.entities[entity].type in types]

    def all(self, *types: str) -> Iterator[int]:
        """Yield the entities of these types that the document names."""
        return (entity for entity in self._of if self._analysis.entities[entity].type in types)

    def owner(self, entity: int, start: str) -> int | None:
        """Return the one other body that the beginning of a body's name names; None for none or several."""
        found = [other for other in self.named(start, "Organization") if other != entity]
        return found[0] if len(found) == 1 else None
