"""Commands that write files: export and init."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.cli.options import GRAPH, Asked, date_of, shared
from oversight_graph.errors import UsageError


class Kind(StrEnum):
    """What `export` can write."""

    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"
    csv = "csv"
    graphml = "graphml"
    gexf = "gexf"
    cytoscape = "cytoscape"
    mermaid = "mermaid"
    dot = "dot"
    popolo = "popolo"


@shared(f"as_of {GRAPH}")
def export(
    asked: Asked,
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="FORMAT",
            help="One of turtle, trig, nquads, jsonld, csv, graphml, gexf, cytoscape, mermaid, dot, popolo.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="File to write, or folder for csv; stdout if not given.", show_default=False
        ),
    ] = None,
    stated_only: Annotated[bool, typer.Option("--stated-only", help="Leave out what the rules inferred.")] = False,
) -> None:
    """Write the graph for other tools: RDF, CSV tables, network formats at a date, or Popolo JSON."""
    from oversight_graph.output.export import RDF_FORMATS, to_rdf, write_tables, write_whole

    graph = asked.graph().here()
    if kind is Kind.csv:
        if output is None:
            raise UsageError("csv writes several files", hint="name a folder with --output DIR")
        written = write_tables(graph.embedded, output)
        typer.echo(f"wrote {len(written)} tables to {output}", err=True)
        return
    if kind.value in RDF_FORMATS:
        if asked.as_of:
            raise UsageError(f"{kind.value} holds the whole graph and takes no date")
        content = to_rdf(graph.embedded, kind.value, inferred=not stated_only)
    else:
        from oversight_graph.output.interchange import to_network_format, to_popolo

        day = date_of(graph, asked.as_of)
        if kind is Kind.popolo:
            content = to_popolo(graph, day)
        else:
            content = to_network_format(graph.network(day, stated_only=stated_only), kind.value)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    write_whole(output, content)
    typer.echo(f"wrote {output}", err=True)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it must not hold anything yet.")],
    workbook: Annotated[bool, typer.Option("--workbook", help="As a workbook instead of Turtle.")] = False,
) -> None:
    """Write a small commented data set to start from."""
    from oversight_graph.output.starter import write_starter

    for path in write_starter(folder, workbook=workbook):
        typer.echo(f"wrote {path}", err=True)
    typer.echo(f"next: oversight gaps --data {folder}", err=True)
