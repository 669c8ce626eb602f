"""Extractions that were made before, one file each, found by all that could change them."""

import json
from pathlib import Path

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
        if path is None or not path.is_file():
            return None
        try:
            return from_json(json.loads(path.read_text("utf-8")), doc)
        except (ValueError, KeyError, TypeError):
            return None

    def put(self, extraction: Extraction) -> None:
        """Keep the extraction."""
        path = self._path(extraction.document)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(path, to_line(extraction).encode())

    def _path(self, doc: Document) -> Path | None:
        if self._folder is None:
            return None
        metadata = (doc.title or "", doc.publisher or "", doc.published or "", str(doc.body.start))
        return self._folder / f"{content_hash(doc.sha256, *metadata, *self._version)}.json"
