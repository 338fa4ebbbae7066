"""Options that the commands share, and the way from options to a graph and from rows to output."""

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph, environment_endpoint
from oversight_graph.registry.declare import Answer


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
SHARED: dict[str, Any] = {
    "data": Data,
    "sources": Sources,
    "as_of": AsOf,
    "form": Form,
    "columns": Columns,
    "endpoint": Endpoint,
    "store": StoreDir,
}
GRAPH = "data endpoint store"
ROWS = f"data sources as_of form columns {GRAPH.removeprefix('data ')}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said with the shared options."""

    data: list[Path] | None = None
    sources: Path | None = None
    as_of: str | None = None
    form: Format = Format.table
    columns: str | None = None
    endpoint: str | None = None
    store: Path | None = None
    fail_on: str = "none"

    def graph(self, *, validate: bool = True) -> OversightGraph:
        """Load the graph that the options name."""
        return open_graph(self.data, self.endpoint, self.store, validate=validate)

    def day(self, graph: OversightGraph, answer: Answer) -> str:
        """Return the date to go by, say so, and keep to what the answer declares of dates before the oldest paper."""
        day = date_of(graph, self.as_of, plan=answer.date == "plan")
        mind_early(graph, day, answer)
        return day

    def show(
        self,
        rows: Sequence[Any],
        answer: Answer,
        graph: OversightGraph | None = None,
        *,
        said: dict[str, Any] | None = None,
        more: Sequence[str] = (),
        counted: bool = False,
    ) -> None:
        """Print the rows of an answer, and what it declares to be said with them.

        Parameters
        ----------
        rows : sequence of dataclass
        answer : Answer
        graph : OversightGraph, optional
            Gives the passages, if there are papers at hand.
        said : dict, optional
            The options.
        more : sequence of str
            Columns to show besides those that the answer declares.
        counted : bool
            Whether the command says itself how many rows there are; else an empty table is said to be one.
        """
        shown = [*answer.columns(said), *more]
        show(rows, answer.kind, self.form, shown, columns=self.columns, graph=graph, sources=self.sources)
        if self.form is Format.table:
            if not rows and not counted:
                typer.echo(f"none: {answer.empty[0].lower()}{answer.empty[1:].rstrip('.')}", err=True)
            remark = answer.remark
            for line in remark(rows, said or {}) if callable(remark) else [remark] if remark else []:
                typer.echo(line, err=True)
        if answer.caveat:
            typer.echo(answer.caveat, err=True)

    def fail(self, rows: Sequence[Any], answer: Answer) -> None:
        """End with 1 if the rows of a check are as grave as was said."""
        if answer.exit and answer.exit.fails(rows, self.fail_on):
            raise typer.Exit(1)

    def table(self, rows: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
        """Print rows that no answer declares."""
        from oversight_graph.output.tables import render

        sys.stdout.write(render(rows, chosen(self.columns, names), self.form.value))


def shared(names: str, answer: Answer | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command some of the shared options, which it gets as `Asked`, its first parameter.

    Parameters
    ----------
    names : str
        Keys of `SHARED`, parted by spaces: `GRAPH` for a command that needs a graph, `ROWS` for one that prints rows.
    answer : Answer, optional
        What the command gives: its sentence is the help, and a check has ``--fail-on``.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(command).parameters.values())[1:]
        return with_options(command, own, names, answer)

    return decorate


def with_options(
    command: Callable[..., None], own: Sequence[inspect.Parameter], names: str, answer: Answer | None = None
) -> Callable[..., None]:
    """Return a command with parameters of its own and shared ones, as the framework reads them off its signature."""
    common = [keyword(name, Format.table if name == "form" else None, SHARED[name]) for name in names.split()]
    if answer and answer.exit:
        levels = [(name, name) for name in (*answer.exit.levels, "none")]
        level: Any = StrEnum("Level", levels)  # type: ignore[misc]
        option = typer.Option("--fail-on", help=answer.exit.help)
        common.append(keyword("fail_on", level(answer.exit.default), Annotated[level, option]))

    def run(**values: Any) -> None:
        asked = Asked(**{parameter.name: values.pop(parameter.name) for parameter in common})
        command(asked, **values)

    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + common
    run.__name__, run.__doc__ = command.__name__, answer.sentence if answer else command.__doc__
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def keyword(name: str, default: Any, annotation: Any) -> inspect.Parameter:
    """Return a parameter by name."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def open_graph(
    data: list[Path] | None, endpoint: str | None, store: Path | None, *, validate: bool = True
) -> OversightGraph:
    """Load the graph that the options name."""
    if data and store and not validate:
        raise UsageError("check either data or a store: a store is filled only with data that was found good")
    address = endpoint or (None if data or store else environment_endpoint())
    with status("reading the data", when=bool(data)):
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


def mind_early(graph: OversightGraph, day: str, answer: Answer) -> None:
    """Do what an answer declares of a date before the oldest paper: an empty answer would mean no more than that."""
    if answer.early == "answer":
        return
    from oversight_graph.evidence.evidence import documents

    oldest = min((document.day for document in documents(graph.store).values() if document.day), default=day)
    if day >= oldest:
        return
    if answer.early == "refuse":
        raise UsageError(f"no loaded paper is as old as {day}", hint=f"the oldest is of {oldest}")
    typer.echo(f"no loaded paper is as old as {day}: the oldest is of {oldest}", err=True)


def show(
    rows: Sequence[object],
    kind: type,
    form: Format,
    shown: Sequence[str],
    *,
    columns: str | None = None,
    graph: OversightGraph | None = None,
    sources: Path | None = None,
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
    """
    from oversight_graph.output.tables import fitting, records, render, terminal_width

    names = [field.name for field in fields(kind)]
    table = records(rows)
    if sources and graph is not None and "evidence" in names and "passage" not in names:
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


@contextmanager
def status(what: str, *, when: bool = True) -> Iterator[None]:
    """Show on a terminal that something is going on."""
    if not when or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
