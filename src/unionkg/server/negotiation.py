"""Which of the formats on offer a client wants: the header Accept (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Mapping

# Media type → name of the format, the preferred one first.
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/json": "jsonld",
    "text/plain": "nt",
}
WORDS = {name: media for table in (GRAPHS, RESULTS) for media, name in reversed(table.items())}
"""Name of a format → its own media type."""

_QUALITY = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)


def choose(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """Return the media type of `offered` that the header asks for first, None where it accepts none.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", RESULTS)
    'application/sparql-results+xml'
    >>> choose("image/png", RESULTS) is None, choose(None, GRAPHS), choose("*/*;q=0.1", RESULTS)
    (True, 'text/turtle', 'application/sparql-results+json')
    """
    ranges = _ranges(accept or "*/*")
    scored = [(quality, -place, media) for place, media in enumerate(offered) if (quality := _quality(media, ranges))]
    return max(scored)[2] if scored else None


def wants_html(accept: str | None) -> bool:
    """Return whether a browser asks: HTML is named and wanted no less than any RDF or result format.

    >>> wants_html("text/html,application/xhtml+xml,*/*;q=0.8"), wants_html("text/turtle, */*"), wants_html(None)
    (True, False, False)
    """
    ranges = _ranges(accept or "")
    html = max((quality for range_, quality in ranges if range_ in ("text/html", "application/xhtml+xml")), default=0)
    named = [quality for range_, quality in ranges if range_ in GRAPHS and range_ != "text/plain"]
    return html > 0 and html >= max(named, default=0)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media, *parameters = part.split(";")
        quality = next((float(match[1]) for p in parameters if (match := _QUALITY.fullmatch(p))), 1.0)
        found.append((media.strip().lower(), quality))
    return found


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """Return the quality that the most specific range which fits gives, 0 where none does."""
    family = media.partition("/")[0] + "/*"
    for wanted in (media, family, "*/*"):
        fitting = [quality for range_, quality in ranges if range_ == wanted]
        if fitting:
            return max(fitting)
    return 0.0
