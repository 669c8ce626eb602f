"""Who may ask, and what browsers may do with the answers: host names, origins, security headers."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_CORS = {
    "access-control-allow-methods": "GET, POST, HEAD, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type",
    "access-control-max-age": "600",
}


class Guard:
    """Middleware. Requests for a host that is not ours are refused: a foreign name that was made to point here (DNS

    rebinding) must read nothing. So are requests that scripts of other sites make, unless their origin is allowed.
    `hosts` empty: any host is ours.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], origins: Collection[str]) -> None:
        self._app, self._hosts, self._origins = app, frozenset(hosts), frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        is_allowed = origin is not None and ("*" in self._origins or origin in self._origins)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    given.setdefault(name, value)
                if is_allowed and origin:
                    given["access-control-allow-origin"] = origin
                    given["cross-origin-resource-policy"] = "cross-origin"
                    given.add_vary_header("Origin")
            await send(message)

        refusal = self._refusal(headers, is_allowed=is_allowed)
        if refusal:
            await refusal(scope, receive, guarded)
        elif is_allowed and scope["method"] == "OPTIONS":
            await PlainTextResponse("", 204, _CORS)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, headers: Headers, *, is_allowed: bool) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if self._hosts and host_name(host) not in self._hosts:
            message = f"This server does not answer for the host '{host[:200]}'; start it with --host or --allow-host."
            return PlainTextResponse(message + "\n", 421)
        origin = headers.get("origin")
        is_foreign = origin is not None and urlsplit(origin).netloc != host
        # Images and links of other sites send no origin, but modern browsers say where a request comes from.
        is_hidden = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        if (is_foreign or is_hidden) and not is_allowed:
            message = f"Pages of {origin or 'other sites'} may not ask here; --allow-origin admits an origin."
            return PlainTextResponse(message + "\n", 403)
        return None


def host_name(host: str) -> str:
    """Return the name in a Host header, without port and brackets, in lower case; empty where it is malformed.

    >>> host_name("[::1]:8000"), host_name("LOCALHOST:80"), host_name("a b")
    ('::1', 'localhost', '')
    """
    try:
        parts = urlsplit(f"//{host}")
        name = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return ""
    return "" if parts.path or "@" in host or any(character.isspace() for character in host) else name
