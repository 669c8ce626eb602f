"""The same comparison of names in Splink on DuckDB, for corpora whose pairs do not fit into memory.

Blocks, features, levels and weights are those of the comparison in memory (`judging.block_keys`,
`features.WEIGHTS`); only who multiplies out the pairs differs. Within a block all of a name but its division is equal,
so the levels that depend on it are columns of a record. A test compares the two on one corpus. Needs the extra
`cluster`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from unionkg.divisions import LEVELS
from unionkg.entities.context import level_of_name
from unionkg.entities.features import WEIGHTS, Comparison, Feature
from unionkg.entities.judging import Node, Verdict, block_keys, nodes_of, within_node, without_conflicts
from unionkg.entities.profiles import BODIES, Profile
from unionkg.errors import ResourceError
from unionkg.model import Judgement

_ONE_SIDE = "(place_l = '') <> (place_r = '')"
_NONE = "place_l = '' AND place_r = ''"
_CLASH = " OR ".join(
    f"({name}_l <> '' AND {name}_r <> '' AND {name}_l <> {name}_r)" for name in ("upper1", "upper2", "upper3")
)
_CODED = "len(codes_l) > 0 AND len(codes_r) > 0"
_MEET = "list_has_any(codes_l, codes_r)"
_ABOVE = "(list_has_any(above_l, codes_r) OR list_has_any(above_r, codes_l))"
_IN_NAMES = "(list_contains(chain_l, last_r) OR list_contains(chain_r, last_l))"
_NESTED = (
    f"(({_CODED} AND NOT {_MEET} AND {_ABOVE}) "
    f"OR (NOT ({_CODED}) AND NOT ({_CLASH}) AND last_l <> last_r AND {_IN_NAMES}))"
)
_OTHER = (
    f"(town_l <> town_r OR ({_CODED} AND NOT {_MEET} AND NOT {_ABOVE}) "
    f"OR (NOT ({_CODED}) AND chain_l <> chain_r AND (({_CLASH}) OR (last_l <> last_r AND NOT {_IN_NAMES}))))"
)
_TOLD = "by_document_l AND by_document_r AND type_l IN ('Facility', 'Initiative')"
_SOFT = (
    "(type_l = 'Facility' AND by_document_l AND by_document_r AND NOT is_generic_l) "
    "OR (type_l = 'Initiative' AND (by_document_l OR by_document_r))"
)
_SUBSET = "(list_has_all(chain_l, chain_r) OR list_has_all(chain_r, chain_l))"

# Feature → (level, SQL condition) in the order in which they are tried; the last one holds for the rest.
_LEVELS: dict[str, tuple[tuple[str, str], ...]] = {
    "division": (
        ("not known", f"{_NONE} AND (type_l = 'Facility' OR is_venue_l)"),
        ("none", _NONE),
        ("on one side only", _ONE_SIDE),
        ("town alone", "town_l <> '' AND town_l = town_r AND (len(chain_l) = 0 OR len(chain_r) = 0)"),
        ("different, by the documents", f"{_OTHER} AND ({_SOFT})"),
        ("different", _OTHER),
        ("same code", f"{_CODED} AND {_MEET} AND len(codes_l) = 1 AND len(codes_r) = 1"),
        ("homonym", f"{_CODED} AND {_MEET}"),
        ("within, by the documents", f"{_NESTED} AND {_TOLD}"),
        ("one within the other", _NESTED),
        ("same names", "chain_l = chain_r"),
        ("one names more of them", _SUBSET),
        ("other upper divisions", ""),
    ),
    "reach": (("only within its document", "(is_local_l OR is_local_r) AND document_l <> document_r"), ("tells", "")),
    "text": (
        ("reprint", "witness_l <> '' AND witness_l = witness_r AND document_l <> document_r AND name_l = name_r"),
        ("other", ""),
    ),
    "year": (
        ("same", "year_l <> '' AND year_r <> '' AND year_l = year_r"),
        ("different", "year_l <> '' AND year_r <> ''"),
        ("none", "NOT dated_l AND (year_l = year_r OR type_l = 'Award')"),
        ("other documents' years", "NOT dated_l"),
        ("none", "any_year_l = '' OR any_year_r = ''"),
        ("by the documents", "any_year_l = any_year_r"),
        ("other documents' years", ""),
    ),
    "edition": (("one is a draft", "is_draft_l <> is_draft_r"), ("same", "")),
}

_BODY = f"type_l IN ({', '.join(repr(name) for name in sorted(BODIES))})"
_THING = f"NOT ({_BODY})"
_COMMON = "is_generic_l OR is_generic_r OR is_placed_l OR is_placed_r"
_FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "system": (("same", ""),),
    "kind": (("none", "kind_l = ''"), ("same", "")),
    "trade": (
        ("none", "trade_l = ''"),
        ("common word", _COMMON),
        ("same long name", "length(trade_l) >= 5"),
        ("same name", ""),
    ),
    "unit": (("none", "unit_l = ''"), ("same", "")),
    "ordinal": (("none", "NOT is_numbered_l"), ("same", "")),
    "name": (("same", "length(trade_l) >= 4 OR len(chain_l) > 0 OR type_l = 'Group'"), ("same, short", "")),
}
_LEVELS = {**_FIXED, **_LEVELS}
# Feature → SQL of the records that it is about, where it is not about all.
_ABOUT = {
    **dict.fromkeys(("system", "kind", "trade", "unit"), _BODY),
    **dict.fromkeys(("name", "year"), _THING),
    "edition": "type_l = 'Work'",
}


def judge_names_with_splink(profiles: Mapping[str, Profile]) -> list[Judgement]:
    """Return the judgements of `judging.judge_names`, pairs multiplied out and weighed by Splink on DuckDB.

    Unlike in memory, a block of any size is compared pair by pair. Raises ResourceError when Splink is not installed.
    """
    nodes = nodes_of(one for one in profiles.values() if one.type != "Person")
    judgements = [judgement for node in nodes for judgement in within_node(node)]
    verdicts = _verdicts(nodes)
    return judgements + list(without_conflicts(verdicts, {node[0].id: node[0] for node in nodes}))


def _verdicts(nodes: Sequence[Node]) -> dict[tuple[str, str], Verdict]:
    """Return verdict and score of each pair of nodes that share a block, by Splink's match weights."""
    try:
        import pyarrow as pa  # noqa: PLC0415
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415
    except ImportError as error:
        raise ResourceError(
            "Splink is not installed.", offending="splink", remedy="Install it: pip install 'unionkg[cluster]'"
        ) from error
    rows = [_row(node[0]) for node in nodes if not node[0].is_local]
    if len(rows) < 2:
        return {}
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("block", arrays_to_explode=["block"])],
        comparisons=[_comparison(name) for name in _LEVELS],
        probability_two_random_records_match=0.5,
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    frame = DuckDBAPI().register(pa.Table.from_pylist(rows))
    found = Linker(frame, settings, log_level="ERROR").inference.predict()
    verdicts = {}
    for row in found.as_record_list():
        left, right = sorted((str(row["unique_id_l"]), str(row["unique_id_r"])))
        total = Comparison((Feature("sum", "Splink", round(float(row["match_weight"]), 6)),))
        verdicts[left, right] = (total.verdict, total.score)
    return verdicts


def _comparison(name: str) -> Any:
    """Return a feature as a comparison of Splink: each level with the m and u whose ratio is 2 to the weight."""
    from splink.comparison_level_library import CustomLevel, ElseLevel  # noqa: PLC0415
    from splink.comparison_library import CustomComparison  # noqa: PLC0415

    about = _ABOUT.get(name)
    levels = [_weighed(CustomLevel(f"NOT ({about})", "not compared"), 0.0)] if about else []
    for label, condition in _LEVELS[name]:
        level = CustomLevel(condition, label) if condition else ElseLevel()
        levels.append(_weighed(level, WEIGHTS[name][label]))
    return CustomComparison(output_column_name=name.replace(" ", "_"), comparison_levels=levels)


def _weighed(level: Any, weight: float) -> Any:
    """Return the level with a Bayes factor of 2 to the weight."""
    m, u = (0.5, 0.5 * 2**-weight) if weight >= 0 else (0.5 * 2**weight, 0.5)
    return level.configure(m_probability=m, u_probability=u)


def _row(one: Profile) -> dict[str, Any]:
    """Return the record of a profile: the columns that the conditions above name."""
    _, trade, kind, unit = one.rest
    uppers = {level_of_name(name): name for name in one.chain}
    above = {upper for code in one.codes for upper in (f"{code[:2]}0000", f"{code[:4]}00") if upper != code}
    return {
        "unique_id": one.id,
        "block": ["\x1f".join(key) for key in block_keys(one)],
        "type": one.type,
        "document": one.document,
        "witness": one.witness,
        "name": one.name,
        "is_venue": one.is_venue,
        "trade": trade,
        "kind": kind,
        "unit": unit,
        "is_numbered": bool(re.search(r"第\d", "".join(one.rest))),
        "place": one.place,
        "chain": list(one.chain),
        "last": one.chain[-1] if one.chain else "",
        "codes": sorted(one.codes),
        "above": sorted(above),
        "town": one.town,
        **{f"upper{number}": uppers.get(level, "") for number, level in enumerate(LEVELS[:3], start=1)},
        "by_document": one.by_document,
        "is_generic": one.is_generic,
        "is_placed": bool(one.chain) and not one.by_document,
        "is_local": one.is_local,
        "is_draft": one.is_draft,
        "year": one.year,
        "any_year": one.year or (one.published or "")[:4],
        "dated": one.type == "Event" and not re.search(r"第\d", trade),
    }
