"""What a worker knows while it answers: the dataset as it is now, and what was made from it before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from unionkg.errors import StoreError
from unionkg.store.dataset import Dataset, open_dataset

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Options:
    """How the server was started: folder of the dataset, folder of the build, base IRI, largest answer in bytes."""

    dataset: str
    out: str
    base_iri: str
    largest: int
    allow_service: bool = False


@dataclass(slots=True)
class Session:
    """The dataset open for reading; `made` keeps what is costly until a build replaces the generation."""

    options: Options
    dataset: Dataset = field(init=False)
    made: dict[str, Any] = field(default_factory=dict)
    _seen: tuple[object, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        self._seen = generation(Path(self.options.dataset))
        self.dataset = open_dataset(Path(self.options.dataset), read_only=True)

    def refresh(self) -> None:
        """Turn to the generation that is current now; a dataset that is being moved away keeps the one at hand."""
        seen = generation(Path(self.options.dataset))
        if seen and seen != self._seen:
            try:
                self.dataset.reopen()
            except StoreError:
                return
            self._seen = seen
            self.made.clear()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` returned for this generation; it is called the first time only."""
        if name not in self.made:
            self.made[name] = make()
        found: T = self.made[name]
        return found


def generation(dataset: Path) -> tuple[object, ...]:
    """Return what changes when a build publishes: time, size and content of the manifest; empty where there is none."""
    manifest = dataset / "dataset.json"
    try:
        stat = manifest.stat()
        return stat.st_mtime_ns, stat.st_size, manifest.read_bytes()
    except OSError:
        return ()
