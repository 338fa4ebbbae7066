"""Which files are workbooks, or folders of CSV files with the sheets of one.

What reads them stands in the room `ingest`, above this one, which is asked by its name only when there is such a file.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

SUFFIXES = (".xlsx", ".xlsm", ".ods")
READER = "oversight_graph.ingest.workbook"


def may_be_workbook(path: Any) -> bool:
    """Say whether a name is that of a workbook; one that a spreadsheet program keeps while it is open is none."""
    return Path(path.name).suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def is_workbook(path: Any) -> bool:
    """Say whether a file or folder holds sheets of a workbook, without reading them all."""
    if not isinstance(path, Path):
        return False
    if path.is_dir() and next(path.glob("*.csv"), None) is None:
        return False
    return bool(import_module(f"{READER}.read").is_workbook(path))
