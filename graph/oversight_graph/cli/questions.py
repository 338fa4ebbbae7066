"""Commands that ask the graph itself: query and explain."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oversight_graph.cli.options import ROWS, Asked, Thing, announce, shared
from oversight_graph.errors import UsageError
from oversight_graph.registry.answers import answer

if TYPE_CHECKING:
    from oversight_graph.ask.catalogue import Question


@shared(ROWS.replace("sources ", ""))
def query(
    asked: Asked,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Name of a question, see --list.", show_default=False)
    ] = None,
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

    if sum((listing, name is not None, file is not None)) != 1:
        raise UsageError("name a question, or give --list or --file", hint="try `oversight query --list`")
    if listing:
        rows = [_listed(catalogue.question(each)) for each in catalogue.names()]
        rows.sort(key=lambda row: (catalogue.GROUPS.index(row["group"]), row["name"]))
        asked.table(rows, list(rows[0]))
        return
    if name is not None and sparql:
        sys.stdout.write(catalogue.question(name).text)
        return
    values = dict(_pair(entry) for entry in parameter or ())
    if file is not None:
        if values or asked.as_of:
            raise UsageError("parameters and a date belong to questions of the catalogue", where=str(file))
        text = _read(file)
        table = asked.graph().sparql(text, allow_remote=allow_remote, where=str(file))
    else:
        if str(name).endswith(".rq"):
            raise UsageError(f"{name} is a file, not a question of the catalogue", hint=f"try --file {name}")
        question = catalogue.question(str(name))
        graph = asked.graph()
        if "asOf" in dict(question.defaults) and "asOf" not in values:
            values["asOf"] = graph.day(asked.as_of)
            announce(values["asOf"], "" if asked.as_of else " (date of the newest paper)")
        elif asked.as_of:
            raise UsageError(f"the question {name} takes no date")
        table = graph.query(str(name), **values)
    asked.table([dict(zip(table.columns, row, strict=True)) for row in table], table.columns)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", where=str(file)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError("not in UTF-8", where=f"{file}:{line}", hint="save it as UTF-8") from error


def _listed(question: "Question") -> dict[str, Any]:
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


@shared(ROWS.replace("as_of ", ""), answer("explain"))
def explain(asked: Asked, thing: Thing) -> None:
    """Tell all of a thing; the passages are those of the facts, not of the rows."""
    from oversight_graph.graph import papers_in

    graph = asked.graph()
    papers = papers_in(graph, asked.sources) if asked.sources else None
    more = ["passage"] if papers else []
    asked.show(graph.explain(thing, papers), answer("explain"), more=more)
