"""The card of one entity, and the counts of a dataset."""

import io

import pytest
from graph.example import example
from graph.test_build import build
from rich.console import Console, RenderableType

from unionkg.errors import QueryError
from unionkg.graph.projection import project
from unionkg.graph.scope import is_rejected
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.questions import load_questions
from unionkg.store.show import card_of, describe, render
from unionkg.store.stats import count
from unionkg.store.table import cell_text, questions_table


@pytest.fixture(scope="module")
def data() -> Dataset:
    made = open_dataset()
    made.load_all(build(*example()))
    return made


def shown(what: RenderableType) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(what)
    return console.export_text()


def test_roles_come_in_their_order(data: Dataset) -> None:
    """Of one sentence, the roles come as they are written."""
    assert [edge.label for edge in describe(data, "郑明").roles] == ["党组书记", "副主席"]


def test_relations_are_shown_from_both_sides(data: Dataset) -> None:
    """What the entity does and what others are to it are kept apart."""
    card = describe(data, "市总工会")
    assert {edge.type for edge in card.outgoing} == {"operates", "partneredWith"}
    assert {edge.type for edge in card.incoming} == {"holdsRole", "conferredBy", "organizedBy", "partOf"}
    assert set(card.labels) >= {edge.target for edge in card.outgoing} | {edge.source for edge in card.incoming}


def test_documents_come_by_date(data: Dataset) -> None:
    """The documents that name the entity are in the order of their dates."""
    assert [doc.published for doc in describe(data, "云州市总工会").documents] == [None, "2024-05", "2024-05-20"]


def test_a_role_without_an_organisation_is_on_the_card(data: Dataset) -> None:
    """What the picture leaves out as loose is a role of the card."""
    card = describe(data, "周洁")
    assert [edge.label for edge in card.roles] == ["本报记者"]
    assert "本报记者" in shown(render(card))


def test_the_terminal_shows_quotes_and_speakers(data: Dataset) -> None:
    """Each line has status and sentence; what somebody said begins with the speaker's name."""
    text = shown(render(describe(data, "云州市总工会")))
    for part in ("又称 Also called: 市总工会", "计划", "郑明：我们将开展‘司机关爱行动’", "会员满意度", "大约 96.5%"):
        assert part in text


def test_figures_have_place_and_period(data: Dataset) -> None:
    """A figure is shown with bound, unit, place and year; a target as planned."""
    text = shown(render(describe(data, "司机驿站")))
    assert "至少 120个 云州市 2024" in text
    assert "300个 云州市 2025" in text


def test_an_unknown_name(data: Dataset) -> None:
    """A name that fits nothing, or a node that is not there, is an error in words."""
    with pytest.raises(QueryError, match="Nothing in the dataset"):
        describe(data, "无此人")
    with pytest.raises(QueryError, match="no entity"):
        card_of(project(data.store), "person/none")


def test_counts(data: Dataset) -> None:
    """Documents, entities and statements are counted, with the time that the documents span."""
    rows = {(cell_text(a), cell_text(b)): cell_text(c) for a, b, c in count(data).rows}
    assert rows["文章 Documents", "合计 all"] == "3"
    assert (rows["文章 Documents", "最早 first"], rows["文章 Documents", "最晚 last"]) == ("2024-05", "2024-05-20")
    assert rows["发布者 Publishers", "云州日报"] == "2"
    assert rows["实体 Entities", "合计 all"] == str(len(example()[1]))
    said = [stmt for extraction in example()[0] for stmt in extraction.statements]
    assert rows["陈述 Statements", "合计 all"] == str(sum(not is_rejected(stmt) for stmt in said))
    assert rows["审核 Review", "已否决 rejected"] == rows["审核 Review", "已确认 accepted"] == "1"
    assert rows["陈述 Statements", "计划 planned"] == "2"


def test_counts_of_nothing() -> None:
    """An empty dataset has counts of nought and no dates."""
    made = open_dataset()
    made.load_all([])
    rows = {(cell_text(a), cell_text(b)): cell_text(c) for a, b, c in count(made).rows}
    assert rows["文章 Documents", "合计 all"] == rows["实体 Entities", "合计 all"] == "0"
    assert ("文章 Documents", "最早 first") not in rows


def test_the_list_of_questions() -> None:
    """Each question is listed with its titles; parameters that may be left out are in brackets."""
    text = shown(questions_table(load_questions().values()))
    assert "谁领导某个组织" in text
    assert "organization (组织)  [date]" in text
