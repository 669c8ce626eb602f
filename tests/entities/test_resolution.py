"""Entities of the corpus: who meets whom, what stays apart, and that neither order nor additions change the rest."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.entities import resolve
from unionkg.entities.clusters import cluster
from unionkg.entities.keys import is_pointer
from unionkg.entities.people import Society, namesake_pairs
from unionkg.entities.profiles import Profile
from unionkg.model import Document, Entity, Evidence, Extraction, Judgement, Span, Statement


def reading(key, *entities, roles=(), published=None):
    """Return the extraction of a made-up document: entities as (type, name), roles as (person, body) by index."""
    doc = Document(sha256=key * 64, path=f"{key}.txt", text="文", body=Span(0, 1), published=published)
    made = tuple(
        Entity(f"{doc.id}-e{number}", type_, name, name, tuple(aliases))
        for number, (type_, name, *aliases) in enumerate(entities, start=1)
    )
    statements = tuple(
        Statement(f"{key}{i}", "holdsRole", made[who].id, made[body].id, (Evidence(doc.id, Span(0, 1)),), role="主席")
        for i, (who, body) in enumerate(roles)
    )
    return Extraction(doc, made, statements)


def groups(resolution):
    """Return the documents whose entities each assembled one unites, by name."""
    return sorted((e.canonical, "".join(member[0] for member in e.members)) for e in resolution.entities)


NAMES = {
    "full and without the city": (["海淀区总工会", "北京市海淀区总工会"], [("北京市海淀区总工会", "ab")]),
    "a district of that name is in two cities": (
        ["朝阳区总工会", "北京市朝阳区总工会"],
        [("北京市朝阳区总工会", "b"), ("朝阳区总工会", "a")],
    ),
    "other divisions never meet": (
        ["霁州市东区总工会", "槿川市东区总工会"],
        [("槿川市东区总工会", "b"), ("霁州市东区总工会", "a")],
    ),
    "two that it could be": (
        ["东区总工会", "霁州市东区总工会", "槿川市东区总工会"],
        [("东区总工会", "a"), ("槿川市东区总工会", "c"), ("霁州市东区总工会", "b")],
    ),
    "province and city": (
        ["岚江省霁州市砚湖区总工会", "砚湖区总工会", "霁州市砚湖区总工会"],
        [("霁州市砚湖区总工会", "abc")],
    ),
    "pointing forms stay in their documents": (["市总工会", "市总工会"], [("市总工会", "a"), ("市总工会", "b")]),
    "a city whose name begins with such a character": (["镇江市总工会"] * 2, [("镇江市总工会", "ab")]),
    "generic bodies stay in their documents": (["公司工会"] * 2, [("公司工会", "a"), ("公司工会", "b")]),
    "short and official name": (["砚湖区人社局", "砚湖区人力资源和社会保障局"], [("砚湖区人力资源和社会保障局", "ab")]),
}


@pytest.mark.parametrize(("names", "expected"), NAMES.values(), ids=NAMES)
def test_which_bodies_are_one(names, expected):
    """Bodies meet by canonical name, and by a name without its divisions where that leaves no doubt."""
    assert (
        groups(resolve(reading(key, ("Organization", name)) for key, name in zip("abc", names, strict=False)))
        == expected
    )


@pytest.mark.parametrize("name", ["全区", "我市", "本省", "全县", "该区"])
def test_pointing_places_are_nobodys_label(name):
    """全区 neither meets 全区 of another document nor is a label where a telling form is known."""
    assert len(resolve([reading("a", ("Place", name)), reading("b", ("Place", name))]).entities) == 2
    (entity,) = resolve([reading("a", ("Place", name, "海淀区"))]).entities
    assert not is_pointer(entity.name) and not is_pointer(entity.canonical)
    assert name in entity.aliases


def test_a_town_is_placed_by_its_own_document():
    """Many towns and streets share a name and no list has them: other documents do not say where one is."""
    bare, full = ("Place", "新阳街道"), ("Place", "霁州市砚湖区新阳街道")
    assert len(resolve([reading("a", bare), reading("b", full)]).entities) == 2
    assert len(resolve([reading("a", bare, full), reading("b", full)]).entities) == 1
    assert len(resolve([reading("a", bare, ("Place", "砚湖区")), reading("b", full)]).entities) == 3 - 1


@pytest.mark.parametrize(
    ("short", "full", "count"),
    [
        ("浙江", "浙江省", 1),
        ("上海", "上海市", 1),
        ("广西", "广西壮族自治区", 1),
        ("吉林", "吉林省", 2),
        ("朝阳", "朝阳市", 2),
    ],
)
def test_provinces_and_cities_without_their_last_word(short, full, count):
    """上海 is 上海市 and is called so; 吉林 may be the province or the city."""
    entities = resolve([reading("a", ("Place", short)), reading("b", ("Place", full))]).entities
    assert len(entities) == count
    assert full in {entity.canonical for entity in entities}


PEOPLE = {
    "same body": ("李静", ["霁州市总工会", "霁州市总工会"], ["ab"], 0),
    "a part of the body": ("李静", ["霁州市总工会", "霁州市总工会权益保障部"], ["ab"], 0),
    "unrelated bodies": ("宋清遥", ["霁州市总工会", "岚江重型机床集团有限公司"], ["a", "b"], 1),
    "unrelated bodies of one city": ("宋清遥", ["霁州市第一医院", "霁州市教育局"], ["a", "b"], 1),
    "one district": ("宋清遥", ["砚湖区教育局", "霁州市砚湖区总工会"], ["ab"], 0),
    "one district and a common name": ("李静", ["砚湖区教育局", "砚湖区总工会"], ["a", "b"], 1),
    "unions of one city": ("宋清遥", ["霁州市砚湖区总工会", "霁州市总工会"], ["ab"], 0),
    "one of unknown body": ("宋清遥", ["霁州市总工会", None], ["a", "b"], 1),
    "one of unknown body and a common name": ("李静", ["霁州市总工会", None], ["a", "b"], 1),
    "one of unknown body and two candidates": ("宋清遥", ["霁州市总工会", "岚江大学", None], ["a", "b", "c"], 2),
    "local bodies tell nothing": ("宋清遥", ["市委", "市委"], ["a", "b"], 1),
}


@pytest.mark.parametrize(("name", "bodies", "expected", "undecided"), PEOPLE.values(), ids=PEOPLE)
def test_which_namesakes_are_one(name, bodies, expected, undecided):
    """Namesakes meet by what they serve; the others stay apart and are reported, each pair once."""
    readings = [
        reading(key, ("Person", name), ("Organization", body), roles=[(0, 1)])
        if body
        else reading(key, ("Person", name))
        for key, body in zip("abc", bodies, strict=False)
    ]
    resolution = resolve(readings)
    found = ["".join(m[0] for m in e.members) for e in resolution.entities if e.type == "Person"]
    assert sorted(found) == expected
    assert len(resolution.undecided) == undecided


def test_many_namesakes_are_not_compared_each_with_each():
    """Pairs grow with the number of namesakes, not with its square."""
    people = [Profile(f"{n:03}", "Person", f"{n:03}", None, "王伟", ("", "王伟", "", "")) for n in range(200)]
    assert len(list(namesake_pairs(people, Society()))) == 199


entity_rows = st.tuples(
    st.sampled_from(["Person", "Organization", "Place"]),
    st.sampled_from(
        ["李静", "宋清遥", "东区总工会", "霁州市东区总工会", "槿川市东区总工会", "市总工会", "东区", "全区"]
    ),
)
readings = st.lists(
    st.tuples(
        st.lists(entity_rows, min_size=1, max_size=4), st.integers(0, 3), st.sampled_from([None, "2021", "2023"])
    ),
    max_size=6,
).map(
    lambda rows: [
        reading(f"{n:x}", *entities, roles=[(0, body)] if body < len(entities) else (), published=date)
        for n, (entities, body, date) in enumerate(rows)
    ]
)


@given(readings, st.randoms())
def test_the_order_of_documents_does_not_matter(extractions, random):
    """Any order of the documents gives equal entities and judgements."""
    shuffled = random.sample(extractions, len(extractions))
    assert resolve(shuffled) == resolve(extractions)


@given(readings)
def test_every_entity_of_a_document_has_one_place(extractions):
    """The members of the assembled entities are the entities of the documents, each once; IDs are unique."""
    resolution = resolve(extractions)
    members = [member for entity in resolution.entities for member in entity.members]
    assert sorted(members) == sorted(entity.id for extraction in extractions for entity in extraction.entities)
    assert len({entity.id for entity in resolution.entities}) == len(resolution.entities)


@given(readings, st.lists(entity_rows, min_size=1, max_size=4))
def test_a_later_document_keeps_the_ids_of_clusters_that_it_does_not_touch(extractions, rows):
    """Clusters with the same members before and after have the same ID."""
    before = {entity.members: entity.id for entity in resolve(extractions).entities}
    # The latest document: dated after the others, and its hash sorts behind those of undated ones.
    after = {e.members: e.id for e in resolve([*extractions, reading("f", *rows, published="9999-12")]).entities}
    assert {m: after[m] for m in before.keys() & after.keys()} == {m: before[m] for m in before.keys() & after.keys()}


@given(readings.filter(lambda found: sum(len(e.entities) for e in found) > 1), st.data())
def test_taking_back_a_merge_gives_what_was_before(extractions, data):
    """Two clusters that a person joins and later tells apart are as they were; `different` parts a rule's pair."""
    first = resolve(extractions)
    ids = sorted(entity.id for extraction in extractions for entity in extraction.entities)
    left, right = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    same, different = (Judgement(left, right, verdict, "王审核") for verdict in ("same", "different"))
    merged = resolve(extractions, [same])
    assert any({left, right} <= set(entity.members) for entity in merged.entities)
    parted = resolve(extractions, [same, different])
    assert not any({left, right} <= set(entity.members) for entity in parted.entities)
    if not any({left, right} <= set(entity.members) for entity in first.entities):
        assert parted.entities == first.entities


pairs = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda p: p[0] != p[1]))


@given(pairs, pairs)
def test_clusters_are_connected_components(by_rule, by_person):
    """Without `different` the clusters are the components of the graph of `same`, as networkx finds them."""
    judgements = [Judgement(*pair, "same", "rule", 0.9) for pair in by_rule]
    decisions = [Judgement(*pair, "same", "王审核") for pair in by_person]
    graph = nx.Graph(by_rule + by_person)
    graph.add_nodes_from("abcdefgh")
    found, refused = cluster("abcdefgh", judgements, decisions)
    assert {one.members for one in found} == {tuple(sorted(part)) for part in nx.connected_components(graph)}
    assert not refused


@given(pairs, pairs, pairs)
def test_what_was_told_apart_never_shares_a_cluster(by_rule, joined, parted):
    """`different` holds against rules and chains; a decision that it defeats is returned, other `same` are kept."""
    decisions = [Judgement(*pair, "same", "王审核") for pair in joined]
    decisions += [Judgement(*pair, "different", "王审核") for pair in parted]
    found, refused = cluster("abcdefgh", [Judgement(*pair, "same", "rule", 0.9) for pair in by_rule], decisions)
    of = {member: one.id for one in found for member in one.members}
    assert all(of[left] != of[right] for left, right in parted)
    gone = {frozenset((j.left, j.right)) for j in refused} | {frozenset(pair) for pair in parted}
    assert all(of[left] == of[right] for left, right in joined if frozenset((left, right)) not in gone)


def test_a_decision_closes_an_open_pair():
    """A pair that a person told apart is not asked again; one about things that are gone is returned as stale."""
    extractions = [
        reading(key, ("Person", "宋清遥"), ("Organization", body), roles=[(0, 1)])
        for key, body in (("a", "霁州市总工会"), ("b", "岚江大学"))
    ]
    (open_pair,) = resolve(extractions).undecided
    different = Judgement(open_pair.left, open_pair.right, "different", "王审核")
    gone = Judgement("gone", open_pair.right, "same", "王审核")
    resolution = resolve(extractions, [different, gone])
    assert resolution.undecided == ()
    assert resolution.stale == (gone,)
    assert different in resolution.judgements
