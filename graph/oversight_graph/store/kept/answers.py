"""Answers that are kept: what was asked before of data that has not changed since is not asked of the engine again.

An answer lies in a file of its own, under the hash of that of which it was asked and the hash of the whole text of the
query. The last line is a sum of all else: an answer that is damaged, half written, of other data, or called by another
name is as good as none. It is read and written in blocks of rows, so that of a large one there is no second copy in
memory. It holds nothing but text: whatever somebody writes there, to read it does no more than give other rows.

Of what is another each time, such as a day, no answer is kept.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from oversight_graph.store.kept.folder import made, reading, take_away_unfinished, write
from oversight_graph.store.store import EmbeddedStore, Table

try:
    # From where it stands: its usual place loads a library of ciphers besides, too slow for each start.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# Another one for each change of how answers are written, and of which are left out.
FORMAT = "1"
ENDING = ".answer"
# Bytes of one answer; and of the answers of a user, and how many these may be.
LARGEST = 128 * 1024**2
_MOST = 1024**3
_COUNT = 4000
_BLOCK = 2000
# What no cell may hold: it parts the cells of a block, or stands for one in which nothing is bound.
_PARTS, _NOTHING = "\0", "\1"
# How a note begins that stands in the place of an answer, and of how many bytes it is at most.
_LEFT_OUT, _NOTE = "left out: ", 200
# What makes an answer another one each time, or that of somebody else.
_VOLATILE = re.compile(
    r"\b(?:now|rand|(?:str)?uuid|bnode)\s*(?:#.*\s*)*\(|\bservice\s*(?:silent\b|[<?#]|\S*:)", re.IGNORECASE
)


def digest(*parts: bytes) -> str:
    """Return the hash of some bytes, of which the order and the ends count."""
    found = blake2b(digest_size=20)
    for part in parts:
        found.update(b"%d " % len(part))
        found.update(part)
    return found.hexdigest()


@dataclass
class Answers:
    """Answers about one state of some data.

    Parameters
    ----------
    of : str
        Hash of the data, and of what else decides how an answer about it looks.
    place : pathlib.Path or None
        Folder in which they lie; None where none are to be kept.
    before : Answers, optional
        Where to look first; nothing is kept there.
    with_data : bool
        Whether the folder belongs to the data, is there, and is read by whoever may read that; else it is the user's
        own, in which those that were not used for longest go when there is no more room.
    owner : int, optional
        Another user whose answers are believed: the owner of the data.
    """

    of: str
    place: Path | None
    before: "Answers | None" = None
    with_data: bool = False
    owner: int | None = None
    _room: tuple[int, int] = field(default=(0, 0), init=False)

    def recall(self, query: str) -> Table | None:
        """Return the answer to a query; None if it is not kept, or not whole."""
        if _VOLATILE.search(query):
            return None
        found = self.before.recall(query) if self.before else None
        if found is None and self.place is not None:
            path = self._path(self.place, query)
            with suppress(OSError, ValueError, LookupError), reading(path, LARGEST, self.owner) as file:
                return _read(file, path.stem) if file else None
        return found

    def keep(self, query: str, table: Table) -> bool:
        """Keep an answer, and say whether it is kept.

        Raises
        ------
        OSError
            If it cannot be written; nothing of it is left then.
        """
        if self.place is None or not table.columns or _VOLATILE.search(query):
            return False
        if not self.with_data and not made(self.place):
            return False
        path = self._path(self.place, query)
        try:
            write(path, _written(table, path.stem), 0o644 if self.with_data else 0o600)
        except ValueError:  # it is too large, or holds what parts the cells
            return False
        if not self.with_data:
            self._make_room(path)
        return True

    def leave_out(self, query: str, why: str) -> None:
        """Note beside the answers why that to a query is not kept.

        Raises
        ------
        OSError
        """
        if self.place is not None:
            write(self._path(self.place, query), [f"{_LEFT_OUT}{why}\n".encode()], 0o644 if self.with_data else 0o600)

    def left_out(self, query: str) -> str:
        """Return why the answer to a query is not kept, where that was noted; else nothing."""
        if self.place is not None:
            with suppress(OSError, ValueError), reading(self._path(self.place, query), _NOTE, self.owner) as file:
                text = file.read().decode() if file else ""
                if text.startswith(_LEFT_OUT) and text.endswith("\n"):
                    return text.removeprefix(_LEFT_OUT).strip()
        return ""

    def _path(self, place: Path, query: str) -> Path:
        return place / f"{self.of}-{digest(query.encode('utf-8', 'surrogatepass'))}{ENDING}"

    def _make_room(self, fresh: Path) -> None:
        """See to it that there are not too many; once that is so, half of them go, so that it is seldom looked at."""
        count, size = self._room[0] - 1, self._room[1] - fresh.stat().st_size
        if min(count, size) < 0:
            count, size = self._counted(fresh.parent, 1)
            if min(count, size) < 0:
                take_away_unfinished(fresh.parent)
                count, size = self._counted(fresh.parent, 2)
        self._room = count, size

    @staticmethod
    def _counted(place: Path, part: int) -> tuple[int, int]:
        """Return how many more there may be, and of how many bytes; with a part of 2, half of the room is made free."""
        found = [(entry.stat(follow_symlinks=False), entry.path) for entry in os.scandir(place)
                 if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False)]  # fmt: skip
        count, size = _COUNT // part, _MOST // part
        for about, path in sorted(found, key=lambda each: each[0].st_mtime, reverse=True):
            if part > 1 and min(count - 1, size - about.st_size) < 0:
                Path(path).unlink(missing_ok=True)
            else:
                count, size = count - 1, size - about.st_size
        return count + _COUNT - _COUNT // part, size + _MOST - _MOST // part


class AnsweredStore(EmbeddedStore):
    """A store in this process that does not change, of which the answers are kept.

    Attributes
    ----------
    answers : Answers or None
        None from when on it may change.
    """

    answers: Answers | None = None

    def recalled(self, query: str) -> Table | None:
        """Return the answer to a query, if it was kept."""
        return self.answers.recall(query) if self.answers else None

    def remembered(self, query: str, table: Table) -> Table:
        """Return the answer to a query, which is kept where that can be."""
        with suppress(OSError):
            if self.answers:
                self.answers.keep(query, table)
        return table


def _written(table: Table, name: str) -> Iterator[bytes]:
    """Yield the pieces of the file of an answer.

    Raises
    ------
    ValueError
        If it cannot be written so, or is too large.
    """
    found = blake2b(digest_size=20)
    total = 2 + 2 * found.digest_size  # the last line is a part of the file too

    def counted(piece: bytes) -> bytes:
        nonlocal total
        total += len(piece)
        if total > LARGEST:
            raise ValueError
        found.update(piece)
        return piece

    yield counted(f"{name} {len(table.rows)} {' '.join(table.columns)}\n".encode())
    rows = iter(table.rows)
    while block := list(islice(rows, _BLOCK)):
        cells = [_NOTHING if cell is None else cell for row in block for cell in row]
        text = _PARTS.join(cells)
        nothing = sum(row.count(None) for row in block)
        if text.count(_PARTS) != len(cells) - 1 or text.count(_NOTHING) != nothing:
            raise ValueError
        piece = text.encode()
        yield counted(b"%d\n" % len(piece))
        yield counted(piece)
    yield b"\n%s\n" % found.hexdigest().encode()


def _read(file: BinaryIO, name: str) -> Table | None:
    """Return an answer from its file; None if it is not as it was written.

    Raises
    ------
    ValueError, LookupError
        If a sum that is right stands below something that is no answer.
    """
    found, size = blake2b(digest_size=20), os.fstat(file.fileno()).st_size
    seal = 2 + 2 * found.digest_size
    left = size - seal
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        found.update(piece)
        left -= len(piece)
    if left or file.read() != b"\n%s\n" % found.hexdigest().encode():
        return None
    file.seek(0)
    head = file.readline(LARGEST).decode().split()
    if head[0] != name:
        return None
    columns, rows = tuple(head[2:]), list[tuple[str | None, ...]]()
    while file.tell() < size - seal:
        length = int(file.readline(20))
        if not 0 <= length <= size - seal - file.tell():
            raise ValueError
        cells: list[str | None] = list(file.read(length).decode().split(_PARTS))
        cells = [None if cell == _NOTHING else cell for cell in cells]
        rows += zip(*[iter(cells)] * len(columns), strict=True)
    if len(rows) != int(head[1]):
        raise ValueError
    return Table(columns, rows)
