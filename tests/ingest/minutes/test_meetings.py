"""Which paper is of a meeting, whose meeting it was, on which day, and whether it took place.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.draft import Drafts


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


def test_a_council_alone_is_the_body_that_met(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Lampside Parish Council\nMinutes of the meeting held on 4 March 2024\n\nPresent: Cllr Ann Roe, Cllr Ben Poe\n\n"
        "1. Report of the Finance Committee\nAll is well.\n",
        "minutes.txt",
    )
    assert column(out.of("Meetings"), "body", "date") == [("Lampside Parish Council", "2024-03-04")]


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


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Minutes of the February Parish Council meeting", "Elm Parish Council"),
        ("June Quay Liaison Committee", "Quay Liaison Committee"),
        ("Minutes of the 45th Annual General Meeting of the Lamp Association", "Lamp Association"),
        ("Minutes of the Lamp Board Quarter 2 Meeting", "Lamp Board"),
        ("Spring Term Meeting of the Lamp Board", "Lamp Board"),
        ("Confirmed Minutes of the Trust Board (Part 1, Public)", "Trust Board"),
        ("March Town Council", "March Town Council"),
    ],
)
def test_which_of_its_meetings_is_meant_is_no_part_of_the_name_of_a_body(
    drafts: Callable[..., Drafts], title: str, body: str
) -> None:
    text = "ELM PARISH COUNCIL\n\n{}\n\nheld on 4 March 2025\n\nPresent: Ann Roe (Chair), Bo Poe\n\n1. Lamps\nThey are lit.\n"
    text = text if body.startswith("Elm") else text.partition("\n\n")[2]
    assert column(drafts(text.format(title)).of("Meetings"), "body") == [(body,)]


@pytest.mark.parametrize(
    "title",
    [
        "Annual General Meeting",
        "Minutes of their last Committee",
        "The meeting closed",
        "Mayor's Report to the Council",
    ],
)
def test_a_title_that_names_no_body_makes_none(drafts: Callable[..., Drafts], title: str) -> None:
    out = drafts(f"{title}\n\nheld on 4 March 2025\n\nPresent: Ann Roe (Chair), Bo Poe\n\n1. Lamps\nThey are lit.\n")
    assert column(out.of("Meetings"), "body") == [("",)] and out.of("Bodies") == []


@pytest.mark.parametrize(
    "head",
    [
        "# Quay Committee\n\nAgenda\n\n4 March 2025 at 10 am",
        "# Quay Committee\n\n## Agenda\n\nTuesday 4 March 2025",
        "# Quay Committee\n\nMeeting agenda\n\nDate: 4 March 2025\n\nTime: 10:00\n\nVenue: Town Hall",
        "To all members of the Quay Committee\n\nYou are summoned to a meeting of the Quay Committee on 4 March 2025\n\nAGENDA",
    ],
    ids=["agenda", "heading", "labels", "summons"],
)
def test_an_agenda_may_say_when_below_what_it_is_called(drafts: Callable[..., Drafts], head: str) -> None:
    out = drafts(f"{head}\n\n1. Apologies\n\n2. Lamps\n\n3. The pier\n")
    assert column(out.of("Meetings"), "body", "date", "status") == [("Quay Committee", "2025-03-04", "planned")]
    assert column(out.of("Items"), "title", "outcome") == [
        (title, "scheduled") for title in ("Apologies", "Lamps", "The pier")
    ]
