"""From a workbook to a graph: all sheets together, since each refers to others."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.ingest.workbook.faults import ERROR, Fault, errors
from oversight_graph.ingest.workbook.into.facts import enter_facts, make_facts
from oversight_graph.ingest.workbook.into.maker import Maker
from oversight_graph.ingest.workbook.into.meetings import Minutes
from oversight_graph.ingest.workbook.into.plans import make_plans
from oversight_graph.ingest.workbook.into.things import (
    enter_papers,
    enter_things,
    make_bodies,
    make_papers,
    make_people,
    make_posts,
)
from oversight_graph.ingest.workbook.read import Book, read_workbook
from oversight_graph.ingest.workbook.sheets import ACCEPTED, DRAFT, EXAMPLE, REJECTED, Row, sheets

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
    faults : list of Fault
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
    faults: list[Fault]
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
        Whether drafts that nobody has accepted count, marked as such; each is a fault otherwise.

    Returns
    -------
    Made
    """
    rows, left, faults = _sift(book, drafts)
    base = book.settings.get("base") or base
    maker = Maker(Book(book.name, rows, book.columns, book.settings, [], book.folder), base)
    _lacking(maker)
    enter_papers(maker)
    enter_facts(maker)
    enter_things(maker)
    make_papers(maker)
    make_bodies(maker)
    make_posts(maker)
    make_people(maker)
    make_plans(maker)
    minutes = Minutes(maker)
    minutes.make()
    minutes.records()
    make_facts(maker)
    order = {name: n for n, name in enumerate(sheets())}
    found = dict.fromkeys([*book.faults, *faults, *maker.faults])
    made = list({triple: row for row, triple in reversed(maker.made)}.items())[::-1]
    return Made(
        [triple for triple, _ in made],
        [row for _, row in made],
        sorted(found, key=lambda fault: _place(fault.where, order)),
        dict(Counter(row.sheet for row in rows)),
        left,
        {iri: f"{sheet}!A{number}" for iri, (sheet, number) in maker.places.items()},
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
        Naming the first fault by sheet and cell, and how many more there are. Drafts that nobody accepted are faults,
        unless ``OVERSIGHT_DRAFTS=yes``.
    """
    made = make_graph(read_workbook(path), base, drafts=drafts_count())
    wrong = errors(made.faults)
    if wrong:
        more = f"; {len(wrong) - 1} more, see `oversight workbook check {path}`" if len(wrong) > 1 else ""
        raise DataError(wrong[0].message + more, where=f"{path}: {wrong[0].where}")
    return made


def drafts_count() -> bool:
    """Say whether drafts that nobody has accepted are to be loaded."""
    return os.environ.get(DRAFTS, "").lower() in ("1", "yes", "true", "on")


def _sift(book: Book, drafts: bool) -> tuple[list[Row], dict[str, int], list[Fault]]:
    rows: list[Row] = []
    left: Counter[str] = Counter()
    faults: list[Fault] = []
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
            faults.append(Fault(ERROR, book.cell(row, "draft"), "is none of: draft, accepted, rejected", row.draft))
    for each in waiting.values():
        many = f" and {len(each) - 1} more of this sheet" if len(each) > 1 else ""
        advice = "is a draft that nobody has accepted{}: choose accepted or rejected; --drafts lets drafts in, marked"
        faults.append(Fault(ERROR, book.cell(each[0], "draft"), advice.format(many), DRAFT))
    return rows, dict(left), faults


def _lacking(maker: Maker) -> None:
    """Say which cells are empty that must not be, where nothing more exact is said later."""
    needed = {name: [column for column in sheet.columns if column.needed] for name, sheet in sheets().items()}
    told = {"Meetings", "Attendance", "Items", "Actions", "Decisions"}
    for row in maker.rows(*(name for name in needed if name not in told)):
        for column in needed[row.sheet]:
            if not row.get(column.name):
                maker.fault(column.name, f"is empty: {column.help[:1].lower()}{column.help[1:].rstrip('.')}")


def _place(where: str, order: dict[str, int]) -> tuple[int, int, str]:
    sheet, _, cell = where.partition("!")
    digits = "".join(c for c in cell if c.isdigit())
    return order.get(sheet, -1), int(digits or 0), cell
