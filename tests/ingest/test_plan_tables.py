"""Tables of plans as papers print them: usual heads, rows that head others or sum them up, tables on their side.

Each table is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.draft import Drafts


def _table(head: str, *rows: str) -> str:
    lines = [head, "|".join("---" for _ in head.split("|")), *rows]
    return "# Elmham Plan\n\n" + "".join(f"|{line}|\n" for line in lines)


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("What|Who|By when|How will we know", "Mend lamps|Clerk|May 2027|All shine", ("Mend lamps", "", "Clerk", "May 2027", "")),
        ("No.|What will we do?|Who will do it?|When by?", "1|Mend lamps|Clerk|May 2027", ("Mend lamps", "", "Clerk", "May 2027", "")),
        ("#|Action item|DRI|ETA", "1|Mend lamps|Clerk|May 2027", ("Mend lamps", "", "Clerk", "May 2027", "")),
        # What is to come of an action stands behind it, and what is promised stands before what is done for it.
        ("Action|Lead|Outcome", "Mend lamps|Clerk|Light", ("Mend lamps", "", "Clerk", "", "")),
        ("Outcome|Action|Lead", "Light|Mend lamps|Clerk", ("Light", "Mend lamps", "Clerk", "", "")),
        # A day by which something is to be done is no status, and the heads of quarters are no references.
        ("Ref|Action|Lead|To be completed by", "1|Mend lamps|Clerk|May 2027", ("Mend lamps", "", "Clerk", "May 2027", "")),
        ("Ref|Action|Lead|Date completed", "1|Mend lamps|Clerk|May 2026", ("Mend lamps", "", "Clerk", "", "May 2026")),
        ("Ref|Action|Lead|Q1 update", "1|Mend lamps|Clerk|Two are lit", ("Mend lamps", "", "Clerk", "", "")),
    ],
)  # fmt: skip
def test_usual_heads_of_plans(drafts: Callable[..., Drafts], head: str, row: str, expected: tuple[str, ...]) -> None:
    out = drafts(_table(head, row), "plan.md")
    columns = "commitment", "activity", "lead as printed", "due as printed", "status as printed"
    assert column(out.of("Plan"), *columns) == [expected]


def test_rows_that_head_others_sum_up_or_hold_several_promises(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        _table("Ref|Action|Lead|Cost", "Safer streets|||", "1.1|Mend lamps|Clerk|£5", "Greener streets|||", "1.2|Plant trees|Clerk|£7",
               "Total|||£12"), "plan.md",
    )  # fmt: skip
    assert column(out.of("Plan"), "ref", "commitment", "objective") == [
        ("1.1", "Mend lamps", "Safer streets"), ("1.2", "Plant trees", "Greener streets"),
    ]  # fmt: skip
    assert out.of("Plan")[1].note.endswith("Cost: £7")
    assert "a row of totals, which promises nothing" in [why for *_, why in out.unread]
    doubtful = drafts(_table("Action|Lead|By when", "Safer streets||", "Mend lamps|Clerk|May 2027"), "plan.md")
    assert [(row.values["commitment"], row.certainty) for row in doubtful.of("Plan")] == [
        ("Safer streets", "probable"), ("Mend lamps", "certain"),
    ]  # fmt: skip
    page = (
        "<table><tr><th>Objective</th><th>Actions</th><th>Lead</th></tr>"
        "<tr><td>Light</td><td>1. Mend lamps<br>2. Buy oil</td><td>Clerk</td></tr></table>"
    )
    several = drafts(page, "plan.html").of("Plan")
    assert column(several, "ref", "commitment", "objective") == [("", "Mend lamps", "Light"), ("", "Buy oil", "Light")]
    assert {row.certainty for row in several} == {"probable"}


def test_words_where_references_stand_head_the_rows_below(docx_file: Callable[..., Path]) -> None:
    rows = [("Ref", "Action", "Lead"), ("Safer streets", "", ""), ("1.1", "Mend lamps", "Clerk")]

    def fill(document: Any) -> None:
        table = document.add_table(len(rows), 3)
        for at, cells in enumerate(rows):
            for column_at, text in enumerate(cells):
                table.cell(at, column_at).text = text

    out = drafts_in(docx_file("plan.docx", fill))
    assert column(out.of("Plan"), "ref", "commitment", "objective") == [("1.1", "Mend lamps", "Safer streets")]


def test_a_table_whose_columns_are_its_rows(drafts: Callable[..., Drafts]) -> None:
    page = "Action,Mend lamps,Plant trees,Sweep paths\nLead,Clerk,Warden,Clerk\nBy when,May 2027,June 2027,July 2027\n"
    out = drafts(page, "plan.csv")
    assert column(out.of("Plan"), "commitment", "lead as printed", "due as printed") == [
        ("Mend lamps", "Clerk", "May 2027"), ("Plant trees", "Warden", "June 2027"), ("Sweep paths", "Clerk", "July 2027"),
    ]  # fmt: skip


def test_bodies_parted_by_a_stroke_are_two_and_a_working_group_is_one(drafts: Callable[..., Drafts]) -> None:
    head = "| Ref | Commitment | What we did | Progress | Oversight |\n| --- | --- | --- | --- | --- |\n"
    cells = ("People Board / Police and Crime Panel", "Leisure Working Group")
    out = drafts(
        head + "".join(f"| 1.{at} | Lamps | Two mended | On track | {cell} |\n" for at, cell in enumerate(cells)),
        "plan.md",
    )
    assert column(out.of("Plan"), "cell", "progress", "activity") == [("body", "Two mended; On track", "")] * 2
    named = ["People Board", "Police and Crime Panel", "Leisure Working Group"]
    assert [name for (name,) in column(out.of("Bodies"), "name")] == named
    assert {row.certainty for row in out.of("Bodies")} == {"probable"}


def test_a_cell_that_names_nothing_beside_a_pointer_is_no_name(drafts: Callable[..., Drafts]) -> None:
    page = "Ref,Commitment,Refer to,Overseen by\n1.1,Mend lamps,,Lamp Board\n1.2,Plant trees,Refer to 1.1,None\n"
    rows = drafts(page, "plan.csv").of("Plan")
    assert column(rows, "ref", "oversight as printed", "refer to", "cell") == [
        ("1.1", "Lamp Board", "", "body"), ("1.2", "", "1.1", "reference"),
    ]  # fmt: skip
    assert "holds “None”" in rows[1].note
