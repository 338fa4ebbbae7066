"""Commands that answer: coverage, gaps, bodies, people, actions."""

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
    date_of,
    open_graph,
    show,
)

Activities = Annotated[bool, typer.Option("--activities", help="Activities instead of commitments.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (coverage, gaps, bodies, people, actions):
        app.command()(command)


def coverage(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    activities: Activities = False,
    summary: Annotated[bool, typer.Option("--summary", help="Only how many have which grade, by objective.")] = False,
) -> None:
    """Grade the oversight of each commitment, from 0 (none shown) to 6 (exercised)."""
    from oversight_graph.registers.coverage import Coverage

    graph = open_graph(data, endpoint, store)
    rows = graph.coverage(date_of(graph, as_of, plan=True), activities=activities)
    if summary:
        from oversight_graph.registers.summary import Summary, summarise

        show(
            summarise(rows),
            Summary,
            form,
            ["objective", "total", *(f"grade_{n}" for n in range(7)), "gaps"],
            columns=columns,
        )
        return
    shown = ["ref", "title", "cell", "grade", "bodies", "processes", "refers_to", "not_live", "exercised"]
    show(rows, Coverage, form, shown, columns=columns, graph=graph, sources=sources)


def gaps(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    activities: Activities = False,
    grade: Annotated[int, typer.Option("--grade", min=1, max=6, help="Show what lies below this grade.")] = 3,
) -> None:
    """List commitments with no oversight body, worst first, with the reason."""
    from oversight_graph.registers.gaps import Gap
    from oversight_graph.registers.gaps import gaps as below

    graph = open_graph(data, endpoint, store)
    graded = graph.coverage(date_of(graph, as_of, plan=True), activities=activities)
    rows = below(graded, grade)
    show(
        rows,
        Gap,
        form,
        ["ref", "title", "cell", "grade", "reason", "evidence"],
        columns=columns,
        graph=graph,
        sources=sources,
        counted=True,
    )
    if form is Format.table:
        what = "activities" if activities else "commitments"
        typer.echo(f"{len(rows)} of {len(graded)} {what} below grade {grade}", err=True)


def bodies(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also those that had ended, or that only later papers name.")
    ] = False,
) -> None:
    """Register of oversight bodies at the date."""
    from oversight_graph.registers.bodies import Body

    graph = open_graph(data, endpoint, store)
    rows = graph.bodies(date_of(graph, as_of), everything=everything)
    shown = ["name", "aliases", "status", "kind", "frequency", "chair", "oversees", "notes_published", "public"]
    show(rows, Body, form, shown, columns=columns, graph=graph, sources=sources)


def people(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    everything: Annotated[bool, typer.Option("--all", help="Every tenure, seat and attendance known.")] = False,
) -> None:
    """Who held which post, and who sat on which body, at the date."""
    from oversight_graph.registers.people import Holding

    graph = open_graph(data, endpoint, store)
    rows = graph.people(date_of(graph, as_of), everything=everything)
    show(
        rows,
        Holding,
        form,
        ["person", "post", "body", "role", "organization", "last_seen", "note", "evidence"],
        columns=columns,
        graph=graph,
        sources=sources,
    )


def actions(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="Only the actions of this post.", show_default=False)
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only open actions whose last day is past.")] = False,
) -> None:
    """List all actions raised up to the date, with their state at the date."""
    from oversight_graph.registers.actions import Action

    graph = open_graph(data, endpoint, store)
    rows = graph.actions(date_of(graph, as_of), owner=owner, overdue=overdue)
    shown = ["raised", "text", "owner", "due", "status", "holder", "owner_as_stated", "discharged_by", "evidence"]
    show(rows, Action, form, shown, columns=columns, graph=graph, sources=sources)
