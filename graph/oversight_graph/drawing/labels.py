"""How long a text is, and how it is broken into the lines of a box, without a browser to ask.

The widths are those of Helvetica, which Arial, Liberation Sans and their like share. A renderer with another face
squeezes the line; it never runs out of its box.
"""

import unicodedata
from functools import cache, lru_cache

FONT = 12
LINE = 15
PAD = 9  # a box of one line is then a target of 24 pixels
# Widths of letters in thousandths of the size of the face.
_WIDTHS = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r", 334: "{}", 355: '"', 389: "*", 469: "^",
    500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw",
    778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "…—", 1015: "@",
}  # fmt: skip
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 700
# What orders text from right to left or hides it; a label is one line among others and must not turn its neighbours.
_TURNING = {*"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
_LONGEST = 600  # letters of a text that are looked at: no box shows more


def clean(text: str) -> str:
    r"""Return a text on one line, without control signs and without signs that turn the direction of what follows.

    Examples
    --------
    >>> clean("Board\u202e of\n  trade\x07")
    'Board of trade'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (letter for letter in text if letter not in _TURNING and (letter.isspace() or not _hidden(letter)))
    return " ".join("".join(kept).split())


def visible(text: str) -> str:
    r"""Drop characters that are not to be seen: controls, and those that turn the text around.

    Examples
    --------
    >>> visible("a\u202eb\x00")
    'ab'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "" for c in text)


def in_data(value: object) -> object:
    """Return data for a page with each of its texts without signs that are not seen."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: in_data(each) for name, each in value.items()}
    return [in_data(each) for each in value] if isinstance(value, list | tuple) else value


def in_template(value: object) -> object:
    """Return what a template is to show: a text without signs that are not seen, and markup as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _hidden(letter: str) -> bool:
    # Control signs, halves of letters, and what XML forbids.
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"


def width_of(text: str, size: float = FONT) -> float:
    """Return the width of a text in pixels.

    Parameters
    ----------
    size : float
        Size of the face in pixels.

    Examples
    --------
    >>> width_of("Will", 10)
    16.1
    """
    return round(sum(map(_letter, text)) * size / 1000, 2)


@cache
def _letter(letter: str) -> int:
    if letter in _WIDTH:
        return _WIDTH[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1000
    first = unicodedata.normalize("NFD", letter)[0]
    return _WIDTH.get(first, _OTHER)


@lru_cache(1 << 14)
def wrap(text: str, width: float, lines: int = 3, *, indent: float = 0) -> tuple[str, ...]:
    """Break a text into lines that fit a box.

    Parameters
    ----------
    width : float
        Width of the text.
    lines : int
        How many lines at most; what does not fit is cut, and an ellipsis says so.
    indent : float
        Room that is kept free at the left, for a sign.

    Returns
    -------
    tuple of str
        At least one line.

    Examples
    --------
    >>> wrap("Alliance Governance Group", 110)
    ('Alliance', 'Governance Group')
    >>> wrap("Alliance Governance Group", 110, lines=1)
    ('Alliance…',)
    """
    room = max(width - indent, 2 * FONT)
    text = clean(text[: 4 * _LONGEST])
    found: list[str] = []
    line = ""
    for word in text[:_LONGEST].split():
        for piece in _pieces(word, room):
            joined = f"{line} {piece}" if line else piece
            if width_of(joined) <= room:
                line = joined
            else:
                found.append(line)
                line = piece
        if len(found) > lines:
            break
    if line:
        found.append(line)
    if len(found) > lines or len(text) > _LONGEST:
        found = found[:lines]
        last = found[-1]
        while last and width_of(last + "…") > room:
            last = last[:-1].rstrip()
        found[-1] = last + "…"
    return tuple(found) or ("",)


def _pieces(word: str, room: float) -> list[str]:
    """Return a word in pieces that fit a line."""
    if width_of(word) <= room:
        return [word]
    pieces = []
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
