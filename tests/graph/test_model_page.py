"""The page about the model."""

from unionkg import vocab
from unionkg.graph.model_page import page


def test_the_page_is_current(root):
    """docs/model.md is what the ontology says now."""
    stored = (root / "docs" / "model.md").read_text("utf-8")
    assert stored == page(), "run: python -m unionkg.graph.model_page > docs/model.md"


def test_every_own_term_is_on_the_page():
    """No class and no property of ours is left out."""
    text = page()
    missing = {curie for curie in (*vocab.CLASSES, *vocab.PROPERTIES) if f"`{curie}`" not in text}
    assert missing == {"rdf:type"}
