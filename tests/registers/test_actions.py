"""The action log at a date, on the notes of two small meetings.

The expected state is what somebody who had read the notes up to that day would say; each test begins with that
reading. Unless a test says otherwise, an action was asked for on 1 March 2018.
"""

from collections.abc import Callable

import pytest

from oversight_graph.graph import OversightGraph
from oversight_graph.registers.actions import Action

Make = Callable[[str], OversightGraph]
PAPER = "https://example.org/town/paper/"

MEETINGS = """
post:clerk a org:Post ; skos:prefLabel "Town clerk"@en .
post:mayor a org:Post ; skos:prefLabel "Mayor"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" .
meeting:march a ovs:Meeting ; rdfs:label "Meeting of March"@en ; schema:startDate "2018-03-01"^^xsd:date .
item:march-4 a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; skos:notation "4" ; rdfs:label "Roads"@en .
item:march-4a a ovs:AgendaItem ; dcterms:isPartOf item:march-4 ; skos:notation "4a" ; rdfs:label "Potholes"@en .
meeting:june a ovs:Meeting ; rdfs:label "Meeting of June"@en ; schema:startDate "2018-06-01"^^xsd:date .
item:june-1 a ovs:AgendaItem ; dcterms:isPartOf meeting:june ; rdfs:label "Matters arising"@en .
"""


def action(name: str = "march-4a-a1", more: str = "", item: str = "item:march-4a") -> str:
    """Return an action in Turtle."""
    return f'action:{name} a ovs:Action ; dcterms:isPartOf {item} ; rdfs:label "Mend the road"@en {more} .\n'


def state(name: str) -> str:
    return f"; ovs:actionState action-state:{name}"


def due(day: str) -> str:
    return f'; ovs:due "{day}"^^xsd:date'


def log(make: Make, turtle: str, day: str, **options: object) -> list[Action]:
    return make(MEETINGS + turtle).actions(day, **options)  # type: ignore[arg-type]


def status(make: Make, turtle: str, day: str) -> str:
    [found] = log(make, turtle, day)
    return found.status


def test_the_row_of_an_action(make_graph: Make) -> None:
    # All that the notes say of it: item 4a of March, for the clerk (printed TC), by Easter, lines 5 and 7. Ann was seen
    # as clerk in 2017.
    turtle = action(
        more='; ovs:owner post:clerk ; ovs:ownerAsStated "TC" ; ovs:dueAsStated "by Easter" ; '
        "ovs:evidence <notes#line=6,7>, <notes#line=4,5> ; ovs:certainty certainty:probable" + due("2018-04-01")
    ) + (
        'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; ovs:seenOn "2017-05-01"^^xsd:date ] .\n'
        "action:march-4a-a1 ovs:carriedForwardFrom meeting:march ; ovs:deferredTo meeting:june .\n"
    )
    assert log(make_graph, turtle, "2018-03-31") == [
        Action(
            id="march-4a-a1",
            text="Mend the road",
            owner="Town clerk",
            owner_as_stated="TC",
            holder="Ann Able",
            due="2018-04-01",
            due_as_stated="by Easter",
            status="open",
            meeting="Meeting of March",
            item="4a Potholes",
            discharged_by=None,
            evidence=(f"{PAPER}notes#line=4,5", f"{PAPER}notes#line=6,7"),
            raised="2018-03-01",
            carried_forward_from="Meeting of March",
            deferred_to="Meeting of June",
            note="probable",
            holder_seen="2017-05-01",
            iri="https://example.org/town/action/march-4a-a1",
            owner_iri=("https://example.org/town/post/clerk",),
            holder_iri=("https://example.org/town/person/ann",),
        )
    ]


def test_an_action_is_in_the_log_from_the_day_of_its_meeting(make_graph: Make) -> None:
    # Asked for on 1 March.
    assert [len(log(make_graph, action(), day)) for day in ("2018-02-28", "2018-03-01")] == [0, 1]


@pytest.mark.parametrize(
    ("day", "expected"), [("2018-03-31", "open"), ("2018-04-01", "open"), ("2018-04-02", "overdue")]
)
def test_overdue_from_the_day_after_the_last_day(make_graph: Make, day: str, expected: str) -> None:
    # Due on 1 April: that day still counts.
    assert status(make_graph, action(more=state("open") + due("2018-04-01")), day) == expected


def test_without_a_date_nothing_is_overdue(make_graph: Make) -> None:
    # "As soon as possible" is no date; and no state at all is read as open.
    assert status(make_graph, action(more=state("open") + '; ovs:dueAsStated "asap"'), "2030-01-01") == "open"
    assert status(make_graph, action(), "2030-01-01") == "open"


@pytest.mark.parametrize("settled", ["deferred", "answered"])
def test_deferred_and_answered_are_not_overdue(make_graph: Make, settled: str) -> None:
    # Put off to a later meeting, or an update was given; its day is past.
    assert status(make_graph, action(more=state(settled) + due("2018-04-01")), "2019-01-01") == settled


@pytest.mark.parametrize(
    ("day", "expected", "by"),
    [
        ("2018-03-31", "open", None),
        ("2018-05-31", "overdue", None),
        ("2018-06-01", "discharged", "Matters arising"),
        ("2019-01-01", "discharged", "Matters arising"),
    ],
)
def test_a_discharge_counts_from_the_meeting_that_records_it(
    make_graph: Make, day: str, expected: str, by: str | None
) -> None:
    # Due on 1 April, recorded as done by the meeting of June.
    turtle = action(more=state("discharged") + due("2018-04-01") + "; ovs:dischargedBy item:june-1")
    [found] = log(make_graph, turtle, day)
    assert (found.status, found.discharged_by) == (expected, by)


def test_a_later_paper_can_discharge_what_an_earlier_one_left_open(make_graph: Make) -> None:
    # The notes of March say open; those of June add that it is done, without a word of state.
    turtle = action(more=state("open")) + "action:march-4a-a1 ovs:dischargedBy item:june-1 .\n"
    assert [status(make_graph, turtle, day) for day in ("2018-05-31", "2018-06-01")] == ["open", "discharged"]


def test_of_two_states_the_one_further_on_counts(make_graph: Make) -> None:
    # Two papers, two words.
    assert status(make_graph, action(more=state("open") + state("answered")), "2018-06-01") == "answered"
    assert status(make_graph, action(more=state("deferred") + state("answered")), "2018-06-01") == "answered"


def test_discharged_without_saying_where(make_graph: Make) -> None:
    # The notes themselves record it as done.
    [found] = log(make_graph, action(more=state("discharged") + due("2018-02-01")), "2018-03-01")
    assert (found.status, found.discharged_by) == ("discharged", None)


def test_discharged_by_an_item_without_a_label(make_graph: Make) -> None:
    # The item that records it has no label and hangs on no meeting: its date is not known, so it counts.
    assert status(make_graph, action(more=state("open") + "; ovs:dischargedBy item:lost"), "2018-03-01") == "discharged"


def test_only_the_actions_of_an_owner(make_graph: Make) -> None:
    # One for the clerk, one for the mayor, one for both, one for nobody. The owner may be asked for by name.
    turtle = (
        action("a1", "; ovs:owner post:clerk")
        + action("a2", "; ovs:owner post:mayor")
        + action("a3", "; ovs:owner post:mayor, post:clerk")
        + action("a4")
    )
    graph = make_graph(MEETINGS + turtle)
    assert [(row.id, row.owner) for row in graph.actions("2018-03-01")] == [
        ("a1", "Town clerk"),
        ("a2", "Mayor"),
        ("a3", "Mayor, Town clerk"),
        ("a4", None),
    ]
    assert [row.id for row in graph.actions("2018-03-01", owner="town clerk")] == ["a1", "a3"]
    assert [row.id for row in graph.actions("2018-03-01", owner="Mayor")] == ["a2", "a3"]


def test_only_overdue_actions(make_graph: Make) -> None:
    # Overdue, open, deferred although past.
    turtle = (
        action("a1", state("open") + due("2018-03-10"))
        + action("a2", state("open") + due("2018-05-10"))
        + action("a3", state("deferred") + due("2018-03-10"))
    )
    assert [row.id for row in log(make_graph, turtle, "2018-04-01", overdue=True)] == ["a1"]


def test_actions_stand_by_date_of_their_meeting(make_graph: Make) -> None:
    # June after March, whatever they are called; within a meeting by name.
    turtle = action("a", item="item:june-1") + action("c") + action("b", item="meeting:march")
    assert [(row.id, row.raised, row.item) for row in log(make_graph, turtle, "2018-12-31")] == [
        ("b", "2018-03-01", "Meeting of March"),
        ("c", "2018-03-01", "4a Potholes"),
        ("a", "2018-06-01", "Matters arising"),
    ]


def test_the_holder_is_the_one_of_the_day_asked_for(make_graph: Make) -> None:
    # Ann was clerk in 2018, Bob from 2019: who has to answer for it now.
    turtle = action(more="; ovs:owner post:clerk") + (
        'person:bob a foaf:Person ; skos:prefLabel "Bob Brown" ; '
        'ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; ovs:seenOn "2019-01-01"^^xsd:date ] .\n'
        'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; ovs:seenOn "2018-01-01"^^xsd:date ] .\n'
    )
    holders = [log(make_graph, turtle, day)[0].holder for day in ("2018-03-01", "2019-01-01")]
    assert holders == ["Ann Able", "Bob Brown"]
