"""Generations of a dataset on disk: folders that never change once published, and the manifest that names one of them.

`g000001/` is an Oxigraph store, `g000001.notes` what the build that made it wants to know the next time. A manifest is
replaced in one step, after all that it names is on disk.
"""

import json
import os
import shutil
from pathlib import Path

from pyoxigraph import Store

from unionkg.errors import StoreError

FORMAT = 2
"""The format of the folder: 1 had no notes."""
MANIFEST = "dataset.json"
_BUILD_AGAIN = "Build it again: unionkg build PATH"


def next_generation(path: Path, *, copy_of: Store | None = None) -> tuple[str, Store]:
    """Return the name of a new generation and its store, empty or a copy (of links where the file system has them)."""
    remove_stale(path)
    numbers = [int(folder.name[1:]) for folder in _generations(path)]
    name = f"g{max(numbers, default=0) + 1:06d}"
    if copy_of is not None and (path / MANIFEST).is_file():
        copy_of.backup(path / name)
    return name, Store(path / name)


def remove_stale(path: Path) -> None:
    """Remove all generations but the current one."""
    current = _named(path)
    for folder in _generations(path):
        # A folder that a reader still holds open cannot be removed on Windows; the next writer tries again.
        if folder.name != current:
            shutil.rmtree(folder, ignore_errors=True)
    for notes in path.glob("g*.notes*"):
        if notes.name != f"{current}.notes":
            notes.unlink(missing_ok=True)


def open_or_replace(path: Path) -> tuple[Store, str | None]:
    """Open the current generation as `open_current` does; where it cannot be, give an empty store and say why.

    What could not be read stays on disk until something is published in its place.

    Raises:
        StoreError: a newer unionkg made the dataset.
    """
    try:
        return open_current(path, is_new_allowed=True), None
    except StoreError as error:
        version = _manifest(path).get("format")
        if isinstance(version, int) and version > FORMAT:
            raise
        return Store(), f"{error.args[0]} It is built anew from the texts."


def read_manifest(path: Path) -> str:
    """Return the name of the current generation.

    Raises:
        StoreError: the manifest cannot be read, or is of another format.
    """
    manifest, current = _manifest(path), _named(path)
    version = manifest.get("format")
    if current is None or version is None:
        raise StoreError(f"{path / MANIFEST} cannot be read.", offending=path, remedy=_BUILD_AGAIN)
    if version != FORMAT:
        is_newer = isinstance(version, int) and version > FORMAT
        raise StoreError(
            f"The dataset in {path} has format {version}; this version of unionkg reads format {FORMAT}.",
            offending=path,
            remedy="A newer unionkg made it: use that one, or another --out." if is_newer else _BUILD_AGAIN,
        )
    return current


def write_manifest(path: Path, current: str) -> None:
    """Make `current` the generation that readers open from now on."""
    _write(path / MANIFEST, json.dumps({"format": FORMAT, "current": current}).encode())


def write_notes(path: Path, name: str, notes: bytes) -> None:
    """Write the notes of a generation that is not published yet."""
    _write(path / f"{name}.notes", notes)


def read_notes(path: Path) -> bytes | None:
    """Return the notes of the current generation, None where it has none."""
    try:
        return (path / f"{read_manifest(path)}.notes").read_bytes()
    except (OSError, StoreError):
        return None


def open_current(path: Path, *, is_new_allowed: bool) -> Store:
    """Open the current generation for reading; an empty store where there is none and that is allowed.

    Raises:
        StoreError: it is gone, cannot be read, or is of another format.
    """
    if is_new_allowed and not (path / MANIFEST).is_file():
        return Store()
    while True:
        current = read_manifest(path)
        try:
            return Store.read_only(str(path / current))
        except (OSError, RuntimeError) as error:
            # Where a writer published and removed the generation meanwhile, the next one is there to read.
            if read_manifest(path) == current:
                message = f"The dataset in {path} cannot be read: {error}."
                raise StoreError(message, offending=path, remedy=_BUILD_AGAIN) from error


def _manifest(path: Path) -> dict[str, object]:
    """Return what the manifest says, nothing where it cannot be read."""
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _named(path: Path) -> str | None:
    """Return the generation that the manifest names, whatever its format."""
    current = _manifest(path).get("current")
    return current if isinstance(current, str) else None


def _generations(path: Path) -> list[Path]:
    return [folder for folder in path.glob("g*") if folder.is_dir() and folder.name[1:].isdecimal()]


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
