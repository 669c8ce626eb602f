"""SPARQL over the dataset: questions only, nothing that writes and nothing that calls another server."""

import re

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from unionkg.errors import QueryError
from unionkg.store.dataset import Dataset
from unionkg.store.table import Table
from unionkg.vocab import PREFIXES

_BOOLEAN = NamedNode(PREFIXES["xsd"] + "boolean")

# What may hold any word: strings, IRIs, comments, variables, language tags, and names behind their colon. A dot ends a
# name here, and `\\#` in one starts no comment.
_HARMLESS = re.compile(
    r"""
    '''(?:[^\\]|\\.)*?''' | \"""(?:[^\\]|\\.)*?\""" | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
    | <[^<>"{}|^`\x00-\x20]*> | \#[^\n\r]* | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | :(?:[\w:%-]|\\.)+
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.I
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def run_sparql(dataset: Dataset, query: str) -> Table:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE query from the merge of all graphs; the known prefixes are declared.

    It runs to its end: Oxigraph has no time limit.

    Raises:
        QueryError: the query is malformed (the message names the line), would write, or calls SERVICE.
    """
    refuse_service(query)
    try:
        result = dataset.store.query(query, prefixes=PREFIXES)
        if isinstance(result, QueryBoolean):
            answer = bool(result)
            return Table(("answer",), ((Literal(str(answer).lower(), datatype=_BOOLEAN),),), boolean=answer)
        if isinstance(result, QuerySolutions):
            columns = tuple(variable.value for variable in result.variables)
            return Table(columns, tuple(tuple(row) for row in result))
        rows = sorted(((t.subject, t.predicate, t.object) for t in result), key=lambda row: tuple(map(str, row)))
        return Table(("subject", "predicate", "object"), tuple(rows))
    except SyntaxError as error:
        raise syntax_error(query, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"The query could not be answered: {error}.", offending=query) from error


def refuse_service(query: str) -> None:
    """Pass a query that stays within this dataset.

    Oxigraph's parser needs no space around SERVICE, and `\\u0053` may stand for S anywhere; both are seen through.

    Raises:
        QueryError: it calls SERVICE.
    """
    for text in (query, _ESCAPE.sub(_unescaped, query)):
        if "SERVICE" in _HARMLESS.sub(" ", text).upper():
            raise QueryError(
                "The query asks another server (SERVICE), which is not allowed.",
                offending=query,
                remedy="Take the SERVICE part out.",
            )


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def syntax_error(query: str, message: str) -> QueryError:
    """Return what is wrong with `query`, of which Oxigraph's parser says `message`, as an error for people."""
    update = _UPDATE.match(_HARMLESS.sub(" ", query))
    if update:
        return QueryError(
            f"The query would change the data ({update[1].upper()}); only questions are answered.",
            offending=query,
            remedy="Use SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    place = _PLACE.match(message)
    if not place:
        return QueryError(f"The query cannot be read: {message}.", offending=query)
    line, column, reason = int(place[1]), int(place[2]), " ".join(place[3].split())
    lines = query.splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    hint = "a prefix that is not declared" if "Prefix not found" in reason else reason
    hint = hint if len(hint) <= 160 else f"{hint[:160]} …"
    pointer = " " * max(column - 1, 0) + "^"
    message = f"Line {line}, column {column} of the query cannot be read ({hint}):\n{text}\n{pointer}\n"
    return QueryError(message, offending=query, remedy="Correct that line.")
