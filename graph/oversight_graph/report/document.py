"""The main findings as a Word document, to be pasted into papers of a committee: headings, tables, citations.

Same answers, same bytes: nothing in the file tells when or on what machine it was made.
"""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from oversight_graph.drawing.labels import visible
from oversight_graph.evidence.citations import in_a_row
from oversight_graph.model.codes import grades
from oversight_graph.process import whatever_the_clock_says
from oversight_graph.registers.actions import action_states
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import count
from oversight_graph.report.html.parts import Part
from oversight_graph.report.html.paths import Links
from oversight_graph.report.html.wall import by_code
from oversight_graph.report.pages import findings
from oversight_graph.report.pages.matrix import Answerable
from oversight_graph.report.pictures import Picture, size_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tbl

    from oversight_graph.registers.actions import Action

# Cells of a table: each a text, or pieces of one, with the place in the document to which a piece leads.
Row = Sequence[str | tuple[Part, ...]]
TITLE = "Who watches over what was promised: main findings"
# The earliest time that a zip archive can tell.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_CITED = 4
_KEPT = 8  # rows of a table that stays on one page
_SHADE = "E9EEF3"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SVG_BLIP = (
    f'<a:extLst xmlns:a="{_DRAWN}"><a:ext uri="{{{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/></a:ext></a:extLst>'
)


def document(answers: Answers, answerable: list[Answerable], links: Links, drawn: Sequence[Picture] = ()) -> bytes:
    """Return the main findings as a Word document (Office Open XML).

    Parameters
    ----------
    links : Links
        Gives the papers and the short form of citations.
    drawn : sequence of Picture
        As from `report.pictures.pictures`.
    """
    from docx import Document

    made = Document()
    _look(made, answers)
    made.add_heading(TITLE, 0)
    for plan in answers.plans:
        made.add_paragraph(visible(plan), "Subtitle")
    made.add_paragraph(
        f"Read from {count(len(links.papers), 'paper')}, which are listed at the end. {answers.dated}. A citation "
        "names a paper and its lines. This says what the loaded papers show; what they do not show may still have "
        "happened."
    )
    _pictures(made, [one for one in drawn if not one.alone])
    made.add_heading("Summary", 1)
    _bullets(made, findings.findings(answers, answerable))
    if answers.planned:
        _coverage(made, answers)
        _gaps(made, answers, links)
    _actions(made, answers, links)
    made.add_heading("What the loaded papers cannot show", 1)
    _bullets(made, findings.limits(answers))
    _papers(made, links)
    _pictures(made, [one for one in drawn if one.alone])
    _kept_together(made)
    out = io.BytesIO()
    with whatever_the_clock_says():
        made.save(out)
    return _timeless(out.getvalue())


def _pictures(made: "Document", drawn: Sequence[Picture]) -> None:
    """Add pictures, each below its caption; those that need it have pages of their own, at the end, upright or not."""
    from docx.enum.section import WD_ORIENT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as PackagePart
    from docx.oxml import parse_xml
    from docx.shared import Cm

    for one in drawn:
        width, height = size_of(one.svg)
        room, high = 17.0, 12.5
        if one.alone:
            page, wide = made.add_section(), width > 1.25 * height
            page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
            page.page_width, page.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
            page.left_margin = page.right_margin = page.top_margin = Cm(1)
            room, high = (27.7, 15.0) if wide else (19.0, 24.0)
        made.add_heading(visible(one.caption), 1)
        share = min(room / width, high / height, 0.0264)  # centimetres of a pixel: no picture is blown up
        shape = made.add_paragraph().add_run().add_picture(io.BytesIO(one.pixels), Cm(width * share))
        properties = shape._inline.docPr
        properties.set("name", visible(one.caption))
        properties.set("descr", visible(one.told))
        package = made.part.package
        name = PackURI(f"/word/media/picture-{len(made.inline_shapes)}.svg")
        drawing = PackagePart(name, "image/svg+xml", one.svg.encode(), package)
        (blip,) = shape._inline.iter(f"{{{_DRAWN}}}blip")
        blip.append(parse_xml(_SVG_BLIP.format(made.part.relate_to(drawing, _IMAGE))))


def _kept_together(made: "Document") -> None:
    """Keep each heading, and what stands between it and its list, with the beginning of the list."""
    from docx.oxml.text.paragraph import CT_P
    from docx.text.paragraph import Paragraph

    body = list(made.element.body.iterchildren())

    def headed(element: object) -> bool:
        return isinstance(element, CT_P) and str(element.style).startswith("Heading")

    for before, element, after in zip(body, body[1:], body[2:], strict=False):
        if isinstance(element, CT_P) and (after.tag.endswith("}tbl") or (headed(before) and headed(after))):
            Paragraph(element, made).paragraph_format.keep_with_next = True


def _coverage(made: "Document", answers: Answers) -> None:
    made.add_heading("Coverage by objective", 1)
    made.add_paragraph(
        "How many commitments under each objective have which grade. A grade takes in those below it; those below "
        "grade 3 name no body. Grades: ? lost, of which nothing can be known; "
        + "; ".join(f"{grade} {code.word}" for grade, code in enumerate(grades()))
        + "."
    )
    heads = ("Objective", "All", "?", *(str(grade) for grade in range(7)), "No body")
    rows = [
        (
            "All objectives" if row is answers.whole else row.objective or "no objective given",
            str(row.total),
            *(str(count) for _, count, _ in by_code(row)),
            str(row.bare),
        )
        for row in answers.summary
    ]
    _table(made, "Commitments by objective and grade", heads, rows, (30, *[7] * 10))


def _gaps(made: "Document", answers: Answers, links: Links) -> None:
    made.add_heading("Commitments without a body, worst first", 1)
    if not answers.gaps:
        named = count(len(answers.coverage), "commitment")
        made.add_paragraph(
            f"None of {named} at {answers.plan_day}: the oversight cell of each, or a reference, leads to a body."
        )
        return
    whole = answers.whole
    lost = f"; of {whole.lost} more the text as obtained has no oversight cell" if whole.lost else ""
    made.add_paragraph(
        f"At {answers.plan_day}, of {whole.bare} of {count(whole.total, 'commitment')} the oversight cell names no "
        f"board, committee or meeting, and no reference leads to one{lost}."
    )
    for code in dict.fromkeys(row.code for row in sorted(answers.gaps, key=lambda row: row.lost)):
        those = [row for row in answers.gaps if row.code is code]
        made.add_heading(f"{code.sign} {code.word}: {len(those)}", 2)
        rows = [(r.ref, r.title, r.objective, r.reason, _cited(links, r.evidence)) for r in those]
        heads = ("Ref", "Commitment", "Objective", "Reason", "Where it is printed")
        _table(made, f"Commitments of grade {code.sign}, {code.word}", heads, rows, (8, 26, 16, 30, 20))


def _actions(made: "Document", answers: Answers, links: Links) -> None:
    made.add_heading("Actions open or overdue", 1)
    waiting = [row for row in answers.actions if not row.settled]
    if not waiting:
        made.add_paragraph(f"No action that the loaded papers tell of was open or overdue at {answers.day}.")
        return
    made.add_paragraph(
        f"{count(len(waiting), 'action')} of {len(answers.actions)} for which no loaded paper up to {answers.day} "
        "records an end. That none is recorded does not mean that nothing was done."
    )
    for state in action_states():
        those = [row for row in waiting if row.status == state]
        if those:
            made.add_heading(f"{state.capitalize()}: {len(those)}", 2)
            rows = [
                (
                    r.raised or "",
                    r.text,
                    _owners(r),
                    r.due_as_stated or r.due or "not given",
                    _cited(links, r.evidence),
                )
                for r in those
            ]
            heads = ("Raised", "Action", "Owner", "Due", "Where it is printed")
            _table(made, f"Actions {state}", heads, rows, (12, 36, 18, 14, 20))


def _owners(row: "Action") -> str:
    """Return the owners of an action, each with who was last seen in the post; else as printed."""
    seen = row.holder if any(row.holder_iri) else ("",) * len(row.owner)
    both = [f"{name} ({who})" if who and who != name else name for name, who in zip(row.owner, seen, strict=True)]
    return ", ".join(both) or row.owner_as_stated or "not given"


def _papers(made: "Document", links: Links) -> None:
    made.add_heading("Papers loaded", 1)
    rows: list[Row] = [
        (
            (Part(links.cited_as[paper.iri], look=_mark(paper.iri)),),
            links.things[paper.iri].label,
            paper.day or "not dated",
            paper.sha256 or "",
        )
        for paper in sorted(links.papers.values(), key=lambda one: (one.day, one.iri))
    ]
    _table(made, "Papers loaded", ("Cited as", "Title", "Date", "SHA-256 of the file"), rows, (24, 34, 12, 30))


def _cited(links: Links, evidence: Iterable[str]) -> tuple[Part, ...]:
    """Return citations, each with a way to the paper in the list at the end; places in one paper share its name."""
    told = list(dict.fromkeys(evidence))
    shown: list[Part] = []
    for one, text in in_a_row(told[:_MOST_CITED], links.cite):
        iri = one.partition("#")[0]
        shown += [Part("; ")] if shown else []
        shown.append(Part(text, _mark(iri) if iri in links.papers else None))
    more = [Part(f"; and {len(told) - _MOST_CITED} more")] if len(told) > _MOST_CITED else []
    return (*shown, *more)


def _mark(iri: str) -> str:
    """Return the name of the place in the document at which a paper is listed; Word takes 40 letters and figures."""
    return f"paper_{hashlib.blake2b(iri.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"


def _bullets(made: "Document", lines: Iterable[tuple[Part, ...]]) -> None:
    for line in lines:
        made.add_paragraph(visible("".join(part.text for part in line)), style="List Bullet")


def _table(made: "Document", name: str, heads: Sequence[str], rows: Sequence[Row], widths: Sequence[int]) -> None:
    """Add a table whose head is repeated on each page, with a text for those who cannot see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = made.add_table(rows=0, cols=len(heads), style="Table Grid")._tbl
    room = 17.0 * 567  # centimetres in twentieths of a point
    sizes = [round(room * width / sum(widths)) for width in widths]
    for column, size in zip(table.tblGrid.gridCol_lst, sizes, strict=True):
        column.set(qn("w:w"), str(size))
    properties: Any = table.tblPr
    for tag, value in (
        ("w:tblCaption", name),
        ("w:tblDescription", f"{name}: {count(len(rows), 'row')}; columns {', '.join(heads)}."),
    ):
        said = OxmlElement(tag)
        said.set(qn("w:val"), visible(value))
        properties.append(said)
    _row(table, heads, sizes, head=True)
    for number, row in enumerate(rows, start=1):
        _row(table, row, sizes, kept=number < len(rows) <= _KEPT)
    made.add_paragraph()


def _row(table: "CT_Tbl", texts: Row, sizes: Sequence[int], *, head: bool = False, kept: bool = False) -> None:
    """Add a row. It is put together here: asking the library for each cell takes a time that grows with the square."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def below(parent: Any, tag: str, **attributes: str) -> Any:
        made = OxmlElement(tag)
        for key, value in attributes.items():
            made.set(qn(f"w:{key}"), value)
        parent.append(made)
        return made

    line = below(table, "w:tr")
    whole = below(line, "w:trPr")
    below(whole, "w:cantSplit")
    if head:
        below(whole, "w:tblHeader")
    for text, size in zip(texts, sizes, strict=True):
        cell = below(line, "w:tc")
        shape = below(cell, "w:tcPr")
        below(shape, "w:tcW", w=str(size), type="dxa")
        if head:
            below(shape, "w:shd", val="clear", color="auto", fill=_SHADE)
        paragraph = below(cell, "w:p")
        looks = below(paragraph, "w:pPr")
        below(looks, "w:pStyle", val="Cell")
        if head or kept:
            below(looks, "w:keepNext")
        for part in (Part(text),) if isinstance(text, str) else text:
            inside = below(paragraph, "w:hyperlink", anchor=part.href) if part.href else paragraph
            if part.look:  # the place to which citations lead
                ident = str(len(table))
                below(paragraph, "w:bookmarkStart", id=ident, name=part.look)
                below(paragraph, "w:bookmarkEnd", id=ident)
            run = below(inside, "w:r")
            if head or part.href:
                face = below(run, "w:rPr")
                below(face, "w:b" if head else "w:u", **({} if head else {"val": "single"}))
            told = below(run, "w:t")
            told.text = visible(part.text)
            told.set(qn("xml:space"), "preserve")


def _look(made: "Document", answers: Answers) -> None:
    """Set paper, fonts, language, and what the file says of itself."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    styles: Any = made.styles
    for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 15), ("Heading 2", 12), ("Subtitle", 12)):
        font = styles[name].font
        font.italic = False
        font.name, font.size, font.color.rgb = "Arial", Pt(size), RGBColor(0x1B, 0x1F, 0x24)
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
    cell = styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.font.size = Pt(8.5)
    cell.paragraph_format.space_after = cell.paragraph_format.space_before = Pt(2)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    foot = page.footer.paragraphs[0]
    foot.add_run(f"Oversight report. {answers.dated}. Page ").font.size = Pt(8.5)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    # What is shown by readers that do not work the number out.
    run = foot.add_run("1")
    run.font.size = Pt(8.5)
    number.append(run._r)
    foot._p.append(number)
    about = made.core_properties
    about.title, about.subject = TITLE, f"As at {answers.plan_day} and {answers.day}"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language, about.revision = "en-GB", 1
    about.created = about.modified = dt.datetime.fromisoformat(answers.day)
    # The template of the library brings a picture of an empty page as preview.
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _timeless(content: bytes) -> bytes:
    """Return a zip archive with the same files, all of one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, given.read(name))
    return out.getvalue()
