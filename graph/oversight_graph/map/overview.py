"""The page of the map on which one begins: the chain of accountability, the bodies, and what they oversee."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from oversight_graph.drawing.labels import width_of
from oversight_graph.drawing.layout import Column, Link, Page, by_barycentre, fits, place
from oversight_graph.map.builder import CHAIN, PageBuilder

_GOALS = 10  # objectives in one column
_TANGLE = 150  # lines from bodies to objectives; more are drawn only for what is selected
_POSTS = 9
_TILE = 42.0  # least width of the tile of a commitment
_WIDEST = 76.0
_WALL = 340.0


def overview(
    builder: PageBuilder, heads: Sequence[str], watching: Sequence[str], named: list[Page], others: list[Page]
) -> Page:
    """Return the overview.

    Parameters
    ----------
    heads : sequence of str
        Objectives, and groups of commitments without one.
    watching : sequence of str
        Bodies that the plan names.
    named, others : list of Page
        Pages of bodies that the plan names, if there are too many for this page, and of the others.
    """
    under = {commitment: head for head in heads for commitment in builder.things[head].members}
    goals = {body: {under[c] for c in builder.watched[body] if c in under} for body in watching}
    bodies = list(watching)
    if named:
        order = sorted(watching, key=lambda iri: -len(builder.watched[iri]))
        # One place is kept for the box of the others, which is as high as that of a body with a long name.
        count = 1
        while count < len(order) and fits(bodies_lane(builder, [*order[: count + 1], order[0]])):
            count += 1
        most, rest = order[:count], order[count:]
        bodies = by_barycentre(most, goals, heads)
        group = builder.group("bodies", f"{_bodies(len(rest), ' more')} named in the plan", rest, named[0].id)
        goals[group] = {goal for body in rest for goal in goals[body]}
        bodies.append(group)
    else:
        bodies = by_barycentre(bodies, goals, heads)
    last = list(heads)
    members = [box.id for page in others for box in page.boxes]
    lane = replace(bodies_lane(builder, bodies), subtitle=f"{len(watching)} named as oversight")
    if members and heads:
        last.append(builder.group("others", f"{_bodies(len(members))} not named in the plan", members, others[0].id))
    elif members:  # without a plan the bodies are what there is
        lane = builder.column("Bodies", f"{len(members)} in the papers", 238, members)
        if not fits(lane):
            lane = replace(lane, items=[])
            last.append(builder.group("others", _bodies(len(members)), members, others[0].id))
    outside, second, posts = _tiers(builder, {*watching})
    panel = any(builder.things[iri].kind == "panel" for iri in second)
    columns = [
        builder.column("Public and external", "elects, inspects", 118, outside),
        builder.column("Panel and first to answer" if panel else "First to answer", "hold to account", 146, second),
        builder.column("Chief officers and chairs", "answer for delivery", 172, posts),
        lane,
        _objectives(builder, last) if heads else builder.column("Bodies", "on a page of their own", 238, last),
    ]
    quiet = sum(len(goals[body]) for body in bodies) > _TANGLE
    links = builder.links(CHAIN, quiet=("reports into", "member of", "oversees", "owns", "scrutinised in"))
    for body in bodies:
        for goal in (head for head in heads if head in goals[body]):
            of = builder.things[body].members or (body,)
            stated = any((each, c) in builder.stated_pairs for each in of for c in builder.things[goal].members)
            links.append(Link(body, goal, "oversees", stated, quiet))
    return place("overview", "Overview", columns, links)


def _bodies(number: int, more: str = "") -> str:
    """Return how many bodies in words: "1 body", "3 more bodies"."""
    return f"{number}{more} {'body' if number == 1 else 'bodies'}"


def bodies_lane(builder: PageBuilder, bodies: Sequence[str]) -> Column:
    """Return the lane of the bodies; those that do not fit into one stack stand behind one box."""
    return builder.column("Bodies named in the plan", f"{len(bodies)} named as oversight", 238, bodies)


def wall(builder: PageBuilder, heads: Sequence[str]) -> Page:
    """Return the objectives alone, one below the other: what a narrow window begins with."""
    lane = builder.column("Objectives", "one tile for each commitment", _WALL, heads, 1, _tile(builder, heads) or 0)
    return place("wall", "Objectives", [replace(lane, long=True)], [])


def _tile(builder: PageBuilder, iris: Sequence[str]) -> float | None:
    """Return the width of tiles that hold a reference and the figure of a grade; None if one does not fit."""
    members = [builder.things[member] for iri in iris for member in builder.things[iri].members]
    refs = [member.ref for member in members if member.kind == "commitment"]
    widest = max((width_of(ref or "") for ref in refs), default=0) + 22
    return max(widest, _TILE) if all(refs) and widest <= _WIDEST else None


def _objectives(builder: PageBuilder, iris: Sequence[str]) -> Column:
    """Return the lane of the objectives: a tile for each commitment if there is room for all, else a bar for each."""
    width, columns = (256, 1) if len(iris) <= _GOALS else (396, 2)
    if tile := _tile(builder, iris):
        lane = builder.column("Objectives", "one tile for each commitment", width, iris, columns, tile)
        if fits(lane):
            return lane
    return builder.column("Objectives", "each has a page of its commitments", width, iris, columns, 0)


def _tiers(builder: PageBuilder, watching: set[str]) -> tuple[list[str], list[str], list[str]]:
    """Return who stands before the bodies: outside forums, who answers to the public or the panel, and officers.

    The officers are those with most links in the chain; the others are on the page of the posts.
    """
    chain = [relation for relation in builder.relations if relation.kind in CHAIN]
    answers: dict[str, set[str]] = defaultdict(set)
    degree: dict[str, int] = defaultdict(int)
    for each in chain:
        degree[each.source] += 1
        degree[each.target] += 1
        if each.kind == "holds to account":
            answers[each.target].add(each.source)
    forums = {each.source for each in chain if each.kind == "holds to account"}
    alone = [iri for iri in builder.of_kind("organisation") if iri in forums and iri not in answers]
    outside = [*builder.of_kind("public"), *builder.of_kind("inspectorate"), *alone]
    panels = builder.of_kind("panel")
    public = {*builder.of_kind("public"), *panels}
    posts = [iri for iri in builder.of_kind("post") if iri in degree]
    first = [iri for iri in posts if answers[iri] & public]
    if not first and not panels:
        first = [iri for iri in posts if iri in forums and not answers[iri]]
    top = [*panels, *first]
    chairs = {each.source for each in chain if each.kind == "chairs" and each.target in watching}
    rest = sorted(
        (iri for iri in posts if iri not in first),
        key=lambda iri: (iri not in chairs, -degree[iri], not builder.holders.get(iri), not builder.things[iri].ref),
    )[:_POSTS]
    ranks = {iri: number for number, iri in enumerate(_downwards(top, answers))}
    return outside, top, sorted(builder.by_name(rest), key=lambda iri: ranks.get(iri, len(ranks)))


def _downwards(top: Sequence[str], answers: Mapping[str, set[str]]) -> list[str]:
    """Return who answers to whom, from the top down."""
    order = list(top)
    seen = {*order}
    for forum in order:
        fresh = sorted(actor for actor, forums in answers.items() if forum in forums and actor not in seen)
        order += fresh
        seen.update(fresh)
    return order
