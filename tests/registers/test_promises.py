"""By when promises are to be done, under whose lead, and what is past its day.

Read off TOWN by hand: 1 is due at the end of 2023 and was not begun in May 2024; its step was due in March and is done
since June; 2 is due "in the summer", which is no day; the audit wants something by June 2023, and no answer is told.
"""

import pytest
from tests.conftest import Make

from oversight_graph.registry.rows import Rows

TOWN = """
paper:p1 a ovs:SourceDocument ; dcterms:date "2023-04-01"^^xsd:date .
paper:p2 a ovs:SourceDocument ; dcterms:date "2024-06-01"^^xsd:date .
post:lead a org:Post ; skos:prefLabel "Harbour Lead"@en .
plan:p a ovs:Plan ; dcterms:date "2023-04-01"^^xsd:date ; skos:prefLabel "Harbour plan"@en .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Dredge"@en ;
    ovs:oversightCell ovs:Blank ; ovs:due "2023-12-31"^^xsd:date ; ovs:dueAsStated "end of 2023" ; ovs:lead post:lead ;
    ovs:leadAsStated "HL" ; ovs:evidence <p1#line=4,5> ;
    ovs:progress [ a ovs:ProgressUpdate ; dcterms:date "2024-05-01"^^xsd:date ; ovs:statusAsStated "Amber: not begun" ;
        ovs:rating <https://w3id.org/oversight-graph/concept/rating/amber> ; ovs:progressState progress:not-started ;
        ovs:evidence <p2#line=4,5> ] .
activity:1.1 a ovs:Activity ; dcterms:isPartOf commitment:1 ; skos:notation "1.1" ; rdfs:label "Survey"@en ;
    ovs:oversightCell ovs:Blank ; ovs:due "2024-03-31"^^xsd:date ; ovs:dueAsStated "March 2024" ;
    ovs:progress [ a ovs:ProgressUpdate ; dcterms:date "2024-06-01"^^xsd:date ; ovs:progressState progress:complete ] .
commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "2" ; rdfs:label "Paint"@en ;
    ovs:oversightCell ovs:Blank ; ovs:dueAsStated "in the summer" .
<#r> a ovs:Recommendation ; rdfs:label "Keep a register"@en ; ovs:due "2023-06-30"^^xsd:date ; ovs:dueAsStated "June" .
"""


@pytest.mark.parametrize("end", ["complete", "withdrawn"])
@pytest.mark.parametrize(
    ("day", "rows", "steps", "findings"),
    [
        ("2023-12-31", [], [], ["Keep a register"]),
        ("2024-01-01", ["1"], [], ["Keep a register"]),
        ("2024-04-15", ["1"], ["1.1"], ["Keep a register"]),
        ("2024-06-01", ["1"], [], ["Keep a register"]),
    ],
)
def test_what_is_overdue_is_told_alike(
    make_graph: Make, day: str, rows: list[str], steps: list[str], findings: list[str], end: str
) -> None:
    graph = make_graph(TOWN.replace("progress:complete", f"progress:{end}"))
    assert [row.ref for row in graph.overdue(day)] == rows
    found = graph.answer("overdue", day)
    assert isinstance(found, Rows)
    assert found.of - len(found) == len(findings)  # which the command names below its table
    assert [row.ref for row in graph.overdue(day, activities=True)] == steps
    assert [row.ref for row in graph.coverage(day) if row.overdue] == rows
    answer = graph.query("leads-and-last-days", asOf=day).records()
    late = [(row["kind"], row["ref"] or row["title"]) for row in answer if row["overdue"] == "yes"]
    kinds = ("commitment", "activity", "finding of an inspection")
    assert {kind: [name for of, name in late if of == kind] for kind in kinds} == dict(
        zip(kinds, (rows, steps, findings), strict=True)
    )
    checked = [violation for violation in graph.check(day, shapes=False) if violation.check == "promise-overdue"]
    assert len(checked) == len(late)


def test_the_columns_of_a_promise(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    first, second = graph.coverage("2024-06-01")
    assert (first.due, first.due_as_stated, first.lead, first.lead_as_stated) == (
        "2023-12-31", "end of 2023", ("Harbour Lead",), "HL",
    )  # fmt: skip
    assert (first.progress, first.rating, first.status_as_stated, first.progress_date, first.plan) == (
        "not started", "amber", "Amber: not begun", "2024-05-01", "Harbour plan",
    )  # fmt: skip
    assert (second.due, second.due_as_stated, second.overdue, second.progress) == (None, "in the summer", False, "")
    # What was reported in May 2024 was not reported yet before.
    assert [row.progress for row in graph.coverage("2024-04-30")] == ["", ""]
    [late] = graph.overdue("2024-06-01")
    assert late.reason == (
        "It was due by 2023-12-31 (printed: end of 2023); the newest report is of 2024-05-01: printed as "
        "'Amber: not begun'; read as not started."
    )
    assert [place.rpartition("/")[2] for place in late.evidence] == ["p1#line=4,5", "p2#line=4,5"]
    due = [(event.day, event.what) for event in graph.timeline(as_of="2024-06-01", kinds=["promise due"])]
    assert due == [("2023-06-30", "Keep a register"), ("2023-12-31", "1 Dredge"), ("2024-03-31", "1.1 Survey")]


def test_of_several_reports_of_one_day_that_furthest_from_an_end_counts(make_graph: Make) -> None:
    # One cell may tell of several parts of the work. That one of them stands still must not go under in the others.
    states = ("complete", "lost", "no-update", "ongoing", "in-progress", "not-started", "at-risk", "delayed", "on-hold")
    told = ""
    for state in states:
        told += (
            f'commitment:2 ovs:progress [ a ovs:ProgressUpdate ; dcterms:date "2024-06-01"^^xsd:date ; '
            f"ovs:progressState progress:{state} ] .\n"
        )
        assert make_graph(TOWN + told).coverage("2024-06-01")[1].progress == state.replace("-", " ")
