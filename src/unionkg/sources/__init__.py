"""Finding and reading inputs: files and folders, one reader a suffix.

`READERS` is the table of what is read. A folder gives the files whose suffix it names; others, and hidden ones, are
passed over. Each reader takes the file and the path to show for it, and raises `InputError`.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from unionkg.errors import InputError
from unionkg.model import Source
from unionkg.sources.files import find_files
from unionkg.sources.plain import read_text

READERS: dict[str, Callable[[Path, str], Source]] = {
    ".md": read_text,
    ".txt": read_text,
}


def read_sources(paths: Sequence[Path]) -> Iterator[Source | InputError]:
    """Yield the sources of files and folders, in the order named and sorted within a folder.

    An input that cannot be used is yielded as the error that says why; the others still go through. A file that is
    named twice is read once. `Source.path` is relative to the folder that was named, or the name of the file.

    >>> [str(error).split(":")[0] for error in read_sources([Path("no-such-folder/a.txt")])]
    ['no-such-folder/a.txt']
    """
    for found in find_files(paths, frozenset(READERS)):
        if isinstance(found, InputError):
            yield found
            continue
        file, shown = found
        try:
            yield READERS[file.suffix.lower()](file, shown)
        except InputError as error:
            yield error


__all__ = ["READERS", "read_sources"]
