"""Settings that change what extraction and export produce. Their hash is part of every cache key."""

import dataclasses
import json
from dataclasses import dataclass

from unionkg.model import content_hash


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_iri` ends in `/`; statements under `min_confidence` (in [0, 1]) are left out of exports."""

    base_iri: str = "https://w3id.org/unionkg/"
    min_confidence: float = 0.0

    @property
    def sha256(self) -> str:
        """Hash of all settings, 16 hex digits."""
        return content_hash(json.dumps(dataclasses.asdict(self), sort_keys=True))
