"""A graph goes out to a workbook and comes back the same: every statement is compared, parts by what they say."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from oversight_graph.cli import app
from oversight_graph.graph import OversightGraph
from oversight_graph.ingest.readers.form import decoded
from oversight_graph.ingest.readers.sheets import rows_of_csv
from oversight_graph.ingest.workbook.from_graph.export import export_rows, stated
from oversight_graph.ingest.workbook.from_graph.statements import Statements
from oversight_graph.ingest.workbook.read import clean, read_workbook
from oversight_graph.ingest.workbook.sheets import row, sheets
from oversight_graph.ingest.workbook.write import write_workbook
from oversight_graph.model.vocabulary import PREFIXES
from oversight_graph.resources import resource

STARTER = Path(str(resource("data", "starter")))


def folded(graph: OversightGraph) -> Counter[tuple[str, str, str]]:
    return Counter(Statements(stated(graph.embedded)).folded())


@pytest.mark.parametrize("name", ["book.xlsx", "sheets"])
@pytest.mark.parametrize("data", [[STARTER], []], ids=["starter", "west-mercia"])
def test_a_graph_comes_back_from_its_workbook(data: list[Path], name: str, tmp_path: Path) -> None:
    if not data and name == "sheets":
        pytest.skip("the starter set shows that a folder of CSV files does as well")
    book = tmp_path / name
    options = [word for path in data for word in ("--data", str(path))]
    result = CliRunner().invoke(app, ["workbook", "export", str(book), *options])
    assert result.exit_code == 0, result.output
    before, after = OversightGraph.load(*data), OversightGraph.load(book)
    assert folded(before) == folded(after)
    # The order of several names in one cell is not kept.
    answers = [[(row.ref, row.grade, sorted(row.bodies)) for row in graph.coverage()] for graph in (before, after)]
    assert answers[0] == answers[1]


def test_a_graph_in_another_language_comes_back_from_rows(tmp_path: Path) -> None:
    for path in STARTER.glob("*.ttl"):
        text = path.read_text(encoding="utf-8").replace('"@en', '"@cy')
        (tmp_path / path.name).write_text(
            text.replace('"Safer Streets Board"@cy', '"Bwrdd Strydoedd"@cy, "Safer Streets Board"@en')
        )
    before, english = OversightGraph.load(tmp_path), export_rows(stated(OversightGraph.load(STARTER).embedded))
    made = export_rows(stated(before.embedded))
    assert made.lost == [] and made.settings["language"] == "cy" and "language" not in english.settings
    assert Counter(each.sheet for each in made.rows if each.sheet != "Further facts") == Counter(
        each.sheet for each in english.rows if each.sheet != "Further facts"
    )
    write_workbook(tmp_path / "book.xlsx", made.rows, settings=made.settings)
    after = OversightGraph.load(tmp_path / "book.xlsx")
    assert folded(before) == folded(after) and before.coverage() == after.coverage()


def test_rows_that_rest_on_a_row_that_was_left_out_are_left_out_too(tmp_path: Path) -> None:
    """A meeting that no row can hold leaves none of those who were there in the sheets: a workbook is never refused."""
    text = (STARTER / "meeting-2025-03-04.ttl").read_text(encoding="utf-8")
    (tmp_path / "register.ttl").write_bytes((STARTER / "register.ttl").read_bytes())
    (tmp_path / "plan.ttl").write_bytes((STARTER / "plan-2025.ttl").read_bytes())
    (tmp_path / "notes.ttl").write_text(text.replace('"Safer Streets Board, 4 March 2025"@en', '"Mawrth"@cy'))
    before = OversightGraph.load(tmp_path)
    made = export_rows(stated(before.embedded))
    write_workbook(tmp_path / "book.xlsx", made.rows, settings=made.settings)
    assert folded(OversightGraph.load(tmp_path / "book.xlsx")) == folded(before)


def test_the_sheets_hold_what_they_have_columns_for() -> None:
    graph = OversightGraph.load()
    made = export_rows(stated(graph.embedded))
    assert made.lost == []
    rows = Counter(each.sheet for each in made.rows)
    # As many as the papers and the register have: five papers, 21 actions, 26 people at meetings.
    assert (rows["Papers"], rows["Attendance"]) == (5, 26)
    assert rows["Actions"] == len(graph.actions())
    refs = {each.get("ref") for each in made.rows if each.sheet == "Plan" and each.get("commitment")}
    assert refs == {row.ref for row in graph.coverage()}
    assert rows["Decisions"] == len(graph.decisions()) == 8
    # What has no column is told by relation: questions and findings are the most of it. Of misprints and contradictions,
    # which are about the papers and have no sheet, the data has as many as a reader notes; of the rest the sheets hold more.
    assert made.further["ovs:answers"] > 200
    table = graph.sparql(f"SELECT ?s ?p ?o WHERE {{ ?s a <{PREFIXES['ovs']}Discrepancy> ; ?p ?o }}")
    assert sum(made.held.values()) > sum(made.further.values()) - len(table.rows)


def test_what_stands_in_further_facts_is_said_of_the_command(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["workbook", "export", str(tmp_path / "b.xlsx"), "--data", str(STARTER)])
    assert "for which no other sheet has a column stand in Further facts" in result.output


def test_parts_are_compared_by_what_they_say() -> None:
    import pyoxigraph as ox

    a, b, p, q = (ox.NamedNode(f"https://example.org/{name}") for name in "abpq")
    first = [ox.Triple(a, p, ox.BlankNode("x")), ox.Triple(ox.BlankNode("x"), q, b)]
    same = [ox.Triple(a, p, ox.BlankNode("y")), ox.Triple(ox.BlankNode("y"), q, b)]
    other = [ox.Triple(a, p, ox.BlankNode("x")), ox.Triple(ox.BlankNode("x"), q, a)]
    assert Statements(first).folded() == Statements(same).folded() != Statements(other).folded()


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40), min_size=1, max_size=5))
def test_any_text_comes_back_from_a_cell(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    book = tmp_path_factory.mktemp("text") / "book.xlsx"
    rows = [row("Bodies", {"name": f"B {n}", "purpose": text}) for n, text in enumerate(texts)]
    write_workbook(book, rows)
    assert [each.get("purpose") for each in read_workbook(book).rows] == [clean(text) for text in texts]


def test_formulas_are_never_written(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    write_workbook(book, [row("Bodies", {"name": '=HYPERLINK("http://example.org")'})])
    assert openpyxl.load_workbook(book)["Bodies"]["A2"].data_type == "s"


def test_a_csv_of_a_sheet_has_its_columns(tmp_path: Path) -> None:
    write_workbook(tmp_path / "csv", [row("Plan", {"ref": "1.10", "commitment": "Roads; rails, “ships”"})])
    heads, first = rows_of_csv(decoded((tmp_path / "csv" / "Plan.csv").read_bytes()))
    assert heads == sheets()["Plan"].names
    assert first[:2] == ["1.10", "Roads; rails, “ships”"]
