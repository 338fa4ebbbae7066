"""The action log at a date, on the notes of two small meetings.

The expected state is what somebody who had read the notes up to that day would say; each test begins with that
reading. Unless a test says otherwise, an action was asked for on 1 March 2018.
"""

import pytest
from tests.conftest import Make

from oversight_graph.errors import NotFoundError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.practice.owners import by_owner
from oversight_graph.registers.actions import Action

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


def rows_of_question(graph: OversightGraph, question: str, **parameters: str) -> list[dict[str, str | None]]:
    """Return the rows of a question, by column."""
    return graph.query(question, **parameters).records()


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
            owner=("Town clerk",),
            owner_as_stated="TC",
            holder=("Ann Able",),
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
            settled_on=None,
            settled_at=None,
            settled_by=(),
            ground="",
            iri="https://example.org/town/action/march-4a-a1",
            owner_iri=("https://example.org/town/post/clerk",),
            holder_iri=("https://example.org/town/person/ann",),
            settled_by_iri=(),
            earlier_iri=(),
            settled_day=None,
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


def test_what_a_later_paper_withdraws_is_not_overdue_from_then_on(make_graph: Make) -> None:
    # Due on 1 April; the notes of June say that nobody asks for it any more, and not that it was done.
    graph = make_graph(
        MEETINGS
        + action(more=state("withdrawn") + due("2018-04-01") + "; ovs:owner post:clerk ; ovs:evidence <notes#line=4,5>")
        + f'<{PAPER}notes> a ovs:SourceDocument ; dcterms:title "Notes" ; dcterms:date "2018-06-01"^^xsd:date .\n'
    )
    for day, expected in (("2018-03-31", "open"), ("2018-05-31", "overdue"), ("2018-06-01", "withdrawn")):
        [row] = graph.actions(day)
        assert row.status == expected
        late = [each["iri"] for each in rows_of_question(graph, "actions-overdue-at-a-date", asOf=day)]
        assert late == [each.iri for each in graph.actions(day, overdue=True)]
    assert (row.settled, row.settled_on, row.discharged_by) == (True, "2018-06-01", None)
    [life] = graph.follow_up("2018-07-01")
    assert (life.outcome, life.promise) == ("withdrawn", "withdrawn late")
    assert life.life == ("asked 2018-03-01", "withdrawn 2018-06-01")
    assert "no paper says that it was done" in life.meaning
    [owner] = by_owner([life])
    assert (owner.withdrawn, owner.discharged, owner.overdue, owner.oldest_days) == (1, 0, 0, None)
    [event] = graph.timeline(as_of="2018-07-01", kinds=["action withdrawn"])
    assert (event.day, event.evidence) == ("2018-06-01", (f"{PAPER}notes#line=4,5",))
    told = [row for row in rows_of_question(graph, "timeline", asOf="2018-07-01") if row["kind"] == "action withdrawn"]
    assert [row["day"] for row in told] == ["2018-06-01"]
    assert "action-overdue" not in {each.check for each in graph.check("2018-07-01", shapes=False)}


def test_what_is_asked_for_again_after_it_was_withdrawn_is_another_action(make_graph: Make) -> None:
    again = action("june-1-a1", state("open") + "; ovs:carriedForwardFrom action:march-4a-a1", "item:june-1")
    for before, number in (("deferred", 1), ("withdrawn", 2)):
        assert len(log(make_graph, action(more=state(before)) + again, "2018-07-01")) == number


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
        ("a1", ("Town clerk",)),
        ("a2", ("Mayor",)),
        ("a3", ("Mayor", "Town clerk")),
        ("a4", ()),
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
    assert holders == [("Ann Able",), ("Bob Brown",)]


def test_when_the_holder_was_last_seen_is_told_as_far_as_it_is_known(make_graph: Make) -> None:
    # Since some day of May 2017, and nothing later.
    tenure = 'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; schema:startDate "2017-05-31"^^xsd:date'
    turtle = action(more="; ovs:owner post:clerk") + f'{tenure} ; ovs:edtf "2017-05" ] .\n'
    assert log(make_graph, turtle, "2018-03-31")[0].holder_seen == "2017-05"


def test_each_owner_has_its_holder(make_graph: Make) -> None:
    # Of the two posts only that of the mayor is shown to be held; the data says who each of them is, and one row says
    # which of the two Ann holds. A person or a body that owns an action is not looked up as a post.
    turtle = action(more='; ovs:owner post:clerk, post:mayor ; ovs:ownerAsStated "TC/Mayor"') + (
        'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:mayor ; ovs:seenOn "2018-01-01"^^xsd:date ] .\n'
        'body:panel a ovs:OversightBody ; skos:prefLabel "Panel"@en ; skos:notation "WP" .\n'
    )
    turtle += action("b", "; ovs:owner person:ann, post:mayor, body:panel")
    graph = make_graph(MEETINGS + turtle)
    two, three = sorted(graph.actions("2018-03-01"), key=lambda row: row.id, reverse=True)
    assert (two.owner, two.holder) == (("Mayor", "Town clerk"), ("Ann Able", "not shown"))
    assert two.holder_iri == ("https://example.org/town/person/ann", "")
    assert (three.owner, three.holder) == (("Ann Able", "Mayor", "Panel"), ("Ann Able", "Ann Able", "Panel"))
    # Persons and bodies are asked for like posts, by initials too; the words printed do as well.
    for owner, found in (("Ann Able", ["b"]), ("WP", ["b"]), ("Mayor", ["b", "march-4a-a1"]), ("TC", ["march-4a-a1"])):
        assert [row.id for row in graph.actions("2018-03-01", owner=owner)] == found, owner
        assert [row.id for row in graph.follow_up("2018-03-01", owner=owner)] == found, owner
    by_owner = {row.owner: (row.actions, row.shared) for row in graph.by_owner("2018-03-01")}
    assert by_owner == {"Ann Able": (1, 1), "Mayor": (2, 2), "Panel": (1, 1), "Town clerk": (1, 1)}


def test_initials_that_the_data_does_not_explain_are_an_owner_all_the_same(make_graph: Make) -> None:
    # "All" is also part of the name of a body; printed, it is the owner. What nobody prints is not found.
    turtle = action("a1", '; ovs:ownerAsStated "PB"') + action("a2", '; ovs:ownerAsStated "All"')
    graph = make_graph(MEETINGS + turtle + 'body:w a ovs:OversightBody ; skos:prefLabel "Wallsend Board"@en .\n')
    assert [row.id for row in graph.actions("2018-03-01", owner="pb")] == ["a1"]
    assert [row.id for row in graph.follow_up("2018-03-01", owner="All")] == ["a2"]
    with pytest.raises(NotFoundError):
        graph.actions("2018-03-01", owner="XY")
    with pytest.raises(UsageError, match="Meeting of March is no post, person, body"):
        graph.actions("2018-03-01", owner="Meeting of March")


TAKEN_UP = (
    action(more='; ovs:owner post:clerk ; ovs:evidence <march#line=4,5> ; ovs:dueAsStated "now"' + due("2018-03-10"))
    + action("b", "; ovs:carriedForwardFrom action:march-4a-a1 ; ovs:evidence <june#line=2,3>", "item:june-1")
)  # fmt: skip


def test_an_action_taken_up_in_a_later_record_is_one_action(make_graph: Make) -> None:
    # June takes up the action of March and says neither by when nor of whom: both hold on. From June on there is one
    # action, overdue once; before, there is that of March.
    met = 'body:town a ovs:OversightBody ; skos:prefLabel "Town Board"@en .\n'
    met += "".join(f"meeting:{month} ovs:convenes body:town .\n" for month in ("march", "june"))
    graph = make_graph(MEETINGS + TAKEN_UP + met)
    [before] = graph.actions("2018-05-31")
    assert (before.id, before.status, before.due) == ("march-4a-a1", "overdue", "2018-03-10")
    [after] = graph.actions("2018-06-01")
    assert (after.id, after.status, after.due, after.owner) == ("b", "overdue", "2018-03-10", ("Town clerk",))
    assert after.earlier_iri == ("https://example.org/town/action/march-4a-a1",)
    assert [place.rpartition("/")[2] for place in after.evidence] == ["june#line=2,3", "march#line=4,5"]
    for day in ("2018-05-31", "2018-06-01"):
        late = graph.query("actions-overdue-at-a-date", asOf=day).rows
        assert [row[-1] for row in late] == [row.iri for row in graph.actions(day, overdue=True)]
        assert len(graph.query("actions-due-by-a-date", asOf=day).rows) == 1
        overdue = [row for row in graph.check(day, shapes=False) if row.check == "action-overdue"]
        assert [row.entity for row in overdue] == ["Mend the road"]
        assert [row.actions for row in graph.by_owner(day)] == [1]
    for name, options in (("actions-of-a-post", {"post": "Town clerk"}), ("actions-by-owner", {})):
        rows = rows_of_question(graph, name, **options)
        assert sum(int(row.get("actions") or 1) for row in rows) == 1, name


def test_a_later_record_with_words_on_time_has_the_last_word(make_graph: Make) -> None:
    # June says "ongoing": the day of March holds no more, and nothing is overdue.
    turtle = TAKEN_UP + 'action:b ovs:dueAsStated "ongoing" .\n'
    [row] = log(make_graph, turtle, "2018-12-31")
    assert (row.id, row.due, row.due_as_stated, row.status) == ("b", None, "ongoing", "open")


def test_an_action_that_was_done_and_is_opened_again_is_another(make_graph: Make) -> None:
    # Recorded as done in April, taken up in June: the first was done, the second is open.
    april = (
        'meeting:april a ovs:Meeting ; rdfs:label "Meeting of April"@en ; schema:startDate "2018-04-01"^^xsd:date .\n'
        'item:april a ovs:AgendaItem ; dcterms:isPartOf meeting:april ; rdfs:label "Old business"@en ; '
        "ovs:evidence <april#line=7,8> .\n"
    )
    turtle = (
        april
        + TAKEN_UP
        + "action:march-4a-a1 ovs:dischargedBy item:april .\n"
        + "action:b"
        + state("open")[1:]
        + " .\n"
    )
    first, second = log(make_graph, turtle, "2018-07-01")
    assert (first.status, first.settled_on, first.settled_at) == ("discharged", "2018-04-01", "Meeting of April")
    assert (first.ground, second.status, second.earlier_iri) == ("agenda item: Old business", "open", ())
    # The discharge is cited where it is printed.
    assert "https://example.org/town/paper/april#line=7,8" in first.evidence


def test_what_was_taken_up_again_and_done_was_asked_for_at_first(make_graph: Make) -> None:
    # March asked, June took it up, July recorded it as done: asked for in March, in the question as in the follow-up.
    july = (
        'meeting:july a ovs:Meeting ; rdfs:label "Meeting of July"@en ; schema:startDate "2018-07-01"^^xsd:date .\n'
        'item:july a ovs:AgendaItem ; dcterms:isPartOf meeting:july ; rdfs:label "Old business"@en .\n'
        "action:b ovs:dischargedBy item:july .\n"
    )
    graph = make_graph(MEETINGS + TAKEN_UP + july)
    [done] = rows_of_question(graph, "actions-discharged")
    [life] = graph.follow_up("2018-07-01")
    assert (done["asked_on"], life.asked, done["discharged_on"]) == ("2018-03-01", "2018-03-01", "2018-07-01")


def test_a_decision_closes_an_action(make_graph: Make) -> None:
    # The record of March stays as it was; what the meeting of June decided closes it from that day on.
    decision = (
        'action:d a ovs:Decision ; dcterms:isPartOf item:june-1 ; rdfs:label "Closed"@en ; '
        "ovs:closes action:march-4a-a1 ; ovs:evidence <june#line=3,4> .\n"
    )
    graph = make_graph(MEETINGS + action(more=state("open") + due("2018-04-01")) + decision)
    assert [graph.actions(day)[0].status for day in ("2018-05-31", "2018-06-01")] == ["overdue", "discharged"]
    [row] = graph.actions("2018-06-01")
    assert (row.ground, row.discharged_by, row.settled_on) == ("decision: Closed", "Closed", "2018-06-01")
    assert graph.query("actions-overdue-at-a-date", asOf="2018-06-01").rows == []
    [done] = rows_of_question(graph, "actions-discharged")
    assert (done["discharged_by"], done["meeting"], done["discharged_on"]) == (
        "Closed",
        "Meeting of June",
        "2018-06-01",
    )


def test_an_answer_has_the_date_of_the_meeting_that_answered(make_graph: Make) -> None:
    # Asked for in March, answered in June under "Matters arising"; nobody closed it.
    graph = make_graph(MEETINGS + action(more=state("answered") + "; ovs:answeredBy item:june-1" + due("2018-04-01")))
    assert graph.actions("2018-05-31")[0].status == "overdue"
    [row] = graph.actions("2018-07-01")
    assert (row.status, row.settled_on, row.settled_at) == ("answered", "2018-06-01", "Meeting of June")
    [life] = graph.follow_up("2018-07-01")
    assert (life.life, life.promise) == (("asked 2018-03-01", "answered 2018-06-01"), "answered late")
    events = graph.timeline(as_of="2018-07-01", kinds=["action answered"])
    assert [(event.day, event.meaning) for event in events] == [
        (
            "2018-06-01",
            "Meeting of June was given an update, and is not shown to have closed it (under: Matters arising).",
        )
    ]
    for day in ("2018-05-31", "2018-06-01"):
        late = graph.query("actions-overdue-at-a-date", asOf=day).rows
        assert [row[-1] for row in late] == [row.iri for row in graph.actions(day, overdue=True)]
