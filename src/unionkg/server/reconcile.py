"""Routes of the Reconciliation Service API 0.2, which OpenRefine speaks."""

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from unionkg import __version__
from unionkg.server.answer import RefusedError
from unionkg.server.context import Context
from unionkg.server.guard import POLICY
from unionkg.server.matching import property_list, type_list
from unionkg.server.protocol import read_body, refused, respond
from unionkg.vocab import NAMESPACE

_BATCH = 200
_LARGEST = 1 << 20


async def service(request: Request) -> Response:
    """Return the manifest, candidates for a batch of `queries`, or the values that `extend` asks for."""
    context = Context.of(request)
    try:
        fields = await _fields(request)
        if "queries" in fields:
            queries = _object(fields["queries"], "queries")
            if len(queries) > _BATCH:
                raise RefusedError(400, f"A batch has at most {_BATCH} queries.")
            return respond(await context.ask("reconcile", request, queries=queries))
        if "extend" in fields:
            return respond(await context.ask("extend", request, **_extension(fields["extend"])))
    except RefusedError as refusal:
        return refused(refusal)
    return JSONResponse(manifest(_root(request), context.options.base_iri))


def manifest(root: str, base_iri: str) -> dict[str, Any]:
    """Return what the service under the URL `root` offers."""
    suggest = {
        name: {"service_url": root, "service_path": f"/reconcile/suggest/{name}"}
        for name in ("entity", "property", "type")
    }
    limit = {"name": "limit", "label": "最多 At most", "type": "number", "default": 10, "help_text": "values a row"}
    return {
        "versions": ["0.2"],
        "name": "工会知识图谱 unionkg",
        "identifierSpace": f"{base_iri}id/",
        "schemaSpace": NAMESPACE,
        "serviceVersion": __version__,
        "documentation": f"{root}/openapi.json",
        "defaultTypes": type_list(),
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/extend/propose"},
            "property_settings": [limit],
        },
    }


async def suggest(request: Request) -> Response:
    """Return entities, properties or types whose name begins with `prefix`."""
    prefix, kind = request.query_params.get("prefix", ""), request.path_params["kind"]
    if kind == "entity":
        try:
            context = Context.of(request)
            return respond(await context.ask("suggest", request, prefix=prefix, limit=10))
        except RefusedError as refusal:
            return refused(refusal)
    if kind not in ("property", "type"):
        return refused(RefusedError(404, f"There is nothing to suggest of the kind '{kind}'."))
    known = property_list() if kind == "property" else type_list()
    wanted = prefix.casefold()
    return JSONResponse({"result": [row for row in known if wanted in f"{row['id']} {row['name']}".casefold()]})


async def propose(request: Request) -> Response:
    """Return the properties that can be fetched for a type: all, for every type may have each."""
    type_ = request.query_params.get("type", "")
    return JSONResponse({"type": type_, "properties": property_list()})


async def preview(request: Request) -> Response:
    """Show an entity in a small frame, which other pages on this computer may hold."""
    try:
        response = respond(await Context.of(request).ask("preview", request, id_=request.query_params.get("id", "")))
    except RefusedError as refusal:
        return refused(refusal)
    frames = "frame-ancestors http://127.0.0.1:* http://localhost:*"
    response.headers["content-security-policy"] = POLICY.replace("frame-ancestors 'none'", frames)
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    return response


async def _fields(request: Request) -> dict[str, str]:
    given = request.url.query
    if request.method == "POST":
        body = (await read_body(request, _LARGEST)).decode("utf-8", "replace")
        given = f"{given}&{body}" if given else body
    return {name: values[-1] for name, values in parse_qs(given).items()}


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise RefusedError(400, f"The field '{name}' is no JSON: {error}.") from error
    if not isinstance(value, dict):
        raise RefusedError(400, f"The field '{name}' is no JSON object.")
    return value


def _extension(text: str) -> dict[str, Any]:
    value = _object(text, "extend")
    ids, properties = value.get("ids"), value.get("properties")
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        raise RefusedError(400, "In 'extend', 'ids' is a list of texts.")
    is_list = isinstance(properties, list)
    if not is_list or not all(isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties or []):
        raise RefusedError(400, "In 'extend', 'properties' is a list of objects with 'id'.")
    return {"ids": ids, "properties": properties}


def _root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
