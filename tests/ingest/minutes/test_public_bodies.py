"""Minutes of councils, trusts and panels as pages print them: whole papers, each of one form.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts


def test_items_that_are_sentences_and_tasks_behind_a_dash(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        '---\ntitle: "Elmham Parish Council - January"\n---\n\nMinutes of Meeting held in the Hall\n\nAt 7.30pm on Wednesday 10 '
        "January 2007\n\nThose Attending: Mr A Roe (Chairman), Mrs C Doe (Clerk) together with a member of the public.\n\n"
        "Apologies: None\n\nMr Foe will report this to the club.\n\n1\\. Minutes of the last Meeting: Mr A Roe proposed them\n\n"
        "2, Matters Arising:\n\na) Drain in the road - the county was asked twice and has not yet come to look at it - the Clerk "
        "to chase up.\n\nb) Lamp - now mended.\n\n3\\. No declarations were made.\n\n4\\. Planning: Extension to the old chapel\n\n"
        "The cost may be shared with neighbouring Parish Councils to keep it down.\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [("Elmham Parish Council", "2007-01-10")]
    assert column(out.of("Items"), "item", "title") == [
        ("1.", "Minutes of the last Meeting"), ("2", "Matters Arising"), ("2 a", "Drain in the road"),
        ("2 b", "Lamp - now mended."), ("3.", "No declarations were made."), ("4.", "Planning"),
    ]  # fmt: skip
    assert [row[0] for row in column(out.of("Actions"), "owner as printed")] == ["Mr Foe", "Clerk"]


def test_names_that_only_titles_part_and_letters_of_other_languages(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Elmham PC\n\nELMHAM PARISH COUNCIL DRAFT Minutes of the Ordinary Meeting held on Wednesday 5 December 2018\n\n"
        "In attendance: Cllr Ann Roe (Chair) Cllr Ben Poe Borough Councillor Cy Doe Cllr Mrs Foe Çağıl Uluşahin (Clerk)\n\n"
        "246/18 Apologies for absence\n\n247/18 Lamps\n\nAction items\n\n- Çağıl Uluşahin: Mend the lamp\n"
    )
    assert [row[0] for row in column(out.of("Attendance"), "name as printed")][:3] == [
        "Cllr Ann Roe", "Cllr Ben Poe", "Borough Councillor Cy Doe",
    ]  # fmt: skip
    assert column(out.of("Meetings"), "body", "date") == [("Elmham Parish Council", "2018-12-05")]
    assert column(out.of("Items"), "item")[:2] == [("246/18",), ("247/18",)]
    assert column(out.of("Actions"), "action", "owner as printed") == [("Mend the lamp", "Çağıl Uluşahin")]


def test_a_committee_below_the_name_of_its_trust(drafts: Callable[..., Drafts]) -> None:
    # The trust stands above its committee, which met; a post follows the initials of whoever holds it; the reference
    # of an action has letters.
    out = drafts(
        "Lampside Community Trust\nQuality and Safety Committee\n"
        "Minutes of the meeting held on Thursday 12th September 2024 at 2.00 pm\n\nPresent:\nDr Ann Roe (AR), Chair\n"
        "Ben Poe (BP), Chief Nurse\nCy Doe (CD), Medical Director\n\n1. Lamps\nThe committee noted a rise.\n"
        "ACTION QS24/21: CD to review the lamps by 31 October 2024.\n",
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date", "time") == [
        ("Quality and Safety Committee", "2024-09-12", "14:00")
    ]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("Dr Ann Roe", "Chair"), ("Ben Poe", "Chief Nurse"), ("Cy Doe", "Medical Director"),
    ]  # fmt: skip
    assert column(out.of("Actions"), "ref as printed", "owner as printed", "due as printed") == [
        ("QS24/21", "CD", "by 31 October 2024")
    ]


def test_a_committee_behind_the_name_of_its_harbour_and_a_table_within_an_item(drafts: Callable[..., Drafts]) -> None:
    # Where semicolons part the people, what stands behind a comma is a post, though no list of posts has it; a table
    # of actions between two items is of the first, and one below the last may be of all.
    out = drafts(
        "# Lampside Harbour: Scrutiny Committee\nMinutes of the meeting held on Tuesday 14 May 2024 at 10.00 am\n\n"
        "Present: Cllr Ann Roe (Chair), Ben Poe\n\nIn attendance: Cy Doe, Berth Marshal; Di Moe, Clerk\n\n"
        "## 1. Dredging\nTwo berths were dredged.\n\n| Action | Owner | Due |\n| --- | --- | --- |\n"
        "| Draw a timetable | Berth Marshal | 9 July 2024 |\n\n## 2. Lamps\nThey were lit.\n\n"
        "| Action | Owner | Due |\n| --- | --- | --- |\n| Send the log | Clerk | June 2024 |\n"
    )
    assert column(out.of("Meetings"), "body") == [("Scrutiny Committee",)]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed")[2:] == [
        ("Cy Doe", "Berth Marshal"), ("Di Moe", "Clerk"),
    ]  # fmt: skip
    assert column(out.of("Actions"), "item", "action") == [("1.", "Draw a timetable"), ("", "Send the log")]


def test_a_community_council_of_scotland(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "GLENLAMP COMMUNITY COUNCIL\nMinute of Meeting held in the Village Hall on Tuesday 5 November 2024 at 7.30pm\n\n"
        "Sederunt: Ann Roe (Convener), Ben Poe (Treasurer), Cllr Cy Doe\nApologies: Di Foe\n\n1. AOCB\n"
        "AR will contact Roads about the lamps before the next meeting.\nBP to order new pads (by end November).\n",
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date") == [("Glenlamp Community Council", "2024-11-05")]
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Ann Roe", "attended"), ("Ben Poe", "attended"), ("Cllr Cy Doe", "attended"), ("Di Foe", "apologies"),
    ]  # fmt: skip
    assert column(out.of("Actions"), "owner as printed", "due as printed") == [
        ("AR", "before the next meeting"), ("BP", "by end November"),
    ]  # fmt: skip


def test_a_district_board_whose_items_have_roman_numbers_and_whose_motions_go_over_paragraphs(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "<!-- Page 1 -->\n# AGENDA ITEM III.1.a\n## Regular Board Meeting\n### Approved Minutes\n#### July 9, 2018\n\n"
        "### District Attendees\n- Ann Roe - Board President\n- Ben Poe - General Manager\n\n### Other Attendees\n"
        "- Cy Doe - Visitor\n\n### AGENDA ITEMS\n\n#### I. Call to Order\n- President Roe called the meeting to order at "
        "6:31 p.m.\n\n#### II. Consent Calendar\n1. Approval of Minutes\n2. Approval of Warrants\n\nDirector Roe moved to "
        "approve the calendar.\nDirector Poe seconded the motion.\nMotion carried with all votes: Roe - aye\n\n"
        "III. NEW BUSINESS\n\n1. Discussion and possible action on the payment of what the district owes for the lamps of "
        "its northern streets\n- None.\n\nIV. ADJOURNMENT\n"
    )
    assert column(out.of("Meetings"), "body", "date", "time") == [("Board", "2018-07-09", "18:31")]
    assert [(d.values["name as printed"], d.values["capacity as printed"], d.note) for d in out.of("Attendance")] == [
        ("Ann Roe", "Board President", ""), ("Ben Poe", "General Manager", ""), ("Cy Doe", "Visitor", "in attendance"),
    ]  # fmt: skip
    assert [row[0] for row in column(out.of("Items"), "item")] == [
        "I.",
        "II.",
        "II. 1.",
        "II. 2.",
        "III.",
        "III. 1.",
        "IV.",
    ]
    (decision,) = out.of("Decisions")
    assert (decision.values["decision"], decision.values["status"]) == (
        "Director Roe moved to approve the calendar.", "agreed",
    )  # fmt: skip
    assert len(decision.lines) == 3


def test_columns_of_names_that_ran_together_and_items_with_their_number_behind(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Lamp Board Meeting Minutes: February 20, 2018\n\nATTENDING\nAnn Roe Ben Poe Cy Doe\nDi Foe Ed Ash\n"
        "Apologies in Advance: Flo Gee\n\nMinutes Approved (A)\nIt was moved by Ms. Roe, seconded by Mr. Poe, that they be "
        "approved. MOTION CARRIED.\n\nGifts (B-1)\nLamps were given.\n\nAdjournment (C)\n\nAction Items\nNone for the group\n"
    )
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        *((name, "attended") for name in ("Ann Roe", "Ben Poe", "Cy Doe", "Di Foe", "Ed Ash")), ("Flo Gee", "apologies"),
    ]  # fmt: skip
    assert column(out.of("Items"), "item", "title")[:3] == [
        ("A", "Minutes Approved"), ("B-1", "Gifts"), ("C", "Adjournment"),
    ]  # fmt: skip
    assert column(out.of("Decisions"), "status") == [("agreed",)]
    assert not out.of("Actions")


def test_lists_of_names_that_go_over_printed_lines_and_actions_that_say_what_was_done(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "Lamp County Board of Lights Meeting Agenda\nTuesday, September 2, 2025\n\nMINUTES - UNAPPROVED\n\n1. Opening\n\n"
        "President Ann Roe called the regular meeting to order at 6:30 p.m. Other\nBoard members present in person: Ben Poe, "
        "Cy Doe, Di Foe, Ed\nAsh, and Flo Greene. The youth of the county were heard as well, each of them.\n\n"
        "Also present were Gil W. Hay, Superintendent; and Ivy Joy.\n\n2. Budget\n\nMotion to approve by Trustee Poe, second by "
        "Trustee Doe.\n\nFinal Resolution: Motion Carried\n\n3. Lamps\n\nRecommendation: Receive the report.\n"
        "Action: Presentation received.\n\n4. Close\n"
    )
    assert column(out.of("Meetings"), "body", "time") == [("Lamp County Board of Lights", "18:30")]
    assert sorted((d.values["name as printed"], d.lines) for d in out.of("Attendance")) == [
        ("Ann Roe", (8,)), ("Ben Poe", (9,)), ("Cy Doe", (9,)), ("Di Foe", (9,)), ("Ed Ash", (9, 10)), ("Flo Greene", (10,)),
        ("Gil W. Hay", (12,)), ("Ivy Joy", (12,)),
    ]  # fmt: skip
    assert column(out.of("Decisions"), "decision", "status") == [
        ("Motion to approve by Trustee Poe, second by Trustee Doe.", "agreed"), ("Presentation received.", ""),
    ]  # fmt: skip
    assert not out.of("Actions")


def test_a_web_page_that_prints_what_was_to_be_dealt_with_above_the_minutes_of_each_item(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "Agenda and minutes\n\nElmham Lamp Panel - Friday, 3rd May, 2024 10.30 am\n\n1.\n\nApologies\n\n    - Share this item\n\n"
        "    The Chairman to report apologies.\n\n    Additional documents:\n\n    Minutes:\n\n    Apologies were received "
        "from Cllr Di Foe (Elmham East) and Cllr Ed Goe (Elmham Borough Council).\n\n2.\n\nElection of deputy chair pdf icon "
        "PDF 35 KB\n\n    Minutes:\n\n    Mr Hal Hoe was elected.\n\n3.\n\nLamps\n\n    To consider the lamps.\n\n    Minutes:\n\n"
        "    RESOLVED: That the panel:\n\n    (1) noted the plan of the lamps;\n\n    (2) asked for ten more.\n",
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date", "time") == [("Elmham Lamp Panel", "2024-05-03", "10:30")]
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Cllr Di Foe", "apologies"), ("Cllr Ed Goe", "apologies"),
    ]  # fmt: skip
    assert not out.of("Posts")  # whom a councillor stands for is no post
    assert column(out.of("Items"), "item", "title") == [
        ("1.", "Apologies"), ("2.", "Election of deputy chair"), ("3.", "Lamps"),
    ]  # fmt: skip
    assert not out.of("Actions")
    assert [row[0] for row in column(out.of("Decisions"), "decision")] == [
        "Mr Hal Hoe was elected.", "Noted the plan of the lamps;", "Asked for ten more.",
    ]  # fmt: skip


# As a conversion gives a page: an empty line behind each printed one.
SPACED = """MINUTES OF PROCEEDINGS AT SPECIAL MEETING OF ELMHAM CITY AND
COUNTY COUNCIL HELD IN THE HALL, ELMHAM, ON MONDAY, 3RD
MARCH, 2025, AT 3.00 P.M.
PRESENT IN THE CHAIR: Councillor A. Roe, Mayor.
MEMBERS PRESENT:
Councillors Ash, Beech, Birch, Cedar, Elm (A), Elm (B), Fir, Hazel, Holly,
Larch, Lime, Maple, Oak, O’Alder, Pine, Rowan, Spruce, Thorn, Willow, Yew.
OFFICIALS IN ATTENDANCE:
Chief Executive (Mr. C. Moe), Director, Roads, Parks and Rivers (Mr. D.
Noe), Head of Finance and Lamps (Ms. E. Foe), Senior Executive Planner
(Ms. F. Goe).
1. Lamps
The members heard from the officers about the lamps that had been mended on the
quay, and about those that were to be mended in the spring of the year after it.
It was noted that the county had paid for the lamps on the quay and that the city
had paid for all others.
"""


def test_a_council_whose_minutes_have_an_empty_line_behind_each_printed_one(drafts: Callable[..., Drafts]) -> None:
    out = drafts("\n\n".join(SPACED.split("\n")), "minutes.txt")
    assert column(out.of("Meetings"), "body", "date", "time") == [
        ("Elmham City And County Council", "2025-03-03", "15:00")
    ]
    there = column(out.of("Attendance"), "name as printed", "capacity as printed")
    assert [name for name, post in there if not post] == [
        f"Cllr {name}" for name in (
            "Ash", "Beech", "Birch", "Cedar", "Elm (A)", "Elm (B)", "Fir", "Hazel", "Holly", "Larch", "Lime", "Maple",
            "Oak", "O’Alder", "Pine", "Rowan", "Spruce", "Thorn", "Willow", "Yew",
        )
    ]  # fmt: skip
    assert [pair for pair in there if pair[1] and "Roe" not in pair[0]] == [
        ("Mr. C. Moe", "Chief Executive"), ("Mr. D. Noe", "Director, Roads, Parks and Rivers"),
        ("Ms. E. Foe", "Head of Finance and Lamps"), ("Ms. F. Goe", "Senior Executive Planner"),
    ]  # fmt: skip
    by_name = {row.values["name as printed"]: row.lines for row in out.of("Attendance")}
    assert (by_name["Cllr Hazel"], by_name["Cllr Larch"], by_name["Mr. D. Noe"]) == ((11,), (13,), (17, 19))


def test_a_list_of_attendance_at_the_foot_says_who_came_as_far_as_it_does(drafts: Callable[..., Drafts]) -> None:
    # "Expected" is neither that she came nor that she did not; what she is stays said.
    out = drafts(
        "<h2>Quay Safety Board - Thursday, 14 March 2024, 2.00 pm</h2><table><tr><th>No.</th><th>Item</th></tr>"
        "<tr><td>1.</td><td><p>Action log</p><p>Minutes:</p><p>It was noted that action 12/23-04 was complete.</p></td></tr>"
        "<tr><td>2.</td><td><p>Lamps</p><p>Minutes:</p><p>RESOLVED: That the lamps be mended.</p></td></tr></table>"
        "<h3>Attendance</h3><table><tr><th>Attendee</th><th>Role</th><th>Attendance</th></tr>"
        "<tr><td>Cllr Pia Thorne</td><td>Chair</td><td>Present, as substitute</td></tr>"
        "<tr><td>Cllr Ida Quill</td><td>Vice-Chair</td><td>Apologies</td></tr>"
        "<tr><td>Nell Orme</td><td>Head of Lamps</td><td>Expected</td></tr>"
        "<tr><td>Chief Inspector Bea Dunmore</td><td>Quay Police</td><td>Present</td></tr></table>",
        "quay.html",
    )
    assert column(out.of("Attendance"), "name as printed", "capacity as printed", "presence") == [
        ("Cllr Pia Thorne", "Chair", "attended"),
        ("Cllr Ida Quill", "Vice-Chair", "apologies"),
        # What is printed in two places is not run together.
        ("Bea Dunmore", "Chief Inspector … Quay Police", "attended"),
    ]
    assert column(out.of("Posts"), "post", "organisation")[-1] == ("Chief Inspector", "Quay Police")
    assert column(out.of("People"), "name", "role", "post") == [
        ("Cllr Pia Thorne", "chair", ""),
        ("Cllr Ida Quill", "vice chair", ""),
        ("Nell Orme", "", "Head of Lamps"),
        ("Bea Dunmore", "", "Chief Inspector"),
    ]
    assert [why for *_, why in out.unread if "Nell Orme" in why and "“Expected”" in why]
    assert column(out.of("Items"), "item", "title") == [("1.", "Action log"), ("2.", "Lamps")]
    assert "closes 12/23-04" in out.of("Items")[0].note
    assert column(out.of("Decisions"), "item", "decision") == [("2.", "The lamps be mended.")]


def test_minutes_in_two_languages_are_read_in_one(drafts: Callable[..., Drafts]) -> None:
    """What both columns say is said once, and that the other was not read is told."""
    rows = [
        ("Cymraeg", "English"), ("Yn bresennol: Cyng. Alun Puw (Cadeirydd)", "Present: Cllr Alun Puw (Chair)"),
        ("1. Croeso", "1. Welcome"), ("2. Golau<br>PENDERFYNWYD ei drwsio.", "2. Light<br>RESOLVED to repair the lamp."),
    ]  # fmt: skip
    cells = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in rows)
    head = (
        "Cyngor Llanffug / Llanffug Community Council",
        "Cofnodion 12 Mai 2025 / Minutes of the meeting held on 12 May 2025",
    )
    out = drafts(f"<p>{head[0]}</p><p>{head[1]}</p><table>{cells}</table>", "minutes.html")
    assert column(out.of("Meetings"), "body", "date") == [("Llanffug Community Council", "2025-05-12")]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [("Cllr Alun Puw", "Chair")]
    assert column(out.of("Items"), "title") == [("Welcome",), ("Light",)]
    assert column(out.of("Decisions"), "decision") == [("Repair the lamp.",)] and not out.of("Actions")
    assert [note for note in out.notes if "two languages" in note]
