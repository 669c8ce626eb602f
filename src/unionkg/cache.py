"""Extractions that were made before, one file each, found by all that could change them."""

import json
from pathlib import Path

from unionkg.errors import StoreError
from unionkg.extraction import extractor_version
from unionkg.files import atomic_write
from unionkg.interchange import from_json, to_line
from unionkg.model import Document, Extraction, content_hash
from unionkg.settings import Settings


class ExtractionCache:
    """A folder of extractions. A file that cannot be read counts as absent: the extraction is made again."""

    def __init__(self, folder: Path | None, settings: Settings, tagger: str) -> None:
        self._folder = folder
        self._version = (settings.sha256, tagger, extractor_version())

    def get(self, doc: Document) -> Extraction | None:
        """Return the extraction of `doc`, None when it was not made with this version."""
        path = self._path(doc)
        if path is None:
            return None
        try:
            return from_json(json.loads(path.read_text("utf-8")), doc)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, extraction: Extraction) -> None:
        """Keep the extraction.

        Raises:
            StoreError: the folder cannot be written.
        """
        path = self._path(extraction.document)
        if path is None:
            return
        try:
            atomic_write(path, to_line(extraction).encode())
        except OSError as error:
            remedy = "Make room, or see to its permissions; it may be removed at any time."
            message = f"The cache {path.parent} cannot be written: {error.strerror}."
            raise StoreError(message, offending=path, remedy=remedy) from error

    def _path(self, doc: Document) -> Path | None:
        if self._folder is None:
            return None
        title_span = f"{doc.title_span.start}-{doc.title_span.end}" if doc.title_span else ""
        metadata = (doc.title or "", title_span, doc.publisher or "", doc.published or "", doc.language)
        body = f"{doc.body.start}-{doc.body.end}"
        return self._folder / f"{content_hash(doc.sha256, body, *metadata, *doc.reporters, *self._version)}.json"
