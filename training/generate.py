"""Sentences made from grammars and word lists, with their labels: career notes, appointments, delegations, reports.

Names of people, companies and bodies are put together at random from characters and words, so that the model learns
the shape of such sentences and no fact. The same seed gives the same sentences.
"""

import random
import re
from collections.abc import Callable, Iterator

from unionkg.resources import read_lines, read_table

_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文辉力建国斌波宇浩凯健俊帆雪荣爱红玉兰春梅琳素云莲真环雅"
    "嘉琼勤珍贞莉珠玲彬欣瑞琪晨思远志诚鹏飞海峰龙江山东南永康安宁德仁义礼信忠孝贤良才学士彦祥林森树木松柏青"
    "长庆福寿昌盛兴旺天成立功业绍先继祖光耀宗显达进步向阳新民利群卫星晓慧怡然若溪梓轩子涵一诺雨泽宏毅博文正"
)
_BRAND = (
    "华恒泰鑫瑞丰盛隆昌裕源通达信诚联创新科远东方中金银宝龙凤凰天地海江河湖山川星辰光明亮辉煌腾飞翔宇宙环球"
    "国民众康健乐福禄寿喜安宁平和顺利益民生活佳美好优良品质尚高峰云岭岳松柏竹兰梅菊荷莲"
)
_INDUSTRY = (
    "科技 电子 信息技术 软件 网络 投资 控股 实业 发展 建设 建筑工程 置业 房地产开发 物业管理 证券 期货 基金管理 信托 租赁 "
    "保险 人寿保险 财产保险 银行 医药 生物科技 制药 医疗器械 化工 石油化工 钢铁 有色金属 矿业 煤业 电力 能源 新能源 水务 "
    "环保 燃气 交通运输 物流 航空 航运 港务 铁路 高速公路 汽车 机械制造 重工 装备 电气 仪器 光电 半导体 通信 传媒 文化 "
    "影视 出版 教育 旅游 酒店管理 餐饮 食品 饮料 酒业 乳业 农业 畜牧 种业 林业 纺织 服装 鞋业 家具 家电 照明 陶瓷 水泥 玻璃 "
    "纸业 包装 塑料 橡胶 商贸 国际贸易 进出口 百货 超市 电子商务 供应链 咨询 会计师 资产评估 检测技术"
).split()
_FORM = "股份有限公司 有限公司 有限责任公司 集团有限公司 集团股份有限公司 集团 公司 控股有限公司 总公司".split()
_BRANCH = "北京分公司 上海分公司 分公司 深圳分行 总行 省分行 营业部 研究院 技术中心 子公司 事业部".split()
_UNIT = (
    "财务部 人力资源部 办公室 综合部 市场部 销售部 研发中心 审计部 投资部 法务部 战略发展部 信贷部 证券部 生产部 技术部 "
    "质量部 采购部 国际业务部 风险管理部 党群工作部 企业管理部 总裁办公室 董事会办公室 信息中心"
).split()
_UNIVERSITY = "大学 学院 师范大学 理工大学 财经大学 科技大学 医科大学 职业技术学院 政法学院 工业大学 农业大学".split()
_FACULTY = "经济学院 管理学院 会计系 法学院 计算机系 化学系 工商管理学院 材料学院 数学系 外语学院 研究所".split()
_OFFICE = (
    "财政厅 财政局 审计局 税务局 工商局 教育局 卫生局 民政局 司法局 公安局 统计局 发改委 国资委 经贸委 科技局 交通局 "
    "水利局 农业农村局 文化和旅游局 应急管理局 市场监督管理局 人力资源和社会保障局 总工会 团委 妇联 科协 工商联 残联 "
    "红十字会 人大常委会 政协 人民政府 人民政府办公室 组织部 宣传部 统战部 纪委监委 人民法院 人民检察院"
).split()
_ASSOCIATION = "行业协会 商会 学会 联合会 研究会 基金会 促进会 联盟 志愿者协会 注册会计师协会 律师协会".split()
_COMPANY_TITLE = (
    "董事长 副董事长 董事 独立董事 执行董事 非执行董事 监事 监事会主席 监事长 职工监事 总经理 副总经理 常务副总经理 总经理助理 总裁 副总裁 高级副总裁 "
    "执行总裁 首席执行官 首席财务官 首席技术官 首席运营官 财务总监 技术总监 市场总监 运营总监 财务负责人 总会计师 总工程师 "
    "副总工程师 总经济师 董事会秘书 证券事务代表 部门经理 项目经理 销售经理 财务经理 经理 副经理 厂长 副厂长 车间主任 "
    "法定代表人 合伙人 高级合伙人 创始人 联合创始人 党委书记 党委副书记 纪委书记 工会主席 行长 副行长 行长助理 店长 主管 "
    "会计 出纳 财务主管 审计专员 技术员 研究员 顾问 高级顾问 分析师 研发工程师"
).split()
_OFFICE_TITLE = (
    "局长 副局长 厅长 副厅长 处长 副处长 科长 副科长 主任 副主任 书记 副书记 党组书记 党组副书记 党组成员 主席 副主席 常务副主席 "
    "部长 副部长 常委 秘书长 副秘书长 会长 副会长 理事长 常务理事 理事 干部 科员 主任科员 调研员 二级巡视员 一级调研员 "
    "检察长 院长 副院长 发言人 新闻发言人 负责人 委员"
).split()
_SCHOOL_TITLE = (
    "教授 副教授 讲师 助教 院长 副院长 系主任 博士生导师 硕士生导师 教师 研究员 副研究员 校长 副校长 党委书记".split()
)
_GRADE = (
    "高级工程师 工程师 高级会计师 会计师 注册会计师 高级经济师 经济师 助理工程师 教授级高级工程师 注册资产评估师 "
    "执业律师 律师 主任医师 副主任医师 执业药师 注册税务师 高级政工师 政工师 统计师 审计师 高级技师"
).split()
_SAYS = "表示 指出 介绍 说 认为 强调 告诉记者 透露 坦言 称 分析说 介绍说 在接受采访时表示 在致辞中表示".split()
_PART = re.compile(r"\{(\w+)\}")
_TYPES = {"person": "P", "org": "O", "title": "T", "grade": "T", "place": "L"}

_PATTERNS = (
    "{person}：{sex}，中国国籍，无境外永久居留权，{year}年{month}月出生，{degree}，{grade}。",
    "{person}先生，{sex}，{year}年出生，{degree}，{grade}、{grade}。",
    "{person}女士：中国国籍，{year}年{month}月生，{degree}，现任{org}{title}。",
    "历任{org}{title}、{title}，{org}{title}。",
    "曾任{org}{title}、{title}、{title}。",
    "曾任{org}{title}，{org}{title}、{title}，现任{org}{title}、{title}。",
    "{year}年{month}月至{year}年{month}月，任{org}{title}。",
    "{year}年至{year}年任{org}{title}，{year}年至今任{org}{title}、{title}。",
    "{year}年{month}月至今任本公司{title}、{title}。",
    "现任公司{title}，兼任{org}{title}。",
    "先后任职于{org}、{org}，现任{org}{title}。",
    "毕业于{org}，获学士学位，曾就职于{org}，任{title}。",
    "{year}年起历任{org}{title}、{org}{title}、{org}{title}等职务。",
    "自{year}年{month}月起担任{org}{title}。",
    "现为{org}{title}、{org}{title}、{org}{title}。",
    "{org}{title}{person}{says}，企业要加快转型。",
    "{org}{title}、{title}{person}{says}：“这项工作还要继续。”",
    "{person}是{org}的{title}。",
    "{org}{title}{person}、{org}{title}{person}、{org}{title}{person}等出席会议。",
    "会议由{org}{title}{person}主持，{org}{title}{person}作报告。",
    "据{org}{title}{person}介绍，该项目已经完工。",
    "{org}与{org}在{place}签署合作协议，{title}{person}、{title}{person}代表双方签字。",
    "前{org}{title}{person}加盟{org}。",
    "{place}市长{person}、{org}{title}{person}参加活动。",
    "经研究决定：{person}任{org}{title}；免去{person}的{org}{title}职务。",
    "{person}（{org}{title}）：这几年变化很大。",
    "记者{person}从{org}获悉，{org}拟收购{org}股权。",
    "{org}、{org}和{org}等公司参加了展会。",
    "{org}近日发布公告称，{title}{person}因个人原因辞职。",
    "来自{org}的{person}告诉记者，他在{place}工作了十年。",
    "{title}{person}在{org}调研时{says}。",
)


def sentences(count: int, seed: int = 20260101) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield sentences with their spans: (start, end, letter of the labels)."""
    rng = random.Random(seed)
    places = [name for _, name, *_ in read_table("divisions")]
    surnames = read_lines("surnames")
    kinds: tuple[Callable[[], tuple[str, list[str]]], ...] = (
        lambda: (_company(rng, places), _COMPANY_TITLE),
        lambda: (_company(rng, places), _COMPANY_TITLE),
        lambda: (_company(rng, places) + rng.choice(_UNIT), _COMPANY_TITLE),
        lambda: (_public(rng, places), _OFFICE_TITLE),
        lambda: (rng.choice(places) + rng.choice(_UNIVERSITY) + rng.choice(["", *_FACULTY]), _SCHOOL_TITLE),
        lambda: (
            rng.choice(["中国", "全国", "", rng.choice(places)]) + rng.choice(_INDUSTRY) + rng.choice(_ASSOCIATION),
            _OFFICE_TITLE,
        ),
    )
    for _ in range(count):
        titles, text, spans = _COMPANY_TITLE, "", []
        pattern, at = rng.choice(_PATTERNS), 0
        for slot in _PART.finditer(pattern):
            text += pattern[at : slot.start()]
            at = slot.end()
            name = slot.group(1)
            if name == "org":
                word, titles = rng.choice(kinds)()
            else:
                word = _fill(rng, name, titles, surnames, places)
            if name in _TYPES:
                spans.append((len(text), len(text) + len(word), _TYPES[name]))
            text += word
        yield text + pattern[at:], spans


def _fill(rng: random.Random, name: str, titles: list[str], surnames: tuple[str, ...], places: list[str]) -> str:
    match name:
        case "person":
            common = surnames[:120] if rng.random() < 0.8 else surnames
            return rng.choice(common) + "".join(rng.choices(_GIVEN, k=rng.choice([1, 2, 2, 2])))
        case "title":
            return rng.choice(titles)
        case "grade":
            return rng.choice(_GRADE)
        case "place":
            return rng.choice(places)
        case "year":
            return str(rng.randint(1960, 2023))
        case "month":
            return str(rng.randint(1, 12))
        case "sex":
            return rng.choice("男女")
        case "degree":
            return rng.choice(["本科学历", "硕士学历", "博士学历", "大专学历", "研究生学历", "硕士", "EMBA"])
        case "says":
            return rng.choice(_SAYS)
    raise KeyError(name)


def _company(rng: random.Random, places: list[str]) -> str:
    """Return a company's name: place or country, brand, trade, form; and at times its branch."""
    place = rng.choice(places)
    place = rng.choice(["", "", place, place[:2], "中国", f"（{place[:2]}）"])
    brand = "".join(rng.choices(_BRAND, k=rng.choice([2, 2, 2, 3])))
    after = place.startswith("（")
    name = brand + rng.choice(_INDUSTRY)
    name = name + place if after else place + name
    form = rng.choice(_FORM) if rng.random() < 0.85 else ""
    return name + form + (rng.choice(_BRANCH) if rng.random() < 0.12 else "")


def _public(rng: random.Random, places: list[str]) -> str:
    place = rng.choice(places)
    if rng.random() < 0.15:
        place = rng.choice(["省", "市", "区", "县"])
    return place + rng.choice(_OFFICE)
