"""The pages on the plan: gaps, coverage, the assurance map, and who answers for each commitment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oversight_graph.model.codes import grades, unknown
from oversight_graph.registers.coverage import Coverage, of_several_plans
from oversight_graph.registers.gaps import explained
from oversight_graph.registers.summary import headline
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Builder, count
from oversight_graph.report.html.charts import Bar, Piece, bars
from oversight_graph.report.html.parts import Block, Cell, Page, Part
from oversight_graph.report.html.sections import groups, listed
from oversight_graph.report.html.wall import NO_OBJECTIVE, by_code, key
from oversight_graph.report.pages.matrix import (
    WIDEST,
    Answerable,
    Assurance,
    answerable,
    by_mechanism_list,
    heat_map,
    lines_of_assurance,
)
from oversight_graph.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

_GRADED = "ref title grade cell bodies processes why evidence"
# By notation: gaps first, since that is what one looks for; what is unknown last.
_LADDER = {code.notation: f"{code.sign} {code.word}" for code in (*grades(), unknown())}
_WORDS = "; ".join(f"{code.sign} {code.word}" for code in (unknown(), *grades()))
_NOT_NONE = "What the loaded papers do not show may still have happened."


def _grade(row: Coverage) -> str:
    return row.code.notation


def _and_plan(columns: str, rows: Sequence[Coverage]) -> str:
    return f"{columns} plan" if of_several_plans(rows) else columns


def gaps_page(build: Builder, answers: Answers) -> Page:
    """Return the commitments without a body, worst first."""
    csv = build.table("gaps", answers.gaps)
    columns = _and_plan("ref title objective cell reason told_elsewhere evidence", answers.gaps)
    special = {"reason": lambda row: Cell((Part(explained(row)),))}
    return listed(
        "gaps.html",
        headline(answers.whole).rstrip(".") if answers.coverage else "No commitment",
        groups(build, answers.gaps, _grade, _LADDER, columns, csv, prefix="grade", special=special),
        f"These commitments are below grade 3 at {answers.plan_day}: the oversight cells that the text holds for "
        "them name no board, committee or meeting, and no reference leads to one; of some, the cell is missing "
        "from the text as obtained, and nothing can be known of them. Worst first, each with its reason.",
        f"This is what the loaded papers print. {_NOT_NONE}",
    )


def coverage_pages(build: Builder, answers: Answers) -> list[Page]:
    """Return commitments and activities by grade, and commitments by objective."""
    pages = []
    for path, rows, what in (
        ("coverage.html", answers.coverage, "Commitments"),
        ("activities.html", answers.activities, "Activities"),
    ):
        csv = build.csv(f"csv/{path.replace('.html', '.csv')}", rows, Coverage)
        pages.append(
            listed(
                path,
                f"{what} by grade of oversight: {len(rows)}",
                groups(build, rows, _grade, _LADDER, _and_plan(_GRADED, rows), csv, prefix="grade"),
                f"Each is graded as at {answers.plan_day}; a grade takes in those below it, and its reason stands "
                f"beside it. {_WORDS}; 6↪ exercised through a pointer (a meeting dealt with rows to which it leaves "
                "its oversight).",
                _NOT_NONE,
            )
        )
    csv = build.table("summary", answers.summary)
    called = {line.objective_iri: line.objective or NO_OBJECTIVE for line in answers.summary[:-1]}
    each = groups(
        build,
        answers.coverage,
        lambda row: called[row.objective_iri],
        {name: name for name in called.values()},
        "ref title part grade cell bodies why evidence",
        "csv/coverage.csv",
        prefix="objective",
    )
    names = {item.name: item for item in each}
    rows_of = answers.summary[:-1]
    drawn = bars(
        "Commitments by objective and grade",
        [
            Bar(
                name,
                tuple(Piece(n, look, code.word) for code, n, look in by_code(row)),
                f"objectives.html#{names[name].anchor}",
            )
            for row in rows_of
            for name in [row.objective or NO_OBJECTIVE]
        ],
    )
    # As everywhere on pages, what is lost stands apart from what is blank, so that a line adds up.
    special: dict[str, Callable[[Any], Cell]] = {
        "objective": lambda row: build.value(
            "All objectives" if row is answers.whole else row.objective or NO_OBJECTIVE
        ),
        "bare": lambda row: build.value(row.bare),
        "grade_0": lambda row: build.value(row.grade_0 - row.lost),
    }
    columns = f"objective total lost {' '.join(f'grade_{n}' for n in range(7))} bare"
    numbers = build.grid(answers.summary, columns, csv, "Counts", special)
    pages.append(
        Page(
            "objectives.html",
            "Coverage by objective",
            kind="wide",
            blocks=(
                Block("", "chart", svg=drawn, wall=key(answers.whole)),
                Block("Counts", "counts", grid=numbers),
                *each,
            ),
            notes=(
                f"Commitments as at {answers.plan_day}. Those below grade 3 name no body; of those "
                "that are lost the oversight cell is missing from the text, so that nothing can be known of them. They "
                "stand apart here, and the CSV counts them under grade 0 too.",
                f"Grades: {_WORDS}.",
            ),
        )
    )
    return pages


def rows_page(build: Builder, answers: Answers) -> Page:
    """Return all commitments in one table, in the order of the plan."""
    columns = _and_plan("ref title objective part grade cell bodies processes not_live why evidence", answers.coverage)
    return Page(
        "rows.html",
        f"All {count(len(answers.coverage), 'commitment')} in one table",
        kind="wide",
        blocks=(Block(anchor="rows", grid=build.grid(answers.coverage, columns, "csv/coverage.csv", "Commitments")),),
        notes=(
            f"As at {answers.plan_day}, in the order of the plan. Type into the filter line to narrow it: a grade, a "
            "body, a word of a title. Press the head of a column to sort by it.",
            _NOT_NONE,
        ),
    )


def assurance_page(build: Builder, answers: Answers, cells: list[Assurance]) -> Page:
    """Return the assurance map."""
    csv = build.csv("csv/assurance.csv", cells, Assurance)
    lines = [line for line in lines_of_assurance() if any(cell.line == line[0] for cell in cells)]
    wide = len({(cell.line, cell.mechanism_iri) for cell in cells}) > WIDEST
    return Page(
        "assurance.html",
        "Assurance heat-map",
        kind="wide heat",
        blocks=(
            *(
                Block(f"{word}: {what}", f"line-{line}", grid=by_mechanism_list(build, cells, line, csv))
                for line, word, what in lines
                if wide
            ),
            Block(anchor="heat", grid=None if wide else heat_map(build, answers.coverage, cells, csv)),
            Block(
                f"Every filled cell with its citation ({len(cells)})",
                "cells",
                grid=build.grid(
                    cells,
                    "ref title line mechanism grade state through as_stated evidence",
                    csv,
                    "Filled cells",
                    {"grade": lambda row: Cell((Part(str(row.grade), look=f"tile g{row.grade}"),), "mark")},
                ),
                fold=True,
            ),
        ),
        notes=(
            "In each cell stands the grade that the commitment has through this one mechanism: "
            + "; ".join(f"{number} {grades()[number].word}" for number in range(2, 7))
            + "; ↪ reached through a reference to another row. Each leads to the line of the paper on which it rests.",
            "Rows with a bar at their left are gaps: they name no body. Within a line those mechanisms come first "
            "that are named for most commitments; the row of totals counts these.",
            "Lines of assurance: " + "; ".join(f"{word}: {what}" for _, word, what in lines) + ". The lines are our "
            "classification; where the data gives a body none, it stands under Boards. An empty cell says that the "
            "oversight cells of the plan name nothing there.",
        ),
    )


def accountability_page(build: Builder, answers: Answers, store: Store) -> tuple[Page, list[Answerable]]:
    """Return who is responsible, accountable and informed."""
    rows = answerable(store, answers.coverage)
    csv = build.csv("csv/accountability.csv", rows, Answerable)
    kinds = {"flagged": "Flagged: not exactly one accountable", "one": "Exactly one accountable"}
    columns = "ref title accountable responsible consulted informed flag evidence"
    special = {"consulted": lambda row: Cell((Part("not told"),))}
    page = listed(
        "accountability.html",
        "Who answers for each commitment (RACI)",
        groups(
            build,
            rows,
            lambda row: "flagged" if row.flag else "one",
            kinds,
            columns,
            csv,
            prefix="raci",
            special=special,
        ),
        "Accountable: who made the commitment in the plan, an organisation or a post. Responsible: posts named as "
        "leading it or one of its activities. Informed: bodies named to oversee it. No loaded paper tells who is to be "
        "consulted, so that column says so. An empty cell means that no loaded paper names anybody there.",
    )
    return page, rows
