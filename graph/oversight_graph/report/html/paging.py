"""Lists too long for one page go on over several, and every way into them leads to the part that holds the place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from oversight_graph.report.html.parts import Block, Page, Part

# So many rows a browser still sorts at once, and somebody may still print.
MOST = 1000


@dataclass(slots=True)
class Paged:
    """Pages of which none has too many rows.

    Attributes
    ----------
    moved : dict of (str, str) to str
        The page that now holds an anchor of another page.
    """

    pages: list[Page] = field(default_factory=list)
    moved: dict[tuple[str, str], str] = field(default_factory=dict)

    def resolve(self, href: str) -> str:
        """Return the way to a place, wherever it went."""
        path, mark, anchor = href.partition("#")
        return f"{self.moved.get((path, anchor), path)}#{anchor}" if mark else href


def paged(pages: Sequence[Page], most: int = MOST) -> Paged:
    """Split the pages that have more rows than that.

    Parameters
    ----------
    most : int
        Rows on one page.
    """
    found = Paged()
    for page in pages:
        if sum(len(block.grid.rows) for block in page.blocks if block.grid) <= most:
            found.pages.append(page)
            continue
        parts: list[list[Block]] = [[]]
        filled = 0
        for block in page.blocks:
            for piece in _pieces(block, most):
                size = len(piece.grid.rows) if piece.grid else 0
                if filled and filled + size > most:
                    parts.append([])
                    filled = 0
                parts[-1].append(piece)
                filled += size
        stem = page.path.removesuffix(".html")
        # No thing has such a file name: see `paths.slug`.
        paths = [page.path, *(f"{stem}_{number}.html" for number in range(2, len(parts) + 1))]
        ways = tuple(
            Part(f"{number} {_first_title(blocks)}", path)
            for number, (path, blocks) in enumerate(zip(paths, parts, strict=True), start=1)
        )
        for number, (path, blocks) in enumerate(zip(paths, parts, strict=True), start=1):
            lead = page.lead if number == 1 else ()
            title = page.title if number == 1 else f"{page.title} (part {number} of {len(parts)})"
            found.pages.append(
                replace(page, path=path, title=title, lead=lead, blocks=tuple(blocks), parts=ways, first=page.path)
            )
            for anchor in _anchors(blocks):
                found.moved[page.path, anchor] = path
    return found


def _pieces(block: Block, most: int) -> Iterator[Block]:
    """Yield a section, cut where it has too many rows; the first piece keeps the anchor."""
    grid = block.grid
    if grid is None or len(grid.rows) <= most:
        yield block
        return
    for start in range(0, len(grid.rows), most):
        cut = replace(grid, rows=grid.rows[start : start + most], first=start, whole=len(grid.rows))
        if start == 0:
            yield replace(block, grid=cut)
        else:
            yield Block(f"{block.title}, continued", f"{block.anchor or 'rows'}-from-{start + 1}", grid=cut)


def _anchors(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.anchor:
            yield block.anchor
        if block.grid:
            yield from (anchor for anchor, _ in block.grid.rows if anchor)


def _first_title(blocks: Sequence[Block]) -> str:
    title = next((block.title for block in blocks if block.grid and block.title), "")
    return f"from {title}" if title else ""
