"""The main job, top to bottom: read, extract, resolve, validate, store, export, report."""

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pyoxigraph import Quad

from unionkg import __version__
from unionkg.cache import ExtractionCache
from unionkg.curation.ledger import default_ledger, read_ledger
from unionkg.documents import make_document, reprints
from unionkg.entities import Resolution
from unionkg.errors import InputError, StoreError
from unionkg.extraction import extract
from unionkg.files import atomic_write
from unionkg.graph.build import document_quads, entity_index, entity_quads
from unionkg.graph.validate import ensure_valid
from unionkg.mentions.tagger import TAGGER_NAME, default_tagger
from unionkg.model import Document, Extraction, Run, Source
from unionkg.outputs import EXPORTS
from unionkg.report import Build, Inputs, write_report
from unionkg.reviewing import curate, write_queue
from unionkg.settings import Settings
from unionkg.sources import read_sources
from unionkg.store.dataset import open_dataset

# What the pipeline tells while it works: the step, how many are done, how many there are (0: not known).
Progress = Callable[[str, int, int], None]

# Below this many new documents a second process costs more than it saves.
_WORTH_A_PROCESS = 24


def build(
    paths: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    ledger: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Build:
    """Read `paths` and write the dataset, all exports and the report into the folder `out`.

    `ledger` is the file of people's decisions (None: `curation/ledger.jsonl` beside the first path, if it is there).

    Raises:
        InputError: no input could be used.
        ValidationError: the graph breaks a shape; nothing was published.
        StoreError: the folder or the dataset cannot be written, or the ledger cannot be read.
    """
    _make_folder(out)
    decisions = read_ledger(ledger or default_ledger(paths))
    inputs = read_documents(paths, progress)
    if not inputs.documents:
        raise InputError("No document could be read.", offending=paths, remedy=_why(inputs))
    extractions = tuple(extract_all(inputs.documents, settings, cache=out / "cache", jobs=jobs, progress=progress))
    progress("resolve", 0, 0)
    extractions, resolution, outcomes = curate(extractions, decisions)
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
    made = Build(inputs, extractions, resolution, copies, (*files, out / "report.md"), decisions, outcomes)
    write_queue(out, decisions, resolution, outcomes)
    atomic_write(out / "report.md", write_report(made).encode())
    progress("done", 0, 0)
    return made


def read_documents(paths: Sequence[Path], progress: Progress = lambda *_: None) -> Inputs:
    """Read all inputs; what cannot be used is kept as an error, the others go through."""
    by_text: dict[str, list[Document]] = {}
    skipped: list[InputError] = []
    for count, source in enumerate(read_sources(paths), start=1):
        progress("read", count, 0)
        doc = source if isinstance(source, InputError) else _document(source)
        if isinstance(doc, InputError):
            skipped.append(doc)
        else:
            by_text.setdefault(doc.sha256, []).append(doc)
    # Of equal texts one is kept, the same whatever the order of the inputs.
    copies = [sorted(docs, key=_path_and_metadata) for docs in by_text.values()]
    duplicates = sorted((copy.path, docs[0].path) for docs in copies for copy in docs[1:])
    documents = sorted((docs[0] for docs in copies), key=lambda doc: (doc.path, doc.sha256))
    return Inputs(tuple(documents), tuple(sorted(skipped, key=str)), tuple(duplicates))


def extract_all(
    documents: Sequence[Document],
    settings: Settings,
    *,
    cache: Path | None = None,
    jobs: int = 1,
    progress: Progress = lambda *_: None,
) -> Iterator[Extraction]:
    """Yield the extraction of every document in order; what `cache` holds is not made again.

    Each one is kept as soon as it is made, so that a run that was killed goes on where it was.
    """
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
    run = Run(__version__, settings.sha256)
    entity_of = entity_index(resolution.entities)
    for extraction in extractions:
        yield from document_quads(extraction, entity_of, run, settings)
    yield from entity_quads(resolution.entities, extractions, settings)


def _extract_new(documents: Sequence[Document], jobs: int) -> Iterator[Extraction]:
    if jobs <= 1 or len(documents) < _WORTH_A_PROCESS:
        for doc in documents:
            yield _extract_one(doc)
        return
    # Not forked: the tagger's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        yield from pool.map(_extract_one, documents, chunksize=8)
    finally:
        # Also when the reader stops early (Ctrl-C): what has not begun is not done.
        pool.shutdown(cancel_futures=True)


def _extract_one(doc: Document) -> Extraction:
    return extract(doc, default_tagger())


def _document(source: Source) -> Document | InputError:
    try:
        return make_document(source)
    except InputError as error:
        return error


def _path_and_metadata(doc: Document) -> tuple[str, ...]:
    return doc.path, doc.title or "", doc.publisher or "", doc.published or "", *doc.reporters


def _make_folder(out: Path) -> None:
    """Make the folder before the work begins rather than fail after it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        scratch = out / ".writable"
        scratch.touch()
        scratch.unlink()
    except OSError as error:
        reason = "it is a file" if out.is_file() else error.strerror
        remedy = "Name a folder that you may write: --out FOLDER"
        raise StoreError(f"Nothing can be written to {out}: {reason}.", offending=out, remedy=remedy) from error


def _why(inputs: Inputs) -> str:
    reasons: Iterable[str] = (str(error) for error in inputs.skipped)
    return "\n".join(("Name at least one .txt file or a folder that holds some.", *reasons))
