"""The command that writes the report."""

from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.cli.options import AsOf, Data, Sources, StoreDir, announce, open_graph, status


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(report)


def report(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder to make; a report that is there already is replaced.")
    ],
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    store: StoreDir = None,
) -> None:
    """Write a small static site to send and to print: findings, lists, charts, a page for each thing, the map."""
    from oversight_graph.graph import papers_in
    from oversight_graph.report import write_report

    graph = open_graph(data, None, store)
    day, plan_day = graph.day(as_of), graph.day(as_of, plan=True)
    announce(day, "" if as_of else f" (date of the newest paper); coverage as of {plan_day} (date of the newest plan)")
    papers = papers_in(graph, sources) if sources else None
    with status("writing the report"):
        written = write_report(graph, output, as_of, papers)
    pages = sum(path.endswith(".html") for path in written)
    typer.echo(f"wrote {pages} pages to {output}; begin with {output / 'index.html'}", err=True)
