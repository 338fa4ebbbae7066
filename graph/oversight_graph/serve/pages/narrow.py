"""Rows by the address of a view: which of them, in what order, and which part; and the fields that ask for that."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from oversight_graph.errors import UsageError
from oversight_graph.model.references import ref_order
from oversight_graph.output.tables import Record
from oversight_graph.report.html.cells import head
from oversight_graph.report.html.parts import Grid, Part
from oversight_graph.serve.pages.frame import Field
from oversight_graph.serve.pages.view import FORMS, View

# So many rows a page shows.
PART = 200
# A column that holds at most so many different words can be chosen from.
_FEW = 14


def narrowed(table: Sequence[Record], names: Sequence[str], view: View) -> tuple[dict[str, str], list[int]]:
    """Return what is asked of columns, and the numbers of the rows for which it holds, in the order that is asked for.

    Raises
    ------
    UsageError
        If it is to be ordered by a column that there is not.
    """
    asked = {name: view.get(f"f.{name}") for name in names if view.get(f"f.{name}")}
    words = view.get("q").casefold().split()
    found = []
    for at, row in enumerate(table):
        if any(not _holds(row[name], value) for name, value in asked.items()):
            continue
        if words:
            text = " ".join(text_of(row[name]) for name in names if not name.endswith("iri")).casefold()
            if not all(word in text for word in words):
                continue
        found.append(at)
    column = view.get("sort").removeprefix("-")
    if column and column not in names:
        raise UsageError(f"there is no column {column}", hint=f"columns: {', '.join(names)}")
    if column:
        filled = [at for at in found if table[at][column] not in (None, "", (), [])]
        texts = {at: text_of(table[at][column]) for at in filled}
        order: Any = ref_order(texts.values()) if column.endswith("ref") else _natural
        filled.sort(key=lambda at: order(texts[at]), reverse=view.get("sort").startswith("-"))
        empty = {*found} - {*filled}
        found = [*filled, *(at for at in found if at in empty)]
    return asked, found


def _natural(text: str) -> list[tuple[int, float, str]]:
    """Return the key of an order in which figures count as numbers."""
    pieces = re.findall(r"\d+(?:\.\d+)?|\D+", text.casefold())
    return [(0, float(piece), "") if piece[0].isdecimal() else (1, 0.0, piece) for piece in pieces]


def _holds(value: object, asked: str) -> bool:
    values = value if isinstance(value, tuple | list) else [value]
    return any(text_of(each).casefold() == asked.casefold() for each in values)


def text_of(value: object) -> str:
    """Return a value as text, several parted by semicolons."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def sortable(grid: Grid, columns: Sequence[str], view: View, first: int, whole: int) -> Grid:
    """Return a table whose heads lead to the same list in another order."""
    at = view.get("sort")
    # A table leaves out columns that are empty; a head says in words what its column is called.
    called = {words: column for column in columns for words in (column.replace("_", " "), head(column).text)}
    heads = []
    for each in grid.heads:
        column = called[each.text]
        sign = {column: " ↑", f"-{column}": " ↓"}.get(at, "")
        turned = f"-{column}" if at == column else column
        heads.append(replace(each, text=each.text + sign, href=view.href(sort=turned, page=""),
                             title=f"Sort by {each.text}"))  # fmt: skip
    whole = whole if whole > len(grid.rows) else 0
    files = view.href(f"{view.path}.csv", page="")
    return replace(grid, heads=tuple(heads), csv=files, first=first, whole=whole, look="listed")


def by_words(view: View, label: str = "Only rows with") -> Field:
    """Return the field by which rows are chosen by their words."""
    return Field("q", label, "search", view.get("q"), hint="words")


def filters(
    table: Sequence[Record], names: Sequence[str], view: View, apart: Collection[str] = ()
) -> tuple[Field, ...]:
    """Return the fields by which rows are chosen by each column that holds few different words.

    Parameters
    ----------
    names : sequence of str
        Of the columns.
    apart : collection of str
        Columns that something else asks for already.
    """
    made = []
    for name in names:
        if name.endswith("iri") or name == "evidence" or name in apart:
            continue
        # What has several values in a row is found by its words.
        values = {text_of(row[name]) for row in table if not isinstance(row[name], tuple | list)}
        asked = view.get(f"f.{name}")
        if (1 < len(values) <= _FEW and len(table) > 2 * len(values)) or asked:
            choices = tuple((each, each) for each in sorted({*values, asked} - {""}, key=_natural))
            made.append(Field(f"f.{name}", head(name).text, "choice", asked, choices=choices))
    return tuple(made)


def kept(view: View) -> tuple[tuple[str, str], ...]:
    """Return what a form sends along: the date, and how the list is shown."""
    return tuple((key, value) for key, value in view.params if key in ("as_of", "sort", "columns") and value)


def part(view: View, whole: int) -> int:
    """Return the number of the first row of the part that an address asks for."""
    text = view.get("page")
    number = int(text) if text.isdecimal() and len(text) < 7 else 1
    return min(max(number - 1, 0), max(whole - 1, 0) // PART) * PART


def ways(view: View, first: int, whole: int) -> list[Part]:
    """Return the ways to the files of a list, to its other parts, and to all of it as it comes."""
    found = [Part(form.upper(), view.href(f"{view.path}.{form}", page="")) for form in FORMS if form != "html"]
    if first:
        found.append(Part("Rows before", view.href(page=str(first // PART))))
    if first + PART < whole:
        found.append(Part("Rows after", view.href(page=str(first // PART + 2))))
    if any(key.startswith("f.") or key in ("q", "sort") for key, value in view.params if value):
        drop = [key for key, _ in view.params if key.startswith("f.")]
        found.append(Part("Without filter and order", view.href(drop=[*drop, "q", "sort", "page"])))
    return found
