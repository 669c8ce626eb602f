"""Make `tests/cases/pairs.jsonl`: labelled pairs of names with contexts, from real divisions and from hand-picked rows.

    .venv/bin/python tests/entities/make_pairs.py > tests/cases/pairs.jsonl

Procedure. The divisions of `data/gazetteers/divisions.tsv` are drawn with a fixed seed and put into frames: the same
body in two forms (with and without the divisions above, pointing form in a document of that place, abbreviation,
traditional characters, former name, committee written out) and, as hard negatives, a body and the one that is most
like it (the same body of the neighbouring county, of the level above, of a homonym, of a province that differs by one
character; a sister body; a department; another ordinal; 市总工会 in the documents of two cities; namesakes). The frame
gives the label, so nobody has to judge. Rows of `tests/cases/pairs_by_hand.jsonl` are added as they are.

Split. A row belongs to the half `tuning` or `held-out` by the SHA-256 of the province that it is about (rows by hand:
of their text), so that no division is in both halves. Rules and weights were set on `tuning`; `held-out` is only
scored.
"""

import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
GAZETTEERS = ROOT / "data" / "gazetteers"
BY_HAND = ROOT / "tests" / "cases" / "pairs_by_hand.jsonl"
SEED = 20261122
Row = dict[str, Any]

SISTERS = ("总工会", "妇女联合会", "残疾人联合会", "工商业联合会", "科学技术协会", "文学艺术界联合会")
OFFICES = {
    "人社局": "人力资源和社会保障局",
    "住建局": "住房和城乡建设局",
    "卫健委": "卫生健康委员会",
    "市场监管局": "市场监督管理局",
    "文旅局": "文化和旅游局",
    "应急局": "应急管理局",
    "医保局": "医疗保障局",
    "妇联": "妇女联合会",
    "残联": "残疾人联合会",
    "法院": "人民法院",
}
UNITS = ("权益保障部", "女职工委员会", "职工服务中心", "办公室")
ALIKE = tuple(
    tuple(pair.split("/"))
    for pair in "江苏省/江西省 河北省/湖北省 河南省/湖南省 山东省/山西省 广东省/广西壮族自治区 湖北省/湖南省 "
    "河北省/河南省 陕西省/山西省 海南省/云南省 江西省/广西壮族自治区".split()
)
NAMES_2 = ("王伟", "李静", "张敏", "刘洋", "陈杰", "杨丽", "赵强", "周涛", "吴芳", "孙磊")
NAMES_3 = ("沈知微", "陆怀安", "顾明川", "叶书宁", "秦望舒", "苏砚秋", "程立言", "温如玉", "宋景行", "许清和")
NUMBERS = "零一二三四五六七八九十"


def main() -> None:
    """Print the rows."""
    rows = list(generated()) + [json.loads(line) for line in BY_HAND.read_text("utf-8").splitlines() if line.strip()]
    seen: set[str] = set()
    for row in rows:
        about = row.pop("about", None) or json.dumps(row, ensure_ascii=False, sort_keys=True)
        half = "held-out" if hashlib.sha256(about.encode()).digest()[0] % 2 else "tuning"
        text = json.dumps({"half": half, **row}, ensure_ascii=False)
        if text not in seen:
            seen.add(text)
            sys.stdout.write(text + "\n")


def generated() -> Iterator[Row]:
    """Yield the rows of all frames; `about` is the province."""
    codes, former, traditional = tables()
    chance = random.Random(SEED)
    by_name: dict[str, list[str]] = defaultdict(list)
    for code, name in codes.items():
        by_name[name].append(code)
    counties = [c for c in codes if not c.endswith("00") and len(by_name[codes[c]]) == 1 and codes[c][-1] in "区县"]
    counties = [c for c in counties if f"{c[:4]}00" in codes and len(codes[c]) > 2]
    homonyms = {n: c for n, c in by_name.items() if len(c) > 1 and all(f"{x[:4]}00" in codes for x in c)}
    cities = [c for c in codes if c.endswith("00") and not c.endswith("0000") and codes[c].endswith("市")]
    yield from same_bodies(chance, codes, counties, traditional)
    yield from same_committees(chance, codes, counties, cities)
    yield from former_names(chance, codes, former)
    yield from other_divisions(chance, codes, counties, cities, homonyms)
    yield from other_bodies(chance, codes, counties, cities)
    yield from people(chance, codes, counties, cities)
    yield from things(chance, codes, cities, counties)


def tables() -> tuple[dict[str, str], list[tuple[str, str]], dict[str, str]]:
    """Return code → name, (former name, code), simplified → traditional character."""

    def read(name: str) -> list[list[str]]:
        lines = (GAZETTEERS / f"{name}.tsv").read_text("utf-8").splitlines()
        return [line.split("\t") for line in lines if line and not line.startswith("#")]

    codes = {row[0]: row[1] for row in read("divisions")}
    former = [(name, code) for name, code in read("former_divisions")]
    return codes, former, {simple: chars[0] for simple, chars in read("traditional")}


def pair(code: str, type_: str, left: Row, right: Row, *, same: bool, why: str) -> Row:
    """Return one row."""
    return {"about": code[:2], "type": type_, "same": same, "why": why, "left": left, "right": right}


def city_of(codes: dict[str, str], code: str) -> str:
    """Return the name of the city that a county lies in."""
    return codes[f"{code[:4]}00"]


def same_bodies(
    chance: random.Random, codes: dict[str, str], counties: list[str], traditional: dict[str, str]
) -> Iterator[Row]:
    """Yield one body in two forms."""
    for code in chance.sample(counties, 30):
        county, city, body = codes[code], city_of(codes, code), chance.choice(SISTERS)
        left, right = {"name": f"{city}{county}{body}"}, {"name": f"{county}{body}"}
        yield pair(code, "Organization", left, right, same=True, why="with and without the city")
    for code in chance.sample(counties, 30):
        county, city, body = codes[code], city_of(codes, code), chance.choice(SISTERS)
        left = {"name": f"{county[-1]}{body}", "places": [f"{city}{county}"]}
        right = {"name": f"{codes[code[:2] + '0000']}{city}{county}{body}"}
        yield pair(code, "Organization", left, right, same=True, why="pointing form in a document of that place")
    for code in chance.sample(counties, 30):
        short, full = chance.choice(sorted(OFFICES.items()))
        left, right = {"name": codes[code] + short}, {"name": city_of(codes, code) + codes[code] + full}
        yield pair(code, "Organization", left, right, same=True, why="abbreviation")
    for code in chance.sample(counties, 15):
        name = codes[code] + chance.choice(SISTERS)
        other = "".join(traditional.get(char, char) for char in city_of(codes, code) + name)
        yield pair(code, "Organization", {"name": name}, {"name": other}, same=True, why="traditional characters")
    for code in chance.sample(counties, 15):
        name = f"{codes[code]}总工会{chance.choice(UNITS)}"
        left, right = {"name": name}, {"name": city_of(codes, code) + name}
        yield pair(code, "Organization", left, right, same=True, why="department, with and without the city")


def same_committees(
    chance: random.Random, codes: dict[str, str], counties: list[str], cities: list[str]
) -> Iterator[Row]:
    """Yield committees of party and youth league in two forms."""
    for code in chance.sample(counties, 12):
        left, right = {"name": f"{codes[code]}委"}, {"name": f"中国共产党{codes[code]}委员会"}
        yield pair(code, "Organization", left, right, same=True, why="committee of the party written out")
    for code in chance.sample(cities, 12):
        left, right = {"name": f"团{codes[code]}委"}, {"name": f"共青团{codes[code]}委员会"}
        yield pair(code, "Organization", left, right, same=True, why="committee of the youth league written out")
    for code in chance.sample(cities, 12):
        unit = chance.choice(("组织部", "宣传部", "统战部"))
        left, right = {"name": f"市委{unit}", "places": [codes[code]]}, {"name": f"中共{codes[code]}委{unit}"}
        yield pair(code, "Organization", left, right, same=True, why="department of a committee")


def former_names(chance: random.Random, codes: dict[str, str], former: list[tuple[str, str]]) -> Iterator[Row]:
    """Yield bodies of divisions that were renamed."""
    for name, code in chance.sample(former, 20):
        left, right = {"name": f"{name}总工会"}, {"name": f"{codes[code]}总工会"}
        yield pair(code, "Organization", left, right, same=True, why="former name of the division")


def other_divisions(
    chance: random.Random,
    codes: dict[str, str],
    counties: list[str],
    cities: list[str],
    homonyms: dict[str, list[str]],
) -> Iterator[Row]:
    """Yield the same body of two divisions."""
    for code in chance.sample(counties, 25):
        near = [c for c in counties if c[:4] == code[:4] and c != code]
        if near:
            body, other = chance.choice(SISTERS), chance.choice(near)
            left, right = {"name": codes[code] + body}, {"name": city_of(codes, code) + codes[other] + body}
            yield pair(code, "Organization", left, right, same=False, why="neighbouring county")
    for code in chance.sample(counties, 20):
        city, body = city_of(codes, code), chance.choice(SISTERS)
        left, right = {"name": city + body}, {"name": city + codes[code] + body}
        yield pair(code, "Organization", left, right, same=False, why="the level above")
    for one, other in ALIKE:
        code = next(c for c, name in codes.items() if name == one)
        left, right = {"name": f"{one}总工会"}, {"name": f"{other}总工会"}
        yield pair(code, "Organization", left, right, same=False, why="provinces of like names")
    for name, found in chance.sample(sorted(homonyms.items()), 18):
        one, other = chance.sample(found, 2)
        left = {"name": f"{name}总工会", "places": [city_of(codes, one)]}
        right = {"name": f"{city_of(codes, other)}{name}总工会"}
        yield pair(one, "Organization", left, right, same=False, why="homonym in another city")
        right = {"name": f"{city_of(codes, one)}{name}总工会"}
        yield pair(one, "Organization", left, right, same=True, why="homonym told by its document")
    for code in chance.sample(cities, 20):
        other = chance.choice([c for c in cities if c != code])
        body = chance.choice((*SISTERS, "教育局", "人社局"))
        left, right = ({"name": f"市{body}", "places": [codes[c]]} for c in (code, other))
        yield pair(code, "Organization", left, right, same=False, why="pointing form in documents of two cities")
    for code in chance.sample(counties, 12):
        other = chance.choice([c for c in counties if c[:4] != code[:4]])
        left, right = ({"name": f"{codes[c]}第一中学"} for c in (code, other))
        yield pair(code, "Organization", left, right, same=False, why="school of the same number elsewhere")


def other_bodies(chance: random.Random, codes: dict[str, str], counties: list[str], cities: list[str]) -> Iterator[Row]:
    """Yield two bodies of one division."""
    for code in chance.sample(counties, 20):
        one, other = chance.sample(SISTERS, 2)
        left, right = {"name": codes[code] + one}, {"name": city_of(codes, code) + codes[code] + other}
        yield pair(code, "Organization", left, right, same=False, why="sister body")
    for code in chance.sample(cities, 15):
        left, right = {"name": f"{codes[code]}总工会"}, {"name": f"{codes[code]}总工会{chance.choice(UNITS)}"}
        yield pair(code, "Organization", left, right, same=False, why="a body and its department")
    for code in chance.sample(cities, 12):
        one, other = chance.sample(range(1, 10), 2)
        kind = chance.choice(("中学", "人民医院", "小学"))
        left, right = ({"name": f"{codes[code]}第{NUMBERS[n]}{kind}"} for n in (one, other))
        yield pair(code, "Organization", left, right, same=False, why="another ordinal")
    for code in chance.sample(cities, 12):
        left, right = {"name": f"中共{codes[code]}委员会"}, {"name": f"共青团{codes[code]}委员会"}
        yield pair(code, "Organization", left, right, same=False, why="committees of party and youth league")
    for code in chance.sample(cities, 10):
        one, other = chance.sample(("教育局", "教育工会", "公安局", "交通运输局", "财政局"), 2)
        left, right = {"name": codes[code] + one}, {"name": codes[code] + other}
        yield pair(code, "Organization", left, right, same=False, why="another office")


def people(chance: random.Random, codes: dict[str, str], counties: list[str], cities: list[str]) -> Iterator[Row]:
    """Yield namesakes."""
    for code in chance.sample(counties, 25):
        name, body = chance.choice(NAMES_2 + NAMES_3), f"{codes[code]}总工会"
        left = {"name": name, "serves": [["主席", body]], "published": "2021-05-01"}
        right = {"name": name, "serves": [["党组书记、主席", city_of(codes, code) + body]], "published": "2022-03-01"}
        yield pair(code, "Person", left, right, same=True, why="the same body")
    for code in chance.sample(counties, 12):
        name, body = chance.choice(NAMES_3), f"{codes[code]}总工会"
        left = {"name": name, "serves": [["副主席", body]]}
        right = {"name": name, "serves": [["主任", f"{codes[code]}教育局"]]}
        yield pair(code, "Person", left, right, same=True, why="rare name, offices of one county")
    for code in chance.sample(cities, 25):
        other = chance.choice([c for c in cities if c[:2] != code[:2]])
        name = chance.choice(NAMES_2 + NAMES_3)
        left, right = (
            {"name": name, "serves": [["主席", f"{codes[c]}总工会"]], "published": "2023-04-01"} for c in (code, other)
        )
        yield pair(code, "Person", left, right, same=False, why="head posts in two provinces")
    for code in chance.sample(cities, 15):
        name, body = chance.choice(NAMES_2), f"{codes[code]}总工会"
        left = {"name": name, "serves": [["职工", body]], "note": "（女）"}
        right = {"name": name, "serves": [["干部", body]], "note": "（男）"}
        yield pair(code, "Person", left, right, same=False, why="sexes")
    for code in chance.sample(cities, 15):
        name = chance.choice(NAMES_2)
        left = {"name": name, "serves": [["医生", f"{codes[code]}第一人民医院"]]}
        right = {"name": name, "serves": [["教师", f"{codes[code]}第二中学"]]}
        yield pair(code, "Person", left, right, same=False, why="common name, two employers of one city")


def things(chance: random.Random, codes: dict[str, str], cities: list[str], counties: list[str]) -> Iterator[Row]:
    """Yield events, awards, works, initiatives and facilities."""
    for code in chance.sample(cities, 12):
        number = chance.randint(2, 9)
        left = {"name": f"{codes[code]}工会第十{NUMBERS[number]}次代表大会"}
        right = {"name": f"{codes[code]}工会第1{number}次代表大会"}
        yield pair(code, "Event", left, right, same=True, why="ordinal in digits")
        left, right = {"name": f"{codes[code]}工会十{NUMBERS[number]}大"}, left
        yield pair(code, "Event", left, right, same=True, why="numbered congress")
        right = {"name": f"{codes[code]}工会第十{NUMBERS[number - 1]}次代表大会"}
        yield pair(code, "Event", left, right, same=False, why="the congress before")
    for code in chance.sample(cities, 10):
        left, right = {"name": f"“{codes[code]}五一劳动奖章”"}, {"name": f"{codes[code]}五一劳动奖章称号"}
        yield pair(code, "Award", left, right, same=True, why="quoted, and called a title")
        right = {"name": chance.choice(("全国五一劳动奖章", f"{codes[code]}五一劳动奖状", f"{codes[code]}工人先锋号"))}
        yield pair(code, "Award", left, right, same=False, why="another award")
    for code in chance.sample(cities, 10):
        title = f"{codes[code]}职工服务阵地建设三年行动计划"
        left, right = {"name": f"《{title}（2022—2024年）》"}, {"name": f"{title}(2022-2024年)"}
        yield pair(code, "Work", left, right, same=True, why="book marks and widths")
        right = {"name": f"《{title}（2025—2027年）》"}
        yield pair(code, "Work", left, right, same=False, why="the plan of other years")
    for code in chance.sample(counties, 15):
        near = chance.choice([c for c in counties if c[:4] == code[:4]])
        kind = chance.choice(("暖心驿站", "司机之家", "职工书屋", "爱心母婴室"))
        left = {"name": kind, "places": [city_of(codes, code) + codes[code]]}
        right = {"name": f"{codes[near]}{kind}"}
        same = near == code
        yield pair(
            code, "Facility", left, right, same=same, why="kind of facility of two counties" if not same else "place"
        )
        right = {"name": f"{codes[code]}{kind}"}
        yield pair(code, "Facility", left, right, same=True, why="kind of facility, place told by the document")
    for code in chance.sample(cities, 8):
        other = chance.choice([c for c in cities if c != code])
        left, right = ({"name": "“夏送清凉”活动", "places": [codes[c]]} for c in (code, other))
        yield pair(code, "Initiative", left, right, same=False, why="one motto in two cities")
        right = {"name": "夏送清凉", "places": [codes[code]]}
        yield pair(code, "Initiative", left, right, same=True, why="with and without quotes and kind")


if __name__ == "__main__":
    main()
