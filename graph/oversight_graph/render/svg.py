"""The map as a static SVG, from the same positions: for print, for documents, and where no script runs."""

from html import escape

from oversight_graph.render.layout import Box, Page
from oversight_graph.render.mapdata import GLYPHS, GRADES, MapData

# Okabe and Ito's colours, which colour-blind readers can tell apart; the dash and the glyph say the same without colour.
COLOURS = {
    "gap": ("#fff3ec", "#d55e00", "6 4"),
    "named": ("#fdf6e3", "#a66f00", "2 3"),
    "covered": ("#eef6fb", "#0072b2", ""),
    "body": ("#eef6fb", "#0072b2", ""),
    "not live": ("#f4f4f4", "#5f6368", "2 3"),
    "post": ("#fff8e6", "#a66f00", ""),
    "public": ("#e9f7f1", "#007a5a", ""),
    "process": ("#f7f2f8", "#8a4f7d", "6 4"),
    "objective": ("#ffffff", "#202124", ""),
    "group": ("#f4f4f4", "#5f6368", "6 4"),
}


def style_of(thing: dict[str, object], grade: int | None, *, live: bool) -> str:
    """Return the name of the style of a thing: its kind, and for commitments and bodies its state."""
    kind = str(thing.get("kind", "group"))
    if kind == "commitment":
        return "gap" if grade is None or grade < 3 else "named" if grade == 3 else "covered"
    if kind == "body":
        return "body" if live else "not live"
    if kind in ("public", "panel", "inspectorate"):
        return "public"
    return kind if kind in COLOURS else "post" if kind == "person" else "group"


def label_of(data: MapData, box: Box, day: str) -> tuple[str, ...]:
    """Return the lines of a box at a date: with the glyph of a grade, the holder of a post, or the mark of a body that was not meeting."""
    state = data.states[day]
    thing = data.things.get(box.id, {})
    lines = list(box.lines)
    if thing.get("kind") == "commitment":
        grade = state["grades"].get(box.id)
        lines[0] = f"{GLYPHS[grade] if grade is not None else '·'} {lines[0]}"
    elif thing.get("kind") == "body" and not state["bodies"].get(box.id, ["", False])[1]:
        lines[0] = f"⊘ {lines[0]}"
    elif thing.get("kind") == "post" and state["holders"].get(box.id):
        lines.append(str(state["holders"][box.id]))
    elif thing.get("kind") == "objective":
        grades = [state["grades"].get(i) for i, t in data.things.items() if t.get("objective") == box.id]
        known = [grade for grade in grades if grade is not None]
        lines.append(f"{len(known)} commitments, {sum(g < 3 for g in known)} without body")
    return tuple(lines)


def page_svg(data: MapData, page: Page, day: str, *, nested: float | None = None) -> str:
    """Return one page as an ``svg`` element.

    Parameters
    ----------
    data : MapData
    page : Page
    day : str
        One of the dates of the data.
    nested : float, optional
        Vertical offset, if the page is a part of a larger picture.

    Returns
    -------
    str
        With a title, a description, and a title for each box; the same for the same data.
    """
    state = data.states[day]
    width, height = page.width + 24, page.height + 24
    where = f' y="{nested:g}"' if nested is not None else ' xmlns="http://www.w3.org/2000/svg"'
    parts = [
        f'<svg{where} width="{width:g}" height="{height:g}" viewBox="-12 -12 {width:g} {height:g}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f"<title>{escape(page.title)}, as at {day}</title>",
        f"<desc>{len(page.boxes)} boxes and {len(page.links)} lines. {escape(_legend())}</desc>",
    ]
    for lane in page.lanes:
        parts.append(f'<rect x="{lane.x:g}" y="0" width="{lane.width:g}" height="{page.height:g}" fill="#f8f9fa"/>')
        middle = lane.x + lane.width / 2
        parts.append(
            f'<text x="{middle:g}" y="20" text-anchor="middle" font-weight="bold" font-size="13">{escape(lane.title)}</text>'
        )
        parts.append(
            f'<text x="{middle:g}" y="38" text-anchor="middle" fill="#3c4043" font-size="11">{escape(lane.subtitle)}</text>'
        )
    boxes = {box.id: box for box in page.boxes}
    for source, target, kind, stated in page.links:
        parts.append(_link(boxes[source], boxes[target], kind, stated=stated))
    for box in page.boxes:
        thing = data.things.get(box.id, {"kind": "group", "label": " ".join(box.lines)})
        live = bool(state["bodies"].get(box.id, ["", False])[1])
        grade = state["grades"].get(box.id)
        fill, stroke, dash = COLOURS[style_of(thing, grade, live=live)]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        left, top = box.x - box.width / 2, box.y - box.height / 2
        told = f"{thing['label']}" + (f", grade {grade}: {GRADES[grade]}" if grade is not None else "")
        parts.append(f"<g><title>{escape(told)}</title>")
        parts.append(
            f'<rect x="{left:g}" y="{top:g}" width="{box.width:g}" height="{box.height:g}" rx="4" fill="{fill}" stroke="{stroke}" stroke-width="1.5"{dashes}/>'
        )
        lines = label_of(data, box, day)
        first = box.y - (len(lines) - 1) * 7 + 4
        for number, line in enumerate(lines):
            parts.append(f'<text x="{left + 6:g}" y="{first + number * 14:g}">{escape(line)}</text>')
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"])


def _legend() -> str:
    grades = ", ".join(
        f"{glyph} {number} {name}" for number, (glyph, name) in enumerate(zip(GLYPHS, GRADES, strict=True))
    )
    return f"Grades: {grades}. A broken line round a commitment marks one without a live body."


def _link(source: Box, target: Box, kind: str, *, stated: bool) -> str:
    right = target.x >= source.x
    x1 = source.x + (source.width / 2 if right else -source.width / 2)
    x2 = target.x - (target.width / 2 if right else -target.width / 2)
    if abs(source.x - target.x) < 1:
        x2 = target.x + target.width / 2
        x1 = source.x + source.width / 2
    bend = max(abs(x2 - x1) / 2, 20) * (1 if right else -1)
    colour = {"oversees": "#7baacb", "holds to account": "#5f6368", "chairs": "#c9a24d"}.get(kind, "#9aa0a6")
    dash = "" if stated else ' stroke-dasharray="5 4"'
    end = x2 - bend if abs(source.x - target.x) >= 1 else x2 + 20
    return (
        f'<path d="M{x1:g} {source.y:g} C{x1 + bend:g} {source.y:g} {end:g} {target.y:g} {x2:g} {target.y:g}" '
        f'fill="none" stroke="{colour}" stroke-width="1.2"{dash}/>'
    )


def map_svg(data: MapData, day: str) -> str:
    """Return all pages below each other in one SVG document.

    Parameters
    ----------
    data : MapData
    day : str
        One of the dates of the data.

    Returns
    -------
    str
        A whole document.
    """
    width = max(page.width for page in data.pages) + 24
    y = 56.0
    parts = []
    for page in data.pages:
        parts.append(f'<text x="12" y="{y:g}" font-size="16" font-weight="bold">{escape(page.title)}</text>')
        parts.append(page_svg(data, page, day, nested=y + 8))
        y += page.height + 24 + 48
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{y:g}" viewBox="0 0 {width:g} {y:g}" '
        f'role="img" font-family="Helvetica, Arial, sans-serif">',
        f"<title>{escape(data.title)}, as at {day}</title>",
        f"<desc>{escape(_legend())}</desc>",
        f'<rect width="{width:g}" height="{y:g}" fill="#ffffff"/>',
        f'<text x="12" y="26" font-size="18" font-weight="bold">{escape(data.title)}, as at {day}</text>',
    ]
    return "\n".join([*head, *parts, "</svg>"]) + "\n"
