"""Sections of a list, one for each group of its rows, and the ways to them with the numbers of their rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.parts import Block, Cell, Page, Part
from oversight_graph.report.html.paths import slug


def groups(
    build: Builder,
    rows: Sequence[Any],
    group: Callable[[Any], str],
    order: Iterable[str],
    columns: str,
    csv: str,
    *,
    prefix: str,
    special: dict[str, Callable[[Any], Cell]] | None = None,
    say: Mapping[str, str] = MappingProxyType({}),
) -> list[Block]:
    """Return one section for each group that has rows, with a table.

    Parameters
    ----------
    group : callable
        Returns the name of the group of a row.
    order : iterable of str
        Names of groups; a mapping gives the head of each too, which else is its name.
    columns, csv : str
        As in `Builder.grid`.
    prefix : str
        With which all anchors begin.
    special : dict of str to callable, optional
        As in `Builder.grid`.
    say : mapping of str to str
        What stands above the table of a group.
    """
    heads = order if isinstance(order, Mapping) else {}
    order = list(order)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[group(row)].append(row)
    names = [*dict.fromkeys(name for name in order if name in found), *sorted(found.keys() - set(order))]
    places = anchors(prefix, names)
    blocks = []
    for name in names:
        head = heads.get(name) or name[:1].upper() + name[1:]
        grid = build.grid(found[name], columns, csv, head, special)
        text = tuple(filter(None, (say.get(name),)))
        blocks.append(Block(f"{head} ({len(found[name])})", places[name], text, grid=grid, name=head))
    return blocks


def listed(path: str, title: str, blocks: Sequence[Block], *notes: str) -> Page:
    """Return the page of a list in sections, with the ways to them first."""
    return Page(path, title, kind="wide", blocks=(jumps(path, blocks), *blocks), notes=notes)


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
