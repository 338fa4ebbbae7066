"""Read a paper of whatever format, and freeze it: a text in UTF-8 beside the original, by whose lines it is cited."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.readers import docx, html, limits, sheets
from oversight_graph.ingest.readers.form import STRUCK, Paper, Piece, decoded, freeze, is_utf8, struck_out
from oversight_graph.ingest.readers.markup import without_comments, without_struck
from oversight_graph.ingest.readers.pdf.pages import about, read_pages
from oversight_graph.ingest.readers.text import read_text
from oversight_graph.resources import content
from oversight_graph.writing import write_whole

SUFFIXES = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".csv": "csv", ".tsv": "csv", ".txt": "text", ".md": "text", ".markdown": "text", ".text": "text",
}  # fmt: skip
_NAMES = {"pdf": "a PDF", "docx": "a Word document", "xlsx": "a workbook", "html": "HTML", "csv": "CSV", "text": "text"}
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKERS = 2
# So few pages are not worth a second process.
_FEW = 6


def read_paper(path: Path, pages: tuple[int, int] | None = None) -> Paper:
    """Read a paper.

    Parameters
    ----------
    path : pathlib.Path
    pages : tuple of int, optional
        First and last page to take, counted from 1. The frozen text is always that of the whole paper, unless it has
        more pages than can be read.

    Returns
    -------
    Paper
        Only the lines of the pages asked for.

    Raises
    ------
    UsageError
        If the file is not there, or the pages are not.
    DataError
        If it cannot be read: broken, protected, a scan, too large, of no known format.
    """
    data = content(path, largest=limits.MOST_BYTES)
    try:
        paper = _read(path, data, pages)
    except DataError as error:
        raise DataError(error.message, where=error.where or str(path), hint=error.hint) from error
    if (count := len(paper.lines)) > limits.MOST_LINES:
        raise DataError(f"has {count} lines, more than {limits.MOST_LINES}", where=str(path), hint="take a part of it")
    return paper


def write_frozen(paper: Paper, other: Path) -> Path:
    """Write the frozen text beside the original, under a name that no other text has, and return where it is.

    Parameters
    ----------
    paper : Paper
    other : pathlib.Path
        A folder for it where that of the paper cannot be written.

    Raises
    ------
    UsageError
        If neither can be written.
    """
    if not paper.text:
        return paper.path
    name, text = f"{paper.path.name}.txt", paper.text.encode()
    for folder in (paper.path.parent, other):
        target, number = folder / name, 1
        try:
            # What stands there already is kept: by the lines of an earlier text, a workbook may cite an earlier paper.
            while os.path.lexists(target) and not _holds(target, text):
                number += 1
                target = folder / f"{paper.path.name}-{number}.txt"
            if not target.exists():
                write_whole(target, text)
            return target
        except (OSError, UsageError) as error:
            failed = getattr(error, "strerror", None) or getattr(error, "message", "")
    raise UsageError(f"the text of the paper cannot be written: {failed}", where=os.fspath(other / name))


def _holds(path: Path, text: bytes) -> bool:
    try:
        return content(path) == text
    except DataError:
        return False


def kind_of(data: bytes, suffix: str) -> str:
    """Return what a file is by its content.

    Raises
    ------
    DataError
        If it is of a format that cannot be read.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        limits.check_zip(data)
        if b"word/" in data:
            return "docx"
        if b"xl/" in data:
            return "xlsx"
        if b"mimetype" in data[:100] and b"content.xml" in data:
            raise DataError(
                "is an OpenDocument file, which is not read as a paper", hint="save it as .docx, .xlsx or PDF"
            )
        if b"ppt/" in data:
            raise DataError("is a presentation, which is not read", hint="save it as PDF")
        raise DataError("is a zip archive and no document", hint="unpack it first, or save it as .docx, .xlsx or PDF")
    if data.startswith(_OLD):
        raise DataError("is an old Office file or protected by a password", hint="save it as .docx, .xlsx or PDF")
    if head[:5].lower() == b"{\\rtf":
        raise DataError("is RTF, which is not read", hint="save it as .docx or PDF")
    if b"\0" in data[:100_000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(
            "is neither a text nor a document that can be read", hint="PDF, .docx, .xlsx, HTML, CSV or text"
        )
    if head[:15].lower().startswith((b"<!doctype html", b"<html")) or SUFFIXES.get(suffix) == "html":
        return "html"
    return "csv" if SUFFIXES.get(suffix) == "csv" else "text"


def _read(path: Path, data: bytes, pages: tuple[int, int] | None) -> Paper:
    if not data.strip():
        raise DataError("is empty")
    suffix = path.suffix.lower()
    kind = kind_of(data, suffix)
    notes = []
    if SUFFIXES.get(suffix, kind) != kind:
        notes.append(f"is {_NAMES[kind]} in spite of its name, and was read as such")
    if kind in ("text", "csv") and not is_utf8(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.append(
            "is not in UTF-8, and was read as Windows writes Western languages: look whether its letters are right"
        )
    original = hashlib.sha256(data).hexdigest()
    if kind == "text":
        text = decoded(data)
        visible, hidden = without_comments(text)
        visible, struck = without_struck(visible)
        lines = read_text(visible)
        for what, places in (("stands in comments, which no reader of the page sees,", hidden), (STRUCK, struck)):
            if places:
                at = ", ".join(f"{first}-{end}" if end > first else f"{first}" for first, end in places[:5])
                more = f" and {len(places) - 5} other places" if len(places) > 5 else ""
                notes.append(f"what {what} was left out: lines {at}{more}")
        last = max((line.page or 0 for line in lines), default=0)
        same = is_utf8(data)
        frozen = original if same else hashlib.sha256(text.encode()).hexdigest()
        return _part(Paper(path, kind, lines, original, frozen, "" if same else text, last, tuple(notes)), pages)
    pieces, count, further, made = _pieces(kind, data, pages)
    text, lines = freeze(pieces)
    frozen = hashlib.sha256(text.encode()).hexdigest()
    return _part(Paper(path, kind, lines, original, frozen, text, count, (*notes, *further), made), pages)


def _pieces(kind: str, data: bytes, pages: tuple[int, int] | None) -> tuple[list[Piece], int, list[str], str]:
    if kind == "pdf":
        return _pdf(data, pages)
    if kind == "docx":
        ((pieces, made, notes),) = limits.in_processes(docx.read_docx, [(data,)])
        return pieces, 0, notes, made
    if kind == "xlsx":
        ((pieces, notes),) = limits.in_processes(sheets.read_xlsx, [(data,)])
        return pieces, max((piece.page or 0 for piece in pieces), default=0), notes, ""
    if kind == "csv":
        return sheets.read_csv(data), 0, [], ""
    pieces, struck = html.read_html(data)
    return pieces, 0, struck_out(struck), ""


def _pdf(data: bytes, pages: tuple[int, int] | None) -> tuple[list[Piece], int, list[str], str]:
    ((count, said, made),) = limits.in_processes(about, [(data,)], 60)
    if not count:
        raise DataError("is broken: it has no page")
    first, last = 1, count
    if count > limits.MOST_PAGES:
        if pages is None or pages[1] - pages[0] >= limits.MOST_PAGES:
            raise DataError(
                f"has {count} pages, more than {limits.MOST_PAGES}",
                hint=f"take a part of it, such as --pages 1-{limits.MOST_PAGES}",
            )
        first, last = pages[0], min(pages[1], count)
    wanted = list(range(first, last + 1))
    workers = 1 if len(wanted) <= _FEW else _WORKERS
    share = -(-len(wanted) // workers) or 1
    parts = [wanted[at : at + share] for at in range(0, len(wanted), share)]
    pieces: list[Piece] = []
    notes = [] if said == count else [f"says that it has {said} pages; the {count} that can be found were read"]
    for found, more in limits.in_processes(read_pages, [(data, part) for part in parts]):
        tables = max((piece.table for piece in pieces), default=0)
        pieces += [replace(piece, table=piece.table + tables) if piece.table else piece for piece in found]
        notes += more
    if not pieces:
        raise DataError(
            f"is a scan: {count} page{'s' * (count != 1)} of pictures, and no text to read",
            hint="make it readable first with a program for text recognition, such as OCRmyPDF",
        )
    return pieces, count, notes, made


def _part(paper: Paper, pages: tuple[int, int] | None) -> Paper:
    if pages is None:
        return paper
    if not paper.pages:
        raise UsageError("has no pages to choose from", where=str(paper.path), hint="leave --pages out")
    if pages[0] > paper.pages:
        raise UsageError(f"has {paper.pages} pages, not {pages[0]}", where=str(paper.path))
    return replace(paper, lines=tuple(line for line in paper.lines if pages[0] <= (line.page or 0) <= pages[1]))
