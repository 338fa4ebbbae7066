"""Sections of a list, one for each group of its rows, and the chart whose figures are the numbers of their rows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from oversight_graph.report.html.cells import Block, Builder, Cell
from oversight_graph.report.html.charts import Bar, bars
from oversight_graph.report.html.paths import slug


def groups(
    build: Builder,
    rows: Sequence[Any],
    group: Callable[[Any], str],
    order: Iterable[str],
    columns: Sequence[str],
    csv: str,
    *,
    prefix: str,
    heads: Callable[[str], str] = str,
    special: dict[str, Callable[[Any], Cell]] | None = None,
    say: Callable[[str], str] = lambda name: "",
) -> list[Block]:
    """Return one section for each group that has rows, with a table."""
    order = list(order)
    found = {group(row) for row in rows}
    names = [*dict.fromkeys(name for name in order if name in found), *sorted(found - set(order))]
    places = anchors(prefix, names)
    return [
        Block(
            title=f"{heads(name)} ({len(those)})",
            anchor=places[name],
            text=tuple(filter(None, (say(name),))),
            grid=build.grid(those, columns, csv, heads(name), special),
        )
        for name in names
        for those in [[row for row in rows if group(row) == name]]
    ]


def anchors(prefix: str, names: Sequence[str]) -> dict[str, str]:
    """Return an anchor for each name; names that would share one are numbered.

    Examples
    --------
    >>> anchors("of", ["A b", "a-b"])
    {'A b': 'of-a-b', 'a-b': 'of-a-b-2'}
    """
    found: dict[str, str] = {}
    for name in names:
        stem, number = f"{prefix}-{slug(name) or 'other'}", 1
        while (one := stem if number == 1 else f"{stem}-{number}") in found.values():
            number += 1
        found[name] = one
    return found


def chart(title: str, path: str, blocks: Sequence[Block], shades: dict[str, str] | None = None) -> Block:
    """Return a chart of the sections of a page: its figures are the numbers of their rows."""
    rows = [
        Bar(
            one.title.rpartition(" (")[0],
            len(one.grid.rows),
            f"{path}#{one.anchor}",
            (shades or {}).get(one.anchor, "#3f6f9f"),
        )
        for one in blocks
        if one.grid
    ]
    return Block(title=title, anchor="chart", svg=bars(title, rows))
