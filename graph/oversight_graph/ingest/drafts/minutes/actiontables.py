"""What minutes ask for as one record, and tables of it: tasks, owners, and what else their heads say."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from oversight_graph.ingest.days import date_in
from oversight_graph.ingest.drafts.draft import CERTAIN, listed
from oversight_graph.ingest.drafts.minutes.blocks import Block
from oversight_graph.ingest.drafts.minutes.items import Item
from oversight_graph.ingest.drafts.plans.heads import Head, asking_head, head_of
from oversight_graph.ingest.progress import DONE, WITHDRAWN, progress_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# The number and the title of an item in one cell.
_ITEM = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?)[.):]?\s+(?P<title>[A-Z].{2,120}?)\.?")
# The number alone, and how what was discussed is parted from what it was about.
_BARE = re.compile(r"(\d{1,2}(?:\.\d{1,2})?[a-z]?)[.):]?")
_BEHIND = re.compile(r"(?<=\w)[.:]\s+|\s+[–-]\s+")
_TITLE = 80
# A row of one cell that is no longer heads the rows below it.
_SECTION = 60

# What was decided on an item, said in a word.
IN_A_WORD = re.compile(
    r"(?:(?P<label>decision|outcome|result|resolved|resolution|agreed)\s*[:–-]\s*)?"
    r"(?P<subject>(?:(?:the|this)\s+)?(?:item|report|paper|update|proposal|matter|application|request|recommendations?)\s+"
    r"(?:(?:was|were)\s+)?|it\s+was\s+)?(?:(?:unanimously|duly|received\s+and)\s+)?"
    r"(?P<word>(?:not\s+)?(?:agreed|approved|accepted|adopted|supported)|endorsed|ratified|noted|received|rejected|refused"
    r"|declined|deferred|postponed|withdrawn)"
    r"(?:\s+(?:and\s+noted|unanimously|as\s+\w+|by\s+all(?:\s+present)?|in\s+full))?"
    r"(?P<when>\s+(?:to|until|till)\s+[^.;:]{2,60})?\W*",
    re.IGNORECASE,
)
# What sort of decision such a word says it is; any other is that something was refused.
KINDS = {
    "agreed": "agreed", "supported": "agreed", "approved": "approved", "accepted": "approved", "adopted": "approved",
    "endorsed": "approved", "ratified": "approved", "noted": "noted", "received": "noted",
}  # fmt: skip


@dataclass(slots=True)
class Task:
    """An action as minutes ask for it, or a decision."""

    # text, owner, due, ref, carried, closed: as printed; closed is the item at which it was closed
    text: str
    owner: str = ""
    due: str = ""
    ref: str = ""
    carried: str = ""
    status: str = ""  # its state by its code, empty if it is open
    closed: str = ""
    item: Item | None = None
    lines: list[int] = field(default_factory=list)
    page: int | None = None
    certainty: str = CERTAIN
    why: str = ""
    moved: bool = False  # whether it is a motion
    # meeting, body: at which meeting it was raised, and whose, where a table says so
    meeting: str = ""
    body: str = ""
    named: list[int] = field(default_factory=list)  # the line that names the meeting, where that is another
    note: str = ""  # what else the table says of it

    @classmethod
    def of(cls, text: str, block: Block, item: Item | None, why: str, certainty: str = CERTAIN) -> "Task":
        """Return what a paragraph asks for, or decides."""
        return cls(text, item=item, lines=list(block.lines), page=block.page, certainty=certainty, why=why)

    def remark(self, text: str, lines: Iterable[int], state: str) -> None:
        """Take in what stands below it: words on how it stands, and its state, if they begin with it."""
        self.lines = sorted({*self.lines, *lines})
        self.note = listed(self.note, flat(text))
        self.status = state or self.status


def read_action_tables(
    lines: Sequence[Line], words: Words, trackers: Set[int] = frozenset()
) -> tuple[list[Task], set[int]]:
    r"""Return the actions that stand in tables with heads of their own, and the lines that were read.

    Parameters
    ----------
    trackers : set of int
        Numbers of the tables that are known to be of actions.

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
    before: Line | None = None
    section: Line | None = None  # a row of its own that names the meeting of the rows below
    for line in lines:
        if not line.is_row:
            head = head if head is not None and not line.cells else None
            continue
        known = "actions" if line.table in trackers else ""
        new = head_of(line.cells, words, {}, ("actions", "attendance", "bodies"), only=known)
        if new is None or new.table == "plan":
            new = asking_head(line.cells, words, {}) or new
        filled = [cell for cell in line.cells if cell]
        if new is not None:
            head, section = (new if new.table == "actions" else None), None
            used |= {line.number} if head else set()
        elif head is not None and known and len(filled) == 1 and len(filled[0]) < _SECTION:
            section = line
            used.add(line.number)
        elif head is not None and _goes_on(line, head, before):
            used.add(line.number)
            *first, last = _each(line, head)
            tasks += [_task(each, head, words) for each in first]
            task = _task(last, head, words)
            if plain(re.sub(r"[\W\d]+", " ", task.text)) in words.phrases("totals"):
                continue
            if section is not None and not task.meeting:
                task.meeting, task.named = section.text, [section.number]
            stated = task.meeting or task.note.startswith("status: ")
            if task.text and any((task.owner, task.due, task.status, task.ref, stated)):
                tasks.append(task)
            elif tasks and (task.owner or task.text):
                tasks[-1].owner = f"{tasks[-1].owner} {task.owner}".strip()
                tasks[-1].text = f"{tasks[-1].text} {task.text}".strip()
                tasks[-1].lines.append(line.number)
        elif before is not None and line.table != before.table:
            head = None  # another table
        before = line
    return tasks, used


def items_of_tables(lines: Sequence[Line], words: Words) -> list[Item]:
    r"""Return the items of minutes that are a table of what was dealt with, and of what was asked for.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> from oversight_graph.ingest.readers.text import read_text
    >>> text = "Item\tAction\tOwner\n1. Lamps\tMend the lamp\tClerk\n2. Bells\t\t\n"
    >>> [(item.number, item.title) for item in items_of_tables(read_text(text), load_words())]
    [('1', 'Lamps'), ('2', 'Bells')]
    """
    out: list[Item] = []
    table, column, talk = 0, None, None
    told = words.phrases("minutes", "discussed")
    for line in lines:
        if line.is_row and (head := head_of(line.cells, words, {}, ("actions", "attendance", "bodies"))):
            shown = [plain(name) for name in head.names]
            talk = next((at for at, name in enumerate(shown) if name in told), None)
            # Beside what was discussed, a number is that of the item.
            names = ("item", "agenda item", *(("no", "number") if talk is not None else ()))
            at = next((at for at, name in enumerate(shown) if name in names), None)
            table, column = line.table, at if head.table == "actions" else None
        elif line.is_row and line.table == table and column is not None and column < len(line.cells):
            found = _ITEM.fullmatch(flat(line.cells[column]))
            bare = _BARE.fullmatch(line.cells[column].strip())
            said = flat(line.cells[talk]) if talk is not None and talk < len(line.cells) else ""
            if found:
                number, title = found["number"], found["title"]
                out.append(Item(number, title, number, [line.number], line.page, why="numbered row of a table"))
            elif bare and said:  # what was discussed begins with what it was about
                title = _BEHIND.split(said)[0][:_TITLE].strip(" .:")
                why = "numbered row of a table; its title is how what was discussed begins"
                out.append(Item(bare[1], title, bare[1], [line.number], line.page, why=why))
            elif talk is not None and out and not line.cells[column].strip():
                out[-1].lines.append(line.number)
    return out


def told_tables(lines: Sequence[Line], words: Words) -> Iterator[tuple[Line, Item, dict[str, str]]]:
    r"""Yield the rows of tables of minutes that say whose they are in no column: the item, and what stands beside it.

    Such a table has an item, what was said of it, and what was decided or is to be done.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> from oversight_graph.ingest.readers.text import read_text
    >>> text = "Item\tDiscussion\tDecision\n1. Lamps\tThey are dark.\tApproved\n"
    >>> [(item.title, said) for _, item, said in told_tables(read_text(text), load_words())]
    [('Lamps', {'discussion': 'They are dark.', 'decision': 'Approved'})]
    """
    kinds = {
        "discussion": words.phrases("minutes", "discussed"),
        "decision": words.phrases("minutes", "decision") - {"noted"},
        "action": words.phrases("minutes", "action"),
        "item": {"item", "agenda item", "topic", "subject"},
    }
    table, columns = 0, dict[int, str]()
    for line in lines:
        if line.is_row and line.table != table:
            shown = [plain(cell) for cell in line.cells]
            columns = {at: kind for kind, heads in kinds.items() for at, head in enumerate(shown) if head in heads}
            found = {*columns.values()}
            known = {"item", "discussion"} <= found and len(found) > 2 and len(found) == len(columns)
            owned = head_of(line.cells, words, {}, ("actions", "attendance", "bodies"))
            table, columns = line.table, columns if known and owned is None else {}
            continue
        if not line.is_row or not columns:
            continue
        said = {kind: line.cells[at] for at, kind in columns.items() if at < len(line.cells) and line.cells[at]}
        title = flat(said.pop("item", ""))
        if title:
            parted = _ITEM.fullmatch(title)
            number, title = (parted["number"], parted["title"]) if parted else ("", title[:_TITLE])
            why = "row of a table of minutes"
            yield line, Item(number, title, number, [line.number], line.page, why=why), said


def discussed_in(lines: Sequence[Line], words: Words) -> Iterator[tuple[Line, str]]:
    """Yield the rows of tables of actions that have a column for what was discussed, with what stands there."""
    told = words.phrases("minutes", "discussed")
    table, talk = 0, None
    for line in lines:
        if line.is_row and (head := head_of(line.cells, words, {}, ("actions", "attendance", "bodies"))):
            shown = [plain(name) for name in head.names]
            talk = next((at for at, name in enumerate(shown) if name in told), None)
            table = line.table if head.table == "actions" else 0
        elif line.is_row and line.table == table and talk is not None and talk < len(line.cells):
            yield line, flat(line.cells[talk])


def _goes_on(line: Line, head: Head, before: Line | None) -> bool:
    """Whether a row is of the table of the row before, or of one that carries it on overleaf."""
    if before is None or line.table == before.table:
        return before is not None and len(line.cells) <= len(head.fields) + 1
    labelled = any(cell.rstrip().endswith(":") for cell in line.cells)
    overleaf = line.page is None or line.page != before.page
    return line.table == before.table + 1 and overleaf and len(line.cells) <= len(head.fields) and not labelled


def _each(line: Line, head: Head) -> list[Line]:
    """Return a row once for each action in it, where what is to be done, by whom and when have as many lines each.

    Lines of a cell may also be one text that is broken; a day on each line is none.
    """
    parts = {
        at: line.cells[at].split("\n")
        for at, name in enumerate(head.fields[: len(line.cells)])
        if name in ("action", "owner", "due")
    }
    count = len(next(iter(parts.values()), ()))
    dues = [date_in(text)[0] for at, texts in parts.items() if head.fields[at] == "due" for text in texts]
    if count < 2 or len(dues) != count or not all(dues) or any(len(texts) != count for texts in parts.values()):
        return [line]
    cells = [[parts[at][one] if at in parts else cell for at, cell in enumerate(line.cells)] for one in range(count)]
    return [replace(line, cells=tuple(each)) for each in cells]


def _task(line: Line, head: Head, words: Words) -> Task:
    """Return what a row of a table of actions says; what stands in other columns goes into the note."""
    values: dict[str, str] = {}
    others = []
    for name, printed, cell in zip(head.fields, head.names, line.cells, strict=False):
        text = flat(cell)
        if name == "meeting" and head.fields.count(name) > 1 and re.fullmatch(rf"(?:The )?{words.body_name}", text):
            name = "body"  # one column says of whom, another when
        if name and text and name not in values:
            values[name] = text
        elif text and printed:
            others.append(f"{' '.join(printed.split())}: {text}")
    # Of several columns on how it stands, the first counts that says so in a word that is known.
    states = [cell for name, cell in zip(head.fields, line.cells, strict=False) if name == "status" and cell]
    said = values.get("status", "")
    of = values.get("action", "")
    state = next(filter(None, (state_of(each, words, of) for each in states)), "")
    if re.search(r"\d", values.get("closed", "")):
        state = state or "discharged"
        others.append(f"closed: {values['closed']}")
    if said and not state_of(said, words, of):
        others.insert(0, f"status: {said}")
    return Task(
        values.get("action", ""), values.get("owner", ""), values.get("due", ""), values.get("ref", ""),
        status=state, lines=[line.number], page=line.page, why="a row of a table of actions",
        meeting=values.get("meeting", ""), body=values.get("body", ""), note="; ".join(others),
    )  # fmt: skip


def state_of(said: str, words: Words, of: str = "") -> str:
    """Return the state of an action whose status is printed, by its code; empty if it is open.

    Parameters
    ----------
    of : str, optional
        What is to be done.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> [state_of(said, load_words()) for said in ("Completed 4 May", "Deferred", "Not complete", "Open", "On track")]
    ['discharged', 'deferred', '', '', '']
    """
    if any(f"{plain(said)} ".startswith(f"{each} ") for each in words.phrases("minutes", "put off")):
        return "deferred"
    return {DONE: "discharged", WITHDRAWN: "withdrawn"}.get(progress_of(said, words, of), "")


def several(text: str, celled: bool) -> Iterator[str]:
    """Yield the tasks of a text: numbered ones apart, those of a cell also by lines."""
    counted = celled or re.match(r"\(?1[.)]", text)
    for part in re.split(r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s+(?=[A-Z])|\n", text) if counted else [text]:
        if part.strip(" .;"):
            yield part.strip()


def upper(text: str) -> str:
    """Return a text that begins with a capital."""
    text = text.strip()
    return text[:1].upper() + text[1:]
