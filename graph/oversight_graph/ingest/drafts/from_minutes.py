"""Drafts from a set of minutes: the meeting, who was there, its items, actions and decisions, posts and people."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from oversight_graph.ingest.days import MONTH_NAMES, date_in
from oversight_graph.ingest.drafts.beside import Beside, beside, is_elsewhere
from oversight_graph.ingest.drafts.draft import CERTAIN, PROBABLE, SCHEDULED, Draft, Drafts, listed, page_of
from oversight_graph.ingest.drafts.minutes.actiontables import Task
from oversight_graph.ingest.drafts.minutes.meeting import ORDER
from oversight_graph.ingest.drafts.minutes.people import People, Person
from oversight_graph.ingest.drafts.minutes.record import Minutes, read_minutes
from oversight_graph.ingest.drafts.names import Names, without_initials
from oversight_graph.ingest.drafts.persons.entries import turned
from oversight_graph.ingest.drafts.presence import ABSENT, APOLOGIES, ATTENDED, GUEST, MINUTES, UNSAID, Attendee
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.values import BETWEEN_OWNERS
from oversight_graph.ingest.words import Words, plain
from oversight_graph.ingest.workbook.codes import ORGANISATION
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.model.spelling import without_article

# So many lines at the top say what a paper is.
_HEAD = 8
_NOBODY = "; nothing says who was there or that these are minutes: look whether the meeting was held"
_INVITED = "a name on an agenda, or of a meeting that did not take place: it does not say who was there"
_ASKED = "names beside an item of an agenda, which is no action"
_TOO_FEW = "the paper says that too few were there to decide: look whether it was held"
# An item begins with its number, or the time at which it is due.
_ENTRY = re.compile(r"\(?\d{1,3}(?:[.:]\d{1,2})*[.):]*\s+\S")
# Between "meeting" and what became of it stands nothing but when it was to be.
_OF_IT = re.compile(
    rf"(?i)\bmeeting\b(?:[\W\d]|(?<=\d)(?:st|nd|rd|th)\b|\b(?:of|on|for|the|due|to|be|held|scheduled|planned|called|was|is|has|had|been|therefore|did"
    rf"|\w+day|{MONTH_NAMES})\b)*$"
)
# So many lines above the first name stand the words for those who were there.
_NEAR = 4
_THERE = re.compile(
    r"(?i)\W*(?:(?:those|members|councillors|directors|trustees|board|also|were)\s+)*"
    r"(?:present|in\s+attendance|attend\w*|participa\w+|sederunt|apologies|absent|roll\s+call)\b"
)
# At what time a meeting began or ended, and that it did: an agenda only says that it will.
_TIMED = re.compile(r"(?i)\W*(?:opened|started|closed|ended|adjourned)\s*(?::|at\b)\D{0,6}\d")
_HAPPENED = re.compile(
    r"(?i)(?<!be )\b(?:called|opened|began|started|commenced|closed|ended|concluded|adjourned|came|brought|being)\b"
    r"(?!\s+to\s+(?:the\s+)?(?:press|public))"
)
_LEADS = re.compile(
    r"(?i)(?:(?:independent|acting)\s+)?(?P<vice>(?:vice|deputy)[- ])?(?:in the )?chair(?:man|woman|person)?\b"
    r"(?:\s+of\s+(?:the\s+)?(?P<of>[^,;:(]+\w))?"
)
_CHAIR = re.compile(r"(?i)(?:the\s+)?chair(?:man|woman|person)?")


def minutes_drafts(
    lines: Sequence[Line],
    words: Words,
    paper: Paper,
    taken: set[int],
    register: Names,
    here: Names,
    out: Drafts,
    whose: str = "",
) -> None:
    """Add the drafts of one set of minutes.

    Parameters
    ----------
    paper : Paper
        In which they stand.
    taken : set of int
        Lines that are rows of a plan.
    register, here : Names
        Bodies of the register, and of this paper.
    whose : str
        The body whose meeting it is, where the heading does not say so.
    """
    lines = [line for line in lines if line.number not in taken]
    minutes = read_minutes(lines, words, True if paper.kind == "pdf" else None, _made(paper))
    heading = minutes.heading
    if heading is None:
        return
    out.used |= minutes.used
    first = next((row.values["body"] for row in out.of("Meetings")), "") if heading.date else ""
    if (first or whose) and not heading.body:
        why = f"{heading.why}; the body is {'that of the first minutes here' if first else 'as given'}"
        heading = replace(heading, body=first or whose, sure=False, why=why)
    body, short = without_initials(heading.body)
    day = heading.date or heading.date_as_printed
    # Without a day, the name of the file tells two meetings apart.
    meeting = f"{day} {body}".strip() if day else f"{body or 'meeting'} ({paper.path.stem[:40]})"
    known = ((row.values.get("body", ""), row.values.get("date", "")) for row in out.of("Meetings"))
    before = sum(each == (body, heading.date) for each in known) if heading.date else 0
    address = f"meeting/{heading.date}-{slug(body)}-{before + 1}" if before and body else ""
    meeting = f"{meeting} ({before + 1})" if before else meeting
    page = heading.page
    # An agenda has a heading too: somebody was there, or the paper calls itself minutes.
    record = re.compile(rf"(?i)\b(?:{words.pattern('minutes', 'record')})\b|(?<!be )\bheld\b")
    head = _top(lines)
    said, (maybe, told) = any(record.search(text) for text in head), _tells_of_it(lines, words)
    called = _invites(head, words) and not said and not maybe and not minutes.decisions
    called = called and not _were_there(minutes.people, lines, words)
    out.records.append("agenda" if called else "minutes")
    off = _is_off(head, heading.date, words)
    called = called or bool(off)
    held = not called and (bool(minutes.people) or said or told)
    values = {"meeting": meeting, "body": body, "date": heading.date, "time": heading.time}
    values |= {"address": address} if address else {}
    values |= {"status": "held"} if held else {"status": off or "planned"} if called else {}
    sure = CERTAIN if heading.sure and held else PROBABLE
    what = f"the paper says that it was {off}" if off else "an agenda" if called else "heading of minutes"
    why = f"{what}; the day {heading.why}"
    said_so = f"printed: {heading.date_as_printed}" if heading.date_as_printed else "no day is printed"
    note = f"{said_so}{'' if held or called else _NOBODY}"
    if any(words.any_of("minutes", "inquorate").search(text) for text in head):
        note, sure = f"{note}; {_TOO_FEW}", PROBABLE
    out.add(Draft("Meetings", values, heading.lines, page, why, sure, note))
    if body:
        match = here.match(body) or register.match(body)
        if match is None or not match.same:
            why = "as given" if body == whose else "the body whose meeting is minuted"
            why += f"; may be {match.name} ({match.why})" if match else ""
            here.add(body, [short] if short else [])
            printed, sure_of_it = ((), "") if body == whose else (heading.lines, PROBABLE)
            out.add(Draft("Bodies", {"name": body, "also called": short}, printed, page, why, sure_of_it))
    if called:
        for at in sorted({at for attendee in minutes.people for at in attendee.person.lines}):
            out.leave([at], page, _INVITED)
    else:
        _people(minutes.people, meeting, body, lines, words, (here, register), out)
    _items(minutes, meeting, out, called=called)
    chairs = {
        attendee.person.name
        for attendee in minutes.people
        if attendee.chair or (attendee.presence == ATTENDED and _CHAIR.match(attendee.person.capacity))
    }
    for task in minutes.actions:
        if called:  # who leads on an item is not asked for anything yet
            out.leave(task.lines, task.page, _ASKED)
        else:
            out.add(_action(task, meeting, next(iter(chairs)) if len(chairs) == 1 else ""))
    for task in minutes.decisions:
        values = {"ref as printed": task.ref, "meeting": meeting, "item": _path(task), "decision": task.text}
        values |= {"status": task.status} if task.status else {}
        out.add(Draft("Decisions", values, tuple(task.lines), task.page, task.why, task.certainty))
    for block, why in minutes.unclear:
        out.leave(block.lines, block.page, why)


def _top(lines: Sequence[Line]) -> list[str]:
    """Return the first lines, up to the first entry of what was to be dealt with."""
    first = [line.text for line in lines if line.cells][:_HEAD]
    return list(itertools.takewhile(lambda text: not _ENTRY.match(text) or bool(date_in(text, 2000)[0]), first))


def _is_off(head: Sequence[str], day: str, words: Words) -> str:
    """Return what a meeting is where the head of its paper says that it did not take place, else nothing.

    What is said of a meeting of another day does not count, nor that this is the day to which one was put off.
    """
    year = int(day[:4] or 2000)
    for text in head:
        moved, off = (words.any_of("minutes", name).search(text) for name in ("put off to", "cancelled"))
        if moved and _OF_IT.search(text[: moved.start()]) and date_in(text[moved.end() :], year)[0] != day:
            return "put off"
        its = off and (not off.start() or _OF_IT.search(text[: off.start()]))
        if its and date_in(text, year)[0] in ("", day):
            return "cancelled"
    return ""


def _invites(head: Sequence[str], words: Words) -> bool:
    """Whether the head of a paper calls a meeting."""
    return any(words.any_of("minutes", "invites").search(text) for text in head)


def _were_there(people: Sequence[Attendee], lines: Sequence[Line], words: Words) -> bool:
    """Whether names stand under words for those who were there, or a heading calls what follows minutes."""
    first = min((at for attendee in people for at in attendee.person.lines), default=0)
    near = [line.text for line in lines if line.cells and line.number < first][-_NEAR:]
    near += [line.text for line in lines if line.number == first]
    records = words.phrases("minutes", "record")
    headed = any(line.level and plain(line.text) in records for line in lines)
    return headed or any(_THERE.match(text) for text in near)


def _tells_of_it(lines: Sequence[Line], words: Words) -> tuple[bool, bool]:
    """Return whether a paper speaks of how the meeting begins or ends, and whether it tells that it did.

    "Call to order" and "Close of meeting" stand in agendas and in minutes.
    """
    ending = words.any_of("minutes", "ending")
    texts = (line.text for line in lines)
    found = [text for text in texts if ORDER.search(text) or ending.search(text) or _TIMED.match(text)]
    return bool(found), any(map(_HAPPENED.search, found))


def _made(paper: Paper) -> str:
    """Return the day on which the file was made, or the year in its name."""
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", paper.path.stem)
    return year[0] if year else paper.made


def _people(
    people: Iterable[Attendee],
    meeting: str,
    body: str,
    lines: Sequence[Line],
    words: Words,
    known: Sequence[Names],
    out: Drafts,
) -> None:
    """Add who was there; beside the name of a member may stand what a body is called, which is no post."""
    posts: set[str] = set()
    names = People(words)
    by_number = {line.number: line for line in lines}
    instead = re.compile(rf"(?i)(?:{words.pattern('minutes', 'instead')})\s")
    for attendee in people:
        person = attendee.person
        page = page_of(by_number[number] for number in person.lines if number in by_number)
        if attendee.presence == ABSENT and re.search(r"(?i)\b(?:apolog|regret)", person.capacity):
            attendee = replace(attendee, presence=APOLOGIES)  # "(sent apologies)" below "Absent"
        if attendee.presence == ABSENT:
            why = f"{person.name or person.capacity} is listed as absent, for which there is no column"
            out.leave(person.lines, page, why)
            continue
        # "Clerk Apologies: B. Poe": the next label of a line is no part of what somebody is.
        if run_on := re.search(r"\s+[A-Z][a-z]+\s*:.*", person.capacity, re.DOTALL):
            person = replace(person, capacity=person.capacity[: run_on.start()])
            out.leave(person.lines, page, f"behind a capacity stands {run_on[0].strip()}")
        # "(unwell)", "(arrived late)": why or when somebody came, and no capacity.
        is_aside = person.capacity[:1].islower() and not names.is_post(person.capacity)
        aside = person.capacity if is_aside or instead.match(person.capacity) else ""
        if aside:
            person = replace(person, capacity="")
        said = beside(person, body, names, known, words, absent=attendee.presence == APOLOGIES)
        if not person.name and not said.post:
            why = f"{person.capacity} is listed without a name, and is no post that has a row"
            out.leave(person.lines, page, why)
            continue
        role = "chair" if attendee.chair else _leads(person.capacity, body, names)
        for_whom = "" if said.post or not person.name else _organisation(said, person, names, page, known, out)
        if attendee.presence == UNSAID:
            out.leave(person.lines, page, attendee.why)
        else:
            values = {
                "meeting": meeting, "name as printed": person.name, "capacity as printed": person.capacity,
                "presence": ATTENDED if attendee.presence == GUEST else attendee.presence, "on behalf of": for_whom,
                "role": role if said.body in ("", body) else "",
            }  # fmt: skip
            note = "in the chair" if attendee.chair else "in attendance" if attendee.presence == GUEST else ""
            beside_it = f"printed beside the name: {aside}" if aside else ""
            note = listed(note, beside_it, f"on behalf of: {said.why}" if for_whom else "")
            sure = PROBABLE if for_whom and attendee.certainty == CERTAIN else attendee.certainty
            out.add(Draft("Attendance", values, person.lines, page, attendee.why, sure, note))
        initials = person.initials or next(iter(re.findall(r"\(([A-Z][A-Za-z]{1,5})\)", person.capacity)), "")
        own = initials if initials and initials in person.capacity else ""
        if said.post and said.post not in posts:
            posts.add(said.post)
            post = without_article(said.post)
            values = {"post": post, "initials": own, "organisation": said.organisation}
            out.add(Draft("Posts", values, person.lines, page, "a capacity in the list of attendance", PROBABLE))
        if not person.name:
            continue  # a post of which the list names nobody
        other = person.name if turned(person.name) != person.name else ""
        values = {
            "name": turned(person.name), "also printed as": "; ".join(filter(None, (other, "" if own else initials))),
            "post": said.post,
        }  # fmt: skip
        is_seat = said.is_seat and attendee.presence != MINUTES
        # "County Cllr Roe", "A. Roe (County Councillor)": somebody of another council has no seat here.
        is_visitor = names.is_visitor(person.name, body) or names.is_visitor(f"{person.capacity} {person.name}", body)
        is_seat = is_seat or (attendee.presence == APOLOGIES and not is_visitor)
        if role == "chair" or said.body or is_seat:
            values |= {"body": said.body or body, "role": role or ("minutes" if attendee.presence == MINUTES else "")}
        out.add(Draft("People", values, person.lines, page, f"stands in the list of attendance of {meeting}", PROBABLE))


def _leads(capacity: str, body: str, people: People) -> str:
    """Return the role of whoever is called the chair, or vice chair, of this body and of no other."""
    first, *others = (part.strip() for part in capacity.split(","))
    behind = (found for part in others if people.is_post(first) and (found := _LEADS.fullmatch(part)))
    led = _LEADS.match(capacity) or next(behind, None)  # "Head of Lamps, Chair"
    # "Chair of the Trustees" at a meeting of the Roads Board chairs another body.
    if (
        led is None
        or is_elsewhere(capacity, body, people)
        or (led["of"] and led["of"].casefold().split()[-1] not in {*body.casefold().split()[-1:], "meeting"})
    ):
        return ""
    return "vice chair" if led["vice"] else "chair"


def _organisation(
    said: Beside, person: Person, people: People, page: int | None, known: Sequence[Names], out: Drafts
) -> str:
    """Return for which organisation somebody came, and add a draft for it where none of that name is known."""
    name = said.organisation
    found = (match for names in known if name and (match := names.match(name)) is not None and match.same)
    if (match := next(found, None)) is not None:
        return match.name
    if name:
        known[0].add(name)
        values = {"name": name, "kind": "" if people.is_body(name) else ORGANISATION}
        known[0].organisations.update([name] if values["kind"] else [])
        out.add(Draft("Bodies", values, person.lines, page, f"{person.name}: {said.why}", said.certainty))
    return name


def _items(minutes: Minutes, meeting: str, out: Drafts, *, called: bool) -> None:
    # Beside the numbered items of an agenda stand words on who is called, and where to.
    numbered = called and any(item.path for item in minutes.items)
    for item in minutes.items:
        if numbered and not item.path:
            out.leave(item.lines[:1], item.page, "not numbered, as the items of the agenda are")
            continue
        values = {"meeting": meeting, "item": item.path, "title": item.title}
        values |= {"outcome": SCHEDULED} if called else {"outcome": item.outcome} if item.outcome else {}
        text = item.title.lower()
        if "no items" in text or text.endswith((" n/a", " none")):
            values["outcome"] = "nothing to report"
        closes = f"closes {', '.join(item.closes)}" if item.closes else ""
        note = listed("takes up what earlier meetings left" if item.brought else "", item.told, closes)
        why = f"{item.why} of an agenda" if called else item.why
        out.add(Draft("Items", values, tuple(sorted(set(item.lines))), item.page, why, CERTAIN, note))


def _action(task: Task, meeting: str, chair: str) -> Draft:
    values = {
        "ref as printed": task.ref, "meeting": meeting, "item": _path(task), "action": task.text,
        "owner as printed": task.owner, "due as printed": task.due, "status": task.status, "carried from": task.carried,
        "closed at": f"{meeting} {task.closed}".strip() if task.status == "discharged" else "",
    }  # fmt: skip
    note, why = listed(task.note, "" if task.owner else "no owner is printed"), task.why
    owners = BETWEEN_OWNERS.split(task.owner)
    if chair and any(_CHAIR.fullmatch(owner) for owner in owners):
        values["owner as read"] = "; ".join(chair if _CHAIR.fullmatch(owner) else owner for owner in owners if owner)
        why += f"; the list of attendance has {chair} as chair"
    return Draft("Actions", values, tuple(task.lines), task.page, why, task.certainty, note)


def _path(task: Task) -> str:
    return task.item.path if task.item else ""
