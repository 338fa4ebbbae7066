"""Charts: a row of the page for each thing, its name as text, and beside it a drawing that is as wide as there is room.

All in a drawing is placed in shares of its width, so nothing shrinks with the window: no script, no text below 12
pixels, no name cut off, and on a phone the name stands above its bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as _escape

from oversight_graph.drawing.labels import visible

_HIGH = 26  # pixels of a bar
_FULL = 88  # hundredths of the width that the longest bar takes; the rest is for its figure


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: how many, the class of its looks as in `drawing.styles.scale`, and what they have in common."""

    count: int
    look: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, in which pieces, and where the list is."""

    label: str
    pieces: tuple[Piece, ...]
    href: str = ""

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(piece.count for piece in self.pieces)


@lru_cache(1 << 14)
def escape(text: str) -> str:
    """Return a text as it may stand in HTML and in SVG."""
    return _escape(visible(text))


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Return a bar chart, one bar to a row, with the figure at its end and in each of several pieces.

    Parameters
    ----------
    title : str
        What the chart shows, for those who cannot see it.
    """
    top = max((row.count for row in rows), default=0) or 1
    return listed(title, [(row.label, row.href, _drawn(row, top)) for row in rows])


def listed(title: str, rows: Sequence[tuple[str, str, str]], look: str = "chart") -> str:
    """Return rows of a name, where it leads, and what is drawn beside it."""
    made = []
    for name, href, drawn in rows:
        start, end = (f'<a href="{escape(href)}">', "</a>") if href else ("<span>", "</span>")
        made.append(f"<li>{start}{escape(name)}{end}{drawn}</li>")
    return f'<ul class="{look}" aria-label="{escape(title)}">{"".join(made)}</ul>'


def picture(drawn: str, said: str, high: int = _HIGH, look: str = "map") -> str:
    """Return a drawing as wide as there is room, with its words for those who cannot see it."""
    return f'<svg class="{look}" width="100%" height="{high}" role="img" aria-label="{escape(said)}">{drawn}</svg>'


def _drawn(row: Bar, top: int) -> str:
    drawn, at, several = "", 0.0, len(row.pieces) > 1
    for piece in row.pieces:
        if piece.count:
            width = piece.count / top * _FULL
            said = f"<title>{escape(f'{row.label}: {piece.count} {piece.said}'.strip())}</title>"
            figure = f'<text class="mid" x="{at + width / 2:.2f}%" y="17">{piece.count}</text>' if several else ""
            bar = f'<rect class="f" x="{at:.2f}%" y="1" width="{width:.2f}%" height="{_HIGH - 2}"/>'
            drawn += f'<g class="t {piece.look or "plain"}">{said}{bar}{figure}</g>'
            at += width
    drawn += f'<text class="name" x="{at:.2f}%" dx="6" y="17">{row.count}</text>'
    told = ", ".join(f"{piece.count} {piece.said}".strip() for piece in row.pieces if piece.count)
    return picture(drawn, told or "none")
