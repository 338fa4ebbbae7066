"""The ladder of coverage, 0 to 6, on plans of a few rows.

The expected grade is the highest rung of the ladder that a reader of those rows can defend; each test begins with that
reading. The plan is dated 27 November 2018, and so is the question unless a test says otherwise.
"""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.conftest import Make
from tests.town import DAY, PLAN

from oversight_graph.load.files import DataFile
from oversight_graph.load.load import load
from oversight_graph.map.data import map_data
from oversight_graph.model.references import normal_ref, ref_key
from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.gaps import Gap, gaps, reason
from oversight_graph.registers.summary import summarise
from oversight_graph.registry.answers import answer
from oversight_graph.report.site import report_files

PAPER = "https://example.org/town/paper/plan"

TOWN = f"""{PLAN}
body:paper a ovs:OversightBody ; skos:prefLabel "Paper Board"@en .
body:live a ovs:OversightBody ; skos:prefLabel "Live Board"@en ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-10-31"^^xsd:date ] .
body:open a ovs:OversightBody ; skos:prefLabel "Open Board"@en .
<#glossary-1> a ovs:GlossaryEntry ; ovs:describes body:open ; ovs:frequency frequency:monthly ;
    ovs:notesPublished publication:yes ; dcterms:date "2018-11-27"^^xsd:date ; ovs:evidence <#line=30,31> .
mechanism:monitoring a ovs:MonitoringProcess ; skos:prefLabel "Monitoring"@en .
"""


def row(ref: str, cell: str, *by: str, more: str = "", column: str = "") -> str:
    """Return a commitment in Turtle, with the mechanisms that its cell names."""
    extra = f"; ovs:column column:{column}" if column else ""
    named = "".join(f"; ovs:oversight [ a ovs:Oversight ; ovs:by {who} ; ovs:asStated '{who}' {extra} ]" for who in by)
    return (
        f'commitment:{ref} a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "{ref}" ; rdfs:label "{ref}" ; '
        f"ovs:objective objective:one ; ovs:oversightCell ovs:{cell} {named} {more} .\n"
    )


def step(ref: str, of: str, *by: str, cell: str = "", more: str = "", printed: bool = True) -> str:
    """Return an activity in Turtle: with a cell of its own, or in the row of its commitment."""
    own = f"ovs:oversightCell ovs:{cell}" if cell else f"ovs:sharesCellOf commitment:{of}"
    named = "".join(f"; ovs:oversight [ a ovs:Oversight ; ovs:by {who} ; ovs:asStated '{who}' ]" for who in by)
    notation = f'; skos:notation "{ref}"' if printed else ""
    return (
        f'activity:{ref} a ovs:Activity ; dcterms:isPartOf commitment:{of} {notation} ; rdfs:label "step {ref}"@en ; '
        f"{own} {named} {more} .\n"
    )


def pointer(*targets: str) -> str:
    """Return a pointer to other rows."""
    return f"; ovs:crossReference [ a ovs:CrossReference ; ovs:to {', '.join(targets)} ]"


def looked_at(subject: str, day: str, body: str = "body:open", more: str = "", item: str = "") -> str:
    """Return a meeting with an item that dealt with a subject."""
    return (
        f'meeting:{day} a ovs:Meeting ; ovs:convenes {body} ; schema:startDate "{day}"^^xsd:date {more} .\n'
        f"item:{day} a ovs:AgendaItem ; dcterms:isPartOf meeting:{day} {item} ; "
        f"ovs:scrutiny [ a ovs:Scrutiny ; ovs:of {subject} ; ovs:evidence <#line=40,41> ] .\n"
    )


def grade(make: Make, turtle: str, ref: str = "1.1", day: str = DAY, *, activities: bool = False) -> Coverage:
    """Return the one row of a reference."""
    [found] = [r for r in make(TOWN + turtle).coverage(day, activities=activities) if r.ref == ref]
    return found


# The rungs.


@pytest.mark.parametrize(
    ("cell", "by", "expected"),
    [
        ("Lost", [], 0),
        ("Blank", [], 0),
        ("Reference", [], 1),
        ("Process", ["mechanism:monitoring"], 2),
        ("Body", ["body:paper"], 3),
        ("Body", ["body:live"], 4),
        ("Body", ["body:open"], 5),
        ("Body", ["mechanism:monitoring", "body:paper", "body:live"], 4),
    ],
)
def test_each_rung(make_graph: Make, cell: str, by: list[str], expected: int) -> None:
    # What the cell holds and what is known of the bodies stands in TOWN; the best of several mechanisms counts.
    found = grade(make_graph, row("1.1", cell, *by))
    assert (found.grade, found.cell) == (expected, cell.lower())


def test_exercised(make_graph: Make) -> None:
    # The open board dealt with the commitment in June 2018.
    found = grade(make_graph, row("1.1", "Body", "body:open") + looked_at("commitment:1.1", "2018-06-01"))
    assert (found.grade, found.exercised) == (6, ("Open Board 2018-06-01",))


def test_what_a_grade_rests_on_is_cited(make_graph: Make) -> None:
    # Row at line 10, cell at line 11, glossary at line 31 (which shows the board live and open), meeting at line 41.
    turtle = (
        "commitment:1.1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation '1.1' ; rdfs:label 'x'@en ; "
        "ovs:oversightCell ovs:Body ; ovs:evidence <#line=9,10> ; "
        "ovs:oversight [ a ovs:Oversight ; ovs:by body:open ; ovs:evidence <#line=10,11> ] .\n"
        + looked_at("commitment:1.1", "2018-06-01")
    )
    lines = ("line=10,11", "line=30,31", "line=40,41", "line=9,10")
    assert grade(make_graph, turtle).evidence == tuple(f"{PAPER}#{line}" for line in lines)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2017-10-27", 5),  # thirteen months before
        ("2017-11-26", 5),  # a year and a day
        ("2017-11-27", 6),  # a year before, to the day
        ("2018-11-27", 6),  # on the day
        ("2018-11-28", 5),  # the day after
    ],
)
def test_the_period_is_the_year_up_to_the_date(make_graph: Make, held: str, expected: int) -> None:
    # One meeting on the commitment, and nothing else of it in the year.
    assert grade(make_graph, row("1.1", "Body", "body:open") + looked_at("commitment:1.1", held)).grade == expected


def test_the_period_can_be_chosen(make_graph: Make) -> None:
    # A meeting eight weeks before: within three months, and not within one.
    store = make_graph(TOWN + row("1.1", "Body", "body:open") + looked_at("commitment:1.1", "2018-10-02")).store
    assert [r.grade for months in (1, 3) for r in coverage(store, DAY, months=months)] == [5, 6]


@pytest.mark.parametrize(
    ("more", "item"), [("; ovs:outcome outcome:scheduled", ""), ("", "; ovs:outcome outcome:deferred")]
)
def test_what_is_only_on_an_agenda_does_not_count(make_graph: Make, more: str, item: str) -> None:
    # The meeting is announced, or held and the item put off.
    turtle = row("1.1", "Body", "body:open") + looked_at("commitment:1.1", "2018-11-01", more=more, item=item)
    found = grade(make_graph, turtle)
    assert (found.grade, found.exercised) == (5, ())


def test_a_meeting_of_another_body_does_not_exercise(make_graph: Make) -> None:
    # The live board dealt with it, but the cell names the open one: scrutiny outside the plan.
    turtle = row("1.1", "Body", "body:open") + looked_at("commitment:1.1", "2018-06-01", body="body:live")
    assert grade(make_graph, turtle).grade == 5


def test_a_closed_body_that_looked_is_live_only(make_graph: Make) -> None:
    # The live board publishes nothing: each rung needs the ones below, so its meeting lifts nothing, but is shown.
    turtle = row("1.1", "Body", "body:live") + looked_at("commitment:1.1", "2018-06-01", body="body:live")
    found = grade(make_graph, turtle)
    assert (found.grade, found.exercised) == (4, ("Live Board 2018-06-01",))


@pytest.mark.parametrize(("ended", "expected"), [("2018-11-26", 3), ("2018-11-27", 3), ("2018-11-28", 5)])
def test_an_ended_body_is_a_name_only(make_graph: Make, ended: str, expected: int) -> None:
    # The open board ended the day before, on, or after the day asked for.
    end = f'body:open ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "{ended}"^^xsd:date ] .'
    found = grade(make_graph, row("1.1", "Body", "body:open") + end)
    assert found.grade == expected
    assert found.not_live == (("Open Board (ended)",) if expected == 3 else ())


def test_marked_counts_as_open(make_graph: Make) -> None:
    # A marker behind the name that is not quite that of the key.
    turtle = """
    body:marked a ovs:OversightBody ; skos:prefLabel "Marked Board"@en .
    <#glossary-2> a ovs:GlossaryEntry ; ovs:describes body:marked ; ovs:frequency frequency:monthly ;
        ovs:notesPublished publication:marked ; dcterms:date "2018-11-27"^^xsd:date .
    """
    found = grade(make_graph, turtle + row("1.1", "Body", "body:marked"))
    assert (found.grade, found.open) == (5, ("Marked Board",))


def test_a_body_under_review_is_not_live(make_graph: Make) -> None:
    # Listed with "under review" where the frequency should stand.
    turtle = """
    body:doubt a ovs:OversightBody ; skos:prefLabel "Doubt Board"@en .
    <#glossary-2> a ovs:GlossaryEntry ; ovs:describes body:doubt ; ovs:frequency frequency:under-review ;
        ovs:notesPublished publication:yes ; dcterms:date "2018-11-27"^^xsd:date .
    """
    found = grade(make_graph, turtle + row("1.1", "Body", "body:doubt"))
    assert (found.grade, found.not_live) == (3, ("Doubt Board (under review)",))


# Names.


def test_an_unresolved_name_is_no_body(make_graph: Make) -> None:
    # "Some board": nobody knows which, so it stands among the processes and the row has grade 2.
    unresolved = "; ovs:oversight [ a ovs:Oversight ; ovs:asStated 'Some board' ; ovs:certainty certainty:unresolved ]"
    found = grade(make_graph, row("1.1", "Body", more=unresolved))
    assert (found.grade, found.bodies, found.processes) == (2, (), ("Some board (unresolved)",))
    assert reason(found) == "What is meant by 'Some board' is not known; nothing else is named."
    both = grade(make_graph, row("1.1", "Body", "mechanism:monitoring", more=unresolved))
    assert reason(both) == (
        "Only processes are named, no body: Monitoring; what is meant by 'Some board' is not known."
    )


def test_what_other_columns_tell_does_not_count(make_graph: Make) -> None:
    # The progress column names the open board; the cell itself names a process, or is blank.
    elsewhere = "; ovs:oversight [ a ovs:Oversight ; ovs:by body:open ; ovs:column column:progress ]"
    for cell, by, expected in (("Process", ["mechanism:monitoring"], 2), ("Blank", [], 0)):
        found = grade(make_graph, row("1.1", cell, *by, more=elsewhere))
        assert (found.grade, found.bodies, found.told_elsewhere) == (expected, (), ("Open Board",))


def test_the_oversight_column_counts_when_it_is_named(make_graph: Make) -> None:
    # The same column, said expressly.
    assert grade(make_graph, row("1.1", "Body", "body:open", column="oversight")).grade == 5


def test_mechanisms_stand_in_the_order_of_the_cell(make_graph: Make) -> None:
    # Twelve mechanisms in the order of the paper: the tenth comes after the second.
    names = [f"mechanism:m{n}" for n in range(12)]
    kinds = "".join(f"{name} a ovs:Report ; skos:prefLabel 'R{n}'@en .\n" for n, name in enumerate(names))
    assert grade(make_graph, kinds + row("1.1", "Process", *names)).processes == tuple(f"R{n}" for n in range(12))


# Activities.


def test_a_commitment_takes_in_the_cells_of_its_activities(make_graph: Make) -> None:
    # The commitment's row names a process; the row of its activity names the open board.
    turtle = row("1.1", "Process", "mechanism:monitoring") + step("1.1.1", "1.1", "body:open", cell="Body")
    found = grade(make_graph, turtle)
    assert (found.grade, found.cell, found.bodies, found.processes) == (5, "body", ("Open Board",), ("Monitoring",))


def test_an_activity_has_its_own_cell_only(make_graph: Make) -> None:
    # The commitment names the open board; the activity has a row of its own that names a process.
    turtle = row("1.1", "Body", "body:open") + step("1.1.1", "1.1", "mechanism:monitoring", cell="Process")
    found = grade(make_graph, turtle, "1.1.1", activities=True)
    assert (found.grade, found.cell, found.bodies) == (2, "process", ())


def test_an_activity_shares_the_cell_of_its_row(make_graph: Make) -> None:
    # It is printed in the row of the commitment, so the board named there is named for it.
    turtle = row("1.1", "Body", "body:open") + step("1.1.1", "1.1")
    found = grade(make_graph, turtle, "1.1.1", activities=True)
    assert (found.grade, found.cell, found.bodies, found.objective) == (5, "body", ("Open Board",), "Safer streets")


def test_an_activity_without_a_reference_goes_by_its_commitment(make_graph: Make) -> None:
    # No number is printed before it.
    turtle = row("1.1", "Body", "body:open") + step("1.1-unnumbered", "1.1", printed=False)
    assert grade(make_graph, turtle, activities=True).title == "step 1.1-unnumbered"


@pytest.mark.parametrize(("shared", "expected"), [(True, 6), (False, 5)])
def test_scrutiny_of_a_commitment_counts_for_an_activity_in_its_row_only(
    make_graph: Make, shared: bool, expected: int
) -> None:
    # The meeting dealt with the commitment as a whole: the row, and what is printed in it.
    own = step("1.1.1", "1.1") if shared else step("1.1.1", "1.1", "body:open", cell="Body")
    turtle = row("1.1", "Body", "body:open") + own + looked_at("commitment:1.1", "2018-06-01")
    assert grade(make_graph, turtle, "1.1.1", activities=True).grade == expected


def test_scrutiny_of_an_activity_counts_for_its_commitment_and_not_for_others(make_graph: Make) -> None:
    # The meeting dealt with the first of two activities in one row.
    turtle = (
        row("1.1", "Body", "body:open")
        + step("1.1.1", "1.1")
        + step("1.1.2", "1.1")
        + looked_at("activity:1.1.1", "2018-06-01")
    )
    graph = make_graph(TOWN + turtle)
    assert [r.grade for r in graph.coverage(DAY)] == [6]
    assert [(r.ref, r.grade) for r in graph.coverage(DAY, activities=True)] == [("1.1.1", 6), ("1.1.2", 5)]


@pytest.mark.parametrize(
    ("own", "of_the_activity", "expected"),
    [("Lost", "Blank", "blank"), ("Blank", "Process", "process"), ("Process", "Lost", "process"), ("Lost", "", "lost")],
)
def test_the_most_telling_cell_is_shown(make_graph: Make, own: str, of_the_activity: str, expected: str) -> None:
    # Lost tells least, then blank, then a pointer, then a process, then a body.
    assert grade(make_graph, row("1.1", own) + step("1.1.1", "1.1", cell=of_the_activity)).cell == expected


# Pointers.


def test_a_pointer_takes_the_best_grade_that_it_reaches(make_graph: Make) -> None:
    # 1.1 refers to 1.2 (a process) and 1.3 (the live board).
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2", "commitment:1.3"))
        + row("1.2", "Process", "mechanism:monitoring")
        + row("1.3", "Body", "body:live")
    )
    found = grade(make_graph, turtle)
    assert (found.grade, found.cell, found.bodies) == (4, "reference", ())
    assert (found.refers_to, found.resolved_bodies, found.processes) == (
        ("1.2", "1.3"),
        ("Live Board",),
        ("Monitoring",),
    )


def test_a_chain_of_pointers_is_followed(make_graph: Make) -> None:
    # 1.1 to 1.2 to 1.3, which names a process: grade 2 all the way; the pointer printed is that to 1.2.
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2"))
        + row("1.2", "Reference", more=pointer("commitment:1.3"))
        + row("1.3", "Process", "mechanism:monitoring")
    )
    found = grade(make_graph, turtle)
    assert (found.grade, found.refers_to) == (2, ("1.2",))
    assert reason(found) == "Only processes are named (through 1.2), no body: Monitoring."


@pytest.mark.parametrize("more", [pointer("commitment:9.9"), ""])
def test_a_pointer_to_nothing(make_graph: Make, more: str) -> None:
    # The row pointed to is not in the plan, or the pointer does not say where: still a pointer, and nothing more.
    found = grade(make_graph, row("1.1", "Reference", more=more))
    assert (found.grade, found.resolved_bodies) == (1, ())


def test_pointers_in_a_cycle_reach_nothing(make_graph: Make) -> None:
    # 1.1 to 1.2 and back.
    turtle = row("1.1", "Reference", more=pointer("commitment:1.2")) + row(
        "1.2", "Reference", more=pointer("commitment:1.1")
    )
    assert [r.grade for r in make_graph(TOWN + turtle).coverage(DAY)] == [1, 1]
    found = grade(make_graph, turtle)
    assert reason(found) == "Only a pointer to 1.2, where no mechanism is reached."


def test_a_cycle_with_a_way_out_reaches_what_is_there(make_graph: Make) -> None:
    # 1.1 to 1.2 and back, and 1.2 to 1.3 besides.
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2"))
        + row("1.2", "Reference", more=pointer("commitment:1.1", "commitment:1.3"))
        + row("1.3", "Body", "body:open")
    )
    assert [r.grade for r in make_graph(TOWN + turtle).coverage(DAY)] == [5, 5, 5]


def test_a_pointer_beside_a_name_is_no_oversight(make_graph: Make) -> None:
    # The cell names a process; "cross reference to 1.2" stands in another column.
    turtle = row("1.1", "Process", "mechanism:monitoring", more=pointer("commitment:1.2")) + row(
        "1.2", "Body", "body:open"
    )
    found = grade(make_graph, turtle)
    assert (found.grade, found.refers_to, found.resolved_bodies) == (2, ("1.2",), ())


def test_a_pointer_to_a_row_takes_in_the_pointers_of_its_activities(make_graph: Make) -> None:
    # 1.1 refers to 1.2, whose own cell is blank, but whose activity refers to 1.3: 1.1 is no worse than 1.2.
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2"))
        + row("1.2", "Blank")
        + step("1.2.1", "1.2", cell="Reference", more=pointer("commitment:1.3"))
        + row("1.3", "Body", "body:live")
    )
    assert [r.grade for r in make_graph(TOWN + turtle).coverage(DAY)] == [4, 4, 4]


def test_an_activity_in_a_row_that_only_points_reaches_the_same(make_graph: Make) -> None:
    # It shares the cell, and so the pointer.
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2")) + step("1.1.1", "1.1") + row("1.2", "Body", "body:open")
    )
    found = grade(make_graph, turtle, "1.1.1", activities=True)
    assert (found.grade, found.refers_to, found.resolved_bodies) == (5, ("1.2",), ("Open Board",))


def test_a_meeting_counts_for_a_pointer_only_where_its_body_is_named(make_graph: Make) -> None:
    # 1.1 refers to 1.2 (names the open board) and 1.3 (names the live board). The open board dealt with 1.3, which is
    # not its own: neither target is exercised, so 1.1 is not either.
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2", "commitment:1.3"))
        + row("1.2", "Body", "body:open")
        + row("1.3", "Body", "body:live")
        + looked_at("commitment:1.3", "2018-06-01")
    )
    assert [r.grade for r in make_graph(TOWN + turtle).coverage(DAY)] == [5, 5, 4]


@pytest.mark.parametrize("subject", ["commitment:1.1", "commitment:1.2", "commitment:1.3"])
def test_a_meeting_counts_for_each_row_on_the_way(make_graph: Make, subject: str) -> None:
    # 1.1 to 1.2 to 1.3, which names the open board; it dealt with one of the three, and 1.1 leaves its oversight to it.
    turtle = (
        row("1.1", "Reference", more=pointer("commitment:1.2"))
        + row("1.2", "Reference", more=pointer("commitment:1.3"))
        + row("1.3", "Body", "body:open")
        + looked_at(subject, "2018-06-01")
    )
    assert grade(make_graph, turtle).grade == 6


def test_what_a_pointer_leads_to_is_named_if_it_has_no_reference(make_graph: Make) -> None:
    # The row refers to another plan as a whole.
    turtle = 'plan:other a ovs:Plan ; skos:prefLabel "The other plan"@en .\n' + row(
        "1.1", "Process", "mechanism:monitoring", more=pointer("plan:other")
    )
    assert grade(make_graph, turtle).refers_to == ("The other plan",)


# Which rows there are, and in which order.


def test_a_plan_later_than_the_date_does_not_count(make_graph: Make) -> None:
    # On the day of the plan its rows are there, commitments and activities; the day before they are not.
    graph = make_graph(TOWN + row("1.1", "Body", "body:open") + step("1.1.1", "1.1"))
    for day, count in ((DAY, 1), ("2018-11-26", 0)):
        assert len(graph.coverage(day)) == len(graph.coverage(day, activities=True)) == count


def test_a_row_without_a_plan_is_not_taken_for_a_row_of_any_plan(make_graph: Make) -> None:
    # A commitment that belongs to no plan is there at any date, whatever plans there are.
    loose = "commitment:7 a ovs:Commitment ; skos:notation '7.1' ; rdfs:label 'x'@en ; ovs:oversightCell ovs:Blank .\n"
    assert [r.ref for r in make_graph(TOWN + loose).coverage("2017-01-01")] == ["7.1"]


def test_rows_stand_in_the_order_of_the_plan(make_graph: Make) -> None:
    # By objective, here one for all; then figures as numbers, and numbered before lettered.
    order = ["1.1", "1.2", "1.10", "2.1", "3.1", "A.1", "A.2", "B.3", "B4"]
    turtle = "".join(row(ref, "Blank") for ref in sorted(order))
    assert [r.ref for r in make_graph(TOWN + turtle).coverage(DAY)] == order
    assert ref_key("b.3") < ref_key("B4") < ref_key("b5")


def test_an_objective_keeps_its_rows_together(make_graph: Make) -> None:
    # The rows of a second objective, whatever their letters, come after all rows of the first.
    numbered = TOWN.replace('"Safer streets"@en', '"Safer streets"@en ; skos:notation "1"')
    numbered = numbered.replace('"Open council"@en', '"Open council"@en ; skos:notation "2"')
    second = (row("2.1", "Blank") + row("2.10", "Blank")).replace("objective:one", "objective:two")
    found = make_graph(numbered + second + row("A.2", "Blank") + row("1.1", "Blank") + row("A.10", "Blank")).coverage(
        DAY
    )
    assert [each.ref for each in found] == ["1.1", "A.2", "A.10", "2.1", "2.10"]


@given(ref=st.text(max_size=12), other=st.text(max_size=12))
def test_any_two_references_can_be_put_in_order(ref: str, other: str) -> None:
    # Whatever a paper prints as a reference: sorting does not fail, and spelling one anew changes nothing.
    assert (ref_key(ref) < ref_key(other)) + (ref_key(other) < ref_key(ref)) <= 1
    assert normal_ref(normal_ref(ref)) == normal_ref(ref)


# Each case: the cell's mechanisms as (who, certainty), more Turtle, the grade, and what a careful reader would add.
MARKED = """
body:marked a ovs:OversightBody ; skos:prefLabel "Marked Board"@en .
<#glossary-2> a ovs:GlossaryEntry ; ovs:describes body:marked ; ovs:frequency frequency:monthly ;
    ovs:notesPublished publication:marked ; dcterms:date "2018-11-27"^^xsd:date .
body:said a ovs:OversightBody ; skos:prefLabel "Said Board"@en ; ovs:openToPublic publication:yes ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-10-31"^^xsd:date ] ;
    ovs:evidence <#line=50,51> .
"""
BY_LIST = "it meets is shown by a list of bodies only"
BY_MARK = "openness is shown by a mark only that the key of the list does not explain"
NOTES = {
    "nothing": ([], "", 0, ""),
    "a sure process": ([("mechanism:monitoring", "")], "", 2, ""),
    "a doubtful process": (
        [("mechanism:monitoring", "doubtful")], "", 2, "Reading the cell as Monitoring is doubtful",
    ),
    "one of two is sure": ([("body:live", "probable"), ("body:live", "")], "", 4, ""),
    "a body that may be meant": ([("body:live", "probable")], "", 4, "Reading the cell as Live Board is probable"),
    "of two doubts the least": (
        [("body:paper", "doubtful"), ("body:paper", "probable")], "", 3, "Reading the cell as Paper Board is probable",
    ),
    "a sure body that gives less than a doubtful one": (
        [("body:live", ""), ("body:said", "doubtful")], "", 5, "Reading the cell as Said Board is doubtful",
    ),
    "listed": ([("body:open", "")], "", 5, f"That {BY_LIST}"),
    "said to be active": ([("body:said", "")], "", 5, ""),
    "marked": ([("body:marked", "")], "", 5, f"That {BY_LIST}; {BY_MARK}"),
    "one of two is said to be active": ([("body:open", ""), ("body:said", "")], "", 5, ""),
    "met": ([("body:open", "")], looked_at("commitment:1.1", "2018-10-01"), 6, f"That {BY_LIST}"),
    "perhaps met": (
        [("body:said", "")],
        looked_at("commitment:1.1", "2018-10-01", "body:said").replace(
            "ovs:of", "ovs:certainty certainty:probable ; ovs:of"
        ),
        6,
        "That a meeting dealt with it is probable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_a_note_says_what_is_not_certain_about_the_grade(name: str, make_graph: Make) -> None:
    cell, more, expected, note = NOTES[name]
    named = "".join(
        f"; ovs:oversight [ a ovs:Oversight ; ovs:by {who} {f'; ovs:certainty certainty:{doubt}' if doubt else ''} ]"
        for who, doubt in cell
    )
    kind = "Blank" if not cell else "Process" if "mechanism" in cell[0][0] else "Body"
    found = grade(make_graph, MARKED + row("1.1", kind, more=named) + more)
    assert (found.grade, found.note) == (expected, note)


def test_gaps_come_worst_first_with_their_reasons(make_graph: Make) -> None:
    # Lost 1.1, blank 1.2, process 1.3, pointer to nothing 1.4, body 1.5: blank before lost, then up the ladder; a body
    # is no gap.
    turtle = (
        row("1.1", "Lost")
        + row("1.2", "Blank")
        + row("1.3", "Process", "mechanism:monitoring")
        + row("1.4", "Reference", more=pointer("commitment:1.1"))
        + row("1.5", "Body", "body:paper")
    )
    found = make_graph(TOWN + turtle).gaps(DAY)
    assert [(gap.ref, gap.grade, gap.reason) for gap in found] == [
        ("1.2", 0, "The oversight cell is empty."),
        ("1.1", 0, "The text as obtained holds no oversight cell for this row; nothing may be concluded."),
        ("1.4", 1, "Only a pointer to 1.1, where no mechanism is reached."),
        ("1.3", 2, "Only processes are named, no body: Monitoring."),
    ]
    assert all(isinstance(gap, Gap) for gap in found)


def test_gaps_below_another_grade_give_the_reasons_of_the_higher_rungs(make_graph: Make) -> None:
    # Everything is below 7; the paper board is named, the live one is not open, the open one did not look, or did.
    turtle = (
        row("1.1", "Body", "body:paper")
        + row("1.2", "Body", "body:live")
        + row("1.3", "Body", "body:open")
        + row("1.4", "Body", "body:open")
        + looked_at("commitment:1.4", "2018-06-01")
    )
    graph = make_graph(TOWN + turtle)
    assert [(gap.grade, gap.reason) for gap in gaps(graph.coverage(DAY), below=7)] == [
        (
            3,
            "A body is named; nothing loaded shows it meeting then: Paper Board (not shown).",
        ),
        (4, "Live Board was meeting; nothing shows that notes are published or meetings public."),
        (5, "Open Board is open; no loaded paper shows a meeting on this subject in the period."),
        (6, "Dealt with in Open Board 2018-06-01."),
    ]
    assert [gap.grade for gap in graph.gaps(DAY, below=5)] == [3, 4]


def test_summary_counts_by_objective(make_graph: Make) -> None:
    # Two rows of the first objective (grades 0 and 5), two of the second (grades 2 and 3); gaps are grades 0 to 2.
    second = row("2.1", "Process", "mechanism:monitoring") + row("2.2", "Body", "body:paper")
    second = second.replace("objective:one", "objective:two")
    rows = make_graph(TOWN + row("1.1", "Blank") + row("1.2", "Body", "body:open") + second).coverage(DAY)
    found = {line.objective: line for line in summarise(rows)}
    assert list(found) == ["Safer streets", "Open council", "all"]
    assert (found["Safer streets"].total, found["Safer streets"].grade_0, found["Safer streets"].grade_5) == (2, 1, 1)
    assert (found["all"].total, found["all"].gaps, found["all"].grade_2, found["all"].grade_6) == (4, 2, 1, 0)


def test_what_a_blank_cell_says_counts_only_where_no_other_part_names_something(make_graph: Make) -> None:
    part = """
activity:a a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; rdfs:label "step"@en ; ovs:oversightCell ovs:Blank ;
    ovs:oversightAsStated "None" .
"""
    for cell, said in ((row("1.1", "Blank"), "None"), (row("1.1", "Process", "mechanism:monitoring"), None)):
        [found] = make_graph(TOWN + cell + part).coverage(DAY)
        assert (found.cell_as_stated, found.grade) == (said, 0 if said else 2)


def test_objectives_of_two_councils_that_are_called_alike_are_two(make_graph: Make) -> None:
    """A label decides nothing: neither counts nor what bodies have in common, and each plan stands by itself."""
    town = "".join(
        f"""
plan:{who} a ovs:Plan ; dcterms:date "2018-01-01"^^xsd:date ; skos:prefLabel "{name}"@en .
objective:{who} a ovs:Objective ; skos:prefLabel "Safer streets"@en .
body:{who} a ovs:OversightBody ; skos:prefLabel "{name} Board"@en .
"""
        + "".join(
            f"""
commitment:{who}{ref} a ovs:Commitment ; skos:notation "{ref}" ; rdfs:label "Lamp {ref}"@en ;
    dcterms:isPartOf plan:{who} ; ovs:objective objective:{who} ;
    ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:{who} ] .
"""
            for ref in refs
        )
        for who, name, refs in (("oak", "Oak", "23"), ("elm", "Elm", "14"))
    )
    graph = make_graph(town)
    found = graph.coverage(DAY)
    assert [f"{row.plan} {row.ref}" for row in found] == ["Elm 1", "Elm 4", "Oak 2", "Oak 3"]
    # The row has the name as it is, and what it is the name of.
    assert {(row.objective, row.objective_iri.rpartition("/")[2]) for row in found} == {
        ("Safer streets", "elm"),
        ("Safer streets", "oak"),
    }
    elm, oak, both = graph.summary(DAY)
    assert (elm.objective, elm.total, oak.objective, oak.total) == ("Safer streets (Elm)", 2, "Safer streets (Oak)", 2)
    assert (elm.objective_iri.rpartition("/")[2], both.total, both.objective_iri) == ("elm", 4, "")
    assert graph.overlaps(DAY, fragmentation=True) == []
    page = report_files(graph, as_of=DAY)["objectives.html"].decode()
    assert {"Safer streets (Elm)", "Safer streets (Oak)"} <= set(re.findall(r"Safer streets \(\w+\)", page))
    assert [answer("coverage").columns({}, rows)[-1] for rows in (found, found[:2])] == ["plan", "exercised"]
    # Plans that are called alike are told apart by who made them, wherever they are named; there alone.
    alike = town.replace('skos:prefLabel "Elm"', 'skos:prefLabel "Oak"')
    assert {row.plan for row in make_graph(alike).coverage(DAY)} == {"Oak"}
    makers = "".join(
        f"organization:{who} skos:prefLabel '{who.capitalize()} Council'@en . commitment:{who}{ref} ovs:committedBy "
        f"organization:{who} . "
        for who, ref in (("oak", "2"), ("elm", "1"))
    )
    made = make_graph(alike + makers)
    assert {row.plan for row in made.coverage(DAY)} == {"Oak, Elm Council", "Oak, Oak Council"}
    assert [row.objective for row in made.summary(DAY)][:2] == [
        f"Safer streets (Oak, {who} Council)" for who in ("Elm", "Oak")
    ]
    assert {thing.label for thing in map_data(made, DAY).things.values() if thing.kind == "objective"} == {
        f"Safer streets (Oak, {who} Council)" for who in ("Elm", "Oak")
    }
    assert "Oak, Elm Council; Oak, Oak Council. Read from" in report_files(made, as_of=DAY)["index.html"].decode()
    # And editions by their day.
    later = alike.replace(
        'plan:oak a ovs:Plan ; dcterms:date "2018-01-01"', 'plan:oak a ovs:Plan ; dcterms:date "2018-02-01"'
    )
    later += "plan:oak dcterms:replaces plan:elm ."
    assert {row.plan for row in make_graph(later).coverage(DAY)} == {"Oak, 2018-02-01"}
    assert {row.plan for row in make_graph(later).coverage(DAY, all_plans=True)} == {
        f"Oak, 2018-0{n}-01" for n in (1, 2)
    }
    assert {row.plan for row in make_graph(town + makers).coverage(DAY)} == {"Oak", "Elm"}
    # In one plan, what their addresses end with tells them apart.
    graph = make_graph(town.replace("dcterms:isPartOf plan:oak", "dcterms:isPartOf plan:elm"))
    assert [row.objective for row in graph.summary(DAY)][:2] == [
        f"Safer streets (Elm) [{who}]" for who in ("elm", "oak")
    ]


# What holds of any plan.

REFS = ["1.1", "1.2", "1.3", "1.4"]
BODIES = ["body:paper", "body:live", "body:open", "body:nobody-heard-of"]
CELLS: st.SearchStrategy[tuple[str, list[str], list[str]]] = st.one_of(
    st.sampled_from(["Lost", "Blank"]).map(lambda cell: (cell, [], [])),
    st.lists(st.sampled_from(REFS), max_size=3).map(lambda refs: ("Reference", [], refs)),
    st.lists(st.sampled_from([*BODIES, "mechanism:monitoring"]), min_size=1, max_size=3).map(
        lambda by: ("Body" if any(who.startswith("body:") for who in by) else "Process", by, [])
    ),
)
PLANS = st.lists(CELLS, min_size=len(REFS), max_size=len(REFS))
MEETINGS = st.lists(
    st.tuples(
        st.sampled_from([f"commitment:{ref}" for ref in REFS]),
        st.sampled_from(["2017-06-01", "2018-06-01", "2018-06-02", "2019-01-01"]),
        st.sampled_from(BODIES[:3]),
    ),
    max_size=3,
    unique_by=lambda meeting: meeting[1],
)
Plan = list[tuple[str, list[str], list[str]]]
quick = settings(max_examples=40)


def written(plan: Plan, meetings: list[tuple[str, str, str]]) -> str:
    """Return a plan and meetings in Turtle."""
    nobody = 'body:nobody-heard-of a ovs:OversightBody ; skos:prefLabel "Unheard of"@en .\n'
    rows = [
        row(ref, cell, *by, more=pointer(*(f"commitment:{t}" for t in targets)) if targets else "")
        for ref, (cell, by, targets) in zip(REFS, plan, strict=True)
    ]
    return nobody + "".join(rows) + "".join(looked_at(what, day, body) for what, day, body in meetings)


def grades(make: Make, turtle: str) -> dict[str, int]:
    return {r.ref: r.grade for r in make(TOWN + turtle).coverage(DAY)}


@quick
@given(plan=PLANS, meetings=MEETINGS, at=st.integers(0, 3), who=st.sampled_from([*BODIES, "mechanism:monitoring"]))
def test_one_more_overseer_never_lowers_a_grade(
    make_graph: Make, plan: Plan, meetings: list[tuple[str, str, str]], at: int, who: str
) -> None:
    # To any row that names somebody, one more name is added.
    cell, by, targets = plan[at]
    assume(cell in ("Body", "Process"))
    more = [*plan[:at], ("Body" if who.startswith("body:") else cell, [*by, who], targets), *plan[at + 1 :]]
    before, after = grades(make_graph, written(plan, meetings)), grades(make_graph, written(more, meetings))
    assert all(after[ref] >= before[ref] for ref in REFS)


@quick
@given(plan=PLANS, meetings=MEETINGS, who=st.sampled_from(BODIES), day=st.sampled_from(["2018-01-01", DAY]))
def test_one_more_end_never_raises_a_grade(
    make_graph: Make, plan: Plan, meetings: list[tuple[str, str, str]], who: str, day: str
) -> None:
    # Any of the bodies is said to have ended, long ago or today.
    end = f'{who} ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "{day}"^^xsd:date ] .\n'
    turtle = written(plan, meetings)
    before, after = grades(make_graph, turtle), grades(make_graph, turtle + end)
    assert all(after[ref] <= before[ref] for ref in REFS)


@quick
@given(plan=PLANS, meetings=MEETINGS)
def test_a_pointer_is_as_good_as_the_best_row_it_names(
    make_graph: Make, plan: Plan, meetings: list[tuple[str, str, str]]
) -> None:
    # A row that only points is never worse than a row pointed to, and at least 1; without meetings on the row itself
    # it is no better either.
    found = grades(make_graph, written(plan, meetings))
    looked = {what.removeprefix("commitment:") for what, _, _ in meetings}
    for ref, (cell, _, targets) in zip(REFS, plan, strict=True):
        if cell == "Reference":
            best = max([1, *(found[target] for target in targets if target != ref)])
            assert found[ref] >= best
            assert found[ref] == best or ref in looked


@quick
@given(plan=PLANS, meetings=MEETINGS)
def test_other_iris_change_nothing(make_graph: Make, plan: Plan, meetings: list[tuple[str, str, str]]) -> None:
    # Rows and bodies are given IRIs that sort the other way round; all that is shown stays the same.
    turtle = TOWN + written(plan, meetings)
    renamed = turtle
    for n, ref in enumerate(REFS):
        renamed = renamed.replace(f"commitment:{ref} ", f"commitment:z{9 - n} ").replace(
            f"commitment:{ref},", f"commitment:z{9 - n},"
        )
    for n, body in enumerate(BODIES):
        renamed = renamed.replace(f"{body} ", f"body:z{9 - n} ")
    fields = ("ref", "grade", "bodies", "processes", "refers_to", "resolved_bodies", "live", "not_live", "exercised")
    shown = [
        [[getattr(r, field) for field in fields] for r in make_graph(text).coverage(DAY)] for text in (turtle, renamed)
    ]
    assert "commitment:z9" in renamed
    assert "body:z9" in renamed
    assert shown[0] == shown[1]


def test_the_order_of_files_changes_nothing(tmp_path: Path, make_graph: Make) -> None:
    # The same three files, loaded forwards and backwards: rows of one commitment stand in two of them.
    make_graph("")
    prefixes = (tmp_path / "town" / "plan.ttl").read_text(encoding="utf-8")
    parts = {
        "a": TOWN + row("1.1", "Body", "body:paper") + row("1.2", "Reference", more=pointer("commitment:1.1")),
        "b": "commitment:1.1 ovs:oversight [ a ovs:Oversight ; ovs:by body:open ; ovs:asStated 'x' ] .\n",
        "c": looked_at("commitment:1.1", "2018-06-01") + step("1.1.1", "1.1", "body:live", cell="Body"),
    }
    files = []
    for name, turtle in parts.items():
        path = tmp_path / f"{name}.ttl"
        path.write_text(prefixes + turtle, encoding="utf-8")
        files.append(DataFile(path, path.name, f"https://example.org/graph/{name}"))
    forwards, backwards = load(files), load(files[::-1])
    for activities in (False, True):
        expected = coverage(forwards, DAY, activities=activities)
        assert expected == coverage(backwards, DAY, activities=activities)
    assert [r.grade for r in coverage(forwards, DAY)] == [6, 6]


def test_a_plan_that_has_no_objectives_is_loaded_and_graded(make_graph: Make) -> None:
    # As many plans print their rows: nothing above them.
    town = make_graph(
        """
        paper:p a ovs:SourceDocument ; dcterms:title "Plan"@en ; dcterms:date "2024-01-01"^^xsd:date .
        plan:p a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2024-01-01"^^xsd:date .
        commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Mend"@en ;
            ovs:oversightCell ovs:Blank ; ovs:evidence <p#line=1,2> .
        """,
        validate=True,
    )
    assert [(row.ref, row.objective, row.grade) for row in town.coverage()] == [("1", "", 0)]
    assert "UnderAnObjective" not in {row.check for row in town.check()}
