"""The real article: what an analyst must find in its graph, with the sentence behind each answer."""

import csv
import io

import pytest
from click.testing import CliRunner

from unionkg.cli import main
from unionkg.vocab import MODALITIES

pytestmark = [pytest.mark.model, pytest.mark.shared]

MUNICIPAL, DISTRICT = "北京市总工会", "北京市海淀区总工会"
CENTRE = "新就业形态劳动争议多元调解中心"


@pytest.fixture(scope="module")
def said(seed):
    """The statements with canonical names in place of IDs: (property, subject, object, role, status, speaker)."""
    build, _ = seed
    names = {member: entity.canonical for entity in build.resolution.entities for member in entity.members}
    return {
        (s.property, names.get(s.subject), names.get(s.object), s.role, MODALITIES[s.modality], names.get(s.speaker))
        for extraction in build.extractions
        for s in extraction.statements
    }


@pytest.fixture(scope="module")
def ask(seed):
    """Ask a named question on the command line; the rows of its CSV."""

    def run(question, **params):
        args = ["query", question, "--format", "csv", "--out", str(seed[1])]
        for name, value in params.items():
            args += ["--param", f"{name}={value}"]
        result = CliRunner().invoke(main, args)
        assert result.exit_code == 0, result.output
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return run


@pytest.fixture(scope="module")
def is_quote(seed):
    """Whether words stand in one of the articles."""
    texts = [extraction.document.text for extraction in seed[0].extractions]
    return lambda words: bool(words) and any(words in text for text in texts)


@pytest.mark.parametrize(
    ("person", "body", "role"),
    [
        ("张良", MUNICIPAL, "党组书记"),
        ("张良", MUNICIPAL, "副主席"),
        ("李卫华", "北京市海淀区人大常委会", "党组成员"),
        ("李卫华", "北京市海淀区人大常委会", "副主任"),
        ("李卫华", DISTRICT, "主席"),
    ],
)
def test_leadership_roles(said, ask, is_quote, person, body, role):
    """Each post is a statement of the reporter's, and `leaders` and `career` answer it with its quote."""
    assert ("holdsRole", person, body, role, "actual", None) in said
    rows = [row for row in ask("leaders", organization=body) if (row["person"], row["role"]) == (person, role)]
    assert rows and all(is_quote(row["quote"]) and person in row["quote"] for row in rows)
    assert [row for row in ask("career", person=person) if row["role"] == role]


def test_the_reporter(said):
    """白莹 is the reporter."""
    assert [role for property_, person, _, role, *_ in said if (property_, person) == ("holdsRole", "白莹")] == [
        "本报记者"
    ]


@pytest.mark.parametrize(
    ("subject", "value", "unit"),
    [
        ("暖心驿站", 2394, "个"),
        ("职工之家", 246, "家"),
        ("职工书屋", 230, "家"),
        ("新就业形态劳动者工会会员", 46000, "人"),
    ],
)
def test_figures(seed, ask, is_quote, subject, value, unit):
    """Each figure has its value, unit, place and speaker, and `figures` answers it with its quote."""
    rows = [row for row in ask("figures", measure=subject) if float(row["value"]) == value]
    assert rows, f"no figure {value} of {subject}"
    for row in rows:
        assert row["unit"] == unit and row["place"].endswith("海淀区") and row["speaker"] == "李卫华"
        assert is_quote(row["quote"])


def test_the_driver_station(said, ask, is_quote):
    """It lies in 中关村软件园 and two bodies run it, as 李卫华 says."""
    station = next(s for property_, s, o, *_ in said if property_ == "locatedIn" and o == "中关村软件园")
    assert station.endswith("网约车司机小站")
    rows = ask("operators", thing=station)
    assert {row["operator"] for row in rows} == {DISTRICT, "中国职工服务集团"}
    assert all(is_quote(row["quote"]) and row["speaker"] == "李卫华" for row in rows)
    places = [row for row in ask("facilities", kind="网约车司机小站") if row["place_name"] == "中关村软件园"]
    assert places and is_quote(places[0]["quote"])


def test_the_mediation_centre_and_its_award(said, ask, is_quote):
    """The centre received the award; the question finds it by the award and by the recipient."""
    award = "北京市金牌劳动人事争议调解组织"
    (row,) = [row for row in ask("awards") if row["award"] == award]
    assert row["recipient_name"].endswith(CENTRE)
    assert is_quote(row["quote"])
    assert ask("awards", recipient=row["recipient_name"])
    assert ("received", row["recipient_name"], award, None, "actual", "李卫华") in said


@pytest.mark.parametrize("thing", ["工匠学院", "12351职工服务热线"])
def test_what_is_planned_is_planned(said, ask, is_quote, thing):
    """What 张良 announces is planned, of his union, and no plain edge."""
    assert ("operates", MUNICIPAL, thing, None, "planned", "张良") in said
    assert not [row for row in said if row[0] == "operates" and row[2] == thing and row[4] == "actual"]
    rows = [row for row in ask("plans", subject=MUNICIPAL) if row["object"] == thing]
    assert rows and all(is_quote(row["quote"]) and row["speaker"] == "张良" for row in rows)


def test_who_speaks(ask):
    """What each of the two says in the interview is theirs: figures of the district are not said by 张良."""
    district = {row["subject"] for row in ask("said-by", speaker="李卫华")}
    municipal = {row["subject"] for row in ask("said-by", speaker="张良")}
    assert DISTRICT in district and DISTRICT not in municipal
    assert MUNICIPAL in municipal and MUNICIPAL not in district
    values = {row["value"] for row in ask("said-by", speaker="张良")}
    assert not {value for value in values if value and float(value) in (2394, 246, 230, 46000)}


def test_partners(ask):
    """The district's union works with two bodies."""
    partners = {row["partner"] for row in ask("partners", organization=DISTRICT)}
    assert "中国职工服务集团" in partners and any(partner.endswith("海淀区残联") for partner in partners)
