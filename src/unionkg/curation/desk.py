"""What a person decides at the built graph, as decisions for the ledger. The commands and the server write with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pyoxigraph import NamedNode, Store

from unionkg.curation.decisions import (
    DIFFERENT,
    EDIT,
    ON_PAIRS,
    ON_STATEMENTS,
    RENAME,
    RETYPE,
    SAME,
    UNDO,
    Decision,
    EntityRef,
)
from unionkg.curation.drafting import (
    documents_of,
    entity_ref,
    find_document,
    find_statement,
    statement_ref,
    type_of,
    value,
    values,
)
from unionkg.curation.ledger import Entry, Ledger
from unionkg.curation.parsing import parse_line
from unionkg.errors import InputError, QueryError
from unionkg.graph.facts import local
from unionkg.iris import term
from unionkg.store.names import find_entity


def now() -> str:
    """Return the present instant in UTC, to the second.

    >>> now().endswith("Z"), len(now())
    (True, 20)
    """
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Desk:
    """A person (`by`) at a built graph with its ledger. Each method returns the lines to append; none writes.

    All raise QueryError where a name or an ID fits nothing or several things, or where there is nothing to decide, and
    InputError for a value that no line can hold.
    """

    store: Store
    ledger: Ledger
    by: str
    at: str
    note: str = ""

    def judge(self, verdict: str, names: Iterable[str]) -> tuple[Decision, ...]:
        """Accept or reject statements, each by its ID."""
        refs = [statement_ref(self.store, find_statement(self.store, name)) for name in names]
        return self._new(Decision(verdict, self.by, self.at, statement=ref) for ref in dict.fromkeys(refs))

    def edit(self, name: str, changes: Mapping[str, str | None]) -> tuple[Decision, ...]:
        """Give a statement another role, start or end; None takes the old one away."""
        ref = statement_ref(self.store, find_statement(self.store, name))
        return self._new([Decision(EDIT, self.by, self.at, statement=ref, changes=dict(changes))])

    def merge(self, left: str, right: str) -> tuple[Decision, ...]:
        """Say that two entities are one; what was decided against it is taken back first."""
        one, other = find_entity(self.store, left), find_entity(self.store, right)
        if one == other:
            raise QueryError(f"{left} and {right} are one entity already: {local(one.value)}.", offending=one)
        if type_of(one) != type_of(other):
            message = f"{left} is of the type {type_of(one)}, {right} of the type {type_of(other)}."
            remedy = "Give one of them the other type first: unionkg review retype NAME TYPE"
            raise QueryError(message, offending=(one, other), remedy=remedy)
        return self._pair(SAME, entity_ref(self.store, one), entity_ref(self.store, other), (one, other))

    def split(self, name: str, other: str | None = None, titles: Sequence[str] = ()) -> tuple[Decision, ...]:
        """Say that two entities are two, or that the entity is another one in the documents with these titles."""
        one = find_entity(self.store, name)
        docs = documents_of(self.store, one)
        if other is not None:
            two = find_entity(self.store, other)
            if one == two:
                remedy = "Say in which document it is another one: --in TITLE"
                raise QueryError(f"{name} and {other} are one entity.", offending=one, remedy=remedy)
            refs = entity_ref(self.store, one), entity_ref(self.store, two)
            return self._pair(DIFFERENT, *refs, (one, two))
        parted = list(dict.fromkeys(find_document(self.store, title, docs) for title in titles))
        rest = [doc for doc in docs if doc not in parted]
        if not parted or not rest:
            message = f"{name} stands in {len(docs)} documents; {len(parted)} of them are to be another one's."
            remedy = "Name at least one of them with --in TITLE, and not all of them."
            raise QueryError(message, offending=one, remedy=remedy)
        # The ID is that of the rest: what is parted from it has another one from now on.
        refs = entity_ref(self.store, one, rest), replace(entity_ref(self.store, one, parted), id="")
        return self._pair(DIFFERENT, *refs, (one, one))

    def rename(self, name: str, new: str) -> tuple[Decision, ...]:
        """Give an entity another name; the old one becomes an alias."""
        ref = entity_ref(self.store, find_entity(self.store, name))
        return self._new([Decision(RENAME, self.by, self.at, left=ref, changes={"name": new})])

    def retype(self, name: str, type_: str) -> tuple[Decision, ...]:
        """Give an entity another type."""
        ref = entity_ref(self.store, find_entity(self.store, name))
        return self._new([Decision(RETYPE, self.by, self.at, left=ref, changes={"type": type_})])

    def undo(self, ids: Iterable[str]) -> tuple[Decision, ...]:
        """Take decisions back, each by its ID, which may be shortened."""
        made = []
        for id_ in ids:
            found = self.ledger.find(id_)
            if found is None:
                message = f"No decision of the ledger, or several, have an ID that begins with '{id_}'."
                raise QueryError(message, offending=id_, remedy="`unionkg review log` shows the IDs.")
            made.append(Decision(UNDO, self.by, self.at, of=found.id))
        return self._new(made)

    def last(self) -> str:
        """Return the ID of the last decision of this person that is in force; raise QueryError where there is none."""
        for entry in reversed(self.ledger.in_force):
            if entry.decision.by == self.by:
                return entry.decision.id
        raise QueryError(f"No decision of {self.by} is in force.", offending=self.by)

    def completed(self, decision: Decision) -> Decision:
        """Return a decision that another program wrote, with what the graph knows of what it is about."""
        if decision.statement is not None and not decision.statement.says:
            stmt = _statement(self.store, decision.statement.id)
            return replace(decision, statement=statement_ref(self.store, stmt)) if stmt else decision
        left, right = self._with_places(decision.left), self._with_places(decision.right)
        return replace(decision, left=left, right=right)

    def _with_places(self, ref: EntityRef | None) -> EntityRef | None:
        if ref is None or ref.places or not ref.id:
            return ref
        try:
            node = find_entity(self.store, ref.id)
        except QueryError:
            return ref
        return entity_ref(self.store, node)

    def _pair(
        self, verdict: str, left: EntityRef, right: EntityRef, nodes: tuple[NamedNode, NamedNode]
    ) -> tuple[Decision, ...]:
        """Return the decision, after an undo of each one in force that says the contrary of the same two."""
        contrary = DIFFERENT if verdict == SAME else SAME
        made = [Decision(verdict, self.by, self.at, left=left, right=right)]
        places = [{place.document for place in ref.places} for ref in (left, right)]
        if nodes[0] != nodes[1]:
            places = [{value(self.store, doc, "ukg:sha256") for doc in documents_of(self.store, n)} for n in nodes]
        names = [{value(self.store, n, "skos:prefLabel"), *values(self.store, n, "skos:altLabel")} for n in nodes]
        undone = [
            Decision(UNDO, self.by, self.at, of=entry.decision.id)
            for entry in self.ledger.in_force
            if entry.decision.decision == contrary and _is_between(entry.decision, places, names)
        ]
        return (*undone, *self._new(made))

    def _new(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Return the decisions as lines can hold them, without those that are in force already."""
        checked = [parse_line(replace(decision, note=self.note).to_line()) for decision in decisions]
        return tuple(decision for decision in checked if not _is_in_force(decision, self.ledger))


def import_lines(lines: Iterable[tuple[int, str]], desk: Desk) -> tuple[list[Decision], list[InputError]]:
    """Return the new decisions of lines that another program wrote, completed, and what is wrong with the others."""
    known = {entry.decision.id for entry in desk.ledger.entries}
    made: list[Decision] = []
    errors = []
    for number, line in lines:
        try:
            decision = desk.completed(parse_line(line))
        except InputError as error:
            errors.append(InputError(f"line {number}: {error.args[0]}", offending=line, remedy=error.remedy))
            continue
        if decision.id not in known and not _is_in_force(decision, desk.ledger):
            known.add(decision.id)
            made.append(decision)
    return made, errors


def _statement(store: Store, id_: str) -> NamedNode | None:
    try:
        return find_statement(store, id_) if id_ else None
    except QueryError:
        return None


def _is_between(decision: Decision, places: Sequence[set[str]], names: Sequence[set[str]]) -> bool:
    """Return whether a decision on a pair is about these two sides, each known by its documents and names."""

    def fits(ref: EntityRef | None, side: int) -> bool:
        called = {ref.name, *(place.name for place in ref.places)} if ref else set()
        return bool(ref and any(place.document in places[side] for place in ref.places) and called & names[side])

    straight = fits(decision.left, 0) and fits(decision.right, 1)
    return straight or (fits(decision.left, 1) and fits(decision.right, 0))


def _is_in_force(decision: Decision, ledger: Ledger) -> bool:
    """Return whether the last decision in force on the same thing says the same."""
    if decision.decision == UNDO:
        return False
    last: Entry | None = None
    for entry in ledger.in_force:
        if _target(entry.decision) == _target(decision):
            last = entry
    if last is None or last.decision.decision != decision.decision or last.decision.changes != decision.changes:
        return False
    sides = [
        [side and (side.name, side.places) for side in (d.left, d.right)] if d.decision == DIFFERENT else []
        for d in (decision, last.decision)
    ]
    return sides[0] == sides[1]


def _target(decision: Decision) -> object:
    if decision.decision in ON_STATEMENTS and decision.statement is not None:
        return decision.statement.document[:16], decision.statement.says or decision.statement.id
    if decision.decision in ON_PAIRS and decision.left and decision.right:
        return frozenset((decision.left.id, decision.right.id))
    return decision.decision, decision.left and decision.left.id


def reviews_of(store: Store, ledger: Ledger, node: NamedNode) -> list[Entry]:
    """Return the decisions of the ledger, undone ones too, that are about a statement or an entity of the graph."""
    tails = {local(node.value), node.value.rpartition("/")[2]}
    quads = store.quads_for_pattern(node, term("owl:sameAs"), None)
    tails |= {local(quad.object.value) for quad in quads if isinstance(quad.object, NamedNode)}
    found = []
    for entry in ledger.entries:
        about = entry.decision
        ids = {ref.id for ref in (about.left, about.right) if ref} | (
            {about.statement.id} if about.statement else set()
        )
        if ids & tails:
            found.append(entry)
    return found
