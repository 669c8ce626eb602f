"""Sorting more lines than fit in memory: sorted runs go to files without a name, which are merged."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import BinaryIO

_RUN_BYTES = 32 * 2**20
# What a line costs in a set beside its text; measured on CPython 3.11.
_OVERHEAD = 100
# More runs than this are merged into one first, so that a large graph does not run out of open files.
_MAX_RUNS = 64


def sorted_lines(lines: Iterable[bytes], *, run: int = _RUN_BYTES) -> Iterator[bytes]:
    """Yield `lines`, each of which ends in its only line feed, sorted and each once; about `run` bytes are in memory.

    >>> list(sorted_lines([b"b\\n", b"a\\n", b"b\\n"]))
    [b'a\\n', b'b\\n']
    """
    with ExitStack() as stack:
        runs: list[BinaryIO] = []
        held: set[bytes] = set()
        size = 0
        for line in lines:
            held.add(line)
            size += len(line) + _OVERHEAD
            if size >= run:
                runs.append(_run(sorted(held), stack))
                held, size = set(), 0
                if len(runs) == _MAX_RUNS:
                    merged = _run(heapq.merge(*runs), stack)
                    for file in runs:
                        file.close()
                    runs = [merged]
        yield from (line for line, _ in groupby(heapq.merge(*runs, sorted(held))))


def _run(lines: Iterable[bytes], stack: ExitStack) -> BinaryIO:
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.writelines(lines)
    file.seek(0)
    return file
