"""The parts of pictures as SVG: boxes, tiles, lines and lines of text, drawn with the classes of `drawing.styles`."""

from collections.abc import Sequence
from html import escape

from oversight_graph.drawing.labels import FONT, LINE, clean, width_of
from oversight_graph.drawing.layout import TILE, Box
from oversight_graph.drawing.routes import pieces
from oversight_graph.drawing.styles import FACE, INK, definitions, line_of, rules, scale, styles

_SQUEEZED = 0.95  # of its room, from which on a line of text is held to it, whatever face the reader has


def text_of(text: str) -> str:
    """Return a text as it may stand in SVG."""
    return escape(clean(text))


def box_svg(box: Box, style: str) -> str:
    """Return the outline of a box; `style` is one of `drawing.styles.styles`."""
    shape = styles()[style].shape
    left, top = box.x - box.width / 2, box.y - box.height / 2
    parts = []
    if shape == "stack":  # a second edge below says that more than one thing stands here
        parts.append(_rect("f", left + 4, top + 4, box.width, box.height, 2))
    if shape == "cut":
        parts.append(_cut("f", left, top, box.width, box.height))
    else:
        corner = {"round": 9.0, "pill": min(box.height / 2, 14.0)}.get(shape, 2.0)
        parts.append(_rect("f", left, top, box.width, box.height, corner))
    if shape == "bar":
        parts.append(f'<path class="edge" d="M{left:g} {top:g}h4v{box.height:g}h-4z"/>')
    if shape == "double":
        inner = _rect("f", left + 3, top + 3, box.width - 6, box.height - 6, 2)
        parts.append(inner.replace("/>", ' style="stroke-width:.8"/>'))
    return "".join(parts)


def _rect(name: str, x: float, y: float, width: float, height: float, corner: float) -> str:
    round_ = f' rx="{corner:g}"' if corner > 2 else ""
    return f'<rect class="{name}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{round_}/>'


def _cut(name: str, x: float, y: float, width: float, height: float) -> str:
    sides = f"h{width - 12:g}l6 6v{height - 12:g}l-6 6h{12 - width:g}l-6 -6v{12 - height:g}z"
    return f'<path class="{name}" d="M{x + 6:g} {y:g}{sides}"/>'


def tile_svg(
    x: float, y: float, width: float, style: str, text: str = "", *, height: float = TILE, switched: bool = True
) -> str:
    """Return what stands inside a tile: its outline, its text and, last, the sign of its grade.

    Parameters
    ----------
    x, y, width, height : float
        Upper left corner, and size.
    style : str
        One of `drawing.styles.scale`; the element around it has the classes ``t`` and this.
    text : str
        Left out where it does not fit.
    switched : bool
        Whether it can change to another grade, so that both forms are needed.
    """
    corner = 12 if scale()[style].outline == "pill" else 2
    cut = scale()[style].outline == "cut"
    parts = [_rect("f full", x, y, width, height, corner)] if switched or not cut else []
    parts += [_cut("f cut", x, y, width, height)] if switched or cut else []
    sign, low = digit(style), y + height / 2 + FONT * 0.36
    if text and width_of(text) <= width - 16:
        parts.append(f'<text x="{x + 6:g}" y="{low:.1f}">{text_of(text)}</text>')
        parts.append(f'<text class="digit mid" x="{x + width - 8:g}" y="{low:.1f}">{sign}</text>')
    else:
        parts.append(f'<text class="digit mid" x="{x + width / 2:g}" y="{low:.1f}">{sign}</text>')
    return "".join(parts)


def digit(style: str) -> str:
    """Return the figure of a grade, or the sign of what has none."""
    return style[1:] if style[0] == "g" else scale()[style].sign


def sign_svg(x: float, y: float, sign: str) -> str:
    """Return the sign of a body at a point; `sign` is one of `drawing.styles.SIGNS`."""
    return f'<use class="mark" href="#sign-{sign}" x="{x:g}" y="{y:g}"/>'


def lines_svg(lines: Sequence[str], x: float, y: float, room: float, look: str = "", *, more: str = "") -> str:
    """Return lines of text as one element, so that it is found, read and copied as a whole.

    Parameters
    ----------
    x, y : float
        Where the first begins.
    room : float
        Width that none may leave.
    look : str
        Classes.
    more : str
        Further attributes, as they are.
    """
    named = f' class="{look}"' if look else ""
    start = f'<text{named} x="{x:g}" y="{round(y, 1):g}"{more}'
    if len(lines) == 1:
        return f"{start}{squeezed(lines[0], room)}>{text_of(lines[0])}</text>"
    drawn = []
    for number, line in enumerate(lines):
        gap = " " if number < len(lines) - 1 else ""  # words of two lines are two words for who reads or copies them
        how = (f' x="{x:g}" dy="{LINE}"' if number else "") + squeezed(line, room)
        words = f"{text_of(line)}{gap}"
        drawn.append(f"<tspan{how}>{words}</tspan>" if how else words)
    return f"{start}>{''.join(drawn)}</text>"


def squeezed(line: str, room: float, size: float = FONT) -> str:
    """Return what holds a line that nearly fills its place to that place."""
    width = width_of(clean(line), size)
    if width < _SQUEEZED * room:
        return ""
    return f' textLength="{min(width, room):.0f}"'


def way_of(source: tuple[float, float, float], target: tuple[float, float, float], via: Sequence[float]) -> str:
    """Return the way of a line as the data of a path; each end is the middle and the width of a box, see `pieces`.

    Each piece is told from where the one before it ends, which takes fewer figures.
    """
    x, y = 0.0, 0.0
    path = ""
    for piece in pieces(source, via, target):
        at = [round(number, 1) for number in piece]
        steps = [f"{round(number - (x, y)[n % 2], 1):g}" for n, number in enumerate(at)]
        path += ("c" if len(piece) == 6 else "l" if path else "M") + " ".join(steps).replace(" -", "-")
        x, y = at[-2:]
    return path


def line_svg(path: str, kind: str, *, stated: bool, more: str = "", look: str = "") -> str:
    """Return a line with its tip; one that is inferred is dashed."""
    names = " ".join(filter(None, ("l", line_of(kind).name, "" if stated else "i", look)))
    return f'<path class="{names}" d="{path}"{more}/>'


def whole(title: str, description: str, width: float, height: float, parts: Sequence[str]) -> str:
    """Return a document of its own, with all that its parts refer to."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" role="img" font-family="{FACE}" font-size="{FONT}" fill="{INK}">',
            f"<title>{text_of(title)}</title>",
            f"<desc>{text_of(description)}</desc>",
            f"<style>{rules()}</style>",
            definitions(),
            f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
            *parts,
            "</svg>",
        ]
    )
