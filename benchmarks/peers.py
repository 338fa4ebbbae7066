"""Ask a graph in memory, servers that hold it and other engines the same things, in one run and by the clock.

Usage: python benchmarks/peers.py [--places N] [--peer NAME]... [--only WORD]... [--limit S] [--keep FOLDER]
                                  [--processor]

Draws data of the shape of real registers (`registers.py`), loads it, puts it onto each server as `oversight push` does,
and asks everything that `growth.py` asks. Servers are started for it and ended with it: `oxigraph` (PyPI `oxigraph`),
`virtuoso` (Debian `virtuoso-opensource`), `serve` (the endpoint of `oversight serve`). `engine` and `maplib` (PyPI
`maplib`) are engines alone, which are given the text of each question. What is not installed is passed over, and said.

Times are seconds of the clock, since it is the server that works: read them beside those of `memory`, the graph in this
process, from the same run. With `--processor` they are seconds of processor, of the server and what asks it together,
which can be compared where much else runs. A time with a star is that of an answer with another number of rows. With
`--keep` what was drawn and what the servers hold stay in a folder, and are used again.
"""

import argparse
import math
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.util import find_spec
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyoxigraph as ox
import pytest
import registers
from growth import BUSY, Cost, apart, asked, fill, of_engine, questions, shown, wanted

from oversight_graph.graph import OversightGraph
from oversight_graph.store.push import Push
from oversight_graph.store.store import EmbeddedStore, RemoteStore

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.servers import servers  # noqa: E402 - how they are started is said there

PEERS = ("memory", "engine", "serve", "oxigraph", "virtuoso", "maplib")
ENGINES = ("engine", "maplib")
# Buffers of Virtuoso, of 8 kB each.
BUFFERS = 300_000


def in_memory(graph: OversightGraph, only: list[str], limit: float, *, clock: bool, server: int = 0) -> dict[str, Cost]:
    """Return what each call takes of the graph in this process."""
    return dict(asked(lambda: graph, only, limit, clock=clock, server=server))


def engine(graph: OversightGraph, only: list[str], limit: float, *, clock: bool) -> dict[str, Cost]:
    """Return what each question takes of the engine alone, by its text."""
    return {
        what: apart(partial(of_engine, text, graph), limit, clock=clock)
        for what, text in questions()
        if wanted(what, only)
    }


def of_server(
    start: Callable[..., AbstractContextManager[servers.Server]],
    folder: Path,
    graph: OversightGraph,
    only: list[str],
    limit: float,
    *,
    clock: bool,
) -> dict[str, Cost]:
    """Return what it takes to fill a server, unless it holds the graph already, and what each call takes there."""
    costs: dict[str, Cost] = {}
    held = folder / "held"
    with pytest.MonkeyPatch.context() as environment:
        # What moves everything to its place is one request, which takes its time: the limit is that of questions.
        if not held.exists():
            with start(folder, seconds=math.ceil(100 * limit)) as server:
                environment.setenv("OVERSIGHT_USER", server.user)
                environment.setenv("OVERSIGHT_PASSWORD", server.password)
                push = partial(_push, graph.embedded, server, limit)
                costs["push"] = apart(push, 100 * limit, clock=clock, server=0 if clock else server.process)
                if not costs["push"].failure:
                    held.touch()
        patience = limit if clock else BUSY * limit
        with start(folder, seconds=math.ceil(patience)) as server:
            remote = OversightGraph.load(endpoint=server.query, timeout=patience)
            return costs | in_memory(remote, only, limit, clock=clock, server=0 if clock else server.process)


def _push(store: EmbeddedStore, server: servers.Server, limit: float) -> list[None]:
    if not server.update:  # `serve` is filled before it starts
        return []
    pushed = Push(store, RemoteStore(server.query, 100 * limit), server.update).run()
    return [None] * sum(each.triples for each in pushed)


@contextmanager
def served(data: Path, folder: Path, *, seconds: int) -> Iterator[servers.Server]:
    """Run `oversight serve`, and wait until it answers."""
    port = servers.free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--store", str(data / "store"), "--port", str(port)]
    folder.mkdir(parents=True, exist_ok=True)
    if not (data / "store").is_dir():
        apart(partial(fill, data / "drawn", data / "store"), math.inf)
    with servers.running([*command, "--timeout", str(seconds)], port, folder) as process:
        yield servers.Server(f"http://127.0.0.1:{port}/sparql", process=process)


def maplib(graph: OversightGraph, only: list[str], limit: float, *, clock: bool) -> dict[str, Cost]:
    """Return what each question takes of maplib, by its text, in a process that is begun anew where one has no end."""
    costs: dict[str, Cost] = {}
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "graph.nt"
        with file.open("wb") as out:
            for each in graph.embedded.quads.named_graphs():
                graph.embedded.quads.dump(out, format=ox.RdfFormat.N_TRIPLES, from_graph=each)
        process, child, costs["load"] = _begun(file, clock=clock)
        for what, text in questions():
            if not wanted(what, only):
                continue
            child.send(text)
            try:
                costs[what] = child.recv() if child.poll(limit) else Cost(None, 0, 0, f"> {limit:g} s")
            except EOFError:
                costs[what] = Cost(None, 0, 0, "died")
            if costs[what].failure in ("died", f"> {limit:g} s"):
                process.kill()
                process, child, _ = _begun(file, clock=clock)
        process.kill()
    return costs


def _begun(file: Path, *, clock: bool) -> tuple[BaseProcess, Connection, Cost]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_answering, args=(there, file, clock), daemon=True)
    process.start()
    there.close()
    return process, here, here.recv()


def _answering(asking: Connection, file: Path, clock: bool) -> None:
    """Load a file into maplib and answer what is asked, until nobody asks."""
    from maplib import Model

    model, now = Model(), time.monotonic if clock else time.process_time
    start = now()
    model.read(str(file), format="ntriples")
    asking.send(Cost(now() - start, 0, 0))
    while True:
        start = now()
        try:
            rows = model.query(asking.recv()).height
        except EOFError:
            return
        except Exception as error:  # whatever it is, the run goes on and the table says so
            asking.send(Cost(None, 0, 0, str(error).partition("\n")[0] or type(error).__name__))
        else:
            asking.send(Cost(now() - start, 0, rows))


def measure(
    peer: str, graph: OversightGraph, keep: Path, only: list[str], limit: float, *, clock: bool
) -> dict[str, Cost]:
    """Return what each call takes of a peer.

    Raises
    ------
    LookupError
        If it is not installed.
    """
    starts: dict[str, Callable[..., AbstractContextManager[servers.Server]]] = {
        "oxigraph": partial(servers.oxigraph, union=True),
        "virtuoso": partial(servers.virtuoso, buffers=BUFFERS),
        "serve": partial(served, keep),
    }
    if peer == "serve" and not clock:
        raise LookupError("it works in several processes, whose seconds are not added up")
    if peer in starts:
        try:
            return of_server(starts[peer], keep / peer, graph, only, limit, clock=clock)
        except pytest.skip.Exception as lack:
            raise LookupError(lack.msg) from None
    if peer == "maplib" and not find_spec("maplib"):
        raise LookupError("there is no maplib here")
    return {"memory": in_memory, "engine": engine, "maplib": maplib}[peer](graph, only, limit, clock=clock)


def table(costs: dict[str, dict[str, Cost]]) -> Iterator[str]:
    """Yield the lines of the table, and what all questions take together of those that every peer answered."""
    yield f"{'':<46}" + "".join(f"{peer:>12}" for peer in costs) + "      rows"
    whats = dict.fromkeys(what for each in costs.values() for what in each)
    for what in whats:
        # The text of a question gives a row for each citation, which the answer gathers.
        rows = {peer: costs.get("engine" if peer in ENGINES else "memory", {}).get(what) for peer in costs}
        cells = [_cell(each.get(what), rows[peer]) for peer, each in costs.items()]
        known = next((each.rows for each in rows.values() if each), "")
        yield f"{what[:45]:<46}" + "".join(f"{cell:>12}" for cell in cells) + f"{known:>10}"
    for peer, each in costs.items():
        times = [cost.seconds for what, cost in each.items() if what.startswith("query ") and cost.seconds is not None]
        if times:
            many = sum(what.startswith("query ") for what in each)
            quick = sum(took < 2 for took in times)
            yield (
                f"{peer}: {len(times)} of {many} questions answered, {quick} in less than 2 s; together"
                f" {sum(times):.0f} s, the middle one {statistics.median(times):.2f} s, the longest {max(times):.1f} s"
            )


def _cell(cost: Cost | None, right: Cost | None) -> str:
    if cost is None:
        return ""
    known = right is not None and right.seconds is not None and cost.seconds is not None
    return shown(cost) + "*" * (known and right is not None and cost.rows != right.rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=12, help="size: a place is about 4,000 triples")
    parser.add_argument("--peer", action="append", choices=PEERS, help="may be given again. Default: all")
    parser.add_argument("--only", action="append", default=[], help="calls that begin with this; may be given again")
    parser.add_argument("--limit", type=float, default=60, help="most seconds for one call")
    parser.add_argument("--keep", type=Path, help="folder where what is drawn and held stays, and is found again")
    parser.add_argument("--processor", action="store_true", help="count seconds of processor, not of the clock")
    given = parser.parse_args()
    costs: dict[str, dict[str, Cost]] = {}
    with tempfile.TemporaryDirectory() as name:
        keep = (given.keep or Path(name)) / str(given.places)
        if not (keep / "drawn").is_dir():
            registers.write(keep / "drawn", given.places)
        start = time.monotonic()
        graph = OversightGraph.load(keep / "drawn", validate=False)
        print(f"{len(graph.embedded.quads):,} triples, loaded in {time.monotonic() - start:.1f} s", file=sys.stderr)
        for peer in given.peer or PEERS:
            try:
                costs[peer] = measure(peer, graph, keep, given.only, given.limit, clock=not given.processor)
            except (LookupError, AssertionError) as lack:  # not installed; or it does not start
                print(f"{peer} is passed over: {lack}", file=sys.stderr)
                continue
            for what, cost in costs[peer].items():
                if cost.failure and not cost.failure.startswith(">"):
                    print(f"{peer}, {what}: {cost.failure}", file=sys.stderr)
    print("\n".join(table(costs)))


if __name__ == "__main__":
    main()
