"""Pages of very many things, a hundred or so in a file: each is made when somebody opens it.

``thing.html?commitment/4.2.html`` asks the file in which that page stands; `pack_of` gives its number here, and
``pages.js`` in the browser. It needs no server, since a file is a script that hands over one text; what a hundred
pages have in common is there once, since the text is deflated.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence

from oversight_graph.report.html.parts import Page

MOST = 1000  # pages of things that are files of their own; of more, none is
_TOGETHER = 100
SHELL, PACKER = "thing.html", "pages.js"
_LEAD = (
    "This report has very many pages: each is made by a script when it is opened. Where scripts do not run, its lists "
    "and its tables hold the same."
)


class Packs:
    """Which pages are packed, and the way to them.

    Parameters
    ----------
    pages : sequence of Page
        Those that are packed if there are more than `MOST`.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self.packed = {page.path: page for page in pages} if len(pages) > MOST else {}
        self.count = -(-len(self.packed) // _TOGETHER)

    def shell(self) -> list[Page]:
        """Return the page that opens packed ones, if there are any."""
        return [Page(SHELL, "A page of this report", lead=(_LEAD,))] if self.packed else []

    def resolve(self, href: str) -> str:
        """Return the way to a place, through the page that opens packed ones."""
        path, mark, anchor = href.partition("#")
        return f"{SHELL}?{path}{mark}{anchor}" if path in self.packed else href

    def root(self, path: str) -> str | None:
        """Return the way from a packed page, which is shown by another, to the folder of the report."""
        return "" if path in self.packed else None

    def files(self, html: Mapping[str, str], beside: Mapping[str, str]) -> dict[str, bytes]:
        """Return all files: pages, what stands beside them, and the packs with the tables that belong to packed pages.

        Parameters
        ----------
        html : mapping of str to str
            The pages, by path.
        beside : mapping of str to str
            The other files, by path.
        """
        packs: list[dict[str, tuple[str, dict[str, str]]]] = [{} for _ in range(self.count)]
        kept: set[str] = set()
        for path, page in self.packed.items():
            tables = sorted({block.grid.csv for block in page.blocks if block.grid})
            packs[pack_of(path, self.count)][path] = html[path], {table: beside[table] for table in tables}
            kept.update(tables)
        found = {path: text.encode() for path, text in html.items() if path not in self.packed}
        found |= {path: text.encode() for path, text in beside.items() if path not in kept}
        return found | {f"pages/{number}.js": _script(pack) for number, pack in enumerate(packs)}


def pack_of(path: str, count: int) -> int:
    """Return the number of the pack in which a page stands, of so many packs.

    Examples
    --------
    >>> pack_of("commitment/4.2.html", 20)
    3
    """
    number = 0
    for letter in path:
        number = (number * 31 + ord(letter)) % 2**32
    return number % count


def _script(pack: object) -> bytes:
    text = json.dumps(pack, ensure_ascii=False, separators=(",", ":")).encode()
    return b'self.opened("' + base64.b64encode(zlib.compress(text, 6)) + b'");\n'
