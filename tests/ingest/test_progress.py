"""How far a thing is by the words that a paper prints of it, in plans, lists of actions and minutes."""

from pathlib import Path

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph import OversightGraph
from oversight_graph.ingest.drafts.minutes.actiontables import state_of
from oversight_graph.ingest.drafts.run import ingest
from oversight_graph.ingest.progress import progress_of
from oversight_graph.ingest.words import load_words

STATES = {
    "complete": "Complete; Completed 4 May; 100% complete; Closed; Has been done; Achieved; Yes; ✓; Can be closed; Actioned;"
    "Complete - ongoing monitoring; Completed (delayed by three months)",
    "in-progress": "Partially complete; 80% complete; Nearly done; 35%; Part delivered; Completed except for item 3; On track;"
    "Work has started but not complete; On track to complete by June; First stage done, second in progress; Draft completed",
    "ongoing": "Ongoing (phase 1 complete); BAU",
    "not-started": "Not started; 0%; Yet to be started; No progress",
    "delayed": "Slipped; Late; Behind schedule; Delayed: phase 1 complete; Deferred",
    "at-risk": "At risk; Not on track; Off track",
    "on-hold": "On hold; Paused; On hold, may be withdrawn",
    "withdrawn": "Cancelled; Withdrawn - superseded by 3.2; Closed - no longer required; Superseded; Not being pursued",
    "": "Not complete; Not yet completed; Incomplete; To be completed; Will be complete by June; Complete by March 2027;"
    "Not achieved; Being delivered; Not delayed; Late 2027; Survey completed, report to be delivered; Closed - not achieved;"
    "Not withdrawn; Cancelled meeting rearranged; Funding bid withdrawn; Not required at present; Dropped off the keys",
}


@pytest.mark.parametrize(
    ("state", "said"), [(code, each.strip()) for code, all_ in STATES.items() for each in all_.split(";")]
)
def test_a_status_says_how_far_a_thing_is_and_no_more(state: str, said: str) -> None:
    words = load_words()
    assert progress_of(said, words) == state
    if said != "Deferred":
        assert state_of(said, words) == {"complete": "discharged", "withdrawn": "withdrawn"}.get(state, "")


def test_what_was_to_be_cancelled_and_is_was_not_given_up() -> None:
    words = load_words()
    assert progress_of("Cancelled", words, "Cancel the insurance of the hall") == ""
    assert state_of("Withdrawn", words, "Clerk to withdraw the bid") == ""
    assert state_of("No longer required", words, "Cancel the insurance of the hall") == "withdrawn"


def test_a_list_of_actions_says_what_was_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(
        "Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllr Ann Reed (Chair), Bo Lee\n\n"
        "Action\tOwner\tDue\tStatus\nCount the lamps\tBo Lee\t1 April 2025\tNo longer required\n"
        "Cancel the lease\tBo Lee\t1 April 2025\tCancelled\nPaint the posts\tBo Lee\t1 April 2025\tOpen\n",
        encoding="utf-8",
    )
    ingest([paper], tmp_path / "book.xlsx", publisher="Elmham Council")
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    graph = OversightGraph.load(tmp_path / "book.xlsx")
    # Whether the lease was cancelled or the action was, the word alone does not say.
    assert {row.text: row.status for row in graph.actions("2025-06-01")} == {
        "Count the lamps": "withdrawn", "Cancel the lease": "overdue", "Paint the posts": "overdue",
    }  # fmt: skip
    assert {row.text: row.status for row in graph.actions("2025-03-05")}["Count the lamps"] == "withdrawn"


def test_what_stands_far_from_a_word_says_nothing_of_it() -> None:
    words = load_words()
    assert progress_of("not complete " * 5000, words) == ""
    assert progress_of(f"not {'x' * 500} complete", words) == "complete"


def test_what_is_not_complete_is_overdue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        "Not complete",
        "80% complete",
        "Partially achieved",
        "Completed",
        "Blue",
        "Blue - not complete",
        "Withdrawn",
    )
    lines = "\n".join(f"1.{at}\tLamp {at}\tMay 2024\t{each}" for at, each in enumerate(said))
    (tmp_path / "plan.txt").write_text(f"Ref\tCommitment\tDue\tStatus\n{lines}\n", encoding="utf-8")
    ingest([tmp_path / "plan.txt"], tmp_path / "book.xlsx", date="2024-09-01", publisher="Elmham Council")
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    graph = OversightGraph.load(tmp_path / "book.xlsx")
    assert {row.ref: row.overdue for row in graph.coverage()} == {
        "1.0": True, "1.1": True, "1.2": True, "1.3": False, "1.4": False, "1.5": True, "1.6": False,
    }  # fmt: skip


def test_minutes_close_no_action_by_a_word_that_is_denied(tmp_path: Path) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(
        "Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllr Ann Reed (Chair), Bo Lee\n\n"
        "1. Actions from the last meeting\n\nBo Lee to count the lamps: completed.\n\n"
        "Bo Lee to check the posts: not yet completed.\n\nBo Lee to send the completed form.\n",
        encoding="utf-8",
    )
    assert column(drafts_in(paper).of("Actions"), "action", "status") == [
        ("Bo Lee to count the lamps: completed.", "discharged"),
        ("Bo Lee to check the posts: not yet completed.", ""),
        ("Bo Lee to send the completed form.", ""),
    ]


def test_what_is_outstanding_is_not_put_off(tmp_path: Path) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(
        "Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllr Ann Reed (Chair), Bo Lee\n\n"
        "1. Actions from the last meeting\n\nBo Lee to count the lamps (outstanding)\n\n"
        "Bo Lee to check the posts (in progress)\n\nBo Lee to paint the gate – carried forward\n\n"
        "Bo Lee to sell the van (no longer required)\n",
        encoding="utf-8",
    )
    assert [status for _, status in column(drafts_in(paper).of("Actions"), "action", "status")] == [
        "", "", "deferred", "withdrawn",
    ]  # fmt: skip
