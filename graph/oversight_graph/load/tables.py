"""Which files are workbooks, or folders of CSV files with the sheets of one.

What reads them stands in the room `ingest`, above this one, which is asked by its name only when there is such a file.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

SUFFIXES = (".xlsx", ".xlsm", ".ods")
# Between the names of a workbook and of a sheet in it that is not read.
SHEET = ": sheet "
# Between the name of a workbook and of a cell in it of which nothing is made.
CELL = ": cell "
READER = "oversight_graph.ingest.workbook"


def may_be_workbook(path: Any) -> bool:
    """Say whether a name is that of a workbook; one that a spreadsheet program keeps while it is open is none."""
    return Path(path.name).suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def is_workbook(path: Any) -> bool:
    """Say whether a file or folder holds sheets of a workbook, without reading them all."""
    if not isinstance(path, Path):
        return False
    if path.is_dir() and not any(each.suffix.lower() == ".csv" for each in path.iterdir()):
        return False
    return bool(import_module(f"{READER}.read").is_workbook(path))


def is_sheet(name: str) -> bool:
    """Say whether a CSV file has the name of a sheet of a workbook."""
    return Path(name).suffix.lower() == ".csv" and bool(import_module(f"{READER}.read").is_sheet(Path(name).stem))


def strayed(folder: Path) -> list[str]:
    """Return the names of the texts in a folder of sheets that are sheets too, under a name that is not read."""
    return list(import_module(f"{READER}.read").strayed(folder))


def unread(path: Any) -> list[str]:
    """Return the names of the sheets of a workbook that hold something and are none of ours."""
    return list(import_module(f"{READER}.read").unread_sheets(path))
