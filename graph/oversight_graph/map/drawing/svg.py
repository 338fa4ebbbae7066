"""The map as a static SVG, from the same positions: for print, for documents, and where no script runs."""

from collections import defaultdict
from html import escape

from oversight_graph.drawing.labels import FONT, LINE, PAD, TILE_FONT, clean, width_of, wrap
from oversight_graph.drawing.layout import BADGE, MARGIN, Box, Link, Page
from oversight_graph.drawing.routes import pieces
from oversight_graph.map.data import MapData
from oversight_graph.map.drawing.shapes import badge_svg, box_svg, patterns_svg, tile_svg
from oversight_graph.map.drawing.styles import GAP, LINES, OTHER_LINE, Line, badge_of, style_of
from oversight_graph.map.plan import SEEN
from oversight_graph.map.things import BODIES, Relation, Thing
from oversight_graph.model.codes import grades

_FACE = "font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\""
_EDGE = 12
_WIDEST = 1100  # of a picture whose title is longer than its boxes are wide


def label_of(data: MapData, box: Box, day: str) -> tuple[str, ...]:
    """Return the lines of a box at a date: its label, and the holder of a post or the count of an objective."""
    thing = data.things[box.id]
    moment = data.moments[day]
    told: str | None = None
    if thing.kind == "post" and box.id in moment.holders:
        told = moment.holders[box.id][0]
    elif thing.kind in ("objective", "group"):
        told = counts(data, thing, day)
    if not told:
        return box.lines
    free = max(round((box.height - box.below - PAD) / LINE) - len(box.lines), 1)
    return (*box.lines, *wrap(told, box.width - 2 * MARGIN, free))


def counts(data: MapData, thing: Thing, day: str) -> str | None:
    """Return how many of the commitments that something stands for name no body; None if it stands for none."""
    grades = grades_of(data, thing, day)
    if not grades:
        return None
    known = [grade for grade in grades if grade is not None]
    bare = sum(grade < 3 for grade in known)
    if not known:
        return "in no plan at this date"
    if not bare:
        return "a body named for each" if len(known) > 1 else "a body named"
    return f"{bare} of {len(known)} without a body"


def grades_of(data: MapData, thing: Thing, day: str) -> list[int | None]:
    """Return the grades of the commitments that something stands for; None for one that no plan tells of yet."""
    rows = data.moments[day].rows
    mine = [iri for iri in thing.members if data.things[iri].kind == "commitment"]
    return [rows[iri].grade if iri in rows else None for iri in mine]


def in_force(data: MapData, link: Link, day: str, known: dict[tuple[str, str, str], list[Relation]]) -> bool:
    """Tell whether a line is to be drawn at a date.

    Parameters
    ----------
    data : MapData
    link : Link
    day : str
    known : dict
        The relations of the data, by source, target and kind, as from `by_ends`.

    Returns
    -------
    bool
        Of bodies that oversee commitments, what the cells name or reach at the date; of other relations, whether one
        is told of and in force, and no body at its ends had ended.
    """
    moment = data.moments[day]
    source, target = data.things[link.source], data.things[link.target]
    if link.kind == SEEN:
        return link.target in moment.holders and link.source in moment.holders[link.target][1]
    if link.kind == "oversees" and (target.kind in ("commitment", "objective", "group")) and source.kind in _NAMED:
        bodies = {*source.members} or {link.source}
        rows = (moment.rows.get(iri) for iri in (target.members or (link.target,)))
        return any(bodies.intersection(row.bodies) for row in rows if row)
    for iri, thing in ((link.source, source), (link.target, target)):
        if thing.kind in BODIES and moment.bodies[iri].status == "ended":
            return False
        if thing.kind == "commitment" and iri not in moment.rows:
            return False
    return any(
        one.since <= day and not (one.until and one.until < day)
        for one in known.get((link.source, link.target, link.kind), ())
    )


_NAMED = (*BODIES, "group")


def by_ends(data: MapData) -> dict[tuple[str, str, str], list[Relation]]:
    """Return the relations of a map by source, target and kind."""
    found: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for one in data.relations:
        found[one.source, one.target, one.kind].append(one)
    return found


def page_svg(data: MapData, page: Page, day: str, *, at: float | None = None, titles: bool = True) -> str:
    """Return one page as an ``svg`` element.

    Parameters
    ----------
    data : MapData
    page : Page
    day : str
        One of the dates of the data.
    at : float, optional
        Vertical offset, if the page is a part of a larger picture.
    titles : bool
        Whether each box has a title, which the pointer shows; nothing points at what is only printed.

    Returns
    -------
    str
        With a title and a description; the same for the same data.
    """
    width, height = page.width + 2 * _EDGE, page.height + 2 * _EDGE
    where = f' x="0" y="{at:g}"' if at is not None else ' xmlns="http://www.w3.org/2000/svg"'
    drawn = [link for link in page.links if not link[0].quiet]
    parts = [
        f'<svg{where} width="{width:g}" height="{height:g}" viewBox="{-_EDGE} {-_EDGE} {width:g} {height:g}" '
        f'role="img" {_FACE} font-size="{FONT}" fill="#202124" '
        'stroke-width="1.5">',
        f"<title>{_text(page.title)}, as at {day}</title>",
        f"<desc>{len(page.boxes)} boxes, {len(drawn)} lines.</desc>",
        patterns_svg(page.id),
    ]
    for lane in page.lanes:
        middle = lane.x + lane.width / 2
        parts += [
            f'<rect x="{lane.x:g}" y="0" width="{lane.width:g}" height="{page.height:g}" fill="#f8f9fa"/>',
            f'<text x="{middle:g}" y="18" text-anchor="middle" font-weight="bold" font-size="13"'
            f"{_squeezed(lane.title, lane.width, 14)}>{_text(lane.title)}</text>",
            f'<text x="{middle:g}" y="36" text-anchor="middle" fill="#3c4043"'
            f"{_squeezed(lane.subtitle, lane.width, FONT)}>{_text(lane.subtitle)}</text>",
        ]
    boxes = {box.id: box for box in page.boxes}
    known = by_ends(data)
    lines: dict[tuple[Line, bool], list[tuple[str, str]]] = defaultdict(list)
    for link, via in drawn:
        if in_force(data, link, day, known):
            look = LINES.get(link.kind, OTHER_LINE)
            lines[look, link.stated].append(_line(boxes[link.source], boxes[link.target], look, via))
    for (look, stated), ways in lines.items():
        dash = "" if stated else ' stroke-dasharray="5 4"'
        thick = f'stroke-width="{look.width:g}"'
        parts += [
            f'<path d="{"".join(way for way, _ in ways)}" fill="none" stroke="{look.colour}" {thick}{dash}/>',
            f'<path d="{"".join(tip for _, tip in ways)}" fill="{look.colour}"/>',
        ]
    parts += [_box(data, page, box, day, titles=titles) for box in page.boxes]
    return "\n".join([*parts, "</svg>"])


def _box(data: MapData, page: Page, box: Box, day: str, *, titles: bool) -> str:
    thing = data.things[box.id]
    moment = data.moments[day]
    state = moment.bodies.get(box.id)
    live, open_ = bool(state and state.live), bool(state and state.open)
    grade = moment.rows[box.id].grade if box.id in moment.rows else None
    told = clean(thing.shown[:2000])
    if grade is not None:
        told += f", grade {grade}: {moment.rows[box.id].called}"
    elif state is not None:
        told += f", {state.status}"
    left, top = box.x - box.width / 2, box.y - box.height / 2
    parts = [
        f"<g><title>{escape(told)}</title>" if titles else "<g>",
        box_svg(box, style_of(thing, grade, live=live), page.id),
    ]
    badge = badge_of(thing, grade, live=live, open_=open_)
    lines = label_of(data, box, day)
    first = box.y - box.below / 2 - (len(lines) - 1) * LINE / 2 + FONT * 0.35
    bare = thing.kind in ("objective", "group") and any(g is not None and g < 3 for g in grades_of(data, thing, day))
    if badge:
        parts.append(badge_svg(left + MARGIN + 7, top + min(box.height / 2, 15), badge))
    indent = BADGE if badge else 0
    room = box.width - 2 * MARGIN - indent
    look = f' font-weight="bold" fill="{GAP}"' if bare else ""
    for number, line in enumerate(lines):
        parts.append(
            f'<text x="{left + MARGIN + indent:g}" y="{first + number * LINE:.2f}"'
            f"{_squeezed(line, room, FONT)}{look if number >= len(box.lines) else ''}>{_text(line)}</text>"
        )
    if box.below:
        parts.append(_parts(data, page, box, day))
    return "".join([*parts, "</g>"])


def _parts(data: MapData, page: Page, box: Box, day: str) -> str:
    """Return the commitments of an objective: a tile for each, or one bar with a piece for each grade."""
    thing = data.things[box.id]
    grades = grades_of(data, thing, day)
    styles = ["not yet" if grade is None else f"grade {grade}" for grade in grades]
    drawn = []
    if box.tile:
        refs = [data.things[iri].ref or "" for iri in thing.members if data.things[iri].kind == "commitment"]
        for (x, y), style, ref in zip(box.tiles(len(styles)), styles, refs, strict=True):
            drawn.append(tile_svg(x, y, box.tile, style, _text(ref), page.id))
    else:
        ((x, y),) = box.tiles(1)
        for style in sorted({*styles}):
            count = styles.count(style)
            width = (box.width - 2 * MARGIN) * count / len(styles)
            drawn.append(tile_svg(round(x, 2), y, round(width, 2), style, str(count), page.id))
            x += width
    return f'<g text-anchor="middle" font-size="{TILE_FONT}" stroke-width="1">{"".join(drawn)}</g>'


def _squeezed(line: str, room: float, size: float) -> str:
    """Hold a line that nearly fills its place to that place, whatever face the reader has."""
    width = width_of(clean(line), size)
    if width < 0.95 * room:
        return ""
    return f' textLength="{min(width, room):.1f}" lengthAdjust="spacingAndGlyphs"'


def _line(source: Box, target: Box, look: Line, via: tuple[float, ...]) -> tuple[str, str]:
    """Return the way of a line, and its tip, as the data of paths."""
    way = pieces((source.x, source.y, source.width), via, (target.x, target.y, target.width))
    path = f"M{way[0][0]:g} {way[0][1]:g}"
    for piece in way[1:]:
        path += ("C" if len(piece) == 6 else "L") + " ".join(f"{number:g}" for number in piece)
    x, y = way[-1][-2:]
    tip = 7 if source.x < target.x - 1 else -7
    if look.dot:
        return path, f"M{x:g} {y:g}a3.5 3.5 0 1 0 {-tip} 0a3.5 3.5 0 1 0 {tip} 0"
    return path, f"M{x:g} {y:g}l{-tip} -3.5v7z"


def legend() -> str:
    """Return in a few sentences what the signs mean."""
    ladder = ", ".join(f"{number} {code.word}" for number, code in enumerate(grades()))
    return (
        f"The sign of a commitment is its grade: {ladder}. The sign of a body is filled if a paper shows it meeting, "
        "ringed if it also publishes notes or meets in public, and struck through otherwise. "
        "In the box of an objective, a square, hatched tile is a commitment without a body, one with cut corners has a "
        "body by name only, and a round one a body that meets, the darker the better shown. "
        "Blue lines mean oversees, thick dark ones holds to account, and those that end in a dot chairs. "
        "Solid lines are stated by a paper, dashed ones inferred."
    )


def _text(text: str) -> str:
    return escape(clean(text))


def map_svg(data: MapData, day: str, pages: tuple[Page, ...] | None = None) -> str:
    """Return pages below each other in one SVG document.

    Parameters
    ----------
    data : MapData
    day : str
        One of the dates of the data.
    pages : tuple of Page, optional
        All if None.

    Returns
    -------
    str
        A whole document.
    """
    shown = data.pages if pages is None else pages
    heading = f"{clean(data.title)}, as at {day}"
    # A letter in bold is a little wider.
    room = max(page.width for page in shown) + 2 * _EDGE
    width = max(room, *(1.1 * width_of(page.title, 16) + 24 for page in shown), 1.1 * width_of(heading, 18) + 24)
    width = min(round(width), max(room, _WIDEST))
    y = 44.0
    parts = []
    for page in shown:
        parts.append(f'<text x="12" y="{y + 18:g}" font-size="16" font-weight="bold">{_text(page.title)}</text>')
        parts.append(page_svg(data, page, day, at=y + 26))
        y += page.height + 2 * _EDGE + 42
    told = wrap(legend(), width - 24, 9)
    for number, line in enumerate(told):
        parts.append(f'<text x="12" y="{y + 16 + number * 16:g}" font-size="{FONT}">{_text(line)}</text>')
    y += 24 + 16 * len(told)
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{y:g}" viewBox="0 0 {width:g} {y:g}" '
        f'role="img" {_FACE} fill="#202124">',
        f"<title>{_text(data.title)}, as at {day}</title>",
        f"<desc>{escape(legend())}</desc>",
        f'<rect width="{width:g}" height="{y:g}" fill="#ffffff"/>',
        f'<text x="12" y="28" font-size="18" font-weight="bold"{_squeezed(heading, (width - 24) / 1.1, 18)}>'
        f"{_text(heading)}</text>",
    ]
    return "\n".join([*head, *parts, "</svg>"]) + "\n"


__all__ = ["by_ends", "counts", "grades_of", "in_force", "label_of", "legend", "map_svg", "page_svg"]
