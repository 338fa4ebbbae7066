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


def read_minutes(lines: Sequence[Line], words: Words, wrapped: bool | None = None) -> Minutes:
    """Return what a set of minutes says.

    Parameters
    ----------
    lines : sequence of Line
    words : Words
    wrapped : bool, optional
        Whether lines of running text are printed lines; seen from the text if not given.
    """
    labels = Labels(words)
    found = labels.find(lines[:80])
    heading = read_heading(lines, found, words)
    attendance = read_attendance(lines, found, labels, words)
    table, rowed = read_action_tables(lines, words)
    rest = [line for line in lines[_behind(lines, attendance.end) :] if line.number not in rowed]
    blocks = blocks_of(rest, is_wrapped(rest) if wrapped is None else wrapped)
    items = Items(words, blocks)
    owners = Owners(words, [attendee.person for attendee in attendance.people])
    actions = Actions(words, owners, blocks)
    used = rowed | attendance.used | set(heading.lines if heading else ())
    for block in blocks:
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


def _behind(lines: Sequence[Line], end: int) -> int:
    """Return where the items begin: behind the attendance, or at a numbered item that is part of it."""
    numbered = (at for at in range(end) if not lines[at].is_row and re.match(r"\s*\d{1,3}[.)]\s+[A-Z]", lines[at].text))
    return next(numbered, end)
