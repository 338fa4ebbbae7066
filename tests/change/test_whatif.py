"""What would change if boards ended or merged, on a small town and on West Mercia.

Expected grades are read off the ladder (3 body named, 4 live, 5 open, 6 exercised); properties compare the answer with
the coverage of data in which the end or the merger is written down. The plan is dated 27 November 2018.
"""

import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Make
from tests.town import DAY, PLAN, row

from oversight_graph.change.effects import EFFECTS, Effect
from oversight_graph.change.whatif import Edited
from oversight_graph.cli import main
from oversight_graph.errors import NotFoundError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.network.takeover import EXACT, cover
from oversight_graph.registers.coverage import Coverage, coverage

TOWN_IRI = "https://example.org/town/"

TOWN = f"""{PLAN}
mechanism:m a ovs:MonitoringProcess ; skos:prefLabel "Monitoring"@en .
post:pcc a org:Post ; skos:prefLabel "Commissioner"@en ; ovs:office law:commissioner .
organization:public a ovs:Public ; skos:prefLabel "The public"@en .
body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en ; skos:notation "AB" .
body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .
body:open a ovs:OversightBody ; skos:prefLabel "Open Board"@en .
body:paper a ovs:OversightBody ; skos:prefLabel "Paper Board"@en .
body:old a ovs:OversightBody ; skos:prefLabel "Old Board"@en ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2018-07-31"^^xsd:date ] .
body:a ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-10-31"^^xsd:date ;
    ovs:evidence <#line=60,61> ] .
body:b ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-10-31"^^xsd:date ] .
<#glossary-1> a ovs:GlossaryEntry ; ovs:describes body:open ; ovs:frequency frequency:monthly ;
    ovs:notesPublished publication:yes ; dcterms:date "2018-11-27"^^xsd:date ; ovs:evidence <#line=30,31> .
"""


def pointer(ref: str, to: str, objective: str = "objective:one") -> str:
    more = f"; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:{to} ]"
    return row(ref, cell="Reference", objective=objective, more=more)


def looked_at(subject: str, day: str, body: str) -> str:
    """Return a meeting that dealt with a subject."""
    name = f"{day}-{body.partition(':')[2]}"
    return (
        f'meeting:{name} a ovs:Meeting ; rdfs:label "M" ; ovs:convenes {body} ; schema:startDate "{day}"^^xsd:date .\n'
        f"item:{name} a ovs:AgendaItem ; dcterms:isPartOf meeting:{name} ; "
        f"ovs:scrutiny [ a ovs:Scrutiny ; ovs:of {subject} ; ovs:evidence <#line=40,41> ] .\n"
    )


def asked(name: str, body: str, state: str = "open") -> str:
    return (
        f'meeting:{name} a ovs:Meeting ; rdfs:label "M" ; ovs:convenes {body} ; '
        'schema:startDate "2018-06-01"^^xsd:date .\n'
        f'action:{name} a ovs:Action ; dcterms:isPartOf meeting:{name} ; rdfs:label "Do {name}" ; ovs:owner post:pcc ; '
        f"ovs:actionState action-state:{state} ; ovs:evidence <#line=50,51> .\n"
    )


def end(body: str, day: str = DAY) -> str:
    return f'{body} ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "{day}"^^xsd:date ] .\n'


PUBLIC = (
    "post:pcc ovs:accountability [ a ovs:Accountability ; ovs:forum organization:public ;"
    " ovs:evidence <#line=70,71> ] .\n"
    "body:a ovs:seat [ a ovs:Seat ; ovs:post post:pcc ; org:role role:chair ; ovs:evidence <#line=71,72> ] .\n"
)
REPORT = "body:b ovs:reporting [ a ovs:Reporting ; ovs:into body:a ; ovs:evidence <#line=80,81> ] .\n"


def brief(found: list[Effect], *effects: str) -> list[tuple[str, str, str, str]]:
    return [(e.effect, e.thing, e.before, e.after) for e in found if not effects or e.effect in effects]


# Grades.


def test_commitments_that_hang_on_the_board_fall_to_a_name(make_graph: Make) -> None:
    # 1.1 only A; 1.2 A and the open board: stays at 5; 1.3 points to 1.1 and falls with it; 1.4 process; 1.5 B.
    town = (
        TOWN
        + row("1.1", "body:a")
        + row("1.2", "body:a", "body:open")
        + pointer("1.3", "1.1")
        + row("1.4", "mechanism:m", cell="Process")
        + row("1.5", "body:b")
    )
    found = make_graph(town).whatif(DAY, remove=["A Board"])
    assert brief(found, "assumed", "grade drops", "grade rises") == [
        ("assumed", "A Board", "active", "ended"),
        ("grade drops", "1.1 row 1.1", "4 live", "3 body named"),
        ("grade drops", "1.3 row 1.3", "4 live", "3 body named"),
    ]
    drop = found[1]
    assert (drop.kind, drop.bodies, drop.date) == ("commitment", ("A Board",), DAY)
    assert drop.links == ("A Board oversees 1.1 row 1.1",)
    assert {entry.partition("#")[2] for entry in drop.evidence} == {"line=1,2", "line=60,61"}
    assert drop.meaning == "Without A Board it falls from grade 4 to 3; no body that was meeting is left."


def test_a_grade_can_fall_by_one_rung_only(make_graph: Make) -> None:
    # The open board looked at 1.1 in June: 6. Without it B is left, which is live: 4.
    town = TOWN + row("1.1", "body:open", "body:b") + looked_at("commitment:1.1", "2018-06-01", "body:open")
    found = make_graph(town).whatif(DAY, remove=["Open Board"])
    assert brief(found, "grade drops") == [("grade drops", "1.1 row 1.1", "6 exercised", "4 live")]
    assert "left is B Board" in found[1].meaning


def test_activities_fall_too(make_graph: Make) -> None:
    # The activity has a cell of its own with A; the commitment names B besides and does not fall.
    town = (
        TOWN
        + row("1.1", "body:b")
        + (
            "activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; skos:notation '1.1.1' ;"
            " rdfs:label 'step' ;"
            " ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:a ; ovs:asStated 'A' ] .\n"
        )
    )
    found = make_graph(town).whatif(DAY, remove=["A Board"])
    assert brief(found, "grade drops") == [("grade drops", "1.1.1 step", "4 live", "3 body named")]
    assert [e.kind for e in found if e.effect == "grade drops"] == ["activity"]


@pytest.mark.parametrize(
    ("name", "status", "says"), [("Old Board", "ended", "had ended already"), ("Paper Board", "not shown", "No paper")]
)
def test_the_end_of_what_was_not_meeting_changes_nothing(make_graph: Make, name: str, status: str, says: str) -> None:
    town = TOWN + row("1.1", "body:old", "body:paper", "body:a")
    [found] = make_graph(town).whatif(DAY, remove=[name])
    assert brief([found]) == [("assumed", name, status, "ended")]
    assert says in found.meaning


def test_with_every_board_gone_nothing_is_above_a_name(make_graph: Make) -> None:
    town = TOWN + row("1.1", "body:a") + row("1.2", "body:open", "body:b") + row("1.3", "mechanism:m", cell="Process")
    names = ["A Board", "B Board", "Open Board", "Paper Board", "Old Board"]
    found = make_graph(town).whatif(DAY, remove=names)
    assert [e.thing for e in found if e.effect == "assumed"] == sorted(names)
    assert {e.after for e in found if e.effect == "grade drops"} == {"3 body named"}
    [nobody] = [e for e in found if e.effect == "nobody found"]
    assert nobody.subjects == ("1.1 row 1.1", "1.2 row 1.2")
    assert not [e for e in found if e.effect == "could take over"]


def test_effects_come_in_their_order(make_graph: Make) -> None:
    town = TOWN + PUBLIC + REPORT + row("1.1", "body:a") + row("1.2", "body:b") + asked("x", "body:a")
    order = [EFFECTS.index(e.effect) for e in make_graph(town).whatif(DAY, remove=["A Board"])]
    assert order == sorted(order)
    assert set(order) == {EFFECTS.index(e) for e in EFFECTS} - {
        EFFECTS.index("grade rises"),
        EFFECTS.index("nobody found"),
    }


# Actions, chains, orphans.


def test_open_actions_lose_the_body_that_asked(make_graph: Make) -> None:
    # Of A's actions one is open, one answered, one discharged; the open board asked for another.
    town = (
        TOWN
        + asked("x", "body:a")
        + asked("y", "body:a", "answered")
        + asked("z", "body:a", "discharged").replace("ovs:evidence", "ovs:dischargedBy item:z ; ovs:evidence")
        + 'item:z a ovs:AgendaItem ; rdfs:label "later" .\n'
        + asked("w", "body:open")
    )
    [found] = [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "loses its forum"]
    assert (found.thing, found.bodies, found.kind) == ("Do x", ("A Board",), "action")
    assert found.links == ("Do x was asked for by A Board",)
    assert [entry.partition("#")[2] for entry in found.evidence] == ["line=50,51"]


def test_an_action_without_an_owner_is_not_given_one(make_graph: Make) -> None:
    nobody = asked("x", "body:a").replace("ovs:owner post:pcc ; ", "")
    [found] = [e for e in make_graph(TOWN + nobody).whatif(DAY, remove=["A Board"]) if e.effect == "loses its forum"]
    assert found.meaning == (
        "No body that asked for it would be left to ask what became of it; who is to do it is not said."
    )


def test_a_joint_meeting_keeps_the_action_in_sight(make_graph: Make) -> None:
    town = TOWN + asked("x", "body:a, body:b")
    assert brief(make_graph(town).whatif(DAY, remove=["A Board"])) == [("assumed", "A Board", "active", "ended")]
    both = make_graph(town).whatif(DAY, remove=["A Board", "B Board"])
    assert [e.bodies for e in both if e.effect == "loses its forum"] == [("A Board", "B Board")]


def test_a_body_that_does_not_meet_keeps_no_action_in_sight(make_graph: Make) -> None:
    # The old board asked together with A and has ended; the paper board did and no longer meets.
    idle = end("body:paper", "2018-10-31").replace("state:ended", "state:not-meeting")
    found = make_graph(TOWN + asked("x", "body:a, body:old, body:paper") + idle).whatif(DAY, remove=["A Board"])
    assert [e.bodies for e in found if e.effect == "loses its forum"] == [("A Board",)]


def test_chains_to_the_public_are_cut(make_graph: Make) -> None:
    # Public over Commissioner, who chairs A; A over 1.1, B reports into A and oversees 1.2. 1.3 never had a chain.
    town = TOWN + PUBLIC + REPORT + row("1.1", "body:a") + row("1.2", "body:b") + row("1.3", "body:open")
    cuts = [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "chain cut"]
    assert [(e.thing, e.before, e.after, e.bodies) for e in cuts] == [
        ("1.1 row 1.1", "under A Board, Commissioner and The public", "no path shown to The public", ("A Board",)),
        (
            "1.2 row 1.2",
            "under B Board, A Board, Commissioner and The public",
            "no path shown to The public",
            ("A Board",),
        ),
        ("B Board", "under A Board, Commissioner and The public", "no path shown to The public", ("A Board",)),
    ]
    assert cuts[1].links == (
        "The public holds Commissioner to account",
        "Commissioner chairs A Board",
        "B Board reports into A Board",
        "B Board oversees 1.2 row 1.2",
    )
    assert {entry.partition("#")[2] for entry in cuts[0].evidence} == {"line=1,2", "line=70,71", "line=71,72"}
    # Whoever made the promise still answers for it: only the line of oversight is cut.
    assert "line of oversight" in cuts[0].meaning
    assert "Who is to answer for it does not change" in cuts[0].meaning


def test_a_second_way_up_keeps_the_chain(make_graph: Make) -> None:
    town = TOWN + PUBLIC + PUBLIC.replace("body:a", "body:b") + row("1.1", "body:a", "body:b")
    assert not [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "chain cut"]


def test_bodies_that_reported_into_it_alone_are_orphaned(make_graph: Make) -> None:
    # B reports into A; the paper board into A and the open one.
    town = (
        TOWN
        + REPORT
        + "".join(
            f"body:paper ovs:reporting [ a ovs:Reporting ; ovs:into {into} ] .\n" for into in ("body:a", "body:open")
        )
    )
    found = [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "orphaned"]
    assert [(e.thing, e.before, e.links) for e in found] == [
        ("B Board", "under A Board", ("B Board reports into A Board",))
    ]
    assert [entry.partition("#")[2] for entry in found[0].evidence] == ["line=80,81"]


# Who could take over.


def test_the_nearest_remit_is_suggested(make_graph: Make) -> None:
    # B oversees 1.2 together with A, under the same objective; the open board only 2.1, under another.
    town = (
        TOWN
        + row("1.1", "body:a")
        + row("1.2", "body:a", "body:b")
        + row("2.1", "body:open", objective="objective:two")
    )
    [found] = [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "could take over"]
    assert (found.thing, found.subjects) == ("B Board", ("1.1 row 1.1",))
    assert found.links == ("B Board oversees 1.2 row 1.2",)
    assert [entry.partition("#")[2] for entry in found.evidence] == ["line=2,3"]
    assert "suggestion" in found.meaning
    assert "It alone would do; no fewer would" in found.meaning


def test_what_is_there_only_for_a_time_is_not_suggested(make_graph: Make) -> None:
    # B is nearest, and time-limited; the open board is the next with a row under the same objective.
    town = (
        TOWN
        + row("1.1", "body:a")
        + row("1.2", "body:a", "body:b")
        + row("1.3", "body:open")
        + "body:b ovs:constitution <https://w3id.org/oversight-graph/concept/constitution/time-limited> .\n"
    )
    [found] = [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "could take over"]
    assert (found.thing, found.links) == ("Open Board", ("Open Board oversees 1.3 row 1.3",))


def test_a_body_that_dealt_with_it_comes_first(make_graph: Make) -> None:
    # The open board never stands in the cell of 1.1 and dealt with it; B has the neighbouring row.
    town = (
        TOWN
        + row("1.1", "body:a")
        + row("1.2", "body:a", "body:b")
        + row("2.1", "body:open", objective="objective:two")
        + looked_at("commitment:1.1", "2018-06-01", "body:open")
    )
    [found] = [e for e in make_graph(town).whatif(DAY, remove=["A Board"]) if e.effect == "could take over"]
    assert (found.thing, found.links) == ("Open Board", ("Open Board dealt with 1.1 row 1.1",))


def test_two_bodies_are_needed_and_one_row_finds_nobody(make_graph: Make) -> None:
    # B is near 1.1 (objective one) only, the open board near 2.1 (two) only; nobody is left under the third objective.
    town = (
        TOWN
        + 'objective:three a ovs:Objective ; skos:prefLabel "Three"@en .\n'
        + row("1.1", "body:a")
        + row("1.2", "body:b")
        + row("2.1", "body:a", objective="objective:two")
        + row("2.2", "body:open", objective="objective:two")
        + row("3.1", "body:a", objective="objective:three")
    )
    found = make_graph(town).whatif(DAY, remove=["A Board"])
    assert [(e.thing, e.subjects) for e in found if e.effect == "could take over"] == [
        ("B Board", ("1.1 row 1.1",)),
        ("Open Board", ("2.1 row 2.1",)),
    ]
    assert [e.subjects for e in found if e.effect == "nobody found"] == [("3.1 row 3.1",)]
    assert "one of 2 that together would do" in next(e.meaning for e in found if e.effect == "could take over")


def test_a_row_that_points_follows_the_row_it_points_to(make_graph: Make) -> None:
    town = TOWN + row("1.1", "body:a") + row("1.2", "body:b") + pointer("2.1", "1.1", objective="objective:two")
    found = make_graph(town).whatif(DAY, remove=["A Board"])
    assert [e.thing for e in found if e.effect == "grade drops"] == ["1.1 row 1.1", "2.1 row 2.1"]
    assert [e.subjects for e in found if e.effect in ("could take over", "nobody found")] == [("1.1 row 1.1",)]


OFFERS = st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.integers(0, 7).map(str)), max_size=7)


@given(offers=OFFERS)
def test_a_cover_takes_all_and_none_is_smaller(offers: dict[str, set[str]]) -> None:
    # Against trying every choice.
    chosen, exact = cover(offers)
    wanted = set().union(*offers.values())
    sizes = [
        size
        for size in range(len(offers) + 1)
        for choice in combinations(offers, size)
        if set().union(*(offers[key] for key in choice)) == wanted
    ]
    assert exact
    assert set().union(*(offers[key] for key in chosen)) == wanted
    assert len(chosen) == min(sizes)


def test_a_cover_is_not_fooled_by_the_largest_set() -> None:
    # Step by step one would take "big" first and then need both halves.
    offers = {"big": set("2345"), "low": set("123"), "high": set("456")}
    assert cover(offers) == (["low", "high"], True)


def test_above_the_stated_size_a_cover_is_greedy_and_says_so() -> None:
    # As many pairs as bodies, in a cycle: each body takes its own number and the next; no body is spare by itself.
    count = EXACT + 2
    offers = {f"{n:02d}": {str(n), str((n + 1) % count)} for n in range(count)}
    chosen, exact = cover(offers)
    assert not exact
    assert set().union(*(offers[key] for key in chosen)) == {str(n) for n in range(count)}
    assert len(chosen) >= count / 2
    # One that takes all is the smallest, whatever the size.
    assert cover(offers | {"all": {str(n) for n in range(count)}}) == (["all"], True)


# Mergers.


def test_a_merger_passes_on_what_the_first_body_is_named_for(make_graph: Make) -> None:
    # A goes into the open board: 1.1 rises to 5; B now reports into that one and is no orphan; the chair passes too.
    town = TOWN + PUBLIC + REPORT + row("1.1", "body:a") + row("1.2", "body:b") + asked("x", "body:a")
    found = make_graph(town).whatif(DAY, merge=("A Board", "Open Board"))
    assert brief(found) == [
        ("assumed", "A Board", "active", "merged into Open Board"),
        ("grade rises", "1.1 row 1.1", "4 live", "5 open"),
    ]
    assert found[1].meaning == "It goes up from grade 4 to 5, through Open Board."


def test_a_merger_keeps_the_record_of_meetings(make_graph: Make) -> None:
    # The open board looked at 1.1; B takes over row and record. B is not known to publish: from 6 to 4, and no lower.
    town = TOWN + row("1.1", "body:open") + looked_at("commitment:1.1", "2018-06-01", "body:open")
    found = make_graph(town).whatif(DAY, merge=("Open Board", "B Board"))
    assert brief(found, "grade drops") == [("grade drops", "1.1 row 1.1", "6 exercised", "4 live")]
    # The other way round nothing is lost: the open board has its own record and what B is named for.
    town = TOWN + row("1.1", "body:a") + looked_at("commitment:1.1", "2018-06-01", "body:a")
    [_, rise] = make_graph(town).whatif(DAY, merge=("A Board", "Open Board"))
    assert (rise.before, rise.after) == ("4 live", "6 exercised")


def test_meetings_of_both_show_that_the_merged_body_meets(make_graph: Make) -> None:
    # Nothing else shows the paper board; with A's meeting of June it is one that met, so 1.1 stays live.
    town = TOWN + row("1.1", "body:a") + looked_at("commitment:1.1", "2018-06-01", "body:a")
    assert brief(make_graph(town).whatif(DAY, merge=("A Board", "Paper Board")), "grade drops") == []
    without = make_graph(TOWN + row("1.1", "body:a")).whatif(DAY, merge=("A Board", "Paper Board"))
    assert brief(without, "grade drops") == [("grade drops", "1.1 row 1.1", "4 live", "3 body named")]


def test_a_merger_into_a_body_that_had_ended_leaves_a_name(make_graph: Make) -> None:
    found = make_graph(TOWN + row("1.1", "body:a")).whatif(DAY, merge=("A Board", "Old Board"))
    assert brief(found, "grade drops") == [("grade drops", "1.1 row 1.1", "4 live", "3 body named")]


def test_what_had_ended_can_be_taken_over(make_graph: Make) -> None:
    found = make_graph(TOWN + row("1.1", "body:old")).whatif(DAY, merge=("Old Board", "Open Board"))
    assert brief(found) == [
        ("assumed", "Old Board", "ended", "merged into Open Board"),
        ("grade rises", "1.1 row 1.1", "3 body named", "5 open"),
    ]
    assert "taken over" in found[0].meaning


# A level.


LEVELS = """
@prefix level: <https://w3id.org/oversight-graph/concept/level/> .
level:parish a skos:Concept ; skos:inScheme <https://w3id.org/oversight-graph/concept/level> ; skos:prefLabel "parish" .
body:a ovs:level level:{0} . body:open ovs:level level:{0} . body:b ovs:level level:{1} .
"""


@pytest.mark.parametrize(("ending", "other"), [("alliance", "force"), ("local", "national"), ("parish", "force")])
def test_a_level_ends_and_says_by_what_rule(make_graph: Make, ending: str, other: str) -> None:
    # Any level of the ontology, and one that only this data has.
    town = TOWN + LEVELS.format(ending, other) + row("1.1", "body:a") + row("1.2", "body:b")
    found = make_graph(town).whatif(DAY, end_level=ending)
    assumed = [e for e in found if e.effect == "assumed"]
    assert [e.thing for e in assumed] == ["A Board", "Open Board"]
    # A reader must know that no paper makes this list.
    why = f"with the level {ending}, to which the register, not a paper, counts it"
    assert all(why in e.meaning for e in assumed)
    assert ["no glossary lists it" in e.meaning for e in assumed] == [True, False]
    assert [e.thing for e in found if e.effect == "grade drops"] == ["1.1 row 1.1"]
    iri = f"https://w3id.org/oversight-graph/concept/level/{ending}"
    assert (
        make_graph(town).whatif(DAY, end_level=iri)
        == found
        == make_graph(town).whatif(DAY, end_level=f" {ending.title()}")
    )


def test_a_body_may_be_on_two_levels(make_graph: Make) -> None:
    town = TOWN + LEVELS.format("alliance", "force") + "body:a ovs:level level:force ." + row("1.1", "body:a")
    for level in ("alliance", "force"):
        found = make_graph(town).whatif(DAY, end_level=level)
        assert "A Board" in {e.thing for e in found if e.effect == "assumed"}


def test_a_level_that_there_is_not_names_those_that_there_are(make_graph: Make) -> None:
    graph = make_graph(TOWN + LEVELS.format("alliance", "force"))
    with pytest.raises(
        UsageError, match=r"'county' is no level .levels: alliance; force; local; national; parish; regional"
    ):
        graph.whatif(DAY, end_level="county")
    with pytest.raises(
        UsageError, match=r"no body .* on the level local .levels with bodies: alliance \(2\), force \(1\)"
    ):
        graph.whatif(DAY, end_level="local")


# What is no change.


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "nothing is to change"),
        ({"merge": ("A Board", "AB")}, "A Board cannot be merged with itself"),
        ({"merge": ("A Board", "B Board"), "remove": ["B Board"]}, "B Board cannot end and be merged at once"),
        ({"remove": ["Monitoring"]}, "is no oversight body"),
        ({"end_level": "alliance"}, "no body of the data is on the level alliance"),
    ],
)
def test_a_change_that_makes_no_sense(make_graph: Make, change: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        make_graph(TOWN + row("1.1", "body:a")).whatif(DAY, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "ambiguous"), [("Nosuch", False), ("Board", True)])
def test_a_name_that_means_nothing_or_too_much(make_graph: Make, name: str, ambiguous: bool) -> None:
    with pytest.raises(NotFoundError) as caught:
        make_graph(TOWN).whatif(DAY, remove=[name])
    assert caught.value.ambiguous is ambiguous


def test_a_town_without_a_plan(make_graph: Make) -> None:
    assert brief(make_graph(TOWN).whatif(DAY, remove=["A Board"])) == [("assumed", "A Board", "active", "ended")]


# Properties, on plans of four rows that name any of the bodies, with meetings.

BODIES = ("body:a", "body:b", "body:open", "body:paper", "body:old")
REFS = ("1.1", "1.2", "1.3", "1.4")
quick = settings(max_examples=50)
ROWS = st.tuples(
    st.sampled_from(["Body", "Reference", "Blank"]),
    st.lists(st.sampled_from(BODIES), max_size=3, unique=True),
    st.sampled_from(REFS),
)
PLANS = st.lists(ROWS, min_size=4, max_size=4)
MEETINGS = st.lists(
    st.tuples(st.sampled_from(REFS), st.sampled_from(["2018-02-01", "2018-06-01"]), st.sampled_from(BODIES)), max_size=3
)
Plan = list[tuple[str, list[str], str]]
Met = list[tuple[str, str, str]]


def written(plan: Plan, meetings: Met) -> str:
    rows = [
        pointer(ref, to) if cell == "Reference" else row(ref, *(by if cell == "Body" else ()), cell=cell)
        for ref, (cell, by, to) in zip(REFS, plan, strict=True)
    ]
    step = (
        "activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; rdfs:label 'step' ;"
        " ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:b ; ovs:asStated 'B' ] .\n"
    )
    held = {f"{day} {body}": looked_at(f"commitment:{ref}", day, body) for ref, day, body in meetings}
    return TOWN + "".join(rows) + step + "".join(held.values())


def iri(body: str) -> str:
    return TOWN_IRI + body.replace(":", "/")


def shown(rows: list[Coverage]) -> list[tuple[object, ...]]:
    """Return all that a row says but for its citations: an end that is assumed cites nothing."""
    fields = ("iri", "grade", "cell", "bodies", "processes", "resolved_bodies", "live", "not_live", "open", "exercised")
    return [tuple(sorted(v) if isinstance(v := getattr(r, f), tuple) else v for f in fields) for r in rows]


def both(graph: OversightGraph | Edited) -> list[Coverage]:
    store = graph.store if isinstance(graph, OversightGraph) else graph
    return coverage(store, DAY) + coverage(store, DAY, activities=True)


@quick
@given(plan=PLANS, meetings=MEETINGS, gone=st.sets(st.sampled_from(BODIES), min_size=1))
def test_ending_equals_recomputation_on_edited_data(
    make_graph: Make, plan: Plan, meetings: Met, gone: set[str]
) -> None:
    turtle = written(plan, meetings)
    graph = make_graph(turtle)
    before = {r.iri: r.grade for r in both(graph)}
    effects = graph.whatif(DAY, remove=[iri(body) for body in gone])
    assumed = shown(both(Edited(graph.store, DAY, [iri(body) for body in gone])))
    ended = both(make_graph(turtle + "".join(end(body) for body in sorted(gone))))
    assert assumed == shown(ended)
    changed = {r.iri: r.grade for r in ended if r.grade != before[r.iri]}
    assert {e.iri: int(e.after[0]) for e in effects if e.effect.startswith("grade")} == changed
    # Ending never raises a grade.
    assert all(grade < before[row] for row, grade in changed.items())


@quick
@given(plan=PLANS, meetings=MEETINGS, pair=st.permutations(BODIES))
def test_merging_equals_recomputation_on_edited_data(
    make_graph: Make, plan: Plan, meetings: Met, pair: list[str]
) -> None:
    old, new = pair[:2]
    turtle = written(plan, meetings)
    graph = make_graph(turtle)
    effects = graph.whatif(DAY, merge=(iri(old), iri(new)))
    assumed = shown(both(Edited(graph.store, DAY, (), {iri(old): iri(new)})))
    before = {r.iri: r.grade for r in both(graph)}
    edited = turtle + end(old)
    for relation in ("ovs:by", "ovs:convenes"):
        edited = edited.replace(f"{relation} {old} ", f"{relation} {new} ")
    merged = both(make_graph(edited))
    assert assumed == shown(merged)
    changed = {r.iri: r.grade for r in merged if r.grade != before[r.iri]}
    assert {e.iri: int(e.after[0]) for e in effects if e.effect.startswith("grade")} == changed


@quick
@given(plan=PLANS, meetings=MEETINGS, gone=st.sets(st.sampled_from(BODIES), min_size=1))
def test_a_board_that_is_restored_restores_every_grade(
    make_graph: Make, plan: Plan, meetings: Met, gone: set[str]
) -> None:
    # The end is assumed and dropped again: on the graph itself, and on a reading in which nothing ends.
    graph = make_graph(written(plan, meetings))
    before = both(graph)
    graph.whatif(DAY, remove=[iri(body) for body in gone])
    assert both(graph) == before
    assert both(Edited(graph.store, DAY)) == before


@quick
@given(plan=PLANS, meetings=MEETINGS, earlier=st.sampled_from(BODIES), later=st.sampled_from(BODIES))
def test_one_end_after_another_is_both_at_once(
    make_graph: Make, plan: Plan, meetings: Met, earlier: str, later: str
) -> None:
    graph = make_graph(written(plan, meetings))
    after_another = Edited(Edited(graph.store, DAY, [iri(earlier)]), DAY, [iri(later)])
    assert shown(both(after_another)) == shown(both(Edited(graph.store, DAY, {iri(earlier), iri(later)})))


# West Mercia, read in the panel pack of November 2018.


def test_west_mercia_the_boards_whose_loss_uncovers_most(graph: OversightGraph) -> None:
    """The Crime Reduction Board stands alone in 2.2 (line 485) and in 2.3 (487, beside attendance).

    3.10 points to 2.2 to 2.6 (553), of which only those two name a board that meets. B4 (519) has it first, and has
    other boards in brackets, some of which meet. Three rows too are uncovered without the Victims Board (1.1, A.4, A.5)
    or the Citizens in Policing Steering Group (3.8, D.5 and, by pointer, D8).
    """
    before = {row.ref: row for row in graph.coverage(DAY)}
    live = sorted({name for row in before.values() for name in row.live})
    assert len(live) >= 15
    lower, uncovered = {}, {}
    for name in live:
        rows = coverage(Edited(graph.store, DAY, [graph.find(name)]), DAY)
        lower[name] = {row.ref for row in rows if row.grade < before[row.ref].grade}
        uncovered[name] = {row.ref for row in rows if not row.live and before[row.ref].live}
    most = max(len(refs) for refs in uncovered.values())
    assert {name: refs for name, refs in uncovered.items() if len(refs) == most} == {
        "Crime Reduction Board": {"2.2", "2.3", "3.10"},
        "Victims Board": {"1.1", "A.4", "A.5"},
        "Citizens in Policing Steering Group": {"3.8", "D.5", "D8"},
    }
    assert lower["Crime Reduction Board"] == {"2.2", "2.3", "B4", "3.10"}
    drops = [e for e in graph.whatif(DAY, remove=["Crime Reduction Board"]) if e.kind == "commitment"]
    assert [(e.thing.split()[0], e.before, e.after) for e in drops] == [
        ("2.2", "5 open", "3 body named"),
        ("2.3", "5 open", "3 body named"),
        ("B4", "5 open", "4 live"),
        ("3.10", "5 open", "3 body named"),
    ]


def test_west_mercia_tie_had_ended(graph: OversightGraph) -> None:
    # Row 4.1: the committee's final meeting was in July 2018 (line 569).
    [found] = graph.whatif(DAY, remove=["TIE"])
    assert (found.effect, found.before) == ("assumed", "ended")
    assert "changes nothing" in found.meaning


def test_west_mercia_without_the_alliance(graph: OversightGraph) -> None:
    """Boards that serve both forces, by the glossary (lines 611 to 656) and the rows that name them.

    Fall to a name: 1.2 (Transformation Board), A.6 (restorative justice), 3.1, 3.2 and C1 (Transformation Board, AGG),
    3.4 (IPCAC), 3.8, D.5 and D8 (Citizens in Policing), 4.7 (stop and search), D.1 (custody users), D.6 (audit
    committee). B5 keeps the regional board, which is not said to publish, and falls from open to live. C2, 3.9 and 4.1
    keep the monthly holding to account.
    """
    found = graph.whatif(DAY, end_level="alliance")
    drops = {e.thing.split()[0]: e.after for e in found if e.effect == "grade drops" and e.kind == "commitment"}
    assert drops.pop("B5") == "4 live"
    assert set(drops) == set("1.2 A.6 3.1 3.2 3.4 3.8 C1 4.7 D.1 D.5 D.6 D8".split())
    assert set(drops.values()) == {"3 body named"}
    assumed = {e.thing: e for e in found if e.effect == "assumed"}
    assert {"Alliance Governance Group", "Transformation Board", "Service Improvement Board"} <= set(assumed)
    assert not {"Crime Reduction Board", "Monthly Holding to Account", "Regional Governance Board"} & set(assumed)
    assert all("the register, not a paper" in e.meaning for e in assumed.values())
    assert assumed["Trust, Integrity and Ethics Committee"].before == "ended"
    # The delivery group reports into the Service Improvement Board (line 179) and would have nothing above it.
    assert "West Mercia Delivery Group" in {e.thing for e in found if e.effect == "orphaned"}
    # B5 reaches the public through AGG, which the Commissioner chairs (line 615).
    cut = {e.thing.split()[0]: e for e in found if e.effect == "chain cut"}
    assert cut["B5"].bodies == ("Alliance Governance Group",)


# The command line.


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["whatif"], "nothing is to change"),
        (["whatif", "AGG"], "bodies that are to end come after --remove"),
        (["whatif", "--merge", "AGG", "Alliance Governance Group"], "cannot be merged with itself"),
        (["whatif", "--merge", "AGG"], "requires 2 arguments"),
        (["whatif", "--remove", "no such board"], "nothing is called 'no such board'"),
        (["whatif", "--remove", "Board"], "fits more than one thing"),
        (["whatif", "--remove", "3.2"], "is no oversight body"),
        (["whatif", "--remove", "AGG", "--as-of", "1990-01-01"], "no loaded paper is as old as 1990-01-01"),
        (["whatif", "--merge", "AGG", "--as-of", "2018-11-27"], "--merge needs two bodies"),
        (["overlap", "no such board"], "nothing is called 'no such board'"),
        (["overlap", "DCC"], "DCC is no oversight body"),
        (["overlap", "TIE"], "TIE had ended at 2021-04-27"),
        (["overlap", "--as-of", "1990-01-01"], "the oldest is of 2017-08-22"),
        (["conflicts", "--as-of", "1990-01-01"], "no loaded paper is as old"),
    ],
)
def test_bad_input_exits_with_2_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    code, out, err = run(monkeypatch, capsys, *arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_several_bodies_may_follow_one_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = "--columns", "effect,thing", "-f", "csv"
    code, several, err = run(monkeypatch, capsys, "whatif", "--remove", "TIE", "CRB", *shown)
    assert (code, err) == (0, "as of 2018-11-27 (date of the newest plan; the newest paper is of 2021-04-27)\n")
    assert run(monkeypatch, capsys, "whatif", "--remove", "TIE", "--remove", "CRB", *shown)[1] == several
    assert several.splitlines()[1:3] == [
        "assumed,Crime Reduction Board",
        'assumed,"Trust, Integrity and Ethics Committee"',
    ]


def test_the_date_is_told_and_rows_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("overlap", "conflicts"):
        code, out, err = run(monkeypatch, capsys, command, "-f", "csv")
        assert (code, err) == (0, "as of 2021-04-27 (date of the newest paper)\n")
        assert len(out.splitlines()) >= 10
    _, _, err = run(monkeypatch, capsys, "whatif", "--remove", "CRB")
    assert err.splitlines()[1] == "grades that drop: 4 of commitments, 3 of activities"
