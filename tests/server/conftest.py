"""Servers in processes of their own over datasets that the tests know."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from server.serving import DATA, DC_TITLE, Served, Start, build_sample, triple

from unionkg.store.dataset import open_dataset

pytest.importorskip("starlette", reason="needs Starlette: pip install 'unionkg[server]'")
pytest.importorskip("uvicorn", reason="needs uvicorn: pip install 'unionkg[server]'")


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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of three invented documents."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def site(sample: Path, start: Start) -> Served:
    """A server over `sample`."""
    return start(sample, "--workers", "2")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, start: Start) -> Served:
    """A server over `sample` with markup and script in every text."""
    return start(build_sample(tmp_path_factory.mktemp("hostile"), is_hostile=True), "--workers", "2")
