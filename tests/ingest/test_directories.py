"""Directories of bodies, and what is said of a paper as a whole beside its promises; each paper is made up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.book.paper_row import paper_row
from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.readers.read import read_paper
from oversight_graph.ingest.words import load_words


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
        "# Quay News\n\n## Quay Board\n\nIt meets monthly.\n\n## Quay Board\n\nIt meets quarterly.\n",
        "# Quay News\n\n## Quay Board\n\nIt meets monthly.\n\n## Pier Panel\n\n" + "The pier was painted.\n\n" * 30,
        "# Quay Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Ann Roe\n\n## 1. Pier Panel\n\n"
        "It meets monthly.\n\n## 2. Lamp Panel\n\nIt meets quarterly.\n",
    ],
    ids=["nothing is said of them", "one body twice", "a long part", "items of a meeting"],
)
def test_other_headings_that_name_bodies_are_no_directory(drafts: Callable[..., Drafts], text: str) -> None:
    rows = drafts(text).of("Bodies")
    assert [draft.why for draft in rows if "directory" in draft.why] == []


def test_a_body_of_a_directory_did_not_publish_it(tmp_path: Path) -> None:
    path = tmp_path / "boards.md"
    path.write_text(
        "# Governance structure\n\n## Quay Safety Board (QSB)\n\nIt meets monthly.\n\n## Pier Panel\n\nIt meets daily.\n"
    )
    paper, words = read_paper(path), load_words()
    assert paper_row(paper, drafts_in(path), path, words)["publisher"] == ""
    path.write_text("# Governance structure\n\n## Elmham Council\n\nWe have two boards.\n")
    assert paper_row(read_paper(path), drafts_in(path), path, words)["publisher"] == "Elmham Council"


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


def test_promises_directly_below_how_a_plan_is_run_are_of_that(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Plan 2025\n\n## Lights\n\nWe will:\n\n- Light the quay\n\n## Engagement\n\nWe will:\n\n- Hold ten meetings\n",
        "plan.md",
    )
    assert column(out.of("Plan"), "commitment", "objective") == [
        ("Light the quay", "Lights"),
        ("Hold ten meetings", "Engagement"),
    ]


def test_brackets_that_tell_two_bodies_apart_stay(drafts: Callable[..., Drafts]) -> None:
    rows = "".join(f"| Mend {at} | Quay Panel ({of}) |\n" for at, of in enumerate(("adults", "children")))
    out = drafts(f"# Quay Plan\n\n| Commitment | Governance |\n| --- | --- |\n{rows}", "plan.md")
    assert column(out.of("Bodies"), "name") == [("Quay Panel (adults)",), ("Quay Panel (children)",)]


def test_a_heading_that_asks_who_oversees_speaks_of_all_promises_of_its_section(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Plan 2025\n\n## Introduction\n\nWe will keep the quay safe. This plan says how.\n\n## Priority 1: Lights\n\n"
        "### What we will do\n\n1.1 Light the quay\n1.2 Mend ten lamps\n\n### How we will know\n\n- Fewer falls\n\n"
        "### Who will oversee this\n\nQuay Safety Board\n\n## Priority 2: Trees\n\n### What we will do\n\n"
        "2.1 Plant ten trees\n\n### Who will oversee this\n\nTo be confirmed\n\n## Priority 3: Nets\n\n"
        "### What we will do\n\n3.1 Mend the nets\n",
        "plan.md",
    )
    assert column(out.of("Plan"), "ref", "objective", "oversight as printed", "cell") == [
        ("", "", "(no column)", ""),
        ("1.1", "Priority 1: Lights", "Quay Safety Board", "body"),
        ("1.2", "Priority 1: Lights", "Quay Safety Board", "body"),
        ("2.1", "Priority 2: Trees", "To be confirmed", "blank"),
        ("3.1", "Priority 3: Nets", "(no column)", ""),
    ]


def test_who_oversees_a_row_may_be_one_body_after_another(drafts: Callable[..., Drafts]) -> None:
    cells = ("Quay Safety Board (quarterly)", "via QSB to Full Council", "Pier Panel then Cabinet", "Not yet agreed")
    rows = "".join(f"| Mend {at} | {cell} |\n" for at, cell in enumerate(cells))
    out = drafts(f"# Quay Plan\n\n| Commitment | Governance |\n| --- | --- |\n{rows}", "plan.md")
    assert column(out.of("Plan"), "oversight as printed", "cell") == [
        ("Quay Safety Board (quarterly)", "body"),
        ("QSB; Full Council", "body"),
        ("Pier Panel; Cabinet", "body"),
        ("Not yet agreed", "blank"),
    ]
    assert column(out.of("Bodies"), "name", "also called", "frequency as printed") == [
        ("Quay Safety Board", "QSB", "quarterly"),
        ("Full Council", "", ""),
        ("Pier Panel", "", ""),
        ("Cabinet", "", ""),
    ]


def test_a_post_that_chairs_is_no_name_and_of_no_organisation(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Ann Vale (Harbour Master, Chair), "
        "Bob Hill, Eve Moss (minutes)\n\n## 1. Lamps\n\nLit.\n"
    )
    assert column(out.of("Posts"), "post", "organisation") == [("Harbour Master", "")]
    assert column(out.of("People"), "name", "post", "role") == [
        ("Ann Vale", "Harbour Master", "chair"), ("Bob Hill", "", ""), ("Eve Moss", "", ""),
    ]  # fmt: skip
    terms = drafts(
        "# Quay Board\n\n## Terms of reference\n\n### Membership\n\n- Harbour Master (Chair)\n- Ann Vale, Head of Lamps\n"
    )
    assert column(terms.of("Posts"), "post") == [("Harbour Master",), ("Head of Lamps",)]
    assert column(terms.of("People"), "name") == [("Ann Vale",)]
