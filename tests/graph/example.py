"""Three invented documents with all that the graph can hold: a data set for tests, made without any model."""

import hashlib
from dataclasses import dataclass, field, replace

from unionkg.model import (
    Document,
    Entity,
    Evidence,
    Extraction,
    Interval,
    Mention,
    Observation,
    Review,
    Run,
    Span,
    Statement,
    content_hash,
)
from unionkg.settings import Settings

OPENING = """云州市总工会司机驿站启用
云州日报 2024-05-20 本报记者 周洁
5月18日，云州市总工会党组书记、副主席郑明和云州市总工会权益保障部部长林芳出席滨江区司机驿站启用仪式。启用仪式在滨江区举行，由云州市总工会主办。
云州市位于东江省。滨江区司机驿站位于滨江区，由云州市总工会联合迅达物流有限公司建设，面向网约车司机。迅达物流有限公司不再运营旧站点。
“今年全市已建成司机驿站120余个，到2025年力争建成300个。我们将开展‘司机关爱行动’，去年服务司机1.8万人次。”郑明说。
"""
AWARDS = """云州市召开五一表彰大会
2024年4月30日，陈海荣获云州市五一劳动奖章，该奖章由云州市总工会授予。陈海2018年至2021年曾任云州市公交公司工会主席，现为市总工会职工代表团成员。
郑明作题为《建功新时代》的报告。《司机服务手册》由林芳编写。会员满意度约96.5%。
"""
REPRINT = """驿站启用（转载）
市总工会副主席郑明出席启用仪式。郑明要求市总工会建好司机驿站。总书记的讲话引起反响。
"""

# No real division has them.
CODES = {"province": "990000"}


@dataclass
class _Builder:
    """Collects entities and statements of one document; evidence is named by its quote, which occurs once."""

    document: Document
    entities: dict[str, Entity] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)

    def span(self, quote: str) -> Span:
        start = self.document.text.index(quote)
        return Span(start, start + len(quote))

    def entity(self, key: str, type_: str, name: str, canonical: str = "", aliases: tuple[str, ...] = ()) -> None:
        mention = Mention(self.document.id, self.span(name), type_, "example")
        self.entities[key] = Entity(
            f"{self.document.id}-{key}", type_, name, canonical or name, aliases, (mention,), confidence=0.9
        )

    def say(self, property_: str, subject: str | None, object_: str | None, quote: str, **more: object) -> None:
        def ref(key: object) -> str | None:
            return None if key is None else self.entities[str(key)].id

        speaker = ref(more.pop("speaker", None))
        id_ = content_hash(self.document.sha256, property_, str(subject), str(object_), quote, repr(more), str(speaker))
        stmt = Statement(
            id=id_,
            property=property_,
            subject=ref(subject),
            object=ref(object_),
            evidence=(Evidence(self.document.id, self.span(quote)),),
            speaker=speaker,
            confidence=0.8,
            origin="example",
        )
        self.statements.append(replace(stmt, **more))  # type: ignore[arg-type]

    def figure(
        self, subject: str | None, quote: str, observation: Observation, place: str | None, **more: object
    ) -> None:
        where = self.entities[place].id if place else None
        self.say("observation", subject, None, quote, observation=replace(observation, place=where), **more)

    def extraction(self) -> Extraction:
        return Extraction(self.document, tuple(self.entities.values()), tuple(self.statements), tuple(self.titles))


def _document(path: str, text: str, **metadata: object) -> _Builder:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    title = text.partition("\n")[0]
    body = Span(len(title) + 1, len(text))
    return _Builder(
        Document(sha256, path, text, body, title=title, title_span=Span(0, len(title)), **metadata)  # type: ignore[arg-type]
    )


def _review(verdict: str) -> Review:
    return Review(verdict, "李审核", "2024-06-01T08:00:00Z", "words of the statement")


def _opening() -> Extraction:
    doc = _document("news/opening.txt", OPENING, publisher="云州日报", reporters=("周洁",), published="2024-05-20")
    doc.entity("zheng", "Person", "郑明")
    doc.entity("lin", "Person", "林芳")
    doc.entity("zhou", "Person", "周洁")
    doc.entity("union", "Organization", "云州市总工会", aliases=("市总工会",))
    doc.entity("rights", "Organization", "云州市总工会权益保障部")
    doc.entity("company", "Organization", "迅达物流有限公司")
    doc.entity("station", "Facility", "滨江区司机驿站")
    doc.entity("stations", "Facility", "司机驿站")
    doc.entity("old", "Facility", "旧站点")
    doc.entity("care", "Initiative", "司机关爱行动")
    doc.entity("ceremony", "Event", "滨江区司机驿站启用仪式", aliases=("启用仪式",))
    doc.entity("district", "Place", "滨江区")
    doc.entity("city", "Place", "云州市", aliases=("全市",))
    doc.entity("province", "Place", "东江省")
    doc.entity("drivers", "Group", "网约车司机")
    day = Interval("5月18日", "2024-05-18", "2024-05-18")
    heads = "云州市总工会党组书记、副主席郑明"
    doc.titles += [doc.span("党组书记"), doc.span("副主席"), doc.span("部长")]
    # Said in the other order than written: the role order comes from the titles.
    doc.say("holdsRole", "zheng", "union", heads, role="副主席")
    doc.say("holdsRole", "zheng", "union", heads, role="党组书记")
    doc.say("holdsRole", "lin", "rights", "云州市总工会权益保障部部长林芳", role="部长")
    doc.say("holdsRole", "zhou", None, "本报记者 周洁", role="本报记者")
    doc.say("partOf", "rights", "union", "云州市总工会权益保障部", review=_review("accepted"))
    doc.say("memberOf", "zhou", "union", "本报记者 周洁", review=_review("rejected"))
    doc.say("attended", "zheng", "ceremony", "出席滨江区司机驿站启用仪式", interval=day)
    doc.say("attended", "lin", "ceremony", "出席滨江区司机驿站启用仪式", interval=day)
    doc.say("heldAt", "ceremony", "district", "启用仪式在滨江区举行")
    doc.say("organizedBy", "ceremony", "union", "由云州市总工会主办")
    doc.say("locatedIn", "city", "province", "云州市位于东江省")
    doc.say("locatedIn", "station", "district", "滨江区司机驿站位于滨江区")
    doc.say("operates", "union", "station", "由云州市总工会联合迅达物流有限公司建设")
    doc.say("partneredWith", "union", "company", "由云州市总工会联合迅达物流有限公司建设")
    doc.say("operates", "company", "old", "迅达物流有限公司不再运营旧站点", modality="negated")
    doc.say("targets", "station", "drivers", "面向网约车司机")
    doc.say("operates", "union", "care", "我们将开展‘司机关爱行动’", modality="planned", speaker="zheng")
    doc.figure(
        "stations",
        "今年全市已建成司机驿站120余个",
        Observation("数量", 120.0, "个", "at_least", "司机驿站"),
        "city",
        interval=Interval("今年", "2024", "2024"),
        speaker="zheng",
    )
    doc.figure(
        "stations",
        "到2025年力争建成300个",
        Observation("数量", 300.0, "个", None, "司机驿站"),
        "city",
        interval=Interval("到2025年", None, "2025"),
        speaker="zheng",
        modality="planned",
    )
    doc.figure(
        None,
        "去年服务司机1.8万人次",
        Observation("服务司机人次", 18000.0, "人次", None, "司机"),
        "city",
        interval=Interval("去年", "2023", "2023"),
        speaker="zheng",
    )
    return doc.extraction()


def _awards() -> Extraction:
    doc = _document("news/awards.txt", AWARDS, publisher="云州日报", published="2024-05")
    doc.entity("chen", "Person", "陈海")
    doc.entity("zheng", "Person", "郑明")
    doc.entity("lin", "Person", "林芳")
    doc.entity("union", "Organization", "云州市总工会")
    doc.entity("bus", "Organization", "云州市公交公司工会")
    doc.entity("delegation", "Organization", "市总工会职工代表团", "云州市总工会职工代表团")
    doc.entity("medal", "Award", "云州市五一劳动奖章", aliases=("该奖章",))
    doc.entity("report", "Work", "《建功新时代》")
    doc.entity("handbook", "Work", "《司机服务手册》")
    doc.entity("meeting", "Event", "五一表彰大会")
    doc.titles += [doc.span("主席")]
    day = Interval("2024年4月30日", "2024-04-30", "2024-04-30")
    term = Interval("2018年至2021年", "2018", "2021")
    doc.say("received", "chen", "medal", "2024年4月30日，陈海荣获云州市五一劳动奖章", interval=day)
    doc.say("conferredBy", "medal", "union", "该奖章由云州市总工会授予")
    former = "陈海2018年至2021年曾任云州市公交公司工会主席"
    doc.say("holdsRole", "chen", "bus", former, role="主席", modality="past", interval=term)
    doc.say("memberOf", "chen", "delegation", "现为市总工会职工代表团成员")
    doc.say("delivered", "zheng", "report", "郑明作题为《建功新时代》的报告")
    doc.say("authored", "lin", "handbook", "《司机服务手册》由林芳编写", modality="underway")
    doc.figure("union", "会员满意度约96.5%", Observation("会员满意度", 96.5, "%", "approx"), None)
    return doc.extraction()


def _reprint() -> Extraction:
    doc = _document("web/reprint.txt", REPRINT)
    doc.entity("zheng", "Person", "郑明")
    doc.entity("leader", "Person", "总书记")
    doc.entity("stations", "Facility", "司机驿站")
    doc.entity("union", "Organization", "市总工会", "云州市总工会")
    doc.entity("ceremony", "Event", "启用仪式")
    doc.titles += [doc.span("副主席")]
    doc.say("holdsRole", "zheng", "union", "市总工会副主席郑明", role="副主席")
    doc.say("attended", "zheng", "ceremony", "郑明出席启用仪式")
    doc.say("operates", "union", "stations", "要求市总工会建好司机驿站", modality="demanded", speaker="zheng")
    doc.say("holdsRole", "leader", None, "总书记", role="总书记")
    return doc.extraction()


def assemble(extractions: tuple[Extraction, ...]) -> tuple[Entity, ...]:
    """Unite the entities that have one key, whatever the document: `<document>-<key>`."""
    groups: dict[str, list[Entity]] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            groups.setdefault(entity.id.partition("-")[2], []).append(entity)
    return tuple(
        Entity(
            id=content_hash(members[0].type, key),
            type=members[0].type,
            name=members[0].name,
            canonical=max((m.canonical for m in members), key=len),
            aliases=tuple(dict.fromkeys(alias for m in members for alias in (m.name, *m.aliases))),
            confidence=members[0].confidence,
            members=tuple(m.id for m in members),
            code=CODES.get(key),
            referents=tuple((m.type, content_hash(m.id)) for m in members[1:2]),
        )
        for key, members in groups.items()
    )


def example() -> tuple[tuple[Extraction, ...], tuple[Entity, ...], Run, Settings]:
    """Return extractions, assembled entities, run and settings."""
    extractions = (_opening(), _awards(), _reprint())
    return extractions, assemble(extractions), Run("0.1.0", Settings().sha256), Settings()
