"""What a decision holds on to, so that it finds its statement again: the hash of the quote, and what is said in words.

Neither depends on offsets, on the order of a document's entities, or on which entities are one across documents.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from unionkg.model import Document, Entity, Extraction, Statement
from unionkg.naming import fold
from unionkg.text import FINALS, LINE_BREAKS

# Written out, for programs in other languages mean other characters by white space.
_INVISIBLE = re.compile("[\t-\r \x85\u00a0\u200b\u2028\u2029\u3000\ufeff]")
_CLAUSE_END = re.compile(f"[{re.escape(FINALS + ''.join(sorted(LINE_BREAKS)))}；;，,：:]+")
_CORE = 5


def quote_hash(quote: str) -> str:
    """Return the SHA-256, 64 hex digits, of the quote in NFKC without white space, as UTF-8.

    Other line breaks, half-width marks or indents leave it as it is.

    >>> quote_hash("主席 宋清遥，\\n出席") == quote_hash("主席宋清遥,出席")
    True
    """
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", quote)))
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()


def says(stmt: Statement, entity_of: Mapping[str, Entity]) -> str:
    """Return a statement in words: relation, subject, object, role, value | time, modality, speaker.

    The fields stand between ` | `, and empty ones at the end are left out. Names are the fullest ones of the document
    itself, folded; `entity_of` has its entities by ID.

    >>> song, union = Entity("a", "Person", "宋清遥", "宋清遥"), Entity("b", "Organization", "市总工会", "霁州市总工会")
    >>> says(Statement("1", "holdsRole", "a", "b", (), role="主席"), {"a": song, "b": union})
    'holdsRole | 宋清遥 | 市总工会 | 主席 |  |  | actual'
    """

    def name(id_: str | None) -> str:
        return "" if id_ is None else _plain(entity_of[id_].name)

    seen = stmt.observation
    value = (
        "" if seen is None else f"{_plain(seen.measure)} {_number(seen.value)} {_plain(seen.unit)} {seen.bound or ''}"
    )
    time = _plain(stmt.interval.text) if stmt.interval else ""
    core = (stmt.property, name(stmt.subject), name(stmt.object), _plain(stmt.role or ""), value.strip())
    return " | ".join((*core, time, stmt.modality, name(stmt.speaker))).rstrip(" |")


def core_of(said: str) -> tuple[str, ...]:
    """Return what is said without when, how and by whom: relation, subject, object, role, value.

    >>> core_of("holdsRole | 宋清遥 | 市总工会 | 主席 |  | 2023年 | past")
    ('holdsRole', '宋清遥', '市总工会', '主席', '')
    """
    fields = [field.strip() for field in said.split("|")[:_CORE]]
    return tuple(fields + [""] * (_CORE - len(fields)))


def names_of(extraction: Extraction) -> dict[str, Entity]:
    """Return the entities of a document by their IDs."""
    return {entity.id: entity for entity in extraction.entities}


def quote_hashes(stmt: Statement, doc: Document) -> frozenset[str]:
    """Return the hash of each quote of a statement."""
    return frozenset(quote_hash(doc.quote(evidence.span)) for evidence in stmt.evidence)


def clauses(text: str) -> list[str]:
    """Return the pieces of `text` between commas, colons, semicolons, sentence ends and line breaks, each once.

    They depend on the text alone, not on any rule of extraction.

    >>> clauses("快讯：会议召开。宋清遥\\n出席！")
    ['快讯', '会议召开', '宋清遥', '出席']
    """
    return list(dict.fromkeys(piece for piece in _CLAUSE_END.split(text) if piece.strip()))


def clause_hashes(text: str) -> frozenset[str]:
    """Return the hashes of the clauses of `text`, and of those that it would have without line breaks."""
    joined = "".join(text.splitlines())
    return frozenset(quote_hash(clause) for clause in (*clauses(text), *clauses(joined)))


def _plain(text: str) -> str:
    return fold(text).replace("|", "¦")


def _number(value: float) -> str:
    return format(Decimal(repr(float(value))), "f").removesuffix(".0")
