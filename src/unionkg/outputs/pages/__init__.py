"""Linked pages over a graph: front page, entities, articles, questions; the same for a server and for a folder."""
