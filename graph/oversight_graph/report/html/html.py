"""Tables as HTML. A report holds a hundred thousand cells, which a template would take longer to write than to fill.

Every text goes through `charts.escape`, in content and in attributes; nothing here takes markup from data.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

from oversight_graph.report.html.charts import escape
from oversight_graph.report.html.parts import Cell, Grid, Part

if TYPE_CHECKING:
    from markupsafe import Markup

_LINKED = re.compile(r'(?<= href=")[^"#][^"]*')
# Gives the way to a page of the report: where a list is split, the part that holds the place.
Resolve = Callable[[str], str]


class Writer:
    """Writes the tables of one page.

    Parameters
    ----------
    path : str
        The page, below the folder of the report.
    resolve : callable
    root : str, optional
        The way from the page to the folder of the report, if its path does not say it.
    """

    def __init__(self, path: str, resolve: Resolve, root: str | None = None) -> None:
        self.path, self.resolve = path, resolve
        self.root = "../" * path.count("/") if root is None else root

    def href(self, path: str) -> str:
        """Return the way from the page to another place of the report, escaped."""
        return escape(self.root + self.resolve(path))

    def part(self, part: Part) -> str:
        """Return a piece of text, as a link if it leads elsewhere."""
        text = escape(part.text)
        more = f' title="{escape(part.title)}"' if part.title else ""
        if part.look:
            more += f' class="{escape(part.look)}"'
        if part.href and part.href != self.path:
            return f'<a href="{self.href(part.href)}"{more}>{text}</a>'
        return f"<span{more}>{text}</span>" if more else text

    def drawn(self, svg: str) -> str:
        """Return a drawing whose links lead from the page to the places of the report that they name."""
        return _LINKED.sub(lambda found: self.href(unescape(found.group())), svg)

    def line(self, parts: tuple[Part, ...]) -> "Markup":
        """Return pieces of text in a row; those that cite are parted by semicolons."""
        from markupsafe import Markup

        cites = bool(parts) and parts[0].text == "Rests on: "
        last = len(parts) - 1
        pieces = [self.part(p) + ("; " if cites and p.href and at < last else "") for at, p in enumerate(parts)]
        return Markup("".join(pieces))  # noqa: S704 - `part` escapes

    def table(self, grid: Grid) -> "Markup":
        """Return a table, with its caption and the way to its CSV."""
        from markupsafe import Markup

        caption = escape(grid.caption)
        rows = f"{len(grid.rows)} {'row' if len(grid.rows) == 1 else 'rows'}"
        if grid.whole:
            rows = f"rows {grid.first + 1} to {grid.first + len(grid.rows)} of {grid.whole}"
        heads = f"<tr>{''.join(map(self._head, grid.heads))}</tr>"
        if grid.groups:
            names = ((span, f"<span>{escape(text)}</span>") for text, span in grid.groups)
            over = (f'<th scope="colgroup" colspan="{span}">{name}</th>' for span, name in names)
            heads = f'<tr class="over">{"".join(over)}</tr>{heads}'
        if grid.totals:
            heads += f'<tr class="totals">{"".join(map(self._cell, grid.totals))}</tr>'
        lines = [
            f'<div class="scroll{f" {escape(grid.look)}" if grid.look else ""}" role="region" tabindex="0" '
            f'aria-label="{caption}">\n<table class="sortable">\n'
            f'<caption>{caption}: {rows} <a class="csv" href="{self.href(grid.csv)}" download>CSV'
            f'<span class="unseen">, the whole list</span></a></caption>\n'
            f"<thead>{heads}</thead>\n<tbody>"
        ]
        for number, (anchor, cells) in enumerate(grid.rows, start=grid.first):
            named = f' id="{escape(anchor)}"' if anchor else ""
            named += ' class="gap"' if number in grid.marked else ""
            lines.append(f"<tr{named}>{''.join(map(self._cell, cells))}</tr>")
        lines.append("</tbody>\n</table>\n</div>")
        return Markup("\n".join(lines))  # noqa: S704 - every text above is escaped

    def _head(self, head: Part) -> str:
        look = f' class="{escape(head.look)}"' if head.look else ""
        if head.href:
            return f'<th scope="col"{look}><a href="{self.href(head.href)}">{escape(head.text)}</a></th>'
        return f'<th scope="col"{look}><span>{escape(head.text)}</span></th>'

    def _cell(self, cell: Cell) -> str:
        parts = cell.parts
        if not parts:
            inside = ""
        elif len(parts) > 1 and cell.look in ("list", "cites", "inline"):
            inside = f"<ul>{''.join(f'<li>{self.part(part)}</li>' for part in parts)}</ul>"
        else:
            inside = "".join(map(self.part, parts))
        looks = cell.looks
        opened = f'<td class="{looks}"' if looks else "<td"
        return f'{opened} data-sort="{escape(cell.sort)}">{inside}</td>' if cell.sort else f"{opened}>{inside}</td>"
