"""The command that writes the report."""

from pathlib import Path

from oversight_graph.cli.options import GRAPH, Asked, check_early_date, say, shared, status
from oversight_graph.registry.declare import Option


@shared(
    f"sources as_of {GRAPH}",
    Option(
        "output", "Folder to make; a report that is there already is replaced.", "path", flag="--output -o",
        needed=True,
    ),
)  # fmt: skip
def report(asked: Asked, output: Path) -> None:
    """Write a small static site to send and to print: findings, lists, charts, a page for each thing, the map."""
    from oversight_graph.ask import days
    from oversight_graph.report import write_report

    graph = asked.graph().here()
    day, plan_day = graph.day(asked.as_of), graph.day(asked.as_of, plan=True)
    plan = f"; coverage as of {plan_day} (date of the newest plan)" if graph.dated_plan else ""
    why = "" if asked.as_of else f" ({days.ground(graph.store)}){plan}"
    say(f"as of {day}{why}")
    check_early_date(graph, day, "say")
    with status("writing the report"):
        written = write_report(graph, output, asked.as_of, asked.papers(graph))
    pages = sum(path.endswith(".html") for path in written)
    say(f"wrote {pages} pages to {output}; begin with {output / 'index.html'}")
