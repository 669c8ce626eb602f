"""The file that keeps people's decisions: read line by line, written in one step, by one writer at a time."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unionkg.curation.decisions import UNDO, Decision
from unionkg.curation.parsing import parse_line
from unionkg.errors import InputError, StoreError
from unionkg.files import atomic_write
from unionkg.store.lock import try_lock

# A writer holds the file for milliseconds; who waits longer than this is told.
_PATIENCE = 10.0
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision with the number of its line, from 1."""

    line: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a file of decisions says: its decisions in order, and what is wrong with lines that are none."""

    path: Path | None = None
    entries: tuple[Entry, ...] = ()
    errors: tuple[InputError, ...] = ()

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """The decisions that no later one takes back, without the undoing ones.

        An undo takes back what stands above it; one that is undone itself takes back nothing.
        """
        undone: set[str] = set()
        kept = []
        for entry in reversed(self.entries):
            if entry.decision.id in undone:
                continue
            if entry.decision.decision == UNDO:
                undone.add(entry.decision.of)
            else:
                kept.append(entry)
        return tuple(reversed(kept))

    def find(self, id_: str) -> Decision | None:
        """Return the decision whose ID begins so; None where there is none or there are several."""
        found = {e.decision.id: e.decision for e in self.entries if id_ and e.decision.id.startswith(id_.lower())}
        return next(iter(found.values())) if len(found) == 1 else None


def default_ledger(paths: Iterable[Path]) -> Path:
    """Return where a corpus has its ledger if nobody says otherwise: `curation/ledger.jsonl` beside the first input.

    >>> default_ledger([Path("/texts/2024")]).as_posix()
    '/texts/curation/ledger.jsonl'
    """
    first = next(iter(paths), Path())
    return Path(os.path.normpath(Path.cwd() / first)).parent / "curation" / "ledger.jsonl"


def read_ledger(path: Path) -> Ledger:
    """Return what the file says; one that does not exist says nothing.

    A line that is no decision is an error of its own, which names file, line and remedy; the other lines count.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Ledger(path)
    except OSError as error:
        remedy = "See to its permissions, or name another file: --ledger FILE"
        raise StoreError(
            f"The ledger {path} cannot be read: {error.strerror}.", offending=path, remedy=remedy
        ) from error
    entries, errors = _parse(data, path)
    return Ledger(path, entries, errors)


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add the decisions at the end of the file, all or none; what stands in it stays as it is, byte for byte.

    Raises:
        StoreError: the file cannot be written, or somebody else keeps writing it.
    """
    lines = "".join(f"{decision.to_line()}\n" for decision in decisions).encode()
    # A link stays a link: the file that it points to is the one that is replaced.
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _only_writer(target):
            before = target.read_bytes() if target.exists() else b""
            # A last line that was cut off must not swallow the first new one.
            end = b"" if not before or before.endswith(b"\n") else b"\n"
            atomic_write(target, before + end + lines)
    except OSError as error:
        remedy = "See to its permissions, or name another file: --ledger FILE"
        message = f"The ledger {path} cannot be written: {error.strerror}."
        raise StoreError(message, offending=path, remedy=remedy) from error


def _parse(data: bytes, path: Path) -> tuple[tuple[Entry, ...], tuple[InputError, ...]]:
    entries, errors = [], []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            entries.append(Entry(number, parse_line(_decode(raw))))
        except InputError as error:
            reason = error.args[0]
            errors.append(InputError(f"{path.name}, line {number}: {reason}", offending=path, remedy=error.remedy))
    return tuple(entries), tuple(errors)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise InputError("This is no UTF-8 text.", remedy="Save the file as UTF-8.") from error


@contextlib.contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """Hold the lock beside the file; the file itself is replaced, so that it cannot carry it."""
    file = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                try_lock(file)
                break
            except OSError as error:
                if time.monotonic() > until:
                    message = f"Somebody else has been writing the ledger {path} for {_PATIENCE:.0f} seconds."
                    raise StoreError(message, offending=path, remedy="Try again.") from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(file)
