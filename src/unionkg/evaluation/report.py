"""What an evaluation found: counts, their ratios, and every mistake by name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LAYERS = ("entity", "relation", "observation", "obs+subject")
AGREEMENTS = ("status", "speaker", "evidence")
ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Score:
    """Right (`tp`), spurious (`fp`) and missed (`fn`) ones; a ratio over nothing is 0.

    >>> Score(tp=3, fp=1, fn=3).precision, Score(tp=3, fp=1, fn=3).recall, Score(tp=3, fp=1, fn=3).f1
    (0.75, 0.5, 0.6)
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted ones that are right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold ones that were found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return the row that `score.py --json` prints."""
        return {
            "p": self.precision,
            "r": self.recall,
            "f": self.f1,
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
        }


@dataclass(frozen=True, slots=True)
class Mistake:
    """One prediction that is not in gold (`is_spurious`), or one gold item that was not predicted.

    `parts` name it: an entity's name; a relation's subject, object, role; an observation's value, unit, measure.
    """

    layer: str
    is_spurious: bool
    document: str
    type: str
    parts: tuple[str | None, ...]

    def __str__(self) -> str:
        sign = "+" if self.is_spurious else "-"
        return "\t".join([self.layer + sign, self.document, self.type, *(part or "–" for part in self.parts)])


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one evaluation.

    `tables`: for each layer, type (and `ALL`) to score. `agreement`: of the right relations, how many have the gold
    status, speaker and evidence, as (agreeing, judged). `documents`: stem to the `ALL` score of each layer.
    `missing`: gold files without a prediction; they count as empty ones.
    """

    tables: Mapping[str, Mapping[str, Score]]
    agreement: Mapping[str, tuple[int, int]]
    documents: Mapping[str, Mapping[str, Score]] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    missing: tuple[str, ...] = ()

    def score(self, layer: str, type_: str = ALL) -> Score:
        """Return one score; an empty one for what occurs neither in gold nor in the predictions."""
        return self.tables.get(layer, {}).get(type_, Score())

    def to_dict(self) -> dict[str, Any]:
        """Return the report for JSON: the fields of `score.py --json`, and `documents` and `errors`.

        A layer that has nothing to score is {}, an agreement that was never judged None.
        """
        tables = {layer: {t: s.to_dict() for t, s in self.tables.get(layer, {}).items()} for layer in LAYERS}
        ratios = {name: right / judged if judged else None for name, (right, judged) in self.agreement.items()}
        return {
            **tables,
            **ratios,
            "missing": list(self.missing),
            "documents": {
                stem: {layer: s.to_dict() for layer, s in row.items()} for stem, row in self.documents.items()
            },
            "errors": [str(mistake).split("\t") for mistake in self.mistakes],
        }


class Tally:
    """Counts in the making, by type; `ALL` sums them."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def add(self, type_: str, *, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        """Count for the type and for `ALL`."""
        for key in (type_, ALL):
            self._counts.setdefault(key, Counter()).update(tp=tp, fp=fp, fn=fn)

    def to_scores(self) -> dict[str, Score]:
        """Return type to score, sorted, `ALL` last."""
        keys = sorted(self._counts, key=lambda key: (key == ALL, key))
        return {key: Score(**self._counts[key]) for key in keys}


def add_up(tables: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """Return the sums over documents of one layer, by type."""
    total = Tally()
    for table in tables:
        for type_, score in table.items():
            if type_ != ALL:
                total.add(type_, tp=score.tp, fp=score.fp, fn=score.fn)
    return total.to_scores()
