"""Minutes as a whole: heading, attendance, items, actions, decisions, next meeting."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.days import date_in
from oversight_graph.ingest.drafts.minutes.actions import Actions
from oversight_graph.ingest.drafts.minutes.actiontables import (
    Task,
    discussed_in,
    items_of_tables,
    read_action_tables,
    told_tables,
)
from oversight_graph.ingest.drafts.minutes.attendance import read_attendance
from oversight_graph.ingest.drafts.minutes.blocks import NUMBER, Block, blocks_of, is_wrapped
from oversight_graph.ingest.drafts.minutes.items import Item, Items
from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.meeting import ORDER, Heading, read_heading
from oversight_graph.ingest.drafts.minutes.owners import Owners
from oversight_graph.ingest.drafts.presence import Attendee
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# What counts the rows of a table.
_COUNTED = re.compile(r"\s*\d{1,3}(?:\.\d{1,2})?[.)]?\s*")
# What an agenda says of an item is shorter than this.
_TITLE = 160
_LOST = "“{}” stands in the list of those who were there, and is no name that was understood"


@dataclass(slots=True)
class Minutes:
    """What was read from one set of minutes."""

    heading: Heading | None
    people: list[Attendee]
    items: list[Item]
    actions: list[Task]
    decisions: list[Task]
    unclear: list[tuple[Block, str]]
    used: set[int] = field(default_factory=set)


def read_minutes(lines: Sequence[Line], words: Words, wrapped: bool | None = None, made: str = "") -> Minutes:
    """Return what a set of minutes says.

    Parameters
    ----------
    wrapped : bool, optional
        Whether lines of running text are printed lines; seen from the text if not given.
    made : str
        The day, or the year, of the file.
    """
    labels = Labels(words)
    lines, announced = _without_agenda(lines, labels, words)
    found = labels.find(lines[:80])
    attendance = read_attendance(lines, found, labels, words)
    # A list of those who were there is one of minutes.
    heading = read_heading(lines, found, words, made, undated=len(attendance.people) > 1)
    table, rowed = read_action_tables(lines, words)
    begin = attendance.end if attendance.torn else _begin(lines, attendance.used, attendance.end)
    if not attendance.people and heading:  # what stands above the day is the head
        begin = next((at + 1 for at, line in enumerate(lines) if line.number == heading.lines[0]), begin)
    names = attendance.used - _behind_numbers(lines)
    rest = [line for line in lines[begin:] if line.number not in names or _is_numbered(line)]
    told = list(told_tables(rest, words))
    rowed |= {line.number for line, _, _ in told}
    rest = [line for line in rest if line.number not in rowed]
    printed = is_wrapped(rest) if wrapped is None else wrapped
    blocks = blocks_of(rest, printed)
    above = blocks_of([line for line in lines[:begin] if line.number not in rowed | attendance.used], printed)
    items = Items(words, blocks)
    owners = Owners(words, [attendee.person for attendee in attendance.people])
    actions = Actions(words, owners, [*above, *blocks])
    used = rowed | attendance.used | set(heading.lines if heading else ())
    for block in above:  # what earlier meetings left may stand above the list of those who were there
        if actions.is_labelled(block) and actions.take(block, None):
            used.update(block.lines)
    actions.stop()
    before = 0
    section = re.compile(rf"(?i)(?:{words.pattern('minutes', 'section')})\s*:")
    parted = sum(bool(section.fullmatch(block.text)) for block in blocks) > 1
    announces = False  # between the title of an item and "Minutes:" stands what was to be dealt with
    for block in blocks:
        if any(before < number < block.lines[0] for number in rowed):
            actions.stop()  # what was headed as a list of actions was a table
        before = block.lines[-1]
        if items.take(block, actions.expecting or actions.decides(block)):
            actions.stop()
            used.update(block.lines)
            announces = parted
        else:
            items.extend(block)
        announces = announces and not section.match(block.text)
        if not announces and actions.take(block, items.current):
            used.update(block.lines)
    actions.settle()
    actions.actions += table
    _within(table, items.items)
    rows = items_of_tables(lines, words)
    tabled = {number: item for item in rows for number in item.lines}
    for task in table:
        if own := tabled.get(task.lines[0]):
            task.item, task.ref = own, ""  # what stands there is no reference of the action
    for line, item, cells in told:
        rows.append(item)
        for kind, cell in cells.items():
            label = f"{kind.title()}: " if kind != "discussion" else ""
            for part in filter(None, cell.split("\n")):
                actions.take(Block(f"{label}{part}", (line.number,), line.page), item)
                actions.stop()
    items.items[:0] = rows
    used.update(tabled)
    for line, said in discussed_in(lines, words):
        actions.told_in(Block(said, (line.number,), line.page), tabled.get(line.number))
    listed = blocks_of(announced, printed)
    ahead, titles = Items(words, listed), {plain(item.title) for item in items.items}
    for block in listed:
        ahead.take(block, False)
    items.items[:0] = [item for item in ahead.items if plain(item.title) not in titles]
    used.update(line.number for line in announced)
    lost = [(Block(part, (at,)), _LOST.format(part[:60])) for at, part in attendance.left]
    unclear = [*lost, *actions.unclear]
    return Minutes(heading, attendance.people, items.items, actions.actions, actions.decisions, unclear, used)


def _within(table: Sequence[Task], items: Sequence[Item]) -> None:
    """Give actions of a table the item in which it stands; one below the last item may be of all of them."""
    begins = sorted((item.lines[0], at) for at, item in enumerate(items) if item.lines)
    for task in table:
        before = [at for line, at in begins if line < task.lines[0]]
        if before and task.lines[0] < begins[-1][0]:
            task.item = items[before[-1]]


def _without_agenda(lines: Sequence[Line], labels: Labels, words: Words) -> tuple[Sequence[Line], Sequence[Line]]:
    """Part the agenda that is printed above what was dealt with from the rest; where nothing follows, there is none."""
    phrases = words.phrases("minutes", "agenda")
    begin = next((at for at, line in enumerate(lines) if not line.is_row and plain(line.text) in phrases), None)
    if begin is None:
        return lines, ()
    level, later = lines[begin].level, words.phrases("minutes", "headings") - phrases
    numbers: list[str] = []
    first = ""  # what the agenda begins with, and what was dealt with too
    for end in range(begin + 1, len(lines)):
        line = lines[end]
        found = NUMBER.match(line.text)
        number, title = (
            (found["mark"].strip(".:()"), plain(line.text[found.end() :])) if found else ("", plain(line.text))
        )
        again = (number in ("1", "I") and bool({*numbers} - {"1", "I"})) or (bool(title) and title == first)
        again = again or ("/" in number and number in numbers)
        opens = ORDER.search(line.text) and numbers and not found
        headed = again or bool(opens) or 0 < line.level <= level
        numbers += [number] if number else []
        first = first or title
        if headed or plain(line.text) in later or labels.label_of(line.text)[0] in ("present", "apologies", "guests"):
            listed, behind = lines[begin + 1 : end], [line for line in lines[end:] if line.cells]
            bare = all(len(line.text) < _TITLE and not line.level for line in listed)
            bare = bare and not all(_is_about(line, labels) for line in listed)
            if bare and len(behind) > sum(bool(line.cells) for line in listed):
                return [*lines[:begin], *lines[end:]], listed
            break
    return lines, ()


def _is_about(line: Line, labels: Labels) -> bool:
    """Whether a line says when or where the meeting is, and is no entry of its agenda."""
    when = date_in(line.text, 2000)[1]
    labelled = bool(labels.label_of(line.text)[0]) or line.text.lower().lstrip(" *").startswith("time")
    return not line.cells or labelled or 2 * len(when) > len(line.text.strip())


def _begin(lines: Sequence[Line], listed: set[int], end: int) -> int:
    """Return where what was dealt with begins: behind the first names, and with a numbered item that holds them."""
    first = next((at for at, line in enumerate(lines[:end]) if line.number in listed), 0)
    numbered = next((at for at in range(end) if _is_numbered(lines[at])), end)
    # Where the list stands at the foot, a table of items is above it.
    rows = [at for at in range(first) if lines[at].is_row and _COUNTED.fullmatch(lines[at].cells[0])]
    if len(rows) > 1:
        numbered = min(numbered, rows[0])
    behind = next((at for at in range(first, end) if lines[at].cells and lines[at].number not in listed), end)
    return min(numbered, behind)


def _behind_numbers(lines: Sequence[Line]) -> set[int]:
    """Return the lines that stand below a number on a line of its own: titles of items, though they may be labels."""
    filled = [line for line in lines if line.cells]
    return {
        below.number
        for line, below in itertools.pairwise(filled)
        if _is_numbered(line) and not any(c.isalpha() for c in line.text)
    }


def _is_numbered(line: Line) -> bool:
    return not line.is_row and bool(
        re.match(r"\s*(?:\d{1,3}[.)]\s+[A-Z]|\d{1,3}\s+[A-Z]{4}|(?:\d{1,3}[.)]|\d{1,3}/\d{2,4})$)", line.text)
    )
