"""The report of a build: what wants a person's eye is there, and nothing breaks its layout."""

from unionkg.curation.decisions import Decision, StatementRef
from unionkg.curation.ledger import Entry, Ledger
from unionkg.entities import resolve
from unionkg.errors import InputError
from unionkg.model import Document, Entity, Evidence, Extraction, Span, Statement
from unionkg.report import Build, Inputs, write_report
from unionkg.reviewing import curate


def document(key, path="a.txt", **metadata):
    """Return a made-up document."""
    return Document(sha256=key * 64, path=path, text="全区有12处，于3日。", body=Span(0, 12), **metadata)


def made(*extractions, decisions=(), skipped=(), duplicates=()):
    """Return the report of a build of these."""
    inputs = Inputs(tuple(e.document for e in extractions), tuple(skipped), tuple(duplicates))
    return write_report(Build(inputs, extractions, resolve(extractions, decisions), (), ()))


def person(key, name, body):
    """Return the extraction of a document in which somebody serves a body."""
    doc = document(key, f"{key}.txt")
    who, where = (
        Entity(f"{doc.id}-e{n}", t, x, x) for n, (t, x) in enumerate((("Person", name), ("Organization", body)))
    )
    served = Statement(key, "holdsRole", who.id, where.id, (Evidence(doc.id, Span(0, 1)),), role="主席")
    return Extraction(doc, (who, where), (served,))


def test_marks_in_titles_and_paths_break_nothing():
    """A title with a pipe, a line break or HTML stays in its cell."""
    report = made(Extraction(document("a", "a|b.txt", title="一<script>\n二|三", publisher="`x`")))
    (line,) = [line for line in report.splitlines() if "script" in line]
    assert line.count("|") - line.count("\\|") == 7
    assert "<script>" not in line.replace("\\<script\\>", "")


def test_files_of_one_name_are_told_apart():
    """Two documents with one path are listed with the start of their hashes."""
    report = made(Extraction(document("a")), Extraction(document("b")))
    assert "a.txt (aaaaaaaa)" in report and "a.txt (bbbbbbbb)" in report


def test_skipped_inputs_and_copies_are_listed():
    """Each with its reason."""
    report = made(
        Extraction(document("a")),
        skipped=[InputError("b.txt: is empty.", remedy="Leave it out.")],
        duplicates=[("c", "a")],
    )
    assert "- b.txt: is empty. Leave it out." in report and "- c = a" in report
    assert "inputs skipped: 1" in report


def test_namesakes_kept_apart_are_one_line_with_their_documents():
    """A reader sees the name once and where each of them is."""
    report = made(
        *(person(key, "王伟", body) for key, body in zip("abc", ("甲公司集团", "乙大学校", "丙医院处"), strict=True))
    )
    assert "- 王伟: a.txt | b.txt | c.txt" in report


def test_decisions_that_do_not_apply_are_listed():
    """Nothing that a person decided vanishes silently: line, what, who, why; and lines that are no decision."""
    about = StatementRef("0" * 64, "0" * 64, "holdsRole | 王伟 | 甲公司集团 | 主席")
    gone = Decision("reject", "王审核", "2026-11-22T09:30:00Z", statement=about)
    ledger = Ledger(None, (Entry(7, gone),), (InputError("ledger.jsonl, line 8: This is no JSON.", remedy="Mend it."),))
    extraction = person("a", "王伟", "甲公司集团")
    _, resolution, outcomes = curate((extraction,), ledger)
    inputs = Inputs((extraction.document,), (), ())
    report = write_report(Build(inputs, (extraction,), resolution, (), (), ledger=ledger, outcomes=outcomes))
    assert "stale, what they are about is gone: 1" in report
    assert (
        "- line 7, reject: holdsRole \\| 王伟 \\| 甲公司集团 \\| 主席 (王审核, 2026-11-22) — stale: the quote" in report
    )
    assert "- ledger.jsonl, line 8: This is no JSON. Mend it." in report


def test_ordinary_numbers_are_counted_and_odd_ones_listed():
    """A date is no missed figure; a number without a known unit may be one."""
    doc = document("a")
    report = made(Extraction(doc, unresolved=((Span(3, 5), "no unit known"), (Span(8, 9), "date"))))
    assert "- date: 1" in report and "- no unit known: 1" in report
    assert "@3: 12 (no unit known)" in report and "@8" not in report
