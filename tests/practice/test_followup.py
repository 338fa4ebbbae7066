"""The life of an action across small papers; each test says what somebody who read the notes would tell.

The board meets on 1 March, 1 June and 1 September 2018. Actions are asked for on 1 March unless a test says otherwise.
"""

import pytest
from tests.conftest import Make

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.practice.followup import OUTCOMES, FollowUp
from oversight_graph.practice.owners import by_owner

BOARD = """
body:board a ovs:OversightBody ; skos:prefLabel "The Board"@en .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" .
person:bob a foaf:Person ; skos:prefLabel "Bob Baker" .
commitment:1 a ovs:Commitment ; skos:notation "1" ; rdfs:label "Streets"@en .
paper:march a ovs:SourceDocument ; dcterms:date "2018-03-01"^^xsd:date ; ovs:recordOf meeting:march .
meeting:march a ovs:Meeting ; rdfs:label "March"@en ; ovs:convenes body:board ;
    schema:startDate "2018-03-01"^^xsd:date .
item:march a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; rdfs:label "Streets"@en .
"""


def later(month: str, day: str, *, notes: bool = True, of: str = "", more: str = "") -> str:
    """Return a later meeting of the board, with or without its own notes, that dealt with something or not."""
    scrutiny = f"; ovs:scrutiny [ a ovs:Scrutiny ; ovs:of {of} ; ovs:evidence <{month}#line=4,5> ]" if of else ""
    return (
        f'meeting:{month} a ovs:Meeting ; rdfs:label "{month}"@en ; ovs:convenes body:board ; '
        f'schema:startDate "{day}"^^xsd:date {more} .\n'
        f"item:{month} a ovs:AgendaItem ; dcterms:isPartOf meeting:{month} {scrutiny} .\n"
        + (
            f'paper:{month} a ovs:SourceDocument ; dcterms:date "{day}"^^xsd:date ; ovs:recordOf meeting:{month} .\n'
            if notes
            else ""
        )
    )


def action(name: str = "one", more: str = "", item: str = "march", paper: str = "march") -> str:
    return (
        f'action:{name} a ovs:Action ; dcterms:isPartOf item:{item} ; rdfs:label "Mend the road"@en ; '
        f"ovs:evidence <{paper}#line=6,7> {more} .\n"
    )


def life(make: Make, turtle: str, day: str, name: str = "one") -> FollowUp:
    [found] = [row for row in make(BOARD + turtle).follow_up(day) if row.id == name]
    return found


JUNE = later("june", "2018-06-01")
IN_JUNE = later("june", "2018-06-30", more='; ovs:edtf "2018-06"')
DONE = "; ovs:dischargedBy item:june ; ovs:actionState action-state:discharged"
ANSWERED = "; ovs:answeredBy item:june ; ovs:actionState action-state:answered"


def test_asked_and_no_later_notes(make_graph: Make) -> None:
    # Asked on 1 March; by 31 March, 30 days on, the board is not known to have met again.
    row = life(make_graph, action(), "2018-03-31")
    assert (row.outcome, row.age_days, row.asked) == ("no later notes", 30, "2018-03-01")
    assert row.life == ("asked 2018-03-01",)
    assert (row.later_meetings, row.later_notes, row.promise, row.date) == (0, 0, "", "2018-03-31")
    assert row.links == ("Mend the road was asked for by The Board",)
    # That nothing is shown does not mean that nothing was done: the days are counted, and nobody is said to wait.
    assert row.meaning.endswith("nothing could be seen. 30 days have passed since it was asked for.")


def test_never_seen_again_needs_later_notes(make_graph: Make) -> None:
    # The board met in June. Without the notes of June nothing could be seen; with them, it was not.
    without = life(make_graph, action() + later("june", "2018-06-01", notes=False), "2018-07-01")
    assert (without.outcome, without.later_meetings, without.later_notes) == ("no later notes", 1, 0)
    having = life(make_graph, action() + JUNE, "2018-07-01")
    assert (having.outcome, having.later_meetings, having.later_notes) == ("never seen again", 1, 1)
    assert "the notes of 1 later meeting of the body are loaded, and no item" in having.meaning
    assert having.age_days == 122  # 30 days of March, 30, 31, 30 of June, and 1 July


def test_notes_of_another_body_say_nothing(make_graph: Make) -> None:
    other = JUNE.replace("body:board", "body:other") + 'body:other a ovs:OversightBody ; skos:prefLabel "Other"@en .\n'
    assert life(make_graph, action() + other, "2018-07-01").outcome == "no later notes"


@pytest.mark.parametrize("planned", ["scheduled", "deferred"])
def test_a_meeting_that_was_only_announced_is_no_later_meeting(make_graph: Make, planned: str) -> None:
    june = later("june", "2018-06-01", more=f"; ovs:outcome outcome:{planned}")
    assert life(make_graph, action() + june, "2018-07-01").later_meetings == 0


def test_a_later_item_on_the_action_is_a_look_at_it(make_graph: Make) -> None:
    june = later("june", "2018-06-01", of="action:one", more='; ovs:edtf "2018-06"')
    row = life(make_graph, action() + june, "2018-07-01")
    assert row.outcome == "looked at again"
    assert row.life == ("asked 2018-03-01", "looked at again 2018-06 by The Board")
    assert [entry.rpartition("/")[2] for entry in row.evidence] == ["june#line=4,5", "march#line=6,7"]
    # Before June nobody had.
    assert life(make_graph, action() + june, "2018-05-31").outcome == "no later notes"


def test_a_later_item_on_the_same_subject_is_told_and_is_no_answer(make_graph: Make) -> None:
    # The item of March and that of June both dealt with commitment 1.
    march = "item:march ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ] .\n"
    row = life(make_graph, action() + march + later("june", "2018-06-01", of="commitment:1"), "2018-07-01")
    assert (row.outcome, row.subject_again) == ("never seen again", ("The Board 2018-06-01",))
    assert "subjects of its item came up again in 2018-06-01" in row.meaning


def test_an_earlier_meeting_on_the_subject_is_not_again(make_graph: Make) -> None:
    march = "item:march ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ] .\n"
    row = life(make_graph, action() + march + later("january", "2018-01-31", of="commitment:1"), "2018-07-01")
    assert row.subject_again == ()


def test_discharged_ends_the_age(make_graph: Make) -> None:
    # Recorded as done on 1 June: 92 days after 1 March, whatever the date of the question.
    done = action(more=DONE) + JUNE
    row = life(make_graph, done, "2020-01-01")
    assert (row.outcome, row.age_days) == ("discharged", 92)
    assert row.life == ("asked 2018-03-01", "discharged 2018-06-01")
    assert row.meaning == "Recorded as done, after 92 days."
    # On 31 May it was not done yet.
    assert life(make_graph, done, "2018-05-31").outcome == "no later notes"


def test_the_first_of_two_records_of_the_end_counts(make_graph: Make) -> None:
    twice = action(more=DONE + " ; ovs:dischargedBy item:september") + JUNE + later("september", "2018-09-01")
    for day in ("2018-07-01", "2018-10-01"):
        assert life(make_graph, twice, day).life == ("asked 2018-03-01", "discharged 2018-06-01")


def test_answered_counts_from_the_paper_that_says_so(make_graph: Make) -> None:
    # No meeting records the answer; the paper of 1 June tells of it.
    answered = action(more="; ovs:actionState action-state:answered", paper="june") + JUNE
    row = life(make_graph, answered, "2018-07-01")
    assert (row.outcome, row.age_days, row.life[-1]) == ("answered", 92, "answered 2018-06-01")
    early = life(make_graph, answered, "2018-05-31")
    assert (early.outcome, early.status) == ("no later notes", "open")


def test_brought_forward_takes_the_age_of_the_first_meeting(make_graph: Make) -> None:
    # The notes of March bring it forward from a meeting of January, of which only the month is known. Discharged at
    # once: 1 day from the last of January would be 29 days before 1 March.
    january = (
        'meeting:january a ovs:Meeting ; rdfs:label "January"@en ; ovs:convenes body:board ; '
        'schema:startDate "2018-01-31"^^xsd:date ; ovs:edtf "2018-01" .\n'
    )
    moved = action(
        more="; ovs:carriedForwardFrom meeting:january ; ovs:deferredTo meeting:march ; "
        "ovs:dischargedBy item:march ; ovs:actionState action-state:discharged ; ovs:due '2018-03-01'^^xsd:date"
    )
    row = life(make_graph, january + moved, "2018-07-01")
    assert row.life == (
        "asked 2018-01 in January",
        "brought forward 2018-03-01",
        "put off to 2018-03-01",
        "discharged 2018-03-01",
    )
    assert (row.asked, row.age_days, row.promise) == ("2018-01", 29, "kept")


def test_an_action_that_lives_on_as_another(make_graph: Make) -> None:
    # June has a record of its own that comes from the action of March, and September one that comes from June's: one
    # action, which waits since 1 March: 214 days up to 1 October.
    chain = action() + JUNE + later("september", "2018-09-01")
    chain += action("two", "; ovs:carriedForwardFrom action:one", item="june", paper="june")
    chain += action("three", "; ovs:carriedForwardFrom action:two", item="september", paper="september")
    [row] = make_graph(BOARD + chain).follow_up("2018-10-01")
    assert (row.id, row.outcome, row.age_days) == ("three", "no later notes", 214)
    assert row.life == ("asked 2018-03-01", "brought forward 2018-06-01", "brought forward 2018-09-01")
    # Before June, the first one is alone; in June it is taken up.
    assert [row.id for row in make_graph(BOARD + chain).follow_up("2018-05-01")] == ["one"]
    assert [row.id for row in make_graph(BOARD + chain).follow_up("2018-06-01")] == ["two"]


def test_an_action_that_is_opened_again(make_graph: Make) -> None:
    # Done on 1 June; September found the costs wrong, and asked again.
    again = action(more=DONE) + JUNE + later("september", "2018-09-01")
    again += action("two", "; ovs:carriedForwardFrom action:one", item="september", paper="september")
    first, second = make_graph(BOARD + again).follow_up("2018-10-01")
    assert (first.outcome, first.life[1:]) == ("discharged", ("discharged 2018-06-01", "opened again 2018-09-01"))
    assert (second.outcome, second.life[1:]) == ("no later notes", ("opened again 2018-09-01",))


def test_of_actions_that_come_from_each_other_the_later_is_left(make_graph: Make) -> None:
    loop = action(more="; ovs:carriedForwardFrom action:two") + JUNE
    loop += action("two", "; ovs:carriedForwardFrom action:one", item="june", paper="june")
    assert [row.id for row in make_graph(BOARD + loop).follow_up("2018-07-01")] == ["two"]


def test_deferred_until_there_are_notes(make_graph: Make) -> None:
    # Put off to September. June's notes need not mention it; from September on they should.
    put_off = action(more="; ovs:actionState action-state:deferred ; ovs:deferredTo meeting:september") + JUNE
    announced = put_off + later("september", "2018-09-01", notes=False, more="; ovs:outcome outcome:scheduled")
    waiting = life(make_graph, announced, "2018-07-01")
    assert (waiting.outcome, waiting.promise) == ("deferred", "not yet due")
    assert waiting.life == ("asked 2018-03-01", "put off to 2018-09-01")
    assert life(make_graph, announced, "2018-10-01").promise == "no later meeting of the body loaded"
    held = life(make_graph, put_off + later("september", "2018-09-01"), "2018-10-01")
    assert (held.outcome, held.promise) == ("never seen again", "body met, action not mentioned")


@pytest.mark.parametrize(
    ("turtle", "day", "promise"),
    [
        (action(), "2018-07-01", ""),
        (action(more="; ovs:due '2018-05-01'^^xsd:date"), "2018-05-01", "no later meeting of the body loaded"),
        (action(more="; ovs:due '2018-05-01'^^xsd:date"), "2018-04-30", "not yet due"),
        (action(more="; ovs:due '2018-05-01'^^xsd:date") + JUNE, "2018-07-01", "body met, action not mentioned"),
        # The board met before the day, and not after it.
        (action(more="; ovs:due '2018-06-15'^^xsd:date") + JUNE, "2018-07-01", "no later meeting of the body loaded"),
        (
            action(more="; ovs:due '2018-05-01'^^xsd:date") + later("june", "2018-06-01", of="action:one"),
            "2018-07-01",
            "looked at again",
        ),
        (
            action(more=f"; ovs:due '2018-06-01'^^xsd:date {DONE}") + JUNE,
            "2018-07-01",
            "kept",
        ),
        (
            action(more=f"; ovs:due '2018-05-31'^^xsd:date {DONE}") + JUNE,
            "2018-07-01",
            "kept late",
        ),
        # Some day of June is after the last of May, and may be before the middle of June.
        (action(more=f"; ovs:due '2018-05-31'^^xsd:date {DONE}") + IN_JUNE, "2018-07-01", "kept late"),
        (action(more=f"; ovs:due '2018-06-15'^^xsd:date {DONE}") + IN_JUNE, "2018-07-01", "kept, perhaps late"),
        (action(more=f"; ovs:due '2018-06-15'^^xsd:date {ANSWERED}") + IN_JUNE, "2018-07-01", "answered, perhaps late"),
        (action(more=f"; ovs:due '2018-06-30'^^xsd:date {DONE}") + IN_JUNE, "2018-07-01", "kept"),
    ],
)  # fmt: skip
def test_what_became_of_a_promise_for_a_day(make_graph: Make, turtle: str, day: str, promise: str) -> None:
    assert life(make_graph, turtle, day).promise == promise


def test_before_any_meeting_and_without_any(make_graph: Make) -> None:
    assert make_graph(BOARD + action()).follow_up("2018-02-28") == []
    assert make_graph("").follow_up("2018-02-28") == []
    assert by_owner([]) == []


def test_an_action_without_a_dated_meeting_has_no_age(make_graph: Make) -> None:
    undated = 'action:x a ovs:Action ; rdfs:label "Undated"@en .\n'
    [row] = make_graph(undated).follow_up("2018-02-28")
    assert (row.age_days, row.asked, row.life, row.outcome) == (None, "", (), "no later notes")


# -- owners


def test_who_was_asked_and_who_holds_the_post_now(make_graph: Make) -> None:
    # Ann was seen as clerk on 1 March, Bob on 1 June. One action was asked of Ann, one of Bob, and one of nobody.
    turtle = action(more="; ovs:owner post:clerk ; ovs:due '2018-05-01'^^xsd:date") + later("june", "2018-06-01")
    turtle += action("two", "; ovs:owner post:clerk", item="june", paper="june") + action("three")
    turtle += (
        'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; ovs:seenOn "2018-03-01"^^xsd:date ] .\n'
        'person:bob ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; ovs:seenOn "2018-06-01"^^xsd:date ] .\n'
    )
    graph = make_graph(BOARD + turtle)
    rows = {row.id: row for row in graph.follow_up("2018-07-01")}
    assert (rows["one"].holder, rows["one"].holder_then) == (("Bob Baker",), ("Ann Able",))
    assert (rows["two"].holder, rows["two"].holder_then) == (("Bob Baker",), ("Bob Baker",))
    assert (rows["three"].owner, rows["three"].holder_then) == ((), ())
    clerk, nobody = by_owner(rows.values())
    assert (clerk.owner, clerk.holder, clerk.asked_of) == ("Clerk", "Bob Baker", ("Ann Able (1)", "Bob Baker (1)"))
    assert (clerk.actions, clerk.never_seen_again, clerk.no_later_notes, clerk.overdue) == (2, 1, 1, 1)
    assert clerk.oldest_days == 122
    assert "Some were asked of Ann Able; Bob Baker was last seen in the post." in clerk.meaning
    assert (nobody.owner, nobody.actions) == (None, 1)
    assert [row.id for row in graph.follow_up("2018-07-01", owner="Clerk")] == ["one", "two"]
    with pytest.raises(UsageError, match="1 Streets is no post, person, body"):
        graph.follow_up("2018-07-01", owner="1")


def test_an_owner_who_is_printed_is_never_nobody(make_graph: Make) -> None:
    # The notes print initials, and the data does not say whose they are: one action for PA, two for PB, one for nobody.
    turtle = action(more='; ovs:ownerAsStated "PA"') + action("two", '; ovs:ownerAsStated "PB"')
    turtle += action("three", '; ovs:ownerAsStated "P.B."').replace("P.B.", "pb") + action("four")
    rows = by_owner(make_graph(BOARD + turtle).follow_up("2018-07-01"))
    assert [(row.owner, row.owner_as_stated, row.actions) for row in rows] == [
        (None, ("PA",), 1), (None, ("PB", "pb"), 2), (None, (), 1),
    ]  # fmt: skip
    assert rows[0].meaning.endswith("Printed as PA; the data does not say who that is.")
    assert rows[2].meaning.endswith("The papers cited for them print no owner.")


def test_two_posts_of_one_name_are_two_owners(make_graph: Make) -> None:
    turtle = 'post:other a org:Post ; skos:prefLabel "Clerk"@en .\n' + action(more="; ovs:owner post:clerk")
    turtle += action("two", "; ovs:owner post:other")
    rows = by_owner(make_graph(BOARD + turtle).follow_up("2018-07-01"))
    assert [(row.owner, row.actions, row.owner_iri.rpartition("/")[2]) for row in rows] == [
        ("Clerk", 1, "clerk"), ("Clerk", 1, "other"),
    ]  # fmt: skip


def test_what_lives_on_as_another_action_waits_there(make_graph: Make) -> None:
    # The action of March lives on as that of June: one action, which waits since 1 March.
    chain = action(more="; ovs:owner post:clerk") + JUNE
    chain += action("two", "; ovs:owner post:clerk ; ovs:carriedForwardFrom action:one", item="june", paper="june")
    [clerk] = by_owner(make_graph(BOARD + chain).follow_up("2018-07-01"))
    assert (clerk.actions, clerk.carried_forward, clerk.no_later_notes, clerk.oldest_days) == (1, 0, 1, 122)
    assert clerk.meaning.startswith("1 action; of 1 no end is shown")


def test_of_an_owner_all_of_whose_actions_ended_no_number_is_missed(make_graph: Make) -> None:
    one = action(more="; ovs:owner post:clerk" + DONE) + JUNE
    two = one + action("two", "; ovs:owner post:clerk" + DONE)
    meanings = [by_owner(make_graph(BOARD + turtle).follow_up("2018-07-01"))[0].meaning for turtle in (one, two)]
    ended = "shown in the loaded papers to have been done, answered or carried forward."
    assert meanings == [f"1 action; it is {ended}", f"2 actions; each is {ended}"]


def test_counts_of_owners_add_up(graph: OversightGraph) -> None:
    rows = graph.follow_up("2021-04-27")
    owners = by_owner(rows)
    assert sum(owner.actions for owner in owners) == len(rows) >= 20
    for outcome in OUTCOMES:
        counted = sum(getattr(owner, outcome.replace(" ", "_")) for owner in owners)
        assert counted == sum(row.outcome == outcome for row in rows)
    assert {row.outcome for row in rows} <= set(OUTCOMES)


# -- known answers, read in the papers by hand


def life_of(graph: OversightGraph, name: str, day: str = "2021-04-27") -> FollowUp:
    [row] = [row for row in graph.follow_up(day) if row.id == name]
    return row


def test_west_mercia_call_handling(graph: OversightGraph) -> None:
    """August 2017, 1.1: asked in June for July, put off to August, and held to be discharged there."""
    row = life_of(graph, "2017-08-22-1-1")
    assert row.asked == "2017-06"
    assert [step.split()[0] for step in row.life] == ["asked", "brought", "put", "discharged"]
    # From the last day of June to 22 August: 31 + 22.
    assert (row.outcome, row.age_days, row.promise) == ("discharged", 53, "kept")
    assert row.life[-1] == "discharged 2017-08-22"


def test_west_mercia_draft_confidence_strategy(graph: OversightGraph) -> None:
    """November 2017, 4a 2: the DCC is to share the draft. The notes of 2019 and 2021 do not come back to that."""
    row = life_of(graph, "2017-11-30-4a-2")
    assert (row.outcome, row.later_notes, row.holder_then, row.holder) == (
        "never seen again", 2, ("Amanda Blakeman",), ("Julian Moss",),
    )  # fmt: skip
    # The strategy itself came up again in April 2021 (2.1).
    assert "Monthly Holding to Account 2021-04-27" in row.subject_again
    # 30 November 2017 to 27 April 2021: three years with 29 February 2020 make 1096, then 31+31+28+31+27 = 148.
    assert row.age_days == 1096 + 148


def test_west_mercia_confidence_is_to_be_revisited(graph: OversightGraph) -> None:
    """April 2021, 2.1: the PCC is to come back to it in six months; no later paper is loaded."""
    then = life_of(graph, "2021-04-27-1")
    assert (then.outcome, then.promise, then.due) == ("no later notes", "not yet due", "2021-10-27")
    assert (then.life, then.age_days) == (("asked 2021-04-27",), 0)
    assert life_of(graph, "2021-04-27-1", "2021-12-31").promise == "no later meeting of the body loaded"


def test_west_mercia_telford(graph: OversightGraph) -> None:
    """August 2017 asks the CC for the September meeting; November's 1.1 comes back to Telford and asks for more."""
    row = life_of(graph, "2017-08-22-4a-1-a3")
    assert (row.outcome, row.promise) == ("looked at again", "looked at again")
    assert row.life[-1] == "looked at again 2017-11-30 by Monthly Holding to Account"
    assert life_of(graph, "2017-08-22-4a-1-a3", "2017-10-01").promise == "no later meeting of the body loaded"


def test_west_mercia_status_is_that_of_the_action_log(graph: OversightGraph) -> None:
    for day in ("2017-08-22", "2018-11-27", "2021-04-27"):
        log = {action.iri: action.status for action in graph.actions(day)}
        assert log
        assert log == {row.iri: row.status for row in graph.follow_up(day)}
