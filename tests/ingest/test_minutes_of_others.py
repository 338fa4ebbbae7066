"""Minutes of societies, foundations and libraries, in Markdown, HTML and tables: whole papers, each of one form.

Each is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.draft import Drafts


def test_a_board_whose_list_is_a_sentence_and_whose_tasks_begin_with_their_owner(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "---\n---\n\n# Lamp Board monthly meeting, May 16, 2024\n\nThe meeting was led by Ann Roe.\n\n"
        "Board members in attendance were:\n\n- Ann Roe\n- Ben Poe (@benpoe)\n\nAlso in attendance were:\n\n"
        "- Cy Doe (Assistant to Treasurer)\n\n## Finances\n\n### lamp-fund on the Forum\n\nAll is well.\n\n"
        "## Action items\n\n- Ann Roe: Mend the page of the fund\n- Ben Poe: Write to the county by 3 June 2024\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [("Lamp Board", "2024-05-16")]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("Ann Roe", ""), ("Ben Poe", ""), ("Cy Doe", "Assistant to Treasurer"),
    ]  # fmt: skip
    assert column(out.of("People"), "name", "role")[0] == ("Ann Roe", "chair")
    assert [row[0] for row in column(out.of("Items"), "title")] == ["Finances", "lamp-fund on the Forum"]
    assert column(out.of("Actions"), "action", "owner as printed", "due as printed") == [
        ("Mend the page of the fund", "Ann Roe", ""),
        ("Write to the county by 3 June 2024", "Ben Poe", "by 3 June 2024"),
    ]


def test_minutes_without_a_list_of_those_who_were_there(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "### Minutes Lamp Council meeting August 23, 2018\n\n**051/18 Our meetings**\n\n* One a month.\n\n"
        "* **Action point**: Kim will ask Lee for a draft\n\n* The draft is long.\n\n"
        "**052/18 Vote on the ****rules**** of the council**\n\n"
        "* Action point: Kim and Lee to write the rules by September\n\n**053/18 **Lamps of the year**\n\n* Many lamps.\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [("Lamp Council", "2018-08-23")]
    assert column(out.of("Items"), "item", "title") == [
        ("051/18", "Our meetings"), ("052/18", "Vote on the rules of the council"),
        ("053/18", "Lamps of the year"),
    ]  # fmt: skip
    assert column(out.of("Actions"), "item", "action", "owner as printed") == [
        ("051/18", "Kim will ask Lee for a draft", "Kim"),
        ("052/18", "Kim and Lee to write the rules by September", "Kim and Lee"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Plan of the Lamp Board\n\n3 May 2024\n\nThe board meets each month.\n",
        "# Agenda of the Lamp Board, 3 May 2024\n\n1. Lamps\n",
        "# Lamps\n\nThe board will meet on 3 May 2024 to speak of lamps.\n",
        "# Report to the meeting of the Lamp Board on 3 May 2024\n\nThe lamps are dark.\n",
    ],
)
def test_what_is_no_minutes(drafts: Callable[..., Drafts], text: str) -> None:
    assert not drafts(text).of("Meetings")


def test_friends_who_print_initials_and_label_each_task(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Committee Meeting 2014.10.11\n\n## Agenda\n\n### Previous Action Items\n\n-   ACTION: AR/BP: Mend the lamp\n"
        "    -   Done!\n\n## Minutes\n\n### Members Present\n\n-   Present: AR BP CD Robinson\n-   Apologies: EF GH\n\n"
        "### Lamps\n\n-   ACTION: CD will see the owner of the lamp\n-   Fire exits: ACTION: BP: Ask for \\$5 a door\n\n"
        "### ACTION Items Resulting\n\n-   ACTION (AR) to find parts **Work in progress**\n-   ACTION: (BP) - Finish the grant\n"
        "-   Action CD: Buy gloves\n-   ACTION: Keys for office\n"
    )
    assert column(out.of("Meetings"), "date") == [("2014-10-11",)]
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        *((name, "attended") for name in ("AR", "BP", "CD", "Robinson")), ("EF", "apologies"), ("GH", "apologies"),
    ]  # fmt: skip
    assert column(out.of("Actions"), "owner as printed", "action")[:6] == [
        ("AR/BP", "Mend the lamp"), ("CD", "CD will see the owner of the lamp"), ("BP", "Ask for $5 a door"),
        ("AR", "To find parts Work in progress"), ("BP", "Finish the grant"), ("CD", "Buy gloves"),
    ]  # fmt: skip


def test_a_table_says_who_came_and_the_day_stands_above(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# 7th July 2025\n\nThe recording of the meeting can be found here.\n\n## Participants\n\n"
        "<table><thead><tr><th>Name</th><th>Role</th><th>Attendance</th></tr></thead><tbody>"
        "<tr><td>Ann Roe</td><td>Chair</td><td>Yes</td></tr><tr><td>Ben Poe</td><td>Voting seat</td><td>No</td></tr>"
        "<tr><td>Cy Doe</td><td>Secretary</td><td>Apologies</td></tr></tbody></table>\n\n## Agenda\n\n* Lamps\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [("", "2025-07-07")]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed", "presence") == [
        ("Ann Roe", "Chair", "attended"), ("Cy Doe", "Secretary", "apologies"),
    ]  # fmt: skip
    assert any("Ben Poe is listed as absent" in why for *_, why in out.unread)


def test_a_day_without_a_year_is_kept_as_printed_and_told(drafts: Callable[..., Drafts]) -> None:
    page = (
        "<html><body><h1>Lamp Committee Meeting - Minutes</h1><table><tr><td>Date:</td><td>Tuesday 11th November</td></tr>"
        "<tr><td>Attendees:</td><td>Ann Roe (AR) (Chair), Ben Poe (BP) – “there”</td></tr></table>"
        "<table><tr><td>1</td><td>Lamps<p>Action BP: Buy lamps</p><p>48 sold</p></td><td>AR</td></tr></table></body></html>"
    )
    out = drafts(page, "minutes.html")
    (meeting,) = out.of("Meetings")
    assert (meeting.values["date"], meeting.certainty) == ("", "probable")
    assert "no year is printed" in meeting.why
    assert "Tuesday 11th November" in meeting.note
    assert column(out.of("Items"), "item", "title") == [("1", "Lamps")]
    assert column(out.of("Actions"), "action", "owner as printed") == [("Buy lamps", "BP")]
    assert out.of("Attendance")[1].values["capacity as printed"] == "“there”"  # in UTF-8, which the page does not say
    dated = drafts(page, "minutes-2025.html").of("Meetings")[0]
    assert (dated.values["date"], dated.certainty) == ("2025-11-11", "probable")


def test_a_library_board_calls_its_roll_and_moves(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Elmham Library District Board of Trustees Regular Meeting On March 27, 2017\n\n1. CALL TO ORDER\n\n"
        "The meeting was called to order at 7:00 p.m. Presiding was Ann Roe.\n\n2. ROLL CALL\n\nMembers present:\n"
        "Ann Roe\nBen Poe\n\nMembers absent:\nDi Foe\n\n3. STAFF PRESENT:\n\nLibrary Director Cy Doe\n\n4. CONSENT AGENDA:\n\n"
        "It was moved by Trustee Roe and seconded by Trustee Poe to approve the agenda. The motion carried. Trustee Poe "
        "moved, seconded by Trustee Roe, to buy lamps. Motion failed.\n\n5. ACTION AGENDA\n\n6. CLOSE\n"
    )
    assert column(out.of("Meetings"), "body", "date", "time") == [
        ("Elmham Library District Board of Trustees", "2017-03-27", "19:00")
    ]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("Ann Roe", ""), ("Ben Poe", ""), ("Cy Doe", "Library Director"),
    ]  # fmt: skip
    assert [row[0] for row in column(out.of("Items"), "item")] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert [row[0] for row in column(out.of("Decisions"), "status")] == ["agreed", "rejected"]
    assert not out.of("Actions")


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


def test_a_numbered_list_of_markdown_is_no_run_of_printed_lines(drafts: Callable[..., Drafts]) -> None:
    long = "a long line of words that goes on until it is longer than any page would print"
    out = drafts(
        "# 10th September 2024\n\nThe session was run in the room of the lamp board\n\n## Participants\n\n"
        "| Position | POC |\n| --- | --- |\n| Chair | Ann Roe |\n| Secretary | Ben Poe |\n\n## Agenda\n\n"
        f"1. Review of actions\n   1. Action: Ann will ask {long}\n      1. Follow up: Ann to ask {long}\n"
        f"   2. Action: Ben to see the owners of every gate on the long road from the church to the bridge in spring\n"
        "   3. Action: Ben to buy paint\n2. Lamps\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [("", "2024-09-10")]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("Ann Roe", "Chair"), ("Ben Poe", "Secretary"),
    ]  # fmt: skip
    assert column(out.of("Items"), "item", "title") == [("1.", "Review of actions"), ("2.", "Lamps")]
    assert [(row.values["owner as printed"], len(row.lines)) for row in out.of("Actions")] == [
        ("Ann", 1), ("Ben", 1), ("Ben", 1),
    ]  # fmt: skip


def test_an_item_in_an_item_cites_the_lines_of_both_numbers(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Minutes of the Lamp Board, 4 March 2025\nPresent: Ann Roe\n\n1. Matters arising\n\na) Lamps\n\nb) Gates\n\n2. Trees\n"
    )
    assert [(row.values["item"], row.lines) for row in out.of("Items")] == [
        ("1.", (4,)), ("1. a", (4, 6)), ("1. b", (4, 8)), ("2.", (10,)),
    ]  # fmt: skip


def test_a_post_that_leads_a_row_of_a_plan_is_drafted_once(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "| Ref | Commitment | Lead |\n| --- | --- | --- |\n| 1.1 | Lamps | Head of Roads |\n| 1.2 | Gates | Head of Roads |\n"
        "| 1.3 | Trees | Roads Board |\n", "plan.md",
    )  # fmt: skip
    assert column(out.of("Posts"), "post") == [("Head of Roads",)]
    assert column(out.of("Bodies"), "name") == [("Roads Board",)]


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


def test_a_date_of_what_is_spoken_of_is_not_that_of_the_meeting(drafts: Callable[..., Drafts]) -> None:
    talk = "\n\n".join(f"Word {n} on lamps." for n in range(12))
    out = drafts(
        f"## Minutes of the Lamp Council, 16 February 2021\n\nPresent: Ann Roe\n\n{talk}\n\n* Talk\n  * Date: 22 February 2021\n"
    )
    assert column(out.of("Meetings"), "date") == [("2021-02-16",)]


def test_the_day_of_the_next_meeting_is_not_that_of_this(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Lamp Council\n\nDate and Time of Next Meeting 1st November 2021 - 19:00\n\n2 August 2021\n\n"
        "Present: Ann Roe\n"
    )
    assert column(out.of("Meetings"), "date", "time") == [("2021-08-02", "")]


def test_a_reference_is_no_day_and_a_title_may_say_the_year(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Annual Lamp Council Meeting 2012\n\n16/07/26/1\n\nheld on April 11th\n\nPresent: Ann Roe\n\n"
        "15/01/1 Minutes\n\n15/01/10 Accounts to 31 March 2011\n"
    )
    assert column(out.of("Meetings"), "date") == [("2012-04-11",)]


@pytest.mark.parametrize(
    ("further", "why"),
    [
        ("The lamps are on.", "is printed nowhere"),
        ("The minutes of 2 May 2023 were agreed.", "is printed nowhere"),
        (
            "Costs of 2 May 2023 were seen.",
            "is not printed, unless it is 2 May 2023, which stands below the list of those who were there",
        ),
    ],
)
def test_minutes_without_a_day_are_read_and_wait_for_it(drafts: Callable[..., Drafts], further: str, why: str) -> None:
    """What they say is not lost, and the day of another meeting is not taken for theirs."""
    out = drafts(
        f"# Minutes of the Lamp Council\n\nPresent: Ann Roe, Al Orr\n\n1. Lamps\n\n{further} The Clerk to ring.\n"
    )
    assert column(out.of("Meetings"), "body", "date", "status") == [("Lamp Council", "", "held")]
    assert out.of("Meetings")[0].why == f"heading of minutes; the day {why}"
    assert len(out.of("Attendance")) == 2 and len(out.of("Actions")) == 1


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


def test_a_council_alone_is_the_body_that_met(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Lampside Parish Council\nMinutes of the meeting held on 4 March 2024\n\nPresent: Cllr Ann Roe, Cllr Ben Poe\n\n"
        "1. Report of the Finance Committee\nAll is well.\n",
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date") == [("Lampside Parish Council", "2024-03-04")]


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


def test_a_paragraph_that_holds_all_lists_of_names_and_a_table_of_actions(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "<h1>Larkford School District</h1><h2>Board of Education - Regular Meeting Minutes</h2>"
        "<p>March 14, 2023, 6:30 p.m., Library</p>"
        "<p>Call to Order. President Dana Quill called the meeting to order at 6:31 p.m.</p>"
        "<p>Roll Call. Board members present: Dana Quill, Pat Marsh. Absent: Kim Vale. Also present: Robin Stone, "
        "Superintendent; Jo Reed, Business Manager.</p><h3>1. Budget</h3>"
        "<p>Motion by Marsh, second by Quill, to adopt the budget for 2023-24. Motion carried 2-0.</p>"
        "<h3>Action Items</h3><table><tr><th>Action</th><th>Who</th><th>When</th></tr>"
        "<tr><td>Post the budget</td><td>Superintendent</td><td>March 20, 2023</td></tr></table>"
        "<p>Adjournment. The meeting adjourned at 8:05 p.m.</p>",
        "minutes.html",
    )
    assert column(out.of("Meetings"), "body", "date", "time") == [("Board of Education", "2023-03-14", "18:30")]
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("Dana Quill", ""), ("Pat Marsh", ""), ("Robin Stone", "Superintendent"), ("Jo Reed", "Business Manager"),
    ]  # fmt: skip
    assert [draft.note for draft in out.of("Attendance")] == ["in the chair", "", "in attendance", "in attendance"]
    assert column(out.of("Actions"), "action", "owner as printed", "due as printed") == [
        ("Post the budget", "Superintendent", "March 20, 2023")
    ]
    assert column(out.of("Decisions"), "decision", "status") == [
        ("Motion by Marsh, second by Quill, to adopt the budget for 2023-24.", "agreed")
    ]
    assert not out.of("Plan")


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


AGENDA = "# Lamp Group, 3 May 2025\n\n## Agenda\n1. Opening\n2. Lamps\n3. Close\n\n## Attendees\nAnn Roe\nBen Poe\n\n"


BODIES = ("Elmham Parish Council", "Audit Committee", "Roads Scrutiny Panel", "Safer Streets Board")


@pytest.mark.parametrize(
    "text",
    [
        "ELMHAM PARISH COUNCIL\nNOTICE OF MEETING\n\nCouncillors are summoned to attend a meeting of the Parish Council to be "
        "held on Tuesday 4 March 2025 at 7.30pm.\n\nAGENDA\n\n1. Apologies\n2. Minutes of the meeting held on 4 February 2025\n",
        "Elmham District Council\nAudit Committee\nTuesday, 4 March 2025 at 7.30 pm\n\nAGENDA\n\nMembership:\nCllr Ann Roe "
        "(Chair), Cllr Ben Poe\n\n1. Apologies\n2. Minutes of the meeting held on 4 February 2025\n",
        "Roads Scrutiny Panel\nAgenda for the meeting on 4 March 2025 at 7.30pm\n\nMembers: Ann Roe, Ben Poe\n\n1 Welcome\n"
        "2 Minutes of the meeting held on 4 February 2025\n",
        "Safer Streets Board\nAgenda\nTuesday 4 March 2025, 7.30pm, Room 1\n\nTime\tItem\tLead\n7.30\tApologies\tChair\n"
        "7.40\tMinutes of the meeting held on 4 February 2025\tClerk\n",
    ],
)
def test_an_agenda_announces_a_meeting_and_does_not_say_who_was_there(drafts: Callable[..., Drafts], text: str) -> None:
    out = drafts(text)
    (meeting,) = out.of("Meetings")
    assert (meeting.values["date"], meeting.values["time"], meeting.values["status"]) == (
        "2025-03-04",
        "19:30",
        "planned",
    )
    assert meeting.values["body"] in BODIES
    assert meeting.certainty == "probable" and not any(map(out.of, ("Attendance", "People", "Actions", "Decisions")))
    assert [row.values["title"].replace("Welcome", "Apologies") for row in out.of("Items")] == [
        "Apologies",
        "Minutes of the meeting held on 4 February 2025",
    ]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Call to order: 7.30pm\nClose of meeting: 9.00pm", ""),  # may as well be an agenda
        ("The chair called the meeting to order at 7.30pm.", "held"),
        ("Closed: 21:00", "held"),
    ],
)
def test_what_begins_and_ends_in_a_paper_was_held_only_where_it_did(
    drafts: Callable[..., Drafts], said: str, status: str
) -> None:
    out = drafts(f"Roads Scrutiny Panel\nMeeting of Tuesday 4 March 2025\nAgenda\n\n1 Welcome\n2 Lamps\n\n{said}\n")
    assert column(out.of("Meetings"), "date", "status") == [("2025-03-04", status)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (f"{AGENDA}## Notes\n1. Opening\nAll came.\n2. Lamps\nMany.\n3. Close\nAt noon.\n", ["Opening", "Lamps", "Close"]),
        (f"{AGENDA}## Notes\n- All came.\n- Lamps are many.\n- Ann read the list.\n- The end.\n", ["Opening", "Lamps", "Close"]),
        ("# Minutes of the Lamp Group, 3 May 2025\nPresent: Ann Roe\n\n## Agenda\n1. Opening\nAll came.\n2. Lamps\nMany.\n",
         ["Opening", "Lamps"]),
    ],
)  # fmt: skip
def test_an_agenda_above_the_minutes_gives_no_items_twice(
    drafts: Callable[..., Drafts], text: str, items: list[str]
) -> None:
    out = drafts(text)
    assert [row[0] for row in column(out.of("Items"), "title")] == items
    assert len(out.of("Attendance")) == (1 if "Present" in text else 2)


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


def test_a_list_by_surnames_a_clerk_behind_it_and_numbers_of_a_year(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "MINUTES OF THE LAMP PARISH COUNCIL, 1 JUNE 2017\n\nThe meeting was called to order by President Roe. Members present: "
        "Poe, Roe, Doe and Foe. Members absent: Gee. In attendance: Ann Hay (AH) Ivy Joy (IJ), and Jo Kay (JK). Parish Clerk: "
        "Lee May\n\n70/17 Apologies\n\nNone.\n\n76/17 Lamps\n\nAll is well.\n"
    )
    assert [(d.values["name as printed"], d.values["capacity as printed"], d.note) for d in out.of("Attendance")] == [
        ("Poe", "", ""), ("Roe", "", "in the chair"), ("Doe", "", ""), ("Foe", "", ""), ("Ann Hay", "", "in attendance"),
        ("Ivy Joy", "", "in attendance"), ("Jo Kay", "", "in attendance"), ("Lee May", "Parish Clerk", "in attendance"),
    ]  # fmt: skip
    assert [row[0] for row in column(out.of("Items"), "item")] == ["70/17", "76/17"]


def test_a_college_board_with_posts_behind_names_and_a_heading_far_above_its_roll(
    drafts: Callable[..., Drafts],
) -> None:
    members = "".join(f"Member {name}\n" for name in ("Poe", "Foe"))
    out = drafts(
        f"LAMP COLLEGE DISTRICT\nBoard of Director’s Meeting Minutes\nTuesday, July 14, 2020\n\n{members}{'Filler.' * 3}\n"
        + "\n\n".join(["AGENDA ITEMS", *(f"{figure}.   Item {figure}" for figure in ("I", "II", "III"))])
        + "\n" * 24
        + "1. CALL TO ORDER\n\nThe special board meeting was called to order by Vice President Doe at 4:00 p.m.\n\nPresent:\n"
        "Mr. Ann Roe, President\nMs. Cy Doe, Vice President\nGil Hay, Student Trustee\nExecutive Assistant Ivy Joy\n\n"
        "2. TALKS\n\nMany.\n\n3. ACTION\n\nA motion was made by Trustee Doe, seconded by Trustee Roe, that lamps be bought. "
        "Motion carried; 5:0\n\n4. ADJOURNMENT\n\nAt noon.\n"
    )
    assert column(out.of("Meetings"), "body", "date", "time") == [("Board of Director", "2020-07-14", "16:00")]
    assert [(d.values["name as printed"], d.values["capacity as printed"], d.note) for d in out.of("Attendance")] == [
        ("Mr. Ann Roe", "President", ""), ("Ms. Cy Doe", "Vice President", "in the chair"),
        ("Gil Hay", "Student Trustee", ""), ("Ivy Joy", "Executive Assistant", ""),
    ]  # fmt: skip
    assert [row[0] for row in column(out.of("Items"), "item")][-4:] == ["1.", "2.", "3.", "4."]
    assert column(out.of("Decisions"), "item", "status") == [("3.", "agreed")]


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


def test_items_with_capitals_in_brackets_and_with_codes(drafts: Callable[..., Drafts]) -> None:
    head = "Minutes of the Lamp Board held on 3 May 2024\n\nPresent: Ann Roe, Ben Poe\n\n"
    letters = "".join(
        f"({letter}) {title}\n\nAll is well.\n\n" for letter, title in zip("ABCDEFGHIJ", _TITLES, strict=True)
    )
    assert column(drafts(head + letters).of("Items"), "item", "title") == [
        (letter, title) for letter, title in zip("ABCDEFGHIJ", _TITLES, strict=True)
    ]
    coded = "LB/2324/001: Welcome\n\nAll are welcome.\n\nLB/2324/002: Lamps\n\nAll is well.\n"
    assert column(drafts(head + coded).of("Items"), "item", "title") == [
        ("LB/2324/001", "Welcome"), ("LB/2324/002", "Lamps"),
    ]  # fmt: skip


_TITLES = ("Welcome", "Lamps", "Trees", "Drains", "Bridges", "Roads", "Paths", "Schools", "Money", "Close")


def test_a_health_board_prints_posts_behind_initials(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Lamp Trust Board meeting, 3 May 2024\n\nPresent:\nDr Ann Roe (AR) Clinical Chair\n"
        "Ben Poe (BPo) Lay Member for Audit and Risk / Vice Chair\nApologies:\nCy Doe (CD) Director of Nursing – Elmham Trust\n"
    )
    assert column(out.of("Attendance"), "name as printed", "capacity as printed", "presence") == [
        ("Dr Ann Roe", "Clinical Chair", "attended"),
        ("Ben Poe", "Lay Member for Audit and Risk / Vice Chair", "attended"),
        ("Cy Doe", "Director of Nursing – Elmham Trust", "apologies"),
    ]
    assert [row[0] for row in column(out.of("People"), "also printed as")] == ["AR", "BPo", "CD"]


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
        "Noted the plan of the lamps;", "Asked for ten more.",
    ]  # fmt: skip


def test_what_follows_minutes_in_a_pack_is_no_part_of_them_but_its_tables_of_actions_are(
    drafts: Callable[..., Drafts],
) -> None:
    head = "# Lamp Board\n\nMinutes of the meeting of 3 May 2024\n\nPresent: Ann Roe, Ben Poe\n\n1. Lamps\n\nAll is well.\n\n"
    table = "| Action | Owner | Due |\n| --- | --- | --- |\n| Buy lamps | Ann Roe | June |\n"
    annex = "2. Kinds of lamps\n\nRESOLVED that there are three.\n\nAction: Ben Poe to count them\n\n"
    for cut in ("Annex A\n\n", "APPENDIX 1: Report\n\n", "The meeting closed at 9 pm.\n\n# Report on lamps\n\n"):
        out = drafts(f"{head}{cut}{annex}{table}")
        assert column(out.of("Items"), "item", "title") == [("1.", "Lamps")], cut
        assert column(out.of("Actions"), "action", "owner as printed") == [("Buy lamps", "Ann Roe")], cut
        assert not out.of("Decisions"), cut
    whole = drafts(f"{head}The meeting closed at 9 pm.\n\n## Action items\n\n- Ben Poe to count them\n")
    assert column(whole.of("Actions"), "owner as printed") == [("Ben Poe",)]


def test_a_run_of_meetings_in_one_paper_each_below_its_day(drafts: Callable[..., Drafts]) -> None:
    week = "{day} - Week {n}\n\nParticipants: Ann Roe, Ben Poe\n\nContent:\n\nPlans for the lamp meeting.\n\n"
    out = drafts(
        "Lamp Group Meeting Minutes:\n\n"
        + "".join(week.format(day=f"{day:02d}/05/24", n=n) for n, day in ((1, 3), (2, 10), (3, 17))),
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date") == [
        ("Lamp Group", "2024-05-03"), ("Lamp Group", "2024-05-10"), ("Lamp Group", "2024-05-17"),
    ]  # fmt: skip
    assert len(out.of("Attendance")) == 6


def test_a_page_that_says_agenda_and_minutes_is_minutes_without_any_list_of_names(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "Agenda and minutes\n\nElmham Lamp Committee - Friday, 3rd May, 2024 10:00 am\n\n1.\n\nWelcome\n\nMinutes:\n\n"
        "All were welcome.\n\n2.\n\nLamps\n\nMinutes:\n\nThe lamps are well.\n",
        "page.txt",
    )
    assert column(out.of("Meetings"), "body", "date") == [("Elmham Lamp Committee", "2024-05-03")]
    assert column(out.of("Items"), "item", "title") == [("1.", "Welcome"), ("2.", "Lamps")]


def test_posts_in_a_list_that_names_nobody(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Lamp Board meeting, 4 March 2025\n\nPresent: CIO, IT Manager, Director of Place\n\nIn attendance:\n\n"
        "- Ann Roe (Clerk)\n- Head of Estates and Parks\n- two members of the public\n\nApologies: the Chief Executive\n\n"
        "## 1. Lamps\n\nHead of Estates and Parks to buy lamps by May.\n"
    )
    assert column(out.of("Attendance"), "name as printed", "capacity as printed", "presence") == [
        ("", "CIO", "attended"), ("", "IT Manager", "attended"), ("", "Director of Place", "attended"),
        ("Ann Roe", "Clerk", "attended"), ("", "Head of Estates and Parks", "attended"),
        ("", "the Chief Executive", "apologies"),
    ]  # fmt: skip
    assert [name for (name,) in column(out.of("People"), "name")] == ["Ann Roe"]
    assert [post for (post,) in column(out.of("Posts"), "post")] == [
        "CIO", "IT Manager", "Director of Place", "Clerk", "Head of Estates and Parks", "Chief Executive",
    ]  # fmt: skip
    assert {row.certainty for row in out.of("Attendance") if not row.values["name as printed"]} == {"probable"}


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


def test_a_foundation_that_lists_its_members_and_labels_its_motions(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "---\n\ntitle: March 2025\ndate: 2025-03-04\n\n---\n\n## Meeting Details\n\n- Date: 4 March 2025\n\n## Agenda\n\n"
        "### CALL TO ORDER\n\nThe meeting of the Lamp Foundation Board of Directors was called to order at 12:02 PM.\n\n"
        "**Board Members**\n\n- Antoine du Poe @apoe (voting member)\n- Glenn ten Roe\n\n**Board Members Absent:**\n\n"
        "- Kim Doe (sent apologies)\n\n**Guests:**\n\n- Jo Foe (left the meeting at 1 PM)\n\n### NEW BUSINESS\n\n"
        "#### Lamps of the quay\n\nMotion: Resolved, that ten lamps be bought.\n\n**Vote:**\n\n- Antoine du Poe: Yes\n\n"
        "**Motion passes 2-0**\n\n#### Bells\n\nMotion: To buy bells at once.\n\nResult: The motion failed 0-2.\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [("Lamp Foundation Board of Directors", "2025-03-04")]
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Antoine du Poe", "attended"), ("Glenn ten Roe", "attended"), ("Kim Doe", "apologies"), ("Jo Foe", "attended"),
    ]  # fmt: skip
    assert out.of("Posts") == []
    assert column(out.of("Decisions"), "decision", "status") == [
        ("That ten lamps be bought.", "agreed"), ("To buy bells at once.", "rejected"),
    ]  # fmt: skip
    assert [row[0] for row in column(out.of("Items"), "title")] == ["NEW BUSINESS", "Lamps of the quay", "Bells"]


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


def test_items_that_are_sentences_counted_from_one_throughout(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "MINUTES OF ELMHAM PARISH COUNCIL MEETING HELD ON 4 MARCH 2025\n\nPresent: Cllr Roe, Cllr Poe\n\n"
        "1\\. Election of Chairman It was proposed and seconded that Cllr Roe should remain as Chairman.\n\n"
        "2\\. The Chairman signed his acceptance of office.\n\n3\\. No declarations were made.\n\n"
        "4\\. Lamps were talked of at length. 5. The minutes were agreed.\n\n6\\. Accounts were presented and accepted.\n\n"
        "7\\. Reports 1. Dogs to be an item for the next agenda.\n\nThe lamps are dark.\n"
    )
    assert [number for (number,) in column(out.of("Items"), "item")] == ["1.", "2.", "3.", "4.", "6.", "7."]


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


@pytest.mark.parametrize(
    ("columns", "cells", "presence"),
    [
        (("Present", "Apologies"), ("x", ""), "attended"),
        (("Present", "Apologies"), ("", "✓"), "apologies"),
        (("Present", "Apologies"), ("No", "Yes"), "apologies"),
        (("Attendance",), ("Apologies for lateness",), None),
        (("Attendance",), ("In attendance (from item 4)",), "attended"),
    ],
)
def test_what_a_tick_says_is_the_head_of_its_column(
    drafts: Callable[..., Drafts], columns: tuple[str, ...], cells: tuple[str, ...], presence: str | None
) -> None:
    row = "".join(f"<td>{cell}</td>" for cell in ("Jo Roe", "Clerk", *cells))
    out = drafts(
        "<h2>Minutes of the Quay Board, 14 March 2024</h2><table><tr>"
        + "".join(f"<th>{name}</th>" for name in ("Name", "Role", *columns))
        + f"</tr><tr>{row}</tr></table><p>1. Lamps</p><p>Nothing was said.</p>",
        "quay.html",
    )
    assert [said for (said,) in column(out.of("Attendance"), "presence")] == ([presence] if presence else [])


def test_apologies_in_a_sentence_alone(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "<h2>Minutes of the Quay Board, 14 March 2024</h2><p>1. Apologies</p>"
        "<p>Apologies for absence were received from Cllr Ida Quill and Jo Roe.</p><p>2. Lamps</p><p>None.</p>",
        "quay.html",
    )
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Cllr Ida Quill", "apologies"),
        ("Jo Roe", "apologies"),
    ]


def test_headings_of_markdown_part_the_items_and_what_stands_beside_a_name_counts(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "# Lamp Fund Technical Steering Committee (TSC) Meeting 2027-03-09\n\n## Meeting Details\n\n"
        "- Call-in: [Zoom Meeting](https://example.org/z)\n\n## Present\n\n"
        "* Ann Roe @annroe (TSC)\n* Олена Мельник @olena (TSC)\n* Tom Carr @tc (TSC)\n* Bo Ash - ABSENT\n"
        "* Cy Elm (Treasurer, apologies)\n* Di Fox @difox (PRESENT)\n\n**Late**\n\nEd Gee\n\n<!--\nGuests\n- Flo Hay\n-->\n\n"
        "## doc: say which lamps of the old quay are to be kept [#12](https://example.org/12)\n\n"
        "* Ann: no news of them.\n\nStarr: we need more lamps.\n\n"
        "**The Committee agreed on the following action items:**\n\n\t1.\tAnn and Tom will count the lamps of the quay.\n"
        "\t2.\tThe lists of members will be put in order.\n\nTimeframe: one month for Ann to end them.\n\n"
        "## Motion to change the day of the May 2027 Committee Meeting\n\n"
        '**Motion:** "Resolved, that the May meeting be moved to 28 May 2027." - **DEFERRED**\n\n'
        '## Adoption of the rules\n\n**Motion:** "Resolved: the rules of the fund shall be adopted as they stand."\n\n'
        "**Sponsor:** Ann Roe\n\n**Vote:**\n\n- Ann Roe - Yes\n- Tom Carr - Yes\n\n**Passes:** 2-0\n\n"
        "## Lamps of the harbour\n\n**Key points:**\n\nMany lamps.\n"
    )
    committee = "Lamp Fund Technical Steering Committee"
    assert column(out.of("Bodies"), "name", "also called") == [(committee, "TSC")]
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Ann Roe", "attended"), ("Олена Мельник", "attended"), ("Tom Carr", "attended"), ("Cy Elm", "apologies"),
        ("Di Fox", "attended"), ("Ed Gee", "attended"),
    ]  # fmt: skip
    # Whose name the committee's stands beside is of it; no post is called so, and nobody's initials are.
    assert column(out.of("People"), "name", "body", "post", "also printed as")[:3] == [
        (name, committee, "", "") for name in ("Ann Roe", "Олена Мельник", "Tom Carr")
    ]
    assert column(out.of("Posts"), "post") == [("Treasurer",)]
    assert any("Bo Ash is listed as absent" in why for _, _, _, why in out.unread)
    assert [title for (title,) in column(out.of("Items"), "title")] == [
        "doc: say which lamps of the old quay are to be kept #12",
        "Motion to change the day of the May 2027 Committee Meeting",
        "Adoption of the rules",
        "Lamps of the harbour",
    ]
    assert column(out.of("Actions"), "action", "owner as printed") == [
        ("Ann and Tom will count the lamps of the quay.", "Ann and Tom"),
        ("The lists of members will be put in order.", ""),
    ]
    put_off, passed = out.of("Decisions")
    assert (put_off.values.get("status", ""), put_off.certainty) == ("", "doubtful")
    assert "put off: “DEFERRED”" in put_off.why
    assert (passed.values["status"], passed.certainty) == ("agreed", "probable")
    assert "Passes: 2-0" in passed.why


def test_notes_of_many_days_are_a_meeting_a_day_of_which_nothing_says_that_it_was_held(
    drafts: Callable[..., Drafts],
) -> None:
    out = drafts(
        "## 2027-05-01\n\n- The Lamp Board discussed its meeting room.\n\n## 2027-05-08\n\n- No meeting, a holiday.\n"
    )
    assert column(out.of("Meetings"), "body", "date", "status") == [("", "2027-05-01", ""), ("", "2027-05-08", "")]
    assert all("look whether the meeting was held" in row.note for row in out.of("Meetings"))
    # The day of two reports in a pack parts nothing: other headings of its rank stand between.
    pack = "# Lamp report\n\n## 2027-05-01\n\n## Purpose\n\nTo tell.\n\n# Quay report\n\n## 2027-05-01\n\nTo tell.\n"
    assert drafts(pack).of("Meetings") == []


def test_minutes_that_print_only_their_month_and_votes_below_them(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Lamp Board, March 2027\n\n**Board members**\n\n- Ann Roe\n- Bo Ash\n\n## Rules\n\n" + "Talk.\n\n" * 50
        + "## Motion to move the board meeting of May 6, 2027\n\n**Board members**\n\n- Ann Roe: yes\n- Bo Ash: yes\n"
    )  # fmt: skip
    (meeting,) = out.of("Meetings")
    assert (meeting.values["body"], meeting.values["date"], meeting.certainty) == ("Lamp Board", "2027-03", "probable")
    assert column(out.of("Attendance"), "name as printed") == [("Ann Roe",), ("Bo Ash",)]


@pytest.mark.parametrize(
    "text",
    [
        "in data users’ hands. Contractors tell agency grant\nofficers – in the Strategy of 1 January 2027 – of it.\n",
        "## Membership\n\nTotal members: 5,056 (this month: 430)\n\nOn 1 January 2027 it was 4,000.\n",
    ],
    ids=["a dash in a sentence", "a count of members"],
)
def test_what_only_looks_like_a_list_of_names_begins_no_minutes(drafts: Callable[..., Drafts], text: str) -> None:
    assert drafts(text, "report.md").of("Attendance") == []
    assert drafts(text, "report.md").of("Meetings") == []


def test_minutes_that_are_a_table_of_items_and_actions(drafts: Callable[..., Drafts]) -> None:
    rows = (("Item", "Notes", "Action", "Owner", "Due"), ("1. Lamps", "Two fail.", "Order a lamp", "Ben Poe", "30 May 2024"),
            ("2. Bells", "All ring.", "", "", ""))  # fmt: skip
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    out = drafts(
        "<h1>Lamp Group</h1><p>Notes of the meeting on 6 May 2024</p><p>Present: Ann Roe (Chair), Ben Poe</p>"
        f"<table>{table}</table>",
        "minutes.html",
    )
    assert column(out.of("Items"), "item", "title") == [("1", "Lamps"), ("2", "Bells")]
    assert column(out.of("Actions"), "ref as printed", "item", "action", "owner as printed") == [
        ("", "1", "Order a lamp", "Ben Poe")
    ]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Minutes of the May meeting of the LPC\n\nMinutes of the Lampton Parish Council Meeting held on Tuesday", "Lampton Parish Council"),
        ("Lampton Parish Council May Meeting\n\nHeld on", "Lampton Parish Council"),
        ("Minutes of the Annual Lampton Parish Council Meeting held on", "Lampton Parish Council"),
        ("Minutes of Lampton Annual Parish Council Meeting held on", "Lampton Parish Council"),
        ("Meeting Closes\n\nThe lamps were lit on", ""),
    ],
)  # fmt: skip
def test_a_parish_council_is_called_by_its_name_however_its_meeting_is(
    drafts: Callable[..., Drafts], head: str, body: str
) -> None:
    out = drafts(
        f"{head} 4 May 2027\n\n1. Those attending: Cllr Frank Reid (FRE), Cllr Ann Orr (AOR) and six members of the public\n\n"
        "Apologies: Cllr Bo Ash (unwell)\n\n2. Lamps. It was agreed to thank Mrs. Hardy for her work.\n\n"
        "THESE ARE DRAFT MINUTES AND WILL BE AGREED AT THE NEXT PARISH COUNCIL MEETING\n"
    )
    assert column(out.of("Meetings"), "body", "date") == [(body, "2027-05-04")]
    assert column(out.of("Posts"), "post") == []
    assert column(out.of("People"), "name", "also printed as", "post") == [
        ("Cllr Frank Reid", "FRE", ""), ("Cllr Ann Orr", "AOR", ""), ("Cllr Bo Ash", "", ""),
    ]  # fmt: skip
    assert column(out.of("Decisions"), "decision") == [("Thank Mrs. Hardy for her work.",)]


def test_what_stands_beside_a_name_is_a_post_or_whose_somebody_is(drafts: Callable[..., Drafts]) -> None:
    """Nobody holds the post "Acme"; what no word tells is an organisation with a doubt, and a guest has no seat."""
    out = drafts(
        "# Lamp Board\n\nMinutes of the meeting held on 4 March 2025\n\n| Name | Role | Organisation |\n|---|---|---|\n"
        "| Ann Roe | Chair | Elmham Council |\n| Ben Poe | Harbour Pilot | Quay Trust |\n| Cy Doe | | Acme |\n\n"
        "In attendance: Di Foe (IBM), Ed Loe (Beadle), Flo Moe (Guest), Cllr Gus Noe (Elmham East), Cllr Hal Ooe (Lab), "
        "Ida Poe (via Zoom)\n\n## Lamps\n\nThe board looked at the lamps.\n\n| Item | Note |\n|---|---|\n"
        "| Date of next meeting | 1 April 2025 |\n"
    )
    assert column(out.of("Attendance"), "name as printed", "capacity as printed", "on behalf of") == [
        ("Ann Roe", "Chair … Elmham Council", "Elmham Council"), ("Ben Poe", "Harbour Pilot … Quay Trust", ""),
        ("Cy Doe", "Acme", "Acme"), ("Di Foe", "IBM", "IBM"), ("Ed Loe", "Beadle", ""), ("Flo Moe", "Guest", ""),
        ("Cllr Gus Noe", "Elmham East", ""), ("Cllr Hal Ooe", "Lab", ""), ("Ida Poe", "", ""),
    ]  # fmt: skip
    assert column(out.of("Posts"), "post", "organisation") == [("Harbour Pilot", "Quay Trust"), ("Beadle", "")]
    assert [(row.values["name"], row.values.get("kind", ""), row.certainty) for row in out.of("Bodies")] == [
        ("Lamp Board", "", "probable"), ("Elmham Council", "", "probable"), ("Acme", "organisation", "probable"),
        ("IBM", "organisation", "doubtful"),
    ]  # fmt: skip
    assert column(out.of("People"), "name", "body") == [
        ("Ann Roe", "Lamp Board"), *((name, "") for name in (
            "Ben Poe", "Cy Doe", "Di Foe", "Ed Loe", "Flo Moe", "Cllr Gus Noe", "Cllr Hal Ooe", "Ida Poe",
        )),
    ]  # fmt: skip
    # When the next meeting is was not dealt with.
    assert column(out.of("Items"), "title") == [("Lamps",)]


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


@pytest.mark.parametrize(
    ("listed", "names", "capacities"),
    [
        # First names and initials among whole names, behind the words for whose they are.
        ("Council members: Mara, TC, Jo Roe, Al Orr", ["Mara", "TC", "Jo Roe", "Al Orr"], ["", "", "", ""]),
        ("Jo Roe, StuM, Bo (for Al), Al Orr", ["Jo Roe", "StuM", "Bo", "Al Orr"], ["", "", "", ""]),
        ("Present: G. Roe. P. Mark, D. Pike P. Norr", ["G. Roe", "P. Mark", "D. Pike", "P. Norr"], ["", "", "", ""]),
        ("Present: Jo Roe - Chairman: Al Orr, Bo Elm", ["Jo Roe", "Al Orr", "Bo Elm"], ["Chairman", "", ""]),
        (
            "Present: Jo Roe, Director of Shared Services, Will Orr",
            ["Jo Roe", "Will Orr"],
            ["Director of Shared Services", ""],
        ),
        # One word behind a whole name may say where somebody works, and letters that are not theirs do.
        ("Present: Jo Roe, Highways, Al Orr, Parks", ["Jo Roe", "Al Orr"], ["", ""]),
        ("Present: Jo Roe, NCC, Al Orr, AO", ["Jo Roe", "Al Orr"], ["NCC", ""]),
    ],
)
def test_names_that_friends_and_officers_print(
    drafts: Callable[..., Drafts], listed: str, names: list[str], capacities: list[str]
) -> None:
    out = drafts(f"# Lamp Board 30 August 2024\n\n## Attendance\n\n- {listed}\n- Observers: Ed Ash\n\n## Lamps\n")
    rows = column(out.of("Attendance"), "name as printed", "capacity as printed")
    assert rows == [*zip(names, capacities, strict=True), ("Ed Ash", "")]


def test_a_post_before_a_name_at_the_end_of_a_list_is_that_of_nobody_before_it(drafts: Callable[..., Drafts]) -> None:
    text = "Elmham Parish Council\nMinutes of the meeting held on 8 July 2025\n\nPresent: {}\n\n1 Lamps\nThe lamp is dark.\n"
    out = drafts(
        text.format("Cllrs A Roe (Chairman), B Poe, C Doe and the Clerk, Mrs P Penn. Two members of the public.")
    )
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("A Roe", "Chairman"), ("B Poe", ""), ("C Doe", ""), ("Mrs P Penn", "Clerk"),
    ]  # fmt: skip
    out = drafts(text.format("Cllr Ann Roe, Cllr Ben Poe and the Clerk."))
    assert column(out.of("Attendance"), "name as printed", "capacity as printed") == [
        ("Cllr Ann Roe", ""), ("Cllr Ben Poe", ""), ("", "Clerk"),
    ]  # fmt: skip


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


def test_a_list_of_actions_says_of_whom_and_when_they_were_asked_for(drafts: Callable[..., Drafts]) -> None:
    head = "Ref,Date raised,Meeting,Action,Owner,Status\n"
    out = drafts(f"{head}1,4 March 2025,Quay Safety Board,Mend the lamp,Clerk,Open\n", "action-log.csv")
    assert column(out.of("Meetings"), "body", "date") == [("Quay Safety Board", "2025-03-04")]
    assert column(out.of("Bodies"), "name") == [("Quay Safety Board",)]
    assert column(out.of("Actions"), "meeting") == [("2025-03-04 Quay Safety Board",)]


def test_a_table_of_what_was_discussed_has_items_though_it_names_none(drafts: Callable[..., Drafts]) -> None:
    """The number is that of the item, not of the action; a row without one goes on with the item above."""
    out = drafts(
        "Quay Board\nMinutes of the meeting held on 4 June 2025\nPresent: Ann Roe (Chair), Sam Poe (Clerk)\n\n"
        "Item\tDiscussion\tAction\tOwner\n1\tWelcome. The Chair began.\t\t\n2\tLighting. Nine lamps are dark.\tMend the lamps\tSP\n"
        "\tThe cost was noted.\tBring the cost\tSP\n3\tAny other business: none\t\t\n"
    )
    assert column(out.of("Items"), "item", "title") == [
        ("1", "Welcome"),
        ("2", "Lighting"),
        ("3", "Any other business"),
    ]
    assert column(out.of("Actions"), "ref as printed", "item", "action") == [
        ("", "2", "Mend the lamps"), ("", "2", "Bring the cost"),
    ]  # fmt: skip


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


def test_a_sentence_behind_a_list_in_one_paragraph_names_nobody_who_was_there(drafts: Callable[..., Drafts]) -> None:
    """A page that lost its line breaks once had "Cllr It", and what the clerk noted, in the list of attendance."""
    out = drafts(
        "# Quay Parish Council, 5 March 2024\n\nPresent: Cllrs Roe, Poe and Elm; Ann Ash, Parish Clerk. The Chair welcomed "
        "all to the Village Hall. It was cold. The Parish Clerk noted that Ed Fox, Sam Oak and Kim Yew had written.\n"
    )
    names = column(out.of("Attendance"), "name as printed", "capacity as printed")
    assert names == [("Cllr Roe", ""), ("Cllr Poe", ""), ("Cllr Elm", ""), ("Ann Ash", "Parish Clerk")]
    assert column(out.of("Posts"), "post") == [("Parish Clerk",)]


@pytest.mark.parametrize(
    "head",
    [
        "Minutes of the July meetimng of the Quay Parish Council, 5 March 2024",
        "Quay Parish Council - Annual Meeting 5 March 2024",
        "MINUTES OF QUAY ANNUAL PARISH COUNCIL MEETING 5 MARCH 2024",
    ],
)
def test_which_of_its_meetings_it_was_is_no_part_of_the_name_of_a_body(
    drafts: Callable[..., Drafts], head: str
) -> None:
    out = drafts(f"# {head}\n\nPresent: Jo Roe, Al Orr\n")
    assert [body for (body,) in column(out.of("Meetings"), "body")] == ["Quay Parish Council"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Lamp Foundation LSC Meeting 5 March 2024", "Lamp Foundation LSC"),
        ("Joining the meeting", ""),
        ("These minutes document an Annual General Meeting of the members of Lamp Works", ""),
        ("Also in attendance: Jo Roe, Quay County Council", ""),
        ("Committee nomination form 2024", ""),
        ("*# Lamp Foundation Council", "Lamp Foundation Council"),
        ("Quay Parish Council Draft Minutes, Subject to Approval, Ordinary Meeting", "Quay Parish Council"),
    ],
)
def test_initials_are_a_body_and_neither_a_sentence_nor_what_is_done_at_a_meeting_is(
    drafts: Callable[..., Drafts], head: str, body: str
) -> None:
    out = drafts(f"# {head}\n\nDate: 5 March 2024\n\nPresent: Jo Roe, Al Orr\n")
    assert [found for (found,) in column(out.of("Meetings"), "body")] == [body]


def test_two_bodies_whose_names_begin_alike_met_once_each_on_a_day(drafts: Callable[..., Drafts]) -> None:
    part = "# Minutes of {}, 5 March 2024\n\nPresent: Jo Roe, Al Orr\n\n1. Lamps\n\n" + "They were seen.\n\n" * 30
    out = drafts(part.format("Lamp Board (North)") + part.format("Lamp Board"))
    met = [("2024-03-05 Lamp Board (North)", ""), ("2024-03-05 Lamp Board", "")]
    assert column(out.of("Meetings"), "meeting", "address") == met


def test_two_meetings_of_a_body_on_one_day_in_one_paper_are_two(drafts: Callable[..., Drafts]) -> None:
    part = (
        "# Minutes of Quay Council, 5 March 2024\n\nPresent: Jo Roe, Al Orr\n\n1. Lamps\n\n"
        + "The lamps were seen.\n\n" * 30
    )
    out = drafts(part + part.replace("Al Orr", "Ed Ash").replace("Lamps", "Bells"))
    first, second = out.of("Meetings")
    assert (first.values["meeting"], first.values.get("address", "")) == ("2024-03-05 Quay Council", "")
    assert (second.values["meeting"], second.values["address"]) == (
        "2024-03-05 Quay Council (2)", "meeting/2024-03-05-quay-council-2"
    )  # fmt: skip
    assert column(out.of("Items"), "meeting", "title") == [
        ("2024-03-05 Quay Council", "Lamps"), ("2024-03-05 Quay Council (2)", "Bells")
    ]  # fmt: skip


def test_who_comes_from_elsewhere_and_sends_apologies_has_no_seat(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Parish Council, 5 March 2024\n\nPresent: Cllr Jo Roe\n\n"
        "Apologies: Cllr Al Orr, PCSO Ed Ash, County Cllr Di Elm\n"
    )
    assert column(out.of("People"), "name", "body") == [
        ("Cllr Jo Roe", ""), ("Cllr Al Orr", "Quay Parish Council"), ("PCSO Ed Ash", ""), ("County Cllr Di Elm", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("called", ["Item {}: {}", "Agenda item {}. {}", "Item {} - {}"])
def test_headings_that_say_item_before_the_number(drafts: Callable[..., Drafts], called: str) -> None:
    heads = "".join(f"## {called.format(at, title)}\n\nNoted.\n\n" for at, title in ((1, "Lamps"), (2, "Bells")))
    out = drafts(f"# Quay Board meeting, 5 March 2024\n\nPresent: Jo Roe, Al Orr\n\n{heads}")
    numbered = [(number.strip("."), title) for number, title in column(out.of("Items"), "item", "title")]
    assert numbered == [("1", "Lamps"), ("2", "Bells")]


def test_times_that_are_printed_with_a_stop_are_no_numbers_of_items(drafts: Callable[..., Drafts]) -> None:
    rows = "10.00\tWelcome\tChair\n10.10\tLamps\tAl Orr\n10.40\tBells\tJo Roe\n"
    out = drafts(f"Quay Board\nAgenda\nMeeting on 5 March 2024 at 10.00\n\nTime\tItem\tLead\n{rows}", "agenda.txt")
    assert column(out.of("Items"), "item", "title", "outcome") == [
        ("", "Welcome", "scheduled"), ("", "Lamps", "scheduled"), ("", "Bells", "scheduled")
    ]  # fmt: skip
    assert [row.note for row in out.of("Items")][1] == "at 10.10; lead: Al Orr"


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
        ("Infrastructure: advise on the name", "", "deferred"),
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
    ("heading", "said", "status"),
    [
        ("Minutes of the meeting held on 4 March 2025", "", "held"),
        ("Minutes of the meeting due to be held on 4 March 2025 (cancelled)", "", "cancelled"),
        ("CANCELLED: meeting of 4 March 2025", "", "cancelled"),
        ("The meeting on Tuesday 4th March 2025 was cancelled", "", "cancelled"),
        ("Notice: the meeting on 4 March 2025 will not take place", "", "cancelled"),
        ("Minutes of the meeting held on 4 March 2025", "There being no quorum, the meeting did not proceed.", "cancelled"),
        ("Minutes of the meeting held on 4 March 2025", "The meeting was postponed to 11 March 2025.", "put off"),
        ("Minutes of the meeting held on 4 March 2025", "The meeting of 4 February 2025 was postponed to 4 March 2025.", "held"),
        ("Minutes of the meeting held on 4 March 2025", "The meeting of 4 February 2025 had been cancelled.", "held"),
        ("Minutes of the meeting held on 4 March 2025", "The chair opened the meeting: the training was cancelled.", "held"),
        ("Notes of the meeting on 4 March 2025, postponed from 4 February 2025", "", "held"),
    ],
)  # fmt: skip
def test_a_meeting_that_did_not_take_place_is_not_held(heading: str, said: str, status: str, tmp_path: Path) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(
        f"Lamp Board\n\n{heading}\n\nPresent: Cllr Ann Reed (Chair), Cllr Bo Lee\n\n{said}\n\n"
        "1. Lamps\nThe lamps were counted.\n",
        encoding="utf-8",
    )
    drafts = drafts_in(paper)
    assert column(drafts.of("Meetings"), "status") == [(status,)]
    assert bool(drafts.of("Attendance")) == (status == "held")


def test_a_meeting_with_too_few_is_looked_at(tmp_path: Path) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(
        "Lamp Board\n\nNotes of the inquorate meeting of 4 March 2025\n\nPresent: Cllr Ann Reed\n", encoding="utf-8"
    )
    (meeting,) = drafts_in(paper).of("Meetings")
    assert (meeting.values["status"], meeting.certainty) == ("held", "probable")
    assert "too few" in meeting.note


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


def test_a_paper_with_the_month_first_is_told(tmp_path: Path) -> None:
    paper = tmp_path / "minutes.txt"
    for next_day, notes in (("03/18/2025", 1), ("18/03/2025", 0)):
        paper.write_text(
            f"Lamp Board\n\nMinutes of the meeting held on 03/04/2025\n\nPresent: Ann Reed\n\nNext meeting: {next_day}\n",
            encoding="utf-8",
        )
        told = [note for note in drafts_in(paper).notes if "month first" in note]
        assert len(told) == notes
    assert told == []
