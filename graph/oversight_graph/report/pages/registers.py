"""The pages that list what there is and what became of it: bodies, people, actions."""

from oversight_graph.practice.followup import OUTCOMES
from oversight_graph.registers.actions import action_states
from oversight_graph.registers.bodies import Body
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.parts import Block, Page
from oversight_graph.report.html.sections import groups, listed

STATUSES = ("active", "under review", "not meeting", "planned", "not shown", "ended")
_NO_MEASURE = "Counts of what a few papers tell; no measure of anybody's work."


def bodies_page(build: Builder, answers: Answers) -> Page:
    """Return the register of bodies by status."""
    csv = build.table("bodies", answers.bodies)
    columns = "name aliases kind frequency notes_published public chair oversees reports_into since evidence"
    say = {"not shown": "No paper up to the date tells whether they were meeting."}
    blocks = groups(build, answers.bodies, lambda row: row.status, STATUSES, columns, csv, prefix="status", say=say)
    if answers.former:
        other = build.csv("csv/bodies-not-listed.csv", answers.former, Body)
        columns = "name kind status since until oversees evidence"
        blocks.append(
            Block(
                f"Not in the register at the date ({len(answers.former)})",
                "former",
                ("Ended by then, or named only in later papers.",),
                grid=build.grid(answers.former, columns, other, "Not in the register"),
                name="not in the register at the date",
            )
        )
    return listed(
        "bodies.html",
        f"Register of bodies: {len(answers.bodies)}",
        blocks,
        f"Boards, committees, groups and standing meetings that the papers show at {answers.day}, by their status.",
    )


def people_page(build: Builder, answers: Answers) -> Page:
    """Return who held which post and sat on which body."""
    csv = build.table("people", answers.people)
    columns = "person post body role organization since first_seen last_seen note evidence"
    kinds = {"posts": "Holders of posts", "seats": "Seats on bodies"}
    return listed(
        "people.html",
        f"Posts, people and seats: {len(answers.people)}",
        groups(build, answers.people, lambda row: "seats" if row.body else "posts", kinds, columns, csv, prefix="of"),
        f"Who was last seen in which post, and who sits where, up to {answers.day}. Seen before is not the same as "
        "holding it still.",
    )


def actions_page(build: Builder, answers: Answers) -> Page:
    """Return the action log, what became of each action, and the actions by owner."""
    csv = build.table("actions", answers.actions)
    columns = "raised text owner owner_as_stated holder due due_as_stated meeting discharged_by evidence"
    blocks = groups(build, answers.actions, lambda row: row.status, action_states(), columns, csv, prefix="state")
    lives, columns = (
        build.table("follow-up", answers.follow_up),
        "asked text owner life age_days promise meaning evidence",
    )
    outcomes = {name: f"Follow-up: {name}" for name in OUTCOMES}
    blocks += groups(build, answers.follow_up, lambda row: row.outcome, outcomes, columns, lives, prefix="outcome")
    owners = build.table("by-owner", answers.owners)
    columns = "owner holder actions discharged answered withdrawn carried_forward overdue oldest_days meaning evidence"
    special = {"owner": lambda row: build.named(row.owner or "no owner named", row.owner_iri)}
    if answers.actions:
        grid = build.grid(answers.owners, columns, owners, "Actions by owner", special)
        blocks.append(Block("By owner", "owners", (_NO_MEASURE,), grid=grid))
    return listed(
        "actions.html",
        f"Action log and follow-up: {len(answers.actions)}",
        blocks,
        f"What meetings up to {answers.day} asked for, with its state at that date as far as the loaded papers show. "
        "That no paper records an end does not mean that nothing was done.",
    )
