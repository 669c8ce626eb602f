"""A request that costs too much is stopped, says so, and leaves the server as it was."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store
from server.serving import Served, Start, triple

from unionkg.server.limits import Limits
from unionkg.server.negation import NOTICE, without_not_exists
from unionkg.store.dataset import open_dataset

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HEAVY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


def is_well(served: Served) -> bool:
    reply = served.select("ASK {}")
    return reply.status == 200 and reply.json()["boolean"] is True


def workers(served: Served) -> list[psutil.Process]:
    return psutil.Process(served.process.pid).children()


def test_a_runaway_query_is_stopped_and_its_process_gone(served: Served) -> None:
    """A cross join ends at the time limit with 503; no process keeps computing; pages answer meanwhile."""
    replies = []
    thread = threading.Thread(target=lambda: replies.append(served.select(CROSS)))
    before = {worker.pid for worker in workers(served)}
    thread.start()
    time.sleep(1)
    assert served.get("/.well-known/void").status == 200
    thread.join()
    assert replies[0].status == 503
    assert "3 seconds" in replies[0].text
    assert is_well(served)
    for _ in range(100):
        now = workers(served)
        if len(now) == 2 and {worker.pid for worker in now} != before:
            break
        time.sleep(0.1)
    assert len(now) == 2
    assert len({worker.pid for worker in now} & before) == 1


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux bounds the memory of a process")
def test_memory_is_bounded(served: Served) -> None:
    """Sorting millions of rows ends with 503 before it takes what the computer has."""
    assert served.select(HEAVY).status == 503
    assert is_well(served)


def test_an_answer_is_whole_or_refused(served: Served) -> None:
    """An answer over the limit is 413 with a remedy, never 200 with a part."""
    reply = served.select("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert reply.status == 413
    assert "LIMIT" in reply.text
    assert served.select("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000").status == 200


def test_a_client_that_leaves_stops_its_query(small: Path, start: Start) -> None:
    """When the connection closes, the worker's process ends long before the time limit."""
    served = start(small, "--timeout", "600", "--workers", "2")
    before = {worker.pid for worker in workers(served)}
    with socket.create_connection(("127.0.0.1", served.port)) as sock:
        query = CROSS.replace(" ", "+").replace("?", "%3F").replace("{", "%7B").replace("}", "%7D")
        sock.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        time.sleep(1.5)
    for _ in range(100):
        if len({worker.pid for worker in workers(served)} & before) == 1:
            break
        time.sleep(0.1)
    assert len({worker.pid for worker in workers(served)} & before) == 1
    assert is_well(served)


def test_workers_end_with_a_killed_server(small: Path, start: Start) -> None:
    """SIGKILL on the server leaves no worker behind, not even one that computes."""
    served = start(small, "--timeout", "600")

    def ask() -> None:
        with contextlib.suppress(OSError):
            served.select(CROSS)

    threading.Thread(target=ask, daemon=True).start()
    time.sleep(1)
    left = workers(served)
    served.process.kill()
    served.process.wait()
    _, alive = psutil.wait_procs(left, timeout=20)
    assert not alive


def test_a_build_meanwhile_is_picked_up(tmp_path: Path, start: Start) -> None:
    """A new generation answers at once; nothing is started again."""
    with open_dataset(tmp_path / "dataset") as dataset:
        dataset.load_all([triple("u:a", "u:p", "old", "u:g")], with_ontology=False)
        served = start(tmp_path)
        value = "SELECT ?o { <u:a> <u:p> ?o }"
        assert "old" in served.select(value).text
        dataset.load_all([triple("u:a", "u:p", "new", "u:g")], with_ontology=False)
        for _ in range(6):
            assert "new" in served.select(value).text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(served: Served, query: str) -> None:
    """403 with the flag that allows it."""
    reply = served.select(query)
    assert reply.status == 403
    assert "--allow-service" in reply.text


def test_slow_negation_is_rewritten_or_announced(served: Served) -> None:
    """The answer says when a query holds an EXISTS that cannot be made fast."""
    fast = served.select("SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?s <u:q> ?x . ?x <u:r> ?y } } LIMIT 5")
    slow = served.select("SELECT * { ?s ?p ?o FILTER EXISTS { ?s <u:q> ?x . ?x <u:r> ?y } } LIMIT 5")
    assert (fast.status, slow.status) == (200, 200)
    assert "unionkg-notice" not in fast.headers
    assert slow.headers["unionkg-notice"] == NOTICE


@pytest.mark.parametrize(
    ("inside", "is_rewritten"),
    [
        ("?s a ?t FILTER NOT EXISTS { ?s <u:p> ?x . ?x <u:q> 1 }", True),
        ("?s a ?t . FILTER NOT EXISTS { ?s <u:p>/<u:q> ?x } ?t <u:r> ?v .", True),
        ("?s a ?t FILTER NOT EXISTS { ?s <u:p> ?x }", None),
        ("?s a ?t FILTER NOT EXISTS { ?y <u:p> ?x . ?x <u:q> 1 }", False),
        ("?s a ?t FILTER NOT EXISTS { ?s <u:p>* ?x . ?x <u:q> 1 }", False),
        ("?s a ?t FILTER NOT EXISTS { ?s <u:p> ?x . FILTER(?x > ?t) }", False),
        ("?s a ?t OPTIONAL { ?s <u:o> ?o FILTER NOT EXISTS { ?o <u:p> ?x . ?x <u:q> ?t } }", False),
        ("OPTIONAL { ?s a ?t } FILTER NOT EXISTS { ?s <u:p> ?x . ?x <u:q> 1 }", False),
        ("VALUES ?s { UNDEF } FILTER NOT EXISTS { ?s <u:p> ?x . ?x <u:q> 1 }", False),
        ("?s a ?t FILTER NOT EXISTS { ?s <u:p> _:b . _:b <u:q> 1 }", False),
        ("?s a ?t FILTER(NOT EXISTS { ?s <u:p> ?x . ?x <u:q> 1 } || ?t = 1)", False),
    ],
)
def test_negation_is_rewritten_only_where_it_is_the_same(inside: str, is_rewritten: bool | None) -> None:
    """Joins on a variable that every row binds become MINUS; others stay, with a notice; single patterns stay."""
    query = f"SELECT * {{ {inside} }}"
    faster, notice = without_not_exists(query)
    assert ("MINUS" in faster) is bool(is_rewritten)
    assert (notice is None) is (is_rewritten is not False)


def test_limits_are_checked() -> None:
    """A server with one worker or no time is refused by a plain message."""
    with pytest.raises(Exception, match="at least 2"):
        Limits(workers=1)
    with pytest.raises(Exception, match="greater than 0"):
        Limits(seconds=0)


def test_a_port_in_use_and_a_missing_graph_say_what_to_do(small: Path, tmp_path: Path, served: Served) -> None:
    """Errors of starting name the place and the remedy, and the exit code is 1."""
    (tmp_path / "old" / "dataset").mkdir(parents=True)
    (tmp_path / "old" / "dataset" / "dataset.json").write_text('{"format": 999, "current": "g000001"}', "utf-8")
    (tmp_path / "none").mkdir()
    for options, words in (
        (["--out", str(tmp_path / "old"), "--port", "0"], "format 999"),
        (["--out", str(small), "--port", str(served.port)], "--port 0"),
        (["--out", str(tmp_path / "none")], "unionkg build"),
    ):
        command = [sys.executable, "-m", "unionkg.cli", "serve", *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr


NODES, VARIABLES = st.sampled_from(["<u:a>", "<u:b>", "<u:c>"]), st.sampled_from(["?x", "?y", "?z", "?w"])
PREDICATES = st.sampled_from(["<u:p>", "<u:q>", "<u:p>/<u:q>"])
PATTERNS = st.builds(" ".join, st.tuples(VARIABLES, PREDICATES, st.one_of(VARIABLES, NODES)))
TRIPLES = st.lists(st.tuples(NODES, st.sampled_from(["<u:p>", "<u:q>"]), NODES), max_size=12)


@given(
    triples=TRIPLES,
    outer=st.lists(PATTERNS, min_size=1, max_size=2),
    optional=st.lists(PATTERNS, max_size=1),
    inner=st.lists(PATTERNS, min_size=2, max_size=3),
)
def test_rewritten_negation_gives_the_same_rows(triples, outer, optional, inner) -> None:
    """On random graphs and patterns the rewritten query answers as the written one does."""
    store = Store()
    store.update("INSERT DATA {" + " . ".join(map(" ".join, triples)) + "}")
    parts = [" . ".join(outer), *(f"OPTIONAL {{ {pattern} }}" for pattern in optional)]
    query = f"SELECT * {{ {' '.join(parts)} FILTER NOT EXISTS {{ {' . '.join(inner)} }} }}"
    faster, _ = without_not_exists(query)

    def rows(text: str) -> list[str]:
        return sorted(str(solution) for solution in store.query(text))

    assert rows(faster) == rows(query)
