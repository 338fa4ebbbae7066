"""Servers that hold the shipped graph, put there by `oversight push`: each is started once, and is only read."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.servers.servers import Server, oxigraph, oxigraph_read_only, virtuoso

from oversight_graph.graph import OversightGraph
from oversight_graph.store.push import Push
from oversight_graph.store.store import RemoteStore


def put(graph: OversightGraph, server: Server, **more: bool) -> None:
    """Put a graph onto a server, as the person who may write there."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OVERSIGHT_USER", server.user)
        environment.setenv("OVERSIGHT_PASSWORD", server.password)
        push = Push(graph.embedded, RemoteStore(server.query), server.update)
    push.run(**more)


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, graph: OversightGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Return a server with the shipped graph."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        if request.param == "virtuoso":
            found = stack.enter_context(virtuoso(folder))
            put(graph, found)
        else:
            with oxigraph(folder, union=False) as writing:
                put(graph, writing)
            found = stack.enter_context(oxigraph_read_only(folder, union=request.param == "union"))
        yield found
