"""The command that writes the report."""

from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.cli.options import GRAPH, Asked, announce, shared, status


@shared(f"sources as_of {GRAPH}")
def report(
    asked: Asked,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder to make; a report that is there already is replaced.")
    ],
) -> None:
    """Write a small static site to send and to print: findings, lists, charts, a page for each thing, the map."""
    from oversight_graph.graph import papers_in
    from oversight_graph.report import write_report

    graph = asked.graph().here()
    day, plan_day = graph.day(asked.as_of), graph.day(asked.as_of, plan=True)
    announce(
        day, "" if asked.as_of else f" (date of the newest paper); coverage as of {plan_day} (date of the newest plan)"
    )
    papers = papers_in(graph, asked.sources) if asked.sources else None
    with status("writing the report"):
        written = write_report(graph, output, asked.as_of, papers)
    pages = sum(path.endswith(".html") for path in written)
    typer.echo(f"wrote {pages} pages to {output}; begin with {output / 'index.html'}", err=True)
