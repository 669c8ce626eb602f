"""Texts that nobody wrote to be read: no error, and time that grows with the length only."""

import time

import pytest

from unionkg.documents import make_document
from unionkg.extraction import extract
from unionkg.mentions.tagger import default_tagger
from unionkg.model import Source

PIECES = {
    "one line": "工会服务职工，",
    "joint action": "市总工会联合县总工会设立户外劳动者驿站、",
    "marks": "，。；：“”",
    "latin": "The union of workers ",
    "control": "\x00\x01\x1f\x7f ",
    "emoji": "😀👷工会🏗",
    "quotes": "“",
    "books": "《《甲》",
    "names": "王小明、李大伟、",
    "posts": "市总工会主席王小明、副主席",
    "awards": "获评“先进集体”",
}


@pytest.mark.model
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_time_is_linear(piece):
    """Twenty thousand characters of one pattern are read within seconds."""
    text = "甲" + piece * (20_000 // len(piece))
    began = time.process_time()
    extract(make_document(Source("case.txt", text)), default_tagger())
    assert time.process_time() - began < 15
