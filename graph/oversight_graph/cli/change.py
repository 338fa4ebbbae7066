"""Commands on what changed and what would: diff and whatif."""

from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.cli.options import ROWS, Asked, mind_early, open_graph, shared
from oversight_graph.errors import UsageError
from oversight_graph.registry.answers import answer

Day = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first date.", show_default=False)]


@shared(ROWS.replace("as_of ", ""), answer("diff"))
def diff(
    asked: Asked,
    first: Day = None,
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
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the papers show for the first time, without saying since when.")
    ] = False,
) -> None:
    """Compare two dates, or two folders."""
    if bool(from_data) != bool(to_data):
        raise UsageError("two folders are needed", hint="give both --from-data DIR and --to-data DIR")
    if from_data and (asked.data or asked.endpoint or asked.store):
        raise UsageError("give either two folders or one source of data, not both")
    if not from_data and first is None:
        raise UsageError("there is nothing to compare", hint="give --from DATE, or --from-data DIR and --to-data DIR")
    old = open_graph(from_data, None, None) if from_data else asked.graph()
    new = open_graph(to_data, None, None) if to_data else old
    days = old.day(first), new.day(second)
    typer.echo(f"from {days[0]} to {days[1]}", err=True)
    mind_early(old, days[0], answer("diff"))
    rows = old.diff(*days, other=new if to_data else None, everything=everything)
    asked.show(rows, answer("diff"), new)
    asked.fail(rows, answer("diff"))


@shared(ROWS, answer("whatif"))
def whatif(
    asked: Asked,
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
    end_level: Annotated[
        str | None,
        typer.Option("--end-level", metavar="LEVEL", help="All bodies of this level end.", show_default=False),
    ] = None,
) -> None:
    """End or merge bodies, and compare."""
    if merge and any(name.startswith("-") for name in merge):
        raise UsageError("--merge needs two bodies: the one that goes, and the one that takes it in")
    if more and not remove:
        raise UsageError(f"what is to become of {', '.join(more)}?", hint="bodies that are to end come after --remove")
    graph = asked.graph()
    day = asked.day(graph, answer("whatif"))
    rows = graph.whatif(day, remove=[*(remove or ()), *(more or ())], merge=merge, end_level=end_level)
    asked.show(rows, answer("whatif"), graph)
