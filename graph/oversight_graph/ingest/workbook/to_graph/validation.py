"""What the commands ask of a workbook: all that is amiss in it, or the data that it makes."""

from pathlib import Path

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.ingest.workbook.read import read_workbook
from oversight_graph.ingest.workbook.to_graph.graphs import Made, drafts_count, load_workbook, make_graph
from oversight_graph.ingest.workbook.violations import ERROR, CellViolation, errors
from oversight_graph.load.files import DataFile, find_files
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
        If nothing is amiss with cells, what the shapes find at load, as they do in all data.

    Raises
    ------
    DataError
        If it cannot be read at all.
    """
    file = _file(path)
    made = make_graph(read_workbook(path), base(file), drafts=drafts_count())
    if errors(made.violations):
        return made.violations, made
    from oversight_graph.check.at_load import refused
    from oversight_graph.load.load import load

    wrong = refused(load([file]), [file])
    found = [CellViolation(ERROR, where.removeprefix(f"{file.name}: "), message) for message, where in wrong]
    return [*made.violations, *found], made


def workbook_turtle(path: Path) -> tuple[bytes, Made]:
    """Return the data of a workbook as Turtle, and what it was made of.

    Raises
    ------
    DataError
        Naming the first violation by sheet and cell, and how many more there are.
    """
    file = _file(path)
    made = load_workbook(path, base(file))
    used = {node.value for triple in made.triples for node in triple if isinstance(node, ox.NamedNode)}
    prefixes = {name.replace("-", ""): f"{made.base}{name}/" for name in _FOLDERS.split()}
    prefixes = {name: start for name, start in prefixes.items() if any(iri.startswith(start) for iri in used)}
    content = ox.serialize(made.triples, format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, **prefixes})
    return content or b"", made


def _file(path: Path) -> DataFile:
    found = [file for file in find_files([path]) if file.table]
    if not found:
        raise DataError("is no workbook, and no folder of CSV files with the sheets of one", where=str(path))
    return found[-1]
