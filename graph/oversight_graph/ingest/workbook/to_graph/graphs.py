"""From a workbook to a graph: all sheets together, since each refers to others."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.ingest.values import split_names
from oversight_graph.ingest.words import load_words
from oversight_graph.ingest.workbook.read import Book, read_workbook
from oversight_graph.ingest.workbook.sheets import ACCEPTED, DRAFT, EXAMPLE, REJECTED, Row, sheets
from oversight_graph.ingest.workbook.to_graph import entities
from oversight_graph.ingest.workbook.to_graph.builder import GraphBuilder
from oversight_graph.ingest.workbook.to_graph.facts import enter_facts, make_facts
from oversight_graph.ingest.workbook.to_graph.meetings import Minutes
from oversight_graph.ingest.workbook.to_graph.plans import make_plans
from oversight_graph.ingest.workbook.to_graph.posts import make_people, make_posts
from oversight_graph.ingest.workbook.violations import ERROR, CellViolation, errors
from oversight_graph.load.files import own_base
from oversight_graph.model.spelling import name_key, whole

DRAFTS = "OVERSIGHT_DRAFTS"


@dataclass(slots=True)
class Made:
    """What a workbook was made into.

    Attributes
    ----------
    triples : list of pyoxigraph.Triple
        Parts without an address are blank nodes.
    rows : list of Row
        The row that makes each of them.
    violations : list of CellViolation
        All that is amiss, in the order of sheets and rows.
    read : dict of str to int
        How many rows of each sheet were read.
    left : dict of str to int
        How many were left out, by why: example, rejected, draft.
    places : dict of str to str
        Where each thing is described: ``Plan!A7``.
    base : str
        What all addresses begin with.
    """

    triples: list[ox.Triple]
    rows: list[Row]
    violations: list[CellViolation]
    read: dict[str, int]
    left: dict[str, int]
    places: dict[str, str]
    base: str


def make_graph(book: Book, base: str, *, drafts: bool = False) -> Made:
    """Make a graph of a workbook.

    Parameters
    ----------
    book : Book
    base : str
        What addresses begin with, unless the first sheet of the workbook says another.
    drafts : bool
        Whether drafts that nobody has accepted count, marked as such; each is a violation otherwise.

    Returns
    -------
    Made
    """
    rows, left, violations = _sift(book, drafts)
    given = book.settings.get("base") or ""
    base = own_base(given, f"{book.name}: Start, base {given}") or base
    sifted = Book(book.name, rows, book.columns, book.settings, [], book.folder)
    builder = GraphBuilder(sifted, base, book.settings.get("language") or "en")
    _empty_cells(builder)
    entities.enter_papers(builder)
    enter_facts(builder)
    entities.enter_things(builder)
    entities.make_papers(builder)
    entities.make_bodies(builder)
    make_posts(builder)
    make_people(builder)
    make_plans(builder)
    minutes = Minutes(builder)
    minutes.make()
    minutes.records()
    make_facts(builder)
    _shared_names(builder)
    _unseen_cells(builder)
    order = {name: n for n, name in enumerate(sheets())}
    found = dict.fromkeys([*book.violations, *violations, *builder.violations])
    made = list({triple: row for row, triple in reversed(builder.made)}.items())[::-1]
    return Made(
        [triple for triple, _ in made],
        [row for _, row in made],
        sorted(found, key=lambda violation: _place(violation.where, order)),
        dict(Counter(row.sheet for row in rows)),
        left,
        {iri: f"{sheet}!A{number}" for iri, (sheet, number) in builder.places.items()},
        base,
    )


def load_workbook(path: Path, base: str) -> Made:
    """Return the graph of a workbook that is in order.

    Parameters
    ----------
    path : pathlib.Path
        The workbook, or a folder of CSV files.
    base : str

    Raises
    ------
    DataError
        Naming the first violation by sheet and cell, and how many more there are. Drafts that nobody accepted are
        violations, unless ``OVERSIGHT_DRAFTS=yes``.
    """
    made = make_graph(read_workbook(path), base, drafts=drafts_count())
    wrong = errors(made.violations)
    if wrong:
        more = f"; {len(wrong) - 1} more, see `oversight workbook check {path}`" if len(wrong) > 1 else ""
        raise DataError(wrong[0].message + more, where=f"{path}: {wrong[0].where}")
    return made


def drafts_count() -> bool:
    """Say whether drafts that nobody has accepted are to be loaded."""
    return os.environ.get(DRAFTS, "").lower() in ("1", "yes", "true", "on")


def _sift(book: Book, drafts: bool) -> tuple[list[Row], dict[str, int], list[CellViolation]]:
    rows: list[Row] = []
    left: Counter[str] = Counter()
    violations: list[CellViolation] = []
    waiting: dict[str, list[Row]] = {}
    for row in book.rows:
        state = row.draft.lower()
        if state in (EXAMPLE, REJECTED):
            left[state] += 1
        elif state == DRAFT and not drafts:
            left[state] += 1
            waiting.setdefault(row.sheet, []).append(row)
        elif state in ("", ACCEPTED, DRAFT):
            rows.append(row)
        else:
            violations.append(
                CellViolation(ERROR, book.cell(row, "draft"), "is none of: draft, accepted, rejected", row.draft)
            )
    for each in waiting.values():
        many = f" and {len(each) - 1} more of this sheet" if len(each) > 1 else ""
        advice = "is a draft that nobody has accepted{}: choose accepted or rejected; --drafts lets drafts in, marked"
        violations.append(CellViolation(ERROR, book.cell(each[0], "draft"), advice.format(many), DRAFT))
    return rows, dict(left), violations


def _empty_cells(builder: GraphBuilder) -> None:
    """Say which cells are empty that must not be, where nothing more exact is said later."""
    needed = {name: [column for column in sheet.columns if column.needed] for name, sheet in sheets().items()}
    exempt = {"People", "Meetings", "Attendance", "Items", "Actions", "Decisions"}
    for row in builder.rows(*(name for name in needed if name not in exempt)):
        for column in needed[row.sheet]:
            if not row.get(column.name):
                builder.report(column.name, f"is empty: {column.help[:1].lower()}{column.help[1:].rstrip('.')}")


# What is said of cells of which nothing was made; of others, that nothing goes with them.
_UNSEEN = {
    "lines": "cite nothing: no column of this row says anything that a paper must tell",
    "page": "cites nothing: no column of this row says anything that a paper must tell",
    "note": "is not read: nothing in this row takes a note",
    "certainty": "is not read: nothing in this row takes a certainty",
}


def _unseen_cells(builder: GraphBuilder) -> None:
    """Say of which cells nothing was made, in rows in which nothing else is wrong."""
    wrong = {row_of(violation.where) for violation in errors(builder.violations)}
    for row in builder.rows(*sheets()):
        if (row.sheet, row.number) not in wrong:
            for column in row.unseen():
                builder.warn(column, _UNSEEN.get(column, "is not read: nothing in this row goes with it"))


def row_of(where: str) -> tuple[str, int]:
    """Return the sheet and the row of a cell; 0 for a whole sheet."""
    sheet, _, cell = where.partition("!")
    return sheet, whole("".join(c for c in cell if c in "0123456789")) or 0


def _shared_names(builder: GraphBuilder) -> None:
    """Say which bodies that any organisation may have are named in papers of several publishers."""
    publishers = {row.paper.lower(): row.get("publisher") for row in builder.rows("Papers") if row.get("publisher")}
    if len(set(publishers.values())) < 2:
        return
    words = load_words()
    of: dict[str, dict[str, None]] = {}
    for row in builder.rows("Meetings", "Plan"):
        names = row.get("body") or row.get("oversight as read") or row.get("oversight as printed")
        for name in split_names(names):
            if row.paper.lower() in publishers and words.is_common(name):
                of.setdefault(name_key(name), {})[publishers[row.paper.lower()]] = None
    for row in builder.rows("Bodies"):
        found = list(of.get(name_key(row.get("name")), ()))
        if len(found) > 1:
            whose = " and ".join(found)
            advice = "where these are several bodies, give each a row and a name of its own"
            builder.warn(
                "name", f"any organisation may have a body so called, and papers of {whose} name one: {advice}"
            )


def _place(where: str, order: dict[str, int]) -> tuple[int, int, str]:
    sheet, number = row_of(where)
    return order.get(sheet, -1), number, where.partition("!")[2]
