"""Minutes of societies, foundations and libraries, in Markdown, HTML and tables: whole papers, each of one form.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

from tests.ingest.drafted import column

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
