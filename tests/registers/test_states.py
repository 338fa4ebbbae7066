"""In what state a body was at a date, on papers of a few lines.

The expected state is what a reader of those lines would say; each test begins with that reading. The day asked for is
27 November 2018 unless a test says otherwise.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Make

from oversight_graph.registers.states import UNKNOWN, State, states_at

BODY = "https://example.org/town/body/board"
DAY = "2018-11-27"

BOARD = """
body:board a ovs:OversightBody ; skos:prefLabel "Board"@en .
<> a ovs:SourceDocument ; dcterms:date "2018-11-27"^^xsd:date .
"""


def status(state: str, since: str | None = None, until: str | None = None, more: str = "") -> str:
    """Return a dated status of the board in Turtle."""
    start = f'; schema:startDate "{since}"^^xsd:date' if since else ""
    end = f'; schema:endDate "{until}"^^xsd:date' if until else ""
    return f"body:board ovs:status [ a ovs:BodyStatus ; ovs:state state:{state} {start} {end} {more} ] .\n"


def met(day: str, more: str = "") -> str:
    """Return a meeting of the board in Turtle."""
    return f'meeting:{day} a ovs:Meeting ; ovs:convenes body:board ; schema:startDate "{day}"^^xsd:date {more} .\n'


def listed(day: str, frequency: str = "quarterly", more: str = "") -> str:
    """Return a row of a glossary in Turtle."""
    return (
        f"<#glossary-{day}> a ovs:GlossaryEntry ; ovs:describes body:board ; ovs:frequency frequency:{frequency} ; "
        f'dcterms:date "{day}"^^xsd:date {more} .\n'
    )


def board(make: Make, turtle: str, day: str = DAY) -> State:
    return states_at(make(BOARD + turtle).store, day).get(BODY, UNKNOWN)


def test_nothing_said_is_not_shown(make_graph: Make) -> None:
    # The paper only names the board.
    assert board(make_graph, "") == UNKNOWN
    assert (UNKNOWN.status, UNKNOWN.live, UNKNOWN.open) == ("not shown", False, False)


@pytest.mark.parametrize(
    ("ended", "state"), [("2018-11-26", "ended"), ("2018-11-27", "ended"), ("2018-11-28", "active")]
)
def test_an_end_counts_from_its_day_on(make_graph: Make, ended: str, state: str) -> None:
    # Active since January; ended the day before, on the day, and the day after the day asked for.
    found = board(make_graph, status("active", "2018-01-01") + status("ended", ended))
    assert (found.status, found.live) == (state, state == "active")


@pytest.mark.parametrize(
    ("state", "words"),
    [("under-review", "under review"), ("not-meeting", "not meeting"), ("planned", "planned"), ("ended", "ended")],
)
def test_of_two_statuses_of_one_day_the_graver_counts(make_graph: Make, state: str, words: str) -> None:
    # The same day says "active" and something worse.
    found = board(make_graph, status("active", "2018-10-31") + status(state, "2018-10-31"))
    assert (found.status, found.live) == (words, False)


def test_the_newest_status_counts(make_graph: Make) -> None:
    # Under review in June, active again in October; asked in between and afterwards.
    turtle = status("under-review", "2018-06-30") + status("active", "2018-10-31")
    assert board(make_graph, turtle, "2018-07-01").status == "under review"
    assert board(make_graph, turtle).status == "active"
    assert board(make_graph, turtle, "2018-06-29").status == "not shown"


def test_the_sign_of_a_status_is_as_exact_as_its_date(make_graph: Make) -> None:
    # Said of June 2018, no day of it; a paper of a later day that tells a status is the sign itself.
    turtle = status("not-meeting", "2018-06-30", more='; ovs:edtf "2018-06"')
    assert board(make_graph, turtle).sign == "2018-06"
    assert board(make_graph, turtle + status("not-meeting", "2018-10-31")).sign == "2018-10-31"


def test_a_status_that_is_over_says_nothing_more(make_graph: Make) -> None:
    # Not meeting from June to the end of August: on that day still, the day after no more, and nothing else is known.
    turtle = status("not-meeting", "2018-06-01", "2018-08-31")
    on_the_day = board(make_graph, turtle, "2018-08-31")
    assert (on_the_day.status, on_the_day.until) == ("not meeting", "2018-08-31")
    assert board(make_graph, turtle, "2018-09-01").status == "not shown"


@pytest.mark.parametrize(
    ("day", "state"), [("2018-10-30", "not meeting"), ("2018-10-31", "not meeting"), ("2018-11-01", "active")]
)
def test_a_later_meeting_shows_that_a_body_met_again(make_graph: Make, day: str, state: str) -> None:
    # Said not to meet at 31 October; a meeting before that, or on the day itself, does not speak against it.
    assert board(make_graph, status("not-meeting", "2018-10-31") + met(day)).status == state


def test_a_meeting_after_the_end_does_not_revive_a_body(make_graph: Make) -> None:
    # Ended in July, with a meeting recorded in September (under an old name, say).
    assert board(make_graph, status("ended", "2018-07-31") + met("2018-09-01")).status == "ended"


def test_a_listing_does_not_revive_a_body(make_graph: Make) -> None:
    # The committee whose last meeting was in July still stands in the glossary of November.
    found = board(make_graph, status("ended", "2018-07-31", more='; ovs:edtf "2018-07"') + listed(DAY))
    assert (found.status, found.live, found.since, found.last_shown) == ("ended", False, "2018-07", DAY)


def test_listed_with_a_frequency_is_active(make_graph: Make) -> None:
    # Listed as meeting quarterly on the day of the paper; a listing does not say since when.
    found = board(make_graph, listed(DAY, more="; ovs:evidence <#line=4,5>"))
    assert (found.status, found.live, found.since, found.last_shown) == ("active", True, None, DAY)
    assert found.evidence == ("https://example.org/town/paper/plan#line=4,5",)


@pytest.mark.parametrize(("frequency", "state"), [("under-review", "under review"), ("not-stated", "not shown")])
def test_listed_without_a_frequency_is_not_live(make_graph: Make, frequency: str, state: str) -> None:
    # The column for the frequency says "under review", or nothing: neither shows that the board meets.
    found = board(make_graph, listed(DAY, frequency))
    assert (found.status, found.live, found.last_shown) == (state, False, DAY)


def test_a_listing_under_review_overrules_what_is_older_only(make_graph: Make) -> None:
    # Listed "under review" in November: against a meeting or a status of June, not against those of that very day.
    review = listed(DAY, "under-review")
    assert board(make_graph, review + met("2018-06-01")).status == "under review"
    assert board(make_graph, review + status("active", "2018-06-01")).status == "under review"
    assert board(make_graph, review + met(DAY)).status == "active"
    assert board(make_graph, review + status("active", DAY)).status == "active"


def test_a_glossary_later_than_the_date_does_not_count(make_graph: Make) -> None:
    # The glossary of November lists the board and marks its notes as published; asked the day before.
    turtle = listed(DAY, more="; ovs:notesPublished publication:yes")
    assert board(make_graph, turtle, "2018-11-26") == UNKNOWN
    assert board(make_graph, turtle).open


def test_a_later_glossary_does_not_open_a_body_that_met_before(make_graph: Make) -> None:
    # It met in January; that its notes are published is only said in November.
    turtle = met("2018-01-31") + listed(DAY, more="; ovs:openToPublic publication:yes")
    before, after = board(make_graph, turtle, "2018-02-01"), board(make_graph, turtle)
    assert (before.live, before.public, before.open) == (True, "not stated", False)
    assert (after.live, after.public, after.open) == (True, "yes", True)


def test_a_planned_body_is_not_live(make_graph: Make) -> None:
    # Announced in May; its first meeting in September shows that it came about.
    turtle = status("planned", "2018-05-01") + met("2018-09-01")
    assert board(make_graph, turtle, "2018-08-31").status == "planned"
    assert board(make_graph, turtle).live


@pytest.mark.parametrize("outcome", ["scheduled", "deferred"])
def test_a_meeting_that_is_only_announced_or_put_off_does_not_count(make_graph: Make, outcome: str) -> None:
    # An agenda sent out before the meeting, or a meeting that was postponed, shows no meeting.
    assert board(make_graph, met("2018-11-01", f"; ovs:outcome outcome:{outcome}")) == UNKNOWN
    assert board(make_graph, met("2018-11-01", "; ovs:outcome outcome:dealt-with")).live


def test_a_meeting_known_by_its_month_counts_from_the_end_of_the_month(make_graph: Make) -> None:
    # "In October" is certain on the 31st only; the sign is then the newest one.
    turtle = met("2018-10-31", '; ovs:edtf "2018-10"')
    assert board(make_graph, turtle, "2018-10-30") == UNKNOWN
    assert board(make_graph, turtle, "2018-10-31").last_shown == "2018-10"


@pytest.mark.parametrize(("value", "is_open"), [("yes", True), ("marked", True), ("no", False), ("not-stated", False)])
def test_a_marker_that_differs_from_the_key_is_read_as_yes(make_graph: Make, value: str, is_open: bool) -> None:
    # `marked` is open and stays told apart from `yes`.
    found = board(make_graph, listed(DAY, more=f"; ovs:notesPublished publication:{value}"))
    assert (found.published, found.open) == (value.replace("-", " "), is_open)


def test_open_needs_live(make_graph: Make) -> None:
    # It publishes its notes and has ended.
    found = board(make_graph, listed(DAY, more="; ovs:openToPublic publication:yes") + status("ended", DAY))
    assert (found.public, found.open) == ("yes", False)


def test_the_newest_word_on_publication_counts(make_graph: Make) -> None:
    # Published in 2017, no more in 2018; a newer paper that says nothing leaves the older word standing.
    turtle = listed("2017-01-01", more="; ovs:notesPublished publication:yes") + listed(
        "2018-01-01", more="; ovs:notesPublished publication:no"
    )
    silent = listed("2018-06-01", more="; ovs:notesPublished publication:not-stated")
    assert board(make_graph, turtle, "2017-12-31").published == "yes"
    assert board(make_graph, turtle + silent).published == "no"


def test_publication_stated_of_the_body_itself_is_dated_by_its_paper(make_graph: Make) -> None:
    # The record of the board says that it is public and cites the paper of 27 November.
    turtle = met("2018-01-31") + "body:board ovs:openToPublic publication:yes ; ovs:evidence <#line=1,2> .\n"
    assert board(make_graph, turtle, "2018-11-26").public == "not stated"
    found = board(make_graph, turtle)
    assert (found.public, found.open_evidence) == ("yes", ("https://example.org/town/paper/plan#line=1,2",))


def test_publication_told_by_a_glossary_cites_the_glossary_only(make_graph: Make) -> None:
    # The body's own record cites line 9 for its purpose; that line says nothing of publication.
    turtle = (
        listed(DAY, more="; ovs:notesPublished publication:marked ; ovs:evidence <#line=4,5>")
        + 'body:board org:purpose "To watch"@en ; ovs:evidence <#line=8,9> .\n'
    )
    assert board(make_graph, turtle).open_evidence == ("https://example.org/town/paper/plan#line=4,5",)


def test_the_state_cites_the_sign_that_decides(make_graph: Make) -> None:
    # Three signs with lines 1, 2 and 3; the status of line 2 decides.
    turtle = (
        met("2018-01-31", "; ovs:evidence <#line=0,1>")
        + status("not-meeting", "2018-06-30", more="; ovs:evidence <#line=1,2>")
        + listed(DAY, more="; ovs:evidence <#line=2,3>")
    )
    assert board(make_graph, turtle).evidence == ("https://example.org/town/paper/plan#line=1,2",)


STATES = st.sampled_from(["active", "under-review", "not-meeting", "planned", "ended"])
DAYS = st.dates().map(lambda day: f"2018-{day.month:02d}-{min(day.day, 28):02d}")
SIGNS = st.lists(
    st.one_of(
        st.builds(status, STATES, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)),
        st.builds(met, DAYS),
        st.builds(listed, DAYS, st.sampled_from(["quarterly", "under-review", "not-stated"])),
    ),
    max_size=5,
)


@settings(max_examples=60)
@given(signs=SIGNS, ended=DAYS, asked=DAYS)
def test_an_ended_status_never_makes_a_body_live(make_graph: Make, signs: list[str], ended: str, asked: str) -> None:
    # Whatever else is said: one more status "ended" cannot bring a body to life.
    turtle = "".join(signs)
    if board(make_graph, turtle + status("ended", ended), asked).live:
        assert board(make_graph, turtle, asked).live


@settings(max_examples=40)
@given(signs=SIGNS, asked=DAYS)
def test_what_is_said_in_which_order_changes_nothing(make_graph: Make, signs: list[str], asked: str) -> None:
    # The same signs, written down backwards.
    assert board(make_graph, "".join(signs), asked) == board(make_graph, "".join(reversed(signs)), asked)


# A change of bodies: the board, and a committee that the change speaks of.
COMMITTEE = 'body:committee a ovs:OversightBody ; skos:prefLabel "Committee"@en .\n'


def change(before: str, after: str, day: str = "2018-07-01") -> str:
    """Return an event by which some bodies become others."""
    return (
        f"<#change> a ovs:ChangeOfBody ; rdfs:label 'Change'@en ; org:originalOrganization {before} ; "
        f'org:resultingOrganization {after} ; schema:startDate "{day}"^^xsd:date ; ovs:evidence <#line=7,8> .\n'
    )


@pytest.mark.parametrize(
    ("before", "after", "day", "state"),
    [
        # The board met in May and became the committee in July: it has ended, and the paper's line shows it.
        ("body:board", "body:committee", "2018-07-01", "ended"),
        # A change that lies ahead of the day asked for has not happened.
        ("body:board", "body:committee", "2018-12-01", "active"),
        # The board took the committee in: it is among what came of the change, so it goes on.
        ("body:board, body:committee", "body:board", "2018-07-01", "active"),
        ("body:committee", "body:board", "2018-07-01", "active"),
    ],
)
def test_a_body_replaced_whole_has_ended(make_graph: Make, before: str, after: str, day: str, state: str) -> None:
    found = board(make_graph, COMMITTEE + met("2018-05-01") + change(before, after, day))
    assert found.status == state
    cited = "https://example.org/town/paper/plan#line=7,8" in found.evidence
    assert (found.since == day, cited) == ((True, True) if state == "ended" else (False, False))


def test_a_body_that_only_lost_a_function_goes_on(make_graph: Make) -> None:
    passed = change("body:board", "body:committee").replace("org:resultingOrganization", "ovs:transfersFunction")
    assert board(make_graph, COMMITTEE + met("2018-05-01") + passed).status == "active"


ANNOUNCED = met("2018-11-01", "; ovs:outcome outcome:scheduled")


@pytest.mark.parametrize(
    ("more", "state"),
    [
        # A paper announces the meeting, and no other tells of it.
        ("", "not shown"),
        ("meeting:2018-11-01 ovs:meetingState meeting-state:cancelled .", "not shown"),
        # Another paper tells who came, what was dealt with, what was asked for, that it was held; or is its notes.
        ("meeting:2018-11-01 ovs:participation [ ovs:person person:a ; ovs:presence presence:attended ] .", "active"),
        ("item:1 a ovs:AgendaItem ; dcterms:isPartOf meeting:2018-11-01 ; ovs:outcome outcome:dealt-with .", "active"),
        ("action:1 a ovs:Action ; dcterms:isPartOf meeting:2018-11-01 .", "active"),
        ("meeting:2018-11-01 ovs:meetingState meeting-state:held .", "active"),
        (
            "<#n> a ovs:SourceDocument ; ovs:recordOf meeting:2018-11-01 ; dcterms:type document:meeting-notes .",
            "active",
        ),
        # Apologies alone, or an agenda, show no meeting.
        (
            "meeting:2018-11-01 ovs:participation [ ovs:person person:a ; ovs:presence presence:apologies ] .",
            "not shown",
        ),
        ("item:1 a ovs:AgendaItem ; dcterms:isPartOf meeting:2018-11-01 .", "not shown"),
    ],
)
def test_of_an_announced_meeting_the_surest_word_counts(make_graph: Make, more: str, state: str) -> None:
    prefixes = "".join(
        f"@prefix {name}: <https://w3id.org/oversight-graph/concept/{name}/> .\n"
        for name in ("document", "meeting-state")
    )
    assert board(make_graph, prefixes + ANNOUNCED + more).status == state


def test_a_state_stops_to_be_shown_on_its_day(make_graph: Make) -> None:
    # Met on 1 March 2016: two years on nothing shows it any more; the map has that day, and says what it showed.
    from oversight_graph.map.data import map_data

    graph = make_graph(BOARD + met("2016-03-01"))
    days = [day for day in map_data(graph, "2018-11-27").dates if day.startswith("2018-03")]
    assert days == ["2018-03-02"]
    assert [graph.bodies(day, everything=True)[0].status for day in ("2018-03-01", *days)] == ["active", "not shown"]
    planned = make_graph(BOARD + status("planned", "2016-03-01")).bodies("2018-11-27", everything=True)[0]
    assert planned.sign == "last shown 2016-03 as planned, 32 months before"


def test_a_frequency_for_which_there_is_no_code_is_said(make_graph: Make) -> None:
    # "5 times a year" is no word of the code list: it is what the paper says all the same, and no number to count by.
    graph = make_graph(
        BOARD + "<#g> a ovs:GlossaryEntry ; ovs:describes body:board ; ovs:asStated 'Board' ; "
        "ovs:frequencyAsStated '5 times a year' ; ovs:notesPublished publication:yes ; "
        "ovs:openToPublic publication:no ; dcterms:date '2018-11-27'^^xsd:date ; ovs:evidence <#line=1,2> .\n"
        "body:other a ovs:OversightBody ; skos:prefLabel 'Other' .\n"
        "commitment:1 a ovs:Commitment ; ovs:oversightCell ovs:Body ; "
        "ovs:oversight [ a ovs:Oversight ; ovs:by body:board ] .\n"
    )
    assert {row.name: row.frequency for row in graph.bodies(DAY, everything=True)} == {
        "Board": "5 times a year",
        "Other": "not stated",
    }
    [row] = graph.cadence(DAY)
    assert (row.frequency, row.expected) == ("5 times a year", None)
    assert row.meaning.startswith("5 times a year: that gives no number to expect.")
    assert not {found.check for found in graph.check(DAY)} & {"body-without-frequency", "GlossaryComplete"}
    table = graph.query("frequencies-as-printed")
    assert [(row[table.columns.index("as_stated")], row[table.columns.index("read_as")]) for row in table.rows] == [
        ("5 times a year", None)
    ]
