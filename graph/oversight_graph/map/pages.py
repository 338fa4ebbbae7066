"""The pages of the map, and which things stand in which of their lanes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from oversight_graph.drawing.layout import Link, Page, by_barycentre, fits, place
from oversight_graph.map.builder import CHAIN, PageBuilder, paged
from oversight_graph.map.overview import bodies_lane, overview, wall

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
