"""The main job, top to bottom: read, extract, resolve, validate, store, export, report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pyoxigraph import Quad

from unionkg import __version__
from unionkg.cache import ExtractionCache
from unionkg.documents import make_document, reprints
from unionkg.entities import Resolution, resolve
from unionkg.errors import InputError
from unionkg.extraction import EXTRACTOR_VERSION, extract
from unionkg.files import atomic_write
from unionkg.graph.build import document_quads, entity_index, entity_quads
from unionkg.graph.validate import ensure_valid
from unionkg.mentions.tagger import TAGGER_NAME, default_tagger
from unionkg.model import Document, Extraction, Run
from unionkg.outputs import EXPORTS
from unionkg.report import Build, Inputs, write_report
from unionkg.settings import Settings
from unionkg.sources import read_sources
from unionkg.store.dataset import open_dataset

# What the pipeline tells while it works: the step, how many are done, how many there are (0: not known).
Progress = Callable[[str, int, int], None]

# Below this many new documents a second process costs more than it saves.
_WORTH_A_PROCESS = 24


def build(
    paths: Sequence[Path], out: Path, settings: Settings, *, jobs: int = 1, progress: Progress = lambda *_: None
) -> Build:
    """Read `paths` and write the dataset, all exports and the report into the folder `out`.

    Raises:
        InputError: no input could be used.
        ValidationError: the graph breaks a shape; nothing was published.
        StoreError: the dataset cannot be written.
    """
    inputs = read_documents(paths, progress)
    if not inputs.documents:
        raise InputError("No document could be read.", offending=paths, remedy=_why(inputs))
    extractions = tuple(extract_all(inputs.documents, settings, cache=out / "cache", jobs=jobs, progress=progress))
    progress("resolve", 0, 0)
    resolution = resolve(extractions)
    copies = reprints(inputs.documents)
    quads = list(to_quads(extractions, resolution, settings))
    progress("validate", 0, 0)
    ensure_valid(quads)
    progress("store", 0, 0)
    files = []
    with open_dataset(out / "dataset") as dataset:
        dataset.load_all(quads)
        wanted = [export for export in EXPORTS.values() if export.in_build]
        for done, export in enumerate(wanted):
            progress("export", done, len(wanted))
            files.append(out / export.file)
            export.write(dataset, files[-1])
    made = Build(inputs, extractions, resolution, copies, (*files, out / "report.md"))
    atomic_write(out / "report.md", write_report(made).encode())
    progress("done", 0, 0)
    return made


def read_documents(paths: Sequence[Path], progress: Progress = lambda *_: None) -> Inputs:
    """Read all inputs; what cannot be used is kept as an error, the others go through."""
    by_text: dict[str, Document] = {}
    skipped: list[InputError] = []
    duplicates: list[tuple[str, str]] = []
    for count, source in enumerate(read_sources(paths), start=1):
        progress("read", count, 0)
        if isinstance(source, InputError):
            skipped.append(source)
            continue
        doc = make_document(source)
        if doc.sha256 in by_text:
            duplicates.append((doc.path, by_text[doc.sha256].path))
        else:
            by_text[doc.sha256] = doc
    documents = sorted(by_text.values(), key=lambda doc: (doc.path, doc.sha256))
    return Inputs(tuple(documents), tuple(skipped), tuple(sorted(duplicates)))


def extract_all(
    documents: Sequence[Document],
    settings: Settings,
    *,
    cache: Path | None = None,
    jobs: int = 1,
    progress: Progress = lambda *_: None,
) -> Iterator[Extraction]:
    """Yield the extraction of every document in order. What `cache` holds is not made again; a killed run goes on there."""
    kept = ExtractionCache(cache, settings, TAGGER_NAME)
    known = {doc.id: kept.get(doc) for doc in documents}
    new = [doc for doc in documents if known[doc.id] is None]
    fresh = _extract_new(new, jobs)
    for done, doc in enumerate(documents):
        progress("extract", done, len(documents))
        extraction = known[doc.id]
        if extraction is None:
            extraction = next(fresh)
            kept.put(extraction)
        yield extraction
    progress("extract", len(documents), len(documents))


def to_quads(extractions: Sequence[Extraction], resolution: Resolution, settings: Settings) -> Iterator[Quad]:
    """Yield the graph of every document and the graph of the entities."""
    run = Run(f"{__version__}+{EXTRACTOR_VERSION}", settings.sha256)
    entity_of = entity_index(resolution.entities)
    for extraction in extractions:
        yield from document_quads(extraction, entity_of, run, settings)
    yield from entity_quads(resolution.entities, extractions, settings)


def _extract_new(documents: Sequence[Document], jobs: int) -> Iterator[Extraction]:
    if jobs <= 1 or len(documents) < _WORTH_A_PROCESS:
        for doc in documents:
            yield _extract_one(doc)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(_extract_one, documents, chunksize=8)


def _extract_one(doc: Document) -> Extraction:
    return extract(doc, default_tagger())


def _why(inputs: Inputs) -> str:
    reasons: Iterable[str] = (str(error) for error in inputs.skipped)
    return "\n".join(("Name at least one .txt file or a folder that holds some.", *reasons))
