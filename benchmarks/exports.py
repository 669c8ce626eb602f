"""Measure each export of 1 million edges against N-Triples written by pyoxigraph: CPU seconds, and peak memory.

Every measurement is a process of its own. One graph is invented, kept as a file and streamed by each of them: the peak
is what writing takes. What was measured stands in --keep, and a run that was stopped goes on there.
"""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyEdge, PropertyGraph, iterate
from unionkg.outputs.age import write_age
from unionkg.outputs.csv_graph import write_neo4j_csv, write_neptune_csv
from unionkg.outputs.cypher import write_cypher, write_memgraph
from unionkg.outputs.graphson import write_graphson
from unionkg.outputs.network_json import write_cytoscape, write_node_link
from unionkg.outputs.networks import write_gexf, write_graphml
from unionkg.outputs.parquet_graph import write_ladybug
from unionkg.outputs.plain_csv import write_plain_csv
from unionkg.outputs.rdf import write_jsonld, write_rdf12, write_rdfxml, write_trig, write_turtle
from unionkg.outputs.rdf_lines import write_nquads, write_ntriples
from unionkg.outputs.tables_graph import write_arango, write_nebula

BASE = "https://example.org/"
Writer = Callable[[PropertyGraph, Path], object]
_YARDSTICK = "N-Triples by pyoxigraph"


def triples(graph: PropertyGraph) -> Iterator[Triple]:
    """Yield the graph as triples: an edge is a node with source, target and properties."""
    for item in iterate(graph):
        subject = NamedNode(f"{BASE}{item.id}")
        if isinstance(item, PropertyEdge):
            yield Triple(subject, NamedNode(f"{BASE}from"), NamedNode(f"{BASE}{item.source}"))
            yield Triple(subject, NamedNode(f"{BASE}to"), NamedNode(f"{BASE}{item.target}"))
        for name, value in item.properties.items():
            for one in value if isinstance(value, tuple) else (value,):
                yield Triple(subject, NamedNode(f"{BASE}{name}"), Literal(one))


def yardstick(graph: PropertyGraph, path: Path) -> None:
    """Write N-Triples in a stream, unsorted."""
    with path.open("wb") as out:
        serialize(triples(graph), out, RdfFormat.N_TRIPLES)


def rdf(write: Callable[[Iterator[Quad], Path], None]) -> Writer:
    """Return a writer of RDF as a writer of the graph; all triples are in one named graph."""
    name = NamedNode(f"{BASE}graph")
    return lambda graph, path: write((Quad(*triple, name) for triple in triples(graph)), path)


WRITERS: dict[str, Writer] = {
    _YARDSTICK: yardstick,
    "ntriples": rdf(write_ntriples),
    "nquads": rdf(write_nquads),
    "turtle": rdf(write_turtle),
    "trig": rdf(write_trig),
    "jsonld": rdf(write_jsonld),
    "rdfxml": rdf(write_rdfxml),
    "rdf12": rdf(write_rdf12),
    "neo4j-csv": write_neo4j_csv,
    "neptune-csv": write_neptune_csv,
    "ladybug-csv": write_plain_csv,
    "ladybug": write_ladybug,
    "nebula": write_nebula,
    "arangodb": write_arango,
    "cypher": write_cypher,
    "memgraph": write_memgraph,
    "age": write_age,
    "graphson": write_graphson,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "node-link": write_node_link,
    "cytoscape": write_cytoscape,
}


def child(name: str, source: Path, folder: Path) -> dict[str, float]:
    """Measure one writer in this process: CPU seconds and MiB written, and the peak in MiB with what was there before.

    CPU time, for the wall clock counts what else the machine does.
    """
    graph = PropertyGraph(sqlite3.connect(source))
    graph.database.execute("PRAGMA cache_size = -65536")
    before = peak()
    began = time.process_time()
    WRITERS[name](graph, folder / "out")
    seconds = time.process_time() - began
    out = folder / "out"
    files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 2**20
    return {"seconds": seconds, "peak": peak(), "before": before, "written": size}


def peak() -> float:
    """Return the most memory that this process had, in MiB."""
    unit = 2**20 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(name: str, source: Path) -> dict[str, float]:
    """Run `child` in a process of its own, so that no measurement sees the memory of another."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--one", name, str(source), folder]
        status = os.spawnv(os.P_WAIT, sys.executable, command)
        if status:
            raise SystemExit(f"{name} ended with {status}")
        return dict(json.loads((Path(folder) / "result.json").read_text("utf-8")))


def source_of(nodes: int, edges: int, keep: Path) -> Path:
    """Return the file with the invented graph, made if need be. Each reader works on it alone."""
    path = keep / f"graph-{nodes}-{edges}.db"
    if not path.is_file():
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with generated(nodes, edges) as graph, sqlite3.connect(draft) as file:
            graph.database.backup(file)
        draft.rename(path)
    return path


def main() -> None:
    """Print a table: CPU seconds, peak memory, and both as a ratio to N-Triples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=300_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", default=list(WRITERS), metavar="NAME", help="exports to measure")
    parser.add_argument("--keep", type=Path, help="folder for the graph and for what was measured")
    parser.add_argument("--one", nargs=3, metavar=("NAME", "GRAPH", "FOLDER"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        name, source, folder = args.one[0], Path(args.one[1]), Path(args.one[2])
        (folder / "result.json").write_text(json.dumps(child(name, source, folder)), "utf-8")
        return
    keep = args.keep or Path(tempfile.mkdtemp())
    keep.mkdir(parents=True, exist_ok=True)
    known = keep / f"measured-{args.nodes}-{args.edges}.json"
    measured: dict[str, dict[str, float]] = json.loads(known.read_text("utf-8")) if known.is_file() else {}
    print(f"{args.nodes} nodes, {args.edges} edges\n")
    print("| export | CPU s | ratio | peak MiB | ratio | written MiB |\n|---|---|---|---|---|---|")
    for name in dict.fromkeys([_YARDSTICK, *args.only]):
        if name not in measured:
            measured[name] = measure(name, source_of(args.nodes, args.edges, keep))
            known.write_text(json.dumps(measured), "utf-8")
        print(row(name, measured[name], measured[_YARDSTICK]), flush=True)
    if args.keep is None:
        shutil.rmtree(keep)


def row(name: str, got: dict[str, float], base: dict[str, float]) -> str:
    """Return a row of the table."""
    seconds = f"{got['seconds']:.0f} | {got['seconds'] / base['seconds']:.1f}"
    return f"| {name} | {seconds} | {got['peak']:.0f} | {got['peak'] / base['peak']:.1f} | {got['written']:.0f} |"


if __name__ == "__main__":
    main()
