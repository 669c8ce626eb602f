"""Text as it stands: document metadata, paragraphs and sentences over a healed view, turns, reprints."""

from unionkg.documents.documents import make_document
from unionkg.documents.layout import layout

__all__ = ["layout", "make_document"]
