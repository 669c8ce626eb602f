"""Who is who: our resolution beside three matchers of strings, on the same pairs in the same run; and how it grows.

    python benchmarks/entities.py                    the labelled pairs of tests/cases/pairs.jsonl
    python benchmarks/entities.py --corpus FILE.gz   time of resolution against extraction, and when the corpus doubles

Exact match compares names; rapidfuzz its ratio, at the threshold that is best on the half `tuning` (by F1);
nomenklatura its logic-v2 at its own threshold of 0.7. They see the name, and where they can use it the place, the
employer and the date; ours sees the same as two documents. rapidfuzz and nomenklatura are no dependencies of unionkg:
`pip install rapidfuzz nomenklatura`; without one of them its row is left out. Times are CPU seconds of this process.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.entities import pairs  # noqa: E402
from unionkg.documents import make_document, reprints  # noqa: E402
from unionkg.entities import resolve  # noqa: E402
from unionkg.extraction import extract  # noqa: E402
from unionkg.mentions.tagger import default_tagger  # noqa: E402
from unionkg.model import Extraction, Source, content_hash  # noqa: E402

Row = dict[str, Any]
Matcher = Callable[[Row], bool]


def main() -> None:
    """Print a table of precision and recall, or of times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="JSON lines with `id`, `text` and `published`, gzipped")
    options = parser.parse_args()
    if options.corpus:
        growth(options.corpus)
    else:
        quality()


def quality() -> None:
    """Print what each matcher makes of both halves."""
    matchers: list[tuple[str, Matcher]] = [("exact match", exact)]
    for name, make in (("rapidfuzz ratio", fuzzy), ("nomenklatura logic-v2", logic)):
        try:
            label, matcher = make()
            matchers.append((f"{name}{label}", matcher))
        except ImportError as error:
            print(f"{name}: left out, {error}")
    matchers.append(("unionkg", pairs.is_same))
    halves = {half: pairs.load(half) for half in ("tuning", "held-out")}
    print(f"{'':30}" + "".join(f"{half:>12} P     R    F1" for half in halves))
    for name, matcher in matchers:
        cells = []
        for rows in halves.values():
            precision, recall, _ = pairs.score(rows, matcher)
            f1 = 2 * precision * recall / (precision + recall or 1)
            cells.append(f"{'':8}{precision:6.3f}{recall:6.3f}{f1:6.3f}")
        print(f"{name:30}" + "".join(cells))


def exact(row: Row) -> bool:
    """Return whether the names are equal."""
    return bool(row["left"]["name"] == row["right"]["name"])


def fuzzy() -> tuple[str, Matcher]:
    """Return rapidfuzz's ratio at its best threshold; raises ImportError without the package."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    def matcher(threshold: float) -> Matcher:
        return lambda row: bool(fuzz.ratio(row["left"]["name"], row["right"]["name"]) >= threshold)

    def f1(threshold: float) -> float:
        precision, recall, _ = pairs.score(pairs.load("tuning"), matcher(threshold))
        return 2 * precision * recall / (precision + recall or 1)

    best = max(range(0, 101), key=lambda threshold: (f1(threshold), threshold))
    return f" ≥ {best}", matcher(best)


def logic() -> tuple[str, Matcher]:
    """Return nomenklatura's logic-v2; raises ImportError without the package."""
    from followthemoney import model  # noqa: PLC0415
    from nomenklatura.matching import get_algorithm  # noqa: PLC0415

    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        raise ImportError("this nomenklatura has no logic-v2")
    config = algorithm.default_config()

    def entity(side: Row, type_: str) -> Any:
        # It compares names of people and of organisations; it keeps what it made of an ID, so that each needs its own.
        proxy = model.make_entity("Person" if type_ == "Person" else "Organization")
        proxy.id = content_hash(type_, json.dumps(side))
        proxy.add("name", side["name"])
        proxy.add("country", "cn", quiet=True)
        for _, body in side.get("serves", ()):
            proxy.add("position", body, quiet=True)
        for place in side.get("places", ()):
            proxy.add("address", place, quiet=True)
        if "男" in side.get("note", "") or "女" in side.get("note", ""):
            proxy.add("gender", "male" if "男" in side["note"] else "female", quiet=True)
        return proxy

    def decide(row: Row) -> bool:
        left, right = (entity(row[side], row["type"]) for side in ("left", "right"))
        return bool(algorithm.compare(left, right, config).score >= 0.7)

    return "", decide


def growth(corpus: Path) -> None:
    """Print the CPU seconds of extraction and of resolution, of the whole corpus and of its halves."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    tagger = default_tagger()
    began = time.process_time()
    extractions: list[Extraction] = []
    for row in rows:
        metadata = {"日期": row["published"]} if row.get("published") else {}
        extractions.append(extract(make_document(Source(f"{row['id']}.txt", row["text"], metadata)), tagger))
    extraction = time.process_time() - began
    half = len(extractions) // 2
    timed(extractions[: half // 4])
    halves = [timed(part) for part in (extractions[:half], extractions[half:])]
    whole = timed(extractions)
    print(f"extraction of {len(rows)} documents: {extraction:.1f} CPU s")
    print(f"resolution: {whole:.2f} CPU s, {whole / extraction:.1%} of extraction")
    print(f"halves: {halves[0]:.2f} and {halves[1]:.2f}; the whole takes {whole / (sum(halves) / 2):.2f} times a half")


def timed(extractions: Sequence[Extraction]) -> float:
    """Return the CPU seconds of resolution with reprints, names parsed anew: the best of two."""
    from unionkg import bodies  # noqa: PLC0415
    from unionkg.entities import things  # noqa: PLC0415

    copies = reprints(extraction.document for extraction in extractions)
    times = []
    for _ in range(2):
        bodies.parse.cache_clear()
        things.parse_thing.cache_clear()
        began = time.process_time()
        resolve(extractions, reprints=copies)
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
