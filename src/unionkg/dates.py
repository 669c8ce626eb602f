"""Time expressions in Chinese prose, resolved against the date of the document.

Dates stay at the precision of the text: `2023`, `2023-10`, `2023-10-12`. What the text does not determine stays open:
10月12日 without a known year and 近日 get an `Interval` whose `start` is None.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from unionkg.model import Interval, Span
from unionkg.numerals import chinese_value, narrow

Date = tuple[int, int, int]
"""Year, month, day; 0 where the text does not say."""

_RELATIVE_YEARS = {"今年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2, "当年": None, "同年": None}
_RELATIVE_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1}
_PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12), "初": (1, 1), "底": (12, 12), "末": (12, 12)}
_QUARTERS = {digit: (3 * n + 1, 3 * n + 3) for n, pair in enumerate(("1一", "2二", "3三", "4四")) for digit in pair}

_HAN_YEAR = "[一二][〇零○九][〇零○一二三四五六七八九]{2}"
_YEAR = rf"(?:(?<![0-9.近逾超约达])(?:19|20)[0-9]{{2}}|{_HAN_YEAR})"
_MONTH = (
    "(?:(?<![0-9.近前后每第个历])(?:1[0-2]|0?[1-9])"
    "|(?<![近前后每第个历数几一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九]))"
)
_COUNT = "(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|二十|[一二三四五六七八九])"
_DASH = "(?:[-–—~～－至到]|——)"
_WORD_YEAR = "|".join(_RELATIVE_YEARS)
_NOT_A_YEAR = "(?![代级制龄会糕货间轻纪幼薪均假检])"
_NOT_A_MONTH = "(?![龄亮饼嫂子季薪均供度三])"
_SEASON = "[夏冬春秋](?:[季天]|(?![秋节]))|暑[期假]|寒假|春节|国庆|期间|以?内"

_PATTERNS = {
    "iso": r"(?<![0-9./-])(?P<iy>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)"
    r"(?P<id>3[01]|[12][0-9]|0?[1-9])(?![0-9.])",
    "years": rf"(?P<y1>{_YEAR})年?{_DASH}(?P<y2>20[0-9]{{2}}|{_HAN_YEAR})年{_NOT_A_YEAR}",
    "decade": "(?P<century>20|21|二十|二十一|上)世纪(?P<tens>[1-9]0|[二三四五六七八九]十)年代[初末]?",
    "plan": '[“"]?(?P<plan>十[二三四五]五)[”"]?(?:规划)?(?P<when>时期|期间|期末|末|以来)',
    "month": "(?P<shift>本月|[上下]个?月)(?![球刊报])(?:[底末初]|[上中下]旬)?",
    "day": "(?P<rd>[今昨前明])[天日晚晨](?!报)(?:[（(](?P<dm>1[0-2]|0?[1-9])月(?P<dd>3[01]|[12][0-9]|0?[1-9])日[）)])?",
    "now": "截[至止]到?(?:目前|现在|今(?![年天日])|发稿时|记者发稿|当前)|目前|当前|现阶段|眼下",
    "vague": "近(?:几|[两二三四五六七八九十]|[0-9]{1,2})?年来?(?!轻)|[多几]年来|连日来|日前|近日|近期|此前|不久前"
    "|(?:党的)?(?:十[七八九]|二十)大以来|新时代以来|建党以来|新中国成立以来|改革开放以来|成立以来",
    "point": "(?=[0-9一二三四五六七八九十今本去前明后当同上下全年第])"
    rf"(?:(?P<y>{_YEAR}) ?年{_NOT_A_YEAR}|(?P<r>{_WORD_YEAR}))? ?"
    rf"(?:(?P<m>{_MONTH}) ?月{_NOT_A_MONTH}份?(?: ?(?P<d>{_DAY}) ?[日号])?(?:[底末初]|[上中下]旬)?"
    rf"|(?P<m1>{_MONTH})月?{_DASH}(?P<m2>{_MONTH})月{_NOT_A_MONTH}份?|前(?P<fm>{_COUNT})(?P<fu>个月|季度)"
    r"|(?P<half>[上下]半年|全年)|第?(?P<quarter>[一二三四1-4])季度|年?(?P<edge>[底末初])(?!级|次|步|心|期|衷|中|始|学))?"
    rf"(?P<season>{_SEASON})?",
    "bare": "(?<![0-9.．第每逐数几前近连续满一二三四五六七八九十])(?P<bare>3[01]|[12][0-9]|[1-9])日"
    "(?![内游间制龄均常元报程后三用历])",
}
_TIME = re.compile("|".join(f"(?P<k_{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_AS_OF = re.compile("截[至止]到? ?$")
_FROM = re.compile("(?<![来源各亲独])自 ?$")
_SINCE = re.compile("以来|至今(?![年天日])|起(?![来义草床点步诉源])|开始")
_UNTIL = re.compile("之?前(?![后期夕往来])|以前")
_RANGE_GAP = re.compile(f" ?{_DASH} ?")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time of a text: where it stands, what it means, and how it was worded.

    `kind` is `point` (10月12日), `range` (2023年至2025年), `since` (今年以来), `as_of` (截至7月底), `now` (目前) or
    `vague` (近年来: no dates).
    """

    span: Span
    interval: Interval
    kind: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One time before its neighbours are known. Year 0 means that the text does not determine it."""

    start: int
    end: int
    first: Date
    last: Date
    kind: str = "point"
    is_bare: bool = False


class _Clock:
    """What the text has said so far about year and month, over what the document's date says."""

    def __init__(self, published: str | None) -> None:
        found = re.match(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", published or "")
        year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        self.published: Date = (year, month, day)
        self.year, self.named, self.month = year, 0, 0

    def year_of(self, month: int) -> int:
        """Year of a month that is written without one: the nearest to the document's date."""
        year, own, _ = self.published
        if self.year != year or not own:
            return self.year
        return year - 1 if month - own > 6 else year + 1 if own - month > 9 else year

    def relative(self, word: str) -> int:
        """Year that 今年, 去年 … mean; 当年 and 同年 repeat the last year named. 0 where unknown."""
        shift = _RELATIVE_YEARS[word]
        if shift is None:
            return self.named
        return self.published[0] + shift if self.published[0] else 0

    def month_of(self, day: int) -> tuple[int, int]:
        """Year and month of a bare day: the month named last, else the document's, or the one before it."""
        year, month, today = self.published
        if self.month:
            return self.year_of(self.month), self.month
        if month and today and day > today + 7:
            return (year, month - 1) if month > 1 else (year - 1, 12)
        return (year, month) if month else (0, 0)


def find_times(text: str, published: str | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in order, resolved against `published` (ISO, may be partial or None).

    Not times: durations (24小时, 3天), clock times, ordinals and names (十八大, 12351).

    >>> [(t.interval.start, t.interval.end) for t in find_times("今年1-7月，10月9日、10日", "2023-10-12")]
    [('2023-01', '2023-07'), ('2023-10-09', '2023-10-10')]
    """
    plain = narrow(text)
    clock = _Clock(published)
    readings: list[_Reading] = []
    position = 0
    for found in _TIME.finditer(plain):
        if not found[0].strip() or (found.lastgroup == "k_point" and not _has_time(found)):
            continue
        # A year named in one sentence does not govern the next one; the month of a dateline does.
        if re.search("[。！？\n]", plain[position : found.start()]):
            clock.year = clock.published[0]
        position = found.start()
        readings.append(_read(found, clock))
    return tuple(_express(text, plain, reading, clock) for reading in _merge(plain, readings))


def _has_time(found: re.Match[str]) -> bool:
    """Whether the optional parts make a time: not 暑期 or 底 alone, and a lone 年底 with its 年."""
    is_named = any(found[name] for name in ("y", "r", "m", "m1", "half", "quarter"))
    return is_named or (bool(found["edge"]) and found[0].strip().startswith("年"))


def _read(found: re.Match[str], clock: _Clock) -> _Reading:
    rule = str(found.lastgroup)[2:]
    first, last = _READERS[rule](found, clock)
    # 去年 alone compares; a year that is named, or given with its month, governs what follows it.
    # A span of years, as plans bear them in their titles, governs nothing.
    if first[0] and (first[1] or not found["r"]) and rule not in ("years", "plan", "decade"):
        clock.year = clock.named = first[0]
    clock.month = last[1] or clock.month
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    kind = rule if rule in ("now", "vague") else "range" if first != last else "point"
    return _Reading(start, found.start() + len(found[0].rstrip()), first, last, kind, rule == "bare")


def _number(text: str) -> int:
    return int(text) if text.isascii() else chinese_value(text.replace("○", "〇").replace("零", "〇")) or 0


def _iso(found: re.Match[str], _: _Clock) -> tuple[Date, Date]:
    return ((date := (int(found["iy"]), int(found["im"]), int(found["id"]))), date)


def _years(found: re.Match[str], _: _Clock) -> tuple[Date, Date]:
    first, last = sorted((_number(found["y1"]), _number(found["y2"])))
    return (first, 0, 0), (last, 0, 0)


def _decade(found: re.Match[str], _: _Clock) -> tuple[Date, Date]:
    century = {"20": 1900, "二十": 1900, "上": 1900}.get(found["century"], 2000)
    start = century + _number(found["tens"])
    return (start, 0, 0), (start + 9, 0, 0)


def _plan(found: re.Match[str], _: _Clock) -> tuple[Date, Date]:
    first, last = _PLANS[found["plan"]]
    return (last if "末" in found["when"] else first, 0, 0), (last, 0, 0)


def _month(found: re.Match[str], clock: _Clock) -> tuple[Date, Date]:
    year, month, _ = clock.published
    shift = {"本": 0, "上": -1, "下": 1}[found["shift"][0]]
    count = year * 12 + month - 1 + shift
    date = (count // 12, count % 12 + 1, 0) if year and month else (0, 0, 0)
    return date, date


def _day(found: re.Match[str], clock: _Clock) -> tuple[Date, Date]:
    if found["dm"]:
        month = int(found["dm"])
        date = (clock.year_of(month), month, int(found["dd"]))
    elif all(clock.published):
        day = datetime.date(*clock.published) + datetime.timedelta(_RELATIVE_DAYS[found["rd"]])
        date = (day.year, day.month, day.day)
    else:
        date = (0, 0, 0)
    return date, date


def _now(_: re.Match[str], clock: _Clock) -> tuple[Date, Date]:
    return clock.published, clock.published


def _vague(_found: re.Match[str], _: _Clock) -> tuple[Date, Date]:
    return (0, 0, 0), (0, 0, 0)


def _point(found: re.Match[str], clock: _Clock) -> tuple[Date, Date]:
    first, last = _months_of(found)
    if found["y"]:
        year = _number(found["y"])
    elif found["r"]:
        year = clock.relative(found["r"])
    else:
        year = clock.year_of(first) if found["m"] or found["m1"] else clock.year
        # 年末 (not 年底, also said of what is to come) in the first half of a year looks back, as bulletins do.
        if found["edge"] == "末" and not found["m"] and year == clock.published[0] and 0 < clock.published[1] <= 6:
            year -= 1
    day = _number(found["d"]) if found["d"] else 0
    # 11月至2月 runs over the turn of the year.
    return (year, first, day), (year + (last < first) if year else 0, last, day)


def _months_of(found: re.Match[str]) -> tuple[int, int]:
    if found["m"]:
        month = _number(found["m"])
        return month, month
    if found["m1"]:
        return _number(found["m1"]), _number(found["m2"])
    if found["fm"]:
        return 1, min(12, _number(found["fm"]) * (3 if found["fu"] == "季度" else 1))
    if found["quarter"]:
        return _QUARTERS[found["quarter"]]
    return _HALVES.get(found["half"] or found["edge"] or "", (0, 0))


def _bare(found: re.Match[str], clock: _Clock) -> tuple[Date, Date]:
    date = (*clock.month_of(int(found["bare"])), int(found["bare"]))
    return date, date


_READERS: dict[str, Callable[[re.Match[str], _Clock], tuple[Date, Date]]] = {
    "iso": _iso, "years": _years, "decade": _decade, "plan": _plan, "month": _month,
    "day": _day, "now": _now, "vague": _vague, "point": _point, "bare": _bare,
}  # fmt: skip


def _merge(plain: str, readings: list[_Reading]) -> list[_Reading]:
    """Join the ends of a range (5月3日至6月2日) and lists of days (10月9日、10日)."""
    merged: list[_Reading] = []
    for reading in readings:
        last = merged[-1] if merged else None
        if last and _belong(plain[last.end : reading.start], last, reading):
            merged[-1] = replace(last, end=reading.end, last=reading.last, kind="range")
        else:
            merged.append(reading)
    return merged


def _belong(gap: str, left: _Reading, right: _Reading) -> bool:
    if left.kind in ("now", "vague") or right.kind in ("now", "vague") or left.last > right.first:
        return False
    return bool(_RANGE_GAP.fullmatch(gap)) or (gap in ("、", "和") and right.is_bare and bool(left.last[2]))


def _express(text: str, plain: str, reading: _Reading, clock: _Clock) -> TimeExpression:
    start, end, kind = reading.start, reading.end, reading.kind
    first, last = reading.first, reading.last
    before, since, until = plain[max(0, start - 5) : start], _SINCE.match(plain, end), _UNTIL.match(plain, end)
    if kind in {"vague", "now"}:
        pass
    elif as_of := _AS_OF.search(before):
        start, first, kind = start - len(as_of[0]), last, "as_of"
    elif since or _FROM.search(before):
        end, kind = since.end() if since else end, "since"
        if first[0] == clock.published[0] and not first[1]:
            first = (first[0], 1 if clock.published[1] else 0, 0)
        last = (*clock.published[:2], 0) if clock.published >= first else (0, 0, 0)
    elif until:
        end = until.end()
    known = _to_iso(first)
    interval = Interval(text[start:end], known, _to_iso(last) if known else None)
    return TimeExpression(Span(start, end), interval, kind)


def _to_iso(date: Date) -> str | None:
    year, month, day = date
    if not year or day > calendar.monthrange(year, month or 1)[1]:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])
