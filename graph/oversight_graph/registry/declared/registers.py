"""Registers at a date: bodies, people, actions, decisions."""

from typing import Any

from oversight_graph.registry.declare import Answer, Option
from oversight_graph.registry.declared.options import OWNER


def _undated(rows: Any, _: dict[str, Any]) -> list[str]:
    left = rows.of - len(rows)
    return [f"of {left} more neither a date nor a paper is given: --all lists them"] if left else []


ANSWERS: tuple[Answer, ...] = (
    Answer(
        name="bodies",
        sentence="Register of oversight bodies at the date.",
        function=".registers.bodies:bodies",
        row=".registers.bodies:Body",
        shown="name aliases status sign kind frequency chair oversees notes_published public",
        empty="No oversight body was read in a loaded paper up to the date.",
        options=(Option("everything", "Also those that had ended, or that only later papers name.", flag="--all"),),
    ),
    Answer(
        name="people",
        sentence="Who held which post, and who sat on which body, at the date.",
        function=".registry.composed:people",
        row=".registers.people:Holding",
        shown="person post body role organization last_seen note evidence",
        empty="Nobody was read in a loaded paper to be in a post or seat at the date.",
        options=(Option("everything", "Every tenure, seat and attendance known.", flag="--all"),),
        remark=_undated,
    ),
    Answer(
        name="actions",
        sentence="List all actions raised up to the date, with their state at the date.",
        function=".registers.actions:actions",
        row=".registers.actions:Action",
        shown="raised text owner due status holder owner_as_stated settled_on discharged_by evidence",
        empty="No such action was read in a loaded paper up to the date.",
        options=(OWNER, Option("overdue", "Only open actions whose last day is past.")),
    ),
    Answer(
        name="decisions",
        sentence="List what was resolved, agreed or noted up to the date, at which meeting or by whom.",
        function=".registers.decisions:decisions",
        row=".registers.decisions:Decision",
        shown="when body person post ref decision kind closes item overseen_by evidence",
        empty="No decision was read in a loaded paper up to the date.",
        options=(Option("body", "Only decisions of this body.", "thing"),),
    ),
)
