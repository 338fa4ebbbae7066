"""Pages of a PDF: tables by their ruled lines, the rest as lines of text."""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import Piece
from oversight_graph.ingest.readers.pdf.columns import Area, Box, areas_of
from oversight_graph.ingest.readers.pdf.tables import CLOSE, RUN_ON, cuts_words, inside, is_table, rows_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

# How PDF writes a day: D:20210608160431-04'00'.
_STAMP = re.compile(r"(?:D:)?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
# A digit so much smaller than the letter before it is the mark of a footnote.
_NOTE_SIZE = 0.78
# Words longer than this on average have run together.
_LONG = 8.5
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
    tables = [found for found in clean.find_tables() if is_table(found)]
    words = clean.extract_words() if tables else []
    tables = [found for found in tables if not cuts_words(found, words)]
    boxes = [found.bbox for found in tables]
    blocks: list[tuple[int, float, list[Piece]]] = []
    rest = clean.filter(lambda thing: not any(inside(thing, box) for box in boxes)) if boxes else clean
    areas = _areas(rest, boxes)
    parts = [rest.filter(partial(_is_of, areas, at)) for at in range(len(areas))] if len(areas) > 1 else [rest]
    printed = [part.extract_text_lines(return_chars=True) for part in parts]
    gap = CLOSE if _runs_together(line["text"] for lines in printed for line in lines) else None
    for found in tables:
        table += 1
        left, top, right, bottom = found.bbox
        whole = [row.cells[0] is not None and row.cells[0][2] > right - 1 for row in found.rows]
        printed_rows = enumerate(zip(rows_of(found, gap), whole, strict=True), 1)
        rows = [Piece(cells, number, table, at, over=over) for at, (cells, over) in printed_rows]
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
    return next((at for at, area in enumerate(areas) if inside(thing, area)), 0)


def _is_of(areas: list[Area], at: int, thing: dict[str, Any]) -> bool:
    return _area_of(thing, areas) == at


def _apart(part: "Page", lines: list[dict[str, Any]], gap: float | None) -> list[dict[str, Any]]:
    """Return the lines of a part of a page; those whose words have run together with the words told apart."""
    tight = {_font(line) for line in lines if RUN_ON.search(line["text"])}
    if not gap and not tight:
        return lines
    closer: list[dict[str, Any]] = part.extract_text_lines(return_chars=True, x_tolerance_ratio=CLOSE)
    apart = {(round(line["top"]), round(line["x0"])): line for line in closer if _font(line) in tight}
    return closer if gap else [apart.get((round(line["top"]), round(line["x0"])), line) for line in lines]


def _font(line: dict[str, Any]) -> tuple[str, int]:
    return line["chars"][0]["fontname"], round(line["chars"][0]["size"])


def _runs_together(lines: Iterable[str]) -> bool:
    """Whether words are printed so close together that they read as one: they are longer than those of any language."""
    words = re.findall(r"[^\W\d_]+", " ".join(lines))
    return len(words) > 20 and sum(map(len, words)) > _LONG * len(words)


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
