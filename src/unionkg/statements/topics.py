"""What a figure is about: the entity that is counted or measured, found from the words around the number."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unionkg.model import Analysis, Chunk, Span
from unionkg.statements.figures import Figure

_RUN = ("Facility", "Initiative")
_COUNTED = (*_RUN, "Award", "Work", "Group", "Organization")
_BENEFIT_VERBS = (
    "覆盖|服务|惠及|涉及|慰问|帮助|帮扶|救助|资助|受益|接待|培训|关爱|吸纳|吸引|助力|保障|带动|发动|看望|走访"
    "|[为向给对]"
)
_WORK_VERBS = (
    "开展|发放|接待|提供|组织|举办|慰问|服务|送|办理|受理|审批|调处|化解|帮助|帮扶|走访|投入|筹集|选派|聘|推荐|覆盖|惠及|涉及"
    "|参加|参与|吸引|带动|解决|建立|打造|设立|成立|邀请|拥有|配备|完成|实现|收到|征集|表彰|评选|选树|来自|位于|获得|荣获"
)
_FILLERS = re.compile(
    "共计?有?|总共|一共|总计|合计|累计|已经?|目前|现有?|大?约|将近|近|超过?|突破|逾|多?达到?|达|增至|增加到|扩大到|发展到?"
    '|保持在?|动态|稳定在?|总数|数量|总量|平均|新增|不少于|[为是有均“”"》的 ]'
)
_BENEFIT = re.compile(f"(?:{_BENEFIT_VERBS})[^，。；]{{0,9}}$")
_WORK = re.compile(_WORK_VERBS)
_PERSON_NOUN = re.compile("(?:[员师者手工长]|律师|代表|专家|干部|顾问)$")
# Members of a body are counted for the body, not for the congress that elects them.
_MEMBER_NOUN = re.compile(
    "(?:委员|常委|理事|监事|顾问|主席|会长|秘书长|委员候选人)$|^(?:委员|常委|理事|监事|顾问|副?主席|副?会长)(?!会)"
)
_CONTEST = re.compile("[一二三特]等奖|优[秀胜]奖|组织奖|选手|代表队|参赛|作品")
_MADE = re.compile("(?:创建|成立|组建|建立|设立|建成|打造|开设|创办|开通|启动|推出|上线)[^，。；]{0,14}$")
_MADE_OF = re.compile("[^，。；]{0,8}组成的[“”]?")
# What has members, a door or a sign is a thing of its own: 调解组织31家 is about them, whoever runs them.
_OWN_KIND = re.compile(
    "(?:组织|机构|单位|企业|公司|工会|站点?|[室点院校店]|中心|基地|队伍?|驿站|书屋|之家|法庭|联盟|窗口|平台|超市|食堂)$"
)
_TAKE_PART = re.compile("[^，。；]{0,12}，?[^，。；]{0,6}(?:参加|参与|出席|到会|参赛|受邀)")
_FROM = re.compile("来自[^，。；]*$")
_MODIFIER = 6
_REACH = 16


@dataclass(frozen=True, slots=True)
class Topic:
    """The entity a figure is about, as an index; None where only the counted noun is known (`is_direct`) or nothing."""

    entity: int | None
    is_direct: bool = False


class Topics:
    """Chooses topics in text order: later clauses of a sentence inherit what the earlier ones were about."""

    def __init__(self, analysis: Analysis, clauses: Sequence[Span]) -> None:
        self._entities = analysis.entities
        self._text = analysis.layout.flow.text
        self._clauses = clauses
        self._starts = [clause.start for clause in clauses]
        self._chosen: dict[int, Topic] = {}
        self._chunks: dict[int, list[Chunk]] = {}
        for chunk in analysis.chunks:
            self._chunks.setdefault(self._clause_at(chunk.span.start), []).append(chunk)

    def choose(self, figure: Figure, scope: Span) -> Topic:
        """Return what the figure counts or measures. `scope` bounds the text whose topics it may inherit."""
        number = self._clause_at(figure.span.start)
        beside = self._after(figure, number) or self._in_front(figure, number) or self._attended(figure, number)
        if beside and beside.entity is not None and self._is_served(figure, beside.entity):
            run = self._of_clause(figure, number, only_run=True) or self._inherited(figure, number, scope)
            beside = run if run and self._type(run.entity) in _RUN else beside
        topic = beside or self._of_clause(figure, number) or self._inherited(figure, number, scope) or Topic(None)
        self._chosen.setdefault(number, topic)
        return topic

    def _clause_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _type(self, entity: int | None) -> str:
        return "" if entity is None else self._entities[entity].type

    def _after(self, figure: Figure, number: int) -> Topic | None:
        """The entity that the number stands before: 1400间休息室, 40名委员组成的委员会."""
        if figure.unit.kind not in ("person", "thing", "occasion", "measure"):
            return None
        for chunk in self._chunks.get(number, ()):
            gap = self._text[figure.span.end : chunk.span.start]
            if chunk.span.start < figure.span.end or self._type(chunk.entity) not in _COUNTED:
                continue
            if figure.unit.kind == "measure" and not gap.startswith("的"):
                return None
            if _MADE_OF.fullmatch(gap):
                return Topic(chunk.entity, True)
            if len(gap) <= _MODIFIER and "、" not in gap and not _WORK.search(gap):
                is_counted = self._type(chunk.entity) != "Organization" or not gap
                return Topic(chunk.entity, True) if is_counted else None
            return None
        return None

    def _in_front(self, figure: Figure, number: int) -> Topic | None:
        """The entity that the number stands behind: 休息室762间, 法律援助案件20起, 执委会委员223名."""
        if self._text[figure.span.end : figure.span.end + 1] not in ("", *"，。；、！？：）)(（,;”\n "):
            return None
        near = [
            chunk
            for chunk in self._chunks.get(number, ())
            if figure.segment.start <= chunk.span.start
            and chunk.span.end <= figure.span.start
            and self._type(chunk.entity) in _COUNTED
        ]
        if not near:
            return None
        last = max(near, key=lambda chunk: (chunk.span.end, len(chunk.span)))
        noun = _FILLERS.sub("", self._text[last.span.end : figure.span.start])
        if "等" in noun or (figure.unit.kind == "thing" and _OWN_KIND.search(noun)):
            return Topic(None, True)
        if len(noun) > _MODIFIER or _WORK.search(noun):
            return None
        is_other = self._type(last.entity) in ("Initiative", "Award") and _PERSON_NOUN.search(noun)
        return Topic(None if is_other else last.entity, True)

    def _attended(self, figure: Figure, number: int) -> Topic | None:
        """The occasion that the counted people take part in: 30余人参加座谈会."""
        if figure.unit.kind != "person" or not _TAKE_PART.match(self._text, figure.span.end, figure.span.end + 40):
            return None
        for clause in (number, number + 1):
            occasions = [
                chunk
                for chunk in self._chunks.get(clause, ())
                if chunk.span.start >= figure.span.end and self._type(chunk.entity) in ("Event", "Initiative")
            ]
            if occasions:
                return Topic(occasions[-1].entity)
        return None

    def _is_served(self, figure: Figure, entity: int) -> bool:
        """Whether the counted people are those whom something serves: 覆盖职工5万余人 is about what covers them."""
        before = self._text[max(figure.clause.start, figure.span.start - 16) : figure.span.start]
        name = self._entities[entity].name
        return self._type(entity) == "Group" and bool(_BENEFIT.search(before.split(name)[0]))

    def _of_clause(self, figure: Figure, number: int, *, only_run: bool = False) -> Topic | None:
        """The clause's own subject or object before the number."""
        chunks = [chunk for chunk in self._chunks.get(number, ()) if chunk.span.end <= figure.span.start]
        came = _FROM.search(self._text[figure.clause.start : figure.span.start])
        if came:
            # Those who come from somewhere are counted for where they come to.
            chunks = [chunk for chunk in chunks if chunk.span.start < figure.clause.start + came.start()]
        ranks = self._ranks(figure)[: 1 if only_run else None]
        return next(self._by_rank(chunks, ranks), None)

    def _ranks(self, figure: Figure) -> list[tuple[str, ...]]:
        kind = figure.unit.kind
        around = (
            self._text[figure.segment.start : figure.numeral.span.start]
            + self._text[figure.span.end : figure.segment.end]
        )
        if kind == "person" and _MEMBER_NOUN.search(around):
            return [("Organization",)]
        if _CONTEST.search(around):
            return [_RUN, ("Event",), ("Organization",)]
        others = {"person": ("Group", "Organization"), "occasion": ("Organization", "Person")}.get(
            kind, ("Organization",)
        )
        return [_RUN, *((name,) for name in (*others, "Event"))]

    def _by_rank(self, chunks: Sequence[Chunk], ranks: Sequence[tuple[str, ...]]) -> Iterator[Topic]:
        for types in ranks:
            found = [c for c in chunks if self._type(c.entity) in types and not self._is_source(c)]
            if not found:
                continue
            # Of several organisations the first acts; one that is founded here is what the next clause is about.
            made = [
                chunk for chunk in found if _MADE.search(self._text[max(0, chunk.span.start - 16) : chunk.span.start])
            ]
            is_actor = types == ("Organization",) and not made
            yield Topic((made or found)[0 if is_actor else -1].entity)

    def _is_source(self, chunk: Chunk) -> bool:
        """Whether the name only says where the news comes from: 据某社报道, 某报记者."""
        before, after = (
            self._text[max(0, chunk.span.start - 3) : chunk.span.start],
            self._text[chunk.span.end : chunk.span.end + 3],
        )
        return before.endswith(("据", "记者从", "转自")) or after.startswith(("记者", "报道", "消息", "讯", "通讯员"))

    def _inherited(self, figure: Figure, number: int, scope: Span) -> Topic | None:
        """What the clauses before it were about; a place only when the whole sentence names nothing else."""
        place: Topic | None = self._place(number, figure)
        for earlier in range(number - 1, max(number - 1 - _REACH, -1), -1):
            if self._clauses[earlier].start < scope.start:
                break
            chosen = self._chosen.get(earlier)
            if chosen and (chosen.entity is not None or chosen.is_direct):
                if self._type(chosen.entity) == "Group" and figure.unit.kind != "person":
                    continue
                return Topic(chosen.entity)
            ranks = [ranks for ranks in self._ranks(figure) if ranks != ("Person",)]
            topic = next(self._by_rank(self._chunks.get(earlier, ()), ranks), None)
            if topic:
                return topic
            place = place or self._place(earlier, figure)
        return place

    def _place(self, number: int, figure: Figure) -> Topic | None:
        chunks = [c for c in self._chunks.get(number, ()) if c.span.end <= figure.span.start]
        return next(self._by_rank(chunks, [("Place",)]), None)
