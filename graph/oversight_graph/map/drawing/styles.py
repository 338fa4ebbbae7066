"""How things look on the map: each state by colour, by pattern and by a sign, so that none of them is needed alone.

The colours are those of Okabe and Ito, darkened where text or a thin line has to be read. Borders are never dashed: a
dashed line means "inferred", and nothing else.
"""

from typing import NamedTuple

from oversight_graph.map.things import BODIES, MEETING, Thing
from oversight_graph.model.codes import grades


class Style(NamedTuple):
    """The look of a box.

    Attributes
    ----------
    fill, stroke : str
    pattern : str
        ``lines``, ``dots`` or nothing.
    shape : str
        ``box``, ``bar`` (a thick left edge), ``round``, ``pill``, ``cut`` (corners), ``double`` or ``stack``.
    """

    fill: str
    stroke: str
    pattern: str
    shape: str


class Tile(NamedTuple):
    """The look of a commitment in the box of its objective; the rest is as in `Style`."""

    fill: str
    ink: str
    shape: str


class Line(NamedTuple):
    """The look of a line: colour, width, and whether it ends in a dot rather than in an arrow."""

    colour: str
    width: float
    dot: bool


class Badge(NamedTuple):
    """The sign in a box: its shape (``square``, ``diamond``, ``circle``, ``ring``, ``slash``), colour and text."""

    shape: str
    colour: str
    text: str


def _tint(shade: str) -> str:
    """Return a shade as it stands behind text: mostly white."""
    return "#" + "".join(f"{255 - round((255 - int(shade[at : at + 2], 16)) * 0.35):02x}" for at in (1, 3, 5))


# The sign in a box has the form of the tile.
_SIGNS = {"box": "square", "cut": "diamond", "pill": "circle"}
STYLES = {
    **{f"grade {n}": Style(_tint(code.shade), code.stroke, code.pattern, "box") for n, code in enumerate(grades())},
    "not yet": Style("#f4f4f4", "#5f6368", "", "box"),
    "body": Style("#eef6fb", "#0068a3", "", "bar"),
    "not live": Style("#f2f2f2", "#5f6368", "dots", "bar"),
    "post": Style("#fff8e6", "#8f5b00", "", "round"),
    "public": Style("#e9f7f1", "#00694d", "", "cut"),
    "process": Style("#f8f2f8", "#7b4470", "", "pill"),
    "objective": Style("#ffffff", "#202124", "", "double"),
    "group": Style("#f4f4f4", "#5f6368", "", "stack"),
    "other": Style("#f3f1fa", "#51418f", "", "box"),
}
# No body: square and hatched; a body by name only: cut and dotted; a body that meets: round, the better the darker.
TILES = {
    **{f"grade {n}": Tile(code.shade, code.ink, code.outline) for n, code in enumerate(grades())},
    "not yet": Tile("#f4f4f4", "#202124", "box"),
}
GAP = "#b34700"  # what is said of commitments without a body
BADGES = {
    **{f"grade {n}": Badge(_SIGNS[code.outline], code.stroke, str(n)) for n, code in enumerate(grades())},
    "not yet": Badge("square", "#5f6368", "·"),
    "live": Badge("circle", "#0068a3", ""),
    "open": Badge("ring", "#0068a3", ""),
    "not live": Badge("slash", "#5f6368", ""),
}
LINES = {
    "oversees": Line("#5793b8", 1.2, False),
    "holds to account": Line("#3c4043", 1.8, False),
    "chairs": Line("#a97d1e", 1.2, True),
}
OTHER_LINE = Line("#80868b", 1.2, False)
_SAME = {"post": "post", "person": "post", "process": "process", "objective": "objective", "group": "group"}


def style_of(thing: Thing, grade: int | None, *, live: bool) -> str:
    """Return the name of the style of a thing: its kind, and for commitments and bodies its state."""
    if thing.kind == "commitment":
        return "not yet" if grade is None else f"grade {grade}"
    if thing.kind == "body":
        return "body" if live else "not live"
    if thing.kind in ("public", *BODIES):
        return "public"
    return _SAME.get(thing.kind, "other")


def badge_of(thing: Thing, grade: int | None, *, live: bool, open_: bool) -> str | None:
    """Return the name of the sign of a thing: of a commitment its grade, of a body whether it was live and open."""
    if thing.kind == "commitment":
        return "not yet" if grade is None else f"grade {grade}"
    if thing.kind in MEETING:
        return "open" if open_ else "live" if live else "not live"
    return None


__all__ = [
    "BADGES",
    "GAP",
    "LINES",
    "OTHER_LINE",
    "STYLES",
    "TILES",
    "Badge",
    "Style",
    "Tile",
    "badge_of",
    "style_of",
]
