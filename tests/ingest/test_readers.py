"""Papers in every format, read into one form: lines, pages, rows of tables; and files that are none.

What is expected is what was put into each made-up paper.
"""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.readers.form import Paper
from oversight_graph.ingest.readers.markup import heading
from oversight_graph.ingest.readers.pdf.tables import rows_of
from oversight_graph.ingest.readers.read import kind_of, read_paper, write_frozen
from oversight_graph.ingest.readers.text import read_text

HEAD = ("Ref", "Commitment", "Oversight")
ROWS = [HEAD, ("1.1", "Safer walking routes", "Roads Board"), ("1.2", "Quieter nights", "")]


def rows(paper: Paper) -> list[tuple[str, ...]]:
    return [line.cells for line in paper.lines if line.is_row]


def texts(paper: Paper) -> list[str]:
    return [line.text for line in paper.lines if line.cells and not line.is_row]


def test_a_pdf_gives_its_tables_by_their_lines_and_the_rest_as_text(pdf: Callable[..., Path]) -> None:
    paper = read_paper(pdf("plan.pdf", [["A plan", ROWS], ["The second page", [ROWS[1]]]]))
    assert rows(paper) == [*ROWS, ROWS[1]]
    assert texts(paper) == ["A plan", "The second page"]
    assert [line.page for line in paper.lines] == [1, 1, 1, 1, 2, 2]
    assert [line.row for line in paper.lines] == [0, 1, 2, 3, 0, 1]
    assert paper.pages == 2


def test_a_cell_of_a_pdf_keeps_its_numbered_entries_apart(pdf: Callable[..., Path]) -> None:
    cell = "Decisions taken by the board.\n1. The terms of the committee are changed as its chair had asked.\n2. A new lamp."
    paper = read_paper(pdf("notes.pdf", [[[("4.", cell, ""), ("5.", "Trees", "BP")]]]))
    assert rows(paper)[0][1].split("\n") == cell.split("\n")


def test_the_day_on_which_a_pdf_was_made_is_kept(pdf: Callable[..., Path]) -> None:
    made = read_paper(pdf("plan.pdf", [["A plan", ROWS]])).made
    assert dt.date.fromisoformat(made) <= dt.date.today() + dt.timedelta(days=1)


def test_the_frozen_text_has_a_line_for_each_row_and_a_form_feed_for_each_page(
    pdf: Callable[..., Path], tmp_path: Path
) -> None:
    paper = read_paper(pdf("plan.pdf", [["A plan", ROWS], ["The second page"]]))
    target = write_frozen(paper, tmp_path)
    assert target == tmp_path / "plan.pdf.txt"
    lines = target.read_text(encoding="utf-8").split("\n")
    assert lines[1] == "Ref\tCommitment\tOversight"
    assert lines[4] == "\fThe second page"
    assert [lines[line.number - 1].lstrip("\f").split("\t") for line in paper.lines] == [
        [cell.replace("\n", "  ") for cell in line.cells] for line in paper.lines
    ]
    before = target.read_bytes()
    write_frozen(read_paper(tmp_path / "plan.pdf"), tmp_path)
    assert target.read_bytes() == before


def test_a_text_in_utf8_is_its_own_frozen_text(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("One\nTwo\tcells\n", encoding="utf-8")
    paper = read_paper(path)
    assert paper.original == paper.frozen
    assert write_frozen(paper, tmp_path) == path
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_text_of_windows_gets_a_frozen_text_in_utf8(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes("Victims’ Board – notes\n".encode("cp1252"))
    paper = read_paper(path)
    assert texts(paper) == ["Victims’ Board – notes"]
    assert paper.original != paper.frozen
    assert write_frozen(paper, tmp_path).read_text(encoding="utf-8") == "Victims’ Board – notes\n"


def test_pages_take_a_part_and_keep_the_lines_of_the_whole(pdf: Callable[..., Path]) -> None:
    path = pdf("pack.pdf", [[f"Page {number}"] for number in range(1, 9)])
    whole, part = read_paper(path), read_paper(path, (3, 4))
    assert texts(part) == ["Page 3", "Page 4"]
    assert [line.number for line in part.lines] == [3, 4]
    assert part.frozen == whole.frozen


def test_pages_that_are_not_there_are_refused(pdf: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has 1 pages, not 7"):
        read_paper(pdf("plan.pdf", [["A plan"]]), (7, 9))
    (tmp_path / "notes.txt").write_text("One\n")
    with pytest.raises(UsageError, match="no pages to choose from"):
        read_paper(tmp_path / "notes.txt", (1, 2))


def test_a_word_document_gives_merged_cells_numbers_and_headings(docx_file: Callable[..., Path]) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Plan for the town", level=1)
        document.add_paragraph("Apologies", style="List Number")
        document.add_paragraph("Matters arising", style="List Number")
        table = document.add_table(rows=3, cols=3)
        for column, head in enumerate(HEAD):
            table.cell(0, column).text = head
        table.cell(1, 0).merge(table.cell(2, 0)).text = "1.1"
        table.cell(1, 1).text, table.cell(2, 1).text = "Routes", "Crossings"
        table.cell(1, 2).text = "Roads Board"

    paper = read_paper(docx_file("plan.docx", fill))
    assert texts(paper) == ["Plan for the town", "1. Apologies", "2. Matters arising"]
    assert paper.lines[0].level == 1
    assert rows(paper) == [HEAD, ("1.1", "Routes", "Roads Board"), ("1.1", "Crossings", "")]


def test_a_page_of_html_gives_spans_on_their_grid_and_no_menus(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(
        "<html><head><title>x</title></head><body><nav><p>Menu</p></nav><h2>Our plan</h2><p>Text <b>here</b></p>"
        "<table><tr><th>Ref</th><th>Commitment</th><th>Oversight</th></tr>"
        "<tr><td rowspan=2>1.1</td><td>Routes<br>Crossings</td><td>Roads Board</td></tr>"
        "<tr><td colspan=2>Lights</td></tr></table><script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    paper = read_paper(path)
    assert texts(paper) == ["Our plan", "Text here"]
    assert paper.lines[0].level == 2
    assert rows(paper) == [HEAD, ("1.1", "Routes\nCrossings", "Roads Board"), ("1.1", "Lights", "")]


def test_what_is_struck_out_is_left_out_and_said(tmp_path: Path, docx_file: Callable[..., Path]) -> None:
    """A promise or an action that the paper itself has struck out is none; silence about it would lose it."""

    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Reviewed after ")
        for part in ("fo", "ur"):
            paragraph.add_run(part).font.strike = True
        paragraph.add_run("five years")
        document.add_paragraph().add_run("Bo to ring the bank").font.double_strike = True
        document.add_paragraph().add_run("Cy to write").font.strike = False

    (tmp_path / "a.md").write_text("Reviewed after ~~four~~five years\n- ~~Bo to ring the bank~~\n- Cy to write\n")
    (tmp_path / "a.html").write_text(
        "<html><p>Reviewed after <del>four</del>five years</p><ul><li><s>Bo to ring the <b>bank</b></s></li>"
        "<li>Cy to write</li></ul></html>"
    )
    left_out = "what is struck out was left out"
    twice = f"{left_out}, 2 times: “four”; “Bo to ring the bank”"
    for path, notes in (
        (tmp_path / "a.md", (f"{left_out}: lines 1, 2",)),
        (tmp_path / "a.html", (twice,)),
        (docx_file("a.docx", fill), (twice,)),
    ):
        paper = read_paper(path)
        assert [text.removeprefix("- ") for text in texts(paper)] == ["Reviewed after five years", "Cy to write"]
        assert paper.notes == notes


def test_a_workbook_gives_each_sheet_as_a_page_and_tells_hidden_ones(xlsx_file: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "Plan"
        for row in ROWS:
            sheet.append(row)
        sheet.append(["1.3", "=1+1", 44561])
        sheet.row_dimensions[2].hidden = True
        other = book.create_sheet("Old")
        other.append(["Ref", "Commitment"])
        other.sheet_state = "hidden"

    paper = read_paper(xlsx_file("plan.xlsx", fill))
    assert [line.page for line in paper.lines][:1] == [1]
    assert rows(paper)[:2] == ROWS[:2]
    assert paper.pages == 2
    assert paper.notes == (
        "sheet Old is hidden; it was read all the same",
        "sheet Plan has hidden rows, which were read all the same: 2",
    )


def test_a_row_of_a_workbook_that_ends_with_blank_cells_has_them(xlsx_file: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        for row in (
            ["Plan of lamps"],
            ["Ref", "Commitment", "Board"],
            ["1.1", "Lamps", None],
            ["1.2", "Roads", "Roads Board"],
        ):
            book.active.append(row)

    assert rows(read_paper(xlsx_file("plan.xlsx", fill))) == [
        ("Ref", "Commitment", "Board"), ("1.1", "Lamps", ""), ("1.2", "Roads", "Roads Board"),
    ]  # fmt: skip


def test_a_parser_runs_apart_from_a_script_that_has_no_guard(pdf: Callable[..., Path], tmp_path: Path) -> None:
    script, paper = tmp_path / "mine.py", str(pdf("plan.pdf", [["A plan", ROWS]]))
    script.write_text(
        "from pathlib import Path\nfrom oversight_graph.ingest.readers.read import read_paper\n"
        f"print(read_paper(Path({paper!r})).pages)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == ("1", "")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_with_any_mark_and_a_byte_order_mark(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(("\ufeff" + "".join(mark.join(row) + "\r\n" for row in ROWS)).encode())
    assert rows(read_paper(path)) == ROWS


def test_tables_of_tabs_pipes_and_html_are_read_in_text() -> None:
    text = (
        "| Ref | Commitment |\n|---|---|\n| **1.1** Routes |\tRoads Board |\nThen\n"
        "Ref\tCommitment\n--\t--\n<p>1.2</p>\t<p>One</p> <p>Two</p>\n\n"
        "<table>\n<tr><td>1.3</td>\n<td>Lights</td></tr>\n</table>\n"
    )
    found = [(line.number, line.table, line.cells) for line in read_text(text) if line.is_row]
    assert found == [
        (1, 1, ("Ref", "Commitment")),
        (3, 1, ("1.1 Routes", "Roads Board")),
        (5, 2, ("Ref", "Commitment")),
        (7, 2, ("1.2", "One\nTwo")),
        (10, 3, ("1.3", "Lights")),
    ]


def test_of_what_stands_above_a_markdown_page_only_the_title_is_part_of_it() -> None:
    lines = read_text("---\ntitle: Minutes\ndate: 2020-01-01\n---\n# Notes\n")
    assert [(line.number, line.text, line.level) for line in lines if line.cells] == [
        (2, "Minutes", 1),
        (5, "Notes", 1),
    ]


def test_words_of_one_font_that_are_printed_close_together_are_told_apart(tmp_path: Path) -> None:
    """The rest of the page is printed wide: it shows not on the whole page, but in the lines of that font."""
    import fpdf

    paper = fpdf.FPDF(unit="pt")
    paper.add_page()
    paper.set_font("helvetica", size=9)
    for at in range(9):
        paper.text(40, 200 + 20 * at, "The Lamp Board met and had a look at the lamps of the quay")
    paper.set_font("times", size=14)
    for y, said in ((100, "Progress of the Elmham lamps programme"), (120, "Elmham, 4 May 2026")):
        x = 40.0
        for word in said.split():
            paper.text(x, y, word)
            x += paper.get_string_width(word) + 2.7
    paper.output(str(tmp_path / "close.pdf"))
    lines = [line.text for line in read_paper(tmp_path / "close.pdf").lines]
    assert lines[:2] == ["Progress of the Elmham lamps programme", "Elmham, 4 May 2026"]


def test_a_page_in_two_columns_is_read_one_after_the_other(tmp_path: Path) -> None:
    """Their lines need not stand at one height; a table without rules has short cells, and stays a row a line."""
    import fpdf

    left = ("We will mend each of the ten old lamps", "of the quay and of the long bridge by", "the end of May 2026, and", "tell the Lamp Board of it each month.")  # fmt: skip
    right = ("The Lamp Board meets on the first day", "of each month, and looks at what was", "done for the lamps since it", "met last, and at what is to be done.")  # fmt: skip
    paper = fpdf.FPDF(unit="pt")
    paper.set_font("helvetica", size=10)
    for shift in (0, 5):
        paper.add_page()
        paper.text(150, 60, "The plan for the lamps of Elmham, as the council adopted it")
        for at, (one, two) in enumerate(zip(left, right, strict=True)):
            paper.text(60, 100 + 13 * at, one)
            paper.text(310, 100 + shift + 13 * at, two)
    paper.add_page()
    for at in range(6):
        paper.text(60, 100 + 13 * at, f"Lamp {at}")
        paper.text(310, 100 + 13 * at, "by the end of May 2026 at the latest")
    paper.output(str(tmp_path / "columns.pdf"))
    lines = read_paper(tmp_path / "columns.pdf").lines
    for page in (1, 2):
        texts = [line.text for line in lines if line.page == page]
        assert texts[1:] == [*left, *right]
    assert next(line.text for line in lines if line.page == 3) == "Lamp 0 by the end of May 2026 at the latest"


def test_a_row_in_which_nothing_is_printed_has_no_cells_of_the_row_above() -> None:
    """A cell over two rows says what both of them are about, and none of it where the second is empty."""
    tall, low, last = (0, 0, 9, 40), (10, 0, 20, 19), (10, 20, 20, 40)
    rows = [SimpleNamespace(cells=[tall, low], bbox=(0, 0, 20, 20)), SimpleNamespace(cells=[None, last], bbox=(0, 20, 20, 40))]  # fmt: skip
    for beside, shown in (("Trees", ("Quay", "Trees")), ("", ("", ""))):
        table: Any = SimpleNamespace(rows=rows, extract=lambda beside=beside, **_: [["Quay", "Lamps"], [None, beside]])
        assert list(rows_of(table, None)) == [("Quay", "Lamps"), shown]


def test_words_that_stand_out_within_a_sentence_are_no_heading(tmp_path: Path) -> None:
    """What is promised is often printed in bold in the middle of a paragraph, whatever letter its lines begin with."""
    import fpdf

    paper = fpdf.FPDF(unit="pt")
    paper.add_page()
    for at, (plain, bold) in enumerate(
        (
            ("Many of the lamps are old and some of them do not burn. ", "I will ask the"),
            ("", "Home Office and the makers of these to put new ones there in all of"),
            ("", "our streets."),
            ("", "Lamps of the quay"),
            ("There are ten lamps on the quay, and two behind it.", ""),
        )
    ):
        paper.set_font("helvetica", size=10)
        paper.text(60, 100 + 14 * at, plain)
        begin = 60 + paper.get_string_width(plain)
        paper.set_font("helvetica", "B", size=10)
        paper.text(begin, 100 + 14 * at, bold)
    paper.output(str(tmp_path / "bold.pdf"))
    assert [line.level for line in read_paper(tmp_path / "bold.pdf").lines] == [0, 0, 0, 6, 0]


def test_a_scan_is_told_to_be_one(tmp_path: Path) -> None:
    import fpdf
    from PIL import Image

    picture = tmp_path / "page.png"
    Image.new("RGB", (60, 80), "white").save(picture)
    paper = fpdf.FPDF()
    for _ in range(3):
        paper.add_page()
        paper.image(str(picture), 0, 0, 200)
    paper.output(str(tmp_path / "scan.pdf"))
    with pytest.raises(DataError, match=r"scan\.pdf: is a scan: 3 pages of pictures, and no text to read"):
        read_paper(tmp_path / "scan.pdf")


def test_a_protected_pdf_is_told_to_be_one(pdf: Callable[..., Path]) -> None:
    with pytest.raises(DataError, match="is protected by a password"):
        read_paper(pdf("secret.pdf", [["A plan"]], password="secret"))


def test_a_broken_pdf_is_told_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    with pytest.raises(DataError, match=r"broken\.pdf: is broken: it cannot be read as PDF|no pages"):
        read_paper(tmp_path / "broken.pdf")


def test_a_bomb_is_refused_before_it_is_opened(bomb: Path) -> None:
    with pytest.raises(DataError, match="would unpack to 500 MB"):
        read_paper(bomb)


def test_a_broken_archive_is_told_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04 and nothing")
    with pytest.raises(DataError, match="not a whole zip archive"):
        read_paper(tmp_path / "plan.docx")


def test_a_wrong_suffix_is_told_and_read_by_content(pdf: Callable[..., Path], tmp_path: Path) -> None:
    path = pdf("plan.pdf", [["A plan", ROWS]]).rename(tmp_path / "plan.docx")
    paper = read_paper(path)
    assert paper.kind == "pdf"
    assert paper.notes == ("is a PDF in spite of its name, and was read as such",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Office file"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x00\x01\x02binary", "neither a text nor a document"),
        (b"  \n", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "paper").write_bytes(data)
    with pytest.raises(DataError, match=message):
        read_paper(tmp_path / "paper")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.pdf: cannot be read: No such file"):
        read_paper(tmp_path / "gone.pdf")


def test_more_pages_than_can_be_read_are_refused_with_advice(
    pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from oversight_graph.ingest.readers import limits

    monkeypatch.setattr(limits, "MOST_PAGES", 3)
    path = pdf("pack.pdf", [[f"Page {number}"] for number in range(1, 6)])
    with pytest.raises(DataError, match=r"has 5 pages, more than 3 \(take a part of it, such as --pages 1-3\)"):
        read_paper(path)
    assert texts(read_paper(path, (4, 5))) == ["Page 4", "Page 5"]


def test_a_parser_that_hangs_is_ended() -> None:
    import time

    from oversight_graph.ingest.readers.limits import in_processes

    with pytest.raises(DataError, match="takes more than 1 seconds"):
        in_processes(time.sleep, [(60,)], 1.0)


def test_kinds_are_told_by_content() -> None:
    assert kind_of(b"<!DOCTYPE html><p>x", ".txt") == "html"
    assert kind_of(b"a,b\n", ".csv") == "csv"
    assert kind_of(b"plain", ".md") == "text"


def test_a_heading_with_very_many_blanks_is_read_at_once() -> None:
    """The time grew with their square: two hundred thousand would have taken more than five minutes."""
    assert heading("# Elm" + " " * 200_000 + "Trust ##") == (1, "Elm" + " " * 200_000 + "Trust")
