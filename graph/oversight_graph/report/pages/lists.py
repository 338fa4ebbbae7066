"""The pages on the plan: gaps, coverage, the assurance map, and who answers for each commitment."""

from oversight_graph.model.codes import grades, unknown
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.gaps import explained
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Block, Builder, Cell, Page, Part, count, grade_text
from oversight_graph.report.html.charts import Bar, bars, stacked
from oversight_graph.report.html.sections import chart, groups
from oversight_graph.report.pages.matrix import (
    WIDEST,
    Answerable,
    Assurance,
    answerable,
    by_line,
    by_mechanism,
    by_mechanism_list,
    lines_of_assurance,
)
from oversight_graph.store.store import Store

_GRADED = ("ref", "title", "grade", "cell", "bodies", "processes", "why", "evidence")
_NOT_NONE = "What the loaded papers do not show may still have happened."


def gaps_page(build: Builder, answers: Answers) -> Page:
    """Return the commitments without a body, worst first."""
    csv = build.table("gaps", answers.gaps)
    blocks = groups(
        build,
        answers.gaps,
        lambda row: str(row.grade),
        map(str, range(7)),
        ("ref", "title", "objective", "cell", "reason", "told_elsewhere", "evidence"),
        csv,
        prefix="grade",
        heads=lambda name: grade_text(int(name)),
        special={"reason": lambda row: Cell((Part(explained(row)),))},
    )
    return Page(
        "gaps.html",
        f"Commitments without a body: {len(answers.gaps)} of {len(answers.coverage)}",
        kind="wide",
        lead=(
            f"These commitments are below grade 3 at {answers.plan_day}: the oversight cells that the text holds for "
            "them name no board, committee or meeting, and no reference leads to one; of some, the cell is missing "
            "from the text as obtained. Worst first, each with its reason.",
            f"This is what the loaded papers print. {_NOT_NONE}",
        ),
        blocks=(chart("Commitments without a body, by grade", "gaps.html", blocks, _grade_shades()), *blocks),
    )


def _grade_shades() -> dict[str, str]:
    return {f"grade-{number}": code.shade for number, code in enumerate(grades())}


def coverage_pages(build: Builder, answers: Answers) -> list[Page]:
    """Return commitments and activities by grade, and commitments by objective."""
    why = {"why": lambda row: Cell((Part(explained(row)),))}
    pages = []
    for path, rows, what in (
        ("coverage.html", answers.coverage, "Commitments"),
        ("activities.html", answers.activities, "Activities"),
    ):
        csv = build.csv(f"csv/{path.replace('.html', '.csv')}", rows, Coverage)
        blocks = groups(
            build,
            rows,
            lambda row: str(row.grade),
            map(str, range(6, -1, -1)),
            _GRADED,
            csv,
            prefix="grade",
            heads=lambda name: grade_text(int(name)),
            special=why,
        )
        pages.append(
            Page(
                path,
                f"{what} by grade of oversight: {len(rows)}",
                kind="wide",
                lead=(
                    f"Each is graded as at {answers.plan_day}; a grade takes in those below it, and its reason "
                    "stands beside it. "
                    + "; ".join(f"{code.sign} {code.word}" for code in (unknown(), *grades()))
                    + "; 6↪ exercised through a pointer (a meeting dealt with rows to which it leaves its oversight).",
                    _NOT_NONE,
                ),
                blocks=(chart(f"{what} by grade", path, blocks, _grade_shades()), *blocks),
            )
        )
    csv = build.table("summary", answers.summary)
    each = groups(
        build,
        answers.coverage,
        lambda row: row.objective or "no objective given",
        [row.objective for row in answers.coverage],
        ("ref", "title", "part", "grade", "cell", "bodies", "why", "evidence"),
        "csv/coverage.csv",
        prefix="objective",
        special=why,
    )
    names = dict(zip([one.title.rpartition(" (")[0] for one in each], each, strict=True))
    rows_of = [row for row in answers.summary if row.objective != "all"]
    drawn = stacked(
        "Commitments by objective and grade",
        [
            (name, f"objectives.html#{names[name].anchor}", [getattr(row, f"grade_{n}") for n in range(7)])
            for row in rows_of
            for name in [row.objective or "no objective given"]
        ],
    )
    numbers = build.grid(
        answers.summary,
        ("objective", "total", *(f"grade_{n}" for n in range(7)), "gaps"),
        csv,
        "Counts",
        {"objective": lambda row: build.value("All objectives" if row.objective == "all" else row.objective)},
    )
    key = "Shades, from light to dark: " + " · ".join(grade_text(number) for number in range(7))
    pages.append(
        Page(
            "objectives.html",
            "Coverage by objective",
            kind="wide",
            lead=(f"Commitments as at {answers.plan_day}. Gaps are those below grade 3, which name no body.",),
            blocks=(
                Block("Chart", "chart", (key,), svg=drawn),
                Block("Counts", "counts", grid=numbers),
                *each,
            ),
        )
    )
    return pages


def assurance_page(build: Builder, answers: Answers, cells: list[Assurance]) -> Page:
    """Return the assurance map."""
    csv = build.csv("csv/assurance.csv", cells, Assurance)
    lines = [
        (line, head, what) for line, head, what in lines_of_assurance() if any(cell.line == line for cell in cells)
    ]
    matrices = [
        Block(
            f"{head}: {what}",
            f"line-{line}",
            (
                f"{count(sum(c.line == line for c in cells), 'filled cell')}; each leads to the line of the "
                "paper that it rests on.",
            ),
            grid=by_mechanism_list(build, cells, line, csv)
            if len({c.mechanism_iri for c in cells if c.line == line}) > WIDEST
            else by_mechanism(build, answers.coverage, cells, line, csv),
        )
        for line, head, what in lines
    ]
    drawn = [Bar(head, sum(c.line == line for c in cells), f"assurance.html#line-{line}") for line, head, _ in lines]
    return Page(
        "assurance.html",
        "Assurance map: commitments and what is named to watch over them",
        kind="wide",
        lead=(
            "● a body shown meeting at the date · ⊘ a body not shown meeting · ■ another mechanism, such as "
            "a report or "
            "routine monitoring · ↪ reached through a reference to another row. Every sign leads to its citation.",
            "Lines of assurance are our classification; where the data gives a body none, it stands under "
            "Boards. An empty cell "
            "says that the plan's oversight cells name nothing there.",
        ),
        blocks=(
            Block("Filled cells by line of assurance", "chart", svg=bars("Filled cells by line of assurance", drawn)),
            Block("At a glance", "glance", grid=by_line(build, answers.coverage, cells, csv)),
            *matrices,
            Block(
                f"Every filled cell with its citation ({len(cells)})",
                "cells",
                grid=build.grid(
                    cells,
                    ("ref", "title", "line", "mechanism", "live", "through", "as_stated", "evidence"),
                    csv,
                    "Filled cells",
                    {"through": lambda row: build.names(row.through)},
                ),
            ),
        ),
    )


def accountability_page(build: Builder, answers: Answers, store: Store) -> tuple[Page, list[Answerable]]:
    """Return who is responsible, accountable and informed."""
    rows = answerable(store, answers.coverage)
    csv = build.csv("csv/accountability.csv", rows, Answerable)
    blocks = groups(
        build,
        rows,
        lambda row: "flagged" if row.flag else "one",
        ("flagged", "one"),
        ("ref", "title", "accountable", "responsible", "consulted", "informed", "flag", "evidence"),
        csv,
        prefix="raci",
        heads=lambda name: "Flagged: not exactly one accountable" if name == "flagged" else "Exactly one accountable",
        special={"consulted": lambda row: Cell((Part("not told"),))},
    )
    return (
        Page(
            "accountability.html",
            "Who answers for each commitment (RACI)",
            kind="wide",
            lead=(
                "Accountable: who made the commitment in the plan, an organisation or a post. Responsible: "
                "posts named as leading it or one "
                "of its activities. Informed: bodies named to oversee it. No loaded paper tells who is to be "
                "consulted, so that "
                "column says so. An empty cell means that no loaded paper names anybody there.",
            ),
            blocks=(chart("Commitments by who is accountable", "accountability.html", blocks), *blocks),
        ),
        rows,
    )
