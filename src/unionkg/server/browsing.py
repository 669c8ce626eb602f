"""Routes for people: pages, scripts and styles, the things that IRIs name, in the form that is asked for."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from unionkg.outputs.pages.links import ServerLinks
from unionkg.outputs.pages.pages import Site
from unionkg.outputs.pages.render import assets
from unionkg.server.answer import HTML, Answer, RefusedError
from unionkg.server.context import Context
from unionkg.server.guard import POLICY
from unionkg.server.negotiation import GRAPHS, WORDS, wants_html
from unionkg.server.protocol import refused, respond
from unionkg.server.session import generation
from unionkg.store.questions import load_questions

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_VENDOR = files("unionkg.server") / "vendor"
_EDITOR = ("yasgui.min.js", "yasgui.min.css")
_META_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_WORDS = {404: ("没有这一页", "There is no such page"), 503: ("暂时无法回答", "No answer now")}
_USUAL_WORDS = ("无法回答", "No answer")


async def _page(request: Request, operation: str, **arguments: Any) -> Response:
    """Return the page that a worker makes, or one that says why there is none."""
    try:
        return respond(await Context.of(request).ask(operation, request, **arguments))
    except RefusedError as refusal:
        return _message(request, refusal)


def _message(request: Request, refusal: RefusedError) -> Response:
    site = Site(ServerLinks(), {}, Context.of(request).options.base_iri)
    body = site.message(_WORDS.get(refusal.status, _USUAL_WORDS), refusal.message)
    return respond(Answer(body, HTML, refusal.status))


async def front(request: Request) -> Response:
    """Show the front page."""
    return await _page(request, "front")


async def listing(request: Request) -> Response:
    """Show a page of a list."""
    number = request.query_params.get("page", "1")
    if not re.fullmatch(r"[0-9]{1,6}", number):
        return _message(request, RefusedError(404, f"There is no page '{number}'."))
    return await _page(request, "listing", kind=request.path_params["kind"], number=int(number))


async def questions(request: Request) -> Response:
    """List the questions."""
    return await _page(request, "questions")


async def question(request: Request) -> Response:
    """Ask a question; the query string holds its parameters, and `format` if it is `csv` or `json`."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    format_ = given.pop("format", "html")
    name = request.path_params["name"]
    if format_ not in ("html", "csv", "json"):
        return refused(RefusedError(400, "The format is html, csv or json."))
    if format_ == "html":
        return await _page(request, "question", name=name, given=given, format_=format_)
    try:
        return respond(await Context.of(request).ask("question", request, name=name, given=given, format_=format_))
    except RefusedError as refusal:
        return refused(refusal)


async def thing(request: Request) -> Response:
    """Show what an IRI names: a page for browsers, RDF for programs; `format` overrides the header Accept."""
    id_ = request.scope["raw_path"].decode("ascii", "replace").removeprefix("/id/").replace("%2F", "/")
    format_, accept = request.query_params.get("format"), request.headers.get("accept")
    if format_ is not None and format_ not in GRAPHS.values():
        return refused(RefusedError(400, f"The format is one of {', '.join(dict.fromkeys(GRAPHS.values()))}."))
    if format_ is None and (wants_html(accept) or not accept or accept.strip() == "*/*"):
        return await _page(request, "thing", id_=id_)
    context = Context.of(request)
    try:
        wanted = WORDS[format_] if format_ else accept
        iri = f"{context.options.base_iri}id/{id_}"
        return respond(await context.ask("describe", request, iri=iri, accept=wanted))
    except RefusedError as refusal:
        return refused(refusal)


async def explorer(request: Request) -> Response:
    """Show the explorer: the file that the build wrote, made anew where the graph is newer."""
    context = Context.of(request)
    file, manifest = Path(context.options.out) / "unionkg.html", Path(context.options.dataset) / "dataset.json"
    try:
        is_current = file.stat().st_mtime >= manifest.stat().st_mtime
    except OSError:
        is_current = False
    if is_current:
        with file.open(encoding="utf-8") as opened:
            head = opened.read(4096)
        return _with_policy(FileResponse(file, media_type="text/html"), head)
    try:
        answer = await context.ask("explorer", request)
    except RefusedError as refusal:
        return _message(request, refusal)
    return _with_policy(respond(answer), answer.body[:4096].decode("utf-8", "ignore"))


def _with_policy(response: Response, head: str) -> Response:
    """Send the policy that the page itself states: it names its scripts by their hashes."""
    match = _META_POLICY.search(head)
    if match:
        response.headers["content-security-policy"] = match[1].replace("&#39;", "'") + "; frame-ancestors 'none'"
    return response


async def query(request: Request) -> Response:
    """Show the query page."""
    site = Site(ServerLinks(), load_questions(), Context.of(request).options.base_iri)
    endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
    response = respond(Answer(site.query(endpoint), HTML))
    # The editor sets styles in its markup; scripts stay ours.
    response.headers["content-security-policy"] = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    return response


async def asset(request: Request) -> Response:
    """Send a script or style, unless the browser has it; `names.js` is made from the graph."""
    name = request.path_params["name"]
    if name == "names.js":
        made_of = repr(generation(Path(Context.of(request).options.dataset))).encode()
        return _unless_known(request, made_of) or _tagged(await _page(request, "names"), made_of)
    body = (_VENDOR / name).read_bytes() if name in _EDITOR else assets().get(name)
    if body is None:
        return refused(RefusedError(404, f"There is no '{name}'."))
    headers = {"content-type": _TYPES[name.rpartition(".")[2]]}
    return _unless_known(request, body) or _tagged(Response(body, headers=headers), body)


def _tagged(response: Response, made_of: bytes) -> Response:
    """Let the browser keep the response, and ask each time whether it is still the one."""
    if response.status_code == 200:
        response.headers["etag"], response.headers["cache-control"] = _tag(made_of), "no-cache"
    return response


def _unless_known(request: Request, made_of: bytes) -> Response | None:
    is_known = request.headers.get("if-none-match") == _tag(made_of)
    return Response(status_code=304, headers={"etag": _tag(made_of)}) if is_known else None


def _tag(made_of: bytes) -> str:
    return f'"{hashlib.sha256(made_of).hexdigest()[:16]}"'


async def neighbours(request: Request) -> Response:
    """Return the neighbours of an entity as JSON."""
    id_ = request.query_params.get("id", "")
    try:
        return respond(await Context.of(request).ask("neighbours", request, id_=id_))
    except RefusedError as refusal:
        return refused(refusal)
