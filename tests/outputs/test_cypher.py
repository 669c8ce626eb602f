"""Cypher scripts: one statement a line, literals that every reader of the grammar reads alike, Memgraph, n10s."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs.property_samples import TEXTS, hostile

from unionkg.errors import SettingsError, ValidationError
from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyNode, assemble
from unionkg.outputs import cypher
from unionkg.outputs.bolt import push_bolt
from unionkg.outputs.cypher import in_batches, literal, quote, write_cypher, write_memgraph, write_n10s
from unionkg.vocab import PREFIXES

UNESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\\": "\\", "'": "'", '"': '"'}
NAME = r"`(?:[^`]|``)+`"
TEXT = r"'(?:[^'\\]|\\(?:[\\'\"bfnrt]|u[0-9A-F]{4}))*'"
ATOM = rf"(?:{TEXT}|-?\d+(?:\.\d+)?(?:e-?\d+)?|true|false)"
VALUE = rf"(?:{ATOM}|\[(?:{ATOM}(?:, {ATOM})*)?\])"
FLAT = rf"\{{{NAME}: {VALUE}(?:, {NAME}: {VALUE})*\}}"
ROW = rf"\{{{NAME}: (?:{VALUE}|{FLAT}|\{{\}})(?:, {NAME}: (?:{VALUE}|{FLAT}|\{{\}}))*\}}"
ID = r"\{`id`: row\.`id`\}"
LOAD = re.compile(
    rf"UNWIND \[(?P<rows>{ROW}(?:, {ROW})*)\] AS row "
    rf"(?:MERGE \(n:{NAME} {ID}\) SET n \+= row"
    rf"|MATCH \(a:{NAME} \{{`id`: row\.`source`\}}\) MATCH \(b:{NAME} \{{`id`: row\.`target`\}}\) "
    rf"MERGE \(a\)-\[r:{NAME} {ID}\]->\(b\) SET r \+= row\.`properties`);"
)
NEO4J = re.compile(rf"CREATE CONSTRAINT {NAME} IF NOT EXISTS FOR \(n:{NAME}\) REQUIRE n\.`id` IS UNIQUE;")
MEMGRAPH = re.compile(
    rf"(?:CREATE INDEX ON :{NAME}\(`id`\)|CREATE CONSTRAINT ON \(n:{NAME}\) ASSERT n\.`id` IS UNIQUE);"
)


def accepts(script: str, schema: re.Pattern[str]) -> bool:
    """Say whether all lines are statements of the grammar: those of the schema first, then those that load.

    Written from neo4j.com/docs/cypher-manual/current/ (values and types, constraints, UNWIND) and, for Memgraph, from
    memgraph.com/docs/fundamentals/constraints and /data-migration/cypherl.
    """
    lines = script.removesuffix("\n").split("\n")
    kinds = ["schema" if schema.fullmatch(line) else "load" if LOAD.fullmatch(line) else "" for line in lines]
    return bool(lines) and "" not in kinds and kinds == sorted(kinds, reverse=True)


def read_text(written: str) -> str:
    """Read a literal of text as the manual has it."""
    return re.sub(
        r"\\(u([0-9A-F]{4})|.)",
        lambda m: chr(int(m[2], 16)) if m[2] else UNESCAPED[m[1]],
        written[1:-1],
        flags=re.DOTALL,
    )


def decoded_first(written: str) -> str:
    """Do what Neo4j's reader does before it knows of strings: decode \\uXXXX wherever a backslash stands before a u."""
    return re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), written)


def scripts() -> Iterator[tuple[str, re.Pattern[str], object]]:
    yield "neo4j", NEO4J, write_cypher
    yield "memgraph", MEMGRAPH, write_memgraph


@pytest.mark.parametrize(("name", "schema", "write"), list(scripts()))
def test_the_grammar_accepts_the_script(name, schema, write, tmp_path: Path) -> None:
    """Hostile texts stay inside their literals, and no line break leaves one."""
    for number, graph in enumerate((hostile(), generated(30, 60))):
        write(graph, tmp_path / str(number))
        assert accepts((tmp_path / str(number)).read_text("utf-8"), schema)


@pytest.mark.parametrize(
    "broken",
    [
        "UNWIND [{`id`: 'it's'}] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row;",
        "UNWIND [{`id`: 'a\\q'}] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row;",
        "UNWIND [{`id`: 1e+22}] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row;",
        "UNWIND [{`id`: nan}] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row;",
        "UNWIND [{`id`: 'a'}] AS row MERGE (n:`A`) SET n += row;",
        "UNWIND [] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row;",
        "UNWIND [{`id`: 'a'}] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row",
        "UNWIND [{`id`: 'a'}] AS row MERGE (n:`A` {`id`: row.`id`}) SET n += row;\n"
        "CREATE CONSTRAINT `c` IF NOT EXISTS FOR (n:`A`) REQUIRE n.`id` IS UNIQUE;",
        "CREATE CONSTRAINT ON (n:`A`) ASSERT n.`id` IS UNIQUE;",
    ],
)
def test_the_grammar_rejects_broken_scripts(broken: str) -> None:
    """What Neo4j would refuse: open quotes, unknown escapes, numbers that are none, constraints after data."""
    assert not accepts(broken, NEO4J)


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(TEXTS))
def test_a_text_comes_back(text: str) -> None:
    """Whether a reader decodes \\uXXXX with the other escapes or, as Neo4j, before them."""
    written = literal(text)
    assert re.fullmatch(TEXT, written)
    assert "\n" not in written
    assert read_text(written) == text
    assert read_text(decoded_first(written)) == text


def test_numbers_are_those_of_the_grammar() -> None:
    """An exponent has no plus; what is no number is refused with its value."""
    assert [literal(value) for value in (1.5e22, -2, True, 0.1)] == ["1.5e22", "-2", "true", "0.1"]
    with pytest.raises(ValidationError, match="nan"):
        literal(float("nan"))


def test_names_are_quoted() -> None:
    """A backtick in a name is doubled."""
    assert quote("a`b") == "`a``b`"


def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """By rows and by characters; one row longer than the bound goes alone."""
    monkeypatch.setattr(cypher, "BATCH_ROWS", 3)
    monkeypatch.setattr(cypher, "BATCH_CHARS", 10)
    assert list(in_batches(["a"] * 7)) == [["a"] * 3, ["a"] * 3, ["a"]]
    assert list(in_batches(["aaaa", "bbbbb", "cc", "d" * 20, "e"])) == [["aaaa", "bbbbb"], ["cc"], ["d" * 20], ["e"]]


def test_a_failed_export_leaves_the_earlier_script(tmp_path: Path) -> None:
    """And nothing beside it."""
    write_cypher(generated(8, 8), tmp_path / "a.cypher")
    before = (tmp_path / "a.cypher").read_bytes()
    nodes = [PropertyNode(str(n), "Person", {"x": float(n) if n < 2000 else float("inf")}) for n in range(2001)]
    with pytest.raises(ValidationError):
        write_cypher(assemble(nodes, []), tmp_path / "a.cypher")
    assert (tmp_path / "a.cypher").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.cypher"]


def test_n10s_keeps_languages_and_all_values(tmp_path: Path) -> None:
    """Parameters and values of neo4j.com/labs/neosemantics/4.3/reference/; the prefixes are those of the Turtle."""
    write_n10s(tmp_path / "n10s.cypher")
    script = (tmp_path / "n10s.cypher").read_text("utf-8")
    first, config, *rest = script.splitlines()
    assert first == "CREATE CONSTRAINT n10s_unique_uri IF NOT EXISTS FOR (r:Resource) REQUIRE r.uri IS UNIQUE;"
    assert "`handleMultival`: 'ARRAY'" in config and "`keepLangTag`: true" in config
    known = {"handleVocabUris", "handleMultival", "handleRDFTypes", "keepLangTag", "keepCustomDataTypes"}
    assert set(re.findall(r"`(\w+)`: ", config)) == known
    added = [re.fullmatch(r"CALL n10s\.nsprefixes\.add\('(\w+)', '(\S+)'\);", line) for line in rest[:-1]]
    assert {match[2] for match in added if match} == set(PREFIXES.values())
    assert len({match[1] for match in added if match}) == len(PREFIXES) == len(added)
    assert rest[-1].startswith("CALL n10s.rdf.import.fetch(")


@pytest.mark.parametrize("url", ["http://localhost:7474", "bolt://", "localhost:7687", "bolt://neo4j:secret@localhost"])
def test_a_push_refuses_addresses_before_it_connects(url: str) -> None:
    """Also one with a password in it, which the message does not repeat."""
    with pytest.raises(SettingsError) as error:
        push_bolt(hostile(), url, environment={})
    assert "secret" not in str(error.value)
