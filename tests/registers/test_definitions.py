"""One definition for each concept: what a command, a check, a question and the report tell of it is the same.

Each test asks by all the roads that there are: on the shipped data, the starter set, and a small plan with pointers.
"""

from functools import cache

import pytest
from tests.conftest import Make
from tests.registers.test_at_a_date import TOWN, days

from oversight_graph.check.violations import Violation
from oversight_graph.graph import OversightGraph
from oversight_graph.report.pages.matrix import assurance

DAY = "2018-11-27"


@pytest.fixture(params=["west-mercia", "starter", "town"])
def world(request: pytest.FixtureRequest, loaded: Make) -> OversightGraph:
    return loaded(TOWN if request.param == "town" else request.param)


def column(graph: OversightGraph, question: str, name: str, **given: str) -> set[str | None]:
    table = graph.query(question, **given)
    return {row[table.columns.index(name)] for row in table.rows}


@cache
def check(graph: OversightGraph) -> list[Violation]:
    return graph.check(graph.day())


def checked(graph: OversightGraph, name: str) -> set[str]:
    return {found.entity for found in check(graph) if found.check == name}


def test_without_a_body(world: OversightGraph) -> None:
    # By cells and pointers: below grade 3. That no cell names one is looser, and has a name of its own.
    rows = world.coverage()
    gaps = {row.ref for row in world.gaps()}
    assert column(world, "commitments-without-a-body", "ref") == gaps == {row.ref for row in rows if not row.covering}
    assert column(world, "commitments-that-name-no-body", "ref") == {row.ref for row in rows if not row.bodies}


def test_only_processes(world: OversightGraph) -> None:
    found = {row.ref for row in world.coverage() if row.grade == 2}
    assert column(world, "commitments-with-only-a-process", "ref") == found


def test_a_single_body(world: OversightGraph) -> None:
    found = {row.ref for row in world.coverage() if len(row.covering) == 1}
    assert column(world, "commitments-that-hang-on-one-body", "ref") == found


def test_the_assurance_map_holds_what_covers(world: OversightGraph) -> None:
    # Bodies and processes of each commitment; its processes are shown by the command only if its own cells name none
    # else, so the bodies are compared.
    rows = world.coverage()
    drawn: dict[str, set[str]] = {row.iri: set() for row in rows}
    for cell in assurance(world.store, rows, world.day(plan=True)):
        if cell.live is not None:
            drawn[cell.iri].add(cell.mechanism_iri)
    assert drawn == {row.iri: set(row.covering) for row in rows}


def test_practice_tells_of_the_bodies_that_cover(world: OversightGraph) -> None:
    day = world.day()
    named = {(row.iri, body) for row in world.coverage(day) for body in row.covering}
    rows = [row for row in world.practice(day) if row.finding not in ("shadow oversight", "cell lost")]
    assert {(row.iri, row.body_iri) for row in rows} == named


def test_own_office_only(world: OversightGraph) -> None:
    refs = {found.subject.split(" ", 1)[0] for found in world.conflicts() if found.kind == "own office only"}
    assert column(world, "own-office-only", "ref") == refs
    assert {entity.split(" ", 1)[0] for entity in checked(world, "own-office-only")} == refs


def test_listed_and_named(world: OversightGraph) -> None:
    assert column(world, "bodies-in-a-glossary-not-in-the-plan", "body") == checked(world, "listed-not-named")
    table = world.query("bodies-in-the-plan-not-in-a-glossary")
    body, told_in = table.columns.index("body"), table.columns.index("told_in")
    in_cells = {row[body] for row in table.rows if row[told_in] == "oversight"}
    assert in_cells == checked(world, "named-not-listed")


def test_unresolved_names(world: OversightGraph) -> None:
    violations = [each for each in check(world) if each.check == "unresolved-name"]
    found = [each.message.removesuffix(" is not resolved to anybody or anything") for each in violations]
    assert set(found) == column(world, "unresolved-names", "as_stated")


def test_actions_without_a_date(world: OversightGraph) -> None:
    found = {action.text for action in world.actions(world.day()) if not action.due}
    assert column(world, "actions-without-a-due-date", "action") == found == checked(world, "action-without-due-date")


def test_overdue_actions(world: OversightGraph) -> None:
    # At every date of the data; the check asks at the date of the newest paper.
    for day in days(world):
        found = {action.iri for action in world.actions(day, overdue=True)}
        assert column(world, "actions-overdue-at-a-date", "iri", asOf=day) == found
    late = {action.text for action in world.actions(world.day(), overdue=True)}
    assert checked(world, "action-overdue") == late
