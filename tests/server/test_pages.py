"""Pages, things behind IRIs, questions, assets: what a browser gets, and what other programs get."""

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from outputs.fixture import HOSTILE
from pyoxigraph import RdfFormat, parse
from server.serving import Served

from unionkg.graph.projection import project
from unionkg.outputs.pages.excerpt import around_document, around_entity
from unionkg.outputs.pages.parts import Parts
from unionkg.outputs.pages.views import article, sections
from unionkg.outputs.pages.words import MODALITIES, RELATIONS, TYPES
from unionkg.store.dataset import open_dataset
from unionkg.store.show import card_of

BASE = "https://w3id.org/unionkg/id/"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VOID_ELEMENTS = ("meta", "link", "input", "br", "img")


class Page(HTMLParser):
    """The elements of a page, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def projection(sample: Path):
    with open_dataset(sample / "dataset", read_only=True) as dataset:
        yield project(dataset.store)


@pytest.fixture(scope="module")
def store(sample: Path):
    with open_dataset(sample / "dataset", read_only=True) as dataset:
        yield dataset.store


def id_of(projection, label: str) -> str:
    return next(node.id for node in projection.nodes if node.label == label)


def test_a_part_of_the_graph_shows_what_the_whole_shows(store, projection):
    """For each entity and article the excerpt from the store, the part in memory and the whole give one page."""
    parts = Parts(projection)
    for node in projection.nodes:
        for part in (around_entity(store, BASE + node.id), parts.around_entity(node.id)):
            card = card_of(part, node.id)
            whole = card_of(projection, node.id)
            assert card == whole
            assert sections(card, part) == sections(whole, projection)
    for reading in projection.documents:
        whole = article(reading, projection)
        for part in (around_document(store, f"{BASE}document/{reading.id}"), parts.around_document(reading.id)):
            assert article(part.documents[0], part) == whole


def test_an_article_shows_its_text_unchanged_and_each_quote_in_place(projection):
    """The pieces of a line join to the line; the pieces of a statement join to its quote."""
    for reading in projection.documents:
        paragraphs, said = article(reading, projection)
        lines = [line for line in reading.text.split("\n") if line.strip()]
        assert ["".join(piece.text for piece in line) for line in paragraphs] == lines
        quotes = {
            witness.quote
            for edge in (*projection.edges, *projection.loose)
            for witness in edge.witnesses
            if witness.document == reading.id
        }
        for one in said:
            shown = "".join(piece.text for line in paragraphs for piece in line if one.number in piece.said)
            assert shown in reading.text
            assert any(one.anchor in piece.starts for line in paragraphs for piece in line)
        shown = {
            "".join(piece.text for line in paragraphs for piece in line if one.number in piece.said) for one in said
        }
        assert quotes <= shown


def test_every_link_of_the_site_leads_somewhere(site: Served):
    """From the front page on, each link within the server answers with 200, and each page is HTML under the policy."""
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop().partition("#")[0]
        if not path.startswith("/") or path in seen:
            continue
        seen.add(path)
        reply = site.get(path, HTML)
        assert reply.status == 200, path
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        if reply.media == "text/html" and path != "/explorer":
            page = Page(reply.text)
            waiting += [link for link in page.links if not link.startswith("?")]
    assert {"/questions", "/explorer", "/query", "/browse/documents", "/assets/site.css"} <= seen
    assert len([path for path in seen if path.startswith("/id/document/")]) == 3


def test_the_front_page_counts_and_names(site: Served):
    """Documents, entities, statements; people and bodies; questions by their titles."""
    text = site.get("/", HTML).text
    assert "云州市总工会" in text
    assert "司机驿站启用" in text
    assert "谁领导某个组织" in text
    assert "Who leads an organisation" in text


def test_an_entity_page_has_roles_with_quotes(site: Served, projection):
    """Roles, the sentence that says them, its article and a link to the place there."""
    text = site.get(f"/id/{id_of(projection, '郑明')}", HTML).text
    assert "党组书记" in text
    assert re.search(r"<mark>[^<]*郑明", text)
    assert re.search(r'href="/id/document/[0-9a-f]+#q\d+-\d+"', text)


@pytest.mark.parametrize(
    ("accept", "media", "format_"),
    [
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/n-triples, */*;q=0.1", "application/n-triples", RdfFormat.N_TRIPLES),
    ],
)
def test_a_thing_comes_in_the_form_that_is_asked_for(site: Served, projection, accept, media, format_):
    """RDF by the header or by `format`; the triples are those of the graph; browsers get the page."""
    path = f"/id/{id_of(projection, '郑明')}"
    reply = site.get(path, accept)
    assert (reply.status, reply.media) == (200, media)
    triples = {quad.triple for quad in parse(reply.body, format_)}
    assert any("郑明" in str(triple.object) for triple in triples)
    assert reply.headers["vary"] == "Accept"
    assert site.get(path, HTML).media == "text/html"
    assert site.get(path).media == "text/html"
    by_name = site.get(path, HTML, format={"text/turtle": "ttl", "application/ld+json": "jsonld"}.get(media, "nt"))
    assert {quad.triple for quad in parse(by_name.body, format_)} == triples


def test_every_kind_of_thing_has_a_page_and_the_unknown_has_none(site: Served, store):
    """Statements, roles, intervals … show their triples; what the graph does not have is 404, as a page and as RDF."""
    kinds = {}
    for quad in store:
        if str(quad.subject.value).startswith(BASE):
            kinds[quad.subject.value.removeprefix(BASE).partition("/")[0]] = quad.subject.value.removeprefix(BASE)
    assert len(kinds) > 12
    for id_ in kinds.values():
        assert site.get(f"/id/{id_}", HTML).status == 200, id_
    for id_ in ("person/nobody", "document/none", "role/none", "%E5%B7%A5", "person/%3Cscript%3E"):
        assert site.get(f"/id/{id_}", HTML).status == 404
        assert site.get(f"/id/{id_}", "text/turtle").status == 404


def test_questions_are_asked_by_name_and_iri(site: Served, projection):
    """A form for what is missing, a table for the answer, a plain sentence for a name that fits nothing."""
    assert "required" in site.get("/questions/leaders", HTML).text
    for value in ("云州市总工会", BASE + id_of(projection, "云州市总工会")):
        reply = site.get("/questions/leaders", HTML, organization=value)
        assert reply.status == 200
        assert "郑明" in reply.text
        assert f'href="/id/{id_of(projection, "郑明")}"' in reply.text
        assert 'value="云州市总工会"' in reply.text
        assert f'href="/explorer#node={id_of(projection, "云州市总工会")}"' in reply.text
    missing = site.get("/questions/leaders", HTML, organization="没有这个单位")
    assert missing.status == 400
    assert "没有这个单位" in missing.text
    assert site.get("/questions/nothing", HTML).status == 404
    data = site.get("/questions/leaders", organization="云州市总工会", format="json").json()
    assert "person" in data["head"]["vars"]
    csv = site.get("/questions/leaders", organization="云州市总工会", format="csv")
    assert csv.media == "text/csv"
    assert "郑明" in csv.body.decode("utf-8-sig")


def test_neighbours_on_demand(site: Served, projection):
    """The edges of one entity with their witnesses, and the entities at their ends."""
    id_ = id_of(projection, "郑明")
    record = site.get("/api/neighbours", id=id_).json()
    assert all(id_ in (edge["source"], edge.get("target")) for edge in record["edges"])
    assert {edge["id"] for edge in record["edges"]} == {
        edge.id for edge in projection.edges if id_ in (edge.source, edge.target)
    }
    assert all(edge["witnesses"][0]["quote"] for edge in record["edges"])
    assert site.get("/api/neighbours", id="person/nobody").status == 404


def test_the_openapi_describes_routes_that_answer(site: Served, projection):
    """Each described path answers GET with JSON or says plainly what is missing."""
    document = site.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    values = {"id": id_of(projection, "郑明"), "format": "json", "prefix": "云", "query": "ASK {}", "type": "Person"}
    for path, item in document["paths"].items():
        operation = item["get"]
        target = path.replace("{name}", "documents").replace("{kind}", "entity")
        params = {
            p["name"]: values[p["name"]]
            for p in operation["parameters"]
            if (p["in"] == "query" and p["required"]) or p["name"] == "type"
        }
        reply = site.get(target, **params)
        assert reply.status == 200, path
        assert reply.media in operation["responses"]["200"]["content"]
        json.loads(reply.body)


def test_hostile_text_stays_text(hostile_site: Served):
    """Markup in labels, titles, texts and figures adds no element and no handler to any page, script or answer."""
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop().partition("#")[0]
        if not path.startswith("/") or path in seen or path.startswith(("/explorer", "/assets/site", "/assets/early")):
            continue
        seen.add(path)
        reply = hostile_site.get(path, HTML)
        if reply.media != "text/html":
            continue
        page = Page(reply.text)
        assert "img" not in page.tags, path
        assert not {name for name in page.attributes if name.startswith("on")}, path
        assert "window.__xss=2" not in re.findall(r"<script[^>]*>(.*?)</script>", reply.text, re.DOTALL)
        waiting += [link for link in page.links if not link.startswith("?")]
    assert len(seen) > 30
    names = hostile_site.get("/assets/names.js").text
    assert names.startswith("globalThis.unionkgNames = [")
    rows = json.loads(names.removeprefix("globalThis.unionkgNames = ").rstrip().rstrip(";"))
    assert any(HOSTILE in row[2] for row in rows)


def test_a_question_echoes_hostile_words_as_words(site: Served):
    """What stands in the address reaches the page as text only, also in attributes."""
    reply = site.get("/questions/leaders", HTML, organization=f'"><script>{HOSTILE}')
    page = Page(reply.text)
    assert "img" not in page.tags
    assert page.tags.count("script") == 3


def test_the_words_of_the_pages_are_those_of_the_explorer(root: Path):
    """Types, relations and modalities are called the same in both."""
    text = (root / "src/unionkg/outputs/page/kinds.mjs").read_text("utf-8")
    types = re.findall(r'^  (\w+): \{ zh: "([^"]+)", en: "([^"]+)"', text, re.MULTILINE)
    assert {name: (zh, en) for name, zh, en in types} == TYPES
    rows = dict(re.findall(r'^  (\w+): \[("[^\n]+)\],$', text, re.MULTILINE))
    words = {name: re.findall(r'"([^"]*)"', row) for name, row in rows.items()}
    assert {n: ((w[0], w[3]), (w[1], w[4])) for n, w in words.items() if len(w) == 6} == RELATIONS
    assert {n: (w[0], w[2]) for n, w in words.items() if len(w) == 5} == MODALITIES


def test_json_ld_of_a_thing_reads_with_rdflib(site: Served, projection):
    """Another parser reads the same triples."""
    path = f"/id/{id_of(projection, '云州市总工会')}"
    turtle = rdflib.Graph().parse(data=site.get(path, "text/turtle").text, format="turtle")
    json_ld = rdflib.Graph().parse(data=site.get(path, "application/ld+json").text, format="json-ld")
    assert len(turtle) > 5
    assert set(turtle) == set(json_ld)


def test_the_editor_is_the_one_that_its_note_names(root: Path):
    """The files of the query page are those whose hashes stand in the note beside them."""
    folder = root / "src" / "unionkg" / "server" / "vendor"
    note = (folder / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\S+)` \| `([0-9a-f]{64})` \|$", note, re.MULTILINE))
    files = [file for file in folder.iterdir() if file.name != "README.md"]
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files} == rows


@pytest.mark.parametrize("name", ["names.js", "site.css", "yasgui.min.js"])
def test_what_the_browser_has_is_not_sent_again(site: Served, name: str):
    """An asset has a tag; whoever names it gets 304 without a body, another tag gets the whole."""
    first = site.get(f"/assets/{name}")
    assert first.status == 200
    again = site.ask("GET", f"/assets/{name}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert site.ask("GET", f"/assets/{name}", headers={"if-none-match": '"other"'}).body == first.body
