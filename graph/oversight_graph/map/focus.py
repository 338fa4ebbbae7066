"""A page of its own around one thing: what is linked with it, lane by lane, by the number of steps."""

from collections import defaultdict
from typing import TYPE_CHECKING

from oversight_graph.drawing.layout import Link, Page, by_barycentre, place
from oversight_graph.errors import UsageError
from oversight_graph.map.plan import SEEN, Plan
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    from oversight_graph.store.store import Store

_WIDTHS = {1: 420, 2: 300}  # of a lane, by the number of steps; narrower if there are more
_LANE = 39  # boxes of one distance; of more, the others are behind one box
_ORDER = ("public", "panel", "inspectorate", "body", "commitment", "objective", "post", "process", "programme")


def focus_page(plan: Plan, centre: str, steps: int) -> Page:
    """Return the page around a thing.

    Parameters
    ----------
    plan : Plan
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
        *plan.oversight(plan.watched, plan.overseers),
        *plan.links({one.kind for one in plan.relations}),
    ]
    links += [Link(person, post, SEEN, True) for post, people in plan.people.items() for person in people]
    near: dict[str, set[str]] = defaultdict(set)
    for link in links:
        near[link.source].add(link.target)
        near[link.target].add(link.source)
    for iri, thing in plan.things.items():
        if thing.kind == "objective":
            for member in thing.members:
                near[iri].add(member)
                near[member].add(iri)
    distance = {centre: 0}
    rings = [[centre]]
    for step in range(1, steps + 1):
        fresh = {other for iri in rings[-1] for other in near[iri] if other in plan.things} - distance.keys()
        if step == 1 and not fresh:
            raise alone(plan.things[centre].shown)
        distance |= dict.fromkeys(fresh, step)
        rings.append(_sorted(plan, fresh))
    columns = []
    order: list[str] = []
    for step, ring in enumerate(rings):
        shown = ring if len(ring) <= _LANE else ring[: _LANE - 1]
        shown = by_barycentre(shown, near, order) if order else shown
        if len(shown) < len(ring):
            shown.append(plan.group(f"step-{step}", f"{len(ring) - len(shown)} more", ring[_LANE - 1 :], None))
        title = "Here" if step == 0 else "1 step away" if step == 1 else f"{step} steps away"
        told = f"{len(ring)} linked" if step else plan.things[centre].kind
        columns.append(plan.column(title, told, 190 if step == 0 else _WIDTHS.get(steps, 250), shown))
        order = shown
    # Lines between things of one distance say little of the centre: they are drawn for what is selected.
    drawn = [
        Link(*link[:4], quiet=distance[link.source] == distance[link.target])
        for link in links
        if link.source in distance and link.target in distance
    ]
    return place("focus", f"Around {plan.things[centre].shown}", columns, drawn)


def convened(store: "Store") -> list[tuple[str, str, str]]:
    """Return meetings with the bodies that met, and the day: on the map a meeting is shown as the body at that date."""
    return [(row[0], row[4], row[2]) for row in ask(store, "meetings") if row[0] and row[4] and row[2]]


def alone(name: str) -> UsageError:
    """Return what to say of a thing around which there is nothing to draw."""
    return UsageError(
        f"nothing in the data is linked with {name}, so there is nothing to draw around it",
        hint="`oversight explain` tells what is said of it",
    )


def _sorted(plan: Plan, iris: set[str]) -> list[str]:
    def place_of(iri: str) -> int:
        kind = plan.things[iri].kind
        return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    return sorted(plan.by_name(iris), key=place_of)


__all__ = ["alone", "convened", "focus_page"]
