"""The register of bodies, and who held which post or seat, on papers of a few lines.

The expected rows are what a reader of those lines would write into a register; each test begins with that reading.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Make

from oversight_graph.ask import days
from oversight_graph.ask.catalogue import question
from oversight_graph.errors import UsageError
from oversight_graph.registers.bodies import Body
from oversight_graph.registers.people import Holding
from oversight_graph.registers.tenures import holders_at, in_one_text
from oversight_graph.registry import answers
from oversight_graph.registry.asked import nothing
from oversight_graph.registry.rows import Rows

PAPER = "https://example.org/town/paper/"

PAPERS = """
paper:2017 a ovs:SourceDocument ; dcterms:date "2017-06-01"^^xsd:date .
paper:2018 a ovs:SourceDocument ; dcterms:date "2018-06-01"^^xsd:date .
paper:2019 a ovs:SourceDocument ; dcterms:date "2019-06-01"^^xsd:date .
post:clerk a org:Post ; skos:prefLabel "Town clerk"@en ; org:postIn organization:town .
organization:town a org:FormalOrganization ; skos:prefLabel "Town Council"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" .
person:bob a foaf:Person ; skos:prefLabel "Bob Brown" .
"""
BODIES = """
body:audit a ovs:OversightBody ; skos:prefLabel "Audit Committee"@en ; skos:notation "AC" ;
    org:classification kind:committee ;
    ovs:namedAs [ a ovs:NameUse ; ovs:asStated "audit cttee" ; ovs:evidence <2017#line=1,2> ] ,
        [ a ovs:NameUse ; ovs:asStated "the committee" ; ovs:certainty certainty:doubtful ; ovs:evidence <2017#line=3,4> ] ;
    ovs:reporting [ a ovs:Reporting ; ovs:into body:council ; ovs:evidence <2017#line=4,5> ] ;
    ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:role role:chair ; ovs:evidence <2018#line=2,3> ] .
body:council a ovs:OversightBody ; skos:prefLabel "Council"@en ; skos:notation "Council" ;
    ovs:namedAs [ a ovs:NameUse ; ovs:asStated "Council" ; ovs:evidence <2018#line=1,2> ] .
<2018#glossary-1> a ovs:GlossaryEntry ; ovs:describes body:audit ; ovs:asStated "Audit Committee" ; ovs:frequency frequency:quarterly ;
    ovs:notesPublished publication:yes ; dcterms:date "2018-06-01"^^xsd:date ; ovs:evidence <2018#line=8,9> .
body:audit ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2019-03-31"^^xsd:date ;
    ovs:edtf "2019-03" ; ovs:evidence <2019#line=1,2> ] .
"""  # noqa: E501


def register(make: Make, turtle: str, day: str, *, everything: bool = False) -> dict[str, Body]:
    graph = make(PAPERS + turtle)
    return {body.name: body for body in graph.bodies(day, everything=everything)}


def tenure(
    person: str, *, seen: str = "", since: str = "", until: str = "", more: str = "", post: str = "clerk"
) -> str:
    """Return in Turtle that somebody was seen in a post, or held it from one day to another."""
    seen = f'; ovs:seenOn "{seen}"^^xsd:date' if seen else ""
    since = f'; schema:startDate "{since}"^^xsd:date' if since else ""
    until = f'; schema:endDate "{until}"^^xsd:date' if until else ""
    return f"person:{person} ovs:tenure [ a ovs:Tenure ; ovs:post post:{post} {seen} {since} {until} {more} ] .\n"


def holder(make: Make, turtle: str, day: str) -> str | None:
    held = holders_at(make(PAPERS + turtle).store, day).get("https://example.org/town/post/clerk")
    return None if held is None else in_one_text(held)


# Bodies.


def test_a_body_is_in_the_register_from_the_paper_that_names_it(make_graph: Make) -> None:
    # The committee is named in 2017 and ends in March 2019; the council is named in 2018.
    assert list(register(make_graph, BODIES, "2017-05-31")) == []
    assert list(register(make_graph, BODIES, "2017-06-01")) == ["Audit Committee"]
    assert list(register(make_graph, BODIES, "2018-06-01")) == ["Audit Committee", "Council"]
    assert list(register(make_graph, BODIES, "2019-06-01")) == ["Council"]
    assert list(register(make_graph, BODIES, "2017-05-31", everything=True)) == ["Audit Committee", "Council"]


def test_the_row_of_a_body_at_two_dates(make_graph: Make) -> None:
    # In 2017 only its name is known; in 2018 the glossary and its chair.
    early = register(make_graph, BODIES, "2017-12-31")["Audit Committee"]
    assert (early.status, early.notes_published, early.chair, early.last_shown) == (
        "not shown",
        "not stated",
        (),
        "2017-06-01",
    )
    assert all(citation.startswith(f"{PAPER}2017#") for citation in early.evidence)
    later = register(make_graph, BODIES, "2018-12-31")["Audit Committee"]
    assert (later.status, later.notes_published, later.chair, later.last_shown) == (
        "active",
        "yes",
        ("Town clerk",),
        "2018-06-01",
    )
    assert later.evidence == tuple(
        PAPER + where for where in ("2017#line=1,2", "2017#line=3,4", "2018#line=2,3", "2018#line=8,9")
    )
    assert (later.kind, later.frequency, later.in_glossary) == ("committee", "quarterly", True)


def test_an_ended_body_is_shown_with_its_end(make_graph: Make) -> None:
    # "March 2019" is all that is known of the date.
    body = register(make_graph, BODIES, "2019-06-01", everything=True)["Audit Committee"]
    assert (body.status, body.since, body.until) == ("ended", "2019-03", None)


def test_aliases_are_other_names_that_are_not_in_doubt(make_graph: Make) -> None:
    # The acronym and the other spelling; not its own name, and not the doubtful "the committee".
    found = register(make_graph, BODIES, "2018-06-01")
    assert found["Audit Committee"].aliases == ("AC", "audit cttee")
    assert found["Council"].aliases == ()


def test_a_body_lists_what_it_oversees_and_reports_into(make_graph: Make) -> None:
    # It oversees a programme, a commitment and its two activities, one without a number; that one goes without saying.
    turtle = BODIES + (
        'plan:p a ovs:Plan ; dcterms:date "2018-06-01"^^xsd:date .\n'
        'programme:x a ovs:Programme ; skos:prefLabel "1st Programme"@en ; ovs:oversight [ ovs:by body:audit ] .\n'
        "commitment:1.10 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation '1.10' ; rdfs:label 'x'@en ; "
        "ovs:oversight [ ovs:by body:audit ] .\n"
        "activity:1.2 a ovs:Activity ; dcterms:isPartOf commitment:1.10 ; skos:notation '1.2' ; rdfs:label 'y'@en ; "
        "ovs:sharesCellOf commitment:1.10 .\n"
        "activity:1.10-x a ovs:Activity ; dcterms:isPartOf commitment:1.10 ; rdfs:label '1.1 z'@en ; "
        "ovs:sharesCellOf commitment:1.10 .\n"
    ).replace("programme:x", "<https://example.org/town/programme/x>")
    body = register(make_graph, turtle, "2018-06-01")["Audit Committee"]
    assert (body.oversees, body.reports_into) == (("1.2", "1.10", "1st Programme"), ("Council",))
    # On the day before the plan was made, its rows are not known yet.
    assert register(make_graph, turtle, "2018-05-31")["Audit Committee"].oversees == ("1st Programme",)


# Holders of posts.


def test_the_person_seen_last_holds_a_post(make_graph: Make) -> None:
    # Ann is seen in 2017, Bob in 2018.
    turtle = tenure("ann", seen="2017-06-01") + tenure("bob", seen="2018-06-01")
    days = ["2017-05-31", "2017-06-01", "2018-05-31", "2018-06-01", "2030-01-01"]
    assert [holder(make_graph, turtle, day) for day in days] == [None, "Ann Able", "Ann Able", "Bob Brown", "Bob Brown"]


def test_two_sightings_with_somebody_else_between(make_graph: Make) -> None:
    # Ann in 2017 and again in 2019, Bob in 2018 between them: what is seen later of Ann says nothing of 2018.
    turtle = tenure("ann", seen="2017-06-01") + tenure("ann", seen="2019-06-01") + tenure("bob", seen="2018-06-01")
    days = ["2018-01-01", "2018-12-31", "2019-06-01"]
    assert [holder(make_graph, turtle, day) for day in days] == ["Ann Able", "Bob Brown", "Ann Able"]


def test_two_people_seen_in_one_post_on_one_day_both_hold_it(make_graph: Make) -> None:
    # Both take part in one meeting as town clerk.
    turtle = tenure("bob", seen="2018-06-01") + tenure("ann", seen="2018-06-01")
    assert holder(make_graph, turtle, "2018-06-01") == "Ann Able, Bob Brown"
    people = make_graph(PAPERS + turtle).people("2018-06-01")
    assert [row.person for row in people] == ["Ann Able", "Bob Brown"]


@pytest.mark.parametrize(("day", "who"), [("2018-03-31", "Ann Able"), ("2018-04-01", None)])
def test_a_holding_that_ended_is_over(make_graph: Make, day: str, who: str | None) -> None:
    # Seen in 2017, left at the end of March 2018; nobody follows. To be seen on the last day is not to stay.
    assert holder(make_graph, tenure("ann", seen="2017-06-01", until="2018-03-31"), day) == who
    assert holder(make_graph, tenure("ann", seen="2018-03-31", until="2018-03-31"), day) == who


def test_a_known_span_covers_its_days(make_graph: Make) -> None:
    # Bob held the post from April 2017 to April 2019; a stray sighting of Ann in 2018 is newer than nothing but less
    # than his term, which covers the day asked for.
    turtle = tenure("bob", since="2017-04-01", until="2019-03-31") + tenure("ann", seen="2018-06-01")
    assert holder(make_graph, turtle, "2018-09-01") == "Bob Brown"
    assert holder(make_graph, turtle, "2019-04-01") == "Ann Able"


def test_somebody_who_left_and_came_back(make_graph: Make) -> None:
    # Ann left in March 2018 and is seen again in 2019.
    turtle = tenure("ann", since="2016-01-01", until="2018-03-31") + tenure("ann", seen="2019-06-01")
    days = ["2018-03-31", "2018-12-31", "2019-06-01"]
    assert [holder(make_graph, turtle, day) for day in days] == ["Ann Able", None, "Ann Able"]


def test_a_post_that_begins_later_is_not_held_yet(make_graph: Make) -> None:
    # Bob takes over in May 2018.
    turtle = tenure("ann", seen="2017-06-01") + tenure("bob", since="2018-05-01")
    assert [holder(make_graph, turtle, day) for day in ("2018-04-30", "2018-05-01")] == ["Ann Able", "Bob Brown"]


def test_no_sightings_no_holder(make_graph: Make) -> None:
    # The post is there; nobody is seen in it.
    graph = make_graph(PAPERS)
    assert holders_at(graph.store, "2019-01-01") == {}
    assert graph.people("2019-01-01") == []


def test_a_participation_is_a_sighting(make_graph: Make) -> None:
    # Bob attends a meeting as town clerk; the participation's lines prove it.
    turtle = """
    meeting:m a ovs:Meeting ; rdfs:label "Meeting"@en ; ovs:convenes body:council ;
        schema:startDate "2018-06-01"^^xsd:date ;
        ovs:participation [ a ovs:Participation ; ovs:person person:bob ; ovs:post post:clerk ;
            ovs:presence presence:attended ; ovs:evidence <2018#line=1,2>, <2018#line=5,6> ] .
    body:council a ovs:OversightBody ; skos:prefLabel "Council"@en .
    """
    graph = make_graph(PAPERS + turtle)
    [row] = graph.people("2018-06-01")
    cited = (f"{PAPER}2018#line=1,2", f"{PAPER}2018#line=5,6")
    assert row == Holding(
        person="Bob Brown", post="Town clerk", organization="Town Council", role="holder", evidence=cited,
        first_seen="2018-06-01", last_seen="2018-06-01", note="", person_iri="https://example.org/town/person/bob",
        post_iri="https://example.org/town/post/clerk",
        organization_iri="https://example.org/town/organization/town",
    )  # fmt: skip
    # With everything, the attendance is a row of its own: one, although two lines are cited.
    assert [
        (row.person, row.body, row.role, row.first_seen, row.evidence)
        for row in graph.people("2018-06-01", everything=True)
    ] == [
        ("Bob Brown", None, "holder", "2018-06-01", cited),
        ("Bob Brown", "Council", "attended", "2018-06-01", cited),
    ]


def test_a_note_says_that_somebody_was_only_seen_before(make_graph: Make) -> None:
    # Seen in 2017 with some doubt, asked in 2018; asked for everything, only the doubt is noted.
    turtle = tenure("ann", seen="2017-06-01", more="; ovs:certainty certainty:probable")
    graph = make_graph(PAPERS + turtle)
    assert [row.note for row in graph.people("2018-01-01")] == [
        "probable; last seen 2017-06-01; not known whether still in post"
    ]
    assert [row.note for row in graph.people("2018-01-01", everything=True)] == ["probable"]
    assert [row.note for row in graph.people("2017-06-01")] == ["probable"]


def test_dates_are_shown_as_far_as_they_are_known(make_graph: Make) -> None:
    # "Appointed in 2017" is certain from the last day of the year on; what is shown is the year.
    turtle = tenure("ann", since="2017-12-31", more='; ovs:edtf "2017"')
    graph = make_graph(PAPERS + turtle)
    assert graph.people("2017-12-30") == []
    assert [(row.since, row.until, row.first_seen) for row in graph.people("2018-01-01")] == [("2017", None, "2017")]


SIGHTINGS = st.lists(
    st.tuples(st.sampled_from(["ann", "bob"]), st.sampled_from(["2017-01-01", "2018-01-01", "2019-01-01"])),
    min_size=1,
    max_size=5,
)


@settings(max_examples=30)
@given(sightings=SIGHTINGS, day=st.sampled_from(["2016-12-31", "2017-01-01", "2018-07-01", "2019-01-01"]))
def test_the_holder_is_always_one_seen_on_the_newest_day(
    make_graph: Make, sightings: list[tuple[str, str]], day: str
) -> None:
    # Found by going through the sightings by hand, so to say: those of the newest day up to the date, by name.
    up_to = [seen for _, seen in sightings if seen <= day]
    names = {"ann": "Ann Able", "bob": "Bob Brown"}
    expected = ", ".join(sorted({names[who] for who, seen in sightings if up_to and seen == max(up_to)})) or None
    turtle = "".join(tenure(who, seen=seen) for who, seen in sightings)
    assert holder(make_graph, turtle, day) == expected


# Seats.

SEATS = """
body:council a ovs:OversightBody ; skos:prefLabel "Council"@en ;
    ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:role role:minutes ; ovs:evidence <2018#line=1,2> ] ,
        [ a ovs:Seat ; org:member person:ann ; org:role role:chair ; ovs:onBehalfOf organization:town ; ovs:evidence <2018#line=2,3> ] ,
        [ a ovs:Seat ; org:member organization:town ; org:role role:in-attendance ; ovs:evidence <2018#line=3,4> ] .
"""  # noqa: E501


def test_a_seat_of_a_post_passes_with_the_post(make_graph: Make) -> None:
    # The clerk takes the minutes: Ann until Bob is seen as clerk in 2019, and nobody known if nobody was seen.
    turtle = SEATS + tenure("ann", seen="2018-01-01") + tenure("bob", seen="2019-06-01")
    for day, who in (("2018-06-01", "Ann Able"), ("2019-06-01", "Bob Brown")):
        [seat] = [row for row in make_graph(PAPERS + turtle).people(day) if row.role == "minute taker"]
        assert (seat.person, seat.post, seat.body) == (who, "Town clerk", "Council")
        inferred = "the person is inferred from the post, in which they were last seen "
        assert seat.note == inferred + ("2018-01-01" if who == "Ann Able" else "2019-06-01")
    [seat] = [row for row in make_graph(PAPERS + SEATS).people("2018-06-01") if row.role == "minute taker"]
    assert (seat.person, seat.note) == (None, "")


def test_of_several_holders_of_a_post_none_is_said_to_sit(make_graph: Make) -> None:
    # Both were seen as clerk on one day; the paper says only that the clerk takes the minutes.
    turtle = SEATS + tenure("ann", seen="2018-06-01") + tenure("bob", seen="2018-06-01")
    [seat] = [row for row in make_graph(PAPERS + turtle).people("2018-06-01") if row.role == "minute taker"]
    assert (seat.person, seat.post) == (None, "Town clerk")
    assert seat.note == "seen in the post: Ann Able, Bob Brown; which of them sits is not said"


def test_nobody_sits_on_a_body_that_had_ended(make_graph: Make) -> None:
    # The council ended in March 2019 by a paper that says nothing of its seats.
    turtle = SEATS + (
        "body:council ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; "
        'schema:startDate "2019-03-31"^^xsd:date ; ovs:evidence <2019#line=1,2> ] .'
    )
    graph = make_graph(PAPERS + turtle)
    assert {row.body for row in graph.people("2019-03-30")} == {"Council"}
    assert graph.people("2019-03-31") == []
    assert {row.body for row in graph.people("2019-03-31", everything=True)} == {"Council"}


def test_seats_of_people_and_organisations(make_graph: Make) -> None:
    # Ann chairs on behalf of the town, and the town sends somebody.
    rows = {row.role: row for row in make_graph(PAPERS + SEATS).people("2018-06-01")}
    assert (rows["chair"].person, rows["chair"].organization) == ("Ann Able", "Town Council")
    assert (rows["in attendance"].person, rows["in attendance"].organization) == (None, "Town Council")
    assert register(make_graph, SEATS, "2018-06-01")["Council"].chair == ("Ann Able",)


def test_a_seat_is_known_from_the_paper_that_tells_of_it(make_graph: Make) -> None:
    # The paper of June 2018 names the seats; the day before, neither the people nor the register show them.
    graph = make_graph(
        PAPERS + SEATS + "body:council ovs:namedAs [ ovs:asStated 'x' ; ovs:evidence <2017#line=1,2> ] ."
    )
    assert graph.people("2018-05-31") == []
    [body] = graph.bodies("2018-05-31")
    assert body.chair == ()


@pytest.mark.parametrize(
    ("day", "there"), [("2017-12-31", False), ("2018-01-01", True), ("2018-12-31", True), ("2019-01-01", False)]
)
def test_a_seat_with_dates(make_graph: Make, day: str, there: bool) -> None:
    # Chair for the year 2018, told by a paper of 2019.
    turtle = """
    body:council a ovs:OversightBody ; skos:prefLabel "Council"@en ;
        ovs:namedAs [ ovs:asStated "x" ; ovs:evidence <2017#line=1,2> ] ;
        ovs:seat [ a ovs:Seat ; org:member person:ann ; org:role role:chair ; schema:startDate "2018-01-01"^^xsd:date ;
            schema:endDate "2018-12-31"^^xsd:date ; ovs:evidence <2019#line=1,2> ] .
    """
    graph = make_graph(PAPERS + turtle)
    assert [row.person for row in graph.people(day)] == ["Ann Able"] * there
    assert [body.chair for body in graph.bodies(day)] == [("Ann Able",) if there else ()]


def test_one_seat_told_by_two_papers_is_one_row(make_graph: Make) -> None:
    # Each paper says that Ann chairs the council.
    turtle = 'body:council a ovs:OversightBody ; skos:prefLabel "Council"@en .\n' + "".join(
        f"body:council ovs:seat [ a ovs:Seat ; org:member person:ann ; org:role role:chair ; "
        f"ovs:evidence <{year}#line=1,2> ] .\n"
        for year in (2017, 2019)
    )
    [row] = make_graph(PAPERS + turtle).people("2019-06-01")
    assert (row.first_seen, row.last_seen) == ("2017-06-01", "2019-06-01")
    assert row.evidence == (f"{PAPER}2017#line=1,2", f"{PAPER}2019#line=1,2")


def test_two_posts_of_one_name_are_two_chairs(make_graph: Make) -> None:
    graph = make_graph("""
        <> a ovs:SourceDocument ; dcterms:date "2019-01-01"^^xsd:date .
        post:north a org:Post ; skos:prefLabel "Leader" . post:south a org:Post ; skos:prefLabel "Leader" .
        body:joint a ovs:OversightBody ; skos:prefLabel "Joint Board" ;
            ovs:namedAs [ a ovs:NameUse ; ovs:asStated "Joint Board" ; ovs:evidence <#line=1,2> ] ;
            ovs:seat [ a ovs:Seat ; ovs:post post:north ; org:role role:chair ; ovs:evidence <#line=2,3> ] ,
                [ a ovs:Seat ; ovs:post post:south ; org:role role:chair ; ovs:evidence <#line=3,4> ] .
    """)
    (board,) = graph.bodies("2019-01-01")
    assert board.chair == ("Leader", "Leader")
    assert [iri.rpartition("/")[2] for iri in board.chair_iri] == ["north", "south"]


def test_without_a_plan_each_answer_says_so_and_none_speaks_of_one(make_graph: Make) -> None:
    # A register of appointments: the harbour master since 2019, and a deputy who answers to that post. No plan or body.
    from oversight_graph.map.data import map_data

    trust = make_graph(
        """
        paper:r a ovs:SourceDocument ; dcterms:title "Appointments"@en ; dcterms:date "2024-03-05"^^xsd:date .
        organization:t a org:FormalOrganization ; skos:prefLabel "Harbour Trust"@en .
        post:hm a org:Post ; skos:prefLabel "Harbour Master"@en ; org:postIn organization:t .
        post:d a org:Post ; skos:prefLabel "Deputy"@en ; org:postIn organization:t ; org:reportsTo post:hm .
        person:g a foaf:Person ; skos:prefLabel "Gwen Gray"@en ; ovs:tenure [ a ovs:Tenure ; ovs:post post:hm ;
            schema:startDate "2019-12-31"^^xsd:date ; ovs:edtf "2019" ; ovs:evidence <r#line=1,2> ] .
        """
    )
    for name in ("coverage", "summary", "gaps", "practice", "overdue"):
        rows = trust.answer(name)
        assert isinstance(rows, Rows)
        assert (len(rows), rows.empty) == (0, "No plan of the date or before is loaded.")
    assert trust.dated_plan == ""
    # Taking up a post is a change where all of its day lies between the dates: not if it may have been before.
    [change] = trust.diff("2018-01-01", "2024-03-05")
    assert (change.change, change.after, change.when) == ("changed hands", "Gwen Gray", "2019")
    assert trust.diff("2019-06-01", "2024-03-05") == []
    assert {thing.kind for thing in map_data(trust, "2024-03-05").things.values()} >= {"post", "person"}
    # A question without a row says in words why: of plans that none is there, else that this is what the papers show.
    said = {name: nothing(trust.store, question(name), "2024-03-05") for name in ("coverage-at-a-date", "decisions")}
    assert said == {
        "coverage-at-a-date": "No plan of the date or before is loaded.",
        "decisions": "The loaded papers show nothing of this kind, which does not mean that there is nothing.",
    }
    # The paper is counted although nobody said how many lines it has.
    assert [row[:4] for row in trust.query("evidence-per-paper").rows] == [("2024-03-05", "Appointments", "1", "1")]


def test_a_register_without_papers_goes_by_its_newest_event(make_graph: Make) -> None:
    # No paper is dated. Ann took her seat in May 2021 and Ben in 2019, until the end of 2027, which is still to come; a
    # meeting of 2030 is only planned. So the last day of May 2021 is the newest of which the data tells. Of the clerk
    # neither a date nor a paper is given, and nothing describes who that is.
    graph = make_graph(
        """
        body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en .
        <#ann> a foaf:Person ; foaf:name "Ann" . <#ben> a foaf:Person ; foaf:name "Ben" .
        <#m1> a org:Membership ; org:member <#ann> ; org:organization body:a ; schema:startDate "2021-05" .
        <#m2> a org:Membership ; org:member <#ben> ; org:organization body:a ;
            schema:startDate "2019-01-01"^^xsd:date ; schema:endDate "2027-12-31"^^xsd:date .
        meeting:m a ovs:Meeting ; ovs:convenes body:a ; schema:startDate "2030-01-01"^^xsd:date ;
            ovs:meetingState <https://w3id.org/oversight-graph/concept/meeting-state/planned> .
        post:clerk a org:Post ; skos:prefLabel "Clerk"@en ; org:heldBy <#somebody> .
        """
    )
    assert graph.newest_paper == "2021-05-31"
    assert days.ground(graph.store) == (
        "no loaded paper is dated: the newest day on which anything in the data began or took place"
    )
    rows = graph.answer("people")
    assert isinstance(rows, Rows)
    assert ([row.person for row in rows], rows.of) == (["Ann", "Ben"], 3)
    everybody = {row.post: (row.person, row.note) for row in graph.people(everything=True)}
    assert everybody["Clerk"] == (f"{PAPER}plan#somebody", "neither a date nor a paper is given")
    remark = answers.answer("people").remark
    assert callable(remark)
    assert remark(rows, {}) == ["of 1 more neither a date nor a paper is given: --all lists them"]
    # Data with no date at all asks for one.
    with pytest.raises(UsageError, match="nothing in the data has a day on which it began or took place"):
        make_graph('post:clerk a org:Post ; skos:prefLabel "Clerk"@en .').people()
