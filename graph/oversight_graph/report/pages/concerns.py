"""The pages on what to look at: plan against practice, the end of a body, independence, the checks of the data."""

from collections import Counter
from pathlib import PurePosixPath

from oversight_graph.check.violations import SEVERITIES
from oversight_graph.network.conflicts import KINDS as CONFLICT_KINDS
from oversight_graph.practice.practice import FINDINGS as PRACTICE_FINDINGS
from oversight_graph.report.content.gather import Answers, Removal
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.charts import Bar, Piece, bars
from oversight_graph.report.html.parts import Block, Cell, Page, Part
from oversight_graph.report.html.sections import groups, listed

# So many bars one still reads.
_BARS = 40


def practice_page(build: Builder, answers: Answers) -> Page:
    """Return what plans name against what meetings did."""
    csv = build.table("practice", answers.practice)
    columns = "ref subject body refers_to meetings note meaning evidence"
    return listed(
        "practice.html",
        "What the plan names against what meetings dealt with",
        groups(build, answers.practice, lambda row: row.finding, PRACTICE_FINDINGS, columns, csv, prefix="finding"),
        "Paper cover: the plan names a live body, and no loaded paper shows it dealing with the commitment. Shadow "
        "oversight: a meeting dealt with it, and no oversight cell names its body. Few papers are loaded, so much "
        "that was done cannot be seen.",
    )


def whatif_page(build: Builder, answers: Answers) -> Page:
    """Return what would follow from the end of each body."""
    csv = build.csv("csv/whatif.csv", answers.removals, Removal)
    # Those on which most grades rest come first.
    weight = Counter(row.removed_iri for row in answers.removals if row.lowers_a_commitment)
    removed = {row.removed_iri: row.removed for row in answers.removals}
    names = dict(sorted(removed.items(), key=lambda each: -weight[each[0]]))
    # Which body it is that ends, the heading says.
    graded, every = "thing before after meaning evidence", "effect kind thing before after subjects meaning evidence"
    places = {iri: f"without-{PurePosixPath(build.links.things[iri].path).stem}" for iri in names}
    blocks, drops = [], []
    for iri, name in names.items():
        mine = [row for row in answers.removals if row.removed_iri == iri]
        for those, what, more in (
            ([row for row in mine if row.lowers_a_commitment], "commitments whose grade would drop", ""),
            ([row for row in mine if not row.lowers_a_commitment], "what else would follow", "-more"),
        ):
            if those:
                grid = build.grid(those, every if more else graded, csv, f"Without {name}: {what}")
                blocks.append(Block(f"Without {name}: {what} ({len(those)})", f"{places[iri]}{more}", grid=grid))
            if those and not more:
                drops.append(Bar(name, (Piece(len(those), said="would drop"),), f"whatif.html#{places[iri]}"))
    left = len(drops) - _BARS
    note = (f"Those {_BARS} on which most grades rest; {left} more are in the lists below.",) if left > 0 else ()
    untouched = build.names([name for _, name in answers.untouched], [iri for iri, _ in answers.untouched]).parts
    return Page(
        "whatif.html",
        "What would change if a body ended",
        kind="wide",
        blocks=(
            Block(
                "Commitments whose grade would drop if this body ended",
                "chart",
                note,
                svg=bars("Commitments whose grade would drop, by body that ends", drops[:_BARS]),
            ),
            *blocks,
            Block(
                f"Bodies whose end would change none of this ({len(untouched)})",
                "untouched",
                ("In the loaded papers, no grade, action or chain of accountability rests on them alone at the date.",),
                points=tuple((part,) for part in untouched),
            ),
        ),
        notes=(
            f"For each body on its own: what would be different at {answers.plan_day} if it had ended. It shows what "
            "hangs on one body in the loaded papers; it says nothing about whether the body is of use.",
        ),
    )


def conflicts_page(build: Builder, answers: Answers) -> Page:
    """Return where oversight is not independent."""
    csv = build.table("conflicts", answers.conflicts)
    columns = "subject overseer owner meaning links basis evidence"
    several = {"links": lambda row: Cell(tuple(map(Part, row.links)), "list")}
    kinds = groups(
        build, answers.conflicts, lambda row: row.kind, CONFLICT_KINDS, columns, csv, prefix="kind", special=several
    )
    return listed(
        "conflicts.html",
        f"Places to look at: {len(answers.conflicts)}",
        kinds,
        "Where a body looks at its own work, oversight runs in a cycle"
        f"{', or is not shown as the law has it' if answers.law else ''}. A place to look at, not a finding that "
        "anybody did wrong.",
    )


def checks_page(build: Builder, answers: Answers) -> Page:
    """Return what the checks of the data found."""
    csv = build.table("check", answers.violations)
    columns, special = "check entity message where", {"entity": lambda row: build.value(row.entity)}
    found = answers.violations
    return listed(
        "checks.html",
        f"Checks of the data: {len(found)}",
        groups(build, found, lambda row: row.severity, SEVERITIES, columns, csv, prefix="severity", special=special),
        "What the rules that watch over the data itself found: violations to mend, and oddities of the papers that are "
        "kept as printed.",
    )
