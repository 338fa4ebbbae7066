"""One paper as drafts for the sheets of the workbook."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from oversight_graph.ingest.drafts.bodies.lists import BodyRow, read_bodies, read_sentences
from oversight_graph.ingest.drafts.bodies.members import member_drafts, people_tables
from oversight_graph.ingest.drafts.bodies.terms import is_terms, terms_drafts
from oversight_graph.ingest.drafts.contacts import without_contacts
from oversight_graph.ingest.drafts.draft import CERTAIN, DOUBTFUL, PROBABLE, Draft, Drafts, spans
from oversight_graph.ingest.drafts.from_minutes import minutes_drafts
from oversight_graph.ingest.drafts.lists.agendas import agenda_drafts, timed_rows
from oversight_graph.ingest.drafts.lists.attendance_tables import attendance_drafts, day_tables, without_day_tables
from oversight_graph.ingest.drafts.lists.leaders import leading, led_by
from oversight_graph.ingest.drafts.lists.matrices import matrix_rows
from oversight_graph.ingest.drafts.lists.notices import notices_in
from oversight_graph.ingest.drafts.lists.registers import register_drafts
from oversight_graph.ingest.drafts.lists.tables import SHEETS, listed_tables
from oversight_graph.ingest.drafts.lists.trackers import tracker_drafts, tracker_tables
from oversight_graph.ingest.drafts.minutes.blocks import in_one_language, single_spaced
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.names import INITIALS, SAME_WORDS, Names, explain_initials, without_initials
from oversight_graph.ingest.drafts.packs import action_tables, headers_and_footers, segments
from oversight_graph.ingest.drafts.plans.cells import BLANK, BODY, LOST, PROCESS, UNKNOWN, Cells, Named
from oversight_graph.ingest.drafts.plans.columns import narrowed, with_columns, with_heads
from oversight_graph.ingest.drafts.plans.heads import head_of
from oversight_graph.ingest.drafts.plans.plan import PlanReader
from oversight_graph.ingest.drafts.plans.promises import read_promises
from oversight_graph.ingest.drafts.plans.rows import PlanRow, fill_from_above
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.words import Words, plain
from oversight_graph.ingest.workbook.sheets import UNRESOLVED
from oversight_graph.ingest.workbook.to_graph.oversight import NO_COLUMN, mechanism_of
from oversight_graph.model.spelling import flat, name_key, without_article

_RUN_ON = "look like a table whose columns only blanks part, and whose words run on: they were not read as one"
_RISKS = "what is to be done against one is taken for what is promised, the risk for its objective"
_DONE = "where a column says what is to be done, explain it with --map HEAD=commitment"
_NO_COLUMN = "the table has no column on oversight"
# The name of a body has fewer words than this.
_NAME = 9
_WHOLE = "where it means each row, write so under oversight"
_SECTION = "who leads it or watches over it is said of all that stands under its heading"
# So many lines at the top are the title of a paper.
_TITLE = 2
_SPACED = re.compile(r"[\W_]+")
_WORD = r"[A-Z][\w'’&-]*|of|and|the|for|&|in|on|to"
_BODY_NAME = rf"\b((?:{_WORD})(?:\s+(?:{_WORD}|\([A-Z]+\)))*?\s+(?i:{{nouns}}))\b(?:\s+\(([A-Z]{{{{2,8}}}})\))?"


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
    paper = replace(paper, lines=tuple(one))
    lines, doubtful = with_columns(paper.lines, words, mapping)
    paper = replace(paper, lines=tuple(with_heads(narrowed(lines), words)) if paper.kind == "pdf" else lines)
    out.notes += [f"lines {first}-{last} {_RUN_ON}" for first, last in doubtful]
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
    listed += member_drafts(paper.lines, {} if minutes else persons, terms, words, out)
    here = Names()
    for body in listed:
        here.add(body.name, [body.also])
        out.add(_body(body, words, register))
    asked = action_tables(minutes, words, mapping)
    trackers = tracker_tables(paper.lines, title, words, mapping, asked)
    reader = PlanReader(words, mapping, paper.kind != "text", asked | trackers)
    cells = Cells(words, [name for body in listed for name in (body.name, body.also) if name])
    rows = [*matrix, *reader.read(paper.lines)]
    fill_from_above(rows, words)
    out.used |= reader.used
    whole = reader.whole if rows else []
    # Minutes and notes are no plan, though their group may be one for a plan.
    record = words.any_of("minutes", "record").search(title)
    if not rows and not record and (headed or not minutes) and not is_terms(every, words):
        prose = read_promises(paper.lines, words, True if paper.kind == "pdf" else None)
        rows, whole = prose.rows, prose.whole
        out.used |= prose.used if rows else set()
    out.notes += [
        f"line {line} says who watches over more than one row: {said[:120]}; {_WHOLE}" for line, said in whole
    ]
    people = People(words)
    for body in [*listed, *terms]:
        _around(body, people, here, register, out)
    named: dict[str, tuple[Named, PlanRow]] = {}
    plan: list[tuple[Draft, list[Named]]] = []
    for row in rows:
        draft, found = _plan(row, cells)
        plan.append((draft, found))
        for name in found:
            if name.kind == BODY:
                named.setdefault(name.words, (name, row))
            elif (
                name.kind == PROCESS
                and not mechanism_of(name.words)
                and not any(names.has(name.words) for names in (register, here))
            ):
                here.add(name.words)
                out.add(_routine(name, row))
        leading(row, cells, people, here, register, out)
    meant = {name.words: _from_cell(name, row, words, here, register, out) for name, row in named.values()}
    for draft, found in plan:
        out.add(led_by(_read_as(draft, found, meant), out))
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
        out.notes.append(f"{risks} rows are of a register of risks: {_RISKS}")
    _unread(every, words, mapping, reader.refused, out)
    for number, text in list(repeated.items())[:1]:
        shown = without_contacts(text)[0][:60]
        why = f"{len(repeated)} lines at heads and feet of pages that come again, the first: {shown}"
        out.unread.append((number, number, None, why))
    return out


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


def _plan(row: PlanRow, cells: Cells) -> tuple[Draft, list[Named]]:
    texts = row.texts
    others = [row.title, row.activity, texts.get("progress", ""), texts.get("refer", "")]
    kind, found, refs = cells.kind(None if row.lost else (row.oversight or ""), others)
    if row.shares:
        kind, found = "", []
    if not row.has_column and kind != "reference":
        kind = ""
    notes = []
    if row.torn:
        notes.append(f"torn over lines {spans(line.number for line in row.lines)}")
    if kind == LOST:
        notes.append("the row has no oversight cell in the text as obtained: nothing may be concluded from it")
    elif row.displaced:
        notes.append("cells had lost their place and were put where they belong")
    if row.shares:
        notes.append("stands under the oversight cell of the row above")
    if row.risks:
        notes.append(f"from a register of risks: {_RISKS}")
    if row.doubt:
        notes.append(row.doubt)
    if row.weak:
        notes.append("the head of the column does not say oversight, it is taken for it")
    cell = "(lost)" if kind == LOST else _printed(row.oversight or "", found)
    if not row.has_column and not row.shares and not kind:
        where = "nothing under its heading says who watches over it" if row.prose else _NO_COLUMN
        said = ((head, text) for head, text in row.others.items() if len(text.split()) < _NAME)
        if named := next((head for head, text in said if cells.kind_of(text)[0] == BODY), ""):
            where = f"“{named}” names a body, and no head says oversight (explain it with --map if that body watches)"
            row.doubt = where
        notes.append(f"{where}: what watches over the row is not known from it")
        cell = NO_COLUMN
    if kind == BLANK and cell:
        notes.append(f"the oversight cell holds “{cell}”, which names nothing")
        cell = ""
    notes += [f"part: {row.part}"] if row.part and row.title else []
    notes += [f"{head}: {text}" for head, text in row.others.items()]
    notes += [_SECTION] if row.section else []
    why = row.prose or ("a row of a plan table" if row.title else "a further activity of the commitment")
    if found:
        why += "; oversight: " + "; ".join(f"{name.words} = {name.kind} ({name.why})" for name in found)
    values = {
        "ref": row.ref if row.opens else "", "commitment": row.title, "objective": row.objective,
        "activity ref": row.activity_ref,
        "activity": row.activity, "lead as printed": texts.get("lead", ""), "due as printed": texts.get("due", ""),
        "status as printed": texts.get("status", ""), "progress": texts.get("progress", ""),
        "oversight as printed": cell,
        "refer to": "; ".join(dict.fromkeys(refs)), "cell": kind,
    }  # fmt: skip
    doubt = (
        row.torn or row.displaced or row.lost or row.weak or row.risks or row.section or bool(row.prose or row.doubt)
    )
    certainty = PROBABLE if doubt else CERTAIN
    values = {name: flat(text) for name, text in values.items()}
    return Draft.of("Plan", values, row.lines, why, certainty, "; ".join(notes)), found


def _printed(cell: str, found: Sequence[Named]) -> str:
    """Return the cell with its names parted by semicolons, as everywhere in the workbook."""
    return "; ".join(name.words for name in found) if len(found) > 1 or any(c in cell[:3] for c in ">•(1") else cell


def _body(body: BodyRow, words: Words, register: Names) -> Draft:
    match = register.match(body.name)
    why, certainty = body.why, body.certainty
    if match is not None and not match.same:
        why, certainty = f"{why}; may be {match.name} ({match.why})", PROBABLE
    values = {
        "name": body.name, "also called": body.also, "kind": words.kind_called(body.name),
        "frequency as printed": body.frequency, "notes published": body.published, "open to public": body.public,
        "chair": body.chair, "reports into": body.reports, "purpose": body.purpose, "marks": body.marks,
        "listed as": body.name if "list of bodies" in body.why else "",
    }  # fmt: skip
    return Draft.of("Bodies", values, body.lines, why, certainty, body.note)


def _around(body: BodyRow, people: People, here: Names, register: Names, out: Drafts) -> None:
    """Add drafts for who chairs a body, and for what it reports into, where nothing else in the paper lists them."""
    if body.chair:
        sheet, column = ("People", "name") if people.is_name(body.chair) else ("Posts", "post")
        chair = without_article(body.chair)
        there = here.has(chair) or any(row.values.get(column) == chair for row in out.of(sheet))
        if (sheet == "People" or people.is_post(chair)) and not there:
            here.add(chair)
            out.add(Draft.of(sheet, {column: chair}, body.lines, f"chairs {body.name}", PROBABLE))
    if body.reports and not here.has(body.reports) and not register.has(body.reports):
        here.add(body.reports)
        out.add(Draft.of("Bodies", {"name": body.reports}, body.lines, f"{body.name} reports into it", PROBABLE))


def _read_as(draft: Draft, found: Sequence[Named], meant: Mapping[str, str]) -> Draft:
    """Say which bodies are meant where a cell has more words than their names, and where that is not known."""
    unknown = [name.words for name in found if name.kind == UNKNOWN]
    read = [UNRESOLVED if name.words in unknown else meant.get(name.words) or name.words for name in found]
    if unknown:
        shown = " and ".join(f"“{words}”" for words in unknown)
        note = f"not known what {shown} is: if it watches, enter it in Bodies and write its name for the {UNRESOLVED}"
        draft = draft.changed({}, note, PROBABLE)
    if all(name_key(own) == name_key(name.words) for own, name in zip(read, found, strict=True)):
        return draft
    return replace(draft, values={**draft.values, "oversight as read": "; ".join(read)})


def _from_cell(name: Named, row: PlanRow, words: Words, here: Names, register: Names, out: Drafts) -> str:
    """Add a draft for a body that a plan names and no list has; return the name under which it is entered."""
    pattern = re.compile(_BODY_NAME.format(nouns=words.pattern("bodies", "nouns")))
    inside = pattern.search(name.words)
    bare, also = (inside[1], inside[2] or "") if inside and len(name.words) > len(inside[1]) + 12 else (name.words, "")
    bare = re.sub(r"^(?:(?:Attendance|Attend)\s+(?:at|by)\s+|(?:the|an?)\s+)+", "", bare, flags=re.I).strip()
    bare, initials = without_initials(bare)
    also = initials or also
    bare = re.sub(r"^(?:[A-Z]\w*['’]s?\s+)(?=(?:[A-Z]\w*\s+){2})", "", bare) if here.match(bare) is None else bare
    match = here.match(bare) or register.match(bare)
    if match is not None and match.same:
        return match.name
    if match is not None and match.why in (INITIALS, SAME_WORDS):
        for at, draft in enumerate(out.rows):
            if draft.sheet == "Bodies" and draft.values["name"] == match.name:
                out.rows[at] = _also(draft, bare, row, match.why)
                here.add(match.name, [bare])
                return name.words
    certainty = DOUBTFUL if "alone" in name.why or match is not None else PROBABLE
    why = f"named as oversight of {row.ref or row.title[:40]}: {name.why}"
    if match is not None:
        why += f"; may be {match.name} ({match.why})"
    here.add(bare, [also])
    out.add(Draft.of("Bodies", {"name": bare, "also called": also}, row.lines, why, certainty))
    return bare


def _routine(name: Named, row: PlanRow) -> Draft:
    """Return a draft for what a plan names as oversight that is no body and no routine of a kind with a word."""
    why = f"named as oversight of {row.ref or row.title[:40]}: {name.why}, so taken for a routine"
    return Draft.of("Bodies", {"name": name.words, "kind": "monitoring process"}, row.lines, why, DOUBTFUL)


def _also(draft: Draft, name: str, row: PlanRow, why: str) -> Draft:
    """Add what a plan calls a body of the list, as a suggestion."""
    others = [other for other in draft.values.get("also called", "").split("; ") if other]
    note = f"{name} at {row.ref or 'a row'} is taken for it: {why}"
    return draft.changed({"also called": "; ".join([*others, name])}, note, PROBABLE)


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
        if not line.cells:
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
