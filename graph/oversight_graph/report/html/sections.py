"""Sections of a list, one for each group of its rows, and the ways to them with the numbers of their rows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from oversight_graph.report.html.cells import Block, Builder, Cell, Part
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
            name=heads(name),
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
        while (anchor := stem if number == 1 else f"{stem}-{number}") in found.values():
            number += 1
        found[name] = anchor
    return found


def jumps(path: str, blocks: Sequence[Block]) -> Block:
    """Return the ways to the sections of a page, each with the number of its rows; nothing where there are few."""
    those = [block for block in blocks if block.grid and block.name]
    points = tuple(
        (Part(f"{each.name}: {len(each.grid.rows)}", f"{path}#{each.anchor}"),) for each in those if each.grid
    )
    return Block(points=points if len(points) > 1 else (), look="jumps", anchor="jumps")
