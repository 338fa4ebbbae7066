"""Cells that lost their place: which column each cell of a short or displaced row belongs to.

A page break in a converted table drops cells and shifts those that are left. Every order-keeping placement of the
cells is weighed by what they hold: a reference in the column of references, a text that goes on where the row above
broke off, the next number of a list, a short name in the column of oversight.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.drafts.plans.refs import begins_inner, inner_refs, whole_ref
from oversight_graph.ingest.drafts.plans.rows import TEXTS, PlanRow
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import plain

_LAST_NUMBER = re.compile(r"(?:^|\s)\(?(\d{1,2})[.)]")
_FIRST_NUMBER = re.compile(r"^\(?(\d{1,2})[.)]")
_SENTENCE = re.compile(r"[a-z]{3,}[.!?](?:\s|$)")
# More placements than this are not weighed.
_MOST = 5000
# How long a cell of oversight is, where none was read.
_USUAL = 30.0


def is_displaced(cells: Sequence[str], fields: Sequence[str], current: str | None) -> bool:
    """Whether a row may not stand in the columns in which it is printed.

    Parameters
    ----------
    fields : sequence of str
        What each column is.
    current : str or None
        The reference of the commitment before.
    """
    if len(cells) != len(fields):
        return True
    for cell, field in zip(cells, fields, strict=True):
        if field == "ref" and cell and not whole_ref(cell)[0]:
            return True
        elsewhere = field in ("ref", "commitment", "progress", "oversight") and "activity" in fields
        if elsewhere and current and begins_inner(cell, current):
            return True
    return False


def in_columns(cells: Sequence[str], names: Sequence[str]) -> dict[int, str]:
    """Return the cells of a row by column.

    A table that goes on overleaf may be without the columns that have no head and hold nothing: then its cells are as
    many as there are heads.

    Examples
    --------
    >>> in_columns(("Lamps", "Clerk"), ("", "Action", "", "Lead")), in_columns(("Lamps", ""), ("Action", "Lead", "Due"))
    ({1: 'Lamps', 3: 'Clerk'}, {0: 'Lamps'})
    """
    named = [at for at, name in enumerate(names) if name]
    columns = named if len(named) == len(cells) < len(names) else range(len(names))
    return {at: cell for at, cell in zip(columns, cells, strict=False) if cell}


def place(
    cells: Sequence[str],
    fields: Sequence[str],
    above: Mapping[str, str],
    current: str | None,
    torn: bool,
    usual: float,
) -> tuple[dict[int, str], set[int]]:
    """Return the cells by column, and the columns for which no cell was printed.

    Parameters
    ----------
    above : mapping of str to str
        The row above, by field.
    current : str or None
        The reference of the commitment before.
    torn : bool
        Whether the row comes after a break, so that it may carry on the row above.
    usual : float
        The usual length of an oversight cell.

    Examples
    --------
    >>> fields = ("ref", "commitment", "activity", "progress", "oversight")
    >>> place(("", "(A4.8) Joint commissioning", "Complete", ""), fields, {}, "A.4", False, 30)
    ({2: '(A4.8) Joint commissioning', 3: 'Complete'}, {0})
    """
    filled = [(at, cell) for at, cell in enumerate(cells) if cell]
    width = len(fields)
    if not filled:
        return {}, set()
    if len(filled) > width:
        merged = " ".join(cell for _, cell in filled[width - 1 :])
        filled = [*filled[: width - 1], (width - 1, merged)]
    best: tuple[float, tuple[int, ...]] | None = None
    for count, columns in enumerate(combinations(range(width), len(filled))):
        if count > _MOST:
            break
        score = sum(
            _fit(cell, fields[column], above, current, torn, usual) - 0.6 * _moved(at, column, len(cells), width)
            for (at, cell), column in zip(filled, columns, strict=True)
        )
        shifts = {column - at for (at, _), column in zip(filled, columns, strict=True)}
        score -= 1.0 * len(shifts)
        score += 0.4 if not cells[0] and shifts == {width - len(cells)} else 0.0  # the blank cell in front was dropped
        if best is None or score > best[0] + 1e-9:
            best = (score, columns)
    columns = best[1] if best else tuple(at for at, _ in filled)
    placed = {column: cell for (_, cell), column in zip(filled, columns, strict=True)}
    missing = max(0, width - len(cells))
    shift = columns[-1] - filled[-1][0]  # how the cells behind the last filled one moved along
    reached = max(len(cells) - 1 + shift, columns[-1])
    lost = set(range(reached + 1, width))
    if missing and not lost:
        lost = set(range(missing)) - placed.keys()
    return placed, lost if missing else set()


def _moved(at: int, column: int, printed: int, width: int) -> float:
    """Return how far a cell is from a place that it may have: its own, or that counted from the end of a short row."""
    shift = column - at
    return min(abs(shift), abs(shift - (width - printed))) if printed <= width else abs(shift)


def _fit(cell: str, field: str, above: Mapping[str, str], current: str | None, torn: bool, usual: float) -> float:
    score = 0.0
    inner = begins_inner(cell, current) or begins_inner(cell, None)
    ref = "" if inner or len(cell) > 60 else whole_ref(cell)[0]
    if field == "ref":
        return 6.0 if ref else -6.0
    if ref and len(cell) < 12:
        score -= 4
    if inner:
        score += 5 if field == "activity" else -4
    elif current and inner_refs(cell, current):
        score += 3 if field == "activity" else -1
    before = above.get(field, "")
    if torn and not inner and before:
        open_ended = before.rstrip()[-1:] not in ".!?:;)"
        low = cell[:1].islower()
        score += 2.0 if open_ended and low else 0.7 if open_ended else -2.0 if low else 0.0
        last, first = _LAST_NUMBER.findall(before), _FIRST_NUMBER.match(cell)
        if first and last and int(first[1]) == int(last[-1]) + 1:
            score += 3
    sentences = len(_SENTENCE.findall(cell))
    if field == "oversight":
        score -= 3 if len(cell) > 2.5 * usual + 80 else 0
        score -= 2 if sentences and len(cell.split()) > 8 else 0
        score += 1.5 if len(cell) <= 1.5 * usual + 20 and len(cell.split()) > 1 else 0
        score -= 2.5 if cell.strip(". ").lower() in _DONE else 0
        score -= 3 if re.match(r"(?i)(?:update|ongoing|action)\b", cell) else 0
    if field == "progress":
        score += 1 if sentences > 1 or cell.strip(". ").lower() in _DONE else 0
        score += 0.5 if sentences else 0
    return score


_DONE = frozenset("complete completed ongoing done started delayed closed underway".split())


def same_list(before: str, cell: str) -> tuple[str, str]:
    """Return what of a cell carries on the cell above it, and the rest."""
    if cell[:1].islower() and before.rstrip()[-1:] not in (".", ""):
        return cell, ""
    last = re.findall(r"(?:^|\s)\(?(\d{1,2})[.)]", before)
    parts = re.split(r"\n|(?<=\S)\s{2,}(?=\S)", cell, maxsplit=1)
    first = re.match(r"\(?(\d{1,2})[.)]", parts[0])
    if last and first and int(first[1]) == int(last[-1]) + 1:
        if len(parts) > 1:
            return parts[0], parts[1]
        return cell, ""
    return "", cell


def is_whole(values: Mapping[str, str]) -> bool:
    """Whether the commitment of a row begins with a capital, so that it carries nothing on."""
    return values.get("commitment", "")[:1].isupper() and "activity" not in values


def is_further(values: Mapping[str, str], row: PlanRow, gridded: bool) -> bool:
    """Whether a row without a reference is one more thing to be done under that of the row above.

    Both have a last day; or, in a table whose cells the format keeps, both have somebody who leads.
    """
    if not row.ref or not is_whole(values) or not is_another(values, row.title, False):
        return False
    days = [read_date(text) for text in (values.get("due", ""), row.texts.get("due", "")) if text]
    leads = [text for text in (values.get("lead", ""), row.texts.get("lead", "")) if text[:1].isupper()]
    return len([day for day in days if day and day.last]) == 2 or (gridded and len(leads) == 2)


def is_another(values: Mapping[str, str], title: str, torn: bool) -> bool:
    """Whether a row below one of the same reference is another commitment: the paper has the reference twice."""
    said = plain(values.get("commitment", ""))
    return not torn and bool(said and title) and said not in plain(title) and "activity" not in values


def joined(first: str, second: str) -> str:
    """Return two halves of a torn text as it reads; what is only carried down is not said twice."""
    if not first or not second or first == second or first.endswith(f" {second}"):
        return first or second
    if re.search(r"[a-z]-$", first) and second[:1].islower():
        return first + second
    return f"{first} {second}"


class Record(NamedTuple):
    """A printed row: texts by field and by head, its oversight cell if it has one, and whether cells were moved."""

    line: Line
    values: Mapping[str, str]
    others: Mapping[str, str]
    cell: str | None
    displaced: bool


def join_texts(row: PlanRow, record: Record) -> None:
    """Give a row what a printed row says beside what is promised and what is done for it."""
    for name in TEXTS[1:]:
        if record.values.get(name):
            row.texts[name] = joined(row.texts.get(name, ""), record.values[name])
    for name, text in record.others.items():
        row.others[name] = joined(row.others.get(name, ""), text)


def usual(lengths: Sequence[int]) -> float:
    """Return how long the cells of oversight read last usually are."""
    recent = sorted(lengths[-60:])
    return float(recent[len(recent) // 2]) if recent else _USUAL
