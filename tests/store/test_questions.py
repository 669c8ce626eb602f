"""Named questions: the loader, the parameters, names that people type."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.shell_completion import ShellComplete
from graph.example import example
from graph.test_build import build
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from queries.corpus import dataset as example_dataset

from unionkg.cli import main
from unionkg.errors import QueryError, ResourceError
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.names import find_entity
from unionkg.store.questions import bind, complete, explorer_fragment, load_questions, read_question, run_question
from unionkg.store.table import cell_text

GOOD = """# title-zh: 题
# title-en: Title
# about: What it asks.
# param: word text required 词 a word
# param: most integer default=5 最多 at most
# column: echo 回声 Echo

SELECT ?echo
WHERE {
  VALUES ($word $most) { (UNDEF UNDEF) }  # parameters
  BIND($word AS ?echo)
}
"""


@pytest.fixture(scope="module")
def data() -> Dataset:
    made = open_dataset()
    made.load_all(build(*example()))
    return made


def question_file(folder: Path, text: str) -> Path:
    path = folder / "echo.rq"
    path.write_text(text, "utf-8")
    return path


def test_a_header_is_read(tmp_path: Path) -> None:
    """Titles, parameters and headings come from the comments at the top."""
    question = read_question(question_file(tmp_path, GOOD))
    assert (question.name, question.title_zh, question.title_en) == ("echo", "题", "Title")
    word, most = question.parameters
    assert (word.form, word.is_required, word.default, word.label_zh) == ("text", True, None, "词")
    assert (most.is_required, most.default, most.label_en) == (False, "5", "at most")
    assert question.headings == {"echo": "回声 Echo"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title-zh: 题\n", "", "echo.rq, line 1: .*title-zh"),
        ("# title-en: Title", "# title-en: A\n# title-en: B", "echo.rq, line 3: .*title-en"),
        ("# about: What it asks.", "# note: x", "echo.rq, line 3: .*no line of a header"),
        ("text required", "colour required", "echo.rq, line 4: 'colour'"),
        ("text required", "Person|Dog required", "echo.rq, line 4: .*Dog"),
        ("text required", "text perhaps", "echo.rq, line 4: 'perhaps'"),
        ("required 词 a word", "required", "echo.rq, line 4: a parameter is"),
        ("回声 Echo", "", "echo.rq, line 6: a column is"),
        ("  # parameters", "", "echo.rq, line 1: .*VALUES"),
        ("($word $most)", "($most $word)", "echo.rq, line 10: .*VALUES"),
    ],
)
def test_a_malformed_file_names_the_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Whatever is wrong in a header, the message says in which file and line."""
    with pytest.raises(ResourceError, match=message):
        read_question(question_file(tmp_path, GOOD.replace(old, new)))


def test_an_unreadable_file(tmp_path: Path) -> None:
    """A file that is missing or no UTF-8 is an error that names it."""
    (tmp_path / "echo.rq").write_bytes(b"\xff\xfe")
    for name in ("echo.rq", "none.rq"):
        with pytest.raises(ResourceError, match=name):
            read_question(tmp_path / name)


HOSTILE = [
    '") } # ',
    "'; DROP ALL; '",
    'a"b\\',
    "line\nbreak\r\n",
    "} UNION { ?s ?p ?o } #",
    "<http://x>",
    "$word ?echo",
    "\\u0022",
    "% { ( UNDEF ) }",
    "SERVICE <http://x/> { ?s ?p ?o }",
    "\0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_is_never_part_of_the_query(data: Dataset, tmp_path: Path, text: str) -> None:
    """Quotes, braces, newlines and SPARQL in a value come back as they went in."""
    question = read_question(question_file(tmp_path, GOOD))
    table = run_question(data, "echo", {"word": text}, questions={"echo": question})
    assert table.rows == ((Literal(text),),)


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_value_comes_back(text: str) -> None:
    """The VALUES line that a text makes holds that text and nothing else."""
    line = next(
        line for line in bind(load_questions()["post-holders"], {"role": Literal(text)}).split("\n") if "VALUES" in line
    )
    (row,) = open_dataset().store.query(f"SELECT * {{ {line} }}")
    assert row["role"] == Literal(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_an_unknown_name(data: Dataset, text: str) -> None:
    """As the name of a thing, such a value fits nothing, which the message says."""
    with pytest.raises(QueryError, match="Nothing in the dataset"):
        run_question(data, "leaders", {"organization": text})


def test_bytes_that_are_no_text(data: Dataset) -> None:
    """Bytes of a command line that are no UTF-8 are refused in words."""
    for name, params in (("post-holders", {"role": "\udce4"}), ("leaders", {"organization": "\udce4"})):
        with pytest.raises(QueryError) as caught:
            run_question(data, name, params)
        assert str(caught.value).encode()


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("nobody-asks", {}, "There is no question 'nobody-asks'. There are: about, "),
        ("leaders", {}, r"needs the parameter 'organization' \(组织\). Add --param organization=…"),
        ("leaders", {"organisation": "x"}, "no parameter 'organisation'. It has: organization, date."),
        ("leaders", {"organization": "云州市总工会", "date": "last year"}, "takes a date such as 2023"),
        ("post-holders", {"role": ""}, "takes a text"),
    ],
)
def test_a_wrong_call_says_what_to_do(data: Dataset, name: str, params: dict[str, str], message: str) -> None:
    """Unknown questions and parameters list the known ones; a missing or malformed value is named."""
    with pytest.raises(QueryError, match=message):
        run_question(data, name, params)


@pytest.mark.parametrize("name", ["云州市总工会", "市总工会", " 云州市总工会 "])
def test_label_and_alias_mean_the_entity(data: Dataset, name: str) -> None:
    """The full name, an alias, and either with spaces around lead to one entity."""
    assert find_entity(data.store, name) == find_entity(data.store, "云州市总工会")


def test_an_exact_name_beats_a_longer_one(data: Dataset) -> None:
    """云州市 is a place, though organisations have it in their names."""
    assert "/place/" in find_entity(data.store, "云州市").value


def test_a_part_that_fits_one_is_enough(data: Dataset) -> None:
    """A part of a name is taken where no other name has it."""
    assert "/organization/" in find_entity(data.store, "迅达").value


def test_a_type_narrows_the_choice(data: Dataset) -> None:
    """启用 is in the name of an event only, and no person is called so."""
    assert "/event/" in find_entity(data.store, "启用", ["Event"]).value
    with pytest.raises(QueryError, match="Nothing in the dataset is called '启用'"):
        find_entity(data.store, "启用", ["Person"])


def test_an_ambiguous_name_lists_the_candidates(data: Dataset) -> None:
    """What fits several things is an error with their labels, types and IRIs; an IRI then settles it."""
    with pytest.raises(QueryError, match="may mean") as caught:
        find_entity(data.store, "云州市总")
    text = str(caught.value)
    assert "云州市总工会权益保障部 (Organization) https://w3id.org/unionkg/id/organization/" in text
    assert text.endswith("Give the full name of one of them, or its IRI.")
    iri = caught.value.offending[0].iri
    assert find_entity(data.store, iri) == NamedNode(iri)


def test_an_unknown_name_hints_at_similar_ones(data: Dataset) -> None:
    """A slip of one character is answered with the name that was meant."""
    with pytest.raises(QueryError, match=r"look alike: .*云州市总工会"):
        find_entity(data.store, "云洲市总工会")


@pytest.mark.parametrize("name", ["", " ", "https://w3id.org/unionkg/ontology#modality-planned", "http://a b"])
def test_what_is_no_entity(data: Dataset, name: str) -> None:
    """Nothing, a concept of the ontology, and a broken IRI are no entities."""
    with pytest.raises(QueryError, match="Nothing in the dataset"):
        find_entity(data.store, name)


def test_a_default_stands_in(data: Dataset, tmp_path: Path) -> None:
    """A parameter that was not given has its default value, as a term of its type."""
    text = GOOD.replace("BIND($word AS ?echo)", "BIND($most AS ?echo)")
    question = read_question(question_file(tmp_path, text))
    table = run_question(data, "echo", {"词": "x"}, questions={"echo": question})
    assert [cell_text(cell) for cell in table.rows[0]] == ["5"]
    assert table.headings == ("回声 Echo",)


def test_completion_offers_what_the_graph_has(data: Dataset) -> None:
    """Names by their beginning, alias, pinyin or initials, then what contains the text; only of the wanted type."""
    organization, date = load_questions()["leaders"].parameters
    assert complete(data, organization, "云州市总")[0].startswith("云州市总工会")
    assert complete(data, organization, "市总工会")[0].startswith("云州市总工会")
    assert "云州市总工会" in complete(data, organization, "yzszgh")
    assert "云州市总工会" in complete(data, organization, "yunzhoushizong")
    assert "云州市" not in complete(data, organization, "云州市")
    assert complete(data, date, "20") == []
    role = load_questions()["post-holders"].parameters[0]
    assert complete(data, role, "副") == ["副主席"]
    assert len(complete(data, organization, "", limit=2)) == 2


def test_completion_in_the_shell(tmp_path: Path) -> None:
    """Questions, then their parameters, then values of the graph; nothing where there is no graph."""
    with open_dataset(tmp_path / "dataset") as written:
        written.load_all(example_dataset().data())

    def offered(*words: str) -> list[str]:
        *before, last = words
        found = ShellComplete(main, {}, "unionkg", "_UNIONKG_COMPLETE").get_completions(list(before), last)
        return [item.value for item in found]

    assert offered("query", "lead") == ["leaders"]
    assert offered("query", "leaders", "--param", "") == ["organization=", "date="]
    out = ["--out", str(tmp_path)]
    assert "organization=云州市总工会" in offered("query", *out, "leaders", "--param", "organization=云州")
    assert offered("query", "--out", str(tmp_path / "x"), "leaders", "--param", "organization=云州") == []
    assert offered("query", "nobody", "--param", "x") == []


def test_the_answer_in_the_explorer(data: Dataset) -> None:
    """A question about one thing opens the page at it, one about two as a chain, others nowhere."""
    zheng, union = (str(find_entity(data.store, name).value).rpartition("/id/")[2] for name in ("郑明", "云州市总工会"))
    assert explorer_fragment(data, "career", {"person": "郑明"}) == urlencode({"focus": zheng})
    chain = explorer_fragment(data, "chain", {"first": "郑明", "second": "云州市总工会"})
    assert chain == urlencode([("path", zheng), ("path", union)])
    assert explorer_fragment(data, "documents", {"publisher": "云州日报"}) is None
