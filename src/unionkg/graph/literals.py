"""Literals of the graph: words with their language, dates at the stated precision, decimals."""

import functools
import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from unionkg.vocab import PREFIXES

_DATES = (
    (re.compile(r"\d{4}"), "gYear", "time:inXSDgYear"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth", "time:inXSDgYearMonth"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date", "time:inXSDDate"),
)


def _datatype(name: str) -> NamedNode:
    return NamedNode(PREFIXES["xsd"] + name)


_DECIMAL = _datatype("decimal")
_INTEGER = _datatype("integer")


def words(text: str, language: str = "zh") -> Literal:
    """Return words of a language."""
    return Literal(text, language=language)


@functools.cache
def decimal(value: float) -> Literal:
    """Return an `xsd:decimal` in the canonical form of XSD 1.1, which is the one that Oxigraph keeps.

    NaN and infinity come out ill-typed, which validation reports.

    >>> decimal(46000.0).value, decimal(1e12).value, decimal(0.80).value
    ('46000', '1000000000000', '0.8')
    """
    number = Decimal(repr(float(value)))
    plain = format(number, "f") if number.is_finite() else str(number)
    return Literal(plain.removesuffix(".0"), datatype=_DECIMAL)


@functools.cache
def integer(value: int) -> Literal:
    """Return an `xsd:integer`; Oxigraph would turn a type derived from it into it."""
    return Literal(str(value), datatype=_INTEGER)


@functools.cache
def date(iso: str) -> Literal:
    """Return `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`; any other text stays a string, which validation reports.

    >>> date("2023-10").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    for pattern, datatype, _ in _DATES:
        if pattern.fullmatch(iso):
            return Literal(iso, datatype=_datatype(datatype))
    return Literal(iso)


def instant(iso: str) -> Literal:
    """Return an `xsd:dateTime` (`2026-11-22T09:30:00Z`)."""
    return Literal(iso, datatype=_datatype("dateTime"))


def instant_property(iso: str) -> str:
    """Return the property by which an instant states a date of that precision (`time:inXSDDate` for other text)."""
    return next((name for pattern, _, name in _DATES if pattern.fullmatch(iso)), "time:inXSDDate")
