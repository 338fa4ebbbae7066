"""The common form of a paper: numbered lines on pages, some of them rows of tables."""

import codecs
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oversight_graph.errors import UsageError

# How cells and the paragraphs inside one are told apart in the frozen text.
CELL, PARAGRAPH, PAGE = "\t", "  ", "\f"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper, or a row of one of its tables."""

    number: int  # line of the frozen text, counted from 1
    # The cells of a row, as they stand; one cell for running text, none for an empty line. Paragraphs inside a cell
    # are parted by line breaks.
    cells: tuple[str, ...]
    page: int | None = None  # page, sheet or slide, counted from 1; None where the format has none
    table: int = 0  # number of the table in the paper, counted from 1; 0 for running text
    row: int = 0  # row in that table as it is printed, counted from 1; 0 for running text
    level: int = 0  # 1 to 6 for a heading, 0 for anything else
    # Last line of a row whose columns only blanks part, which may go over several; 0 for anything else.
    last: int = 0
    entry: bool = False  # whether it is an entry of a list whose mark the format does not print
    # How far an entry of a list is set in, in blanks or in lists around it; 0 for anything else, or not known.
    depth: int = 0
    over: bool = False  # whether its one cell stands over all columns of its table
    printed: str = field(default="", repr=False)  # the line of a text with its runs of blanks, if it has any

    @property
    def numbers(self) -> tuple[int, ...]:
        """All lines of the frozen text on which it stands."""
        return tuple(range(self.number, max(self.number, self.last) + 1))

    @property
    def text(self) -> str:
        """The whole line as running text."""
        return " ".join(" ".join(self.cells).split())

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return self.table > 0


@dataclass(frozen=True, slots=True)
class Piece:
    """What a reader finds: a line of running text, or a row of a table, that has no number yet."""

    cells: tuple[str, ...]
    page: int | None = None
    table: int = 0
    row: int = 0
    level: int = 0
    entry: bool = False
    depth: int = 0
    over: bool = False


# What a paper has struck out is neither promised nor asked for any more.
STRUCK = "is struck out"


def struck_out(passages: Sequence[str]) -> list[str]:
    """Return what there is to say of passages that are struck out: how many, and how the first of them begin."""
    shown = "; ".join(f"“{passage[:40]}{'…' if len(passage) > 40 else ''}”" for passage in passages[:3])
    return [f"what {STRUCK} was left out, {len(passages)} times: {shown}"] if passages else []


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was read."""

    path: Path  # the original
    kind: str  # what it is by its content: "pdf", "docx", "html", "xlsx", "csv" or "text"
    lines: tuple[Line, ...]
    # original, frozen: SHA-256 of the original and of the frozen text; the same where the original is the text
    original: str = ""
    frozen: str = ""
    text: str = field(default="", repr=False)  # the frozen text; empty where the original is the text
    pages: int = 0  # how many pages there are; 0 where the format has none
    # What a reader must know: pages without text, hidden sheets, a suffix that is wrong
    notes: tuple[str, ...] = ()
    made: str = ""  # the day on which the file says it was made (ISO); empty if it does not


def freeze(pieces: Iterable[Piece]) -> tuple[str, tuple[Line, ...]]:
    r"""Return the text of what was read, one line a piece, and the numbered lines.

    Parameters
    ----------
    pieces : iterable of Piece
        In the order of the paper.

    Returns
    -------
    text : str
        Cells are parted by tabs, pages by a form feed at the head of the first line of a page.
    lines : tuple of Line

    Examples
    --------
    >>> text, lines = freeze([Piece(("Ref", "Promise"), page=1, table=1, row=1), Piece(("The end",), page=2)])
    >>> text
    'Ref\tPromise\n\x0cThe end\n'
    >>> lines[1].number, lines[1].page
    (2, 2)
    """
    out: list[str] = []
    lines: list[Line] = []
    page: int | None = None
    for piece in pieces:
        feeds = max(0, (piece.page or 0) - (page or 1)) if piece.page else 0
        page = piece.page or page
        cells = tuple(_cell(cell) for cell in piece.cells)
        shown = CELL.join(cell.replace("\n", PARAGRAPH) for cell in cells)
        out.append(PAGE * feeds + shown)
        kept = cells if piece.table or any(cells) else ()
        place = (piece.page, piece.table, piece.row, piece.level)
        lines.append(Line(len(out), kept, *place, entry=piece.entry, depth=piece.depth, over=piece.over))
    return "".join(f"{line}\n" for line in out), tuple(lines)


def _cell(text: str) -> str:
    if not text.isprintable():
        # What only says how letters are to be set, as a soft hyphen does, stands within a word; all else parts words.
        text = "".join(c for c in text if c.isprintable() or unicodedata.category(c) != "Cf")
    paragraphs = (" ".join("".join(c if c.isprintable() else " " for c in part).split()) for part in text.split("\n"))
    return "\n".join(part for part in paragraphs if part)


def refuse_unwritable_name(path: Path) -> None:
    """Refuse a file whose name no text can hold.

    Raises
    ------
    UsageError
    """
    try:
        path.name.encode()
    except UnicodeEncodeError:
        hint = "rename it: nothing that is made of it could say where it comes from"
        raise UsageError("has a name that is not in UTF-8", where=str(path), hint=hint) from None


def is_utf8(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes) -> str:
    """Return the text of a file that may come from anywhere: UTF-8, UTF-16, UTF-32, or what Windows wrote."""
    if data.startswith(codecs.BOM_UTF32_LE):  # it begins as UTF-16 does
        return data.decode("utf-32", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
