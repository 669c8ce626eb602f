"""The dataset as of a date: posts begin and end, what has happened stays, the rest goes with its documents."""

import pytest
from queries.corpus import later_dataset

from unionkg.errors import QueryError
from unionkg.graph.projection import project
from unionkg.graph.validate import validate
from unionkg.store.as_of import as_of
from unionkg.store.dataset import Dataset
from unionkg.store.questions import run_question
from unionkg.store.table import cell_text


@pytest.fixture(scope="module")
def data() -> Dataset:
    return later_dataset()


def answers(data: Dataset, name: str, column: str, **params: str) -> list[str]:
    table = run_question(data, name, params)
    return [cell_text(row[table.columns.index(column)]) for row in table.rows]


def test_a_late_date_changes_nothing_but_what_has_ended(data: Dataset) -> None:
    """As of a day after all documents only states that have ended are missing."""
    late = as_of(data, "2099")
    assert late.documents() == data.documents()
    gone = {str(quad) for quad in data.data()} - {str(quad) for quad in late.data()}
    assert gone
    assert {str(quad) for quad in late.data()} <= {str(quad) for quad in data.data()}


def test_posts_have_their_time(data: Dataset) -> None:
    """A post with an interval is held within it, to the day, month or year."""
    everyone = set(answers(data, "career", "start", person="陈海"))
    assert "2018" in str(everyone)
    for date, holders in (("2019-05-01", {"陈海", "郑明"}), ("2025", {"郑明"})):
        assert set(answers(as_of(data, date), "post-holders", "person", role="主席")) == holders


def test_documents_of_the_future_are_absent(data: Dataset) -> None:
    """Before the bulletin of 2025 its figure is unknown, and so are its document and its disagreement."""
    assert answers(data, "disagreements", "value")
    before = as_of(data, "2023-06")
    assert len(before.documents()) < len(data.documents())
    assert "90" not in answers(before, "figures", "value")


@pytest.mark.parametrize("date", ["2018", "2019-05-01", "2024-12", "2099"])
def test_what_is_left_is_a_sound_graph(data: Dataset, date: str) -> None:
    """It breaks no shape, and the projection of pictures and exports reads it."""
    view = as_of(data, date)
    assert validate(view.data()).conforms
    project(view.store)


@pytest.mark.parametrize("date", ["2018", "2023", "2024-06-01", "2026"])
def test_what_was_published_counts(data: Dataset, date: str) -> None:
    """Each document that was published by the date is there."""
    rows = data.store.query("SELECT ?d ?on { ?d <https://schema.org/datePublished> ?on }")
    published = {row["d"].value for row in rows if row["on"].value[: len(date)] <= date}
    assert published <= set(as_of(data, date).documents())


def test_a_wrong_date_says_how_to_write_it(data: Dataset) -> None:
    """Words are no date."""
    with pytest.raises(QueryError, match="Write it as 2023"):
        as_of(data, "last year")
