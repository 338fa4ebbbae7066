"""Where two roads lead to one figure, it is one: commands, questions, map; tables of the report are in test_registry.

The town has two editions of a plan, of which the newer counts from July 2018; an action that a later record takes up,
one that a decision closes, one of two owners; a promise past its day; meetings held, put off and called off.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict

import pytest
from tests.conftest import Make

from oversight_graph.ask.catalogue import names
from oversight_graph.graph import OversightGraph
from oversight_graph.map.data import map_data
from oversight_graph.registry.answers import answers

STATE = "<https://w3id.org/oversight-graph/concept/meeting-state/{}>"
TOWN = """
paper:old a ovs:SourceDocument ; dcterms:date "2018-01-01"^^xsd:date .
paper:new a ovs:SourceDocument ; dcterms:date "2018-07-01"^^xsd:date .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" ; ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ;
    schema:startDate "2017-12-31"^^xsd:date ; schema:endDate "2018-05-31"^^xsd:date ; ovs:edtf "2017/2018-05" ] .
person:bob a foaf:Person ; skos:prefLabel "Bob Best" ; ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ;
    schema:startDate "2018-05-31"^^xsd:date ; ovs:edtf "2018-05" ] .
body:board a ovs:OversightBody ; skos:prefLabel "The Board"@en ; ovs:openToPublic publication:yes .
plan:old a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2018-01-01"^^xsd:date .
plan:new a ovs:Plan ; skos:prefLabel "New plan"@en ; dcterms:date "2018-07-01"^^xsd:date ; dcterms:replaces plan:old .
objective:o a ovs:Objective ; skos:prefLabel "Streets"@en ; dcterms:isPartOf plan:old .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "1" ; rdfs:label "Lamps"@en ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ] .
commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "2" ; rdfs:label "Roads"@en ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Blank .
commitment:n1 a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "1" ; rdfs:label "All lamps"@en ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ] ;
    ovs:due "2018-08-01"^^xsd:date ; ovs:dueAsStated "August" .
meeting:march a ovs:Meeting ; rdfs:label "March"@en ; ovs:convenes body:board ;
    schema:startDate "2018-03-01"^^xsd:date .
meeting:june a ovs:Meeting ; rdfs:label "June"@en ; ovs:convenes body:board ; schema:startDate "2018-06-01"^^xsd:date .
item:march a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; rdfs:label "Lamps"@en ;
    ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ] .
item:june a ovs:AgendaItem ; dcterms:isPartOf meeting:june ; rdfs:label "Old business"@en .
action:a a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Count lamps"@en ; ovs:owner post:clerk ;
    ovs:actionState action-state:open ; ovs:due "2018-05-01"^^xsd:date ; ovs:dueAsStated "May" .
action:a2 a ovs:Action ; dcterms:isPartOf item:june ; rdfs:label "Count lamps now"@en ;
    ovs:actionState action-state:open ; ovs:carriedForwardFrom action:a .
action:c a ovs:Action ; dcterms:isPartOf item:june ; rdfs:label "Oil the gates"@en ; ovs:ownerAsStated "Cllr Rowe" ;
    ovs:actionState action-state:open .
action:e a ovs:Action ; dcterms:isPartOf item:june ; rdfs:label "Sweep"@en ; ovs:actionState action-state:open .
action:b a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Mend roads"@en ; ovs:owner post:clerk , person:ann ;
    ovs:actionState action-state:open ; ovs:due "2018-04-01"^^xsd:date ; ovs:dueAsStated "April" .
<#d> a ovs:Decision ; dcterms:isPartOf item:june ; rdfs:label "Roads are mended"@en ; ovs:closes action:b .
""" + "".join(
    f'meeting:{name} a ovs:Meeting ; rdfs:label "{name}"@en ; ovs:convenes body:board ; '
    f'schema:startDate "2018-07-15"^^xsd:date ; ovs:meetingState {STATE.format(name)} .\n'
    for name in ("put-off", "cancelled", "planned")
)
DAYS = ("2018-03-31", "2018-05-15", "2018-06-15", "2018-09-01")


@pytest.fixture(params=["town", "west-mercia"])
def world(request: pytest.FixtureRequest, make_graph: Make, graph: OversightGraph) -> tuple[OversightGraph, list[str]]:
    if request.param == "town":
        return make_graph(TOWN), [*DAYS]
    return graph, ["2018-11-27", "2021-04-27"]


def rows_of(graph: OversightGraph, question: str, **parameters: str) -> list[dict[str, str]]:
    table = graph.query(question, **parameters)
    return [dict(zip(table.columns, (each or "" for each in row), strict=True)) for row in table.rows]


def test_grades(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    moments = map_data(graph, days[-1]).moments
    for day in days:
        rows = graph.coverage(day)
        grades = Counter(row.grade for row in rows)
        total = graph.summary(day)[-1]
        assert [getattr(total, f"grade_{n}") for n in range(7)] == [grades[n] for n in range(7)]
        assert len(graph.gaps(day)) == total.gaps == sum(grade < 3 for grade in grades.elements())
        asked = [row for row in rows_of(graph, "coverage-at-a-date", asOf=day) if row["kind"] == "commitment"]
        assert {row["iri"]: int(row["grade"]) for row in asked} == {row.iri: row.grade for row in rows}
        assert {row["iri"]: row["plan"] for row in asked} == {row.iri: row.plan for row in rows}
        if day in moments:
            assert {iri: graded.grade for iri, graded in moments[day].rows.items()} == {
                row.iri: row.grade for row in rows
            }


def test_actions(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    for day in days:
        log, lives = graph.actions(day), graph.follow_up(day)
        assert {row.iri: row.status for row in log} == {row.iri: row.status for row in lives}
        late = {row.iri for row in graph.actions(day, overdue=True)}
        assert late == {row["iri"] for row in rows_of(graph, "actions-overdue-at-a-date", asOf=day)}
        for owner in graph.by_owner(day):
            if owner.owner_iri:
                own = graph.actions(day, owner=owner.owner_iri)
                assert (owner.actions, owner.overdue) == (len(own), sum(row.status == "overdue" for row in own))
                assert owner.shared == sum(len(row.owner_iri) > 1 for row in own)
        alone = sum(owner.actions - owner.shared for owner in graph.by_owner(day))
        assert alone == sum(len(row.owner_iri) < 2 for row in log)
    done = {row.text for row in log if row.discharged_by}
    assert done == {row["action"] for row in rows_of(graph, "actions-discharged")}
    decided = graph.decisions(days[-1])
    assert {name for row in decided for name in row.closes} <= done
    rows = {(row["iri"], row["day"], row["kind"]) for row in rows_of(graph, "decisions", asOf=days[-1])}
    assert rows == {(row.iri, row.when, row.kind) for row in decided}


def test_promises_and_bodies(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    for day in days:
        late = {row.iri for steps in (False, True) for row in graph.overdue(day, activities=steps)}
        assert late == {
            row.iri for steps in (False, True) for row in graph.coverage(day, activities=steps) if row.overdue
        }
        answer = rows_of(graph, "leads-and-last-days", asOf=day)
        rows = {row["iri"] for row in answer if row["overdue"] == "yes" and row["kind"] != "finding of an inspection"}
        assert rows == late
        states = {row["iri"]: row["status"] for row in rows_of(graph, "body-states-at-a-date", asOf=day)}
        assert {row.iri: row.status for row in graph.bodies(day)}.items() <= states.items()


Rows = set[tuple[object, ...]]


def values_of(graph: OversightGraph, question: str, *columns: str, **parameters: str) -> Rows:
    """Return some columns of a question's answer."""
    return {tuple(row[name] for name in columns) for row in rows_of(graph, question, **parameters)}


def in_register(graph: OversightGraph, day: str, rows: Rows) -> Rows:
    """Return the rows on bodies that the register shows at a day."""
    there = {body.iri for body in graph.bodies(day)}
    return {row for row in rows if row[0] in there}


def several_posts(graph: OversightGraph, day: str) -> Rows:
    """Return the people who are known to have held more than one post, with the posts."""
    held = [row for row in graph.people(day, everything=True) if row.role == "holder"]
    posts = Counter(person for person, _ in {(row.person_iri, row.post_iri) for row in held})
    return {(row.person, row.post) for row in held if posts[row.person_iri] > 1}


def reporting(graph: OversightGraph, day: str) -> tuple[Rows, Rows]:
    """Return what bodies in force report into, by the register and by the question, which knows of no date."""
    bodies = graph.bodies(day)
    there = {row.name for row in bodies}
    ended = {row.name for row in graph.bodies(day, everything=True) if row.status == "ended"}
    asked = values_of(graph, "what-reports-into-what", "body", "into")
    return (
        {(row.name, into) for row in bodies for into in row.reports_into},
        {(body, into) for body, into in asked if body in there and into not in ended},
    )


# Each question that asks what a command answers too, at a date: how many of its rows both must give, and these.
AT_A_DATE: dict[str, Callable[[OversightGraph, str], tuple[Rows, Rows]]] = {
    "bodies-not-live-at-a-date": lambda graph, day: (
        {
            (row.name, row.status.replace(" ", "-"))
            for row in graph.bodies(day, everything=True)
            if row.status not in ("active", "not shown")
        },
        values_of(graph, "bodies-not-live-at-a-date", "body", "state", asOf=day),
    ),
    "body-states-at-a-date": lambda graph, day: (
        {(row.iri, row.status, row.notes_published, row.public) for row in graph.bodies(day)},
        {
            row
            for row in values_of(graph, "body-states-at-a-date", "iri", "status", "notes_published", "public", asOf=day)
            if row[0] in {body.iri for body in graph.bodies(day)}
        },
    ),
    "last-meeting-of-each-body": lambda graph, day: (
        {(row.iri, str(row.found), row.last_met) for row in graph.cadence(day, months=1200) if row.found},
        values_of(graph, "last-meeting-of-each-body", "body_iri", "meetings", "last", asOf=day),
    ),
    "bodies-never-seen-to-meet": lambda graph, day: (
        values_of(graph, "bodies-never-seen-to-meet", "body", asOf=day)
        & {(row.body,) for row in graph.cadence(day, months=1200) if row.found},
        set(),
    ),
    "post-holders-at-a-date": lambda graph, day: (
        {(row.post_iri, row.person_iri, row.last_seen) for row in graph.people(day) if row.role == "holder"},
        {
            row
            for row in values_of(graph, "post-holders-at-a-date", "post_iri", "person_iri", "last_seen", asOf=day)
            if row[1]
        },
    ),
    "timeline": lambda graph, day: (
        {(event.when, event.kind, event.what) for event in graph.timeline(as_of=day) if not event.ahead},
        values_of(graph, "timeline", "day", "kind", "what", asOf=day),
    ),
    "the map": lambda graph, day: (
        {(iri, state.status) for iri, state in map_data(graph, day).moments[day].bodies.items()},
        {(row.iri, row.status) for row in graph.bodies(day, everything=True)}
        | {
            row for row in values_of(graph, "body-states-at-a-date", "iri", "status", asOf=day) if row[1] == "not shown"
        },
    ),
}
# The same of questions that ask of all that is loaded, at the date of the newest paper.
OF_ALL: dict[str, Callable[[OversightGraph, str], tuple[Rows, Rows]]] = {
    "commitments-without-a-body": lambda graph, day: (
        {(row.ref, row.title) for row in graph.gaps(day)},
        values_of(graph, "commitments-without-a-body", "ref", "title"),
    ),
    "commitments-that-name-no-body": lambda graph, day: (
        {(row.ref, row.title) for row in graph.coverage(day) if row.cell != "body"},
        values_of(graph, "commitments-that-name-no-body", "ref", "title"),
    ),
    "commitments-with-only-a-process": lambda graph, day: (
        {(row.ref,) for row in graph.coverage(day) if row.grade == 2},
        values_of(graph, "commitments-with-only-a-process", "ref"),
    ),
    "commitments-with-only-a-pointer": lambda graph, day: (
        {(row.ref,) for row in graph.coverage(day) if row.cell == "reference"},
        values_of(graph, "commitments-with-only-a-pointer", "ref"),
    ),
    "commitments-that-hang-on-one-body": lambda graph, day: (
        {
            (row.ref, (*row.bodies, *row.resolved_bodies)[0])
            for row in graph.coverage(day)
            if len({*row.bodies_iri, *row.resolved_bodies_iri}) == 1
        },
        values_of(graph, "commitments-that-hang-on-one-body", "ref", "body"),
    ),
    "who-sent-apologies": lambda graph, day: (
        {(row.person, row.last_seen) for row in graph.people(day, everything=True) if row.role == "apologies"},
        values_of(graph, "who-sent-apologies", "person", "day"),
    ),
    "attendance-by-person": lambda graph, day: (
        {
            (person, str(number))
            for (person, _), number in Counter(
                (row.person_iri, row.role)
                for row in graph.people(day, everything=True)
                if row.role in ("attended", "apologies", "took the minutes") and row.person_iri
            ).items()
        },
        values_of(graph, "attendance-by-person", "person_iri", "meetings"),
    ),
    "people-in-more-than-one-post": lambda graph, day: (
        several_posts(graph, day),
        values_of(graph, "people-in-more-than-one-post", "person", "post"),
    ),
    "which-bodies-publish-notes": lambda graph, day: (
        {(row.name,) for row in graph.bodies(day, everything=True) if row.notes_published in ("yes", "marked")},
        values_of(graph, "which-bodies-publish-notes", "body"),
    ),
    "which-bodies-meet-in-public": lambda graph, day: (
        {(row.name,) for row in graph.bodies(day, everything=True) if row.public in ("yes", "marked")},
        values_of(graph, "which-bodies-meet-in-public", "body"),
    ),
    "what-reports-into-what": lambda graph, day: reporting(graph, day),
    "who-chairs-what": lambda graph, day: (
        {(row.name, chair) for row in graph.bodies(day) for chair in row.chair},
        {
            (row["body"], row["post"] or row["person"])
            for row in rows_of(graph, "who-chairs-what")
            if row["role"] == "chair" and not row["until"] and not row["body_ended"]
        },
    ),
    "who-sits-on-a-body": lambda graph, day: (
        {(row.body_iri, row.post or row.person or row.organization) for row in graph.people(day) if row.body_iri},
        {
            (iri, row["post"] or row["person"] or row["organization"])
            # Organisations have members too.
            for iri in sorted(
                {each.iri for each in graph.bodies(day, everything=True)}
                | {each.body_iri for each in graph.people(day) if each.body_iri}
            )
            for row in rows_of(graph, "who-sits-on-a-body", body=iri)
            if not row["until"] and not row["body_ended"]
        },
    ),
    "actions-by-owner": lambda graph, day: (
        {(row.owner or ", ".join(row.owner_as_stated), row.actions) for row in graph.by_owner(day)},
        {
            (owner, sum(int(row["actions"]) for row in rows_of(graph, "actions-by-owner") if row["owner"] == owner))
            for (owner,) in values_of(graph, "actions-by-owner", "owner")
        },
    ),
    "actions-of-a-post": lambda graph, day: (
        {
            (row.owner_iri, action.text)
            for row in graph.by_owner(day)
            if row.owner_iri
            for action in graph.actions(day, owner=row.owner_iri)
        },
        {
            (row.owner_iri, name)
            for row in graph.by_owner(day)
            if row.owner_iri
            for (name,) in values_of(graph, "actions-of-a-post", "action", post=row.owner_iri)
        },
    ),
    "actions-due-by-a-date": lambda graph, day: (
        {
            (row.text, row.due)
            for row in graph.actions(day)
            if row.due and row.due <= day and row.status != "discharged"
        },
        values_of(graph, "actions-due-by-a-date", "action", "due", asOf=day),
    ),
    "actions-without-a-due-date": lambda graph, day: (
        {(row.text,) for row in graph.actions(day) if not row.due},
        values_of(graph, "actions-without-a-due-date", "action"),
    ),
    "actions-without-an-owner": lambda graph, day: (
        {(row.text,) for row in graph.actions(day) if not row.owner and not row.owner_as_stated},
        values_of(graph, "actions-without-an-owner", "action"),
    ),
    "commitments-never-looked-at": lambda graph, day: looked_at(graph, day),
    "mechanisms-by-commitments": lambda graph, day: (
        {
            (name, str(number))
            for name, number in Counter(body for row in graph.coverage(day) for body in {*row.bodies}).items()
        },
        {
            (row["mechanism"], row["commitments"])
            for row in rows_of(graph, "mechanisms-by-commitments")
            if row["kind"] == "oversight body"
        },
    ),
    "oversight-by-reference": lambda graph, day: (
        {(row.ref, body) for row in graph.coverage(day) if row.cell == "reference" for body in row.resolved_bodies},
        values_of(graph, "oversight-by-reference", "ref", "body"),
    ),
    "own-office-only": lambda graph, day: (
        {(row.subject,) for row in graph.conflicts(day) if row.kind == "own office only"},
        {(f"{ref} {title}",) for ref, title in values_of(graph, "own-office-only", "ref", "title")},
    ),
    "unresolved-names": lambda graph, day: (
        {(sum(row.check == "unresolved-name" for row in graph.check(day)),)},
        {(len(rows_of(graph, "unresolved-names")),)},
    ),
    "bodies-in-a-glossary-not-in-the-plan": lambda graph, day: (
        {(row.entity,) for row in graph.check(day) if row.check == "listed-not-named"},
        values_of(graph, "bodies-in-a-glossary-not-in-the-plan", "body"),
    ),
    "who-attended-which-meeting": lambda graph, day: (
        # An attendance is not a seat: what it names in its note is a meeting.
        {
            (row.note, row.person)
            for row in graph.people(day, everything=True)
            if row.role != "apologies"
            and row.note in {name for (name,) in values_of(graph, "who-attended-which-meeting", "meeting")}
        },
        values_of(graph, "who-attended-which-meeting", "meeting", "person"),
    ),
    "meetings-of-a-body": lambda graph, day: (
        {(row.iri, row.found) for row in graph.cadence(day, months=1200) if row.found},
        {
            (body.iri, len(held))
            for body in graph.bodies(day, everything=True)
            if (held := {row["day"] for row in rows_of(graph, "meetings-of-a-body", body=body.iri) if not row["state"]})
        },
    ),
}


def looked_at(graph: OversightGraph, day: str) -> tuple[Rows, Rows]:
    """Return what no meeting dealt with: all commitments but those that were, also by a step or an earlier edition."""
    seen = values_of(graph, "commitments-looked-at", "ref", "title", asOf=day)
    within = graph.sparql(
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?ref ?title ?upper ?name { ?whole a ovs:Commitment ; skos:notation ?upper ; rdfs:label ?name . "
        "?part dcterms:isPartOf|^ovs:continues ?whole ; rdfs:label ?title . OPTIONAL { ?part skos:notation ?ref } }"
    ).rows
    seen |= {(upper, name) for ref, title, upper, name in within if (ref or "", title) in seen}
    every: Rows = {(row.ref, row.title) for row in graph.coverage(day)}
    return every - seen, values_of(graph, "commitments-never-looked-at", "ref", "title")


# What each answer of the registry is compared with: the test or tests of this folder in which two roads to it meet.
ROADS = {
    "coverage": "test_grades",
    "summary": "test_grades",
    "gaps": "test_grades, commitments-without-a-body",
    "overdue": "test_promises_and_bodies",
    "bodies": "body-states-at-a-date, what-reports-into-what, who-chairs-what, which-bodies-publish-notes, the map",
    "people": "post-holders-at-a-date, who-sits-on-a-body, who-attended-which-meeting",
    "actions": "test_actions, actions-due-by-a-date",
    "decisions": "test_actions",
    "check": "unresolved-names, bodies-in-a-glossary-not-in-the-plan",
    "conflicts": "own-office-only",
    "cadence": "last-meeting-of-each-body, meetings-of-a-body, bodies-never-seen-to-meet",
    "follow-up": "test_actions",
    "by-owner": "actions-by-owner, actions-of-a-post",
    "timeline": "timeline",
}
# Answers that are reached by their command alone: nothing else gives these figures.
ALONE = {
    "explain",
    "verify",
    "oversees",
    "chain",
    "measures",
    "structure",
    "overlap",
    "whatif",
    "practice",
    "topics",
    "diff",
}
# Questions that are asked by their name alone: no command or view gives these rows.
ASKED_ALONE = """
actions-of-a-body agenda-of-a-meeting ambiguous-frequencies blank-and-lost-cells
bodies-in-the-plan-not-in-a-glossary bodies-only-mentioned cells-by-objective commitments-looked-at
commitments-of-a-body cross-references dealt-with-outside-the-plan delayed-or-on-hold doubtful-facts
evidence-per-paper figures-in-findings findings-nobody-oversees findings-on-a-programme frequencies-as-printed
funding-awarded glossary-by-section governance-chain-of-a-programme inspection-findings inspections-and-inspectors
interventions-in-a-programme items-with-no-business markers-that-conflict-with-the-key misprints-and-contradictions
names-that-drift overseers-that-publish-nothing owners-as-printed-and-as-read papers-loaded
performance-measures performance-measures-that-moved posts-by-seats powers-of-a-body
progress-of-the-plan promised-next-meetings questions-on-a-theme questions-without-an-answer records-of-a-paper
responses-to-inspection rows-without-progress status-as-printed-and-as-read time-limited-bodies
until-when-somebody-attends what-a-body-is-for what-a-passage-supports what-a-person-did what-followed-what
what-meetings-dealt-with when-findings-were-looked-at where-a-pointer-leads who-answers-to-whom
who-attends-for-the-pcc who-oversees-a-commitment who-oversees-the-response who-questions-whom
who-sat-for-which-council work-programme
""".split()
# Compared in a test of their own above, and in tests of their rows.
IN_TESTS = {
    "coverage-at-a-date", "actions-overdue-at-a-date", "actions-discharged", "actions-carried-forward", "decisions",
    "leads-and-last-days",
}  # fmt: skip


def test_each_answer_and_question_is_compared_or_said_to_be_alone() -> None:
    known = {*ROADS, *ALONE}
    new = sorted({each.name for each in answers()} - known)
    assert not new, (
        f"say in ROADS with what {new} is compared, with a pair above, or in ALONE that nothing else gives it"
    )
    assert known == {each.name for each in answers()} and not ROADS.keys() & ALONE
    asked = {*AT_A_DATE, *OF_ALL} - {"the map"}
    fresh = sorted({*names()} - asked - {*ASKED_ALONE} - IN_TESTS)
    assert not fresh, f"give {fresh} a pair in AT_A_DATE or OF_ALL, or name it in ASKED_ALONE"
    assert asked | {*ASKED_ALONE} | IN_TESTS == {*names()} and not asked & {*ASKED_ALONE}
    here = {*AT_A_DATE, *OF_ALL, *(name for name in globals() if name.startswith("test_"))}
    assert {road for roads in ROADS.values() for road in roads.split(", ")} <= here


def test_no_sentence_counts_none_as_0_or_one_as_several(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    wrong = re.compile(r"\bof 0\b|\b0 of\b|\b1 (actions|bodies|commitments|meetings|months|papers|rows)\b")
    told = [
        (each.name, value)
        for each in answers()
        if each.alone
        for row in graph.answer(each.name, days[-1])
        for value in asdict(row).values()
        if isinstance(value, str)
    ]
    assert len(told) > 100
    assert [each for each in told if wrong.search(each[1])] == []


@pytest.mark.parametrize("name", AT_A_DATE)
def test_a_question_and_its_command_agree_at_every_date(world: tuple[OversightGraph, list[str]], name: str) -> None:
    graph, days = world
    for day in days:
        command, question = AT_A_DATE[name](graph, day)
        assert command == question, day


@pytest.mark.parametrize("name", OF_ALL)
def test_a_question_of_all_that_is_loaded_agrees_with_its_command(
    world: tuple[OversightGraph, list[str]], name: str
) -> None:
    graph, days = world
    command, question = OF_ALL[name](graph, days[-1])
    assert command == question
    if name in ("commitments-without-a-body", "commitments-that-name-no-body", "commitments-never-looked-at"):
        assert len(rows_of(graph, name)) == len(question), "a commitment is one row"


def test_the_town_as_it_is(make_graph: Make) -> None:
    # By hand: in May both actions of March are overdue; in June one is closed, and the other goes on in another record.
    graph = make_graph(TOWN)
    assert [len(graph.actions(day, overdue=True)) for day in DAYS] == [0, 2, 1, 1]
    assert [len(graph.actions(day)) for day in DAYS] == [2, 2, 4, 4]
    # Who is only printed is an owner; "" are those for whom nothing is printed.
    assert values_of(graph, "actions-by-owner", "owner") == {("Ann Able",), ("Clerk",), ("Cllr Rowe",), ("",)}
    assert [[row.ref for row in graph.coverage(day)] for day in DAYS] == [["1", "2"], ["1", "2"], ["1", "2"], ["1"]]
    assert [len(graph.overdue(day)) for day in DAYS] == [0, 0, 0, 1]
    [board] = graph.cadence("2018-09-01")
    assert (board.found, board.announced, board.put_off, board.cancelled) == (2, 1, 1, 1)
