"""The W3C test cases of the SPARQL 1.1 Protocol that a read-only endpoint can pass, by their IDs, and what is refused.

The cases are those of https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/; each is written from its
description, over graphs with the same names. Cases of the update operation are refused as a whole.
"""

import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from server.serving import DATA, Served

FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
ONE, TWO, THREE = (DATA.format(n) for n in (1, 2, 3))
IN_DEFAULT = "ASK {{ <{}> ?p ?o }}"
BOTH = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> ?p ?o }} GRAPH ?h {{ <{TWO}> ?q ?r }} FILTER(?g != ?h) }}"
XML_RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def answer(reply: object) -> bool:
    assert reply.status == 200, reply.text
    return json.loads(reply.body)["boolean"]


def encoded(**fields: object) -> str:
    return urlencode({name.replace("_", "-"): value for name, value in fields.items()}, doseq=True)


def query_post_form(served: Served) -> None:
    """Query via URL-encoded POST."""
    assert answer(served.ask("POST", "/sparql", encoded(query="ASK {}"), FORM))


def query_post_direct(served: Served) -> None:
    """Query via POST directly."""
    assert answer(served.ask("POST", "/sparql", "ASK {}", DIRECT))


def query_get(served: Served) -> None:
    """Query via GET."""
    assert answer(served.get("/sparql", query="ASK {}"))


def query_dataset_default_graph(served: Served) -> None:
    """One default graph named by the protocol: what others say is not there."""
    fields = {"default-graph-uri": ONE}
    assert answer(served.get("/sparql", query=IN_DEFAULT.format(ONE), **fields))
    assert not answer(served.get("/sparql", query=IN_DEFAULT.format(TWO), **fields))


def query_dataset_default_graphs_get(served: Served) -> None:
    """Several default graphs via GET."""
    assert answer(served.get("/sparql", query=BOTH, **{"default-graph-uri": [ONE, TWO]}))


def query_dataset_default_graphs_post(served: Served) -> None:
    """Several default graphs via POST, in the body of a form and in the query string of a direct one."""
    form = encoded(query=BOTH, default_graph_uri=[ONE, TWO])
    assert answer(served.ask("POST", "/sparql", form, FORM))
    assert answer(served.ask("POST", "/sparql", BOTH, DIRECT, **{"default-graph-uri": [ONE, TWO]}))


def query_dataset_named_graphs_get(served: Served) -> None:
    """Several named graphs via GET."""
    assert answer(served.get("/sparql", query=NAMED, **{"named-graph-uri": [ONE, TWO]}))
    assert not answer(served.get("/sparql", query=NAMED, **{"named-graph-uri": [ONE]}))


def query_dataset_named_graphs_post(served: Served) -> None:
    """Several named graphs via POST."""
    assert answer(served.ask("POST", "/sparql", encoded(query=NAMED, named_graph_uri=[ONE, TWO]), FORM))


def query_dataset_full(served: Served) -> None:
    """Default and named graphs together."""
    query = f"ASK {{ <{THREE}> ?s ?t GRAPH ?g {{ <{ONE}> ?p ?o }} GRAPH ?h {{ <{TWO}> ?q ?r }} }}"
    fields = {"default-graph-uri": THREE, "named-graph-uri": [ONE, TWO]}
    assert answer(served.get("/sparql", query=query, **fields))


def query_multiple_dataset(served: Served) -> None:
    """The protocol's dataset wins over the one that the query names."""
    query = f"ASK FROM <{TWO}> {{ <{ONE}> ?p ?o }}"
    assert answer(served.get("/sparql", query=query, **{"default-graph-uri": ONE}))
    query = f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o }}"
    assert not answer(served.get("/sparql", query=query, **{"default-graph-uri": TWO}))


def query_content_type_select(served: Served) -> None:
    """SELECT in each of the four result formats."""
    query = f"SELECT ?o {{ <{ONE}> ?p ?o }}"
    json_ = served.get("/sparql", "application/sparql-results+json", query=query)
    assert json_.media == "application/sparql-results+json"
    assert json_.json()["results"]["bindings"] == [{"o": {"type": "literal", "value": "data1"}}]
    xml = served.get("/sparql", "application/sparql-results+xml", query=query)
    assert xml.media == "application/sparql-results+xml"
    assert [node.text for node in ElementTree.fromstring(xml.body).iter(f"{XML_RESULTS}literal")] == ["data1"]
    csv = served.get("/sparql", "text/csv", query=query)
    assert (csv.media, csv.text.split()) == ("text/csv", ["o", "data1"])
    tsv = served.get("/sparql", "text/tab-separated-values", query=query)
    assert (tsv.media, tsv.text.split()) == ("text/tab-separated-values", ["?o", '"data1"'])


def query_content_type_ask(served: Served) -> None:
    """ASK as JSON and XML."""
    assert answer(served.get("/sparql", "application/sparql-results+json", query="ASK {}"))
    xml = served.get("/sparql", "application/sparql-results+xml", query="ASK {}")
    assert ElementTree.fromstring(xml.body).findtext(f"{XML_RESULTS}boolean") == "true"


def _graph_types(served: Served, query: str) -> None:
    formats = {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
    }
    for media, format_ in formats.items():
        reply = served.get("/sparql", media, query=query)
        assert (reply.status, reply.media) == (200, media)
        assert [quad.object.value for quad in parse(reply.body, format_)] == ["data1"]


def query_content_type_describe(served: Served) -> None:
    """DESCRIBE in each of the RDF formats."""
    _graph_types(served, f"DESCRIBE <{ONE}>")


def query_content_type_construct(served: Served) -> None:
    """CONSTRUCT in each of the RDF formats."""
    _graph_types(served, f"CONSTRUCT {{ <{ONE}> ?p ?o }} WHERE {{ <{ONE}> ?p ?o }}")


def bad_query_method(served: Served) -> None:
    """Another method than GET and POST."""
    reply = served.ask("PUT", "/sparql", "ASK {}", DIRECT)
    assert reply.status == 405
    assert "GET" in reply.headers["allow"]


def bad_multiple_queries(served: Served) -> None:
    """More than one query string."""
    assert served.get("/sparql", query=["ASK {}", "SELECT * {}"]).status == 400


def bad_query_wrong_media_type(served: Served) -> None:
    """POST with a media type that is neither of the two."""
    assert served.ask("POST", "/sparql", "ASK {}", {"content-type": "text/plain"}).status == 415


def bad_query_missing_form_type(served: Served) -> None:
    """A form without its media type."""
    assert served.ask("POST", "/sparql", encoded(query="ASK {}")).status == 415


def bad_query_missing_direct_type(served: Served) -> None:
    """A query without its media type."""
    assert served.ask("POST", "/sparql", "ASK {}").status == 415


def bad_query_non_utf8(served: Served) -> None:
    """A query in UTF-16, said or not said."""
    said = {"content-type": "application/sparql-query; charset=UTF-16"}
    assert served.ask("POST", "/sparql", "ASK {}".encode("utf-16"), said).status == 415
    assert served.ask("POST", "/sparql", "ASK {}".encode("utf-16"), DIRECT).status == 400


def bad_query_syntax(served: Served) -> None:
    """A query that cannot be read; the answer says where."""
    reply = served.get("/sparql", query="ASK { ?s ?p }")
    assert reply.status == 400
    assert "Line 1" in reply.text


CASES = [function for name, function in list(globals().items()) if name.startswith(("query_", "bad_"))]
UPDATES = ("update_post_form", "update_post_direct", "bad_update_get", "update_as_query")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_w3c_protocol(served: Served, case: object) -> None:
    """One case of the W3C list."""
    case(served)


@pytest.mark.parametrize("case", UPDATES)
def test_updates_are_refused(served: Served, case: str) -> None:
    """However an update comes, the answer is a 4xx that says why, and nothing changes."""
    update = "INSERT DATA { <http://example.org/new> <http://example.org/p> 1 }"
    ways = {
        "update_post_form": lambda: served.ask("POST", "/sparql", encoded(update=update), FORM),
        "update_post_direct": lambda: served.ask(
            "POST", "/sparql", update, {"content-type": "application/sparql-update"}
        ),
        "bad_update_get": lambda: served.get("/sparql", update=update),
        "update_as_query": lambda: served.get("/sparql", query=update),
    }
    reply = ways[case]()
    assert reply.status in (400, 403)
    assert "question" in reply.text
    assert not answer(served.get("/sparql", query="ASK { <http://example.org/new> ?p ?o }"))


def test_merged_default_graphs_hold_each_triple_once(served: Served) -> None:
    """A triple of two graphs counts once, whether the protocol or the query names them."""
    query = f"SELECT (COUNT(*) AS ?n) {{ <{ONE}> ?p ?o }}"
    reply = served.select(query, **{"default-graph-uri": [ONE, THREE]})
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == "1"
    written = query.replace("{ <", f"FROM <{ONE}> FROM <{THREE}> {{ <", 1)
    assert served.select(written).json()["results"]["bindings"][0]["n"]["value"] == "1"


def test_a_format_that_does_not_exist_is_refused(served: Served) -> None:
    """406 with the formats on offer, not some other format."""
    reply = served.get("/sparql", "image/png", query="ASK {}")
    assert reply.status == 406
    assert "application/sparql-results+json" in reply.text


def test_service_description_and_void(served: Served) -> None:
    """Without a query the endpoint describes itself; the dataset is described at its well-known place."""
    graph = rdflib.Graph().parse(data=served.get("/sparql", "text/turtle").text)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert str(graph.value(service, sd.endpoint)) == f"{served.url}/sparql"
    assert {str(name) for name in graph.objects(predicate=sd.name)} == {ONE, TWO, THREE}
    assert sd.BasicFederatedQuery not in set(graph.objects(service, sd.feature))
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    about = rdflib.Graph().parse(data=served.get("/.well-known/void", "application/ld+json").text, format="json-ld")
    dataset = about.value(predicate=rdflib.RDF.type, object=void.Dataset)
    assert int(about.value(dataset, void.triples)) == 303
    assert str(about.value(dataset, void.sparqlEndpoint)) == f"{served.url}/sparql"
