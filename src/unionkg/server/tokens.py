"""SPARQL cut into tokens: enough to see groups, filters and dataset clauses, not a parser."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<literal>'''(?:[^\\]|\\.)*?''' | \"""(?:[^\\]|\\.)*?\""" | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
      | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | \^\^ | [+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
  | (?P<word>[^\W\d_]\w*)
  | (?P<mark>[^\s])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is literal, iri, variable, name (with a prefix), word or mark; offsets are of the query."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Return whether it is one of the keywords, which SPARQL writes in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> list[Token]:
    """Return the tokens of a query; comments and white space are left out.

    >>> [token.text for token in tokens("SELECT * { ?s a ex:T } # all")]
    ['SELECT', '*', '{', '?s', 'a', 'ex:T', '}']
    """
    return [
        Token(match.lastgroup or "mark", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(query)
        if match.lastgroup != "comment"
    ]


def pairs(found: list[Token]) -> dict[int, int]:
    """Return for the place of each opening brace that of its closing one; unbalanced braces are left out."""
    open_, closed = [], {}
    for place, token in enumerate(found):
        if token.text == "{" and token.kind == "mark":
            open_.append(place)
        elif token.text == "}" and token.kind == "mark" and open_:
            closed[open_.pop()] = place
    return closed


def named_graphs_of(query: str, prefixes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the IRIs of FROM and of FROM NAMED, in their order; `prefixes` are declared beforehand.

    >>> named_graphs_of("SELECT * FROM <u:a> FROM NAMED <u:b> { ?s ?p ?o }", {})
    (['u:a'], ['u:b'])
    """
    found, known = tokens(query), dict(prefixes)
    default: list[str] = []
    named: list[str] = []
    for token, following in _at_top(found):
        if token.is_word("PREFIX") and len(following) > 1:
            known[following[0].text.rstrip(":")] = following[1].text[1:-1]
        elif token.is_word("FROM") and following:
            is_named = following[0].is_word("NAMED")
            graph = following[1] if is_named and len(following) > 1 else following[0]
            prefix, _, local = graph.text.partition(":")
            iri = graph.text[1:-1] if graph.kind == "iri" else known.get(prefix, "") + local
            (named if is_named else default).append(iri)
    return default, named


def _at_top(found: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Yield the tokens outside of braces, each with the two that follow it."""
    depth = 0
    for place, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}") if token.kind == "mark" else 0
        if depth == 0:
            yield token, found[place + 1 : place + 3]
