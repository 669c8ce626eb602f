"""The report of a build for people: what was read and found, what was skipped and why, what stayed unresolved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unionkg.entities import Resolution
from unionkg.entities.keys import is_local
from unionkg.errors import InputError
from unionkg.model import Document, Entity, Extraction
from unionkg.vocab import ENTITY_TYPES, MODALITIES, OBSERVATION, RELATION_TYPES

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents that were read, sorted by path, the same text once; and what was not."""

    documents: tuple[Document, ...]
    skipped: tuple[InputError, ...]
    duplicates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made. `reprints` are (document ID, document ID, similarity)."""

    inputs: Inputs
    extractions: tuple[Extraction, ...]
    resolution: Resolution
    reprints: tuple[tuple[str, str, float], ...]
    files: tuple[Path, ...]


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
    yield from _counts("实体类型 / Entities by type", ENTITY_TYPES, (e.type for e in build.resolution.entities))
    yield from _counts(
        "陈述类型 / Statements by type", (*RELATION_TYPES, OBSERVATION), (stmt.property for stmt in statements)
    )
    yield from _counts("状态 / Statements by modality", tuple(MODALITIES), (stmt.modality for stmt in statements))
    yield from _documents(build)
    yield from _skipped(build)
    yield from _undecided(build)
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
    for extraction in build.extractions:
        doc = extraction.document
        cells = (doc.path, doc.title or "—", doc.publisher or "—", doc.published or "—")
        yield f"| {' | '.join(map(_cell, cells))} | {len(extraction.entities)} | {len(extraction.statements)} |"
    paths = {extraction.document.id: extraction.document.path for extraction in build.extractions}
    if build.reprints:
        yield from ("", "### 转载 / Reprints", "")
        yield from (f"- {_cell(paths[a])} ≈ {_cell(paths[b])} ({score:.0%})" for a, b, score in build.reprints)
    if build.inputs.duplicates:
        yield from ("", "### 文本相同 / The same text twice", "")
        yield from (f"- {_cell(path)} = {_cell(first)}" for path, first in build.inputs.duplicates)


def _skipped(build: Build) -> Iterator[str]:
    if build.inputs.skipped:
        yield from ("", "## 跳过的输入 / Skipped inputs", "")
        yield from (f"- {_cell(str(error))}" for error in build.inputs.skipped)


def _undecided(build: Build) -> Iterator[str]:
    names = {member: entity for entity in build.resolution.entities for member in entity.members}
    paths = {extraction.document.id: extraction.document.path for extraction in build.extractions}
    if build.resolution.undecided:
        yield from ("", "## 同名待定 / Namesakes kept apart for want of evidence", "")
    for judgement in build.resolution.undecided:
        left, right = (f"{_cell(paths[id_.rsplit('-', 1)[0]])}" for id_ in (judgement.left, judgement.right))
        yield f"- {_cell(names[judgement.left].name)}: {left} / {right}"


def _ambiguous(entities: Iterable[Entity]) -> Iterator[str]:
    local = sorted(
        (entity.name, entity.id) for entity in entities if entity.type == "Organization" and is_local(entity)
    )
    if local:
        yield from ("", "## 未能还原的简称 / Short forms that no full name explains", "")
        yield from (f"- {_cell(name)}" for name, _ in local)


def _unresolved(extractions: Iterable[Extraction]) -> Iterator[str]:
    yield from ("", "## 未成陈述的数字 / Numbers that became no figure", "")
    notes = [(e.document, span, reason) for e in extractions for span, reason in e.unresolved]
    reasons = Counter(reason for _, _, reason in notes)
    yield from (f"- {_cell(reason)}: {count}" for reason, count in sorted(reasons.items()))
    yield ""
    yield from (_note(doc, span.start, doc.quote(span), reason) for doc, span, reason in notes[:_SHOWN])
    if len(notes) > _SHOWN:
        yield f"- … {len(notes) - _SHOWN}"


def _note(doc: Document, start: int, quote: str, reason: str) -> str:
    return f"- {_cell(doc.path)} @{start}: {_cell(quote)} ({_cell(reason)})"


def _cell(text: str) -> str:
    """Return text that cannot break out of its place: one line, Markdown and HTML marks escaped."""
    flat = " ".join(text.split())
    for mark in "\\`*_[]<>|#":
        flat = flat.replace(mark, "\\" + mark)
    return flat
