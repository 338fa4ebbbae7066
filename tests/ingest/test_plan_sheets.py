"""Plans in sheets and tables as people make them: set in, headed between rows, coloured, several things in a cell.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.readers.read import read_paper

HEAD = ("Ref", "Action", "Lead", "Due", "RAG")


def _filled(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), first: int = 1) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        sheet = book.active
        for at, cells in enumerate(rows, 1):
            for place, value in enumerate(cells, first):
                sheet.cell(at, place, value)
        for cells in merged:
            sheet.merge_cells(cells)

    return fill


@pytest.mark.parametrize(("merged", "first"), [((), 1), (("A3:E3", "A5:E5"), 1), ((), 3)])
def test_rows_that_head_others_in_a_sheet(xlsx_file: Callable[..., Path], merged: Sequence[str], first: int) -> None:
    rows = (
        ("Quay delivery plan",), HEAD,
        ("Theme 1: Light (overseen by the Lamp Board)",), ("1a", "Mend lamps", "Clerk", "May 2026", "Green"),
        ("Theme 2: Trees",), ("2a", "Plant trees", "Clerk", "May 2027", "Red"), ("", "Total actions", "", "", 2),
    )  # fmt: skip
    out = drafts_in(xlsx_file("plan.xlsx", _filled(rows, merged, first)))
    assert column(out.of("Plan"), "ref", "commitment", "objective", "oversight as printed") == [
        ("1a", "Mend lamps", "Theme 1: Light (overseen by the Lamp Board)", "Lamp Board"),
        ("2a", "Plant trees", "Theme 2: Trees", "(no column)"),
    ]
    assert any("totals" in why for *_, why in out.unread)


def test_a_cell_over_all_columns_of_a_word_table_heads_the_rows_below(docx_file: Callable[..., Path]) -> None:
    rows = (
        ("Commitment", "Lead", "Due"), ("Safer harbours", "", ""), ("We will mend steps", "Clerk", "May 2026"),
        ("Fair fares", "", ""), ("We will freeze fares", "Clerk", "May 2027"),
    )  # fmt: skip

    def fill(document: Any) -> None:
        table = document.add_table(rows=len(rows), cols=3)
        for at, cells in enumerate(rows):
            for place, text in enumerate(cells):
                table.cell(at, place).text = text
        for at in (1, 3):
            table.cell(at, 0).merge(table.cell(at, 2))
        table.cell(4, 1).add_table(1, 1).cell(0, 0).text = "Harbour Master"

    path = docx_file("plan.docx", fill)
    assert column(drafts_in(path).of("Plan"), "commitment", "objective") == [
        ("We will mend steps", "Safer harbours"), ("We will freeze fares", "Fair fares"),
    ]  # fmt: skip
    assert "1 table inside cells was read as its words" in read_paper(path).notes


def test_years_that_name_a_sheet_are_no_objective(xlsx_file: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        for name in ("2024-25", "Safer quays"):
            sheet = book.create_sheet(name)
            sheet.append(HEAD)
            sheet.append((f"{name[:4]}.1", "Mend lamps", "Clerk", "May 2026", ""))

    out = drafts_in(xlsx_file("plan.xlsx", fill))
    assert [row[0] for row in column(out.of("Plan"), "objective")] == ["", "Safer quays"]


def test_what_cells_say_by_how_they_look(xlsx_file: Callable[..., Path]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(("Ref", "Action", "Lead", "% complete", "RAG"))
        for at, (share, colour) in enumerate([(0.5, "FFFFC000"), (1, "FF00B050"), (0.125, "FFC6E0B4")], 2):
            sheet.append((f"1.{at}", "Mend lamps", "Clerk", share))
            sheet.cell(at, 4).number_format = "0.0%" if at == 4 else "0%"
            sheet.cell(at, 5).fill = PatternFill("solid", fgColor=colour)
        for place in range(1, 5):  # a row that is coloured as a whole
            sheet.cell(4, place).fill = PatternFill("solid", fgColor="FFC6E0B4")
        sheet.cell(2, 2).comment = Comment("Ask the bank", "Roe")
        sheet.column_dimensions["C"].hidden = True

    path = xlsx_file("plan.xlsx", fill)
    assert [row[0] for row in column(drafts_in(path).of("Plan"), "status as printed")] == [
        "50% amber", "100% green", "12.5%",
    ]  # fmt: skip
    notes = " ".join(read_paper(path).notes)
    assert all(said in notes for said in ("2 cells", "1 comment on cells was not read", "hidden columns"))


@pytest.mark.parametrize("marks", ["• {}\n• {}", "1. {}\n2. {}", "- {}\n- {}"])
def test_several_steps_in_a_cell_are_several_activities(xlsx_file: Callable[..., Path], marks: str) -> None:
    steps = marks.format("Mark boats", "Train wardens")
    rows = (
        ("Ref", "Commitment", "Key actions", "Lead", "Due", "Reports to"),
        ("1.1", "Fewer thefts", steps, "Clerk", "May 2026\nJune 2026", "Lamp Board"),
        ("1.2", "Fewer fires", "• Test hoses", "Clerk", "June 2026", "Lamp Board"),
    )
    plan = drafts_in(xlsx_file("plan.xlsx", _filled(rows))).of("Plan")
    assert column(plan, "ref", "activity", "lead as printed", "due as printed", "oversight as printed") == [
        ("1.1", "Mark boats", "Clerk", "May 2026", "Lamp Board"),
        ("", "Train wardens", "Clerk", "June 2026", ""),
        ("1.2", "• Test hoses", "Clerk", "June 2026", "Lamp Board"),
    ]
    assert [row.certainty for row in plan] == ["probable", "probable", "certain"]


def test_several_promises_in_a_cell_without_a_reference(xlsx_file: Callable[..., Path]) -> None:
    rows = (("Objective", "Actions", "Lead"), ("Light", "• Mend lamps\n• Paint posts", "Clerk"))
    plan = drafts_in(xlsx_file("plan.xlsx", _filled(rows))).of("Plan")
    assert column(plan, "commitment", "objective") == [("Mend lamps", "Light"), ("Paint posts", "Light")]


def test_an_objective_that_is_printed_once_is_that_of_the_rows_below(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Objective,Ref,Action,Due\nLight,1,Mend lamps,May 2026\n,2,Paint posts,May 2026\nTrees,3,Plant,May 2026\n",
        "quay plan.csv",
    )
    assert [(row.values["objective"], row.certainty) for row in out.of("Plan")] == [
        ("Light", "certain"), ("Light", "probable"), ("Trees", "certain"),
    ]  # fmt: skip
    assert out.of("Plan")[1].lines == (2, 3)


def test_rows_with_a_number_that_head_those_counted_within_it_and_ratings_are_no_roles(
    xlsx_file: Callable[..., Path],
) -> None:
    rows = (
        ("No.", "Objective / Action", "Lead", "By when", "Overseen by", "RAG"),
        (1, "Safer harbour"), (1.1, "Fit rails", "Clerk", "May 2026", "Lamp Board", "A"),
        (1.2, "Paint steps", "Clerk", "May 2026", "Lamp Board", "R"),
        (2, "Fair fares"), (2.1, "Print fares", "Clerk", "May 2026", "Lamp Board", "R"),
    )  # fmt: skip
    out = drafts_in(xlsx_file("plan.xlsx", _filled(rows)))
    assert column(out.of("Plan"), "ref", "commitment", "objective", "status as printed") == [
        ("1.1", "Fit rails", "1 Safer harbour", "A"), ("1.2", "Paint steps", "1 Safer harbour", "R"),
        ("2.1", "Print fares", "2 Fair fares", "R"),
    ]  # fmt: skip


def test_the_name_of_a_sheet_heads_no_plan_of_another(xlsx_file: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.active.title = "Current actions"
        for row in (("Quays",), HEAD, ("1.1", "Fit rails", "Clerk", "May 2026", ""), ("Theme 2: Trees",),
                    ("2.1", "Plant trees", "Clerk", "May 2026", "")):  # fmt: skip
            book.active.append(row)
        book.create_sheet("RAG key").append(("Red", "Off track"))
        sheet = book.create_sheet("Completed actions")
        sheet.append(HEAD)
        sheet.append(("3.1", "Mend lamps", "Clerk", "May 2026", "Green"))

    assert column(drafts_in(xlsx_file("plan.xlsx", fill)).of("Plan"), "objective") == [
        ("",),
        ("Theme 2: Trees",),
        ("",),
    ]


def test_what_stands_over_all_columns_below_a_row_says_how_that_stands(docx_file: Callable[..., Path]) -> None:
    rows = (
        ("Ref", "Action", "Lead", "Due"), ("1.1", "Fit rails", "Clerk", "May 2026"), ("Rails are ordered", "", "", ""),
        ("1.2", "Paint steps", "Clerk", "May 2026"), ("Update: paint has come", "", "", ""),
        ("1.3", "Mend lamps", "Clerk", "May 2026"),
    )  # fmt: skip

    def fill(document: Any) -> None:
        table = document.add_table(rows=len(rows), cols=4)
        for at, cells in enumerate(rows):
            for place, text in enumerate(cells):
                table.cell(at, place).text = text
        for at in (2, 4):
            table.cell(at, 0).merge(table.cell(at, 3))

    out = drafts_in(docx_file("plan.docx", fill))
    assert column(out.of("Plan"), "commitment", "objective") == [
        ("Fit rails", ""),
        ("Paint steps", ""),
        ("Mend lamps", ""),
    ]
    assert [line for line, *_ in out.unread] == [3, 5]
