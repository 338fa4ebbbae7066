"""What meetings show, whichever papers tell of them: notes found, drafts replaced, put off and called off."""

import pytest
from tests.conftest import Make

from oversight_graph.graph import OversightGraph

BOARD = """
body:board a ovs:OversightBody ; skos:prefLabel "The Board"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
"""


def paper(name: str, day: str, more: str = "") -> str:
    return (
        f'paper:{name} a ovs:SourceDocument ; dcterms:title "{name}"@en ; dcterms:date "{day}"^^xsd:date ; '
        f"dcterms:type <https://w3id.org/oversight-graph/concept/document/meeting-notes> {more} .\n"
    )


def meeting(name: str, day: str, cited: str, more: str = "") -> str:
    return (
        f'meeting:{name} a ovs:Meeting ; rdfs:label "{name}"@en ; ovs:convenes body:board ; '
        f'schema:startDate "{day}"^^xsd:date ; ovs:evidence <{cited}#line=0,1> {more} .\n'
    )


def item(of: str, cited: str) -> str:
    return (
        f'item:{of} a ovs:AgendaItem ; dcterms:isPartOf meeting:{of} ; rdfs:label "Roads"@en ; '
        f"ovs:outcome outcome:dealt-with ; ovs:evidence <{cited}#line=4,5> .\n"
    )


@pytest.mark.parametrize(
    ("turtle", "noted"),
    [
        # The notes of the day.
        (paper("n", "2018-03-01") + meeting("march", "2018-03-01", "n"), {"march"}),
        # Of the day, and nothing else is: the plan announced the meeting, and the notes are there.
        (paper("n", "2018-03-01") + meeting("march", "2018-03-01", "plan"), {"march"}),
        # Two of the day, and one rests on them.
        (
            paper("n", "2018-03-01") + meeting("am", "2018-03-01", "n") + meeting("pm", "2018-03-01", "plan"),
            {"am"},
        ),
        # Notes that came out later tell of three meetings; of April they only say that it was, and June is to come.
        (
            paper("n", "2018-05-20")
            + meeting("march", "2018-03-01", "n") + item("march", "n")
            + meeting("april", "2018-04-01", "n") + meeting("june", "2018-06-01", "n"),
            {"march"},
        ),
        # Nothing in them says more of any: they are the record of those on which they are cited.
        (paper("n", "2018-05-20") + meeting("march", "2018-03-01", "n") + meeting("april", "2018-04-01", "n"),
         {"march", "april"}),
        # What was called off has no notes.
        (paper("n", "2018-05-20")
         + meeting("march", "2018-03-01", "n", "; ovs:meetingState <https://w3id.org/oversight-graph/concept/meeting-state/cancelled>"),
         set()),
        # The board of another council met that day, and no meeting of this one is loaded.
        (paper("n", "2018-03-01")
         + meeting("march", "2018-03-01", "plan").replace("meeting:march", "<https://example.org/shire/meeting/march>"),
         set()),
        # Two notes of one day, and one meeting of which neither tells: whose notes they are is not known.
        (paper("n", "2018-03-01") + paper("m", "2018-03-01") + meeting("march", "2018-03-01", "plan"), set()),
        # Of two councils under one address each published the notes of its own body, which met on the same day; what a
        # third published is of neither.
        (paper("n", "2018-03-01", "; dcterms:publisher organization:town")
         + paper("m", "2018-03-01", "; dcterms:publisher organization:shire")
         + meeting("march", "2018-03-01", "plan")
         + meeting("other", "2018-03-01", "plan").replace("body:board", "body:shire")
         + "".join(f'organization:{name} a org:FormalOrganization ; skos:prefLabel "{name}"@en .\n'
                   for name in ("town", "shire"))
         + 'body:board org:subOrganizationOf organization:town .\n'
         + 'body:shire a ovs:OversightBody ; skos:prefLabel "Shire"@en ; org:subOrganizationOf organization:shire .\n',
         {"march", "other"}),
        (paper("n", "2018-03-01", "; dcterms:publisher organization:shire") + meeting("march", "2018-03-01", "plan")
         + 'organization:town a org:FormalOrganization ; skos:prefLabel "town"@en .\n'
         + 'organization:shire a org:FormalOrganization ; skos:prefLabel "shire"@en .\n'
         + 'body:board org:subOrganizationOf organization:town .\n', set()),
        # Notes that came out on the day of another meeting are those of the meeting on which they tell most.
        (paper("n", "2018-03-31") + meeting("march", "2018-03-01", "n") + item("march", "n")
         + meeting("other", "2018-03-31", "plan"), {"march"}),
        # What the data says goes first.
        (paper("n", "2018-03-01", "; ovs:recordOf meeting:april") + meeting("march", "2018-03-01", "n")
         + meeting("april", "2018-04-01", "n"), {"april"}),
    ],
)  # fmt: skip
def test_notes_that_are_loaded_are_found(make_graph: Make, turtle: str, noted: set[str]) -> None:
    graph = make_graph(BOARD + turtle)
    found = graph.sparql("SELECT ?m { ?p <https://w3id.org/oversight-graph/ns#recordOf> ?m }").rows
    assert {str(iri).rpartition("/")[2] for (iri,) in found} == noted
    [row] = [row for row in graph.cadence("2018-12-31") if row.body == "The Board"]
    assert row.notes == len(noted - {"other"})
    # Where nothing can be told, the check says so.
    unknown = [
        violation
        for violation in graph.check("2018-12-31", shapes=False)
        if violation.check == "notes-of-which-meeting"
    ]
    assert bool(unknown) is not bool(noted)


def test_notes_that_are_found_show_what_later_meetings_did_not_mention(make_graph: Make) -> None:
    # Asked in March; the notes of June are loaded and say nothing of it.
    asked = paper("march", "2018-03-01") + meeting("march", "2018-03-01", "march") + item("march", "march")
    asked += (
        'action:a a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Mend"@en ; ovs:evidence <march#line=5,6> .\n'
    )
    june = paper("june", "2018-06-01") + meeting("june", "2018-06-01", "june") + item("june", "june")
    [row] = make_graph(BOARD + asked + june).follow_up("2018-07-01")
    assert (row.outcome, row.later_notes) == ("never seen again", 1)


def part(presence: str, cited: str, more: str = "") -> str:
    return (
        f"meeting:march ovs:participation [ a ovs:Participation ; ovs:person person:ann ; "
        f"ovs:presence presence:{presence} ; ovs:evidence <{cited}#line=2,3> {more} ] .\n"
    )


DRAFT = (
    paper("draft", "2018-03-01")
    + meeting("march", "2018-03-01", "draft", "; ovs:evidence <final#line=0,1>")
    + item("march", "draft")
    + part("attended", "draft", "; ovs:post post:clerk")
    + 'action:a a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Only drafted"@en ; '
    "ovs:actionState action-state:open ; ovs:due '2018-04-01'^^xsd:date ; ovs:evidence <draft#line=5,6> .\n"
    + 'action:b a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "In both"@en ; '
    "ovs:evidence <draft#line=6,7>, <final#line=6,7> .\n" + part("apologies", "final")
    + '<draft#q> a ovs:Question ; dcterms:isPartOf item:march ; rdfs:label "Drafted"@en ; '
    "ovs:evidence <draft#line=7,8> .\n"
    + '<draft#f> a ovs:Finding ; dcterms:isPartOf item:march ; rdfs:label "Drafted"@en ; ovs:asStated "5 lamps" ; '
    "ovs:evidence <draft#line=8,9> .\n"
)  # fmt: skip


def test_what_only_a_replaced_paper_tells_does_not_count(make_graph: Make) -> None:
    # The draft has Ann at the meeting, as clerk, and two actions; the approved notes have her apologies and one action.
    final = paper("final", "2018-03-01", "; dcterms:replaces paper:draft")
    before, after = (make_graph(BOARD + DRAFT + more) for more in (paper("final", "2018-03-01"), final))
    assert [row.text for row in before.actions("2018-05-01")] == ["Only drafted", "In both"]
    assert [row.text for row in after.actions("2018-05-01")] == ["In both"]
    assert after.query("actions-overdue-at-a-date", asOf="2018-05-01").rows == []
    assert [row.person for row in before.people("2018-05-01")] == ["Ann Able"]
    assert after.people("2018-05-01") == []
    assert after.query("who-attended-which-meeting").rows == []

    def findings(graph: OversightGraph, check: str) -> list[str]:
        found = graph.check("2018-05-01", shapes=False)
        return [f"{each.entity}: {each.message}" for each in found if each.check == check]

    # Before, the two contradict each other; then the later has the last word, and what fell away is told.
    assert findings(before, "contradicting-presence") == [
        "march: Ann Able is shown as present and as having sent apologies"
    ]
    assert findings(after, "contradicting-presence") == []
    for question, column in (("questions-without-an-answer", "asked"), ("figures-in-findings", "finding")):
        for graph, rows in ((before, ["Drafted"]), (after, [])):
            table = graph.query(question)
            assert [row[table.columns.index(column)] for row in table.rows] == rows
    rows = findings(after, "only-in-a-draft")
    assert "Only drafted: only draft tells of it, which final replaces; it does not count" in rows
    assert findings(before, "only-in-a-draft") == []


def test_a_meeting_put_off_is_counted_as_such(make_graph: Make) -> None:
    state = "; ovs:meetingState <https://w3id.org/oversight-graph/concept/meeting-state/{}>"
    turtle = "".join(
        meeting(name, f"2018-0{month}-01", "n", state.format(code))
        for month, (name, code) in enumerate(
            (("a", "planned"), ("b", "put-off"), ("c", "cancelled"), ("d", "held")), start=1
        )
    )
    [row] = make_graph(BOARD + turtle).cadence("2018-12-31")
    assert (row.found, row.announced, row.put_off, row.cancelled) == (1, 1, 1, 1)
    assert "1 was put off, 1 was called off, 1 is only announced" in row.meaning


def test_two_meetings_of_one_day_go_by_the_hour(make_graph: Make) -> None:
    # The board met at 14:00 and at 09:30 of one day, written down in this order. In the morning it asked for costs and
    # for a map; in the afternoon the costs were brought, and a survey was asked for. So there was a meeting after the
    # map was asked for, and none after the survey.
    town = make_graph(
        """
        paper:n a ovs:SourceDocument ; dcterms:title "Notes"@en ; dcterms:date "2023-05-01"^^xsd:date .
        body:board a ovs:OversightBody ; skos:prefLabel "Harbour Board"@en .
        meeting:a a ovs:Meeting ; rdfs:label "Afternoon"@en ; ovs:convenes body:board ; ovs:time "14:00" ;
            schema:startDate "2023-05-01"^^xsd:date .
        meeting:z a ovs:Meeting ; rdfs:label "Morning"@en ; ovs:convenes body:board ; ovs:time "09:30" ;
            schema:startDate "2023-05-01"^^xsd:date .
        paper:n ovs:recordOf meeting:a , meeting:z .
        item:a a ovs:AgendaItem ; dcterms:isPartOf meeting:a ; rdfs:label "Matters arising"@en .
        item:z a ovs:AgendaItem ; dcterms:isPartOf meeting:z ; rdfs:label "Dredging"@en .
        action:a a ovs:Action ; dcterms:isPartOf item:a ; rdfs:label "Survey"@en ; ovs:actionState action-state:open .
        action:y a ovs:Action ; dcterms:isPartOf item:z ; rdfs:label "Map"@en ; ovs:actionState action-state:open .
        action:z a ovs:Action ; dcterms:isPartOf item:z ; rdfs:label "Costs"@en ; ovs:dischargedBy item:a ;
            ovs:actionState action-state:discharged .
        """.replace("item:", "meeting:item-")
    )
    assert [row.text for row in town.actions("2023-05-01")] == ["Map", "Costs", "Survey"]
    met = {row.text: (row.later_meetings, row.outcome) for row in town.follow_up("2023-05-01")}
    assert met == {"Map": (1, "never seen again"), "Survey": (0, "no later notes"), "Costs": (1, "discharged")}
    events = [(event.kind, event.what) for event in town.timeline(as_of="2023-05-01") if event.kind != "paper"]
    assert events == [
        ("meeting", "Morning"), ("action asked", "Costs"), ("action asked", "Map"),
        ("meeting", "Afternoon"), ("action asked", "Survey"), ("action discharged", "Costs"),
    ]  # fmt: skip


def test_a_meeting_announced_in_one_record_and_held_in_another_is_held_once(make_graph: Make) -> None:
    # The plan announces the board for 15 June and 1 September; the notes, which know nothing of that record, have it on
    # 15 June. At another hour it would be another meeting.
    announced = "; ovs:outcome <https://w3id.org/oversight-graph/concept/outcome/scheduled>"
    records = (
        BOARD
        + paper("plan", "2023-04-01") + paper("notes", "2023-06-15")
        + meeting("june-planned", "2023-06-15", "plan", announced + ' ; ovs:time "10:00"')
        + meeting("september", "2023-09-01", "plan", announced)
    )  # fmt: skip
    for hour, found in (("10:00", (1, 1)), ("14:00", (1, 2))):
        town = make_graph(records + meeting("june", "2023-06-15", "notes", f'; ovs:time "{hour}"'))
        [board] = town.cadence("2023-12-31")
        assert (board.found, board.announced) == found
        june = [(event.what, event.meaning) for event in town.timeline(as_of="2023-12-31") if event.day == "2023-06-15"]
        assert (("june", f"Held, as the papers tell. It began at {hour}.")) in june
        assert len([what for what, _ in june if what.startswith("june")]) == found[1]
        # One event rests on both papers; before June it was announced, and its record is what is asked for.
        cited = {e.rpartition("/")[2].partition("#")[0] for e in town.timeline("june", "2023-12-31")[-1].evidence}
        assert cited == ({"plan", "notes"} if found[1] == 1 else {"notes"})
        listed = town.query("meetings-of-a-body", body="https://example.org/town/body/board").rows
        assert [(row[1], row[2]) for row in listed if row[0] == "2023-06-15"] == [
            ("june", None), ("june-planned", "announced")
        ][: found[1]]  # fmt: skip
        ahead = [event for event in town.timeline(as_of="2023-05-01") if event.day == "2023-06-15"]
        assert [(event.ahead, event.meaning) for event in ahead] == [(True, "Announced.")]


def test_of_a_meeting_known_by_its_month_no_day_is_told(make_graph: Make) -> None:
    # The board met in June 2023 and asked for something by the 20th: the meeting may have been before that.
    town = make_graph(
        """
        paper:n a ovs:SourceDocument ; dcterms:title "Notes"@en ; dcterms:date "2023-06-30"^^xsd:date .
        body:board a ovs:OversightBody ; skos:prefLabel "Harbour Board"@en .
        meeting:j a ovs:Meeting ; rdfs:label "June"@en ; ovs:convenes body:board ; ovs:edtf "2023-06" ;
            schema:startDate "2023-06-30"^^xsd:date ; ovs:dateAsStated "June 2023" .
        action:j a ovs:Action ; dcterms:isPartOf meeting:j ; rdfs:label "Costs"@en ; ovs:actionState action-state:open ;
            ovs:due "2023-06-20"^^xsd:date ; ovs:dueAsStated "20 June" .
        """
    )
    assert "due-before-raised" not in {row.check for row in town.check()}
    assert {row.raised for row in town.actions()} == {row.asked for row in town.follow_up()} == {"2023-06"}
    assert {event.when for event in town.timeline() if event.kind in ("meeting", "action asked")} == {"2023-06"}


def test_a_meeting_of_which_two_records_tell_counts_once(make_graph: Make) -> None:
    # Two records of one afternoon, neither with an hour: one meeting. With hours that differ there were two, and a
    # record without an hour tells of one of them. Of two records of a month alone nothing can be said.
    # Two types are two meetings.
    two = (
        BOARD + paper("n", "2023-06-15") + meeting("a", "2023-06-15", "n", "{}") + meeting("b", "2023-06-15", "n", "{}")
    )
    three = two + meeting("c", "2023-06-15", "n")
    month = '; ovs:edtf "2023-06"'
    of_type = "; dcterms:type <https://w3id.org/oversight-graph/concept/meeting-type/{}>"
    for turtle, hours, count in (
        (two, ("", ""), 1),
        (two, ('; ovs:time "10:00"', '; ovs:time "14:00"'), 2),
        (two, ('; ovs:time "10:00"', ""), 1),
        (three, ('; ovs:time "10:00"', '; ovs:time "14:00"'), 2),
        (two, (month, month), 2),
        (two, (of_type.format("performance"), of_type.format("thematic")), 2),
    ):
        graph = make_graph(turtle.format(*hours))
        [row] = graph.cadence("2023-12-31")
        table = graph.query("last-meeting-of-each-body", asOf="2023-12-31")
        assert (row.found, table.records()[0]["meetings"]) == (count, str(count))
        events = graph.timeline(as_of="2023-12-31", kinds=["meeting"])
        asked = [row for row in graph.query("timeline", asOf="2023-12-31") if row[1] == "meeting"]
        listed = graph.query("meetings-of-a-body", body="https://example.org/town/body/board")
        assert (len(events), len(asked), len(listed.rows)) == (count, count, count)


def test_what_earlier_papers_alone_tell_of_a_meeting_announces_it(make_graph: Make) -> None:
    # A plan of April gives the dates of the year; no paper of June or later tells of the meeting of June.
    town = BOARD + paper("plan", "2023-04-01") + paper("later", "2023-09-01")
    for more, held in (
        (meeting("june", "2023-06-15", "plan"), False),
        (meeting("june", "2023-06-15", "plan", "; ovs:evidence <later#line=3,4>"), True),
        # "In April the board met": the paper is of that month.
        (meeting("april", "2023-04-30", "plan", '; ovs:edtf "2023-04"'), True),
        (meeting("june", "2023-06-15", "plan")
         + 'action:a a ovs:Action ; dcterms:isPartOf meeting:june ; rdfs:label "Dredge"@en .',
         True),
    ):  # fmt: skip
        graph = make_graph(town + more)
        [row] = graph.cadence("2023-12-31")
        assert (row.found, row.announced) == ((1, 0) if held else (0, 1))
        [body] = graph.bodies("2023-12-31", everything=True)
        assert body.status == ("active" if held else "not shown")
        table = graph.query("meetings-of-a-body", body="https://example.org/town/body/board")
        assert {row[table.columns.index("state")] for row in table.rows} == {None if held else "announced"}


def test_an_approved_minute_is_the_record_of_its_meeting(make_graph: Make) -> None:
    # The minute of March is approved on the day of April's meeting, which was put off: the approved minute tells of it.
    off = "; ovs:meetingState <https://w3id.org/oversight-graph/concept/meeting-state/put-off>"
    graph = make_graph(
        BOARD + paper("draft", "2024-03-05") + paper("final", "2024-04-02", "; dcterms:replaces paper:draft")
        + meeting("march", "2024-03-05", "draft", "; ovs:evidence <final#line=0,1>")
        + meeting("april", "2024-04-02", "final", off)
        + 'item:m a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; rdfs:label "Bins"@en ; '
        "ovs:outcome outcome:dealt-with ; ovs:evidence <final#line=2,3> ."
    )  # fmt: skip
    table = graph.query("meetings-of-a-body", body="https://example.org/town/body/board")
    shown = {tuple(row[table.columns.index(name)] for name in ("meeting", "state", "record")) for row in table.rows}
    assert shown == {("march", None, "final"), ("april", "put off", None)}
    found = graph.check("2024-06-01")
    assert not [each for each in found if each.check in ("notes-of-which-meeting", "SourceDocument")]


def test_the_newest_record_of_an_action_is_meant(make_graph: Make) -> None:
    graph = make_graph(
        BOARD + paper("n", "2024-03-05") + meeting("march", "2024-03-05", "n") + meeting("june", "2024-06-01", "n")
        + 'action:a a ovs:Action ; skos:notation "3.1" ; dcterms:isPartOf meeting:march ; rdfs:label "Write"@en .\n'
        'action:b a ovs:Action ; skos:notation "3.1" ; dcterms:isPartOf meeting:june ; rdfs:label "Write again"@en ; '
        "ovs:carriedForwardFrom action:a ."
    )  # fmt: skip
    assert graph.find("3.1") == "https://example.org/town/action/b"
    assert graph.find("Write") == "https://example.org/town/action/a"


def test_what_is_printed_of_a_beginning_is_not_printed_of_the_end(make_graph: Make) -> None:
    seat = '; schema:endDate "2024-05-31"^^xsd:date ; ovs:dateAsStated "{}" ; ovs:edtf "{}" ] .'
    for printed, edtf, end in (
        ("May 2023", "2023-05", None),
        ("May 2023 to May 2024", "2023-05/2024-05", "May 2023 to May 2024"),
    ):
        graph = make_graph(
            BOARD + paper("n", "2024-06-01")
            + 'body:board ovs:seat [ a ovs:Seat ; org:member person:ann ; schema:startDate "2023-05-31"^^xsd:date '
            + seat.format(printed, edtf)
        )  # fmt: skip
        as_stated = {event.kind: event.as_stated or None for event in graph.timeline() if event.kind.startswith("seat")}
        assert as_stated == {"seat taken up": printed, "seat left": end}
        table = graph.query("timeline", asOf="2024-06-01")
        rows = {row[table.columns.index("kind")]: row[table.columns.index("as_stated")] for row in table.rows}
        assert {kind: words for kind, words in rows.items() if str(kind).startswith("seat")} == as_stated
