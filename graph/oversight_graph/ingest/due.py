"""The day by which a sentence says that something is to be done."""

import re

from oversight_graph.ingest.values import MONTHS

_BY = re.compile(
    r"\bby\s+(?:the\s+)?(?P<when>(?:(?:end|start|beginning|spring|summer|autumn|fall|winter|close)\s+(?:of\s+)?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:(?:{'|'.join(MONTHS)})\s+)?(?:20\d\d(?:\s?[/–-]\s?\d\d)?))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!?]\s+\S")


def due_in(said: str) -> str:
    """Return the words of the first day by which something is said to be done; empty if there is none.

    Examples
    --------
    >>> due_in("We will mend ten lamps by the end of May 2026, and plant trees by 2030"), due_in("We mend lamps")
    ('end of May 2026', '')
    """
    found = _BY.search(said)
    return found["when"] if found else ""


def due_of(said: str) -> str:
    """Return the words of the only day by which a sentence says something is to be done; empty if it is none.

    Examples
    --------
    >>> due_of("On track to be done by Fall 2026."), due_of("Some by May 2026 and all by 2027"), due_of("Done. By 2026")
    ('Fall 2026', '', '')
    """
    return due_in(said) if len(_BY.findall(said)) == 1 and not _SENTENCE.search(said) else ""
