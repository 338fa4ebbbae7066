"""What minutes ask for as one record, and tables of it: tasks, owners, and what else their heads say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.drafts.draft import CERTAIN
from oversight_graph.ingest.drafts.minutes.items import Item
from oversight_graph.ingest.drafts.plans.heads import Head, head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words


@dataclass(slots=True)
class Task:
    """An action as minutes ask for it, or a decision.

    Attributes
    ----------
    text, owner, due, ref, carried, status, closed : str
        As printed; ``closed`` is the item at which it was closed.
    item : Item or None
    lines : list of int
    page : int or None
    certainty, why : str
    moved : bool
        Whether it is a motion.
    """

    text: str
    owner: str = ""
    due: str = ""
    ref: str = ""
    carried: str = ""
    status: str = ""
    closed: str = ""
    item: Item | None = None
    lines: list[int] = field(default_factory=list)
    page: int | None = None
    certainty: str = CERTAIN
    why: str = ""
    moved: bool = False


def read_action_tables(lines: Sequence[Line], words: Words) -> tuple[list[Task], set[int]]:
    r"""Return the actions that stand in tables with heads of their own, and the lines that were read.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> from oversight_graph.ingest.readers.text import read_text
    >>> tasks, _ = read_action_tables(read_text("Action\tOwner\tDue\nMend the gate\tClerk\tMay\n"), load_words())
    >>> tasks[0].text, tasks[0].owner, tasks[0].due
    ('Mend the gate', 'Clerk', 'May')
    """
    tasks: list[Task] = []
    used: set[int] = set()
    head: Head | None = None
    before = 0
    for line in lines:
        if not line.is_row:
            head = head if head is not None and not line.cells else None
            continue
        new = head_of(line.cells, words, {}, ("actions", "attendance", "bodies"))
        if new is not None:
            head = new if new.table == "actions" else None
            used |= {line.number} if head else set()
        elif head is not None and line.table in (before, before + 1) and len(line.cells) <= len(head.fields) + 1:
            values = {name: " ".join(cell.split()) for name, cell in zip(head.fields, line.cells, strict=False) if name}
            used.add(line.number)
            if values.get("action"):
                task = Task(values["action"], values.get("owner", ""), values.get("due", ""), values.get("ref", ""))
                task.status, task.lines, task.page = values.get("status", ""), [line.number], line.page
                task.why = "a row of a table of actions"
                tasks.append(task)
            elif tasks and any(values.values()):
                tasks[-1].owner = " ".join(filter(None, (tasks[-1].owner, values.get("owner", ""))))
                tasks[-1].lines.append(line.number)
        before = line.table
    return tasks, used


def several(text: str, celled: bool) -> Iterator[str]:
    """Yield the tasks of a text: numbered ones apart, those of a cell also by lines."""
    parts = (
        re.split(r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s+(?=[A-Z])|\n", text)
        if celled or re.match(r"\(?1[.)]", text)
        else [text]
    )
    for part in parts:
        if part and part.strip(" .;"):
            yield part.strip()


def upper(text: str) -> str:
    """Return a text that begins with a capital."""
    text = text.strip()
    return text[:1].upper() + text[1:]
