"""Commands on the structure and on what could change it: overlap, conflicts, whatif."""

from collections import Counter
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
    open_graph,
    show,
)
from oversight_graph.cli.structure import dated
from oversight_graph.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (overlap, conflicts, whatif):
        app.command()(command)


def overlap(
    body: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Only pairs with this body.", show_default=False)
    ] = None,
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also pairs that have only an objective of the plan in common.")
    ] = False,
) -> None:
    """List pairs of bodies that watch over the same subjects, or in which the same people sit."""
    from oversight_graph.network.overlap import Overlap

    graph = open_graph(data, endpoint, store)
    rows = graph.overlaps(dated(graph, as_of), body=body, fragmentation=everything)
    shown = [
        "a",
        "b",
        "relation",
        "shared_subjects",
        "subjects_jaccard",
        "shared_members",
        "members_jaccard",
        "meaning",
    ]
    show(rows, Overlap, form, shown, columns=columns, graph=graph, sources=sources)


def conflicts(
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
) -> None:
    """List where oversight looks at its own work, runs in a circle, or is not as the law has it."""
    from oversight_graph.network.conflicts import Conflict

    graph = open_graph(data, endpoint, store)
    rows = graph.conflicts(dated(graph, as_of))
    shown = ["kind", "subject", "overseer", "meaning", "basis", "evidence"]
    show(rows, Conflict, form, shown, columns=columns, graph=graph, sources=sources)


def whatif(
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="More bodies to --remove.", show_default=False)
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="NAME", help="This body ends. May be given again.", show_default=False),
    ] = None,
    merge: Annotated[
        tuple[str, str] | None,
        typer.Option("--merge", metavar="A B", help="Body A goes into body B.", show_default=False),
    ] = None,
    end_alliance: Annotated[bool, typer.Option("--end-alliance", help="All bodies of the level alliance end.")] = False,
    data: Data = None,
    sources: Sources = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
) -> None:
    """Tell what would change if bodies ended or merged: grades, actions, chains, and who could take over."""
    from oversight_graph.change.effects import Effect

    if merge and any(name.startswith("-") for name in merge):
        raise UsageError("--merge needs two bodies: the one that goes, and the one that takes it in")
    if more and not remove:
        raise UsageError(f"what is to become of {', '.join(more)}?", hint="bodies that are to end come after --remove")
    graph = open_graph(data, endpoint, store)
    day = dated(graph, as_of, plan=True)
    rows = graph.whatif(day, remove=[*(remove or ()), *(more or ())], merge=merge, end_alliance=end_alliance)
    shown = ["effect", "thing", "before", "after", "bodies", "subjects", "meaning"]
    show(rows, Effect, form, shown, columns=columns, graph=graph, sources=sources)
    if form is Format.table:
        drops = Counter(row.kind for row in rows if row.effect == "grade drops")
        typer.echo(
            f"grades that drop: {drops['commitment']} of commitments, {drops['activity']} of activities", err=True
        )
