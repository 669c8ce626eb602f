"""The SPARQL 1.1 Protocol, its query operation: https://www.w3.org/TR/sparql11-protocol/ (section 2.1)."""

import io
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from unionkg.server.answer import TEXT, Answer, RefusedError
from unionkg.server.context import Context
from unionkg.server.description import service_description, void_description
from unionkg.server.negotiation import GRAPHS, choose, wants_html
from unionkg.server.querying import write_triples

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_GRAPH_PARAMETERS = ("default-graph-uri", "named-graph-uri")
_READ_ONLY = "This endpoint answers questions only; it takes no updates. Build the graph anew with `unionkg build`."


async def sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service (RDF) or open the query page (browsers)."""
    context = Context.of(request)
    try:
        asked = await _parameters(request, context.limits.query)
        if asked is None:
            if wants_html(request.headers.get("accept")):
                return RedirectResponse("/query", 303)
            return await describe_service(request)
        answer = await context.ask("sparql", request, is_heavy=True, accept=request.headers.get("accept"), **asked)
    except RefusedError as refusal:
        # The protocol leaves the body of an error to us; plain text is what query tools show.
        return refused(refusal)
    return respond(answer)


def refused(refusal: RefusedError) -> Response:
    """Return a refusal as plain text."""
    headers = {"retry-after": "5"} if refusal.status == 503 else {}
    return Response(refusal.message + "\n", refusal.status, headers, media_type=TEXT)


def respond(answer: Answer) -> Response:
    """Return a worker's answer as a response."""
    headers = {"vary": "Accept", **answer.headers, "content-type": answer.media_type}
    return Response(answer.body, answer.status, headers)


async def describe_service(request: Request) -> Response:
    """Return the Service Description."""
    context = Context.of(request)
    counts = json.loads((await context.ask("count", request)).body)
    endpoint = str(request.url.replace(query="", fragment=""))
    triples = service_description(endpoint, allow_service=context.options.allow_service, counts=counts)
    return _graph(request, triples)


async def void(request: Request) -> Response:
    """Return the VoID description of the dataset."""
    context = Context.of(request)
    try:
        counts = json.loads((await context.ask("count", request)).body)
    except RefusedError as refusal:
        return refused(refusal)
    root = f"{request.url.scheme}://{request.url.netloc}"
    return _graph(request, void_description(root, context.options.base_iri, counts))


def _graph(request: Request, triples: Any) -> Response:
    media = choose(request.headers.get("accept"), GRAPHS)
    if media is None:
        return refused(RefusedError(406, f"This description comes as {', '.join(GRAPHS)}."))
    out = io.BytesIO()
    write_triples(triples, out, GRAPHS[media])
    media = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return respond(Answer(out.getvalue(), media))


async def _parameters(request: Request, largest: int) -> dict[str, Any] | None:
    """Return query and graphs, None where nothing is asked; raise RefusedError for what the protocol does not allow."""
    given = _pairs(request.url.query)
    media, _, parameter = (request.headers.get("content-type") or "").lower().partition(";")
    if request.method == "POST":
        body = await read_body(request, largest)
        if "charset=" in parameter and parameter.partition("charset=")[2].strip(' "') not in ("utf-8", "utf8"):
            raise RefusedError(415, "The body is to be UTF-8.")
        if media.strip() == _FORM:
            given += _pairs(_text(body))
        elif media.strip() == _DIRECT:
            given.append(("query", _text(body)))
        elif media.strip() == _UPDATE:
            raise RefusedError(403, _READ_ONLY)
        else:
            raise RefusedError(415, f"A query comes as {_FORM} or as {_DIRECT}, not as '{media}'.")
    if any(name == "update" for name, _ in given):
        raise RefusedError(403, _READ_ONLY)
    queries = [value for name, value in given if name == "query"]
    if not queries and request.method == "GET" and not given:
        return None
    if len(queries) != 1:
        raise RefusedError(400, f"A request has one parameter 'query'; this one has {len(queries)}.")
    default, named = ([value for name, value in given if name == wanted] for wanted in _GRAPH_PARAMETERS)
    return {"query": queries[0], "default": default, "named": named}


async def read_body(request: Request, largest: int) -> bytes:
    """Return the body; raise RefusedError (413) as soon as it is longer than `largest` bytes."""
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > largest:
            raise RefusedError(413, f"The request is longer than {largest} bytes.")
        parts.append(chunk)
    return b"".join(parts)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise RefusedError(400, f"The parameters cannot be read: {error}.") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "The body is not UTF-8.") from error
