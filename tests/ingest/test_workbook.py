"""From a workbook to answers. The made-up council is that of the starter set; each expected value stands in its papers."""

import csv
import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from oversight_graph.cli import app, main
from oversight_graph.errors import DataError
from oversight_graph.graph import OversightGraph
from oversight_graph.ingest.drafts.book.book import Book
from oversight_graph.ingest.workbook.codes import code
from oversight_graph.ingest.workbook.from_graph.export import export_rows, stated
from oversight_graph.ingest.workbook.marked import write_marked
from oversight_graph.ingest.workbook.read import read_workbook
from oversight_graph.ingest.workbook.sheets import Row, row, sheets
from oversight_graph.ingest.workbook.to_graph.validation import check_workbook
from oversight_graph.ingest.workbook.write import write_workbook
from oversight_graph.model.vocabulary import NS
from oversight_graph.output.starter import write_starter
from oversight_graph.resources import resource
from oversight_graph.serve.review.workbook import Reviewed

BASE = "https://example.org/exampleshire/"


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """Return the made-up council as a workbook, with its papers beside it."""
    folder = tmp_path / "council"
    write_starter(folder, workbook=True)
    return folder / "exampleshire.xlsx"


def changed(book: Path, sheet: str, cell: str, value: Any) -> Path:
    """Change one cell, as a person does."""
    opened = openpyxl.load_workbook(book)
    opened[sheet][cell] = value
    opened.save(book)
    return book


def column(sheet: str, name: str) -> str:
    """Return the letters of a column."""
    return openpyxl.utils.get_column_letter(sheets()[sheet].names.index(name) + 1)


def at(sheet: str, name: str, number: int) -> str:
    return f"{column(sheet, name)}{number}"


def violations(book: Path) -> list[tuple[str, str]]:
    return [(violation.where, violation.message) for violation in check_workbook(book)[0]]


def test_a_new_workbook_is_in_order_and_holds_nothing(tmp_path: Path) -> None:
    book = tmp_path / "new.xlsx"
    assert CliRunner().invoke(app, ["workbook", "new", str(book)]).exit_code == 0
    found, made = check_workbook(book)
    assert found == [] and made.triples == []
    assert made.left == {"example": 10}
    opened = openpyxl.load_workbook(book)
    plan = opened["Plan"]
    assert [cell.value for cell in plan[1]][:2] == ["ref", "commitment"]
    assert plan.freeze_panes == "B2" and plan.auto_filter.ref
    assert all(cell.comment for cell in plan[1])
    offered = {str(each.sqref).split(":")[0] for each in opened["Attendance"].data_validations.dataValidation}
    assert f"{column('Attendance', 'presence')}2" in offered
    assert opened["Lists"].sheet_state == "hidden"
    assert sum(bool(cell.value) for cell in opened["Start"]["B"]) == 10


def test_a_workbook_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_text("mine")
    result = CliRunner().invoke(app, ["workbook", "new", str(tmp_path / "mine.xlsx")])
    assert result.exit_code != 0 and (tmp_path / "mine.xlsx").read_text() == "mine"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [], examples=True)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_council_gives_the_answers_of_its_turtle(council: Path, tmp_path: Path) -> None:
    write_starter(tmp_path / "turtle")
    ours, theirs = OversightGraph.load(council), OversightGraph.load(tmp_path / "turtle")
    for day in (None, "2025-03-04"):
        grades = [
            [(row.ref, row.title, row.cell, row.grade, row.bodies) for row in g.coverage(day)] for g in (ours, theirs)
        ]
        assert grades[0] == grades[1]
    # Lines 6 and 9 of plan-2025.txt.
    assert [(gap.ref, gap.grade) for gap in ours.gaps()] == [("1.5", 0), ("1.2", 2)]
    assert [row.text for row in ours.actions()] == [row.text for row in theirs.actions()]
    assert [row.due for row in ours.actions()] == [None, "2025-04-30"]
    assert ours.actions()[1].owner == ("Robin Rowe",)
    # The notes tell in line 10 that the lighting group ended in February.
    assert {row.name: row.status for row in ours.bodies("2025-03-04", everything=True)}[
        "Lighting Working Group"
    ] == "ended"


def test_every_citation_of_the_council_is_proved_by_its_papers(council: Path) -> None:
    assert OversightGraph.load(council).verify(council.parent) == []


def test_every_command_takes_a_workbook_and_a_folder_of_csv(council: Path, tmp_path: Path) -> None:
    sheets_in = tmp_path / "csv"
    sheets_in.mkdir()
    for each in (*resource("data", "starter-workbook").iterdir(), *council.parent.glob("*.txt")):
        (sheets_in / each.name).write_bytes(each.read_bytes())
    outputs = []
    for data in (council, council.parent, sheets_in):
        result = CliRunner().invoke(app, ["gaps", "--data", str(data), "--format", "json"])
        assert result.exit_code == 0, result.output
        outputs.append(result.stdout)
    assert outputs[0] == outputs[1] == outputs[2]


def test_all_violations_are_told_at_once_by_sheet_and_cell(council: Path) -> None:
    opened = openpyxl.load_workbook(council)
    opened["Actions"][at("Actions", "meeting", 3)] = "SSB May"
    opened["Actions"][at("Actions", "lines", 4)] = "the last one"
    opened["Plan"][at("Plan", "oversight as printed", 3)] = "Safer Street Bord"
    opened["Plan"][at("Plan", "refer to", 5)] = "Refer to 1.1 and 7.7"
    opened["Bodies"][at("Bodies", "kind", 3)] = "bord"
    opened["Meetings"][at("Meetings", "date", 3)] = "31 February 2025"
    opened["Papers"][at("Papers", "file", 3)] = "../../etc/passwd"
    opened.save(council)
    messages = dict(violations(council))
    assert "no row of Meetings" in messages[f"Actions!{at('Actions', 'meeting', 3)}"]
    assert "no row of Bodies" in messages[f"Plan!{at('Plan', 'oversight as printed', 3)}"]
    assert "nearest: Safer Streets Board" in messages[f"Plan!{at('Plan', 'oversight as printed', 3)}"]
    assert "7.7" in messages[f"Plan!{at('Plan', 'refer to', 5)}"]
    assert "board, committee" in messages[f"Bodies!{at('Bodies', 'kind', 3)}"]
    assert "no date" in messages[f"Meetings!{at('Meetings', 'date', 3)}"]
    assert "not beside the workbook" in messages[f"Papers!{at('Papers', 'file', 3)}"]
    with pytest.raises(DataError, match=r"exampleshire\.xlsx: \w+!\w+\d.*more, see `oversight workbook check"):
        OversightGraph.load(council)


def test_violations_stand_as_comments_in_a_copy(council: Path, tmp_path: Path) -> None:
    changed(council, "Bodies", at("Bodies", "kind", 3), "bord")
    before, copy = council.read_bytes(), tmp_path / "marked.xlsx"
    result = CliRunner().invoke(app, ["workbook", "check", str(council), "--marked", str(copy)])
    assert result.exit_code == 1
    comment = openpyxl.load_workbook(copy)["Bodies"][at("Bodies", "kind", 3)].comment
    assert comment is not None and "is none of" in comment.text
    assert council.read_bytes() == before


def test_a_workbook_that_can_be_read_and_not_changed_is_told_wherever_it_is_to_be_changed(
    council: Path, tmp_path: Path
) -> None:
    # Without its styles one library reads it, and the one that writes cannot.
    changed(council, "Bodies", at("Bodies", "kind", 3), "bord")
    lacking = tmp_path / "lacking.xlsx"
    with zipfile.ZipFile(council) as whole, zipfile.ZipFile(lacking, "w") as part:
        for name in whole.namelist():
            if not name.endswith("styles.xml"):
                part.writestr(name, whole.read(name))
    before, message = lacking.read_bytes(), r"lacking\.xlsx: is no workbook that can be changed here"
    assert violations(lacking)
    with pytest.raises(DataError, match=message):
        write_marked(lacking, tmp_path / "marked.xlsx", check_workbook(lacking)[0])
    with pytest.raises(DataError, match=message):
        Book(lacking)
    with pytest.raises(DataError, match=message):
        Reviewed(lacking).unread()
    assert lacking.read_bytes() == before
    assert not (tmp_path / "marked.xlsx").exists()


def test_what_is_wrong_with_a_whole_row_is_told_where_the_row_is(council: Path) -> None:
    changed(council, "Plan", at("Plan", "lines", 4), None)
    (messages,) = violations(council)
    assert messages[0] == f"Plan!{at('Plan', 'lines', 4)}" and "lines" in messages[1]


def test_drafts_wait_until_somebody_accepts_them(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(council, "Actions", at("Actions", "draft", 3), "draft")
    with pytest.raises(DataError, match="draft that nobody has accepted"):
        OversightGraph.load(council)
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    assert [row.note for row in OversightGraph.load(council).actions()] == ["doubtful", ""]
    monkeypatch.delenv("OVERSIGHT_DRAFTS")
    changed(council, "Actions", at("Actions", "draft", 3), "rejected")
    assert len(OversightGraph.load(council).actions()) == 1
    changed(council, "Actions", at("Actions", "draft", 3), "accepted")
    assert len(OversightGraph.load(council).actions()) == 2
    changed(council, "Actions", at("Actions", "draft", 3), "perhaps")
    assert "is none of: draft, accepted, rejected" in violations(council)[0][1]


# A row where the sheet has none, or none in which the column counts.
ROWS = {
    "People": {"name": "Robin Rowe", "body": "Safer Streets Board", "paper": "plan-2025", "lines": "11"},
    "Decisions": {"meeting": "SSB March", "decision": "Noted", "paper": "meeting-2025-03-04", "lines": "9"},
    "pointer column": {
        "ref": "1.9",
        "commitment": "Lamps",
        "refer to": "Refer to 1.1",
        "paper": "plan-2025",
        "lines": "7",
    },
}
CODED = [(sheet.name, each.name) for sheet in sheets().values() for each in sheet.columns if each.codes]


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("presence", "Present; Y; Apols; apologies received; Minute-taker", "attended attended apologies apologies minutes"),
        # Who was absent without a word, or only "A", is not said to have sent apologies.
        ("presence", "absent; A; no; did not attend", ""),
        ("action-state", "Outstanding; On-going; partially complete; not complete; C/F", "open open open open deferred"),
        ("action-state", "Cancelled; no longer required; Closed.", "withdrawn withdrawn discharged"),
        ("action-state", "50%; transferred; yes", ""),
        ("meeting-state", "took place; scheduled; Postponed; did not take place", "held planned put-off cancelled"),
        ("state", "Live; dormant; disbanded; to be set up", "active not-meeting ended planned"),
        ("publication", "Y; not published; private; unknown", "yes no no not-stated"),
        ("publication", "partly; on request", ""),
        ("rating", "R; Amber/Green; red-amber", "red amber-green amber-red"),
        ("progress", "On track; off track; superseded; 0%", "in-progress at-risk withdrawn not-started"),
        ("role", "Chairwoman; Deputy Chair; observer", "chair vice-chair in-attendance"),
        ("role", "Clerk; substitute", ""),
        ("decision-kind", "Refused; not agreed; carried; recommendation", "rejected rejected agreed recommended"),
    ],
)  # fmt: skip
def test_words_that_people_write_are_codes_where_they_mean_one_thing(name: str, words: str, expected: str) -> None:
    found = [code(name, each).rpartition("/")[2] for each in words.split("; ")]
    assert found == (expected.split() or [""] * len(found))


@pytest.mark.parametrize(("sheet", "name"), CODED, ids=[": ".join(pair) for pair in CODED])
def test_a_word_that_is_no_code_is_told_with_its_cell(sheet: str, name: str, tmp_path: Path) -> None:
    folder = shutil.copytree(Path(str(resource("data", "starter-workbook"))), tmp_path / "council")
    for paper in Path(str(resource("data", "starter"))).glob("*.txt"):
        shutil.copy(paper, folder)
    path = folder / f"{sheet}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []
    added = ROWS.get(name) or ROWS.get(sheet)
    for word in ("-", "0"):
        wrong = [{**(added or rows[0]), name: word}, *rows[not added :]]
        heads = list(dict.fromkeys(head for row in wrong for head in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads, restval="")
            writer.writeheader()
            writer.writerows(wrong)
        found = {cell for cell, _ in violations(folder)}
    assert f"{sheet}!{openpyxl.utils.get_column_letter(heads.index(name) + 1)}2" in found


def test_load_writes_data_that_any_command_reads(council: Path, tmp_path: Path) -> None:
    written = tmp_path / "council.ttl"
    result = CliRunner().invoke(app, ["workbook", "load", str(council), "-o", str(written)])
    assert result.exit_code == 0, result.output
    as_turtle, as_workbook = OversightGraph.load(written), OversightGraph.load(council)
    assert as_turtle.coverage("2025-03-04") == as_workbook.coverage("2025-03-04")


# What Excel and people do to workbooks.


def test_dates_of_excel_are_dates_and_lost_zeros_are_told(council: Path) -> None:
    import datetime as dt

    changed(council, "Meetings", at("Meetings", "date", 3), dt.datetime(2025, 3, 4))
    changed(council, "Plan", at("Plan", "ref", 3), 1.1)
    found, made = check_workbook(council)
    assert {str(t.object) for t in made.triples if t.predicate.value.endswith("startDate")} >= {
        '"2025-03-04"^^<http://www.w3.org/2001/XMLSchema#date>'
    }
    (messages,) = found
    assert (
        messages.severity == "warning"
        and messages.where == f"Plan!{at('Plan', 'ref', 3)}"
        and "1.10" in messages.message
    )
    assert OversightGraph.load(council).coverage()[0].ref == "1.1"


def test_merged_cells_hidden_rows_and_sheets_formulas_and_blanks(council: Path) -> None:
    opened = openpyxl.load_workbook(council)
    plan = opened["Plan"]
    goal = column("Plan", "objective")
    plan.merge_cells(f"{goal}3:{goal}7")
    plan.row_dimensions[5].hidden = True
    plan[at("Plan", "note", 400)] = "   "
    opened["People"].sheet_state = "hidden"
    opened.save(council)
    book = read_workbook(council)
    assert [each.get("objective") for each in book.rows if each.sheet == "Plan"][1:] == ["Safer places"] * 5
    messages = {violation.where: violation.message for violation in book.violations}
    assert "hidden rows" in messages["Plan"] and "5" in messages["Plan"]
    assert "hidden sheet" in messages["People"]
    assert len(OversightGraph.load(council).coverage()) == 5


def test_numbers_of_rows_are_those_that_a_person_sees(council: Path) -> None:
    opened = openpyxl.load_workbook(council)
    opened["Plan"].insert_rows(4, 3)
    opened["Plan"][at("Plan", "oversight as printed", 7)] = "Nobody's Board"
    opened.save(council)
    assert [where for where, _ in violations(council)] == [f"Plan!{at('Plan', 'oversight as printed', 7)}"]


def test_a_cell_that_says_something_and_names_nothing_is_not_empty(council: Path, tmp_path: Path) -> None:
    refs = [row[0].value for row in openpyxl.load_workbook(council)["Plan"].iter_rows()]
    number = refs.index("1.5") + 1
    changed(council, "Plan", at("Plan", "oversight as printed", number), "To be confirmed")
    assert violations(council)  # it may be the name of a body
    changed(council, "Plan", at("Plan", "oversight as read", number), "-")
    assert violations(council) == []
    said = "The oversight cell says “To be confirmed”, which names neither a body nor a process."
    graph = OversightGraph.load(council)
    made = export_rows(stated(graph.embedded))
    write_workbook(tmp_path / "back.xlsx", made.rows, settings=made.settings)
    for each in (graph, OversightGraph.load(tmp_path / "back.xlsx")):
        row = next(gap for gap in each.gaps() if gap.ref == "1.5")
        assert (row.ref, row.cell, row.grade, row.cell_as_stated) == ("1.5", "blank", 0, "To be confirmed")
        assert row.reason == said
        assert ("1.5", "To be confirmed") in [found[1:5:3] for found in each.query("blank-and-lost-cells").rows]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, mark: str, encoding: str) -> None:
    shutil.copytree(Path(str(resource("data", "starter-workbook"))), tmp_path / "csv")
    for paper in resource("data", "starter").iterdir():
        if paper.name.endswith(".txt"):
            (tmp_path / "csv" / paper.name).write_bytes(paper.read_bytes())
    bodies = mark.join(["name", "also called", "kind"]) + "\r\n" + mark.join(["Café “Forum”", "", "forum"]) + "\r\n"
    original = (tmp_path / "csv" / "Bodies.csv").read_text()
    (tmp_path / "csv" / "Bodies.csv").write_bytes(bodies.encode(encoding))
    book = read_workbook(tmp_path / "csv")
    assert [each.get("name") for each in book.rows if each.sheet == "Bodies"] == ["Café “Forum”"]
    assert original.startswith("name,")


# Bad input: one clear sentence, exit 2.


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a workbook"),
        (b"ref,commitment\n", "not a workbook"),
        (b"PK\x03\x04 broken", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (archive(readme=b"hello"), "no workbook"),
        (archive(bomb=b"\0" * 450_000_000), "unpack"),
    ],
    ids=["empty", "csv", "broken", "password", "other archive", "bomb"],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, sentence: str, capsys: Any) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        read_workbook(book)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as stopped:
        patch.setattr("sys.argv", ["oversight", "gaps", "--data", str(book)])
        main()
    assert stopped.value.code == 2
    (line,) = [each for each in capsys.readouterr().err.splitlines() if each.startswith("error")]
    assert sentence in line and "book.xlsx" in line


def test_a_workbook_with_macros_is_read_for_its_values(council: Path) -> None:
    book = council.with_suffix(".xlsm")
    council.rename(book)
    assert len(OversightGraph.load(book).coverage()) == 5


def test_unknown_sheets_and_columns_are_told(council: Path) -> None:
    opened = openpyxl.load_workbook(council)
    opened.create_sheet("Shopping")["A1"] = "milk"
    opened["Plan"][at("Plan", "oversight as printed", 1)] = "oversite as printed"
    opened.save(council)
    messages = dict(violations(council))
    assert "is no sheet of a workbook" in messages["Shopping"]
    assert "perhaps 'oversight as printed'" in messages[f"Plan!{column('Plan', 'oversight as printed')}"]


def test_a_workbook_without_any_sheet_of_ours_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "budget"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(DataError, match="holds no sheet of a workbook"):
        read_workbook(tmp_path / "other.xlsx")


def small(tmp_path: Path, *rows: Row) -> Path:
    """Write a workbook of a few rows, with one paper."""
    (tmp_path / "plan.txt").write_text("one\ntwo\nthree\n")
    paper = row("Papers", {"paper": "plan", "title": "Plan", "date": "2025", "publisher": "Town", "file": "plan.txt"})
    book = tmp_path / "book.xlsx"
    write_workbook(book, [paper, *rows], settings={"base": BASE})
    return book


def plan_row(ref: str, title: str, **more: str) -> Row:
    return row("Plan", {"ref": ref, "commitment": title, "objective": "Aims", "paper": "plan", "lines": "2", **more})


def test_workbooks_of_two_publishers_in_one_folder(tmp_path: Path) -> None:
    """They make their addresses alike, so rows of one reference, and bodies of one name, are one thing to the graph."""
    (tmp_path / "plan.txt").write_text("one\ntwo\nthree\n")
    books = []
    for town in ("Elmham", "Dunmere"):
        cells = {"paper": f"plan-{town}", "title": "Plan", "date": "2025", "publisher": town, "file": "plan.txt"}
        promise = plan_row("1.1", f"Lamps in {town}", **{"oversight as printed": "Quay Board", "paper": f"plan-{town}"})
        book = tmp_path / f"{town} and quay.xlsx"
        write_workbook(book, [row("Papers", cells), row("Bodies", {"name": "Quay Board"}), promise])
        books.append(book)
    with pytest.raises(DataError) as refused:
        OversightGraph.load(*books)
    first, second = (f"{book}: Plan!A2" for book in books)
    assert f"{first} and {second}: " in str(refused.value)
    assert "write base on the sheet Start of one of them" in str(refused.value)

    changed(books[1], "Plan", at("Plan", "ref", 2), "2.1")
    [told] = [each for each in OversightGraph.load(*books).check() if each.check == "one-body-of-two-publishers"]
    assert (told.entity, told.where) == ("Quay Board", " and ".join(f"{book}: Bodies!A2" for book in books))
    assert "papers of Dunmere and Elmham: if each has one of that name" in told.message

    opened = openpyxl.load_workbook(books[1])
    opened["Start"].append(["base", "https://example.org/dunmere/"])
    opened.save(books[1])
    changed(books[1], "Plan", at("Plan", "ref", 2), "1.1")
    graph = OversightGraph.load(*books)
    assert [each.title for each in graph.coverage()] == ["Lamps in Dunmere", "Lamps in Elmham"]
    assert not [each for each in graph.check() if each.check == "one-body-of-two-publishers" or "Both" in each.message]


def test_two_rows_of_one_reference_and_a_name_that_fits_two_bodies(tmp_path: Path) -> None:
    book = small(
        tmp_path,
        row("Bodies", {"name": "Audit Committee", "also called": "AC"}),
        row("Bodies", {"name": "Access Council", "also called": "AC"}),
        plan_row("1.1", "Roads", **{"oversight as printed": "AC"}),
        plan_row("1.1", "Rails"),
    )
    messages = dict(violations(book))
    assert messages["Plan!A3"] == (
        "stands in row 2 too, with another commitment; if the paper prints it twice, give this row an address of its own, "
        "such as commitment/1.1-2"
    )
    assert (
        "fits more than one thing, say which: Audit Committee; Access Council"
        in messages[f"Plan!{at('Plan', 'oversight as printed', 2)}"]
    )


def test_spellings_of_one_name_are_one_thing_and_each_is_kept(tmp_path: Path) -> None:
    """A stop behind an initial, an article, an apostrophe: the first row names the thing, others are names in papers."""
    cite = {"paper": "plan", "lines": "2"}
    book = small(
        tmp_path,
        row("Bodies", {"name": "Victims' Board", "kind": "board"}),
        row("Bodies", {"name": "The Victims Board", "purpose": "Hears victims", **cite}),
        row("Posts", {"post": "St. Anne's Clerk", **cite}), row("Posts", {"post": "St Annes clerk", **cite}),
        row("People", {"name": "G Roe", "body": "Victims Board", "role": "chair", **cite}),
        row("People", {"name": "Cllr G. Roe", "post": "St Annes Clerk", "from": "May 2025", **cite}),
        row("Meetings", {"meeting": "May", "body": "Victims' Board", "date": "6 May 2025", **cite}),
        row("Attendance", {"meeting": "May", "name as printed": "G. Roe", "presence": "attended", **cite}),
    )  # fmt: skip
    assert [message for _, message in violations(book)] == []
    graph = OversightGraph.load(book)
    assert not [row for row in graph.check() if row.severity == "error"]
    assert [(body.name, body.aliases, body.chair) for body in graph.bodies()] == [
        ("Victims' Board", ("The Victims Board",), ("G Roe",))
    ]
    held = {(row.person, row.post) for row in graph.people()}
    assert held == {("G Roe", "St. Anne's Clerk"), ("G Roe", None)}
    named = [row.value for row in graph.explain("G Roe") if row.fact.endswith("as stated")]
    assert "G. Roe" in named


def test_a_name_that_fits_two_people_means_the_one_who_was_at_the_meeting(tmp_path: Path) -> None:
    cite = {"paper": "plan", "lines": "2"}
    seen = {"meeting": "May", "presence": "attended", **cite}
    book = small(
        tmp_path,
        row("Bodies", {"name": "Lamp Board", "kind": "board"}),
        row("People", {"name": "Ann Collins"}), row("People", {"name": "Al Collins"}),
        row("Meetings", {"meeting": "May", "body": "Lamp Board", "date": "6 May 2025", **cite}),
        row("Meetings", {"meeting": "June", "date": "6 June 2025", **cite}),
        row("Attendance", {"name as printed": "Al Collins", **seen}),
        row("Attendance", {"name as printed": "Ann Collins", **seen, "presence": "apologies"}),
        row("Attendance", {"name as printed": "Al Collins", **seen, "meeting": "June"}),
        row("Actions", {"meeting": "May", "action": "Mend the lamps", "owner as printed": "Mr Collins", **cite}),
        row("Items", {"meeting": "May", "item": "2", "title": "Lamps", **cite}),
        row("Items", {"meeting": "May", "item": "2.", "title": "Lamps again", **cite}),
        row("Items", {"meeting": "May", "item": "2 2", "title": "Lamps last", **cite}),
    )  # fmt: skip
    # Whose meeting June was is said once, and not again of each row of it.
    assert sorted(message for _, message in violations(book)) == [
        "'Mr Collins' is taken for Al Collins, who was at that meeting",
        "is empty: say who meets",
        "stands in this meeting twice; what names it means the first",
    ]


def test_kinds_of_cell_are_read_from_what_is_printed(tmp_path: Path) -> None:
    cells = {
        "1": ("Audit Committee", "body"),
        "2": ("Monthly monitoring reports", "process"),
        "3": ("See 1", "reference"),
        "4": ("", "blank"),
        "5": ("(lost)", "lost"),
        "8": ("(no column)", "lost"),
        "6": ("Audit Committee; budget monitoring", "body"),
        "7": ("Audit Committee and Ward Panel", "body"),
    }
    book = small(
        tmp_path,
        row("Bodies", {"name": "Audit Committee"}),
        row("Bodies", {"name": "Ward Panel"}),
        *(plan_row(ref, f"Promise {ref}", **{"oversight as printed": text}) for ref, (text, _) in cells.items()),
    )
    assert violations(book) == []
    rows = OversightGraph.load(book).coverage()
    assert {each.ref: each.cell for each in rows} == {ref: kind for ref, (_, kind) in cells.items()}
    assert {each.ref: list(each.bodies) for each in rows}["7"] == ["Audit Committee", "Ward Panel"]


def test_leads_due_dates_and_ratings_are_kept_as_printed_and_as_read(tmp_path: Path) -> None:
    book = small(
        tmp_path,
        row("Posts", {"post": "Clerk to the Council", "initials": "CTC", "organisation": "Town"}),
        plan_row(
            "1", "Roads", **{"lead as printed": "CTC", "due as printed": "Q3 2025/26", "status as printed": "Amber/Red"}
        ),
        plan_row("2", "Rails", **{"due as printed": "ongoing", "status as printed": "on hold"}),
        plan_row("3", "Trams", **{"due as printed": "This is on track to be done by June 2027, but goes on."}),
        plan_row("4", "Ships", **{"due as printed": "Some of it by 2028 and the rest by 2029"}),
    )
    assert [where for where, _ in violations(book)] == ["Plan!G5"]
    said = {
        (t.predicate.value.rpartition("#")[2], getattr(t.object, "value", "")) for t in check_workbook(book)[1].triples
    }
    concept = "https://w3id.org/oversight-graph/concept/"
    assert {
        ("lead", f"{BASE}post/clerk-to-the-council"), ("leadAsStated", "CTC"), ("due", "2025-12-31"),
        ("dueAsStated", "Q3 2025/26"), ("rating", f"{concept}rating/amber-red"), ("dueAsStated", "ongoing"),
        ("progressState", f"{concept}progress/on-hold"), ("statusAsStated", "Amber/Red"),
    } <= said  # fmt: skip
    assert sorted(value for name, value in said if name == "due") == ["2025-12-31", "2027-06-30"]


def test_actions_carried_closed_and_due_at_the_next_meeting(tmp_path: Path) -> None:
    cite = {"paper": "plan", "lines": "1-2"}
    book = small(
        tmp_path,
        row("Bodies", {"name": "Ward Panel"}),
        row("People", {"name": "Robin Rowe", "also printed as": "RR"}),
        row("Meetings", {"meeting": "May", "body": "Ward Panel", "date": "6 May 2025", **cite}),
        row("Meetings", {"meeting": "June", "body": "Ward Panel", "date": "3 June 2025", "status": "cancelled", **cite}),
        row("Items", {"meeting": "May", "item": "4", "title": "Bins", **cite}),
        row("Actions", {"meeting": "May", "item": "4", "ref as printed": "7", "action": "Count bins",
                        "owner as printed": "RR & Ward Panel", "due as printed": "next meeting", **cite}),
        row("Actions", {"meeting": "May", "action": "Count more", "carried from": "7", "closed at": "May item 4", **cite}),
        row("Decisions", {"ref as printed": "12/2025", "meeting": "May", "item": "4", "decision": "Bins agreed",
                          "status": "agreed", "closes": "7", **cite}),
    )  # fmt: skip
    assert violations(book) == []
    graph = OversightGraph.load(book)
    first, second = graph.actions("2025-05-06")
    assert (first.owner, first.due, first.status) == (("Robin Rowe", "Ward Panel"), "2025-06-03", "discharged")
    assert (second.status, second.carried_forward_from) == ("discharged", "Count bins")
    assert [row.name for row in graph.bodies("2025-06-10")] == ["Ward Panel"]
    # A meeting that was called off shows nobody meeting.
    ask = "SELECT ?m WHERE { ?m a ovs:Meeting ; ovs:notHeld ?o }"
    rows = graph.sparql(f"PREFIX ovs: <https://w3id.org/oversight-graph/ns#> {ask}").rows
    assert rows == [(f"{BASE}meeting/2025-06-03-ward-panel",)]


def test_a_decision_outside_a_meeting_says_who_took_it_and_when(tmp_path: Path) -> None:
    """Post and person, or a body; without a day, a taker that is known or a meeting it is refused, with its cell."""
    cite = {"paper": "plan", "lines": "1-2"}
    known = [
        row("Bodies", {"name": "Ward Panel"}), row("Posts", {"post": "Head of Highways"}),
        row("People", {"name": "Robin Rowe"}),
    ]  # fmt: skip
    alone = {"decision": "Lamps to be bought", "decided by": "Head of Highways; Robin Rowe", "date": "6 May 2025"}
    more = {"ref as printed": "D7", "oversight as printed": "Ward Panel", "status": "approved"}
    book = small(tmp_path, *known, row("Decisions", {**alone, **more, **cite}), row("Decisions", {**alone, **cite}))
    assert violations(book) == []
    graph = OversightGraph.load(book)
    assert [found.check for found in graph.check()] == ["PostHasOrganization"]
    numbered, other = graph.decisions("2025-05-06")
    assert (other.when, other.person, other.post, other.meeting) == (
        "2025-05-06",
        ("Robin Rowe",),
        ("Head of Highways",),
        "",
    )
    assert (numbered.ref, numbered.overseen_by, numbered.kind, numbered.iri) == (
        "D7", ("Ward Panel",), "approved", f"{BASE}decision/2025-05-06-D7",
    )  # fmt: skip
    exported = export_rows(stated(graph.embedded))
    assert (
        exported.lost == []
        and [each.get("decided by") for each in exported.rows if each.sheet == "Decisions"]
        == ["person/robin-rowe; post/head-of-highways"] * 2
    )
    wrong = [{"date": ""}, {"decided by": "Mayor"}, {"decided by": ""}, {"meeting": "May"}]
    may = row("Meetings", {"meeting": "May", "body": "Ward Panel", "date": "6 May 2025", **cite})
    book = small(tmp_path, *known, may, *(row("Decisions", {**alone, **cite, **each}) for each in wrong))
    assert [(where, message.split(":")[0].split(";")[0]) for where, message in violations(book)] == [
        ("Decisions!G2", "is empty"), ("Decisions!F3", "'Mayor' is in no row of Posts or People or Bodies"),
        ("Decisions!B4", "is empty"), ("Decisions!F5", "says who decided outside a meeting, and a meeting is given"),
    ]  # fmt: skip


def test_two_whom_only_their_titles_tell_apart_are_two_persons(tmp_path: Path) -> None:
    cite = {"paper": "plan", "lines": "3"}
    there = ["Mr. Vale", "Mrs. Vale", "Mr J. Poe", "Mrs J. Poe", "Cllr Mrs A. Roe", "A. Roe", "Cllr Miss Dale"]
    asked = {"meeting": "May", "action": "Lamps", **cite}
    rows = [
        row("Bodies", {"name": "Lamp Board", "kind": "board"}),
        row("Meetings", {"meeting": "May", "body": "Lamp Board", "date": "2025-05-06", **cite}),
        row("People", {"name": "Mr. Vale", "body": "Lamp Board", "role": "chair", **cite}),
        *(row("Attendance", {"meeting": "May", "name as printed": name, "presence": "attended", **cite}) for name in there),
        *(row("Actions", {"owner as printed": name, **asked}) for name in ("Mr Vale", "Cllr Vale", "Cllr Dale", "Mr Dale")),
    ]  # fmt: skip
    assert [message for _, message in violations(small(tmp_path, *rows))] == [
        "'Cllr Vale' fits more than one thing, say which: Mr. Vale; Mrs. Vale",
        "'Mr Dale' is in no row of Posts or People or Bodies; nearest: Miss Dale",
    ]
    graph = OversightGraph.load(
        small(tmp_path, *(each for each in rows if each.get("owner as printed") != "Cllr Vale"))
    )
    seen = {(each.person, each.role) for each in graph.people(everything=True)}
    assert seen == {("Mr. Vale", "chair"), *((name, "attended") for name in (*there[:4], "A. Roe", "Miss Dale"))}
    assert [each.owner for each in graph.actions()] == [("Mr. Vale",), ("Miss Dale",), ()]


def test_a_name_that_is_entered_as_another_kind_of_thing_is_said_to_be(tmp_path: Path) -> None:
    cite = {"paper": "plan", "lines": "1-2"}
    rows = [
        row("Bodies", {"name": "Lamp Trust", "kind": "organisation"}), row("Posts", {"post": "Warden"}),
        row("Plan", {"ref": "1", "commitment": "Lamps", "oversight as printed": "Lamp Trust", **cite}),
        row("Plan", {"ref": "2", "commitment": "Doors", "oversight as printed": "The Warden", **cite}),
        row("People", {"name": "Robin Rowe", "post": "Lamp Trust", **cite}),
    ]  # fmt: skip
    choice = "; give it another kind, or choose unresolved as certainty"
    assert dict(violations(small(tmp_path, *rows))) == {
        f"Plan!{at('Plan', 'oversight as printed', 2)}": f"'Lamp Trust' is entered as organisation, and here stands a body{choice}",
        f"Plan!{at('Plan', 'oversight as printed', 3)}": f"'The Warden' is entered as post, and here stands a body{choice}",
        f"People!{at('People', 'post', 2)}": "'Lamp Trust' is entered as organisation, and here stands a post",
    }


def test_a_post_may_be_listed_where_no_person_is_named(tmp_path: Path) -> None:
    cite = {"meeting": "May", "paper": "plan", "lines": "1-2"}
    rows = [
        row("Bodies", {"name": "Ward Panel"}), row("Posts", {"post": "Head of Highways"}),
        row("Meetings", {"body": "Ward Panel", "date": "6 May 2025", **cite}),
        row("Attendance", {"capacity as printed": "the Head of Highways", **cite}),
    ]  # fmt: skip
    book = small(tmp_path, *rows)
    assert violations(book) == []
    graph = OversightGraph.load(book)
    (there,) = graph.query("who-attended-which-meeting").rows
    assert there[2:5] == (None, "Head of Highways", "the Head of Highways")
    assert graph.people(everything=True) == []
    nobody = small(
        tmp_path, *rows, row("Attendance", {"capacity as printed": "Head of Bins", **cite}), row("Attendance", cite)
    )
    assert [message.partition(":")[0] for _, message in violations(nobody)] == [
        "'Head of Bins' is in no row of Posts", "is empty, and so is the capacity",
    ]  # fmt: skip


def test_items_without_a_number_and_numbers_that_come_again(tmp_path: Path) -> None:
    cite = {"paper": "plan", "lines": "1-2"}
    items = [("1", "Minutes"), ("", "Bins"), ("1", "Minutes again"), ("", "Trees")]
    book = small(
        tmp_path,
        row("Bodies", {"name": "Ward Panel"}),
        row("Meetings", {"meeting": "May", "body": "Ward Panel", "date": "6 May 2025", **cite}),
        *(row("Items", {"meeting": "May", "item": number, "title": title, **cite}) for number, title in items),
    )
    assert [where for where, _ in violations(book)] == [f"Items!{at('Items', 'item', 4)}"]
    ask = "SELECT ?i WHERE { ?i a <https://w3id.org/oversight-graph/ns#AgendaItem> }"
    assert len(OversightGraph.load(book).sparql(ask).rows) == 4


def test_a_reference_that_stands_twice_is_never_taken_for_its_first_row(tmp_path: Path) -> None:
    # References begin anew under each heading: a pointer means the row under its own heading, and a meeting that names
    # the number may mean either row, so that somebody must say which.
    cite = {"paper": "plan", "lines": "1-2"}

    def under(heading: str, ref: str, title: str, **more: str) -> Row:
        return plan_row(ref, title, objective=heading, **more)

    rows = [
        under("Light", "1", "Lamps", **{"oversight as printed": "Lamp Board"}),
        under("Light", "2", "Candles", **{"refer to": "1"}),
        under("Green", "1", "Trees", address="commitment/green-1", **{"oversight as printed": "Park Board"}),
        under("Green", "2", "Hedges", address="commitment/green-2", **{"refer to": "1"}),
        under("Blue", "3", "Ponds", **{"refer to": "1"}),
        row("Meetings", {"meeting": "May", "body": "Park Board", "date": "6 May 2025", **cite}),
        row("Items", {"meeting": "May", "item": "1", "title": "Trees", "about": "1", **cite}),
    ]
    bodies = [row("Bodies", {"name": name, "kind": "board"}) for name in ("Lamp Board", "Park Board")]
    book = small(tmp_path, *bodies, *rows)
    several = "write the address of one"
    assert dict(violations(book)) == {
        f"Plan!{at('Plan', 'refer to', 6)}": f"points to 1, which fits several rows of the plan: {several}",
        f"Items!{at('Items', 'about', 2)}": f"1 fits several rows: {several}, or in Papers which paper replaces which",
    }
    said = [
        rows[:4],
        rows[5:6],
        [row("Items", {"meeting": "May", "title": "Trees", "about": "commitment/green-1", **cite})],
    ]
    book.unlink()
    found = OversightGraph.load(small(tmp_path, *bodies, *(each for part in said for each in part))).coverage()
    looked = {each.title: (*each.resolved_bodies, *each.exercised, *each.exercised_through) for each in found}
    assert looked == {
        "Trees": ("Park Board 2025-05-06",), "Hedges": ("Park Board", "Park Board 2025-05-06"),
        "Lamps": (), "Candles": ("Lamp Board",),
    }  # fmt: skip


def test_a_heading_holds_for_the_rows_of_its_own_paper(tmp_path: Path) -> None:
    other = row("Papers", {"paper": "other", "title": "Other", "date": "2025", "publisher": "Town", "file": "plan.txt"})
    own = [plan_row("1", "Roads"), plan_row("2", "Lamps", objective="")]
    book = small(tmp_path, other, *own, plan_row("A1", "Trees", objective="", paper="other"))
    assert sorted((each.ref, each.objective) for each in OversightGraph.load(book).coverage()) == [
        ("1", "Aims"), ("2", "Aims"), ("A1", ""),
    ]  # fmt: skip


def test_a_plan_need_not_print_objectives_and_gets_none(tmp_path: Path) -> None:
    book = small(tmp_path, plan_row("1", "Roads", objective=""))
    assert violations(book) == []
    graph = OversightGraph.load(book)
    assert [(row.ref, row.objective) for row in graph.coverage()] == [("1", "")]
    assert graph.sparql("SELECT ?o WHERE { ?o a <https://w3id.org/oversight-graph/ns#Objective> }").rows == []


def test_a_post_may_sit_on_bodies_whoever_holds_it(tmp_path: Path) -> None:
    cite = {"paper": "plan", "lines": "1-2"}
    rows = [row("Bodies", {"name": name}) for name in ("Ward Panel", "Lamp Board")]
    rows += [row("Posts", {"post": "Head of Bins"})]
    rows += [row("People", {"post": "Head of Bins", "body": name, **cite}) for name in ("Ward Panel", "Lamp Board")]
    book = small(tmp_path, *rows)
    assert violations(book) == []
    graph = OversightGraph.load(book)
    found = graph.sparql(
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX org: <http://www.w3.org/ns/org#> SELECT ?body WHERE "
        "{ ?body ovs:seat ?seat . ?seat ovs:post ?post ; org:role ?role . FILTER NOT EXISTS { ?seat org:member ?who } }"
    )
    assert len(found.rows) == 2
    assert not [each for each in graph.check() if each.severity == "error"]
    nobody = small(tmp_path, *rows, row("People", {"post": "Head of Bins", **cite}))
    assert [message.partition(":")[0] for _, message in violations(nobody)] == ["is empty"]


def test_who_sits_at_an_organisation_is_told_where_to_say_that_it_is_a_body(tmp_path: Path) -> None:
    # Data with such a seat breaks a rule of the model, which speaks of Turtle; the officer has a cell.
    cite = {"paper": "plan", "lines": "2"}
    book = small(
        tmp_path,
        row("Bodies", {"name": "Town Council", "kind": "organisation", **cite}),
        row("People", {"name": "Ada Moss", "body": "Town Council", "role": "chair", "from": "2024", **cite}),
    )
    assert dict(violations(book))[f"People!{at('People', 'body', 2)}"] == (
        "'Town Council' is an organisation, and a seat is on a body: give it another kind in Bodies, such as committee or "
        "standing meeting"
    )


def test_what_must_not_be_empty_says_what_to_write(council: Path) -> None:
    changed(council, "Papers", at("Papers", "publisher", 3), None)
    assert "who published it" in dict(violations(council))[f"Papers!{at('Papers', 'publisher', 3)}"]


def test_several_workbooks_and_turtle_go_together(council: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{BASE}organization/friends> a org:FormalOrganization ; skos:prefLabel "Friends"@en .\n'
    )
    assert len(OversightGraph.load(council, tmp_path / "own.ttl").coverage()) == 5


def test_a_paper_that_changes_beside_the_workbook_is_noticed(
    council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERSIGHT_CACHE", str(tmp_path / "kept"))
    assert OversightGraph.load(council).verify(council.parent) == []
    paper = council.parent / "plan-2025.txt"
    paper.write_text(paper.read_text() + "one more line\n")
    os.utime(paper, ns=(1, 1))
    assert OversightGraph.load(council).verify(council.parent) == []


def test_a_paper_that_changes_in_a_folder_beside_the_sheets_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The same of a sheet that is called in capitals, though neither its size nor its time is another.
    monkeypatch.setenv("OVERSIGHT_CACHE", str(tmp_path / "kept"))
    book, paper = tmp_path / "book", tmp_path / "book" / "papers" / "plan.txt"
    paper.parent.mkdir(parents=True)
    paper.write_text("Plan\n1\tQuiet nights\n")
    (book / "Papers.csv").write_text(
        "paper,title,date,kind,publisher,file\nplan,Plan,2025-01-01,plan,Council,papers/plan.txt\n"
    )
    sheet = book / "Plan.CSV"
    sheet.write_text("ref,commitment,paper,lines\n1,Quiet nights,plan,2\n")
    assert [row.title for row in OversightGraph.load(book).coverage()] == ["Quiet nights"]
    os.utime(sheet, ns=(1, 1))
    OversightGraph.load(book)
    sheet.write_text(sheet.read_text().replace("nights", "nichts"))
    os.utime(sheet, ns=(1, 1))
    paper.write_text("Plan\n1\tQuiet nights\nmore\n")
    again = OversightGraph.load(book)
    assert [row.title for row in again.coverage()] == ["Quiet nichts"]
    assert again.verify(book) == []


def test_two_editions_in_one_workbook_keep_their_rows_apart(tmp_path: Path) -> None:
    lines = ["1.1\tQuiet nights\tRoads Board", "1.2\tSafe routes\tRoads Board"]
    for name, rows in (("old", lines), ("new", [lines[0].replace("Quiet", "Quieter"), "1.3\tClean air\tRoads Board"])):
        (tmp_path / f"{name}.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    plan = [
        ("1.1", "Quiet nights", "old", "1"), ("1.2", "Safe routes", "old", "2"),
        ("1.1", "Quieter nights", "new", "1"), ("1.3", "Clean air", "new", "2"),
    ]  # fmt: skip
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "Papers.csv").write_text(
        "paper,title,date,kind,publisher,sha256,replaces\n"
        f"old,Plan,2024-01-01,plan,Council,{'a' * 64},\nnew,Plan,2025-01-01,plan,Council,{'b' * 64},old\n",
        encoding="utf-8",
    )
    (folder / "Bodies.csv").write_text("name,kind\nRoads Board,board\n", encoding="utf-8")
    (folder / "Plan.csv").write_text(
        "ref,commitment,objective,oversight as printed,paper,lines\n"
        + "".join(f"{ref},{title},Roads,Roads Board,{paper},{at}\n" for ref, title, paper, at in plan),
        encoding="utf-8",
    )
    assert violations(folder) == []
    graph = OversightGraph.load(folder)
    assert [(row.ref, row.title) for row in graph.coverage()] == [("1.1", "Quieter nights"), ("1.3", "Clean air")]
    found = graph.sparql(
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?title ?day WHERE { ?row a ovs:Commitment ; rdfs:label ?title ; dcterms:isPartOf/dcterms:date ?day }"
    )
    assert sorted(tuple(row) for row in found.rows) == [
        ("Clean air", "2025-01-01"), ("Quiet nights", "2024-01-01"),
        ("Quieter nights", "2025-01-01"), ("Safe routes", "2024-01-01"),
    ]  # fmt: skip


def test_of_every_cell_something_is_made_or_it_is_told(tmp_path: Path) -> None:
    """A cell that no statement goes with was once left out in silence, and so was the citation of a post's row."""
    cite = {"paper": "plan", "lines": "2"}
    book = small(
        tmp_path,
        row("Bodies", {"name": "Ward Panel", "part of": "Town", **cite}),
        row("Posts", {"post": "Clerk", "answers to": "Mayor", **cite}),
        row("Posts", {"post": "Mayor", "initials": "TM", "also called": "Town Mayor", **cite}),
        row("People", {"name": "Robin Rowe", "post": "Clerk", "role": "interim", **cite}),
        row("People", {"name": "Sam Stone", "post": "Clerk", "role": "member", "held as": "acting", **cite}),
        row("People", {"name": "Kim Kay", "role": "chair", "from": "May 2025", "note": "Seen once", **cite}),
        row("Meetings", {"body": "Ward Panel", "date": "6 May 2025", **cite}),
        row("Attendance", {"meeting": "6 May 2025", "name as printed": "Al Ash", "capacity as printed": "Acting Mayor",
                           **cite}),
        row("Attendance", {"meeting": "6 May 2025", "name as printed": "Jo Elm", "capacity as printed": "Former Mayor",
                           **cite}),
    )  # fmt: skip
    people = [("role", 3), ("from", 4), ("role", 4)]
    assert sorted(violations(book)) == sorted(
        (f"People!{at('People', name, number)}", "is not read: nothing in this row goes with it")
        for name, number in people
    )  # fmt: skip
    graph = OversightGraph.load(book)
    assert [row.evidence for row in graph.chain("Clerk")] == [(f"{BASE}paper/plan#line=1,2",)]
    # Another name in the row does not take the citation from what else it says.
    assert {row.fact: row.evidence for row in graph.explain("Mayor")}["notation"] == (f"{BASE}paper/plan#line=1,2",)
    held = [(row.person, row.note.partition(";")[0]) for row in graph.people()]
    assert held == [("Robin Rowe", "interim"), ("Sam Stone", "acting"), ("Al Ash", "acting (printed: Acting Mayor)")]


def test_an_item_may_name_a_row_that_the_newest_edition_has_no_more(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("one\n")
    newer = {
        "paper": "new",
        "title": "Plan",
        "date": "2026",
        "publisher": "Town",
        "file": "new.txt",
        "replaces": "plan",
    }
    cite = {"meeting": "May", "paper": "new", "lines": "1"}
    book = small(
        tmp_path, row("Papers", newer), plan_row("i", "Roads"), plan_row("ii", "Rails"),
        plan_row("i", "Wider roads", paper="new", lines="1"), row("Bodies", {"name": "Ward Panel"}),
        row("Meetings", {"body": "Ward Panel", "date": "6 May 2027", **cite}),
        row("Meetings", {**cite, "meeting": "June", "body": "Ward Panel", "date": "June 2027", "status": "cancelled"}),
        row("Meetings", {**cite, "meeting": "July", "body": "Ward Panel", "date": "July 2027", "status": "planned"}),
        row("Items", {"item": "1", "title": "Roads and rails", "about": "i; ii", **cite}),
        row("Actions", {"item": "1", "action": "Tell us", "due as printed": "next meeting", **cite}),
    )  # fmt: skip
    assert violations(book) == []
    graph = OversightGraph.load(book)
    seen = "SELECT ?title { [] ovs:scrutiny/ovs:of/rdfs:label ?title }"
    rows = graph.sparql(f"PREFIX ovs: <{NS}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {seen}").rows
    assert sorted(rows) == [("Rails",), ("Wider roads",)]
    # Due at the next meeting is not due at one that was called off.
    assert [row.due for row in graph.actions("2027-06-30")] == ["2027-07-31"]


def test_two_papers_may_tell_of_one_meeting(tmp_path: Path) -> None:
    """As an agenda and the minutes do; of one paper, two rows of one meeting are a slip."""
    (tmp_path / "notes.txt").write_text("one\ntwo\nthree\n")
    meeting = {"body": "Ward Panel", "date": "6 May 2025"}
    there = {"meeting": "6 May 2025", "name as printed": "Ann Roe", "presence": "attended", "lines": "2"}
    book = small(
        tmp_path,
        row("Papers", {"paper": "notes", "title": "Notes", "date": "2025", "publisher": "Town", "file": "notes.txt"}),
        row("Bodies", {"name": "Ward Panel"}),
        row("People", {"name": "Ann Roe", "paper": "notes", "lines": "2"}),
        row("Meetings", {**meeting, "status": "planned", "paper": "plan", "lines": "1"}),
        row("Meetings", {**meeting, "status": "held", "paper": "notes", "lines": "1"}),
        row("Attendance", {**there, "paper": "notes"}),
        row("Attendance", {**there, "paper": "plan"}),
    )
    where = "the same meeting as in row 2"
    assert [message.partition(",")[0] for _, message in violations(book)] == [f"is taken for {where}"]
    graph = OversightGraph.load(book)
    (attended,) = graph.query("who-attended-which-meeting").rows
    assert all(f"paper/{name}#" in str(attended[-1]) for name in ("notes", "plan"))
    # Two hours are two meetings; and of one paper, two rows are a slip.
    for name, values in (("time", ("10:00", "2 pm")), ("paper", ("plan", "plan"))):
        for number, value in enumerate(values, 2):
            changed(book, "Meetings", at("Meetings", name, number), value)
        assert [message.partition(";")[0] for _, message in violations(book)] == [f"would be {where}"]
        for number in (2, 3):
            changed(book, "Meetings", at("Meetings", "time", number), None)
