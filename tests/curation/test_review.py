"""`unionkg review` on a built graph: each command writes the ledger and nothing else, and says what it did."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from unionkg.cli import main
from unionkg.curation.ledger import read_ledger
from unionkg.files import atomic_write
from unionkg.pipeline import build
from unionkg.settings import Settings
from unionkg.store.dataset import open_dataset
from unionkg.store.names import find_entity

pytestmark = pytest.mark.model

ONE = "霁州市总工会主席宋清遥出席。砚湖区总工会副主席李静讲话。\n"
TWO = "砚湖区总工会召开会议。岚江大学工会主席李静出席。\n"
THREE = "标题：会议\n日期：2019-01-02\n\n霁州市总工会主席顾立诚出席。\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with texts and a graph of them; copy it before you decide."""
    base = tmp_path_factory.mktemp("review")
    (base / "texts").mkdir()
    for name, text in (("one", ONE), ("two", TWO), ("three", THREE)):
        (base / "texts" / f"{name}.txt").write_text(text, "utf-8")
    build([base / "texts"], base / "exports", Settings())
    return base


@pytest.fixture
def here(made, tmp_path, monkeypatch):
    """A copy of that folder, as the working directory; nobody has signed."""
    shutil.copytree(made, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("UNIONKG_BY", raising=False)
    monkeypatch.delenv("UNIONKG_LEDGER", raising=False)
    return tmp_path / "here"


def run(*args, ok=True, by="李审核", **more):
    env = {"UNIONKG_BY": by} if by else {}
    result = CliRunner().invoke(main, ["review", *args], env=env, **more)
    assert (result.exit_code == 0) == ok, result.output
    return result.output


def again(here):
    """Build once more and return the report and the Turtle."""
    result = CliRunner().invoke(main, ["build", "texts"])
    assert result.exit_code in (0, 3), result.output
    return (here / "exports/report.md").read_text("utf-8"), (here / "exports/unionkg.ttl").read_text("utf-8")


def statements(words):
    """Return the IDs of the statements whose words hold these."""
    with open_dataset(Path("exports/dataset"), read_only=True) as dataset:
        rows = dataset.store.query("SELECT ?s ?w { ?s <https://w3id.org/unionkg/ontology#says> ?w } ORDER BY ?w")
        return [row["s"].value.rpartition("/")[2] for row in rows if words in row["w"].value]


def namesakes():
    """Return the two entities called 李静, as the queue names them."""
    (pair,) = json.loads(run("list", "--kind", "pairs", "--format", "json"))["pairs"]
    return pair["left"]["id"], pair["right"]["id"]


def test_the_queue_shows_pairs_posts_doubtful_statements(here):
    """Each kind with what is needed to decide; filters and limits hold."""
    assert {*namesakes()} and "李静" in run("list")
    (post,) = json.loads(run("list", "--kind", "posts", "--format", "json"))["posts"]
    assert post["role"] == "主席" and sorted(post["people"]) == ["宋清遥", "顾立诚"]
    assert all(quote.startswith("霁州市总工会主席") for quote in post["quotes"])
    everything = json.loads(run("list", "--kind", "doubtful", "--below", "1", "--format", "json", "--limit", "0"))
    assert len(everything["doubtful"]) > 2
    few = json.loads(run("list", "--below", "1", "--with", "顾立诚", "--format", "json", "--limit", "1"))
    assert [len(rows) for rows in few.values()] == [0, 1, 1, 0]
    assert json.loads(run("list", "--type", "Place", "--kind", "pairs", "--format", "json")) == {"pairs": []}


def test_nobody_decides_unsigned(here):
    """The message says how to sign; nothing is written."""
    assert "--by NAME" in run("reject", statements("holdsRole")[0], ok=False, by=None)
    assert not Path("curation").exists()


def test_a_rejection_is_one_line_and_takes_effect_with_the_next_build(here):
    """Nothing but the ledger changes until then; then the statement leaves the answers and stays, marked."""
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file() and "lock" not in path.name}
    (id_,) = statements("holdsRole | 顾立诚")
    said = run("reject", id_[:8], "--note", "前任")
    assert "reject  holdsRole | 顾立诚" in said and "next build" in said
    after = {path: path.read_bytes() for path in here.rglob("*") if path.is_file() and "lock" not in path.name}
    assert {path.name for path in after.keys() - before.keys()} == {"ledger.jsonl"}
    assert all(after[path] == data for path, data in before.items())
    (entry,) = read_ledger(Path("curation/ledger.jsonl")).entries
    assert (entry.decision.by, entry.decision.note) == ("李审核", "前任")
    assert json.loads(run("list", "--kind", "posts", "--format", "json")) == {"posts": []}
    report, turtle = again(here)
    assert "生效 / applied: 1" in report
    assert f"statement:{id_} a ukg:RejectedStatement" in turtle
    page = (here / "exports/unionkg.html").read_text("utf-8")
    assert id_ not in page
    assert "rejected" in run("show", id_)
    assert "nothing was written" in run("reject", id_)


def test_merge_split_and_undo_come_back_to_the_first_graph(here):
    """Merged, the older IRI stays and the other one leads to it; undone, the graph is the first one, byte for byte."""
    _, first = again(here)
    left, right = namesakes()
    run("merge", left, right)
    assert json.loads(run("list", "--kind", "pairs", "--format", "json")) == {"pairs": []}
    _, merged = again(here)
    with open_dataset(Path("exports/dataset"), read_only=True) as dataset:
        assert (
            find_entity(dataset.store, left) == find_entity(dataset.store, right) == find_entity(dataset.store, "李静")
        )
    assert "one entity already" in run("merge", left, right, ok=False)
    assert "same" in run("show", "李静")
    said = run("split", "李静", "--in", "two.txt")
    assert "undo" in said and "different" in said
    _, parted = again(here)
    assert parted.count("李静") == first.count("李静") and parted != merged
    assert "different" in run("log")
    run("undo", "--last")
    assert again(here)[1] == first
    assert run("log").count("undone") == 2


def test_parted_things_can_be_merged_again(here):
    """Who merges what was parted takes that decision back."""
    left, right = namesakes()
    run("split", left, right)
    again(here)
    assert "undo" in run("merge", left, right)
    report, turtle = again(here)
    assert "生效 / applied: 1" in report and turtle.count('prefLabel "李静"@zh') == 1


def test_names_types_and_dates(here):
    """Rename, retype and edit show in the graph."""
    (id_,) = statements("holdsRole | 宋清遥")
    run("edit", id_, "--role", "副主席", "--start", "2023-10")
    run("rename", "岚江大学工会", "岚江大学工会委员会")
    run("retype", "砚湖区总工会", "Facility")
    report, turtle = again(here)
    assert "生效 / applied: 3" in report
    assert '"2023-10"^^xsd:gYearMonth' in turtle and '"岚江大学工会委员会"@zh' in turtle
    assert CliRunner().invoke(main, ["show", "砚湖区总工会"]).output.count("facility/") == 1
    assert "no date" in run("edit", id_, "--start", "2023-13", ok=False)
    assert "no type 'Company'" in run("retype", "宋清遥", "Company", ok=False)
    assert "retype" in run("merge", "宋清遥", "霁州市总工会", ok=False)


def test_why_shows_what_was_compared(here):
    """Of an open pair, and of two names that have nothing in common."""
    left, right = namesakes()
    assert "They are two entities." in run("why", left, right) and "李静" in run("why", left, right)
    assert "personal name: different" in run("why", "宋清遥", "顾立诚")


def test_import_takes_marks_in_and_names_bad_lines(here):
    """Lines of a page: unsigned, with IDs and the quote itself; what is no decision is told, the rest comes in once."""
    (id_,) = statements("holdsRole | 顾立诚")
    left, right = namesakes()
    with open_dataset(Path("exports/dataset"), read_only=True) as dataset:
        query = "SELECT ?d { ?x <http://www.w3.org/ns/prov#wasQuotedFrom> ?d }"
        document = next(iter(dataset.store.query(query)))["d"].value.rpartition("/")[2]
    person = {"type": "Person", "name": "李静"}
    rows = [
        {"decision": "reject", "statement": {"id": id_, "document": document, "text": "霁州市总工会主席顾立诚"}},
        {"decision": "same", "left": person | {"id": left}, "right": person | {"id": right}},
        {"decision": "smile"},
    ]
    Path("marks.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    said = run("import", "marks.jsonl", ok=False)
    assert "line 3: There is no decision 'smile'" in said
    known = read_ledger(Path("curation/ledger.jsonl"))
    assert [entry.decision.decision for entry in known.entries] == ["reject", "same"]
    assert known.entries[0].decision.statement.says.startswith("holdsRole | 顾立诚")
    assert known.entries[1].decision.left.places
    assert "nothing was written" in run("import", "marks.jsonl", ok=False)
    assert "生效 / applied: 2" in again(here)[0]


def test_stale_decisions_and_bad_lines_are_told(here):
    """After the text was edited: the decision is listed, the bad line makes exit code 3, all else goes through."""
    (id_,) = statements("holdsRole | 顾立诚")
    run("reject", id_)
    ledger = Path("curation/ledger.jsonl")
    atomic_write(ledger, ledger.read_bytes() + b'{"decision": "reject", "by"')
    Path("texts/three.txt").write_text(THREE.replace("顾立诚", "罗维岳"), "utf-8")
    result = CliRunner().invoke(main, ["build", "texts"])
    assert result.exit_code == 3 and "1 stale" in result.output and "ledger.jsonl, line 2" in result.output
    assert "the quote is gone" in run("list", "--kind", "decisions")
    assert "This is no JSON" in (here / "exports/report.md").read_text("utf-8")


def test_the_cache_does_not_depend_on_the_ledger(here, monkeypatch):
    """A decision makes no text be read again."""
    run("reject", statements("holdsRole | 顾立诚")[0])
    monkeypatch.setattr("unionkg.pipeline._extract_batch", lambda docs: pytest.fail(f"{docs} were read again"))
    assert "applied: 1" in again(here)[0]


def test_the_ledger_can_lie_elsewhere(here):
    """--ledger and the environment name another file; the queue of the build remembers it."""
    result = CliRunner().invoke(main, ["build", "texts", "--ledger", "mine.jsonl"])
    assert result.exit_code == 0
    run("accept", statements("holdsRole | 顾立诚")[0])
    assert Path("mine.jsonl").is_file() and not Path("curation").exists()


def test_a_build_that_misses_the_ledger_is_told(here):
    """A mistyped --ledger would bring back what was rejected; the message names the file that was used."""
    run("accept", statements("holdsRole | 顾立诚")[0])
    again(here)
    result = CliRunner().invoke(main, ["build", "texts", "--ledger", "curaton/ledger.jsonl"])
    assert "the last build applied" in result.output and "--ledger" in result.output


def test_equal_texts_and_ledger_give_equal_bytes(here):
    """Whatever the order in which files are named, and what the cache held."""
    left, right = namesakes()
    run("merge", left, right)
    run("reject", statements("holdsRole | 顾立诚")[0])
    names = sorted(map(str, Path("texts").iterdir()))
    for out, files in (("a", names), ("b", names[::-1])):
        result = CliRunner().invoke(main, ["build", *files, "--out", out, "--ledger", "curation/ledger.jsonl"])
        assert "2 decisions applied" in result.output
    for name in ("unionkg.trig", "unionkg.html", "report.md", "review.json"):
        assert (here / "a" / name).read_bytes() == (here / "b" / name).read_bytes(), name


@pytest.mark.parametrize(
    "command",
    ["list", "show", "why", "log", "accept", "reject", "merge", "split", "rename", "retype", "edit", "undo", "import"],
)
def test_help_has_examples(command):
    """Every command shows how it is used."""
    assert f"unionkg review {command}" in run(command, "--help")


def test_without_a_build_the_message_says_what_to_do(tmp_path, monkeypatch):
    """No traceback."""
    monkeypatch.chdir(tmp_path)
    assert "unionkg build PATH" in run("list", ok=False)
