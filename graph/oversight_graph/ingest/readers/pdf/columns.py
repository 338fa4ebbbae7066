"""Pages of a PDF whose text is printed in columns: which parts of a page are read one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

# A gap between two columns is so wide at least, in sizes of their letters, and stands within this part of the page.
_GUTTER, _EDGE = 0.8, 0.2
# A column has so many lines; half of them fill so much of the width of the widest, and have so many words.
_LINES, _FULL, _WORDS = 4, 0.7, 3
# Words whose tops differ by less stand in one line.
_TOP = 3.0

# Left, top, right, bottom.
Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """What is printed in one place: a word, or a table, which no gap runs through."""

    x0: float
    top: float
    x1: float
    bottom: float
    word: bool = True

    @property
    def middle(self) -> tuple[float, float]:
        """Where it stands."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def areas_of(boxes: Sequence[Box]) -> list[Area]:
    """Return where the parts of a page stand, in the order in which they are read.

    Parameters
    ----------
    boxes : sequence of Box
        All that is printed on the page.
    """
    return [
        (min(b.x0 for b in part), min(b.top for b in part), max(b.x1 for b in part), max(b.bottom for b in part))
        for part in parts_of(boxes)
        if part
    ]


def parts_of(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return what is printed on a page in parts, in the order in which they are read.

    A part is a column, or what stands across the page between columns. Where two columns are those of a table without
    rules, whose cells are short, they are read line by line: then nothing is parted.

    Examples
    --------
    >>> left = [Box(at * 10, row * 12, at * 10 + 8, row * 12 + 10) for row in range(5) for at in range(9)]
    >>> right = [Box(box.x0 + 110, box.top, box.x1 + 110, box.bottom) for box in left]
    >>> title = Box(60, -20, 140, -5)
    >>> [len(part) for part in parts_of([title, *left, *right])]
    [1, 45, 45]
    >>> len(parts_of([box for box in left + right if box.x0 < 9 or box.x0 > 110]))
    1
    """
    found = _gutter(boxes)
    if found is None:
        return [list(boxes)]
    gutter, near = found
    out: list[list[Box]] = []
    across = sorted(
        (box.top, box.bottom) for line in _lines(boxes) if any(_cuts(box, gutter, near) for box in line) for box in line
    )
    for _, group in groupby(sorted(boxes, key=lambda box: box.top), key=lambda box: _is_across(box, across)):
        out.append(list(group))
    return [part for band in out for part in _sides(band, gutter, across)]


def _is_across(box: Box, across: Sequence[tuple[float, float]]) -> bool:
    return any(top <= box.middle[1] <= bottom for top, bottom in across)


def _sides(band: Sequence[Box], gutter: float, across: Sequence[tuple[float, float]]) -> Iterator[list[Box]]:
    left = [box for box in band if box.middle[0] < gutter]
    right = [box for box in band if box.middle[0] >= gutter]
    if _is_across(band[0], across) or not left or not right:
        yield list(band)
        return
    yield from parts_of(left)
    yield from parts_of(right)


def _gutter(boxes: Sequence[Box]) -> tuple[float, float] | None:
    """Return where the gap between two columns of running text runs that parts most, and how far it reaches."""
    words = [box for box in boxes if box.word]
    if len(words) < 2 * _LINES * _WORDS:
        return None
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    near = _GUTTER / 2 * sorted(box.bottom - box.top for box in words)[len(words) // 2]
    found: list[tuple[int, float]] = []
    lines = _lines(words)
    starts = sorted({round(box.x0) for box in words})
    for start in starts:
        gutter = start - near - 0.5
        if not left + _EDGE * (right - left) <= gutter <= right - _EDGE * (right - left):
            continue
        free = [line for line in lines if not any(_cuts(box, gutter, near) for box in line)]
        sides = [
            [[box for box in line if (box.middle[0] < gutter) is first] for line in free] for first in (True, False)
        ]
        columns = [[line for line in side if line] for side in sides]
        if len(free) > len(lines) // 2 and all(map(_is_text, columns)):
            found.append((sum(map(len, columns)), gutter))
    return (max(found)[1], near) if found else None


def _cuts(box: Box, gutter: float, near: float) -> bool:
    return box.x0 < gutter + near and box.x1 > gutter - near


def _is_text(lines: Sequence[Sequence[Box]]) -> bool:
    """Whether the lines of a column are those of running text: most fill it, and have several words."""
    if len(lines) < _LINES:
        return False
    wide = max(line[-1].x1 for line in lines) - min(line[0].x0 for line in lines)
    full = sum(line[-1].x1 - line[0].x0 >= _FULL * wide and len(line) >= _WORDS for line in lines)
    return 2 * full >= len(lines)


def _lines(boxes: Sequence[Box]) -> list[list[Box]]:
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        if lines and box.top - lines[-1][0].top < _TOP:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [sorted(line, key=lambda box: box.x0) for line in lines]
