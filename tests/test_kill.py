"""A build that is killed, whenever it is, leaves the last good state, and the next one completes."""

import multiprocessing
import os
import random
import signal
from pathlib import Path

import pytest

from unionkg.errors import StoreError
from unionkg.pipeline import build
from unionkg.settings import Settings
from unionkg.store.dataset import open_dataset

FILES = ("unionkg.ttl", "unionkg.trig", "unionkg.jsonld", "unionkg.html", "report.md")
OLD = {"a": "霁州市总工会主席宋清遥出席。\n", "b": "槿川市总工会建成暖心驿站36个。\n"}
NEW = {
    "a": OLD["a"],
    "b": "槿川市总工会建成暖心驿站48个。市总工会主席吕若溪讲话。\n",
    "c": "砚湖区总工会与霁州市总工会签约。\n",
}


def write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")


def triples(out: Path) -> list[str]:
    with open_dataset(out / "dataset", read_only=True) as dataset:
        return sorted(map(str, dataset.store))


def run(texts: Path, out: Path, most: float) -> None:
    """Build in a process of its own; on so few texts `most` decides whether all or the change is written."""
    from unionkg import update

    update._MOST = most
    build([texts], out, Settings())


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_killed_at_fifty_moments(tmp_path: Path) -> None:
    """After each kill the dataset is one of two states and every file is whole; the next build brings the new state."""
    states = {}
    for name, texts in (("old", OLD), ("new", NEW)):
        write(tmp_path / name, texts)
        build([tmp_path / name], tmp_path / f"{name}-out", Settings())
        states[name] = triples(tmp_path / f"{name}-out")
    whole = {file: {(tmp_path / f"{name}-out" / file).read_bytes() for name in states} for file in FILES}
    out = tmp_path / "out"
    build([tmp_path / "old"], out, Settings())
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["unionkg.pipeline", "unionkg.outputs.html"])
    moments, killed, aims = random.Random(2026), 0, ["old", "new"]
    for number in range(50):
        aim = aims[number % 2]
        child = context.Process(target=run, args=(tmp_path / aim, out, number % 3 * 9.0))
        child.start()
        child.join(moments.uniform(0.0, 1.2))
        if child.is_alive():
            os.kill(child.pid or 0, signal.SIGKILL)
            killed += 1
        child.join()
        assert triples(out) in states.values()
        for file, contents in whole.items():
            assert (out / file).read_bytes() in contents
    assert killed >= 25
    build([tmp_path / "new"], out, Settings())
    assert triples(out) == states["new"]
    for file in FILES:
        assert (out / file).read_bytes() == (tmp_path / "new-out" / file).read_bytes()
    assert [path for path in out.rglob("*") if path.name.endswith((".tmp", ".new"))] == []
    folders = [path for path in (out / "dataset").iterdir() if path.is_dir()]
    assert len(folders) == 1


@pytest.mark.model
def test_a_second_build_is_told(tmp_path: Path) -> None:
    """While one program writes the dataset, a build ends at once with a message that says so."""
    write(tmp_path / "texts", OLD)
    with open_dataset(tmp_path / "out" / "dataset"), pytest.raises(StoreError, match="Another program is writing"):
        build([tmp_path / "texts"], tmp_path / "out", Settings())
