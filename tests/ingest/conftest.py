"""Made-up papers in every format, made anew for each test."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.ingest.drafted import drafts_in

from oversight_graph.ingest.drafts.draft import Drafts

Table = Sequence[Sequence[str]]


@pytest.fixture
def drafts(tmp_path: Path) -> Callable[..., Drafts]:
    """Return a reader of papers that are given as text."""

    def read(text: str, name: str = "paper.md") -> Drafts:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return drafts_in(path)

    return read


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of PDFs: each page is a list of paragraphs and tables."""

    def make(name: str, pages: Sequence[Sequence[str | Table]], **options: str) -> Path:
        import fpdf

        paper = fpdf.FPDF()
        paper.set_auto_page_break(False)
        paper.set_font("helvetica", size=9)
        for blocks in pages:
            paper.add_page()
            for block in blocks:
                if isinstance(block, str):
                    paper.multi_cell(0, 5, block, new_x="LMARGIN", new_y="NEXT")
                    continue
                with paper.table(first_row_as_headings=False, line_height=5) as table:
                    for cells in block:
                        row = table.row()
                        for cell in cells:
                            row.cell(cell)
        if "password" in options:
            paper.set_encryption(owner_password="owner", user_password=options["password"])
        target = tmp_path / name
        paper.output(str(target))
        return target

    return make


@pytest.fixture
def docx_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of Word documents, given a function that fills one."""

    def make(name: str, fill: Callable[..., None]) -> Path:
        import docx

        document = docx.Document()
        fill(document)
        target = tmp_path / name
        document.save(str(target))
        return target

    return make


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of workbooks, given a function that fills one."""

    def make(name: str, fill: Callable[..., None]) -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        fill(book)
        target = tmp_path / name
        book.save(target)
        return target

    return make


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    """Return a small file that calls itself a Word document and unpacks to 500 MB."""
    target = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as inside,
    ):
        for _ in range(500):
            inside.write(b"0" * 1_000_000)
    return target
