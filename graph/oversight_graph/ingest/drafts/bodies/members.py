"""Tables of who sits on a body: a row for each person, below a heading that says so."""

import re
from collections.abc import Mapping, Sequence

from oversight_graph.ingest.drafts.bodies.lists import BodyRow
from oversight_graph.ingest.drafts.bodies.seats import ROLE, seat
from oversight_graph.ingest.drafts.draft import PROBABLE, Drafts
from oversight_graph.ingest.drafts.minutes.blocks import Block
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# What stands before the name of a body in the heading of a part.
_PART = r"(?i:\W*(?:annex|annexe|appendix|schedule|part|section)\s+\w{1,3}\b\W*|\W*\d+(?:\.\d+)*\W+)?(?:[Tt]he\s+)?"
# A post is shorter than this.
_POST = 90


def people_tables(lines: Sequence[Line], words: Words) -> dict[int, list[Line]]:
    """Return the tables with a column of names, most of which are those of persons: their rows by their number."""
    people, found = People(words), {}
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line.is_row and any(line.cells):
            rows.setdefault(line.table, []).append(line)
    for table, (head, *below) in rows.items():
        at = _column(head, words, "name")
        names = [line.cells[at] for line in below if at is not None and at < len(line.cells) and line.cells[at]]
        persons = sum(people.is_name(_bare(name)) for name in names)
        if len(names) > 1 and 2 * persons > len(names):
            found[table] = [head, *below]
    return found


def member_drafts(
    lines: Sequence[Line], tables: Mapping[int, Sequence[Line]], terms: Sequence[BodyRow], words: Words, out: Drafts
) -> list[BodyRow]:
    """Add who sits on a body by a table of names below a heading that says so.

    Parameters
    ----------
    tables : mapping of int to sequence of Line
        The tables that list persons.
    terms : sequence of BodyRow
        The body whose terms of reference the paper is, if it is.

    Returns
    -------
    list of BodyRow
        The bodies that headings of such tables name.
    """
    listed = words.pattern("terms", "listed")
    own = re.compile(rf"{_PART}(?P<name>{words.body_name})\W+(?i:{listed})\W*")
    of = re.compile(rf"{_PART}(?i:{listed})\s+(?i:of|for|on)\s+(?:the\s+)?(?P<name>{words.body_name})\W*")
    alone = re.compile(rf"(?i){_PART}(?:{listed})\W*")
    above, people = Line(0, ()), People(words)
    bodies: list[BodyRow] = []
    for line in lines:
        if not line.is_row:
            above = line if line.cells else above
        if line.row != 1 or line.table not in tables:
            continue
        named = own.fullmatch(above.text) or of.fullmatch(above.text)
        if not named and not (terms and alone.fullmatch(above.text)):
            continue
        head, *rows = tables[line.table]
        body = named["name"] if named else terms[0].name
        if body not in {known.name for known in (*terms, *bodies)}:
            bodies.append(BodyRow(body, lines=[above], why="a heading lists its members", certainty=PROBABLE))
        out.used |= {above.number, head.number}
        for row in rows:
            _member(row, head, body, words, people, out)
    return bodies


def _member(row: Line, head: Line, body: str, words: Words, people: People, out: Drafts) -> None:
    places = {name: _column(head, words, name) for name in ("name", "capacity")}
    printed = {
        name: row.cells[at].strip() if at is not None and at < len(row.cells) else "" for name, at in places.items()
    }
    first, *more = printed["capacity"].split("\n")
    role = ROLE.search(printed["name"]) or ROLE.fullmatch(f"({first})")
    post = first if people.is_office_of(first.partition(",")[0]) and len(first) < _POST else ""
    # Posts that are called alike are told apart by whose they are.
    post = ", ".join((post, more[-1])) if post and more and len(post) + len(more[-1]) < _POST else post
    entry = ", ".join(filter(None, (_bare(printed["name"]), post))) + (f" ({role['role']})" if role else "")
    _, found = seat(Block(entry, (row.number,), row.page), body, people)
    said = flat(printed["capacity"])
    for draft in found:
        out.add(draft.changed({}, f"printed beside: {said}" if said and said != post else ""))
    if not found and printed["name"]:
        why = f"{printed['name'][:60]} is listed as a member of {body}, and is neither a name nor a post"
        out.leave([row.number], row.page, why)


def _bare(name: str) -> str:
    return re.sub(r"\s*[(\[].*$", "", " ".join(ROLE.sub("", name).split()), flags=re.DOTALL)


def _column(head: Line, words: Words, name: str) -> int | None:
    known = words.phrases("columns", "attendance", name)
    return next((at for at, cell in enumerate(head.cells) if plain(cell) in known), None)
