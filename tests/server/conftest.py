"""A server in a process of its own over a dataset that the tests know, and a client that follows nothing by itself."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from unionkg.store.dataset import open_dataset

pytest.importorskip("starlette", reason="needs Starlette: pip install 'unionkg[server]'")
pytest.importorskip("uvicorn", reason="needs uvicorn: pip install 'unionkg[server]'")

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


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start `unionkg serve` on a folder with the given options; all servers end with the tests."""
    running: list[subprocess.Popen[str]] = []

    def begin(out: Path, *options: str) -> Served:
        command = [sys.executable, "-m", "unionkg.cli", "serve", "--out", str(out), "--port", "0", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.append(process)
        said = []
        assert process.stdout
        for line in process.stdout:
            said.append(line.rstrip())
            if match := re.search(r"Serving at http://[^/]*:(\d+)/", line):
                return Served(int(match[1]), process, said)
        raise AssertionError("\n".join(said))

    yield begin
    for process in running:
        process.send_signal(signal.SIGINT)
    for process in running:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def triple(subject: str, predicate: str, value: str, graph: str) -> Quad:
    """Return a quad with a literal object."""
    return Quad(NamedNode(subject), NamedNode(predicate), Literal(value), NamedNode(graph))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with three named graphs; the third says again what the first says."""
    folder = tmp_path_factory.mktemp("small")
    quads = [triple(DATA.format(n), DC_TITLE, f"data{n}", DATA.format(n)) for n in (1, 2, 3)]
    quads += [triple(DATA.format(1), DC_TITLE, "data1", DATA.format(3))]
    quads += [triple(f"http://example.org/{n}", "http://example.org/p", str(n), DATA.format(2)) for n in range(300)]
    with open_dataset(folder / "dataset") as dataset:
        dataset.load_all(quads, with_ontology=False)
    return folder


@pytest.fixture(scope="session")
def served(small: Path, start: Start) -> Served:
    """A server over `small` with a short time limit and little memory."""
    return start(small, "--timeout", "3", "--memory", "400", "--max-answer", "2", "--workers", "2")
