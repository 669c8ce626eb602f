"""The ledger against today's extractions: what it changes, and which decisions apply, are stale or need a look."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unionkg.curation.decisions import ACCEPT, DIFFERENT, EDIT, ON_PAIRS, ON_STATEMENTS, REJECT, SAME
from unionkg.curation.finding import Finder, NotFoundError
from unionkg.curation.ledger import Entry, Ledger
from unionkg.curation.parsing import is_inverted, to_utc
from unionkg.model import Entity, Extraction, Interval, Judgement, Review, Statement

APPLIED, STALE, LOOK, REPLACED = "applied", "stale", "needs a look", "replaced"
_VERDICTS = {ACCEPT: "accepted", REJECT: "rejected", EDIT: "edited"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one decision: applied, stale (what it is about is gone), needs a look, replaced by a later one."""

    entry: Entry
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Replay:
    """Extractions with the decisions on statements, judgements on pairs, and what is left for the assembled entities.

    `believed` are the extractions without what people rejected: what resolution looks at. `named` has for each
    decision on a name or type the document entity that it is about.
    """

    ledger: Ledger
    extractions: tuple[Extraction, ...]
    judgements: tuple[tuple[Entry, Judgement], ...]
    named: tuple[tuple[Entry, str], ...]
    outcomes: tuple[Outcome, ...]

    @property
    def decisions(self) -> tuple[Judgement, ...]:
        """The judgements, in the order in which they were made."""
        return tuple(judgement for _, judgement in self.judgements)

    @property
    def believed(self) -> tuple[Extraction, ...]:
        """The extractions without the statements that people found wrong."""
        return tuple(_without_rejected(extraction) for extraction in self.extractions)


def replay(ledger: Ledger, extractions: Sequence[Extraction], proper: Mapping[str, str]) -> Replay:
    """Return what the decisions that are in force make of the extractions; `proper` is `entities.proper_ids` of them.

    Decisions count in the order of their lines: of two on one thing the later one.
    """
    finder = Finder(extractions, proper)
    judgements: list[tuple[Entry, Judgement]] = []
    named: list[tuple[Entry, str]] = []
    on_statement: dict[str, list[tuple[Entry, Statement, str]]] = {}
    outcomes: list[Outcome] = []
    for entry in ledger.in_force:
        try:
            if entry.decision.decision in ON_STATEMENTS:
                stmt, said = _statement(finder, entry)
                on_statement.setdefault(stmt.id, []).append((entry, stmt, said))
            elif entry.decision.decision in ON_PAIRS:
                judgements += [(entry, judgement) for judgement in _judgements(finder, entry)]
            elif entry.decision.left is not None:
                named.append((entry, finder.entity(entry.decision.left)[0]))
        except NotFoundError as missing:
            outcomes.append(Outcome(entry, STALE if missing.is_gone else LOOK, str(missing)))
    reviewed = {}
    for id_, group in on_statement.items():
        reviewed[id_] = _reviewed(group)
        outcomes += _statement_outcomes([entry for entry, _, _ in group])
    changed = tuple(_with_reviews(extraction, reviewed) for extraction in extractions) if reviewed else extractions
    return Replay(ledger, tuple(changed), tuple(judgements), tuple(named), tuple(outcomes))


def settle(done: Replay, entities: Iterable[Entity]) -> tuple[Outcome, ...]:
    """Return the outcomes of all decisions, in the order of their lines, once entities are assembled."""
    entity_of = {member: entity for entity in entities for member in entity.members}
    outcomes = {outcome.entry.line: outcome for outcome in done.outcomes}
    for entry, judgement in done.judgements:
        left, right = entity_of[judgement.left], entity_of[judgement.right]
        if (left.id == right.id) == (judgement.verdict == SAME):
            outcomes.setdefault(entry.line, Outcome(entry, APPLIED))
        else:
            reason = "another decision keeps them apart" if judgement.verdict == SAME else "a later decision joins them"
            outcomes[entry.line] = Outcome(entry, LOOK, reason)
    for group in _by_target((entry, entity_of[member].id) for entry, member in done.named):
        for outcome in _latest(group, lambda entry: entry.decision.changes):
            outcomes[outcome.entry.line] = outcome
    return tuple(outcome for _, outcome in sorted(outcomes.items()))


def _statement(finder: Finder, entry: Entry) -> tuple[Statement, str]:
    ref = entry.decision.statement
    if ref is None:
        raise NotFoundError("the decision names no statement", is_gone=False)
    stmt, said = finder.statement(ref)
    if entry.decision.changes.get("role") and stmt.property != "holdsRole":
        raise NotFoundError(f"{stmt.property} has no role", is_gone=False)
    interval = _edited(stmt, entry.decision.changes).interval
    if entry.decision.changes and interval and is_inverted(interval.start, interval.end):
        raise NotFoundError(f"{interval.end} lies before {interval.start}", is_gone=False)
    return stmt, said


def _judgements(finder: Finder, entry: Entry) -> Iterator[Judgement]:
    decision = entry.decision
    if decision.left is None or decision.right is None:
        return
    everywhere = decision.decision == DIFFERENT
    lefts = finder.entity(decision.left, everywhere=everywhere)
    rights = finder.entity(decision.right, everywhere=everywhere)
    if set(lefts) & set(rights):
        raise NotFoundError("both sides are one and the same mention now", is_gone=False)
    for left in lefts:
        for right in rights:
            yield Judgement(left, right, decision.decision, decision.by)


def _reviewed(group: Sequence[tuple[Entry, Statement, str]]) -> Statement:
    """Return a statement with all decisions on it, in their order."""
    _, stmt, said = group[0]
    for entry, _, _ in group:
        decision = entry.decision
        review = Review(_VERDICTS[decision.decision], decision.by, to_utc(decision.at), said)
        stmt = replace(_edited(stmt, decision.changes), review=review)
    return stmt


def _edited(stmt: Statement, changes: Mapping[str, str | None]) -> Statement:
    stmt = replace(stmt, role=changes.get("role", stmt.role))
    if "start" in changes or "end" in changes:
        old = stmt.interval or Interval("")
        new = replace(old, start=changes.get("start", old.start), end=changes.get("end", old.end))
        stmt = replace(stmt, interval=new if new.text or new.start or new.end else None)
    return stmt


def _statement_outcomes(group: Sequence[Entry]) -> Iterator[Outcome]:
    verdicts = [entry for entry in group if entry.decision.decision != EDIT]
    edits = [entry for entry in group if entry.decision.decision == EDIT]
    last = group[-1]
    yield from _latest(verdicts, lambda entry: entry.decision.decision)
    for outcome in _latest(edits, lambda entry: entry.decision.changes):
        if last.decision.decision == REJECT:
            yield Outcome(outcome.entry, REPLACED, f"line {last.line} rejects the statement")
        else:
            yield outcome


def _latest(group: Sequence[Entry], value: Callable[[Entry], object]) -> Iterator[Outcome]:
    """Yield the outcomes of decisions on one thing: those that the last one contradicts do not apply."""
    for entry in group:
        later = [other for other in group if other.line > entry.line and _contradicts(value(other), value(entry))]
        if not later:
            yield Outcome(entry, APPLIED)
        elif later[-1].decision.by == entry.decision.by:
            yield Outcome(entry, REPLACED, f"line {later[-1].line} decides otherwise")
        else:
            yield Outcome(entry, LOOK, f"{later[-1].decision.by} decides otherwise in line {later[-1].line}")


def _contradicts(later: object, earlier: object) -> bool:
    if isinstance(later, Mapping) and isinstance(earlier, Mapping):
        return any(earlier[key] != later[key] for key in earlier.keys() & later.keys())
    return later != earlier


def _by_target(pairs: Iterable[tuple[Entry, str]]) -> Iterable[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry, target in pairs:
        groups.setdefault(target, []).append(entry)
    return groups.values()


def _with_reviews(extraction: Extraction, reviewed: Mapping[str, Statement]) -> Extraction:
    if not any(stmt.id in reviewed for stmt in extraction.statements):
        return extraction
    return replace(extraction, statements=tuple(reviewed.get(stmt.id, stmt) for stmt in extraction.statements))


def _without_rejected(extraction: Extraction) -> Extraction:
    kept = tuple(s for s in extraction.statements if s.review is None or s.review.verdict != "rejected")
    return extraction if len(kept) == len(extraction.statements) else replace(extraction, statements=kept)
