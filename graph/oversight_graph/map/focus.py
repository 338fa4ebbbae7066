"""A page of its own around one thing: what is linked with it, lane by lane, by the number of steps."""

from collections import defaultdict
from typing import TYPE_CHECKING

from oversight_graph.drawing.layout import Link, Page, by_barycentre, place
from oversight_graph.errors import UsageError
from oversight_graph.map.builder import SEEN, PageBuilder
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    from oversight_graph.store.store import Store

_WIDTHS = {1: 420, 2: 300}  # of a lane, by the number of steps; narrower if there are more
_LANE = 39  # boxes of one distance; of more, the others are behind one box
_ORDER = ("public", "panel", "inspectorate", "body", "commitment", "objective", "post", "process", "programme")


def focus_page(builder: PageBuilder, centre: str, steps: int) -> Page:
    """Return the page around a thing.

    Parameters
    ----------
    builder : PageBuilder
        Gets a group for each distance at which there are too many things.
    centre : str
        IRI of one of the things.
    steps : int
        How far to go; links are followed in both directions.

    Raises
    ------
    UsageError
        If nothing is linked with it.
    """
    links = [
        *builder.oversight(builder.watched, builder.overseers),
        *builder.links({relation.kind for relation in builder.relations}),
    ]
    links += [Link(person, post, SEEN, True) for post, people in builder.people.items() for person in people]
    near: dict[str, set[str]] = defaultdict(set)
    for link in links:
        near[link.source].add(link.target)
        near[link.target].add(link.source)
    for iri, thing in builder.things.items():
        if thing.kind == "objective":
            for member in thing.members:
                near[iri].add(member)
                near[member].add(iri)
    distance = {centre: 0}
    steps_out = [[centre]]
    for step in range(1, steps + 1):
        fresh = {other for iri in steps_out[-1] for other in near[iri] if other in builder.things} - distance.keys()
        if step == 1 and not fresh:
            raise alone(builder.things[centre].shown)
        distance |= dict.fromkeys(fresh, step)
        steps_out.append(_sorted(builder, fresh))
    columns = []
    order: list[str] = []
    for step, step_out in enumerate(steps_out):
        shown = step_out if len(step_out) <= _LANE else step_out[: _LANE - 1]
        shown = by_barycentre(shown, near, order) if order else shown
        if len(shown) < len(step_out):
            more = f"{len(step_out) - len(shown)} more"
            shown.append(builder.group(f"step-{step}", more, step_out[_LANE - 1 :], None))
        title = "Here" if step == 0 else "1 step away" if step == 1 else f"{step} steps away"
        subtitle = f"{len(step_out)} linked" if step else builder.things[centre].kind
        columns.append(builder.column(title, subtitle, 190 if step == 0 else _WIDTHS.get(steps, 250), shown))
        order = shown
    # Lines between things of one distance say little of the centre: they are drawn for what is selected.
    drawn = [
        Link(*link[:4], quiet=distance[link.source] == distance[link.target])
        for link in links
        if link.source in distance and link.target in distance
    ]
    return place("focus", f"Around {builder.things[centre].shown}", columns, drawn)


def convened(store: "Store") -> list[tuple[str, str, str]]:
    """Return meetings with the bodies that met, and the day: on the map a meeting is shown as the body at that date."""
    return [(row[0], row[4], row[2]) for row in ask(store, "meetings") if row[0] and row[4] and row[2]]


def alone(name: str) -> UsageError:
    """Return what to say of a thing around which there is nothing to draw."""
    return UsageError(
        f"nothing in the data is linked with {name}, so there is nothing to draw around it",
        hint="`oversight explain` tells what is said of it",
    )


def _sorted(builder: PageBuilder, iris: set[str]) -> list[str]:
    def place_of(iri: str) -> int:
        kind = builder.things[iri].kind
        return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    return sorted(builder.by_name(iris), key=place_of)
