"""Settings that change what extraction and export produce. Their hash is part of every cache key."""

import dataclasses
import json
from dataclasses import dataclass

from unionkg.errors import SettingsError
from unionkg.model import content_hash


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_iri` ends in `/`; statements under `min_confidence` (in [0, 1]) are left out of exports.

    Raises:
        SettingsError: a value is out of its range.
    """

    base_iri: str = "https://w3id.org/unionkg/"
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        if not self.base_iri.startswith(("http://", "https://")) or not self.base_iri.endswith("/"):
            remedy = "Write it like https://example.org/kg/"
            raise SettingsError(f"'{self.base_iri}' is no base IRI.", offending=self.base_iri, remedy=remedy)
        if not 0 <= self.min_confidence <= 1:
            message = f"The least confidence is {self.min_confidence}."
            raise SettingsError(message, offending=self.min_confidence, remedy="It lies between 0 and 1.")

    @property
    def sha256(self) -> str:
        """Hash of all settings, 16 hex digits."""
        return content_hash(json.dumps(dataclasses.asdict(self), sort_keys=True))
