"""Commands about what was done and what changed: practice, follow-up, diff, timeline."""

from enum import StrEnum
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
    date_of,
    open_graph,
    show,
)
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph


class Drop(StrEnum):
    """For which change `diff` fails."""

    drop = "drop"
    none = "none"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(practice)
    app.command("follow-up")(follow_up)
    app.command()(diff)
    app.command()(timeline)


def practice(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    activities: Annotated[bool, typer.Option("--activities", help="Activities instead of commitments.")] = False,
    topics: Annotated[
        bool, typer.Option("--topics", help="Instead: subjects that more than one meeting dealt with.")
    ] = False,
    cadence: Annotated[
        bool, typer.Option("--cadence", help="Instead: promised frequency of each body against meetings found.")
    ] = False,
    months: Annotated[int, typer.Option("--months", min=1, max=1200, help="Length of the period for --cadence.")] = 12,
) -> None:
    """Compare what the plan names with what meetings did: paper cover, shadow oversight, topics, cadence."""
    if topics + cadence + activities > 1:
        raise UsageError("give only one of --activities, --topics and --cadence")
    graph = open_graph(data, endpoint, store)
    day = _date(graph, as_of)
    if cadence:
        from oversight_graph.practice.cadence import Cadence

        rows, shown = graph.cadence(day, months=months), ["body", "frequency", "expected", "found", "notes"]
        shown += ["announced", "last_met", "status", "meaning"]
        show(rows, Cadence, form, shown, columns=columns, graph=graph, sources=sources)
    elif topics:
        from oversight_graph.practice.scrutiny import Topic

        shown = ["ref", "subject", "meetings", "bodies", "dates", "note"]
        show(graph.topics(day), Topic, form, shown, columns=columns, graph=graph, sources=sources)
    else:
        from oversight_graph.practice.practice import Practice

        shown = ["finding", "ref", "body", "meetings", "note", "meaning", "evidence"]
        found = graph.practice(day, activities=activities)
        show(found, Practice, form, shown, columns=columns, graph=graph, sources=sources)
    typer.echo("only the loaded papers were read: what they do not show may have happened", err=True)


def follow_up(
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
    by_owner: Annotated[bool, typer.Option("--by-owner", help="Counts for each owner post and its holder.")] = False,
) -> None:
    """Follow each action across the papers: asked, brought forward, discharged, or never seen again."""
    graph = open_graph(data, endpoint, store)
    rows = graph.follow_up(_date(graph, as_of), owner=owner)
    if by_owner:
        from oversight_graph.practice.owners import OwnerFollowUp
        from oversight_graph.practice.owners import by_owner as brought_together

        shown = ["owner", "holder", "asked_of", "actions", "discharged", "answered", "never_seen_again"]
        shown += ["no_later_notes", "overdue", "oldest_days", "meaning"]
        show(brought_together(rows), OwnerFollowUp, form, shown, columns=columns, graph=graph, sources=sources)
        return
    from oversight_graph.practice.followup import FollowUp

    shown = ["asked", "text", "owner", "holder", "outcome", "age_days", "due", "promise", "life", "meaning", "evidence"]
    show(rows, FollowUp, form, shown, columns=columns, graph=graph, sources=sources)


def diff(
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first date.", show_default=False)
    ] = None,
    second: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="The second date; that of the newest paper.", show_default=False),
    ] = None,
    from_data: Annotated[
        list[Path] | None,
        typer.Option("--from-data", metavar="DIR", help="First of two data folders to compare.", show_default=False),
    ] = None,
    to_data: Annotated[
        list[Path] | None,
        typer.Option("--to-data", metavar="DIR", help="Second of two data folders.", show_default=False),
    ] = None,
    data: Data = None,
    sources: Sources = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the papers show for the first time, without saying since when.")
    ] = False,
    fail_on: Annotated[
        Drop, typer.Option("--fail-on", help="Exit with 1 if the grade of a commitment dropped.")
    ] = Drop.none,
) -> None:
    """Show what began, ended, changed hands, lost or gained oversight between two dates or two data folders."""
    from oversight_graph.change.changes import Change
    from oversight_graph.change.diff import dropped

    if bool(from_data) != bool(to_data):
        raise UsageError("two folders are needed", hint="give both --from-data DIR and --to-data DIR")
    if from_data and (data or endpoint or store):
        raise UsageError("give either two folders or one source of data, not both")
    if not from_data and first is None:
        raise UsageError("there is nothing to compare", hint="give --from DATE, or --from-data DIR and --to-data DIR")
    old = open_graph(from_data or data, endpoint, store)
    new = open_graph(to_data, None, None) if to_data else old
    days = old.day(first), new.day(second)
    typer.echo(f"from {days[0]} to {days[1]}", err=True)
    _say_if_early(old, days[0])
    rows = old.diff(*days, other=new if to_data else None, everything=everything)
    shown = ["change", "thing", "before", "after", "when", "meaning", "evidence"]
    show(rows, Change, form, shown, columns=columns, graph=new, sources=sources)
    if fail_on is Drop.drop and dropped(rows):
        raise typer.Exit(1)


def timeline(
    thing: Annotated[
        str | None,
        typer.Argument(
            metavar="THING", help="Only events of this: a reference, acronym, name or IRI.", show_default=False
        ),
    ] = None,
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only events from this date on.", show_default=False),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", help="Only events of this kind, such as meeting. May be given again.", show_default=False
        ),
    ] = None,
) -> None:
    """List dated events, oldest first: of everything, or of one thing."""
    from oversight_graph.change.timeline import Event

    graph = open_graph(data, endpoint, store)
    rows = graph.timeline(thing, _date(graph, as_of), since=since, kinds=kind)
    show(
        rows,
        Event,
        form,
        ["when", "kind", "what", "as_stated", "meaning", "evidence"],
        columns=columns,
        graph=graph,
        sources=sources,
    )


def _date(graph: OversightGraph, as_of: str | None) -> str:
    """Return the date to go by, and say so."""
    day = date_of(graph, as_of)
    _say_if_early(graph, day)
    return day


def _say_if_early(graph: OversightGraph, day: str) -> None:
    """Say if the papers begin after the date: an empty answer means no more than that."""
    from oversight_graph.evidence.evidence import documents

    oldest = min((document.day for document in documents(graph.store).values() if document.day), default=day)
    if day < oldest:
        typer.echo(f"no loaded paper is as old as {day}: the oldest is of {oldest}", err=True)
