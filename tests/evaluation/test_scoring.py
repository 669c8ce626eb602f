"""Scores on a gold set of one made-up document, and equality with the development data's own `score.py`."""

import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from unionkg.errors import InputError
from unionkg.evaluation import Report, Score, evaluate, gold_texts, render

PREDICTION: dict[str, Any] = {
    "doc": {"id": "a1", "path": "news/a.txt"},
    "entities": [
        {"id": "p", "type": "Person", "name": "丁一", "aliases": [], "canonical": "丁一"},
        {"id": "u", "type": "Organization", "name": "市总工会", "aliases": [], "canonical": "东海市总工会"},
        {"id": "f", "type": "Facility", "name": "暖心驿站", "aliases": [], "canonical": "暖心驿站"},
        {"id": "g", "type": "Group", "name": "骑手", "aliases": [], "canonical": "骑手"},
    ],
    "relations": [
        {
            "type": "holdsRole",
            "subject": "p",
            "object": "u",
            "role": "党组书记",
            "status": "actual",
            "time": None,
            "speaker": None,
            "evidence": {"start": 0, "end": 10, "text": "市总工会党组书记丁一"},
        },
        {
            "type": "operates",
            "subject": "u",
            "object": "f",
            "role": None,
            "status": "planned",
            "time": None,
            "speaker": "p",
            "evidence": {"start": 20, "end": 30, "text": "将建设暖心驿站"},
        },
    ],
    "observations": [{"subject": "f", "measure": "数量", "value": 120, "unit": "座"}],
}


def _gold() -> dict[str, Any]:
    """Return the gold file that PREDICTION meets in everything."""
    gold = json.loads(json.dumps(PREDICTION))
    gold["doc"] = {"id": "a", "title": "题", "text_file": "text/a.txt"}
    for relation in gold["relations"]:
        relation["evidence"] = relation["evidence"]["text"]
    return gold


@pytest.fixture
def score(tmp_path: Path) -> Callable[..., Report]:
    """Score predictions against one gold file, as `_gold` makes it or as the test changed it."""

    def score(*predictions: dict[str, Any], gold: dict[str, Any] | None = None) -> Report:
        (tmp_path / "a.json").write_text(json.dumps(gold or _gold()), "utf-8")
        return evaluate(tmp_path, predictions)

    return score


def _changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    copy = json.loads(json.dumps(PREDICTION))
    change(copy)
    return copy


def test_equal_annotations_are_perfect(score):
    """A prediction that says what gold says is right in all layers."""
    report = score(PREDICTION)
    assert {report.score(layer).f1 for layer in report.tables} == {1.0}
    assert report.agreement == {"status": (2, 2), "speaker": (2, 2), "evidence": (2, 2)}
    assert not report.mistakes and not report.missing


def test_a_missing_prediction_counts_as_empty(score):
    """A gold document without a prediction costs recall and is named."""
    report = score()
    assert report.missing == ("a",)
    assert report.score("entity") == Score(fn=4)
    assert report.score("obs+subject") == Score(fn=1)


def test_a_prediction_without_gold_is_ignored(score):
    """Extra documents cost nothing: a folder may hold more texts than gold."""
    other = _changed(lambda p: p["doc"].update(path="news/zz.txt"))
    assert score(PREDICTION, other).score("entity") == Score(tp=4)


def test_an_alias_of_gold_is_a_right_name(score):
    """A surface form or an equal canonical name makes an entity right; another name does not."""
    gold = _gold()
    gold["entities"][1] |= {"name": "东海市总工会", "aliases": ["市总"]}
    assert score(PREDICTION, gold=gold).score("entity", "Organization") == Score(tp=1)
    alias = _changed(lambda p: p["entities"][1].update(name="“市总”", canonical=""))
    assert score(alias, gold=gold).score("entity", "Organization") == Score(tp=1)
    other = _changed(lambda p: p["entities"][1].update(name="西海市总工会", canonical=""))
    assert score(other, gold=gold).score("entity", "Organization") == Score(fp=1, fn=1)


def test_a_split_entity_costs_precision(score):
    """Two predictions of one gold entity: one is right, the other spurious."""
    split = _changed(lambda p: p["entities"].append({**p["entities"][0], "id": "p2"}))
    assert score(split).score("entity", "Person") == Score(tp=1, fp=1)


def test_the_role_counts_in_holds_role(score):
    """Another role title is another relation."""
    wrong = _changed(lambda p: p["relations"][0].update(role="主席"))
    assert score(wrong).score("relation", "holdsRole") == Score(fp=1, fn=1)


def test_status_speaker_and_evidence_are_judged_apart(score):
    """They cost no relation, and only the right relations are judged."""
    wrong = {"status": "actual", "speaker": None, "evidence": {"text": "别处"}}
    report = score(_changed(lambda p: p["relations"][1].update(wrong)))
    assert report.score("relation") == Score(tp=2)
    assert report.agreement == {"status": (1, 2), "speaker": (1, 2), "evidence": (1, 2)}


def test_partners_have_no_order(score):
    """partneredWith is symmetric."""
    gold = _gold()
    gold["entities"][2]["type"] = "Organization"
    gold["relations"] = [{**gold["relations"][1], "type": "partneredWith"}]
    mine = _changed(lambda p: p["entities"][2].update(type="Organization"))
    mine["relations"] = [{**mine["relations"][1], "type": "partneredWith", "subject": "f", "object": "u"}]
    assert score(mine, gold=gold).score("relation") == Score(tp=1)


def test_gold_outside_the_signatures_is_optional(score):
    """A Group that receives something: counts when found, costs nothing when missed."""
    gold = _gold()
    gold["relations"].append({**gold["relations"][1], "type": "targets", "subject": "u", "object": "g"})
    assert score(PREDICTION, gold=gold).score("relation") == Score(tp=2)
    found = _changed(
        lambda p: p["relations"].append({**p["relations"][1], "type": "targets", "subject": "u", "object": "g"})
    )
    assert score(found, gold=gold).score("relation") == Score(tp=3)


def test_a_figure_of_the_wrong_thing_is_half_right(score):
    """Value and unit alone are right; with the subject it is spurious, and the gold one missed."""
    wrong = _changed(lambda p: p["observations"][0].update(subject="g", unit="个"))
    assert score(wrong).score("observation") == Score(tp=1)
    assert score(wrong).score("obs+subject") == Score(fp=1, fn=1)


def test_the_report_renders_and_is_json(score):
    """The tables name the mistakes and documents that were asked for; JSON carries the same."""
    wrong = _changed(lambda p: p["entities"][0].update(name="丁二", canonical="丁二"))
    report = score(wrong)
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(render(report, by_document=True, errors=1))
    printed = console.export_text()
    assert "entity+\ta\tPerson\t丁二".expandtabs(8) in printed.expandtabs(8) and "F1 by document" in printed
    assert ["entity+", "a", "Person", "丁二"] in json.loads(json.dumps(report.to_dict()))["errors"]


def test_unusable_input_is_named(tmp_path):
    """No gold, malformed gold and malformed predictions are errors that say what to do."""
    with pytest.raises(InputError, match="No gold file"):
        evaluate(tmp_path, [])
    (tmp_path / "a.json").write_text(json.dumps(_gold()), "utf-8")
    assert gold_texts(tmp_path) == {"a": tmp_path / "text" / "a.txt"}
    with pytest.raises(InputError, match="interchange format"):
        evaluate(tmp_path, [{"entities": []}])
    (tmp_path / "b.json").write_text('{"entities": [{}]}', "utf-8")
    with pytest.raises(InputError, match=r"b\.json is not a gold file"):
        evaluate(tmp_path, [])


def _perfect(gold_dir: Path) -> list[dict[str, Any]]:
    """Return the gold of the development set as predictions."""
    predictions = []
    for path in sorted(gold_dir.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        gold["doc"]["path"] = gold["doc"]["text_file"]
        for row in (*gold["relations"], *gold["observations"]):
            row["evidence"] = {"start": 0, "end": 1, "text": row["evidence"]}
        predictions.append(gold)
    return predictions


def _degraded(gold_dir: Path, seed: int) -> list[dict[str, Any]]:
    """Return it with random rows left out, doubled and altered in each field that is scored."""
    rng = random.Random(seed)
    predictions = [p for p in _perfect(gold_dir) if rng.random() < 0.9]
    changes: dict[str, list[Callable[[dict[str, Any], list[str]], object]]] = {
        "entities": [
            lambda row, _: row.update(name=row["name"][1:] or "某"),
            lambda row, _: row.update(name=rng.choice(row["aliases"] or [row["name"]]), canonical=""),
            lambda row, _: row.update(type=rng.choice(["Person", "Organization", "Place"])),
        ],
        "relations": [
            lambda row, ids: row.update(object=rng.choice([*ids, None])),
            lambda row, ids: row.update(subject=row["object"] or rng.choice(ids), object=row["subject"]),
            lambda row, ids: row.update(speaker=rng.choice([*ids, None]), status="past"),
            lambda row, _: row.update(role=rng.choice(["主席", None]), evidence={"text": row["evidence"]["text"][3:]}),
            lambda row, _: row.update(type=rng.choice(["operates", "partneredWith", "partOf"])),
        ],
        "observations": [
            lambda row, ids: row.update(subject=rng.choice([*ids, "驿站", None])),
            lambda row, _: row.update(value=row["value"] * 10, unit=rng.choice(["个", "名", None])),
        ],
    }
    for prediction in predictions:
        ids = [entity["id"] for entity in prediction["entities"]]
        for kind, alterations in changes.items():
            rows = [dict(row) for row in prediction[kind] for _ in range(rng.choice((0, 1, 1, 1, 1, 2)))]
            for row in rows:
                if rng.random() < 0.4:
                    rng.choice(alterations)(row, ids)
            prediction[kind] = rows
    return predictions


@pytest.mark.shared
@pytest.mark.parametrize("seed", [None, 0, 1, 2, 3, 4, "empty"])
def test_figures_equal_the_measure_of_the_development_data(shared, tmp_path, seed):
    """Perfect, degraded and empty predictions score the same, figure for figure, as `score.py` prints."""
    gold_dir = shared / "gold" / "dev"
    predictions = _perfect(gold_dir) if seed is None else [] if seed == "empty" else _degraded(gold_dir, seed)
    file = tmp_path / "predictions.jsonl"
    file.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), "utf-8")
    command = [sys.executable, shared / "gold" / "score.py", gold_dir, file]
    printed = subprocess.run([*command, "--json"], check=True, capture_output=True, encoding="utf-8").stdout
    theirs = json.loads(printed)
    ours = evaluate(gold_dir, predictions).to_dict()
    documents = ours.pop("documents")
    del ours["errors"]
    assert ours == {**dict.fromkeys(("status", "speaker", "evidence")), **theirs}

    lines = subprocess.run([*command, "--by-doc"], check=True, capture_output=True, encoding="utf-8").stdout
    for line in lines.splitlines()[: len(documents)]:
        stem, *cells = line.split()
        assert {layer: f"{round(row['f'], 3):.3f}" for layer, row in documents[stem].items()} == dict(
            zip(cells[::2], cells[1::2], strict=True)
        )
