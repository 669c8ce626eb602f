"""Writing files so that nobody ever sees half of one."""

import os
from pathlib import Path


def atomic_write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whose folder is made if need be; a reader sees the old file or the new one.

    Raises OSError; the old file, if there is one, then stands as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, for a rename across file systems would copy.
    scratch = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with scratch.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
