"""A store on disk: filled once, whole or not at all, sealed with the sums of its files, and only read from then on.

As it never changes, what it was asked is not asked again: answers lie within it that were prepared for all who read it,
and others in the folder of its user. They are those of a store with this seal, of this engine, and of these modules.

The engine ends the whole process where a file of its store is damaged. So the files are looked at before it sees them.
"""

import errno
import hashlib
import json
import os
import pkgutil
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from oversight_graph.errors import DataError, QueryError
from oversight_graph.model.vocabulary import BASE
from oversight_graph.store.kept.answers import ENDING, FORMAT, LARGEST, AnsweredStore, Answers, digest
from oversight_graph.store.kept.folder import folder, take_away_unfinished
from oversight_graph.store.store import ORDER, Row, Table, valued
from oversight_graph.writing import beside, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    _Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

# A file of this name says that a store was being filled; RocksDB, in which the quads are, does not mind it.
UNFINISHED = "oversight-graph.unfinished"
# A file of this name says that a store is whole, and what its files are.
SEAL = "oversight-graph.store"
# In a folder of this name lie answers that were prepared.
ANSWERS = "oversight-graph.answers"
_ANEW = "delete the folder and fill it once more"
# What the engine writes for itself whenever it opens a store.
_ITS_OWN = ("LOCK", "LOG", "IDENTITY")
_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")
# Of more rows than these the engine takes less memory.
_MOST_SORTED = 1_000_000


class TooManyRowsError(QueryError):
    """An answer has more rows than are put in order here."""


class DiskStore(AnsweredStore):
    """An Oxigraph store on disk, of which the rows are put in order here, and which is opened when it is first asked.

    The engine reads both names from the disk again for every comparison: that took most of the time of a long answer.

    Parameters
    ----------
    path : pathlib.Path
    sums : mapping of str to str, optional
        What its files are, see `SEAL`: they are proved before the engine is told of them. Without it they are believed.
    """

    def __init__(self, path: Path, sums: "Mapping[str, str] | None" = None) -> None:
        super().__init__()
        self.path, self.sums, self._lock, self._opened = path, sums, Lock(), False

    @property
    def quads(self) -> ox.Store:
        """The store of the engine, which takes nothing more.

        Raises
        ------
        DataError
            If a file of it is not as it was written.
        """
        with self._lock:
            if not self._opened:
                if self.sums is not None:
                    _prove(self.path, self.sums)
                with _engine(self.path, "opened as a store"):
                    self._quads = ox.Store.read_only(str(self.path))
                self._opened = True
        return self._quads

    asked = quads

    def solutions(self, query: str, where: str = "query") -> "tuple[tuple[str, ...], Iterator[Row]]":
        """Return the columns of a SELECT or ASK query, and its rows one by one."""
        order = ORDER.search(query)
        if order and (found := self._sorted(query[: order.start(1)], order[1].split()[2:], where)):
            return found
        return super().solutions(query, where)

    def _sorted(self, query: str, order: list[str], where: str) -> "tuple[tuple[str, ...], Iterator[Row]] | None":
        """Answer a query that has lost its order; None where the engine is to answer the whole of it."""
        quads = self.asked
        try:
            answer = quads.query(query, use_default_graph_as_union=True, base_iri=BASE)
            names = [str(name) for name in answer.variables] if isinstance(answer, ox.QuerySolutions) else []
            if not {*order} <= {*names}:
                return None
            # Each term is taken out of its solution once: whenever it is, it is made anew.
            found = list(map(tuple, islice(cast("ox.QuerySolutions", answer), _MOST_SORTED + 1)))
        except (SyntaxError, OSError, ValueError, RuntimeError):
            return None  # what is wrong is said of the query as it was written
        if len(found) > _MOST_SORTED:
            self._too_many(where)
            return None
        places = [_places([terms[names.index(name)] for terms in found]) for name in order]
        if None in places:
            return None
        keys = list(zip(*filter(None, places), strict=True))
        in_order = sorted(range(len(found)), key=keys.__getitem__)
        return tuple(name[1:] for name in names), (valued(found[at]) for at in in_order)

    def _too_many(self, where: str) -> None:
        """Leave it to the engine, which takes less memory for them, and far longer."""


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
    """Return a store for reading, as many processes can at once, from a disk that cannot be written too.

    What it was asked before is known without its files: these are read through, and proved, when something else is.

    Raises
    ------
    DataError
        If there is none, or it was left half filled, or a file of it is missing or of another size than it had.
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
        _refuse({name: _of_its_size(path / name, sums.get(name)) for name in sums.keys() | set(_files(path))}, path)
        store = DiskStore(path, sums)
        store.answers = answers(path)
    except OSError as error:
        raise DataError(f"cannot be opened as a store: {error.strerror}", where=str(path)) from error
    return store


def _prove(path: Path, sums: "Mapping[str, str]") -> None:
    """Read all files of a store, and refuse it if one is not as it was written."""
    try:
        with ThreadPoolExecutor() as pool:  # a sum needs no more than a processor of its own
            right = pool.map(lambda name: sums[name] == _sum(path / name), sums)
            _refuse(dict(zip(sums, right, strict=True)), path)
    except OSError as error:
        raise DataError(f"cannot be opened as a store: {error.strerror}", where=str(path)) from error


def _refuse(right: dict[str, bool], path: Path) -> None:
    if wrong := sorted(name for name in right if not right[name]):
        raise DataError(f"cannot be opened as a store: {wrong[0]} is damaged", where=str(path), hint=_ANEW)


def answers(path: Path) -> Answers:
    """Return the answers that are kept of a store: those within it, then those that its user keeps.

    Raises
    ------
    OSError
    """
    of = _state(path)
    return Answers(of, folder(), before=_within(path, of))


class PreparedStore(DiskStore):
    """A store whose answers are kept within it.

    Attributes
    ----------
    left_out : str
        Why the last answer is not kept, which is noted, so that it is not asked for again; empty if it is.
    """

    left_out = ""

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query.

        Raises
        ------
        TooManyRowsError
            If it is known to be left out, or has too many rows.
        DataError
            If the answer cannot be written.
        """
        self.left_out = self.answers.left_out(query) if self.answers else ""
        if not self.left_out:
            try:
                return super().select(query, where)
            except TooManyRowsError:
                self._leave_out(query, f"more than {_MOST_SORTED:,} rows")
        raise TooManyRowsError(self.left_out, where=where)

    def _leave_out(self, query: str, why: str) -> None:
        self.left_out = why
        with _written(self.path):
            if self.answers:
                self.answers.leave_out(query, why)

    def _too_many(self, where: str) -> None:
        raise TooManyRowsError("too many rows", where=where)

    def remembered(self, query: str, table: Table) -> Table:
        """Return an answer, which is kept.

        Raises
        ------
        DataError
            If it cannot be written.
        """
        with _written(self.path):
            kept = self.answers is not None and self.answers.keep(query, table)
        if not kept:
            self._leave_out(query, f"more than {LARGEST // 1024**2} MB, or another answer each time")
        return table


def prepared(path: Path) -> PreparedStore:
    """Return a store that keeps its answers within it, and take away those of another state of it.

    Raises
    ------
    DataError
        If it cannot be read, or they cannot be written.
    """
    found = read(path)
    store = PreparedStore(path, found.sums)
    of = _state(path)
    store.answers = _within(path, of)
    with _written(path):
        place = path / ANSWERS
        place.mkdir(exist_ok=True)
        if place.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        for old in place.iterdir():
            if old.name.endswith(ENDING) and not old.name.startswith(of):
                old.unlink(missing_ok=True)
        take_away_unfinished(place)
    return store


@contextmanager
def _written(path: Path) -> "Iterator[None]":
    try:
        yield
    except OSError as error:
        raise DataError(f"answers cannot be kept in it: {error.strerror}", where=str(path)) from error


def _within(path: Path, of: str) -> Answers:
    return Answers(of, path / ANSWERS, with_data=True, owner=(path / SEAL).stat().st_uid)


def _state(path: Path) -> str:
    """Return the hash of a store, and of what makes rows of it: the engine, and two modules here."""
    modules = [pkgutil.get_data(__package__, f"{name}.py") or b"" for name in ("disk", "store")]
    return digest((path / SEAL).read_bytes(), ox.__version__.encode(), FORMAT.encode(), *modules)


def _sealed(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads((path / SEAL).read_bytes())["files"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DataError("cannot be opened as a store: its seal is damaged", where=str(path), hint=_ANEW) from error


def _files(folder: Path) -> list[str]:
    names = (entry.name for entry in folder.iterdir())
    return sorted(n for n in names if not n.startswith(_ITS_OWN) and n not in (SEAL, UNFINISHED, ANSWERS))


def _sum(path: Path) -> str:
    """Return the size and the sum of a file."""
    with path.open("rb") as file:
        return f"{path.stat().st_size} {hashlib.file_digest(file, 'blake2b').hexdigest()}"


def _of_its_size(path: Path, seal: object) -> bool:
    """Say whether a file is there, and of the size that the seal says: of another it need not be read."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(about.st_mode) and isinstance(seal, str) and seal.startswith(f"{about.st_size} ")
