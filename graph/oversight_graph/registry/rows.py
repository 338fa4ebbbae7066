"""The rows of an answer: a list that a notebook shows as the table that the command prints."""

from collections.abc import Iterable, Sequence
from typing import Any


class Rows(list[Any]):
    """Rows of an answer.

    Parameters
    ----------
    rows : iterable
        Of the dataclass that the answer declares.
    columns : sequence of str
        Those that are shown.
    empty : str
        What it means if there is no row.
    of : int, optional
        Of how many rows these are, where an answer leaves some out.
    """

    def __init__(
        self, rows: Iterable[Any], columns: Sequence[str] = (), empty: str = "", of: int | None = None
    ) -> None:
        super().__init__(rows)
        self.columns, self.empty = tuple(columns), empty
        self.of: int = getattr(rows, "of", len(self)) if of is None else of

    def _repr_html_(self) -> str:
        """Return the rows as a table, for a notebook."""
        from oversight_graph.store.notebook import table_html

        shown = [[getattr(row, name, None) for name in self.columns] for row in self]
        return table_html(self.columns, shown, "" if self else self.empty)
