"""Minutes in the forms in which public bodies write them: heading, attendance, items, actions, decisions.

Each set of minutes is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

import pytest

from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.drafts.minutes.record import Minutes, read_minutes
from oversight_graph.ingest.readers.text import read_text
from oversight_graph.ingest.words import Words, load_words


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


def read(words: Words, text: str, wrapped: bool | None = None) -> Minutes:
    return read_minutes(read_text(text), words, wrapped)


def actions(minutes: Minutes) -> list[tuple[str, str, str]]:
    return [(task.text, task.owner, task.due) for task in minutes.actions]


@pytest.mark.parametrize(
    ("text", "body", "date", "time"),
    [
        ("Safer Streets Board, notes of the meeting of 4 March 2025\n", "Safer Streets Board", "2025-03-04", ""),
        ("MINUTES OF ELMHAM PARISH COUNCIL MEETING HELD AT THE HALL\nMONDAY 13th MAY 2019 at 7.30pm\n",
         "Elmham Parish Council", "2019-05-13", "19:30"),
        ("Elmham Trust\nBoard of Trustees\nMinutes of the meeting held on 4 March 2025\n", "Board of Trustees", "2025-03-04", ""),
        ("Minutes of the meeting of the Audit Committee held on 15/2/13 at 10:00\n", "Audit Committee", "2013-02-15", "10:00"),
        ("Roads Board May 2021 – Meeting Notes\nDate: Tuesday 25th May, 14:00 pm\n", "Roads Board", "2021-05-25", "14:00"),
        ("Roads Board\nDate:\nChair:\nVenue\n\nWednesday 30 January 2019 @ 10:00\nAnn Roe\nRoom 1.38\n",
         "Roads Board", "2019-01-30", "10:00"),
    ],
)  # fmt: skip
def test_headings(words: Words, text: str, body: str, date: str, time: str) -> None:
    heading = read(words, text).heading
    assert heading is not None
    assert (heading.body, heading.date, heading.time) == (body, date, time)


def test_the_body_that_is_minuted_goes_before_the_name_above_it(words: Words) -> None:
    text = "ELMHAM TOWN COUNCIL\nMinutes of the Roads Committee held on Tuesday 4 March 2025 at 7.30pm\n"
    assert read(words, text).heading.body == "Roads Committee"  # type: ignore[union-attr]


def test_a_day_is_no_item(words: Words) -> None:
    minutes = read(
        words, "Roads Board, notes of 4 March 2025\nPresent: Ann Roe\n\n1. Lamps\n2. Next meeting\n3 June 2025\n"
    )
    assert [item.path for item in minutes.items] == ["1.", "2."]


@pytest.mark.parametrize(
    "text",
    [
        "Present: Ann Roe (Chair), Cllr Ben Poe, Cy Doe (Clerk)\nApologies: Di Foe\n",
        "Those Attending: Ann Roe - Chair, Cllr Ben Poe, Cy Doe (Clerk) and 12 members of the public\n"
        "Apologies were received from Di Foe.\n",
        "\tName:\tCapacity:\nAttendance:\tAnn Roe\tChair\n\tCllr Ben Poe\t\n\tCy Doe\tClerk\nApologies:\tDi Foe\t\n",
        "## Present\n\n* Ann Roe (Chair)\n* Cllr Ben Poe (@benpoe)\n* Cy Doe (Clerk)\n\n## Apologies\n\n* Di Foe\n",
        "Those Attending: Ann Roe (Chair), Cllr Ben Poe, Cy Doe (Clerk).\n\n2. To consider apologies for absence: apologies were "
        "received from Di Foe.\n",
        "PRESENT (3):\nAnn Roe – Chair\nCllr Ben Poe\nCy Doe, Clerk\n\nAPOLOGIES:\nDi Foe\n",
        "Present\nAnn Roe      AR     Chair\nCllr Ben Poe      BP\nCy Doe      CD     Clerk\n1. Apologies for absence. Apologies had been received from Di Foe.\n",
    ],
)
def test_lists_of_attendance(words: Words, text: str) -> None:
    minutes = read(words, f"Roads Board, notes of 4 March 2025\n{text}")
    found = [(attendee.person.name, attendee.person.capacity, attendee.presence) for attendee in minutes.people]
    assert found == [
        ("Ann Roe", "Chair", "attended"),
        ("Cllr Ben Poe", "", "attended"),
        ("Cy Doe", "Clerk", "attended"),
        ("Di Foe", "", "apologies"),
    ]


def test_names_and_capacities_torn_apart_are_joined_with_a_doubt(words: Words) -> None:
    text = "Attendance:\nApologies:\n\nName:\nAnn Roe\nBen Poe\n\nCapacity:\nChair\nClerk (CL)\n"
    minutes = read(words, f"Roads Board, notes of 4 March 2025\n{text}")
    assert [(a.person.name, a.person.capacity, a.presence, a.certainty) for a in minutes.people] == [
        ("Ann Roe", "Chair", "attended", "probable"),
        ("Ben Poe", "Clerk (CL)", "apologies", "doubtful"),
    ]
    assert minutes.people[0].person.lines == (6, 10)


HEAD = "Roads Board, notes of 4 March 2025\nPresent: Ann Roe (Chair), Ben Poe (Head of Roads, HR), Cllr Cy Doe\n\n"


def test_items_are_told_from_numbered_questions(words: Words) -> None:
    minutes = read(
        words,
        f"{HEAD}1. Apologies\nNone.\n\n2. Crossings\n2.1 Lights\nThe board asked:\n1. Are there enough lights?\n"
        "2. What do they cost?\n\n3. Date of next meeting\n7 May\n",
    )
    assert [(item.path, item.title) for item in minutes.items] == [
        ("1.", "Apologies"),
        ("2.", "Crossings"),
        ("2.1", "Lights"),
        ("3.", "Date of next meeting"),
    ]


def test_items_in_rows_are_nested_as_they_are_numbered(words: Words) -> None:
    rows = "No.\tItem\tACTION\n1\tMATTERS ARISING\t\n2\tHOLDING TO ACCOUNT\t\n2a\tROADS\t\n1\tCrossings\t\n2\tLamps\t\n3\tAOB\t\n"
    minutes = read(words, HEAD + rows)
    assert [item.path for item in minutes.items] == ["1", "2", "2a", "2a 1", "2a 2", "3"]
    assert minutes.items[0].brought


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Action: Head of Roads to bring costs to the June meeting. (HR)",
         [("Head of Roads to bring costs to the June meeting.", "HR", "to the June meeting")]),
        ("The survey was told. Action: Cllr Doe to send the list by 30 April 2025. It is long. Action: Chair to write",
         [("Cllr Doe to send the list by 30 April 2025. It is long.", "Cllr Doe", "by 30 April 2025"),
          ("Chair to write", "Chair", "")]),
        ("Actions arising:\n1. The HR to mend the bridge within two weeks\n2. The costs to be shared with the board",
         [("The HR to mend the bridge within two weeks", "HR", "within two weeks"),
          ("The costs to be shared with the board", "", "")]),
        ("The gate is to be mended before winter. Action: Clerk",
         [("The gate is to be mended before winter.", "Clerk", "before winter")]),
        ("Actions:\n- Chair: write to the county\n- Ben Poe to count the lamps in 6 months' time",
         [("Write to the county", "Chair", ""), ("Ben Poe to count the lamps in 6 months' time", "Ben Poe", "in 6 months' time")]),
        ("The Clerk will write to the county. The road is wet. It was agreed that the Chair would see the owner.",
         [("The Clerk will write to the county.", "Clerk", ""), ("The Chair would see the owner.", "Chair", "")]),
    ],
)  # fmt: skip
def test_actions(words: Words, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert actions(read(words, f"{HEAD}1. Crossings\n{text}\n")) == expected


def test_owners_in_the_side_column(words: Words) -> None:
    rows = (
        "1\tCROSSINGS\tACTION\n\t<p>Talk.</p> <p>Action arising:</p> <p>The costs to be shared</p>\tHR\n"
        "2\t<p>LAMPS</p> <p>Action: AR to count. Action: Staff team to show the lamps</p>\t<p>AR</p> <p>ST</p>\n3\tAOB\t\n"
    )
    assert actions(read(words, HEAD + rows)) == [
        ("The costs to be shared", "HR", ""),
        ("AR to count.", "AR", ""),
        ("Staff team to show the lamps", "ST", ""),
    ]


def test_a_column_of_actions(words: Words) -> None:
    rows = "1\tCrossings\tMuch was said.\tClerk to write to the county by 1 May 2025\n2\tLamps\tNothing.\t\n3\tAOB\tNone.\t\n"
    assert actions(read(words, HEAD + rows)) == [
        ("Clerk to write to the county by 1 May 2025", "Clerk", "by 1 May 2025")
    ]


def test_a_table_of_actions_and_boxes_to_tick(words: Words) -> None:
    minutes = read(
        words,
        f"{HEAD}## Lamps\n### Action items:\n- [ ] Count the lamps (Due: 1 October)\n- [x] Ask the county – Ben Poe\n\n"
        "| Ref | Action | Owner | Due |\n|---|---|---|---|\n| 3 | Write to the members | Ann Roe | May 2025 |\n",
    )
    assert actions(minutes) == [
        ("Count the lamps", "", "1 October"),
        ("Ask the county", "Ben Poe", ""),
        ("Write to the members", "Ann Roe", "May 2025"),
    ]
    assert [task.status for task in minutes.actions] == ["", "discharged", ""]
    assert minutes.actions[2].ref == "3"


def test_actions_of_earlier_meetings_that_are_closed_or_carried(words: Words) -> None:
    minutes = read(
        words,
        f"{HEAD}1. Matters arising\n1.1 Action arising from the January 2025 meeting:\nRoad signs\n"
        "The Head of Roads is to count the signs - deferred to April.\n"
        "1.2 Action arising from the February 2025 meeting:\nThe Chair is to write to the county.\n"
        "The board held that item 1.2 was discharged.\n",
    )
    assert [(task.owner, task.carried, task.status, task.closed) for task in minutes.actions] == [
        ("Head of Roads", "the January 2025 meeting", "deferred", ""),
        ("Chair", "the February 2025 meeting", "discharged", "1.2"),
    ]


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("RESOLVED: that the budget be approved", "The budget be approved"),
        ("It was resolved to buy two benches.", "Buy two benches."),
        ("Decision: the lamps stay", "The lamps stay"),
        ("It was agreed that no change is needed.", "No change is needed."),
    ],
)
def test_decisions(words: Words, text: str, decision: str) -> None:
    minutes = read(words, f"{HEAD}1. Crossings\n{text}\n")
    assert [task.text for task in minutes.decisions] == [decision]
    assert minutes.decisions[0].item is minutes.items[0]


def test_what_is_resolved_by_others_is_no_decision(words: Words) -> None:
    minutes = read(words, f"{HEAD}1. Crossings\nMany calls are being resolved by the centre and few are not.\n")
    assert minutes.decisions == []


def test_printed_lines_are_joined_to_paragraphs(words: Words) -> None:
    minutes = read(
        words,
        f"{HEAD}1. Crossings\nAction: Head of Roads to bring the costs of all of the new\ncrossings by May\n",
        True,
    )
    assert actions(minutes) == [
        ("Head of Roads to bring the costs of all of the new crossings by May", "Head of Roads", "by May")
    ]
    assert minutes.actions[0].lines == [5, 6]


def test_items_go_on_after_lettered_parts(words: Words) -> None:
    minutes = read(
        words,
        "Roads Board, notes of 4 March 2025\nPresent: Ann Roe, Ben Poe\n\n1. Matters Arising:\n\na) Lamps\n\n"
        "b) Drains\n\n2. Letters:\n\na) County\n\n"
        "3. To Receive from the Public Any Reports to be considered:\n\n4. Trees:\n\nOne fell.\n",
    )
    assert [item.path for item in minutes.items] == ["1.", "1. a", "1. b", "2.", "2. a", "3.", "4."]
    assert [item.brought for item in minutes.items] == [True, True, True, False, False, False, False]


def test_a_numbered_line_under_a_heading_ends_with_the_heading(words: Words) -> None:
    minutes = read(words, "# Roads Board 2025-03-04\n\n## Agenda\n\n1. Lamps\n\n## Letters\n\nOne came in.\n")
    assert {item.title: item.lines for item in minutes.items}["Lamps"] == [5]


@pytest.mark.parametrize(
    ("text", "status", "certainty"),
    [
        ("Cllr Poe proposed that the lamp be mended, seconded by Cllr Roe. Unanimously agreed.", "agreed", "probable"),
        ("The mending of the lamp was proposed by Cllr Poe and seconded by Cllr Roe.", "", "doubtful"),
    ],
)
def test_a_motion_is_a_decision_as_far_as_its_paragraph_says_so(
    words: Words, text: str, status: str, certainty: str
) -> None:
    minutes = read(words, f"Roads Board, notes of 4 March 2025\nPresent: Ann Roe, Ben Poe\n\n1. Lamps\n{text}\n")
    assert [(task.status, task.certainty) for task in minutes.decisions] == [(status, certainty)]
    assert minutes.actions == []


def test_who_is_let_speak_is_asked_for_nothing(words: Words) -> None:
    text = "The meeting was closed to allow Inspector Doe to report on the month.\n"
    minutes = read(words, f"Roads Board, notes of 4 March 2025\nPresent: Ann Roe, Ben Poe\n\n1. Police\n{text}")
    assert minutes.actions == []


def test_a_label_on_a_line_of_its_own_goes_with_the_sentence_before(words: Words) -> None:
    text = "1.1 The window is dirty. Ali will look at it\n\nACTION: AHop\n"
    minutes = read(
        words, f"Roads Board, notes of 4 March 2025\nPresent; Ali Hopkin (AHop), Ben Poe (BP)\n\n1. Windows\n\n{text}"
    )
    assert actions(minutes) == [("Ali will look at it", "AHop", "")]


def test_a_column_of_actions_that_holds_initials_alone_is_a_doubtful_action(words: Words) -> None:
    table = "\t\t\tAction\n1.\tLamps  Two lamps are dark. A letter to the county was thought right.\tBP\n2.\tTrees  None fell.\t\n"
    minutes = read(words, f"Roads Board, notes of 4 March 2025\nPresent: Ann Roe (AR), Ben Poe (BP)\n\n{table}")
    assert actions(minutes) == [("A letter to the county was thought right.", "BP", "")]
    assert minutes.actions[0].certainty == "doubtful"


def test_apologies_of_somebody_in_the_list_are_told_as_a_doubt(words: Words) -> None:
    text = "Attendees: Ann Roe (Chair), Ben Poe\n1. Welcome. Apologies were received from Ben Poe and Cy Doe.\n"
    minutes = read(words, f"Roads Board, notes of 4 March 2025\n{text}")
    assert [(each.person.name, each.presence, each.certainty) for each in minutes.people] == [
        ("Ann Roe", "attended", "certain"), ("Ben Poe", "apologies", "doubtful"), ("Cy Doe", "apologies", "probable"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("THE TRUST\nOPEN BOARD MINUTES\nTitle of Meeting\tTrust - Roads Board Meeting\t\nDate\t4 March 2025\t\n", "Trust - Roads Board"),
        ("Minutes of Trustees of the Friends of the Mill\nMeeting of 4 March 2025\n", "Trustees of the Friends of the Mill"),
    ],
)  # fmt: skip
def test_a_heading_without_a_word_for_a_body_names_one_all_the_same(words: Words, head: str, body: str) -> None:
    minutes = read(words, f"{head}Attendees\tAnn Roe (Chair), Ben Poe\n\n1. The council is asked to mend the mill.\n")
    assert minutes.heading is not None
    assert minutes.heading.body == body


def test_letters_in_brackets_are_initials_if_they_fit_the_name_and_nobody_else_has_them(words: Words) -> None:
    text = "Present: Ann Roe (AR), Ben Hopkin\n(BHop), Cy Doe (TCC), Di Cole (TCC), Eve Cave (TCC)\n"
    minutes = read(words, f"Roads Board, notes of 4 March 2025\n{text}")
    assert [(each.person.name, each.person.initials, each.person.capacity) for each in minutes.people] == [
        ("Ann Roe", "AR", ""), ("Ben Hopkin", "BHop", ""), ("Cy Doe", "", "TCC"), ("Di Cole", "", "TCC"), ("Eve Cave", "", "TCC"),
    ]  # fmt: skip


def test_a_line_of_names_that_nothing_parts_gives_no_post_with_names_in_it(words: Words) -> None:
    minutes = read(words, "Roads Board, notes of 4 March 2025\nPresent: Cllrs A Roe, B Poe and\nC Doe Clerk D Foe\n")
    assert not any("Doe" in each.person.capacity for each in minutes.people)


def test_a_sentence_below_those_who_were_there_names_no_body_and_what_was_put_to_a_meeting_is_no_plan(
    drafts: Callable[..., Drafts],
) -> None:
    """A table of applications with a recommendation for each asks the meeting, and promises nothing."""
    head = "# Lamps and Quays\n\nTuesday 6 May 2025\n\nPresent:\n\nCllr Ann Roe, Cllr Bo Poe.\n\n"
    said = "In line with rule 7 the Clerk told the Lamp Committee that at this meeting Cllr Poe stands in for Cllr Dell.\n\n"
    table = "| Organisation | Project summary | Amount | Recommendation |\n|---|---|---|---|\n| Lamp Club | Ten lamps | £90 | Approved. |\n"
    out = drafts(f"{head}{said}## 1 Grants\n\n{table}\nResolved to note the report.\n")
    assert [values["date"] for values in (row.values for row in out.of("Meetings"))] == ["2025-05-06"]
    assert not out.of("Plan") and not any("In line" in row.values["name"] for row in out.of("Bodies"))


NUMBERED = "Minutes of the Lamp Committee held on 4 March 2025\n\n1. Present: "


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("A. Roe, Mrs. Penn, T. Vale : Borough Councillor", [("A. Roe", ""), ("Mrs. Penn", ""), ("T. Vale", "Borough Councillor")]),
        ("A. Roe - Chairman, T. Vale- Borough Councillor", [("A. Roe", "Chairman"), ("T. Vale", "Borough Councillor")]),
        ("A. Roe, B. Poe together with nine members of the public", [("A. Roe", ""), ("B. Poe", "")]),
        ("A. Roe (Clerk). No members of the public", [("A. Roe", "Clerk")]),
        ("A. Roe (Chair), B. Poe (arrived late), C. Dale (unwell)", [("A. Roe", "Chair"), ("B. Poe", ""), ("C. Dale", "")]),
        ("A. Roe (chairman), B. Poe (clerk)", [("A. Roe", "chairman"), ("B. Poe", "clerk")]),
    ],
)  # fmt: skip
def test_what_stands_behind_a_name_is_a_capacity_only_if_it_is_one(
    present: str, expected: list[tuple[str, str]], drafts: Callable[..., Drafts]
) -> None:
    read = drafts(f"{NUMBERED}{present}\n\n2. Lamps\nThey were looked at.\n")
    rows = [row.values for row in read.of("Attendance")]
    assert [(row["name as printed"], row.get("capacity as printed", "")) for row in rows] == expected


@pytest.mark.parametrize(
    "heading",
    ["3. Actions: None", "3. Actions\n\nOther Lamps: None.", "3. Actions\n\nMrs. Penn is still waiting for the oil."],
)
def test_the_item_behind_a_list_of_actions_is_none_of_them(heading: str, drafts: Callable[..., Drafts]) -> None:
    text = "4. Any Other Business: B. Poe said that the oil was gone."
    read = drafts(f"{NUMBERED}A. Roe, B. Poe, Mrs. Penn\n\n2. Lamps\nThey were looked at.\n\n{heading}\n\n{text}\n")
    assert [row.values["action"] for row in read.of("Actions") if "waiting" not in row.values["action"]] == []
    assert [row.values["item"] for row in read.of("Items")][-1] == "4."


def test_a_councillor_of_another_council_who_sends_apologies_has_no_seat(drafts: Callable[..., Drafts]) -> None:
    head = "Minutes of the Elm Parish Council held on 4 March 2025\n\nPresent: A. Roe (Chair)\n"
    apologies = "Apologies: B. Poe, T. Vale - Borough Councillor, County Cllr Dale, C. Lee (Parish Councillor)\n"
    read = drafts(f"{head}{apologies}\n1. Lamps\nThey were looked at.\n")
    seated = {row.values["name"] for row in read.of("People") if row.values.get("body")}
    assert seated == {"A. Roe", "B. Poe", "C. Lee"}


@pytest.mark.parametrize(
    "title",
    [
        "Lamp Committee, minutes of the meeting of 4 March 2025", "Lamp Committee: Minutes of the meeting held on 4 March 2025",
        "Lamp Committee - minutes of the ordinary meeting of 4 March 2025", "Minutes of the meeting of the Lamp Committee, 4 March 2025",
    ],
)  # fmt: skip
def test_a_body_may_stand_before_the_minutes_of_its_meeting(title: str, drafts: Callable[..., Drafts]) -> None:
    read = drafts(f"{title}\n\nPresent: A. Roe (Chair), B. Poe\n\n1. Lamps\nThey were looked at.\n")
    assert [(row.values["body"], row.values["date"]) for row in read.of("Meetings")] == [
        ("Lamp Committee", "2025-03-04")
    ]


def test_the_next_label_of_a_row_is_no_part_of_a_capacity(drafts: Callable[..., Drafts]) -> None:
    rows = [
        ["Present:", "", "", ""],
        ["Ann Roe (ARO)", "Chair", "", ""],
        ["Ben Poe (BPO)", "Clerk", "Apologies:", "Tom Vale"],
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    read = drafts(
        f"Minutes of the Lamp Committee, 4 March 2025\n\n<table>{table}</table>\n\n1. Lamps\n\nThey were looked at.\n"
    )
    there = [(row.values["name as printed"], row.values["capacity as printed"]) for row in read.of("Attendance")]
    assert there == [("Ann Roe", "Chair"), ("Ben Poe", "Clerk")]
    assert "behind a capacity stands Apologies: Tom Vale" in [each[-1] for each in read.unread]
