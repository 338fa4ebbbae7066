"""A store on disk: filled once, whole or not at all, sealed with the sums of its files, and only read from then on.

The engine ends the whole process where a file of its store is damaged. So the files are looked at before it sees them.
"""

import hashlib
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.model.vocabulary import BASE
from oversight_graph.store.store import ORDER, EmbeddedStore, Row, valued
from oversight_graph.writing import beside, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    _Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

# A file of this name says that a store was being filled; RocksDB, in which the quads are, does not mind it.
UNFINISHED = "oversight-graph.unfinished"
# A file of this name says that a store is whole, and what its files are.
SEAL = "oversight-graph.store"
_ANEW = "delete the folder and fill it once more"
# What the engine writes for itself whenever it opens a store.
_ITS_OWN = ("LOCK", "LOG", "IDENTITY")
_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")
# Of more rows than these the engine takes less memory.
_MOST_SORTED = 1_000_000


class DiskStore(EmbeddedStore):
    """An Oxigraph store on disk, of which the rows are put in order here.

    The engine reads both names from the disk again for every comparison: that took most of the time of a long answer.
    """

    def solutions(self, query: str, where: str = "query") -> "tuple[tuple[str, ...], Iterator[Row]]":
        """Return the columns of a SELECT or ASK query, and its rows one by one."""
        order = ORDER.search(query)
        found = self._sorted(query[: order.start(1)], order[1].split()[2:]) if order else None
        return found or super().solutions(query, where)

    def _sorted(self, query: str, order: list[str]) -> "tuple[tuple[str, ...], Iterator[Row]] | None":
        """Answer a query that has lost its order; None where the engine is to answer the whole of it."""
        try:
            answer = self.quads.query(query, use_default_graph_as_union=True, base_iri=BASE)
            names = [str(name) for name in answer.variables] if isinstance(answer, ox.QuerySolutions) else []
            if not {*order} <= {*names}:
                return None
            # Each term is taken out of its solution once: whenever it is, it is made anew.
            found = list(map(tuple, islice(cast("ox.QuerySolutions", answer), _MOST_SORTED + 1)))
        except (SyntaxError, OSError, ValueError, RuntimeError):
            return None  # what is wrong is said of the query as it was written
        places = [_places([terms[names.index(name)] for terms in found]) for name in order]
        if len(found) > _MOST_SORTED or None in places:
            return None
        keys = list(zip(*filter(None, places), strict=True))
        in_order = sorted(range(len(found)), key=keys.__getitem__)
        return tuple(name[1:] for name in names), (valued(found[at]) for at in in_order)


def _places(terms: "list[_Term | None]") -> list[tuple[object, ...]] | None:
    """Return what puts the terms of a column in the order of SPARQL; None if there are some that it does not order."""
    places: dict[_Term | None, tuple[object, ...]] = {None: (0,)}
    literals = []
    for term in {*terms} - {None}:
        if isinstance(term, ox.NamedNode):
            places[term] = 1, term.value
        elif isinstance(term, ox.Literal):
            literals.append(term)
        else:
            return None
    if all(term.language or term.datatype == _STRING for term in literals):
        places |= {term: (2, term.value, not term.language, term.language or "") for term in literals}
    else:
        listed = f"SELECT ?v {{ VALUES ?v {{ {' '.join(map(str, literals))} }} }} ORDER BY ?v"
        answer = cast("ox.QuerySolutions", ox.Store().query(listed))
        places |= {solution[0]: (2, place) for place, solution in enumerate(answer)}
    return [places[term] for term in terms]


def fill(path: Path, quads: "Iterable[ox.Quad]") -> None:
    """Fill a store and put it in its place when it is whole.

    Parameters
    ----------
    path : pathlib.Path
        A folder that is empty or does not exist.

    Raises
    ------
    DataError
        If it cannot be written; nothing is left behind then.
    """
    place = path.absolute()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with beside(place, folder=True) as fresh:
            _fill(fresh, quads, shown=path)
            fresh.chmod(place.stat().st_mode & 0o7777 if place.exists() else 0o755)
            try:
                fresh.rename(place)
            except OSError:
                if not place.is_dir() or any(place.iterdir()):
                    raise
                _fill(place, quads, shown=path)  # the folder itself is mounted
    except OSError as error:
        raise DataError(f"cannot be opened as a store: {error.strerror}", where=str(path)) from error


def _fill(folder: Path, quads: "Iterable[ox.Quad]", shown: Path) -> None:
    (folder / UNFINISHED).touch()
    with _engine(shown, "opened as a store"):
        store = ox.Store(folder)
    with _engine(shown, "written"):
        store.bulk_extend(quads)
        # What came in portions lies in as many files, in each of which the engine would look for everything.
        store.optimize()
        store.flush()
    del store  # the engine writes its last files when it closes the store
    sums = {name: _sum(folder / name) for name in _files(folder)}
    write_whole(folder / SEAL, f"{json.dumps({'made by': 'oversight --store', 'files': sums}, indent=1)}\n".encode())
    (folder / UNFINISHED).unlink()


@contextmanager
def _engine(path: Path, what: str) -> "Iterator[None]":
    """Turn what the engine raises into an error with the name of the store."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise DataError(f"cannot be {what}: {error}", where=str(path)) from error


def read(path: Path) -> DiskStore:
    """Open a store for reading, as many processes can at once, from a disk that cannot be written too.

    Raises
    ------
    DataError
        If there is none, or it was left half filled, or a file of it is not as it was written.
    """
    try:
        if (path / UNFINISHED).exists():
            raise DataError("the store was left half filled", where=str(path), hint=_ANEW)
        if not (path / SEAL).is_file():
            if (path / "CURRENT").is_file():
                raise DataError("the store is not known to be whole: it has no seal", where=str(path), hint=_ANEW)
            hint = "name a new folder; nothing was written"
            raise DataError("not a store, and not empty", where=str(path), hint=hint)
        sums = _sealed(path)
        names = sorted(sums.keys() | set(_files(path)))
        with ThreadPoolExecutor() as pool:  # a sum needs no more than a processor of its own
            sealed = pool.map(lambda name: _as_sealed(path / name, sums.get(name)), names)
            wrong = [name for name, as_sealed in zip(names, sealed, strict=True) if not as_sealed]
    except OSError as error:
        raise DataError(f"cannot be opened as a store: {error.strerror}", where=str(path)) from error
    if wrong:
        message = f"cannot be opened as a store: {wrong[0]} is damaged"
        raise DataError(message, where=str(path), hint=_ANEW)
    with _engine(path, "opened as a store"):
        return DiskStore(ox.Store.read_only(str(path)))


def _sealed(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads((path / SEAL).read_bytes())["files"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DataError("cannot be opened as a store: its seal is damaged", where=str(path), hint=_ANEW) from error


def _files(folder: Path) -> list[str]:
    names = (entry.name for entry in folder.iterdir())
    return sorted(n for n in names if not n.startswith(_ITS_OWN) and n not in (SEAL, UNFINISHED))


def _sum(path: Path) -> str:
    """Return the size and the sum of a file."""
    with path.open("rb") as file:
        return f"{path.stat().st_size} {hashlib.file_digest(file, 'blake2b').hexdigest()}"


def _as_sealed(path: Path, seal: object) -> bool:
    try:
        about = path.lstat()
    except FileNotFoundError:
        return False
    # A file of another size need not be read, however large it is.
    of_this_size = isinstance(seal, str) and seal.startswith(f"{about.st_size} ")
    return stat.S_ISREG(about.st_mode) and of_this_size and seal == _sum(path)
