"""One entity across documents: names, judgements, clusters, assembly."""

from unionkg.entities.resolution import Resolution, resolve

__all__ = ["Resolution", "resolve"]
