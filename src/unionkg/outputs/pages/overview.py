"""What a graph holds by name: the entities with their spellings, the articles, how much is said. No texts, no edges."""

import json
from collections import Counter
from dataclasses import dataclass

from pyoxigraph import Store

from unionkg.graph.facts import Facts, local, rules


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as lists and search show it; `documents` is the number of those that mention it."""

    id: str
    type: str
    label: str
    aliases: tuple[str, ...]
    pinyin: str
    documents: int


@dataclass(frozen=True, slots=True)
class Article:
    """A document as lists show it; `statements` counts what it says."""

    id: str
    title: str
    publisher: str
    published: str
    statements: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Entities, most mentioned first; articles, newest first; the number of statements."""

    names: tuple[Name, ...]
    articles: tuple[Article, ...]
    statements: int

    def of_type(self, type_: str) -> list[Name]:
        """Return the entities of a type in their order."""
        return [name for name in self.names if name.type == type_]


def overview(store: Store) -> Overview:
    """Read the default graph of `store` in time linear in its entities and documents."""
    facts = Facts(store)
    labels, aliases, readings = facts.one("skos:prefLabel"), facts.many("skos:altLabel"), facts.one("ukg:pinyin")
    mentioned = Counter(iri for iris in facts.many("schema:mentions").values() for iri in iris)
    names = [
        Name(local(iri), type_, labels.get(iri, local(iri)), tuple(aliases.get(iri, ())), readings.get(iri, ""), count)
        for class_, type_ in rules()["nodes"].items()
        for iri in facts.of_class(class_)
        for count in (mentioned[iri],)
    ]
    said = Counter(facts.one("prov:wasQuotedFrom").values())
    titles, publishers = facts.one("schema:headline"), facts.one("schema:publisher")
    dates = facts.one("schema:datePublished")
    articles = [
        Article(local(iri), titles.get(iri, local(iri)), publishers.get(iri, ""), dates.get(iri, ""), said[iri])
        for iri in facts.of_class("schema:NewsArticle")
    ]
    articles.sort(key=lambda article: (article.title, article.id))
    articles.sort(key=lambda article: article.published, reverse=True)
    return Overview(
        names=tuple(sorted(names, key=lambda name: (-name.documents, name.label, name.id))),
        articles=tuple(articles),
        statements=len(facts.of_class("ukg:Statement")),
    )


def search_script(seen: Overview, questions: dict[str, tuple[str, str]]) -> str:
    """Return the script that hands names, articles and questions (name → titles) to the search of the pages.

    A script rather than JSON: pages that were opened from a disk may load scripts and nothing else.
    """
    rows: list[list[object]] = [
        [name.id, name.type, name.label, list(name.aliases), name.pinyin, name.documents] for name in seen.names
    ]
    rows += [[article.id, "Document", article.title, [], "", 0] for article in seen.articles]
    rows += [[name, "Question", zh, [en], "", 0] for name, (zh, en) in questions.items()]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.unionkgNames = {text};\n".encode("utf-8", "replace").decode()
