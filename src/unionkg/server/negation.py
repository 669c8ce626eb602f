"""FILTER NOT EXISTS as MINUS, where the two mean the same.

Oxigraph evaluates a join inside of EXISTS anew for each row (oxigraph#885): seconds where MINUS takes milliseconds.
`FILTER NOT EXISTS { P }` and `MINUS { P }` at the end of the same group remove the same rows when P is a basic graph
pattern (each of its solutions binds all its variables) that shares a variable which every row binds: SPARQL 1.1 Query,
sections 8.3 and 18.5. Anything else is left as it is, and the caller is told that it may be slow.
"""

from unionkg.server.tokens import Token, pairs, tokens

NOTICE = "EXISTS with several patterns inside is slow here; MINUS, or OPTIONAL with !BOUND, is faster"
_JOINS = frozenset(".;,/")
_PLAIN_MARKS = frozenset(".;,/|^")
_PLAIN_WORDS = ("A", "TRUE", "FALSE")
# Groups in which a filter sees more than the group binds, or in which the active dataset is another one.
_OTHER_SCOPE = ("OPTIONAL", "EXISTS", "SILENT", "SERVICE")


def without_not_exists(query: str) -> tuple[str, str | None]:
    """Return the query with MINUS for NOT EXISTS where that is the same, and a notice if a slow EXISTS is left.

    >>> without_not_exists("SELECT * { ?s a ?t FILTER NOT EXISTS { ?s <u:p> ?o . ?o <u:q> 1 } }")[0]
    'SELECT * { ?s a ?t FILTER(true)  MINUS { ?s <u:p> ?o . ?o <u:q> 1 } }'
    """
    if "EXISTS" not in query.upper():
        return query, None
    found = tokens(query)
    closed = pairs(found)
    edits: list[tuple[int, int, str]] = []
    notice = None
    for place, token in enumerate(found):
        if not token.is_word("EXISTS") or place + 1 not in closed:
            continue
        block = found[place + 2 : closed[place + 1]]
        if not _has_join(block):
            continue
        is_filter = place > 1 and found[place - 1].is_word("NOT") and found[place - 2].is_word("FILTER")
        group = _group(place, closed)
        if is_filter and group is not None and _is_same(found, closed, group, block):
            end = found[closed[place + 1]].end
            edits.append((found[place - 2].start, end, "FILTER(true)"))
            at = found[closed[group]].start
            edits.append((at, at, f" MINUS {query[found[place + 1].start : end]} "))
        else:
            notice = NOTICE
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query, notice


def _has_join(block: list[Token]) -> bool:
    return any(token.text in _JOINS or token.text == "{" for token in block[:-1] if token.kind == "mark")


def _group(place: int, closed: dict[int, int]) -> int | None:
    """Return the place of the brace that opens the innermost group around `place`."""
    around = [opened for opened, end in closed.items() if opened < place < end]
    return max(around, default=None)


def _is_same(found: list[Token], closed: dict[int, int], group: int, block: list[Token]) -> bool:
    is_basic = all(
        token.kind in ("variable", "iri", "literal", "name")
        or (token.kind == "word" and token.is_word(*_PLAIN_WORDS))
        or (token.kind == "mark" and token.text in _PLAIN_MARKS)
        for token in block
    )
    # A blank node is a name with the prefix "_", which the tokens show as a mark and a name.
    around = [opened for opened, end in closed.items() if opened <= group and closed[group] <= end]
    is_own_scope = not any(_opened_by(found, opened) in _OTHER_SCOPE for opened in around)
    shared = {token.text[1:] for token in block if token.kind == "variable"} & _bound(found, closed, group)
    return is_basic and is_own_scope and bool(shared)


def _opened_by(found: list[Token], opened: int) -> str:
    before = found[opened - 1] if opened else None
    return before.text.upper() if before is not None and before.kind == "word" else ""


def _bound(found: list[Token], closed: dict[int, int], group: int) -> set[str]:
    """Return the variables that stand in triple patterns of the group itself, which every row of it binds."""
    bound: set[str] = set()
    place, end, depth = group + 1, closed[group], 0
    while place < end:
        token = found[place]
        if token.is_word("SELECT"):
            return set()
        if token.is_word("VALUES", "GRAPH", "SERVICE", "BIND"):
            # What these name may stay unbound, or is bound elsewhere: go on behind them.
            while place < end and found[place].text not in "{(":
                place += 1
            continue
        if token.kind == "mark" and place in closed:
            place = closed[place]
        elif token.kind == "mark" and token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif token.kind == "variable" and depth == 0:
            bound.add(token.text[1:])
        place += 1
    return bound
