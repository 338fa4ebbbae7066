"""Matrices of responsibility: activities in rows, roles in columns, and letters that say who does what.

Whoever is responsible leads. To be accountable, consulted or informed is neither to lead nor to watch: it is noted.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from oversight_graph.ingest.drafts.plans.heads import field_of
from oversight_graph.ingest.drafts.plans.rows import PlanRow
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

_WORDS = {"R": "responsible", "A": "accountable", "S": "supporting", "C": "consulted", "I": "informed"}
_PARTED = re.compile(r"\s*[/,;&+\n]\s*|\s+")
# A key says what a letter means, such as "A = Approves".
_KEY = re.compile(r"(?:^|[\s(;,])([RACSI])\s*(?:=|:|–|-|is|for)\s*([A-Za-z]{4,})")
# So many of the cells that are filled are letters, in so many rows.
_MOST, _LEAST = 0.9, 2
_ROLES = 2
_SAYS = "a matrix of responsibilities, in which whoever is responsible is taken to lead"


def matrix_rows(lines: Sequence[Line], words: Words) -> tuple[list[PlanRow], set[int]]:
    """Return the rows of the matrices of a paper, and the numbers of their lines.

    A table is one where its cells hold nothing but such letters, R and A among them, unless a key near it gives them
    another meaning.

    Returns
    -------
    rows : list of PlanRow
    lines : set of int

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> table = ("Task", "Clerk", "Board"), ("Buy lamps", "R", "A"), ("Fit lamps", "A/R", "I")
    >>> rows, _ = matrix_rows([Line(at, cells, table=1, row=at) for at, cells in enumerate(table, 1)], load_words())
    >>> [(row.title, row.texts["lead"], row.doubt.partition("; ")[2]) for row in rows]
    [('Buy lamps', 'Clerk', 'accountable: Board'), ('Fit lamps', 'Clerk', 'accountable: Clerk; informed: Board')]
    """
    keys = [found for line in lines if line.cells for found in _KEY.findall(line.text)]
    if any(meant.lower()[:4] != _WORDS[letter][:4] for letter, meant in keys):
        return [], set()
    rows: list[PlanRow] = []
    used: set[int] = set()
    for _, group in groupby((line for line in lines if line.is_row and any(line.cells)), key=lambda line: line.table):
        table = list(group)
        read = _read(table, words)
        rows += read
        used |= {line.number for line in table[_head(table) or 0 :]} if read else set()
    return rows, used


def letters(cell: str) -> list[str]:
    """Return the letters of a cell, also where they are written out; none if it holds anything else."""
    named = {word: letter for letter, word in _WORDS.items()}
    parts = [part.strip("()*") for part in _PARTED.split(cell.strip()) if part.strip("()*")]
    found = [part if part in _WORDS else named.get(part.lower(), "") for part in parts]
    return found if all(found) else []


def _head(table: Sequence[Line]) -> int | None:
    """Return which row is the head: that before the first with letters, without any itself."""
    first = next((at for at, line in enumerate(table) if any(map(letters, line.cells[1:]))), 0)
    return first - 1 if first and sum(map(bool, table[first - 1].cells)) > _LEAST else None


def _read(table: Sequence[Line], words: Words) -> list[PlanRow]:
    at = _head(table)
    if at is None:
        return []
    head, below = table[at], table[at + 1 :]
    lettered = [
        n for n in range(1, len(head.cells)) if any(letters(line.cells[n]) for line in below if n < len(line.cells))
    ]
    # In one column alone, or below such a head, R and A are red and amber.
    rated = any(field_of(plain(head.cells[n]), "plan", words, {})[0] == "status" for n in lettered)
    if len(lettered) < _ROLES or rated:
        return []
    start = lettered[0]
    filled = [cell for line in below for cell in line.cells[start:] if cell.strip(" -–—")]
    said = [letter for cell in filled for letter in letters(cell)]
    if sum(bool(letters(cell)) for cell in filled) < _MOST * len(filled) or not {"R", "A"} <= set(said):
        return []
    rows: list[PlanRow] = []
    section = ""
    refs = words.phrases("columns", "plan", "ref")
    for line in below:
        label = [flat(cell) for cell in line.cells[:start]]
        held: dict[str, list[str]] = {}
        for role, cell in zip(head.cells[start:], line.cells[start:], strict=False):
            for letter in letters(cell):
                held.setdefault(letter, []).append(flat(role))
        if not held:
            section = next(filter(None, label), section)
            continue
        ref = label[0] if len(label) > 1 and plain(head.cells[0]) in refs else ""
        above = label[-2] if len(label) > 1 and not ref else section
        row = PlanRow(ref, label[-1], above, opens=True, has_column=False, lines=[head, line])
        row.texts = {"lead": "; ".join(held["R"])} if "R" in held else {}
        told = [
            f"{word}: {', '.join(held[letter])}" for letter, word in _WORDS.items() if letter in held and letter != "R"
        ]
        row.doubt = "; ".join([_SAYS, *told])
        rows += [row] if row.title else []
    return rows if len(rows) >= _LEAST else []
