"""Measure start-up, loading and questions, each against its peer in the same run; ratios mean more than times.

Usage: python benchmarks/run.py [--repeat N]
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from oversight_graph import catalogue
from oversight_graph.datafiles import concepts, shipped
from oversight_graph.graph import OversightGraph
from oversight_graph.load import apply_rules, build
from oversight_graph.parsing import parse
from oversight_graph.store import EmbeddedStore
from oversight_graph.vocabulary import BASE


def median(call: Callable[[], object], repeat: int) -> float:
    """Return the median time of a call in milliseconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def process(arguments: list[str], cache: str) -> None:
    """Run a Python process and wait for it."""
    environment = {**os.environ, "OVERSIGHT_CACHE": cache}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)


def row(what: str, ours: float, peer: float, target: str) -> None:
    """Print one line."""
    print(f"{what:<58}{ours:>9.1f} ms{peer:>9.1f} ms{ours / peer:>7.2f}x   {target}")


def start_up(repeat: int) -> None:
    """Cold `oversight gaps` against a bare process that imports typer and pyoxigraph."""
    bare = median(lambda: process(["-c", "import typer, pyoxigraph"], "off"), repeat)
    gaps = ["-m", "oversight_graph", "gaps"]
    with tempfile.TemporaryDirectory() as folder:
        process(gaps, folder)
        row("oversight gaps, cold process", median(lambda: process(gaps, folder), repeat), bare, "target 3x")
    row(
        "oversight gaps, cold process, nothing kept from before", median(lambda: process(gaps, "off"), repeat), bare, ""
    )


def loading(repeat: int) -> None:
    """Load the shipped files, against the engine's own bulk load of them."""
    files = [*shipped(), concepts()]

    def raw() -> None:
        store = ox.Store()
        for file in files:
            graph = ox.NamedNode(file.graph)
            store.bulk_load(file.read(), format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri=file.graph)

    def ours() -> None:
        store = EmbeddedStore()
        for file in files:
            store.quads.extend(parse(file))

    peer = median(raw, repeat)
    row("load, one graph a file, blank nodes named", median(ours, repeat), peer, "target 1.5x")
    row("the same and the rules to a fixed point", median(lambda: build(files), repeat), peer, "")
    store = build(files)
    row("the rules alone", median(lambda: apply_rules(store), repeat), peer, "")
    print(f"{'':<58}{len(store.quads)} quads in {len(files)} files")


def questions(repeat: int) -> None:
    """All questions of the catalogue against the bare engine with the same text."""
    graph = OversightGraph.load()
    texts = {name: catalogue.question(name).text for name in catalogue.names()}
    store = graph.embedded.quads

    def raw() -> None:
        for text in texts.values():
            answer = store.query(text, use_default_graph_as_union=True, base_iri=BASE)
            for solution in answer:  # type: ignore[union-attr]
                tuple(solution)

    def ours() -> None:
        for name, text in texts.items():
            graph.store.select(catalogue.bind(text, {}, name), name)

    row(f"all {len(texts)} questions of the catalogue", median(ours, repeat), median(raw, repeat), "target 1.2x")


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=15, help="runs of each measurement; the median is printed")
    repeat = parser.parse_args().repeat
    gc.disable()  # as the package does while it loads; for the peer it changes nothing
    print(f"{'':<58}{'ours':>12}{'peer':>12}{'ratio':>8}   ({Path(sys.executable).name}, medians of {repeat})")
    start_up(repeat)
    loading(repeat)
    questions(repeat)


if __name__ == "__main__":
    main()
