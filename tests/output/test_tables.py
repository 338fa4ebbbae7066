"""How rows look in each format.

What a cell must hold is written down beside what goes in, or read back by a parser that is not ours: json, csv,
markdown-it.
"""

import csv
import io
import json
import re
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from oversight_graph.output import tables
from oversight_graph.output.tables import (
    FORMATS,
    Record,
    csv_file,
    fitting,
    records,
    render,
    to_csv,
    to_json,
    to_markdown,
    to_table,
)

# One row of everything: a word, several values, none of several, nothing, numbers, truth values.
ROW: Record = {"name": "Board", "live": ("A", "B"), "open": (), "since": None, "grade": 3, "in_glossary": True}
COLUMNS = list(ROW)
ESCAPE, CSI, RIGHT_TO_LEFT, ISOLATE, NARROW_SPACE = "\x1b", "\x9b", "\u202e", "\u2066", "\u202f"
HOSTILE = f"a{ESCAPE}[31mb{CSI}2Jc{RIGHT_TO_LEFT}d{ISOLATE}e\x07\x00\x7f"


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    live: tuple[str, ...]
    since: str | None


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def read_markdown(text: str) -> list[list[str]]:
    """Return the cells of a table as a Markdown parser shows them; a piece of markup in a cell is an error."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            found = {child.type for child in token.children or ()}
            assert found <= {"text", "text_special"}, f"markup in a cell: {found}"
            rows[-1].append(token.content and "".join(child.content for child in token.children or ()))
    return rows


def test_records_of_dataclasses_keep_order_and_leave_other_things_out() -> None:
    assert records([Row("a", ("x",), None), "no row", Row]) == [{"name": "a", "live": ("x",), "since": None}]
    assert list(records([Row("a", (), None)])[0]) == ["name", "live", "since"]


def test_json_is_one_array_of_flat_objects() -> None:
    expected = {"name": "Board", "live": ["A", "B"], "open": [], "since": None, "grade": 3, "in_glossary": True}
    assert json.loads(to_json([ROW, ROW])) == [expected, expected]
    assert to_json([ROW]).startswith("[\n  {\n") and to_json([ROW]).endswith("\n]\n")
    assert to_json([{"name": "Prüfer – 語"}]) == '[\n  {\n    "name": "Prüfer – 語"\n  }\n]\n', "no needless escapes"


def test_json_of_a_row_has_the_columns_in_order_and_null_for_what_is_missing() -> None:
    assert json.loads(render([{"b": 1, "c": 2}], ["a", "b"], "json")) == [{"a": None, "b": 1}]
    assert list(json.loads(render([ROW], COLUMNS[::-1], "json"))[0]) == COLUMNS[::-1]


def test_csv_parts_values_and_leaves_nothing_empty() -> None:
    assert to_csv([ROW], COLUMNS) == "name,live,open,since,grade,in_glossary\nBoard,A; B,,,3,true\n"
    assert to_csv([{"a": False}], ["a", "b"]) == "a,b\nfalse,\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_csv_disarms_formulas_in_texts_lists_and_headings(sign: str) -> None:
    # The list is OWASP's ("CSV injection"), with the full-width signs that spreadsheets take for the plain ones.
    text = f"{sign}cmd|' /C calc'!A0"
    heading, row = read_csv(to_csv([{text: text, "b": (text, "x")}], [text, "b"]))
    assert heading == [f"'{text}", "b"]
    assert row == [f"'{text}", f"'{text}; x"]


def test_csv_leaves_numbers_alone() -> None:
    assert to_csv([{"a": -5, "b": -1.5, "c": "-5"}], ["a", "b", "c"]) == "a,b,c\n-5,-1.5,'-5\n"


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\r\nb", 'a"b', "a,b", "a;b", " a ", "", "'a"])
def test_csv_reads_back_as_it_was(text: str) -> None:
    assert read_csv(to_csv([{"a": text, "b": "end"}], ["a", "b"])) == [["a", "b"], [text, "end"]]


def test_a_csv_file_for_a_spreadsheet_keeps_letters_and_references() -> None:
    # Excel on Windows shows Welsh names only if the file says that it is UTF-8; it makes 1.1 of 1.10, the reference
    # of another row, a date of 3/4, and 7 of 007. What it leaves as it is stays as it is.
    rows: list[Record] = [
        {"ref": ref, "name": "Bwrdd Llŷn"} for ref in ("1.10", "1.9", "3/4", "007", "A10", "2018-11-27")
    ]
    text = csv_file(rows, ["ref", "name"])
    assert text.encode().startswith(b"\xef\xbb\xbf") and "Llŷn" in text
    found = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert found == ["'1.10", "1.9", "'3/4", "'007", "A10", "2018-11-27"]


def test_csv_lines_end_in_a_line_feed() -> None:
    assert "\r" not in to_csv([ROW, ROW], COLUMNS)


@settings(derandomize=True)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_csv_never_loses_or_shifts_a_cell(cells: list[list[str]]) -> None:
    rows: list[Record] = [{"a": first, "b": second} for first, second in cells]
    found = read_csv(to_csv(rows, ["a", "b"]))
    assert [[cell.removeprefix("'") for cell in row] for row in found[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in cells
    ]
    assert not [cell for row in found for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_markdown_table() -> None:
    assert to_markdown([ROW], ["name", "live", "since", "in_glossary"]) == (
        "| name | live | since | in glossary |\n| --- | --- | --- | --- |\n| Board | A; B |  | yes |\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "a\\|b",
        "a\\",
        "[see](javascript:alert(1))",
        "![](https://example.org/pixel.png)",
        "<img src=x onerror=alert(1)>",
        "`code`",
        "*so* and _so_ and **so**",
        "~~gone~~",
        "&lt;b&gt;",
        "snake_case_name",
        "Delivery plan [...] monitoring",
    ],
)
def test_markdown_shows_the_text_as_it_is(text: str) -> None:
    assert read_markdown(to_markdown([{"a": text, "b": "end"}], ["a", "b"])) == [["a", "b"], [text, "end"]]


def test_markdown_keeps_one_line_for_each_row() -> None:
    text = to_markdown([{"a": "one\ntwo\r\nthree\x0bfour\u2028five"}], ["a"])
    assert text.splitlines()[2:] == ["| one two  three four five |"]


@settings(derandomize=True)
@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z", "C"]), min_size=1))
def test_markdown_of_any_text_is_a_table_of_two_cells(text: str) -> None:
    found = read_markdown(to_markdown([{"a": text, "b": "end"}], ["a", "b"]))
    assert [len(row) for row in found] == [2, 2]
    assert found[1][1] == "end"


def test_plain_table_is_aligned_and_short_citations_are_shown() -> None:
    rows: list[Record] = [
        {
            "ref": "1.1",
            "evidence": ("https://example.org/paper/plan#line=4,5", "https://example.org/paper/plan#page=2"),
        },
        {"ref": "A.10", "evidence": ()},
    ]
    assert to_table(rows, ["ref", "evidence"]) == ("ref   evidence\n1.1   plan, line 5; plan, page 2\nA.10\n")


def test_papers_of_one_name_are_told_apart_in_what_is_read() -> None:
    east, west = "https://example.org/east/minutes", "https://example.org/west/minutes"
    rows: list[Record] = [
        {"ref": "1", "evidence": (f"{east}#line=0,1",)},
        {"ref": "2", "evidence": (f"{west}#line=1,3", "https://example.org/west/plan#page=2")},
    ]
    assert to_table(rows, ["ref", "evidence"]).splitlines()[1:] == [
        "1    east/minutes, line 1",
        "2    west/minutes, lines 2-3; plan, page 2",
    ]
    assert "west/minutes, lines 2-3; plan" in to_markdown(rows, ["ref", "evidence"])
    assert to_table(rows[:1], ["evidence"]).splitlines()[1:] == ["minutes, line 1"]


def test_plain_table_counts_the_columns_of_a_terminal() -> None:
    # 語 takes two columns; é, written as e with a combining accent, takes one.
    rows: list[Record] = [{"a": "語語", "b": "x"}, {"a": "abcd", "b": "x"}, {"a": "cafe\u0301", "b": "x"}]
    assert to_table(rows, ["a", "b"]) == "a     b\n語語  x\nabcd  x\ncafe\u0301  x\n"


def test_plain_table_does_not_pad_all_rows_to_a_very_long_cell() -> None:
    rows: list[Record] = [{"a": "x" * 500, "b": "y"}, {"a": "z", "b": "y"}]
    lines = to_table(rows, ["a", "b"]).splitlines()
    assert lines[1] == "x" * 500 + "  y", "nothing is cut off"
    assert lines[2] == "z" + " " * 61 + "y", "60 columns and a gap of two"


@pytest.mark.parametrize("width", [None, 20, 80, 400])
def test_data_cannot_steer_the_terminal(width: int | None) -> None:
    shown = to_table([{"a": (HOSTILE,)}], ["a"], width=width)
    # rich colours headings with ESC [ ... m; nothing else may be there.
    left = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not [c for c in left if not c.isprintable() and c != "\n"]
    assert "".join(re.findall(r"[\w\[]", left)) == "aa[31mb2Jcde", "the heading, and the harmless signs"


@pytest.mark.parametrize("form", ["json", "md", "table"])
def test_no_control_character_reaches_a_terminal_in_any_format_for_reading(form: str) -> None:
    shown = render([{"a": HOSTILE, "b": (HOSTILE,)}], ["a", "b"], form)
    assert not [c for c in shown if not c.isprintable() and c != "\n"]


def test_json_escapes_keep_the_text() -> None:
    assert json.loads(to_json([{"a": HOSTILE}])) == [{"a": HOSTILE}]


@pytest.mark.parametrize("space", ["\n", "\t", "\r", "\u00a0", NARROW_SPACE, "\u2028"])
def test_every_kind_of_space_parts_words(space: str) -> None:
    assert to_table([{"a": f"one{space}two"}], ["a"]) == "a\none two\n"


@pytest.mark.parametrize("width", [30, 80, 250])
def test_terminal_table_is_ruled_and_fits_the_width(width: int) -> None:
    rows: list[Record] = [{"ref": "3.2", "title": "語" * 50, "reason": "word " * 60, "live": ("A", "B")}]
    shown = to_table(rows, ["ref", "title", "reason", "live"], width=width)
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    assert lines[0].startswith("┏") and lines[-1].startswith("└")
    assert max(tables._width(line) for line in lines) <= width
    # Folded, not cut: every sign is still there.
    assert "".join(lines).count("語") == 50
    assert "".join(re.findall(r"[word]", "".join(lines[2:]))).count("w") == 60


def test_no_colour_where_the_user_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # https://no-color.org: colours go; bold may stay.
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[(?:\d+;)*(?:3|4|9)\d", to_table([ROW], COLUMNS, width=80))


EMPTY = {"table": "a  b c\n", "json": "[]\n", "csv": "a,b_c\n", "md": "| a | b c |\n| --- | --- |\n"}


def test_every_format_is_tried_without_rows() -> None:
    assert set(EMPTY) == set(FORMATS)


@pytest.mark.parametrize(("form", "expected"), EMPTY.items())
def test_no_rows(form: str, expected: str) -> None:
    assert render([], ["a", "b_c"], form) == expected


def test_no_rows_on_a_terminal() -> None:
    assert "b c" in to_table([], ["a", "b_c"], width=60)


@pytest.mark.parametrize(("form", "all_columns"), [("json", True), ("csv", True), ("md", False), ("table", False)])
def test_reading_formats_show_the_chosen_columns_and_data_formats_hold_all(form: str, all_columns: bool) -> None:
    shown = render([{"a": "left", "b": "right"}], ["a", "b"], form, ["a"])
    assert "left" in shown
    assert ("right" in shown) is all_columns


@pytest.mark.parametrize("columns", [120, 40])
def test_a_terminal_gets_the_ruled_table_and_a_pipe_the_plain_one(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys, "stdout", Terminal())
    on_terminal = render([ROW], COLUMNS, "table")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    piped = render([ROW], COLUMNS, "table")
    assert "┃" in on_terminal and max(len(re.sub(r"\x1b\[[0-9;]*m", "", x)) for x in on_terminal.split("\n")) <= columns
    assert piped == to_table([ROW], COLUMNS) and "\x1b" not in piped


@pytest.mark.parametrize("form", FORMATS)
def test_same_rows_give_the_same_text_twice(form: str) -> None:
    rows: list[Record] = [ROW, {**ROW, "name": "Committee"}]
    assert render(rows, COLUMNS, form) == render(rows, COLUMNS, form)


# Room


WIDE: list[Record] = [{"ref": "1.1", "body": "Accountability Board", "note": "a b c d e f g h i j k l m n o p"}]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        # One sign of frame, and three more for each column: 1 + (3 + 3) = 7, + (14 + 3) = 24, + (4 + 3) = 31.
        (31, ["ref", "body", "note"]),
        (30, ["ref", "body"]),
        (24, ["ref", "body"]),
        (23, ["ref"]),
        (1, ["ref"]),
    ],
)
def test_a_terminal_gets_the_columns_whose_words_fit(width: int, expected: list[str]) -> None:
    assert fitting(WIDE, ["ref", "body", "note"], width) == expected


def test_a_very_long_word_does_not_keep_a_column_out() -> None:
    assert fitting([{"a": "x" * 500, "b": "y"}], ["a", "b"], 30) == ["a", "b"]
    assert fitting([], ["a", "b"], 80) == ["a", "b"]


@pytest.mark.parametrize("width", [31, 40, 60, 200])
def test_a_table_that_fits_breaks_no_word_and_keeps_to_the_width(width: int) -> None:
    shown = to_table(WIDE, ["ref", "body", "note"], width=width)
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()
    assert max(map(len, lines)) <= width
    assert any("Accountability" in line for line in lines)


def test_a_choice_of_columns_too_wide_for_the_terminal_is_shown_all_the_same() -> None:
    lines = re.sub(r"\x1b\[[\d;]*m", "", to_table(WIDE, ["ref", "body", "note"], width=20)).splitlines()
    assert max(map(len, lines)) <= 20
    assert len(lines[1].split("┃")) == 5
