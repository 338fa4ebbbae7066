"""Times of holders, seats and bodies: terms, hand-overs, dates known in part, vacancies, and what roads to them say.

Each case is a small town's paper; the expected values are what a reader of it would say, with the reason.
"""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Make

from oversight_graph.ask.catalogue import names
from oversight_graph.errors import NotFoundError
from oversight_graph.graph import OversightGraph
from oversight_graph.map.data import map_data
from oversight_graph.model.dates import Term, terms
from oversight_graph.model.dates import partial_date as partial
from oversight_graph.output.popolo import to_popolo
from oversight_graph.registers.people import Holding
from oversight_graph.registry.answers import answers

POST = "https://example.org/town/post/lead"
BASE = """
paper:p a ovs:SourceDocument ; dcterms:title "Register"@en ; dcterms:date "2024-06-01"^^xsd:date .
organization:town a org:FormalOrganization ; skos:prefLabel "Town Council"@en .
post:lead a org:Post ; skos:prefLabel "Harbour Lead"@en ; org:postIn organization:town .
body:board a ovs:OversightBody ; skos:prefLabel "Harbour Board"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann" . person:bob a foaf:Person ; skos:prefLabel "Bob" .
"""


def dated(since: str = "", until: str = "", more: str = "") -> str:
    start = f'; schema:startDate "{since}"^^xsd:date' if since else ""
    end = f'; schema:endDate "{until}"^^xsd:date' if until else ""
    return f"{start} {end} {more} ; ovs:evidence <p#line=1,2> ] .\n"


def tenure(who: str, since: str = "", until: str = "", more: str = "") -> str:
    return f"person:{who} ovs:tenure [ a ovs:Tenure ; ovs:post post:lead {dated(since, until, more)}"


def seat(who: str, since: str = "", until: str = "", more: str = "; org:role role:member") -> str:
    return f"body:board ovs:seat [ a ovs:Seat ; {who} {dated(since, until, more)}"


def shown(rows: list[Holding]) -> list[tuple[str | None, ...]]:
    return [(row.person, row.since, row.until, row.first_seen, row.last_seen) for row in rows]


def asked(graph: OversightGraph, name: str, day: str) -> list[dict[str, str | None]]:
    return graph.query(name, asOf=day).records()


def holders(graph: OversightGraph, day: str) -> set[str | None]:
    """Return who holds the post by the command, which must be what the question says."""
    command = {row.person for row in graph.people(day) if row.body is None and row.role == "holder"}
    question = {str(row["person"]) for row in asked(graph, "post-holders-at-a-date", day)}
    assert question == command, day
    return command


HANDOVER = BASE + tenure("ann", "2020-01-01", "2023-05-10") + tenure("bob", "2023-05-10")
TERMS = BASE + tenure("ann", "2018-01-01", "2019-05-31") + tenure("bob", "2019-06-01", "2022-05-31")
TERMS += tenure("ann", "2022-06-01")
YEARS = BASE + tenure("ann", "2015-12-31", "2017-12-31", '; ovs:edtf "2015/2017"')
YEARS += tenure("bob", "2017-12-31", more='; ovs:edtf "2017"')


def test_the_day_of_a_hand_over_belongs_to_both_and_is_an_event(make_graph: Make) -> None:
    graph = make_graph(HANDOVER)
    assert holders(graph, "2023-05-09") == {"Ann"}
    assert holders(graph, "2023-05-10") == {"Ann", "Bob"}
    assert holders(graph, "2023-05-11") == {"Bob"}
    events = [
        (event.when, event.kind, event.what) for event in graph.timeline(as_of="2024-06-01") if event.kind != "paper"
    ]
    assert events == [
        ("2020-01-01", "post taken up", "Ann: Harbour Lead"),
        ("2023-05-10", "post taken up", "Bob: Harbour Lead"),
        ("2023-05-10", "post left", "Ann: Harbour Lead"),
    ]
    assert not [finding for finding in graph.check() if finding.check == "two-holders"]


def test_two_terms_of_one_person_are_two(make_graph: Make) -> None:
    # Ann from 2018 to May 2019 and again from June 2022 on; Bob between. Nothing later than the day is told of it.
    graph = make_graph(TERMS)
    assert shown(graph.people("2018-06-01")) == [("Ann", "2018-01-01", "2019-05-31", "2018-01-01", "2018-06-01")]
    assert shown(graph.people("2023-06-01")) == [("Ann", "2022-06-01", None, "2022-06-01", "2022-06-01")]
    assert [row.since for row in graph.people(everything=True) if row.person == "Ann"] == ["2018-01-01", "2022-06-01"]
    assert [holders(graph, day) for day in ("2019-05-31", "2020-01-01", "2024-01-01")] == [{"Ann"}, {"Bob"}, {"Ann"}]
    [change] = graph.diff("2020-01-01", "2023-01-01")
    assert (change.before, change.after, change.when) == ("Bob", "Ann", "2022-06-01")
    assert change.meaning == "Bob held the post up to 2022-05-31, Ann from 2022-06-01 on."
    assert not [finding for finding in graph.check() if finding.check == "two-holders"]


def test_a_year_is_no_day(make_graph: Make) -> None:
    # From 2015 to 2017, and then Bob, from 2017 on: on a day of 2017 either may hold it; at its end it is Bob.
    graph = make_graph(YEARS)
    assert shown(graph.people("2016-06-01")) == [("Ann", "2015", "2017", "2015", "2016-06-01")]
    assert shown(graph.people("2018-06-01")) == [("Bob", "2017", None, "2017", "2017")]
    assert "not known on which day" in graph.people("2017-06-01")[0].note
    assert [holders(graph, day) for day in ("2014-12-31", "2017-06-01", "2017-12-31")] == [set(), {"Ann"}, {"Bob"}]
    assert [event.when for event in graph.timeline(as_of="2024-06-01")] == ["2015", "2017", "2017", "2024-06-01"]
    popolo = json.loads(to_popolo(graph, "2024-06-01"))
    assert [(each.get("start_date"), each.get("end_date")) for each in popolo["memberships"]] == [
        ("2015", "2017"),
        ("2017", None),
    ]
    assert not [finding for finding in graph.check() if finding.check in ("two-holders", "end-before-start")]
    # The days on which she was surely there end before what is known of her end does.
    late = BASE + tenure("ann", "2015-12-31", "2017-12-31", '; ovs:edtf "2015-03/2017"').replace(
        "2015-12-31", "2015-03-31"
    )
    [change] = make_graph(late + tenure("bob", "2017-12-31", more='; ovs:edtf "2017"')).diff("2016-01-01", "2018-01-01")
    assert change.meaning == "Ann held the post up to 2017, Bob from 2017 on."


def test_seats_in_turn(make_graph: Make) -> None:
    # A member twice, and a member who then chairs: no seat is seen after its end, and each end is an event.
    graph = make_graph(
        BASE
        + seat("org:member person:ann", "2018-01-01", "2019-05-31")
        + seat("org:member person:ann", "2022-06-01")
        + seat("org:member person:bob", "2018-01-01", "2020-12-31")
        + seat("org:member person:bob", "2021-01-01", more="; org:role role:chair")
    )
    assert {(row.person, row.role, row.last_seen) for row in graph.people("2020-06-01")} == {
        ("Bob", "member", "2020-06-01")
    }
    assert {row.last_seen for row in graph.people(everything=True) if row.until} == {"2019-05-31", "2020-12-31"}
    kinds = [event.kind for event in graph.timeline("Harbour Board", "2024-06-01")]
    assert kinds == ["seat taken up", "seat taken up", "seat left", "seat left", "seat taken up", "seat taken up"]


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("Acting Harbour Lead", "acting"),
        ("Harbour Lead (Interim)", "interim"),
        ("Harbour Lead, job-share", "job share"),
        ("Factory Lead", ""),
    ],
)
def test_how_a_post_is_held_stands_in_the_note(printed: str, word: str, make_graph: Make) -> None:
    graph = make_graph(BASE + tenure("ann", "2023-01-01", more=f'; ovs:capacityAsStated "{printed}"'))
    # The network and the map say it too, in a word: an acting holder is not shown as the holder.
    said = f"Ann{f' ({word})' if word else ''}, last seen 2023-01-01"
    assert graph.network("2024-06-01").nodes[POST]["holder"] == said
    assert map_data(graph, "2024-06-01").moments["2024-06-01"].holders[POST][0] == said
    [row] = graph.people()
    assert row.note.startswith(f"{word} (printed: {printed}); " if word else "there since")
    # So do the answers that name the holder: on the day and as an event.
    [asked_for] = asked(graph, "post-holders-at-a-date", "2024-06-01")
    assert asked_for["held_as"] == (word or None)
    in_words = f" ({word})" if word else ""
    assert [event.what for event in graph.timeline(kinds=["post taken up"])] == [f"Ann: Harbour Lead{in_words}"]
    assert [row.after for row in graph.diff("2022-12-31", "2024-01-01")] == [f"Ann{in_words}"]


def test_an_acting_holder_is_so_named_for_actions_and_no_longer_when_confirmed(make_graph: Make) -> None:
    # Ann was seen as acting lead in March, and as the lead in September: an action of each time says so, wherever told.
    def met(month: str, capacity: str) -> str:
        return f"""
        meeting:m{month} a ovs:Meeting ; rdfs:label "M{month}"@en ; ovs:convenes body:board ;
            schema:startDate "2023-{month}-01"^^xsd:date ; ovs:evidence <p#line=1,2> ;
            ovs:participation [ a ovs:Participation ; ovs:person person:ann ; ovs:post post:lead ;
                ovs:presence presence:attended ; {capacity} ovs:evidence <p#line=2,3> ] .
        action:a{month} a ovs:Action ; dcterms:isPartOf meeting:m{month} ; rdfs:label "Task {month}"@en ;
            ovs:owner post:lead ; ovs:ownerAsStated "Lead" ; ovs:evidence <p#line=3,4> .
        """

    graph = make_graph(BASE + met("03", 'ovs:capacityAsStated "Acting Lead" ;') + met("09", ""))
    for day, name, word in (("2023-03-01", "Ann (acting)", "acting"), ("2023-09-01", "Ann", None)):
        assert {holder for row in graph.actions(day) for holder in row.holder} == {name}
        assert {row["held_as"] for row in asked(graph, "post-holders-at-a-date", day)} == {word}
        [row] = [row for row in graph.people(day) if row.role == "holder"]
        assert ("acting" in row.note) == (word is not None)
    # Follow-up names who held the post when it was asked for.
    assert {row.text: row.holder_then for row in graph.follow_up("2023-09-01")} == {
        "Task 03": ("Ann (acting)",), "Task 09": ("Ann",)
    }  # fmt: skip


def test_an_acting_chair_is_told_as_such_by_the_questions(make_graph: Make) -> None:
    graph = make_graph(
        BASE + "body:board ovs:seat [ a ovs:Seat ; org:member person:ann ; org:role role:chair ; "
        'ovs:capacityAsStated "Acting Chair" ; ovs:evidence <p#line=1,2> ] .\n'
    )
    for table in (graph.query("who-chairs-what"), graph.query("who-sits-on-a-body", body="Harbour Board")):
        [told] = table.records()
        assert (told["person"], told["role"], told["held_as"]) == ("Ann", "chair", "acting")
    assert graph.bodies(everything=True)[0].chair == ("Ann (acting)",)
    # Bob took the chair from Ann in May, and acts in it: diff says since when, and how.
    graph = make_graph(
        BASE
        + seat("org:member person:ann ; org:role role:chair", "2020-01-01", "2023-05-10")
        + seat('org:member person:bob ; org:role role:chair ; ovs:capacityAsStated "Interim Chair"', "2023-05-10")
    )
    [chair] = [row for row in graph.diff("2022-01-01", "2024-01-01") if row.thing == "chair of Harbour Board"]
    assert (chair.before, chair.after, chair.when) == ("Ann", "Bob (interim)", "2023-05-10")


def test_who_was_last_shown_in_the_chair_comes_first_and_of_others_the_day_is_told(make_graph: Make) -> None:
    """Papers of many years show many chairs, and seldom that one had left: all at once would be a false statement."""
    chair = "; org:role role:chair ; ovs:seenOn"
    seen = {"ann": "2019-03-04", "bob": "2023-05-10"}
    graph = make_graph(
        BASE + "".join(seat(f"org:member person:{who}", more=f'{chair} "{day}"^^xsd:date') for who, day in seen.items())
    )
    [board] = graph.bodies("2024-01-01")
    assert board.chair == ("Bob", "Ann (last shown 2019-03-04)")
    assert [iri.rpartition("/")[2] for iri in board.chair_iri] == ["bob", "ann"]
    [board] = graph.bodies("2020-01-01")
    assert board.chair == ("Ann",)


def test_those_who_share_a_post_both_hold_it(make_graph: Make) -> None:
    shared = '; ovs:capacityAsStated "Job share"'
    graph = make_graph(BASE + tenure("ann", "2020-01-01", more=shared) + tenure("bob", "2021-01-01", more=shared))
    assert holders(graph, "2024-01-01") == {"Ann", "Bob"}


def test_a_vacancy_that_a_paper_tells_of(make_graph: Make) -> None:
    # Ann is seen in 2020; in 2022 a paper calls the post vacant; in 2023 Bob takes it.
    vacant = f'post:lead ovs:vacancy [ a ovs:Vacancy ; ovs:seenOn "2022-03-01"^^xsd:date {dated()}'
    graph = make_graph(
        BASE + tenure("ann", more='; ovs:seenOn "2020-01-01"^^xsd:date') + vacant + tenure("bob", "2023-01-01")
    )
    assert [holders(graph, day) for day in ("2021-01-01", "2022-06-01", "2023-06-01")] == [{"Ann"}, set(), {"Bob"}]
    [row] = graph.people("2022-06-01")
    assert (row.person, row.role, row.post_iri) == (None, "vacant", POST)
    assert row.note == "vacant 2022-03-01; not known whether still so"


def test_a_body_that_became_another(make_graph: Make) -> None:
    # The panel became the other on 1 July 2023, as is printed: it has ended, and the other has begun, on that day.
    graph = make_graph(
        BASE
        + 'body:old a ovs:OversightBody ; skos:prefLabel "Old"@en .\n'
        'body:new a ovs:OversightBody ; skos:prefLabel "New"@en .\n'
        'event:e a ovs:ChangeOfBody ; rdfs:label "Old becomes New"@en ; org:originalOrganization body:old ;\n'
        '  org:resultingOrganization body:new ; schema:startDate "2023-07-01"^^xsd:date ;\n'
        '  ovs:dateAsStated "1 July 2023" ; ovs:evidence <p#line=3,4> .\n'.replace(
            "event:e", "<https://example.org/town/event/e>"
        )
    )
    states = {row.name: (row.status, row.since) for row in graph.bodies("2023-12-01", everything=True)}
    assert (states["Old"], states["New"]) == (("ended", "2023-07-01"), ("active", "2023-07-01"))
    meanings = {event.what: event.meaning for event in graph.timeline(as_of="2023-12-01")}
    assert meanings["New: active"] == "In this state from this date on."


def test_a_sign_grows_old(make_graph: Make) -> None:
    # A list of June 2018 shows the board for two years (ovs:monthsShown), and from then on only when it was last shown.
    listed = (
        '<p#glossary-1> a ovs:GlossaryEntry ; ovs:describes body:board ; ovs:asStated "Harbour Board" ;\n'
        '  ovs:frequency frequency:monthly ; dcterms:date "2018-06-01"^^xsd:date ; ovs:evidence <p#line=1,2> .\n'
    )
    graph = make_graph(BASE.replace("2024-06-01", "2018-06-01") + listed)
    days = ("2018-06-01", "2020-06-01", "2020-06-02", "2021-04-27")
    signs = {day: graph.bodies(day)[0].sign for day in days}
    assert signs == {
        "2018-06-01": "listed 2018-06-01",
        "2020-06-01": "listed 2018-06-01",
        "2020-06-02": "last shown 2018-06, 24 months before",
        "2021-04-27": "last shown 2018-06, 34 months before",
    }
    # What is too old shows no state, and gives no grade: the register, coverage and both questions say so alike.
    assert [graph.bodies(day)[0].status for day in days] == ["active", "active", "not shown", "not shown"]
    # So do the measures, in words.
    said = [graph.measures(day)[0].meaning.partition(" At ")[2] for day in days]
    assert said == ["", "", *(f"{day} its state is not shown: last shown 2018-06." for day in days[2:])]


def test_what_a_paper_says_of_a_state_is_as_old_as_that_paper(make_graph: Make) -> None:
    # A paper of June 2024 says that the board has been active since 2015: in 2024 that is new, and in 2018 it was so.
    # In July 2026 the paper is too old, unless it gave an end, of 2027.
    def board(end: str = "", state: str = "active") -> OversightGraph:
        return make_graph(
            BASE + f"body:board ovs:status [ a ovs:BodyStatus ; ovs:state state:{state} ; "
            f'schema:startDate "2015-01-01"^^xsd:date {end} ; ovs:evidence <p#line=3,4> ] .\n'
        )

    def shown(graph: OversightGraph, day: str) -> tuple[str, str]:
        [row] = graph.bodies(day, everything=True)
        return row.status, row.sign

    assert [shown(board(), day)[0] for day in ("2018-01-01", "2024-06-01", "2026-06-01")] == ["active"] * 3
    assert shown(board(), "2026-07-01") == ("not shown", "last shown 2024-06, 25 months before")
    assert shown(board('; schema:endDate "2027-12-31"^^xsd:date'), "2026-07-01")[0] == "active"
    # Other states grow old too, an end does not.
    old = shown(board(state="under-review"), "2026-07-01")
    assert old == ("not shown", "last shown 2024-06 as under review, 25 months before")
    assert shown(board(state="ended"), "2026-07-01")[0] == "ended"


def test_seen_on_a_day_is_not_since_that_day(make_graph: Make) -> None:
    # Two boards are active in a paper of June 2024: of one it prints since when; the other it only shows on 1 May.
    graph = make_graph(
        BASE + "body:board ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; ovs:evidence <p#line=3,4> ;\n"
        '  schema:startDate "2024-05-01"^^xsd:date ] .\n'
        'body:other a ovs:OversightBody ; skos:prefLabel "Other"@en ; ovs:status [ a ovs:BodyStatus ; ovs:state\n'
        '  state:active ; schema:startDate "2024-05-01"^^xsd:date ; ovs:dateAsStated "1 May" ;\n'
        "  ovs:evidence <p#line=5,6> ] ."
    )
    rows = {row.name: (row.status, row.since, row.first_shown) for row in graph.bodies()}
    assert rows == {
        "Harbour Board": ("active", None, "2024-05-01"),
        "Other": ("active", "2024-05-01", "2024-05-01"),
    }
    begun = {row.thing: row.change for row in graph.diff("2024-01-01", "2024-06-01", everything=True)}
    assert begun == {"Harbour Board": "first shown", "Other": "began"}


def test_the_question_and_the_command_tell_the_same_events(graph: OversightGraph) -> None:
    for day in ("2018-11-27", "2021-04-27"):
        command = {
            (event.when, event.kind, where)
            for event in graph.timeline(as_of=day)
            if not event.ahead
            for where in event.evidence
        }
        found = {
            (row["day"], row["kind"], where)
            for row in asked(graph, "timeline", day)
            if row["evidence"]
            for where in row["evidence"].split("; ")
        }
        assert len(command) > 100 and found == command


def test_the_question_and_the_command_tell_the_same_holders(graph: OversightGraph) -> None:
    for day in ("2017-08-22", "2018-11-27", "2021-04-27"):
        command = {(r.post_iri, r.person_iri) for r in graph.people(day) if r.body is None and r.person}
        found = {(r["post_iri"], r["person_iri"]) for r in asked(graph, "post-holders-at-a-date", day)}
        assert command and found == command


days = st.dates().map(str)
texts = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))


@given(texts, texts)
def test_a_day_lies_in_what_is_known_of_it(start: str, end: str) -> None:
    first, last = partial(start), partial(end)
    assert first.first <= first.last and first.first.startswith(start) and first.last.startswith(start)
    both = partial(f"{start}/{end}")
    assert (both.first, both.last) == (first.first, last.last)


def test_records_of_one_time_are_brought_together() -> None:
    # A beginning and an end from two papers, a sighting between, and one long after: a time of its own.
    records = [Term(start=partial("2018")), Term(end=partial("2019-05-31")), Term(seen=frozenset(["2018-12-01"]))]
    records += [Term(seen=frozenset(["2021-01-01"])), Term(start=partial("2018-03-05"))]
    first, second = terms(records)
    assert first == (Term(partial("2018-03-05"), partial("2019-05-31"), frozenset(["2018-12-01"])), [4, 0, 1, 2])
    assert second == (Term(seen=frozenset(["2021-01-01"])), [3])


def test_of_two_bodies_of_one_acronym_the_one_that_had_not_ended_is_meant(make_graph: Make) -> None:
    # HA was the advisory group up to the end of 2022, and is the highways panel in 2024: without a date both are named.
    graph = make_graph(
        BASE + 'body:one a ovs:OversightBody ; skos:prefLabel "Harbour Advisory Group"@en ; skos:notation "HA" ;\n'
        '  ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2022-12-31"^^xsd:date ] .\n'
        'body:two a ovs:OversightBody ; skos:prefLabel "Highways Panel"@en ; skos:notation "HA" ; ovs:oversight\n'
        "  [ a ovs:Oversight ; ovs:by body:board ; ovs:evidence <p#line=1,2> ] .\n"
    )
    assert [row.overseer for row in graph.oversees("HA", "2024-06-01", by=True)] == ["Harbour Board"]
    for ask in (lambda: graph.explain("HA"), lambda: graph.oversees("HA", "2022-06-01", by=True)):
        with pytest.raises(NotFoundError, match="fits more than one thing"):
            ask()


def test_no_answer_makes_a_day_of_what_is_known_in_part(graph: OversightGraph) -> None:
    # Of these days each stands beside a month or a year in the data, and never alone: no paper gives any of them.
    dated = graph.sparql(
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX schema: <https://schema.org/> "
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?day ?edtf WHERE { "
        "?dated schema:startDate|schema:endDate|dcterms:date|dcterms:issued|ovs:due|ovs:seenOn ?day "
        "OPTIONAL { ?dated ovs:edtf ?edtf } }"
    ).rows
    given_as_day = {day for day, edtf in dated if (day or "") in (edtf or day or "")}
    inexact = {day or "" for day, _ in dated if day not in given_as_day}
    assert len(inexact) > 12

    def found(values: dict[str, object]) -> list[tuple[str, str]]:
        return [
            (name, text)
            for name, value in values.items()
            if name not in ("day", "date")  # by which an answer is ordered, and for which it was asked
            for text in (value if isinstance(value, tuple) else (value,))
            if isinstance(text, str) and not text.startswith("http") and any(day in text for day in inexact)
        ]

    for name in names():
        table = graph.query(name) if not graph.absent(name) else None
        for row in table.rows if table else ():
            assert not found(dict(zip(table.columns if table else (), row, strict=True))), name
    for each in answers():
        for day in (None, "2018-07-15", "2019-02-01") if each.alone else ():
            for row in graph.answer(each.name, day):
                assert not found({field.name: getattr(row, field.name) for field in fields(row)}), each.name


def test_whoever_sits_on_a_body_in_a_post_holds_it(make_graph: Make) -> None:
    # A row of the sheet People with a post and a body is such a seat. The lead sits there since 2020: the seat was
    # taken then, and the post held by then. A paper of 2024 has three councillors beside each other: a post of several.
    def sits(who: str, post: str, since: str = "", until: str = "", more: str = "") -> str:
        return seat(f"org:member person:{who} ; ovs:post post:{post} ; org:role role:member", since, until, more)

    graph = make_graph(
        BASE
        + "post:chair a org:Post ; skos:prefLabel 'Chair of the Board'@en ; org:postIn body:board .\n"
        + "post:councillor a org:Post ; skos:prefLabel 'Councillor'@en .\n"
        + "person:cy a foaf:Person ; skos:prefLabel 'Cy' .\n"
        + sits(
            "ann", "lead", "2020-03-01", more="; ovs:heldAs <https://w3id.org/oversight-graph/concept/holding/interim>"
        )
        + sits("ann", "chair", "2018-05-01", "2022-05-10")
        + sits("bob", "chair", "2022-05-10")
        + seat("ovs:post post:chair ; org:role role:member")  # of whoever is the chair: Bob, who is told of by name
        + "".join(sits(who, "councillor") for who in ("ann", "bob", "cy"))
    )
    assert "two-holders" not in {row.check for row in graph.check()}
    for day, held in (
        ("2019-01-01", {("Chair of the Board", "Ann", "2018-05-01", "2022-05-10")}),
        ("2023-01-01", {("Harbour Lead", "Ann", None, None), ("Chair of the Board", "Bob", "2022-05-10", None)}),
    ):
        rows = [row for row in graph.people(day) if row.role == "holder"]
        assert {(row.post, row.person, row.since, row.until) for row in rows} == held
        question = asked(graph, "post-holders-at-a-date", day)
        assert {(row["post"], row["person"]) for row in question} == {each[:2] for each in held}
    # At each seat once; who sits there as interim holds the post so.
    sitting = [(row.person, row.post) for row in graph.people("2024-06-01") if row.body and row.post != "Councillor"]
    assert sorted(sitting) == [("Ann", "Harbour Lead"), ("Bob", "Chair of the Board")]
    assert {row["held_as"] for row in asked(graph, "post-holders-at-a-date", "2023-01-01")} == {"interim", None}
    named = {
        row["person"] for row in asked(graph, "post-holders-at-a-date", "2024-06-01") if row["post"] == "Councillor"
    }
    assert named == {"Ann", "Bob", "Cy"}


def test_whoever_leads_a_later_meeting_was_last_seen_then_as_its_chair(make_graph: Make) -> None:
    def meeting(day: str, *parts: str) -> str:
        there = ", ".join(f"[ ovs:person {part} ; ovs:evidence <notes-{day}#line=1,2> ]" for part in parts)
        return (
            f'paper:notes-{day} a ovs:SourceDocument ; dcterms:title "Notes" ;\n'
            f' dcterms:date "{day}"^^xsd:date .\n'
            f'meeting:{day} a ovs:Meeting ; ovs:convenes body:board ; schema:startDate "{day}"^^xsd:date ;\n'
            f" ovs:participation {there} .\n"
        )

    graph = make_graph(
        'body:board a ovs:OversightBody ; skos:prefLabel "Board" ; ovs:seat [ org:member person:ann ;\n'
        ' org:role role:chair ; ovs:seenOn "2020-01-01"^^xsd:date ; ovs:evidence <notes-2020-01-01#line=1,2> ] .\n'
        'person:ann a foaf:Person ; skos:prefLabel "Ann" . person:bob a foaf:Person ; skos:prefLabel "Bob" .\n'
        + meeting("2020-01-01", "person:ann ; org:role role:chair")
        + meeting("2020-02-01", "person:ann ; org:role role:chair", "person:bob ; org:role role:vice-chair")
        + meeting("2020-03-01", "person:ann", "person:bob ; org:role role:chair")
    )
    (seat,) = graph.people("2020-04-01")
    assert (seat.person, seat.role, seat.first_seen, seat.last_seen) == ("Ann", "chair", "2020-01-01", "2020-02-01")
    assert len(seat.evidence) == 2
    (then,) = graph.people("2020-01-15")
    assert then.last_seen == "2020-01-01"
