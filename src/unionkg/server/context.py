"""What every route needs: the pool of workers, how the server was started, and requests that may be given up."""

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from unionkg.server.answer import Answer, RefusedError
from unionkg.server.limits import Limits
from unionkg.server.pool import Pool
from unionkg.server.session import Options

# A client that goes away within this time costs no more than its answer.
_PATIENCE = 0.5


@dataclass(frozen=True, slots=True)
class Context:
    """The pool with its limits and options."""

    pool: Pool
    options: Options
    limits: Limits

    @staticmethod
    def of(request: Request) -> "Context":
        """Return the context of the application that serves `request`."""
        context: Context = request.app.state.context
        return context

    async def ask(self, operation: str, request: Request, *, is_heavy: bool = False, **arguments: Any) -> Answer:
        """Return what a worker answers; when the client goes away meanwhile, the worker's process ends.

        Raises:
            RefusedError: as the pool says; 499 when nobody waits any more.
        """
        task = asyncio.ensure_future(self.pool.ask(operation, is_heavy=is_heavy, **arguments))
        done, _ = await asyncio.wait({task}, timeout=_PATIENCE)
        if not done:
            gone = asyncio.ensure_future(_gone(request))
            await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
                raise RefusedError(499, "The client went away.")
        return task.result()


async def _gone(request: Request) -> None:
    await request.body() if request.method == "GET" else None
    while (await request.receive())["type"] != "http.disconnect":
        pass
