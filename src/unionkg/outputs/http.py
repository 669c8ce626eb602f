"""Requests to another server: credentials from the environment alone, retries, no redirects, plain errors."""

import base64
import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import BinaryIO
from urllib.parse import SplitResult, urlsplit

from unionkg import __version__
from unionkg.errors import PushError, SettingsError

USER, PASSWORD, TOKEN = "UNIONKG_PUSH_USER", "UNIONKG_PUSH_PASSWORD", "UNIONKG_PUSH_TOKEN"
_BUSY = frozenset({408, 425, 429, 502, 503, 504})
_LONGEST_WAIT = 30.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing: data and credentials go to the host that was named, and to no other."""

    def redirect_request(self, *_: object) -> None:
        """Return None, which makes the redirect an error."""
        return


class Target:
    """An endpoint at `url` that takes requests. `timeout` is in seconds, for each wait on the network."""

    def __init__(
        self,
        url: str,
        *,
        environ: Mapping[str, str] = os.environ,
        timeout: float = 60,
        attempts: int = 5,
        pause: float = 0.5,
    ) -> None:
        """Check the address and read the credentials; `pause` (seconds) doubles after each failed attempt.

        Raises:
            SettingsError: the address is none, holds credentials, or would carry them unencrypted.
        """
        parts = _checked(url)
        self.url = url
        self._credentials = _authorization(environ)
        if self._credentials and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise SettingsError("Credentials are not sent unencrypted.", offending=url, remedy="Use an https address.")
        self._timeout, self._attempts, self._pause = timeout, attempts, pause
        self._opener = urllib.request.build_opener(_NoRedirect)

    def send(
        self,
        method: str,
        query: str,
        body: BinaryIO | None = None,
        size: int = 0,
        content_type: str = "",
        *,
        allowed: tuple[int, ...] = (),
    ) -> bytes:
        """Send `body` (`size` bytes) and return the answer; try again where the server is busy or away.

        `query` is added to the address. An answer whose status is in `allowed` is no error.

        Raises:
            PushError: it was refused, or no attempt got through.
        """
        url = f"{self.url}{'&' if '?' in self.url else '?'}{query}" if query else self.url
        headers = {"User-Agent": f"unionkg/{__version__}"} | self._credentials
        if body is not None:
            headers |= {"Content-Type": content_type, "Content-Length": str(size)}
        for attempt in range(1, self._attempts + 1):
            if body is not None:
                body.seek(0)
            request = urllib.request.Request(url, data=body, headers=headers, method=method)
            try:
                with self._opener.open(request, timeout=self._timeout) as answer:
                    data: bytes = answer.read()
                    return data
            except urllib.error.HTTPError as error:
                if error.code in allowed:
                    return b""
                if error.code not in _BUSY or attempt == self._attempts:
                    raise self._refused(error) from error
                wait = _retry_after(error)
            except (OSError, http.client.HTTPException) as error:
                if attempt == self._attempts:
                    reason = getattr(error, "reason", error)
                    raise PushError(
                        f"{self.url} cannot be reached: {reason or type(error).__name__}.",
                        offending=self.url,
                        remedy="What was sent before is kept; the same command goes on from there.",
                    ) from error
                wait = 0.0
            time.sleep(max(wait, self._pause * 2 ** (attempt - 1)))
        raise PushError(f"{self.url} was not asked.", offending=self.url)

    def _refused(self, error: urllib.error.HTTPError) -> PushError:
        said = " ".join(error.read(400).decode("utf-8", "replace").split())
        message = f"{self.url} answered {error.code} {error.reason}{f': {said}' if said else ''}."
        if error.code in (401, 403):
            remedy = f"Set {USER} and {PASSWORD}, or {TOKEN}, in the environment."
        elif 300 <= error.code < 400:
            remedy = f"It points to {error.headers.get('Location')}; name that address if you trust it."
        elif error.code in (404, 405, 415):
            remedy = "Name the address of its Graph Store Protocol, or that of its SPARQL Update with --by-update."
        else:
            remedy = "What was sent before is kept; the same command goes on from there."
        return PushError(message, offending=error.code, remedy=remedy)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, has_host = SplitResult("", "", "", "", ""), False
    if parts.scheme not in ("http", "https") or not has_host:
        raise SettingsError(f"'{url}' is no address of a server.", offending=url, remedy="It begins with https://.")
    if parts.username or parts.password:
        raise SettingsError(
            "Credentials do not belong in the address, which shells and servers keep.",
            remedy=f"Set {USER} and {PASSWORD}, or {TOKEN}, in the environment.",
        )
    return parts


def _authorization(environ: Mapping[str, str]) -> dict[str, str]:
    if environ.get(TOKEN):
        return {"Authorization": f"Bearer {environ[TOKEN]}"}
    if environ.get(USER):
        pair = f"{environ[USER]}:{environ.get(PASSWORD, '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}


def _retry_after(error: urllib.error.HTTPError) -> float:
    """Return the seconds that a busy server asks for, at most `_LONGEST_WAIT`; 0 where it names a date or nothing."""
    value = (error.headers.get("Retry-After") or "").strip()
    return min(float(value), _LONGEST_WAIT) if value.isdecimal() else 0.0
