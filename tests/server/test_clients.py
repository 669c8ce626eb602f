"""Real clients: rdflib's SPARQLStore, a second Oxigraph that federates, OpenRefine's protocol."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
import rdflib
from pyoxigraph import Store
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from server.serving import DATA, DC_TITLE, Reply, Served, Start

from unionkg.outputs.pages.overview import Name
from unionkg.server.scoring import Matcher, score

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_rdflib_reads_the_endpoint(served: Served, method: str, format_: str) -> None:
    """SELECT, ASK and CONSTRUCT through rdflib's store, by each method and in each format of results."""
    store = SPARQLStore(f"{served.url}/sparql", method=method, returnFormat=format_)
    graph = rdflib.Graph(store)
    one = rdflib.URIRef(DATA.format(1))
    assert [str(row[0]) for row in graph.query(f"SELECT ?o {{ <{one}> ?p ?o }}")] == ["data1"]
    if format_ in ("json", "xml"):
        assert graph.query("ASK { ?s ?p ?o }").askAnswer
        assert [str(o) for o in graph.objects(one, rdflib.URIRef(DC_TITLE))] == ["data1"]


def test_a_second_oxigraph_federates(served: Served) -> None:
    """SERVICE from another Oxigraph, where it is allowed, joins its data with ours."""
    other = Store()
    other.update(f'INSERT DATA {{ <{DATA.format(2)}> <http://example.org/note> "seen" }}')
    rows = other.query(
        f"SELECT ?title ?note {{ ?s <http://example.org/note> ?note "
        f"SERVICE <{served.url}/sparql> {{ ?s <{DC_TITLE}> ?title }} }}"
    )
    assert [(row["title"].value, row["note"].value) for row in rows] == [("data2", "seen")]


def test_service_goes_out_where_it_is_allowed(served: Served, small: object, start: Start) -> None:
    """With --allow-service our endpoint asks another one; its description says so."""
    open_ = start(small, "--allow-service", "--workers", "2")
    query = f"SELECT ?o {{ SERVICE <{served.url}/sparql> {{ <{DATA.format(3)}> ?p ?o }} }}"
    assert "data3" in open_.select(query).text
    assert "BasicFederatedQuery" in open_.get("/sparql", "text/turtle").text


def reconciled(site: Served, **fields: Any) -> Any:
    body = urlencode({name: json.dumps(value) for name, value in fields.items()})
    reply: Reply = site.ask("POST", "/reconcile", body, FORM)
    assert reply.status == 200, reply.text
    return reply.json()


def test_the_manifest_names_what_the_service_offers(site: Served) -> None:
    """The fields that the API 0.2 requires, and addresses that answer."""
    manifest = site.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert {"name", "identifierSpace", "schemaSpace", "view", "suggest", "preview", "extend"} <= manifest.keys()
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert service["service_url"] == site.url
        assert site.get(service["service_path"], prefix="云").status == 200
    assert all({"id", "name"} <= type_.keys() for type_ in manifest["defaultTypes"])


def test_names_are_matched_with_reasons(site: Served) -> None:
    """A full name and an alias match; another city's body does not; types narrow; batches keep their keys."""
    queries = {
        "full": {"query": "云州市总工会"},
        "typed": {"query": "云州市总工会", "type": "Person"},
        "other": {"query": "云海市总工会", "type": ["Organization"], "limit": 3},
        "none": {"query": ""},
    }
    results = reconciled(site, queries=queries)
    assert results.keys() == queries.keys()
    best = results["full"]["result"][0]
    assert (best["name"], best["match"], best["score"]) == ("云州市总工会", True, 100)
    assert {"id": "exact", "value": 1.0} in best["features"]
    assert best["type"][0]["id"] == "Organization"
    assert all(row["type"][0]["id"] == "Person" for row in results["typed"]["result"])
    assert not any(row["match"] or row["name"] == "云州市总工会" for row in results["other"]["result"])
    assert len(results["other"]["result"]) <= 3
    assert results["none"]["result"] == []


def test_conditions_lower_what_does_not_hold(site: Served) -> None:
    """A property that the graph states keeps the score; one that it does not state takes a fifth."""

    def asked(value: str) -> float:
        query = {"query": "郑明", "properties": [{"pid": "holdsRole", "v": value}]}
        return reconciled(site, queries={"q": query})["q"]["result"][0]["score"]

    assert asked("云州市总工会") == 100
    assert asked("别的单位") == 80


def test_suggest_preview_and_extend(site: Served) -> None:
    """Entities by the start of a name, properties and types by theirs; a card; values of properties."""
    (person,) = site.get("/reconcile/suggest/entity", prefix="郑").json()["result"]
    assert person["name"] == "郑明"
    preview = site.get("/reconcile/preview", id=person["id"])
    assert "郑明" in preview.text
    assert "http://127.0.0.1:*" in preview.headers["content-security-policy"]
    assert {row["id"] for row in site.get("/reconcile/suggest/type", prefix="").json()["result"]} >= {"Person"}
    properties = site.get("/reconcile/extend/propose", type="Person").json()["properties"]
    extended = reconciled(site, extend={"ids": [person["id"], "person/none"], "properties": properties})
    assert [row["id"] for row in extended["meta"]] == [row["id"] for row in properties]
    roles = extended["rows"][person["id"]]["holdsRole"]
    assert "云州市总工会" in [value["name"] for value in roles]
    assert extended["rows"]["person/none"]["holdsRole"] == []
    limited = [{"id": "holdsRole-of", "settings": {"limit": 1}}]
    body = next(value["id"] for value in roles if value["name"] == "云州市总工会")
    assert len(reconciled(site, extend={"ids": [body], "properties": limited})["rows"][body]["holdsRole-of"]) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"queries": "no json"},
        {"queries": "[]"},
        {"queries": '{"q": 1}'},
        {"queries": '{"q": {"query": "a", "limit": "x"}}'},
        {"queries": '{"q": {"query": "a", "properties": [1]}}'},
        {"extend": "{}"},
        {"extend": '{"ids": ["a"], "properties": [{"id": "nothing"}]}'},
        {"queries": json.dumps({str(n): {"query": "a"} for n in range(201)})},
    ],
)
def test_a_malformed_batch_is_refused_with_a_reason(site: Served, fields: dict[str, str]) -> None:
    """400 and a sentence, never a stack of lines."""
    reply = site.ask("POST", "/reconcile", urlencode(fields), FORM)
    assert reply.status == 400
    assert "Traceback" not in reply.text
    assert len(reply.text) < 300


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("江苏省总工会", "江西省总工会", False),
        ("海淀区总工会", "北京市海淀区总工会", True),
        ("朝阳区总工会", "北京市海淀区总工会", False),
        ("苏州市总工会", "无锡市总工会", False),
        ("江苏省苏州市总工会", "江苏省无锡市总工会", False),
        ("北京市海淀区总工会", "北京市海淀区总工会", True),
    ],
)
def test_divisions_veto(one: str, other: str, fits: bool) -> None:
    """Another division of one level is a veto, whatever the letters; the same one with fewer levels fits."""
    found = score(one, Name("organization/1", "Organization", other, (), "", 1))
    assert (found.score >= 0.9) is fits
    assert fits or found.features == {"veto": 1.0}


def test_the_matcher_finds_by_sound() -> None:
    """Pinyin and its initials lead to the name."""
    names = [
        Name("person/1", "Person", "郑明", (), "zheng ming", 2),
        Name("person/2", "Person", "林芳", (), "lin fang", 1),
    ]
    matcher = Matcher(names)
    assert [one.name.label for one in matcher.match("zhengming")] == ["郑明"]
    assert [one.name.label for one in matcher.match("lf")] == ["林芳"]
    assert [name.label for name in matcher.starting("zm")] == ["郑明"]
