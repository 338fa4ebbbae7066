"""A graph is put onto real servers as a whole: anew, broken off and taken up again, changed, beside data of others."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.servers.servers import Server, oxigraph, virtuoso

from oversight_graph.errors import QueryError
from oversight_graph.graph import OversightGraph
from oversight_graph.store.client import ServerError
from oversight_graph.store.fetch import fetch
from oversight_graph.store.push import WAITING, Push
from oversight_graph.store.store import EmbeddedStore, RemoteStore

STARTER = Path(__file__).parents[2] / "data" / "starter"
KINDS = ["oxigraph", "virtuoso"]
# By updates alone; by the Graph Store Protocol, with an update that moves all at once; by that protocol alone.
WAYS = ["update", "both", "graphs"]


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server that may be written to."""
    folder = tmp_path_factory.mktemp(request.param)
    with virtuoso(folder) if request.param == "virtuoso" else oxigraph(folder, union=False) as server:
        yield server


@pytest.fixture
def writable(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return the server without what earlier tests left there, for somebody who may write to it."""
    monkeypatch.setenv("OVERSIGHT_USER", server.user)
    monkeypatch.setenv("OVERSIGHT_PASSWORD", server.password)
    push = Push(EmbeddedStore(), RemoteStore(server.query), server.update)
    for (graph,) in push.server.ask_of("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
        if graph and ("/graph/" in graph or graph.startswith(WAITING)):
            push._do(f"DROP SILENT GRAPH <{graph}>")
    return server


@pytest.fixture
def starter(tmp_path: Path) -> OversightGraph:
    """Return the starter set in a folder of its own, so that it can be changed."""
    folder = tmp_path / "place"
    folder.mkdir()
    for file in STARTER.glob("*.ttl"):
        (folder / file.name).write_bytes(file.read_bytes())
    return OversightGraph.load(folder)


@pytest.fixture(params=WAYS)
def pushing(request: pytest.FixtureRequest, writable: Server) -> Callable[[OversightGraph], Push]:
    """Return a function that makes a push onto the server, as somebody who may write there."""
    by = request.param
    update = "" if by == "graphs" else writable.update
    protocol = "" if by == "update" else writable.graphs
    return lambda graph: Push(graph.embedded, RemoteStore(writable.query), update, graphs=protocol)


def quads(graph: OversightGraph) -> set[str]:
    return set(map(str, graph.embedded.quads))


def held(server: Server) -> set[str]:
    """Return what of ours a server holds; it may have graphs that it needs itself."""
    return {str(quad) for quad in fetch(RemoteStore(server.query)).quads if "/graph/" in str(quad.graph_name)}


def graphs(server: Server) -> set[str | None]:
    return {row[0] for row in RemoteStore(server.query).select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}


def test_what_is_pushed_is_there_and_what_is_gone_is_not(
    writable: Server, starter: OversightGraph, pushing: Callable[[OversightGraph], Push], tmp_path: Path
) -> None:
    push = pushing(starter)
    done = push.run()
    assert sum(each.sent for each in done) == len(starter.embedded.quads)
    assert held(writable) == quads(starter)
    # A second file, a changed first one: nothing stays of what is no more, and nothing waits.
    folder = tmp_path / "place"
    (folder / "more.ttl").write_text('<urn:x:a> <urn:x:b> "a \\"b\\" \\\\ \\n c"@en , "2018"^^<urn:x:year> .')
    grown = OversightGraph.load(folder, validate=False)
    pushing(grown).run()
    assert held(writable) == quads(grown) > quads(starter)
    (folder / "more.ttl").unlink()
    pushing(starter).run()
    assert held(writable) == quads(starter)
    assert not [graph for graph in graphs(writable) if (graph or "").startswith(WAITING)]


def test_a_push_that_was_broken_off_is_taken_up_where_it_stopped(
    writable: Server, starter: OversightGraph, pushing: Callable[[OversightGraph], Push]
) -> None:
    pushing(starter).run(instead=True)
    before = held(writable)
    broken, asked = pushing(starter), [0]
    broken._most = 200  # so that the ontology, which comes first, is sent in several pieces
    send = broken._sent

    def until_the_fourth(*what: Any, **how: Any) -> None:
        asked[0] += 1
        if asked[0] == 4:
            raise ServerError("no answer from the server: broken pipe")
        send(*what, **how)

    broken._sent = until_the_fourth  # type: ignore[method-assign]
    with pytest.raises(ServerError, match="broken pipe"):
        broken.run(instead=True)
    if broken.moves:
        assert held(writable) == before
    second = pushing(starter)
    second._most = 200
    done = second.run(instead=True)
    # Three pieces were there, of which the last may have been there in part.
    assert sum(each.sent for each in done) < len(starter.embedded.quads)
    assert held(writable) == quads(starter)


def test_data_of_others_is_not_lost_unsaid(
    writable: Server, starter: OversightGraph, pushing: Callable[[OversightGraph], Push], tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    for file in STARTER.glob("*.ttl"):
        (other / file.name).write_bytes(file.read_bytes())
    pushing(starter).run(instead=True)
    neighbour = OversightGraph.load(other)
    with pytest.raises(QueryError, match="the server holds other data, and what follows from it would be lost"):
        pushing(neighbour).run()
    assert held(writable) == quads(starter)
    pushing(neighbour).run(instead=True)
    assert held(writable) == quads(neighbour)


def test_of_two_pushes_at_once_the_last_stands_whole(writable: Server) -> None:
    def pushing(**sizes: int) -> Push:
        store = EmbeddedStore()
        for name, size in sizes.items():
            graph = ox.NamedNode(f"urn:x:two/graph/{name}")
            for n in range(size):
                store.quads.add(ox.Quad(ox.NamedNode(f"urn:x:{n}"), ox.NamedNode("urn:x:is"), ox.Literal(name), graph))
        return Push(store, RemoteStore(writable.query), writable.update)

    # What both send waits under one name: the other moves it, and removes what it does not know.
    for mine, moment in ({"alike": 3}, "_complete"), ({"alike": 3, "more": 2}, "_short"):
        first = pushing(**mine)
        step, others = getattr(first, moment), iter([pushing(alike=3, more=1)])

        def while_another_pushes(*what: Any, step: Any = step, others: Any = others) -> Any:
            for other in others:
                other.run(instead=True)
            return step(*what)

        setattr(first, moment, while_another_pushes)
        first.run(instead=True)
        assert {quad for quad in held(writable) if "urn:x:two/" in quad} == set(map(str, first.store.quads))


def test_what_a_server_does_not_move_at_once_is_moved_in_parts_and_taken_up_there(writable: Server) -> None:
    told: list[str] = []

    def push(said: str, most: int = 1, breaks: int = 99) -> tuple[int, int]:
        """Push to a server that ends a request of more moves, and is away after some; return what it sent and moved."""
        store, made = EmbeddedStore(), 0
        for name in "abcd":
            graph = ox.NamedNode(f"urn:x:parts/graph/{name}")
            store.quads.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:is"), ox.Literal(said), graph))
        task = Push(store, RemoteStore(writable.query), writable.update, told.append)
        do = task._do

        def limited(update: str, **how: Any) -> None:
            nonlocal made
            moves = update.count("MOVE GRAPH")
            if moves > most:
                raise ServerError("the server said 500: timed out", code=500)
            if moves and made + moves > breaks:
                raise ServerError("no answer from the server: broken pipe")
            do(update, **how)
            made += moves

        task._do = limited  # type: ignore[method-assign]
        if breaks < 99 or not most:
            with pytest.raises(QueryError, match="everything was sent, but not"):
                task.run(instead=True)
            return -1, made
        sent = sum(each.sent for each in task.run(instead=True))
        assert {quad for quad in held(writable) if "urn:x:parts/" in quad} == set(map(str, store.quads))
        assert not [graph for graph in graphs(writable) if (graph or "").startswith(WAITING)]
        return sent, made

    assert push("old", 4) == (4, 4)
    assert not told[4:]
    # Where not even one graph is moved, what was there stands, and all that was sent waits.
    before = held(writable)
    assert push("new", 0) == (-1, 0)
    assert held(writable) == before
    assert any("moved in parts" in sentence for sentence in told)
    # Broken off between two parts: what is in its place is neither sent nor moved again.
    assert push("new", 2, 2) == (-1, 2)
    assert push("new") == (0, 2)
    # Another push between makes nobody believe that what was in its place is so still.
    assert push("one", 1, 1) == (-1, 1)
    assert push("two", 1, 3) == (-1, 3)
    assert push("one")[1] == 4


@pytest.mark.parametrize("pushing", ["both"], indirect=True)
def test_who_may_not_write_is_told_and_nothing_changes(
    writable: Server,
    starter: OversightGraph,
    pushing: Callable[[OversightGraph], Push],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pushing(starter).run(instead=True)
    before = held(writable)
    monkeypatch.setenv("OVERSIGHT_USER", "nobody")
    monkeypatch.setenv("OVERSIGHT_PASSWORD", "not-the-password")
    if not writable.user:  # who does not ask who writes is asked at an address that takes no updates
        writable = Server(writable.query, writable.query)
    with pytest.raises(ServerError) as caught:
        Push(starter.embedded, RemoteStore(writable.query), writable.update).run(instead=True)
    assert "the server said" in str(caught.value) and "not-the-password" not in str(caught.value)
    assert before
    assert held(writable) == before
