"""Tables of HTML, with cells that span rows and columns laid out on their grid."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from oversight_graph.model.spelling import flat, whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A span beyond this is a mistake or an attack.
WIDEST = 200
_MOST_COLUMNS = 1000


def rows_of_html(source: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of the first table in a piece of HTML: the line in it, from 0, and the cells."""
    from lxml import html

    root = html.fromstring(f"<div>{source}</div>")
    tables = root.xpath("//table")
    if tables:
        for line, cells in rows_of_table(tables[0]):
            yield max(0, line - 1), cells


def rows_of_table(table: "HtmlElement") -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a table: the source line, and its cells.

    A cell that spans rows is carried down; one that spans columns stands in the first of them, the rest being empty.
    """
    carried: dict[int, tuple[int, str]] = {}
    for tr in table.iter("tr"):
        if next(tr.iterancestors("table")) is not table:
            continue
        cells: list[str] = []

        def fill(cells: list[str] = cells) -> None:
            while carried.get(len(cells), (0, ""))[0] > 0:
                left, text = carried[len(cells)]
                carried[len(cells)] = (left - 1, text)
                cells.append(text)

        for td in tr:
            if td.tag not in ("td", "th"):
                continue
            fill()
            text, down = text_of(td), _span(td.get("rowspan"))
            for column in range(_span(td.get("colspan")) if len(cells) < _MOST_COLUMNS else 1):
                shown = text if not column else ""
                if down > 1:
                    carried[len(cells)] = (down - 1, shown)
                cells.append(shown)
        fill()
        if cells:
            yield tr.sourceline or 1, tuple(cells)


_BLOCKS = frozenset("p li ul ol br div h1 h2 h3 h4 h5 h6 tr dt dd".split())


def text_of(element: "HtmlElement") -> str:
    """Return the text of an element, its paragraphs parted by line breaks."""
    parts: list[str] = []
    for event, node in _walk(element):
        if event == "start":
            parts.append("\n" if node.tag in _BLOCKS else "")
            parts.append(_flat(node.text) if node.tag not in ("script", "style") else "")
            continue
        parts.append("\n" if event == "end" and node.tag in _BLOCKS else "")
        if node is not element:
            parts.append(_flat(node.tail))
    lines = (flat(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _walk(element: "HtmlElement") -> Iterator[tuple[str, "HtmlElement"]]:
    from lxml import etree

    return iter(etree.iterwalk(element, events=("start", "end", "comment")))


def _span(value: str | None) -> int:
    return min(whole(value) or 1, WIDEST)
