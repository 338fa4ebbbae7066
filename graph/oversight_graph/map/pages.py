"""The pages of the map, which things stand in which of their lanes, and a page of its own around one thing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from oversight_graph.drawing.layout import Link, Page, by_barycentre, fits, place
from oversight_graph.errors import UsageError
from oversight_graph.map.builder import CHAIN, SEEN, PageBuilder, paged
from oversight_graph.map.overview import bodies_lane, overview, wall
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    from oversight_graph.store.store import Store

ROWS = 13  # commitments of one part of the plan on a page
_SUBJECTS = 36  # other things that are overseen


def pages_of(builder: PageBuilder) -> tuple[Page, ...]:
    """Return the pages of the map, the overview first.

    Parameters
    ----------
    builder : PageBuilder
        Gets the groups that the pages need, and the page that each objective opens.
    """
    heads = _heads(builder)
    sections = [page for head, commitments in heads for page in _section(builder, head, commitments)]
    watching = builder.by_name(iri for iri in builder.watched if iri in builder.things)
    left = builder.by_name(iri for iri in builder.of_kind("body") if iri not in builder.watched)
    crowd = [] if fits(bodies_lane(builder, watching)) else watching
    named = builder.lists("bodies", "Bodies named in the plan", crowd, "Other levels")
    others = builder.lists("others", "Other bodies" if heads else "Bodies", left, "Other levels")
    posts = builder.lists("posts", "Posts", builder.of_kind("post"), "Elsewhere")
    over = [head for head, _ in heads]
    # Beside a plan these stand where the plan has them; without one they are what there is.
    alone = (
        []
        if heads
        else [
            ("organisations", "Organisations", "organisation"),
            ("people", "People", "person"),
            ("actions", "Actions", "action"),
        ]
    )
    rest = [page for name, title, kind in alone for page in builder.lists(name, title, builder.of_kind(kind), title)]
    first = overview(builder, over, watching, named, others)
    subjects = [
        *_subjects(builder, "programmes", "Programmes", ("programme",)),
        *_subjects(builder, "inspections", "Inspections", ("inspection", "inspection finding")),
    ]
    return tuple(
        page
        for page in (first, wall(builder, over), *sections, *named, *others, *posts, *rest, *subjects)
        if page.boxes
    )


def _heads(builder: PageBuilder) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the commitments stand under: objectives, and a group for those that have none."""
    heads = [(iri, builder.things[iri].members) for iri in builder.of_kind("objective") if builder.things[iri].members]
    loose = tuple(iri for iri in builder.of_kind("commitment") if builder.things[iri].objective is None)
    if loose:
        title = "Commitments without an objective" if heads else "Commitments"
        heads.append((builder.group("commitments", title, loose, "commitments"), loose))
    return heads


def _section(builder: PageBuilder, head: str, commitments: tuple[str, ...]) -> list[Page]:
    """Return the pages of an objective: its commitments by part, with the bodies between the parts."""
    thing = builder.things[head]
    if thing.kind == "objective":
        thing = builder.things[head] = replace(thing, page=f"objective-{builder.of_kind('objective').index(head) + 1}")
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in commitments:
        parts[builder.things[iri].part or "commitments"].append(iri)
    longest = max(parts.values(), key=len)
    pages = []
    for at, (_, ident, title) in enumerate(paged(longest, ROWS, thing.page or "", thing.shown)):
        here = {part: found[at * ROWS : (at + 1) * ROWS] for part, found in parts.items()}
        pages.append(_commitments(builder, ident, title, {part: found for part, found in here.items() if found}))
    return pages


def _commitments(builder: PageBuilder, ident: str, title: str, parts: Mapping[str, list[str]]) -> Page:
    here = [iri for found in parts.values() for iri in found]
    bodies = builder.by_name({body for iri in here for body in builder.overseers.get(iri, ())} & builder.things.keys())
    wanted = {*here}
    runs: dict[str, list[str]] = defaultdict(list)
    for relation in builder.relations:
        in_cell = relation.kind == "oversees" and relation.target in wanted and relation.in_cell
        if in_cell and builder.things[relation.source].kind == "process":
            runs[relation.source].append(relation.target)
    lanes = [
        builder.column(
            part[:1].upper() + part[1:],
            f"{len(found)} {'commitment' if len(found) == 1 else 'commitments'}",
            275,
            found,
        )
        for part, found in parts.items()
    ]
    last = [item.id for item in lanes[-1].items]
    # Bodies stand between the two parts of the plan, so that few lines have to pass other boxes.
    bodies = by_barycentre(bodies, builder.watched, here)
    lanes.insert(1, builder.column("Bodies", "named as oversight here", 215, bodies))
    processes = by_barycentre(builder.by_name(runs), runs, last)
    lanes.append(builder.column("Processes and reports", "named, but no body", 185, processes))
    links = builder.oversight(bodies, here)
    # The lane next to the processes always has its lines; the others would run through all of the page.
    near = {*last} if len(parts) > 1 else set()
    for process, found in runs.items():
        for iri in dict.fromkeys(found):
            links.append(Link(process, iri, "oversees", (process, iri) in builder.stated_pairs, iri not in near))
    links += builder.links(quiet=("defers to", "reports into", "scrutinised in"))
    return place(ident, title, lanes, links)


def _subjects(builder: PageBuilder, name: str, title: str, kinds: tuple[str, ...]) -> list[Page]:
    """Return pages of other things that are overseen, with who oversees them and who leads them."""
    pages = []
    for here, ident, shown in paged(builder.of_kind(*kinds), _SUBJECTS, name, title):
        subjects = {*here}
        over: dict[str, list[str]] = defaultdict(list)
        led: dict[str, list[str]] = defaultdict(list)
        for relation in builder.relations:
            if relation.target in subjects and relation.kind == "oversees":
                over[relation.source].append(relation.target)
            elif relation.target in subjects and relation.kind == "owns":
                led[relation.source].append(relation.target)
            elif relation.source in subjects and relation.kind == "scrutinised in":
                over[relation.target].append(relation.source)
        above = by_barycentre(builder.by_name(iri for iri in over if iri not in subjects), over, here)
        owners = by_barycentre(builder.by_name(iri for iri in led if iri not in over), led, here)
        columns = [
            builder.column("Bodies and processes", "oversee them, or dealt with them", 200, above),
            builder.column(title, "as the papers name them", 440, here, 2),
            builder.column("Posts", "lead them, or are to act", 190, owners),
        ]
        links = builder.links(("oversees", "owns"), quiet=("scrutinised in", "reports into", *CHAIN))
        pages.append(place(ident, shown, columns, links))
    return pages


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
    held = ask(store, "meetings").of("meeting", "body", "day")
    return [(meeting, body, day) for meeting, body, day in held if meeting and body and day]


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
