"""Which sentences, labels and lists of a plan in running text promise something, and which do not.

Each plan is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts

PLAN = "# Elmham Plan 2025 to 2028\n\n## Safer streets\n\nStreets are dark.\n\n{said}\n\n## Greener streets\n\nWe will plant fifty trees.\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # A short sentence is a promise, and no words that lead to the next heading.
        ("We are going to mend ten lamps.", [("", "We are going to mend ten lamps.", "", "")]),
        ("We will, by 2027, mend all lamps.", [("", "We will, by 2027, mend all lamps.", "", "2027")]),
        ("The council will mend ten lamps.", [("", "The council will mend ten lamps.", "", "")]),
        ("Pledge 1 - Ten mended lamps\n\nPledge 2 - Ten new lamps", [("1", "Ten mended lamps", "", ""), ("2", "Ten new lamps", "", "")]),
        ("Action: Mend ten lamps. Lead: Clerk. By: May 2026.", [("", "Mend ten lamps", "Clerk", "May 2026")]),
        ("Our commitments to you\n\n- Mend ten lamps", [("", "Mend ten lamps", "", "")]),
        # What will not be done is no list of promises; what is foretold is none, nor how a body works.
        ("We will:\n\n- mend ten lamps\n\nWe will not:\n\n- close any lamp", [("", "mend ten lamps", "", "")]),
        ("We will face many challenges.", []),
        ("We will know we have succeeded when ten lamps are lit.", []),
        ("The Board will meet monthly to speak of lamps.", []),
        ("We have mended ten lamps.", []),
        ("If we win funding we will mend ten lamps.", []),
    ],
)  # fmt: skip
def test_what_promises_something(drafts: Callable[..., Drafts], said: str, expected: list[tuple[str, ...]]) -> None:
    rows = drafts(PLAN.format(said=said), "plan.md").of("Plan")
    *before, last = column(rows, "ref", "commitment", "lead as printed", "due as printed")
    assert before == expected
    assert last == ("", "We will plant fifty trees.", "", "")
    assert {row.certainty for row in rows} == {"probable"}


@pytest.mark.parametrize(
    "said",
    [
        "We aim to halve the litter of the quay by 2028.",
        "We intend to open two wells.",
        "Our ambition is to plant forty trees.",
        "The Quay Trust plans to mend its steps.",
        "By 2028, we plan to clear the path.",
        "The council intends to paint the pier.",
    ],
)
def test_what_is_aimed_at_is_doubtful_as_a_promise(drafts: Callable[..., Drafts], said: str) -> None:
    (row,) = drafts(f"# Quay Plan 2025\n\n## Priority 1: Water\n\n{said}\n").of("Plan")
    assert (row.values["commitment"], row.certainty) == (said, "doubtful")
    assert "aimed at" in row.why
    assert "look whether anybody can be held to it" in row.note


@pytest.mark.parametrize(
    "said",
    [
        "We hope to work with the trust.",
        "We want to see fewer cold homes.",
        "We are committed to mending what is broken.",
        "This plan aims to bring the quay together.",
        "We aimed to open two wells last year.",
    ],
)
def test_hopes_and_what_a_plan_is_for_are_no_promises(drafts: Callable[..., Drafts], said: str) -> None:
    out = drafts(f"# Quay Plan 2025\n\n## Priority 1: Water\n\n{said}\n\nWe will mend ten lamps.\n")
    assert column(out.of("Plan"), "commitment") == [("We will mend ten lamps.",)]


def test_a_list_of_aims_and_a_watcher_of_one_sentence(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Plan 2025\n\n## Priority 1: Water\n\nBy 2030 we aim to:\n\n- cut bills by a tenth\n- train advisers\n\n"
        "## Priority 2: Light\n\nWe will mend ten lamps. This is overseen by the Lamp Board.\n\nWe will paint posts.\n"
    )
    assert [
        (row.values["commitment"], row.values["oversight as printed"], row.certainty) for row in out.of("Plan")
    ] == [
        ("cut bills by a tenth", "(no column)", "doubtful"),
        ("train advisers", "(no column)", "doubtful"),
        ("We will mend ten lamps", "Lamp Board", "probable"),
        ("We will paint posts.", "(no column)", "probable"),
    ]
