"""The commands that draw: map and explore."""

from dataclasses import replace
from pathlib import Path

from oversight_graph.cli.options import GRAPH, Asked, date_of, deliver, refuse_beside, say, shared, status
from oversight_graph.errors import UsageError
from oversight_graph.registry.declare import Option


@shared(
    f"sources as_of {GRAPH}",
    Option(
        "output", "File to write: .html for the map to use, .svg or .png for a picture.", "path", flag="--output -o",
        needed=True,
    ),
    Option("focus", "Begin with a page around this thing.", "thing", metavar="THING"),
    Option("steps", "How far the page around it reaches.", "number", 1, least=1, most=6),
    Option("objective", "Begin with the page of this objective.", "text", metavar="REF"),
    Option("page", "Begin with this page, such as overview or objective-2; a picture shows it alone.", "text"),
)  # fmt: skip
def draw_map(
    asked: Asked, output: Path, focus: str | None, steps: int, objective: str | None, page: str | None
) -> None:
    """Draw who oversees what: one interactive page that needs no network, or a picture."""
    suffix = output.suffix.lower()
    if suffix not in (".html", ".htm", ".svg", ".png"):
        raise UsageError(f"the map is written as .html, .svg or .png, not as {suffix or 'a file without a suffix'}",
                         where=str(output))  # fmt: skip
    if sum(each is not None for each in (focus, objective, page)) > 1:
        raise UsageError("a map begins with one page: give either --focus, --objective or --page")
    refuse_beside("a map that begins with no --focus", steps=focus is None and steps > 1)
    if output.is_dir():
        raise UsageError("this is a folder; name a file in it", where=str(output))
    from oversight_graph.map.data import map_data
    from oversight_graph.map.html import find_objective, map_html, opened_at_a_link, pages_called
    from oversight_graph.map.pages import convened
    from oversight_graph.map.png import png_of
    from oversight_graph.map.svg import map_svg

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
            data_ = opened_at_a_link(data_, min(met, default=day))
        if page is not None:
            data_ = replace(data_, page=pages_called(data_, page)[0].id)
        if suffix in (".html", ".htm"):
            content = map_html(data_).encode()
        else:
            shown = pages_called(data_, data_.page) if focus or objective or page else None
            picture = map_svg(data_, data_.day, shown)
            content = png_of(picture) if suffix == ".png" else picture.encode()
    if data_.day != day:
        say(f"the map opens at {data_.day}, when the papers tell of it")
    deliver(content, output)


@shared(
    f"sources as_of {GRAPH}",
    Option("thing", "What stands in the middle; without it, who holds whom to account.", "thing", metavar="THING",
           place="argument"),
    Option("output", "File to write, as .html.", "path", flag="--output -o", needed=True),
    Option("steps", "How far around it is shown at first.", "number", 1, least=1, most=4),
)  # fmt: skip
def explore_network(asked: Asked, thing: str | None, output: Path, steps: int) -> None:
    """Explore the network around a thing: boxes to pull about, double click brings in what one is linked with."""
    if output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            "the network is written as .html", where=str(output), hint="a picture is drawn by `oversight map`"
        )
    refuse_beside("a network without a THING in its middle", steps=thing is None and steps > 1)
    if output.is_dir():
        raise UsageError("this is a folder; name a file in it", where=str(output))
    graph = asked.graph().here()
    day = date_of(graph, asked.as_of, plan=True)
    with status("drawing the network"):
        explored = graph.explore(thing, day, steps=steps, papers=asked.papers(graph))
    explored.write(output)
    say(f"wrote {output}")
