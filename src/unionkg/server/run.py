"""Starting the server: the socket first, so that the address is known before anything else happens."""

import socket
import threading
import webbrowser
from collections.abc import Callable, Collection
from pathlib import Path

import uvicorn

from unionkg.errors import SettingsError
from unionkg.server.app import make_app
from unionkg.server.guard import LOOPBACK
from unionkg.server.limits import Limits
from unionkg.server.session import Options
from unionkg.store.dataset import open_dataset

_BACKLOG = 128


def serve(
    options: Options,
    limits: Limits,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    hosts: Collection[str] = (),
    origins: Collection[str] = (),
    opens: bool = False,
    told: Callable[[str], None] = print,
) -> None:
    """Serve until the process is told to stop (Ctrl-C); `told` gets the address and warnings.

    Port 0 takes a free one. On an address that others can reach, `hosts` are the names under which the server
    answers; without them it answers under any name.

    Raises:
        SettingsError: the address cannot be used.
        StoreError: the dataset cannot be read.
    """
    open_dataset(
        Path(options.dataset), read_only=True
    ).close()  # what is wrong with it is told here, not by each worker
    sock = _bind(host, port)
    port = sock.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    names = {*LOOPBACK, host, *hosts} if host in LOOPBACK or hosts else set()
    if host not in LOOPBACK:
        told(
            f"Warning: everyone who can reach this computer at {shown} can read the whole graph, articles included; "
            "there is no password and no encryption."
        )
    url = f"http://{'localhost' if host in ('0.0.0.0', '::') else shown}:{port}/"
    app = make_app(options, limits, hosts=names, origins=origins)
    server = _Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="on", timeout_keep_alive=75
        )
    )
    server.ready = lambda: _ready(url, told, opens=opens)
    with sock:
        server.run(sockets=[sock])


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()


def _ready(url: str, told: Callable[[str], None], *, opens: bool) -> None:
    told(f"Serving at {url} (stop with Ctrl-C)")
    if opens:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _bind(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Named TCP, asyncio sends at once; else a short answer waits 40 ms for the acknowledgement of its header.
        sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(_BACKLOG)
    except OSError as error:
        remedy = "Choose another one, or 0 for a free one: --port 0"
        message = f"The address {host}, port {port} cannot be used: {error.strerror or error}."
        raise SettingsError(message, offending=(host, port), remedy=remedy) from error
    return sock
