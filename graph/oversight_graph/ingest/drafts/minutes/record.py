"""Minutes as a whole: heading, attendance, items, actions, decisions, next meeting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.drafts.minutes.actions import Actions, Task
from oversight_graph.ingest.drafts.minutes.actiontables import read_action_tables
from oversight_graph.ingest.drafts.minutes.attendance import Attendee, read_attendance
from oversight_graph.ingest.drafts.minutes.blocks import Block, blocks_of, is_wrapped
from oversight_graph.ingest.drafts.minutes.items import Item, Items
from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.meeting import Heading, read_heading
from oversight_graph.ingest.drafts.minutes.owners import Owners
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words


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
    lines : sequence of Line
    words : Words
    wrapped : bool, optional
        Whether lines of running text are printed lines; seen from the text if not given.
    made : str
        The day, or the year, of the file.
    """
    labels = Labels(words)
    found = labels.find(lines[:80])
    heading = read_heading(lines, found, words, made)
    attendance = read_attendance(lines, found, labels, words)
    table, rowed = read_action_tables(lines, words)
    begin = attendance.end if attendance.torn else _begin(lines, attendance.used, attendance.end)
    rest = [line for line in lines[begin:] if line.number not in rowed and not _is_listed(line, attendance.used)]
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
    for block in blocks:
        if any(before < number < block.lines[0] for number in rowed):
            actions.stop()  # what was headed as a list of actions was a table
        before = block.lines[-1]
        if items.take(block, actions.expecting):
            actions.stop()
            used.update(block.lines)
        else:
            items.extend(block)
        if actions.take(block, items.current):
            used.update(block.lines)
    actions.settle()
    actions.actions += table
    return Minutes(heading, attendance.people, items.items, actions.actions, actions.decisions, actions.unclear, used)


def _begin(lines: Sequence[Line], listed: set[int], end: int) -> int:
    """Return where what was dealt with begins: behind the first names, and with a numbered item that holds them."""
    first = next((at for at, line in enumerate(lines[:end]) if line.number in listed), 0)
    numbered = next((at for at in range(end) if _is_numbered(lines[at])), end)
    behind = next((at for at in range(first, end) if lines[at].cells and lines[at].number not in listed), end)
    return min(numbered, behind)


def _is_listed(line: Line, listed: set[int]) -> bool:
    return line.number in listed and not _is_numbered(line)


def _is_numbered(line: Line) -> bool:
    return not line.is_row and bool(re.match(r"\s*\d{1,3}[.)]\s+[A-Z]", line.text))
