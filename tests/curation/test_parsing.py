"""Lines of the ledger: each form comes back as it was, and a bad one says what is wrong and what to do."""

import contextlib
import json

import pytest
from curation.samples import at, on_pair, on_statement, reading
from hypothesis import given
from hypothesis import strategies as st

from unionkg.anchors import quote_hash
from unionkg.curation.decisions import DECISIONS, Decision
from unionkg.curation.ledger import read_ledger
from unionkg.curation.parsing import parse_line, signed_lines
from unionkg.errors import InputError

HASH = "0123456789abcdef" * 4
BASE = {"by": "李审核", "at": "2026-11-22T09:30:00Z"}
STATEMENT = {"document": HASH, "quote": HASH, "says": "holdsRole | 宋清遥 | 市总工会 | 主席"}
ENTITY = {
    "type": "Person",
    "name": "李静",
    "places": [{"document": HASH, "quote": HASH, "name": "静"}],
    "id": "person/00ff",
}
OTHER = {"type": "Person", "name": "李静", "places": [{"document": HASH[::-1]}]}
FORMS = {
    "accept": {"statement": STATEMENT},
    "reject": {"statement": STATEMENT | {"id": HASH[:16]}, "note": "看过原文"},
    "edit": {"statement": STATEMENT, "role": "副主席", "start": "2023-10", "end": None},
    "same": {"left": ENTITY, "right": OTHER},
    "different": {"left": ENTITY, "right": OTHER},
    "rename": {"entity": ENTITY, "name": "李静怡"},
    "retype": {"entity": ENTITY, "type": "Group"},
    "undo": {"of": HASH[:16]},
}


def line(decision, **more):
    row = {"decision": decision, **BASE, **FORMS.get(decision, {}), **more}
    return json.dumps({key: value for key, value in row.items() if value != "absent"}, ensure_ascii=False)


def test_every_decision_has_a_form():
    """The list of decisions and the forms that are tested are one."""
    assert set(FORMS) == set(DECISIONS)


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_line_comes_back_as_it_was(decision):
    """Parsed and written, a line says the same and has the same ID."""
    made = parse_line(line(decision))
    assert json.loads(made.to_line()) == json.loads(line(decision))
    assert parse_line(made.to_line()).id == made.id


BAD = {
    "cut off": (line("reject")[:60], "may be cut off.*decide again"),
    "no object": ("[1, 2]", "no decision"),
    "too deep": ("[" * 100_000, "no JSON"),
    "unknown decision": (line("delete"), "no decision 'delete'.*accept, reject"),
    "no decision": (line(None), "no decision .none."),
    "newer version": (line("accept", v=2), "format 2.*Update unionkg"),
    "odd version": (line("accept", v="x"), "format 'x'.*Leave `v` out"),
    "unsigned": (line("accept", by="absent"), "`by` is missing"),
    "blank signature": (line("accept", by="  "), "`by` is missing"),
    "undated": (line("accept", at="absent"), "`at` is missing"),
    "odd date": (line("accept", at="yesterday"), "no time with its zone: 'yesterday'.*Write 2026"),
    "no time zone": (line("accept", at="2026-11-22T09:30:00"), "no time with its zone"),
    "outside the calendar": (line("accept", at="0001-01-01T00:00:00+08:00"), "no time with its zone"),
    "a hidden character": (line("rename", name="李\u202e静"), "cannot be seen"),
    "unknown field": (line("accept", statment={}), "no field 'statment'.*Fields: .*statement"),
    "no statement": (line("accept", statement="absent"), "`statement` is missing"),
    "no hash": (line("accept", statement=STATEMENT | {"quote": "xyz"}), "`quote` is no hash"),
    "nothing said": (line("accept", statement={"document": HASH, "quote": HASH}), "neither `says` nor `id`"),
    "an edit of nothing": (line("edit", role="absent", start="absent", end="absent"), "changes nothing"),
    "no such month": (line("edit", start="2023-13"), "`start` is no date"),
    "no such day": (line("edit", start="2023-02-30"), "`start` is no date"),
    "end before start": (line("edit", start="2023-10", end="2022"), "end lies before"),
    "one thing twice": (line("same", right=ENTITY), "Both sides"),
    "unknown type": (line("retype", type="Company"), "no type 'Company'.*Person, Organization"),
    "places no list": (line("same", left=ENTITY | {"places": {}}), "`places` is no list"),
    "half a character": (
        f'{{"decision": "undo", "by": "\\ud800", "at": "2026-11-22T09:30:00Z", "of": "{HASH}"}}',
        "half a",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_a_bad_line_says_what_is_wrong_and_what_to_do(text, message):
    """No other error comes out, and each has a remedy."""
    with pytest.raises(InputError, match=f"(?s){message}") as caught:
        parse_line(text)
    assert caught.value.remedy


def test_one_bad_line_leaves_the_others(tmp_path):
    """The message names file and line; the decisions around it count."""
    path = tmp_path / "ledger.jsonl"
    path.write_text(f"{line('accept')}\n\n{line('reject')[:50]}\r\n{line('undo')}", "utf-8")
    known = read_ledger(path)
    assert [entry.line for entry in known.entries] == [1, 4]
    assert str(known.errors[0]).startswith("ledger.jsonl, line 3: ")


def test_lines_in_another_encoding_are_told(tmp_path):
    """A file that was saved as GBK: each line is one error, none is guessed."""
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(line("accept").encode("gbk") + b"\n" + line("reject").encode())
    known = read_ledger(path)
    assert len(known.entries) == 1 and "UTF-8" in str(known.errors[0])


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_no_text_breaks_the_parser(text):
    """Whatever a line holds, it is a decision or an InputError."""
    with contextlib.suppress(InputError):
        parse_line(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(DECISIONS),
)
def test_no_value_breaks_the_parser(value, decision):
    """Whatever a field holds, too."""
    for key in (*FORMS[decision], "by", "at", "note", "v"):
        with contextlib.suppress(InputError):
            parse_line(line(decision, **{key: value}))


def test_the_id_is_the_content():
    """Another time is another decision; the same line twice is one."""
    doc = reading("宋清遥任主席。", [("Person", "宋清遥")], [("holdsRole", 0, None, "宋清遥任主席", {"role": "主席"})])
    one = on_statement("reject", doc)
    assert one.id == parse_line(one.to_line()).id != at(one, "2026-11-23T00:00:00Z").id


def test_lines_without_a_signature_are_signed():
    """What a page exports for whoever opened it; lines that are signed keep theirs."""
    row = {"decision": "undo", "of": HASH[:16]}
    signed = dict(
        signed_lines(json.dumps(row).encode() + b"\n" + line("undo").encode(), "王审核", "2026-11-23T00:00:00Z")
    )
    assert [parse_line(text).by for text in signed.values()] == ["王审核", "李审核"]


def test_a_quote_may_stand_in_place_of_its_hash():
    """For programs that cannot hash."""
    statement = {"document": HASH[:16], "text": "市总工会主席宋清遥", "id": HASH[:16]}
    made = parse_line(line("accept", statement=statement))
    assert made.statement is not None and made.statement.quote == quote_hash("市总工会主席宋清遥")


def test_pairs_of_other_order_are_other_lines():
    """Left and right are kept: of two that were parted, the left one keeps the IRI."""
    doc = reading("宋清遥，李静。", [("Person", "宋清遥"), ("Person", "李静")])
    assert isinstance(on_pair("same", (doc, 0), (doc, 1)), Decision)
    assert on_pair("same", (doc, 0), (doc, 1)).id != on_pair("same", (doc, 1), (doc, 0)).id
