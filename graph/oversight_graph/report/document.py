"""The main findings as a Word document, to be pasted into papers of a committee: headings, tables, citations.

Same answers, same bytes: nothing in the file tells when or on what machine it was made.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from oversight_graph.model.codes import grades
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Part, count
from oversight_graph.report.html.charts import visible
from oversight_graph.report.html.paths import Links
from oversight_graph.report.pages import findings
from oversight_graph.report.pages.matrix import Answerable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tbl

    from oversight_graph.registers.actions import Action

TITLE = "Who watches over what was promised: main findings"
WAITING = ("overdue", "open", "deferred")
# The earliest time that a zip archive can tell.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_CITED = 4
_SHADE = "E9EEF3"


def document(answers: Answers, answerable: list[Answerable], links: Links) -> bytes:
    """Return the main findings as a Word document (Office Open XML).

    Parameters
    ----------
    answers : Answers
    answerable : list of Answerable
    links : Links
        Gives the papers and the short form of citations.
    """
    from docx import Document

    made = Document()
    _look(made, answers)
    made.add_heading(TITLE, 0)
    days = f"Coverage is as at {answers.plan_day}; everything else is as at {answers.day}. "
    days = days if answers.planned else f"As at {answers.day}. "
    for plan in answers.plans:
        made.add_paragraph(visible(plan), "Subtitle")
    made.add_paragraph(
        f"Read from {count(len(links.papers), 'paper')}, which are listed at the end. {days}A citation names a paper "
        "and its lines. This says what the loaded papers show; what they do not show may still have happened."
    )
    made.add_heading("Summary", 1)
    _bullets(made, findings.findings(answers, answerable))
    if answers.planned:
        _coverage(made, answers)
        _gaps(made, answers, links)
    _actions(made, answers, links)
    made.add_heading("What the loaded papers cannot show", 1)
    _bullets(made, findings.limits(answers))
    _papers(made, links)
    out = io.BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _coverage(made: "Document", answers: Answers) -> None:
    made.add_heading("Coverage by objective", 1)
    made.add_paragraph(
        "How many commitments under each objective have which grade. A grade takes in those below it; those below "
        "grade 3 name no body and are counted as gaps. Grades: "
        + "; ".join(f"{grade} {code.word}" for grade, code in enumerate(grades()))
        + "."
    )
    heads = ("Objective", "All", *(str(grade) for grade in range(7)), "Gaps")
    rows = [
        (
            "All objectives" if row.objective == "all" else row.objective or "no objective given",
            str(row.total),
            *(str(getattr(row, f"grade_{grade}")) for grade in range(7)),
            str(row.gaps),
        )
        for row in answers.summary
    ]
    _table(made, "Commitments by objective and grade", heads, rows, (30, *[7] * 9))


def _gaps(made: "Document", answers: Answers, links: Links) -> None:
    made.add_heading("Commitments without a body, worst first", 1)
    made.add_paragraph(
        f"{len(answers.gaps)} of {count(len(answers.coverage), 'commitment')} at {answers.plan_day}: their oversight "
        "cells, as far as the text holds them, name no board, committee or meeting, and no reference leads to one."
    )
    for code in dict.fromkeys(row.code for row in answers.gaps):
        those = [row for row in answers.gaps if row.code is code]
        made.add_heading(f"{code.sign} {code.word}: {len(those)}", 2)
        rows = [(r.ref, r.title, r.objective, r.reason, _cited(links, r.evidence)) for r in those]
        heads = ("Ref", "Commitment", "Objective", "Reason", "Where it is printed")
        _table(made, f"Commitments of grade {code.sign}, {code.word}", heads, rows, (8, 26, 16, 30, 20))


def _actions(made: "Document", answers: Answers, links: Links) -> None:
    made.add_heading("Actions open or overdue", 1)
    waiting = [row for state in WAITING for row in answers.actions if row.status == state]
    if not waiting:
        made.add_paragraph(f"No action that the loaded papers tell of was open or overdue at {answers.day}.")
        return
    made.add_paragraph(
        f"{count(len(waiting), 'action')} of {len(answers.actions)} for which no loaded paper up to {answers.day} "
        "records an end. That none is recorded does not mean that nothing was done."
    )
    for state in WAITING:
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
    rows = [
        (paper.iri.rpartition("/")[2], links.things[paper.iri].label, paper.day or "not dated", paper.sha256 or "")
        for paper in sorted(links.papers.values(), key=lambda each: (each.day, each.iri))
    ]
    _table(made, "Papers loaded", ("Cited as", "Title", "Date", "SHA-256 of the file"), rows, (24, 34, 12, 30))


def _cited(links: Links, evidence: Iterable[str]) -> str:
    citations = list(dict.fromkeys(evidence))
    names = [links.cited_as(citation) for citation in citations[:_MOST_CITED]]
    more = [f"and {len(citations) - _MOST_CITED} more"] if len(citations) > _MOST_CITED else []
    shown: list[str] = []
    before = ""
    for name in names:  # places in one paper share its name
        paper, _, place = name.rpartition(", ")
        shown.append(place.removeprefix("lines ").removeprefix("line ") if paper and paper == before else name)
        before = paper
    return "; ".join([*shown, *more])


def _bullets(made: "Document", lines: Iterable[tuple[Part, ...]]) -> None:
    for line in lines:
        made.add_paragraph(visible("".join(part.text for part in line)), style="List Bullet")


def _table(
    made: "Document", name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
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
    for row in rows:
        _row(table, row, sizes)
    made.add_paragraph()


def _row(table: "CT_Tbl", texts: Sequence[str], sizes: Sequence[int], *, head: bool = False) -> None:
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
    kept = below(line, "w:trPr")
    below(kept, "w:cantSplit")
    if head:
        below(kept, "w:tblHeader")
    for text, size in zip(texts, sizes, strict=True):
        cell = below(line, "w:tc")
        shape = below(cell, "w:tcPr")
        below(shape, "w:tcW", w=str(size), type="dxa")
        if head:
            below(shape, "w:shd", val="clear", color="auto", fill=_SHADE)
        paragraph = below(cell, "w:p")
        below(below(paragraph, "w:pPr"), "w:pStyle", val="Cell")
        run = below(paragraph, "w:r")
        if head:
            below(below(run, "w:rPr"), "w:b")
        text_node = below(run, "w:t")
        text_node.text = visible(text)
        text_node.set(qn("xml:space"), "preserve")


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
    for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 15), ("Heading 2", 12)):
        font = styles[name].font
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
    foot.add_run(
        f"Oversight report, as at {answers.plan_day if answers.planned else answers.day}. Page "
    ).font.size = Pt(8.5)
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
