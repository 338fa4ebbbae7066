"""Decisions of a word below the title of an item, in paragraphs and in the cells of a table.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts

MINUTES = "# Minutes of the Lamp Board, 3 May 2025\n\nPresent: Jo Roe, Al Orr\n\n## 1. Lamp budget\n\nThe clerk spoke.\n\n{said}\n"


@pytest.mark.parametrize(
    ("said", "decision", "status", "certainty"),
    [
        ("Decision: Approved.", "approved", "approved", "certain"),
        ("Resolved: agreed", "agreed", "agreed", "certain"),
        ("RESOLVED: Approved unanimously.", "approved", "approved", "certain"),
        ("Outcome: Rejected", "rejected", "rejected", "certain"),
        ("Agreed.", "agreed", "agreed", "probable"),
        ("AGREED unanimously.", "agreed", "agreed", "probable"),
        ("Noted.", "noted", "noted", "probable"),
        ("The report was received and noted.", "noted", "noted", "probable"),
        ("Not agreed.", "not agreed", "rejected", "probable"),
        ("Approved as recommended.", "approved", "approved", "probable"),
    ],
)
def test_a_decision_in_a_word_is_one_on_its_item(
    drafts: Callable[..., Drafts], said: str, decision: str, status: str, certainty: str
) -> None:
    (row,) = drafts(MINUTES.format(said=said)).of("Decisions")
    assert (row.values["decision"], row.values["status"]) == (f"Lamp budget: {decision}", status)
    assert (row.values["item"], row.lines, row.certainty) == ("1.", (5, 9), certainty)


@pytest.mark.parametrize(
    "said", ["The item was deferred.", "Decision: Deferred to July.", "Deferred until the June meeting."]
)
def test_an_item_that_is_put_off_is_no_decision(drafts: Callable[..., Drafts], said: str) -> None:
    out = drafts(MINUTES.format(said=said))
    assert column(out.of("Items"), "title", "outcome") == [("Lamp budget", "deferred")]
    assert not out.of("Decisions")


@pytest.mark.parametrize(
    "said", ["Decision: None.", "Decision: No decision was made.", "Resolution: n/a", "Agreed to June."]
)
def test_what_decides_nothing(drafts: Callable[..., Drafts], said: str) -> None:
    out = drafts(MINUTES.format(said=said))
    assert not [row for row in out.of("Decisions") if row.certainty == "certain"]
    assert column(out.of("Items"), "outcome") == [("",)]


def test_a_word_is_one_decision_however_often_it_is_printed(drafts: Callable[..., Drafts]) -> None:
    out = drafts(MINUTES.format(said="Noted.\n\nThe chair spoke too.\n\nNoted."))
    assert column(out.of("Decisions"), "decision") == [("Lamp budget: noted",)]


def test_a_word_in_a_list_or_far_below_may_be_of_something_else(drafts: Callable[..., Drafts]) -> None:
    for said in (
        "* Jo spoke\n* Deferred to a later meeting",
        "* Approved.",
        "\n\n".join(["Al spoke."] * 8 + ["Agreed."]),
    ):
        out = drafts(MINUTES.format(said=said))
        assert not out.of("Decisions")
        assert column(out.of("Items"), "outcome") == [("",)]


def test_a_table_of_minutes_with_decisions_and_actions_but_no_owners(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Minutes of the Lamp Board, 3 May 2025\n\nPresent: Jo Roe, Al Orr (Clerk)\n\n|Item|Discussion|Decision|Action|\n"
        "|---|---|---|---|\n|1. Budget|The chair spoke of it.|Approved|Clerk to publish it|\n"
        "|2. Audit|The auditor was heard.|Noted||\n|3. Grants|Two bids came in.|Deferred||\n"
    )
    assert column(out.of("Items"), "item", "title", "outcome") == [
        ("1", "Budget", ""), ("2", "Audit", ""), ("3", "Grants", "deferred"),
    ]  # fmt: skip
    assert column(out.of("Decisions"), "item", "decision", "status") == [
        ("1", "Budget: approved", "approved"), ("2", "Audit: noted", "noted"),
    ]  # fmt: skip
    assert column(out.of("Actions"), "item", "action", "owner as printed") == [("1", "Clerk to publish it", "Clerk")]


@pytest.mark.parametrize(
    ("said", "decision", "status"),
    [
        (
            "Cllr Poe proposed that a lamp be bought. Cllr Roe seconded the proposal. Put to the vote: 5 for, 1 against."
            " Carried.",
            "Cllr Poe proposed that a lamp be bought.", "agreed",
        ),
        (
            "It was proposed by Cllr Poe and seconded by Cllr Roe that a lamp be bought.\n\nPut to the vote: 2 for, 4"
            " against. Lost.",
            "It was proposed by Cllr Poe and seconded by Cllr Roe that a lamp be bought.", "rejected",
        ),
        ("Motion: that the board buy a lamp.\n\nCarried.", "That the board buy a lamp.", "agreed"),
        (
            "Proposal of a new lamp. Proposed: Cllr Poe. Seconded: Cllr Roe. For: 2. Against: 2. Not carried.",
            "Proposal of a new lamp. Proposed: Cllr Poe. Seconded: Cllr Roe.", "rejected",
        ),
    ],
)  # fmt: skip
def test_a_vote_says_what_became_of_a_motion(
    drafts: Callable[..., Drafts], said: str, decision: str, status: str
) -> None:
    assert column(drafts(MINUTES.format(said=said)).of("Decisions"), "decision", "status") == [(decision, status)]


@pytest.mark.parametrize("said", ["Item withdrawn.", "This item was withdrawn."])
def test_an_item_that_was_withdrawn_is_told(drafts: Callable[..., Drafts], said: str) -> None:
    out = drafts(MINUTES.format(said=said))
    assert [(row.note, row.lines) for row in out.of("Items")] == [("withdrawn", (5, 7, 9))]
    assert not out.of("Decisions")
