"""Packs of papers: cut where another paper begins, so that each set of minutes in them is read by itself."""

import re
from collections.abc import Sequence

from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.meeting import date_in
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.words import Words

# So far above the list of attendance the heading of minutes may begin.
_HEAD = 30
# Two lists of attendance so near belong to one set of minutes.
_NEAR = 45


def segments(paper: Paper, words: Words) -> list[Sequence[Line]]:
    """Return the sets of minutes in a paper, each from its heading to the next.

    Parameters
    ----------
    paper : Paper
    words : Words

    Returns
    -------
    list of sequence of Line
        Empty if there are none: minutes have a list of those who were there, and a day.
    """
    lines = paper.lines
    labels = Labels(words)
    starts: list[int] = []
    for at, line in enumerate(lines):
        if not line.cells:
            continue
        text = line.cells[0] if line.is_row and line.cells[0] else line.text
        name, rest = labels.label_of(text)
        if name not in ("present", "apologies"):
            continue
        if line.is_row and not (line.cells[0].rstrip().endswith(":") or len(line.cells[0]) < 24):
            continue
        if rest and len(rest) > 400 and not re.search(r"[A-Z][a-z]+,", rest):
            continue
        if starts and at - starts[-1] < _NEAR:
            continue
        if name == "apologies" and not starts and not _dated(lines, at):
            continue
        starts.append(at)
    begins = [_heading(lines, at, words, starts[k - 1] if k else -1) for k, at in enumerate(starts)]
    kept = [at for at in begins if at is not None]
    return [lines[at : (kept[k + 1] if k + 1 < len(kept) else len(lines))] for k, at in enumerate(kept)]


def _heading(lines: Sequence[Line], at: int, words: Words, before: int) -> int | None:
    """Return where the heading of minutes begins, or None if no day stands above or beside the attendance."""
    record = re.compile(rf"\b(?:{words.pattern('minutes', 'record')}|meeting)\b", re.I)
    first = max(0, at - _HEAD, before + 1)
    if not _dated(lines, at):
        return None
    above = [
        k for k in range(first, at + 1) if lines[k].cells and record.search(lines[k].text) and len(lines[k].text) < 220
    ]
    return above[0] if above else first


def _dated(lines: Sequence[Line], at: int) -> bool:
    near = lines[max(0, at - _HEAD) : at + 12]
    return any(date_in(line.text, 2000)[0] for line in near if line.cells)
