"""The command that draws: map."""

from pathlib import Path

import typer

from oversight_graph.cli.options import GRAPH, Asked, date_of, shared, status
from oversight_graph.errors import UsageError
from oversight_graph.registry.declare import Option


@shared(
    f"sources as_of {GRAPH}",
    Option(
        "output", "File to write: .html for the interactive map, .svg for a picture.", "path", flag="--output -o",
        needed=True,
    ),
    Option("focus", "Begin with a page around this thing.", "thing", metavar="THING"),
    Option("steps", "How far the page around it reaches.", "number", 1, least=1, most=6),
    Option("objective", "Begin with the page of this objective.", "text", metavar="REF"),
)  # fmt: skip
def draw_map(asked: Asked, output: Path, focus: str | None, steps: int, objective: str | None) -> None:
    """Draw who oversees what: one interactive page that needs no network, or a picture."""
    suffix = output.suffix.lower()
    if suffix not in (".html", ".htm", ".svg"):
        raise UsageError(f"the map is written as .html or .svg, not as {suffix or 'a file without a suffix'}",
                         where=str(output))  # fmt: skip
    if focus is not None and objective is not None:
        raise UsageError("a map begins with one page: give either --focus or --objective")
    if output.is_dir():
        raise UsageError("this is a folder; name a file in it", where=str(output))
    from oversight_graph.map.data import map_data
    from oversight_graph.map.focus import convened
    from oversight_graph.map.page import drawn, find_objective, settled
    from oversight_graph.writing import write_whole

    graph = asked.graph().here()
    day = date_of(graph, asked.as_of, plan=True)
    centre = graph.find(focus) if focus is not None else None
    with status("drawing the map"):
        data_ = map_data(
            graph,
            day,
            asked.papers(graph),
            focus=centre,
            steps=steps,
            objective=find_objective(graph, objective) if objective is not None else None,
        )
        if centre is not None and asked.as_of is None:
            met = [held for meeting, _, held in convened(graph.store) if meeting == centre]
            data_ = settled(data_, min(met, default=day))
        content = drawn(data_, svg=suffix == ".svg", one=focus is not None or objective is not None)
    if data_.day != day:
        typer.echo(f"the map opens at {data_.day}, when the papers tell of it", err=True)
    write_whole(output, content)
    typer.echo(f"wrote {output}", err=True)
