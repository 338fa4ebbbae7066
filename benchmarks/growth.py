"""Measure how the time of every answer and question grows with the data.

Usage: python benchmarks/growth.py [--places N]... [--only WORD]... [--limit S] [--store] [--again] [--place NAME]
                                   [--bare] [--endpoint URL] [--server PID] [--keep FOLDER] [--save FILE]
                                   [--against FILE]

Draws data of the shape of real registers (`registers.py`) at each size, loads it once, and asks each thing in a process
of its own, which is ended at the limit, so that a call that does not come to an end costs no more than that. Times are
seconds of processor, so that what else the machine does counts little; memory is what the call added to the loaded
graph, at its most. The exponent is the slope between the two largest sizes that came to an end, on logarithmic scales:
1 is in proportion to the data, 2 its square.

With `--store` the graph is put on disk and asked there; with `--again` each thing is asked once more, where the answers
of the engine were kept the first time. With `--place` each call takes one place out of it first, and asks that. With
`--keep` what was drawn and the store stay in a folder, and are used again: a large graph can then be measured in
pieces. With `--bare` each question is asked of the engine alone too, by its text. With `--endpoint` a server that holds
the data of that size already is asked, by the clock, or with `--server`, the number of its process, by the processor,
of which the server's part counts too; `peers.py` fills servers too, and compares them.
"""

import argparse
import json
import math
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import registers

from oversight_graph.ask import catalogue
from oversight_graph.graph import OversightGraph
from oversight_graph.load.files import find_files
from oversight_graph.load.parsing import parse
from oversight_graph.model.vocabulary import BASE
from oversight_graph.process import seldom_look_for_cycles
from oversight_graph.store import views
from oversight_graph.store.disk import DiskStore, answers
from oversight_graph.store.store import EmbeddedStore

# About 4e4, 4e5 and 1e6 triples.
PLACES = (12, 118, 295)
# Below this a time is mostly noise, and an exponent says nothing.
LEAST = 0.02
# So many seconds of the clock are given to a second of processor.
BUSY = 20
BODY, POST, ROW, ITEM = (
    f"{registers.LAND}{name}" for name in ("body/0-0", "post/0-3", "commitment/0-1-3", "item/0-1-0")
)
# Answers that take something, or that are no method: what to give.
ASKED: dict[str, Callable[[OversightGraph], object]] = {
    "coverage of activities": lambda graph: graph.coverage(activities=True),
    "coverage": lambda graph: graph.coverage(),
    "gaps": lambda graph: graph.gaps(),
    "bodies": lambda graph: graph.bodies(),
    "bodies, all": lambda graph: graph.bodies(everything=True),
    "people": lambda graph: graph.people(),
    "people, all": lambda graph: graph.people(everything=True),
    "actions": lambda graph: graph.actions(),
    "actions of a post": lambda graph: graph.actions(owner=POST),
    "find": lambda graph: [graph.find("Audit Committee of Place 3")],
    "explain a body": lambda graph: graph.explain(BODY),
    "explain a row": lambda graph: graph.explain(ROW),
    "check without shapes": lambda graph: graph.check(shapes=False),
    "check": lambda graph: graph.check(),
    "network": lambda graph: graph.network(),
    "oversees": lambda graph: graph.oversees(BODY),
    "oversees, by": lambda graph: graph.oversees(ROW, by=True),
    "chain": lambda graph: graph.chain(ROW),
    "measures": lambda graph: graph.measures(),
    "structure": lambda graph: graph.structure(),
    "overlap": lambda graph: graph.overlaps(),
    "overlap of a body": lambda graph: graph.overlaps(body=BODY),
    "conflicts": lambda graph: graph.conflicts(),
    "whatif": lambda graph: graph.whatif(remove=[BODY]),
    "practice": lambda graph: graph.practice(),
    "topics": lambda graph: graph.topics(),
    "cadence": lambda graph: graph.cadence(),
    "follow-up": lambda graph: graph.follow_up(),
    "diff": lambda graph: graph.diff(registers.EDITIONS[1]),
    "timeline": lambda graph: graph.timeline(),
    "timeline of a body": lambda graph: graph.timeline(BODY),
    "a place of many": lambda graph: [graph.of_place("Place 1 Council")],
    "its gaps": lambda graph: graph.of_place("Place 1 Council").gaps(),
    "export nquads": lambda graph: _exported(graph),
    "export popolo": lambda graph: _popolo(graph),
}
# Parameters of questions whose defaults are things and dates of the shipped data.
THINGS = {
    "body": BODY, "panel": BODY, "commitment": ROW, "meeting": f"{registers.LAND}meeting/0-1",
    "office": f"{registers.LAND}organization/0", "paper": f"{registers.LAND}paper/0-plan-1",
    "person": f"{registers.LAND}person/0-4", "post": POST, "programme": f"{registers.LAND}programme/0",
    "asOf": registers.MEETINGS[-1],
}  # fmt: skip


def _exported(graph: OversightGraph) -> list[bytes]:
    from oversight_graph.output.export import to_rdf

    return [to_rdf(graph.embedded, "nquads")]


def _popolo(graph: OversightGraph) -> list[bytes]:
    from oversight_graph.output.popolo import to_popolo

    return [to_popolo(graph, graph.day())]


class Cost(NamedTuple):
    """What a call cost: seconds of processor (None if it was ended), megabytes, rows; or what went wrong."""

    seconds: float | None
    megabytes: float
    rows: int
    failure: str = ""


def calls(*, bare: bool = False) -> Iterator[tuple[str, Callable[[OversightGraph], Any]]]:
    """Yield each call with its name: answers of the facade, then the questions of the catalogue."""
    yield from ASKED.items()
    for what, text in questions():
        name = what.partition(" ")[2]
        yield what, partial(_asked, name)
        if bare:
            yield f"engine alone {name}", partial(of_engine, text)


def questions() -> Iterator[tuple[str, str]]:
    """Yield each question of the catalogue as it is called in tables, with its text for any engine."""
    for name in catalogue.names():
        yield f"query {name}", views.bind(catalogue.question(name).text, _given(name), name)


def _given(name: str) -> dict[str, str]:
    return {key: THINGS[key] for key, _ in catalogue.question(name).defaults if key in THINGS}


def _asked(name: str, graph: OversightGraph) -> object:
    return graph.query(name, **_given(name)).rows


def of_engine(text: str, graph: OversightGraph) -> list[None]:
    """Ask the engine alone."""
    answer: Any = graph.embedded.quads.query(text, use_default_graph_as_union=True, base_iri=BASE)
    return [None for solution in answer if tuple(solution)]


def apart(call: Callable[[], Any], limit: float, *, clock: bool = False, server: int = 0) -> Cost:
    """Return what a call costs, made in a process of its own that shares what is loaded.

    Parameters
    ----------
    clock : bool
        Count the seconds of the clock, not those of the processor.
    server : int
        Number of the process of a server that works for it, whose seconds of processor count too.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        seldom_look_for_cycles()  # as the command line does
        with os.fdopen(writing, "w") as out:
            json.dump(_measured(call, time.monotonic if clock else partial(_processor, server)), out)
        os._exit(0)
    os.close(writing)
    ended = _wait(child, limit, clock=clock, server=server)
    with os.fdopen(reading) as answer:
        text = answer.read()
    if server and not ended:
        _until_idle(server, limit)
    if not ended or not text:
        return Cost(None, 0, 0, f"> {limit:g} s" if not ended else "died")
    return Cost(*json.loads(text))


def _processor(server: int) -> float:
    return time.process_time() + (spent(server) if server else 0)


def spent(*processes: int) -> float:
    """Return the seconds of processor that processes have used."""
    stats = (Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1] for process in processes)
    return sum(sum(map(int, stat.split()[11:13])) for stat in stats) / os.sysconf("SC_CLK_TCK")


def _until_idle(server: int, limit: float) -> None:
    """Wait until a server has given up what nobody waits for any more; what it goes on with then burdens the next."""
    before, most = spent(server), spent(server) + limit
    while before < most:
        time.sleep(1)
        if (now := spent(server)) - before < LEAST:
            return
        before = now


def _measured(call: Callable[[], Any], now: Callable[[], float]) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, now()
    try:
        rows = len(call())
    except Exception as error:  # whatever it is, the run goes on and the table says so
        return Cost(None, 0, 0, f"{type(error).__name__}: {error}")
    took = now() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Cost(took, max(0, most - before) / 1024, rows)


def _wait(child: int, limit: float, *, clock: bool, server: int) -> bool:
    """Wait until a process has ended by itself or has used its seconds; whether it ended by itself."""
    works = [child, server] if server else [child]
    begun = time.monotonic() if clock else spent(*works)
    while not os.waitpid(child, os.WNOHANG)[0]:
        if (time.monotonic() if clock else spent(*works)) - begun > limit:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.02)
    return True


def bulk(files: list[Path]) -> list[None]:
    """Load the files with nothing but the engine."""
    store = ox.Store()
    for file in files:
        store.bulk_load(
            path=str(file),
            format=ox.RdfFormat.TURTLE,
            to_graph=ox.NamedNode(registers.LAND + file.name),
            base_iri=registers.LAND,
        )
    return [None] * len(store)


def measure(
    places: int,
    only: list[str],
    limit: float,
    *,
    store: bool,
    again: bool,
    place: str | None,
    bare: bool,
    keep: Path | None,
) -> tuple[int, dict[str, Cost]]:
    """Return the number of triples at a size, and what each call cost."""
    costs: dict[str, Cost] = {}
    os.environ["OVERSIGHT_CACHE"] = "off"
    with tempfile.TemporaryDirectory() as name:
        if again:
            os.environ["OVERSIGHT_CACHE"] = str(Path(name) / "cache")
        kept = (keep or Path(name)) / str(places)
        folder, disk = kept / "drawn", kept / "store"
        if not folder.is_dir():
            registers.write(folder, places)
        if wanted("load", only):
            costs["bulk_load of the engine alone"] = apart(partial(bulk, sorted(folder.iterdir())), limit)
            costs["load, blank nodes named"] = apart(partial(named, folder), limit)
            costs["load, with rules"] = apart(lambda: OversightGraph.load(folder, validate=False).embedded.quads, limit)
        if store:
            if not disk.is_dir():
                costs["load into a store"] = apart(partial(fill, folder, disk), 100 * limit)
            size = apart(lambda: stored(disk).embedded.quads, limit).rows
            return size, costs | dict(asked(partial(stored, disk, place), only, limit, bare=bare, again=again))
        graph = OversightGraph.load(folder, validate=False)
        costs.update(asked(lambda: graph, only, limit, bare=bare))
        return len(graph.embedded.quads), costs


def of_server(
    endpoint: str, only: list[str], limit: float, place: str | None, server: int
) -> tuple[int, dict[str, Cost]]:
    """Return the number of triples that a server holds, and what each call takes there."""
    size = OversightGraph.load(endpoint=endpoint).store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
    # The processor may be busy with something else for most of the time.
    remote = partial(OversightGraph.load, endpoint=endpoint, timeout=BUSY * limit if server else limit, place=place)
    return int(size or 0), dict(asked(remote, only, limit, clock=not server, server=server))


def fill(folder: Path, disk: Path) -> ox.Store:
    """Load the files, with what the rules infer, into a store on disk."""
    return OversightGraph.load(folder, store=disk, validate=False).embedded.quads


def stored(disk: Path, place: str | None = None) -> OversightGraph:
    """Open a store on disk, or one place of it."""
    store = DiskStore(disk)  # without reading it through, as a server does once
    store.answers = answers(disk)
    graph = OversightGraph(store)
    return graph.of_place(place) if place else graph


def asked(
    graph: Callable[[], OversightGraph],
    only: list[str],
    limit: float,
    *,
    bare: bool = False,
    clock: bool = False,
    server: int = 0,
    again: bool = False,
) -> Iterator[tuple[str, Cost]]:
    """Yield what each call costs; the graph is opened in its process, if it is not there yet."""
    for what, call in calls(bare=bare):
        if wanted(what, only):
            for name in [what, f"again {what}"] if again else [what]:
                yield name, apart(partial(_on, call, graph), limit, clock=clock, server=server)
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _on(call: Callable[[OversightGraph], Any], graph: Callable[[], OversightGraph]) -> object:
    return call(graph())


def named(folder: Path) -> ox.Store:
    """Load the files as they are stated, without what the rules infer."""
    store = EmbeddedStore()
    store.quads.extend(chain.from_iterable(map(parse, find_files([folder]))))
    return store.quads


def wanted(what: str, only: list[str]) -> bool:
    """Whether a call is asked for: any that begins with one of the words; all if there are none."""
    return not only or any(what.startswith(word) for word in only)


def exponent(sizes: list[int], costs: list[Cost]) -> float | None:
    """Return the slope between the two largest sizes with a time that can be measured."""
    seconds = [each.seconds or 0.0 for each in costs]
    timed = [(size, each) for size, each in zip(sizes, seconds, strict=True) if each >= LEAST]
    if len(timed) < 2:
        return None
    (first, before), (second, after) = timed[-2:]
    return math.log(after / before) / math.log(second / first)


def table(sizes: list[int], costs: dict[str, list[Cost]], against: dict[str, list[str]]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        f"{'':<46}"
        + "".join(f"{size:>12,}" for size in sizes)
        + "  exponent      MB      rows"
        + "  before" * bool(against)
    )
    for what, each in costs.items():
        slope = exponent(sizes, each)
        line = f"{what[:45]:<46}" + "".join(f"{shown(cost):>12}" for cost in each)
        line += f"{'' if slope is None else format(slope, '.2f'):>10}{each[-1].megabytes:>8.0f}{each[-1].rows:>10}"
        yield f"{line}  {' / '.join(against.get(what, []))}".rstrip()


def shown(cost: Cost) -> str:
    """Return a time as the table shows it."""
    return cost.failure[:11] if cost.seconds is None else f"{cost.seconds:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, action="append", help=f"size; may be given again. Default: {PLACES}")
    parser.add_argument("--only", action="append", default=[], help="calls that begin with this; may be given again")
    parser.add_argument("--limit", type=float, default=60, help="most seconds of processor for one call")
    parser.add_argument("--save", type=Path, help="keep the figures in a file")
    parser.add_argument("--against", type=Path, help="figures kept by --save, to be shown beside")
    parser.add_argument("--store", action="store_true", help="ask the graph on disk")
    parser.add_argument("--again", action="store_true", help="ask each once more, where answers were kept")
    parser.add_argument("--place", help="take this place out of the graph on disk, and ask it")
    parser.add_argument("--endpoint", help="ask the server at this address, or with --place one place of it")
    parser.add_argument("--server", type=int, default=0, help="number of the process of that server, on this machine")
    parser.add_argument("--bare", action="store_true", help="ask the questions of the engine alone too")
    parser.add_argument("--keep", type=Path, help="folder where what is drawn and the store stay, and are found again")
    given = parser.parse_args()
    sizes: list[int] = []
    costs: dict[str, list[Cost]] = {}
    # A server has one size: that which it holds.
    for places in [0] if given.endpoint else sorted(given.places or PLACES):
        if given.endpoint:
            size, measured = of_server(given.endpoint, given.only, given.limit, given.place, given.server)
        else:
            size, measured = measure(
                places, given.only, given.limit, store=given.store, again=given.again, place=given.place,
                bare=given.bare, keep=given.keep,
            )  # fmt: skip
        sizes.append(size)
        for what, cost in measured.items():
            costs.setdefault(what, []).append(cost)
            if cost.failure and not cost.failure.startswith(">"):
                print(f"{what}: {cost.failure}", file=sys.stderr)
    before = json.loads(given.against.read_text(encoding="utf-8")) if given.against else {}
    print("\n".join(table(sizes, costs, before)))
    if given.save:
        kept = {what: [shown(cost) for cost in each] for what, each in costs.items()}
        given.save.write_text(json.dumps(kept, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
