"""A draft: a row for a sheet of the workbook that nobody has looked at yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from oversight_graph.ingest.readers.form import Line

CERTAIN, PROBABLE, DOUBTFUL = "certain", "probable", "doubtful"
# The outcome of an item with which a meeting is yet to deal.
SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that was read from a paper."""

    sheet: str  # name of the sheet
    values: Mapping[str, str]  # by column, as printed
    lines: tuple[int, ...]  # lines of the frozen text, in order
    page: int | None = None
    why: str = ""  # why it was taken for what it is
    certainty: str = CERTAIN
    note: str = ""  # what a person must know: torn over pages, a cell that is missing

    @classmethod
    def of(
        cls, sheet: str, values: Mapping[str, str], lines: Sequence[Line], why: str, certainty: str, note: str = ""
    ) -> "Draft":
        """Return a row that was read from whole lines."""
        return cls(sheet, values, tuple(sorted({each.number for each in lines})), page_of(lines), why, certainty, note)

    def changed(self, values: Mapping[str, str], note: str, certainty: str = "") -> "Draft":
        """Return the row with other values, and with a note behind what a person must know already."""
        sure = certainty or self.certainty
        return replace(self, values={**self.values, **values}, note=listed(self.note, note), certainty=sure)


@dataclass(slots=True)
class Drafts:
    """What was read from one paper."""

    rows: list[Draft] = field(default_factory=list)
    # First line, last line, page, and why they were not understood
    unread: list[tuple[int, int, int | None, str]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # lines that went into a draft, or that are known to say nothing
    hidden: int = 0  # how many contact details were left out
    notes: list[str] = field(default_factory=list)  # what else a person must be told
    # What the paper holds besides rows, in order: "minutes", "agenda"
    records: list[str] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        """Add a row, and take its lines as read."""
        self.rows.append(draft)
        self.used.update(draft.lines)

    def name_body(
        self, name: str, lines: Sequence[int], page: int | None, why: str, certainty: str = PROBABLE, **more: str
    ) -> None:
        """Add a body that has no row here yet; where no name is known, there is nothing to add."""
        if name and not any(row.values["name"] == name for row in self.of("Bodies")):
            self.add(Draft("Bodies", {"name": name, **more}, tuple(lines), page, why, certainty))

    def leave(self, lines: Sequence[int], page: int | None, why: str) -> None:
        """Say why lines were not understood."""
        self.unread.append((lines[0], lines[-1], page, why))

    def of(self, sheet: str) -> list[Draft]:
        """Return the rows for a sheet."""
        return [row for row in self.rows if row.sheet == sheet]


def spans(lines: Iterable[int]) -> str:
    """Return line numbers as people write them.

    Examples
    --------
    >>> spans([12, 13, 14, 20])
    '12-14, 20'
    """
    numbered = enumerate(sorted(set(lines)))
    runs = ([number for _, number in run] for _, run in groupby(numbered, lambda pair: pair[1] - pair[0]))
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def listed(*texts: str) -> str:
    """Return texts as one cell has them, parted by semicolons; empty ones are left out."""
    return "; ".join(filter(None, texts))


def page_of(lines: Iterable[Line]) -> int | None:
    """Return the page on which lines begin."""
    return next((line.page for line in lines if line.page), None)
