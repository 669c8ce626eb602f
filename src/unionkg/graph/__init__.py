"""Entities and statements as RDF, and the one projection of that RDF to nodes and edges."""
