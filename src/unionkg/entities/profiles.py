"""What is compared of an entity of one document: its parsed name, its division, its year, what a person serves."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from unionkg.bodies import parse
from unionkg.divisions import chain_codes, codes_of, full_chain, is_above, level_of, narrow
from unionkg.entities.context import Context, context_of, placed
from unionkg.entities.keys import is_local, is_plain, is_pointer
from unionkg.entities.things import parse_thing
from unionkg.model import Entity, Extraction
from unionkg.naming import fold, simplify
from unionkg.resources import read_lines, read_table

BODIES = frozenset({"Organization", "Facility", "Place"})
_LEVEL_WORDS = ("省", "市", "县", "区", "州")
_VENUE = re.compile(
    r"(?:村|路|街|巷|弄|园|园区|社区|小区|广场|公园|大道|站|厂|基地|工地|大厦|中心|学校|医院|市场|楼|馆|会堂|礼堂|酒店|宾馆|大院|"
    r"商场|大队|农场|林场|营地|校区|教室|会议室|门|桥|片区|高新区|经开区|开发区|新区|示范区|产业区|街区|老街|新村|花园|家园)$"
)
_SEX = re.compile(r"[（(，,、]\s*(?:[^（）()。；]{0,12}?[，,、])?(女|男)(?=[，,、）)；。])")
_BORN = re.compile(r"[^。]{0,30}?((?:19|20)\d\d)年\d{0,2}月?(?:出?生)")
_SAME_NAME = re.compile("同名|重名")
_NEAR = 40
# Characters from which on the name of a kind of facility or initiative tells something.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Person:
    """What the document says of a person. `posts` are (role, body's ID in the document).

    `medium` is the publisher whose reporter the person is. `companions` and `bodies` are the names of other people, and
    the IDs of bodies, that the document names.
    """

    posts: tuple[tuple[str, str], ...] = ()
    companions: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    medium: str = ""
    sex: str = ""
    born: str = ""
    is_declared_namesake: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity of one document as it is compared with those of others.

    `rest` is all of the name but its division; `chain` the nested divisions with their `codes`, `by_document` when the
    name does not say them; `is_local` when the name tells nothing outside its document. `witness` is the first of the
    documents that repeat each other, else the document. Dates are ISO or None.
    """

    id: str
    type: str
    document: str
    published: str | None
    name: str
    rest: tuple[str, str, str, str]
    chain: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    town: str = ""
    by_document: bool = False
    is_generic: bool = False
    is_local: bool = False
    year: str = ""
    is_draft: bool = False
    witness: str = ""
    person: Person = field(default_factory=Person)

    @property
    def is_venue(self) -> bool:
        """Whether the name is that of a kind of place that every town has."""
        return self.type == "Place" and bool(_VENUE.search(self.name))

    @property
    def place(self) -> str:
        """The last division by its name of today, the town below it included; empty when there is none."""
        return self.town or (self.chain[-1] if self.chain else "")


def profile_all(extractions: Sequence[Extraction], witness: Mapping[str, str] | None = None) -> dict[str, Profile]:
    """Return the profile of each entity of the documents under its ID; `witness` as `Society` has it."""
    contexts = [context_of(extraction) for extraction in extractions]
    first = witness or {}
    profiles = {
        entity.id: replace(one, witness=first.get(one.document, one.document))
        for extraction, context in zip(extractions, contexts, strict=True)
        for entity in extraction.entities
        for one in [profile(entity, extraction, context)]
    }
    return _with_short_places(profiles)


def profile(entity: Entity, extraction: Extraction, context: Context) -> Profile:
    """Return what is compared of an entity, read in the light of its document."""
    doc = extraction.document
    if entity.type == "Person":
        name = simplify(entity.canonical)
        return Profile(
            entity.id, "Person", doc.id, doc.published, name, ("", name, "", ""),
            context.about, chain_codes(context.about), by_document=True, person=_person(entity, extraction),
        )  # fmt: skip
    return named(entity.id, entity.type, entity.canonical, context, document=doc.id, published=doc.published)


def named(
    id_: str, type_: str, canonical: str, context: Context, *, document: str = "", published: str | None = None
) -> Profile:
    """Return the profile of anything but a person by its name and the context of its document."""
    if type_ in BODIES:
        return _body(id_, type_, canonical, context, document, published)
    thing = parse_thing(type_, canonical)
    chain: tuple[str, ...] = thing.divisions
    codes = chain_codes(chain)
    if len(codes) == 1:
        chain = full_chain(next(iter(codes)))
    by_document = not chain and thing.pointing in context.main
    if by_document:
        chain = context.main[thing.pointing]
    elif type_ == "Initiative" and not chain:
        # The same service of two cities is two; so is a drive that many places run under one motto.
        chain, by_document = context.about, bool(context.about)
    if by_document:
        codes = chain_codes(chain)
    points = bool(thing.pointing) and not chain
    bare = is_local(Entity(id_, type_, canonical, canonical)) and not by_document
    bare = bare or is_plain(type_, canonical) or (type_ == "Initiative" and not chain and len(thing.core) <= _TELLING)
    return Profile(
        id_, type_, document, published, fold(canonical), ("", thing.core, "", ""),
        chain, codes, "", by_document, False, points or bare, thing.year, thing.is_draft,
    )  # fmt: skip


def _body(id_: str, type_: str, canonical: str, context: Context, document: str, published: str | None) -> Profile:
    body = parse(canonical)
    chain, codes, by_document = placed(body, context)
    rest = body.rest
    if type_ == "Place" and not chain and (meant := _meant(body.name, context)):
        codes = narrow(meant, context.codes)
        chain, rest = (full_chain(next(iter(codes))) if len(codes) == 1 else (body.name,)), ("", "", "", "")
    if type_ == "Place" and not chain and not body.town and _VENUE.search(body.name):
        # 文化广场, 帮扶村: there is one in every place. 西班牙 and 基辅 are what they are.
        chain = context.about
        codes, by_document = chain_codes(chain), bool(chain)
    if type_ == "Facility":
        trade = _without_users(rest[1])
        # 职工之家 and 司机之家 are two things, 户外劳动者暖心驿站 and 暖心驿站 one: the rest has to tell something.
        rest = (rest[0], trade, *rest[2:]) if len(trade + rest[2]) >= _TELLING else rest
        if not chain and not body.town:
            # A kind of facility is in every place; a name of its own outweighs that documents are about other places.
            chain = context.about
            codes, by_document = chain_codes(chain), bool(chain)
    is_bare = is_pointer(canonical) or (not chain and (body.is_generic or body.level in ("省", "市", "县")))
    bare = is_bare or (is_local(Entity(id_, type_, canonical, canonical)) and not by_document)
    return Profile(
        id_, type_, document, published, body.name, rest, chain, codes, body.town, by_document, body.is_generic,
        bare if type_ != "Place" else not chain and is_local(Entity(id_, type_, canonical, canonical)),
    )  # fmt: skip


def _meant(name: str, context: Context) -> frozenset[str]:
    """Return the codes of the division that a short name may mean: 滨江 is a county only where a text speaks of its
    city.
    """
    codes = frozenset(codes_of(name))
    if len(codes) == 1 and (level_of(min(codes)) == "县" or name in read_lines("common_divisions")):
        return frozenset(
            code for code in codes if code in context.codes or any(is_above(up, code) for up in context.codes)
        )
    return codes


def _without_users(trade: str) -> str:
    """Return the trade of a facility without its users: 户外劳动者暖心驿站 is 暖心驿站."""
    users = next(row[2].split() for row in read_table("name_cues") if row[0] == "served")
    for word in sorted(users, key=len, reverse=True):
        if trade.startswith(word):
            return trade.removeprefix(word)
    return trade


def _with_short_places(profiles: Mapping[str, Profile]) -> dict[str, Profile]:
    """Return the profiles with 霁州 read as 霁州市 where the corpus names one division only that it may be short
    for.
    """
    known = {profile.chain[-1] for profile in profiles.values() if profile.chain and not profile.codes}
    found = dict(profiles)
    for id_, one in profiles.items():
        word = "".join(one.rest)
        if one.type == "Place" and not one.chain and not one.town and 2 <= len(word) <= 4:
            full = [word + level for level in _LEVEL_WORDS if word + level in known]
            if len(full) == 1:
                found[id_] = replace(one, rest=("", "", "", ""), chain=(full[0],), is_local=False)
    return found


def _person(entity: Entity, extraction: Extraction) -> Person:
    text = extraction.document.text
    posts = tuple(
        (stmt.role or "", stmt.object)
        for stmt in extraction.statements
        if stmt.subject == entity.id and stmt.object and stmt.property in ("holdsRole", "memberOf")
    )
    companions = frozenset(
        simplify(other.canonical)
        for other in extraction.entities
        if other.type == "Person" and other.id != entity.id and len(other.canonical) >= 3
    )
    after = [text[mention.span.end : mention.span.end + _NEAR] for mention in entity.mentions]
    around = [text[max(0, m.span.start - _NEAR) : m.span.end + _NEAR] for m in entity.mentions]
    return Person(
        posts,
        companions,
        frozenset(other.id for other in extraction.entities if other.type == "Organization"),
        (extraction.document.publisher or "") if entity.canonical in extraction.document.reporters else "",
        _only(found[1] for piece in after if (found := _SEX.match(piece))),
        _only(found[1] for piece in after if (found := _BORN.match(piece))),
        any(_SAME_NAME.search(piece) for piece in around),
    )


def _only(values: Iterable[str]) -> str:
    """Return the value if there is one only, else nothing."""
    counts = Counter(values)
    return next(iter(counts)) if len(counts) == 1 else ""
