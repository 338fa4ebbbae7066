"""Options that the commands share, and the way from options to a graph and from rows to output."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph, environment_endpoint


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


Thing = Annotated[
    str, typer.Argument(metavar="THING", help="A reference (3.2), an acronym (AGG), a name or part of one, an IRI.")
]
Data = Annotated[
    list[Path] | None,
    typer.Option(
        "--data",
        help="File or folder of data of your own, instead of the shipped data. May be given again.",
        show_default=False,
    ),
]
Sources = Annotated[
    Path | None,
    typer.Option("--sources", help="Folder with the papers: the passages are shown.", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Answer as at this date, such as 2018-11-27.", show_default=False),
]
Form = Annotated[Format, typer.Option("--format", "-f", help="How to print rows.")]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="A,B,...", help="Only these columns, in this order.", show_default=False),
]
Endpoint = Annotated[
    str | None,
    typer.Option(
        "--endpoint", metavar="URL", help="Ask this SPARQL server (or set OVERSIGHT_ENDPOINT).", show_default=False
    ),
]
StoreDir = Annotated[
    Path | None,
    typer.Option("--store", help="Keep the graph in this folder; it is filled the first time.", show_default=False),
]


def open_graph(
    data: list[Path] | None, endpoint: str | None, store: Path | None, *, validate: bool = True
) -> OversightGraph:
    """Load the graph that the options name."""
    if data and store and not validate:
        raise UsageError("check either data or a store: a store is filled only with data that was found good")
    address = endpoint or (None if data or store else environment_endpoint())
    with status("reading the data") if data else _quiet():
        graph = OversightGraph.load(*(data or ()), store=store, endpoint=address, validate=validate)
    graph.tell = lambda text: typer.echo(text, err=True)
    return graph


def announce(day: str, why: str) -> None:
    """Say on stderr which date the answer is for."""
    typer.echo(f"as of {day}{why}", err=True)


def date_of(graph: OversightGraph, as_of: str | None, *, plan: bool = False) -> str:
    """Return the date to go by, and say so."""
    day = graph.day(as_of, plan=plan)
    announce(day, "" if as_of else f" (date of the newest {'plan' if plan else 'paper'}{_newer(graph, day)})")
    return day


def _newer(graph: OversightGraph, day: str) -> str:
    """Say of what date the newest paper is, if it is newer than the plan that gives the date."""
    with suppress(UsageError):  # data may have a plan and no paper
        newest = graph.newest_paper
        return f"; the newest paper is of {newest}" if newest > day else ""
    return ""


def show(
    rows: Sequence[object],
    kind: type,
    form: Format,
    shown: Sequence[str],
    *,
    columns: str | None = None,
    graph: OversightGraph | None = None,
    sources: Path | None = None,
    counted: bool = False,
) -> None:
    """Print dataclass rows.

    Parameters
    ----------
    rows : sequence of dataclass
    kind : type
        The dataclass: its fields are the columns of JSON and CSV.
    form : Format
    shown : sequence of str
        The columns of a table, where there is no room for all.
    columns : str, optional
        The user's choice of columns, for every format.
    graph, sources : optional
        With papers at hand, each row gets the passages that it cites.
    counted : bool
        Whether the command says itself how many rows there are; else an empty table is said to be one.
    """
    from oversight_graph.output.tables import fitting, records, render, terminal_width

    names = [field.name for field in fields(kind)]
    table = records(rows)
    if sources and graph is not None and "passage" not in names:
        from oversight_graph.graph import papers_in

        papers = papers_in(graph, sources)
        names.append("passage")
        shown = [*shown, "passage"]
        for record in table:
            cited = record.get("evidence")
            found = [papers.passage(entry) for entry in cited] if isinstance(cited, tuple | list) else []
            record["passage"] = tuple(passage for passage in found if passage)
    if columns is not None:
        names = shown = chosen(columns, names)
    elif form is Format.table and (width := terminal_width()):
        wanted, shown = shown, fitting(table, shown, width)
        if left := [name for name in wanted if name not in shown]:
            typer.echo(f"no room for {', '.join(left)}: widen the window, or choose with --columns", err=True)
    sys.stdout.write(render(table, names, form.value, shown))
    if form is Format.table and not table and not counted:
        typer.echo("none", err=True)


def chosen(columns: str | None, names: Sequence[str]) -> list[str]:
    """Return the columns that the user chose, or all.

    Raises
    ------
    UsageError
        If there is no such column.
    """
    if columns is None:
        return list(names)
    wanted = [name.strip() for name in columns.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in names]
    if unknown or not wanted:
        raise UsageError(
            f"there is no column {', '.join(unknown) or repr(columns)}", hint=f"columns: {', '.join(names)}"
        )
    return wanted


def folder_given(sources: Path | None) -> Path:
    """Return the folder of papers, which this command needs."""
    if sources is None:
        raise UsageError("the papers are needed to prove citations", hint="name their folder with --sources DIR")
    return sources


@contextmanager
def status(what: str) -> Iterator[None]:
    """Show on a terminal that something is going on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


@contextmanager
def _quiet() -> Iterator[None]:
    yield
