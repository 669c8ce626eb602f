"""From what a decision holds on to back to the statements and entities of today's extractions."""

from collections.abc import Iterable, Mapping

from unionkg.anchors import clause_hashes, core_of, names_of, quote_hashes, says
from unionkg.curation.decisions import EntityRef, Place, StatementRef
from unionkg.model import Extraction, Statement
from unionkg.naming import fold

# How many digits of a text's hash tell one document from all others.
_DIGITS = 16


class NotFoundError(Exception):
    """What a decision is about is not there. `is_gone`: neither is its quote; else a person has to look at it."""

    def __init__(self, reason: str, *, is_gone: bool) -> None:
        super().__init__(reason)
        self.is_gone = is_gone


class Finder:
    """Looks things up in extractions; what only edited texts need is made when the first of them is met."""

    def __init__(self, extractions: Iterable[Extraction], proper: Mapping[str, str]) -> None:
        """Take the extractions, and the name of its own of each of their entities (`entities.proper_ids`)."""
        self._documents = {extraction.document.id: extraction for extraction in extractions}
        self._proper = proper
        self._said: dict[str, list[tuple[Statement, str, frozenset[str]]]] = {}
        self._quotes: dict[str, list[str]] | None = None
        self._clauses: dict[str, list[str]] | None = None
        self._bearers: dict[str, list[str]] | None = None

    def statement(self, ref: StatementRef) -> tuple[Statement, str]:
        """Return the statement that `ref` means, and what it says in words.

        In a text that did not change, its words are enough: rules may cut quotes otherwise today. Of an edited text the
        quote must still be there, with the same words.

        Raises:
            NotFoundError: it is gone, or the quote says something else today.
        """
        here = ref.document[:_DIGITS]
        if here in self._documents:
            for stmt, said, _ in self._statements(here):
                if said == ref.says or (not ref.says and stmt.id == ref.id):
                    return stmt, said
        found = [(doc, *row) for doc in self._quoting(ref.quote, here) for row in self._statements(doc)]
        found = [row for row in found if ref.quote in row[3]]
        fitting = [row for row in found if row[2] == ref.says]
        if len({row[0] for row in fitting}) == 1:
            return fitting[0][1], fitting[0][2]
        if fitting:
            raise NotFoundError("the text is gone, and several others have its sentence", is_gone=False)
        if found:
            alike = [said for _, _, said, _ in found if core_of(said) == core_of(ref.says)]
            raise NotFoundError(f"the sentence now reads: {(alike or [found[0][2]])[0]}", is_gone=False)
        reason = "the text no longer gives such a statement" if here in self._documents else "the quote is gone"
        raise NotFoundError(reason, is_gone=True)

    def entity(self, ref: EntityRef, *, everywhere: bool = False) -> tuple[str, ...]:
        """Return the IDs of the document entities that `ref` means: that of the first place that still names it.

        With `everywhere`, of all places. A name that tells by itself is also found without its places.

        Raises:
            NotFoundError: no place is left, or a place is there and no longer names such a thing.
        """
        found: list[str] = []
        missing = False
        for place in ref.places:
            ids, is_there = self._at(place, ref)
            missing |= is_there and not ids
            found += ids
            if found and not everywhere:
                return (found[0],)
        if not found and ref.id:
            found = self._called(ref.id.rpartition("/")[2])[:1]
        if found:
            return tuple(dict.fromkeys(found))
        if missing:
            raise NotFoundError(f"the text is there, but no {ref.type} {ref.name} in it", is_gone=False)
        reason = "its texts are gone" if ref.places else f"no {ref.type} is known by {ref.id or 'any place'}"
        raise NotFoundError(reason, is_gone=True)

    def _statements(self, doc: str) -> list[tuple[Statement, str, frozenset[str]]]:
        if doc not in self._said:
            extraction = self._documents[doc]
            names = names_of(extraction)
            self._said[doc] = [
                (stmt, says(stmt, names), quote_hashes(stmt, extraction.document)) for stmt in extraction.statements
            ]
        return self._said[doc]

    def _quoting(self, quote: str, here: str) -> list[str]:
        """Return the documents with that quote: the one that is meant, others only where it is gone."""
        if here in self._documents:
            return [here]
        if self._quotes is None:
            self._quotes = {}
            for doc in sorted(self._documents):
                for hash_ in {hash_ for _, _, hashes in self._statements(doc) for hash_ in hashes}:
                    self._quotes.setdefault(hash_, []).append(doc)
        return self._quotes.get(quote, [])

    def _at(self, place: Place, ref: EntityRef) -> tuple[list[str], bool]:
        """Return the entity that the place names, in a list that is empty for none, and whether the place is there."""
        here = place.document[:_DIGITS]
        if here in self._documents:
            return self._named(here, place, ref), True
        if not place.quote:
            return [], False
        if self._clauses is None:
            self._clauses = {}
            for doc, extraction in sorted(self._documents.items()):
                for hash_ in clause_hashes(extraction.document.text):
                    self._clauses.setdefault(hash_, []).append(doc)
        docs = self._clauses.get(place.quote, [])
        # Where the clause of a text that is gone stands in several others, nobody knows which of them was meant.
        return (self._named(docs[0], place, ref) if len(docs) == 1 else []), bool(docs)

    def _named(self, doc: str, place: Place, ref: EntityRef) -> list[str]:
        """Return the one of a document's entities that has the name: by type and main name before alias."""
        wanted = fold(place.name or ref.name)
        ranked: dict[tuple[bool, bool, bool], list[str]] = {}
        for entity in self._documents[doc].entities:
            is_main = wanted in (fold(entity.name), fold(entity.canonical))
            if is_main or any(wanted == fold(alias) for alias in entity.aliases):
                is_hinted = self._proper[entity.id] == ref.id.rpartition("/")[2]
                ranked.setdefault((entity.type != ref.type, not is_main, not is_hinted), []).append(entity.id)
        best = ranked[min(ranked)] if ranked else []
        return best if len(best) == 1 else []

    def _called(self, proper: str) -> list[str]:
        if self._bearers is None:
            self._bearers = {}
            for id_, name in sorted(self._proper.items()):
                self._bearers.setdefault(name, []).append(id_)
        return self._bearers.get(proper, [])
