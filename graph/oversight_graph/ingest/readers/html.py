"""Pages of HTML: headings, paragraphs, list entries and tables, without menus, scripts and fields of forms."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import Piece, decoded, is_utf8
from oversight_graph.ingest.readers.grid import rows_of_table, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset("script style noscript template nav button select svg iframe head footer".split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PARAGRAPHS = frozenset("p li dt dd blockquote pre address figcaption caption summary h1 h2 h3 h4 h5 h6".split())
_BLOCKS = _SKIPPED | _PARAGRAPHS | {*"div ul ol dl table section article main header body br hr".split()}


def read_html(data: bytes) -> tuple[list[Piece], list[str]]:
    """Return the pieces of an HTML page, and the passages that it has struck out, which are no part of them.

    Raises
    ------
    DataError
        If there is nothing in it that could be read.
    """
    from lxml import etree, html

    try:
        # Decoded here: where a page says falsely how it is written, the parser would leave out all that follows.
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
        root = html.document_fromstring(_text(data).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DataError(f"cannot be read as HTML: {error}") from error
    struck = [gone for gone in root.iter("s", "del", "strike") if gone.getparent() is not None]
    passages = [passage for gone in struck if (passage := " ".join(gone.text_content().split()))]
    for gone in struck:
        gone.drop_tree()
    tables = iter(range(1, 1_000_000))
    return list(_pieces(root, tables)), passages


def _text(data: bytes) -> str:
    said = _CHARSET.search(data[:4096])
    if said and not is_utf8(data):
        try:
            return data.decode(said[1].decode())
        except (LookupError, ValueError):
            pass  # it is written in another way than it says
    return decoded(data)


def _pieces(element: "HtmlElement", tables: Iterator[int]) -> Iterator[Piece]:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag == "form" and not element.xpath(".//p|.//li|.//table|.//h1|.//h2|.//h3"):
        return  # a field to search by; some pages stand in a form as a whole
    if element.tag == "table":
        for text in _beside_rows(element):
            yield Piece((text,))
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
                depth = sum(1 for _ in element.iterancestors("ul", "ol")) if element.tag == "li" else 0
                yield Piece((line,), level=level, entry=element.tag == "li", depth=depth)
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
        named = isinstance(child.tag, str)
        if named and (child.tag in _BLOCKS or child.xpath("boolean(.//p|.//div|.//table|.//li)")):
            yield from flush()
            if child.tag not in ("br", "hr"):
                yield from _pieces(child, tables)
        elif isinstance(child, html.HtmlElement):
            loose.append(child.text_content())
        loose.append(child.tail or "")
    yield from flush()


def _beside_rows(table: "HtmlElement") -> Iterator[str]:
    """Yield what a table says outside its cells: its caption, and text that has slipped between its rows."""
    for node in table.iter("table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"):
        if node is table or next(node.iterancestors("table")) is table:
            parts = [text_of(node) if node.tag == "caption" else node.text, node.tail if node is not table else ""]
            yield from (text for part in parts if (text := " ".join((part or "").split())))


def _is_layout(table: "HtmlElement") -> bool:
    """Whether a table only places things on the page: it holds other tables, or has a single cell."""
    return bool(table.xpath(".//table")) or len(table.xpath(".//td|.//th")) <= 1
