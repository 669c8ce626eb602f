"""Runs the JavaScript tests of this folder where Node.js is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest


def test_modules_of_the_page() -> None:
    """`node --test` passes on every `*.test.mjs` here."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js 20: 'apt-get install nodejs'")
    tests = sorted(str(path) for path in Path(__file__).parent.glob("*.test.mjs"))
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
