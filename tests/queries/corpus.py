"""The invented example with a document that contradicts it, and two later ones; and what to ask of all of them."""

from graph.example import _document, assemble, example
from graph.test_build import build

from unionkg.model import Extraction, Interval, Observation
from unionkg.store.dataset import Dataset, open_dataset

BULLETIN = """司机驿站建设通报
截至2024年底，云州市建成司机驿站90个。滨江区位于云州市。
"""

CHANGES = """云州市总工会半年工作
云州市总工会党组书记何静说，云州市总工会已开展‘司机关爱行动’。云州市总工会权益保障部部长林芳出席。
截至2025年6月，云州市建成司机驿站310个，其中滨江区160个，南岭区180个。南岭区位于云州市。志愿者周强也在场。
"""
DEPARTMENT = """权益保障部走访职工
云州市总工会权益保障部部长周强走访司机驿站。
"""

ASKED = {
    "about": {"entity": "林芳"},
    "attendance": {"event": "启用仪式"},
    "awards": {"conferrer": "云州市总工会"},
    "bodies": {"organization": "云州市总工会"},
    "career": {"person": "陈海"},
    "chain": {"first": "郑明", "second": "滨江区"},
    "confirmed": {"organization": "云州市总工会"},
    "disagreements": {},
    "documents": {"publisher": "云州日报"},
    "events": {"year": "2024"},
    "evidence": {"first": "郑明", "second": "市总工会"},
    "facilities": {"kind": "驿站", "place": "滨江区"},
    "figures": {"subject": "司机驿站"},
    "fulfilment": {},
    "initiatives": {"organization": "云州市总工会"},
    "leaders": {"organization": "云州市总工会"},
    "operates": {"organization": "云州市总工会"},
    "operators": {"thing": "滨江区司机驿站"},
    "partners": {"organization": "迅达物流"},
    "parts": {},
    "plans": {"subject": "云州市总工会"},
    "post-holders": {"role": "主席", "date": "2019"},
    "review": {"type": "人物"},
    "said-by": {"speaker": "郑明"},
    "series": {"subject": "司机驿站"},
    "single-source": {"entity": "陈海"},
    "successions": {},
    "together": {"first": "郑明", "second": "林芳"},
    "two-holders": {},
    "unconfirmed": {"months": "6"},
}


def _bulletin() -> Extraction:
    doc = _document("news/bulletin.txt", BULLETIN, publisher="东江工人报", published="2025-01-06")
    doc.entity("stations", "Facility", "司机驿站")
    doc.entity("city", "Place", "云州市")
    doc.entity("district", "Place", "滨江区")
    doc.say("locatedIn", "district", "city", "滨江区位于云州市")
    doc.figure(
        "stations",
        "截至2024年底，云州市建成司机驿站90个",
        Observation("数量", 90.0, "个", None, "司机驿站"),
        "city",
        interval=Interval("截至2024年底", "2024", "2024"),
    )
    return doc.extraction()


def _changes() -> Extraction:
    doc = _document("news/changes.txt", CHANGES, publisher="云州日报", published="2025-06-10")
    doc.entity("he", "Person", "何静")
    doc.entity("lin", "Person", "林芳")
    doc.entity("volunteer", "Person", "周强")
    doc.entity("union", "Organization", "云州市总工会")
    doc.entity("rights", "Organization", "云州市总工会权益保障部")
    doc.entity("care", "Initiative", "司机关爱行动")
    doc.entity("stations", "Facility", "司机驿站")
    doc.entity("city", "Place", "云州市")
    doc.entity("district", "Place", "滨江区")
    doc.entity("south", "Place", "南岭区")
    doc.say("holdsRole", "he", "union", "云州市总工会党组书记何静", role="党组书记")
    doc.say("holdsRole", "lin", "rights", "云州市总工会权益保障部部长林芳", role="部长")
    doc.say("operates", "union", "care", "云州市总工会已开展‘司机关爱行动’", speaker="he")
    doc.say("locatedIn", "south", "city", "南岭区位于云州市")
    by_june = Interval("截至2025年6月", None, "2025-06")
    for place, value, quote in (
        ("city", 310.0, "云州市建成司机驿站310个"),
        ("district", 160.0, "滨江区160个"),
        ("south", 180.0, "南岭区180个"),
    ):
        seen = Observation("数量", value, "个", None, "司机驿站")
        doc.figure("stations", quote, seen, place, interval=by_june)
    return doc.extraction()


def _department() -> Extraction:
    doc = _document("news/department.txt", DEPARTMENT, publisher="云州日报", published="2025-01-08")
    doc.entity("zhou2", "Person", "周强")
    doc.entity("rights", "Organization", "云州市总工会权益保障部")
    doc.say("holdsRole", "zhou2", "rights", "云州市总工会权益保障部部长周强", role="部长")
    return doc.extraction()


def dataset() -> Dataset:
    """Return the four documents as a dataset in memory."""
    return _loaded(_bulletin())


def later_dataset() -> Dataset:
    """Return them and the two later ones."""
    return _loaded(_bulletin(), _changes(), _department())


def _loaded(*more: Extraction) -> Dataset:
    extractions, _, run, settings = example()
    extractions = (*extractions, *more)
    made = open_dataset()
    made.load_all(build(extractions, assemble(extractions), run, settings))
    return made
