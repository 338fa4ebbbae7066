"""Word documents: paragraphs with their headings and printed numbers, tables with merged cells carried."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import Piece, struck_out
from oversight_graph.ingest.readers.grid import WIDEST
from oversight_graph.ingest.readers.limits import BROKEN_ZIP
from oversight_graph.ingest.readers.numbering import Numbers
from oversight_graph.model.spelling import flat, whole

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = b'="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_APART = re.compile(r"/word/(footnotes|endnotes|comments|header|footer)\d*\.xml")
_DRAWN = re.compile(r"/word/(charts/chart|diagrams/data)\d*\.xml")
# Word knows so many levels of a list, from 0.
_DEEPEST = 8
_DRAWINGS = {"charts/chart": "chart", "diagrams/data": "diagram"}


def read_docx(data: bytes) -> tuple[list[Piece], str, list[str]]:
    """Return the pieces of a Word document, the day on which it says it was made, and what there is to say.

    The day is in ISO, and empty if the document does not say it. What is said is how many footnotes and the like, which
    stand apart from the text, were not read.

    Raises
    ------
    DataError
        If it is broken, or protected by a password.
    """
    import docx

    if _STRICT in _main_part(data):
        hint = "save it as a Word document, and not as a strict one"
        raise DataError("is a Word document of the strict form, which is not read", hint=hint)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # the library raises whatever it stumbles on
        raise DataError("is broken: it cannot be read as a Word document") from error
    if document.element.getroottree().docinfo.doctype:
        raise DataError("declares entities, which no Word document has", hint="save it anew")
    created = document.core_properties.created
    _open_up(document.element.body)
    notes = [*struck_out(_taken_out(document.element.body)), *_apart(document)]
    return list(_pieces(document)), created.date().isoformat() if created else "", notes


def _main_part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
            return part.read(10_000)
    except BROKEN_ZIP:
        return b""


def _open_up(body: Any) -> None:
    """Take off what is wrapped around parts of the text, as the fields of a form are, and what was moved elsewhere.

    Spans that no table has are cut short, and cells that go on from no cell above stand alone.
    """
    for gone in list(body.iter(f"{_W}moveFrom", f"{_MC}Fallback")):
        gone.getparent().remove(gone)
    for span in body.iter(f"{_W}gridSpan", f"{_W}gridBefore", f"{_W}gridAfter"):
        span.set(f"{_W}val", str(min(whole(span.get(f"{_W}val")) or 1, WIDEST)))
    for table in body.iter(f"{_W}tbl"):
        above: set[int] = set()
        for row in table.findall(f"{_W}tr"):
            above = _loosened(row, above)
    for wrapper in list(body.iter(f"{_W}sdt", f"{_W}customXml")):
        for content in [wrapper] if wrapper.tag == f"{_W}customXml" else wrapper.findall(f"{_W}sdtContent"):
            for child in list(content):
                wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)


def _taken_out(body: Any) -> list[str]:
    """Take out what is struck out, and return it; what stands together in a paragraph is one passage."""
    passages: list[str] = []
    for paragraph in list(body.iter(f"{_W}p")):
        together = False
        for run in list(paragraph.iter(f"{_W}r")):
            marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike"))
            gone = any(m is not None and m.get(f"{_W}val", "1") not in ("0", "false", "off") for m in marks)
            if gone:
                text = "".join(node.text or "" for node in run.iter(f"{_W}t"))
                passages[-1:] = [passages[-1] + text] if together else [*passages[-1:], text]
                run.getparent().remove(run)
            together = gone
    return [flat(passage) for passage in passages if passage.strip()]


def _loosened(row: Any, above: set[int]) -> set[int]:
    """Take the mark off cells that go on from above where no cell begins; return where the cells of a row begin."""

    def number(holder: Any, name: str, usual: int) -> int:
        found = holder.find(f"{_W}{holder.tag.rpartition('}')[2]}Pr/{_W}{name}")
        return usual if found is None else whole(found.get(f"{_W}val")) or usual

    at, begins = number(row, "gridBefore", 0), set[int]()
    for cell in row.findall(f"{_W}tc"):
        goes_on = cell.find(f"{_W}tcPr/{_W}vMerge")
        if goes_on is not None and goes_on.get(f"{_W}val", "continue") == "continue" and at not in above:
            goes_on.getparent().remove(goes_on)
        begins.add(at)
        at += number(cell, "gridSpan", 1)
    return begins


def _apart(document: "Document") -> Iterator[str]:
    from docx.oxml import parse_xml

    counts: Counter[str] = Counter()
    counts["embedded document"] = sum(1 for _ in document.element.body.iter(f"{_W}altChunk"))
    for part in document.part.package.iter_parts():
        if drawn := _DRAWN.match(str(part.partname)):
            counts[_DRAWINGS[drawn[1]]] += 1
        kind = _APART.fullmatch(str(part.partname))
        if kind is None:
            continue
        entries = parse_xml(part.blob)
        name = kind[1].removesuffix("s")
        each = [entries] if name in ("header", "footer") else list(entries)
        counts[name] += sum(any((text.text or "").strip() for text in entry.iter(f"{_W}t")) for entry in each)
    inner = sum(1 for _ in document.element.body.iterfind(f".//{_W}tc/{_W}tbl"))
    if inner:
        yield f"{inner} table{'s' * (inner > 1)} inside cells {'were' if inner > 1 else 'was'} read as its words"
    for name, count in sorted(counts.items()):
        if count:
            yield f"{count} {name}{'s' * (count != 1)} of it {'were' if count != 1 else 'was'} not read"


def _pieces(document: "Document") -> Iterator[Piece]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    numbers = Numbers(document)
    styles: dict[str | None, str] = {}
    table = 0
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            text = _text(block._p, numbers)
            for line in text.split("\n"):
                level = _level(block, text, styles)
                depth = 0 if level else _set_in(block, styles)
                yield Piece((line,) if line else (), level=level, entry=depth > 0, depth=depth)
        elif isinstance(block, Table):
            table += 1
            yield from _rows(block, table, numbers)


def _level(paragraph: Any, text: str, styles: dict[str | None, str]) -> int:
    # The library goes through all styles for each paragraph.
    if (style := paragraph._p.style) not in styles:
        styles[style] = (paragraph.style.name if paragraph.style is not None else "") or ""
    name = styles[style]
    if name.startswith("Heading ") and (level := whole(name[8:])) is not None:
        return min(level, 6)
    if name == "Title":
        return 1
    runs = [run for run in paragraph.runs if run.text.strip()]
    return 6 if text and runs and all(run.bold for run in runs) else 0


def _set_in(paragraph: Any, styles: dict[str | None, str]) -> int:
    """Return the depth of an entry of a list, by its own mark or by its style ("List Bullet 2"); 0 for no entry."""
    if (marks := paragraph._p.find(f"{_W}pPr/{_W}numPr")) is not None:
        level = marks.find(f"{_W}ilvl")
        return 1 + (0 if level is None else min(whole(level.get(f"{_W}val")) or 0, _DEEPEST))
    style = styles[paragraph._p.style]
    return (whole(style[-1:]) or 1) if style.startswith("List") else 0


def _rows(table: "Table", number: int, numbers: Numbers) -> Iterator[Piece]:
    """Yield the rows of a table; tables inside cells are read as text of the cell."""
    seen: dict[Any, str] = {}
    for row_number, row in enumerate(table.rows, 1):
        cells: list[str] = [""] * row.grid_cols_before
        before = None
        for cell in row.cells:
            if cell._tc is before:
                cells.append("")  # one cell over several columns stands in the first of them
            else:
                if cell._tc not in seen:
                    seen[cell._tc] = _cell_text(cell, numbers)
                cells.append(seen[cell._tc])
            before = cell._tc
        over = len(cells) > 1 and len(row._tr.tc_lst) == 1
        yield Piece(tuple(cells), None, number, row_number, over=over)


def _cell_text(cell: "_Cell", numbers: Numbers) -> str:
    from docx.table import Table

    parts = []
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            parts += [" ".join(inner.text for inner in row.cells) for row in block.rows]
        else:
            parts.append(_text(block._p, numbers))
    return "\n".join(part for part in parts if part.strip())


def _text(paragraph: Any, numbers: Numbers) -> str:
    """Return a paragraph as it reads now: with insertions, without deletions, with the number that Word prints."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_M}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if node.tag in (f"{_W}t", f"{_M}t"):
            parts.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}tab":
            parts.append(" " if node.getparent().tag == f"{_W}r" else "")
        else:
            parts.append("\n")
    text = "\n".join(flat(line) for line in "".join(parts).split("\n")).strip()
    label = numbers.label(paragraph) if text else ""
    return f"{label} {text}" if label else text
