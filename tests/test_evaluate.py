"""Quality on the development set: at least what was agreed, and the same figures as the set's own scorer."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from unionkg.cli import main

pytestmark = [pytest.mark.model, pytest.mark.shared]


@pytest.fixture(scope="module")
def report(shared):
    """What `unionkg evaluate` prints for programs."""
    result = CliRunner().invoke(main, ["evaluate", str(shared / "gold" / "dev"), "--format", "json", "--jobs", "1"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("layer", "score", "least"),
    [
        ("entity", "f", 0.65),
        ("relation", "f", 0.40),
        ("relation", "p", 0.60),
        ("observation", "f", 0.70),
    ],
)
def test_quality_floor(report, layer, score, least):
    """A change that costs more quality than agreed is no improvement."""
    assert report[layer]["ALL"][score] >= least


def test_the_scorer_of_the_development_set_agrees(shared, report, tmp_path):
    """`score.py` gives the same figures on what `extract` prints."""
    dev = shared / "gold" / "dev"
    result = CliRunner().invoke(main, ["extract", str(dev / "text"), "--jobs", "1"])
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text(result.stdout, "utf-8")
    # The seed's text lies elsewhere; the gold file names it.
    texts = {(dev / json.loads(path.read_text("utf-8"))["doc"]["text_file"]).resolve() for path in dev.glob("*.json")}
    others = [str(path) for path in sorted(texts) if path.parent != (dev / "text").resolve()]
    if others:
        result = CliRunner().invoke(main, ["extract", *others, "--jobs", "1"])
        predictions.write_text(predictions.read_text("utf-8") + result.stdout, "utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(dev), str(predictions), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert {key: report[key] for key in theirs} == theirs
    again = CliRunner().invoke(main, ["evaluate", str(dev), "--predictions", str(predictions), "--format", "json"])
    assert json.loads(again.stdout) == report
