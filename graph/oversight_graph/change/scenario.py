"""A reading of the data in which bodies have ended or merged, for all analyses that ask a store."""

from collections.abc import Collection, Mapping, Sequence

from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.store.store import Row, Store, Table
from oversight_graph.store.views import ask

# By which of its columns each view speaks of a body, and where the body's name stands.
_BODY_COLUMNS: dict[str, dict[str, str | None]] = {
    "covers": {"by": "name"},
    "row_oversight": {"by": "name"},
    "scrutinies": {"body": "name"},
    "network_edges": {"source": None, "target": None},
    "accountability_modes": {"forum": None, "actor": None},
}


class Edited:
    """A store that answers as if bodies had ended by a date, or had passed what is theirs to another.

    Parameters
    ----------
    store : Store
    day : str
        ISO date by which the bodies have ended.
    ended : collection of str
        IRIs of bodies that end.
    merged : mapping of str to str
        Body that ends to body that takes over: its oversight, seats, reports and meetings. What papers say of its
        state and of its openness is not passed on.

    Notes
    -----
    The data is not touched. Only the package's own queries are edited, which `catalogue.ask` names; each is sent once.
    """

    def __init__(
        self, store: Store, day: str, ended: Collection[str] = (), merged: Mapping[str, str] | None = None
    ) -> None:
        self.store, self.day, self.merged = store, day, dict(merged or {})
        self.ended = sorted({*ended, *self.merged})
        self.names = {row[0]: row[1] for row in ask(store, "body_levels")} if self.merged else {}
        self._answers: dict[tuple[str, str], Table] = {}

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query."""
        if (query, where) not in self._answers:
            table = self.store.select(query, where)
            rows = table.rows
            for column, name in _BODY_COLUMNS.get(where, {}).items():
                rows = [self._passed_on(row, table.columns, column, name) for row in rows]
            if where == "body_states":
                at = table.columns.index("basis")
                rows = [self._passed_on(row, table.columns, "body", None) if row[at] == "met" else row for row in rows]
                ended = {"state": CONCEPT + "state/ended", "since": self.day, "edtf": self.day, "basis": "stated"}
                rows += [tuple({**ended, "body": iri}.get(name) for name in table.columns) for iri in self.ended]
            self._answers[query, where] = Table(table.columns, rows)
        return self._answers[query, where]

    def _passed_on(self, row: Row, columns: Sequence[str], column: str, name: str | None) -> Row:
        new = self.merged.get(row[columns.index(column)] or "")
        if new is None:
            return row
        changed = {column: new} | ({name: self.names.get(new)} if name else {})
        return tuple(changed.get(key, value) for key, value in zip(columns, row, strict=True))
