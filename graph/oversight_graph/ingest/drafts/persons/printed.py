"""A list of names that goes over several printed lines."""

import itertools
import re
from collections.abc import Sequence

from oversight_graph.ingest.drafts.persons.names import PersonNames
from oversight_graph.ingest.readers.form import Line

# A printed line is longer than this, and a list goes on in the next unless it ends so.
_PRINTED, _STOPS = 45, (".", ";", ":", ")", "public", "press", "residents", "parishioners")
# So many lines together with the surname first are a list.
_SEVERAL = 3


def breaks_off(text: str, line: Line) -> bool:
    """Whether a list breaks off at the end of a printed line: in brackets, or in a long line without a stop."""
    stops = text.rstrip().endswith(_STOPS) or len(line.text) <= _PRINTED
    return text.count("(") > text.count(")") or (len(re.findall("[,;]", text)) > 1 and not stops)


def where(name: str, lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the line on which a name of a list stands, or the two over which it goes."""
    bare = name.removeprefix("Cllr ")
    alone = next(((line.number,) for line in lines if bare in line.text), None)
    over = (
        (line.number, below.number) for line, below in itertools.pairwise(lines) if bare in f"{line.text} {below.text}"
    )
    return alone or next(over, (lines[-1].number,))


def turned_round(lines: Sequence[Line], people: PersonNames) -> set[int]:
    """Return the numbers of three lines or more together that each hold one name with the surname first."""
    runs = itertools.groupby(
        (line for line in lines[:150] if line.cells), lambda line: not line.is_row and people.is_turned(line.text)
    )
    whole = (list(run) for is_turned, run in runs if is_turned)
    return {line.number for run in whole if len(run) >= _SEVERAL for line in run}
