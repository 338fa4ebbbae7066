"""The papers of a workbook: the lines that a row was read from, with those around them, and the picture of the page."""

import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from oversight_graph.errors import DataError, NotFoundError, UsageError
from oversight_graph.evidence.papers import lines_of, untagged
from oversight_graph.ingest.drafts.contacts import without_contacts
from oversight_graph.ingest.values import read_lines
from oversight_graph.ingest.workbook.sheets import Row

_AROUND = 4
_MOST = 400
_WIDTH = 1000  # of the picture of a page, in pixels
_LARGEST = 200 * 1024**2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper.

    Attributes
    ----------
    number : int
        Counted from 1; 0 for a gap.
    pieces : tuple of (str, bool)
        Its text, and of each piece whether it stands in the row.
    unread : str
        Why it was not understood; empty if it was.
    """

    number: int
    pieces: tuple[tuple[str, bool], ...] = ()
    cited: bool = False
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What can be seen of a paper.

    Attributes
    ----------
    text : str
        The cited lines.
    lack : str
        Why nothing can be seen; empty if it can.
    """

    lines: tuple[Line, ...] = ()
    text: str = ""
    lack: str = ""


class Texts:
    """The papers that lie beside a workbook, or in a folder of papers.

    Parameters
    ----------
    folders : sequence of pathlib.Path
        Where they are looked for; a file elsewhere is not read, whatever the workbook says.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]
        self._kept: dict[tuple[Path, int, int], bytes] = {}

    def read(self, name: str, sha256: str) -> bytes:
        """Return a file of a paper.

        Raises
        ------
        DataError
            If it is not there, or is not the one that was read.
        """
        if not name:
            raise DataError("the workbook names no file of this paper")
        for folder in self.folders:
            path = Path(os.path.realpath(folder / name))
            if not path.is_relative_to(folder) or not path.is_file():
                continue
            about = path.stat()
            if about.st_size > _LARGEST:
                raise DataError("is too large to be shown", where=path.name)
            key = (path, about.st_size, about.st_mtime_ns)
            if key not in self._kept:
                self._kept = dict(list(self._kept.items())[-7:]) | {key: path.read_bytes()}
            data = self._kept[key]
            if sha256 and hashlib.sha256(data).hexdigest() != sha256.strip().lower():
                raise DataError("has changed since it was read", where=path.name, hint="ingest it once more")
            return data
        raise DataError("does not lie beside the workbook", where=Path(name).name)

    def passage(
        self, paper: Row | None, cited: str, values: Iterable[str] = (), unread: Sequence[tuple[int, int, str]] = ()
    ) -> Passage:
        """Return the lines that a row cites, with some around them.

        Parameters
        ----------
        paper : Row or None
            The row of the paper.
        cited : str
            As in the column lines.
        values : iterable of str
            What the row holds: where it stands in the cited lines it is marked.
        unread : sequence of (int, int, str)
            First and last line of what was not understood, and why.
        """
        if paper is None:
            return Passage(lack="The sheet Papers has no such paper.")
        try:
            data = self.read(paper.get("file"), paper.get("sha256"))
        except DataError as error:
            return Passage(lack=f"The paper cannot be shown: {error}.")
        text = [untagged(line) for line in lines_of(data.decode("utf-8", errors="replace"))]
        try:
            runs = read_lines(cited) if cited else []
        except ValueError:
            return Passage(lack=f"{cited!r} does not say which lines.")
        wanted = {number for first, last in runs for number in range(first, min(last, len(text)) + 1)}
        wanted = set(sorted(wanted)[:_MOST])
        shown = {n for number in wanted for n in range(number - _AROUND, number + _AROUND + 1)}
        shown = shown or set(range(1, 31))
        marked = sorted({value.strip() for value in values if len(value.strip()) > 1}, key=len, reverse=True)
        out: list[Line] = []
        for number in sorted(n for n in shown if 1 <= n <= len(text)):
            if out and out[-1].number != number - 1:
                out.append(Line(0))
            line = without_contacts(text[number - 1].replace("\f", ""))[0]
            why = next((reason for first, last, reason in unread if first <= number <= last), "")
            pieces = _pieces(line, marked) if number in wanted else ((line, False),)
            out.append(Line(number, pieces, number in wanted, why))
        return Passage(tuple(out), "\n".join(text[number - 1] for number in sorted(wanted)))

    def picture(self, paper: Row, page: int) -> bytes:
        """Return the picture of a page of a PDF, as PNG.

        Raises
        ------
        NotFoundError
            If the paper is no PDF, or has no such page.
        DataError
            If it is not there, or cannot be drawn.
        UsageError
            If what draws is not installed.
        """
        name = paper.get("original")
        if not name.lower().endswith(".pdf"):
            raise NotFoundError(f"page {page} of {paper.paper}", [])
        try:
            import pypdfium2 as pdfium
        except ImportError as error:
            raise UsageError("drawing pages needs more", hint="pip install 'oversight-graph[papers]'") from error
        data = self.read(name, paper.get("original sha256"))
        try:
            document = pdfium.PdfDocument(data)
            if not 1 <= page <= len(document):
                raise NotFoundError(f"page {page} of {paper.paper}", [])
            drawn = document[page - 1]
            scale = min(_WIDTH / max(drawn.get_width(), 1), 3 * _WIDTH / max(drawn.get_height(), 1))
            out = io.BytesIO()
            drawn.render(scale=scale).to_pil().save(out, "PNG")
        except pdfium.PdfiumError as error:
            raise DataError("cannot be drawn", where=name) from error
        return out.getvalue()


def _pieces(line: str, marked: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return a line in pieces, those that are given, longest first, apart from the others.

    Examples
    --------
    >>> _pieces("CC to report to SVB", ["SVB", "CC"])
    (('CC', True), (' to report to ', False), ('SVB', True))
    """
    pieces: list[tuple[str, bool]] = [(line, False)]
    for value in marked:
        cut: list[tuple[str, bool]] = []
        for text, found in pieces:
            at = -1 if found else text.find(value)
            if at < 0:
                cut.append((text, found))
            else:
                cut += [(text[:at], False), (value, True), (text[at + len(value) :], False)]
        pieces = cut
    return tuple(piece for piece in pieces if piece[0])
