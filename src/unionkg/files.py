"""Writing files so that nobody ever sees half of one."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from unionkg.errors import StoreError

# What an export leaves in a folder that it made, so that the next one may replace it.
_OURS = ".unionkg"


def atomic_write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whose folder is made if need be; a reader sees the old file or the new one.

    Raises OSError; the old file, if there is one, then stands as it was.
    """
    with replacing(path) as out:
        out.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a scratch file beside `path`, whose folder is made if need be; it becomes `path` when the block ends well.

    An error or a kill within leaves the old file as it was. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, for a rename across file systems would copy.
    scratch = _scratch(path)
    try:
        with scratch.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Give a scratch folder beside `path`; it becomes `path` when the block ends well, else `path` stays as it was.

    Only a folder that is empty or was made here (it holds the file `.unionkg`) is replaced.

    Raises:
        StoreError: `path` holds something else.
        OSError: it cannot be written.
    """
    if path.exists() and not (path.is_dir() and ((path / _OURS).is_file() or not any(path.iterdir()))):
        raise StoreError(
            f"{path} is there and no export of unionkg; it stays as it is.",
            offending=path,
            remedy="Name a new folder, or remove it yourself.",
        )
    path = path.absolute()
    scratch, old = _scratch(path), path.with_name(f".{path.name}.{os.getpid()}.old")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        yield scratch
        (scratch / _OURS).write_text(
            "An export of unionkg; the next export to this folder replaces it whole.\n", "utf-8"
        )
        if path.exists():
            path.replace(old)
        scratch.replace(path)
    except BaseException:
        if old.exists() and not path.exists():
            old.replace(path)
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def remove_scratch(folder: Path) -> None:
    """Remove what writers left in `folder` when they were killed; nobody else may be writing there."""
    for scratch in folder.glob(".*.[0-9]*.tmp"):
        shutil.rmtree(scratch, ignore_errors=True) if scratch.is_dir() else scratch.unlink(missing_ok=True)


def written(path: Path) -> int:
    """Return how many bytes this process has written so far of what is to become `path`."""
    scratch = _scratch(path.absolute())
    files = scratch.rglob("*") if scratch.is_dir() else [scratch]
    with contextlib.suppress(OSError):  # it may be renamed while we look
        return sum(file.stat().st_size for file in files if file.is_file())
    return 0


def _scratch(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")
