"""A store of which the package asks each of its queries once, and those about single things once for all things."""

from oversight_graph.store.store import Row, Store, Table
from oversight_graph.store.views import bind, view

# Views about one thing. A report tells of every thing, so each is asked with the thing left open.
_ABOUT = ("facts", "node_evidence", "mentions")
_ANY = "urn:thing"


class MemoStore:
    """A store that remembers its answers.

    Parameters
    ----------
    store : Store
        It is not to change while this is in use.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._answers: dict[tuple[str, str], Table] = {}
        self._things: dict[str, tuple[tuple[str, ...], dict[str | None, list[Row]]]] = {}
        self._asked = {name: bind(view(name), {"thing": _ANY}, name).split(_ANY) for name in _ABOUT}

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query."""
        if where in self._asked:
            before, after = self._asked[where]
            thing = query[len(before) : -len(after)]
            if query == f"{before}{thing}{after}" and ">" not in thing:
                columns, rows = self._of_all(where)
                return Table(columns, rows.get(thing, []))
        if (query, where) not in self._answers:
            self._answers[query, where] = self.store.select(query, where)
        return self._answers[query, where]

    def _of_all(self, where: str) -> tuple[tuple[str, ...], dict[str | None, list[Row]]]:
        """Return the answers to a view for each thing; the order of rows within one is that of the view."""
        if where not in self._things:
            # The braces around the thing are there too: `VALUES ?thing { <...> }`.
            before, after = self._asked[where]
            text = f"{before.removesuffix('<')}UNDEF }}\n  FILTER(isIRI(?thing)){after.removeprefix('> }')}"
            table = self.store.select(text.replace("SELECT DISTINCT ", "SELECT DISTINCT ?thing ", 1), where)
            found: dict[str | None, list[Row]] = {}
            for row in table:
                found.setdefault(row[0], []).append(row[1:])
            self._things[where] = table.columns[1:], found
        return self._things[where]
