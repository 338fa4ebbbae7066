"""The route of a line: out of the side of a box, along the alleys between the lanes, through gaps between boxes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

ALLEY = 26.0
_CLEAR = 2.0  # what a line keeps from a box that it passes
_LOOP = 16.0  # the handle of a line between two boxes of one lane, which so stays in the narrowest alley


class Track(NamedTuple):
    """A column of boxes: its left and right edge, and the top and bottom of each box, from top to bottom."""

    left: float
    right: float
    taken: tuple[tuple[float, float], ...]


def route(tracks: Sequence[Track], start: int, y1: float, end: int, y2: float) -> tuple[float, ...]:
    """Return where a line passes the columns between its ends.

    Parameters
    ----------
    tracks : sequence of Track
        From left to right.
    start, end : int
        Numbers of the columns of the two boxes.
    y1, y2 : float
        Their middles.

    Returns
    -------
    tuple of float
        For each column passed, in the direction of the line: x where it enters, x where it leaves, and y, at which it
        runs straight through the gap that is nearest to the direct way.

    Examples
    --------
    >>> route([Track(0, 10, ((0, 9),)), Track(40, 50, ((0, 20), (26, 60))), Track(80, 90, ((0, 9),))], 0, 4, 2, 4)
    (40, 50, -2.0)
    """
    step = 1 if end > start else -1
    passed = list(range(start + step, end, step)) if start != end else []
    found: list[float] = []
    y = y1
    for number, at in enumerate(passed):
        track = tracks[at]
        direct = y + (y2 - y) / (len(passed) - number + 1)
        y = min(_gaps(track), key=lambda gap: (abs(gap - direct), gap))
        found += (track.left, track.right, y) if step > 0 else (track.right, track.left, y)
    return tuple(found)


def _gaps(track: Track) -> list[float]:
    """Return the heights at which a line can pass a column."""
    if not track.taken:
        return [0.0]
    first, last = track.taken[0][0], track.taken[-1][1]
    between = [(above[1] + below[0]) / 2 for above, below in pairwise(track.taken)]
    return [first - _CLEAR, *(round(y, 2) for y in between), last + _CLEAR]


def pieces(
    start: tuple[float, float, float], via: Sequence[float], end: tuple[float, float, float]
) -> list[tuple[float, ...]]:
    """Return a line as pieces to draw.

    Parameters
    ----------
    start, end : tuple of (float, float, float)
        Middle and width of the two boxes: x, y, width.
    via : sequence of float
        As from `route`.

    Returns
    -------
    list of tuple of float
        First the point at which it begins, then curves (x and y of two handles and of the end) and straight pieces (x
        and y of the end). Lines of one column leave and come back on its right side.
    """
    (x1, y1, w1), (x2, y2, w2) = start, end
    if abs(x1 - x2) < 1:
        right1, right2 = x1 + w1 / 2, x2 + w2 / 2
        return [(right1, y1), (right1 + _LOOP, y1, right2 + _LOOP, y2, right2, y2)]
    sign = 1 if x2 > x1 else -1
    stops = [(x1 + sign * w1 / 2, y1)]
    for at in range(0, len(via), 3):
        stops += [(via[at], via[at + 2]), (via[at + 1], via[at + 2])]
    stops.append((x2 - sign * w2 / 2, y2))
    found: list[tuple[float, ...]] = [stops[0]]
    for number, ((ax, ay), (bx, by)) in enumerate(pairwise(stops)):
        if number % 2:
            found.append((bx, by))
        else:
            bend = (bx - ax) / 2
            found.append((ax + bend, ay, bx - bend, by, bx, by))
    return found
