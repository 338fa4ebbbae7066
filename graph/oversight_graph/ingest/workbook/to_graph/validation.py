"""What the commands ask of a workbook: all that is amiss in it, or the data that it makes."""

from pathlib import Path

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.ingest.workbook.read import UNREAD, read_workbook
from oversight_graph.ingest.workbook.to_graph.graphs import Made, drafts_count, load_workbook, make_graph
from oversight_graph.ingest.workbook.violations import ERROR, WARNING, CellViolation, errors
from oversight_graph.load.files import DataFile, find_files
from oversight_graph.load.tables import SHEET
from oversight_graph.load.workbooks import base
from oversight_graph.model.vocabulary import PREFIXES

_FOLDERS = (
    "action activity body commitment decision item mechanism meeting objective organization paper person plan post"
)


def check_workbook(path: Path) -> tuple[list[CellViolation], Made]:
    """Return all that is amiss in a workbook, and what it makes.

    Parameters
    ----------
    path : pathlib.Path
        The workbook, or a folder of CSV files.

    Returns
    -------
    tuple of (list of CellViolation, Made)
        If nothing is amiss with cells, what the shapes find at load, as they do in all data. Files beside the sheets of
        a folder that are no part of it, and may hold data, are told of.

    Raises
    ------
    DataError
        If it cannot be read at all.
    """
    file, others = _file(path)
    made = make_graph(read_workbook(path), base(file), drafts=drafts_count())
    beside = [CellViolation(WARNING, name, UNREAD) for name in others] if path.is_dir() else []
    if errors(made.violations):
        return [*made.violations, *beside], made
    from oversight_graph.check.at_load import refused
    from oversight_graph.load.load import load

    wrong = refused(load([file]), [file])
    found = [CellViolation(ERROR, where.removeprefix(f"{file.name}: "), message) for message, where in wrong]
    return [*made.violations, *beside, *found], made


def workbook_turtle(path: Path) -> tuple[bytes, Made]:
    """Return the data of a workbook as Turtle, and what it was made of.

    Raises
    ------
    DataError
        Naming the first violation by sheet and cell, and how many more there are.
    """
    file, _ = _file(path)
    made = load_workbook(path, base(file))
    used = {node.value for triple in made.triples for node in triple if isinstance(node, ox.NamedNode)}
    prefixes = {name.replace("-", ""): f"{made.base}{name}/" for name in _FOLDERS.split()}
    prefixes = {name: start for name, start in prefixes.items() if any(iri.startswith(start) for iri in used)}
    content = ox.serialize(made.triples, format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, **prefixes})
    return content or b"", made


def _file(path: Path) -> tuple[DataFile, list[str]]:
    """Return a workbook or a folder of sheets, and the names of the files in the folder that are no sheets of it."""
    left: list[str] = []
    found = find_files([path], left)
    if not (books := [file for file in found if file.table]):
        raise DataError("is no workbook, and no folder of CSV files with the sheets of one", where=str(path))
    # Of a CSV file beside the sheets the reader tells, as of a sheet of another name.
    names = [*(file.name for file in found if file is not books[-1]), *left]
    names = [name.removeprefix(f"{path}/") for name in names if SHEET not in name]
    return books[-1], sorted(name for name in names if "/" in name or not name.lower().endswith(".csv"))
