"""How a name opens: with the divisions that official names have, or with more."""

from unionkg.divisions import split_divisions


def has_official_divisions(name: str) -> bool:
    """Return whether a name opens as official ones do: a district with its city, a city or county without a province.

    >>> [has_official_divisions(n) for n in ("砚湖区总工会", "霁州市砚湖区总工会", "岚江省霁州市总工会", "全国总工会")]
    [False, True, False, False]
    """
    path, _ = split_divisions(name)
    if path and path[-1].endswith("区") and not path[-1].endswith("自治区"):
        return len(path) == 2 and path[0].endswith("市")
    return len(path) == 1
