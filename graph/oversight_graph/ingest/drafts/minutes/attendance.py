"""Who was at a meeting, in what capacity, and who sent apologies."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from oversight_graph.ingest.drafts.draft import CERTAIN, DOUBTFUL, PROBABLE
from oversight_graph.ingest.drafts.minutes.labels import Labelled, Labels
from oversight_graph.ingest.drafts.minutes.people import HANDLE, People, Person
from oversight_graph.ingest.drafts.persons.entries import legends, spelt_out, turned
from oversight_graph.ingest.drafts.persons.printed import breaks_off, turned_round
from oversight_graph.ingest.drafts.plans.heads import Head, head_of
from oversight_graph.ingest.drafts.presence import (
    ABSENT,
    APOLOGIES,
    ATTENDED,
    GUEST,
    MINUTES,
    OF_LABEL,
    UNSAID,
    Attendance,
    Attendee,
    attendee_of,
    shown,
    why_there,
    with_presence,
)
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# A sentence that says who sent apologies.
_SENT = re.compile(
    r"(?i)\bapolog(?:y|ies)\b(?:\s+\w+){0,10}?\s+(?:from|by|on behalf of)\b\s*:?\s*(?P<names>.{4,400}?)"
    r"(?=(?<=[a-z]{2})\.(?:\s|$)|$|\s+(?:was|were|had)\b)"
)
_FORMAL = re.compile(
    r"(?i)apologies(?: for absence)?(?: (?:had|have))?(?: been| were)? (?:received|given|accepted|noted)\b"
)
# A sentence that says who was in the chair.
_LED = re.compile(
    r"(?:\b(?:[Ll]ed|[Cc]haired|[Pp]resided(?:\s+over)?|called\s+to\s+order(?:\s+at\s[^,]{3,20}?)?)\s+by(?:\s+(?:the|our)(?:\s+\w+){1,2},)?"
    r"|\b[Pp]residing\s+(?:was|officer:?))\s+(?P<who>[^,;()]{3,50}?)(?=[,;()]|\.(?:\s|$)|\s+at\b|$)"
    r"|(?:^|[.:]\s+)(?P<first>[A-Z](?:[^.,;:()]|(?<=\b[A-Z])\.|(?<=\b[DM]r)\.|(?<=Ms)\.|(?<=Mrs)\.){3,50}?)\s+(?:called\s+(?:the|this)\s+(?:\w+\s+)?meeting\s+to\s+order|presided)\b"
)
_TORN = "names and capacities were torn apart and are joined by their order"
_LAST = "the list does not show where the apologies begin, the last name is taken for one"
# So many lines without a name end a list.
_PATIENCE = 2
# A label within a list that says who follows: "Staff: Jo Roe".
_WHO = re.compile(r"\W*(?P<who>[^:,;()]{3,40}?)\s*:\s+(?P<names>\S.*)", re.DOTALL)
# Words that say whose the people of a list are have fewer letters.
_GROUPS, _HEADS = 60, re.compile(r"[^\W\d][^:;,.()]*")
_OTHERS = "stands behind those who were not there, under words of its own"


def read_attendance(lines: Sequence[Line], found: Sequence[Labelled], labels: Labels, words: Words) -> Attendance:
    """Return who was at a meeting.

    Parameters
    ----------
    lines : sequence of Line
        The head of the minutes.
    found : sequence of Labelled
        The labels in it.
    """
    people = People(words)
    out = Attendance()
    if signs := legends([line.text for line in lines[:80]]):
        lines = [replace(line, cells=tuple(spelt_out(cell, signs) for cell in line.cells)) for line in lines]
    out.torn = _torn(lines, people, out)
    if not out.torn:
        _listed(lines, labels, people, words, out)
        out.join(people)
        out.place()
    if not out.people:
        out.used, out.end = set(), 0  # what looked like the head of a list was none
    _excused(lines, people, out)
    codes = Counter(filter(None, (attendee.person.initials for attendee in out.people)))
    codes += Counter(attendee.person.capacity for attendee in out.people if attendee.person.capacity in codes)
    for at, attendee in enumerate(out.people):
        person = attendee.person
        if (
            codes[person.initials] > 1 and person.initials not in person.capacity
        ):  # letters that several have are those of their organisation
            capacity = f"{person.capacity}, {person.initials}".strip(", ")
            out.people[at] = replace(attendee, person=replace(person, initials="", capacity=capacity))
    for label in found:
        if label.label not in ("chair", "clerk"):
            continue
        if label.at >= max(out.end, 40):
            continue
        for person in people.split(label.value, label.lines)[:1]:
            out.used.update(label.lines)
            _named(out, person, label, people)
    out.people = [
        attendee
        if attendee.person.name
        else replace(attendee, certainty=PROBABLE, why=f"{attendee.why}; a post, and no name")
        for attendee in out.people
    ]
    for line in lines[:40]:
        led = _LED.search(line.text) if not line.is_row and not any(attendee.chair for attendee in out.people) else None
        who = (led["who"] or led["first"]) if led else ""
        for person in people.split(who, (line.number,))[:1]:
            out.used.add(line.number)
            _named(out, person, Labelled("chair", who, 0, (line.number,)), people)
    return out


def _excused(lines: Sequence[Line], people: People, out: Attendance) -> None:
    """Take in whose apologies a sentence near the head tells of, where they stand in no list."""
    there = {plain(turned(attendee.person.name)): at for at, attendee in enumerate(out.people)}
    if any(attendee.presence == APOLOGIES for attendee in out.people):
        return
    for line in lines[: out.end + 60]:
        for found in _SENT.finditer(line.text):
            if not there and not _FORMAL.match(found[0]):
                continue  # where there is no list at all, only the usual words count
            for person in people.split(found["names"], (line.number,)):
                out.used.add(line.number)
                name = plain(person.name)
                if name not in there:
                    there[name] = len(out.people)
                    out.people.append(Attendee(person, APOLOGIES, PROBABLE, "a sentence says so"))
                    continue
                listed = out.people[there[name]]
                both = tuple(sorted({*listed.person.lines, line.number}))
                why = f"{listed.why}; a sentence says that apologies were received"
                out.people[there[name]] = replace(
                    listed, person=replace(listed.person, lines=both), presence=APOLOGIES, certainty=DOUBTFUL, why=why
                )


def _named(out: Attendance, person: Person, label: Labelled, people: People) -> None:
    """Take in who is in the chair or takes the minutes by a label of the heading."""
    sure = PROBABLE if label.torn else CERTAIN
    names = {plain(person.name), plain(person.name).rpartition(" ")[2]}  # a list may have surnames only
    same = [at for at, kept in enumerate(out.people) if plain(turned(kept.person.name)) in names]
    if not same and people.is_post(person.name):  # "Vice President Ortiz" is the one of that surname
        alike = [at for at, kept in enumerate(out.people) if plain(kept.person.name).rpartition(" ")[2] in names]
        same = alike if len(alike) == 1 else []
    if label.label == "chair":
        if same:
            listed = out.people[same[0]]
            both = tuple(sorted({*listed.person.lines, *label.lines}))
            out.people[same[0]] = replace(listed, chair=True, person=replace(listed.person, lines=both))
        else:
            out.people.append(Attendee(person, ATTENDED, sure, "named as the chair", True))
    elif not same:
        rest = label.value.partition(",")[2].strip()
        person = replace(person, capacity=rest or person.capacity)
        out.people.append(Attendee(person, MINUTES, sure, "named as taking the minutes"))


def _torn(lines: Sequence[Line], people: People, out: Attendance) -> bool:
    """Read a list whose columns were torn into a run of names and a run of capacities."""
    at = next(
        (at for at, line in enumerate(lines[:60]) if not line.is_row and plain(line.text) in ("name", "names")), None
    )
    if at is None:
        return False
    until = next((k for k in range(at + 1, min(len(lines), at + 80)) if plain(lines[k].text) in _CAPACITY), None)
    if until is None:
        return False
    names = [line for line in lines[at + 1 : until] if line.cells]
    posts = [line for line in lines[until + 1 : until + 1 + len(names)] if line.cells]
    posts = posts[
        : next((k for k, line in enumerate(posts) if line.text.isupper() and len(line.text) > 12), len(posts))
    ]
    if not names or len(posts) != len(names) or not all(people.is_name(line.text) for line in names):
        return False
    before = [plain(line.text) for line in lines[:at]]
    excused = any(text in ("apologies", "apologies for absence") for text in before)
    for name, post in zip(names, posts, strict=True):
        person = Person(name.text, post.text, "", (name.number, post.number))
        out.people.append(Attendee(person, ATTENDED, PROBABLE, _TORN))
    if excused:
        out.people[-1] = replace(out.people[-1], presence=APOLOGIES, certainty=DOUBTFUL, why=f"{_TORN}; {_LAST}")
    out.end = lines.index(posts[-1]) + 1
    out.used.update(line.number for line in lines[: out.end] if line.cells and (line in names or line in posts))
    out.used.update({lines[at].number, lines[until].number})
    return True


_PLACES = frozenset({"organisation", "organization", "representing"})
_CAPACITY = frozenset({"capacity", "role", "title", "position", *_PLACES})


def _listed(lines: Sequence[Line], labels: Labels, people: People, words: Words, out: Attendance) -> None:
    state, misses = "", 0
    head: Head | None = None
    reversed_names = turned_round(lines, people)
    for at, line in enumerate(lines):
        if at > 150 and not state:
            return
        if not line.cells:
            continue
        if line.is_row:
            out.join(people)
            new = head_of(line.cells, words, {}, ("attendance", "agenda", "actions"))
            if new is not None and any(map(people.is_name, line.cells)):
                new = None  # "Apologies | Jo Roe | Member"
            if new is not None and new.table == "attendance":
                new = with_presence(new, words)
                head, state, misses = new, state or ATTENDED, 0
                _taken(out, line, at)
                label = labels.label_of(line.cells[0])[0] if line.cells[0] else ""
                state = OF_LABEL.get(label, state)
                continue
            if new is not None and out.people:
                return
            state, taken = _from_row(line, state, head, labels, people, out)
        else:
            if out.broken and (not at or out.broken[-1].number != lines[at - 1].number):
                out.join(people)
            if state and (group := _group(lines, at, people, labels, out)) is not None:
                out.join(people)
                out.groups.append((line.number, group))
                taken = True
            elif state and line.number in reversed_names:
                out.people.append(attendee_of(people.turned_entry(line.text, (line.number,)), state))
                taken = True
            else:
                state, taken = _from_line(line, state, labels, people, out)
        if taken:
            misses = 0
            _taken(out, line, at)
        elif state:
            misses += 1
            if misses >= _PATIENCE or re.match(r"^\s*\d{1,3}[.)]?\s+[A-Z]", line.text):
                if out.people and (state not in (ATTENDED, GUEST) or not _more(lines, at, labels)):
                    return
                state = ""


def _group(lines: Sequence[Line], at: int, people: People, labels: Labels, out: Attendance) -> str | None:
    """Return whose the people below a line of a list are: an organisation, or "" for any others; None if it names none.

    "Oakshire Council:", and a name on each line below it; what stands so directly below the label of the list is whose
    they are, if words that are neither a name nor a post are printed as a heading is.
    """
    line = lines[at]
    bare = line.text.strip(" *:")
    below = next((each for each in lines[at + 1 : at + 4] if each.cells), None)
    if below is None or below.is_row or below.level or len(bare) > _GROUPS or not _HEADS.fullmatch(bare):
        return None
    named = people.split(below.text, (below.number,))
    length = sum(len(person.name) + len(person.capacity) + len(person.initials) for person in named)
    if length < 0.5 * len(below.text.strip()) or labels.label_of(line.text)[0] or labels.label_of(below.text)[0]:
        return None
    if people.is_name(bare) or people.is_titled(bare) or people.is_office(bare) or people.split(bare):
        return None
    if people.is_organisation(bare) or people.is_body(bare):
        return bare
    headed = bool(line.level) or line.text.rstrip(" *").endswith(":")
    first = bool(out.groups) and not (out.people and out.people[-1].person.lines[0] > out.groups[-1][0])
    again = any(group for _, group in out.groups)
    return "" if headed and (people.is_crowd(bare) or first or again) else None


def _more(lines: Sequence[Line], at: int, labels: Labels) -> bool:
    """Whether another list of names follows soon."""
    near = (line for line in lines[at : at + 25] if line.cells)
    begins = (line.cells[0] if line.is_row and line.cells[0] else line.text for line in near)
    return any(labels.label_of(text)[0] in OF_LABEL for text in begins)


def _taken(out: Attendance, line: Line, at: int) -> None:
    out.used.add(line.number)
    out.end = at + 1


def _from_row(
    line: Line, state: str, head: Head | None, labels: Labels, people: People, out: Attendance
) -> tuple[str, bool]:
    cells = list(line.cells)
    label, rest = labels.label_of(cells[0]) if cells[0] else ("", "")
    if label in OF_LABEL:
        state = OF_LABEL[label]
        cells[0] = rest
    elif (
        cells[0]
        and re.fullmatch(r"\d{1,3}[.)]?", cells[0].strip())
        and not people.is_name(cells[1] if len(cells) > 1 else "")
    ):
        return state, False
    if not state:
        return state, False
    filled = [cell for cell in cells if cell]
    if not filled:
        return state, bool(label)
    count = len(out.people)
    if head is None and len(filled) > 1 and all(map(people.is_titled, filled)):
        found = [person for cell in filled for person in people.split(cell, (line.number,))]
        out.people += [attendee_of(person, state) for person in found]  # names in two columns
        return state, True
    names, posts = head.column("name") if head else None, head.column("capacity") if head else None
    if names is not None and posts is not None and max(names, posts) < len(cells) and cells[names]:
        told_by = [at for at, name in enumerate(head.fields if head else ()) if name == "capacity" and at < len(cells)]
        listed, capacity = cells[names], " … ".join(filter(None, (cells[at] for at in told_by)))
    else:
        listed, capacity = filled[0], " ".join(filled[1:])
    presence, told = shown(cells, head, names, labels) if head else ("", "")
    if told:
        capacity = "" if capacity == told else capacity.removesuffix(f" {told}")
    left: list[str] = []
    found = people.offices(listed, (line.number,)) or people.split(listed, (line.number,), left)
    out.left += [(line.number, part) for part in left] if found else []
    if len(found) == 1 and not found[0].name and people.is_name(capacity):
        found = [replace(found[0], name=capacity)]  # the post stands before the name
    elif len(found) == 1 and capacity:
        initials = re.search(r"\(([A-Z][A-Za-z]{1,4})\)", capacity)
        joined = " … ".join(filter(None, (found[0].capacity, flat(capacity))))
        found = [replace(found[0], capacity=joined, initials=found[0].initials or (initials[1] if initials else ""))]
    code = head.column("initials") if head else None
    if code is not None and code < len(cells) and len(found) == 1 and cells[code] and code != names:
        capacity = found[0].capacity.removesuffix(cells[code]).rstrip(" …,")
        found = [replace(found[0], initials=cells[code], capacity=capacity)]
    places = [at for at, name in enumerate(head.names if head else ()) if plain(name) in _PLACES and at < len(cells)]
    found = [replace(person, of=cells[places[0]]) for person in found] if places else found
    unsaid = f"of {{}} a column says “{told}”, which is neither that they came nor that they did not"
    why = unsaid if presence == UNSAID else ""
    out.people += [
        Attendee(person, presence, CERTAIN, why.format(person.name or person.capacity) or why_there(presence))
        if presence
        else attendee_of(person, state)
        for person in found
    ]
    return state, bool(label) or len(out.people) > count


def _from_line(line: Line, state: str, labels: Labels, people: People, out: Attendance) -> tuple[str, bool]:
    text, left = "\n".join(line.cells), list[str]()
    torn = re.match(r"\(([A-Z][A-Za-z]{1,4})\)[\s,]*", text)
    if torn and state and out.people and not out.broken and not out.people[-1].person.initials:
        last = out.people[-1]  # the line before ended between a name and its initials
        both = tuple(sorted({*last.person.lines, line.number}))
        out.people[-1] = replace(last, person=replace(last.person, initials=torn[1], lines=both))
        text = text[torn.end() :]
    label, rest = labels.label_of(text)
    inner = labels.label_of(rest) if label in OF_LABEL else ("", "")
    label, rest = inner if inner[0] in OF_LABEL and inner[1] else (label, rest)  # "Roll call: Present: Jo Roe"
    headed = line.level or text.rstrip().endswith(":")
    if label or headed:
        out.join(people)
    if label in OF_LABEL:
        state = OF_LABEL[label]
        out.groups.append((line.number, ""))
        out.broken = [replace(line, cells=(rest,))] if breaks_off(rest, line) else []
        out.begun, out.state = len(out.people), state
        out.inline = bool(rest)
        found = people.offices(rest, (line.number,)) or people.split(rest, (line.number,), left)
        out.people += [attendee_of(person, state) for person in found]
        out.left += [(line.number, part) for part in left] if found else []
        return state, True
    found = people.split(text, (line.number,), left) if label == "chair" and not state else []
    if len(found) > 1 and all(each.name for each in found) and any(people.is_post(each.capacity) for each in found):
        out.people += [attendee_of(person, ATTENDED) for person in found]  # "Chair: Jo Roe Clerk: Al Poe"
        out.left += [(line.number, part) for part in left]
        return state, True
    others = _WHO.fullmatch(text) if out.inline and not label and state in (APOLOGIES, ABSENT) else None
    is_list = others is not None and (people.is_office(others["who"]) or people.is_crowd(others["who"]))
    if others and is_list and (found := people.split(others["names"], (line.number,))):
        out.join(people)
        out.people += [replace(attendee_of(person, GUEST), certainty=PROBABLE, why=_OTHERS) for person in found]
        return GUEST, True
    if state and not label and headed and (out.people or not people.is_post(text)):
        return "" if out.people else state, False  # a heading of something else
    if label or not state:
        return state if not label else "", False
    text = labels.ungrouped(text)
    out.broken.append(line)
    goes_on = breaks_off(" ".join([*(each.text for each in out.broken[:-1]), text]), line)
    if len(out.broken) > 1:
        if not goes_on:
            out.join(people)
        return state, True
    if not goes_on:
        out.broken = []
    out.begun, out.state = len(out.people), state
    found = people.offices(text, (line.number,)) or people.split(text, (line.number,), left)
    named = sum(len(person.name) + len(person.capacity) + len(person.initials) for person in found)
    sure = sum(people.is_titled(person.name) for person in found) > 2
    if not found or (named < 0.5 * len(re.sub(r"\(\s*https?:[^()]*\)", "", HANDLE.sub("", text))) and not sure):
        return state, False
    out.people += [attendee_of(person, state) for person in found]
    out.left += [(line.number, part) for part in left]
    return state, True
