"""What an answer costs, in what can be counted: how many queries it asks, whatever the data.

Times are told by ``benchmarks/growth.py``. A query for each row would grow with the rows, and on a server each is a
request: so the same answers are asked of two sizes of the same data, and must ask as many queries of both.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from oversight_graph.ask import catalogue
from oversight_graph.graph import OversightGraph
from oversight_graph.registry.asked import nothing
from oversight_graph.registry.declare import NO_PLAN
from oversight_graph.store.store import EmbeddedStore, Table

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
import growth
import registers

Graphs = tuple[OversightGraph, OversightGraph]
Asked = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    """Return the graphs of four places and of six."""
    made = []
    for places in (4, 6):
        folder = tmp_path_factory.mktemp(f"places-{places}")
        registers.write(folder, places)
        made.append(OversightGraph.load(folder, validate=False))
    return made[0], made[1]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """Count the queries by their names and texts."""
    counts: Asked = Counter()
    select = EmbeddedStore.select

    def counted(store: EmbeddedStore, query: str, where: str = "query") -> Table:
        counts[where, query] += 1
        return select(store, query, where)

    monkeypatch.setattr(EmbeddedStore, "select", counted)
    yield counts


@pytest.mark.parametrize("what", growth.ASKED)
def test_an_answer_asks_as_many_queries_of_more_data(what: str, graphs: Graphs, asked: Asked) -> None:
    seen = []
    for graph in graphs:
        asked.clear()
        growth.ASKED[what](graph)
        seen.append(Counter(name for name, _ in asked.elements()))
    assert seen[0] == seen[1]
    if "export" not in what:
        assert seen[0]
    if not what.startswith(("explain", "export")):  # these are made of several answers
        # What was answered is not asked again, but for the papers, by which the date was found before.
        assert {name for (name, _), times in asked.items() if times > 1} <= {"papers"}


def test_a_grade_asks_of_the_rows_of_plans_once(graphs: Graphs, asked: Asked) -> None:
    graphs[0].gaps("2025-06-01")
    names = Counter(name for name, _ in asked.elements())
    assert names["plan_rows"] == names["plan_editions"] == names["covers"] == 1
    assert names.total() <= 20


def test_that_no_row_is_there_is_said_without_grading_any(graphs: Graphs, asked: Asked) -> None:
    graph = graphs[0]
    empty = catalogue.question("coverage-at-a-date")
    assert nothing(graph.store, empty, "1999-01-01") == NO_PLAN
    assert nothing(graph.store, empty, registers.MEETINGS[-1]).startswith("The loaded papers show nothing")
    assert graph.coverage("1999-01-01").empty == NO_PLAN  # type: ignore[attr-defined]
    assert {where for where, _ in asked} >= {"row_parents", "plan_editions"}
    asked.clear()
    nothing(graph.store, empty, "1999-01-01")
    assert {where for where, _ in asked} == {"row_parents", "plan_editions"}
