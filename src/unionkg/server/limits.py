"""What one request may cost."""

import os
from dataclasses import dataclass

from unionkg.errors import SettingsError

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` a request may run and may wait for a worker; `memory` bytes a worker may add to what it starts with.

    `answer` is the largest answer in bytes: a greater one is refused rather than cut. `workers` processes answer;
    all but one of them may be busy with SPARQL, so that pages open while a long query runs.

    Raises:
        SettingsError: a limit is not positive, or there are fewer than two workers.
    """

    seconds: float = 30.0
    waiting: float = 10.0
    memory: int = 2048 * MIB
    answer: int = 64 * MIB
    query: int = MIB
    workers: int = max(2, min(4, os.cpu_count() or 1))

    def __post_init__(self) -> None:
        for name in ("seconds", "waiting", "memory", "answer", "query"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"The limit '{name}' is {getattr(self, name)}.", remedy="It is greater than 0.")
        if self.workers < 2:
            raise SettingsError(f"The number of workers is {self.workers}.", remedy="It is at least 2.")
