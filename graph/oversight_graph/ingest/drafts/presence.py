"""What lists and columns of those who were at a meeting say of somebody: that they came, sent apologies, or neither."""

import re
from collections.abc import Sequence
from dataclasses import replace

from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.plans.heads import Head
from oversight_graph.ingest.words import Words, plain

ATTENDED, APOLOGIES, GUEST, ABSENT, MINUTES = "attended", "apologies", "in attendance", "absent", "minutes"
# A column says something else of somebody than whether they were there.
UNSAID = "not said"
OF_LABEL = {"present": ATTENDED, "guests": GUEST, "apologies": APOLOGIES, "absent": ABSENT}
# What a column of presence holds, or begins with; a tick says what the head of its column does.
_SHOWN = re.compile(
    r"(?i)(?:(?P<tick>y(?:es)?|p|x|[✓✔✅☑])"
    r"|(?P<yes>present|attend(?:ed|ing)|in (?:person|attendance)|online|remote(?:ly)?)"
    r"|(?P<no>no?|absent|not present|did not attend|[✗✘❌☐])"
    r"|(?P<sorry>ap(?:ol)?s?(?![\w])|apolog(?:y|ies)(?!\s+for\s+lateness)|regrets|excused|sorry|a))"
    r"\.?(?=$|\s*[,;:(–—/-]|\s+(?:as|for|from|until|via|by|to|in|sent|received|given|at|remotely|virtually|online)\b)"
)

# What is shorter is a letter that a table explains.
_WORD = 4


def presence_in(cell: str) -> str:
    """Return what a cell of presence says: attended, apologies or absent; empty if it says neither.

    Examples
    --------
    >>> [presence_in(cell) for cell in ("P", "✓", "Apologies (sent Bo Ash)", "No", "Sub", "")]
    ['attended', 'attended', 'apologies', 'absent', '', '']
    """
    found = _SHOWN.match(cell)
    if found is None:
        return ""
    return APOLOGIES if found["sorry"] else ABSENT if found["no"] else ATTENDED


def presence_beside(capacity: str) -> str:
    """Return what words beside a name in a list say: attended, apologies or absent; empty if they say neither.

    Letters are no such words: they are what somebody is called.

    Examples
    --------
    >>> [presence_beside(words) for words in ("ABSENT", "apologies sent", "A", "No Fines Officer", "left at 3 pm")]
    ['absent', 'apologies', '', '', '']
    """
    found = _SHOWN.match(capacity)
    return presence_in(capacity) if found is not None and len(found[0]) >= _WORD else ""


def shown(cells: Sequence[str], head: Head, names: int | None, labels: Labels) -> tuple[str, str]:
    """Return what the columns of presence say of a row, and in which words; nothing where they are empty."""
    said = ("", "")
    for at, (name, field_) in enumerate(zip(head.names, head.fields, strict=True)):
        cell = cells[at].strip() if field_ == "presence" and at not in (0, names) and at < len(cells) else ""
        if not cell:
            continue
        found = _SHOWN.match(cell)
        if found is None:
            said = said if said[0] else (UNSAID, cell)
            continue
        if found["no"] and (head.fields.count("presence") > 1 or said[0] not in ("", UNSAID)):
            continue  # it is another column that says what they did
        of_head = OF_LABEL.get(labels.label_of(name)[0], ATTENDED)
        return (
            of_head if found["tick"] else ATTENDED if found["yes"] else APOLOGIES if found["sorry"] else ABSENT
        ), cell
    return said


def with_presence(head: Head, words: Words) -> Head:
    """Return a head whose second column of names, such as "Present" behind "Member", says who was there."""
    said, fields = words.phrases("columns", "attendance", "presence"), list(head.fields)
    for at, name in enumerate(head.names):
        if fields[at] == "name" and "name" in fields[:at] and plain(name) in said:
            fields[at] = "presence"
    return replace(head, fields=tuple(fields))
