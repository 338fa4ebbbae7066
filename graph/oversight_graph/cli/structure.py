"""Commands on who oversees what: oversees, chain, measures."""

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
    date_of,
    open_graph,
    show,
)
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph

StatedOnly = Annotated[bool, typer.Option("--stated-only", help="Only links that a paper states.")]
Ended = Annotated[
    bool,
    typer.Option("--ended", help="Also bodies that had ended, links not in force, and what only later papers tell."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (oversees, chain, measures):
        app.command()(command)


def oversees(
    thing: Thing,
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    by: Annotated[bool, typer.Option("--by", help="The reverse: who oversees it.")] = False,
    stated_only: StatedOnly = False,
    ended: Ended = False,
) -> None:
    """Show what something oversees, directly and through others; with --by, who oversees it."""
    from oversight_graph.network.reach import Sight

    graph = open_graph(data, endpoint, store)
    rows = graph.oversees(thing, dated(graph, as_of), by=by, stated_only=stated_only, ended=ended)
    shown = [
        "depth",
        "overseer" if by else "subject",
        "kind",
        "links",
        "not_live",
        "certainty",
        "last_told",
        "evidence",
    ]
    show(rows, Sight, form, shown, columns=columns, graph=graph, sources=sources, counted=True)
    if form is Format.table:
        direct = sum(row.depth == 1 for row in rows)
        typer.echo(f"{direct} directly, {len(rows) - direct} through others", err=True)
        if not rows:
            other = "what does it oversee? leave out --by" if by else "who oversees it? add --by"
            typer.echo(
                f"the loaded papers name nothing here, which does not mean that there is nothing ({other})", err=True
            )


def chain(
    thing: Thing,
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    stated_only: StatedOnly = False,
    ended: Ended = False,
) -> None:
    """Follow the chains of accountability from something up to the panel and the public, and where they break."""
    from oversight_graph.network.chains import Chain

    graph = open_graph(data, endpoint, store)
    rows = graph.chain(thing, dated(graph, as_of), stated_only=stated_only, ended=ended)
    shown = ["reaches", "length", "links", "breaks_at", "not_said", "not_live", "certainty", "last_told", "evidence"]
    show(rows, Chain, form, shown, columns=columns, graph=graph, sources=sources, counted=True)
    if form is Format.table:
        whole = sum(row.reaches == "public" for row in rows)
        typer.echo(f"{whole} of {len(rows)} reach the public", err=True)


def measures(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    structure: Annotated[
        bool, typer.Option("--structure", help="The figures of the structure as a whole instead.")
    ] = False,
    stated_only: StatedOnly = False,
) -> None:
    """List figures of each body and post, by name; --structure gives those of the whole."""
    from oversight_graph.network.measures import Measure
    from oversight_graph.network.structure import Figure

    graph = open_graph(data, endpoint, store)
    day = dated(graph, as_of)
    if structure:
        figures = graph.structure(day, stated_only=stated_only)
        shown = ["figure", "value", "unit", "meaning"]
        show(figures, Figure, form, shown, columns=columns, graph=graph, sources=sources)
        if form is Format.table:
            typer.echo("--columns figure,members lists what each counts", err=True)
        return
    rows = graph.measures(day, stated_only=stated_only)
    shown = [
        "name", "status", "span", "reach", "only_overseer", "articulation", "dominates", "betweenness",
        "meetings_per_year", "chairs_shared", "meaning",
    ]  # fmt: skip
    show(rows, Measure, form, shown, columns=columns, graph=graph, sources=sources)
    if form is Format.table:
        typer.echo("by name, in no order of weight; --structure gives the figures of the whole", err=True)


def dated(graph: OversightGraph, as_of: str | None, *, plan: bool = False) -> str:
    """Return the date to go by; before the oldest paper there is nothing to go by."""
    from oversight_graph.evidence.evidence import documents

    day = date_of(graph, as_of, plan=plan)
    oldest = min((document.day for document in documents(graph.store).values() if document.day), default=day)
    if day < oldest:
        raise UsageError(f"no loaded paper is as old as {day}", hint=f"the oldest is of {oldest}")
    return day
