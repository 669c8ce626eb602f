"""The JSON routes, described for programs: OpenAPI 3.1."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from unionkg import __version__


def _parameter(name: str, about: str, *, where: str = "query", is_required: bool = True) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": is_required,
        "description": about,
        "schema": {"type": "string"},
    }


def _operation(summary: str, parameters: list[dict[str, Any]], media: str = "application/json") -> dict[str, Any]:
    answers = {"200": {"description": "the whole answer", "content": {media: {"schema": {"type": "object"}}}}}
    errors = {"4XX": "the request is malformed or names nothing", "503": "time, memory or workers ran out"}
    answers |= {status: {"description": about, "content": {"text/plain": {}}} for status, about in errors.items()}
    return {"summary": summary, "parameters": parameters, "responses": answers}


_QUERY = _parameter("query", "SPARQL 1.1: SELECT, ASK, CONSTRUCT, DESCRIBE")
_GRAPHS = [
    _parameter(name, "IRI of a graph; may be repeated", is_required=False)
    for name in ("default-graph-uri", "named-graph-uri")
]
_FORM = "application/x-www-form-urlencoded"


def _form(summary: str, fields: tuple[str, ...], media: str = "application/json") -> dict[str, Any]:
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in fields}}
    return {**_operation(summary, [], media), "requestBody": {"required": True, "content": {_FORM: {"schema": schema}}}}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "unionkg", "version": __version__, "description": "A knowledge graph of news, for reading."},
    "paths": {
        "/sparql": {
            "get": _operation("Answer a query", [_QUERY, *_GRAPHS], "application/sparql-results+json"),
            "post": _form("Answer a query", ("query",), "application/sparql-results+json"),
        },
        "/api/neighbours": {
            "get": _operation(
                "An entity, its neighbours, the edges between them and the articles that say so",
                [_parameter("id", "what follows /id/ in the IRI of the entity")],
            )
        },
        "/questions/{name}": {
            "get": _operation(
                "Answer a named question; its parameters are parameters of the request",
                [_parameter("name", "name of the question", where="path"), _parameter("format", "json, csv or html")],
            )
        },
        "/reconcile": {
            "get": _operation(
                "The manifest, or candidates for a batch of queries (Reconciliation Service API 0.2)",
                [_parameter("queries", "a JSON object of queries", is_required=False)],
            ),
            "post": _form("Candidates for names, or values for entities", ("queries", "extend")),
        },
        "/reconcile/suggest/{kind}": {
            "get": _operation(
                "Entities, properties or types by the beginning of their name",
                [_parameter("kind", "entity, property or type", where="path"), _parameter("prefix", "the beginning")],
            )
        },
        "/reconcile/extend/propose": {
            "get": _operation("Properties to fetch for a type", [_parameter("type", "a type", is_required=False)])
        },
    },
}


async def openapi(_request: Request) -> Response:
    """Return the description."""
    return JSONResponse(DOCUMENT)
