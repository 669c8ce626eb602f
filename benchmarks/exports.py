"""Measure each export of a property graph of 1 million edges, as a ratio to N-Triples written by pyoxigraph.

Every measurement is a process of its own that invents the graph, then writes it; what inventing takes is taken off.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from unionkg.graph.property import PropertyGraph, generated, iterate
from unionkg.outputs.age import write_age
from unionkg.outputs.csv_graph import write_neo4j_csv, write_neptune_csv
from unionkg.outputs.cypher import write_cypher, write_memgraph
from unionkg.outputs.graphson import write_graphson
from unionkg.outputs.network_json import write_cytoscape, write_node_link
from unionkg.outputs.networks import write_gexf, write_graphml
from unionkg.outputs.parquet_graph import write_ladybug
from unionkg.outputs.rdf import write_jsonld, write_rdf12, write_rdfxml, write_trig, write_turtle
from unionkg.outputs.rdf_lines import write_nquads, write_ntriples
from unionkg.outputs.tables_graph import write_arango, write_nebula

BASE = "https://example.org/"
Writer = Callable[[PropertyGraph, Path], object]


def triples(graph: PropertyGraph) -> Iterator[Triple]:
    """Yield the graph as triples: an edge is a node with source, target and properties."""
    for item in iterate(graph):
        subject = NamedNode(f"{BASE}{item.id}")
        if hasattr(item, "source"):
            yield Triple(subject, NamedNode(f"{BASE}from"), NamedNode(f"{BASE}{item.source}"))
            yield Triple(subject, NamedNode(f"{BASE}to"), NamedNode(f"{BASE}{item.target}"))
        for name, value in item.properties.items():
            for one in value if isinstance(value, tuple) else (value,):
                yield Triple(subject, NamedNode(f"{BASE}{name}"), Literal(one))


def yardstick(graph: PropertyGraph, path: Path) -> None:
    """Write N-Triples in a stream: the yardstick."""
    with path.open("wb") as out:
        serialize(triples(graph), out, RdfFormat.N_TRIPLES)


def rdf(write: Callable[[Iterator[Quad], Path], None]) -> Writer:
    """Return a writer of RDF as a writer of the graph; all triples are in one named graph."""
    name = NamedNode(f"{BASE}graph")
    return lambda graph, path: write((Quad(*triple, name) for triple in triples(graph)), path)


WRITERS: dict[str, Writer] = {
    "ntriples (pyoxigraph)": yardstick,
    "neo4j-csv": write_neo4j_csv,
    "neptune-csv": write_neptune_csv,
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
    "ntriples": rdf(write_ntriples),
    "nquads": rdf(write_nquads),
    "turtle": rdf(write_turtle),
    "trig": rdf(write_trig),
    "jsonld": rdf(write_jsonld),
    "rdfxml": rdf(write_rdfxml),
    "rdf12": rdf(write_rdf12),
}


def child(name: str, nodes: int, edges: int, folder: Path) -> dict[str, float]:
    """Measure one writer in this process: CPU seconds of writing, MiB at the peak, before writing, and written.

    CPU time, for the wall clock counts what else the machine does.
    """
    unit = 2**20 if sys.platform == "darwin" else 1024
    graph = generated(nodes, edges)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    began = time.process_time()
    WRITERS[name](graph, folder / "out")
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    out = folder / "out"
    files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 2**20
    return {"s": seconds, "peak_mib": peak, "graph_mib": before, "written_mib": size}


def measure(name: str, nodes: int, edges: int) -> dict[str, float]:
    """Run `child` in a process of its own, so that no measurement sees the memory of another."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = [sys.executable, __file__, "--nodes", str(nodes), "--edges", str(edges), "--one", name, folder]
        status = os.spawnv(os.P_WAIT, sys.executable, command)
        if status:
            print(f"{name:<24} ended with {status}", flush=True)
            return {}
        return dict(json.loads(result.read_text("utf-8")))


def main() -> None:
    """Print a table: CPU seconds, peak memory, and both as a ratio to N-Triples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=300_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", default=list(WRITERS), metavar="NAME", help="exports to measure")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        name, folder = args.one[0], Path(args.one[1])
        (folder / "result.json").write_text(json.dumps(child(name, args.nodes, args.edges, folder)), "utf-8")
        return
    print(f"{args.nodes} nodes, {args.edges} edges; the graph itself is in the peak")
    print(f"{'export':<24}{'CPU s':>8}{'ratio':>8}{'peak MiB':>10}{'ratio':>8}{'added MiB':>11}{'written MiB':>13}")
    base: dict[str, float] = {}
    for name in dict.fromkeys([next(iter(WRITERS)), *args.only]):
        got = measure(name, args.nodes, args.edges)
        base = base or got
        if not got:
            continue
        ratios = got["s"] / base["s"], got["peak_mib"] / base["peak_mib"]
        added = got["peak_mib"] - got["graph_mib"]
        print(
            f"{name:<24}{got['s']:>8.1f}{ratios[0]:>8.2f}{got['peak_mib']:>10.0f}{ratios[1]:>8.2f}"
            f"{added:>11.0f}{got['written_mib']:>13.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
