"""Plain text and Markdown, as they are: tables of tabs, pipes and HTML are read where they stand."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from oversight_graph.ingest.readers.form import PAGE, Line
from oversight_graph.ingest.readers.grid import rows_of_html
from oversight_graph.ingest.readers.markup import heading, unmarked

_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_DASHES = re.compile(r"^[\s\-–—=_|:]*$")
_FIELD = re.compile(r"^[\w-]+\s*[:=]")
_TITLE = re.compile(r"^title\s*[:=]\s*[\"']?(.+?)[\"']?\s*$", re.IGNORECASE)
_LISTED = re.compile(r"[-*•] {1,4}(?=\S)")
_ENTRY = re.compile(r"^(\s*[-*•]) {2,4}(?=\S)")
_COUNTED = re.compile(r"\d{1,2}[.)]\t+[^\t]+$")
_PIPE = re.compile(r"(?<!\\)\|")
_OPEN, _CLOSE = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
# An HTML table that is not closed within so many lines is none.
_LONGEST = 20_000


def read_text(text: str) -> tuple[Line, ...]:
    r"""Return the lines of a text; their numbers are those of the text itself.

    Examples
    --------
    >>> [(line.number, line.cells) for line in read_text("Plan\n\n1.1\tSafe roads\tRoads Board\n") if line.cells]
    [(1, ('Plan',)), (3, ('1.1', 'Safe roads', 'Roads Board'))]
    """
    return tuple(_lines(text.removesuffix("\n").split("\n") if text else []))


def _lines(source: list[str]) -> Iterator[Line]:
    # What stands between two rules at the very top is said of the file; only its title is part of the paper.
    fence = source[0].strip() if source else ""
    matter = next((at for at in range(1, min(len(source), 80)) if source[at].strip() == fence), 0)
    said = next((line for line in source[1:] if line.strip()), "")
    matter = matter if fence in ("---", "+++") and _FIELD.match(said) else 0
    closings = [at for at, line in enumerate(source) if _CLOSE.search(line)]
    page = 1 if any(PAGE in line for line in source) else None
    table = row = 0
    inside = False
    at = 0
    while at < len(source):
        raw = source[at].rstrip("\r")
        if page is not None:
            page += raw.count(PAGE)
        raw = raw.replace(PAGE, "")
        number = at + 1
        at += 1
        if matter and number <= matter + 1:
            title = _TITLE.match(raw)
            yield Line(number, (unmarked(title[1]),) if title else (), page, level=1 if title else 0)
            continue
        if _OPEN.search(raw) and (end := _closing(closings, number - 1)) is not None:
            table, row, inside = table + 1, 0, False
            for row, (offset, found) in enumerate(rows_of_html("\n".join(source[number - 1 : end + 1])), 1):
                yield Line(number + offset, found, page, table, row)
            at = end + 1
            continue
        cells = _cells(raw, source[at] if at < len(source) else "", inside)
        if cells is None:
            level, words = heading(_ENTRY.sub(r"\1 ", raw))
            shown = unmarked(words)
            inside = inside and not shown
            kept = (shown,) if shown and not _DASHES.match(shown) else ()
            depth = _set_in(raw)
            yield Line(number, kept, page, 0, 0, level, depth=depth, printed=raw if "  " in raw else "")
            continue
        if not cells:  # the rule under a head
            yield Line(number, (), page)
            continue
        if not inside:
            table, row, inside = table + 1, 0, True
        row += 1
        yield Line(number, cells, page, table, row)


def _cells(raw: str, following: str, inside: bool) -> tuple[str, ...] | None:
    """Return the cells of a row, none for a rule, None for running text."""
    bare = raw.strip()
    piped = bare.startswith("|") and bare.count("|") > 1
    entry = raw.lstrip("\t")
    deep = len(raw) - len(entry) == 1 or entry[:1].isdigit()
    if "\t" not in entry and (_LISTED.match(entry) or (deep and not inside)):
        raw = entry  # an indented line
    if raw != entry and _COUNTED.match(entry):
        return None  # an entry of a list that is set in, with a tab behind its number
    if "\t" in raw and not piped:
        cells = [unmarked(cell) for cell in raw.split("\t")]
        return () if all(_DASHES.match(cell) for cell in cells) and any(cells) else tuple(cells)
    if "|" in raw:
        if _RULE.match(bare):
            return ()
        if piped or (inside and bare.count("|") > 1) or _RULE.match(following.strip()):
            cells = [unmarked(cell) for cell in _PIPE.split(bare)]
            return tuple(cells[1 if bare.startswith("|") else 0 : -1 if bare.endswith("|") else None])
    return None


def _set_in(raw: str) -> int:
    """Return how far an entry of a list is set in, 1 if it is not; 0 for any other line."""
    spaced = raw.expandtabs(4)
    entry = spaced.lstrip()
    return len(spaced) - len(entry) + 1 if _LISTED.match(entry) else 0


def _closing(closings: list[int], start: int) -> int | None:
    """Return the line in which a table is closed that is opened in another."""
    at = bisect_left(closings, start)
    return closings[at] if at < len(closings) and closings[at] < start + _LONGEST else None
