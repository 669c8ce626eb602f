"""The invented example with one more document, which contradicts it; and a question of each name to ask of it."""

from graph.example import _document, assemble, example
from graph.test_build import build

from unionkg.model import Extraction, Interval, Observation
from unionkg.store.dataset import Dataset, open_dataset

BULLETIN = """司机驿站建设通报
截至2024年底，云州市建成司机驿站90个。滨江区位于云州市。
"""

ASKED = {
    "about": {"entity": "林芳"},
    "attendance": {"event": "启用仪式"},
    "awards": {"conferrer": "云州市总工会"},
    "bodies": {"organization": "云州市总工会"},
    "career": {"person": "陈海"},
    "disagreements": {},
    "documents": {"publisher": "云州日报"},
    "evidence": {"first": "郑明", "second": "市总工会"},
    "facilities": {"kind": "驿站", "place": "滨江区"},
    "figures": {"subject": "司机驿站"},
    "leaders": {"organization": "云州市总工会"},
    "operates": {"organization": "云州市总工会"},
    "operators": {"thing": "滨江区司机驿站"},
    "partners": {"organization": "迅达物流"},
    "plans": {"subject": "云州市总工会"},
    "post-holders": {"role": "主席", "date": "2019"},
    "said-by": {"speaker": "郑明"},
    "single-source": {"entity": "陈海"},
    "together": {"first": "郑明", "second": "林芳"},
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


def dataset() -> Dataset:
    """Return the four documents as a dataset in memory."""
    extractions, _, run, settings = example()
    extractions = (*extractions, _bulletin())
    made = open_dataset()
    made.load_all(build(extractions, assemble(extractions), run, settings))
    return made
