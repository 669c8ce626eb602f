"""The application: every route in one table."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from unionkg.server import browsing, reconcile
from unionkg.server.answer import RefusedError
from unionkg.server.context import Context
from unionkg.server.guard import Guard
from unionkg.server.limits import Limits
from unionkg.server.openapi import openapi
from unionkg.server.pool import Pool
from unionkg.server.protocol import sparql, void
from unionkg.server.session import Options

ROUTES = [
    Route("/", browsing.front),
    Route("/browse/{kind}", browsing.listing),
    Route("/questions", browsing.questions),
    Route("/questions/{name}", browsing.question),
    Route("/query", browsing.query),
    Route("/id/{id:path}", browsing.thing),
    Route("/explorer", browsing.explorer),
    Route("/assets/{name}", browsing.asset),
    Route("/api/neighbours", browsing.neighbours),
    Route("/openapi.json", openapi),
    Route("/reconcile", reconcile.service, methods=["GET", "POST"]),
    Route("/reconcile/suggest/{kind}", reconcile.suggest),
    Route("/reconcile/preview", reconcile.preview),
    Route("/reconcile/extend/propose", reconcile.propose),
    Route("/sparql", sparql, methods=["GET", "POST"]),
    Route("/.well-known/void", void),
]


async def _warm(pool: Pool) -> None:
    """Let a worker read the names, so that the first page of a large graph does not wait for them."""
    with contextlib.suppress(RefusedError):
        await pool.ask("names")


def make_app(
    options: Options, limits: Limits, *, hosts: Collection[str] = (), origins: Collection[str] = ()
) -> Starlette:
    """Return the application over one dataset; its workers live as long as it runs.

    `hosts` are the names under which it answers (empty: any), `origins` those whose scripts may ask.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with Pool(options, limits) as pool:
            app.state.context = Context(pool, options, limits)
            warming = [asyncio.ensure_future(_warm(pool)) for _ in range(limits.workers)]
            yield
            for task in warming:
                task.cancel()

    return Starlette(routes=ROUTES, lifespan=lifespan, middleware=[Middleware(Guard, hosts=hosts, origins=origins)])
