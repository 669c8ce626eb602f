"""What changed between two datasets, in words, as a page and as a patch."""

import json
import re

import pytest
from graph.example import assemble, example
from graph.test_build import build
from pyoxigraph import Quad, RdfFormat, parse
from queries.corpus import later_dataset

from unionkg.cli import main
from unionkg.outputs.changes import changes_page, changes_text
from unionkg.store.as_of import as_of
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.diff import compare, patch

HOSTILE = '</td><script>alert(1)</script><img src=x onerror="alert(2)">'


def small() -> Dataset:
    """Return the example without the later documents."""
    extractions, _, run, settings = example()
    made = open_dataset()
    made.load_all(build(extractions, assemble(extractions), run, settings))
    return made


def test_nothing_changed() -> None:
    """A dataset does not differ from itself."""
    found = compare(later_dataset(), later_dataset())
    assert not found
    assert changes_text(found) == "没有变化。 Nothing changed.\n"


def test_documents_and_what_they_say() -> None:
    """Later documents bring entities and statements; read backwards, these are gone."""
    found = compare(small(), later_dataset())
    assert [entry.what for entry in found.documents] == [
        "云州市总工会半年工作",
        "司机驿站建设通报",
        "权益保障部走访职工",
    ]
    assert {entry.change for entry in found.documents} == {"added"}
    assert "何静" in [entry.what for entry in found.entities]
    said = {entry.what: entry for entry in found.statements["news/changes.txt"]}
    assert said["何静 任职于 云州市总工会 党组书记"].quote == "云州市总工会党组书记何静"
    back = compare(later_dataset(), small())
    assert {entry.change for entry in back.documents} == {"gone"}
    assert back.statements.keys() == found.statements.keys()


def test_a_corrected_text_changes_what_it_corrects() -> None:
    """Where one document says the same with another status, the statement has changed; what stayed is not listed."""
    before, after = later_dataset(), later_dataset()
    query = """PREFIX ukg: <https://w3id.org/unionkg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        DELETE { GRAPH ?g { ?s ukg:modality ?m } ?s ukg:modality ?m }
        INSERT { GRAPH ?g { ?s ukg:modality ukg:modality-actual } ?s ukg:modality ukg:modality-actual }
        WHERE { GRAPH ?g { ?s rdf:predicate ukg:operates ; ukg:modality ?m } FILTER(?m = ukg:modality-planned) }"""
    after.store.update(query)
    found = compare(before, after)
    ((path, (entry,)),) = found.statements.items()
    assert (path, entry.change, entry.before, entry.after) == ("news/opening.txt", "changed", "计划", "实际")


def test_between_two_dates() -> None:
    """The same graph at two dates differs by what began, ended and was published between them."""
    data = later_dataset()
    found = compare(as_of(data, "2019"), as_of(data, "2024-12"))
    gone = [e.what for entries in found.statements.values() for e in entries if e.change == "gone"]
    assert gone == ["陈海 任职于 云州市公交公司工会 主席"]


def test_the_patch_makes_one_of_the_other() -> None:
    """Its deletions and additions turn the quads of one dataset into those of the other."""
    before, after = small(), later_dataset()
    quads = set(before.data())
    first, *lines, last = patch(before, after)
    assert (first, last) == ("TX .", "TC .")
    for line in lines:
        (quad,) = parse(line[2:], format=RdfFormat.N_QUADS)
        (quads.remove if line[0] == "D" else quads.add)(quad)
    assert quads == set(after.data())


def test_the_page_escapes_everything() -> None:
    """Names of things and files are text on the page, which has no script and asks for nothing."""
    before, after = later_dataset(), later_dataset()
    for quad in list(after.store.quads_for_pattern(None, None, None)):
        if str(quad.object) == '"何静"@zh' and "prefLabel" in quad.predicate.value:
            after.store.remove(quad)
            name = type(quad.object)(HOSTILE, language="zh")
            after.store.add(Quad(quad.subject, quad.predicate, name, quad.graph_name))
    page = changes_page(compare(before, after), HOSTILE, "b").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"<[^>]*\s(?:src|href|on\w+)\s*=", page)
    assert "@import" not in page
    assert "url(" not in page


@pytest.mark.browser
def test_the_page_in_a_browser(browser, tmp_path) -> None:
    """It opens without a network, keeps its style, and shows each change in a row."""
    found = compare(small(), later_dataset())
    (tmp_path / "changes.html").write_bytes(changes_page(found, "旧", "新"))
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto(f"file://{tmp_path}/changes.html")
    assert page.locator("tbody tr").count() == len(found.documents) + len(found.entities) + sum(
        map(len, found.statements.values())
    )
    assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
    assert errors == []
    context.close()


def test_the_command(tmp_path, capfd) -> None:
    """Two folders or two dates, four formats."""
    for name, data in (("a", small()), ("b", later_dataset())):
        with open_dataset(tmp_path / name / "dataset") as written:
            written.load_all(data.data())

    def run(*args: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["diff", *args])
        assert ended.value.code == 0
        return capfd.readouterr().out

    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    assert "+ 何静" in run(a, b)
    assert json.loads(run(a, b, "--format", "json"))["documents"][0]["change"] == "added"
    assert run(a, b, "--format", "patch").startswith("TX .\n")
    assert run(a, a) == "没有变化。 Nothing changed.\n"
    page = tmp_path / "changes.html"
    assert run("2019", "2024-12", "--out", b, "--format", "html", "--to", str(page)) == f"{page}\n"
    assert "陈海" in page.read_text("utf-8")
