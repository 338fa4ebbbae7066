"""Tables of a PDF: which grids of lines are one, and what stands in their cells."""

import itertools
import re
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.table import Table

# Where words have run together, a gap of this part of a letter parts two.
CLOSE = 0.15
# So do those of a table, or of a font, in which one is as long as this, where the rest of the page is printed wider.
RUN_ON = re.compile(r"(?<![\w/.@])[^\W\d_]{24,}(?![\w/@]|\.\w)")
# So far a word may stand over the line of its cell, and so many of the words of a table at most do.
_OVER, _CUT = 2.0, 0.2
_SHOUTED = re.compile(r"^(?=.*[A-Z]{4})[^a-z]{6,}$")
_BROKEN_NAME = re.compile(r"[A-Za-z]{4,}\.$")
# The name of a website that goes on in the next line: "Resources.dat" and "a.gov".
_BROKEN_SITE = re.compile(r"\b[A-Za-z][\w-]+\.[a-z]{1,12}$")
_REST_OF_SITE = re.compile(r"[a-z]{1,12}\.[a-z]{2,6}(?![\w.])")
# A gap so much wider than the others of its cell parts two paragraphs.
_PARAGRAPH_GAP = 1.45
# Lines of one paragraph stand at most so many sizes of their letters apart.
_LEADING = 1.3
# A line shorter than this ends before the edge of its cell.
_SHORT = 40
_ENTRY = re.compile(r"\d{1,2}[.)]\s+[A-Z]")


def is_table(found: "Table") -> bool:
    """Whether a grid is a table: a frame around one text is none."""
    return max((sum(cell is not None for cell in row.cells) for row in found.rows), default=0) > 1


def cuts_words(found: "Table", words: list[dict[str, Any]]) -> bool:
    """Whether the lines of a grid go through the words: then it is drawn under text, and no table.

    Underlined headings and frames look like grids; in a table a word stands inside its cell.
    """
    cut = whole = 0
    for word in words:
        x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        box = next((box for box in found.cells if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)
        if box is None:
            left, top, right, bottom = found.bbox
            cut += top <= y <= bottom and word["x0"] < right and word["x1"] > left
        elif word["x0"] < box[0] - _OVER or word["x1"] > box[2] + _OVER:
            cut += 1
        else:
            whole += 1
    return cut > _CUT * (cut + whole)


def rows_of(found: "Table", gap: float | None) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row; a cell that reaches over several rows is carried down."""
    above: list[tuple[Any, str]] = []
    printed = found.extract(x_tolerance_ratio=gap)
    if any(RUN_ON.search(text or "") for texts in printed for text in texts):
        printed = found.extract(x_tolerance_ratio=CLOSE)
    for row, texts in zip(found.rows, printed, strict=True):
        now: list[tuple[Any, str]] = []
        own = False  # whether anything is printed in the row itself
        for column, (box, text) in enumerate(zip(row.cells, texts, strict=True)):
            if box is None and column < len(above) and above[column][0] and above[column][0][3] > row.bbox[1] + 1:
                now.append(above[column])
            else:
                now.append((box, _joined(text or "", _breaks(found, box, text or ""))))
                own = own or bool(now[-1][1])
        above = now
        yield tuple(shown if own else "" for _, shown in now)


def _breaks(found: "Table", box: Any, text: str) -> frozenset[int]:
    """Return the lines of a cell before which a paragraph ends: by a wider gap, or where bold letters begin or end.

    Parameters
    ----------
    box : tuple of float or None
        The cell.
    text : str
        Its text, a printed line a line.

    Returns
    -------
    frozenset of int
        Counted from 0; empty where the lines of the cell cannot be told by their place.
    """
    count = text.count("\n") + 1
    if box is None or count < 2:
        return frozenset()
    from pdfplumber.utils.clustering import cluster_objects

    chars = [char for char in found.page.chars if char["text"].strip() and inside(char, box)]
    lines = cluster_objects(chars, itemgetter("doctop"), 3)
    if len(lines) != count:
        return frozenset()
    tops = [min(char["top"] for char in line) for line in lines]
    bold = [all("bold" in char["fontname"].lower() for char in line) for line in lines]
    gaps = [below - above for above, below in itertools.pairwise(tops)]
    usual = min(sorted(gaps)[len(gaps) // 2], _LEADING * sorted(char["size"] for char in chars)[len(chars) // 2])
    return frozenset(at for at, gap in enumerate(gaps, 1) if gap > _PARAGRAPH_GAP * usual or (bold[at] != bold[at - 1]))


def _joined(text: str, breaks: frozenset[int] = frozenset()) -> str:
    """Return the text of a cell as it reads: printed lines are joined, paragraphs and entries of a list stay apart."""
    lines = [line.strip() for line in text.split("\n")]
    out = ""
    for at, line in enumerate(lines):
        if not line:
            continue
        if not out:
            out = line
        elif at in breaks or line[0] in "•●▪■◦‣➢>" or (line[0] in "–-" and line[1:2] == " "):
            out += "\n" + line
        elif _ENTRY.match(line) and (out.endswith((".", ":", ";")) or len(out.rsplit("\n", 1)[-1]) < _SHORT):
            out += "\n" + line  # a numbered entry
        elif _SHOUTED.match(out.rsplit("\n", 1)[-1]) and not line.isupper():
            out += "\n" + line  # a heading in capitals, and the text below it
        elif out.endswith("-") and line[0].islower() and out[-2:-1].isalpha():
            out += line  # a word broken at its own hyphen
        elif (
            out.endswith("/")
            or (_BROKEN_NAME.search(out) and line[0].islower())
            or (_BROKEN_SITE.search(out) and _REST_OF_SITE.match(line))
        ):
            out += line  # an address or a name with a point in it
        else:
            out += " " + line
    return out


def inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of something that is printed lies in an area."""
    if "x0" not in thing or "top" not in thing:
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
