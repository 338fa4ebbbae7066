"""The data that benchmarks/growth.py draws is like that of a user: valid, and with an answer to what is asked."""

import sys
from pathlib import Path

import pytest

from oversight_graph.graph import OversightGraph

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
import registers


@pytest.fixture
def drawn(tmp_path: Path) -> OversightGraph:
    """Return the graph of two places."""
    registers.write(tmp_path, 2)
    # Loading refuses data of one's own that has errors.
    return OversightGraph.load(tmp_path)


def test_drawn_data_is_valid_and_answers(drawn: OversightGraph) -> None:
    # Per place: 24 rows in each edition, 10 bodies of which one has ended; 3 actions at each of 6 meetings.
    assert len([row for row in drawn.coverage() if row.iri.startswith(f"{registers.LAND}commitment/0-1-")]) == 24
    assert len([body for body in drawn.bodies() if "Place" in body.name]) == 2 * 9
    assert len(drawn.actions()) == 2 * 6 * 3
    # Rows that name none but the body that has ended stand in the earlier edition only.
    assert {row.grade for row in drawn.coverage()} == {0, 2, 4, 5}
    assert {row.grade for row in drawn.coverage(all_plans=True)} == {0, 2, 3, 4, 5}
