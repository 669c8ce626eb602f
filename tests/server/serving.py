"""A client that sends what it is told and follows nothing, and quads to serve."""

import http.client
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from graph.example import example
from outputs.fixture import HOSTILE
from pyoxigraph import Literal, NamedNode, Quad

from unionkg.graph.build import document_quads, entity_index, entity_quads
from unionkg.store.dataset import open_dataset

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
DC_TITLE = "http://purl.org/dc/terms/title"


@dataclass
class Reply:
    """Status, headers (names in lower case) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Served:
    """A running server."""

    port: int
    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
        **params: Any,
    ) -> Reply:
        """Send one request as it is; `params` go into the query string."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        target = f"{path}?{urlencode(params, doseq=True)}" if params else path
        connection.request(method, target, body.encode() if isinstance(body, str) else body, headers or {})
        response = connection.getresponse()
        reply = Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return reply

    def get(self, path: str, accept: str | None = None, **params: Any) -> Reply:
        """GET `path`."""
        return self.ask("GET", path, headers={"accept": accept} if accept else {}, **params)

    def select(self, query: str, **params: Any) -> Reply:
        """GET the answer to a query as JSON."""
        return self.get("/sparql", "application/sparql-results+json", query=query, **params)


Start = Callable[..., Served]


def triple(subject: str, predicate: str, value: str, graph: str) -> Quad:
    """Return a quad with a literal object."""
    return Quad(NamedNode(subject), NamedNode(predicate), Literal(value), NamedNode(graph))


def sample_quads(*, tail: str = "") -> Iterator[Quad]:
    """Yield the graph of three invented documents, `tail` behind each plain text in it."""
    extractions, entities, run, settings = example()
    entity_of = entity_index(entities)
    quads = [quad for extraction in extractions for quad in document_quads(extraction, entity_of, run, settings)]
    for quad in (*quads, *entity_quads(entities, extractions, settings)):
        value = quad.object
        if tail and isinstance(value, Literal) and (value.language == "zh" or value.datatype.value.endswith("#string")):
            words = {"language": value.language} if value.language else {}
            yield Quad(quad.subject, quad.predicate, Literal(value.value + tail, **words), quad.graph_name)
        else:
            yield quad


def build_sample(folder: Path, *, is_hostile: bool = False) -> Path:
    """Write a dataset of the invented documents into `folder`, with markup and script in every text if asked."""
    with open_dataset(folder / "dataset") as dataset:
        dataset.load_all(sample_quads(tail=HOSTILE if is_hostile else ""))
    return folder
