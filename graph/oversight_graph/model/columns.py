"""Columns of rows that name several things: the names, and the IRIs in the same order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def named(**columns: Iterable[Sequence[str | None]]) -> dict[str, Any]:
    """Return columns of names, and beside each one of IRIs.

    Parameters
    ----------
    **columns : iterable of (str or None, str or None)
        Name and IRI of each thing, in the order in which they are shown; what follows these is passed over. An IRI
        that is missing is empty.

    Returns
    -------
    dict of str to tuple of str
        Two for each column: by its name and by its name with ``_iri``.

    Examples
    --------
    >>> named(chair=[("Mayor", "post:mayor"), ("Clerk", None)])
    {'chair': ('Mayor', 'Clerk'), 'chair_iri': ('post:mayor', '')}
    """
    found = {}
    for column, things in columns.items():
        pairs = [(name or "", iri or "") for name, iri, *_ in things]
        found[column], found[f"{column}_iri"] = tuple(name for name, _ in pairs), tuple(iri for _, iri in pairs)
    return found


def filled(records: Iterable[Mapping[str, str | None]], column: str) -> list[str]:
    """Return what stands in a column of several records, each value once; what is empty is passed over.

    Examples
    --------
    >>> filled([{"body": "Panel"}, {"body": None}, {"body": "Board"}, {"body": "Panel"}], "body")
    ['Panel', 'Board']
    """
    return list(dict.fromkeys(value for record in records if (value := record[column])))
