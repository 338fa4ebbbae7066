"""Where each box of the map stands: pages of lanes, with positions that are worked out here and never move.

The overview shows who oversees which objective; each objective has a page of its commitments; the bodies that no plan names have another. A page
is made to be read at its own size (about 1080 by 800), so that no text has to shrink. Units are CSS pixels; x and y are the centre of a box.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_CHAR = 6.4  # mean width of a letter of the 12 px sans-serif face, on the safe side
_LINE = 14
_PAD = 11
_GAP = 6
_ALLEY = 30
TOP = 50
_BOTTOM = 790


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a page.

    Attributes
    ----------
    id : str
        IRI of the thing, or ``group:NAME``.
    x, y, width, height : float
    lines : tuple of str
        The label, wrapped.
    """

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of a page: left edge, width, title and what it says below the title."""

    x: float
    width: float
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the map.

    Attributes
    ----------
    id, title : str
    lanes : tuple of Lane
    boxes : tuple of Box
    links : tuple of (str, str, str, bool)
        Source, target, kind, and whether it is stated (solid) or inferred (dashed).
    width, height : float
    """

    id: str
    title: str
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    links: tuple[tuple[str, str, str, bool], ...]
    width: float
    height: float


@dataclass(slots=True)
class Column:
    """What is to stand in a lane: ids with their labels, from top to bottom.

    ``extra`` lines are kept free in each box.

    With ``glyph``, room for a sign is kept at the beginning of the first line.
    """

    title: str
    subtitle: str
    width: float
    items: list[tuple[str, str]] = field(default_factory=list)
    columns: int = 1
    extra: int = 0
    glyph: bool = False


def wrap(text: str, width: float, lines: int = 3) -> tuple[str, ...]:
    """Break a text into lines that fit a box.

    Parameters
    ----------
    text : str
    width : float
        Width of the box.
    lines : int
        How many lines at most; what does not fit is cut, and an ellipsis says so.

    Examples
    --------
    >>> wrap("Alliance Governance Group", 120)
    ('Alliance', 'Governance Group')
    """
    room = max(int((width - _PAD) / _CHAR), 6)
    found: list[str] = []
    current = ""
    for word in text.split():
        while len(word) > room:
            word, rest = word[:room], word[room:]
            if current:
                found.append(current)
            found.append(word)
            current, word = "", rest
        if len(current) + len(word) + bool(current) <= room:
            current = f"{current} {word}".strip()
        else:
            found.append(current)
            current = word
    if current:
        found.append(current)
    if len(found) > lines:
        found = found[:lines]
        found[-1] = found[-1][: room - 1].rstrip() + "…"
    return tuple(found) or ("",)


def place(page_id: str, title: str, columns: Sequence[Column], links: Iterable[tuple[str, str, str, bool]]) -> Page:
    """Set the columns of a page side by side, each spread over the height of the page.

    Parameters
    ----------
    page_id, title : str
    columns : sequence of Column
        From left to right. A column that is too full for the height of a page makes the page longer.
    links : iterable of (str, str, str, bool)
        Kept if both ends stand on the page.

    Returns
    -------
    Page
        Without overlapping boxes.
    """
    lanes: list[Lane] = []
    boxes: list[Box] = []
    x = 0.0
    for column in columns:
        inner = (column.width - _GAP * (column.columns - 1)) / column.columns
        sign = "__ " if column.glyph else ""
        wrapped = [(ident, _without(sign, wrap(sign + label, inner))) for ident, label in column.items]
        for number in range(column.columns):
            part = wrapped[number :: column.columns]
            boxes += _stack(part, x + number * (inner + _GAP), inner, column.extra)
        lanes.append(Lane(x, column.width, column.title, column.subtitle))
        x += column.width + _ALLEY
    height = max([_BOTTOM, *(box.y + box.height / 2 + _GAP for box in boxes)])
    there = {box.id for box in boxes}
    kept = tuple(dict.fromkeys(link for link in links if link[0] in there and link[1] in there))
    return Page(page_id, title, tuple(lanes), tuple(boxes), kept, x - _ALLEY, height)


def _without(sign: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    return (lines[0].removeprefix(sign), *lines[1:])


def _stack(items: Sequence[tuple[str, tuple[str, ...]]], left: float, width: float, extra: int) -> list[Box]:
    heights = [(len(lines) + extra) * _LINE + _PAD for _, lines in items]
    free = _BOTTOM - TOP - sum(heights)
    gap = min(max(free / (len(items) + 1), _GAP), 60) if items else 0
    # A short column stands in the middle, where its lines are shortest.
    y = TOP + max((free - gap * (len(items) - 1)) / 2, _GAP / 2)
    boxes = []
    for (ident, lines), height in zip(items, heights, strict=True):
        boxes.append(Box(ident, left + width / 2, y + height / 2, width, height, lines))
        y += height + gap
    return boxes


def by_barycentre(items: Sequence[str], neighbours: Mapping[str, Sequence[str]], order: Sequence[str]) -> list[str]:
    """Sort things by the mean place of what they are linked with, so that lines cross less.

    Parameters
    ----------
    items : sequence of str
    neighbours : mapping of str to sequence of str
    order : sequence of str
        The fixed column.

    Returns
    -------
    list of str
        Things linked with nothing come last, in the order given.
    """
    place_of = {ident: number for number, ident in enumerate(order)}
    means: dict[str, float] = defaultdict(lambda: float("inf"))
    for item in items:
        places = [place_of[n] for n in neighbours.get(item, ()) if n in place_of]
        if places:
            means[item] = sum(places) / len(places)
    return sorted(items, key=lambda item: (means[item], list(items).index(item)))
