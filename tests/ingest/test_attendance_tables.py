"""Tables of attendance over a year, and lists of actions beside them in one workbook."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.run import ingest

HEAD = "| Name | Organisation | 14 March 2024 | 2 May 2024 |\n| --- | --- | --- | --- |\n"


def test_a_workbook_of_actions_and_attendance(tmp_path: Path) -> None:
    """The day on which a list was updated is that of the paper, and of no meeting; nobody was there on that day."""
    book = openpyxl.Workbook()
    actions, people = book.active, book.create_sheet("Attendance")
    assert actions is not None
    march, may = dt.date(2024, 3, 14), dt.date(2024, 5, 2)
    for row in (
        ["Elmham Safety Partnership - Action Log 2024/25"], ["Last updated 3 June 2024"], [],
        ["Ref", "Meeting date", "Action", "Owner", "Due", "RAG", "Update"],
        ["SP/1", march, "Mend the lamps", "Clerk", dt.date(2024, 6, 30), "Green", "Complete - closed 20 May"],
        ["SP/2", may, "Plant trees", "Clerk", "", "Amber", "In progress"],
    ):  # fmt: skip
        actions.append(row)
    for row in (
        ["Name", "Organisation", march, may],
        ["Cllr Ann Roe", "Elmham Council", "P", "Apols"],
        ["Bo Ash", "Police", "", "Sub"],
    ):
        people.append(row)
    book.save(tmp_path / "log.xlsx")
    out = drafts_in(tmp_path / "log.xlsx")
    body = "Elmham Safety Partnership"
    assert sorted(column(out.of("Meetings"), "meeting", "body", "date")) == [
        (f"2024-03-14 {body}", body, "2024-03-14"),
        (f"2024-05-02 {body}", body, "2024-05-02"),
    ]
    assert column(out.of("Actions"), "ref as printed", "meeting", "status") == [
        ("SP/1", f"2024-03-14 {body}", "answered"),  # the second column on how it stands says so
        ("SP/2", f"2024-05-02 {body}", ""),
    ]
    assert column(out.of("Attendance"), "meeting", "name as printed", "capacity as printed", "presence") == [
        (f"2024-03-14 {body}", "Cllr Ann Roe", "Elmham Council", "attended"),
        (f"2024-05-02 {body}", "Cllr Ann Roe", "Elmham Council", "apologies"),
    ]
    assert {row.certainty for row in out.of("Attendance")} == {"probable"}
    assert any("Bo Ash" in why and "“Sub” on 2024-05-02" in why for *_, why in out.unread)
    ingest([tmp_path / "log.xlsx"], tmp_path / "book.xlsx")
    head, *rows = openpyxl.load_workbook(tmp_path / "book.xlsx")["Papers"].iter_rows(values_only=True)
    (paper,) = [row for row in (dict(zip(head, row, strict=True)) for row in rows) if row["paper"] == "log"]
    assert paper["date"] == "2024-06-03"


@pytest.mark.parametrize(
    ("cell", "key", "presence"),
    [
        ("A", "", None),  # apologies, absent, attended?
        ("A", "Key: P = present, A = apologies", "apologies"),
        ("A", "A - attended", "attended"),
        ("absent", "", None),
        ("✓", "", "attended"),
        ("-", "", None),
    ],
)
def test_what_a_letter_means_is_said_by_the_key(tmp_path: Path, cell: str, key: str, presence: str | None) -> None:
    path = tmp_path / "attendance.md"
    path.write_text(f"# Lamp Board: attendance\n\n{HEAD}| Ann Roe | Elmham | {cell} | P |\n\n{key}\n", encoding="utf-8")
    out = drafts_in(path)
    said = [row.values["presence"] for row in out.of("Attendance") if row.values["meeting"] == "2024-03-14 Lamp Board"]
    assert said == ([presence] if presence else [])
    unread = [why for *_, why in out.unread if f"“{cell}” on 14 March 2024" in why]
    assert len(unread) == (cell not in ("-", "✓") and presence is None)


def test_a_table_with_one_day_is_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(
        "# Lamps\n\n| Name | 14 March 2024 | Purpose |\n| --- | --- | --- |\n| Lamp Board | x | Light |\n", "utf-8"
    )
    assert not drafts_in(path).of("Attendance")
