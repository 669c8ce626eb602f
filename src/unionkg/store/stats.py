"""What a dataset holds, counted."""

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal

from unionkg.graph.facts import Facts, chinese_labels
from unionkg.iris import term
from unionkg.store.dataset import Dataset
from unionkg.store.table import Table
from unionkg.vocab import ENTITY_CLASSES


def count(dataset: Dataset) -> Table:
    """Return the numbers of documents (by publisher, with the first and last date), entities by class, statements.

    Statements are counted by relation and modality; the rows of a section are in the order of their size.

    Raises:
        ResourceError: the ontology cannot be read.
    """
    rows = tuple(
        (Literal(section), Literal(what), Literal(number))
        for section, what, number in (*_documents(Facts(dataset.store)), *_contents(Facts(dataset.store)))
    )
    return Table(("section", "what", "number"), rows, ("部分 Section", "内容 What", "数量 Number"))


def _documents(facts: Facts) -> Iterator[tuple[str, str, int | str]]:
    documents = facts.of_class("schema:NewsArticle")
    publishers, dates = facts.one("schema:publisher"), sorted(facts.one("schema:datePublished").values())
    section = "文章 Documents"
    yield section, "合计 all", len(documents)
    if dates:
        yield section, "最早 first", dates[0]
        yield section, "最晚 last", dates[-1]
    section = "发布者 Publishers"
    yield from ((section, *row) for row in _by_size(Counter(publishers.get(iri, "—") for iri in documents)))


def _contents(facts: Facts) -> Iterator[tuple[str, str, int]]:
    labels = chinese_labels()
    section = "实体 Entities"
    sizes = Counter({f"{labels.get(term(c).value, '')} {n}": len(facts.of_class(c)) for n, c in ENTITY_CLASSES.items()})
    yield section, "合计 all", sizes.total()
    yield from ((section, *row) for row in _by_size(sizes))
    statements = facts.of_class("ukg:Statement")
    predicates, modalities = facts.one("rdf:predicate"), facts.one("ukg:modality")
    section = "陈述 Statements"
    yield section, "合计 all", len(statements)
    for iris in (predicates, modalities):
        names = Counter(_name(labels, iris[stmt]) for stmt in statements if stmt in iris)
        yield from ((section, *row) for row in _by_size(names))
    reviewed = Counter(_name(labels, iri) for iri in facts.one("ukg:review").values())
    yield from (("审核 Review", *row) for row in _by_size(reviewed))
    yield "证据 Evidence", "合计 all", len(facts.of_class("oa:SpecificResource"))


def _name(labels: dict[str, str], iri: str) -> str:
    return f"{labels.get(iri, '')} {iri.rpartition('#')[2].removeprefix('modality-').removeprefix('review-')}".strip()


def _by_size(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
