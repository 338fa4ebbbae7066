"""Measure start-up, loading and questions, each against its peer in the same run; ratios mean more than times.

Times are those of the processor, also in the processes that are started, so that what else the machine does counts
little.

Usage: python benchmarks/run.py [--repeat N]
"""

import argparse
import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from oversight_graph.ask import catalogue
from oversight_graph.graph import OversightGraph
from oversight_graph.load.files import ontology, shipped
from oversight_graph.load.load import apply_rules, build
from oversight_graph.load.parsing import parse
from oversight_graph.model.vocabulary import BASE
from oversight_graph.store import views
from oversight_graph.store.store import EmbeddedStore

COMPILED = tempfile.TemporaryDirectory()


def medians(calls: Sequence[Callable[[], object]], repeat: int) -> list[float]:
    """Return the median time of each call in milliseconds; they take turns, so that none has the machine to itself."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(repeat):
        for call, each in zip(calls, times, strict=True):
            start = used()
            call()
            each.append((used() - start) * 1000)
    return [statistics.median(each) for each in times]


def used() -> float:
    """Return the seconds of processor that this process and those that it started have used."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def process(arguments: list[str], cache: str) -> None:
    """Run a Python process and wait for it."""
    environment = {**os.environ, "OVERSIGHT_CACHE": cache}
    # As installed: with modules that are compiled, which some environments forbid.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = COMPILED.name
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)


def row(what: str, ours: float, peer: float, target: str) -> None:
    """Print one line."""
    print(f"{what:<58}{ours:>9.1f} ms{peer:>9.1f} ms{ours / peer:>7.2f}x   {target}")


def start_up(repeat: int) -> None:
    """Cold `oversight gaps` against a bare process that imports typer and pyoxigraph."""
    gaps, check = (["-m", "oversight_graph", *command] for command in (["gaps"], ["check", "--fail-on", "none"]))
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        bare_process = ["-c", "import typer, pyoxigraph"]
        process(bare_process, "off")
        process(gaps, other)
        for _ in range(2):  # the first keeps the graph, the second what was answered from it
            process(gaps, folder)
            process(check, folder)

        def anew() -> None:
            for answer in Path(other).glob("*.answer"):
                answer.unlink()
            process(gaps, other)

        bare, kept, first, off, checked = medians(
            [
                lambda: process(bare_process, "off"),
                lambda: process(gaps, folder),
                anew,
                lambda: process(gaps, "off"),
                lambda: process(check, folder),
            ],
            repeat,
        )
    row("oversight gaps, cold process", kept, bare, "target 2.5x")
    row("oversight gaps, cold process, not asked before", first, bare, "")
    row("oversight gaps, cold process, nothing kept from before", off, bare, "")
    row("oversight check, cold process", checked, bare, "target 3 s")


def loading(repeat: int) -> None:
    """Load the shipped files, against the engine's own bulk load of them."""
    files = [*shipped(), *ontology()]

    def raw() -> None:
        store = ox.Store()
        for file in files:
            graph = ox.NamedNode(file.graph)
            store.bulk_load(file.read(), format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri=file.graph)

    def ours() -> None:
        store = EmbeddedStore()
        store.quads.extend(chain.from_iterable(map(parse, files)))

    store = build(files)
    peer, load, whole, rules = medians([raw, ours, lambda: build(files), lambda: apply_rules(store)], repeat)
    row("load, one graph a file, blank nodes named", load, peer, "target 1.4x")
    row("the same and the rules to a fixed point", whole, peer, "")
    row("the rules alone", rules, peer, "")
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
            graph.store.select(views.bind(text, {}, name), name)

    asked, peer = medians([ours, raw], repeat)
    row(f"all {len(texts)} questions of the catalogue", asked, peer, "target 1.2x")


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
