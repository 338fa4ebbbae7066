"""Papers and workbooks that are damaged, or say what is easily overlooked: read, refused, or told not to be read."""

import csv
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from case import ROOT, STARTER, Case, Outcome

_ROWS = (("Ref", "Commitment", "Oversight"), ("1.1", "Safer walking", "Roads Board"), ("1.2", "Quieter", "Night Panel"))
_WORKBOOK = ROOT / "data" / "starter-workbook"
_Change = Callable[[bytes], bytes]


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _documents()
    yield from _pages()
    yield from _texts()
    yield from _pdfs()
    yield from _workbooks()
    yield from _folders()


def _read(name: str, file: str, content: str | bytes, kept: str = "", says: str = "", **more: object) -> Case:
    given: dict[str, object] = {
        "code": (0, 2), "seconds": 20, "changes": ("o.xlsx", "*.txt"), "says": (says,) if says else (),
        "after": partial(_kept, kept) if kept else None,
    }  # fmt: skip
    return Case(
        name=name, run=f"ingest {file} -o o.xlsx --report", files={file: content}, megabytes=3500, **given | more  # type: ignore[arg-type]
    )  # fmt: skip


def _kept(needle: str, here: Path, outcome: Outcome) -> str | None:
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in here.glob("*.*") if path.suffix != ".xlsx")
    return None if outcome.code == 2 or any(needle in text for text in texts) else f"{needle} is lost without a word"


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _changed(data: bytes, changes: Mapping[str, _Change]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    return _zipped(parts)


def _flipped(data: bytes, number: int) -> bytes:
    """Return data with a few bits turned over, in other places for each number."""
    changed = bytearray(data)
    for n in range(8):
        changed[(number * 7919 + n * 104_729) % len(changed)] ^= 1 << n
    return bytes(changed)


def _documents() -> Iterator[Case]:
    import docx

    document = docx.Document()
    document.add_heading("Town plan 2025", 1)
    table = document.add_table(3, 3)
    for row, cells in zip(table.rows, _ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    plain = made.getvalue()
    paragraph = b"<w:p><w:r><w:t>KEPT</w:t></w:r></w:p>"

    def with_more(more: bytes) -> bytes:
        return _changed(plain, {"word/document.xml": lambda xml: xml.replace(b"<w:sectPr", more + b"<w:sectPr", 1)})

    def around(tag: bytes) -> bytes:
        part = re.compile(rb"(<w:%b>(?:(?!</?w:%b>).)*Quieter.*?</w:%b>)" % (tag, tag, tag), re.DOTALL)
        wrapped = rb"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>"
        return _changed(plain, {"word/document.xml": lambda xml: part.sub(wrapped, xml, count=1)})

    yield _read("40,000 paragraphs", "a.docx", with_more(paragraph * 40_000), "KEPT", seconds=30)
    for name, there in (
        ("a text", lambda here: (here / "a.docx.txt").write_text("mine")),
        ("a pipe", lambda here: os.mkfifo(here / "a.docx.txt")),
    ):
        yield _read(
            f"{name} that has the name of the text of a paper", "a.docx", plain, code=0, says="a.docx-2.txt", prepare=there,
            changes=("o.xlsx", "a.docx-2.txt"), fast=name == "a text",
        )  # fmt: skip
    math, cell = b"http://schemas.openxmlformats.org/officeDocument/2006/math", b"<w:p><w:r><w:t>KEPT</w:t></w:r></w:p>"
    for name, more in {
        "a formula": b'<w:p><m:oMath xmlns:m="%b"><m:r><m:t>KEPT</m:t></m:r></m:oMath></w:p>' % math,
        "a cell that goes on from none": b"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>%b</w:tc></w:tr></w:tbl>" % cell,
        "a cell that goes on beside one": b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc>"
        b"<w:tc><w:tcPr><w:vMerge/></w:tcPr>%b</w:tc></w:tr></w:tbl>" % cell,
        "a soft hyphen": "<w:p><w:r><w:t>KE\u00adP\u200bT</w:t></w:r></w:p>".encode(),
    }.items():  # fmt: skip
        yield _read(f"{name} in a document", "a.docx", with_more(more), "KEPT", code=0, fast=name == "a formula")
    for name, change, says in (
        ("an embedded document", lambda xml: xml.replace(b"<w:sectPr", b"<w:altChunk/><w:sectPr", 1), "1 embedded document of it was not read"),
        ("entities", lambda xml: b"<!DOCTYPE a [<!ENTITY b 'LOST'>]>" + xml.partition(b"?>")[2].replace(b"Quieter", b"&b;"), "declares entities"),
        ("the strict form", lambda xml: xml.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"), "strict form"),
    ):  # fmt: skip
        changed = _changed(plain, {"word/document.xml": change})
        yield _read(f"a document with {name}", "a.docx", changed, says=says, code=(0, 2))
    field = b"<w:sdt><w:sdtContent>%b</w:sdtContent></w:sdt>"
    yield _read("a paragraph in a field of a form", "a.docx", with_more(field % paragraph), "KEPT", fast=True)
    yield _read("a paragraph in fields of a form", "a.docx", with_more(field % (field % paragraph)), "KEPT")
    yield _read(
        "a paragraph in an element of its own", "a.docx", with_more(b'<w:customXml w:element="x">%b</w:customXml>' % paragraph), "KEPT"
    )  # fmt: skip
    for tag, what in ((b"tbl", "a table"), (b"tr", "a row"), (b"tc", "a cell")):
        yield _read(f"{what} in a field of a form", "a.docx", around(tag), "Quieter")
    moved = b'<w:p><w:moveFrom w:id="1"><w:r><w:t>MOVED</w:t></w:r></w:moveFrom></w:p>'
    yield _read("what was moved elsewhere", "a.docx", with_more(moved + paragraph), "KEPT", silent=("MOVED",))
    for width in ("100000000", "x", "-1"):
        wide = _changed(
            plain, {"word/document.xml": lambda xml, width=width: xml.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="%b"/>' % width.encode(), 1)}  # type: ignore[misc]
        )  # fmt: skip
        yield _read(f"a cell over {width} columns", "a.docx", wide, "Quieter")
    for part in range(1, 8):
        yield _read(f"{part} eighths of a document", "a.docx", plain[: len(plain) * part // 8], code=2)
        yield _read(f"a document with turned bits, {part}", "a.docx", _flipped(plain, part))


def _pages() -> Iterator[Case]:
    table = "<table>%s<tr><th>Ref<th>Commitment</tr>%s<tr><td>1.1<td>Safer</tr></table>"
    for name, body in {
        "a caption": table % ("<caption>KEPT</caption>", ""), "a caption of a frame": f"<table><caption>KEPT</caption><tr><td>{table % ('', '')}</table>",
        "words between rows": table % ("", "KEPT"), "a form around all": f"<form>{table % ('', '')}<p>KEPT</p></form>",
        "a table as wide as many": "<table>" + ("<tr>" + "<td rowspan=200 colspan=200>a" * 200) * 3 + "<tr><td>KEPT</table>",
    }.items():  # fmt: skip
        yield _read(f"a page with {name}", "a.html", f"<html><body>{body}</body></html>", "KEPT")
    for charset in ("utf-7", "utf-16", "nonsense", "idna", "base64", "iso-8859-1", "ascii"):
        page = f'<html><head><meta charset="{charset}"></head><body><p>caf\u00e9</p><p>KEPT</p></body></html>'
        for encoding in ("utf-8", "cp1252", "utf-16"):
            yield _read(f"a page in {encoding} that says {charset}", "a.html", page.encode(encoding), "KEPT")


def _texts() -> Iterator[Case]:
    for size in (10_000, 20_000):
        yield _read(f"{size:,} tables that are never closed", "a.md", "<table>\n" * size + "KEPT\n", "KEPT", seconds=10)
    yield _read(
        "a quotation that is never closed",
        "a.csv",
        'Ref,Commitment\n1,"a\n2,LOST\n',
        code=2,
        says="in line 2 is never closed",
    )
    for name, part, says in (
        (
            "text",
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"},
            "is an OpenDocument file",
        ),
        ("presentation", {"ppt/presentation.xml": b"<x/>"}, "is a presentation"),
    ):
        yield _read(f"a {name} of another program", "a.zip", _zipped(part), code=2, says=says)
    yield _read("a name that is not in UTF-8", "a\udcff.txt", "Ref\tCommitment\n1\tKEPT\n", code=2, changes=(),
                says="a\\xff.txt: has a name that is not in UTF-8", silent=("disk",))  # fmt: skip
    yield _read(
        "UTF-32", "a.txt", "Ref\tCommitment\n1\tKEPT\n".encode("utf-32"), "KEPT", changes=("o.xlsx", "a.txt.txt")
    )
    yield _read("letters of another system", "a.txt", b"Ref\tCommitment\n1\tcaf\x8e KEPT\n", "KEPT", says="is not in UTF-8, and was read",
                changes=("o.xlsx", "a.txt.txt"))  # fmt: skip
    head = "Council\nOfficer Decision Record\n4 June 2025\nAgenda\n\n"
    for name, line in (("dashes", f"10:00 {'-' * 20_000}"), ("colons", f"10:00 {': ' * 20_000}"),
                       ("deciders", f"Decision maker: {'Clerk, under ' * 10_000}")):  # fmt: skip
        yield _read(f"a line of {name} without end", "a.txt", f"{head}{line}\nDecision: KEPT\n", "KEPT", seconds=10)
    yield _read(
        "a due day of 60,000 years", "a.csv", f"Commitment,Due\nKEPT,{'2025-2027-' * 30_000}\n", "KEPT", seconds=10
    )
    names = "".join(f"Ann Roe{at:b}, Bob Poe{at:b}, Cid Vale{at:b}, Dan Hill{at:b},\n" for at in range(1000))
    names = names.replace("0", "a").replace("1", "e")
    yield _read("a list of names over 1,000 lines", "a.txt",
                f"Quay Board\n\nMinutes of 4 March 2025\n\nPresent: {names}Zed Quin.\n\n1. Lamps\n\nKEPT.\n", "KEPT",
                seconds=30)  # fmt: skip
    yield _read("a cell of 200,000 letters", "a.csv", f"a,b\n{'x' * 200_000},KEPT\n", "KEPT")


def _pdf(*objects: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )  # fmt: skip


def _pdfs() -> Iterator[Case]:
    shown = "BT /F1 12 Tf 50 700 Td (Roads Board KEPT) Tj ET"

    def pages(kids: str = "3 0 R", count: object = 1, more: str = "", drawn: str = shown) -> list[str]:
        return [
            "<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {more} >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]  # fmt: skip

    line = "<< /Length 17 >>\nstream\n0 0 m 99 99 l S \nendstream"
    second = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 7 0 R >>"
    yield _read(
        "a page on which all is drawn",
        "a.pdf",
        _pdf(*pages("3 0 R 6 0 R", 2), second, line),
        "KEPT",
        "page 2 is a picture",
    )
    yield _read("a page that is not there", "a.pdf", _pdf(*pages("3 0 R 9 0 R", 2)), "KEPT", "says that it has 2 pages")
    yield _read(
        "700 times the same page", "a.pdf", _pdf(*pages("3 0 R " * 700, 700)), "KEPT", "says that it has 700 pages"
    )
    yield _read(
        "no page",
        "a.pdf",
        _pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"),
        code=2,
        says="has no page",
        fast=True,
    )
    for what, said in (("Widget /FT /Tx /V", "a note or field"), ("FreeText /Contents", "a note or field")):
        noted = f"<< /Type /Annot /Subtype /{what} (LOST) /Rect [50 600 300 620] >>"
        yield _read(f"a field of {what.split()[0]}", "a.pdf", _pdf(*pages(more="/Annots [6 0 R]"), noted), "KEPT", said)
    for name, kids, count in (
        ("that leads back", "2 0 R 3 0 R", 1),
        ("of more pages than there are", "3 0 R", 10**9),
        ("of no number", "3 0 R", "(x)"),
    ):
        yield _read(f"a list of pages {name}", "a.pdf", _pdf(*pages(kids, count)), "KEPT")
    # Each of 40 parts leads twice to the next: a million million ways, which the parser would go.
    lists = [*(f"[{n} 0 R {n} 0 R]" for n in range(7, 46)), "[(x)]"]
    things = [*(f"<< /A {n} 0 R /B {n} 0 R >>" for n in range(7, 46)), "<< /A (x) >>"]
    forms = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n} 0 R >> >> /Length 11 >>\n"
        "stream\n/X Do /X Do\nendstream" for n in range(7, 47)
    ]  # fmt: skip
    drawing = pages(drawn=f"{shown} /X Do")
    drawing[2] = drawing[2].replace("/Font", "/XObject << /X 6 0 R >> /Font")
    noted = "<< /Type /Annot /Subtype /Text /Contents (LOST) /Rect [0 0 9 9] /Z 7 0 R >>"
    endless = {
        "drawings": _pdf(*drawing, *forms), "the edges of a page": _pdf(*pages(more="/CropBox 6 0 R"), *lists),
        "the title": _pdf(*pages(), *lists).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Title 6 0 R >>"),
    }  # fmt: skip
    for what, data in endless.items():
        yield _read(f"{what} that double", "a.pdf", data, code=2, says="refers to its parts without end")
    nodes = [f"<< /Type /Pages /Kids [{n} 0 R {n} 0 R] /Count 2 >>" for n in range(7, 46)]
    yield _read(
        "lists of pages that double", "a.pdf", _pdf(*pages("6 0 R"), *nodes, "<< /Type /Pages /Kids [3 0 R] >>"), "KEPT"
    )
    yield _read(
        "notes that double",
        "a.pdf",
        _pdf(*pages(more="/Annots [6 0 R]"), noted, *things[1:]),
        "KEPT",
        "a note or field",
    )
    yield _read("a list of notes that doubles", "a.pdf", _pdf(*pages(more="/Annots 6 0 R"), *lists), "KEPT")
    plain = _pdf(*pages())
    for part in range(1, 12):
        yield _read(f"{part} twelfths of a PDF", "a.pdf", plain[: len(plain) * part // 12])
        yield _read(f"a PDF with turned bits, {part}", "a.pdf", _flipped(plain, part))


def _sheets(change: Callable[..., object] = lambda book: None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for path in sorted(_WORKBOOK.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
            sheet.append(row)
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


_PAPERS = {name: (STARTER / name).read_bytes() for name in ("plan-2025.txt", "meeting-2025-03-04.txt")}


def _workbooks() -> Iterator[Case]:
    plain = _sheets()

    def book(name: str, content: bytes, says: str = "", **more: object) -> Iterator[Case]:
        given: dict[str, object] = {"code": (1, 2) if says else (0, 1, 2), "says": (says,) if says else ()} | more
        for run in ("workbook check b.xlsx", "gaps --data b.xlsx"):
            yield Case(name=f"a workbook with {name}: {run}", run=run, files=_PAPERS | {"b.xlsx": content}, **given)  # type: ignore[arg-type]

    def cell(sheet: str, place: str, value: str) -> bytes:
        return _sheets(lambda book: book[sheet].__setitem__(place, value))

    yield from book("nothing amiss", plain, code=0)
    for place in ("XFD1048576", "XFD199999"):
        yield from book(f"a cell {place}", cell("Plan", place, "far"), "b.xlsx", fast=place == "XFD1048576")
        far = _sheets(lambda book, place=place: book.create_sheet("Other").__setitem__(place, "far"))
        yield from book(f"a cell {place} of another sheet", far, "b.xlsx")
    yield from book("a cell beyond its columns", cell("Plan", "Z2", "LOST"), "Plan!Z1")
    yield from book("a formula without a result", cell("Plan", "B2", '="a"&"b"'), "is a formula without a result")
    yield from book("a link to another", cell("Plan", "B2", "='[1]Sheet1'!A1"), "is a formula without a result")
    for error in ("#REF!", "#N/A"):
        yield from book(f"the error {error}", cell("Plan", "H2", error), "is an error of the spreadsheet")
    twice = _sheets(lambda book: book.create_sheet("plan ").append(["ref", "commitment"]))
    yield from book("two sheets of one name", twice, "is a second sheet Plan")
    yield from book("a setting that is none", _sheets(lambda book: book["Start"].append(["bsae", "http://x/"])), "bsae")
    yield from book("the base twice", _sheets(lambda book: book["Start"].append(["base", "http://x/"])), "base twice")
    other = _sheets(lambda book: book.create_sheet("Actoins").append(["action", "LOST"]))
    yield from book("a sheet of a wrong name", other, "Actoins", code=0)
    nonsense = {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b'r="A2"', b'r="ZZZZZZZ99999999999"')}
    yield from book("a place that there is not", _changed(plain, nonsense), "b.xlsx")
    for part in range(1, 8):
        yield from book(f"{part} eighths of it", plain[: len(plain) * part // 8], "b.xlsx")
        yield from book(f"turned bits, {part}", _flipped(plain, part))


def _folders() -> Iterator[Case]:
    own = {f"b/{path.name}": path.read_bytes() for path in _WORKBOOK.glob("*.csv")}
    own |= {f"b/{name}": content for name, content in _PAPERS.items()}
    plan = own["b/Plan.csv"]

    def folder(name: str, files: Mapping[str, bytes], says: str, code: int | tuple[int, ...],
               silent: tuple[str, ...] = ()) -> Iterator[Case]:  # fmt: skip
        for run in ("gaps --data b", "workbook check b"):
            yield Case(
                name=f"a folder of sheets with {name}: {run}", run=run, files={k: v for k, v in {**own, **files}.items() if v},
                code=code, says=(says,), silent=silent,
            )  # fmt: skip

    yield from folder("a sheet in capitals", {"b/Plan.csv": b"", "b/Plan.CSV": plan}, "", 0)
    yield from folder("a sheet of a wrong name", {"b/Actoins.csv": own["b/Actions.csv"]}, "Actoins.csv", 0)
    tabs = own["b/Bodies.csv"].replace(b",", b"\t")
    for name in ("Bodies.tsv", "bodies.TXT", "Bodies.ods", "Bodies.numbers", "more/Bodies.csv"):
        yield from folder(f"one that is called {name}", {f"b/{name}": tabs}, name, 0)
    yield from folder("a paper that is called as a sheet is", {"b/Plan.txt": b"Plan\nSafer streets\n"}, "", 0,
                      silent=("Plan.txt", "not read"))  # fmt: skip
    items = own["b/Items.csv"].replace(b"Crossings,1.1.1,", b"Crossings,Nonsense Board,")
    for run in ("gaps --data b", "check --data b", "export nquads --data b -o o.nq"):
        yield Case(
            name=f"a cell of which nothing is made: {run}", run=run, files={**own, "b/Items.csv": items}, code=(0, 1), changes=("o.nq",),
            says=("not read: 1 cell", "Items!D2"), fast=run.startswith("gaps"),
        )  # fmt: skip
    yield from folder("two sheets of one name", {"b/plan.csv": plan}, "second sheet", (1, 2))
    yield from folder(
        "a quotation that never ends", {"b/Plan.csv": plan + b'"2.1,x\n2.2,LOST\n'}, "never closed", (1, 2)
    )
    yield from folder("a cell of 11 MB", {"b/Plan.csv": plan + b"2.1," + b"x" * 11_000_000}, "field limit", (1, 2))
    yield from folder("a separator and nothing else", {"b/Plan.csv": b"sep=;"}, "", (0, 1, 2))
    yield from folder(
        "a cell beyond its columns", {"b/Plan.csv": plan + b"2.1,Kept,S,,,,,,,plan-2025,5,LOST\n"}, "Plan!L1", (1, 2)
    )
