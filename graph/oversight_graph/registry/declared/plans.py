"""Answers about the rows of plans: grades, gaps, what is overdue."""

from collections.abc import Callable, Sequence
from typing import Any

from oversight_graph.registry.declare import Answer, Option
from oversight_graph.registry.declared.options import ACTIVITIES, PLANS


def _gaps_of_all(rows: Any, said: dict[str, Any]) -> list[str]:
    what = "activities" if said.get("activities") else "commitments"
    lost = sum(row.lost for row in rows)
    unknown = f"; of {lost} of them nothing can be known" if lost else ""
    unclear = sum(row.unclear for row in rows)
    unknown += f"; what {unclear} of them {'name' if unclear != 1 else 'names'} is not known" if unclear else ""
    if not rows.of:
        return []
    return [f"{len(rows)} of {rows.of} {what} below grade {said['below']}{unknown}"]


def _findings(rows: Any, _: dict[str, Any]) -> list[str]:
    more = rows.of - len(rows)
    what = "finding of an inspection is" if more == 1 else "findings of inspections are"
    return [f"{more} {what} overdue too: the question leads-and-last-days lists them"] if more else []


def _and_plan(columns: str) -> Callable[[Sequence[Any], dict[str, Any]], str]:
    """Return the columns of rows of plans: the plan too where several stand side by side, or may."""

    def shown(rows: Sequence[Any], said: dict[str, Any]) -> str:
        from oversight_graph.registers.coverage import of_several_plans

        return f"{columns} plan" if said.get("all_plans") or of_several_plans(rows) else columns

    return shown


ANSWERS: tuple[Answer, ...] = (
    Answer(
        name="coverage",
        sentence="Grade the oversight of each commitment, from 0 (none shown) to 6 (exercised).",
        function=".registers.coverage:coverage",
        row=".registers.coverage:Coverage",
        shown=_and_plan("ref title cell grade bodies processes refers_to not_live exercised"),
        date="plan",
        empty="The loaded plans have no such rows at the date.",
        plan=True,
        options=(ACTIVITIES, *PLANS),
    ),
    Answer(
        name="summary",
        under="coverage",
        sentence="Count how many have which grade, by objective.",
        function=".registry.composed:summary",
        row=".registers.summary:Summary",
        shown="objective total grade_0 grade_1 grade_2 grade_3 grade_4 grade_5 grade_6 gaps lost",
        date="plan",
        empty="The loaded plans have no such rows at the date.",
        plan=True,
        options=(ACTIVITIES, *PLANS),
        csv="objectives",
    ),
    Answer(
        name="gaps",
        sentence="List commitments with no oversight body, worst first, with the reason.",
        function=".registry.composed:gaps",
        row=".registers.gaps:Gap",
        shown=_and_plan("ref title cell grade reason evidence"),
        date="plan",
        empty="Every row of the loaded plans reaches the grade.",
        plan=True,
        options=(
            ACTIVITIES,
            *PLANS,
            Option("below", "Show what lies below this grade.", "number", 3, flag="--grade", least=1, most=6),
        ),
        remark=_gaps_of_all,
    ),
    Answer(
        name="overdue",
        under="gaps",
        sentence="List commitments whose last day is past and that no paper calls complete.",
        function=".registry.composed:overdue",
        row=".registers.plans.overdue:Overdue",
        shown=_and_plan("due ref title due_as_stated lead progress rating reason evidence"),
        empty="No loaded plan gives a day that is past for a row that is not reported as complete.",
        plan=True,
        options=(ACTIVITIES, *PLANS),
        remark=_findings,
    ),
)
