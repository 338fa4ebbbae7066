"""PDF: tables by their ruled lines, the rest as lines of text, page by page."""

import io
import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.columns import Area, Box, areas_of
from oversight_graph.ingest.readers.form import Piece

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

# How PDF writes a day: D:20210608160431-04'00'.
_STAMP = re.compile(r"(?:D:)?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
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
# A digit so much smaller than the letter before it is the mark of a footnote.
_NOTE_SIZE = 0.78
# Words longer than this on average have run together; then a gap of this part of a letter parts two.
_LONG, _CLOSE = 8.5, 0.15
# So do those of a table, or of a font, in which one is as long as this, where the rest of the page is printed wider.
_RUN_ON = re.compile(r"(?<![\w/.@])[^\W\d_]{24,}(?![\w/@]|\.\w)")
# So far a word may stand over the line of its cell, and so many of the words of a table at most do.
_OVER, _CUT = 2.0, 0.2
# A heading is so much larger than the text.
_HEADING_SIZE = 1.12
# The level of a heading that is only printed in bold, as words that stand out within a sentence are.
_BOLD = 6
# A line that goes on below reaches so near to the edge of the text.
_FILLED = 0.9
# A page refers to its parts some hundred times. Parts that each refer twice to the next make of 40 of them a million
# million: so often they may be looked up while the file is opened and its pages are counted, and for one page.
_AT_OPENING, _OF_A_PAGE = 300_000, 20_000


def about(data: bytes) -> tuple[int, int, str]:
    """Return the numbers of pages that there are and are said to be, and the day on which the file says it was made.

    The day is in ISO, and empty if the file does not say it.

    Raises
    ------
    DataError
        If the file is broken or protected by a password.
    """
    with _open(data) as pdf:
        count = len(_pages(pdf))
        stamp = _STAMP.match(str((pdf.metadata or {}).get("CreationDate", "")))
        return count, _said(pdf) or count, "-".join(stamp.groups()) if stamp else ""


def _pages(pdf: Any) -> "list[Page]":
    try:
        pages: list[Page] = pdf.pages
    except Exception as error:  # the parser raises whatever it stumbles on
        raise _endless(error) or error from error
    _refuse_without_end(pdf.doc)
    return pages


def _said(pdf: Any) -> int:
    from pdfminer.pdftypes import resolve1

    with suppress(Exception):  # the parser raises whatever it stumbles on
        said = resolve1(resolve1(pdf.doc.catalog["Pages"])["Count"])
        return said if isinstance(said, int) else 0
    return 0


def read_pages(data: bytes, pages: list[int]) -> tuple[list[Piece], list[str]]:
    """Return the pieces of some pages, and what there is to say of them: what is drawn without text, and fields.

    Parameters
    ----------
    pages : list of int
        Counted from 1.
    """
    pieces: list[Piece] = []
    notes = []
    with _open(data) as pdf:
        table = 0
        every = _pages(pdf)
        for number in pages:
            page = every[number - 1]
            pdf.doc.left = _OF_A_PAGE
            try:
                found = list(_page(page, number, table))
                if not found and any(page.objects.values()):
                    notes.append(f"page {number} is a picture without text and was not read")
                if count := _fields(page):
                    what = "a note or field of a form was" if count == 1 else f"{count} notes or fields of a form were"
                    notes.append(f"page {number}: {what} not read")
                _refuse_without_end(pdf.doc)
            except Exception as error:  # the parser raises whatever it stumbles on
                if endless := _endless(error):
                    raise DataError(f"page {number} {endless.message}") from error
                raise DataError(f"page {number} is broken: {type(error).__name__}") from error
            finally:
                page.close()
            table = max((piece.table for piece in found), default=0) or table
            pieces += found
    return pieces, notes


def _fields(page: "Page") -> int:
    """Return how many notes and fields of a form stand on a page and say something: they are no part of its text."""
    from pdfminer.pdftypes import resolve1

    with suppress(Exception):  # the parser raises whatever it stumbles on
        # Of each only what it says: all that it refers to, its page among them, leads through the whole file.
        notes = [resolve1(each) for each in resolve1(page.page_obj.annots) or ()]
        said = (resolve1(each.get(key)) for each in notes if isinstance(each, dict) for key in ("Contents", "V"))
        return sum(1 for contents, value in zip(said, said, strict=True) if contents or value)
    return 0


def _refuse_without_end(file: Any) -> None:
    """Refuse a file whose parts were looked up too often: the parser goes on after some of the errors that it meets."""
    if file.left < 0:
        raise DataError("refers to its parts without end: each of them leads to several others, and these again")


def _endless(error: Exception) -> DataError | None:
    """Return our own error, which the library may have wrapped in one of its own."""
    return next((each for each in (error, *error.args) if isinstance(each, DataError)), None)


def _open(data: bytes) -> Any:
    import logging

    import pdfplumber.pdf
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect

    class Counted(PDFDocument):
        """A file whose parts are looked up so many times and no more."""

        left = _AT_OPENING

        def getobj(self, objid: int) -> object:
            self.left -= 1
            _refuse_without_end(self)
            return super().getobj(objid)

    for library in ("pdfminer", "pdfplumber"):
        logging.getLogger(library).setLevel(logging.ERROR)
    pdfplumber.pdf.PDFDocument = Counted  # type: ignore[attr-defined]  # its own is built in
    try:
        opened = pdfplumber.open(io.BytesIO(data))
        _refuse_without_end(opened.doc)
        return nullcontext(opened)  # bytes need no closing, which would count the pages once more
    except Exception as error:  # the parser raises whatever it stumbles on
        if endless := _endless(error):
            raise endless from error
        if isinstance(error, PDFPasswordIncorrect) or isinstance(
            error.args[0] if error.args else 0, PDFPasswordIncorrect
        ):
            raise DataError("is protected by a password", hint="save a copy without one") from error
        raise DataError("is broken: it cannot be read as PDF") from error


def _page(page: "Page", number: int, table: int) -> Iterator[Piece]:
    marks = _note_marks(page.chars)
    clean = page
    if marks:
        clean = page.filter(lambda thing: (thing.get("x0"), thing.get("top"), thing.get("text")) not in marks)
    tables = [found for found in clean.find_tables() if _is_table(found)]
    words = clean.extract_words() if tables else []
    tables = [found for found in tables if not _cuts_words(found, words)]
    boxes = [found.bbox for found in tables]
    blocks: list[tuple[int, float, list[Piece]]] = []
    rest = clean.filter(lambda thing: not any(_inside(thing, box) for box in boxes)) if boxes else clean
    areas = _areas(rest, boxes)
    parts = [rest.filter(partial(_is_of, areas, at)) for at in range(len(areas))] if len(areas) > 1 else [rest]
    printed = [part.extract_text_lines(return_chars=True) for part in parts]
    gap = _CLOSE if _runs_together(line["text"] for lines in printed for line in lines) else None
    for found in tables:
        table += 1
        rows = [Piece(cells, number, table, at) for at, cells in enumerate(_rows(found, gap), 1)]
        left, top, right, bottom = found.bbox
        blocks.append((_area_of({"x0": left, "x1": right, "top": top, "bottom": bottom}, areas), top, rows))
    usual = _usual([char for lines in printed for line in lines for char in line["chars"]])
    for at, (part, lines) in enumerate(zip(parts, printed, strict=True)):
        edge = _FILLED * max((line["x1"] for line in lines), default=0)
        stands_out = False  # whether words in bold go on below a line of the text
        for line in _apart(part, lines, gap):
            text = line["text"].strip()
            if text:
                # Marks of lists are signs of fonts of their own, for which the text has no letter.
                entry = "\ue000" <= text[0] <= "\uf8ff"
                level = _level(line["chars"], usual)
                level = 0 if level == _BOLD and (stands_out or text[0].islower()) else level
                ends = line["x1"] < edge or text.endswith((".", ":", "?", "!"))
                stands_out = not level and _is_bold(line["chars"][-1:]) and not ends
                blocks.append((at, line["top"], [Piece((text,), number, level=level, entry=entry)]))
    for *_, pieces in sorted(blocks, key=lambda block: block[:2]):
        yield from pieces


def _areas(rest: "Page", tables: list[Any]) -> list[Area]:
    """Return the parts of a page in the order in which they are read: its columns, and what stands across them."""
    words = [Box(word["x0"], word["top"], word["x1"], word["bottom"]) for word in rest.extract_words()]
    return areas_of([*words, *(Box(left, top, right, bottom, False) for left, top, right, bottom in tables)])


def _area_of(thing: dict[str, Any], areas: list[Area]) -> int:
    return next((at for at, area in enumerate(areas) if _inside(thing, area)), 0)


def _is_of(areas: list[Area], at: int, thing: dict[str, Any]) -> bool:
    return _area_of(thing, areas) == at


def _apart(part: "Page", lines: list[dict[str, Any]], gap: float | None) -> list[dict[str, Any]]:
    """Return the lines of a part of a page; those whose words have run together with the words told apart."""
    tight = {_font(line) for line in lines if _RUN_ON.search(line["text"])}
    if not gap and not tight:
        return lines
    closer: list[dict[str, Any]] = part.extract_text_lines(return_chars=True, x_tolerance_ratio=_CLOSE)
    apart = {(round(line["top"]), round(line["x0"])): line for line in closer if _font(line) in tight}
    return closer if gap else [apart.get((round(line["top"]), round(line["x0"])), line) for line in lines]


def _is_table(found: "Table") -> bool:
    """Whether a grid is a table: a frame around one text is none."""
    return max((sum(cell is not None for cell in row.cells) for row in found.rows), default=0) > 1


def _cuts_words(found: "Table", words: list[dict[str, Any]]) -> bool:
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


def _font(line: dict[str, Any]) -> tuple[str, int]:
    return line["chars"][0]["fontname"], round(line["chars"][0]["size"])


def _runs_together(lines: Iterable[str]) -> bool:
    """Whether words are printed so close together that they read as one: they are longer than those of any language."""
    words = re.findall(r"[^\W\d_]+", " ".join(lines))
    return len(words) > 20 and sum(map(len, words)) > _LONG * len(words)


def _rows(found: "Table", gap: float | None) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row; a cell that reaches over several rows is carried down."""
    above: list[tuple[Any, str]] = []
    printed = found.extract(x_tolerance_ratio=gap)
    if any(_RUN_ON.search(text or "") for texts in printed for text in texts):
        printed = found.extract(x_tolerance_ratio=_CLOSE)
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

    chars = [char for char in found.page.chars if char["text"].strip() and _inside(char, box)]
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


def _note_marks(chars: list[dict[str, Any]]) -> set[tuple[float, float, str]]:
    """Return the raised small digits: marks of footnotes, which belong to no word."""
    marks = set()
    before: dict[str, Any] | None = None
    for char in chars:
        small = before is not None and char["text"].isdigit() and char["size"] <= _NOTE_SIZE * before["size"]
        if before is not None and small:
            raised = char["bottom"] < before["bottom"] - 0.5
            if raised and abs(char["x0"] - before["x1"]) < before["size"]:
                marks.add((char["x0"], char["top"], char["text"]))
                continue
        if char["text"].strip():
            before = char
    return marks


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if "x0" not in thing or "top" not in thing:
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _usual(chars: list[dict[str, Any]]) -> float:
    sizes = sorted(char["size"] for char in chars if char["text"].strip())
    return sizes[len(sizes) // 2] if sizes else 0.0


def _level(chars: list[dict[str, Any]], usual: float) -> int:
    letters = [char for char in chars if char["text"].strip()]
    if not letters or not usual:
        return 0
    size = sorted(char["size"] for char in letters)[len(letters) // 2]
    if size >= usual * _HEADING_SIZE:
        return 1 if size >= usual * 1.6 else 2 if size >= usual * 1.3 else 3
    return _BOLD if _is_bold(letters) else 0


def _is_bold(chars: Iterable[dict[str, Any]]) -> bool:
    return all("bold" in char["fontname"].lower() for char in chars)
