"""The packaged questions: each answers, is portable, and is in the documentation."""

import pytest
import rdflib
from pyoxigraph import DefaultGraph
from queries.corpus import ASKED, later_dataset
from queries.page import page
from rdflib.plugins.sparql import prepareQuery

from unionkg.store.dataset import Dataset
from unionkg.store.questions import load_questions, run_question
from unionkg.store.table import Table, cell_text

QUESTIONS = load_questions()


@pytest.fixture(scope="module")
def data() -> Dataset:
    return later_dataset()


def column(table: Table, name: str) -> list[str]:
    index = table.columns.index(name)
    return [cell_text(row[index]) for row in table.rows]


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_answers(data: Dataset, name: str) -> None:
    """A question has rows on the example, the same ones in the same order each time, none of them twice."""
    table = run_question(data, name, ASKED[name])
    assert table.rows
    assert table.rows == run_question(data, name, ASKED[name]).rows
    assert len(set(table.rows)) == len(table.rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_runs_without_optional_parameters(data: Dataset, name: str) -> None:
    """Parameters that are not required can be left out, and then narrow nothing."""
    needed = {p.name for p in QUESTIONS[name].parameters if p.is_required}
    few = {key: value for key, value in ASKED[name].items() if key in needed}
    assert set(run_question(data, name, few).rows) >= set(run_question(data, name, ASKED[name]).rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_column_is_explained(name: str) -> None:
    """The header explains each variable of the answer, and no other one."""
    question = QUESTIONS[name]
    variables = [str(variable) for variable in prepareQuery(question.sparql).algebra["PV"]]
    assert list(question.headings) == variables


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_answer_has_its_source(name: str) -> None:
    """Each row comes with the title of its document, and but for the list of documents with a quote."""
    wanted = {"title"} if name == "documents" else {"title", "quote"}
    assert wanted <= set(QUESTIONS[name].headings)


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_uses_not_exists(name: str) -> None:
    """Oxigraph evaluates it once a row (oxigraph#885)."""
    assert "EXISTS" not in QUESTIONS[name].sparql.upper()


@pytest.mark.parametrize("name", ["leaders", "disagreements", "evidence", "awards"])
def test_the_file_as_it_is_runs_in_rdflib(data: Dataset, name: str) -> None:
    """With all parameters open, another engine gives the rows that Oxigraph gives."""
    graph = rdflib.Graph()
    nquads = (
        f"{q.subject} {q.predicate} {q.object} ."
        for q in data.store.quads_for_pattern(None, None, None, DefaultGraph())
    )
    graph.parse(data="\n".join(nquads), format="nt")
    ours = data.store.query(QUESTIONS[name].sparql)
    theirs = graph.query(QUESTIONS[name].sparql)
    rows = {tuple(None if cell is None else cell.value for cell in row) for row in ours}
    assert {tuple(None if cell is None else str(cell) for cell in row) for row in theirs} == rows


def test_roles_keep_their_order(data: Dataset) -> None:
    """Of one sentence, the roles of a head come in the order of the text, not of the alphabet."""
    assert column(run_question(data, "leaders", {"组织": "云州市总工会"}), "role") == [
        "党组书记",
        "党组书记",
        "副主席",
        "副主席",
    ]


def test_a_date_narrows_roles(data: Dataset) -> None:
    """Who held the post is asked at any precision; a role without dates stays."""

    def holders(date: str) -> list[str]:
        return sorted(set(column(run_question(data, "post-holders", {"role": "主席", "date": date}), "person")))

    assert holders("2019-05-01") == holders("2018") == holders("2021") == ["郑明", "陈海"]
    assert holders("2022") == holders("2017-12") == ["郑明"]


def test_disagreement_minds_the_bounds(data: Dataset) -> None:
    """90 and at least 120 exclude each other; the target of 300 and figures of other years are no contradiction."""
    table = run_question(data, "disagreements")
    assert list(zip(column(table, "value"), column(table, "other_value"), strict=True)) == [("90", "120")]


@pytest.mark.parametrize("place", ["滨江区", "云州市", "东江省"])
def test_a_place_takes_in_what_lies_in_it(data: Dataset, place: str) -> None:
    """A facility of a district is found under its city and province too."""
    table = run_question(data, "facilities", {"place": place})
    assert list(zip(column(table, "facility"), column(table, "place_name"), strict=True)) == [
        ("滨江区司机驿站", "滨江区")
    ]


def test_evidence_is_the_same_from_both_sides(data: Dataset) -> None:
    """Which entity is named first makes no difference, and the shortest quote comes first."""
    one = run_question(data, "evidence", {"first": "郑明", "second": "云州市总工会"})
    other = run_question(data, "evidence", {"first": "云州市总工会", "second": "郑明"})
    assert one.rows == other.rows
    lengths = [len(quote) for quote in column(one, "quote")]
    assert lengths == sorted(lengths)


def test_single_sources_leave_out_what_two_say(data: Dataset) -> None:
    """The vice-presidency is in two documents; the party post in one."""
    table = run_question(data, "single-source", {"entity": "郑明"})
    assert "党组书记" in column(table, "role")
    assert "副主席" not in column(table, "role")


def test_the_page_is_current(root) -> None:
    """docs/queries.md is what the questions answer now."""
    stored = (root / "docs" / "queries.md").read_text("utf-8")
    assert stored == page(), "run: PYTHONPATH=tests python -m queries.page > docs/queries.md"
