"""Drafts from the rows of a plan: what they promise, who leads, and the bodies that they name as oversight."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from oversight_graph.ingest.drafts.draft import CERTAIN, DOUBTFUL, PROBABLE, Draft, Drafts, spans
from oversight_graph.ingest.drafts.lists.leaders import leading, led_by
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.names import INITIALS, SAME_WORDS, Names, without_initials
from oversight_graph.ingest.drafts.plans.cells import BLANK, BODY, LOST, PROCESS, UNKNOWN, Cells, Named
from oversight_graph.ingest.drafts.plans.rows import PlanRow
from oversight_graph.ingest.words import Words
from oversight_graph.ingest.workbook.sheets import UNRESOLVED
from oversight_graph.ingest.workbook.to_graph.builder import NONE
from oversight_graph.ingest.workbook.to_graph.oversight import NO_COLUMN, mechanism_of
from oversight_graph.model.spelling import flat, name_key

RISKS = "what is to be done against one is taken for what is promised, the risk for its objective"
_NO_COLUMN = "the table has no column on oversight"
# The name of a body has fewer words than this.
_NAME = 9
_AIMED = "it says what is aimed at or meant: look whether anybody can be held to it as to a promise"
_SECTION = "who leads it or watches over it is said of all that stands under its heading"
_WORD = r"[A-Z][\w'’&-]*|of|and|the|for|&|in|on|to"
# What stands in brackets behind a name, in small letters.
_ASIDE = re.compile(r"\s*\((?P<said>[a-z][^()]*)\)\s*$")
_BODY_NAME = rf"\b((?:{_WORD})(?:\s+(?:{_WORD}|\([A-Z]+\)))*?\s+(?i:{{nouns}}))\b(?:\s+\(([A-Z]{{{{2,8}}}})\))?"


def plan_drafts(
    rows: Sequence[PlanRow], cells: Cells, people: People, words: Words, here: Names, register: Names, out: Drafts
) -> None:
    """Add the drafts of the rows of a plan, and of whom they name that no list has.

    Parameters
    ----------
    here, register : Names
        Bodies of this paper, and of the register.
    """
    named: dict[str, tuple[Named, PlanRow]] = {}
    plan: list[tuple[Draft, list[Named]]] = []
    for row in rows:
        draft, found = _plan(row, cells)
        plan.append((draft, found))
        for name in found:
            if name.kind == BODY:
                named.setdefault(name.words, (name, row))
            elif name.kind == PROCESS and not (
                mechanism_of(name.words) or register.has(name.words) or here.has(name.words)
            ):
                here.add(name.words)
                out.add(_routine(name, row))
        leading(row, cells, people, here, register, out)
    meant = {name.words: _from_cell(name, row, words, here, register, out) for name, row in named.values()}
    for draft, found in plan:
        out.add(led_by(_read_as(draft, found, meant), out))


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
        notes.append(f"from a register of risks: {RISKS}")
    if row.doubt:
        notes.append(row.doubt)
    if row.aimed:
        notes.append(_AIMED)
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
    if kind == BLANK and not re.search(r"\w", cell):
        cell = ""
    if kind == "reference" and cell and cells.kind(cell, [])[0] == BLANK:
        notes.append(f"the oversight cell holds “{cell}”, and another column points to other rows")
        cell = ""
    notes += [f"part: {row.part}"] if row.part and row.title else []
    notes += [f"{head}: {text}" for head, text in row.others.items()]
    notes += [_SECTION] if row.section else []
    why = (
        (row.aimed and "a sentence or a list of what is aimed at")
        or row.prose
        or ("a row of a plan table" if row.title else "a further activity of the commitment")
    )
    if found:
        why += "; oversight: " + "; ".join(f"{name.words} = {name.kind} ({name.why})" for name in found)
    values = {
        "ref": row.ref if row.opens else "", "commitment": row.title, "objective": row.objective,
        "activity ref": row.activity_ref,
        "activity": row.activity, "lead as printed": texts.get("lead", ""), "due as printed": texts.get("due", ""),
        "status as printed": texts.get("status", ""), "progress": texts.get("progress", ""),
        "oversight as printed": cell, "oversight as read": NONE if kind == BLANK and cell else "",
        "refer to": "; ".join(dict.fromkeys(refs)), "cell": kind,
    }  # fmt: skip
    doubt = (
        row.torn or row.displaced or row.lost or row.weak or row.risks or row.section or bool(row.prose or row.doubt)
    )
    certainty = DOUBTFUL if row.aimed else PROBABLE if doubt else CERTAIN
    values = {name: flat(text) for name, text in values.items()}
    return Draft.of("Plan", values, row.lines, why, certainty, "; ".join(notes)), found


def _printed(cell: str, found: Sequence[Named]) -> str:
    """Return the cell with its names parted by semicolons, as everywhere in the workbook."""
    return "; ".join(name.words for name in found) if len(found) > 1 or any(c in cell[:3] for c in ">•(1") else cell


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
    # "Quay Board (quarterly)" says how often; what else brackets hold may tell two bodies of one name apart.
    aside = _ASIDE.search(bare)
    often = aside["said"] if aside and words.any_of("bodies", "often").search(aside["said"]) else ""
    bare = bare[: aside.start()] if aside and often else bare
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
    values = {"name": bare, "also called": also}
    values |= {"frequency as printed": often} if often else {}
    out.add(Draft.of("Bodies", values, row.lines, why, certainty))
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
