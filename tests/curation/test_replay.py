"""The promises of the ledger: decisions come back after anything that happens to rules and texts, or are told."""

from dataclasses import replace

import pytest
from curation.samples import at, entity_ref, graph, ledger, on_pair, on_statement, reading, statement_ref
from hypothesis import given, settings
from hypothesis import strategies as st

from unionkg.curation.decisions import Decision
from unionkg.curation.replay import APPLIED, LOOK, REPLACED, STALE
from unionkg.model import Interval
from unionkg.reviewing import curate

TEXT = "霁州市总工会主席宋清遥出席。砚湖区总工会副主席陶敬之讲话。"
PEOPLE = [
    ("Person", "宋清遥"),
    ("Organization", "霁州市总工会"),
    ("Person", "陶敬之"),
    ("Organization", "砚湖区总工会"),
]
POSTS = [
    ("holdsRole", 0, 1, "霁州市总工会主席宋清遥", {"role": "主席"}),
    ("holdsRole", 2, 3, "砚湖区总工会副主席陶敬之", {"role": "副主席"}),
]


def posts(text=TEXT, **more):
    return reading(text, PEOPLE, POSTS, **more)


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


def block(text, start):
    """Return the block of TriG or Turtle that begins so."""
    return next(part for part in text.split("\n\n") if start in part.partition("\n")[0] + part)


def test_a_rejected_statement_is_kept_marked_and_says_nothing():
    """No plain triple, no membership, no subject and object; its words, quote and reviewer stay."""
    doc = posts()
    text, outcomes = graph([doc], ledger(on_statement("reject", doc)))
    assert statuses(outcomes) == [APPLIED]
    said = block(text, f"statement:{doc.statements[0].id} a ukg:RejectedStatement")
    assert 'ukg:reviewedBy "李审核"' in said and "ukg:says" in said and "rdf:subject" not in said
    assert text.count("a org:Membership") == 1 and text.count("ukg:holdsRole organization:") == 1
    assert "霁州市总工会主席宋清遥" in text


def test_an_accepted_statement_carries_its_reviewer():
    """The statement is as before, and says who confirmed it when."""
    doc = posts()
    text, _ = graph([doc], ledger(on_statement("accept", doc, 1)))
    said = block(text, f"statement:{doc.statements[1].id} a ukg:Statement")
    assert "ukg:review ukg:review-accepted" in said and '"2026-11-22T09:30:00Z"' in said


def test_an_edit_changes_role_and_dates_and_is_found_again():
    """The corrected values are in the graph; what later decisions hold on to are the words as they were extracted."""
    doc = posts()
    edit = on_statement("edit", doc, role="副主席", start="2023-10")
    text, outcomes = graph([doc], ledger(edit, at(on_statement("accept", doc), "2026-11-23T00:00:00Z")))
    assert statuses(outcomes) == [APPLIED, APPLIED]
    assert '"2023-10"^^xsd:gYearMonth' in text and "霁州市总工会 | 主席" in text
    assert text.count('skos:prefLabel "副主席"@zh') >= 1 and 'skos:prefLabel "主席"@zh' not in text


def test_an_edit_that_would_end_before_it_begins_wants_a_look():
    """The start is the text's own; the graph never has an interval that runs backwards."""
    said = [
        ("holdsRole", 0, 1, "霁州市总工会主席宋清遥", {"role": "主席", "interval": Interval("2023年", "2023", None)})
    ]
    doc = reading(TEXT, PEOPLE, said)
    text, (outcome,) = graph([doc], ledger(on_statement("edit", doc, end="2021-05")))
    assert outcome.status == LOOK and "2021-05 lies before 2023" in outcome.reason and "2021-05" not in text


@pytest.mark.parametrize("time", ["2026-11-22T17:30:00+08:00", "2026-11-22T09:30Z", "2026-11-22T09:30:00.123Z"])
def test_every_form_of_time_is_one_in_the_graph(time):
    """Clocks of other zones and programs: in the graph it is UTC to the second."""
    doc = posts()
    assert '"2026-11-22T09:30:00Z"' in graph([doc], ledger(at(on_statement("accept", doc), time)))[0]


def test_reextraction_with_changed_rules_keeps_the_decisions():
    """Other IDs, other numbers, another cut of the quote: the words in the same text are enough."""
    doc = posts()
    decisions = ledger(on_statement("reject", doc), on_pair("different", (doc, 0), (doc, 2)))
    cut = [("holdsRole", 0, 1, "霁州市总工会主席宋清遥出席", {"role": "主席"}), POSTS[1]]
    again = reading(TEXT, PEOPLE, cut, first=40)
    assert not {s.id for s in doc.statements} & {s.id for s in again.statements}
    text, outcomes = graph([again], decisions)
    assert statuses(outcomes) == [APPLIED, APPLIED]
    assert f"statement:{again.statements[0].id} a ukg:RejectedStatement" in text


def test_rules_that_now_read_the_quote_otherwise_want_a_look():
    """A rejection of the chairman is none of the deputy: it is told, with what is read today, and not followed."""
    doc = posts()
    other = [("holdsRole", 0, 1, "霁州市总工会主席宋清遥", {"role": "副主席"}), POSTS[1]]
    text, (outcome,) = graph([reading(TEXT, PEOPLE, other)], ledger(on_statement("reject", doc)))
    assert outcome.status == LOOK and "副主席" in outcome.reason
    assert "RejectedStatement" not in text


def test_rules_that_no_longer_make_the_statement_leave_the_decision_stale():
    """Nothing is there to reject; it is told."""
    doc = posts()
    _, (outcome,) = graph([reading(TEXT, PEOPLE, [POSTS[1]])], ledger(on_statement("reject", doc)))
    assert outcome.status == STALE and "no longer gives" in outcome.reason


@pytest.mark.parametrize(
    "edited",
    ["快讯：" + TEXT, TEXT + "会后合影。", TEXT.replace("出席。", "出席。\n"), TEXT.replace("宋清遥", "宋\n清遥")],
    ids=["before", "after", "a line break", "a line break in the quote"],
)
def test_an_edited_text_keeps_the_decisions_whose_quotes_are_left(edited):
    """The text has another hash; the quotes are there, but for white space, and so are the names."""
    doc = posts()
    decisions = ledger(on_statement("reject", doc), on_pair("different", (doc, 2), (doc, 0)))
    quoted = [(p, s, o, "霁州市总工会主席宋\n清遥" if "宋\n" in edited and not s else q, m) for p, s, o, q, m in POSTS]
    now = reading(edited, PEOPLE, quoted)
    text, outcomes = graph([now], decisions)
    assert statuses(outcomes) == [APPLIED, APPLIED]
    assert f"statement:{now.statements[0].id} a ukg:RejectedStatement" in text


def test_an_edited_text_whose_quote_is_gone_leaves_the_decision_stale():
    """The sentence was corrected by its author: the decision is about nothing any longer."""
    doc = posts()
    now = reading(TEXT.replace("主席宋清遥", "主席郑明"), [("Person", "郑明"), *PEOPLE[1:]], [POSTS[1]])
    text, (first, second) = graph([now], ledger(on_statement("reject", doc), on_statement("accept", doc, 1)))
    assert (first.status, second.status) == (STALE, APPLIED) and "quote is gone" in first.reason
    assert "RejectedStatement" not in text


def test_the_same_sentence_in_another_document_is_another_statement():
    """市总工会 of one city is not that of another: a decision stays with its document while that is there."""
    sentence = "市总工会主席李静出席。"
    entities, said = (
        [("Person", "李静"), ("Organization", "市总工会")],
        [("holdsRole", 0, 1, "市总工会主席李静", {"role": "主席"})],
    )
    one, other = reading("霁州。" + sentence, entities, said), reading("槿川。" + sentence, entities, said)
    text, _ = graph([one, other], ledger(on_statement("reject", one)))
    assert f"statement:{other.statements[0].id} a ukg:Statement" in text
    third = reading("云州。" + sentence, entities, said)
    text, (outcome,) = graph([other, third], ledger(on_statement("reject", one)))
    assert outcome.status == LOOK and "RejectedStatement" not in text
    _, (outcome,) = graph([other], ledger(on_statement("reject", one)))
    assert outcome.status == APPLIED


def test_a_rejected_statement_is_no_reason_to_join_people():
    """Two namesakes that only a wrong statement gave one body are two again."""
    said = [("holdsRole", 0, 1, "霁州市总工会主席李静", {"role": "主席"})]
    entities = [("Person", "李静"), ("Organization", "霁州市总工会")]
    one, other = (
        reading("霁州市总工会主席李静出席。", entities, said),
        reading("霁州市总工会主席李静讲话。", entities, said),
    )
    assert graph([one, other])[0].count("a foaf:Person") == 1
    assert graph([one, other], ledger(on_statement("reject", other)))[0].count("a foaf:Person") == 2


@pytest.mark.parametrize(
    ("bys", "expected"), [(("李审核", "李审核"), REPLACED), (("李审核", "王审核"), LOOK)], ids=["one", "two people"]
)
def test_of_two_decisions_on_one_statement_the_later_counts(bys, expected):
    """Whoever changed their mind is not asked again; of two people both should know."""
    doc = posts()
    decisions = ledger(on_statement("reject", doc, by=bys[0]), on_statement("accept", doc, by=bys[1]))
    text, outcomes = graph([doc], decisions)
    assert statuses(outcomes) == [expected, APPLIED] and "RejectedStatement" not in text


def test_names_and_types_that_people_gave():
    """The old name is an alias, the IRI of the old type leads to the new one; the ID stays."""
    doc = posts()
    before = {entity.name: entity for entity in curate((doc,), ledger())[1].entities}
    rename = Decision(
        "rename", "李审核", "2026-11-22T09:30:00Z", left=entity_ref(doc, 3), changes={"name": "霁州市砚湖区总工会"}
    )
    retype = Decision("retype", "李审核", "2026-11-22T09:31:00Z", left=entity_ref(doc, 3), changes={"type": "Facility"})
    text, outcomes = graph([doc], ledger(rename, retype))
    id_ = before["砚湖区总工会"].id
    made = block(text, f"facility:{id_} a ukg:Facility")
    assert statuses(outcomes) == [APPLIED, APPLIED]
    assert f"owl:sameAs organization:{id_}" in made
    assert 'skos:prefLabel "霁州市砚湖区总工会"@zh' in made and 'skos:altLabel "砚湖区总工会"@zh' in made


def test_a_merge_keeps_the_older_iri_and_the_other_one_leads_to_it():
    """The one of the document that was published first."""
    old = reading("宋清遥出席。", [("Person", "宋清遥")], published="2021-05-01")
    new = reading("宋清瑶讲话。", [("Person", "宋清瑶")], published="2023-05-01")
    ids = {entity.name: entity.id for entity in curate((old, new), ledger())[1].entities}
    text, outcomes = graph([old, new], ledger(on_pair("same", (new, 0), (old, 0))))
    assert statuses(outcomes) == [APPLIED] and text.count("a foaf:Person") == 1
    assert f"owl:sameAs person:{ids['宋清瑶']}" in block(text, f"person:{ids['宋清遥']} a foaf:Person")


def test_decisions_that_exclude_each_other_are_told():
    """One person, who is another person's other person."""
    a, b, c = (reading(f"{word}，宋清遥出席。", [("Person", "宋清遥")]) for word in "甲乙丙")
    chain = ledger(
        on_pair("same", (a, 0), (b, 0)), on_pair("same", (b, 0), (c, 0)), on_pair("different", (a, 0), (c, 0))
    )
    _, outcomes = graph([a, b, c], chain)
    assert sorted(statuses(outcomes)) == [APPLIED, APPLIED, LOOK]


def test_an_undone_decision_counts_no_more_and_an_undone_undo_nothing():
    """Reject, undo, undo the undo."""
    doc = posts()
    reject = on_statement("reject", doc)
    undo = Decision("undo", "李审核", "2026-11-22T10:00:00Z", of=reject.id)
    again = Decision("undo", "李审核", "2026-11-22T10:01:00Z", of=undo.id)
    assert graph([doc], ledger(reject, undo))[0] == graph([doc])[0]
    assert graph([doc], ledger(reject, undo, again))[0] == graph([doc], ledger(reject))[0]


def test_what_another_program_wrote_with_ids_only_is_found():
    """The page knows the ID of a statement, and type and ID of an entity."""
    doc = posts()
    ref = replace(statement_ref(doc), says="")
    (union,) = (e for e in curate((doc,), ledger())[1].entities if e.name == "砚湖区总工会")
    about = replace(entity_ref(doc, 3), places=(), id=f"organization/{union.id}")
    rename = Decision("rename", "李审核", "2026-11-22T09:30:00Z", left=about, changes={"name": "新名"})
    text, outcomes = graph([doc], ledger(Decision("reject", "李审核", "2026-11-22T09:30:00Z", statement=ref), rename))
    assert statuses(outcomes) == [APPLIED, APPLIED] and "RejectedStatement" in text and '"新名"@zh' in text


def test_a_name_that_is_gone_from_a_text_that_is_there_wants_a_look():
    """The document is there, but its reading no longer has such a thing."""
    doc = posts()
    decisions = ledger(on_pair("different", (doc, 0), (doc, 2)))
    without = reading(TEXT, [("Person", "宋清遥遥"), *PEOPLE[1:]], [POSTS[1]])
    _, (outcome,) = graph([without], decisions)
    assert outcome.status == LOOK and "宋清遥" in outcome.reason


NAMES = ["李静", "宋清遥", "东区总工会", "霁州市东区总工会", "槿川市东区总工会", "市总工会", "朝阳区总工会", "全区"]


def _corpus(rows):
    made = []
    for number, (names, date) in enumerate(rows):
        entities = [
            ("Person" if name in NAMES[:2] else "Place" if name == "全区" else "Organization", name) for name in names
        ]
        text = f"第{number}篇。" + "，".join(names) + "。"
        said = [("holdsRole", 0, 1, "，".join(names[:2]), {"role": "主席"})] if len(names) > 1 else []
        made.append(
            reading(text, entities, said if entities[0][0] == "Person" else [], path=f"{number}.txt", published=date)
        )
    return made


dates = st.sampled_from([None, "2021", "2022-03", "2023-05-06"])
corpora = st.lists(
    st.tuples(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), dates), min_size=2, max_size=5
).map(_corpus)


def _drawn(draw, extractions):
    """Return merges and splits of random entities of random documents."""
    places = [(extraction, index) for extraction in extractions for index in range(len(extraction.entities))]
    count = draw(st.integers(1, 5))
    made = []
    for number in range(count):
        left, right = draw(st.lists(st.sampled_from(range(len(places))), min_size=2, max_size=2, unique=True))
        verdict = draw(st.sampled_from(["same", "different"]))
        time = f"2026-11-22T09:30:{number:02}Z"
        made.append(on_pair(verdict, places[left], places[right], at=time))
    return made


@settings(max_examples=60)
@given(corpora, st.data())
def test_merges_and_splits_that_are_undone_give_the_first_graph_back(extractions, data):
    """Whatever was merged and split, in whatever order it is undone: byte for byte."""
    made = _drawn(data.draw, extractions)
    order = data.draw(st.permutations(made))
    undone = [Decision("undo", "王审核", f"2026-11-23T00:00:{n:02}Z", of=one.id) for n, one in enumerate(order)]
    graph(extractions, ledger(*made))
    assert graph(extractions, ledger(*made, *undone))[0] == graph(extractions)[0]


def _ids(extractions, decisions):
    return {e.members: (e.type, e.id) for e in curate(tuple(extractions), decisions)[1].entities}


@settings(max_examples=150)
@given(corpora, st.data())
def test_what_is_added_changes_no_iri_of_an_entity_that_it_does_not_touch(extractions, data):
    """Documents of any date and decisions: an entity with the same members before and after has the same IRI."""
    (added, *before) = data.draw(st.permutations(extractions))
    first, second = _ids(before, ledger()), _ids(extractions, ledger())
    assert {m: second[m] for m in first.keys() & second.keys()} == {m: first[m] for m in first.keys() & second.keys()}
    third = _ids(extractions, ledger(*_drawn(data.draw, extractions)[:1]))
    assert {m: third[m] for m in third.keys() & second.keys()} == {m: second[m] for m in third.keys() & second.keys()}
    assert len(set(third.values())) == len(third) and added


@settings(max_examples=100)
@given(corpora, st.data())
def test_an_iri_that_was_merged_still_leads_to_what_it_is_now(extractions, data):
    """What had an IRI of its own before documents were added or entities merged is found by it, as one thing only."""
    (_, *before) = data.draw(st.permutations(extractions))
    merges = [one for one in _drawn(data.draw, extractions) if one.decision == "same"]
    _, now, _ = curate(tuple(extractions), ledger(*merges))
    found = [name for entity in now.entities for name in ((entity.type, entity.id), *entity.referents)]
    assert len(set(found)) == len(found)
    assert set(_ids(before, ledger()).values()) <= set(found)


@given(corpora, st.data())
@settings(max_examples=40)
def test_the_order_of_the_documents_does_not_matter_to_decisions(extractions, data):
    """Equal documents and ledger, equal bytes."""
    decisions = ledger(*_drawn(data.draw, extractions))
    shuffled = data.draw(st.permutations(extractions))
    one, other = curate(tuple(extractions), decisions), curate(tuple(shuffled), decisions)
    assert one[1].entities == other[1].entities and one[2] == other[2]
