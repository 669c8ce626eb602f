"""The same name with more or fewer of the divisions above it: 海淀区总工会 and 北京市海淀区总工会.

The shorter form is the longer one when the corpus knows one thing only that it can stand for: all longer forms lie on
one line from the largest division down, and the last division is not the name of several real ones (朝阳区 is in 北京
and in 长春). Towns and streets of one name are many, and no list has them: there, one document has to use both forms.
Two forms with different divisions of one level never meet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from unionkg.model import Judgement
from unionkg.divisions import division_codes, split_divisions

RULE = "division-prefix"


def judge_prefixes(known: Mapping[tuple[str, str], Sequence[str]]) -> list[Judgement]:
    """Return judgements on pairs of entities; `known` maps each key (type, name) to the IDs that it joins."""
    groups: dict[tuple[str, str, str], dict[tuple[str, ...], Sequence[str]]] = defaultdict(dict)
    for (type_, name), ids in sorted(known.items()):
        path, rest = split_divisions(name)
        if path:
            groups[type_, path[-1], rest][path[:-1]] = ids
    return [judgement for (_, last, _), paths in groups.items() for judgement in _judge(paths, last)]


def has_official_divisions(name: str) -> bool:
    """Return whether a name opens as official ones do: a district with its city, a city or county without a province.

    >>> [has_official_divisions(n) for n in ("砚湖区总工会", "霁州市砚湖区总工会", "岚江省霁州市总工会", "全国总工会")]
    [False, True, False, False]
    """
    path, _ = split_divisions(name)
    if path and path[-1].endswith("区") and not path[-1].endswith("自治区"):
        return len(path) == 2 and path[0].endswith("市")
    return len(path) == 1


def _judge(paths: Mapping[tuple[str, ...], Sequence[str]], last: str) -> Iterator[Judgement]:
    """Yield for each path a judgement on the fullest paths that it may stand for."""
    full = [path for path in paths if not any(_is_within(path, other) for other in paths)]
    for path, ids in paths.items():
        wider = [other for other in full if _is_within(path, other)]
        for other in wider:
            is_one = len(wider) == 1 and (bool(path) or _is_telling(last, ids, paths[other]))
            left, right = sorted((min(ids), min(paths[other])))
            yield Judgement(left, right, "same" if is_one else "undecided", RULE, 0.8 if is_one else 0.5)


def _is_telling(last: str, ids: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether the last division alone tells which one is meant."""
    if last.endswith(("街道", "镇", "乡")):
        return bool({document_of(id_) for id_ in ids} & {document_of(id_) for id_ in others})
    return len(division_codes().get(last, ())) <= 1


def document_of(entity_id: str) -> str:
    """Return the ID of the document that an entity of one document belongs to."""
    return entity_id.rpartition("-")[0]


def _is_within(path: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether `other` names all divisions of `path`, in order, and more."""
    rest = iter(other)
    return len(path) < len(other) and all(unit in rest for unit in path)
