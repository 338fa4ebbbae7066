"""Where each box of the map stands: pages of lanes, with positions that are worked out here and never move.

A page is made to be read at its own size, about 1050 by 740 pixels, so that no text has to shrink. Units are pixels; x
and y are the centre of a box.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from oversight_graph.drawing.labels import LINE, PAD, wrap
from oversight_graph.drawing.routes import ALLEY, Track, route

MARGIN = 7.0  # between the border of a box and its text
BADGE = 20.0  # room for the sign of a grade or of a body that was not meeting
TOP = 48.0
BOTTOM = 744.0
TILE = 24.0  # height of the tile of a commitment in the box of its objective
TILE_GAP = 3.0
_FOOT = 3.0
_GAP = 6.0
_TIGHT = 4.0  # between the boxes of a full lane
_LONGEST = 850.0  # of a lane that would not fit the height of a page otherwise; text is still readable then
_WIDEST_GAP = 46.0
BETWEEN = 16.0  # between the columns of one lane


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a page.

    Attributes
    ----------
    id : str
        IRI of the thing, or ``group:NAME``.
    x, y : float
        Its middle.
    lines : tuple of str
        The label, wrapped.
    below : float
        Height of what stands below the label: tiles of commitments, or one bar.
    tile : float
        Width of a tile; 0 if there are none.
    """

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    below: float = 0.0
    tile: float = 0.0

    def tiles(self, count: int) -> list[tuple[float, float]]:
        """Return the upper left corners of the tiles, row by row."""
        across = _across(self.width, self.tile)
        left = self.x - self.width / 2 + MARGIN
        top = self.y + self.height / 2 - self.below - 2
        step = self.tile + TILE_GAP
        return [(left + n % across * step, top + n // across * (TILE + TILE_GAP)) for n in range(count)]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of a page: left edge, width, title and what it says below the title."""

    x: float
    width: float
    title: str
    subtitle: str


class Link(NamedTuple):
    """A line between two things.

    Attributes
    ----------
    source, target : str
        IRIs.
    kind : str
        See `network.projection.EDGE_KINDS`.
    stated : bool
        Whether a paper states it (solid) or it is inferred (dashed).
    quiet : bool
        Whether it is drawn only if one of its ends is selected.
    """

    source: str
    target: str
    kind: str
    stated: bool
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the map.

    Attributes
    ----------
    links : tuple of (Link, tuple of float)
        Each with the way that it takes through the lanes between its ends, see `drawing.routes.route`.
    """

    id: str
    title: str
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    links: tuple[tuple[Link, tuple[float, ...]], ...]
    width: float
    height: float


class Item(NamedTuple):
    """What is to stand in a lane.

    Attributes
    ----------
    extra : int
        How many lines are kept free below the label.
    badge : bool
        Whether a sign goes first.
    parts : int
        For how many commitments a tile or a place in a bar is kept below that.
    tile : float
        Width of a tile; 0 for a bar.
    """

    id: str
    label: str
    extra: int = 0
    badge: bool = False
    parts: int = 0
    tile: float = 0.0

    def below(self, width: float) -> float:
        """Return the height of the tiles, or of the bar, in a box of a width."""
        rows = -(-self.parts // _across(width, self.tile)) if self.tile else min(self.parts, 1)
        return rows * (TILE + TILE_GAP) + _FOOT if rows else 0.0


def _across(width: float, tile: float) -> int:
    """Return how many tiles stand side by side."""
    return max(int((width - 2 * MARGIN + TILE_GAP) / (tile + TILE_GAP)), 1)


@dataclass(slots=True)
class Column:
    """A lane that is to be filled from top to bottom.

    Attributes
    ----------
    columns : int
        How many boxes stand side by side; more if they do not fit the height of a page otherwise.
    lines : int
        How many lines of a label are shown at most.
    long : bool
        Whether the page rather gets longer than the lane wider.
    """

    title: str
    subtitle: str
    width: float
    items: list[Item] = field(default_factory=list)
    columns: int = 1
    lines: int = 4
    long: bool = False


def place(page_id: str, title: str, columns: Sequence[Column], links: Iterable[Link]) -> Page:
    """Set the columns of a page side by side, each spread over the height of the page.

    Parameters
    ----------
    columns : sequence of Column
        From left to right; empty ones are left out. One that is too full for the height of a page gets wider, and in
        the end makes the page longer.
    links : iterable of Link
        Kept if both ends stand on the page.

    Returns
    -------
    Page
        Without overlapping boxes; no line runs through a box other than its ends.
    """
    lanes: list[Lane] = []
    tracks: list[Track] = []
    boxes: dict[str, Box] = {}
    at: dict[str, int] = {}
    x = 0.0
    filled = [(column, *_sized(column)) for column in columns if column.items]
    bottom = min(
        BOTTOM, max((_wanted(sized[k::count]) for _, count, _, sized in filled for k in range(count)), default=0)
    )
    for column, count, width, sized in filled:
        inner = (width - BETWEEN * (count - 1)) / count
        for number in range(count):
            left = x + number * (inner + BETWEEN)
            stack = _stack(sized[number::count], left, inner, 0 if column.long else bottom)
            for box in stack:
                at[box.id] = len(tracks)
                boxes[box.id] = box
            tracks.append(Track(left, left + inner, tuple((b.y - b.height / 2, b.y + b.height / 2) for b in stack)))
        lanes.append(Lane(x, width, column.title, column.subtitle))
        x += width + ALLEY
    least = 0 if all(column.long for column in columns) else bottom
    height = max([least, *(box.y + box.height / 2 + _GAP for box in boxes.values())])
    kept = dict.fromkeys(link for link in links if link.source in boxes and link.target in boxes)
    ways = tuple(
        (link, route(tracks, at[link.source], boxes[link.source].y, at[link.target], boxes[link.target].y))
        for link in kept
    )
    return Page(page_id, title, tuple(lanes), tuple(boxes.values()), ways, max(x - ALLEY, 0), height)


def fits(column: Column) -> bool:
    """Tell whether a lane needs no more boxes side by side than it was given."""
    return _sized(column)[0] == column.columns


def _sized(column: Column) -> tuple[int, float, list[tuple[Item, tuple[str, ...], float]]]:
    """Return how many boxes stand side by side, the width of the lane, and each item with its lines and its height."""
    count, width = column.columns, column.width
    single = (column.width - BETWEEN * (count - 1)) / count
    while True:
        sized = []
        for item in column.items:
            indent = BADGE if item.badge else 0
            lines = wrap(item.label, single - 2 * MARGIN, column.lines, indent=indent)
            sized.append((item, lines, round((len(lines) + item.extra) * LINE + PAD + item.below(single), 2)))
        tallest = max(sum(height + _TIGHT for _, _, height in sized[number::count]) for number in range(count))
        if tallest <= _LONGEST - TOP or column.long or count >= max(column.columns, 3):
            return count, width, sized
        count += 1
        # Boxes of a lane that has to hold more get narrower, as far as they can be read.
        single = max(single * 0.85, min(column.width, 170))
        width = single * count + BETWEEN * (count - 1)


def _wanted(items: Sequence[tuple[Item, tuple[str, ...], float]]) -> float:
    """Return where the page may end for these boxes: a page of few things is no higher than they need."""
    return TOP + sum(height for _, _, height in items) + _WIDEST_GAP * (len(items) + 1)


def _stack(items: Sequence[tuple[Item, tuple[str, ...], float]], left: float, width: float, bottom: float) -> list[Box]:
    """Set boxes one below the other, spread as far as the bottom of the page; close together without one."""
    free = bottom - TOP - sum(height for _, _, height in items)
    gap = min(max(free / (len(items) + 1), _TIGHT), _WIDEST_GAP) if bottom else 10.0
    # A short column stands in the middle, where its lines are shortest.
    y = TOP + max((free - gap * (len(items) - 1)) / 2, 0) if bottom else TOP
    boxes = []
    for item, lines, height in items:
        # Whole pixels keep edges sharp.
        middle = round(left + width / 2), round(y + height / 2)
        boxes.append(Box(item.id, *middle, round(width, 2), height, lines, item.below(width), item.tile))
        y += height + gap
    return boxes


def by_barycentre(items: Sequence[str], neighbours: Mapping[str, Iterable[str]], order: Sequence[str]) -> list[str]:
    """Sort things by the mean place of what they are linked with, so that lines cross less.

    Parameters
    ----------
    order : sequence of str
        The fixed column.

    Returns
    -------
    list of str
        Things linked with nothing come last; else, and among equals, the order given.

    Examples
    --------
    >>> by_barycentre(["a", "b", "c"], {"a": ["y"], "b": ["x", "y"]}, ["x", "y"])
    ['b', 'a', 'c']
    """
    place_of = {ident: number for number, ident in enumerate(order)}
    means: dict[str, float] = defaultdict(lambda: float("inf"))
    for item in items:
        places = sorted(place_of[n] for n in neighbours.get(item, ()) if n in place_of)
        if places:
            means[item] = sum(places) / len(places)
    return sorted(items, key=lambda item: means[item])
