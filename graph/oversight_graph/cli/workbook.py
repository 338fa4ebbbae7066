"""Commands for the workbook that a person fills in: new, check, load, export."""

import os
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from oversight_graph.cli.options import GRAPH, Asked, OneCommand, deliver, refuse_input, say, shared, status
from oversight_graph.errors import UsageError
from oversight_graph.load.files import own_base
from oversight_graph.registry.declare import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oversight_graph.ingest.workbook.violations import CellViolation

app = typer.Typer(
    help="A workbook instead of Turtle: make one, check it, make data of it, or write a graph as one.",
    no_args_is_help=True,
)
_BOOK = Option(
    "book", "The workbook, or a folder of CSV files.", "path", metavar="BOOK.xlsx", place="argument", needed=True
)
_DRAFTS = Option("drafts", "Let drafts in that nobody has accepted, marked as such.")


@app.command("new", cls=OneCommand)
@shared("", _BOOK, Option("base", "What all addresses are to begin with.", "text", metavar="IRI"))
def new(asked: Asked, book: Path, base: str | None) -> None:
    """Write an empty workbook: sheets with lists, comments and an example row each, which is never loaded."""
    from oversight_graph.ingest.workbook.write import write_workbook

    if book.exists():
        raise UsageError("is there already, and is left as it is", where=str(book), hint="name a new file")
    if book.suffix.lower() not in (".xlsx", ""):
        raise UsageError("is no name for a workbook", where=str(book), hint="end it with .xlsx, or name a folder")
    own_base(base or "", f"--base {base}")
    write_workbook(book, [], settings={"base": base} if base else {}, examples=True)
    say(f"wrote {book}")
    say(f"next: fill it in, then oversight workbook check {quote(str(book))}")


@app.command("check", cls=OneCommand)
@shared("form", _BOOK, _DRAFTS, Option("marked", "A copy with a comment in each cell.", "path", metavar="COPY.xlsx"))
def check(asked: Asked, book: Path, drafts: bool, marked: Path | None) -> None:
    """Tell all that is amiss in a workbook, by sheet and cell, and what was read; 1 if it cannot be loaded."""
    _let_in(drafts)
    from oversight_graph.ingest.workbook.to_graph.validation import check_workbook
    from oversight_graph.ingest.workbook.violations import errors, gathered
    from oversight_graph.output.tables import records, render

    with status("checking the workbook"):
        found, made = check_workbook(book)
    columns = ["severity", "where", "value", "message"]
    if found or asked.form != "table":
        shown = gathered(found) if asked.form == "table" else found
        sys.stdout.write(render(records(shown), columns, asked.form))
    _say_read(made.read, made.left)
    wrong = len(errors(found))
    say(f"found: {wrong} error, {len(found) - wrong} other")
    if marked:
        _mark(book, marked, found)
    if wrong:
        raise typer.Exit(1)
    asks = {"Plan": "gaps", "Actions": "actions", "Meetings": "timeline", "People": "people"}
    ask = next((ask for sheet, ask in asks.items() if made.read.get(sheet)), "bodies")
    say(f"next: oversight {ask} --data {quote(str(book))}")


@app.command("load", cls=OneCommand)
@shared(
    "", _BOOK, _DRAFTS,
    Option("output", "Data file; stdout if not given.", "path", flag="--output -o", metavar="FILE.ttl"),
)  # fmt: skip
def load(asked: Asked, book: Path, output: Path | None, drafts: bool) -> None:
    """Make a data file of a workbook that is in order; other commands take the workbook as it is."""
    _let_in(drafts)
    refuse_input(output, None, book)
    from oversight_graph.ingest.workbook.to_graph.validation import workbook_turtle
    from oversight_graph.ingest.workbook.violations import unread

    with status("reading the workbook"):
        content, made = workbook_turtle(book)
    _say_read(made.read, made.left)
    if cells := unread(made.violations):
        say(f"not read: {len(cells)}, of which `oversight workbook check` says why: {', '.join(cells[:3])}")
    deliver(content, output)


@app.command("export", cls=OneCommand)
@shared(GRAPH, _BOOK)
def export(asked: Asked, book: Path) -> None:
    """Write a graph as a workbook that makes the same graph; what no sheet has a column for is told."""
    from oversight_graph.ingest.workbook.from_graph.export import export_rows, stated
    from oversight_graph.ingest.workbook.write import write_workbook

    if book.suffix.lower() not in (".xlsx", ""):
        raise UsageError("is no name for a workbook", where=str(book), hint="end it with .xlsx, or name a folder")
    graph = asked.graph()
    refuse_input(book, graph)
    with status("writing the workbook"):
        made = export_rows(stated(graph.embedded))
        write_workbook(book, made.rows, settings=made.settings)
    held, further = sum(made.held.values()), sum(made.further.values())
    say(f"wrote {book}: {held} statements in {len(made.held)} sheets")
    if further:
        most = sorted(made.further, key=lambda name: (-made.further[name], name))
        rest = ", ".join(f"{name} {made.further[name]}" for name in most[:8])
        say(f"{further} for which no other sheet has a column stand in Further facts: {rest}")
    for statement in made.lost:
        say(f"not held by any sheet: {statement}")
    if made.lost:
        raise typer.Exit(1)


def _let_in(drafts: bool) -> None:
    """Let drafts in while this command runs, as ``OVERSIGHT_DRAFTS`` does for any."""
    if drafts:
        os.environ["OVERSIGHT_DRAFTS"] = "yes"


def _say_read(read: "Mapping[str, int]", left: "Mapping[str, int]") -> None:
    rows = ", ".join(f"{name} {count}" for name, count in read.items()) or "no rows"
    out = "; left out: " + ", ".join(f"{count} {why}" for why, count in sorted(left.items())) if left else ""
    say(f"read: {rows}{out}")


def _mark(book: Path, copy: Path, found: "list[CellViolation]") -> None:
    from oversight_graph.ingest.workbook.marked import write_marked

    count = write_marked(book, copy, found)
    say(f"wrote {copy} with {count} comments")
