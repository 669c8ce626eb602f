"""One entity across documents: names, judgements, clusters, assembly."""

from unionkg.entities.identifiers import proper_ids
from unionkg.entities.resolution import Resolution, resolve

__all__ = ["Resolution", "proper_ids", "resolve"]
