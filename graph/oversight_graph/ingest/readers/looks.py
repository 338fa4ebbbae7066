"""How cells of a workbook of Excel look: shares in per cent, colours that say how something stands, what is hidden."""

import colorsys
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_FORMAT = re.compile(r'<numFmt numFmtId="(?P<id>\d{1,6})" formatCode="(?P<code>[^"]*)"')
_FILL = re.compile(r'<fill>(?:<patternFill patternType="solid">\s*<fgColor rgb="(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")?')
_LOOK = re.compile(r"<xf [^<>]*>")
_ATTRIBUTE = re.compile(r'(numFmtId|fillId)="(\d{1,6})"')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})" s="([0-9]{1,6})"')
_COLUMN = re.compile(rb"<col [^<>]*>")
_RANGE = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_COMMENTS = re.compile(r"xl/(?:comments\d*|comments/comment\d*)\.xml")
# Formats of Excel's own that show a share in per cent.
_SHARES = frozenset({"9", "10"})
# The column in which a colour alone may say how something stands has one of these in its head, and not much else.
_RATED = re.compile(r"(?i)\b(?:b?rag|rating|status|traffic lights?)\b")
_HEAD = 40
# Up to which degree of the circle of colours a colour is called so, and how strong it is at least.
_HUES = ((15, "red"), (68, "amber"), (165, "green"), (345, ""), (360, "red"))
_STRONG = 0.12
_MOST_COLUMNS = 16_384


@dataclass(slots=True)
class Looks:
    """What the looks of the cells of a sheet say; rows and columns are counted from 0."""

    shares: set[tuple[int, int]] = field(default_factory=set)
    colours: dict[tuple[int, int], str] = field(default_factory=dict)  # red, amber or green

    def say(self, rows: Sequence[list[Any]]) -> int:
        """Write what the looks say into rows as they are read; return how many cells say something by colour alone.

        That is an empty cell below the head of a rating, in another colour than what stands beside it.
        """
        for at, column in self.shares:
            if at < len(rows) and column < len(rows[at]) and isinstance(share := rows[at][column], (int, float)):
                rows[at][column] = f"{round(100 * share, 2):g}%"
        rated: set[int] = set()
        count = 0
        for at, row in enumerate(rows if self.colours else ()):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and 0 < len(cell) < _HEAD and _RATED.search(cell):
                    rated.add(column)
                elif cell == "" and column in rated and (colour := self.colours.get((at, column))):
                    beside = {column - 1, column + 1} - rated  # a row may be coloured as a whole
                    if all(self.colours.get((at, each)) != colour for each in beside):
                        row[column], count = colour, count + 1
        return count


def looks_of(sheet: bytes, styles: Sequence[tuple[bool, str]]) -> Looks:
    """Return how the cells of a sheet look, given its XML and the looks that `styles_of` returns."""
    out = Looks()
    if not any(share or colour for share, colour in styles):
        return out
    for letters, row, style in _CELL.findall(sheet):
        share, colour = styles[int(style)] if int(style) < len(styles) else (False, "")
        place = int(row) - 1, _number(letters.decode()) - 1
        if share:
            out.shares.add(place)
        if colour:
            out.colours[place] = colour
    return out


def styles_of(data: bytes) -> list[tuple[bool, str]]:
    """Return for each look that cells of a workbook may have whether it shows per cent, and what its colour says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return []
        text = archive.read("xl/styles.xml").decode("utf-8", errors="replace")
    shares = _SHARES | {found["id"] for found in _FORMAT.finditer(text) if "%" in found["code"]}
    fills = [colour_called(found[1] or "") for found in _FILL.finditer(text)]
    looks = text.partition("<cellXfs")[2].partition("</cellXfs")[0]
    out = []
    for look in _LOOK.findall(looks):
        said = dict(_ATTRIBUTE.findall(look))
        fill = int(said.get("fillId", 0))
        out.append((said.get("numFmtId") in shares, fills[fill] if fill < len(fills) else ""))
    return out


def colour_called(rgb: str) -> str:
    """Return which of the three colours of a rating a colour is, given as six digits; empty if it is none.

    Examples
    --------
    >>> [colour_called(rgb) for rgb in ("FF0000", "FFC7CE", "FFC000", "FFEB9C", "92D050", "00B050", "0070C0", "F2F2F2")]
    ['red', 'red', 'amber', 'amber', 'green', 'green', '', '']
    """
    if not rgb:
        return ""
    parts = [int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    if max(parts) - min(parts) < _STRONG:
        return ""
    hue = 360 * colorsys.rgb_to_hsv(*parts)[0]
    return next(name for most, name in _HUES if hue <= most)


def hidden_columns(sheet: bytes) -> Iterator[str]:
    """Yield the letters of the hidden columns of a sheet, given as its XML; of a range its ends."""
    for column in _COLUMN.findall(sheet):
        if b'hidden="1"' in column and len(ends := dict(_RANGE.findall(column))) > 1:
            first, last = (min(int(ends[end]), _MOST_COLUMNS) for end in (b"min", b"max"))
            yield _letters(first) if first == last else f"{_letters(first)}-{_letters(last)}"


def comments_in(data: bytes) -> int:
    """Return how many comments there are on cells of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(archive.read(name).count(b"<comment ") for name in archive.namelist() if _COMMENTS.fullmatch(name))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out
