"""From a graph to a workbook that makes the same graph: each row is tried, and what no row can hold is told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from oversight_graph.ingest.workbook.from_graph.rows import rows_of
from oversight_graph.ingest.workbook.from_graph.statements import Statement, Statements, name, part_rows
from oversight_graph.ingest.workbook.from_graph.view import View
from oversight_graph.ingest.workbook.read import Book
from oversight_graph.ingest.workbook.sheets import Row, row, sheets
from oversight_graph.ingest.workbook.to_graph.facts import short
from oversight_graph.ingest.workbook.to_graph.graphs import Made, make_graph, row_of
from oversight_graph.ingest.workbook.violations import errors
from oversight_graph.load.languages import as_stated
from oversight_graph.model.vocabulary import OURS
from oversight_graph.store.store import EmbeddedStore

_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Exported:
    """A graph as rows.

    Attributes
    ----------
    rows : list of Row
    settings : dict of str to str
        What the addresses begin with, and the language of most words where that is not English.
    held : dict of str to int
        How many statements the rows of each sheet make.
    further : dict of str to int
        How many statements stand in the sheet Further facts, by relation.
    lost : list of str
        Statements that no sheet holds; empty unless the graph has something that no cell can write.
    """

    rows: list[Row]
    settings: dict[str, str]
    held: dict[str, int]
    further: dict[str, int]
    lost: list[str]


def stated(store: EmbeddedStore) -> list[ox.Triple]:
    """Return what the files of a graph state: nothing inferred, nothing of the ontology, nothing about the files."""
    quads = [quad for quad in map(as_stated, store.quads) if getattr(quad.graph_name, "value", "") not in OURS]
    graphs = {quad.graph_name for quad in quads}
    return sorted({quad.triple for quad in quads if quad.subject not in graphs}, key=str)


def export_rows(triples: Sequence[ox.Triple]) -> Exported:
    """Return rows that make a graph again.

    Parameters
    ----------
    triples : sequence of pyoxigraph.Triple
        As `stated` gives them.

    Returns
    -------
    Exported

    Notes
    -----
    A row is kept only if all that it makes is in the graph. What the rows that are kept do not make goes to the sheet
    Further facts. Which file a statement stood in is not kept; its paper is.
    """
    view = View(triples)
    whole = Counter(view.said.folded())
    rows = rows_of(view)
    for n, each in enumerate(rows, 2):
        each.number = n
    made = _make(rows, view)
    for _ in range(_ROUNDS):
        wrong = _wrong(rows, made, whole)
        if not wrong:
            break
        rows = _without(rows, wrong)
        made = _make(rows, view)
    held = Counter(each.sheet for each in made.rows)
    missing = whole - Counter(Statements(made.triples).folded())
    further = _further(view, missing)
    again = _make([*rows, *further], view)
    back = Counter(Statements(again.triples).folded())
    lost = [" ".join(statement) for statement in sorted((whole - back) + (back - whole))]
    kinds = Counter(each.get("fact") for each in further)
    return Exported([*rows, *further], view.settings, dict(held), dict(kinds), lost)


def book_of(rows: Sequence[Row], settings: dict[str, str]) -> Book:
    """Return rows as if they had been read from a workbook."""
    columns = {name: {column: n for n, column in enumerate(sheet.names)} for name, sheet in sheets().items()}
    return Book("workbook", list(rows), columns, settings, [], Path())


def _make(rows: Sequence[Row], view: View) -> Made:
    return make_graph(book_of(rows, view.settings), view.base, drafts=True)


def _wrong(rows: Sequence[Row], made: Made, whole: Counter[Statement]) -> set[int]:
    """Return the rows that make something that the graph does not say, or that are wrong."""
    said = Statements(made.triples)
    part_rows_of: dict[str, set[int]] = {}
    hangs: dict[str, str] = {}
    for triple, each in zip(made.triples, made.rows, strict=True):
        part_rows_of.setdefault(name(triple.subject), set()).add(id(each))
        if isinstance(triple.object, ox.BlankNode):
            hangs[name(triple.object)] = name(triple.subject)
    wrong: set[int] = set()
    counts: Counter[Statement] = Counter()
    for triple, each in zip(made.triples, made.rows, strict=True):
        if isinstance(triple.subject, ox.BlankNode):
            continue
        statement = (name(triple.subject), triple.predicate.value, said.key(triple.object))
        counts[statement] += 1
        if counts[statement] > whole[statement]:
            wrong.add(id(each))
            if isinstance(triple.object, ox.BlankNode):
                wrong |= part_rows_of.get(name(triple.object), set())
    wrong_cells = {row_of(violation.where) for violation in errors(made.violations)}
    return wrong | {id(each) for each in rows if (each.sheet, each.number) in wrong_cells}


_BARE = frozenset(
    "ref|address|commitment|objective|plan|part|committed by|cell|activity ref|activity|activity address|"
    "lead as printed|lead as read|due as printed|due as read".split("|")
)


def _without(rows: list[Row], wrong: set[int]) -> list[Row]:
    """Return rows without the wrong ones; a row of a plan is bared first, and takes those that go on with it along."""
    gone: set[tuple[str, str]] = set()
    for each in rows:
        if each.sheet == "Plan" and id(each) in wrong and (each.get("commitment") or each.get("activity")):
            bare = {column: text for column, text in each.cells.items() if column in _BARE}
            if bare != each.cells:
                each.cells = bare
                wrong.discard(id(each))
            else:
                gone.add(_things(each))
    kept = [each for each in rows if id(each) not in wrong]
    return [each for each in kept if each.sheet != "Plan" or _things(each) not in gone]


def _things(of: Row) -> tuple[str, str]:
    return of.get("address"), of.get("activity address")


def _further(view: View, missing: Counter[Statement]) -> list[Row]:
    rows: list[Row] = []

    def write(subject: str, relation: str, value: object, part: str) -> None:
        text, kind = _cell(view, value, part)
        thing = subject if subject.startswith("_:") else short(view.base, subject)
        cells = {"thing": thing, "fact": short(view.base, relation), "value": text, "kind": kind}
        rows.append(row("Further facts", cells))

    left, number = Counter(missing), 0
    for triple in view.triples:
        subject = name(triple.subject)
        if isinstance(triple.subject, ox.BlankNode):
            continue
        statement = (subject, triple.predicate.value, view.said.key(triple.object))
        if left[statement] > 0:
            left[statement] -= 1
            number += 1
            part_rows(view.said, subject, triple.predicate.value, triple.object, write, f"_:{number}")
    return rows


def _cell(view: View, value: object, part: str) -> tuple[str, str]:
    if part:
        return part, "thing"
    if isinstance(value, ox.Literal):
        if value.language:
            return value.value, f"text@{value.language}"
        kind = short(view.base, value.datatype.value)
        return value.value, "text" if kind == "xsd:string" else kind
    return short(view.base, name(value)), "thing"
