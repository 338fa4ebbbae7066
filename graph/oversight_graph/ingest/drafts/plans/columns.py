"""Which columns a table has: where only runs of blanks part them, and where rules make some that hold nothing."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.drafts.plans.heads import Head, head_of
from oversight_graph.ingest.drafts.plans.refs import whole_ref
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# So many blanks part two columns.
_SEGMENT = re.compile(r"\S(?:\S| (?=\S))*")
# A head goes over so many lines, and has so many columns.
_HEAD, _COLUMNS = 3, 3
# A line by itself that is no longer is a heading within a table; a longer one is running text, which ends it.
_LONGEST = 60
# So many blank lines end a table.
_APART = 3
# A column in which more than this share of the lines run on into the next is none.
_CROSSING = 0.05


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line of a table."""

    line: Line
    cells: tuple[str, ...]
    after_blank: bool


def with_columns(
    lines: Sequence[Line], words: Words, mapping: Mapping[str, str]
) -> tuple[tuple[Line, ...], list[tuple[int, int]]]:
    r"""Return the lines with such tables as rows, and where there seems to be one that cannot be read.

    A table begins with a head that is understood, and ends with running text. Where words of one column run on into the
    next, nothing is cut.

    Examples
    --------
    >>> from oversight_graph.ingest.readers.text import read_text
    >>> from oversight_graph.ingest.words import load_words
    >>> text = "No    Action             Lead\n1     Mend the lamps of  Clerk\n      the green\n"
    >>> text += "2     Buy bells          AB\n"
    >>> rows, _ = with_columns(read_text(text), load_words(), {})
    >>> [(row.number, row.last, row.cells) for row in rows[1:]]
    [(2, 3, ('1', 'Mend the lamps of the green', 'Clerk')), (4, 4, ('2', 'Buy bells', 'AB'))]
    """
    out: list[Line] = []
    doubtful: list[tuple[int, int]] = []
    table = max((line.table for line in lines), default=0)
    at = 0
    while at < len(lines):
        found = _head(lines, at, words, mapping) if len(_segments(lines[at])) >= _COLUMNS else None
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        head, spans, below = found
        end = _end(lines, below, spans)
        cuts = _cuts(spans, lines[below:end])
        if cuts is None:
            doubtful.append((lines[at].number, lines[end - 1].number))
            out += lines[at:end]
        else:
            table += 1
            last = lines[below - 1].number
            out.append(replace(lines[at], cells=head.names, table=table, row=1, last=last))
            out += _rows(_cut(lines[below:end], cuts, words, mapping), table)
        at = end
    return tuple(out), doubtful


def with_heads(lines: Sequence[Line], words: Words) -> list[Line]:
    """Return the lines with heads that stand above a table, outside its rules, as its first row.

    The longest column of a table of actions often has no head at all.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> rows = [("7/25", "Mend the lamps of the quay", "Clerk", "May"), ("8/25", "Count bells", "AR", "asap")]
    >>> lines = [Line(at, cells, 1, 1, at - 1) for at, cells in enumerate(rows, 2)]
    >>> with_heads([Line(1, ("ITEM BY WHOM BY WHEN",)), *lines], load_words())[0].cells
    ('item', '', 'by whom', 'by when')
    """
    phrases = {phrase for table in ("actions", "plan") for each in words.columns[table].values() for phrase in each}
    out = list(lines)
    filled = [at for at, line in enumerate(lines) if line.cells]
    for at, below in itertools.pairwise(filled):
        first = lines[below]
        if lines[at].is_row or not first.is_row or first.row != 1 or len(lines[at].text) > _LONGEST:
            continue
        names = _phrases(plain(lines[at].text).split(), phrases)
        rows = [
            line.cells for line in lines[below:] if line.table == first.table and len(line.cells) == len(first.cells)
        ]
        if len(names) + 1 == len(first.cells) > 2:
            widths = [sum(map(len, column)) for column in zip(*rows, strict=True)]
            names.insert(widths.index(max(widths)), "")
        is_head = len(names) == len(first.cells) > 1 and head_of(tuple(names), words, {}) is not None
        if is_head and head_of(first.cells, words, {}) is None:
            out[at] = replace(lines[at], cells=tuple(names), table=first.table, row=1, level=0)
    return out


def _phrases(given: Sequence[str], phrases: set[str]) -> list[str]:
    """Cut words into heads of columns, the longest first; none if one is left over."""
    out: list[str] = []
    at = 0
    while at < len(given):
        end = next((end for end in range(len(given), at, -1) if " ".join(given[at:end]) in phrases), None)
        if end is None:
            return []
        out.append(" ".join(given[at:end]))
        at = end
    return out


def narrowed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the rows of tables without columns in which no row has anything, as double rules make them.

    A row with a single cell says what the rows below are about, wherever it is printed.

    Examples
    --------
    >>> rows = [("", "Aim 1", "", ""), ("Action", "", "Lead", ""), ("Lamps", "", "Clerk", "")]
    >>> [line.cells for line in narrowed([Line(at, cells, 1, 1, at) for at, cells in enumerate(rows, 1)])]
    [('Aim 1', ''), ('Action', 'Lead'), ('Lamps', 'Clerk')]
    """
    used: dict[int, set[int]] = {}
    for line in lines:
        filled = [at for at, cell in enumerate(line.cells) if cell]
        if line.is_row and len(filled) > 1:
            used.setdefault(line.table, set()).update(filled)
    out = []
    for line in lines:
        columns = sorted(used.get(line.table, ())) if line.is_row else []
        if columns and len(columns) < len(line.cells):
            cells = tuple(line.cells[at] for at in columns if at < len(line.cells))
            alone = [cell for cell in line.cells if cell]
            line = replace(line, cells=(alone[0], *([""] * (len(columns) - 1))) if len(alone) == 1 else cells)
        out.append(line)
    return out


def _segments(line: Line) -> list[tuple[int, int, str]]:
    """Return the words of a line that more than one blank parts, and where they begin and end."""
    if line.is_row or not line.cells:
        return []
    return [(found.start(), found.end(), found[0]) for found in _SEGMENT.finditer(line.printed or line.text)]


def _head(
    lines: Sequence[Line], at: int, words: Words, mapping: Mapping[str, str]
) -> tuple[Head, list[tuple[int, int]], int] | None:
    """Return the head that begins at a line, where its columns stand, and the line below; None if it is none."""
    spans: list[tuple[int, int]] = []
    names: list[str] = []
    best: tuple[Head, list[tuple[int, int]], int] | None = None
    for below, line in enumerate(lines[at : at + _HEAD], at + 1):
        segments = _segments(line)
        if not segments or (spans and len(segments) > len(spans)):
            break
        if not spans:
            spans, names = [segment[:2] for segment in segments], [segment[2] for segment in segments]
        else:
            for start, end, text in segments:
                over = [k for k, (first, last) in enumerate(spans) if start < last and end > first]
                if len(over) != 1:
                    return best
                k = over[0]
                spans = [*spans[:k], (min(start, spans[k][0]), max(end, spans[k][1])), *spans[k + 1 :]]
                names[k] = f"{names[k]} {text}"
        found = head_of(tuple(names), words, mapping, ("plan",)) or head_of(
            tuple(names), words, mapping, only="actions"
        )
        under = segments[0][0] < spans[0][1]  # what stands below the first head may be a row
        if best is not None and (found is None or (under and _understood(found) <= _understood(best[0]))):
            break
        best = (replace(found, names=tuple(names)), list(spans), below) if found is not None else best
    return best


def _understood(head: Head) -> int:
    return sum(bool(name) for name in head.fields)


def _end(lines: Sequence[Line], below: int, spans: Sequence[tuple[int, int]]) -> int:
    """Return where a table ends: at running text, at a heading or table of its own, or behind many blank lines."""
    end, blank = below, 0
    for at in range(below, len(lines)):
        line = lines[at]
        segments = _segments(line)
        if not line.cells:
            blank += 1
            if blank >= _APART:
                break
            continue
        prose = len(segments) == 1 and len(segments[0][2]) > max(_LONGEST, _widest(spans))
        if line.is_row or line.level or prose:
            break
        end, blank = at + 1, 0
    return end


def _widest(spans: Sequence[tuple[int, int]]) -> int:
    begins = [first for first, _ in spans]
    return max(later - first for first, later in zip(begins, [*begins[1:], begins[-1] + _LONGEST], strict=True))


def _cuts(spans: Sequence[tuple[int, int]], body: Sequence[Line]) -> list[int] | None:
    """Return where the columns are parted: where the fewest lines have words; None if too many have."""
    printed = [line.printed or line.text for line in body if len(_segments(line)) > 1 or line.printed[:1] == " "]
    if not printed:
        return None
    cuts = []
    for (_, before), (after, _) in itertools.pairwise(spans):
        crossed = {
            at: sum(" " not in text[at - 1 : at + 1] != "" for text in printed) for at in range(before, after + 1)
        }
        fewest = min(crossed.values())
        if fewest > _CROSSING * len(printed):
            return None
        cuts.append(max(at for at, count in crossed.items() if count == fewest))
    return cuts


def _cut(lines: Sequence[Line], cuts: Sequence[int], words: Words, mapping: Mapping[str, str]) -> list[_Row]:
    """Return the printed lines of a table in their columns; a head that comes again is left out."""
    out: list[_Row] = []
    blank = False
    for line in lines:
        if not line.cells:
            blank = True
            continue
        text, segments = line.printed or line.text, _segments(line)
        bounds = [0, *cuts, len(text)]
        cells = tuple(text[first:last].strip() for first, last in itertools.pairwise(bounds))
        if len(segments) == 1 and sum(map(bool, cells)) > 1:
            cells = (segments[0][2], *([""] * len(cuts)))  # a heading over several columns
        cells += ("",) * (len(cuts) + 1 - len(cells))
        if head_of(cells, words, mapping, ("plan",)) is None:
            out.append(_Row(line, cells, blank))
        blank = False
    return out


def _rows(printed: Sequence[_Row], table: int) -> list[Line]:
    """Join printed lines to rows: one begins where its first cell is filled.

    Where first cells go over several lines too, and hold no references, blank lines must part the rows.
    """
    within = [row.cells[0] for row in printed[1:] if not row.after_blank and row.cells[0]]
    by_blanks = (
        any(row.after_blank for row in printed) and bool(within) and not any(whole_ref(each)[0] for each in within)
    )
    full = [sum(map(bool, row.cells)) > 1 for row in printed]
    groups: list[list[_Row]] = []
    for row, many in zip(printed, full, strict=True):
        begins = row.after_blank if by_blanks else bool(row.cells[0])
        alone = bool(row.cells[0]) and not many and not (groups and by_blanks and not row.after_blank)
        if begins or alone or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    return [
        Line(
            group[0].line.number,
            tuple(" ".join(filter(None, column)) for column in zip(*(row.cells for row in group), strict=True)),
            group[0].line.page, table, at, 0, group[-1].line.number,
        )
        for at, group in enumerate(groups, 2)
    ]  # fmt: skip
