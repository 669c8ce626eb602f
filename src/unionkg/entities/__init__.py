"""One entity across documents: names, judgements, clusters, assembly, and why."""

from unionkg.entities.explain import explain, review_queue
from unionkg.entities.identifiers import proper_ids
from unionkg.entities.resolution import Resolution, resolve

__all__ = ["Resolution", "explain", "proper_ids", "resolve", "review_queue"]
