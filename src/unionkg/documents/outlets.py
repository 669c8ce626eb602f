"""Names of news outlets: those that are recognised where nothing sets them off, and the endings of all others."""

import re

_NAMES = (
    "中国消费者报 中国工会新闻 每日经济新闻 中国新闻网 中国青年报 中国青年网 中国日报网 参考消息网 "
    "北京青年报 楚天都市报 四川新闻网 河北青年报 深圳新闻网 深圳特区报 中国台湾网 黑龙江日报 内蒙古日报 "
    "中国妇女报 中国教育报 人民政协报 人民法院报 南方都市报 华西都市报 三湘都市报 人民日报 央视新闻 光明日报 "
    "经济日报 工人日报 法治日报 农民日报 科技日报 解放军报 中国日报 国际在线 环球时报 参考消息 极目新闻 "
    "封面新闻 澎湃新闻 红星新闻 上游新闻 北京日报 解放日报 新民晚报 羊城晚报 南方日报 广州日报 湖北日报 "
    "长江日报 四川日报 四川在线 浙江日报 新华日报 扬子晚报 大众日报 齐鲁晚报 河北日报 河南日报 湖南日报 "
    "潇湘晨报 劳动午报 中新经纬 贵州日报 天津日报 重庆日报 辽宁日报 沈阳日报 吉林日报 江西日报 福建日报 "
    "安徽日报 山西日报 陕西日报 甘肃日报 青海日报 宁夏日报 新疆日报 西藏日报 广西日报 海南日报 云南日报 "
    "检察日报 九派新闻 北晚在线 北京晚报 成都商报 钱江晚报 都市快报 现代快报 新闻晨报 新华社 中新社 中新网 "
    "新华网 人民网 央视网 央广网 光明网 中国网 中工网 环球网 大河报 新京报 文汇报 大众网 劳动报 海外网 "
    "东方网 千龙网 荆楚网 财联社 红网 鲁网 信网"
)
# Longer names first: the expression tries them in this order.
KNOWN = "|".join(_NAMES.split())
SUFFIX = (
    "日报|晚报|晨报|早报|时报|午报|商报|青年报|都市报|报|网|社|新闻|客户端|电视台|通讯社|之家|时刻|在线|广播"
    "|融媒|融媒体|融媒体中心|之声|频道"
)
_CHANNEL = r"(?:[^\W\d]{0,4}新闻)?(?:客户端|时刻|-首屏新闻)?(?:新闻)?$"
_KNOWN_AT_END = re.compile(rf"(?P<name>{KNOWN}){_CHANNEL}")
_OWN = ("本报", "本网", "本刊", "本台", "本社")


def outlet_start(outlet: str) -> int:
    """Return where the outlet's name begins in `outlet`: words of a title may stand before a name that is known.

    >>> outlet_start("大会今日闭幕中新网某省新闻")
    6
    """
    found = _KNOWN_AT_END.search(outlet)
    return found.start() if found else 0


def outlet_name(outlet: str) -> str | None:
    """Return the outlet without the channel it publishes on; `None` when it only calls itself 本报 or the like.

    >>> outlet_name("某省日报客户端"), outlet_name("本报")
    ('某省日报', None)
    """
    if found := _KNOWN_AT_END.search(outlet):
        return found["name"]
    bare = re.sub(r"(?:新闻)?(?:客户端|时刻)(?:新闻)?$|-首屏新闻$", "", outlet)
    return None if not bare or bare.startswith(_OWN) else bare
