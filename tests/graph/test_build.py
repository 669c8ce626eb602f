"""The triples that documents and entities become."""

from dataclasses import replace

import pytest
from graph.example import assemble, example
from pyoxigraph import Literal, NamedNode, Quad, Store

from unionkg.graph.build import document_quads, entity_index, entity_quads, reprint_quads
from unionkg.iris import Iris, prefixes
from unionkg.model import Interval, Span
from unionkg.settings import Settings
from unionkg.vocab import OBSERVATION, RELATION_TYPES


def build(extractions, entities, run, settings) -> list[Quad]:
    index = entity_index(entities)
    quads = [quad for extraction in extractions for quad in document_quads(extraction, index, run, settings)]
    return quads + list(entity_quads(entities, extractions, settings))


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return build(*example())


@pytest.fixture(scope="module")
def ask(quads):
    return asker(quads)


def asker(quads):
    """Return a function that gives the rows of a SELECT over the merge of all graphs, values as strings, sorted."""
    store = Store()
    store.extend({Quad(q.subject, q.predicate, q.object) for q in quads})
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes(Settings().base_iri).items())

    def rows(pattern: str, *names: str) -> list[tuple[str, ...]]:
        query = f"{header}SELECT DISTINCT {' '.join('?' + n for n in names)} WHERE {{ {pattern} }}"
        found = store.query(query)
        return sorted(tuple("" if row[n] is None else row[n].value for n in names) for row in found)

    return rows


def change(extractions, property_, **fields):
    """Return the extractions with the first statement of a property changed."""
    first = next((e, s) for e in extractions for s in e.statements if s.property == property_)
    return tuple(
        replace(e, statements=tuple(replace(s, **fields) if s is first[1] else s for s in e.statements))
        if e is first[0]
        else e
        for e in extractions
    )


def test_no_blank_nodes(quads):
    """Every node is an IRI."""
    assert all(isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal) for q in quads)


def test_document_graph_is_named_by_the_document(quads):
    """Each document's triples are in the graph of its IRI; the entities have their own."""
    names = {q.graph_name.value.rpartition("/id/")[2] for q in quads}
    documents = {f"document/{extraction.document.id}" for extraction in example()[0]}
    assert names == documents | {"graph/entities"}


def test_equal_input_gives_equal_quads_in_equal_order(quads):
    """Nothing depends on hash seeds or on when it runs."""
    assert build(*example()) == quads


def test_a_store_keeps_every_quad_as_it_is(quads):
    """Literals are in the form that Oxigraph keeps, so exports from the quads and from a store are the same."""
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_base_iri_is_of_the_data_only():
    """Another base moves the data and leaves the vocabulary where it is."""
    extractions, entities, run, _ = example()
    moved = build(extractions, entities, run, Settings(base_iri="https://example.org/"))
    assert {q.subject.value.partition("/id/")[0] for q in moved} == {"https://example.org"}
    assert {q.predicate.value for q in moved} == {q.predicate.value for q in build(*example())}


def test_every_relation_is_a_statement(ask):
    """The example says each relation and observations."""
    found = {row[0].rpartition("#")[2] for row in ask("?s rdf:predicate ?p", "p")}
    assert found == {*RELATION_TYPES, OBSERVATION}


def test_plain_triples_only_for_what_is_so(ask):
    """A planned, demanded, past or negated statement asserts none; one under way does."""
    pattern = """?stmt rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ukg:modality/^skos:notation* ?m .
        BIND(EXISTS { ?s ?p ?o } AS ?plain)"""
    found = {(m.rpartition("-")[2], plain) for m, plain in ask(pattern, "m", "plain")}
    assert found == {
        ("actual", "true"),
        ("underway", "true"),
        ("planned", "false"),
        ("demanded", "false"),
        ("past", "false"),
        ("negated", "false"),
    }


def test_standard_property_where_it_fits(ask):
    """An organisation's superior and a place's surroundings are also said in the standard terms, others not."""
    organisations = ask("?s org:subOrganizationOf ?o . ?s skos:prefLabel ?a . ?o skos:prefLabel ?b", "a", "b")
    places = ask("?s schema:containedInPlace ?o . ?s skos:prefLabel ?a . ?o skos:prefLabel ?b", "a", "b")
    assert organisations == [("云州市总工会权益保障部", "云州市总工会")]
    assert places == [("云州市", "东江省")]


def test_membership_has_member_role_and_organisation(ask):
    """A role is a membership; without an organisation it has none."""
    pattern = """?m a org:Membership ; org:member/skos:prefLabel ?who ; org:role/skos:prefLabel ?as .
        OPTIONAL { ?m org:organization/skos:prefLabel ?where }"""
    assert ask(pattern, "who", "as", "where") == [
        ("周洁", "本报记者", ""),
        ("总书记", "总书记", ""),
        ("林芳", "部长", "云州市总工会权益保障部"),
        ("郑明", "党组书记", "云州市总工会"),
        ("郑明", "副主席", "云州市总工会"),
        ("陈海", "主席", "云州市公交公司工会"),
    ]


def test_two_documents_share_a_membership(ask):
    """The same role in two documents is one membership of two statements."""
    pattern = "?s ukg:membership ?m ; prov:wasQuotedFrom ?d . ?m org:role/skos:prefLabel '副主席'@zh"
    rows = ask(pattern, "m", "d")
    assert len(rows) == 2
    assert len({membership for membership, _ in rows}) == 1


def test_past_membership_keeps_its_interval(ask):
    """The interval is at the stated precision, as nodes and as dates; no plain triple says that it lasts."""
    pattern = """?m ukg:modality ukg:modality-past ; org:memberDuring ?i ;
        schema:startDate ?start ; schema:endDate ?end .
        ?i a time:ProperInterval ; time:hasBeginning/time:inXSDgYear ?begin ; time:hasEnd/time:inXSDgYear ?finish"""
    assert ask(pattern, "start", "end", "begin", "finish") == [("2018", "2021", "2018", "2021")]
    assert (
        ask("?m ukg:modality ukg:modality-past ; org:member ?p ; org:organization ?o . ?p ukg:holdsRole ?o", "p") == []
    )


@pytest.mark.parametrize("modality", ["planned", "demanded", "negated"])
def test_no_membership_and_no_grant_for_what_is_not(modality):
    """Of what is only planned, demanded or denied there is the statement alone."""
    extractions, entities, run, settings = example()
    extractions = tuple(
        replace(e, statements=tuple(replace(s, modality=modality) for s in e.statements)) for e in extractions
    )
    ask = asker(build(extractions, entities, run, settings))
    assert ask("?m a org:Membership", "m") == []
    assert ask("?g a ukg:AwardGrant", "g") == []
    assert ask("?s ukg:role ?r", "r") != []


def test_roles_keep_the_order_of_the_text(ask):
    """The first-written title is first, whatever the order of the statements."""
    pattern = "?s ukg:roleOrder ?n ; ukg:role/skos:prefLabel ?role ; rdf:subject/skos:prefLabel '郑明'@zh"
    assert ask(pattern, "n", "role") == [("1", "党组书记"), ("1", "副主席"), ("2", "副主席")]


def test_role_order_without_title_spans_is_that_of_the_statements():
    """Where no span of a title is known, the extractor's order stands."""
    extractions, entities, run, settings = example()
    bare = tuple(replace(extraction, titles=()) for extraction in extractions)
    ask = asker(build(bare, entities, run, settings))
    assert ask("?s ukg:roleOrder 1 ; ukg:role/skos:prefLabel '副主席'@zh", "s") != []


def test_title_that_a_line_break_divides():
    """A title span with a line break in it is the role without one."""
    extractions, entities, run, settings = example()
    doc = extractions[0].document
    at = doc.text.index("党组书记") + 2
    text = doc.text[:at] + "\n" + doc.text[at + 1 :]
    titles = tuple(Span(t.start, t.end) for t in extractions[0].titles)
    changed = replace(extractions[0], document=replace(doc, text=text), titles=titles)
    statements = tuple(replace(s, role="党组记") if s.role == "党组书记" else s for s in changed.statements)
    ask = asker(build((replace(changed, statements=statements),), entities, run, settings))
    assert ask("?s ukg:roleOrder 1 ; ukg:role/skos:prefLabel '党组记'@zh", "s") != []


def test_observation_has_value_unit_scope_and_bounds(ask):
    """A lower bound has no upper one; a figure says what, where and when."""
    pattern = """?o a qb:Observation ; ukg:observationOf/skos:prefLabel '司机驿站'@zh ; sdmx-measure:obsValue ?value ;
        sdmx-attribute:unitMeasure ?unit ; sdmx-dimension:refArea/skos:prefLabel ?area ; ukg:modality ?m .
        OPTIONAL { ?o ukg:lowerBound ?low } OPTIONAL { ?o ukg:upperBound ?high }
        OPTIONAL { ?o schema:startDate ?start }"""
    rows = ask(pattern, "value", "unit", "area", "low", "high", "start")
    assert rows == [("120", "个", "云州市", "120", "", "2024"), ("300", "个", "云州市", "300", "300", "")]


def test_target_is_no_figure_of_the_entity(ask):
    """`ukg:observation` leads to what was measured, not to what is planned."""
    assert ask("?s ukg:observation/sdmx-measure:obsValue ?v ; skos:prefLabel '司机驿站'@zh", "v") == [("120",)]


def test_observation_without_an_entity(ask):
    """A figure whose subject is only words has a statement and an observation, of nothing."""
    pattern = "?s rdf:predicate ukg:observation ; rdf:object ?o . ?o ukg:measure ?m MINUS { ?s rdf:subject ?x }"
    assert ask(pattern, "m") == [("服务司机人次",)]


def test_the_same_figure_in_two_documents_is_one_observation():
    """The IRI of an observation is its content."""
    extractions, entities, run, settings = example()
    twice = change(extractions, "observation", id="other")
    both = (*extractions, replace(twice[0], document=replace(twice[0].document, sha256="f" * 64)))
    quads = build(both, entities, run, settings)
    assert len(asker(quads)("?o a qb:Observation", "o")) == len(asker(build(*example()))("?o a qb:Observation", "o"))


def test_unit_as_written_and_what_it_counts(ask):
    """The unit is the text's word; its kind is a concept."""
    assert ("个", "item") in [
        (unit, kind.rpartition("-")[2])
        for unit, kind in ask("?o sdmx-attribute:unitMeasure ?u ; ukg:unitKind ?k", "u", "k")
    ]


def test_award_grant_joins_recipient_award_conferrer_and_date(ask):
    """The conferrer comes from another statement of the same document."""
    pattern = """?s ukg:grant ?g . ?g ukg:recipient/skos:prefLabel ?who ; ukg:award/skos:prefLabel ?what ;
        ukg:conferrer/skos:prefLabel ?by ; schema:startDate ?when"""
    assert ask(pattern, "who", "what", "by", "when") == [("陈海", "云州市五一劳动奖章", "云州市总工会", "2024-04-30")]


def test_two_conferrers_are_none():
    """Where a document names several conferrers, the grant does not guess."""
    extractions, entities, run, settings = example()
    awards = extractions[1]
    conferred = next(s for s in awards.statements if s.property == "conferredBy")
    other = next(e.id for e in awards.entities if e.name == "云州市公交公司工会")
    more = replace(awards, statements=(*awards.statements, replace(conferred, id="x", object=other)))
    ask = asker(build((extractions[0], more, extractions[2]), entities, run, settings))
    assert ask("?g ukg:conferrer ?c", "c") == []
    assert len(ask("?g a ukg:AwardGrant", "g")) == 1


def test_evidence_quotes_the_text(ask):
    """The quote, its offsets and its surroundings agree with the article body."""
    pattern = """?e a oa:SpecificResource ; oa:hasSource/schema:articleBody ?body ; oa:hasSelector ?p , ?q .
        ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after"""
    rows = ask(pattern, "body", "start", "end", "exact", "before", "after")
    assert rows
    for body, start, end, exact, before, after in rows:
        assert body[int(start) : int(end)] == exact
        assert before + exact + after in body
        assert len(before) <= 32 and len(after) <= 32


def test_statement_belongs_to_its_speaker(ask):
    """What somebody says is attributed to that person; the reporter's own words to nobody."""
    pattern = (
        "?s rdf:predicate ukg:operates ; ukg:modality ukg:modality-planned ; prov:wasAttributedTo/skos:prefLabel ?w"
    )
    assert ask(pattern, "w") == [("郑明",)]
    assert ask("?s rdf:predicate ukg:heldAt ; prov:wasAttributedTo ?w", "w") == []


def test_document_has_its_metadata(ask):
    """Dates of documents keep their precision; what is unknown is left out."""
    pattern = "?d a schema:NewsArticle ; ukg:path ?path . OPTIONAL { ?d schema:datePublished ?date }"
    assert ask(pattern, "path", "date") == [
        ("news/awards.txt", "2024-05"),
        ("news/opening.txt", "2024-05-20"),
        ("web/reprint.txt", ""),
    ]


def test_document_without_a_title_is_named_after_its_file():
    """The name of the file stands in."""
    extractions, entities, run, settings = example()
    bare = replace(extractions[0], document=replace(extractions[0].document, title=None))
    ask = asker(document_quads(bare, entity_index(entities), run, settings))
    assert ask("?d schema:headline ?t", "t") == [("opening.txt",)]


def test_entity_has_labels_pinyin_and_kind(ask):
    """The preferred label is the full name, the aliases are all others."""
    pattern = "?e skos:prefLabel '云州市总工会'@zh ; a schema:WorkersUnion ; ukg:pinyin ?p ; org:classification ?k"
    assert ask(pattern, "p", "k") == [
        ("yun zhou shi zong gong hui", "https://w3id.org/unionkg/ontology#organization-union")
    ]
    assert ask("?e skos:prefLabel '云州市总工会'@zh ; skos:altLabel ?a", "a") == [("市总工会",)]


def test_merging_people_changes_no_statement_and_no_evidence():
    """Which entity a statement is about is a separate fact: the IDs stay when two entities become one."""
    extractions, entities, run, settings = example()
    people = [entity for entity in entities if entity.type == "Person"]
    members = tuple(member for person in people for member in person.members)
    merged = (*(e for e in entities if e.type != "Person"), replace(people[0], members=members))
    for pattern in ("?x a ukg:Statement", "?x a oa:SpecificResource", "?x a oa:TextQuoteSelector"):
        before, after = (asker(build(extractions, some, run, settings))(pattern, "x") for some in (entities, merged))
        assert before == after


def test_relation_to_itself_is_not_asserted():
    """Where resolution unites both sides, the statement stays and the plain triple goes."""
    extractions, entities, run, settings = example()
    union, part = (next(e for e in entities if e.canonical == n) for n in ("云州市总工会", "云州市总工会权益保障部"))
    one = replace(union, members=(*union.members, *part.members))
    ask = asker(build(extractions, [*(e for e in entities if e not in (union, part)), one], run, settings))
    assert ask("?s ukg:partOf ?s", "s") == []
    assert len(ask("?s rdf:predicate ukg:partOf", "s")) == 1


def test_statements_below_the_confidence_are_left_out():
    """The setting drops the statement and what only it says."""
    extractions, entities, run, _ = example()
    ask = asker(build(extractions, entities, run, Settings(min_confidence=0.81)))
    assert ask("?s a ukg:Statement", "s") == []
    assert ask("?s ukg:operates ?o", "s") == []
    assert len(ask("?d a schema:NewsArticle", "d")) == 3


def test_time_in_words_only():
    """A time that cannot be dated is kept in its own words and makes no interval."""
    extractions, entities, run, settings = example()
    ask = asker(build(change(extractions, "heldAt", interval=Interval("近日")), entities, run, settings))
    assert ask("?s rdf:predicate ukg:heldAt ; ukg:timeText ?t MINUS { ?s ukg:during ?i }", "t") == [("近日",)]


def test_open_interval_has_no_end():
    """A membership that is not known to have ended has a beginning only."""
    extractions, entities, run, settings = example()
    since = change(extractions, "holdsRole", interval=Interval("2023年10月起", "2023-10", None))
    ask = asker(build(since, entities, run, settings))
    pattern = "?m org:memberDuring ?i . ?i time:hasBeginning/time:inXSDgYearMonth ?b MINUS { ?i time:hasEnd ?e }"
    assert ask(pattern, "b") == [("2023-10",)]


def test_unknown_entity_is_an_error():
    """A document whose entities were not assembled is not exported in part."""
    extractions, _, run, settings = example()
    with pytest.raises(KeyError, match="-"):
        list(document_quads(extractions[0], {}, run, settings))


def test_index_of_entities_of_single_documents():
    """An entity without members stands for itself."""
    extractions, *_ = example()
    entity = extractions[0].entities[0]
    assert entity_index([entity]) == {entity.id: entity}


def test_order_of_documents_does_not_matter():
    """The same set of quads comes out whatever the order of the extractions."""
    extractions, entities, run, settings = example()
    turned = build(tuple(reversed(extractions)), tuple(reversed(entities)), run, settings)
    assert set(turned) == set(build(extractions, entities, run, settings))
    assert len(assemble(extractions)) == len(entities)


def test_reprints_point_to_the_earliest_text():
    """Of documents that repeat each other each but the first one says of which it is a version; others say nothing."""
    extractions, _, _, settings = example()
    documents = [extraction.document for extraction in extractions]
    first, other, copy = documents
    quads = list(reprint_quads({first.id: "x", copy.id: "x"}, documents, settings))
    iris = Iris(settings.base_iri)
    earliest, later = sorted((first, copy), key=lambda document: (document.published or "9999", document.id))
    assert [(quad.subject, quad.object) for quad in quads] == [(iris.document(later.id), iris.document(earliest.id))]
    assert not list(reprint_quads({}, [other], settings))


def test_a_place_with_a_code_says_so():
    """The code of a division is a literal of the place."""
    ask = asker(build(*example()))
    assert ask('?p ukg:divisionCode "990000" ; skos:prefLabel "东江省"@zh', "p")
