"""Labels of an interview: who speaks in the paragraph that they open."""

import re
from dataclasses import dataclass

from unionkg.model import Span
from unionkg.text import is_personal_name, surnames

QUESTION_LABELS = frozenset({"记者", "主持人", "问", "提问", "Q", "采访者", "编者", "现场提问"})
ANSWER_LABELS = frozenset({"答", "回答", "A"})
# Words of the shape of a name (a surname and one or two characters) that head a paragraph of another kind.
_NO_NAMES_LIST = (
    "时间 时限 时长 时值 时评 成效 成果 成绩 成本 成员 方法 方式 方案 方向 方面 应对 应用 应急 应届 安排 "
    "安全 平台 平均 高峰 高潮 和谐 金句 金额 金牌 银牌 何时 何地 何人 白天 边界 关键 关注 关于 任务 常见 "
    "常态 常言道 管理 支持 支撑 通知 通告 水平 明确 连接 连续 于是 文字 文本 文案 文件 计划 计算 程序 路线 "
    "路径 宣传 项目 章节 强调 公告 公示 公开 公式 解读 解决 解释 解析 从业 从此 相关 由此 车间 车型 单位 "
    "席位 查询 花絮 黄金 全部 全文 全程 钟点 步骤 广告 经验 经过 余额 党建 祝福 温馨提示 国内 国际 国家 官方 "
    "万一 古语 费用 权限 双方 申请 包括 展望 展位 施工 纪实 简介 简讯 解说 能力 曲目 乐观 阳台 全体 全市 "
    "全区 全县 全省 万元 喻指 祝愿 雷同 蓝图 红色 高温 高级 白班 毛利 严肃 康复 温度 汤料 牛奶 米价 水电"
)
_NO_NAMES = frozenset(_NO_NAMES_LIST.split())
_POST = (
    "主席|书记|主任|部长|局长|院长|经理|校长|代表|委员|秘书长|会长|理事长|处长|科长|所长|站长|董事长|厂长|队长|班长|组长|工程师|教授|教师|工人|职工|负责人|发言人|主持人|记者|劳模"
    "|司机|总监|总裁|工匠|律师|研究员|主编|市长|县长|区长|镇长|乡长|省长|厅长|司长|巡视员|调研员|工会主席|获得者|技师|技工|员|师|先生|女士|同志|医生|护士"
)
_LABEL = re.compile(r"(?P<name>[^\s：:，。！？!?；“”《》]{1,12})\s*[:：]")
# Labels that say by their own words who speaks: a reporter of an outlet, a host by name, a name with posts in brackets.
_SHAPES = (
    ("question", re.compile(r"(?P<name>\w{2,10}(?:报|社|网|台|视)记者)\s*[：:]")),
    ("question", re.compile(r"(?:记者|主持人)\s*(?P<name>[\w·]{2,4})\s*[:：]")),
    ("post", re.compile(r"(?P<name>[\w·•]{2,12})\s*[（(][^（）()：:。！？]{2,60}[）)]\s*[:：]")),
)
_INLINE = re.compile(
    r"(?:(?<=[。！？!?”…])|(?<=\s))\s*(?P<label>[^\s：:。！？!?；“”《》][^：:。！？!?；“”]{0,60})[：:](?!//)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a paragraph: `length` with its colon, `name` within it, and what kind it is.

    `kind` is `question`, `answer` (答, no name), `name` (a bare name) or `post` (a name with posts or institution).
    """

    kind: str
    name: Span
    length: int


def read_label(text: str) -> Label | None:
    """Return the label that `text` begins with, or `None`.

    A name is only the shape of one here; `turns` decides whether the document is an interview.

    >>> read_label("记者：请谈谈。").kind, read_label("王卫国：好。").kind, read_label("一是：好。")
    ('question', 'name', None)
    """
    if (found := _LABEL.match(text)) and (kind := _kind_of(found["name"])):
        return Label(kind, Span(*found.span("name")), found.end())
    for kind, shape in _SHAPES:
        if (found := shape.match(text)) and (kind == "question" or _is_name(found["name"])):
            return Label(kind, Span(*found.span("name")), found.end())
    return _long_label(text)


def _kind_of(word: str) -> str | None:
    """Return the kind of the label that is this one word, or `None` when it is none."""
    if word in QUESTION_LABELS:
        return "question"
    if word in ANSWER_LABELS:
        return "answer"
    return "name" if _is_name(word) else None


def _long_label(text: str) -> Label | None:
    """Return the label that names institution and posts before the person, if `text` begins with one."""
    colon = min((index for index in (text.find("："), text.find(":")) if index > 0), default=-1)
    if not 0 < colon <= 80:
        return None
    for length in (4, 3, 2):
        start = colon - length
        name = text[max(start, 0) : colon]
        if start >= 2 and _is_name(name) and (length < 4 or name[:2] in surnames()) and _has_post(text[:start]):
            return Label("post", Span(start, colon), colon + 1)
    return None


_ENDS_IN_POST = re.compile(rf"[^：:。！？!?；“”]{{2,60}}?(?:{_POST})[）)\s]*")


def _has_post(head: str) -> bool:
    """Return whether `head` is institution and posts, ending in a post."""
    return _ENDS_IN_POST.fullmatch(head) is not None


def _is_name(word: str) -> bool:
    return word not in _NO_NAMES and is_personal_name(word)


def is_label(text: str) -> bool:
    """Return whether `text` begins with a label.

    >>> is_label("某市总工会主席王卫国："), is_label("编辑：王卫国")
    (True, False)
    """
    return read_label(text) is not None


def inline_labels(text: str, start: int, end: int) -> list[int]:
    """Return where the labels within `text[start:end]` begin, if it is an interview in which lines were run together.

    It is one when a label that asks and one that answers follow sentence-final punctuation or a space.

    >>> inline_labels("大会闭幕。问：何时？答：昨天。", 0, 15)
    [5, 10]
    """
    places = [match.start("label") for match in _INLINE.finditer(text, start, end)]
    found = {at: label for at in places if (label := read_label(text[at : min(end, at + 80)]))}
    kinds = {label.kind for label in found.values()}
    return list(found) if "question" in kinds and len(kinds) > 1 else []
