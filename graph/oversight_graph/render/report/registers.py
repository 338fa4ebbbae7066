"""The pages that list what there is and what became of it: bodies, people, actions, practice, conflicts, checks."""

from pathlib import PurePosixPath

from oversight_graph.actions import Action
from oversight_graph.analysis.conflicts import KINDS as CONFLICT_KINDS
from oversight_graph.analysis.conflicts import Conflict
from oversight_graph.analysis.followup import OUTCOMES, FollowUp
from oversight_graph.analysis.owners import OwnerFollowUp
from oversight_graph.analysis.practice import FINDINGS as PRACTICE_FINDINGS
from oversight_graph.analysis.practice import Practice
from oversight_graph.checks import SEVERITIES, Finding
from oversight_graph.registers import Body, Holding
from oversight_graph.render.report.cells import Block, Builder, Cell, Page, Part
from oversight_graph.render.report.charts import Bar, bars
from oversight_graph.render.report.gather import Answers, Removal
from oversight_graph.render.report.sections import chart, groups

STATUSES = ("active", "under review", "not meeting", "planned", "not shown", "ended")
ACTION_STATES = ("overdue", "open", "deferred", "answered", "discharged")


def bodies_page(build: Builder, answers: Answers) -> Page:
    """Return the register of bodies by status."""
    csv = build.csv("csv/bodies.csv", answers.bodies, Body)
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
            )
        )
    return Page(
        "bodies.html",
        f"Register of bodies: {len(answers.bodies)}",
        kind="wide",
        lead=(
            f"Boards, committees, groups and standing meetings that the papers show at {answers.day}, by their status.",
        ),
        blocks=(chart("Bodies by status", "bodies.html", blocks), *blocks, *extra),
    )


def actions_page(build: Builder, answers: Answers) -> Page:
    """Return the action log, what became of each action, and the actions by owner."""
    csv = build.csv("csv/actions.csv", answers.actions, Action)
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
    lives = build.csv("csv/follow-up.csv", answers.follow_up, FollowUp)
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
    owners = build.csv("csv/owners.csv", answers.owners, OwnerFollowUp)
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
    )
    return Page(
        "actions.html",
        f"Action log and follow-up: {len(answers.actions)}",
        kind="wide",
        lead=(
            f"What meetings up to {answers.day} asked for, with its state at that date as far as the loaded "
            "papers show. "
            "That no paper records an end does not mean that nothing was done.",
        ),
        blocks=(
            chart("Actions by state", "actions.html", blocks),
            *blocks,
            Block(
                "What became of them",
                "follow-up",
                svg=chart("Actions by what became of them", "actions.html", follow).svg,
            ),
            *follow,
            Block(
                "By owner", "owners", ("Counts of what a few papers tell; no measure of anybody's work.",), grid=table
            ),
        ),
    )


def practice_page(build: Builder, answers: Answers) -> Page:
    """Return what plans name against what meetings did."""
    csv = build.csv("csv/practice.csv", answers.practice, Practice)
    blocks = groups(
        build,
        answers.practice,
        lambda row: row.finding,
        PRACTICE_FINDINGS,
        ("ref", "subject", "body", "refers_to", "meetings", "note", "meaning", "evidence"),
        csv,
        prefix="finding",
        heads=str.capitalize,
        special={"body": lambda row: build.value(row.body)},
    )
    return Page(
        "practice.html",
        "What the plan names against what meetings dealt with",
        lead=(
            "Paper cover: the plan names a live body, and no loaded paper shows it dealing with the "
            "commitment. Shadow oversight: a "
            "meeting dealt with it, and no oversight cell names its body. Few papers are loaded, so much "
            "that was done cannot be seen.",
        ),
        blocks=(chart("Pairs of body and commitment", "practice.html", blocks), *blocks),
    )


def _drops(row: Removal) -> bool:
    return row.effect == "grade drops" and row.kind == "commitment"


def whatif_page(build: Builder, answers: Answers) -> Page:
    """Return what would follow from the end of each body."""
    csv = build.csv("csv/whatif.csv", answers.removals, Removal)
    names = {row.removed_iri: row.removed for row in answers.removals}
    columns = ("effect", "kind", "thing", "before", "after", "bodies", "subjects", "meaning", "evidence")
    places = {iri: f"without-{PurePosixPath(build.links.things[iri].path).stem}" for iri in names}
    blocks, drops = [], []
    for iri, name in names.items():
        for those, what, more in (
            (
                [row for row in answers.removals if row.removed_iri == iri and _drops(row)],
                "commitments whose grade would drop",
                "",
            ),
            (
                [row for row in answers.removals if row.removed_iri == iri and not _drops(row)],
                "what else would follow",
                "-more",
            ),
        ):
            if those:
                grid = build.grid(those, columns, csv, f"Without {name}: {what}")
                blocks.append(Block(f"Without {name}: {what} ({len(those)})", f"{places[iri]}{more}", grid=grid))
            if those and not more:
                drops.append(Bar(f"Without {name}", len(those), f"whatif.html#{places[iri]}"))
    drops.sort(key=lambda bar: (-bar.count, bar.label))
    untouched = build.names(answers.untouched).parts
    return Page(
        "whatif.html",
        "What would change if a body ended",
        lead=(
            f"For each body on its own: what would be different at {answers.plan_day} if it had ended. It "
            "shows what hangs on one body in the "
            "loaded papers; it says nothing about whether the body is of use.",
        ),
        blocks=(
            Block(
                "Commitments whose grade would drop",
                "chart",
                svg=bars("Commitments whose grade would drop, by body that ends", drops),
            ),
            *blocks,
            Block(
                f"Bodies whose end would change none of this ({len(untouched)})",
                "untouched",
                ("In the loaded papers, no grade, action or chain of accountability rests on them alone at the date.",),
                points=tuple((part,) for part in untouched),
            ),
        ),
    )


def conflicts_page(build: Builder, answers: Answers) -> Page:
    """Return where oversight is not independent."""
    csv = build.csv("csv/conflicts.csv", answers.conflicts, Conflict)
    blocks = groups(
        build,
        answers.conflicts,
        lambda row: row.kind,
        CONFLICT_KINDS,
        ("subject", "overseer", "owner", "meaning", "links", "basis", "evidence"),
        csv,
        prefix="kind",
        heads=str.capitalize,
        special={
            "subject": lambda row: build.value(row.subject),
            "links": lambda row: Cell(tuple(map(Part, row.links)), "list"),
        },
    )
    return Page(
        "conflicts.html",
        f"Places to look at: {len(answers.conflicts)}",
        lead=(
            "Where a body looks at its own work, oversight runs in a circle, or is not shown as the law has "
            "it. A place to look at, not a finding that anybody did wrong.",
        ),
        blocks=(chart("By kind", "conflicts.html", blocks), *blocks),
    )


def checks_page(build: Builder, answers: Answers) -> Page:
    """Return what the checks of the data found."""
    csv = build.csv("csv/checks.csv", answers.findings, Finding)
    blocks = groups(
        build,
        answers.findings,
        lambda row: row.severity,
        SEVERITIES,
        ("check", "entity", "message", "where"),
        csv,
        prefix="severity",
        heads=str.capitalize,
        special={"entity": lambda row: build.value(row.entity)},
    )
    return Page(
        "checks.html",
        f"Checks of the data: {len(answers.findings)}",
        lead=(
            "What the rules that watch over the data itself found: faults to mend, and oddities of the "
            "papers that are kept as printed.",
        ),
        blocks=(chart("By severity", "checks.html", blocks), *blocks),
    )


def people_page(build: Builder, answers: Answers) -> Page:
    """Return who held which post and sat on which body."""
    csv = build.csv("csv/people.csv", answers.people, Holding)
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
        lead=(
            f"Who was last seen in which post, and who sits where, up to {answers.day}. Seen before is not "
            "the same as holding it still.",
        ),
        blocks=tuple(blocks),
    )
