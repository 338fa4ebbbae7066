"""Commands on what changed and what would: diff and whatif."""

from pathlib import Path

from oversight_graph.cli.options import ROWS, Asked, check_early_date, say, shared
from oversight_graph.errors import UsageError
from oversight_graph.registry.answers import answer
from oversight_graph.registry.declare import Option


@shared(
    ROWS.replace("as_of ", ""),
    Option("first", "The first date.", "date", flag="--from"),
    Option("second", "The second date; that of the newest paper.", "date", flag="--to"),
    Option("from_data", "First of two data folders to compare.", "path", metavar="DIR", many=True),
    Option("to_data", "Second of two data folders.", "path", metavar="DIR", many=True),
    Option("everything", "Also what the papers show for the first time, without saying since when.", flag="--all"),
    Option("plans", "Of two folders, a plan of each to compare as editions of one.", "thing", metavar="OLD NEW"),
    answer=answer("diff"),
)
def diff(
    asked: Asked,
    first: str | None,
    second: str | None,
    from_data: list[Path] | None,
    to_data: list[Path] | None,
    everything: bool,
    plans: tuple[str, str] | None,
) -> None:
    """Compare two dates, or two folders."""
    if bool(from_data) != bool(to_data):
        raise UsageError("two folders are needed", hint="give both --from-data DIR and --to-data DIR")
    if from_data and (asked.data or asked.endpoint or asked.store):
        raise UsageError("give either two folders or one source of data, not both")
    if not from_data and first is None:
        raise UsageError("there is nothing to compare", hint="give --from DATE, or --from-data DIR and --to-data DIR")
    old = asked._replace(data=from_data or asked.data).graph()
    new = asked._replace(data=to_data).graph() if to_data else old
    days = old.day(first), new.day(second)
    say(f"from {days[0]} to {days[1]}")
    check_early_date(old, days[0], answer("diff").early)
    rows = old.diff(*days, other=new if to_data else None, everything=everything, plans=plans)
    asked.show(rows, answer("diff"), new)
    asked.fail(rows, answer("diff"))


@shared(
    ROWS,
    Option("more", "More bodies to --remove.", "thing", metavar="[NAME]...", many=True, place="argument"),
    Option("remove", "This body ends. May be given again.", "thing", metavar="NAME", many=True),
    Option("merge", "Body A goes into body B.", "thing", metavar="A B"),
    Option("end_level", "All bodies of this level end.", "text", metavar="LEVEL"),
    answer=answer("whatif"),
)
def whatif(
    asked: Asked,
    more: list[str] | None,
    remove: list[str] | None,
    merge: tuple[str, str] | None,
    end_level: str | None,
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
