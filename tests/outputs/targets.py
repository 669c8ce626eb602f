"""Real consumers of what we write: Oxigraph's server on loopback, Apache Jena's tools; and questions to compare."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from queries.corpus import ASKED

from unionkg.store.dataset import Dataset
from unionkg.store.questions import _terms, bind, load_questions, run_question
from unionkg.store.table import to_json

FIVE = ("leaders", "figures", "operators", "awards", "said-by")
_JARS = Path("/usr/share/java")


def oxigraph() -> str:
    """Return the path of Oxigraph's server, or skip."""
    import sys

    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    return found or pytest.skip("needs Oxigraph's server: pip install oxigraph")


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """Run Oxigraph's server in memory on a free port of the loopback; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [oxigraph(), "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def select(server: str, sparql: str) -> list[dict[str, str]]:
    """Return the rows of a query to `server`, values as strings, in a sorted order."""
    request = urllib.request.Request(
        f"{server}/query",
        data=sparql.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return rows(answer.read())


def rows(results: bytes | str) -> list[dict[str, str]]:
    """Return the rows of SPARQL results in JSON, sorted."""
    bindings = json.loads(results)["results"]["bindings"]
    return sorted(({k: v["value"] for k, v in row.items()} for row in bindings), key=lambda row: sorted(row.items()))


def questions(dataset: Dataset) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """Yield five questions: name, SPARQL with its parameters, our own rows."""
    known = load_questions()
    for name in FIVE:
        sparql = bind(known[name], _terms(dataset, known[name], ASKED[name]))
        ours = rows(to_json(run_question(dataset, name, ASKED[name])))
        assert ours, name
        yield name, sparql, ours


def jena(folder: Path) -> list[str]:
    """Return the start of a command that runs a class of Debian's Apache Jena, or skip.

    The package relocates Xerces without its messages; they are put in front of the class path where it looks for them.
    """
    core, java = _JARS / "jena-core.jar", shutil.which("java")
    if not core.is_file() or java is None:
        pytest.skip("needs Apache Jena: apt-get install libapache-jena-java default-jre-headless")
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    # Several bindings of one logging interface stop each other.
    jars = [jar for jar in sorted(_JARS.glob("*.jar")) if "log4j" not in jar.name and "logback" not in jar.name]
    return [java, "-cp", ":".join(map(str, [folder, *jars]))]
