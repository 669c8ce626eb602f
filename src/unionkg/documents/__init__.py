"""Text as it stands: document metadata, paragraphs and sentences over a healed view, turns, reprints."""

from unionkg.documents.documents import make_document
from unionkg.documents.layout import layout
from unionkg.documents.reprints import reprints

__all__ = ["layout", "make_document", "reprints"]
