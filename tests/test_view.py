"""The graph for Python, and the notebook that shows it."""

import contextlib
import io
import json
import sys
from types import SimpleNamespace

import networkx
import pytest
from queries.corpus import later_dataset

import unionkg
from unionkg.errors import QueryError, SettingsError, StoreError
from unionkg.store.dataset import open_dataset
from unionkg.view import View


@pytest.fixture(scope="module")
def graph() -> View:
    return View(later_dataset())


def test_an_entity_by_any_of_its_names(graph: View) -> None:
    """Label and alias give the same card."""
    assert graph.entity("市总工会") == graph.entity("云州市总工会")
    with pytest.raises(QueryError, match="Nothing in the dataset"):
        graph.entity("没有的")


def test_statements_have_their_quotes(graph: View) -> None:
    """Each row is a quote at its offsets; entity, relation and modality narrow them."""
    texts = {doc.title: doc.text for doc in graph.projection.documents}
    rows = graph.statements()
    assert rows
    for said in rows:
        assert texts[said.document][said.start_offset : said.end_offset] == said.quote
    roles = graph.statements("郑明", relation="holdsRole")
    assert {said.label for said in roles} == {"党组书记", "副主席"}
    assert {said.modality for said in graph.statements(modality="planned")} == {"planned"}
    assert graph.statements("郑明", relation="operates") == []


def test_questions_and_sparql(graph: View) -> None:
    """A named question, SELECT and ASK give Python values; what is neither is told with the known names."""
    row = next(iter(graph.query("disagreements")))
    assert (row["value"], row["other_value"]) == (90.0, 120.0)
    assert graph.query("ASK { ?s a ukg:Statement }").rows == ((True,),)
    (count,) = graph.query("SELECT (COUNT(?s) AS ?n) { ?s a ukg:Statement }").rows[0]
    assert isinstance(count, int)
    for wrong in ({"question": "nobody-asks"}, {"question": "SELECT * { ?s ?p ?o }", "x": "1"}):
        with pytest.raises(QueryError, match="There are: about"):
            graph.query(**wrong)


def test_frames_are_optional(graph: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pandas or polars the rows go into a frame; without, the message says how to install it."""
    made = SimpleNamespace(DataFrame=lambda data, **more: (data, more))
    for name, turn in (("pandas", "to_pandas"), ("polars", "to_polars")):
        monkeypatch.setitem(sys.modules, name, made)
        data, more = getattr(graph.query("documents"), turn)()
        assert len(data) == (6 if name == "pandas" else len(graph.query("documents").columns))
        assert more
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(SettingsError, match=f"pip install {name}"):
            getattr(graph.query("documents"), turn)()


def test_networks(graph: View) -> None:
    """The network has what the page shows; as of a date it is smaller; rdflib reads the same triples."""
    whole, then = graph.to_networkx(), graph.to_networkx(as_of="2019")
    assert isinstance(whole, networkx.MultiDiGraph)
    assert 0 < then.number_of_edges() < whole.number_of_edges()
    assert len(list(graph.to_rdflib().triples((None, None, None)))) == len(graph.dataset)


def test_opening(tmp_path) -> None:
    """A folder with a graph opens by its name or that of its dataset; as of a date too; another one says what to do."""
    with open_dataset(tmp_path / "dataset") as written:
        written.load_all(later_dataset().data())
    for path in (tmp_path, str(tmp_path / "dataset")):
        with unionkg.open(path) as view:
            assert len(view.dataset.documents()) == 6
    with unionkg.open(tmp_path, as_of="2024-05") as view:
        assert len(view.dataset.documents()) < 6
    with pytest.raises(StoreError, match="unionkg build PATH"):
        unionkg.open(tmp_path / "none")


@pytest.mark.model
def test_the_tutorial_runs(root, demo, tmp_path, monkeypatch) -> None:
    """Each cell of the notebook runs on what `make demo` builds, in order, and what it shows is there."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "demo").symlink_to(demo[1], target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((root / "docs" / "tutorial.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert "霁州市总工会" in printed.getvalue()
    assert len(printed.getvalue().splitlines()) > 40
