"""Trackers: lists of what meetings have asked for, kept apart from their minutes."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from oversight_graph.ingest.days import when_in
from oversight_graph.ingest.drafts.draft import CERTAIN, DOUBTFUL, PROBABLE, Draft, Drafts, listed, spans
from oversight_graph.ingest.drafts.minutes.actiontables import Task, read_action_tables
from oversight_graph.ingest.drafts.plans.heads import asking_head, head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# So many lines above a table say what it is.
_ABOVE = 3
# Whoever says so calls it no list of what was asked for.
_OTHER = re.compile(r"\b(?:plan|strategy|programme|risks?|issues?|recommendations?|pledges?)\b", re.IGNORECASE)
# Of so many statuses at least the share is that of a list of actions: "open", "closed".
_SHARE = 0.6
_DONE = "the list says that it is done; where a meeting records that, write discharged and closed at"
_STATES = frozenset({"open", "closed", "outstanding", "overdue", "discharged"})


def tracker_tables(
    lines: Sequence[Line], title: str, words: Words, mapping: Mapping[str, str], taken: Set[int]
) -> tuple[set[int], set[int]]:
    """Return the numbers of the tables that are trackers, and of those without owners that may be trackers or plans.

    A tracker has a task, and an owner, a day or a status, and something calls it so: what stands above it, else the
    title of the paper or the name of its file, else a column that says at which meeting a task was raised, else what
    its statuses are.

    Parameters
    ----------
    title : str
        The title and the name of the file.
    mapping : mapping of str to str
        Heads of plans that the user explains: such a table is a plan.
    taken : set of int
        Tables that are known to be something else.
    """
    called = re.compile(rf"(?i)\b(?:{words.pattern('trackers')})s?\b")
    found: set[int] = set()
    unclear: set[int] = set()
    above: list[str] = []
    for at, line in enumerate(lines):
        if not line.is_row:
            above = [*above[1 - _ABOVE :], line.text] if line.cells else above
            continue
        filled = [cell for cell in line.cells if cell]
        if len(filled) == 1:
            above = [*above[1 - _ABOVE :], filled[0]]
        if line.table in taken | found | unclear or any(plain(cell) in mapping for cell in line.cells):
            continue
        head = asking_head(line.cells, words, mapping)
        plan = head_of(line.cells, words, mapping, ("plan",)) if head else None
        if head is None or (
            plan and (plan.risks or plan.table not in ("plan", "actions") or "oversight" in plan.fields)
        ):
            continue
        near = " ".join(above)
        names = [near] if called.search(near) or _OTHER.search(near) else [title]
        says = any(called.search(name) and not _OTHER.search(name) for name in names)
        column = head.column("status")
        below = (row.cells for row in lines[at + 1 :] if row.table == line.table)
        cells = (row[column] for row in below if column is not None and column < len(row))
        states = Counter(plain(cell).split(" ")[0] for cell in cells if cell)
        sided = column is not None and sum(states[state] for state in _STATES) >= _SHARE * max(1, states.total())
        raised = {"meeting", "item"} & set(head.fields) or (sided and states["open"])
        planned = _OTHER.search(f"{near} {title}")
        owned = "owner" in head.fields
        if says or (raised and not planned):
            found.add(line.table)
        elif not owned and not planned:
            unclear.add(line.table)
    return found, unclear


def tracker_drafts(lines: Sequence[Line], tables: Set[int], title: str, words: Words, out: Drafts) -> None:
    """Add the actions of trackers, and the meetings at which they say that these were raised."""
    rows = [line for line in lines if line.table in tables]
    tasks, used = read_action_tables(rows, words, tables)
    out.used |= used
    tasks = _latest(tasks)
    body = body_called(title, words)
    entered: set[str] = set()
    for task in tasks:
        when, name = _raised(task, body)
        if name and name not in entered:
            entered.add(name)
            values = {"meeting": name, "body": task.body or body, "date": when, "status": "held"}
            why = "a list of actions says that some were raised then, which is taken for a meeting"
            out.add(Draft("Meetings", values, tuple(task.named or task.lines), task.page, why, DOUBTFUL))
        out.add(_action(task, name))
    unknown = sum(not _raised(task, body)[1] for task in tasks)
    if unknown:
        out.notes.append(
            f"{unknown} actions of a list that does not say at which meeting they were raised: write it in"
        )
    for task in tasks:
        out.name_body(task.body, task.lines, task.page, "a list of actions says that it asked for some")
    if tasks:
        at = next((line for line in lines if body.lower() in line.text.lower()), rows[0])
        out.name_body(body, [at.number], at.page, "the title of the list of actions names it", DOUBTFUL)


def _latest(tasks: Sequence[Task]) -> list[Task]:
    """Return each action once: what several sheets print with one reference is one, as the last of them has it.

    Where one of them says that it is at an end, that counts: the newest sheet may stand first.
    """
    kept: dict[tuple[str, ...], Task] = {}
    for at, task in enumerate(tasks):
        key = tuple(map(plain, (task.ref, task.text, task.meeting, task.body)))
        before = kept.get(key) if task.ref else None
        if before is None or before.page == task.page:
            kept[key if task.ref and before is None else (str(at),)] = task
            continue
        last, other = (before, task) if before.status and not task.status else (task, before)
        last.note = listed(last.note, f"printed also in lines {spans(other.lines)}", other.note)
        kept[key] = last
    return list(kept.values())


def _raised(task: Task, body: str) -> tuple[str, str]:
    """Return when a task was raised, as a day or as printed, and the name of that meeting; empty if it is not told."""
    when = when_in(task.meeting)
    return when, f"{when or task.meeting} {task.body or body}".strip() if task.meeting else ""


def _action(task: Task, meeting: str) -> Draft:
    done = task.status == "discharged"
    note = listed(_DONE if done else "", task.note, "" if task.owner else "no owner is printed")
    values = {
        "ref as printed": task.ref, "meeting": meeting, "action": task.text, "owner as printed": task.owner,
        "due as printed": task.due, "status": "answered" if done else task.status,
    }  # fmt: skip
    sure = CERTAIN if meeting else PROBABLE
    return Draft("Actions", values, tuple(task.lines), task.page, "a row of a list of actions", sure, note)


def body_called(title: str, words: Words, called: str = "") -> str:
    """Return the body that the title of a list names beside what it calls the list: of actions or of attendance, or so.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> [body_called(title, load_words()) for title in ("LAMP BOARD ACTION LOG", "Audit Committee - Action tracker")]
    ['Lamp Board', 'Audit Committee']
    """
    nouns = words.pattern("bodies", "nouns")
    lists = called or rf"{words.pattern('trackers')}|(?:(?:register|record)\s+of\s+)?attendance(?:\s+\w+)?"
    beside = re.compile(rf"(?i)\b(?:{lists})\b")
    for part in (part for line in title.split("\n") if beside.search(line) for part in beside.split(line)):
        found = re.fullmatch(rf"(?:(?:[A-Z][\w'’&-]*|of|and|the|for|&)\s+){{0,8}}(?i:{nouns})", part.strip(" -–—:,"))
        if found and len(found[0].split()) > 1:
            return found[0].title() if found[0].isupper() else found[0]
    return ""
