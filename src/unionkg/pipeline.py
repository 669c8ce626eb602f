"""The main job, top to bottom: read, extract, resolve, validate, store, export, report."""

import contextlib
import functools
import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from unionkg.cache import ExtractionCache
from unionkg.curation.ledger import default_ledger, read_ledger
from unionkg.documents import make_document
from unionkg.documents.reprints import alike, likeness, sketch
from unionkg.entities import Resolution
from unionkg.errors import InputError, StoreError
from unionkg.extraction import extract_batch
from unionkg.files import atomic_write, remove_scratch
from unionkg.index import Index, from_notes, signature_of, source_key, to_notes, to_row
from unionkg.mentions.tagger import TAGGER_NAME, default_tagger
from unionkg.model import Document, Extraction, Source
from unionkg.report import Build, Inputs, write_report
from unionkg.reviewing import curate, write_queue
from unionkg.settings import Settings
from unionkg.sources import read_sources
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.update import Change, Progress, compare, hashes_of, nodes_of, write_all, write_change

# Below this many new documents a second process costs more than it saves.
_WORTH_A_PROCESS = 24
# How many documents are read together: the models read many sentences faster than few.
_BATCH = 12


def build(
    paths: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    ledger: Path | None = None,
    with_exports: bool = True,
    with_inference: bool = True,
    progress: Progress = lambda *_: None,
) -> Build:
    """Read `paths`; bring the dataset in the folder `out` to what they say; write the exports and the report there.

    Only what changed since the last build is read and written; without `with_exports`, the exports stay as they were.
    Without `with_inference` the dataset holds what texts say alone. `ledger` is the file of people's decisions (None:
    `curation/ledger.jsonl` beside the first path, if it is there).

    Raises:
        InputError: no input could be used.
        ValidationError: the graph breaks a shape; nothing was published.
        StoreError: the folder or dataset cannot be written, another build writes it, the ledger cannot be read.
    """
    _make_folder(out)
    decisions = read_ledger(ledger or default_ledger(paths))
    signature = signature_of(settings, TAGGER_NAME, str(with_inference))
    with open_dataset(out / "dataset", is_replaceable=True) as dataset, _without_collector():
        for folder in (out, out / "cache"):
            remove_scratch(folder)
        last = from_notes(dataset.notes(), signature)
        inputs = read_documents(paths, progress, last)
        if not inputs.documents:
            raise InputError("No document could be read.", offending=paths, remedy=_why(inputs))
        whole = functools.partial(extract_all, settings=settings, cache=out / "cache", jobs=jobs, progress=progress)
        # Decisions hold on to quotes and words, which notes lack.
        read = tuple(whole(inputs.documents) if decisions.in_force else _extractions(inputs, last, whole))
        progress("resolve", 0, 0)
        sketches, scores = _likeness(inputs, last)
        copies = alike(scores)
        extractions, resolution, outcomes = curate(read, decisions, copies)
        now = Index(
            _rows(inputs, read, last), nodes_of(extractions, resolution), hashes_of(resolution), sketches, scores
        )
        change = compare(last, now)
        notice = dataset.notice
        if change is None or change or now.likeness != (last or now).likeness:
            if not decisions.in_force:
                wanted = [doc for doc in inputs.documents if last and (change is None or doc.id in change.written)]
                whole_of = {extraction.document.id: extraction for extraction in whole(wanted)}
                extractions = tuple(whole_of.get(e.document.id, e) for e in extractions)
            write = functools.partial(_write, dataset, inputs, change, resolution, settings)
            write(to_notes(now, signature), progress, extractions, with_inference=with_inference)
        files = tuple(_export(dataset, out, progress)) if with_exports else ()
    rewritten = len(extractions) if change is None else len(change.written)
    all_files = (*files, out / "report.md")
    made = Build(inputs, extractions, resolution, copies, all_files, rewritten, _notices(notice), decisions, outcomes)
    write_queue(out, decisions, resolution, outcomes)
    atomic_write(out / "report.md", write_report(made).encode())
    progress("done", 0, 0)
    return made


def _write(
    dataset: Dataset,
    inputs: Inputs,
    change: Change | None,
    resolution: Resolution,
    settings: Settings,
    notes: bytes,
    progress: Progress,
    extractions: Sequence[Extraction],
    *,
    with_inference: bool,
) -> None:
    """Write what changed, or all (`change` None); of the extractions those of written documents are whole."""
    if change is None:
        write_all(dataset, extractions, resolution, settings, notes, progress, with_inference=with_inference)
        return
    some = [extraction for extraction in extractions if extraction.document.id in change.written]
    write_change(
        dataset, change, some, inputs.documents, resolution, settings, notes, progress, with_inference=with_inference
    )


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


def _rows(inputs: Inputs, extractions: Iterable[Extraction], last: Index | None) -> dict[str, Mapping[str, Any]]:
    """Return what the next build is to know of each document."""
    known = last.rows if last else {}
    keys = [(inputs.keys[extraction.document.id], extraction) for extraction in extractions]
    return {key: known.get(key) or to_row(extraction) for key, extraction in keys}


def _likeness(inputs: Inputs, last: Index | None) -> tuple[dict[str, str], dict[tuple[str, str], float]]:
    """Return the sketches of all documents and how alike those are that may repeat each other."""
    last = last or Index()
    documents = {doc.id: doc for doc in inputs.documents}
    # Another title or body of the same text is another source, and may be another sketch.
    same = {id_ for id_, key in inputs.keys.items() if key in last.rows}
    sketches = {id_: last.sketches[id_] if id_ in same else sketch(doc) for id_, doc in documents.items()}
    scores = {pair: score for pair, score in last.likeness.items() if same.issuperset(pair)}
    return sketches, likeness(documents, sketches, scores)


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
    batches = [documents[at : at + _BATCH] for at in range(0, len(documents), _BATCH)]
    if jobs <= 1 or len(documents) < _WORTH_A_PROCESS:
        for batch in batches:
            yield from _extract_batch(batch)
        return
    # Not forked: the tagger's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        for extractions in pool.map(_extract_batch, batches):
            yield from extractions
    finally:
        # Also when the reader stops early (Ctrl-C): what has not begun is not done.
        pool.shutdown(cancel_futures=True)


def _extract_batch(documents: Sequence[Document]) -> list[Extraction]:
    return list(extract_batch(documents, default_tagger()))


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
