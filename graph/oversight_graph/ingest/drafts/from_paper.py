"""One paper as drafts for the sheets of the workbook."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from oversight_graph.ingest.days import month_first, when_in
from oversight_graph.ingest.drafts.bodies.directories import directory_drafts
from oversight_graph.ingest.drafts.bodies.lists import BodyRow, read_bodies, read_sentences
from oversight_graph.ingest.drafts.bodies.members import member_drafts, people_tables
from oversight_graph.ingest.drafts.bodies.terms import is_terms, terms_drafts
from oversight_graph.ingest.drafts.contacts import without_contacts
from oversight_graph.ingest.drafts.draft import CERTAIN, PROBABLE, Draft, Drafts, listed
from oversight_graph.ingest.drafts.from_minutes import minutes_drafts
from oversight_graph.ingest.drafts.from_plan import RISKS, plan_drafts
from oversight_graph.ingest.drafts.lists.agendas import agenda_drafts, timed_rows
from oversight_graph.ingest.drafts.lists.attendance_tables import attendance_drafts, day_tables, without_day_tables
from oversight_graph.ingest.drafts.lists.matrices import matrix_rows
from oversight_graph.ingest.drafts.lists.notices import notices_in
from oversight_graph.ingest.drafts.lists.registers import register_drafts
from oversight_graph.ingest.drafts.lists.tables import SHEETS, listed_tables
from oversight_graph.ingest.drafts.lists.trackers import tracker_drafts, tracker_tables
from oversight_graph.ingest.drafts.minutes.blocks import in_one_language, single_spaced
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.names import Names, explain_initials
from oversight_graph.ingest.drafts.packs import action_tables, headers_and_footers, segments
from oversight_graph.ingest.drafts.plans.cells import Cells
from oversight_graph.ingest.drafts.plans.columns import narrowed, with_columns, with_heads
from oversight_graph.ingest.drafts.plans.heads import head_of
from oversight_graph.ingest.drafts.plans.plan import PlanReader
from oversight_graph.ingest.drafts.plans.promises import read_promises
from oversight_graph.ingest.drafts.plans.rows import fill_from_above
from oversight_graph.ingest.languages import unknown_language
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.words import Words, plain
from oversight_graph.ingest.workbook.to_graph.oversight import NO_COLUMN
from oversight_graph.model.spelling import without_article

_RUN_ON = "look like a table whose columns only blanks part, and whose words run on: they were not read as one"
_DONE = "where a column says what is to be done, explain it with --map HEAD=commitment"
_WHOLE = "where it means each row, write so under oversight"
_UNCLEAR = "nothing says whether the table is a plan, or a list of what meetings asked for"
# So many lines at the top are the title of a paper.
_TITLE = 2
_SPACED = re.compile(r"[\W_]+")
# What stands where a list tells who chairs a body, and what it is for, if nobody does and it is no more.
_VACANT = re.compile(r"(?i)\W*(?:vacan\w+|tbc|to be (?:confirmed|appointed))\W*")
_ENDED = re.compile(r"(?i)\W*(?:was\s+|has\s+been\s+)?(?:stood\s+down|dissolved|disbanded|abolished|wound\s+up)\b")


def drafts_of(paper: Paper, words: Words, mapping: Mapping[str, str], register: Names, whose: str = "") -> Drafts:
    """Return the drafts of a paper.

    Parameters
    ----------
    mapping : mapping of str to str
        Heads of plan tables that the user explains: plain head to field.
    register : Names
        Bodies that are in the workbook or the register.
    whose : str
        The body whose meetings are minuted, where their heads do not say so.

    Returns
    -------
    Drafts
        By sheet, with the lines of each, and what was not understood.
    """
    out = Drafts()
    repeated = headers_and_footers(paper.lines)
    paper = replace(paper, lines=tuple(single_spaced([line for line in paper.lines if line.number not in repeated])))
    one, told = in_one_language(paper.lines, words)
    out.notes += told
    strange = unknown_language((line.text for line in one), words)
    out.notes += [strange] if strange else []
    paper = replace(paper, lines=tuple(one))
    lines, doubtful = with_columns(paper.lines, words, mapping)
    paper = replace(paper, lines=tuple(with_heads(narrowed(lines), words)) if paper.kind == "pdf" else lines)
    out.notes += [f"lines {first}-{last} {_RUN_ON}" for first, last in doubtful]
    clear, other = month_first(line.text for line in paper.lines)
    out.notes += (
        [f"{clear} has the month first: days such as {other} are read day first, look at each"] if clear else []
    )
    top = [line.text for line in paper.lines if line.cells][:_TITLE]
    title = "\n".join([*top, _SPACED.sub(" ", paper.path.stem)])
    every = paper.lines
    matrix, claimed = matrix_rows(paper.lines, words)
    paper = replace(paper, lines=tuple(line for line in paper.lines if line.number not in claimed))
    tables, claimed = listed_tables(paper.lines, title, words, mapping)
    notices = [] if tables else notices_in(paper.lines, title, words)
    claimed |= {line.number for notice in notices for line in notice.lines}
    paper = replace(paper, lines=tuple(line for line in paper.lines if line.number not in claimed))
    persons = people_tables(paper.lines, words)
    listed, used = read_bodies(paper.lines, words, persons)
    out.used |= used
    listed += read_sentences(paper.lines, words)
    terms = terms_drafts(paper.lines, words, True if paper.kind == "pdf" else None, out)
    days = day_tables(paper.lines, words)
    minutes, headed = segments(replace(paper, lines=tuple(without_day_tables(paper.lines, days.keys()))), words)
    record = words.any_of("minutes", "record").search(title)
    if terms and not headed and not record:
        minutes = []  # who sits on a body, and comes to it, was at no meeting
    directory = (
        directory_drafts(paper.lines, words, True if paper.kind == "pdf" else None, out)
        if not (terms or minutes or record)
        else []
    )
    listed += member_drafts(paper.lines, {} if minutes else persons, terms, words, out)
    here = Names()
    for body in listed:
        here.add(body.name, [body.also])
        out.add(_body(body, words, register))
    asked = action_tables(minutes, words, mapping)
    trackers, unclear = tracker_tables(paper.lines, title, words, mapping, asked)
    reader = PlanReader(words, mapping, paper.kind != "text", asked | trackers)
    cells = Cells(words, [name for body in listed for name in (body.name, body.also) if name])
    rows = [*matrix, *reader.read(paper.lines)]
    for row in rows:
        row.doubt = row.doubt or (_UNCLEAR if row.lines[0].table in unclear else "")
    fill_from_above(rows, words)
    out.used |= reader.used
    whole = reader.whole if rows else []
    # Minutes and notes are no plan, though their group may be one for a plan.
    if not rows and not record and (headed or not minutes) and not (is_terms(every, words) or _is_charter(terms, out)):
        prose = read_promises(paper.lines, words, True if paper.kind == "pdf" else None)
        rows, whole = prose.rows, prose.whole
        out.used |= prose.used if rows else set()
    out.notes += [
        f"line {line} says who watches over more than one row: {said[:120]}; {_WHOLE}" for line, said in whole
    ]
    people = People(words)
    for body in directory:
        here.add(body.name)
    for body in [*listed, *terms, *directory]:
        _around(body, people, words, here, register, out)
    plan_drafts(rows, cells, people, words, here, register, out)
    plan_lines = {line.number for row in rows for line in row.lines}
    plan_lines |= set() if record else timed_rows(paper.lines, words)
    for part in [] if headed and rows else minutes:
        minutes_drafts(part, words, paper, plan_lines, register, here, out, whose)
    tracker_drafts(paper.lines, trackers, title, words, out)
    attendance_drafts(paper.lines, days, title, words, out)
    explain_initials(out)
    agenda_drafts(paper.lines, words, out)
    register_drafts(tables, notices, every, title, words, out)
    out.rows = [_clean(draft, out) for draft in _over_lines(out.rows, every)]
    risks = sum(row.risks for row in rows)
    if risks:
        out.notes.append(f"{risks} rows are of a register of risks: {RISKS}")
    _unread(every, words, mapping, reader.refused, out)
    for number, text in list(repeated.items())[:1]:
        shown = without_contacts(text)[0][:60]
        why = f"{len(repeated)} lines at heads and feet of pages that come again, the first: {shown}"
        out.unread.append((number, number, None, why))
    return out


def _is_charter(terms: Sequence[BodyRow], out: Drafts) -> bool:
    """Whether a paper that names a body in its title says what that is for, who sits on it or when it meets."""
    told = ("purpose", "frequency as printed", "chair", "reports into")
    rows = (row.values for row in out.of("Bodies") if terms and row.values["name"] == terms[0].name)
    return any(values.get(column) for values in rows for column in told) or bool(terms and out.of("People"))


def _over_lines(rows: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Give drafts all lines of the rows whose columns only blanks part, and say that they are."""
    wide = {line.number: line.numbers for line in lines if line.last}
    said, out = "the columns are parted by blanks only", []
    for draft in rows:
        if any(at in wide for at in draft.lines):
            every = {each for at in draft.lines for each in wide.get(at, (at,))}
            draft = draft.changed({}, said, PROBABLE if draft.certainty == CERTAIN else "")
            draft = replace(draft, lines=tuple(sorted(every)))
        out.append(draft)
    return out


def _body(body: BodyRow, words: Words, register: Names) -> Draft:
    match = register.match(body.name)
    why, certainty = body.why, body.certainty
    if match is not None and not match.same:
        why, certainty = f"{why}; may be {match.name} ({match.why})", PROBABLE
    values = {
        "name": body.name, "also called": body.also, "kind": words.kind_called(body.name),
        "frequency as printed": body.frequency, "notes published": body.published, "open to public": body.public,
        "chair": "" if _VACANT.fullmatch(body.chair) else body.chair,
        "reports into": "; ".join(_above(body.reports, words)), "purpose": body.purpose, "marks": body.marks,
        "listed as": body.name if "list of bodies" in body.why else "",
    }  # fmt: skip
    note = listed(body.note, "nobody is in the chair: vacant" if body.chair and not values["chair"] else "")
    if ended := _ENDED.match(body.purpose):
        values |= {"status": "ended", "status from": when_in(body.purpose[ended.end() :])}
        why, certainty = f"{why}; “{ended[0]}” stands where it is told what it is for", PROBABLE
    return Draft.of("Bodies", values, body.lines, why, certainty, note)


def _above(reports: str, words: Words) -> list[str]:
    """Return the bodies into which one reports: several names stand with "and" between them."""
    parts = re.split(r"\s+and\s+(?:the\s+)?(?=[A-Z])", reports)
    return parts if all(re.fullmatch(words.body_name, part) for part in parts) else [reports]


def _around(body: BodyRow, people: People, words: Words, here: Names, register: Names, out: Drafts) -> None:
    """Add drafts for who chairs a body, and for what it reports into, where nothing else in the paper lists them."""
    if body.chair:
        named = people.is_name(body.chair) and not people.is_office_of(body.chair)
        sheet, column = ("People", "name") if named else ("Posts", "post")
        chair = without_article(body.chair)
        there = here.has(chair) or any(row.values.get(column) == chair for row in out.of(sheet))
        if (sheet == "People" or people.is_post(chair)) and not there:
            here.add(chair)
            out.add(Draft.of(sheet, {column: chair}, body.lines, f"chairs {body.name}", PROBABLE))
    for above in _above(body.reports, words) if body.reports else ():
        if not here.has(above) and not register.has(above):
            here.add(above)
            out.add(Draft.of("Bodies", {"name": above}, body.lines, f"{body.name} reports into it", PROBABLE))


def _clean(draft: Draft, out: Drafts) -> Draft:
    """Leave out contact details and count them."""
    values = {}
    for name, text in draft.values.items():
        values[name], count = without_contacts(text)
        out.hidden += count
    note, more = without_contacts(draft.note)
    out.hidden += more
    return replace(draft, values=values, note=note)


def _unread(
    lines: Sequence[Line], words: Words, mapping: Mapping[str, str], known: Mapping[int, str], out: Drafts
) -> None:
    """List the lines that went into no draft, run by run, with a reason."""
    run: list[Line] = []
    read = {number for draft in out.rows for number in draft.lines} | out.used

    def flush() -> None:
        if run:
            why = known.get(run[0].number) or _reason(run, words, mapping)
            out.unread.append((run[0].number, run[-1].numbers[-1], run[0].page, why))
            run.clear()

    for line in lines:
        if not any(line.cells):
            continue
        if line.number in read:
            flush()
            continue
        apart = bool(run) and (run[-1].is_row != line.is_row or (line.is_row and run[-1].table != line.table))
        if apart or (run and known.get(run[-1].number) != known.get(line.number)):
            flush()
        run.append(line)
    flush()


def _reason(run: Sequence[Line], words: Words, mapping: Mapping[str, str]) -> str:
    first, _ = without_contacts(run[0].text)
    if run[0].is_row:
        head = head_of(run[0].cells, words, mapping)
        if head is None:
            names = " | ".join(cell for cell in run[0].cells if cell)[:120]
            known = {plain(cell) for cell in run[0].cells}
            for kind, sheet in SHEETS.items():
                if known & set(words.of("registers", "heads", kind)):
                    return (
                        f"a table for {sheet} ({without_contacts(names)[0]}), which is not read: enter it there by hand"
                    )
            if len(known & words.phrases("measures")) > 1:
                return f"a table of performance measures ({without_contacts(names)[0]}), for which there is no sheet"
            return f"a table whose head is not understood ({without_contacts(names)[0]}): explain it with --map"
        if head.table == "risks":
            return f"a register of risks or issues, which are no promises; {_DONE}"
        return f"a table of {head.table} whose rows are not understood"
    if len(run) == 1 and len(first) < 60:
        return f"a line by itself: {first}"
    return f"running text: {first[:60]}"


def figures(drafts: Iterable[Draft]) -> dict[str, int]:
    """Return how many drafts there are by sheet, and how many plan rows by what their oversight cell holds."""
    out: dict[str, int] = {}
    for draft in drafts:
        out[draft.sheet] = out.get(draft.sheet, 0) + 1
        if draft.sheet == "Plan" and draft.values.get("cell"):
            label = f"Plan: cell {draft.values['cell']}"
            out[label] = out.get(label, 0) + 1
        elif draft.sheet == "Plan" and draft.values.get("oversight as printed") == NO_COLUMN:
            label = "Plan: no column on oversight"
            out[label] = out.get(label, 0) + 1
    return out
