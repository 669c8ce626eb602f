"""A process that answers one request after the other and may be killed at any time: Oxigraph has no time limit.

It reads frames from standard input and writes frames to standard output: the length of a JSON header in four bytes, the
header, the length of a body in eight bytes, the body. It ends with its input, with its parent, or when memory runs out.
"""

import json
import os
import struct
import sys
import threading
import time
import traceback
from typing import IO, Any

from unionkg.errors import QueryError, UnionkgError
from unionkg.server.answer import Answer, RefusedError
from unionkg.server.operations import OPERATIONS
from unionkg.server.session import Options, Session

HEADER, BODY = struct.Struct(">I"), struct.Struct(">Q")


def main(arguments: list[str]) -> None:
    """Serve until the input ends; `arguments` are the options as JSON and the bytes of memory that may be added."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    session = Session(Options(**json.loads(arguments[0])))
    _bound_memory(int(arguments[1]))
    _write(out, {"ready": True}, b"")
    while (request := _read(sys.stdin.buffer)) is not None:
        header, body = _respond(session, request)
        _write(out, header, body)
        if header.get("is_spent"):
            return


def _respond(session: Session, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        session.refresh()
        answer: Answer = OPERATIONS[request.pop("op")](session, **request)
    except RefusedError as refusal:
        return {"status": refusal.status, "refused": refusal.message}, b""
    except QueryError as error:
        return {"status": 400, "refused": str(error)}, b""
    except UnionkgError as error:
        return {"status": 500, "refused": str(error)}, b""
    except (MemoryError, RecursionError) as error:
        # What is left of the process cannot be trusted.
        return {"status": 503, "refused": f"Memory does not suffice for this request ({error}).", "is_spent": True}, b""
    except Exception:  # a defect of ours: the terminal gets the place, the client a sentence, the worker is replaced
        traceback.print_exc()
        told = "The request failed through a defect of the server; its terminal says where."
        return {"status": 500, "refused": told, "is_spent": True}, b""
    head = {"status": answer.status, "type": answer.media_type, "headers": dict(answer.headers)}
    return head, answer.body


def _bound_memory(allowed: int) -> None:
    """Let the address space grow by `allowed` bytes at most, where the system can (Linux); it then dies, alone."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    if sys.platform.startswith("linux"):
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            pages = int(file.read().split()[0])
        limit = pages * resource.getpagesize() + allowed
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _end_with_parent(parent: int) -> None:
    # A killed server closes no pipe while a query runs here; queries let other threads run.
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read(source: IO[bytes]) -> dict[str, Any] | None:
    size = source.read(HEADER.size)
    if len(size) < HEADER.size:
        return None
    request: dict[str, Any] = json.loads(source.read(HEADER.unpack(size)[0]))
    return request


def _write(out: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    head = json.dumps(header).encode()
    out.write(HEADER.pack(len(head)) + head + BODY.pack(len(body)))
    out.write(body)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
