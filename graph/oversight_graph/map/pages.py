"""The pages of the map, and which things stand in which of their lanes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from oversight_graph.drawing.layout import Link, Page, by_barycentre, fits, place
from oversight_graph.map.overview import bodies_lane, overview, wall
from oversight_graph.map.plan import CHAIN, Plan, paged

ROWS = 13  # commitments of one part of the plan on a page
_SUBJECTS = 36  # other things that are overseen


def pages_of(plan: Plan) -> tuple[Page, ...]:
    """Return the pages of the map, the overview first.

    Parameters
    ----------
    plan : Plan
        Gets the groups that the pages need, and the page that each objective opens.
    """
    heads = _heads(plan)
    sections = [page for head, commitments in heads for page in _section(plan, head, commitments)]
    watching = plan.by_name(iri for iri in plan.watched if iri in plan.things)
    left = plan.by_name(iri for iri in plan.of_kind("body") if iri not in plan.watched)
    crowd = [] if fits(bodies_lane(plan, watching)) else watching
    named = plan.lists("bodies", "Bodies named in the plan", "named as oversight", crowd)
    others = plan.lists("others", "Other bodies", "not matched in this plan; that says nothing of their work", left)
    posts = plan.lists("posts", "Posts", "with who was last seen in them", plan.of_kind("post"))
    over = [head for head, _ in heads]
    first = overview(plan, over, watching, named, others)
    subjects = [
        *_subjects(plan, "programmes", "Programmes", ("programme",)),
        *_subjects(plan, "inspections", "Inspections", ("inspection", "inspection finding")),
    ]
    return tuple(
        page for page in (first, wall(plan, over), *sections, *named, *others, *posts, *subjects) if page.boxes
    )


def _heads(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the commitments stand under: objectives, and a group for those that have none."""
    heads = [(iri, plan.things[iri].members) for iri in plan.of_kind("objective") if plan.things[iri].members]
    loose = tuple(iri for iri in plan.of_kind("commitment") if plan.things[iri].objective is None)
    if loose:
        title = "Commitments without an objective" if heads else "Commitments"
        heads.append((plan.group("commitments", title, loose, "commitments"), loose))
    return heads


def _section(plan: Plan, head: str, commitments: tuple[str, ...]) -> list[Page]:
    """Return the pages of an objective: its commitments by part, with the bodies between the parts."""
    thing = plan.things[head]
    if thing.kind == "objective":
        thing = plan.things[head] = replace(thing, page=f"objective-{plan.of_kind('objective').index(head) + 1}")
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in commitments:
        parts[plan.things[iri].part or "commitments"].append(iri)
    longest = max(parts.values(), key=len)
    pages = []
    for at, (_, ident, title) in enumerate(paged(longest, ROWS, thing.page or "", thing.shown)):
        here = {part: found[at * ROWS : (at + 1) * ROWS] for part, found in parts.items()}
        pages.append(_commitments(plan, ident, title, {part: found for part, found in here.items() if found}))
    return pages


def _commitments(plan: Plan, ident: str, title: str, parts: Mapping[str, list[str]]) -> Page:
    here = [iri for found in parts.values() for iri in found]
    bodies = plan.by_name({body for iri in here for body in plan.overseers.get(iri, ())} & plan.things.keys())
    wanted = {*here}
    runs: dict[str, list[str]] = defaultdict(list)
    for one in plan.relations:
        in_cell = one.kind == "oversees" and one.target in wanted and one.in_cell
        if in_cell and plan.things[one.source].kind == "process":
            runs[one.source].append(one.target)
    lanes = [
        plan.column(part[:1].upper() + part[1:], f"{len(found)} commitments", 275, found)
        for part, found in parts.items()
    ]
    last = [item.id for item in lanes[-1].items]
    # Bodies stand between the two parts of the plan, so that few lines have to pass other boxes.
    bodies = by_barycentre(bodies, plan.watched, here)
    lanes.insert(1, plan.column("Bodies", "named as oversight here", 215, bodies))
    processes = by_barycentre(plan.by_name(runs), runs, last)
    lanes.append(plan.column("Processes and reports", "named, but no body", 185, processes))
    links = plan.oversight(bodies, here)
    # The lane next to the processes always has its lines; the others would run through all of the page.
    near = {*last} if len(parts) > 1 else set()
    for process, found in runs.items():
        for iri in dict.fromkeys(found):
            links.append(Link(process, iri, "oversees", (process, iri) in plan.told, iri not in near))
    links += plan.links(quiet=("defers to", "reports into", "scrutinised in"))
    return place(ident, title, lanes, links)


def _subjects(plan: Plan, name: str, title: str, kinds: tuple[str, ...]) -> list[Page]:
    """Return pages of other things that are overseen, with who oversees them and who leads them."""
    pages = []
    for here, ident, shown in paged(plan.of_kind(*kinds), _SUBJECTS, name, title):
        subjects = {*here}
        over: dict[str, list[str]] = defaultdict(list)
        led: dict[str, list[str]] = defaultdict(list)
        for one in plan.relations:
            if one.target in subjects and one.kind == "oversees":
                over[one.source].append(one.target)
            elif one.target in subjects and one.kind == "owns":
                led[one.source].append(one.target)
            elif one.source in subjects and one.kind == "scrutinised in":
                over[one.target].append(one.source)
        above = by_barycentre(plan.by_name(iri for iri in over if iri not in subjects), over, here)
        owners = by_barycentre(plan.by_name(iri for iri in led if iri not in over), led, here)
        columns = [
            plan.column("Bodies and processes", "oversee them, or dealt with them", 200, above),
            plan.column(title, "as the papers name them", 440, here, 2),
            plan.column("Posts", "lead them, or are to act", 190, owners),
        ]
        links = plan.links(("oversees", "owns"), quiet=("scrutinised in", "reports into", *CHAIN))
        pages.append(place(ident, shown, columns, links))
    return pages


__all__ = ["ROWS", "pages_of"]
