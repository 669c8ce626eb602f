"""Evidence as Web Annotation selectors: the position in the text, and the quote with its surroundings."""

from collections.abc import Iterator

from pyoxigraph import Literal

from unionkg.graph.literals import integer
from unionkg.graph.scope import Fact, Scope
from unionkg.iris import term
from unionkg.model import Evidence

_TYPE = term("rdf:type")
CONTEXT = 32


def evidence_facts(scope: Scope, evidence: Evidence) -> Iterator[Fact]:
    """Yield one evidence; offsets count code points of `schema:articleBody`, prefix and suffix have up to 32."""
    document, span = scope.extraction.document, evidence.span
    node, position, quote = scope.iris.evidence(document.id, span)
    yield node, _TYPE, term("oa:SpecificResource")
    yield node, term("oa:hasSource"), scope.document
    yield node, term("oa:hasSelector"), position
    yield node, term("oa:hasSelector"), quote
    yield position, _TYPE, term("oa:TextPositionSelector")
    yield position, term("oa:start"), integer(span.start)
    yield position, term("oa:end"), integer(span.end)
    yield quote, _TYPE, term("oa:TextQuoteSelector")
    yield quote, term("oa:exact"), Literal(document.quote(span))
    yield quote, term("oa:prefix"), Literal(document.text[max(0, span.start - CONTEXT) : span.start])
    yield quote, term("oa:suffix"), Literal(document.text[span.end : span.end + CONTEXT])
