"""What workers do for the Reconciliation Service API 0.2 of the W3C's Entity Reconciliation Community Group.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode

from unionkg.errors import QueryError
from unionkg.graph.facts import chinese_labels, local
from unionkg.iris import relation, term
from unionkg.outputs.pages.excerpt import around_entity
from unionkg.outputs.pages.words import RELATIONS, TYPES, heading
from unionkg.server.answer import HTML, JSON, Answer, RefusedError
from unionkg.server.pages import seen_of, site_of
from unionkg.server.scoring import CERTAIN, Matcher, Scored
from unionkg.server.session import Session
from unionkg.vocab import RELATION_TYPES

_PLAIN = {
    "label": (("名称", "Name"), "skos:prefLabel"),
    "alias": (("又称", "Alias"), "skos:altLabel"),
    "pinyin": (("拼音", "Pinyin"), "ukg:pinyin"),
    "kind": (("类别", "Kind"), "ukg:kind"),
}
_INVERSE = "-of"
_MOST = 50


def reconcile(session: Session, queries: Mapping[str, Any]) -> Answer:
    """Return candidates for each query of a batch.

    Raises:
        RefusedError: 400, a query is none.
    """
    return _json({key: {"result": list(_candidates(session, key, query))} for key, query in queries.items()})


def _candidates(session: Session, key: str, query: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise RefusedError(400, f"The query '{key}' is no object with a text 'query'.")
    types = query.get("type") or []
    types = [types] if isinstance(types, str) else types
    limit = query.get("limit", 10)
    if not isinstance(limit, int) or not isinstance(types, list) or not all(isinstance(type_, str) for type_ in types):
        raise RefusedError(400, f"In the query '{key}', 'limit' is a whole number and 'type' a list of texts.")
    wanted = _conditions(key, query.get("properties") or [])
    found = _matcher(session).match(query.get("query", ""), types, _MOST)
    scored = [(one, _held(session, one, wanted)) for one in found]
    ranked = sorted(scored, key=lambda pair: -_total(*pair))[: max(0, min(limit, _MOST))]
    certain = [one for one, held in ranked if _total(one, held) >= CERTAIN]
    for one, held in ranked:
        yield {
            "id": one.name.id,
            "name": one.name.label,
            "description": "、".join(one.name.aliases[:3]),
            "type": [_type(one.name.type)],
            "score": round(100 * _total(one, held), 1),
            "match": certain == [one],
            "features": [
                {"id": feature, "value": round(value, 3)} for feature, value in {**one.features, **held}.items()
            ],
        }


def _conditions(key: str, properties: Any) -> list[tuple[str, set[str]]]:
    try:
        return [(item["pid"], _texts(item["v"])) for item in properties]
    except (TypeError, KeyError) as error:
        raise RefusedError(
            400, f"In the query '{key}', 'properties' is a list of objects with 'pid' and 'v'."
        ) from error


def _texts(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {str(item.get("id", "")) if isinstance(item, dict) else str(item) for item in values}


def _held(session: Session, one: Scored, wanted: Sequence[tuple[str, set[str]]]) -> dict[str, float]:
    """Return for each condition whether the entity has one of the values: a name, or an ID."""
    held = {}
    for property_, texts in wanted:
        values = _values(session, one.name.id, property_)
        known = {text for value in values for text in map(str, value.values())}
        held[f"property:{property_}"] = float(bool(known & texts))
    return held


def _total(one: Scored, held: Mapping[str, float]) -> float:
    """Return the score: conditions that do not hold take a fifth each off, for a graph may lack a fact."""
    return one.score * 0.8 ** sum(1 for value in held.values() if not value)


def suggest_entity(session: Session, prefix: str, limit: int) -> Answer:
    """Return entities whose name begins with `prefix`."""
    names = _matcher(session).starting(prefix, limit=limit)
    rows = [
        {"id": n.id, "name": n.label, "description": "、".join(n.aliases[:3]), "notable": [_type(n.type)]}
        for n in names
    ]
    return _json({"result": rows})


def preview(session: Session, id_: str) -> Answer:
    """Return a card of the entity for a small frame."""
    try:
        part = around_entity(session.dataset.store, f"{session.options.base_iri}id/{id_}")
        return Answer(site_of(session).preview(part, id_), HTML)
    except (QueryError, ValueError) as error:
        raise RefusedError(404, f"The graph has no '{id_}'.") from error


def extend(session: Session, ids: Sequence[str], properties: Sequence[Mapping[str, Any]]) -> Answer:
    """Return the values of `properties` for the entities `ids`."""
    rows: dict[str, dict[str, Any]] = {}
    for id_ in ids:
        rows[id_] = {}
        for property_ in properties:
            limit = str((property_.get("settings") or {}).get("limit", ""))
            values = list(_values(session, id_, property_["id"]))
            rows[id_][property_["id"]] = values[: int(limit)] if limit.isdecimal() else values
    meta = [{"id": item["id"], "name": _property_name(item["id"])} for item in properties]
    return _json({"meta": meta, "rows": rows})


def property_list() -> list[dict[str, str]]:
    """Return all properties that can be asked for."""
    ids = (*_PLAIN, *RELATION_TYPES, *(f"{name}{_INVERSE}" for name in RELATION_TYPES if name != "partneredWith"))
    return [{"id": id_, "name": _property_name(id_)} for id_ in ids]


def type_list() -> list[dict[str, str]]:
    """Return the types of entities."""
    return [_type(name) for name in TYPES]


def _property_name(id_: str) -> str:
    if id_ in _PLAIN:
        return " ".join(_PLAIN[id_][0])
    name = id_.removesuffix(_INVERSE)
    if name not in RELATIONS:
        raise RefusedError(400, f"There is no property '{id_}'.")
    return " ".join(heading(name, is_inverse=id_.endswith(_INVERSE)))


def _values(session: Session, id_: str, property_: str) -> Iterator[dict[str, str]]:
    """Yield the values of a property as the API writes them."""
    _property_name(property_)
    store = session.dataset.store
    try:
        node = NamedNode(f"{session.options.base_iri}id/{id_}")
    except ValueError:
        return
    if property_ in _PLAIN:
        quads = store.quads_for_pattern(node, term(_PLAIN[property_][1]), None, DefaultGraph())
        texts = {q.object.value for q in quads if isinstance(q.object, Literal | NamedNode)}
        yield from ({"str": chinese_labels().get(text, text)} for text in sorted(texts))
        return
    is_inverse, predicate = property_.endswith(_INVERSE), relation(property_.removesuffix(_INVERSE))
    subject, object_ = (None, node) if is_inverse else (node, None)
    quads = store.quads_for_pattern(subject, predicate, object_, DefaultGraph())
    ends = {quad.subject if is_inverse else quad.object for quad in quads}
    for end in sorted((end for end in ends if isinstance(end, NamedNode)), key=str):
        labels = store.quads_for_pattern(end, term("skos:prefLabel"), None, DefaultGraph())
        label = next((q.object.value for q in labels if isinstance(q.object, Literal)), local(end.value))
        yield {"id": local(end.value), "name": label}


def _matcher(session: Session) -> Matcher:
    return session.once("matcher", lambda: Matcher(seen_of(session).names))


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": " ".join(TYPES[name])}


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), JSON)
