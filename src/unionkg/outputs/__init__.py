"""One exporter a file, registered here; all read a dataset, never an extraction."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from pyoxigraph import Quad

from unionkg.errors import SettingsError, StoreError
from unionkg.graph.projection import Projecting, project
from unionkg.graph.property import PropertyGraph, property_graph
from unionkg.graph.spool import Progress
from unionkg.outputs.age import write_age
from unionkg.outputs.csv_graph import write_neo4j_csv, write_neptune_csv
from unionkg.outputs.cypher import write_cypher, write_memgraph, write_n10s
from unionkg.outputs.findings import write_findings
from unionkg.outputs.ftm import write_ftm
from unionkg.outputs.graphson import write_graphson
from unionkg.outputs.html import write_html
from unionkg.outputs.network_json import write_cytoscape, write_node_link
from unionkg.outputs.networks import write_gexf, write_graphml
from unionkg.outputs.parquet_graph import write_ladybug
from unionkg.outputs.plain_csv import write_plain_csv
from unionkg.outputs.rdf import write_jsonld, write_rdf12, write_rdfxml, write_trig, write_turtle
from unionkg.outputs.rdf_lines import write_nquads, write_ntriples
from unionkg.outputs.site import write_site
from unionkg.outputs.table_files import write_csv_tables, write_parquet_tables
from unionkg.outputs.tables import Sheet, tables
from unionkg.outputs.tables_graph import write_arango, write_nebula
from unionkg.outputs.workbook import write_workbook
from unionkg.store.dataset import Dataset

_TOLD_EVERY = 10_000
_Item = TypeVar("_Item")


def quiet(step: str, done: int, total: int) -> None:
    """Hear of progress and say nothing."""
    del step, done, total


class Writer(Protocol):
    """Writes a dataset to a file or folder; `progress` hears the step, how much is done, of how much (0: unknown)."""

    def __call__(self, dataset: Dataset, path: Path, progress: Progress = quiet) -> None: ...


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of output: its usual file or folder, what it is for, what it loses, and how it is written.

    `in_build`: every build writes it. `extra`: the optional dependencies that it needs (`pip install unionkg[extra]`).
    `holds`: what of the graph is in memory while it is written; no other export's memory grows with the graph.
    """

    file: str
    about: str
    write: Writer
    loses: str = "nothing"
    in_build: bool = False
    extra: str | None = None
    holds: str = ""


def _quads(write: Callable[[Iterable[Quad], Path], None]) -> Writer:
    """Return the writer of quads as the writer of a dataset."""

    def run(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
        write(_told(dataset.data(), progress), path)

    return run


def _graph(write: Callable[[PropertyGraph, Path], None], shape: str = "compact") -> Writer:
    """Return the writer of a property graph as the writer of a dataset."""

    def run(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
        with property_graph(dataset.store, shape, progress) as graph:
            write(graph, path)

    return run


def _tables(write: Callable[[Sequence[Sheet], Path], None]) -> Writer:
    """Return the writer of tables as the writer of a dataset."""

    def run(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
        view = Projecting(dataset.store)
        write(tables(_told(view.nodes(), progress), view.edges(), view.documents()), path)

    return run


def _ftm(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
    progress("read", 0, 0)
    write_ftm(Projecting(dataset.store), path)


def _html(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
    progress("read", 0, 0)
    write_html(project(dataset.store), path)


def _findings(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
    progress("read", 0, 0)
    write_findings(dataset, path)


def _n10s(dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
    del dataset, progress
    write_n10s(path)


def _told(items: Iterable[_Item], progress: Progress) -> Iterator[_Item]:
    """Pass the items on and tell how many were read."""
    for count, item in enumerate(items):
        if count % _TOLD_EVERY == 0:
            progress(f"read {count:,}", 0, 0)
        yield item
    progress("write", 0, 0)


# What a property graph in one shape does not hold.
_COMPACT = "offsets, texts and which witness says what; figures and posts without an organisation are lines of text"
_FULL = "words around a quote; runs"
_NUL = "the character NUL becomes U+FFFD"
_DELIMITED = f"{_NUL}; U+001F in an item of a list becomes a space"
_XML = "lists become JSON text; characters that XML 1.0 cannot hold become U+FFFD"
_GEXF = f"{_XML}; a date that is a month or a year becomes all its days on the timeline"
_CYTOSCAPE = "a property `value` is named `value_`"
_NEPTUNE = f"lists become JSON text; {_NUL}"
_NEBULA = f"lists become JSON text; an empty text is none; {_NUL}"

EXPORTS: dict[str, Export] = {
    "turtle": Export(
        "unionkg.ttl",
        "the graph as Turtle",
        _quads(write_turtle),
        "which document asserts a triple",
        in_build=True,
    ),
    "trig": Export(
        "unionkg.trig",
        "the graph as TriG, a named graph a document",
        _quads(write_trig),
        in_build=True,
    ),
    "jsonld": Export(
        "unionkg.jsonld",
        "the graph as JSON-LD",
        _quads(write_jsonld),
        "which document asserts a triple",
        in_build=True,
    ),
    "ntriples": Export(
        "unionkg.nt",
        "the graph as sorted N-Triples, for line tools and bulk loaders",
        _quads(write_ntriples),
        "which document asserts a triple",
    ),
    "nquads": Export(
        "unionkg.nq",
        "the graph as sorted N-Quads, a named graph a document",
        _quads(write_nquads),
    ),
    "rdfxml": Export(
        "unionkg.rdf",
        "the graph as RDF/XML, for older tools",
        _quads(write_rdfxml),
        "which document asserts a triple; characters that XML 1.0 cannot hold become U+FFFD",
    ),
    "rdf12": Export(
        "unionkg-rdf12.trig",
        "the graph as TriG of RDF 1.2: statements reify their triples",
        _quads(write_rdf12),
    ),
    "tables-csv": Export(
        "unionkg-tables",
        "tables for people as CSV: posts, organisations, figures, statements; a Frictionless package",
        _tables(write_csv_tables),
        "texts; statements without a subject; an apostrophe is before what looks like a formula",
    ),
    "tables-parquet": Export(
        "unionkg-parquet",
        "the same tables as Parquet, for pandas, DuckDB, Spark",
        _tables(write_parquet_tables),
        "texts; statements without a subject",
        extra="formats",
    ),
    "workbook": Export(
        "unionkg.xlsx",
        "the same tables as an Excel workbook with Chinese headings, filters and links",
        _tables(write_workbook),
        "texts; statements without a subject; what is over 32 767 characters in a cell; controls become U+FFFD, "
        "a carriage return a line feed",
        extra="formats",
        holds="each text once, and links",
    ),
    "ftm": Export(
        "unionkg.ftm.jsonl",
        "FollowTheMoney entities, for OpenAleph",
        _ftm,
        "what is planned, demanded or denied; figures but for their words; offsets; the kind of most relations",
    ),
    "neo4j-csv": Export(
        "unionkg-neo4j",
        "CSV with typed headers for neo4j-admin and LOAD CSV (FalkorDB): facts as edges",
        _graph(write_neo4j_csv),
        f"{_COMPACT}; {_DELIMITED}",
    ),
    "neo4j-csv-full": Export(
        "unionkg-neo4j-full",
        "CSV with typed headers for neo4j-admin and LOAD CSV (FalkorDB): statements, evidence and documents as nodes",
        _graph(write_neo4j_csv, "full"),
        f"{_FULL}; {_DELIMITED}",
    ),
    "neptune-csv": Export(
        "unionkg-neptune",
        "CSV for Amazon Neptune (openCypher): facts as edges",
        _graph(write_neptune_csv),
        f"{_COMPACT}; {_NEPTUNE}",
    ),
    "neptune-csv-full": Export(
        "unionkg-neptune-full",
        "CSV for Amazon Neptune (openCypher): statements, evidence and documents as nodes",
        _graph(write_neptune_csv, "full"),
        f"{_FULL}; {_NEPTUNE}",
    ),
    "ladybug": Export(
        "unionkg-ladybug",
        "Parquet with schema for Ladybug and Kùzu: facts as edges",
        _graph(write_ladybug),
        f"{_COMPACT}; {_NUL}",
        extra="formats",
    ),
    "ladybug-full": Export(
        "unionkg-ladybug-full",
        "Parquet with schema for Ladybug and Kùzu: statements, evidence and documents as nodes",
        _graph(write_ladybug, "full"),
        f"{_FULL}; {_NUL}",
        extra="formats",
    ),
    "ladybug-csv": Export(
        "unionkg-ladybug-csv",
        "plain CSV with schema for Ladybug and Kùzu: facts as edges",
        _graph(write_plain_csv),
        f"{_COMPACT}; {_DELIMITED}",
    ),
    "ladybug-csv-full": Export(
        "unionkg-ladybug-csv-full",
        "plain CSV with schema for Ladybug and Kùzu: statements, evidence and documents as nodes",
        _graph(write_plain_csv, "full"),
        f"{_FULL}; {_DELIMITED}",
    ),
    "nebula": Export(
        "unionkg-nebula",
        "CSV and configuration for NebulaGraph Importer: facts as edges",
        _graph(write_nebula),
        f"{_COMPACT}; {_NEBULA}",
    ),
    "nebula-full": Export(
        "unionkg-nebula-full",
        "CSV and configuration for NebulaGraph Importer: statements, evidence and documents as nodes",
        _graph(write_nebula, "full"),
        f"{_FULL}; {_NEBULA}",
    ),
    "arangodb": Export(
        "unionkg-arangodb",
        "JSON lines and collections for ArangoDB: facts as edges",
        _graph(write_arango),
        f"{_COMPACT}; {_NUL}",
    ),
    "arangodb-full": Export(
        "unionkg-arangodb-full",
        "JSON lines and collections for ArangoDB: statements, evidence and documents as nodes",
        _graph(write_arango, "full"),
        f"{_FULL}; {_NUL}",
    ),
    "cypher": Export("unionkg.cypher", "Cypher script for Neo4j: cypher-shell --file", _graph(write_cypher), _COMPACT),
    "cypher-full": Export("unionkg-full.cypher", "the same with all nodes", _graph(write_cypher, "full"), _FULL),
    "memgraph": Export("unionkg.cypherl", "Cypher script for Memgraph: mgconsole", _graph(write_memgraph), _COMPACT),
    "memgraph-full": Export("unionkg-full.cypherl", "the same with all nodes", _graph(write_memgraph, "full"), _FULL),
    "n10s": Export(
        "unionkg-n10s.cypher",
        "script that makes neosemantics in Neo4j read the Turtle whole",
        _n10s,
    ),
    "age": Export("unionkg-age.sql", "SQL for PostgreSQL with Apache AGE", _graph(write_age), f"{_COMPACT}; {_NUL}"),
    "age-full": Export(
        "unionkg-age-full.sql", "the same with all nodes", _graph(write_age, "full"), f"{_FULL}; {_NUL}"
    ),
    "graphson": Export("unionkg.graphson", "GraphSON 3 for Gremlin servers", _graph(write_graphson), _COMPACT),
    "graphson-full": Export("unionkg-full.graphson", "the same with all nodes", _graph(write_graphson, "full"), _FULL),
    "graphml": Export("unionkg.graphml", "GraphML for network tools", _graph(write_graphml), f"{_COMPACT}; {_XML}"),
    "graphml-full": Export(
        "unionkg-full.graphml", "the same with all nodes", _graph(write_graphml, "full"), f"{_FULL}; {_XML}"
    ),
    "gexf": Export("unionkg.gexf", "GEXF with a timeline, for Gephi", _graph(write_gexf), f"{_COMPACT}; {_GEXF}"),
    "node-link": Export("unionkg-node-link.json", "JSON for networkx and D3", _graph(write_node_link), _COMPACT),
    "node-link-full": Export(
        "unionkg-node-link-full.json", "the same with all nodes", _graph(write_node_link, "full"), _FULL
    ),
    "cytoscape": Export("unionkg.cyjs", "JSON for Cytoscape and Cytoscape.js", _graph(write_cytoscape), _COMPACT),
    "cytoscape-full": Export(
        "unionkg-full.cyjs", "the same with all nodes", _graph(write_cytoscape, "full"), f"{_FULL}; {_CYTOSCAPE}"
    ),
    "findings": Export(
        "findings.md",
        "what contradicts itself or wants a person, with quotes",
        _findings,
        "all that no rule finds: it is for reading",
        in_build=True,
    ),
    "html": Export(
        "unionkg.html",
        "the explorer: one page that opens without a network",
        _html,
        "facts that no view shows: it is for reading",
        in_build=True,
        holds="the whole graph",
    ),
    "site": Export(
        "unionkg-site",
        "linked pages in a folder, for any web server or a USB stick: open index.html",
        write_site,
        "facts that no view shows; questions that need parameters",
        holds="the whole graph",
    ),
}


def find_export(name: str) -> Export:
    """Return the export `name`; raise SettingsError with the list of known ones."""
    if name not in EXPORTS:
        raise SettingsError(f"There is no export '{name}'.", offending=name, remedy=f"There are: {', '.join(EXPORTS)}.")
    return EXPORTS[name]


def run_export(name: str, dataset: Dataset, path: Path, progress: Progress = quiet) -> None:
    """Write the export `name` of `dataset` to `path`; `progress` hears how far it is.

    Raises:
        SettingsError: there is no such export, or the packages that it needs are not installed.
        StoreError: `path` cannot be written; what was there stands.
    """
    chosen = find_export(name)
    try:
        chosen.write(dataset, path, progress)
    except ImportError as error:
        if chosen.extra is None:
            raise
        raise SettingsError(
            f"The export '{name}' needs {error.name}, which is not installed.",
            offending=name,
            remedy=f"Install it: pip install 'unionkg[{chosen.extra}]'",
        ) from error
    except sqlite3.Error as error:
        remedy = "Name a folder with more room in the environment variable TMPDIR."
        raise StoreError(f"The export cannot be sorted on the disk: {error}.", offending=path, remedy=remedy) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}.", offending=path) from error
