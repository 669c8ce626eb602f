"""Which files the named inputs are: folders walked in sorted order, what is missing reported."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from unionkg.errors import InputError
from unionkg.text import nearest


def find_files(paths: Sequence[Path], suffixes: frozenset[str]) -> Iterator[tuple[Path, str] | InputError]:
    """Yield each file with the path to show for it, or the error of an input that gives none.

    Within a folder, files come sorted by their path; hidden ones and suffixes other than `suffixes` are passed over.
    """
    seen: set[Path] = set()
    for path in paths:
        found = list(_files_of(path, suffixes))
        for item in found:
            if isinstance(item, InputError):
                yield item
            elif (real := item[0].resolve()) not in seen:
                seen.add(real)
                yield item


def _files_of(path: Path, suffixes: frozenset[str]) -> Iterator[tuple[Path, str] | InputError]:
    """Yield the files of one named input."""
    known = ", ".join(sorted(suffixes))
    if path.is_dir():
        found = sorted(_walk(path, suffixes), key=lambda file: file.relative_to(path).parts)
        yield from ((file, file.relative_to(path).as_posix()) for file in found)
        if not found:
            yield InputError(f"{path}: the folder has no file to read.", offending=path, remedy=f"Read are: {known}.")
    elif path.is_file() and path.suffix.lower() in suffixes:
        yield path, path.name
    elif path.is_file():
        message = f"{path}: files of the kind '{path.suffix or path.name}' are not read."
        yield InputError(message, offending=path, remedy=f"Read are: {known}.")
    elif path.exists() or path.is_symlink():
        yield InputError(f"{path}: is neither a file nor a folder.", offending=path, remedy="Name a file or a folder.")
    else:
        yield _missing(path)


def _walk(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    """Yield the readable files under `folder`, hidden files and folders passed over, links to folders not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes and (Path(parent) / name).is_file():
                yield Path(parent) / name


def _missing(path: Path) -> InputError:
    """Return the error for a path that does not exist, with the nearest name that does."""
    missing = path
    while missing.parent != missing and not missing.parent.exists():
        missing = missing.parent
    try:
        close = nearest(missing.name, sorted(entry.name for entry in missing.parent.iterdir()))
    except OSError:
        close = None
    remedy = f"Did you mean '{missing.parent / close}'?" if close else "Check the spelling of the path."
    return InputError(f"{path}: there is no such file or folder.", offending=path, remedy=remedy)
