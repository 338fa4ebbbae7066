"""Who was at a meeting: lists, tables and sentences of names, posts and organisations.

Each paper is made up; what is expected is what a person reads in it.
"""

import itertools
from collections.abc import Callable
from functools import partial

import pytest
from tests.conftest import Calls
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts


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


def test_a_post_that_leads_a_row_of_a_plan_is_drafted_once(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "| Ref | Commitment | Lead |\n| --- | --- | --- |\n| 1.1 | Lamps | Head of Roads |\n| 1.2 | Gates | Head of Roads |\n"
        "| 1.3 | Trees | Roads Board |\n", "plan.md",
    )  # fmt: skip
    assert column(out.of("Posts"), "post") == [("Head of Roads",)]
    assert column(out.of("Bodies"), "name") == [("Roads Board",)]


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


def test_a_sentence_behind_a_list_in_one_paragraph_names_nobody_who_was_there(drafts: Callable[..., Drafts]) -> None:
    """A page that lost its line breaks once had "Cllr It", and what the clerk noted, in the list of attendance."""
    out = drafts(
        "# Quay Parish Council, 5 March 2024\n\nPresent: Cllrs Roe, Poe and Elm; Ann Ash, Parish Clerk. The Chair welcomed "
        "all to the Village Hall. It was cold. The Parish Clerk noted that Ed Fox, Sam Oak and Kim Yew had written.\n"
    )
    names = column(out.of("Attendance"), "name as printed", "capacity as printed")
    assert names == [("Cllr Roe", ""), ("Cllr Poe", ""), ("Cllr Elm", ""), ("Ann Ash", "Parish Clerk")]
    assert column(out.of("Posts"), "post") == [("Parish Clerk",)]


def test_who_comes_from_elsewhere_and_sends_apologies_has_no_seat(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Parish Council, 5 March 2024\n\nPresent: Cllr Jo Roe\n\n"
        "Apologies: Cllr Al Orr, PCSO Ed Ash, County Cllr Di Elm\n"
    )
    assert column(out.of("People"), "name", "body") == [
        ("Cllr Jo Roe", ""), ("Cllr Al Orr", "Quay Parish Council"), ("PCSO Ed Ash", ""), ("County Cllr Di Elm", ""),
    ]  # fmt: skip


# What lists of attendance print, and who was there by them: the name, the capacity, the presence, the role.
_LISTS = [
    (
        "Present: CLLR A ROE (CHAIR), CLLR B POE, CLLR C DOE",
        [("CLLR A ROE", "CHAIR", "chair"), ("CLLR B POE", "", ""), ("CLLR C DOE", "", "")],
    ),
    (
        "Present: Mr. Hall, Cllr Park (Chair), Cllr R. Village, Ann Hall (Clerk)",
        [("Mr. Hall", "", ""), ("Cllr Park", "Chair", "chair"), ("Cllr R. Village", "", ""), ("Ann Hall", "Clerk", "")],
    ),
    (
        "Present: Ann Roe (AR) (Chair), Bo Poe (BP) Headteacher, Cy Doe (CD) Parent Governor",
        [("Ann Roe", "Chair", "chair"), ("Bo Poe", "Headteacher", ""), ("Cy Doe", "Parent Governor", "")],
    ),
    (
        "Chairman: Mr. A. Roe Vice Chairman: Mr. B. Poe Clerk: Mrs. C. Doe",
        [("Mr. A. Roe", "Chairman", "chair"), ("Mr. B. Poe", "Vice Chairman", "vice chair"), ("Mrs. C. Doe", "Clerk", "")],
    ),
    (
        "Present: Cllr Ann Roe (substitute for Cllr Oak), Bo Poe (deputising for Di Elm) and Cy Doe on behalf of Ed Ash",
        [("Cllr Ann Roe", "", ""), ("Bo Poe", "", ""), ("Cy Doe", "", "")],
    ),
    (
        "Present: Jo Roe, Head of Parks, Elm Trust; Bo Poe, Chair, Elm Healthwatch",
        [("Jo Roe", "Head of Parks, Elm Trust", ""), ("Bo Poe", "Chair, Elm Healthwatch", "")],
    ),
    ("Present: Councillor Ann Roe in the Chair; Cllr Bo Poe", [("Councillor Ann Roe", "in the Chair", "chair"), ("Cllr Bo Poe", "", "")]),
    ("Also present: 5 members of the public, County Cllr M. Roe and the Clerk", [("County Cllr M. Roe", "", ""), ("", "the Clerk", "")]),
    ("Present: A. Roe (Chair) B. Poe C. Doe", [("A. Roe", "Chair", "chair"), ("B. Poe", "", ""), ("C. Doe", "", "")]),
    ("Present: Ann Roe, Bo Lee. There were nine members of the public.", [("Ann Roe", "", ""), ("Bo Lee", "", "")]),
    ("Present: PC 1234 Roe, Tomás Ó hEalaithe, Crs Poe and Doe", [("PC 1234 Roe", "", ""), ("Tomás Ó hEalaithe", "", ""), ("Cr Poe", "", ""), ("Cr Doe", "", "")]),
    ("Present in person: Ann Roe. Present via Zoom: Bo Poe", [("Ann Roe", "", ""), ("Bo Poe", "", "")]),
    ("Present: Mayor Roe, Deputy Mayor Poe; Town Clerk Doe", [("Mayor Roe", "", ""), ("Poe", "Deputy Mayor", ""), ("Doe", "Town Clerk", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("listed", "expected"), _LISTS, ids=[listed[:40] for listed, _ in _LISTS])
def test_forms_of_lists_of_those_who_were_there(
    drafts: Callable[..., Drafts], listed: str, expected: list[tuple[str, str, str]]
) -> None:
    out = drafts(
        f"Elm Parish Council\n\nMinutes of the meeting held on 4 March 2025\n\n{listed}\n\n1. Lamps\nThey are lit.\n"
    )
    rows = column(out.of("Attendance"), "name as printed", "capacity as printed", "role")
    assert rows == expected
    assert {row[0] for row in column(out.of("Attendance"), "presence")} == {"attended"}
    assert not {"substitute for Cllr Oak", "in the Chair", "Chair, Elm Healthwatch"} & {
        row[0] for row in column(out.of("Posts"), "post")
    }


def test_who_is_listed_behind_those_who_were_not_there_under_a_label_of_its_own(drafts: Callable[..., Drafts]) -> None:
    text = "# Elm Board meeting, 4 March 2025\n\nMembers Present: Ann Roe. Members Absent: Cy Doe\nStaff: Ed Ash (Manager)\n"
    out = drafts(f"{text}\n## Lamps\n\nThey are lit.\n")
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Ann Roe", "attended"),
        ("Ed Ash", "attended"),
    ]
    assert [row.certainty for row in out.of("Attendance")] == ["certain", "probable"]
    assert "Cy Doe is listed as absent" in " ".join(why for *_, why in out.unread)


def test_an_entry_of_a_list_of_which_nothing_is_made_is_told(drafts: Callable[..., Drafts]) -> None:
    text = "Elm Parish Council\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Ann Roe (Chair), M. Chief, Bo Poe, vacancy\n"
    out = drafts(f"{text}\n1. Lamps\nThey are lit.\n")
    assert column(out.of("Attendance"), "name as printed") == [("Ann Roe",), ("Bo Poe",)]
    assert ["M. Chief" in why for *_, why in out.unread if "is no name that was understood" in why] == [True]


@pytest.mark.parametrize("listed", ["Roe, Ann (Chair); Poe, Bo; Doe, Cy", "Roe, Ann (Chair)\nPoe, Bo\nDoe, Cy"])
def test_names_with_the_surname_first(drafts: Callable[..., Drafts], listed: str) -> None:
    out = drafts(
        f"Elm Parish Council\n\nMinutes of the meeting held on 4 March 2025\n\nPresent:\n{listed}\n\n1. Lamps\nThey are lit.\n"
    )
    assert column(out.of("Attendance"), "name as printed", "role") == [
        ("Roe, Ann", "chair"), ("Poe, Bo", ""), ("Doe, Cy", ""),
    ]  # fmt: skip
    assert column(out.of("People"), "name", "also printed as")[0] == ("Ann Roe", "Roe, Ann")


def test_what_tables_and_signs_say_of_who_was_there(drafts: Callable[..., Drafts]) -> None:
    head = "Elm Parish Council\n\nMinutes of the meeting held on 4 March 2025\n\n"
    end = "\n1. Lamps\nThey are lit.\n"
    table = "| Member | Present | Apologies | Absent |\n|---|---|---|---|\n| Ann Roe | ✓ | | |\n| Bo Poe | | ✓ | |\n| Cy Doe | | | ✓ |\n"
    out = drafts(head + table + end)
    assert column(out.of("Attendance"), "name as printed", "presence") == [
        ("Ann Roe", "attended"),
        ("Bo Poe", "apologies"),
    ]
    assert any("Cy Doe is listed as absent" in why for *_, why in out.unread)
    out = drafts(f"{head}Present: Cllr A. Roe, B. Poe†, C. Doe† († absent)\n{end}")
    assert column(out.of("Attendance"), "name as printed") == [("Cllr A. Roe",)]
    assert sum("is listed as absent" in why for *_, why in out.unread) == 2


def test_a_list_over_many_printed_lines_is_read_once_as_a_whole(drafts: Callable[..., Drafts], calls: Calls) -> None:
    def listed(count: int) -> str:
        names = (f"Ann V{word}le, Ben H{word}ll, Cy W{word}d, Dee M{word}ss, Eve R{word}d," for word in words[:count])
        return (
            "Lamp Board\n\nMinutes of 4 March 2025\n\nPresent: "
            + "\n".join(names)
            + "\nZed Quin.\n\n1. Lamps\n\nLit.\n"
        )

    words = ["".join(each) for each in itertools.product("aeioulmnr", repeat=2)]
    drafts(listed(1))  # what is read of words is read once
    few, many = (calls(partial(drafts, listed(count))) for count in (20, 80))
    assert column(drafts(listed(80)).of("Attendance"), "name as printed")[-3:] == [
        ("Dee Mrnss",),
        ("Eve Rrnd",),
        ("Zed Quin",),
    ]
    assert many < 5 * few


@pytest.mark.parametrize(
    "listed",
    [
        "Present:\n\nOakshire Council:\n\nAnn Vale\n\nCounty Police:\n\nBob Hill\n\nCid Wood\n",
        "Present:\nOakshire Council:\nAnn Vale\nCounty Police:\nBob Hill\nCid Wood\n",
        "Present:\n\n**Oakshire Council**\n\n- Ann Vale\n\n**County Police**\n\n- Bob Hill\n- Cid Wood\n",
        "## Present\n\n### Oakshire Council\n\n- Ann Vale\n\n### County Police\n\n- Bob Hill\n- Cid Wood\n",
        "Present\n\nOakshire Council\nAnn Vale\n\nCounty Police\nBob Hill\nCid Wood\n",
    ],
    ids=["colons", "colons, no blank", "bold", "headings", "lines"],
)
def test_people_stand_below_the_organisation_whose_they_are(drafts: Callable[..., Drafts], listed: str) -> None:
    out = drafts(f"# Quay Committee\n\nMinutes of the meeting held on 4 March 2025\n\n{listed}\n## 1. Lamps\n\nLit.\n")
    assert column(out.of("Attendance"), "name as printed", "on behalf of", "capacity as printed") == [
        ("Ann Vale", "Oakshire Council", ""), ("Bob Hill", "County Police", ""), ("Cid Wood", "County Police", ""),
    ]  # fmt: skip
    assert column(out.of("Items"), "title") == [("Lamps",)]
    assert {d.certainty for d in out.of("Attendance")} == {"probable"}


def test_members_and_those_of_another_list_are_of_no_organisation(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Quay Committee\n\nMinutes of the meeting held on 4 March 2025\n\nPresent:\n\nQuay Committee:\n\nAnn Vale\n\n"
        "Elm Trust:\n\nBob Hill (Warden)\n\nApologies:\n\nCid Wood\n\n## 1. Lamps\n\nLit.\n\n## 2. Youth Council\n\nDan Reed\n"
    )
    assert column(out.of("Attendance"), "name as printed", "on behalf of", "capacity as printed", "presence") == [
        ("Ann Vale", "", "", "attended"), ("Bob Hill", "", "Warden", "attended"),
        ("Cid Wood", "", "", "apologies"),
    ]  # fmt: skip
    assert column(out.of("Items"), "title") == [("Lamps",), ("Youth Council",)]
    assert column(out.of("Posts"), "post", "organisation") == [("Warden", "Elm Trust")]


def test_ranks_that_are_written_short_belong_to_the_name_behind_them(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Lamp Board\nNotes of the meeting of 4 March 2025\n\nAttendees: Al Orr (Independent Chair); Constable Jo Roe, Chief"
        " Constable; Ch. Supt. Bo Poe; Insp. Cy Doe\n",
        "notes.txt",
    )
    assert column(out.of("Attendance"), "name as printed", "capacity as printed", "role")[0][::2] == ("Al Orr", "chair")
    assert [name for (name,) in column(out.of("Attendance"), "name as printed")][2:] == [
        "Ch. Supt. Bo Poe",
        "Insp. Cy Doe",
    ]
    # Its stop ends no sentence.
    said = "1. Lamps\nThe lamps are dark. Supt. Doe to mend them by 1 May 2025.\n"
    out = drafts(f"Lamp Board\nNotes of the meeting of 4 March 2025\n\nPresent: Al Orr, Jo Roe\n\n{said}", "notes.txt")
    assert column(out.of("Actions"), "action", "owner as printed") == [
        ("Supt. Doe to mend them by 1 May 2025.", "Supt. Doe"),
    ]
