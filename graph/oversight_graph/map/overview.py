"""The page of the map on which one begins: the chain of accountability, the bodies, and what they oversee."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from oversight_graph.drawing.labels import width_of
from oversight_graph.drawing.layout import Column, Link, Page, by_barycentre, fits, place
from oversight_graph.map.plan import CHAIN, Plan

_GOALS = 10  # objectives in one column
_TANGLE = 150  # lines from bodies to objectives; more are drawn only for what is selected
_POSTS = 9
_TILE = 42.0  # least width of the tile of a commitment
_WIDEST = 76.0
_WALL = 340.0


def overview(plan: Plan, heads: Sequence[str], watching: Sequence[str], named: list[Page], others: list[Page]) -> Page:
    """Return the overview.

    Parameters
    ----------
    plan : Plan
    heads : sequence of str
        Objectives, and groups of commitments without one.
    watching : sequence of str
        Bodies that the plan names.
    named, others : list of Page
        Pages of bodies that the plan names, if there are too many for this page, and of the others.
    """
    under = {commitment: head for head in heads for commitment in plan.things[head].members}
    goals = {body: {under[c] for c in plan.watched[body] if c in under} for body in watching}
    bodies = list(watching)
    if named:
        order = sorted(watching, key=lambda iri: -len(plan.watched[iri]))
        # One place is kept for the box of the others, which is as high as that of a body with a long name.
        count = 1
        while count < len(order) and fits(bodies_lane(plan, [*order[: count + 1], order[0]])):
            count += 1
        most, rest = order[:count], order[count:]
        bodies = by_barycentre(most, goals, heads)
        group = plan.group("bodies", f"{len(rest)} more bodies named in the plan", rest, named[0].id)
        goals[group] = {goal for body in rest for goal in goals[body]}
        bodies.append(group)
    else:
        bodies = by_barycentre(bodies, goals, heads)
    last = list(heads)
    if others:
        members = [box.id for page in others for box in page.boxes]
        last.append(plan.group("others", f"{len(members)} bodies not named in the plan", members, others[0].id))
    outside, second, posts = _tiers(plan, {*watching})
    panel = any(plan.things[iri].kind == "panel" for iri in second)
    columns = [
        plan.column("Public and external", "elects, inspects", 118, outside),
        plan.column("Panel and first to answer" if panel else "First to answer", "hold to account", 146, second),
        plan.column("Chief officers and chairs", "answer for delivery", 172, posts),
        replace(bodies_lane(plan, bodies), subtitle=f"{len(watching)} named as oversight"),
        _objectives(plan, last),
    ]
    quiet = sum(len(goals[body]) for body in bodies) > _TANGLE
    links = plan.links(CHAIN, quiet=("reports into", "member of", "oversees", "owns", "scrutinised in"))
    for body in bodies:
        for goal in (head for head in heads if head in goals[body]):
            of = plan.things[body].members or (body,)
            told = any((one, c) in plan.told for one in of for c in plan.things[goal].members)
            links.append(Link(body, goal, "oversees", told, quiet))
    return place("overview", "Overview", columns, links)


def bodies_lane(plan: Plan, bodies: Sequence[str]) -> Column:
    """Return the lane of the bodies; those that do not fit into one stack stand behind one box."""
    return plan.column("Bodies named in the plan", f"{len(bodies)} named as oversight", 238, bodies)


def wall(plan: Plan, heads: Sequence[str]) -> Page:
    """Return the objectives alone, one below the other: what a narrow window begins with."""
    lane = plan.column("Objectives", "one tile for each commitment", _WALL, heads, 1, _tile(plan, heads) or 0)
    return place("wall", "Objectives", [replace(lane, long=True)], [])


def _tile(plan: Plan, iris: Sequence[str]) -> float | None:
    """Return the width of tiles that hold a reference and the figure of a grade; None if one does not fit."""
    refs = [plan.things[m].ref for iri in iris for m in plan.things[iri].members if plan.things[m].kind == "commitment"]
    widest = max((width_of(ref or "") for ref in refs), default=0) + 22
    return max(widest, _TILE) if all(refs) and widest <= _WIDEST else None


def _objectives(plan: Plan, iris: Sequence[str]) -> Column:
    """Return the lane of the objectives: a tile for each commitment if there is room for all, else a bar for each."""
    width, columns = (256, 1) if len(iris) <= _GOALS else (396, 2)
    if tile := _tile(plan, iris):
        lane = plan.column("Objectives", "one tile for each commitment", width, iris, columns, tile)
        if fits(lane):
            return lane
    return plan.column("Objectives", "each has a page of its commitments", width, iris, columns, 0)


def _tiers(plan: Plan, watching: set[str]) -> tuple[list[str], list[str], list[str]]:
    """Return who stands before the bodies: outside forums, who answers to the public or the panel, and officers.

    The officers are those with most links in the chain; the others are on the page of the posts.
    """
    chain = [one for one in plan.relations if one.kind in CHAIN]
    answers: dict[str, set[str]] = defaultdict(set)
    degree: dict[str, int] = defaultdict(int)
    for one in chain:
        degree[one.source] += 1
        degree[one.target] += 1
        if one.kind == "holds to account":
            answers[one.target].add(one.source)
    forums = {one.source for one in chain if one.kind == "holds to account"}
    alone = [iri for iri in plan.of_kind("organisation") if iri in forums and iri not in answers]
    outside = [*plan.of_kind("public"), *plan.of_kind("inspectorate"), *alone]
    panels = plan.of_kind("panel")
    public = {*plan.of_kind("public"), *panels}
    posts = [iri for iri in plan.of_kind("post") if iri in degree]
    first = [iri for iri in posts if answers[iri] & public]
    if not first and not panels:
        first = [iri for iri in posts if iri in forums and not answers[iri]]
    top = [*panels, *first]
    chairs = {one.source for one in chain if one.kind == "chairs" and one.target in watching}
    rest = sorted(
        (iri for iri in posts if iri not in first),
        key=lambda iri: (iri not in chairs, -degree[iri], not plan.holders.get(iri), not plan.things[iri].ref),
    )[:_POSTS]
    ranks = {iri: number for number, iri in enumerate(_downwards(top, answers))}
    return outside, top, sorted(plan.by_name(rest), key=lambda iri: ranks.get(iri, len(ranks)))


def _downwards(top: Sequence[str], answers: Mapping[str, set[str]]) -> list[str]:
    """Return who answers to whom, from the top down."""
    order = list(top)
    known = {*order}
    for forum in order:
        fresh = sorted(actor for actor, forums in answers.items() if forum in forums and actor not in known)
        order += fresh
        known.update(fresh)
    return order


__all__ = ["bodies_lane", "overview", "wall"]
