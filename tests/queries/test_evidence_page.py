"""docs/evidence.md: its SPARQL runs and says what the page says that it says."""

import re
from pathlib import Path

from queries.corpus import dataset

from unionkg.store.sparql import run_sparql
from unionkg.store.table import cell_text


def test_the_examples_run(root: Path) -> None:
    """The first example finds quotes at their offsets, the proof finds nothing, the third finds every statement."""
    data = dataset()
    blocks = re.findall(r"```sparql\n(.*?)```", (root / "docs" / "evidence.md").read_text("utf-8"), re.DOTALL)
    quotes, broken, runs = (run_sparql(data, block) for block in blocks)
    assert ["郑明", "云州市总工会", "市总工会副主席郑明"] in [
        [cell_text(cell) for cell in row[:3]] for row in quotes.rows
    ]
    assert broken.rows == ()
    (count,) = run_sparql(data, "SELECT (COUNT(?s) AS ?n) { ?s a ukg:Statement }").rows
    assert cell_text(count[0]) == str(len(runs.rows))


def test_the_proof_would_find_a_moved_quote(root: Path) -> None:
    """A quote that does not stand at its offsets is found by the second example."""
    data = dataset()
    (_, proof, _) = re.findall(r"```sparql\n(.*?)```", (root / "docs" / "evidence.md").read_text("utf-8"), re.DOTALL)
    data.store.update(
        """PREFIX oa: <http://www.w3.org/ns/oa#> DELETE { ?q oa:exact ?old } INSERT { ?q oa:exact "别的话" }
        WHERE { SELECT ?q ?old { ?q oa:exact ?old } ORDER BY ?old LIMIT 1 }"""
    )
    assert run_sparql(data, proof).rows
