"""Pictures of the workbook for the guide, drawn by LibreOffice from the drafts of the two made-up papers.

Usage: python docs/workbook_pictures.py
"""

import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image, ImageChops

from oversight_graph.ingest.drafts.run import ingest
from oversight_graph.output.starter import write_starter

PICTURES = Path(__file__).parent / "pictures"
SHOWN = {
    "Plan": "ref|commitment|oversight as printed|refer to|paper|lines|certainty|draft|why|cell",
    "Actions": "meeting|item|action|owner as printed|due as printed|paper|lines|certainty|draft|why",
}
WIDE = {"commitment": 26, "action": 34, "why": 44, "oversight as printed": 24, "draft": 10, "lines": 8, "ref": 6,
        "paper": 18, "certainty": 11}  # fmt: skip


def main() -> int:
    """Draw each sheet of `SHOWN`; 2 if LibreOffice is not there."""
    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        print("LibreOffice (soffice) and pdftoppm are needed; the pictures stay as they are", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        town = folder / "town"
        write_starter(town)
        ingest([town / "plan-2025.txt", town / "meeting-2025-03-04.txt"], town / "book.xlsx")
        for sheet, columns in SHOWN.items():
            draw(town / "book.xlsx", sheet, columns.split("|"), folder)
    return 0


def draw(book: Path, name: str, columns: list[str], folder: Path) -> None:
    """Write the picture of one sheet, with some of its columns."""
    opened = openpyxl.load_workbook(book)
    for other in opened.worksheets:
        other.sheet_state = "visible" if other.title == name else "hidden"
    sheet = opened[name]
    opened.active = opened.worksheets.index(sheet)
    shown = {}
    for at, head in enumerate(sheet[1], 1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.hidden = head.value not in columns
        column.width = WIDE.get(head.value, column.width or 12)
        if not column.hidden:
            shown[at] = column.width
    for number, row in enumerate(sheet.iter_rows(), 1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = max(math.ceil(len(str(sheet.cell(number, at).value or "")) / width) for at, width in shown.items())
        sheet.row_dimensions[number].height = 14 * max(1, lines) + 3
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.gridLines = sheet.print_options.headings = True
    page = folder / "page.xlsx"
    opened.save(page)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, page], check=True, capture_output=True
    )
    subprocess.run(["pdftoppm", "-r", "160", "-png", "-singlefile", folder / "page.pdf", folder / "page"], check=True)
    picture = Image.open(folder / "page.png").convert("RGB")
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, (255, 255, 255))).getbbox()
    assert box is not None
    whole = (box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8)
    picture.crop(whole).quantize(32).save(PICTURES / f"workbook-{name.lower()}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
