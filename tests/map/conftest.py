"""What the tests of the map share."""

import pytest

from oversight_graph.graph import OversightGraph
from oversight_graph.store.views import MemoStore


@pytest.fixture(scope="session")
def graph(graph: OversightGraph) -> OversightGraph:
    """Return the shipped graph, of which each of the package's queries is asked once, as `serve` has it."""
    return OversightGraph(MemoStore(graph.store), graph.files)
