"""Agendas: what a meeting that is announced is to deal with."""

import re
from collections.abc import Sequence

from oversight_graph.ingest.drafts.draft import PROBABLE, SCHEDULED, Draft, Drafts
from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.meeting import read_heading
from oversight_graph.ingest.drafts.plans.heads import head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words


def agenda_drafts(lines: Sequence[Line], words: Words, out: Drafts) -> None:
    """Read the items of an agenda, which are items of a meeting that is announced."""
    head = None
    read = {at for row in out.of("Items") for at in row.lines}
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
            if not out.of("Meetings"):
                _announced(lines, words, out)
            short = re.split(r"(?<=[a-z])\s+(?=[A-Z][a-z]+ (?:of|the|to|wish|should|will|are|is)\b)|\n", title)[0]
            meeting = next((row.values["meeting"] for row in out.of("Meetings")), "")
            # An agenda that goes with minutes is what was dealt with; by itself, what is to be.
            values = {"meeting": meeting, "item": number, "title": short}
            values |= {} if "minutes" in out.records else {"outcome": SCHEDULED}
            out.add(Draft("Items", values, (line.number,), line.page, "a row of an agenda"))
        else:
            out.used.add(line.number)


def _announced(lines: Sequence[Line], words: Words, out: Drafts) -> None:
    """Add the meeting to which an agenda invites, by the head of the paper."""
    heading = read_heading(lines[:40], Labels(words).find(lines[:40]), words)
    if heading is None or not heading.body:
        return
    values = {"meeting": f"{heading.date} {heading.body}", "body": heading.body, "date": heading.date}
    values |= {"time": heading.time, "status": "planned"}
    why = f"an agenda; the day {heading.why}"
    out.add(Draft("Meetings", values, heading.lines, heading.page, why, PROBABLE))
    if not any(row.values["name"] == heading.body for row in out.of("Bodies")):
        why = "the body of the agenda"
        out.add(Draft("Bodies", {"name": heading.body}, heading.lines, heading.page, why, PROBABLE))
