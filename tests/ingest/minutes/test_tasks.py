"""What meetings ask for and decide: sentences, lists, tables and logs of actions, and motions.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.draft import Drafts


def test_verbs_that_ask_and_titles_with_a_stop(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Elmham Parish Council, 4 March 2025\n\nPresent: Mr. A. Roe, Cllr. Poe, Mrs Doe (Clerk)\n\n## 1. Lamps\n\n"
        "The lamps are dark. Cllr. Poe will pursue this with the county.\n\nThe Clerk is to ascertain who owns them.\n\n"
        "The path leads from the Clerk to Roe Lane. The Clerk to the council was thanked.\n"
    )
    assert column(out.of("Actions"), "action", "owner as printed") == [
        ("Cllr. Poe will pursue this with the county.", "Cllr. Poe"),
        ("The Clerk is to ascertain who owns them.", "Clerk"),
    ]


def test_a_column_of_tasks_in_a_table_of_topics(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# (3/6/24) Meeting Minutes\n\n## Attendees:\n\n* Ann Roe\n* Ben Poe\n\n## Agenda\n\nOld Business:\n\n"
        "<table><tr><th>Discussion Point</th><th>Notes/Action Items</th><th>Actions: Responsible</th></tr>"
        "<tr><td>1. Lamps</td><td>They are dark.</td><td><ol><li>Ann to share a list of lamps</li>"
        "<li>Ann &amp; Ben to review it</li></ol></td></tr></table>\n"
    )
    assert [row[0] for row in column(out.of("Attendance"), "name as printed")] == ["Ann Roe", "Ben Poe"]
    assert column(out.of("Actions"), "action", "owner as printed") == [
        ("Ann to share a list of lamps", "Ann"), ("Ann & Ben to review it", "Ann & Ben"),
    ]  # fmt: skip


PLAN_IN_MINUTES = "# Minutes of the Lamp Board, 3 May 2025\nPresent: Jo Roe, Al Orr\n\n{above}\n\n{table}"


@pytest.mark.parametrize(
    ("above", "head", "sheet"),
    [
        ("## Actions", "Action|Who|When", "Actions"),
        ("## Improvement plan", "Action|Who|When", "Plan"),
        ("## Actions", "Objective|Action|Who|When", "Plan"),
        ("## Actions", "Action|Who|When|Monitored by", "Plan"),
    ],
)
def test_heads_and_what_stands_above_tell_actions_of_minutes_from_a_plan(
    drafts: Callable[..., Drafts], above: str, head: str, sheet: str
) -> None:
    names = head.split("|")
    row = "|".join({"Who": "Jo Roe", "When": "May"}.get(name, "Mend lamps") for name in names)
    table = f"|{head}|\n|{'---|' * len(names)}\n|{row}|\n"
    out = drafts(PLAN_IN_MINUTES.format(above=above, table=table))
    assert (len(out.of("Actions")), len(out.of("Plan"))) == ((1, 0) if sheet == "Actions" else (0, 1))


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("Kim Lee will join the board in June.", []),  # nobody who was there
        ("Kim Lee will write to the county.", []),
        ("The Clerk will join the group in June.", []),  # it is foretold, and not asked for
        ("The Clerk to join the group in June.", ["Clerk"]),
        ("Ann Roe will write to the county.", ["Ann Roe"]),
        ("Mr Foe will write to the county.", ["Mr Foe"]),  # addressed with a title, as those are who are spoken to
    ],
)
def test_who_was_not_there_is_asked_for_nothing(
    drafts: Callable[..., Drafts], sentence: str, owners: list[str]
) -> None:
    out = drafts(f"# Lamp Board meeting, 3 May 2024\n\nPresent: Ann Roe, Ben Poe\n\n## Lamps\n\n{sentence}\n")
    assert [row[0] for row in column(out.of("Actions"), "owner as printed")] == owners


TRACKED = "Ref|Action|Owner|Target date|Status|Meeting\nA1|Mend lamps|Clerk|May 2025|Open|4 March 2025\n"


UNTRACKED = "Ref|Action|Lead|Target date|Status\nA1|Mend lamps|Clerk|May 2025|In progress\n"


@pytest.mark.parametrize(
    ("name", "above", "table", "sheet"),
    [
        ("lamps.csv", "", TRACKED, "Actions"),  # it says at which meeting a task was raised
        ("lamp-action-log.csv", "", UNTRACKED, "Actions"),  # the file is called so
        ("lamps.md", "Lamp Board action tracker\n\n", UNTRACKED, "Actions"),  # so is the table
        ("lamps.csv", "", UNTRACKED.replace("In progress", "Open"), "Actions"),  # states of actions
        ("lamps.csv", "", UNTRACKED, "Plan"),
        ("action-log.md", "Lamp action plan\n\n", UNTRACKED, "Plan"),  # what stands above goes before the name
        ("action-log.csv", "", TRACKED.replace("Status", "Overseen by").replace("Open", "Lamp Board"), "Plan"),
    ],
)
def test_a_list_of_what_meetings_asked_for_is_no_plan(
    drafts: Callable[..., Drafts], name: str, above: str, table: str, sheet: str
) -> None:
    marked = "\n".join(f"|{row}|" for row in table.strip().split("\n")) + "\n"
    out = drafts(table.replace("|", ",") if name.endswith("csv") else above + marked, name)
    assert (len(out.of("Actions")), len(out.of("Plan"))) == ((1, 0) if sheet == "Actions" else (0, 1))


def test_a_tracker_has_its_meetings_and_what_else_it_says(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "LAMP BOARD ACTION LOG\n\n No   Action                      Lead    Target      New     Status/\n"
        "                                          date        date    comment\n March 2025\n"
        " 1    Mend the lamps of the       AR      May 2025    June    Not yet due\n      green\n"
        " 2    Count bells                 BP                          Completed\n",
        "log.txt",
    )
    assert column(out.of("Meetings"), "meeting", "body", "date") == [
        ("March 2025 Lamp Board", "Lamp Board", "March 2025")
    ]
    assert out.of("Meetings")[0].lines == (5,)
    assert column(out.of("Actions"), "ref as printed", "action", "owner as printed", "due as printed", "status") == [
        ("1", "Mend the lamps of the green", "AR", "May 2025", ""), ("2", "Count bells", "BP", "", "answered"),
    ]  # fmt: skip
    assert [row.lines for row in out.of("Actions")] == [(6, 7), (8,)]
    assert "New date: June" in out.of("Actions")[0].note
    assert column(out.of("Bodies"), "name") == [("Lamp Board",)]


def test_a_resolution_whose_movers_stand_above_its_words(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "MINUTES\nOF Elmham\nRegional Council\nHELD AT the hall ON Tuesday, 4 March\n2025 AT 6:00pm\n\nPRESENT\n\n"
        "Councillors Ann Roe and Ben Poe.\n\n1 APOLOGIES\n\nNil\n\n2 MINUTES 16/25\n\nRESOLVED (Cr Roe/Cr Poe)\n\n"
        "That the minutes of the meeting in May be confirmed.\n\n3 MATTERS ARISING\n\nNil\n",
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date") == [("Elmham Regional Council", "2025-03-04")]
    assert column(out.of("Items"), "item", "title") == [
        ("1", "APOLOGIES"), ("2", "MINUTES 16/25"), ("3", "MATTERS ARISING"),
    ]  # fmt: skip
    assert column(out.of("Decisions"), "decision") == [("The minutes of the meeting in May be confirmed.",)]


LISTS = {
    "minutes.md": "# Lamp Board 2024 08 30\n\nPresent: Jo Roe, Al Orr\n\n- Lamps\n    - Actions:\n"
    "        - Jo to buy a ladder\n            - a long one\n        - Al to clean the lamps\n    - Bells are to ring\n"
    "- Any other business on the quay\n",
    "minutes.html": "<h1>Lamp Board 30 August 2024</h1><p>Present: Jo Roe, Al Orr</p><ul><li>Lamps</li><ul><li>Actions:"
    "</li><ul><li>Jo to buy a ladder</li><li>Al to clean the lamps</li></ul><li>Bells are to ring</li></ul>"
    "<li>Any other business on the quay</li></ul>",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_actions_ends_where_an_entry_is_set_in_less(drafts: Callable[..., Drafts], name: str) -> None:
    out = drafts(LISTS[name], name)
    asked = [task for (task,) in column(out.of("Actions"), "action") if "long one" not in task]
    assert asked == ["Jo to buy a ladder", "Al to clean the lamps"]
    assert [row.values["date"] for row in out.of("Meetings")] == ["2024-08-30"]


def test_the_level_of_an_entry_in_word_ends_a_list_too(tmp_path: Path) -> None:
    import docx

    paper = docx.Document()
    for text in ("Minutes of the Lamp Board, 30 August 2024", "Present: Jo Roe, Al Orr"):
        paper.add_paragraph(text)
    entries = (
        ("List Bullet 2", "Actions:"),
        ("List Bullet 3", "Jo to buy a ladder"),
        ("List Bullet", "Bells are to ring"),
    )
    for style, text in entries:
        paper.add_paragraph(text, style=style)
    paper.save(str(tmp_path / "minutes.docx"))
    assert column(drafts_in(tmp_path / "minutes.docx").of("Actions"), "action") == [("Jo to buy a ladder",)]


def test_a_list_of_actions_says_of_whom_and_when_they_were_asked_for(drafts: Callable[..., Drafts]) -> None:
    head = "Ref,Date raised,Meeting,Action,Owner,Status\n"
    out = drafts(f"{head}1,4 March 2025,Quay Safety Board,Mend the lamp,Clerk,Open\n", "action-log.csv")
    assert column(out.of("Meetings"), "body", "date") == [("Quay Safety Board", "2025-03-04")]
    assert column(out.of("Bodies"), "name") == [("Quay Safety Board",)]
    assert column(out.of("Actions"), "meeting") == [("2025-03-04 Quay Safety Board",)]


def test_a_commissioner_before_a_name_and_a_decision_behind_a_sentence(drafts: Callable[..., Drafts]) -> None:
    """Who takes the minutes is of no organisation of that name; "Decision:" may stand within a paragraph."""
    out = drafts(
        "# Holding to Account Board: 14 May 2025\n\n**Attendees:** PCC Jo Doe, Chief Executive Di Foe (minutes)\n\n"
        "### Calls\n\nIt was noted. **Decision:** the PCC will fund four call takers.\n\nReasons: There are many calls.\n"
    )
    assert column(out.of("Items"), "title") == [("Calls",)]
    assert column(out.of("People"), "name", "post") == [("Jo Doe", "PCC"), ("Di Foe", "Chief Executive")]
    assert column(out.of("Posts"), "post", "organisation") == [("PCC", ""), ("Chief Executive", "")]
    assert column(out.of("Decisions"), "decision") == [("The PCC will fund four call takers.",)]


def test_what_stands_below_a_task_that_was_brought_forward_says_how_it_stands(drafts: Callable[..., Drafts]) -> None:
    """A remark below a task is no task of its own; "to be done" and "not done" close nothing."""
    out = drafts(
        "# Lamp Board, 5 March 2024\n\nPresent: Jo Roe (chair), Al Orr\n\n### Review Previous Meeting's Action Items\n\n"
        "-   Jo - Mend the signs of the pier\n    -   Oak working on it, some done\n"
        "-   Infrastructure: advise on the name\n    -   In progress\n-   Al - Set up the form\n    -   Done\n"
        "-   Jo to write to the bank\n    -   Al to ring them too\n-   Lamp Shop - Al to ask for a price\n\n"
        "### Lamps\n\nThe clerk is to ring the bank.\n\nA clerk will ring the bank in a year.\n"
    )
    assert column(out.of("Actions"), "action", "owner as printed", "status") == [
        ("Mend the signs of the pier", "Jo", ""),
        ("Infrastructure: advise on the name", "", ""),
        ("Set up the form", "Al", "discharged"),
        ("Jo to write to the bank", "Jo", ""),
        ("Al to ring them too", "Al", ""),
        ("Lamp Shop - Al to ask for a price", "Al", ""),
        ("The clerk is to ring the bank.", "clerk", ""),
    ]
    assert out.of("Actions")[0].note == "Oak working on it, some done"


def test_who_a_task_is_assigned_to_begins_no_list_without_a_colon(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Lamp Board, 5 March 2024\n\nPresent: Jo Roe, Al Orr\n\n### Signs\n\n* A page for sponsors\n"
        "  * Action assigned to Al.\n* The pier is open again\n"
    )
    assert not out.of("Actions")


@pytest.mark.parametrize(
    ("said", "decision", "status"),
    [
        ("Cllr Lee proposed new lamps, seconded by Cllr Reed. The motion was not carried.", "Cllr Lee proposed", "rejected"),
        ("Cllr Lee proposed new lamps, seconded by Cllr Reed. The proposal was defeated.", "Cllr Lee proposed", "rejected"),
        ("Cllr Lee proposed new lamps, seconded by Cllr Reed. It was carried.", "Cllr Lee proposed", "agreed"),
        ("Resolved not to buy the lamps of last year.", "Not to buy the lamps", ""),
        ("It was agreed not to buy the lamps of last year.", "Not to buy the lamps", ""),
    ],
)  # fmt: skip
def test_what_is_not_carried_is_rejected_and_a_denial_stays(
    said: str, decision: str, status: str, tmp_path: Path
) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(
        f"Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllr Ann Reed, Cllr Bo Lee\n\n1. Lamps\n{said}\n",
        encoding="utf-8",
    )
    ((text, became),) = column(drafts_in(paper).of("Decisions"), "decision", "status")
    assert text.startswith(decision)
    assert became == status


MINUTES = (
    "Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllr Ann Reed (Chair), Cllr Bo Lee, "
    "Jo Banks (Clerk), Al Lund (Treasurer)\n\n1. Welcome\nAll were welcome.\n\n2. Interests\nNone.\n\n3. Lamps\n{said}\n\n"
    "4. Bells\nThe bells rang.\n\n5. Date of next meeting\n8 April 2025\n"
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # A label with a number of its own, and a label that names the owner.
        ("Action 3.1 – Buy paint (Owner: JB, by 3 May)", [("3.1", "Buy paint", "JB", "by 3 May", "")]),
        ("[AP1] JB to buy paint", [("1", "JB to buy paint", "JB", "", "")]),
        ("AP 2: JB to buy paint by Easter", [("2", "JB to buy paint by Easter", "JB", "by Easter", "")]),
        ("Action 1: Buy paint. Owner: Jo Banks. Due: 3 May 2025.", [("1", "Buy paint", "Jo Banks", "3 May 2025", "")]),
        ("Action by Clerk: write to the county", [("", "Write to the county", "Clerk", "", "")]),
        ("Action for the Clerk to write to the county", [("", "The Clerk to write to the county", "Clerk", "", "")]),
        ("New keys are needed. To be actioned by the Clerk.", [("", "New keys are needed.", "Clerk", "", "")]),
        ("Action 12/23-04 was complete.", []),
        # Nothing is to be done.
        ("Action: No further action.", []),
        ("Action: For information only", []),
        ("Action: no action was needed as the keys were found.", []),
        # What is said last is how it stands; "outstanding" within a task is not.
        ("AL to bring the figures to the June meeting – done.",
         [("", "AL to bring the figures to the June meeting – done.", "AL", "to the June meeting", "discharged")]),
        ("Action: AL to pay the mason (ongoing)", [("", "AL to pay the mason (ongoing)", "AL", "ongoing", "")]),
        ("Action: Clerk to chase outstanding invoices", [("", "Clerk to chase outstanding invoices", "Clerk", "", "")]),
        ("[x] Jo: circulate the plan", [("", "Circulate the plan", "Jo", "", "discharged")]),
        # Several in one line, short ones too; and the list ends with them.
        ("Actions: 1. JB to buy paint 2. AL to pay", [("", "JB to buy paint", "JB", "", ""), ("", "AL to pay", "AL", "", "")]),
        ("Actions: JB to buy paint; AL to pay.", [("", "JB to buy paint", "JB", "", ""), ("", "AL to pay.", "AL", "", "")]),
        ("Actions:\nJB to buy paint\nAL to pay", [("", "JB to buy paint", "JB", "", ""), ("", "AL to pay", "AL", "", "")]),
        # Moods in which somebody is asked.
        ("The Board asked that the Clerk write to the county.",
         [("", "The Board asked that the Clerk write to the county.", "Clerk", "", "")]),
        ("It was AGREED that Cllr Reed write to the county.", [("", "Cllr Reed write to the county.", "Cllr Reed", "", "")]),
        ("It was agreed that the Clerk should write.", [("", "The Clerk should write.", "Clerk", "", "")]),
        ("Find the keys of the hall – JB", [("", "Find the keys of the hall", "JB", "", "")]),
        ("Members to send ideas to the Clerk.", [("", "Members to send ideas to the Clerk.", "Members", "", "")]),
        ("Report of the Treasurer – AL", []),
        ("The Lamp Board is to consider this.", []),
    ],
)  # fmt: skip
def test_forms_in_which_minutes_ask_for_something(
    drafts: Callable[..., Drafts], said: str, expected: list[tuple[str, ...]]
) -> None:
    """What is asked for is read with its number, owner, day and state; the items behind it stay items."""
    out = drafts(MINUTES.format(said=said), "minutes.txt")
    assert (
        column(out.of("Actions"), "ref as printed", "action", "owner as printed", "due as printed", "status")
        == expected
    )
    assert [title for (title,) in column(out.of("Items"), "title")][-2:] == ["Bells", "Date of next meeting"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # Told by a sentence with the meeting, or without it.
        ("The Board approved the budget for 2025/26.", [("", "The Board approved the budget for 2025/26.", "")]),
        ("Members agreed unanimously to buy the lamps.", [("", "Buy the lamps.", "")]),
        ("Members did not agree to buy the lamps.", [("", "Members did not agree to buy the lamps.", "")]),
        ("The budget was approved unanimously.", [("", "The budget was approved unanimously.", "")]),
        ("It was agreed to buy the lamps. It was also agreed to sell the bells. The Board adopted the plan.",
         [("", "Buy the lamps.", ""), ("", "Sell the bells.", ""), ("", "The Board adopted the plan.", "")]),
        ("The Chair suggested that lamps be bought. This was agreed.",
         [("", "The Chair suggested that lamps be bought. This was agreed.", "agreed")]),
        ("The Chair suggested that lamps be bought. This was not agreed.",
         [("", "The Chair suggested that lamps be bought. This was not agreed.", "rejected")]),
        # By others, before, or not yet.
        ("A grant was approved by the county for the lamps.", []),
        ("The budget was approved at the last meeting and was now spent.", []),
        ("The Clerk reported that the Board had approved the plan.", []),
        ("Members were told the grant was approved.", []),
        ("Planning application 24/1 was refused.", []),
        ("No councillor was appointed.", []),
        ("The motion to buy lamps was approved by 5 votes to 2.", [("", "The motion to buy lamps was approved by 5 votes to 2.", "")]),
        ("Once approved by all the lamps will be bought.", []),
        ("Decision: The Board is asked to approve the budget.", []),
        ("The Group agreed with the Chair that lamps are good.", []),
        # Numbers, votes and what a committee recommends.
        ("RESOLVED [101/24] to buy the lamps.", [("101/24", "Buy the lamps.", "")]),
        ("Resolution 24/25-101: That lamps be bought.", [("24/25-101", "Lamps be bought.", "")]),
        ("Resolved (unan.) - to buy the lamps", [("", "Buy the lamps", "")]),
        ("RESOLVED (5 for, 2 against) that the lamps be bought.", [("", "The lamps be bought.", "")]),
        ("RECOMMENDED to Council that lamps be bought.", [("", "Recommended to Council that lamps be bought.", "")]),
        # A list of letters below the word for a decision is none of items.
        ("RESOLVED:\n(a) to buy the lamps;\n(b) to sell the bells.", [("", "To buy the lamps;", ""), ("", "To sell the bells.", "")]),
    ],
)  # fmt: skip
def test_forms_in_which_minutes_tell_what_was_decided(
    drafts: Callable[..., Drafts], said: str, expected: list[tuple[str, ...]]
) -> None:
    out = drafts(MINUTES.format(said=said), "minutes.txt")
    assert column(out.of("Decisions"), "ref as printed", "decision", "status") == expected
    assert len(out.of("Items")) == 5


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("For 5, against 2.", "agreed"),
        ("For 2, against 5.", "rejected"),
        ("2 for and 2 against.", ""),
        ("Lost on the casting vote of the Chair.", "rejected"),
        ("The amendment was lost. The substantive motion was carried.", "agreed"),
        ("\n\nOn being put to the vote the motion was declared LOST.", "rejected"),
    ],
)
def test_what_became_of_a_motion_by_votes_and_behind_an_amendment(
    drafts: Callable[..., Drafts], behind: str, status: str
) -> None:
    out = drafts(MINUTES.format(said=f"Cllr Reed moved that lamps be bought, seconded by Cllr Lee. {behind}"), "m.txt")
    assert column(out.of("Decisions"), "status") == [(status,)]


def test_an_amendment_that_was_lost_is_not_carried_with_its_motion(drafts: Callable[..., Drafts]) -> None:
    said = "An amendment was moved by Cllr Lee and seconded by Cllr Reed. The amendment was lost. The substantive motion was carried."
    assert column(drafts(MINUTES.format(said=said), "m.txt").of("Decisions"), "status") == [("rejected",)]


@pytest.mark.parametrize("title", ["Actions", "Action points", "Action log", "Actions from the last meeting"])
@pytest.mark.parametrize("at", [1, 2])
def test_the_item_behind_a_list_of_actions_is_an_item(drafts: Callable[..., Drafts], title: str, at: int) -> None:
    """A list under a numbered title ends with the next number; whoever was there is asked for something by any verb."""
    parts = ["Apologies\n\nNone.", "Bells\n\nThe bells rang.", "Lamps\n\nThe lamps were noted."]
    parts.insert(at, f"{title}\n\nBo Lee to sell the van\n\nAnn Reed to gild the gate")
    said = "\n\n".join(f"{number}. {part}" for number, part in enumerate(parts, 1))
    out = drafts(
        "Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllr Ann Reed (Chair), Bo Lee\n\n"
        + said,
        "minutes.txt",
    )
    assert column(out.of("Actions"), "action", "owner as printed") == [
        ("Bo Lee to sell the van", "Bo Lee"),
        ("Ann Reed to gild the gate", "Ann Reed"),
    ]
    titles = [title for (title,) in column(out.of("Items"), "title")]
    assert [each for each in titles if each != title] == ["Apologies", "Bells", "Lamps"]
