"""The shapes of boxes and signs as SVG; `map-draw.js` draws the same on the canvas."""

from oversight_graph.drawing.labels import TILE_FONT, width_of
from oversight_graph.drawing.layout import TILE, Box
from oversight_graph.map.drawing.styles import BADGES, STYLES, TILES


def patterns_svg(name: str) -> str:
    """Return the patterns that boxes are filled with; the name keeps those of several pages apart."""
    return (
        f'<defs><pattern id="lines-{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M3.5 0v7" stroke="#c9793f" stroke-opacity=".4" stroke-width="1.6"/>'
        f'</pattern><pattern id="dots-{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<circle cx="1.5" cy="1.5" r=".8" fill="#5f6368" fill-opacity=".35"/></pattern></defs>'
    )


def box_svg(box: Box, style: str, name: str) -> str:
    """Return the outline of a box, filled.

    Parameters
    ----------
    box : Box
    style : str
        One of `STYLES`.
    name : str
        As given to `patterns_svg`.
    """
    fill, stroke, pattern, shape = STYLES[style]
    left, top = box.x - box.width / 2, box.y - box.height / 2
    place = (left, top, box.width, box.height)
    look = f'stroke="{stroke}"'
    parts = []
    if shape == "stack":
        # A second edge below says that more than one thing stands here.
        parts.append(_outline("box", (left + 4, top + 4, box.width, box.height), f'fill="{fill}" {look}'))
    parts.append(_outline(shape, place, f'fill="{fill}" {look}'))
    if pattern:
        parts.append(_outline(shape, place, f'fill="url(#{pattern}-{name})"'))
    if shape == "bar":
        parts.append(f'<path d="M{left:g} {top:g}h4v{box.height:g}h-4z" fill="{stroke}"/>')
    if shape == "double":
        inner = (left + 3, top + 3, box.width - 6, box.height - 6)
        parts.append(_outline("box", inner, f'fill="none" stroke="{stroke}" stroke-width=".8"'))
    return "".join(parts)


def _outline(shape: str, place: tuple[float, float, float, float], look: str) -> str:
    x, y, width, height = place
    if shape == "cut":
        sides = f"h{width - 12:g}l6 6v{height - 12:g}l-6 6h{12 - width:g}l-6 -6v{12 - height:g}z"
        return f'<path d="M{x + 6:g} {y:g}{sides}" {look}/>'
    corner = {"round": 9.0, "pill": min(height / 2, 14.0)}.get(shape, 2.0)
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{corner:g}" {look}/>'


def tile_svg(x: float, y: float, width: float, style: str, text: str, name: str) -> str:
    """Return a tile, or a piece of a bar, from its upper left corner on.

    Parameters
    ----------
    x, y, width : float
    style : str
        One of `TILES`.
    text : str
        Left out where it does not fit; it is written as it is.
    name : str
        As given to `patterns_svg`.
    """
    fill, ink, shape = TILES[style]
    _, stroke, pattern, _ = STYLES[style]
    place = (x, y, width, TILE)
    drawn = _outline(shape, place, f'fill="{fill}" stroke="{stroke}"')
    if pattern:
        drawn += _outline(shape, place, f'fill="url(#{pattern}-{name})"')
    if width_of(text, TILE_FONT) > width - 2:
        return drawn
    return f'{drawn}<text x="{x + width / 2:g}" y="{y + 13.2:g}" fill="{ink}">{text}</text>'


def badge_svg(x: float, y: float, badge: str) -> str:
    """Return a sign at a point; `badge` is one of `BADGES`."""
    shape, colour, text = BADGES[badge]
    line = f'stroke="{colour}" stroke-width="1.8"'
    if shape == "square":
        drawn, ink = f'<path d="M{x - 7:g} {y - 7:g}h14v14h-14z" fill="#fff" {line}/>', colour
    elif shape == "diamond":
        drawn, ink = f'<path d="M{x:g} {y - 9:g}l9 9l-9 9l-9 -9z" fill="#fff" {line}/>', colour
    elif shape == "circle":
        drawn, ink = f'<circle cx="{x:g}" cy="{y:g}" r="{8 if text else 5}" fill="{colour}"/>', "#fff"
    elif shape == "ring":
        drawn = f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="#fff" {line}/><circle cx="{x:g}" cy="{y:g}" r="4"'
        drawn, ink = f'{drawn} fill="{colour}"/>', colour
    else:
        drawn = f'<circle cx="{x:g}" cy="{y:g}" r="6" fill="#fff" {line}/>'
        drawn, ink = f'{drawn}<path d="M{x - 4:g} {y + 4:g}l8 -8" {line}/>', colour
    if not text:
        return drawn
    return (
        f'{drawn}<text x="{x:g}" y="{y + 4:g}" text-anchor="middle" font-size="11" font-weight="bold" '
        f'fill="{ink}">{text}</text>'
    )


__all__ = ["badge_svg", "box_svg", "patterns_svg", "tile_svg"]
