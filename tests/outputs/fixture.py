"""Projections to draw: a hand-made one of an invented province, and generated ones of any size.

All people, bodies, places and sentences are invented. Offsets are found while the articles are written, so every quote
is exactly what its article says there.
"""

# ruff: noqa: E501 - tables of names read better unbroken

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from unionkg.graph.projection import Edge, Figure, Node, Projection, Reading, Witness
from unionkg.model import content_hash

ENTITIES = {
    "Organization": """岚州省总工会=岚州省总|省总工会/工会/lan zhou sheng zong gong hui
        澜江市总工会=澜江市总|市总工会/工会/lan jiang shi zong gong hui
        北屏市总工会=北屏市总/工会/bei ping shi zong gong hui
        云溪县总工会=县总工会/工会/yun xi xian zong gong hui
        澜江市货车司机工会联合会=货车司机工会/工会/lan jiang shi huo che si ji gong hui lian he hui
        北屏市网约配送行业工会=/工会/bei ping shi wang yue pei song hang ye gong hui
        云溪县快递行业工会联合会=/工会/yun xi xian kuai di hang ye gong hui lian he hui
        岚州省交通运输厅=省交通厅/政府部门/lan zhou sheng jiao tong yun shu ting
        澜江市人力资源和社会保障局=澜江市人社局|市人社局/政府部门/lan jiang shi ren li zi yuan he she hui bao zhang ju
        澜江市中级人民法院=澜江中院/司法机关/lan jiang shi zhong ji ren min fa yuan
        澜江市劳动人事争议仲裁院=/事业单位/lan jiang shi lao dong ren shi zheng yi zhong cai yuan
        岚州通达物流有限公司=通达物流/企业/lan zhou tong da wu liu you xian gong si
        岚州通达物流有限公司工会=通达物流工会/工会/lan zhou tong da wu liu you xian gong si gong hui
        澜江港务集团=港务集团/企业/lan jiang gang wu ji tuan
        岚州省总工会职工服务中心=省职工服务中心/事业单位/lan zhou sheng zong gong hui zhi gong fu wu zhong xin""",
    "Initiative": """货车司机集中入会行动=集中入会行动/行动/huo che si ji ji zhong ru hui xing dong
        “暖途”关爱项目=暖途项目/项目/nuan tu guan ai xiang mu
        职工法律援助“云桥”计划=云桥计划/计划/zhi gong fa lv yuan zhu yun qiao ji hua
        “求学圆梦”技能提升行动=求学圆梦行动/行动/qiu xue yuan meng ji neng ti sheng xing dong
        劳动争议“诉裁调”联动机制=诉裁调联动机制/机制/lao dong zheng yi su cai tiao lian dong ji zhi
        12351职工服务热线=12351热线/服务/12351 zhi gong fu wu re xian""",
    "Facility": """澜江北服务区“司机之家”=澜江北司机之家/司机之家/lan jiang bei fu wu qu si ji zhi jia
        北屏物流园“司机之家”=/司机之家/bei ping wu liu yuan si ji zhi jia
        云溪县户外劳动者驿站=云溪驿站/驿站/yun xi xian hu wai lao dong zhe yi zhan
        澜江市劳动争议多元调解中心=澜江调解中心|多元调解中心/调解中心/lan jiang shi lao dong zheng yi duo yuan tiao jie zhong xin
        工间休息室=职工工间休息室/休息室/gong jian xiu xi shi
        港区职工书屋=/书屋/gang qu zhi gong shu wu""",
    "Event": """岚州省工会第十二次代表大会=省工会十二大/代表大会/lan zhou sheng gong hui di shi er ci dai biao da hui
        2023年新就业形态劳动者座谈会=/座谈会/2023 nian xin jiu ye xing tai lao dong zhe zuo tan hui
        2024年“司机之家”建设现场会=/现场会/2024 nian si ji zhi jia jian she xian chang hui
        诉调对接合作签约仪式=/仪式/su tiao dui jie he zuo qian yue yi shi
        2025年送清凉启动仪式=/仪式/2025 nian song qing liang qi dong yi shi""",
    "Award": """岚州省五一劳动奖章=省五一劳动奖章/奖章/lan zhou sheng wu yi lao dong jiang zhang
        岚州省工人先锋号=/称号/lan zhou sheng gong ren xian feng hao
        全省模范职工之家=/称号/quan sheng mo fan zhi gong zhi jia""",
    "Place": """岚州省=/省/lan zhou sheng
        澜江市=/地级市/lan jiang shi
        北屏市=/地级市/bei ping shi
        云溪县=/县/yun xi xian
        澜江北服务区=/场所/lan jiang bei fu wu qu""",
    "Group": """货车司机=/职工群体/huo che si ji
        网约配送员=外卖配送员/职工群体/wang yue pei song yuan
        新就业形态劳动者=/职工群体/xin jiu ye xing tai lao dong zhe
        户外劳动者=/职工群体/hu wai lao dong zhe""",
    "Work": """《关于推进“司机之家”建设的指导意见》=/文件/guan yu tui jin si ji zhi jia jian she de zhi dao yi jian
        《货车司机入会三年行动方案》=三年行动方案/文件/huo che si ji ru hui san nian xing dong fang an
        《诉调对接合作协议》=/协议/su tiao dui jie he zuo xie yi
        《团结奋斗 开创岚州工运新局面》=/报告/tuan jie fen dou kai chuang lan zhou gong yun xin ju mian""",
}

PEOPLE = """卓明川 zhuo ming chuan|沈可岚 shen ke lan|简伯远 jian bo yuan|陆听澜 lu ting lan|何清越 he qing yue
    |宁启帆 ning qi fan|郁海燕 yu hai yan|骆国梁 luo guo liang|许闻博 xu wen bo|唐语桐 tang yu tong|景志勇 jing zhi yong
    |罗绣珍 luo xiu zhen|盛学文 sheng xue wen|杜春晓 du chun xiao|魏佳禾 wei jia he|冯砺新 feng li xin
    |程思砚 cheng si yan|邓一力 deng yi li|曹永泽 cao yong ze|谢虹梅 xie hong mei|潘子骞 pan zi qian|姚叔桦 yao shu hua"""

# person, organisation, role, start, end, modality
ROLES = """卓明川 岚州省总工会 主席 2019-01 2024-03 past
    卓明川 岚州省总工会 党组书记 2019-01 - actual
    沈可岚 岚州省总工会 主席 2024-03 - actual
    沈可岚 澜江市总工会 主席 2018 2024-02 past
    简伯远 岚州省总工会 副主席 2020 - actual
    陆听澜 澜江市总工会 主席 2024-02 - actual
    陆听澜 澜江市总工会 党组书记 2024-02 - actual
    陆听澜 北屏市总工会 副主席 2016 2020 past
    何清越 澜江市总工会 副主席 2022 - actual
    宁启帆 澜江市总工会 权益保障部部长 2021 - actual
    郁海燕 北屏市总工会 主席 2020 - actual
    骆国梁 云溪县总工会 主席 2018 - actual
    许闻博 澜江市货车司机工会联合会 主席 2021-06 - actual
    唐语桐 澜江市货车司机工会联合会 秘书长 2022 - actual
    景志勇 岚州省交通运输厅 副厅长 2019 - actual
    罗绣珍 澜江市人力资源和社会保障局 局长 2022 - actual
    盛学文 澜江市劳动人事争议仲裁院 院长 2020 - actual
    杜春晓 北屏市网约配送行业工会 主席 2022 - actual
    魏佳禾 岚州通达物流有限公司 董事长 2015 - actual
    冯砺新 岚州通达物流有限公司工会 主席 2021 - actual
    程思砚 澜江港务集团 工会主席 2020 - actual
    邓一力 云溪县快递行业工会联合会 主席 2021 - actual
    曹永泽 澜江市劳动人事争议仲裁院 首席仲裁员 2018 2023 past
    谢虹梅 岚州省总工会职工服务中心 主任 2019 - actual
    潘子骞 澜江市中级人民法院 副院长 2021 - actual
    许闻博 岚州通达物流有限公司 货车驾驶员 2012 2021 past"""

LINKS = {
    "partOf": """澜江市总工会 岚州省总工会|北屏市总工会 岚州省总工会|云溪县总工会 北屏市总工会
        |澜江市货车司机工会联合会 澜江市总工会|北屏市网约配送行业工会 北屏市总工会|云溪县快递行业工会联合会 云溪县总工会
        |岚州通达物流有限公司工会 岚州通达物流有限公司|澜江市劳动人事争议仲裁院 澜江市人力资源和社会保障局
        |岚州省总工会职工服务中心 岚州省总工会""",
    "operates": """澜江市总工会 澜江北服务区“司机之家”|岚州省交通运输厅 澜江北服务区“司机之家”|北屏市总工会 北屏物流园“司机之家”
        |云溪县总工会 云溪县户外劳动者驿站|澜江市总工会 澜江市劳动争议多元调解中心|澜江市中级人民法院 澜江市劳动争议多元调解中心
        |岚州省总工会 货车司机集中入会行动|岚州省总工会 “暖途”关爱项目|岚州省总工会职工服务中心 职工法律援助“云桥”计划
        |岚州省总工会职工服务中心 “求学圆梦”技能提升行动|岚州省总工会 12351职工服务热线|澜江市总工会 工间休息室
        |澜江港务集团 港区职工书屋|澜江市劳动人事争议仲裁院 劳动争议“诉裁调”联动机制
        |澜江市货车司机工会联合会 “暖途”关爱项目|澜江港务集团 工间休息室|北屏市网约配送行业工会 “求学圆梦”技能提升行动
        |云溪县快递行业工会联合会 云溪县户外劳动者驿站""",
    "operates planned": """澜江市货车司机工会联合会 北屏物流园“司机之家”|云溪县总工会 工间休息室
        |岚州通达物流有限公司工会 港区职工书屋""",
    "operates underway": "北屏市总工会 职工法律援助“云桥”计划|澜江市总工会 劳动争议“诉裁调”联动机制",
    "locatedIn": """澜江市总工会 澜江市|北屏市总工会 北屏市|云溪县总工会 云溪县|岚州省总工会 岚州省
        |澜江北服务区“司机之家” 澜江北服务区|澜江北服务区 澜江市|北屏物流园“司机之家” 北屏市|云溪县户外劳动者驿站 云溪县
        |澜江市劳动争议多元调解中心 澜江市|澜江市 岚州省|北屏市 岚州省|云溪县 北屏市|澜江港务集团 澜江市""",
    "attended": """卓明川 岚州省工会第十二次代表大会|沈可岚 岚州省工会第十二次代表大会|陆听澜 岚州省工会第十二次代表大会
        |景志勇 2024年“司机之家”建设现场会|许闻博 2024年“司机之家”建设现场会|陆听澜 2024年“司机之家”建设现场会
        |冯砺新 2024年“司机之家”建设现场会|简伯远 2023年新就业形态劳动者座谈会|郁海燕 2023年新就业形态劳动者座谈会
        |杜春晓 2023年新就业形态劳动者座谈会|罗绣珍 2023年新就业形态劳动者座谈会|潘子骞 诉调对接合作签约仪式
        |宁启帆 诉调对接合作签约仪式|盛学文 诉调对接合作签约仪式|谢虹梅 2025年送清凉启动仪式|何清越 2025年送清凉启动仪式
        |骆国梁 2025年送清凉启动仪式""",
    "organizedBy": """岚州省工会第十二次代表大会 岚州省总工会|2023年新就业形态劳动者座谈会 岚州省总工会
        |2024年“司机之家”建设现场会 澜江市总工会|诉调对接合作签约仪式 澜江市总工会|2025年送清凉启动仪式 岚州省总工会职工服务中心""",
    "heldAt": """2024年“司机之家”建设现场会 澜江北服务区|诉调对接合作签约仪式 澜江市|2023年新就业形态劳动者座谈会 北屏市
        |2025年送清凉启动仪式 云溪县""",
    "partneredWith": """澜江市总工会 澜江市中级人民法院|澜江市总工会 澜江市人力资源和社会保障局
        |澜江市货车司机工会联合会 岚州通达物流有限公司|北屏市总工会 北屏市网约配送行业工会|岚州省总工会 岚州省交通运输厅
        |澜江市总工会 澜江港务集团""",
    "targets": """货车司机集中入会行动 货车司机|“暖途”关爱项目 货车司机|澜江北服务区“司机之家” 货车司机
        |北屏物流园“司机之家” 货车司机|云溪县户外劳动者驿站 户外劳动者|“求学圆梦”技能提升行动 网约配送员
        |职工法律援助“云桥”计划 新就业形态劳动者|12351职工服务热线 新就业形态劳动者|工间休息室 户外劳动者""",
    "memberOf": "许闻博 澜江市总工会|杜春晓 北屏市总工会|邓一力 云溪县总工会",
    "received": """许闻博 岚州省五一劳动奖章|澜江市劳动争议多元调解中心 岚州省工人先锋号|岚州通达物流有限公司工会 全省模范职工之家
        |曹永泽 岚州省五一劳动奖章""",
    "conferredBy": "岚州省五一劳动奖章 岚州省总工会|岚州省工人先锋号 岚州省总工会|全省模范职工之家 岚州省总工会",
    "delivered": "卓明川 《团结奋斗 开创岚州工运新局面》",
    "authored": """岚州省总工会 《货车司机入会三年行动方案》|岚州省交通运输厅 《关于推进“司机之家”建设的指导意见》
        |澜江市中级人民法院 《诉调对接合作协议》|澜江市总工会 《诉调对接合作协议》""",
}

LABELS = {
    "partOf": "隶属于",
    "operates": "开展",
    "locatedIn": "位于",
    "attended": "参加",
    "organizedBy": "主办方",
    "heldAt": "举办地",
    "partneredWith": "合作",
    "targets": "面向",
    "memberOf": "成员",
    "received": "获得",
    "conferredBy": "颁发单位",
    "delivered": "作报告",
    "authored": "编写",
}

SENTENCES = {
    "holdsRole actual": "{b}{role}{a}表示，要把服务送到职工身边。",
    "holdsRole past": "{a}曾任{b}{role}，对基层情况十分熟悉。",
    "partOf actual": "{a}在{b}的指导下开展工作。",
    "operates actual": "{a}建成并运营{b}，为职工提供免费服务。",
    "operates planned": "下一步，{a}将参与建设{b}，力争年内投入使用。",
    "operates underway": "目前，{a}正在推进{b}，首批试点已经确定。",
    "locatedIn actual": "{a}位于{b}，交通便利。",
    "attended actual": "{a}参加{b}并发言。",
    "organizedBy actual": "{a}由{b}主办，共有一百余名代表到会。",
    "heldAt actual": "{a}在{b}举行。",
    "partneredWith actual": "{a}与{b}签署合作协议，建立联动机制。",
    "targets actual": "{a}面向{b}，提供停靠、就餐、淋浴等服务。",
    "memberOf actual": "{a}当选为{b}委员会委员。",
    "received actual": "{a}荣获{b}。",
    "conferredBy actual": "{a}由{b}授予。",
    "delivered actual": "{a}代表上一届委员会作了题为{b}的报告。",
    "authored actual": "{a}印发{b}，明确了年度任务。",
}

# subject, measure, counted, value, unit, bound, date, place, sentence
FIGURES = """货车司机集中入会行动;入会人数;货车司机;12000;人;at_least;2022;岚州省;截至2022年底，全省已有1.2万余名货车司机加入工会。
    货车司机集中入会行动;入会人数;货车司机;28600;人;;2023;岚州省;到2023年，入会货车司机达到2.86万人。
    货车司机集中入会行动;入会人数;货车司机;50000;人;at_least;2025-06;岚州省;截至今年6月，全省入会货车司机5万余人。
    工间休息室;建成数量;休息室;762;间;;2024-08;澜江市;截至目前，全市已建成职工工间休息室762间。
    工间休息室;建成数量;休息室;1400;间;at_least;2025;澜江市;年底将超额完成1400间休息室的年度目标。
    澜江市劳动争议多元调解中心;调解案件;劳动争议;2394;件;;2024;澜江市;去年，中心共调解劳动争议2394件。
    澜江市劳动争议多元调解中心;调解成功率;;93.5;%;approx;2024;;调解成功率约为93.5%。
    12351职工服务热线;来电数量;电话;265000;人次;at_least;2023;岚州省;热线累计提供咨询服务26.5万余人次。
    岚州省总工会;会员人数;会员;8120000;人;;2023;岚州省;全省工会会员总数达812万人。
    岚州省总工会;基层工会数;基层工会;94000;个;approx;2023;岚州省;全省基层工会组织约9.4万个。
    云溪县户外劳动者驿站;建成数量;驿站;46;个;;2025;云溪县;全县建成户外劳动者驿站46个。"""

PUBLISHERS = ("岚州工人报", "澜江日报", "岚州省总工会网站", "云溪融媒")
FILLER = (
    "记者在现场看到，不少职工趁着午休来到这里，喝口水、歇歇脚，聊聊工作和生活。",
    "“以前跑长途，最愁的就是吃饭和休息。”一位司机告诉记者，“现在路上有了自己的家。”",
    "据介绍，各级工会坚持问题导向，把资源和力量向一线倾斜，推动服务从“有没有”转向“好不好”。",
    "与会人员围绕权益保障、技能提升、困难帮扶等议题展开交流，提出意见建议二十余条。",
)


@dataclass
class _Article:
    """An article in the making."""

    title: str
    publisher: str
    published: str
    text: str = ""
    sentences: int = 0

    @property
    def id(self) -> str:
        return content_hash("doc", self.title)

    def say(self, sentence: str) -> tuple[int, int]:
        if self.sentences % 3 == 0:
            self.text += "\n" + FILLER[(self.sentences // 3 + len(self.title)) % len(FILLER)]
        start = len(self.text)
        self.text += sentence
        self.sentences += 1
        return start, len(self.text)

    def reading(self) -> Reading:
        path = f"news/{self.published[:4]}/{self.id}.txt"
        return Reading(self.id, self.title, path, self.text, self.publisher, self.published)


@dataclass
class _Press:
    """All articles; each statement goes to the one of its year whose turn it is."""

    dice: random.Random = field(default_factory=lambda: random.Random(11))
    articles: list[_Article] = field(default_factory=list)

    def article(self, year: int) -> _Article:
        open_ones = [a for a in self.articles if a.published.startswith(str(year)) and a.sentences < 7]
        if open_ones:
            return open_ones[0]
        month, day = self.dice.randint(1, 12), self.dice.randint(1, 28)
        titles = (
            "把职工的事放在心上",
            "服务送到家门口",
            "一线见闻：工会驿站的灯光",
            "凝聚力量 维护权益",
            "从“有没有”到“好不好”",
        )
        title = f"{titles[len(self.articles) % len(titles)]}（{len(self.articles) + 1}）"
        made = _Article(title, self.dice.choice(PUBLISHERS), f"{year}-{month:02d}-{day:02d}")
        made.text = f"{title}\n{made.publisher}{month}月{day}日讯"
        self.articles.append(made)
        return made

    def witness(self, year: int, sentence: str, modality: str, **more: str | None) -> Witness:
        article = self.article(year)
        start, end = article.say(sentence)
        return Witness(
            content_hash("stmt", article.id, str(start)),
            article.id,
            start,
            end,
            sentence,
            modality,
            round(self.dice.uniform(0.62, 0.98), 2),
            self.dice.choice(("roles.apposition", "roles.appointment", "activity.verb", "place.prefix")),
            more.get("speaker"),
            more.get("time"),
        )


def sample() -> Projection:
    """Return the invented province: about 70 nodes, 130 edges, 25 articles."""
    press = _Press()
    nodes = {node.label: node for node in _entities()}
    edges = [*_roles(press, nodes), *_links(press, nodes)]
    figures: dict[str, list[Figure]] = {}
    for line in FIGURES.splitlines():
        subject, measure, counted, value, unit, bound, when, place, sentence = line.strip().split(";")
        modality = "planned" if "目标" in sentence else "actual"
        witness = press.witness(int(when[:4]), sentence, modality, time=when)
        at = nodes[place].id if place else None
        kind = counted or None
        figure = Figure(measure, float(value), unit, (witness,), bound or None, kind, when, when, at, modality)
        figures.setdefault(subject, []).append(figure)
    loose = _loose(press, nodes)
    cited: dict[str, set[str]] = {}
    for edge in [*edges, *loose]:
        for end in (edge.source, edge.target):
            cited.setdefault(end, set()).update(witness.document for witness in edge.witnesses)
    full = [
        replace(node, figures=tuple(figures.get(label, ())), documents=tuple(sorted(cited.get(node.id, ()))))
        for label, node in nodes.items()
    ]
    return Projection(
        tuple(sorted(full, key=lambda node: node.id)),
        tuple(sorted(edges, key=lambda edge: edge.id)),
        tuple(loose),
        tuple(sorted((article.reading() for article in press.articles), key=lambda reading: reading.id)),
    )


def _entities() -> Iterable[Node]:
    for kind, lines in ENTITIES.items():
        for line in lines.splitlines():
            label, rest = line.strip().split("=", 1)
            aliases, concept, pinyin = rest.split("/")
            short = tuple(alias for alias in aliases.split("|") if alias)
            initials = "".join(word[0] for word in pinyin.split())
            yield Node(content_hash(kind, label), kind, label, short, concept, pinyin, initials)
    for entry in PEOPLE.split("|"):
        label, *words = entry.split()
        yield Node(
            content_hash("Person", label), "Person", label, (), None, " ".join(words), "".join(w[0] for w in words)
        )


def _roles(press: _Press, nodes: dict[str, Node]) -> Iterable[Edge]:
    for number, line in enumerate(ROLES.splitlines()):
        person, body, role, start, end, modality = line.split()
        years = [max(2020, min(2025, int(start[:4]) + 1)), 2024][: 1 + (number % 3 == 0)]
        sentence = SENTENCES[f"holdsRole {modality}"].format(a=person, b=body, role=role)
        witnesses = tuple(
            press.witness(year, sentence, modality, time=f"{start[:4]}年", speaker=nodes[person].id) for year in years
        )
        yield _edge(
            nodes[person],
            nodes[body],
            "holdsRole",
            role,
            modality=modality,
            witnesses=witnesses,
            role=role,
            dates=(start, end),
        )


def _links(press: _Press, nodes: dict[str, Node]) -> Iterable[Edge]:
    for key, lines in LINKS.items():
        kind, modality = [*key.split(), "actual"][:2]
        for number, line in enumerate(lines.split("|")):
            left, right = next(
                (a, b) for a in nodes for b in nodes if line.strip().replace(" ", "") == (a + b).replace(" ", "")
            )
            year = 2021 + (number + len(kind)) % 5
            sentence = SENTENCES[f"{kind} {modality}"].format(a=left, b=right)
            speaker = nodes["陆听澜"].id if modality != "actual" else None
            witnesses = [press.witness(year, sentence, modality, speaker=speaker)]
            if number % 4 == 1:
                witnesses.append(press.witness(min(2025, year + 1), sentence, modality))
            yield _edge(nodes[left], nodes[right], kind, LABELS[kind], modality=modality, witnesses=tuple(witnesses))


def _loose(press: _Press, nodes: dict[str, Node]) -> list[Edge]:
    posts = (
        ("曹永泽", "公益律师", "公益律师曹永泽当天接待了六名来访职工。"),
        ("许闻博", "省人大代表", "省人大代表许闻博提交了三份建议。"),
    )
    return [
        Edge(
            content_hash("loose", person, role),
            nodes[person].id,
            "",
            "holdsRole",
            role,
            "actual",
            (press.witness(2024, sentence, "actual"),),
            role,
        )
        for person, role, sentence in posts
    ]


def _edge(
    source: Node,
    target: Node,
    kind: str,
    label: str,
    *,
    modality: str,
    witnesses: tuple[Witness, ...],
    role: str | None = None,
    dates: tuple[str, str] = ("-", "-"),
) -> Edge:
    id_ = content_hash("edge", source.id, target.id, kind, role or "", modality)
    start, end = (None if date == "-" else date for date in dates)
    return Edge(id_, source.id, target.id, kind, label, modality, witnesses, role, start, end)


def generated(count: int, *, edges_per_node: int = 3, seed: int = 1) -> Projection:
    """Return a scale-free graph of `count` nodes in communities, with one article for every ten nodes."""
    rand = random.Random(seed)
    pattern = ("Person",) * 8 + ("Organization",) * 5 + ("Initiative", "Facility", "Event", "Work", "Group", "Place")
    kinds = [pattern[i % len(pattern)] for i in range(count)]
    stems = {
        "Person": "职工",
        "Organization": "市总工会",
        "Initiative": "关爱行动",
        "Facility": "司机之家",
        "Event": "座谈会",
    }
    nodes = [
        Node(f"n{i:06d}", kind, f"虚构{stems.get(kind, '条目')}{i}", pinyin=f"xu gou {i}", initials=f"xg{i}")
        for i, kind in enumerate(kinds)
    ]
    articles = [_Article(f"虚构报道{i}", PUBLISHERS[i % 4], f"{2015 + i % 11}-05-01") for i in range(count // 10 + 1)]
    houses = 12
    pools: list[list[int]] = [[i] for i in range(houses)]
    edges, seen = [], set()
    for i in range(houses, count):
        for _ in range(edges_per_node):
            house = i % houses if rand.random() < 0.9 else rand.randrange(houses)
            j = rand.choice(pools[house])
            if j == i or (i, j) in seen:
                continue
            seen.add((i, j))
            kind = rand.choice(tuple(LABELS))
            article = articles[i % len(articles)]
            sentence = f"{nodes[i].label}与{nodes[j].label}在这一年有过{LABELS[kind]}的往来。"
            start, end = article.say(sentence)
            modality = rand.choice(("actual", "actual", "actual", "planned", "past"))
            witness = Witness(f"w{i}-{j}", article.id, start, end, sentence, modality, 0.8, "generated")
            edges.append(Edge(f"e{i:06d}-{j:06d}", nodes[i].id, nodes[j].id, kind, LABELS[kind], modality, (witness,)))
            pools[i % houses].append(i)
            pools[house].append(j)
    readings = tuple(sorted((article.reading() for article in articles), key=lambda reading: reading.id))
    return Projection(tuple(nodes), tuple(sorted(edges, key=lambda edge: edge.id)), (), readings)


HOSTILE = '<img src=x onerror="window.__xss=1">href</script><script>window.__xss=2</script>\u2028\u202e{{7*7}}\'"'
LONG = "长" * 10_000


def hostile() -> Projection:
    """Return the sample with markup and script in every text that a reader sees."""
    plain = sample()
    documents = tuple(
        replace(d, title=d.title + HOSTILE, publisher=HOSTILE, published=HOSTILE, text=d.text + HOSTILE, path=HOSTILE)
        for d in plain.documents
    )

    def taint(witness: Witness) -> Witness:
        return replace(witness, quote=witness.quote + HOSTILE, origin=HOSTILE, time=HOSTILE)

    def taint_edge(edge: Edge) -> Edge:
        role = edge.role and edge.role + HOSTILE
        return replace(edge, label=edge.label + HOSTILE, role=role, witnesses=tuple(map(taint, edge.witnesses)))

    def taint_figure(figure: Figure) -> Figure:
        return replace(
            figure, measure=HOSTILE, unit=HOSTILE, counted=HOSTILE, witnesses=tuple(map(taint, figure.witnesses))
        )

    nodes = tuple(
        replace(
            node,
            label=node.label + HOSTILE + (LONG if node.label == "云溪县总工会" else ""),
            aliases=(HOSTILE,),
            kind=HOSTILE,
            figures=tuple(map(taint_figure, node.figures)),
        )
        for node in plain.nodes
    )
    return Projection(nodes, tuple(map(taint_edge, plain.edges)), tuple(map(taint_edge, plain.loose)), documents)
