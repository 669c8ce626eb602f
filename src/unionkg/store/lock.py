"""One writer at a time: a lock on a file that the system gives back when its holder ends, however it ends."""

import os
import sys
from pathlib import Path

from unionkg.errors import StoreError


class WriterLock:
    """The lock of the dataset in `folder`; `release` gives it back, and so does the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            StoreError: another writer holds it, or the folder cannot be written.
        """
        try:
            self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(
                f"The dataset in {folder} cannot be written: {error.strerror}.", offending=folder
            ) from error
        try:
            try_lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise StoreError(
                f"Another program is writing the dataset in {folder}.",
                offending=folder,
                remedy="Wait until it ends, or open the dataset for reading only.",
            ) from error

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":
    import msvcrt

    def try_lock(file: int) -> None:
        """Take the lock of an open file; raise OSError where another program holds it."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def try_lock(file: int) -> None:
        """Take the lock of an open file; raise OSError where another program holds it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
