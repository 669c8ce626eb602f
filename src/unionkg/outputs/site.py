"""A folder of linked pages that opens from a disk or lies on any web server: what `unionkg serve` shows, as files."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from unionkg.files import replacing_folder
from unionkg.graph.projection import project
from unionkg.graph.spool import Progress
from unionkg.outputs.html import write_html
from unionkg.outputs.pages.links import FolderLinks
from unionkg.outputs.pages.overview import overview, search_script
from unionkg.outputs.pages.pages import Site, pages_of, unique_names
from unionkg.outputs.pages.parts import Parts
from unionkg.outputs.pages.render import assets
from unionkg.outputs.pages.words import TYPES
from unionkg.settings import Settings
from unionkg.store.dataset import Dataset
from unionkg.store.questions import load_questions, run_question

_BROWSER_ASSETS = ("site.css", "site.js", "early.js")


def write_site(dataset: Dataset, path: Path, progress: Progress = lambda *_: None) -> None:
    """Write the pages of `dataset` into the folder `path`, which takes the place of an earlier one in one step.

    Questions that need parameters are left out: a folder answers nothing. `progress` hears how many pages there are.

    Raises:
        StoreError: `path` holds something that is no export.
        QueryError: a question cannot be answered.
    """
    progress("read the graph", 0, 0)
    with replacing_folder(path) as folder:
        for done, (name, body) in enumerate(_pages(dataset), start=1):
            progress("pages", done, 0)
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        write_html(project(dataset.store), folder / "explorer.html")


def _pages(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each file below the folder and its content."""
    base_iri = Settings().base_iri
    projection, seen = project(dataset.store), overview(dataset.store)
    parts, names = Parts(projection), unique_names(seen)
    known = load_questions()
    free = {name: q for name, q in known.items() if not any(parameter.is_required for parameter in q.parameters)}
    top, below = (Site(FolderLinks(depth), free, base_iri) for depth in (0, 1))
    yield "index.html", top.front(seen)
    yield "questions/index.html", below.all_questions()
    for name, question in free.items():
        table = run_question(dataset, name, questions=known)
        yield f"questions/{name}.html", below.question(question, table, names=names)
    for kind in ("documents", *TYPES):
        count = len(seen.articles) if kind == "documents" else len(seen.of_type(kind))
        for number in range(1, pages_of(count) + 1):
            address = unquote(FolderLinks().listing(kind, number))
            yield address, below.listing(seen, kind, number)
    for node in projection.nodes:
        yield f"{node.id}.html", below.entity(parts.around_entity(node.id), node.id)
    for document in projection.documents:
        yield f"document/{document.id}.html", below.article(parts.around_document(document.id), document.id)
    for name in _BROWSER_ASSETS:
        yield f"assets/{name}", assets()[name]
    titles = {question.name: (question.title_zh, question.title_en) for question in free.values()}
    yield "assets/names.js", search_script(seen, titles).encode()
