"""Pages of HTML: headings, paragraphs, list entries and tables, without menus, scripts and forms."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import Piece, is_utf8
from oversight_graph.ingest.readers.grid import rows_of_table, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset("script style noscript template nav form button select svg iframe head footer".split())
_PARAGRAPHS = frozenset("p li dt dd blockquote pre address figcaption caption summary h1 h2 h3 h4 h5 h6".split())


def read_html(data: bytes) -> list[Piece]:
    """Return the pieces of an HTML page.

    Raises
    ------
    DataError
        If there is nothing in it that could be read.
    """
    from lxml import etree, html

    try:
        # A page that does not say how it is written is in UTF-8 if it can be.
        encoding = None if b"charset" in data[:4096].lower() or not is_utf8(data) else "utf-8"
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DataError(f"cannot be read as HTML: {error}") from error
    tables = iter(range(1, 1_000_000))
    return list(_pieces(root, tables))


def _pieces(element: "HtmlElement", tables: Iterator[int]) -> Iterator[Piece]:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag == "table":
        if _is_layout(element):
            for cell in element.iter("td", "th"):
                if next(cell.iterancestors("table")) is element:  # those of a table within are read with it
                    yield from _children(cell, tables)
            return
        table = next(tables)
        for row, (_, cells) in enumerate(rows_of_table(element), 1):
            yield Piece(cells, None, table, row)
        return
    inner = element.xpath(".//p|.//li|.//table|.//dl")
    if element.tag in _PARAGRAPHS and not inner:
        level = int(element.tag[1]) if len(element.tag) == 2 and element.tag[1].isdigit() else 0
        for line in text_of(element).split("\n"):
            if line:
                yield Piece((line,), level=level)
        return
    yield from _children(element, tables)


def _children(element: "HtmlElement", tables: Iterator[int]) -> Iterator[Piece]:
    """Yield what stands in a container: blocks one by one, loose text between them as lines."""
    from lxml import html

    loose = [element.text or ""]

    def flush() -> Iterator[Piece]:
        text = " ".join("".join(loose).split())
        loose.clear()
        if text:
            yield Piece((text,))

    for child in element:
        block = isinstance(child.tag, str) and (
            child.tag in _SKIPPED
            or child.tag in _PARAGRAPHS
            or child.tag
            in {"div", "ul", "ol", "dl", "table", "section", "article", "main", "header", "body", "br", "hr"}
            or child.xpath("boolean(.//p|.//div|.//table|.//li)")
        )
        if block:
            yield from flush()
            if child.tag not in ("br", "hr"):
                yield from _pieces(child, tables)
        elif isinstance(child, html.HtmlElement):
            loose.append(child.text_content())
        loose.append(child.tail or "")
    yield from flush()


def _is_layout(table: "HtmlElement") -> bool:
    """Whether a table only places things on the page: it holds other tables, or has a single cell."""
    return bool(table.xpath(".//table")) or len(table.xpath(".//td|.//th")) <= 1
