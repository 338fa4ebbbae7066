"""The cells of a workbook, read in a process of its own: a file can be made that ends whoever reads it."""

import io
import pickle
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from oversight_graph.errors import DataError, QueryError, UsageError
from oversight_graph.ingest.readers.limits import BROKEN_ZIP, check_zip
from oversight_graph.ingest.readers.sheets import fill_merged, hidden_rows, is_hidden, sheet_parts
from oversight_graph.ingest.workbook.sheets import DRAFTED, LISTS
from oversight_graph.ingest.workbook.violations import ERROR, NOTE
from oversight_graph.resources import content
from oversight_graph.store.limits import Limits, possible, run

_MOST_ROWS = 200_000
_MOST_COLUMNS = 16_384
_LIMITS = Limits(seconds=120, memory=2 * 1024**3)
# Sheet by sheet: its name, what there is to say (severity, place behind the name, sentence), and its cells.
Said = tuple[str, str, str]


def sheets_of(path: Path) -> Iterator[tuple[str, list[Said], list[list[Any]]]]:
    """Yield the sheets of a workbook that are to be read.

    Yields
    ------
    tuple
        The name of a sheet; what there is to say of it: severity, place, sentence; and the values of its cells.

    Raises
    ------
    DataError
        If it is no workbook, or reading it takes more time or memory than any does.
    """
    data = _bytes(path)
    _check(data, path)

    def work() -> Iterator[bytes]:
        return map(pickle.dumps, _sheets(path, data))

    if not possible():
        yield from _sheets(path, data)
        return
    try:
        for piece in run(work, _LIMITS, str(path)):
            yield pickle.loads(piece)  # noqa: S301 - from our own process
    except QueryError as error:
        raise DataError("is no workbook that can be read: the reader broke down over it", where=str(path)) from error


def _sheets(path: Path, data: bytes) -> Iterator[tuple[str, list[Said], list[list[Any]]]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError as error:
        raise UsageError("reading a workbook needs more", hint="pip install 'oversight-graph[papers]'") from error
    try:
        # What the reading library does not tell: hidden rows, and cells whose formula has no result.
        marked = {name: list(_said(xml)) for name, xml in ([] if path.suffix.lower() == ".ods" else _parts(data))}
        opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in opened.sheets_metadata:
            if about.name in (LISTS, DRAFTED):
                continue
            sheet = opened.get_sheet_by_name(about.name)
            for count, most, what in ((sheet.height, _MOST_ROWS, "rows"), (sheet.width, _MOST_COLUMNS, "columns")):
                if count > most:
                    raise DataError(f"has {count} {what}; more than {most} are not read", where=f"{path}: {about.name}")
            said = marked.get(about.name, [])
            if is_hidden(about):
                said = [(NOTE, "", "is a hidden sheet; it is read like the others"), *said]
            raw = sheet.to_python(skip_empty_area=False)
            fill_merged(raw, sheet, 1)
            yield about.name, said, raw
    except PasswordError as error:
        raise DataError("is protected with a password", where=str(path), hint="save it without one") from error
    except (CalamineError, ValueError, *BROKEN_ZIP) as error:
        hint = "save it anew as an .xlsx workbook"
        raise DataError(f"is no workbook that can be read: {error}", where=str(path), hint=hint) from error


def _bytes(path: Path) -> bytes:
    data = content(path)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        hint = "save it as an .xlsx workbook without a password"
        raise DataError("is protected with a password, or of the old kind .xls", where=str(path), hint=hint)
    if data[:2] != b"PK":
        hint = "save it as an .xlsx workbook, or name a folder of CSV files"
        raise DataError("is not a workbook, whatever its name says", where=str(path), hint=hint)
    return data


def _check(data: bytes, path: Path) -> None:
    """Refuse an archive that would unpack to more than a workbook ever holds, or holds something else."""
    try:
        check_zip(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except DataError as error:
        raise DataError(error.message, where=str(path)) from error
    if not {"xl/workbook.xml", "content.xml"} & set(names):
        raise DataError("is an archive, but no workbook", where=str(path), hint="save it as an .xlsx workbook")


_WRONG = re.compile(rb'<c ([^<>]*\bt="e"[^<>]*)>')
_FORMULA = re.compile(rb"<c ([^<>]*[^/<>])>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_CELL = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_MOST_MESSAGES = 10


def filled_sheets(path: Path) -> Iterator[str]:
    """Yield the names of the sheets that hold something, but for those that `oversight` itself keeps beside them."""
    if path.suffix.lower() == ".ods":
        yield from (name for name, _, raw in sheets_of(path) if any(any(cells) for cells in raw))
        return
    # What is amiss with the file is said when it is loaded.
    with suppress(*BROKEN_ZIP, DataError):
        yield from (name for name, sheet in _parts(content(path)) if b"<v>" in sheet or b"<t" in sheet)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the XML of each sheet, but for those that `oversight` itself keeps beside them."""
    return (part for part in sheet_parts(data) if part[0] not in (LISTS, DRAFTED))


def _said(sheet: bytes) -> Iterator[Said]:
    if hidden := hidden_rows(sheet):
        numbers = ", ".join(map(str, hidden[:_MOST_MESSAGES]))
        yield NOTE, "", f"has hidden rows, which are read like the others: {numbers}"
    for pattern, message in (
        (_WRONG, "is an error of the spreadsheet and no value; correct it"),
        (_FORMULA, "is a formula without a result; open the workbook, let it be worked out, and save it"),
    ):
        for about in pattern.findall(sheet)[:_MOST_MESSAGES]:
            if cell := _CELL.search(about):
                yield ERROR, f"!{cell[1].decode()}", message
