"""The report of a build for people: what was read and found, what was skipped and why, what stayed unresolved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from unionkg.curation.ledger import Ledger
from unionkg.curation.replay import APPLIED, LOOK, REPLACED, STALE, Outcome
from unionkg.entities import Resolution
from unionkg.entities.keys import is_local
from unionkg.errors import InputError
from unionkg.model import Document, Entity, Extraction
from unionkg.text import to_markdown
from unionkg.vocab import ENTITY_TYPES, MODALITIES, OBSERVATION, RELATION_TYPES

_SHOWN = 200
FINDINGS = "findings.md"
# A corpus of thousands of documents leaves thousands of names undecided.
_NAMES = 500
# Why a number counts nothing: such notes are counted, the others are listed, for there a figure may have been missed.
_ORDINARY = frozenset(
    (
        "date|ordinal|duration|age|price|rank|temperature|score or time of day|time of day|hotline or phone number|"
        "round word|list mark or code|part of a word|part of a name|part of a quoted name|"
        "article or small number in words"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents that were read, sorted by path, the same text once; and what was not.

    `keys` has by the ID of a document a hash of the source that it was made of.
    """

    documents: tuple[Document, ...]
    skipped: tuple[InputError, ...]
    duplicates: tuple[tuple[str, str], ...]
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made. `reprints` are (document ID, document ID, similarity).

    The extraction of a document that did not change since the last build lacks mentions, evidence and values.
    `rewritten` counts the documents whose graphs were written. `notices` are sentences for whoever started the build.
    """

    inputs: Inputs
    extractions: tuple[Extraction, ...]
    resolution: Resolution
    reprints: tuple[tuple[str, str, float], ...]
    files: tuple[Path, ...]
    rewritten: int = 0
    notices: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    outcomes: tuple[Outcome, ...] = ()


def write_report(build: Build) -> str:
    """Return the report as Markdown, Chinese first; equal builds give equal reports."""
    return "\n".join(_lines(build)) + "\n"


def _lines(build: Build) -> Iterator[str]:
    statements = [stmt for extraction in build.extractions for stmt in extraction.statements]
    yield "# 构建报告 / Build report"
    yield ""
    yield f"- 读入文档 / documents read: {len(build.inputs.documents)}"
    yield f"- 跳过的输入 / inputs skipped: {len(build.inputs.skipped)}"
    yield f"- 实体 / entities: {len(build.resolution.entities)}"
    yield f"- 陈述 / statements: {len(statements)}"
    if any(file.name == FINDINGS for file in build.files):
        yield f"- 矛盾与提示 / contradictions and notes: {FINDINGS}"
    yield from _counts("实体类型 / Entities by type", ENTITY_TYPES, (e.type for e in build.resolution.entities))
    yield from _counts(
        "陈述类型 / Statements by type", (*RELATION_TYPES, OBSERVATION), (stmt.property for stmt in statements)
    )
    yield from _counts("状态 / Statements by modality", tuple(MODALITIES), (stmt.modality for stmt in statements))
    yield from _documents(build)
    yield from _skipped(build)
    yield from _undecided(build)
    yield from _decisions(build)
    yield from _ambiguous(build.resolution.entities)
    yield from _unresolved(build.extractions)


def _counts(title: str, names: Iterable[str], values: Iterable[str]) -> Iterator[str]:
    counted = Counter(values)
    yield from ("", f"## {title}", "", "| | |", "|---|---:|")
    yield from (f"| {name} | {counted[name]} |" for name in names)


def _documents(build: Build) -> Iterator[str]:
    yield from (
        "",
        "## 文档 / Documents",
        "",
        "| 文件 | 标题 | 来源 | 日期 | 实体 | 陈述 |",
        "|---|---|---|---|---:|---:|",
    )
    shown = _paths(build)
    for extraction in build.extractions:
        doc = extraction.document
        cells = (shown[doc.id], doc.title or "—", doc.publisher or "—", doc.published or "—")
        yield f"| {' | '.join(map(to_markdown, cells))} | {len(extraction.entities)} | {len(extraction.statements)} |"
    if build.reprints:
        yield from ("", "### 转载 / Reprints", "")
        yield from (
            f"- {to_markdown(shown[a])} ≈ {to_markdown(shown[b])} ({score:.0%})" for a, b, score in build.reprints
        )
    if build.inputs.duplicates:
        yield from ("", "### 文本相同 / The same text twice", "")
        yield from (f"- {to_markdown(path)} = {to_markdown(first)}" for path, first in build.inputs.duplicates)


def _skipped(build: Build) -> Iterator[str]:
    if build.inputs.skipped:
        yield from ("", "## 跳过的输入 / Skipped inputs", "")
        yield from (f"- {to_markdown(str(error))}" for error in build.inputs.skipped)


def _paths(build: Build) -> dict[str, str]:
    """Return the path of each document, with the start of its hash where several documents have that path."""
    documents = [extraction.document for extraction in build.extractions]
    count = Counter(doc.path for doc in documents)
    return {doc.id: doc.path if count[doc.path] == 1 else f"{doc.path} ({doc.id[:8]})" for doc in documents}


def _undecided(build: Build) -> Iterator[str]:
    """Yield what wants a person: names that were kept apart, each with the documents of the things that bear it."""
    names = {member: entity for entity in build.resolution.entities for member in entity.members}
    paths = _paths(build)
    groups: dict[str, dict[str, Entity]] = {}
    for judgement in build.resolution.undecided:
        for id_ in (judgement.left, judgement.right):
            groups.setdefault(names[judgement.left].name, {})[names[id_].id] = names[id_]
    if groups:
        yield from ("", "## 同名待定 / Names kept apart for want of evidence", "")
    for name, entities in sorted(groups.items())[:_NAMES]:
        where = (sorted({paths[member.rsplit("-", 1)[0]] for member in entity.members}) for entity in entities.values())
        parts = sorted(f"{to_markdown(found[0])}{f' (+{len(found) - 1})' if found[1:] else ''}" for found in where)
        yield f"- {to_markdown(name)}: {' | '.join(parts)}"
    if len(groups) > _NAMES:
        yield f"- … {len(groups) - _NAMES}"


def _decisions(build: Build) -> Iterator[str]:
    """Yield what became of people's decisions; those that do not apply one by one, with the reason."""
    ledger, outcomes = build.ledger, build.outcomes
    if not (ledger.entries or ledger.errors):
        return
    count = Counter(outcome.status for outcome in outcomes)
    yield from ("", "## 人工决定 / Decisions of people", "")
    yield f"- 生效 / applied: {count[APPLIED]}"
    yield f"- 失效 / stale, what they are about is gone: {count[STALE]}"
    yield f"- 需要复核 / need a look: {count[LOOK]}"
    yield f"- 被后来的决定取代 / replaced by a later one: {count[REPLACED]}"
    yield f"- 撤销及被撤销 / undone, and the undoing: {len(ledger.entries) - len(outcomes)}"
    yield f"- 无法读取的行 / lines that are no decision: {len(ledger.errors)}"
    rest = [outcome for outcome in outcomes if outcome.status != APPLIED]
    if rest or ledger.errors:
        yield ""
    for outcome in rest[:_SHOWN]:
        made = outcome.entry.decision
        what = f"{made.decision}: {made.about()}" if made.about() else made.decision
        why = f"{outcome.status}: {outcome.reason}"
        yield "- " + to_markdown(f"line {outcome.entry.line}, {what} ({made.by}, {made.at[:10]}) — {why}")
    if len(rest) > _SHOWN:
        yield f"- … {len(rest) - _SHOWN}"
    yield from (f"- {to_markdown(str(error))}" for error in ledger.errors[:_SHOWN])


def _ambiguous(entities: Iterable[Entity]) -> Iterator[str]:
    """Yield names that tell nothing outside their documents, so that they joined nothing."""
    types = ("Organization", "Place", "Facility", "Initiative", "Award")
    local = Counter(e.name for e in entities if e.type in types and is_local(e))
    if local:
        yield from ("", "## 未能还原的简称 / Short forms that no full name explains", "")
        yield from (f"- {to_markdown(name)}: {count}" for name, count in sorted(local.items())[:_NAMES])
    if len(local) > _NAMES:
        yield f"- … {len(local) - _NAMES}"


def _unresolved(extractions: Iterable[Extraction]) -> Iterator[str]:
    yield from ("", "## 未成陈述的数字 / Numbers that became no figure", "")
    notes = [(e.document, span, reason) for e in extractions for span, reason in e.unresolved]
    reasons = Counter(reason for _, _, reason in notes)
    yield from (f"- {to_markdown(reason)}: {count}" for reason, count in sorted(reasons.items()))
    odd = [note for note in notes if note[2] not in _ORDINARY]
    if odd:
        yield ""
    yield from (_note(doc, span.start, doc.quote(span), reason) for doc, span, reason in odd[:_SHOWN])
    if len(odd) > _SHOWN:
        yield f"- … {len(odd) - _SHOWN}"


def _note(doc: Document, start: int, quote: str, reason: str) -> str:
    return f"- {to_markdown(doc.path)} @{start}: {to_markdown(quote)} ({to_markdown(reason)})"
