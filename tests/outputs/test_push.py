"""Pushing into a store: Oxigraph's server has the same afterwards; hostile servers get nothing that they should not."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from outputs.targets import questions, select, serving
from pyoxigraph import Literal, NamedNode, Quad
from queries.corpus import dataset as corpus

from unionkg.errors import PushError, SettingsError
from unionkg.iris import term
from unionkg.outputs.http import Target
from unionkg.outputs.push import Pushed, push
from unionkg.store.dataset import open_dataset


@pytest.fixture
def dataset(tmp_path):
    """The corpus of the questions, on disk, where the state of a push is kept."""
    quads = [q for q in corpus().store if not str(q.graph_name).startswith("DEFAULT")]
    with open_dataset(tmp_path / "dataset") as made:
        made.load_all([q for q in quads if "/id/" in str(q.graph_name)])
        yield made


class Server:
    """A stub on loopback: `answers` are (status, headers) in their order, the last one again and again."""

    def __init__(self, *answers):
        self.answers, self.seen = list(answers), []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.seen.append((self.command, self.path, dict(self.headers), body))
                status, headers = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_PUT = do_POST = do_DELETE = do_GET = answer  # noqa: N815 - names of the standard library

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/store"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def target(url, **more):
    return Target(url, **({"environ": {}, "timeout": 5, "pause": 0.01} | more))


@pytest.mark.parametrize("by_update", [False, True])
def test_oxigraph_has_the_same_afterwards(dataset, by_update):
    """Graphs, counts and the answers of five questions agree."""
    with serving() as server:
        done = push(
            dataset, target(f"{server}/{'update' if by_update else 'store'}"), by_update=by_update, with_merge=True
        )
        assert done.sent == len(dataset.graphs()) + 1
        theirs = select(server, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        ours = {
            g: sum(1 for _ in dataset.store.quads_for_pattern(None, None, None, NamedNode(g))) for g in dataset.graphs()
        }
        assert {row["g"]: int(row["n"]) for row in theirs} == ours
        assert select(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [{"n": str(len(dataset))}]
        for name, sparql, rows in questions(dataset):
            assert select(server, sparql) == rows, name


def test_only_what_changed_is_sent_and_what_is_gone_is_deleted(dataset):
    """A second push sends nothing; after a change it sends one graph and deletes one."""
    with serving() as server:
        endpoint = target(f"{server}/store")
        first = push(dataset, endpoint)
        assert push(dataset, endpoint) == Pushed(0, first.sent, 0, 0)
        changed, gone = dataset.documents()[:2]
        quads = list(dataset.store.quads_for_pattern(None, None, None, NamedNode(changed)))
        new = Quad(NamedNode(changed), term("schema:publisher"), Literal("新报"), NamedNode(changed))
        dataset.replace_document(changed, [*quads, new])
        dataset.drop_document(gone)
        assert push(dataset, endpoint) == Pushed(1, first.sent - 2, 1, len(quads) + 1)
        graphs = {row["g"] for row in select(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
        assert graphs == set(dataset.graphs())
        assert push(dataset, endpoint, again=True).sent == first.sent - 1


def test_a_stopped_push_goes_on_where_it_was(dataset):
    """Graphs that arrived before the server broke are not sent again, also when the state file was cut off."""
    with Server((204, {}), (204, {}), (400, {})) as server, pytest.raises(PushError, match="answered 400"):
        push(dataset, target(server.url))
    state = dataset.path.parent / "push.jsonl"
    assert len(state.read_text("utf-8").splitlines()) == 2
    with state.open("a", encoding="utf-8") as file:
        file.write('{"url": "http://127')
    server.answers, url = [(204, {})], server.url
    with Server((204, {})) as again:
        state.write_text(state.read_text("utf-8").replace(url, again.url), "utf-8")
        assert push(dataset, target(again.url)).kept == 2


def test_a_busy_server_is_asked_again(dataset):
    """503 with Retry-After, then well; and a server that stays away is named in the end."""
    with Server((503, {"Retry-After": "0"}), (429, {}), (204, {})) as server:
        assert push(dataset, target(server.url)).sent == len(dataset.graphs())
        assert server.seen[0][3] == server.seen[2][3] != b""
    with pytest.raises(PushError, match="cannot be reached"):
        push(dataset, target(server.url, attempts=2), again=True)


def test_credentials_stay_with_the_host_that_was_named(dataset):
    """A redirect is not followed, and the error says where it points."""
    environ = {"UNIONKG_PUSH_USER": "u", "UNIONKG_PUSH_PASSWORD": "p"}
    with Server((204, {})) as other, Server((307, {"Location": other.url})) as server:
        with pytest.raises(PushError, match=f"points to {other.url}"):
            push(dataset, target(server.url, environ=environ))
        assert not other.seen
        assert server.seen[0][2]["Authorization"] == "Basic dTpw"


def test_a_token_is_sent_and_a_refusal_says_what_to_set(dataset):
    """401 names the variables; neither message nor state holds the secret."""
    with Server((401, {})) as server:
        with pytest.raises(PushError, match="UNIONKG_PUSH_TOKEN") as caught:
            push(dataset, target(server.url, environ={"UNIONKG_PUSH_TOKEN": "geheim"}))
        assert server.seen[0][2]["Authorization"] == "Bearer geheim"
    assert "geheim" not in str(caught.value)
    assert not (dataset.path.parent / "push.jsonl").exists()


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "example.org/store", "http://", "http://a:b@localhost/", "http://localhost:x/", ""]
)
def test_bad_addresses_are_refused(url):
    """No server, another protocol, or credentials in the address."""
    with pytest.raises(SettingsError) as caught:
        target(url)
    assert "a:b" not in str(caught.value)


def test_credentials_need_encryption():
    """Over http they go to the loopback only."""
    with pytest.raises(SettingsError, match="unencrypted"):
        target("http://example.org/store", environ={"UNIONKG_PUSH_TOKEN": "x"})
    target("http://localhost/store", environ={"UNIONKG_PUSH_TOKEN": "x"})


def test_graphs_are_named_in_the_query(dataset):
    """The IRI of a graph is escaped, and follows a query that the address has already."""
    with Server((204, {})) as server:
        push(dataset, target(server.url + "?x=1"))
        assert server.seen[0][1].startswith("/store?x=1&graph=https%3A%2F%2F")
        assert server.seen[0][2]["Content-Type"] == "application/n-triples"
