"""What one document says of where it is: the divisions that it names, its dateline and its publisher."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from unionkg.bodies import Body, parse
from unionkg.divisions import LEVELS, chain_codes, codes_of, full_chain, leading_divisions, level_of, narrow
from unionkg.model import Document, Extraction

_DATELINE = re.compile(r"(?:社|报|网|台|客户端)\s*([\u4e00-\u9fff]{2,8}?)\s*(?:\d{1,2}月)?\d{1,2}日\s*[电讯]")
_HEAD = 300
# The share of all mentions that a division must have to be the one that a document is about.
_MOST = 0.6
_PLACED = frozenset({"Organization", "Place", "Facility"})


@dataclass(frozen=True, slots=True)
class Context:
    """The divisions of a document.

    `codes` are those of real divisions that it names without doubt. `main` gives for each word by which a text may
    point to a division (省, 市, 区, 县 …) the nested
    divisions, from the largest down, that the document is about; a word is absent where it is about several.
    `towns` gives the divisions above a town where the document names them. `about` are the nested divisions that it
    speaks of most, of the level that it speaks of most: a report on a city names its districts too.
    """

    codes: frozenset[str] = frozenset()
    main: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    towns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()

    @property
    def county(self) -> tuple[str, ...]:
        """The only county or district that the document is about; empty when it is about several kinds or none."""
        found = [chain for chain in self.main.values() if level_of_name(chain[-1]) == "县"]
        return found[0] if len(found) == 1 else ()


def context_of(extraction: Extraction) -> Context:
    """Return what the document says of where it is."""
    found: Counter[tuple[str, ...]] = Counter()
    towns: dict[str, tuple[str, ...]] = {}
    for entity in extraction.entities:
        if entity.type not in _PLACED:
            continue
        body = parse(entity.canonical)
        if body.divisions:
            found[body.divisions] += max(1, len(entity.mentions))
        if body.town and body.divisions:
            towns[body.town] = max(towns.get(body.town, ()), body.divisions, key=lambda chain: (len(chain), chain))
    return context_of_divisions(found, stated(extraction.document), towns)


def context_of_divisions(
    found: Mapping[tuple[str, ...], int],
    stated_first: tuple[str, ...] = (),
    towns: Mapping[str, tuple[str, ...]] | None = None,
) -> Context:
    """Return the context of a text that names those nested divisions so often; `stated_first` stands in its
    dateline.
    """
    counts = Counter(found)
    if stated_first:
        counts[stated_first] += 1
    known = {chain: chain_codes(chain) for chain in counts}
    codes = frozenset(code for found_codes in known.values() if len(found_codes) == 1 for code in found_codes)
    chains: Counter[tuple[str, ...]] = Counter()
    for chain, count in counts.items():
        narrowed = narrow(known[chain], codes)
        chains[full_chain(next(iter(narrowed))) if len(narrowed) == 1 else chain] += count
    main = _main(chains)
    return Context(codes, main, towns or {}, _about(chains, main))


def stated(document: Document) -> tuple[str, ...]:
    """Return the nested divisions that the dateline or the publisher's name begin with; () when neither has any.

    A dateline may leave out the last word of a city: 新华社长春7月3日电.
    """
    found = _DATELINE.search(document.text[document.body.start : document.body.start + _HEAD])
    for name in (found[1] if found else "", document.publisher or ""):
        if divisions := parse(name).divisions:
            return divisions
        codes = codes_of(name) or codes_of(name[:2])
        if name and len(codes) == 1:
            return full_chain(codes[0])
    return ()


def _main(chains: Mapping[tuple[str, ...], int]) -> dict[str, tuple[str, ...]]:
    """Return for each word that may point to a division the chain that most mentions are of."""
    by_word: dict[str, Counter[str]] = defaultdict(Counter)
    longest: dict[tuple[str, str], tuple[str, ...]] = {}
    for chain, count in sorted(chains.items()):
        for depth, name in enumerate(chain, start=1):
            word = pointing_word(name)
            by_word[word][name] += count
            longest[word, name] = max(longest.get((word, name), ()), chain[:depth], key=lambda one: (len(one), one))
    main = {}
    for word, counts in by_word.items():
        name, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= _MOST * counts.total():
            main[word] = longest[word, name]
    return main


def pointing_word(name: str) -> str:
    """Return the word by which a text points to a division that it does not name again: 市 for 昆山市, 区 for 海淀区.

    An autonomous region is pointed to as 自治区, which no body's short form begins with.
    """
    return "自治区" if name.endswith("自治区") else name[-1:]


def _about(chains: Mapping[tuple[str, ...], int], main: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the main division that is named most itself; of equal ones the smallest."""
    direct: Counter[str] = Counter()
    for chain, count in chains.items():
        direct[chain[-1]] += count
    found = sorted(main.values(), key=lambda chain: (-LEVELS.index(level_of_name(chain[-1])), chain))
    return max(found, key=lambda chain: direct[chain[-1]], default=())


@functools.lru_cache(maxsize=20_000)
def level_of_name(name: str) -> str:
    """Return the level of one division by its name: the gazetteer's, else that of its last word; 县 for others.

    >>> level_of_name("海淀区"), level_of_name("昆山市"), level_of_name("霁州市"), level_of_name("岚江省")
    ('县', '县', '市', '省')
    """
    levels = {level_of(code) for code in codes_of(name)}
    if len(levels) == 1:
        return levels.pop()
    units = leading_divisions(name, deepest="乡")
    return units[0].level if units else "县"


def placed(body: Body, context: Context) -> tuple[tuple[str, ...], frozenset[str], bool]:
    """Return the divisions of a body, their codes, and whether the document had to tell them.

    A homonym is narrowed down by what else the document names; a form that points (市总工会) takes the document's
    division of that level; a town takes the divisions above it.
    """
    if body.divisions:
        codes = narrow(body.codes, context.codes)
        return (full_chain(next(iter(codes))) if len(codes) == 1 else body.divisions), codes, False
    chain: tuple[str, ...] = ()
    if body.town:
        chain = context.towns.get(body.town) or context.county
    elif body.pointing:
        chain = context.main.get(body.pointing, ())
    return chain, chain_codes(chain), bool(chain)
