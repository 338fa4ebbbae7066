"""What a page is made of: blocks, tables, cells, tiles, parts. All of it is plain text; templates make HTML of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Up to so many letters a word is not broken.
_LONG = 28
_UNBROKEN = re.compile(rf"[^\s-]{{{_LONG + 1}}}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, with where it leads."""

    text: str
    href: str | None = None
    title: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes
    ----------
    look : str
        Class of its looks: ``cites``, ``list``, ``inline``, ``number``, ``mark``, ``date`` or empty.
    sort : str
        By what it is sorted, if not by its text.
    """

    parts: tuple[Part, ...]
    look: str = ""
    sort: str = ""

    @property
    def looks(self) -> str:
        """Classes of its looks, with ``long`` if a word in it must be broken to fit."""
        for part in self.parts:
            if len(part.text) > _LONG and _UNBROKEN.search(part.text):
                return f"{self.look} long".strip()
        return self.look


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its CSV.

    Attributes
    ----------
    rows : tuple of (str, tuple of Cell)
        An anchor, or an empty string, and the cells.
    csv : str
        Path of the CSV file that holds it, below the folder of the report.
    look : str
        ``matrix`` for a table with turned heads; empty otherwise.
    first, whole : int
        Of a piece of a table: how many rows come before it, and how many there are in all; else 0.
    groups : tuple of (str, int)
        What stands over the heads, each over how many columns.
    totals : tuple of Cell
        Below the heads, one for each column.
    marked : frozenset of int
        Rows that are set off.
    """

    caption: str
    heads: tuple[Part, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    csv: str
    look: str = ""
    first: int = 0
    whole: int = 0
    groups: tuple[tuple[str, int], ...] = ()
    totals: tuple[Cell, ...] = ()
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tile:
    """A commitment on the wall, or a grade in the key of it.

    Attributes
    ----------
    text, sign : str
        Its reference, and the sign of its grade; of a grade in the key, its word and how many have it.
    look : str
        Class of its looks.
    """

    text: str
    sign: str
    look: str
    title: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective on the wall: what is said of it, and its tiles without and with a body."""

    name: str
    said: str
    href: str
    bare: tuple[Tile, ...]
    covered: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall, what stands over its two sides, and its key: the grades, each with how many have it."""

    goals: tuple[Goal, ...]
    bare: tuple[Tile, ...]
    covered: tuple[Tile, ...]
    heads: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a tree, and what stands below it."""

    parts: tuple[Part, ...]
    below: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A section of a page: a heading, sentences, a chart, a wall of tiles, a table, code; folded, if it can wait.

    The name is what the section is about, where the title says how much there is of it too. What is to be copied of
    it is a text that cites.
    """

    title: str = ""
    anchor: str = ""
    text: tuple[str, ...] = ()
    points: tuple[tuple[Part, ...], ...] = ()
    svg: str = ""
    grid: Grid | None = None
    code: str = ""
    frame: str = ""
    passages: tuple[tuple[Part, str], ...] = ()
    wall: Wall | None = None
    ways: Sequence[tuple[str, Sequence[Part]]] = ()
    look: str = ""
    fold: bool = False
    name: str = ""
    copy: str = ""
    tree: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the report.

    Attributes
    ----------
    kind : str
        What it tells of, or ``wide`` for a list that wants the width of the screen.
    lead : tuple of str
        What must be known before the first row; what explains the rest is in the notes.
    notes : tuple of str
        How to read the page; stands at its end.
    above : tuple of Part
        What the thing of the page is a part of, from the widest.
    look : str
        Class of the looks of the whole page, if the kind does not say it.
    see : tuple of Part
        Where the thing of the page is drawn.
    parts : tuple of Part
        Of a list split over several pages, the ways to all of them.
    first : str
        Of such a page, the path of the first.
    """

    path: str
    title: str
    kind: str = ""
    lead: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    first: str = ""
    notes: tuple[str, ...] = ()
    above: tuple[Part, ...] = ()
    look: str = ""
    see: tuple[Part, ...] = ()
