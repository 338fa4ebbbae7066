"""Terms of reference: one body, what it is for, who sits on it, how often it meets, and to whom it reports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.drafts.from_paper import drafts_of
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.words import load_words

TERMS = """# Housing Improvement Board

## Terms of Reference

### Purpose

Oversees the delivery of the housing plan.

### Membership

- Cllr Pia Thorne (Chair)
- Cllr Ida Quill (Vice-Chair)
- Director of Housing
- Tenant representative (vacant)
- one from each ward

### Meetings

The Board shall meet every two months. Meetings are held in public, and minutes are published.

### Reporting

The Board reports to Cabinet and writes to the Scrutiny Committee.
"""


def test_what_terms_of_reference_say_of_their_body(drafts: Callable[..., Drafts]) -> None:
    out = drafts(TERMS)
    body, above = out.of("Bodies")
    assert above.values == {"name": "Cabinet"}  # so that the row of the body can be loaded
    assert dict(body.values) == {
        "name": "Housing Improvement Board", "purpose": "Oversees the delivery of the housing plan",
        "frequency as printed": "every two months", "open to public": "yes", "notes published": "yes",
        "reports into": "Cabinet", "chair": "Cllr Pia Thorne",
    }  # fmt: skip
    assert (body.lines, body.certainty) == ((1, 7, 11, 15, 19, 23), "probable")
    assert column(out.of("People"), "name", "post", "body", "role")[:4] == [
        ("Cllr Pia Thorne", "", "Housing Improvement Board", "chair"),
        ("Cllr Ida Quill", "", "Housing Improvement Board", "vice chair"),
        ("", "Director of Housing", "Housing Improvement Board", "member"),  # who sits there by the post
        ("vacant", "Tenant representative", "Housing Improvement Board", ""),
    ]
    assert [post for (post,) in column(out.of("Posts"), "post")] == ["Director of Housing", "Tenant representative"]
    assert body.note == "members who are not named: one from each ward"


def test_members_by_kind_a_quorum_and_roles_before_or_behind_names(drafts: Callable[..., Drafts]) -> None:
    text = (
        "Lamp Group\nTerms of Reference\n\nPurpose\nThe group mends lamps. It reports to the Elmham Partnership and"
        " meets quarterly.\n\nMembers\nAnn Roe Chair\nVice Chair: Bo Poe\nTwo head teachers\nUp to three co-opted"
        " members\n\nQuorum\nFive members.\n\nReview\nThese terms are looked at each year.\n"
    )
    out = drafts(text, "terms.txt")
    group = out.of("Bodies")[0]
    assert (
        group.note == "members who are not named: Two head teachers; Up to three co-opted members; quorum: Five members"
    )
    assert (group.values["frequency as printed"], group.values["chair"]) == ("quarterly", "Ann Roe")
    assert column(out.of("People"), "name", "role") == [("Ann Roe", "chair"), ("Bo Poe", "vice chair")]
    listed = (
        "# Lamp Group\n\n## Terms of Reference\n\n### Membership\n\n- Chair: Cllr Cy Doe\n- Six residents\n- Elmham\n"
    )
    out = drafts(listed, "terms.md")
    assert column(out.of("People"), "name", "role") == [("Cllr Cy Doe", "chair")]
    assert out.of("Bodies")[0].note == "members who are not named: Six residents"
    # What is neither a name nor a post, nor members of a kind, is not lost.
    assert any("Elmham is listed as a member" in why and "neither a name nor a post" in why for *_, why in out.unread)


def test_the_headings_frequency_and_quorum_and_who_chairs(drafts: Callable[..., Drafts]) -> None:
    text = (
        "# Lamp Board\n\n## Terms of reference\n\n### Chair\n\nThe Leader of Elmham Council chairs the Board.\n\n"
        "### Frequency\n\nMonthly until May, then quarterly.\n\nIt may rest in August.\n\n### Quorum\n\nHalf of the members.\n"
    )
    board = drafts(text, "terms.md").of("Bodies")[0]
    assert board.values["chair"] == "Leader of Elmham Council"
    assert board.values["frequency as printed"] == "Monthly until May, then quarterly"
    assert board.note == "quorum: Half of the members"


def test_a_page_on_a_body_that_lists_its_members_is_no_meeting(drafts: Callable[..., Drafts]) -> None:
    page = (
        "<h1>Lamp Board</h1><p>It looks after lamps.</p><h2>Members</h2><ul><li>Councillor Ann Roe, Chair</li><li>Dr Bo Poe"
        "</li></ul><h2>Meetings</h2><table><tr><th>Date</th><th>Agenda</th></tr><tr><td>5 March 2024</td><td>Agenda</td>"
        "</tr></table>"
    )
    out = drafts(page, "page.html")
    assert not out.of("Meetings") and not out.of("Attendance") and not out.of("Items")
    assert column(out.of("People"), "name", "body", "role") == [
        ("Councillor Ann Roe", "Lamp Board", "chair"), ("Dr Bo Poe", "Lamp Board", "member"),
    ]  # fmt: skip
    # With a day above the list somebody was there on that day.
    out = drafts(
        "# Lamp Board\n\n5 March 2024\n\n## Members\n\n- Cllr Ann Roe, Chair\n- Dr Bo Poe\n\n## 1. Lamps\n\nThey shine.\n"
    )
    assert len(out.of("Attendance")) == 2


def test_a_role_in_a_column_of_its_own(drafts: Callable[..., Drafts]) -> None:
    table = "| Name | Role |\n| --- | --- |\n| Cllr Bo Poe | Vice-chair |\n| Cllr Ann Roe | Member |\n"
    out = drafts(f"# Lamp Board\n\n## Terms of reference\n\n### Membership\n\n{table}", "terms.md")
    assert column(out.of("People"), "name", "role") == [("Cllr Bo Poe", "vice chair"), ("Cllr Ann Roe", "member")]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Terms of Reference: Lamp Board", "Lamp Board"),
        ("LAMP BOARD\n\nTERMS OF REFERENCE 2024", "Lamp Board"),
        ("Elmham Council\n\nLamp Board - Terms of Reference", "Lamp Board"),
        ("Committee details\n\nLamp Board", "Lamp Board"),  # the page of a council on one of its committees
        ("Lamp Board\n\nMinutes of the last meeting", None),  # no terms of reference
        ("Terms of reference for the review", None),  # of no body
        ("Terms of Reference of the Board of Governors", "Board of Governors"),
        ("Terms of Reference of the 9Lamps Stewardship Committee", "9Lamps Stewardship Committee"),
    ],
)
def test_whose_terms_they_are(drafts: Callable[..., Drafts], head: str, name: str | None) -> None:
    out = drafts(f"{head}\n\nThe Board meets quarterly.\n")
    assert [found for (found,) in column(out.of("Bodies"), "name")] == ([name] if name else [])


@pytest.mark.parametrize(
    ("said", "column_", "text"),
    [
        (
            "The Board will normally meet at least six times a year.",
            "frequency as printed",
            "at least six times a year",
        ),
        ("Frequency: monthly", "frequency as printed", "monthly"),
        ("Meetings will be held quarterly, in the hall.", "frequency as printed", "quarterly"),
        ("It is accountable to the Full Council.", "reports into", "Full Council"),
        ("The Lamp Board is chaired by the Director of Lamps.", "chair", "Director of Lamps"),
        ("The purpose of the Board is to watch over lamps.", "purpose", "watch over lamps"),
        ("Meetings are not open to the public.", "open to public", "no"),
        ("Other boards meet monthly.", "frequency as printed", ""),  # not this one
    ],
)
def test_sentences_of_terms(drafts: Callable[..., Drafts], said: str, column_: str, text: str) -> None:
    (body,) = drafts(f"# Terms of Reference: Lamp Board\n\n{said}\n").of("Bodies")[:1]
    assert body.values.get(column_, "") == text


def test_sentences_that_speak_of_several_bodies(drafts: Callable[..., Drafts]) -> None:
    """A heading is no part of the name below it, and what another body reports into is not said of the first."""
    text = (
        "# Quay Plan\n\n## Governance\nThe Quay Partnership Board meets quarterly and is chaired by the Mayor. The Lamp "
        "Improvement Groups report to the Quay Management Group, which reports to the Board.\n"
    )
    (body,) = drafts(text).of("Bodies")
    assert (body.values["name"], body.values["chair"], body.values["reports into"]) == (
        "Quay Partnership Board",
        "Mayor",
        "",
    )


def test_a_charter_says_under_headings_what_its_body_is_for_and_who_sits_on_it(
    drafts: Callable[..., Drafts],
) -> None:
    """It does not call itself so; a list belongs to the words above it; what stands below a name is said of that."""
    text = (
        "# Quay Lamp Committee\n\n## Mission\n\nThe committee is tasked with:\n\n- counting the lamps\n"
        "- mending them\n\n## Duration\n\nTwo years.\n\n## Members\n\n- [Jo Roe](https://example.org/roe)\n"
        "  - As a representative of the harbour, which pays\n- Al Orr\n"
    )
    out = drafts(text)
    (body,) = out.of("Bodies")
    assert body.values == {
        "name": "Quay Lamp Committee",
        "purpose": "The committee is tasked with: counting the lamps; mending them",
    }
    assert body.lines == (1, 5, 7, 8)
    assert column(out.of("People"), "name", "body") == [
        ("Jo Roe", "Quay Lamp Committee"),
        ("Al Orr", "Quay Lamp Committee"),
    ]
    assert any("As a representative" in why for *_, why in out.unread)
    # A page about a body that has no heading for both is none.
    assert not drafts(text.replace("## Members", "## Friends")).of("People")


AGREEMENT = (
    "Quay Partnership\nPartnership Agreement\n\nThis agreement is made on 1 April 2025 between (1) Elmham Council, (2) Quay Police "
    'and (3) the Lamp Trust.\n\n1. Board\n\n1.1 The parties hereby establish the Quay Joint Board ("the Board").\n\n'
    "1.2 The Board shall meet at least six times a year and its meetings shall be open to the public.\n\n"
    "1.3 The Board shall report to the Cabinet.\n\n2. Membership\n\n2.1 The members shall be:\n\n"
    "- the Leader of Elmham Council (Chair)\n- the Head of Lamps\n- two members of the public\n\n"
    "2.2 The Clerk shall attend.\n\n3. Groups\n\n3.1 The Lamp Delivery Group, chaired by the Mayor, meets monthly and reports to the Board.\n"
)


def test_an_agreement_names_its_parties_and_the_board_that_it_sets_up(drafts: Callable[..., Drafts]) -> None:
    """Who chairs another group does not chair the board; what the agreement is for is not what the board is for."""
    out = drafts(AGREEMENT, "agreement.txt")
    assert [row.values["name"] for row in out.of("Bodies")[:4]] == [
        "Elmham Council", "Quay Police", "Lamp Trust", "Quay Joint Board",
    ]  # fmt: skip
    board = next(row.values for row in out.of("Bodies") if row.values["name"] == "Quay Joint Board")
    assert {name: text for name, text in board.items() if text} == {
        "name": "Quay Joint Board", "frequency as printed": "at least six times a year", "open to public": "yes",
        "chair": "Leader of Elmham Council", "reports into": "Cabinet",
    }  # fmt: skip
    assert column(out.of("People"), "post", "body") == [("Head of Lamps", "Quay Joint Board")]
    assert not any("Mayor" in row.values.values() for row in out.of("Posts"))


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("## Annex B The Lamp Board - list of members", "Lamp Board"),
        ("## Members of the Quay Panel", "Quay Panel"),
        ("## Membership", "Elmham Board"),  # of the body whose terms they are
        ("## Those whom we thank", None),
    ],
)
def test_a_table_of_names_lists_the_members_of_a_body_and_no_bodies(
    drafts: Callable[..., Drafts], above: str, name: str | None
) -> None:
    """What each is there for stands in a column "purpose", as in a list of bodies."""
    table = "| Name | Role | Purpose |\n|---|---|---|\n| Ann Lamp (Chair) | Head of Roads | Chairs it |\n| Bo Quay | Clerk | Takes notes |\n"
    out = drafts(f"# Terms of reference: Elmham Board\n\nThe Board meets each month.\n\n{above}\n\n{table}")
    named = {found for (found,) in column(out.of("Bodies"), "name")}
    assert named == {"Elmham Board", *([name] if name else [])}
    assert column(out.of("People"), "name", "post", "body", "role") == (
        [("Ann Lamp", "Head of Roads", name, "chair"), ("Bo Quay", "Clerk", name, "member")] if name else []
    )


def test_posts_of_two_organisations_that_are_called_alike_are_two(tmp_path: Path) -> None:
    head, *rows = [("Name", "Organisation"), ("Ann Lamp", "Chief Executive\nLamp Trust"), ("Bo Quay", "Chief Executive\nQuay Ltd")]  # fmt: skip
    lines = [Line(1, ("Members of the Lamp Board",)), *(Line(at, cells, table=1, row=at - 1) for at, cells in enumerate((head, *rows), 2))]  # fmt: skip
    out = drafts_of(Paper(tmp_path / "list.docx", "docx", tuple(lines)), load_words(), {}, Names())
    assert [post for (post,) in column(out.of("Posts"), "post")] == ["Chief Executive, Lamp Trust", "Chief Executive, Quay Ltd"]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("This group meets on a yearly basis.", []),  # nobody knows which
        ("The Lamp Board meets (LB) in the hall.", []),  # no word says how often
        ("It was told by Elmham Council The Lamp Board meets each month.", []),  # names of two run together
        ("The 2Lamps Board meets in June and December.", [("2Lamps Board", "in June and December")]),
    ],
)
def test_what_a_sentence_says_of_a_body_that_meets(
    drafts: Callable[..., Drafts], said: str, rows: list[tuple[str, str]]
) -> None:
    assert column(drafts(f"# Lamps\n\n{said}\n").of("Bodies"), "name", "frequency as printed") == rows


@pytest.mark.parametrize(
    ("said", "values"),
    [
        # Paragraphs are counted, and the body is called by its initials, or by another word for a group.
        ("1. The ELP will meet each quarter, and is chaired and served by the Mayor.", {"frequency as printed": "each quarter", "chair": "Mayor"}),
        ("i. The group will meet every five weeks or as needed.", {"frequency as printed": "every five weeks or as needed"}),
        ("The Partnership will meet three or even four times a year to look at lamps.", {"frequency as printed": "three or even four times a year"}),
        ("There will be four meetings per year (May, October).", {"frequency as printed": "four meetings per year"}),
        ("A meeting will be held quarterly", {"frequency as printed": "quarterly"}),
        ("ELP meetings will be held regularly on days that suit all.", {"frequency as printed": "regularly on days that suit all"}),
        ("Chair of Committee: Ann Lamp", {"chair": "Ann Lamp"}),
    ],
)  # fmt: skip
def test_what_counted_paragraphs_and_labels_say_of_their_body(
    drafts: Callable[..., Drafts], said: str, values: dict[str, str]
) -> None:
    body = drafts(f"# Terms of Reference\n\n## Elmham Lamp Partnership\n\n{said}\n").of("Bodies")[0]
    assert body.values == {"name": "Elmham Lamp Partnership", **values}


def test_members_in_lines_of_their_own_and_in_a_row(drafts: Callable[..., Drafts]) -> None:
    """Where nobody sits, what follows is no member; an organisation is no person; who has a post may stand behind it."""
    listed = "Governors: Mr A Lamp\n\nMrs B Quay\n\n- Head of Roads - Cay Dell\n- Elm Lamp Network\n\nQuorum: 3\n\nAgreed in May\n\nOle Worn\n"
    out = drafts(f"# Terms of Reference: Lamp Board\n\nMembership:\n\n{listed}")
    assert column(out.of("People"), "name", "post", "role") == [
        ("Mr A Lamp", "", "member"), ("Mrs B Quay", "", "member"), ("Cay Dell", "Head of Roads", "member"),
    ]  # fmt: skip
    assert any("Elm Lamp Network" in why for *_, why in out.unread)
    row = drafts("# Terms of Reference: Lamp Board\n\nMembers: Ann Lamp (Chair), Bo Quay, Clerk\n")
    assert column(row.of("People"), "name", "post", "role") == [("Ann Lamp", "", "chair"), ("Bo Quay", "Clerk", "member")]  # fmt: skip


def test_what_a_body_is_to_do_by_its_terms_is_no_plan(drafts: Callable[..., Drafts]) -> None:
    tasks = "The Board will:\n\n- Appoint the clerk\n- Review the lamps\n"
    assert not drafts(f"# Lamp Board\n\n## Terms of reference\n\n{tasks}").of("Plan")
    assert len(drafts(f"# Lamp Plan\n\n{tasks}").of("Plan")) == 2


def test_who_leads_a_row_is_found_among_the_members_that_the_paper_lists(drafts: Callable[..., Drafts]) -> None:
    """Cells print a post below the name, or several names; who supports does not lead, and a name is no post."""
    members = (
        "## Members of the Lamp Board\n\n| Name | Role |\n|---|---|\n| Ann Lamp | Clerk |\n| Bo Quay | Warden |\n\n"
    )
    leads = (
        "Ann Lamp",
        "Ann Lamp Head of Lamps",
        "Bo Quay/Ann Lamp",
        "Bo Quay supported by Ann Lamp",
        "Cay Dell Warden",
    )
    rows = "".join(f"| {at}.1 | Mend lamps | {lead} |\n" for at, lead in enumerate(leads, 1))
    said = "How far this plan has come is monitored through the Lamp Board meetings.\n\n"
    out = drafts(f"# Lamp Plan\n\n{said}{members}## Actions\n\n| Ref | Action | Lead |\n|---|---|---|\n{rows}")
    assert [read for (read,) in column(out.of("Plan"), "lead as read")] == [
        "", "Ann Lamp", "Bo Quay; Ann Lamp", "Bo Quay", "",
    ]  # fmt: skip
    assert [post for (post,) in column(out.of("Posts"), "post")] == ["Clerk", "Warden", "Cay Dell Warden"]
    assert any("monitored through the Lamp Board meetings" in note for note in out.notes)


def test_a_charter_of_a_body_or_a_team_is_its_terms_and_no_plan(drafts: Callable[..., Drafts]) -> None:
    text = (
        "# Quay Project Council (QPC) Charter\n\n## Purpose\n\nThe QPC guides the projects of the harbour.\n\n"
        "## Duties\n\nWe will keep the projects healthy.\n\n## Members\n\n* Ann Roe - Chair\n* Bo Poe\n"
    )
    out = drafts(text)
    assert column(out.of("Bodies"), "name", "chair") == [("Quay Project Council", "Ann Roe")]
    assert out.of("Plan") == []
    out = drafts("# Code of Lamps Team Charter\n\n## Members\n\n* Ann Roe\n* Bo Poe\n")
    assert column(out.of("People"), "name", "body") == [
        ("Ann Roe", "Code of Lamps Team"),
        ("Bo Poe", "Code of Lamps Team"),
    ]
    # A charter of promises names no body that has members or meets.
    assert (
        column(
            drafts("# Tenants' Charter\n\nWe will mend the lamps.\n\nWe will paint the quay.\n").of("Bodies"), "name"
        )
        == []
    )


def test_who_comes_too_is_no_member_and_terms_of_reference_tell_of_no_meeting(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "LAMP COMMITTEE\nTERMS OF REFERENCE\n\nMembership\n• Ann Roe (Chair) (appointed May 2023, term ends May 2026)\n"
        "• Bo Poe, Harbour Warden\n\nIn attendance\n• Director of Finance\n\nVice Chair: Cy Doe\n\nQuorum\nTwo members.\n"
    )
    assert column(out.of("People"), "name", "role") == [
        ("Ann Roe", "chair"),
        ("Bo Poe", "member"),
        ("Cy Doe", "vice chair"),
    ]
    assert "term ends May 2026" in out.of("People")[0].note
    assert out.of("Meetings") == [] and out.of("Attendance") == []


def test_a_sentence_says_who_chairs_a_body_before_how_often_it_meets(drafts: Callable[..., Drafts]) -> None:
    out = drafts("# Plan of lamps\n\nThe Lamp Performance Board is chaired by the Deputy Mayor and meets monthly.\n")
    assert column(out.of("Bodies"), "name", "chair", "frequency as printed") == [
        ("Lamp Performance Board", "Deputy Mayor", "monthly")
    ]
