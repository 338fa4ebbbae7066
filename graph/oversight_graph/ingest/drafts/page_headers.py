"""Heads and feet of pages: lines that come again on page after page, which are no part of what a paper says."""

import re
from collections import Counter
from collections.abc import Sequence

from oversight_graph.ingest.readers.form import Line

# So many lines at the top and at the bottom of a page may be its head and foot.
_EDGE = 4
# On so many pages a line must come again.
_PAGES = 3


def headers_and_footers(lines: Sequence[Line]) -> dict[int, str]:
    """Return the lines that are heads or feet of pages: number of the line, and its words.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    dict of int to str
        Empty for papers of fewer than three pages. A line comes again if it differs in nothing but its figures, such as
        the number of the page.

    Examples
    --------
    >>> texts = ("Board minutes 1", "Lamps", "Board minutes 2", "Trees", "Board minutes 3", "Drains")
    >>> sorted(headers_and_footers([Line(n + 1, (text,), n // 2 + 1) for n, text in enumerate(texts)]))
    [1, 3, 5]
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None and line.cells:
            pages.setdefault(line.page, []).append(line)
    edges = {
        line.number: line.text
        for page in pages.values()
        for line in (page if len(page) <= 2 * _EDGE else (*page[:_EDGE], *page[-_EDGE:]))
        if not line.is_row
    }
    words = {number: re.sub(r"\d+", "#", text) for number, text in edges.items()}
    on = {line.number: line.page for page in pages.values() for line in page}
    again = Counter(text for text, _ in {(text, on[number]) for number, text in words.items()})
    often = {text for text, count in again.items() if count >= _PAGES and 2 * count >= len(pages) and text.strip("# ")}
    return {number: edges[number] for number, text in words.items() if text in often}
