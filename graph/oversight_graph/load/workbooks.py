"""The quads of a workbook that is a data file, and where in it each thing is described."""

import os
import secrets
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from oversight_graph.load.files import DataFile
from oversight_graph.load.skolem import skolemise
from oversight_graph.load.tables import CELL, READER

# So many files beside a workbook are looked at each time.
_MOST = 2000
# By the graph of a workbook that was read in this process: its cells of which nothing was made.
_UNREAD: dict[str, list[str]] = {}


def quads(file: DataFile) -> list[ox.Quad]:
    """Return the quads of a workbook, in the graph of its file, with parts named.

    Raises
    ------
    DataError
        Naming sheet and cell.
    """
    graph = ox.NamedNode(file.graph)
    made = _made(file)
    unread = import_module(f"{READER}.violations").unread(made.violations)
    _UNREAD[file.graph] = [f"{file.name}{CELL}{where}" for where in unread]
    return skolemise(
        [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in made.triples],
        graph,
        file.slug,
        placed=True,
    )


def unread(file: DataFile) -> list[str]:
    """Return the cells of a workbook of which nothing was made; none if it was not read, as when its graph was kept."""
    return _UNREAD.get(file.graph, [])


def places(file: DataFile) -> dict[str, str]:
    """Return in which row of a workbook each thing is described: ``book.xlsx: Plan!A7``."""
    made = _made(file)
    return {iri: f"{file.name}: {place}" for iri, place in made.places.items()}


def in_columns(file: DataFile, message: str, where: str) -> str:
    """Return a message on a row of a workbook with the names of its columns in place of terms."""
    sheet = where.removeprefix(f"{file.name}: ").partition("!")[0]
    return str(import_module(f"{READER}.sheets").in_columns(message, sheet))


def base(file: DataFile) -> str:
    """Return what the addresses of a file begin with, if the file itself says nothing."""
    return file.graph.rpartition("graph/")[0]


def stamp(file: DataFile) -> str:
    """Return what tells whether a paper beside a workbook, or in a folder there, has changed: sizes and times of files.

    Where there are too many to look at each time, it tells that any may have: it is another each time then.
    """
    assert isinstance(file.path, Path)
    found: list[tuple[str, str, int, int]] = []
    for here, folders, names in os.walk(file.path if file.path.is_dir() else file.path.parent):
        folders.sort()
        if len(found) + len(names) > _MOST:
            return secrets.token_hex()
        for name in sorted(names):
            with suppress(OSError):  # a link to nothing
                about = (Path(here) / name).stat()
                found.append((here, name, about.st_size, about.st_mtime_ns))
    return repr(found)


def _made(file: DataFile) -> Any:
    return import_module(f"{READER}.to_graph.graphs").load_workbook(file.path, base(file))
