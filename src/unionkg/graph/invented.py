"""An invented property graph of any size, for tests and benchmarks."""

from collections.abc import Iterator
from random import Random

from unionkg.errors import SettingsError
from unionkg.graph.spool import PropertyEdge, PropertyGraph, PropertyNode, Spool, Value

_GENERATED = {
    "ATTENDED": ("Person", "Event"),
    "HOLDS_ROLE": ("Person", "Organization"),
    "OPERATES": ("Organization", "Facility"),
    "PART_OF": ("Organization", "Organization"),
}
_LABELS = ("Event", "Facility", "Organization", "Person")
# Texts that break a writer which does not escape: separators, quotes, line breaks, a backslash, a formula.
_TEXTS = ("云州市总工会", '他说："好"', 'a,"b";c', "第一行\n第二行", "C:\\n\\", "=1+1", "it's", "tab\there", "😀 ﷽")


def generated(nodes: int, edges: int, *, seed: int = 1) -> PropertyGraph:
    """Return an invented property graph of that size with all kinds of values, for tests and benchmarks.

    Raises:
        SettingsError: fewer than four nodes, one of each label.
    """
    if nodes < 4:
        raise SettingsError("A generated graph has at least four nodes.", offending=nodes)
    spool = Spool()
    spool.add_nodes(map(_node, range(nodes)))
    spool.add_edges(_edges(nodes, edges, Random(seed)))
    return spool.finish()


def _node(number: int) -> PropertyNode:
    label = _LABELS[number % len(_LABELS)]
    random = Random(number)
    properties: dict[str, Value] = {
        "name": f"{random.choice(_TEXTS)} {number}",
        "kind": label,
        "count": number,
        "share": number / 8,
        "isNew": number % 2 == 0,
    }
    if number % 3:
        properties["aliases"] = tuple(random.choices(_TEXTS, k=number % 3))
    return PropertyNode(_id(number), label, properties)


def _edges(nodes: int, edges: int, random: Random) -> Iterator[PropertyEdge]:
    for number in range(edges):
        type_ = random.choice(tuple(_GENERATED))
        source, target = (_any(label, nodes, random) for label in _GENERATED[type_])
        properties: dict[str, Value] = {
            "role": random.choice(_TEXTS),
            "order": number % 7,
            "confidence": random.random(),
            "validFrom": "2023-10",
            "quotes": tuple(random.choices(_TEXTS, k=1 + number % 2)),
            "isOpen": number % 2 == 0,
        }
        yield PropertyEdge(f"{number:032x}", source, target, type_, properties)


def _any(label: str, nodes: int, random: Random) -> str:
    """Return the ID of a node of a label; the labels take turns."""
    place = _LABELS.index(label)
    return _id(place + len(_LABELS) * random.randrange((nodes - place + len(_LABELS) - 1) // len(_LABELS)))


def _id(number: int) -> str:
    return f"{_LABELS[number % len(_LABELS)].lower()}/{number:08x}"
