"""Measure what the endpoint costs: each query over HTTP against the same query by pyoxigraph in this process.

The graph and the queries are those of `store.py`. Both sides read the same dataset on disk and write the answer as
SPARQL JSON. They are asked in turn in one run, so what else the machine does hits both; the best of several counts.
Over HTTP a request also pays for a connection that stays open, two processes and the checks of `unionkg serve`:
milliseconds that do not grow with the query, which the table shows beside the ratio.
"""

import argparse
import http.client
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import geometric_mean
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat
from store import QUERIES, corpus

from unionkg.store.dataset import open_dataset
from unionkg.vocab import PREFIXES

_FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/sparql-results+json"}


def timed(ask: Callable[[], object]) -> float:
    """Return the time that `ask` takes by the clock, in seconds: most of the work is in another process."""
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def endpoint(connection: http.client.HTTPConnection, query: str) -> bytes:
    """Return the answer of the endpoint."""
    connection.request("POST", "/sparql", urlencode({"query": query}), _FORM)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        sys.exit(f"{response.status}: {body.decode()}")
    return body


def main() -> None:
    """Print the table of the queries, then a summary as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dataset"
        with open_dataset(path) as dataset:
            dataset.load_all(corpus(args.triples))
        command = [sys.executable, "-m", "unionkg.cli", "serve", "--out", folder, "--port", "0", "--workers", "2"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            port = re.search(r":(\d+)/", server.stdout.readline())
            assert port
            connection = http.client.HTTPConnection("127.0.0.1", int(port[1]))
            with open_dataset(path, read_only=True) as dataset:
                measure(dataset.store, connection, args.repeat)
        finally:
            server.terminate()
            server.wait()


def measure(store: object, connection: http.client.HTTPConnection, repeat: int) -> None:
    """Ask both sides in turn and print what they take."""
    ratios, plain_total, ours_total = {}, 0.0, 0.0
    idle = min(timed(lambda: endpoint(connection, "ASK {}")) for _ in range(50))
    for name, query in QUERIES.items():

        def direct(query: str = query) -> bytes:
            answer: bytes = store.query(query, prefixes=PREFIXES).serialize(format=QueryResultsFormat.JSON)
            return answer

        if sorted(direct()) != sorted(endpoint(connection, query)):
            sys.exit(f"{name}: the answers differ")
        pairs = [(timed(direct), timed(lambda q=query: endpoint(connection, q))) for _ in range(repeat)]
        plain, ours = (min(times) for times in zip(*pairs, strict=True))
        ratios[name] = ours / plain
        plain_total, ours_total = plain_total + plain, ours_total + ours
        figures = f"pyoxigraph {plain * 1000:8.2f} ms  endpoint {ours * 1000:8.2f} ms  {ratios[name]:6.2f}"
        print(f"{name:28} {figures}", flush=True)
    summary = {
        "ask_ms": round(idle * 1000, 2),
        "overhead_all_queries": round(ours_total / plain_total, 3),
        "overhead_geometric_mean": round(geometric_mean(ratios.values()), 3),
    }
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
