"""Warm workers: each request has one to itself, within a time limit that ends the process if it must."""

import asyncio
import contextlib
import dataclasses
import json
import sys
from typing import Any

from unionkg.errors import StoreError
from unionkg.server.answer import Answer, RefusedError
from unionkg.server.limits import Limits
from unionkg.server.session import Options
from unionkg.server.worker import BODY, HEADER

_START_SECONDS = 60


class _DiedError(Exception):
    """The worker's process ended before its answer was whole."""


class _Worker:
    """One process and its two pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return header and body of the answer; raise `_DiedError` where none comes."""
        assert self.process.stdin and self.process.stdout
        data = json.dumps(request).encode()
        try:
            self.process.stdin.write(HEADER.pack(len(data)) + data)
            await self.process.stdin.drain()
            return await self.read()
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise _DiedError from error

    async def read(self) -> tuple[dict[str, Any], bytes]:
        """Return the next frame."""
        out = self.process.stdout
        assert out
        header = json.loads(await out.readexactly(HEADER.unpack(await out.readexactly(HEADER.size))[0]))
        return header, await out.readexactly(BODY.unpack(await out.readexactly(BODY.size))[0])

    async def kill(self) -> None:
        """End the process now and take its remains away."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await self.process.wait()


class Pool:
    """`limits.workers` processes over one dataset; use it as an asynchronous context."""

    def __init__(self, options: Options, limits: Limits) -> None:
        self.options, self.limits = options, limits
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._heavy = asyncio.Semaphore(limits.workers - 1)
        self._starting: set[asyncio.Task[None]] = set()
        self._all: set[_Worker] = set()

    async def __aenter__(self) -> "Pool":
        await asyncio.gather(*(self._add() for _ in range(self.limits.workers)))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*(worker.kill() for worker in self._all))

    async def ask(self, operation: str, *, is_heavy: bool = False, **arguments: Any) -> Answer:
        """Return what a worker answers; a cancelled call ends its worker.

        Raises:
            RefusedError: the worker refuses (its status), no worker is free, time is over or memory ran out (503).
        """
        request = {"op": operation, **arguments}
        try:
            async with asyncio.timeout(self.limits.waiting) as waiting:
                if is_heavy:
                    await self._heavy.acquire()
                try:
                    worker = await self._idle.get()
                except BaseException:
                    if is_heavy:
                        self._heavy.release()
                    raise
                waiting.reschedule(None)
        except TimeoutError:
            raise RefusedError(503, "All workers are busy. Ask again in a while.") from None
        try:
            return await self._ask(worker, request)
        finally:
            if is_heavy:
                self._heavy.release()

    async def _ask(self, worker: _Worker, request: dict[str, Any]) -> Answer:
        is_sound = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                header, body = await worker.ask(request)
            is_sound = not header.get("is_spent")
        except TimeoutError:
            message = f"The request took longer than {self.limits.seconds:g} seconds and was stopped."
            raise RefusedError(503, f"{message} Narrow it, or start the server with a longer --timeout.") from None
        except _DiedError:
            message = "The request needed more memory than allowed, or broke the worker, and was stopped."
            raise RefusedError(503, f"{message} Narrow it, or start the server with a larger --memory.") from None
        finally:
            if is_sound:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)
        if "refused" in header:
            raise RefusedError(header["status"], header["refused"])
        return Answer(body, header["type"], header["status"], header["headers"])

    def _replace(self, worker: _Worker) -> None:
        with contextlib.suppress(ProcessLookupError):
            worker.process.kill()
        self._all.discard(worker)
        task = asyncio.ensure_future(self._renew(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _renew(self, worker: _Worker) -> None:
        await worker.kill()
        while True:
            try:
                return await self._add()
            except StoreError:
                # The dataset is being moved: there is one again when its build is done.
                await asyncio.sleep(1)

    async def _add(self) -> None:
        options = json.dumps(dataclasses.asdict(self.options))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "unionkg.server.worker", options, str(self.limits.memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1 << 20,
            start_new_session=True,
        )
        worker = _Worker(process)
        self._all.add(worker)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker.read()
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            await worker.kill()
            self._all.discard(worker)
            raise StoreError("A worker of the server could not start.", offending=self.options.dataset) from error
        self._idle.put_nowait(worker)
