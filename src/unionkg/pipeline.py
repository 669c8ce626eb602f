"""The main job, top to bottom: read, extract, resolve, validate, store, export, report."""

import contextlib
import functools
import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from unionkg.cache import ExtractionCache
from unionkg.documents import make_document
from unionkg.documents.reprints import alike, likeness, sketch
from unionkg.entities import Resolution, resolve
from unionkg.errors import InputError, StoreError
from unionkg.extraction import extract
from unionkg.files import atomic_write, remove_scratch
from unionkg.index import Index, from_notes, signature_of, source_key, to_notes, to_row
from unionkg.mentions.tagger import TAGGER_NAME, default_tagger
from unionkg.model import Document, Extraction, Source
from unionkg.report import Build, Inputs, write_report
from unionkg.settings import Settings
from unionkg.sources import read_sources
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.update import Progress, compare, hashes_of, nodes_of, write_all, write_change

# Below this many new documents a second process costs more than it saves.
_WORTH_A_PROCESS = 24


def build(
    paths: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    with_exports: bool = True,
    with_inference: bool = True,
    progress: Progress = lambda *_: None,
) -> Build:
    """Read `paths`; bring the dataset in the folder `out` to what they say; write the exports and the report there.

    Only what changed since the last build is read and written; without `with_exports`, the exports stay as they were.
    Without `with_inference` the dataset holds what texts say alone, and questions in standard terms find nothing.

    Raises:
        InputError: no input could be used.
        ValidationError: the graph breaks a shape; nothing was published.
        StoreError: the folder or the dataset cannot be written, or another build is writing it.
    """
    _make_folder(out)
    signature = signature_of(settings, TAGGER_NAME, str(with_inference))
    with open_dataset(out / "dataset", is_replaceable=True) as dataset, _without_collector():
        for folder in (out, out / "cache"):
            remove_scratch(folder)
        last = from_notes(dataset.notes(), signature)
        inputs = read_documents(paths, progress, last)
        if not inputs.documents:
            raise InputError("No document could be read.", offending=paths, remedy=_why(inputs))
        whole = functools.partial(extract_all, settings=settings, cache=out / "cache", jobs=jobs, progress=progress)
        extractions = tuple(_extractions(inputs, last, whole))
        progress("resolve", 0, 0)
        resolution = resolve(extractions)
        now = _index(inputs, extractions, resolution, last)
        change = compare(last, now)
        notice, notes = dataset.notice, to_notes(now, signature)
        if change is None:
            extractions = tuple(whole(inputs.documents)) if last else extractions
            write_all(dataset, extractions, resolution, settings, notes, progress, with_inference=with_inference)
        elif change or now.likeness != (last or now).likeness:
            some = tuple(whole([doc for doc in inputs.documents if doc.id in change.written]))
            write_change(dataset, change, some, resolution, settings, notes, progress, with_inference=with_inference)
        files = tuple(_export(dataset, out, progress)) if with_exports else ()
    copies = alike(now.likeness)
    rewritten = len(extractions) if change is None else len(change.written)
    made = Build(inputs, extractions, resolution, copies, (*files, out / "report.md"), rewritten, _notices(notice))
    atomic_write(out / "report.md", write_report(made).encode())
    progress("done", 0, 0)
    return made


def read_documents(paths: Sequence[Path], progress: Progress = lambda *_: None, last: Index | None = None) -> Inputs:
    """Read all inputs; what cannot be used is kept as an error, the others go through.

    What `last` knows of a source is not looked for in the text again.
    """
    by_text: dict[str, list[Document]] = {}
    skipped: list[InputError] = []
    keys = {}
    for count, source in enumerate(read_sources(paths), start=1):
        progress("read", count, 0)
        if isinstance(source, InputError):
            skipped.append(source)
            continue
        doc = (last.document(source) if last else None) or _document(source)
        if isinstance(doc, InputError):
            skipped.append(doc)
        else:
            by_text.setdefault(doc.sha256, []).append(doc)
            keys[doc] = source_key(source)
    # Of equal texts one is kept, the same whatever the order of the inputs.
    copies = [sorted(docs, key=_path_and_metadata) for docs in by_text.values()]
    duplicates = sorted((copy.path, docs[0].path) for docs in copies for copy in docs[1:])
    documents = sorted((docs[0] for docs in copies), key=lambda doc: (doc.path, doc.sha256))
    known = {doc.id: keys[doc] for doc in documents}
    return Inputs(tuple(documents), tuple(sorted(skipped, key=str)), tuple(duplicates), known)


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


def _extractions(
    inputs: Inputs, last: Index | None, whole: Callable[[Sequence[Document]], Iterator[Extraction]]
) -> Iterator[Extraction]:
    """Yield the extraction of every document in order: as noted where the last build had it, else whole."""
    noted = {doc.id: last.extraction(doc, inputs.keys[doc.id]) if last else None for doc in inputs.documents}
    fresh = whole([doc for doc in inputs.documents if noted[doc.id] is None])
    for doc in inputs.documents:
        yield noted[doc.id] or next(fresh)
    yield from fresh


def _index(inputs: Inputs, extractions: Iterable[Extraction], resolution: Resolution, last: Index | None) -> Index:
    """Return what the next build is to know."""
    last = last or Index()
    known = tuple(extractions)
    keys, documents = inputs.keys, {doc.id: doc for doc in inputs.documents}
    rows = {keys[e.document.id]: last.rows.get(keys[e.document.id]) or to_row(e) for e in known}
    # Another title or body of the same text is another source, and may be another sketch.
    same = {id_ for id_, key in keys.items() if key in last.rows}
    sketches = {id_: last.sketches[id_] if id_ in same else sketch(doc) for id_, doc in documents.items()}
    scores = {pair: score for pair, score in last.likeness.items() if same.issuperset(pair)}
    return Index(
        rows, nodes_of(known, resolution), hashes_of(resolution), sketches, likeness(documents, sketches, scores)
    )


def _export(dataset: Dataset, out: Path, progress: Progress) -> Iterator[Path]:
    # Loaded here: an update without exports is done before all exporters would be.
    from unionkg.outputs import EXPORTS  # noqa: PLC0415

    wanted = [export for export in EXPORTS.values() if export.in_build]
    for done, export in enumerate(wanted):
        progress("export", done, len(wanted))
        export.write(dataset, out / export.file)
        yield out / export.file


def _notices(*found: str | None) -> tuple[str, ...]:
    return tuple(notice for notice in found if notice)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles among a million objects that live until the end: a third of an update."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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
