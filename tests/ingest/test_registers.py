"""Work programmes, forward plans, lists of outside bodies and registers of decisions, as councils print them.

Each is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column

from oversight_graph import OversightGraph
from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.drafts.run import ingest


def test_a_work_programme_is_what_is_to_be_dealt_with(drafts: Callable[..., Drafts]) -> None:
    """A day that is printed once holds for the rows below it; what has no day is told, and nothing is a plan's row."""
    out = drafts(
        "Elmham District Council\nScrutiny Committee Work Programme 2025/26\n\n"
        "Meeting date\tItem\tPurpose of report\tLead officer\tCabinet Member\n"
        "12 June 2025\tLighting contract\tTo review how it performs\tHead of Roads\tCllr A. Roe\n\tComplaints\tTo note\tClerk\t\n"
        "22 January\tBudget\tTo monitor\tS151\t\nTBC\tLeisure centres\tCall-in\tHead of Leisure\t\n"
    )
    assert column(out.of("Meetings"), "meeting", "body", "status") == [
        ("2025-06-12 Scrutiny Committee", "Scrutiny Committee", "planned"),
        ("2026-01-22 Scrutiny Committee", "Scrutiny Committee", "planned"),
    ]
    assert column(out.of("Items"), "meeting", "title", "outcome") == [
        ("2025-06-12 Scrutiny Committee", "Lighting contract", "scheduled"),
        ("2025-06-12 Scrutiny Committee", "Complaints", "scheduled"),
        ("2026-01-22 Scrutiny Committee", "Budget", "scheduled"),
    ]
    assert [row.note for row in out.of("Items")] == [
        "lead: Head of Roads; Cllr A. Roe; purpose: To review how it performs", "lead: Clerk; purpose: To note",
        "lead: S151; purpose: To monitor; the year is that of the list",
    ]  # fmt: skip
    assert {row.certainty for row in out.rows} == {"probable"}
    assert column(out.of("Posts"), "post") == [("Head of Roads",), ("Clerk",)]
    assert [(first, why) for first, _, _, why in out.unread if first > 4] == [
        (8, "Leisure centres is planned for no day that is known: “TBC”")
    ]
    assert not out.of("Plan")


def test_days_of_a_programme_stand_above_its_tables_or_in_their_heads(drafts: Callable[..., Drafts]) -> None:
    table = "|Topic|Purpose|Officer|\n|---|---|---|\n|{}|{}|Director of Housing|\n\n"
    out = drafts(
        "# Housing Panel: Forward Work Programme\n\n## Tuesday 3 June 2025\n\n" + table.format("Damp", "Progress")
        + "## 2 September 2025\n\n" + table.format("Repairs", "Call-in"), "panel.md",
    )  # fmt: skip
    assert column(out.of("Items"), "meeting", "title") == [
        ("2025-06-03 Housing Panel", "Damp"), ("2025-09-02 Housing Panel", "Repairs"),
    ]  # fmt: skip
    out = drafts(
        "Audit Committee Work Programme\n\nReport\tJune 2025\t4 September 2025\nAccounts\tX\t\nInternal audit\tX\tFinal\n"
    )
    assert column(out.of("Items"), "meeting", "title") == [
        ("June 2025 Audit Committee", "Accounts"), ("June 2025 Audit Committee", "Internal audit"),
        ("2025-09-04 Audit Committee", "Internal audit"),
    ]  # fmt: skip
    assert [row.note for row in out.of("Items")] == ["", "", "notes: Final"]


def test_a_forward_plan_names_who_is_to_decide_each_row(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Oakham Borough Council - Forward Plan of Key Decisions\n\n"
        "Ref\tDecision to be taken\tDecision maker\tDate of decision\tKey decision\tLead officer\n"
        "FP1\tWaste contract\tCabinet\t17/06/2025\tYes\tDirector of Place\nFP2\tLocal plan\tFull Council\tJuly 2025\tYes\t\n"
        "FP3\tParking charges\tCabinet Member for Roads\t20/06/2025\tNo\t\n"
    )
    assert column(out.of("Items"), "meeting", "item", "title") == [
        ("2025-06-17 Cabinet", "FP1", "Waste contract"), ("July 2025 Full Council", "FP2", "Local plan"),
    ]  # fmt: skip
    assert [why for first, _, _, why in out.unread if first == 6] == [
        "Cabinet Member for Roads is no body: what one person is yet to decide outside a meeting has no sheet"
    ]


def test_who_sits_on_the_bodies_of_others(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Elmham Town Council\nAppointments to Outside Bodies\n\n"
        "Outside body\tRepresentative(s)\tSubstitute\tDate appointed\tExpiry of term\n"
        "Elmham Museum Trust\tCllr Ann Roe\tCllr Ben Poe\t20 May 2025\tMay 2026\n"
        "Flood Forum\tCllr Cy Doe (Chair), Cllr Di Foe\t\t\tone year\nQuay Harbour Board\tVacancy\t\t\t\n"
        "Health Board\tLeader of the Council\t\t\t\nBus Group\tto be sought\t\t\t\n"
    )
    assert column(out.of("Bodies"), "name", "kind") == [
        ("Elmham Museum Trust", ""), ("Flood Forum", "forum"), ("Quay Harbour Board", "board"), ("Health Board", "board"),
        ("Bus Group", "group"),
    ]  # fmt: skip
    assert column(out.of("People"), "name", "post", "body", "role", "from", "to") == [
        ("Cllr Ann Roe", "", "Elmham Museum Trust", "", "20 May 2025", "May 2026"),
        ("Cllr Cy Doe", "", "Flood Forum", "chair", "", ""), ("Cllr Di Foe", "", "Flood Forum", "", "", ""),
        ("vacant", "", "Quay Harbour Board", "", "", ""),
        ("", "Leader of the Council", "Health Board", "", "", ""),
    ]  # fmt: skip
    assert [(first, why) for first, _, _, why in out.unread if first > 4] == [
        (5, "Cllr Ben Poe is named as substitute on Elmham Museum Trust, for which there is no column"),
        (9, "to be sought is listed as sitting on Bus Group, and is neither a name nor a post"),
    ]


def test_what_a_register_says_was_decided_and_by_whom(drafts: Callable[..., Drafts]) -> None:
    """A board is taken to have met when it decided; an officer decides outside a meeting, a member in his post.

    A row without a day is not of the day above it: nobody says so. What no column takes stands in the note.
    """
    out = drafts(
        "Lamp Board Decision Log\n\nNo.\tDate\tSubject\tDecision\tMade by\tStatus\n"
        "1\t14 January 2025\tPilot\tTo stop it in the north\tLamp Board\tOpen\n"
        "2\t11 February 2025\tPosts\tTo fund two more\tDirector of Place\tOpen\n"
        "3\t12 February 2025\tLamps\tTo buy\tCllr Ann Roe, Cabinet Member for Roads\t\n"
        "4\t\tRails\tTo mend\tDirector of Place\t\n5\t13 February 2025\tSteps\tTo paint\tsee file\t\n"
        "6\t14 February 2025\tQuay\tTo sell\tDirector of Place\tWithdrawn\n"
    )
    assert column(out.of("Meetings"), "meeting", "status") == [("2025-01-14 Lamp Board", "held")]
    assert [row.certainty for row in out.of("Meetings")] == ["doubtful"]
    assert column(out.of("Decisions"), "ref as printed", "decision", "meeting", "decided by", "date") == [
        ("1", "To stop it in the north", "2025-01-14 Lamp Board", "", ""),
        ("2", "To fund two more", "", "Director of Place", "11 February 2025"),
        ("3", "To buy", "", "Cabinet Member for Roads; Cllr Ann Roe", "12 February 2025"),
    ]  # fmt: skip
    assert out.of("Decisions")[1].note == "on: Posts; Status: Open"
    assert column(out.of("People"), "name", "post") == [("Cllr Ann Roe", "Cabinet Member for Roads")]
    assert [why for first, _, _, why in out.unread if first > 6] == [
        "To mend was decided on no day that is said",
        "“see file” is neither a body nor a post nor a name: who decided is not known",
        "To sell was not decided: “Status: Withdrawn”",
    ]


NOTICE = (
    "Elmham Council\nOfficer Decision Record\n\nReference: OD/7\nSubject: Quay wall\n{taker}\nDate of decision: 2 July 2025\n"
    "Decision:\nTo mend the wall.\nThe harbour is told.\n\nReasons:\nIt is unsafe.\n"
    "The decision may be called in by the Place Scrutiny Panel.\nKey decision: No\nSIGNATURES\nNobody has signed.\n"
)


def test_a_decision_notice_says_who_decided_what_when_and_who_looks_at_it(drafts: Callable[..., Drafts]) -> None:
    out = drafts(NOTICE.format(taker="Decision maker: Town Clerk (P Penn) in consultation with the Mayor"))
    (row,) = out.of("Decisions")
    assert {name: text for name, text in row.values.items() if text} == {
        "ref as printed": "OD/7", "decision": "To mend the wall. The harbour is told.", "date": "2 July 2025",
        "decided by": "Town Clerk; P Penn", "oversight as printed": "Place Scrutiny Panel",
    }  # fmt: skip
    assert row.note.startswith("on: Quay wall; reasons: It is unsafe.") and row.note.endswith(
        "Key decision: No; in consultation with the Mayor"
    )
    assert column(out.of("Posts"), "post") == [("Town Clerk",)] and not out.of("Meetings") and not out.of("Plan")
    assert [(first, last) for first, last, _, _ in out.unread] == [(1, 2), (16, 17)]
    # Two in one paper, which calls them so in the plural.
    two = NOTICE.replace("Decision Record", "Decision Records").format(taker="Decision maker: Town Clerk")
    again = two.partition("\n\n")[2].replace("OD/7", "OD/8")
    assert column(drafts(two + again).of("Decisions"), "ref as printed") == [("OD/7",), ("OD/8",)]
    # What is only proposed was not decided.
    proposed = NOTICE.replace("Officer Decision Record", "Notice of proposed decision: officer decision record")
    assert not drafts(proposed.format(taker="Decision maker: Town Clerk")).of("Decisions")
    # What a board directs is decided by it, in a meeting that the day shows; its labels are counted.
    out = drafts(
        "Foo Integration Joint Board\nDirections to Foo Council\n\n1\tReference number\tD-3\n"
        "2\tDate direction issued by Integration Joint Board\t24 June 2025\n3\tFull text of direction\tTo open at night\n"
        "4\tPerformance monitoring arrangements\tPerformance and Audit Committee, six monthly\n"
    )
    assert column(out.of("Decisions"), "ref as printed", "meeting", "decision", "oversight as printed") == [
        ("D-3", "2025-06-24 Foo Integration Joint Board", "To open at night", "Performance and Audit Committee")
    ]
    # Who decided is not known, so nothing is said.
    out = drafts(NOTICE.format(taker="Contact: P Penn"))
    assert not out.of("Decisions") and out.unread


def test_a_plan_that_is_called_a_work_plan_stays_a_plan(drafts: Callable[..., Drafts]) -> None:
    out = drafts("Lamp Board Work Plan\n\nRef\tTask\tLead\tWhen\n1\tMend the lamps\tClerk\tJune 2025\n")
    assert not out.of("Items")


PLAN = "Elmham Council\nPlan of 4 February 2025\n\nRef\tCommitment\tOversight\n1.1\tSafer routes\tScrutiny Committee\n"
PROGRAMME = (
    "Elmham Council\nScrutiny Committee Work Programme\n1 May 2025\n\nMeeting date\tItem\tPurpose\n"
    "12 June 2025\tRoutes (plan 1.1)\tTo review\n"
)
AGENDA = (
    "Scrutiny Committee\nAgenda for the meeting on 12 June 2025\n\nItem No\tSubject\tPage\n1\tRoutes (plan 1.1)\t3\n"
    "2\tLamps\t9\n"
)
MINUTES = "Scrutiny Committee\nMinutes of the meeting held on 12 June 2025\nPresent: Ann Roe, Ben Poe\n\n1 Routes (plan 1.1)\n"


@pytest.mark.parametrize("ahead", [PROGRAMME, AGENDA])
def test_what_is_planned_is_no_sign_that_it_was_dealt_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: str
) -> None:
    """An agenda and a programme announce; only minutes show that the committee met, and looked at the row of the plan."""
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    book = tmp_path / "book.xlsx"
    exercised = []
    for name, text in (("plan", PLAN), ("ahead", ahead), ("minutes", MINUTES)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        ingest([tmp_path / f"{name}.txt"], book, publisher="Elmham Council", date="1 May 2025")
        graph = OversightGraph.load(book)
        (row,) = graph.coverage("2025-12-31")
        exercised.append((row.grade >= 4, bool(row.exercised)))
        assert [each.message for each in graph.verify(tmp_path)] == []
    assert exercised == [(False, False), (False, False), (True, True)]


@pytest.mark.parametrize("table", [False, True])
def test_an_agenda_with_times_announces_what_is_to_be_dealt_with(drafts: Callable[..., Drafts], table: bool) -> None:
    """The time is no number of an item; breaks and the end are nothing to be dealt with."""
    lines = [("10:00 am - 10:10 am", "Welcome", "Chair"), ("10:10", "Lamps on the quay", "Clerk"), ("10:40", "Break", ""),
             ("11 am", "Rails", ""), ("12:00", "Close", "")]  # fmt: skip
    head, part = ("Time\tItem\tLead\n", "\t") if table else ("", "  ")
    text = "\n".join(part.join(line if table else line[:2]) for line in lines)
    out = drafts(f"Harbour Health Forum\nAgenda\nThursday 12 June 2025\n\n{head}{text}\n")
    assert column(out.of("Items"), "meeting", "item", "title", "outcome") == [
        ("2025-06-12 Harbour Health Forum", "", title, "scheduled")
        for title in ("Welcome", "Lamps on the quay", "Rails")
    ]
    assert [row.note for row in out.of("Items")][:2] == [
        "at 10:00 am - 10:10 am; lead: Chair" if table else "at 10:00 am - 10:10 am", "at 10:10; lead: Clerk" if table else "at 10:10",
    ]  # fmt: skip
    assert column(out.of("Meetings"), "status") == [("planned",)] and not out.of("Actions")
    assert all(first <= 4 for first, _, _, _ in out.unread)


RACI = "Lamp programme RACI\n\nNo\tActivity\tLamp Board\tHead of Lamps\tClerk\n1\tBuy lamps\tA\tR\tC, I\n2\tFit lamps\tI\tA/R\t\n"


def test_a_matrix_of_responsibilities_says_who_leads_and_nothing_of_who_watches(drafts: Callable[..., Drafts]) -> None:
    out = drafts(RACI)
    assert column(out.of("Plan"), "ref", "commitment", "lead as printed", "oversight as printed") == [
        ("1", "Buy lamps", "Head of Lamps", "(no column)"), ("2", "Fit lamps", "Head of Lamps", "(no column)"),
    ]  # fmt: skip
    assert [row.note.split("; ")[1:4] for row in out.of("Plan")] == [
        ["accountable: Lamp Board", "consulted: Clerk", "informed: Clerk"],
        ["accountable: Head of Lamps", "informed: Lamp Board", out.of("Plan")[1].note.split("; ")[3]],
    ]
    assert column(out.of("Posts"), "post") == [("Head of Lamps",)] and not out.of("Bodies")
    # A key by which the letters mean something else.
    other = drafts(f"{RACI}\nKey: A = Advises, R = Reviews\n")
    assert not any("responsibilities" in row.note for row in other.of("Plan"))


def test_a_decision_in_a_word_says_on_what_and_of_which_sort(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Decision ref,Date,Decision maker,Title,Decision\n1,2 July 2024,Cabinet,Lamps,Approved\n2,2 July 2024,Cabinet,Gates,"
        "Refused\n3,2 July 2024,Cabinet,Trees,Deferred\n4,2 July 2024,Cabinet,Bells,Approved lamps are to be bought\n",
        "cabinet decisions.csv",
    )
    assert column(out.of("Decisions"), "decision", "status") == [
        ("Lamps: approved", "approved"), ("Gates: refused", "rejected"), ("Trees: deferred", ""),
        ("Approved lamps are to be bought", ""),
    ]  # fmt: skip


def test_a_list_of_bodies_says_which_has_ended_and_that_nobody_chairs_one(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "| Committee | Chair | Reports to | Frequency | Purpose |\n| --- | --- | --- | --- | --- |\n"
        "| Lamp Panel | Vacant | Lamp Board and Quay Board | Monthly | Lamps |\n"
        "| Bell Group | Ann Roe | Lamp Board | Monthly | Stood down in April 2024 |\n",
    )
    assert column(out.of("Bodies"), "name", "chair", "reports into", "status", "status from") == [
        ("Lamp Panel", "", "Lamp Board; Quay Board", "", ""), ("Bell Group", "Ann Roe", "Lamp Board", "ended", "April 2024"),
        ("Lamp Board", "", "", "", ""), ("Quay Board", "", "", "", ""),
    ]  # fmt: skip
    assert [(row.note, row.certainty) for row in out.of("Bodies")[:2]] == [
        ("nobody is in the chair: vacant", "certain"), ("", "probable"),
    ]  # fmt: skip


@pytest.mark.parametrize("newest_first", [False, True])
def test_an_action_on_several_sheets_of_a_tracker_is_one(tmp_path: Path, newest_first: bool) -> None:
    """The newest sheet counts, and the paper goes as far as that."""
    openpyxl = pytest.importorskip("openpyxl")
    sheets = [("Apr 2024", [("1", "Open")]), ("May 2024", [("1", "Closed"), ("2", "Open")])]
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, actions in reversed(sheets) if newest_first else sheets:
        sheet = book.create_sheet(name)
        sheet.append([f"Lamp Board - action tracker - {name}"])
        sheet.append(["Ref", "Meeting date", "Action", "Owner", "Deadline", "Status"])
        for ref, status in actions:
            sheet.append([ref, "11 April 2024", f"Mend lamp {ref}", "Ann Roe", "9 May 2024", status])
    book.save(tmp_path / "lamps.xlsx")
    ingest([tmp_path / "lamps.xlsx"], tmp_path / "book.xlsx")

    def rows(sheet: str, *names: str) -> list[tuple[str, ...]]:
        head, *found = openpyxl.load_workbook(tmp_path / "book.xlsx")[sheet].iter_rows(values_only=True)
        return [tuple(str(row[head.index(name)] or "") for name in names) for row in found if row[head.index("draft")]]

    assert sorted(rows("Actions", "ref as printed", "status")) == [("1", "answered"), ("2", "")]
    assert all("printed also in lines" in note for ref, note in rows("Actions", "ref as printed", "note") if ref == "1")
    assert rows("Papers", "date")[0] == ("May 2024",) and "action tracker" in rows("Papers", "title")[0][0]
