"""Work in a process of its own: the same answers, every limit kept, the caller unharmed, and nothing left behind."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from oversight_graph.errors import DataError, QueryError
from oversight_graph.store import disk
from oversight_graph.store.limits import Limits, possible, run, select
from oversight_graph.store.store import EmbeddedStore

pytestmark = pytest.mark.skipif(not possible(), reason="this system cannot split off a process")

# Seven copies of 30 x 30 x 30 rows that nothing joins: more than any engine goes through.
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(7)) + " }"
# Each step doubles the text: 2 to the power of 40 letters.
SWELLING = "SELECT ?x40 { BIND('aa' AS ?x0) " + " ".join(
    f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40)
) + " }"  # fmt: skip


QUADS = [ox.Quad(ox.NamedNode(f"urn:{i}"), ox.NamedNode("urn:p"), ox.Literal(f"é{i}")) for i in range(30)]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.add(QUADS)
    return store


def children() -> set[str]:
    """Return the processes that this one has begun; others may serve other tests."""
    listed = subprocess.run(["ps", "-o", "pid=,ppid=,comm=", "-e"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {row[0] for row in rows if row[1] == str(os.getpid()) and row[2] != "ps"}


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.mark.parametrize(
    "query", ["SELECT ?s ?o ?none { ?s <urn:p> ?o } ORDER BY ?s", "ASK { }", "SELECT * { ?s a 1 }"]
)
def test_the_answer_is_that_of_the_store(query: str, store: EmbeddedStore, tmp_path: Path) -> None:
    assert select(store, query) == store.select(query)
    disk.fill(tmp_path / "store", QUADS)
    assert select(disk.read(tmp_path / "store"), query) == store.select(query)


@pytest.mark.parametrize(
    ("query", "limits", "message"),
    [
        (ENDLESS, Limits(seconds=0.3), "not answered within 0.3 seconds"),
        (SWELLING, Limits(memory=200 * 1024**2), "needs more than 200 MB of memory"),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c }", Limits(rows=899), "the answer has more than 899 rows"),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c }", Limits(memory=9000), "the answer is larger than 0 MB"),
        ("SELECT nonsense", Limits(), "not valid SPARQL at column 16"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", Limits(), "asks for triples"),
    ],
)
def test_what_goes_beyond_a_limit_or_fails_is_told(
    query: str, limits: Limits, message: str, store: EmbeddedStore
) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=f"mine.rq.*{message}"):
        select(store, query, "mine.rq", limits)
    assert time.monotonic() - began < 60  # it was stopped, not waited for
    assert len(select(store, "SELECT * { ?s ?p ?o }", limits=Limits(rows=30)).rows) == 30


def test_an_interrupt_is_minded_while_the_engine_is_at_work(store: EmbeddedStore) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what is begun behind a shell may ignore it
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            select(store, ENDLESS, limits=Limits(seconds=60))
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)


def test_several_at_once_from_threads(store: EmbeddedStore) -> None:
    found: list[int] = []

    def ask(number: int) -> None:
        found.append(len(select(store, f"SELECT * {{ ?s ?p ?o }} LIMIT {number}").rows))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 9))


def test_any_work_gives_its_pieces_and_its_own_errors() -> None:
    def work() -> Iterator[bytes]:
        yield b"a" * 3_000_000
        yield b""
        raise DataError("is torn", where="page 3", hint="mend it")

    with pytest.raises(DataError, match=r"page 3: is torn \(mend it\)"):
        list(run(work))
    caught = run(work)
    assert [len(next(caught)), next(caught)] == [3_000_000, b""]
    caught.close()


def test_a_process_that_breaks_down_is_told() -> None:
    def killed(sign: int) -> Iterator[bytes]:
        yield b"begun"
        os.kill(os.getpid(), sign)
        time.sleep(10)

    for sign, message in ((signal.SIGSEGV, "too long or too deep"), (signal.SIGKILL, "ended by the system")):
        with pytest.raises(QueryError, match=message):
            list(run(lambda sign=sign: killed(sign)))  # type: ignore[misc]
