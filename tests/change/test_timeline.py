"""Dated events, oldest first, of a town whose papers date one thing of each kind, and of the five papers.

The expected order is that of the days; what is known only by month counts on the last day of it.
"""

import datetime as dt
import json

import pytest
from tests.change.test_diff import run
from tests.conftest import Make

from oversight_graph.change import timeline
from oversight_graph.change.timeline import KINDS, Event
from oversight_graph.errors import NotFoundError, UsageError
from oversight_graph.graph import OversightGraph

DAY = "2018-06-30"

# The paper of 1 March tells of all this; that of 1 September tells of what is cited as <late>.
TOWN = """
@prefix event: <https://example.org/town/event/> .
@prefix inspection: <https://example.org/town/inspection/> .
@prefix intervention: <https://example.org/town/intervention/> .
@prefix programme: <https://example.org/town/programme/> .
@prefix work-item: <https://example.org/town/work-item/> .
paper:march a ovs:SourceDocument ; dcterms:title "Notes of March"@en ; dcterms:date "2018-03-01"^^xsd:date ;
    ovs:recordOf meeting:march .
paper:late a ovs:SourceDocument ; dcterms:title "Notes of September"@en ; dcterms:date "2018-09-01"^^xsd:date .
body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-01-31"^^xsd:date ;
    ovs:edtf "2018-01" ;
        ovs:dateAsStated "January" ; ovs:evidence <march#line=1,2> ] ,
        [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2018-06-01"^^xsd:date ;
    ovs:evidence <late#line=1,2> ] .
body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
commitment:1 a ovs:Commitment ; skos:notation "1" ; rdfs:label "Streets"@en ;
    ovs:progress [ a ovs:ProgressUpdate ; rdfs:label "Half paved"@en ; dcterms:date "2018-02-28"^^xsd:date ;
    ovs:evidence <march#line=2,3> ] .
activity:1.1 a ovs:Activity ; dcterms:isPartOf commitment:1 ; skos:notation "1.1" ; rdfs:label "Kerbs"@en .
meeting:march a ovs:Meeting ; rdfs:label "March"@en ; ovs:convenes body:a ;
    schema:startDate "2018-03-01"^^xsd:date ; ovs:evidence <march#line=3,4> .
item:march a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; ovs:scrutiny [ a ovs:Scrutiny ; ovs:of activity:1.1 ] .
meeting:july a ovs:Meeting ; rdfs:label "July"@en ; ovs:convenes body:a ; schema:startDate "2018-07-01"^^xsd:date ;
    ovs:outcome outcome:scheduled ; ovs:evidence <march#line=4,5> .
meeting:april a ovs:Meeting ; rdfs:label "April"@en ; ovs:convenes body:a, body:b ;
    schema:startDate "2018-04-01"^^xsd:date ;
    ovs:outcome outcome:scheduled ; ovs:evidence <march#line=5,6> .
action:mend a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Mend"@en ; ovs:owner post:clerk ;
    ovs:due "2018-08-01"^^xsd:date ;
    ovs:dueAsStated "by August" ; ovs:evidence <march#line=6,7> .
event:e a ovs:ChangeOfBody ; rdfs:label "A becomes B"@en ; org:originalOrganization body:a ;
    org:resultingOrganization body:b ;
    schema:startDate "2018-06-01"^^xsd:date ; ovs:evidence <late#line=2,3> .
programme:w a ovs:Programme ; rdfs:label "Works"@en ; schema:startDate "2015-12-31"^^xsd:date ;
    ovs:edtf "2015" ; ovs:evidence <march#line=7,8> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:a ; schema:startDate "2018-05-31"^^xsd:date ;
    ovs:edtf "2018-05" ; ovs:evidence <late#line=3,4> ] .
intervention:i a ovs:Intervention ; dcterms:isPartOf programme:w ; rdfs:label "Help hub"@en ;
    schema:startDate "2017-10-04"^^xsd:date ;
    schema:endDate "2018-02-01"^^xsd:date ; ovs:evidence <march#line=8,9> .
inspection:p a ovs:Inspection ; rdfs:label "Peer review"@en ; ovs:inspectedBy body:b ;
    dcterms:issued "2018-02-15"^^xsd:date ;
    ovs:evidence <march#line=9,10> .
work-item:w a ovs:WorkItem ; rdfs:label "Budget"@en ; ovs:setBy body:b ;
    schema:startDate "2018-07-01"^^xsd:date ; ovs:evidence <late#line=4,5> .
"""
TOWN_EVENTS = [
    ("2015", "programme", "Works"),
    ("2017-10-04", "intervention", "Help hub"),
    ("2018-01", "status", "A Board: active"),
    ("2018-02-01", "intervention ends", "Help hub"),
    ("2018-02-15", "inspection", "Peer review"),
    ("2018-03-01", "paper", "Notes of March"),
    ("2018-03-01", "meeting", "March"),
    ("2018-03-01", "action asked", "Mend"),
    ("2018-04-01", "meeting", "April"),
    ("2018-05", "oversight begins", "A Board oversees Works"),
    ("2018-06-01", "change of body", "A becomes B"),
    ("2018-06-01", "status", "A Board: ended"),
    ("2018-07-01", "meeting", "July"),
    ("2018-08-01", "action due", "Mend"),
]


def brief(found: list[Event]) -> list[tuple[str, str, str]]:
    return [(each.when, each.kind, each.what) for each in found]


def test_all_events_of_the_town_in_order(make_graph: Make) -> None:
    # The work item of July is told only by the paper of September, and that paper itself is still to come.
    found = make_graph(TOWN).timeline(as_of=DAY)
    assert brief(found) == TOWN_EVENTS
    assert [each.what for each in found if each.ahead] == ["July", "Mend"]
    assert {each.date for each in found} == {DAY}
    assert [each.day for each in found] == sorted(each.day for each in found)


def test_what_is_known_of_an_event(make_graph: Make) -> None:
    found = {(event.kind, event.what): event for event in make_graph(TOWN).timeline(as_of=DAY)}
    state = found["status", "A Board: active"]
    assert (state.day, state.as_stated, state.meaning) == ("2018-01-31", "January", "In this state from this date on.")
    assert found["status", "A Board: ended"].meaning == "It had ended by this day; when is not said."
    assert found["meeting", "March"].meaning == "Held, as the papers tell."
    assert found["meeting", "April"].meaning == "Announced; no loaded paper shows that it was held."
    assert found["meeting", "July"].meaning == "Announced."
    assert found["action due", "Mend"].as_stated == "by August"
    assert [entry.rpartition("/")[2] for entry in found["action asked", "Mend"].evidence] == ["march#line=6,7"]
    # A paper is no citation of itself.
    assert found["paper", "Notes of March"].evidence == ()


def test_what_lasts_has_an_end_and_meetings_decide(make_graph: Make) -> None:
    # The board met up to May, so much is known; it oversaw the works up to 20 June. In March it agreed to one thing; of
    # another only that it was decided is read.
    ends, over = 'schema:endDate "2018-05-31"^^xsd:date ;', 'schema:endDate "2018-06-20"^^xsd:date ;'
    town = make_graph(
        TOWN.replace('ovs:dateAsStated "January"', f'{ends} ovs:dateAsStated "January"')
        .replace('ovs:edtf "2018-01" ;', 'ovs:edtf "2018-01/2018-05" ;', 1)
        .replace('ovs:edtf "2018-05" ; ovs:evidence <late', f"{over} ovs:evidence <late")
        + """
        <#d1> a ovs:Decision ; dcterms:isPartOf item:march ; rdfs:label "Kerbs are laid"@en ;
            ovs:decisionKind <https://w3id.org/oversight-graph/concept/decision-kind/agreed> .
        <#d2> a ovs:Decision ; dcterms:isPartOf item:march ; rdfs:label "Lamps wait"@en .
        """
    )
    found = {(event.kind, event.what): (event.when, event.meaning) for event in town.timeline(as_of=DAY)}
    assert found["status", "A Board: active"][0] == "2018-01"
    assert found["status ends", "A Board: active"] == ("2018-05", "In this state up to this date, as a paper says.")
    assert found["oversight ends", "A Board oversees Works"] == ("2018-06-20", "Up to this date, as a paper says.")
    assert found["decision", "Kerbs are laid"] == ("2018-03-01", "It was agreed.")
    assert found["decision", "Lamps wait"] == ("2018-03-01", "It was decided.")
    asked = town.query("timeline", asOf=DAY)
    rows = {tuple(row[asked.columns.index(name)] for name in ("kind", "what", "day")) for row in asked.rows}
    happened = {(*key, when) for key, (when, _) in found.items() if not key[0].startswith(("action due", "meeting"))}
    assert happened <= rows


def test_a_last_day_that_a_newer_edition_changed_is_none(make_graph: Make) -> None:
    # Promised for June by the plan of January, and for December by that of March: before March that of January
    # alone is known, and then nothing was due in June.
    town = make_graph(
        "".join(
            f"""
            paper:{name} a ovs:SourceDocument ; dcterms:title "{name}" ; dcterms:date "{day}"^^xsd:date .
            plan:{name} a ovs:Plan ; skos:prefLabel "{name}" ; dcterms:date "{day}"^^xsd:date {more} .
            commitment:{name} a ovs:Commitment ; dcterms:isPartOf plan:{name} ; skos:notation "1" ; rdfs:label "Lamps" ;
                ovs:due "{due}"^^xsd:date ; ovs:evidence <{name}#line=1,2> .
            """
            for name, day, due, more in (
                ("old", "2018-01-01", "2018-06-30", ""),
                ("new", "2018-03-01", "2018-12-31", "; dcterms:replaces plan:old"),
            )
        )
    )
    for day, due in (("2018-02-01", ["2018-06-30"]), ("2018-03-01", ["2018-12-31"]), ("2018-07-01", ["2018-12-31"])):
        assert [event.when for event in town.timeline(as_of=day, kinds=["promise due"])] == due
    table = town.query("timeline", asOf="2019-01-01")
    assert [row[0] for row in table.rows if row[1] == "promise due"] == ["2018-12-31"]


def test_a_day_that_no_paper_gives_is_said_to_be_the_latest(make_graph: Make) -> None:
    found = {(event.kind, event.what): event.meaning for event in make_graph(TOWN).timeline(as_of=DAY)}
    latest = " By this day at the latest: no paper gives the date."
    # The change has neither a date as printed nor one as known; of the programme the year is known.
    assert found["change of body", "A becomes B"] == f"A change of a body that a paper records.{latest}"
    assert found["programme", "Works"] == "It began or came into use."
    printed = TOWN.replace("ovs:evidence <late#line=2,3>", 'ovs:dateAsStated "June" ; ovs:evidence <late#line=2,3>')
    [change] = make_graph(printed).timeline(as_of=DAY, kinds=["change of body"])
    assert (change.as_stated, change.meaning) == ("June", "A change of a body that a paper records.")


def test_one_state_told_twice_is_one_event(make_graph: Make) -> None:
    again = (
        "body:b ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; "
        'schema:startDate "2018-03-01"^^xsd:date ; ovs:evidence <march#line={},{}> ] .\n'
    )
    graph = make_graph(TOWN + again.format(1, 2) + again.format(8, 9))
    [state] = [event for event in graph.timeline(as_of=DAY, kinds=["status"]) if event.what == "B Board: active"]
    assert [entry.rpartition("#")[2] for entry in state.evidence] == ["line=1,2", "line=8,9"]


def test_what_lies_ahead_must_have_been_announced(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    later = brief(graph.timeline(as_of="2018-09-01"))
    assert ("2018-07-01", "work item", "Budget") in later
    assert ("2018-09-01", "paper", "Notes of September") in later
    # On 31 May the end of June was not known: only a paper of September tells of it.
    assert "status" not in {kind for when, kind, _ in brief(graph.timeline(as_of="2018-05-31")) if when == "2018-06-01"}
    # What nothing cites may have been known at any time.
    uncited = make_graph('meeting:x a ovs:Meeting ; rdfs:label "X"@en ; schema:startDate "2030-01-01"^^xsd:date .\n')
    assert [event.ahead for event in uncited.timeline(as_of=DAY)] == [True]


@pytest.mark.parametrize(
    ("thing", "events"),
    [
        (
            "A Board",
            ["active", "March", "Mend", "April", "oversees", "A becomes B", "ended", "July", "Notes of March", "Mend"],
        ),
        ("B Board", ["Peer review", "April", "A becomes B"]),
        ("Clerk", ["Mend", "Mend"]),
        # The meeting of March dealt with activity 1.1, and so with what it is part of; the action came from that item.
        ("1.1", ["March", "Mend", "Mend"]),
        ("1", ["Half paved", "March", "Mend", "Mend"]),
        ("Works", ["Works", "Help hub", "Help hub", "oversees"]),
        ("Mend", ["Mend", "Mend"]),
        ("Peer review", ["Peer review"]),
    ],
)  # fmt: skip
def test_the_events_of_one_thing(
    make_graph: Make, thing: str, events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = make_graph(TOWN)
    found = [each.what for each in graph.timeline(thing, DAY)]
    assert len(found) == len(events)
    for event in events:
        assert [what for what in found if event in what]
    monkeypatch.setattr(timeline, "_FEW", 0)  # a thing of many parts is asked for otherwise
    assert [each.what for each in graph.timeline(thing, DAY)] == found


def test_progress_of_a_row_is_for_those_who_ask(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    report = ("2018-02-28", "progress report", "Streets: Half paved")
    assert report not in brief(graph.timeline(as_of=DAY))
    assert report in brief(graph.timeline("1", DAY))
    assert brief(graph.timeline(as_of=DAY, kinds=["progress report"])) == [report]


def test_progress_that_has_a_day_of_its_own_is_told_on_that_day(make_graph: Make) -> None:
    # Reported on 28 February, of something that happened on 10 February.
    opened = (
        'commitment:1 ovs:progress [ a ovs:ProgressUpdate ; rdfs:label "Opened"@en ; '
        'dcterms:date "2018-02-28"^^xsd:date ; schema:startDate "2018-02-10"^^xsd:date ] .\n'
    )
    found = [each for each in brief(make_graph(TOWN + opened).timeline("1", DAY)) if "Opened" in each[2]]
    assert found == [("2018-02-10", "progress", "Streets: Opened")]


def test_since_and_kinds_narrow_it_down(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    assert brief(graph.timeline(as_of=DAY, since="2018-06-01")) == TOWN_EVENTS[-4:]
    assert brief(graph.timeline(as_of=DAY, since=dt.date(2018, 8, 2))) == []
    assert [event.what for event in graph.timeline(as_of=DAY, kinds=["meeting"])] == ["March", "April", "July"]
    with pytest.raises(UsageError, match="no such kind of event: party"):
        graph.timeline(as_of=DAY, kinds=["party"])


def test_an_action_brought_forward_and_discharged_is_four_events(make_graph: Make) -> None:
    # Asked in January (only the month is known), brought forward and discharged on 1 March, when it was due.
    town = TOWN + (
        'meeting:january a ovs:Meeting ; rdfs:label "January"@en ; schema:startDate "2018-01-31"^^xsd:date ; '
        'ovs:edtf "2018-01" .\n'
        "action:mend ovs:carriedForwardFrom meeting:january ; ovs:dischargedBy item:march .\n"
    )
    found = brief(make_graph(town.replace('"2018-08-01"', '"2018-03-01"')).timeline("Mend", DAY))
    assert found == [
        ("2018-01", "action asked", "Mend"),
        ("2018-03-01", "action brought forward", "Mend"),
        ("2018-03-01", "action due", "Mend"),
        ("2018-03-01", "action discharged", "Mend"),
    ]


def test_a_month_by_which_an_action_is_due_is_not_when_it_was_asked_for(make_graph: Make) -> None:
    # Asked on 1 March, due some day of August, done by the same meeting's notes.
    due = 'action:mend ovs:edtf "2018-08" ; ovs:dischargedBy item:march .\n'
    town = make_graph(TOWN.replace('"2018-08-01"', '"2018-08-31"') + due)
    found = [("2018-03-01", "action asked"), ("2018-03-01", "action discharged"), ("2018-08", "action due")]
    assert [each[:2] for each in brief(town.timeline("Mend", DAY))] == found
    rows = {(row[0], row[1]) for row in town.query("timeline", asOf="2018-09-30") if "Mend" in str(row[2])}
    assert rows == set(found)


def test_an_action_that_comes_from_another_was_asked_in_its_own_record(make_graph: Make) -> None:
    # The later action tells of being brought forward; that it was first asked is told by the record of the earlier one.
    town = TOWN + (
        'meeting:may a ovs:Meeting ; rdfs:label "May"@en ; schema:startDate "2018-05-01"^^xsd:date .\n'
        'action:again a ovs:Action ; dcterms:isPartOf meeting:may ; rdfs:label "Mend it"@en ; '
        "ovs:carriedForwardFrom action:mend .\n"
    )
    found = [each for each in brief(make_graph(town).timeline(as_of=DAY)) if each[2].startswith("Mend")]
    assert found == [
        ("2018-03-01", "action asked", "Mend"),
        ("2018-05-01", "action brought forward", "Mend it"),
        ("2018-08-01", "action due", "Mend"),
    ]


def test_nothing_to_tell(make_graph: Make) -> None:
    assert make_graph("").timeline(as_of=DAY) == []
    graph = make_graph(TOWN)
    # Of 2014 nothing is dated, and no paper of 2014 announces anything.
    assert graph.timeline(as_of="2014-12-31") == []
    with pytest.raises(NotFoundError):
        graph.timeline("no such board", DAY)


# -- known answers, read in the papers by hand


def test_west_mercia_ethics_committee(graph: OversightGraph) -> None:
    """Row 4.1: last meeting in July 2018, and what became of its work."""
    found = graph.timeline("TIE", "2021-04-27")
    assert [(each.when, each.kind) for each in found] == [
        ("2018-07", "meeting"),
        ("2018-07", "change of body"),
        ("2018-07", "status"),
    ]
    assert {each.as_stated for each in found} == {"July 2018"}
    assert all(each.evidence[0].endswith("2018-11-27-panel-pack#line=568,569") for each in found)


def test_west_mercia_confidence_strategy(graph: OversightGraph) -> None:
    """November 2017, 4a 2; April 2021, 2.1, to be revisited in six months."""
    found = graph.timeline("Confidence strategy", "2021-04-27")
    assert [(each.when, each.kind) for each in found] == [
        ("2017-11-30", "meeting"),
        ("2017-11-30", "progress report"),
        ("2017-11-30", "action asked"),
        ("2021-04-27", "meeting"),
        ("2021-04-27", "action asked"),
        ("2021-10-27", "action due"),
    ]


def test_west_mercia_athena(graph: OversightGraph) -> None:
    """ICT report: business case 2015 (8), live on 4 October 2017 (12), tactical group from August 2018 (23)."""
    found = brief(graph.timeline("Athena", "2018-11-27"))
    assert found[0] == ("2015", "progress", "Athena: Business case agreed")
    assert ("2017-10-04", "progress", "Athena: Alliance live on Athena") in found
    assert ("2018-08", "oversight begins", "Alliance Athena Tactical Governance Group oversees Athena") in found
    assert ("2017-11-30", "action asked", "Attend the critical incident management meeting on Athena") in found


def test_west_mercia_every_kind_is_known_and_no_event_is_told_twice(graph: OversightGraph) -> None:
    found = graph.timeline(as_of="2021-04-27")
    assert len(found) > 150
    assert {each.kind for each in found} <= set(KINDS)
    assert len({(each.iri, each.kind, each.day) for each in found}) == len(found)
    assert all(each.what and each.meaning.endswith(".") for each in found)
    # Each is cited, but for the five papers.
    assert (
        len([each for each in found if not each.evidence]) == len([each for each in found if each.kind == "paper"]) == 5
    )


def test_west_mercia_what_was_announced_and_what_was_held(graph: OversightGraph) -> None:
    """The panel's dates for 2019 are announced in November 2018; no paper of them is loaded."""
    ahead = {event.day for event in graph.timeline(as_of="2018-11-27", kinds=["meeting"]) if event.ahead}
    assert {"2019-02-07", "2019-06-18", "2019-09-10", "2019-11-27"} <= ahead
    # The notes of January 2019 announce March; nobody could know of it in November 2018.
    assert "2019-03-26" not in ahead
    meetings = {event.day: event for event in graph.timeline("Police and Crime Panel", "2021-04-27", kinds=["meeting"])}
    assert "no loaded paper shows" in meetings["2019-02-07"].meaning
    assert meetings["2018-06-19"].meaning.startswith("Held")


# -- the commands


def test_the_command_prints_what_the_function_returns(graph: OversightGraph) -> None:
    code, out, err = run("timeline", "TIE", "--format", "json")
    assert code == 0
    assert [row["iri"] for row in json.loads(out)] == [event.iri for event in graph.timeline("TIE")]
    assert "as of 2021-04-27" in err
    narrow = ("--kind", "paper", "--since", "2019-01-01", "--columns", "when")
    assert run("timeline", *narrow, "--format", "csv")[1].split() == ["when", "2019-01-30", "2021-04-27"]


def test_practice_and_follow_up_on_the_command_line(graph: OversightGraph) -> None:
    _, out, err = run("practice", "--as-of", "2018-11-27", "--format", "json")
    assert len(json.loads(out)) == len(graph.practice("2018-11-27"))
    assert "only the loaded papers were read" in err
    for flag, key in (("--topics", "dates"), ("--cadence", "expected"), ("--activities", "finding")):
        assert key in json.loads(run("practice", flag, "--format", "json")[1])[0]
    assert (
        json.loads(run("practice", "--cadence", "--months", "3", "--as-of", "2018-11-27", "--format", "json")[1])[0][
            "since"
        ]
        == "2018-08-27"
    )
    lives = json.loads(run("follow-up", "--owner", "DCC", "--format", "json")[1])
    assert [row["id"] for row in lives] == [row.id for row in graph.follow_up(owner="DCC")]
    owners = json.loads(run("follow-up", "--by-owner", "--format", "json")[1])
    assert sum(row["actions"] for row in owners) == len(graph.follow_up())


def test_bad_use_in_clear_words() -> None:
    with pytest.raises(UsageError, match="only one of"):
        run("practice", "--topics", "--cadence")
    with pytest.raises(UsageError, match="not a date"):
        run("timeline", "--since", "yesterday")
    assert "the oldest is of 2017-08-22" in run("follow-up", "--as-of", "2001-01-01")[2]
