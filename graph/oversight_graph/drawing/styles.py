"""How things look in every picture: each state by colour, by pattern and by a sign, so that none is needed alone.

The scale of grades is that of the ontology. Pictures are drawn with classes, and the rules for these are made here
once: plain for a picture by itself, with dark and forced colours besides for a page. Borders are never dashed: a dashed
line means "inferred", and nothing else.
"""

import re
from functools import cache
from typing import NamedTuple

from oversight_graph.model.codes import Code, grades, unknown

FACE = "Helvetica,Arial,'Liberation Sans',sans-serif"
INK, PAPER, CHOSEN = "#202124", "#ffffff", "#1a5fb4"
_NIGHT, _DAY = "#16181b", "#e8eaed"


class Style(NamedTuple):
    """The look of a box.

    Attributes
    ----------
    pattern : str
        ``lines``, ``dots`` or nothing.
    shape : str
        ``box``, ``bar`` (a thick left edge), ``round``, ``pill``, ``cut`` (corners), ``double`` or ``stack``.
    """

    fill: str
    stroke: str
    pattern: str
    shape: str


class Line(NamedTuple):
    """The look of a line: its class, colour, width, and whether it ends in a dot rather than in an arrow."""

    name: str
    colour: str
    width: float
    dot: bool


def blend(colour: str, other: str, share: float) -> str:
    """Return a colour with so much of another in it.

    Examples
    --------
    >>> blend("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share + 1e-9):02x}" for a, b in pairs)


@cache
def scale() -> dict[str, Code]:
    """Return the codes of all that a commitment can be, by the class of its tile.

    ``g0`` to ``g6`` are the grades, ``lost`` is a cell of which nothing can be known, and ``later`` a row that no plan
    tells of at the date.
    """
    later = Code("", "", "in no plan at this date", sign="·", shade="#ffffff")
    return {**{f"g{code.notation}": code for code in grades()}, "lost": unknown(), "later": later}


@cache
def styles() -> dict[str, Style]:
    """Return the looks of boxes, by class; the tint of a commitment is that of its tile, lighter behind its name."""
    return {
        **{
            name: Style(blend(c.shade, PAPER, 0.8 if c.ink == PAPER else 0.6), c.stroke, c.pattern, "box")
            for name, c in scale().items()
        },
        "body": Style("#eef6fb", "#0068a3", "", "bar"),
        "dead": Style("#f2f2f2", "#5f6368", "dots", "bar"),
        "post": Style("#fff8e6", "#8f5b00", "", "round"),
        "public": Style("#e9f7f1", "#00694d", "", "cut"),
        "process": Style("#f8f2f8", "#7b4470", "", "pill"),
        "objective": Style("#ffffff", "#202124", "", "double"),
        "group": Style("#f4f4f4", "#5f6368", "", "stack"),
        "meeting": Style("#f3f1fa", "#51418f", "", "round"),
        "other": Style("#f3f1fa", "#51418f", "", "box"),
    }


LINES = {
    "oversees": Line("oversees", "#4f8cb2", 1.2, False),
    "holds to account": Line("holds", "#3c4043", 1.8, False),
    "chairs": Line("chairs", "#a97d1e", 1.2, True),
}
OTHER_LINE = Line("link", "#757b82", 1.2, False)
SIGNS = {"live": "meeting", "open": "meeting and open", "shut": "not shown meeting"}
_SAME = {"post", "process", "objective", "group", "meeting"}
MEETING = ("body", "panel")  # those of which a sign tells whether they are shown meeting


def style_of(kind: str, grade: int | None, *, lost: bool = False, live: bool = False) -> str:
    """Return the class of a box: its kind, and for commitments and bodies its state."""
    if kind == "commitment":
        return "later" if grade is None else "lost" if lost else f"g{grade}"
    if kind == "body":
        return "body" if live else "dead"
    if kind in ("public", "panel", "inspectorate"):
        return "public"
    return "post" if kind == "person" else kind if kind in _SAME else "other"


def sign_of(kind: str, *, live: bool, open_: bool) -> str | None:
    """Return the sign of a body: whether it was meeting, and whether it was open. Other things have none."""
    return ("open" if open_ else "live" if live else "shut") if kind in MEETING else None


def line_of(kind: str) -> Line:
    """Return the look of a line."""
    return LINES.get(kind, OTHER_LINE)


def definitions() -> str:
    """Return the patterns, the tips of lines and the signs that pictures refer to; once for a document."""
    found = []
    for name, style in styles().items():
        if style.pattern:
            found.append(_pattern(f"fill-{name}", "b", name, style.pattern))
            if name in scale():
                found.append(_pattern(f"tile-{name}", "t", name, style.pattern))
    for line in (*LINES.values(), OTHER_LINE, Line("on", CHOSEN, 1, False)):
        form = '<circle cx="3.5" cy="3.5" r="3.5"/>' if line.dot else '<path d="M0 0l7 3.5l-7 3.5z"/>'
        found.append(
            f'<marker id="tip-{line.name}" class="{line.name}" markerUnits="userSpaceOnUse" markerWidth="7" '
            f'markerHeight="7" refX="7" refY="3.5" orient="auto">{form}</marker>'
        )
    found += [
        '<g id="sign-live" class="sign"><circle class="full" r="5"/></g>',
        '<g id="sign-open" class="sign"><circle r="7"/><circle class="full" r="4"/></g>',
        '<g id="sign-shut" class="sign shut"><circle r="6"/><path d="M-4 4l8 -8"/></g>',
    ]
    return f"<defs>{''.join(found)}</defs>"


def _pattern(ident: str, part: str, name: str, pattern: str) -> str:
    if pattern == "lines":
        size, turned = 7, ' patternTransform="rotate(45)"'
        mark = '<path d="M3.5 0v7"/>'
    else:
        size, turned = 6, ""
        mark = '<circle cx="1.5" cy="1.5" r=".8"/>'
    return (
        f'<pattern id="{ident}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turned}>'
        f'<g class="{pattern} {part}{name}"><rect width="{size}" height="{size}"/>{mark}</g></pattern>'
    )


@cache
def rules() -> str:
    """Return the rules of style that every picture needs, in plain colours."""
    found = [_packed("picture.css")]
    for name, style in styles().items():
        found.append(_filled(name, style.fill, style.stroke, style.pattern))
    for name, code in scale().items():
        found.append(f"{_tile(name, code)}.t.{name} .f{{stroke:{code.stroke};rx:{_corner(code.outline)}px}}")
    for line in (*LINES.values(), OTHER_LINE):
        tip = f"stroke-width:{line.width:g};marker-end:url(#tip-{line.name})"
        found.append(f"{_coloured(line, line.colour)}.l.{line.name}{{{tip}}}")
    return "".join(found)


@cache
def page_rules() -> str:
    """Return the rules that a page needs besides: what is chosen or faint, dark and forced colours."""
    night = [_packed("night.css")]
    for name, style in styles().items():
        night.append(_filled(name, blend(_NIGHT, style.stroke, 0.28), blend(style.stroke, _DAY, 0.5), style.pattern))
    # Tiles keep their colours: the scale is the same by day and by night.
    night += [_tile(name, code) for name, code in scale().items()]
    night += [_coloured(line, blend(line.colour, _DAY, 0.45)) for line in (*LINES.values(), OTHER_LINE)]
    return f"{_packed('screen.css')}@media screen and (prefers-color-scheme:dark){{{''.join(night)}}}"


def _packed(name: str) -> str:
    from importlib.resources import files

    text = files("oversight_graph.drawing").joinpath(name).read_text(encoding="utf-8")
    return re.sub(r"\s*([{}:;,>])\s*(?=\S)|\s*\n\s*", lambda found: found[1] or "", text)


def _filled(name: str, fill: str, stroke: str, pattern: str) -> str:
    paint = _paint(f"fill-{name}", pattern, fill)
    inside = f".b{name} rect{{fill:{fill}}}" if pattern else ""
    return f".b.{name}>.f{{fill:{paint};stroke:{stroke}}}.b.{name}>.edge{{fill:{stroke}}}{inside}"


def _tile(name: str, code: Code) -> str:
    paint = _paint(f"tile-{name}", code.pattern, code.shade)
    inside = f".t{name} rect{{fill:{code.shade}}}" if code.pattern else ""
    return f".t.{name} .f{{fill:{paint}}}.map .t.{name} text{{fill:{code.ink}}}{inside}"


def _coloured(line: Line, colour: str) -> str:
    return f".l.{line.name}{{stroke:{colour}}}marker.{line.name}{{fill:{colour}}}"


def _paint(ident: str, pattern: str, plain: str) -> str:
    return f"url(#{ident})" if pattern else plain


def _corner(outline: str) -> int:
    return 12 if outline == "pill" else 2
