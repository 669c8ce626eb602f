"""FollowTheMoney's own model accepts every entity, and every reference leads to one of the right kind."""

import json
from collections import Counter

import pytest
from queries.corpus import dataset as corpus

from unionkg.graph.projection import Projecting, project
from unionkg.outputs.ftm import entities, write_ftm


@pytest.fixture(scope="module")
def projection():
    """The corpus of the questions."""
    return project(corpus().store)


@pytest.fixture(scope="module")
def view():
    return Projecting(corpus().store)


@pytest.fixture(scope="module")
def records(view):
    return {record["id"]: record for record in entities(view)}


def test_ids_are_unique_and_nothing_of_the_graph_is_missing(projection, view, records, tmp_path):
    """Documents, nodes and the edges that are or were so; the file has a line for each."""
    write_ftm(view, tmp_path / "a.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").split("\n") if line]
    assert [line["id"] for line in lines] == sorted(records)
    edges = [e for e in (*projection.edges, *projection.loose) if e.modality in ("actual", "underway", "past")]
    kinds = Counter(str(record["schema"]) for record in records.values())
    assert kinds["Article"] == len(projection.documents)
    assert kinds["Occupancy"] == sum(edge.type == "holdsRole" for edge in edges)
    assert sum(kinds[k] for k in ("Occupancy", "Membership", "ProjectParticipant", "UnknownLink")) == len(edges)
    assert {"Person", "PublicBody", "Position", "Event", "Project", "Mention"} <= kinds.keys()


def test_the_model_accepts_every_entity(records):
    """Each property is known, each value is clean, what is required is there."""
    ftm = pytest.importorskip("followthemoney", reason="needs followthemoney: pip install followthemoney")
    for record in records.values():
        entity = ftm.EntityProxy.from_dict(record, cleaned=False)
        entity.schema.validate(record)
        for name, values in record["properties"].items():
            if name not in ("bodyText", "description", "summary"):  # its texts lose white space
                assert sorted(entity.get(name)) == sorted(values), (record["schema"], name)
            assert entity.get(name), (record["schema"], name)


def test_references_lead_to_the_right_kind(records):
    """An occupancy's post is a Position, a mention's document an Article, and so on; none leads nowhere."""
    ftm = pytest.importorskip("followthemoney", reason="needs followthemoney: pip install followthemoney")
    followed = 0
    for record in records.values():
        for name, values in record["properties"].items():
            property_ = ftm.model.get(record["schema"]).properties[name]
            for value in values if property_.type.name == "entity" else ():
                assert ftm.model.get(records[value]["schema"]).is_a(property_.range), (record["schema"], name)
                followed += 1
    assert followed > len(records)
