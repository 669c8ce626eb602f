"""SPARQL of people: answers, refusals, errors with the line."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from unionkg.errors import QueryError
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.sparql import run_sparql

DOC = "https://w3id.org/unionkg/id/document/1"
PERSON = NamedNode("https://w3id.org/unionkg/id/person/1")
LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@pytest.fixture
def dataset() -> Dataset:
    opened = open_dataset()
    opened.load_all([Quad(PERSON, LABEL, Literal("张\nSERVICE", language="zh"), NamedNode(DOC))], with_ontology=False)
    return opened


def test_select_with_known_prefixes(dataset: Dataset) -> None:
    """The prefixes of the vocabulary need no declaration."""
    table = run_sparql(dataset, "SELECT ?s ?l { ?s skos:prefLabel ?l OPTIONAL { ?s skos:altLabel ?a } }")
    assert table.columns == ("s", "l")
    assert table.rows == ((PERSON, Literal("张\nSERVICE", language="zh")),)


def test_ask(dataset: Dataset) -> None:
    """ASK gives its answer as a cell and as a boolean."""
    assert run_sparql(dataset, "ASK { ?s ?p ?o }").boolean is True
    assert run_sparql(dataset, "ASK { ?s a ?o }").boolean is False


def test_construct(dataset: Dataset) -> None:
    """CONSTRUCT gives rows of subject, predicate and object."""
    table = run_sparql(dataset, "CONSTRUCT { ?s a foaf:Person } { ?s ?p ?o }")
    assert table.columns == ("subject", "predicate", "object")
    assert table.rows[0][0] == PERSON


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <http://x/> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?s ?p e:a\\# . SERVICE <http://x/> { ?s ?p ?o }\n}",
        "PREFIX e: <http://e/> SELECT * { SERVICEe:x { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\'' . SERVICE <http://x/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022" . ?s <http://e#\\u0041> ?o . SERVICE <http://x/> { ?s ?p ?o } }',
        "SELECT * { { SELECT * { SERVICE ?s { ?s ?p ?o } } } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://x/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(dataset: Dataset, query: str) -> None:
    """However it is written, a call of another server is refused before it is made."""
    with pytest.raises(QueryError, match="another server"):
        run_sparql(dataset, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service skos:prefLabel ?l } # a SERVICE",
        "SELECT ?s { ?s skos:prefLabel ?l FILTER(CONTAINS(?l, 'SERVICE')) }",
        "SELECT ?s { ?s skos:prefLabel ?l MINUS { ?s a schema:Service, <http://x/SERVICE> } }",
        "SELECT ?s { ?s skos:prefLabel ?l FILTER(STRLEN(?l) > 1 && 1<2) }",
    ],
)
def test_the_word_alone_is_no_call(dataset: Dataset, query: str) -> None:
    """Strings, comments, variables and names may hold the word."""
    assert len(run_sparql(dataset, query).rows) == 1


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "PREFIX e: <http://e/>\nDELETE WHERE { ?s ?p ?o }",
        "# x\nBASE <http://b/> drop all",
        "CLEAR DEFAULT",
    ],
)
def test_updates_are_refused(dataset: Dataset, query: str) -> None:
    """An update is refused in words and changes nothing."""
    with pytest.raises(QueryError, match="would change the data"):
        run_sparql(dataset, query)
    assert len(dataset) == 1


def test_a_parse_error_names_the_line(dataset: Dataset) -> None:
    """The message has line and column, the line itself, and a pointer under it."""
    with pytest.raises(QueryError, match=r"Line 2, column 10") as caught:
        run_sparql(dataset, "SELECT ?s {\n zzz ?s ?p }\n")
    assert "\n zzz ?s ?p }\n         ^\n" in str(caught.value)


def test_an_unknown_prefix_is_named(dataset: Dataset) -> None:
    """A prefix that nobody declared is said to be one."""
    with pytest.raises(QueryError, match="prefix that is not declared"):
        run_sparql(dataset, "SELECT ?s { ?s nope:p ?o }")
