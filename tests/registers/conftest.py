"""Graphs that several tests of this folder ask; they only read them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import PREFIXES

from oversight_graph.graph import OversightGraph

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def loaded(graph: OversightGraph, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], OversightGraph]:
    """Return a function that loads a folder of the shipped data, or a text in Turtle, once."""

    @cache
    def load(name: str) -> OversightGraph:
        if name == "west-mercia":
            return graph
        if (DATA / name[:50]).is_dir():
            return OversightGraph.load(DATA / name)
        path = tmp_path_factory.mktemp("town") / "plan.ttl"
        path.write_text(PREFIXES + name, encoding="utf-8")
        return OversightGraph.load(path, validate=False)

    return load
