"""The pages that list what there is and what became of it: bodies, people, actions."""

from oversight_graph.practice.followup import OUTCOMES
from oversight_graph.registers.bodies import Body
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Block, Builder, Page
from oversight_graph.report.html.sections import groups, jumps

STATUSES = ("active", "under review", "not meeting", "planned", "not shown", "ended")
ACTION_STATES = ("overdue", "open", "deferred", "answered", "discharged")
_NO_MEASURE = "Counts of what a few papers tell; no measure of anybody's work."


def bodies_page(build: Builder, answers: Answers) -> Page:
    """Return the register of bodies by status."""
    csv = build.table("bodies", answers.bodies)
    columns = (
        "name",
        "aliases",
        "kind",
        "frequency",
        "notes_published",
        "public",
        "chair",
        "oversees",
        "reports_into",
        "since",
        "evidence",
    )
    blocks = groups(
        build,
        answers.bodies,
        lambda row: row.status,
        STATUSES,
        columns,
        csv,
        prefix="status",
        heads=str.capitalize,
        say=lambda name: "No paper up to the date tells whether they were meeting." if name == "not shown" else "",
    )
    extra = []
    if answers.former:
        other = build.csv("csv/bodies-not-listed.csv", answers.former, Body)
        grid = build.grid(
            answers.former,
            ("name", "kind", "status", "since", "until", "oversees", "evidence"),
            other,
            "Not in the register",
        )
        extra.append(
            Block(
                f"Not in the register at the date ({len(answers.former)})",
                "former",
                ("Ended by then, or named only in later papers.",),
                grid=grid,
                name="not in the register at the date",
            )
        )
    return Page(
        "bodies.html",
        f"Register of bodies: {len(answers.bodies)}",
        kind="wide",
        blocks=(jumps("bodies.html", [*blocks, *extra]), *blocks, *extra),
        notes=(
            f"Boards, committees, groups and standing meetings that the papers show at {answers.day}, by their status.",
        ),
    )


def people_page(build: Builder, answers: Answers) -> Page:
    """Return who held which post and sat on which body."""
    csv = build.table("people", answers.people)
    blocks = groups(
        build,
        answers.people,
        lambda row: "seats" if row.body else "posts",
        ("posts", "seats"),
        ("person", "post", "body", "role", "organization", "since", "first_seen", "last_seen", "note", "evidence"),
        csv,
        prefix="of",
        heads={"posts": "Holders of posts", "seats": "Seats on bodies"}.__getitem__,
    )
    return Page(
        "people.html",
        f"Posts, people and seats: {len(answers.people)}",
        kind="wide",
        blocks=(jumps("people.html", blocks), *blocks),
        notes=(
            f"Who was last seen in which post, and who sits where, up to {answers.day}. Seen before is not "
            "the same as holding it still.",
        ),
    )


def actions_page(build: Builder, answers: Answers) -> Page:
    """Return the action log, what became of each action, and the actions by owner."""
    csv = build.table("actions", answers.actions)
    columns = (
        "raised",
        "text",
        "owner",
        "owner_as_stated",
        "holder",
        "due",
        "due_as_stated",
        "meeting",
        "discharged_by",
        "evidence",
    )
    blocks = groups(
        build,
        answers.actions,
        lambda row: row.status,
        ACTION_STATES,
        columns,
        csv,
        prefix="state",
        heads=str.capitalize,
    )
    lives = build.table("follow-up", answers.follow_up)
    follow = groups(
        build,
        answers.follow_up,
        lambda row: row.outcome,
        OUTCOMES,
        ("asked", "text", "owner", "life", "age_days", "promise", "meaning", "evidence"),
        lives,
        prefix="outcome",
        heads=lambda name: f"Follow-up: {name}",
    )
    owners = build.table("by-owner", answers.owners)
    table = build.grid(
        answers.owners,
        (
            "owner",
            "holder",
            "actions",
            "discharged",
            "answered",
            "carried_forward",
            "overdue",
            "oldest_days",
            "meaning",
            "evidence",
        ),
        owners,
        "Actions by owner",
        {"owner": lambda row: build.named(row.owner or "no owner named", row.owner_iri)},
    )
    return Page(
        "actions.html",
        f"Action log and follow-up: {len(answers.actions)}",
        kind="wide",
        notes=(
            f"What meetings up to {answers.day} asked for, with its state at that date as far as the loaded papers "
            "show. That no paper records an end does not mean that nothing was done.",
        ),
        blocks=(
            jumps("actions.html", [*blocks, *follow]),
            *blocks,
            *follow,
            *([Block("By owner", "owners", (_NO_MEASURE,), grid=table)] if answers.actions else ()),
        ),
    )
