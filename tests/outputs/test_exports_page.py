"""docs/exports.md: names every export, and each block whose program is here prints what the page says."""

import contextlib
import importlib.util
import io
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from outputs.targets import serving
from queries.corpus import dataset as corpus

from unionkg.cli import main
from unionkg.outputs import EXPORTS
from unionkg.store.dataset import open_dataset

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
_SECTION = re.compile(r"^### (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"^(?:import|from) (\w+)", re.MULTILINE)
_SERVER = "http://127.0.0.1:7878"


def sections() -> dict[str, str]:
    """Return the text of each section by its heading."""
    parts = _SECTION.split(PAGE.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the example as `exports/dataset`, as a build leaves it."""
    path = tmp_path_factory.mktemp("page")
    with open_dataset(path / "exports" / "dataset") as dataset:
        dataset.load_all([quad for quad in corpus().store if "/id/" in str(quad.graph_name)])
    return path


def run_sh(block: str) -> str:
    """Run the lines of a block; commands of ours run here, pipes and others in a shell."""
    said = ""
    for line in block.splitlines():
        if line.startswith("unionkg "):
            result = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
            assert result.exit_code == 0, result.output
            said += "" if line.startswith(("unionkg export", "unionkg push")) else result.output
        elif shutil.which(line.split()[0]) is None:
            pytest.skip(f"needs {line.split()[0]}")
        else:
            said += subprocess.run(
                ["sh", "-c", line], check=True, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"}
            ).stdout
    return said


def run_python(block: str) -> str:
    """Run a block; skip where a package that it imports is not installed."""
    for name in _IMPORT.findall(block):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"needs {name}")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block, "exports.md", "exec"), {})
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("name", sections())
def test_the_blocks_print_what_the_page_says(name, folder, monkeypatch):
    """In their order; a block of text follows what prints it."""
    text = sections()[name]
    monkeypatch.chdir(folder)
    with serving() if _SERVER in text else contextlib.nullcontext(_SERVER) as server:
        said = ""
        for kind, block in _BLOCK.findall(text):
            if kind == "text":
                assert said.split("\n") == block.split("\n"), name
                said = ""
            elif kind == "sh":
                said += run_sh(block.replace(_SERVER, server))
            elif kind == "python":
                said += run_python(block)
        assert not said, f"the page does not show what {name} prints"


def test_every_export_has_a_section():
    """And no section names an export that is none."""
    named = {word for heading in sections() for word in heading.split(":")[0].split(", ")}
    assert set(EXPORTS) - named == set()
    assert named - set(EXPORTS) <= {"push", "import", "bolt"}


def test_the_list_shows_what_is_lost():
    """Name, file, what it is, what it loses, what it needs."""
    shown = CliRunner().invoke(main, ["export", "--list"]).output
    assert all(word in shown for name, export in EXPORTS.items() for word in (name, export.file))
    assert "which document asserts a triple" in shown
    assert "unionkg[formats]" in shown
