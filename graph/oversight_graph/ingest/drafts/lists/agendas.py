"""Agendas: what a meeting that is announced is to deal with."""

import re
from collections.abc import Sequence

from oversight_graph.ingest.drafts.draft import PROBABLE, SCHEDULED, Draft, Drafts, listed
from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.meeting import read_heading
from oversight_graph.ingest.drafts.plans.heads import head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# A time of day, and from when to when; with minutes or half a day, so that it is no number.
_TIME = r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d\s*(?:[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)(?:\s*hrs?\b)?"
_SPAN = re.compile(rf"(?i:{_TIME}(?:\s*(?:-|–|—|to|until)\s*{_TIME})?)")
# So many lines at the top say that a paper is an agenda, and so many entries make one.
_TOP, _LEAST = 6, 3
_COLUMN = frozenset({"time", "times", "timing", "start", "start time"})


def agenda_drafts(lines: Sequence[Line], words: Words, out: Drafts) -> None:
    """Read the items of an agenda, which are items of a meeting that is announced."""
    head = None
    read = {at for row in out.of("Items") for at in row.lines}
    if not read and "minutes" not in out.records:
        _timed(lines, words, out)
    for line in lines:
        if not line.is_row or line.number in read:
            continue
        new = head_of(line.cells, words, {}, ("plan", "bodies", "attendance", "actions", "agenda"))
        if new is not None:
            head = new if new.table == "agenda" else None
            out.used |= {line.number} if head else set()
            continue
        if head is None:
            continue
        values = dict(zip(head.fields, line.cells, strict=False))
        number, title = values.get("number", ""), values.get("title", "")
        if re.fullmatch(r"\d{1,3}[a-z]?[.)]?", number) and title:
            out.records += [] if "agenda" in out.records else ["agenda"]
            meeting = _announced(lines, words, out)
            short = re.split(r"(?<=[a-z])\s+(?=[A-Z][a-z]+ (?:of|the|to|wish|should|will|are|is)\b)|\n", title)[0]
            # An agenda that goes with minutes is what was dealt with; by itself, what is to be.
            values = {"meeting": meeting, "item": number, "title": short}
            values |= {} if "minutes" in out.records else {"outcome": SCHEDULED}
            out.add(Draft("Items", values, (line.number,), line.page, "a row of an agenda"))
        else:
            out.used.add(line.number)


def _timed(lines: Sequence[Line], words: Words, out: Drafts) -> None:
    """Read an agenda that has times in place of numbers: in a column, or before each title."""
    called = words.any_of("minutes", "agenda")
    planned = [row for row in out.of("Meetings") if row.values.get("status") == "planned"]
    if not planned and not any(called.search(line.text) for line in [line for line in lines if line.cells][:_TOP]):
        return
    pauses = words.phrases("agenda pauses")
    found = [(line, *entry) for line in lines if (entry := _entry(line))]
    heads = {line.number for line in lines if _has_times(line, words)}
    if not found or (len(found) < _LEAST and not heads):
        return
    meeting = _announced(lines, words, out)
    if not meeting:
        return
    out.records += [] if "agenda" in out.records else ["agenda"]
    out.used |= heads
    for line, time, title, lead in found:
        if plain(title) in pauses:
            out.used.add(line.number)
            continue
        note = listed(f"at {time}", f"lead: {lead}" if lead else "")
        values = {"meeting": meeting, "title": title, "outcome": SCHEDULED}
        out.add(Draft.of("Items", values, [line], "an agenda with times", PROBABLE, note))
        out.unread = [each for each in out.unread if not each[0] == each[1] == line.number]


def timed_rows(lines: Sequence[Line], words: Words) -> set[int]:
    """Return the lines of the tables of an agenda that begin with the time of each item, which is no number of it."""
    tables = {line.table for line in lines if _has_times(line, words) and plain(line.cells[0]) in _COLUMN}
    return {line.number for line in lines if line.is_row and line.table in tables}


def _has_times(line: Line, words: Words) -> bool:
    """Whether a row is the head of a table that has a time for each item."""
    names = {plain(cell) for cell in line.cells} if line.is_row else set()
    return bool(_COLUMN & names) and not names.isdisjoint(map(plain, words.of("columns", "agenda", "title")))


def _entry(line: Line) -> tuple[str, str, str] | None:
    """Return the time, the title and what stands behind it of an entry of an agenda with times."""
    if line.is_row:
        cells = [flat(cell) for cell in line.cells]
        if len(cells) < 2 or not _SPAN.fullmatch(cells[0]) or not re.search(r"[^\W\d]{2}", cells[1]):
            return None
        return cells[0], cells[1], "; ".join(filter(None, cells[2:]))
    begun = re.match(
        rf"\W{{0,6}}(?P<time>{_SPAN.pattern})\W{{0,4}}[\s:–-]\W{{0,4}}(?P<title>[^\W\d].{{2,120}})$", line.text
    )
    if begun is None or line.text.rstrip().endswith("."):
        return None
    return begun["time"], begun["title"].strip(" *"), ""


def _announced(lines: Sequence[Line], words: Words, out: Drafts) -> str:
    """Return the meeting to which an agenda invites; if there is none yet, it is added by the head of the paper."""
    if known := out.of("Meetings"):
        return known[0].values["meeting"]
    heading = read_heading(lines[:40], Labels(words).find(lines[:40]), words)
    if heading is None or not heading.body:
        return ""
    values = {"meeting": f"{heading.date} {heading.body}", "body": heading.body, "date": heading.date}
    values |= {"time": heading.time, "status": "planned"}
    why = f"an agenda; the day {heading.why}"
    out.add(Draft("Meetings", values, heading.lines, heading.page, why, PROBABLE))
    out.name_body(heading.body, heading.lines, heading.page, "the body of the agenda")
    return values["meeting"]
