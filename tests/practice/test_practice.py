"""What a plan names against what meetings did, on a town of three boards, and on the papers.

The town: a plan of 27 November 2018. Row 1.1 names the A Board; row 1.2 names nobody; row 1.3 leaves its oversight to
1.1. Each test draws the meetings it needs and says what a reader of plan and notes would find.
"""

import pytest
from tests.conftest import Make
from tests.town import BOARDS, DAY, PLAN

from oversight_graph.graph import OversightGraph
from oversight_graph.model.codes import meetings_a_year, strongest, weakest
from oversight_graph.practice.cadence import Cadence
from oversight_graph.practice.practice import FINDINGS, Practice

TOWN = f"""{PLAN}{BOARDS}
commitment:1.1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.1" ; rdfs:label "Streets"@en ;
    ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:a ; ovs:evidence <#line=1,2> ] .
commitment:1.2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.2" ; rdfs:label "Lamps"@en ;
    ovs:oversightCell ovs:Blank ; ovs:evidence <#line=2,3> .
commitment:1.3 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.3" ; rdfs:label "All of it"@en ;
    ovs:oversightCell ovs:Reference ; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1.1 ;
    ovs:evidence <#line=3,4> ] .
"""
LISTED = """
<#a> a ovs:GlossaryEntry ; ovs:describes body:a ; ovs:frequency frequency:quarterly ;
    dcterms:date "2018-11-27"^^xsd:date ;
    ovs:evidence <#line=9,10> .
"""


def meeting(body: str, day: str, *subjects: str, more: str = "", line: int = 20, doubt: str = "") -> str:
    """Return a meeting with one item that dealt with some subjects."""
    name = f"{body.partition(':')[2]}-{day}"
    sure = f"; ovs:certainty certainty:{doubt}" if doubt else ""
    of = f"ovs:of {', '.join(subjects)} {sure} ; ovs:evidence <#line={line},{line + 1}>" if subjects else ""
    return (
        f'meeting:{name} a ovs:Meeting ; rdfs:label "{name}"@en ; ovs:convenes {body} ; '
        f'schema:startDate "{day}"^^xsd:date {more} .\n'
        f'item:{name} a ovs:AgendaItem ; dcterms:isPartOf meeting:{name} ; rdfs:label "Item"@en '
        + (f"; ovs:scrutiny [ a ovs:Scrutiny ; {of} ]" if of else "")
        + " .\n"
    )


def brief(found: list[Practice]) -> list[tuple[str, str, str]]:
    return [(each.finding, each.ref, each.body) for each in found]


def test_a_live_body_that_no_meeting_shows_is_paper_cover(make_graph: Make) -> None:
    # A is listed as quarterly, so it was meeting; no notes show it on 1.1. 1.3 has it through 1.1.
    direct, through = make_graph(TOWN + LISTED).practice(DAY)
    assert brief([direct, through]) == [("paper cover", "1.1", "A Board"), ("paper cover", "1.3", "A Board")]
    assert (direct.refers_to, through.refers_to) == ((), ("1.1",))
    assert direct.links == ("A Board oversees 1.1",)
    assert (direct.subject, direct.named, direct.meetings, direct.date) == ("Streets", ("A Board",), (), DAY)
    # Line 1 names it, line 9 lists it.
    assert [entry.partition("#")[2] for entry in direct.evidence] == ["line=1,2", "line=9,10"]
    assert "No loaded paper shows a meeting" in direct.meaning
    assert through.meaning.startswith("The row leaves its oversight to 1.1, where A Board is named")


def test_a_meeting_on_the_subject_makes_it_exercised(make_graph: Make) -> None:
    # A met in June on 1.1: 1.1 is exercised; of 1.3, which leaves its oversight to 1.1, no meeting is shown.
    found = make_graph(TOWN + LISTED + meeting("body:a", "2018-06-30", "commitment:1.1", more='; ovs:edtf "2018-06"'))
    through, direct = found.practice(DAY)
    assert brief([through, direct]) == [
        ("exercised through a pointer", "1.3", "A Board"),
        ("exercised", "1.1", "A Board"),
    ]
    assert direct.meetings == through.meetings == ("2018-06",)
    assert direct.links == ("A Board oversees 1.1", "1.1 was scrutinised in A Board")
    assert through.links == ("A Board oversees 1.3", "1.1 was scrutinised in A Board")
    assert through.meaning == (
        "The row leaves its oversight to 1.1, where A Board is named. The papers show it dealing with 1.1 (2018-06); "
        "none shows a meeting of it that dealt with the row itself."
    )
    assert "line=20,21" in {entry.partition("#")[2] for entry in direct.evidence}


def test_a_meeting_on_a_part_is_said_to_be_on_the_part(make_graph: Make) -> None:
    # A met on a step of 1.1, and B, which is not named, too: neither is shown to have dealt with 1.1 as a whole.
    step = (
        'activity:s a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; skos:notation "1.1.1" ; rdfs:label "Step"@en ; '
    )
    step += "ovs:sharesCellOf commitment:1.1 .\n"
    notes = meeting("body:a", "2018-06-30", "activity:s") + meeting("body:b", "2018-06-30", "activity:s", line=30)
    found = {row.body: row for row in make_graph(TOWN + LISTED + step + notes).practice(DAY) if row.ref == "1.1"}
    assert found["A Board"].meaning.endswith("the papers show it dealing with a part of it, 1.1.1: 2018-06-30.")
    assert found["B Board"].meaning.startswith("B Board dealt with a part of it, 1.1.1 (2018-06-30).")


def test_a_line_on_two_rows_shows_each_for_itself(make_graph: Make) -> None:
    # One meeting of A dealt with 1.1 and with 1.2 in the same lines: of 1.1 only the reading on 1.1 is told.
    notes = meeting("body:a", "2018-06-30", "commitment:1.1") + meeting("body:a", "2018-06-30", "commitment:1.2")
    [direct] = [row for row in make_graph(TOWN + LISTED + notes).practice(DAY) if row.finding == "exercised"]
    assert direct.links == ("A Board oversees 1.1", "1.1 was scrutinised in A Board")


def test_a_meeting_on_something_else_is_still_paper_cover(make_graph: Make) -> None:
    # A met, so it was live; but on 1.2, where it is not named: paper cover of 1.1 and shadow oversight of 1.2.
    found = make_graph(TOWN + meeting("body:a", "2018-06-30", "commitment:1.2")).practice(DAY)
    assert brief(found) == [
        ("paper cover", "1.1", "A Board"),
        ("paper cover", "1.3", "A Board"),
        ("shadow oversight", "1.2", "A Board"),
    ]
    shadow = found[2]
    assert (shadow.named, shadow.meetings, shadow.links) == ((), ("2018-06-30",), ("1.2 was scrutinised in A Board",))
    assert shadow.meaning == "A Board dealt with it (2018-06-30). The plan's oversight cell is empty."
    assert [entry.partition("#")[2] for entry in shadow.evidence] == ["line=20,21"]


def test_a_named_body_that_is_not_shown_to_meet_is_no_cover_at_all(make_graph: Make) -> None:
    # Nothing but the cell tells of A.
    found = make_graph(TOWN).practice(DAY)
    assert brief(found) == [("not live", "1.1", "A Board"), ("not live", "1.3", "A Board")]
    assert "(not shown)" in found[0].meaning


def test_another_body_that_dealt_with_a_named_row_is_shadow_oversight(make_graph: Make) -> None:
    # B met twice on 1.1, which names A alone. 1.3 only points there: B's meetings are no shadow over it.
    notes = meeting("body:b", "2018-09-30", "commitment:1.1", line=30, doubt="probable")
    notes += meeting("body:b", "2018-03-31", "commitment:1.1", line=20, doubt="doubtful")
    [shadow] = [row for row in make_graph(TOWN + LISTED + notes).practice(DAY) if row.body == "B Board"]
    assert (shadow.finding, shadow.ref, shadow.named) == ("shadow oversight", "1.1", ("A Board",))
    assert shadow.meetings == ("2018-03-31", "2018-09-30")
    assert "names A Board, not this body" in shadow.meaning
    # One good reading is enough: the better of the two counts.
    assert shadow.note == "probable"
    # Line 1 names A; lines 20 and 30 show B.
    assert [entry.partition("#")[2] for entry in shadow.evidence] == ["line=1,2", "line=20,21", "line=30,31"]


def test_a_lost_cell_names_nobody_and_denies_nobody(make_graph: Make) -> None:
    # The text holds no cell for 1.2 any more: whether it named B cannot be said, so it is no shadow oversight.
    town = TOWN.replace("ovs:Blank", "ovs:Lost") + meeting("body:b", "2018-06-30", "commitment:1.2")
    [found] = [row for row in make_graph(town).practice(DAY) if row.body == "B Board"]
    assert (found.finding, found.ref) == ("cell lost", "1.2")
    assert "cannot be said" in found.meaning


@pytest.mark.parametrize("planned", ["scheduled", "deferred"])
def test_a_meeting_that_was_only_announced_shows_nothing(make_graph: Make, planned: str) -> None:
    notes = meeting("body:b", "2018-06-30", "commitment:1.1", more=f"; ovs:outcome outcome:{planned}")
    assert [row.body for row in make_graph(TOWN + notes).practice(DAY)] == ["A Board", "A Board"]


def test_a_meeting_after_the_date_does_not_count(make_graph: Make) -> None:
    graph = make_graph(TOWN + LISTED + meeting("body:a", "2018-12-01", "commitment:1.1"))
    assert {row.finding for row in graph.practice(DAY)} == {"paper cover"}
    assert {row.finding for row in graph.practice("2018-12-01")} == {"exercised", "exercised through a pointer"}


def test_before_the_plan_there_is_nothing_to_compare(make_graph: Make) -> None:
    graph = make_graph(TOWN + LISTED + meeting("body:a", "2018-06-30", "commitment:1.1"))
    assert graph.practice("2018-11-26") == []


def test_activities_speak_for_their_commitment_and_for_themselves(make_graph: Make) -> None:
    # B dealt with activity 1.1.1, which has a cell of its own that names C; its commitment's cell names A.
    town = TOWN + (
        'activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; skos:notation "1.1.1" ; '
        'rdfs:label "Kerbs"@en ; '
        "ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:c ; ovs:evidence <#line=5,6> ] .\n"
    )
    graph = make_graph(town + meeting("body:b", "2018-06-30", "activity:1.1.1"))
    assert ("shadow oversight", "1.1", "B Board") in brief(graph.practice(DAY))
    assert brief(graph.practice(DAY, activities=True)) == [
        ("shadow oversight", "1.1.1", "B Board"),
        ("not live", "1.1.1", "C Board"),
    ]


def test_another_column_of_the_row_is_no_oversight_cell(make_graph: Make) -> None:
    # The progress column tells of B; the cell does not name it.
    town = TOWN + (
        "commitment:1.1 ovs:oversight [ a ovs:Oversight ; ovs:by body:b ; ovs:column column:progress ; "
        "ovs:evidence <#line=1,2> ] .\n"
    )
    found = make_graph(town + meeting("body:b", "2018-06-30", "commitment:1.1")).practice(DAY)
    [shadow] = [each for each in found if each.body == "B Board"]
    assert shadow.finding == "shadow oversight"
    assert shadow.meaning.endswith("Another column of the row tells of it.")


def test_only_the_cells_of_the_rows_referred_to_count(make_graph: Make) -> None:
    # 1.3 leaves its oversight to 1.1 and 1.4. The cell of 1.1 names A; of 1.4 only the progress column tells of A.
    town = TOWN + (
        'commitment:1.4 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.4" ; rdfs:label "Bins"@en ; '
        "ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:c ; ovs:evidence <#line=6,7> ] , "
        "[ a ovs:Oversight ; ovs:by body:a ; ovs:column column:progress ; ovs:evidence <#line=6,7> ] .\n"
        "commitment:1.3 ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1.4 ] .\n"
    )
    found = {row.body: row for row in make_graph(town).practice(DAY) if row.ref == "1.3"}
    assert (found["A Board"].refers_to, found["C Board"].refers_to) == (("1.1",), ("1.4",))


def test_an_activity_in_the_row_of_its_commitment_has_its_meetings(make_graph: Make) -> None:
    # 1.1.1 stands in the printed row of 1.1 and shares its cell; B dealt with the row.
    town = TOWN + (
        'activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; skos:notation "1.1.1" ; '
        'rdfs:label "Kerbs"@en ; ovs:sharesCellOf commitment:1.1 .\n'
    )
    graph = make_graph(town + meeting("body:b", "2018-06-30", "commitment:1.1"))
    assert brief(graph.practice(DAY, activities=True)) == [
        ("shadow oversight", "1.1.1", "B Board"),
        ("not live", "1.1.1", "A Board"),
    ]


def test_an_empty_graph_has_no_practice(make_graph: Make) -> None:
    graph = make_graph("")
    assert [*graph.practice(DAY), *graph.topics(DAY), *graph.cadence(DAY)] == []


@pytest.mark.parametrize(
    ("notes", "weak", "strong"),
    [
        ([], "", ""),
        (["", "probable"], "probable", ""),
        (["doubtful", "probable"], "doubtful", "probable"),
        (["unresolved"], "unresolved", "unresolved"),
    ],
)
def test_the_weakest_and_the_strongest_certainty(notes: list[str], weak: str, strong: str) -> None:
    assert (weakest(notes), strongest(notes)) == (weak, strong)


# -- topics


def test_a_topic_is_what_several_meetings_dealt_with(make_graph: Make) -> None:
    # 1.1: two meetings of A and one of B. 1.2: one meeting, twice on its agenda, which counts once.
    notes = meeting("body:a", "2018-02-01", "commitment:1.1", "commitment:1.2")
    notes += meeting("body:b", "2018-03-31", "commitment:1.1", more='; ovs:edtf "2018-03"', doubt="probable")
    notes += meeting("body:a", "2018-04-01", "commitment:1.1", line=40)
    notes += "item:again a ovs:AgendaItem ; dcterms:isPartOf meeting:a-2018-02-01 ; "
    notes += "ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1.2 ; ovs:evidence <#line=50,51> ] .\n"
    graph = make_graph(TOWN + notes)
    [topic] = graph.topics(DAY)
    assert (topic.ref, topic.subject, topic.meetings) == ("1.1", "Streets", 3)
    assert (topic.bodies, topic.dates) == (("A Board", "B Board"), ("2018-02-01", "2018-03", "2018-04-01"))
    assert topic.note == "probable"
    assert topic.links == ("1.1 was scrutinised in A Board", "1.1 was scrutinised in B Board")
    assert [entry.partition("#")[2] for entry in topic.evidence] == ["line=20,21", "line=40,41"]
    assert graph.topics("2018-03-30") == []
    assert [(each.ref, each.meetings) for each in graph.topics(DAY, least=1)] == [("1.1", 3), ("1.2", 1)]


def test_rows_of_the_plan_come_before_other_topics(make_graph: Make) -> None:
    other = 'programme:x a ovs:Programme ; rdfs:label "Aardvarks"@en ; skos:notation "0.1" .\n'
    other = "@prefix programme: <https://example.org/town/programme/> .\n" + other
    notes = meeting("body:a", "2018-02-01", "commitment:1.1", "programme:x")
    notes += meeting("body:a", "2018-03-01", "commitment:1.1", "programme:x")
    topics = make_graph(TOWN + other + notes).topics(DAY)
    # Only plan rows have a reference.
    assert [(topic.ref, topic.subject) for topic in topics] == [("1.1", "Streets"), ("", "Aardvarks")]


# -- cadence


def frequency(name: str) -> str:
    return (
        f"<#f> a ovs:GlossaryEntry ; ovs:describes body:a ; ovs:frequency frequency:{name} ; "
        'dcterms:date "2018-11-27"^^xsd:date ; ovs:evidence <#line=9,10> .\n'
    )


def cadence(make: Make, turtle: str, day: str = DAY, months: int = 12) -> Cadence:
    [found] = [row for row in make(TOWN + turtle).cadence(day, months=months) if row.body == "A Board"]
    return found


@pytest.mark.parametrize(
    ("name", "months", "expected"),
    [
        ("daily", 12, 365),
        ("weekly", 12, 52),
        ("weekly", 1, 4),  # 52 / 12 = 4.33
        ("fortnightly", 6, 13),
        ("monthly", 12, 12),
        ("quarterly", 12, 4),
        ("quarterly", 5, 1),  # 4 * 5 / 12 = 1.67
        ("quarterly", 2, 0),
        ("three-a-year", 8, 2),
        ("annual", 24, 2),
        ("bi-monthly", 12, None),
        ("minimum-bi-monthly", 12, None),
        ("bi-annual", 12, None),
        ("ad-hoc", 12, None),
        ("under-review", 12, None),
        ("not-stated", 12, None),
    ],
)
def test_how_many_meetings_a_frequency_promises(make_graph: Make, name: str, months: int, expected: int | None) -> None:
    assert cadence(make_graph, frequency(name), months=months).expected == expected


def test_every_frequency_has_a_number_or_a_reason(graph: OversightGraph) -> None:
    """A word that is added to the code list must be put into one of the two."""
    table = graph.sparql(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?n { ?c skos:inScheme "
        "<https://w3id.org/oversight-graph/concept/frequency> ; skos:notation ?n } ORDER BY ?n"
    )
    words = {row[0] for row in table}
    no_number = {"bi-monthly", "minimum-bi-monthly", "bi-annual", "ad-hoc", "under-review", "not-stated"}
    assert words == meetings_a_year().keys() | no_number


def test_meetings_found_are_those_of_the_period(make_graph: Make) -> None:
    # Quarterly: 4 in the year up to 27 November 2018. Held in it: March and, with notes, June; announced: September.
    # The one of 27 November 2017 lies on the edge and before the period.
    notes = "".join(meeting("body:a", day) for day in ("2017-11-27", "2018-03-01"))
    notes += meeting("body:a", "2018-06-30", more='; ovs:edtf "2018-06"')
    notes += meeting("body:a", "2018-09-01", more="; ovs:outcome outcome:scheduled")
    notes += "<notes> a ovs:SourceDocument ; ovs:recordOf meeting:a-2018-06-30 .\n"
    row = cadence(make_graph, frequency("quarterly") + notes)
    assert (row.expected, row.found, row.notes, row.announced) == (4, 2, 1, 1)
    assert (row.last_met, row.since, row.date) == ("2018-06", "2017-11-27", DAY)
    assert row.meaning.startswith("Quarterly makes 4 meetings. The loaded papers tell of 2 in the 12 months")
    assert "They are a selection" in row.meaning


def test_a_body_that_met_only_before_the_period_is_not_listed(make_graph: Make) -> None:
    graph = make_graph(TOWN + meeting("body:a", "2017-11-27") + meeting("body:b", "2017-11-28"))
    assert [row.body for row in graph.cadence(DAY)] == ["B Board"]


def test_two_words_for_one_body_promise_no_number(make_graph: Make) -> None:
    row = cadence(make_graph, frequency("quarterly") + frequency("monthly"))
    assert (row.expected, row.frequency) == (None, "monthly / quarterly")
    assert "The papers differ" in row.meaning


def test_a_body_that_had_ended_is_not_expected_to_meet(make_graph: Make) -> None:
    ended = (
        "body:a ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; "
        'schema:startDate "2018-07-31"^^xsd:date ; ovs:edtf "2018-07" ; ovs:evidence <#line=8,9> ] .\n'
    )
    row = cadence(make_graph, frequency("quarterly") + ended)
    assert (row.expected, row.status) == (None, "ended")


@pytest.mark.parametrize(
    "began",
    [
        "<#formed> a ovs:ChangeOfBody ; rdfs:label 'Formed'@en ; org:resultingOrganization body:a ;",
        "body:a ovs:status <#status> . <#status> a ovs:BodyStatus ; ovs:state state:active ;",
    ],
)
def test_a_body_that_began_in_the_period_is_not_measured_by_the_whole_of_it(make_graph: Make, began: str) -> None:
    # As a change of bodies tells it, or a status with the date of its beginning.
    began += ' schema:startDate "2018-10-31"^^xsd:date ; ovs:edtf "2018-10" ; ovs:evidence <#line=8,9> .\n'
    row = cadence(make_graph, frequency("quarterly") + began)
    assert row.expected is None
    assert "(2018-10)" in row.meaning


def test_a_frequency_that_only_a_later_paper_tells_does_not_count(make_graph: Make) -> None:
    row = cadence(make_graph, frequency("quarterly") + meeting("body:a", "2018-06-30"), day="2018-11-26")
    assert (row.frequency, row.expected, row.found) == ("not stated", None, 1)


# -- known answers, read in the papers by hand


def of(rows: list[Practice], ref: str) -> dict[str, Practice]:
    return {row.body: row for row in rows if row.ref == ref}


def test_west_mercia_diversity_was_looked_at_outside_its_board(graph: OversightGraph) -> None:
    """Row 3.7 names the Strategic Diversity Group; its progress cell tells of the September meeting with the PCC."""
    rows = of(graph.practice("2018-11-27"), "3.7")
    shadow = rows["Monthly Holding to Account"]
    assert (shadow.finding, shadow.meetings) == ("shadow oversight", ("2018-09",))
    assert shadow.named == ("Strategic Diversity Group",)
    assert any(entry.endswith("2018-11-27-panel-pack#line=394,395") for entry in shadow.evidence)
    # Row 4.6: the group had not met since June 2018 and was to meet in November.
    assert rows["Strategic Diversity Group"].finding == "not live"
    assert "(not meeting)" in rows["Strategic Diversity Group"].meaning


def test_west_mercia_crime_reduction_board_is_paper_cover(graph: OversightGraph) -> None:
    """2.2, 2.3.2 and B4 name it, the glossary lists it, no loaded notes are of it. 3.10 refers to 2.2-2.6."""
    rows = [row for row in graph.practice("2018-11-27") if row.body == "Crime Reduction Board"]
    assert {(row.finding, row.ref) for row in rows} == {("paper cover", ref) for ref in ("2.2", "2.3", "B4", "3.10")}


def test_west_mercia_exercised_is_what_coverage_calls_exercised(graph: OversightGraph) -> None:
    """Two readings of the same thing, at two dates; coverage goes by twelve months, so it may only know less."""
    for day in ("2018-11-27", "2021-04-27"):
        seen: dict[str, set[str]] = {}
        for row in graph.practice(day):
            if row.finding == "exercised":
                seen.setdefault(row.ref, set()).update(f"{row.body} {date}" for date in row.meetings)
        graded = {row.ref: set(row.exercised) for row in graph.coverage(day) if row.exercised}
        assert graded
        assert all(dates <= seen[ref] for ref, dates in graded.items())


def test_west_mercia_each_named_body_stands_in_one_row(graph: OversightGraph) -> None:
    rows = graph.practice("2021-04-27")
    pairs = [(row.iri, row.body) for row in rows]
    assert len(set(pairs)) == len(pairs) > 50
    named = {(row.iri, body) for row in graph.coverage("2021-04-27") for body in (*row.bodies, *row.resolved_bodies)}
    assert named == {(row.iri, row.body) for row in rows if "shadow" not in row.finding and row.finding != "cell lost"}
    assert {row.finding for row in rows} <= set(FINDINGS)


def test_west_mercia_topics(graph: OversightGraph) -> None:
    """The confidence strategy: drafted in November 2017 (4a 2), taken up again in April 2021 (2.1)."""
    topics = {topic.subject: topic for topic in graph.topics("2021-04-27")}
    assert topics["Confidence strategy"].dates == ("2017-11-30", "2021-04-27")
    assert topics["Athena"].bodies == ("Monthly Holding to Account", "West Mercia Police and Crime Panel")


def test_west_mercia_cadence(graph: OversightGraph) -> None:
    """From the glossary of November 2018; row 4.6 says when the diversity group last met."""
    rows = {row.body: row for row in graph.cadence("2018-11-27")}
    diversity = rows["Strategic Diversity Group"]
    assert (diversity.frequency, diversity.expected, diversity.found, diversity.last_met) == (
        "quarterly", 4, 1, "2018-06",
    )  # fmt: skip
    # Monthly, and the notes of November 2017 are the only ones loaded for that year.
    monthly = rows["Monthly Holding to Account"]
    assert (monthly.expected, monthly.notes) == (12, 1)
    # "Bi-monthly" is printed, and which of the two it means is not.
    assert rows["Transformation Board"].expected is None
    assert rows["Safer Roads Partnership Board"].expected is None
    assert rows["Trust, Integrity and Ethics Committee"].status == "ended"


def test_no_row_says_that_nothing_happened_or_ranks(graph: OversightGraph) -> None:
    day = "2021-04-27"
    said = [row.meaning for row in graph.practice(day)]
    said += [row.meaning for row in graph.cadence(day)]
    said += [row.meaning for row in graph.topics(day)]
    said += [row.meaning for row in graph.follow_up(day)]
    assert len(said) > 100
    for words in ("no oversight", "never met", "did not happen", "worst", "best", "rank"):
        assert not [text for text in said if words in text.lower()]
