"""The projection: what folds into which edge, what groups, and that nothing depends on order."""

import random

import networkx
import pytest
from graph.example import example
from graph.test_build import build
from pyoxigraph import Literal, NamedNode, Quad, Store

from unionkg.errors import ResourceError
from unionkg.graph.facts import rules
from unionkg.graph.network import to_networkx
from unionkg.graph.projection import Edge, Node, Projection, project
from unionkg.iris import term
from unionkg.vocab import ENTITY_CLASSES, OBSERVATION, RELATION_TYPES


def store_of(quads: list[Quad]) -> Store:
    store = Store()
    store.extend([Quad(q.subject, q.predicate, q.object) for q in quads])
    return store


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return build(*example())


@pytest.fixture(scope="module")
def view(quads: list[Quad]) -> Projection:
    return project(store_of(quads))


def node(view: Projection, label: str) -> Node:
    (found,) = (node for node in view.nodes if node.label == label)
    return found


def edges(view: Projection, type_: str, source: str, target: str = "") -> list[Edge]:
    ends = node(view, source).id, node(view, target).id if target else ""
    return [edge for edge in (*view.edges, *view.loose) if (edge.type, edge.source, edge.target) == (type_, *ends)]


def test_every_relation_has_a_rule() -> None:
    """projection.toml says of each class and relation of the vocabulary what it becomes, and of no other."""
    listed = (*rules()["edges"]["directed"], *rules()["edges"]["symmetric"])
    assert sorted(listed) == sorted(f"ukg:{name}" for name in RELATION_TYPES)
    assert rules()["figures"]["statement"] == f"ukg:{OBSERVATION}"
    assert {type_: class_ for class_, type_ in rules()["nodes"].items()} == ENTITY_CLASSES


def test_nodes_are_entities(view: Projection) -> None:
    """A node has its labels, kind, pinyin and documents; memberships, roles and observations are none."""
    union = node(view, "云州市总工会")
    assert (union.type, union.aliases, union.kind) == ("Organization", ("市总工会",), "工会")
    assert (union.pinyin, union.initials) == ("yun zhou shi zong gong hui", "yzszgh")
    assert len(union.documents) == 3
    assert {n.type for n in view.nodes} <= set(ENTITY_CLASSES)
    assert len(view.nodes) == len(example()[1])


def test_statements_of_one_thing_are_one_edge(view: Projection) -> None:
    """The same role in two documents is one edge with two witnesses; another role is another edge."""
    found = {edge.role: edge for edge in edges(view, "holdsRole", "郑明", "云州市总工会")}
    assert set(found) == {"副主席", "党组书记"}
    assert [w.quote for w in found["党组书记"].witnesses] == ["云州市总工会党组书记、副主席郑明"]
    assert {w.quote for w in found["副主席"].witnesses} == {"云州市总工会党组书记、副主席郑明", "市总工会副主席郑明"}
    assert (found["党组书记"].order, found["党组书记"].label) == (1, "党组书记")


def test_modality_stays_on_the_edge(view: Projection) -> None:
    """Planned, demanded, past and negated statements are edges of their own modality."""
    assert [e.modality for e in edges(view, "operates", "云州市总工会", "司机关爱行动")] == ["planned"]
    assert [e.modality for e in edges(view, "operates", "云州市总工会", "司机驿站")] == ["demanded"]
    assert [e.modality for e in edges(view, "operates", "迅达物流有限公司", "旧站点")] == ["negated"]
    (past,) = edges(view, "holdsRole", "陈海", "云州市公交公司工会")
    assert (past.modality, past.start, past.end) == ("past", "2018", "2021")


def test_a_witness_leads_to_the_text(view: Projection) -> None:
    """The offsets of every witness are those of its quote in the text of its document."""
    texts = {doc.id: doc.text for doc in view.documents}
    witnesses = [w for e in (*view.edges, *view.loose) for w in e.witnesses]
    witnesses += [w for n in view.nodes for f in n.figures for w in f.witnesses]
    assert len(witnesses) > 20
    assert all(texts[w.document][w.start : w.end] == w.quote for w in witnesses)


def test_a_witness_has_its_speaker(view: Projection) -> None:
    """Who says so is the node of the person; the reporter's own voice has none."""
    (edge,) = edges(view, "operates", "云州市总工会", "司机关爱行动")
    assert edge.witnesses[0].speaker == node(view, "郑明").id
    (edge,) = edges(view, "operates", "云州市总工会", "滨江区司机驿站")
    assert edge.witnesses[0].speaker is None
    assert (edge.label, edge.witnesses[0].confidence, edge.witnesses[0].origin) == ("运营", 0.8, "example")


def test_roles_without_an_organisation_are_loose(view: Projection) -> None:
    """A role that names no organisation stays with the person and is no edge of the picture."""
    assert {edge.label for edge in view.loose} == {"本报记者", "总书记"}
    assert all(edge.target for edge in view.edges)


def test_figures_fold_into_their_node(view: Projection) -> None:
    """What is reached and what is planned are two figures with value, bound, period, place and witness."""
    reached, planned = node(view, "司机驿站").figures
    assert (reached.value, reached.unit, reached.bound, reached.modality) == (120.0, "个", "at_least", "actual")
    assert (reached.start, reached.end, reached.place) == ("2024", "2024", node(view, "云州市").id)
    assert (planned.value, planned.bound, planned.end, planned.modality) == (300.0, None, "2025", "planned")
    assert reached.witnesses[0].quote == "今年全市已建成司机驿站120余个"


def test_documents_are_readable(view: Projection) -> None:
    """Each document has title, path and text; what it does not say is None."""
    titles = {doc.title: doc for doc in view.documents}
    assert titles["驿站启用（转载）"].publisher is None
    assert titles["云州市总工会司机驿站启用"].published == "2024-05-20"
    assert all(len(doc.id) == 16 for doc in view.documents)


def test_order_makes_no_difference(quads: list[Quad], view: Projection) -> None:
    """The same triples in any order give an equal projection, sorted by ID."""
    shuffled = list(quads)
    random.Random(7).shuffle(shuffled)
    assert project(store_of(shuffled)) == view
    for part in (view.nodes, view.edges, view.loose, view.documents):
        assert [item.id for item in part] == sorted({item.id for item in part})


def test_symmetric_relations_are_one_edge(quads: list[Quad]) -> None:
    """A partnership that one text tells from either side is one edge."""
    stmt = next(q.subject for q in quads if q.object == term("ukg:partneredWith"))
    own = [q for q in quads if q.subject == stmt]
    turned = NamedNode(stmt.value[:-1] + "z")
    swap = {term("rdf:subject"): term("rdf:object"), term("rdf:object"): term("rdf:subject")}
    copies = [Quad(turned, swap.get(q.predicate, q.predicate), q.object) for q in own]
    found = [edge for edge in project(store_of(quads + copies)).edges if edge.type == "partneredWith"]
    assert len(found) == 1
    assert len(found[0].witnesses) == 2
    assert found[0].source < found[0].target


def test_bounds_of_several_witnesses(quads: list[Quad]) -> None:
    """The bounds are the widest that witnesses state; a start without an end leaves the edge open."""
    (stmt,) = {q.subject for q in quads if q.predicate == term("schema:startDate") and q.object.value == "2018"} & {
        q.subject for q in quads if q.object == term("ukg:Statement")
    }
    own = [q for q in quads if q.subject == stmt]
    dates = {term("schema:startDate"), term("schema:endDate")}
    other = NamedNode(stmt.value[:-1] + "z")
    copies = [Quad(other, q.predicate, q.object) for q in own if q.predicate not in dates]
    start = Quad(other, term("schema:startDate"), Literal("2017-03"))
    ends = Quad(other, term("schema:endDate"), Literal("2021-05"))

    def past(extra: list[Quad]) -> tuple[str | None, str | None]:
        (edge,) = (e for e in project(store_of(quads + extra)).edges if e.modality == "past")
        return edge.start, edge.end

    assert past(copies) == ("2018", "2021")
    assert past([*copies, start, ends]) == ("2017-03", "2021")
    assert past([*copies, start]) == ("2017-03", None)


def test_an_unknown_relation_is_reported(quads: list[Quad]) -> None:
    """A relation that projection.toml does not list never vanishes: it is an error that names it."""
    strange = [
        Quad(q.subject, q.predicate, term("ukg:kind")) if q.object == term("ukg:targets") else q
        for q in quads
        if q.predicate == term("rdf:predicate") or q.object != term("ukg:targets")
    ]
    with pytest.raises(ResourceError, match="ontology#kind"):
        project(store_of(strange))


def test_a_thing_is_not_related_to_itself(quads: list[Quad]) -> None:
    """Where resolution united both sides of a statement, it becomes no edge."""
    stmt = next(q.subject for q in quads if q.object == term("ukg:partOf"))
    subject = next(q.object for q in quads if q.subject == stmt and q.predicate == term("rdf:subject"))
    united = [
        Quad(q.subject, q.predicate, subject) if (q.subject, q.predicate) == (stmt, term("rdf:object")) else q
        for q in quads
    ]
    assert not [edge for edge in project(store_of(united)).edges if edge.type == "partOf"]


def test_nothing_gives_nothing() -> None:
    """An empty store has an empty projection."""
    assert project(Store()) == Projection((), (), (), ())


def test_to_networkx(view: Projection) -> None:
    """Nodes and parallel edges keep their IDs; loose roles are left out; metrics run on it."""
    graph = to_networkx(view)
    assert set(graph) == {n.id for n in view.nodes}
    assert {key for _, _, key in graph.edges(keys=True)} == {e.id for e in view.edges}
    pair = node(view, "郑明").id, node(view, "云州市总工会").id
    assert sorted(data["weight"] for data in graph.get_edge_data(*pair).values()) == [1, 2]
    assert networkx.degree_centrality(graph)
