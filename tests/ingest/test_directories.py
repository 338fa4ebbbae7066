"""Directories of bodies, and what is said of a paper as a whole beside its promises; each paper is made up."""

from collections.abc import Callable

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts


def test_bodies_are_read_below_headings_of_their_names(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Boards of Belltown\n\n## Quay Safety Board (QSB)\n\nPurpose: looks after the quay. Chair: Ann Vale.\n\n"
        "The board meets monthly.\n\n### Membership\n\n- Bob Hill\n- Head of Lamps\n\n## Pier Panel\n\n"
        "It reports to the Quay Safety Board.\n\n## How to find us\n\nBehind the pier.\n"
    )
    columns = ("name", "also called", "purpose", "chair", "frequency as printed", "reports into")
    assert column(out.of("Bodies"), *columns) == [
        ("Quay Safety Board", "QSB", "looks after the quay", "Ann Vale", "monthly", ""),
        ("Pier Panel", "", "", "", "", "Quay Safety Board"),
    ]
    assert column(out.of("People"), "name", "post", "body", "role") == [
        ("Bob Hill", "", "Quay Safety Board", "member"),
        ("", "Head of Lamps", "Quay Safety Board", "member"),
        ("Ann Vale", "", "", ""),
    ]
    assert {draft.certainty for draft in out.rows} == {"probable"}


@pytest.mark.parametrize(
    "text",
    [
        "# Quay News\n\n## Quay Board\n\nAll is well.\n\n## Pier Panel\n\nThe pier was painted.\n",
        "# Quay Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Ann Roe\n\n## 1. Pier Panel\n\n"
        "It meets monthly.\n\n## 2. Lamp Panel\n\nIt meets quarterly.\n",
    ],
    ids=["nothing is said of them", "items of a meeting"],
)
def test_other_headings_that_name_bodies_are_no_directory(drafts: Callable[..., Drafts], text: str) -> None:
    rows = drafts(text).of("Bodies")
    assert [draft.why for draft in rows if "directory" in draft.why] == []


def test_what_meets_is_the_last_of_two_bodies(drafts: Callable[..., Drafts]) -> None:
    out = drafts("# Quay News\n\nAsk the Quay Board, the Pier Board and the Joint Panel, which meets monthly.\n")
    assert column(out.of("Bodies"), "name", "frequency as printed") == [("Joint Panel", "monthly")]


def test_a_part_of_the_paper_is_no_objective_of_the_promises_behind_it(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Plan 2025\n\n## Governance\n\nDelivery is overseen by the Quay Board.\n\n## Our commitments\n\n"
        "- Light the quay\n- Paint the pier\n\n## Theme 2: Trees\n\n## What we will do\n\n- Plant ten trees\n",
        "plan.md",
    )
    assert column(out.of("Plan"), "commitment", "objective", "oversight as printed") == [
        ("Light the quay", "", "(no column)"),
        ("Paint the pier", "", "(no column)"),
        ("Plant ten trees", "Theme 2: Trees", "(no column)"),
    ]
    assert [note for note in out.notes if "Delivery is overseen by the Quay Board" in note]
