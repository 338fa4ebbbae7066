"""Commands that ask the graph itself: query and explain."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.cli.options import (
    AsOf,
    Columns,
    Data,
    Endpoint,
    Form,
    Format,
    Sources,
    StoreDir,
    Thing,
    announce,
    chosen,
    open_graph,
    show,
)
from oversight_graph.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(query)
    app.command()(explain)


def query(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Name of a question, see --list.", show_default=False)
    ] = None,
    data: Data = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="KEY=VALUE", help="Value of a parameter.", show_default=False),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    sparql: Annotated[bool, typer.Option("--show", help="Print the question's SPARQL instead of asking it.")] = False,
    file: Annotated[
        Path | None, typer.Option("--file", help="Ask a SPARQL file of your own.", show_default=False)
    ] = None,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let your own query use SERVICE and FROM.")
    ] = False,
) -> None:
    """Ask a question of the catalogue by name, or a SPARQL query of your own."""
    from oversight_graph.ask import catalogue
    from oversight_graph.output.tables import Record, render

    if sum((listing, name is not None, file is not None)) != 1:
        raise UsageError("name a question, or give --list or --file", hint="try `oversight query --list`")
    if listing:
        rows: list[Record] = [_listed(catalogue.question(each)) for each in catalogue.names()]
        rows.sort(key=lambda row: (catalogue.GROUPS.index(str(row["group"])), str(row["name"])))
        sys.stdout.write(render(rows, chosen(columns, list(rows[0])), form.value))
        return
    if name is not None and sparql:
        sys.stdout.write(catalogue.question(name).text)
        return
    values = dict(_pair(entry) for entry in parameter or ())
    if file is not None:
        if values or as_of:
            raise UsageError("parameters and a date belong to questions of the catalogue", where=str(file))
        text = _read(file)
        graph = open_graph(data, endpoint, store)
        table = graph.sparql(text, allow_remote=allow_remote, where=str(file))
    else:
        if str(name).endswith(".rq"):
            raise UsageError(f"{name} is a file, not a question of the catalogue", hint=f"try --file {name}")
        question = catalogue.question(str(name))
        graph = open_graph(data, endpoint, store)
        if "asOf" in dict(question.defaults) and "asOf" not in values:
            values["asOf"] = graph.day(as_of)
            announce(values["asOf"], "" if as_of else " (date of the newest paper)")
        elif as_of:
            raise UsageError(f"the question {name} takes no date")
        table = graph.query(str(name), **values)
    records: list[Record] = [dict(zip(table.columns, row, strict=True)) for row in table]
    sys.stdout.write(render(records, chosen(columns, table.columns), form.value))


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", where=str(file)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError("not in UTF-8", where=f"{file}:{line}", hint="save it as UTF-8") from error


def _listed(question: "object") -> "dict[str, str | int | float | bool | tuple[str, ...] | list[str] | None]":
    from oversight_graph.ask.catalogue import Question

    assert isinstance(question, Question)
    return {
        "group": question.group,
        "name": question.name,
        "question": question.question,
        "parameters": tuple(f"{name}: {meaning}" for name, meaning in question.parameters),
    }


def _pair(entry: str) -> tuple[str, str]:
    key, equals, value = entry.partition("=")
    if not equals or not key:
        raise UsageError(f"{entry!r} is not of the form KEY=VALUE")
    return key, value


def explain(
    thing: Thing,
    data: Data = None,
    sources: Sources = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
) -> None:
    """All that is said of a thing, each line with its citation and, with --sources, the passage."""
    from oversight_graph.ask.explain import Fact
    from oversight_graph.graph import papers_in

    graph = open_graph(data, endpoint, store)
    papers = papers_in(graph, sources) if sources else None
    shown = ["fact", "value", "graph", "stated", "evidence", *(["passage"] if sources else [])]
    show(graph.explain(thing, papers), Fact, form, shown, columns=columns)
