"""Minutes as a run of paragraphs: rows of tables opened, printed lines joined, the side column kept with its row."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

BULLET = re.compile(r"^\s*(?:[•●▪■◦‣➢\ue000-\uf8ff]|[-–—*]\s|o\s(?=[A-Z]))\s*")
NUMBER = re.compile(
    r"^(?P<mark>\(?(?:\d{1,4}\s?/\s?\d{1,4}(?:\s?/\s?\d{1,4})?(?:\.\d{1,2}|[a-z])?|\d{1,3}(?:\.\d{1,2}){0,3}[a-z]?|[A-Z]{2,6}[/\s]\d{1,4}/\d{1,4}|[A-Z]\d{1,2}|(?<=\()[A-Z](?=\))|[a-z]|[ivx]{1,4}|[IVX]{1,5}(?=[.):]))(?:[.):]{0,2}|,(?=\s+[A-Z])))(?P<gap>\s+|(?<=[.)])(?=[A-Z]))(?=\S)"
)
# Words before the number of an item: in a heading "Item 1: Welcome", in any line "Agenda item 1. Welcome".
_AGENDA = re.compile(r"(?i)^agenda\s+item\s+(?=\d{1,3}[a-z]?\s*[.:)–-])")
_HEADED = re.compile(r"(?i)^(?:agenda\s+)?item\s+(?=\d{1,3}[a-z]?\s*[.:)–-])")
# A title with its number in brackets behind it: "Gifts (G-3)".
CODED = re.compile(r"^(?P<title>[A-Z0-9].{3,120}?)\s*\((?P<code>[A-Z](?:-?\d{1,3}[a-z]?)?(?:/[A-Z]?-?\d{1,3})?)\)$")
# A number of letters and the year: "FB 12/2025".
_REFERENCE = re.compile(r"[A-Z]{2,6}[/\s]\d{1,4}/\d{1,4}\s+[A-Z]")
# An entry of a numbered list or one with bullets.
_ENTRY = re.compile(r"\s*(?:\d{1,3}[.)]|[•●▪*-])\s")
_ALONE = re.compile(r"^\s*\(?\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?[.)]?\s*$|^\s*\d{1,3}/\d{2,4}\s*$")
_NUMBERED = re.compile(r"(?=.{1,14}$)(?!\d{1,2}\s*[ap]\.?m\b)(?:[\w./() ]*\d[\w./() ]*|\(?\w\)?)[.):]?")
_ENDED = tuple(".!?:;")
# So many lines show how a text is spaced.
_SPACED = 10


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of minutes."""

    text: str
    lines: tuple[int, ...]
    page: int | None = None
    number: str = ""  # what is printed before it, such as "4a"; empty if nothing is
    side: str = ""  # what stands in the side column of its row
    # bullet, celled: whether it is an entry of a list, numbered in a column of numbers
    bullet: bool = False
    # 1 to 6 for a heading, of which 6 is only printed in bold; 0 for anything else
    heading: int = 0
    celled: bool = False
    row: int = 0  # which row it stands in, 0 for running text
    depth: int = 0  # how far an entry of a list is set in; 0 for anything else, or not known


class Entries:
    """The entries of one list, which ends with an entry that is set in less than its first."""

    def __init__(self) -> None:
        self._depth = 0

    def go_on(self, block: Block) -> bool:
        """Whether a paragraph may be the next entry."""
        self._depth = self._depth or block.depth
        return not block.depth or block.depth >= self._depth


def in_one_language(lines: Sequence[Line], words: Words) -> tuple[list[Line], list[str]]:
    """Return a paper that is printed in two languages in the first that is understood, and what is to be told of that.

    Such a paper has a table whose heads are the names of languages. Where a line beside it says the same twice, parted
    by a stroke, the half in that place counts.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> table = ("Cymraeg", "English"), ("Croeso", "Welcome")
    >>> lines = [Line(at, cells, table=1, row=at) for at, cells in enumerate(table, 1)]
    >>> [line.text for line in in_one_language(lines, load_words())[0]]
    ['', 'Welcome']
    """
    ours, others = (words.phrases("languages", which) for which in ("read", "other"))
    columns: dict[int, int] = {}
    for line in lines:
        shown = [plain(cell) for cell in line.cells if cell]
        if line.is_row and len(shown) > 1 and set(shown) <= ours | others and len(ours & set(shown)) == 1:
            columns[line.table] = next(at for at, cell in enumerate(line.cells) if plain(cell) in ours)
    if not columns:
        return list(lines), []
    first, out = next(iter(columns.values())), []
    for line in lines:
        if line.is_row and line.table in columns:
            at = columns[line.table]
            head = {plain(cell) for cell in line.cells if cell} <= ours | others
            cell = line.cells[at] if at < len(line.cells) else ""
            out.append(replace(line, cells=(), table=0, row=0) if head else replace(line, cells=(cell,)))
        elif not line.is_row and line.text.count(" / ") == 1:
            out.append(replace(line, cells=(line.text.split(" / ")[min(first, 1)],)))
        else:
            out.append(line)
    told = [line.number for line in lines if line.table in columns]
    return out, [f"lines {told[0]}-{told[-1]} are printed in two languages, of which one is read"]


def blocks_of(lines: Sequence[Line], wrapped: bool) -> list[Block]:
    """Return the paragraphs of minutes.

    Parameters
    ----------
    wrapped : bool
        Whether a line of running text is a printed line, so that paragraphs go over several.
    """
    out: list[Block] = []
    pending: list[Line] = []
    for line in lines:
        if line.is_row:
            out += _joined(pending, wrapped)
            pending = []
            out += _row(line)
        elif line.cells:
            pending.append(line)
        else:
            alone = pending[-1:] if pending and _ALONE.match(pending[-1].text) else []
            out += _joined(pending[: len(pending) - len(alone)], wrapped)
            pending = alone
    return [*out, *_joined(pending, wrapped)]


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines of running text are printed lines: most of the long ones break off in the middle of a sentence."""
    long = [(line, below) for line, below in itertools.pairwise(lines) if not line.is_row and len(line.text) > 50]
    broken = sum(
        bool(below.cells) and not below.is_row and not line.text.endswith(_ENDED) and not _ENTRY.match(below.text)
        for line, below in long
    )
    return len(long) >= 3 and broken >= 0.4 * len(long) and max(len(line.text) for line, _ in long) < 200


def single_spaced(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without the empty ones where a conversion has put one behind each printed line.

    Examples
    --------
    >>> broken = "The panel heard from the officers about the lamps of the"
    >>> text = [Line(at, (broken,) if at % 2 else ()) for at in range(1, 21)]
    >>> len(single_spaced(text)), len(single_spaced([Line(1, (broken,)), Line(2, (f"{broken} quay.",)), Line(3, ())]))
    (10, 3)
    """
    running = [line for line in lines if not line.is_row]
    alone = sum(bool(line.cells) and not below.cells for line, below in itertools.pairwise(running))
    filled = [line for line in running if line.cells]
    if len(filled) < _SPACED or alone < 0.9 * (len(filled) - 1) or not is_wrapped(filled):
        return lines
    return [line for line in lines if line.cells]


def _row(line: Line) -> Iterator[Block]:
    cells = list(line.cells)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    number = ""
    if len(cells) > 1 and (not cells[0] or _NUMBERED.fullmatch(cells[0])):
        number = cells.pop(0)
    side = ""
    if len(cells) > 1:
        side = cells.pop()
    first = True
    for paragraph in "\n".join(cell for cell in cells if cell).split("\n"):
        for block in _opened(paragraph, line):
            celled = first and any(c.isalnum() for c in number)
            yield replace(block, number=number if celled else block.number, side=side, celled=celled)
            first = False
    if first and (number or side):
        yield Block("", (line.number,), line.page, number, side, False, False, bool(number), _row_id(line))


def _row_id(line: Line) -> int:
    return line.number * 100_000 + line.row  # a table of HTML may stand on one line


def _opened(paragraph: str, line: Line) -> Iterator[Block]:
    """Yield the entries of a list that stands in one paragraph of a cell, bullet by bullet, with their numbers."""
    parts = re.split(r"(?:^|\s)[•●▪➢\uf0b7○](?=\s)", f" {paragraph}" if paragraph[:1] in "•●▪➢\uf0b7○" else paragraph)
    for at, part in enumerate(parts):
        text = part.strip()
        if not text:
            continue
        bullet = at > 0 or bool(BULLET.match(text))
        text = BULLET.sub("", text)
        found = None if bullet else NUMBER.match(text)
        if found:
            text = text[found.end() :].lstrip("-– ")
        if text:
            mark = found["mark"] if found else ""
            yield Block(text, (line.number,), line.page, mark, "", bullet, 0, False, _row_id(line))


def _joined(lines: Sequence[Line], wrapped: bool) -> Iterator[Block]:
    """Join printed lines to paragraphs; each line stands for itself where lines are not printed ones."""
    group: list[Line] = []
    for line in lines:
        if len(group) == 1 and _ALONE.match(group[0].text):
            group.append(line)  # a number that stands on a line of its own
            continue
        goes_on = wrapped and not line.level and not line.entry
        if group and goes_on and not group[-1].level and not _begins(line.text, group[-1].text):
            group.append(line)
            continue
        yield from _block(group)
        group = [line]
    yield from _block(group)


def _begins(text: str, before: str) -> bool:
    """Whether a printed line begins a paragraph of its own."""
    if BULLET.match(text) or LABEL.match(text):
        return True
    if CODED.search(before) or _REFERENCE.match(text):
        return True
    if NUMBER.match(text) and (before.rstrip().endswith(_ENDED) or len(before) < 70):
        return True
    if before.rstrip().endswith((".", ":", "?", "!", ";")) and len(before) < 62:
        return True
    return len(before) < 45 and not before.rstrip().endswith(",") and text[:1].isupper()


LABEL = re.compile(r"^[A-Z][A-Za-z ]{2,40}(?:\(s\))?\s?:(?=\s|$)|^(?:ACTIONS?|RESOLVED|AGREED)\b")


def _block(group: Sequence[Line]) -> Iterator[Block]:
    if not group:
        return
    text = " ".join(line.text for line in group)
    numbers, page = tuple(line.number for line in group), group[0].page
    heading = group[0].level
    bullet = bool(BULLET.match(text))
    text = BULLET.sub("", text)
    text = (_HEADED if heading else _AGENDA).sub("", text)
    found = None if bullet else NUMBER.match(text)
    number = ""
    if found:
        number, text = found["mark"], text[found.end() :].lstrip("-– ")
    if text:
        yield Block(text, numbers, page, number, "", bullet, heading, depth=group[0].depth)
