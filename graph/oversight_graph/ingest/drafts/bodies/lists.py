"""Lists of bodies: glossaries with names, marks, purposes and how often a body meets; and sentences that say so."""

import itertools
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.drafts.bodies.openness import PUBLIC, PUBLISHED, openness
from oversight_graph.ingest.drafts.draft import CERTAIN
from oversight_graph.ingest.drafts.plans.heads import Head, head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words
from oversight_graph.model.spelling import flat

_MARKS = re.compile(r"\s*((?:[*#†‡^§]\s*)+)$")
_KEY = re.compile(r"([*#†‡^§]{1,3})\s*[-–—=:]+\s*([^*#†‡^§,;]{3,80})")
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&]{1,9})\)\s*$")

# So many lines of running text between two tables, and the second is another list.
_APART = 3
# What is said of a body goes on over so many printed lines.
_LINES = 3
# Who chairs a body, before how often it meets: "The Board is chaired by the Clerk and meets monthly".
_LED = re.compile(r"is\s+chaired\s+by\s+(?:the\s+)?[^.,;]{3,60}?(?=\s+and\b)")
_LEADS = re.compile(r"is\s+chaired\s+by\s+(?:the\s+)?")


@dataclass(slots=True)
class BodyRow:
    """A body as a list gives it: its name without marks, and what the list says of it."""

    name: str
    also: str = ""
    marks: str = ""
    purpose: str = ""
    frequency: str = ""
    chair: str = ""
    reports: str = ""
    published: str = ""
    public: str = ""
    lines: list[Line] = field(default_factory=list)
    why: str = "a row of a list of bodies"
    note: str = ""
    certainty: str = CERTAIN


def read_bodies(lines: Sequence[Line], words: Words, others: Container[int] = ()) -> tuple[list[BodyRow], set[int]]:
    """Return the bodies of the lists in a paper, and the lines that were read.

    Parameters
    ----------
    others : container of int
        Numbers of the tables whose names are those of persons.
    """
    rows: list[BodyRow] = []
    used: set[int] = set()
    key: dict[str, str] = {}
    head: Head | None = None
    apart = 0
    for line in lines:
        if not line.is_row:
            apart += bool(line.cells)
            found = _KEY.findall(line.text) if line.cells else []
            if found and any(word in line.text.lower() for word in ("publish", "public", "key", "open")):
                key |= {mark: flat(meaning) for mark, meaning in found}
                used.add(line.number)
            continue
        new = head_of(line.cells, words, {}, ("plan", "bodies", "attendance"))
        if new is not None:
            head = new if new.table == "bodies" and line.table not in others else None
            used |= {line.number} if head else set()
        elif head is not None and (apart > _APART or abs(len(line.cells) - len(head.fields)) > 1):
            head = None
        elif head is not None and any(line.cells):
            _row(line, head, rows, words)
            used.add(line.number)
        apart = 0
    for row in rows:
        _mark(row, key, words)
    return rows, used


def _row(line: Line, head: Head, rows: list[BodyRow], words: Words) -> None:
    values = {name: flat(cell) for name, cell in zip(head.fields, line.cells, strict=False) if name}
    if not values.get("name"):
        if rows:  # a row torn over a page
            rows[-1].purpose = f"{rows[-1].purpose} {values.get('purpose', '')}".strip()
            rows[-1].frequency = f"{rows[-1].frequency} {values.get('frequency', '')}".strip()
            rows[-1].lines.append(line)
        return
    name = values["name"]
    marks = _MARKS.search(name)
    row = BodyRow(name[: marks.start()].strip() if marks else name, lines=[line])
    row.marks = marks[1].replace(" ", "") if marks else ""
    acronym = _ACRONYM.search(row.name)
    if acronym and acronym[1].isupper():
        row.also, row.name = acronym[1], row.name[: acronym.start()].strip()
    row.also = values.get("acronym", row.also)
    row.purpose, row.frequency = values.get("purpose", ""), values.get("frequency", "")
    row.chair, row.reports = values.get("chair", ""), values.get("reports", "")
    row.published = openness(values.get(PUBLISHED, ""), PUBLISHED, words, celled=True)
    row.public = openness(values.get(PUBLIC, ""), PUBLIC, words, celled=True)
    read = {PUBLISHED: row.published, PUBLIC: row.public}
    columns = zip(head.names, head.fields, line.cells, strict=False)
    others = [(flat(column), flat(cell)) for column, name, cell in columns if not (read.get(name, name) or not cell)]
    row.note = "; ".join(f"{column}: {cell}" for column, cell in others if column and cell)
    rows.append(row)


def _mark(row: BodyRow, key: dict[str, str], words: Words) -> None:
    """Read the marks behind a name by the key of the list; a mark that the key does not have is told."""
    if not row.marks:
        return
    seen: list[str] = []
    for sign in dict.fromkeys(row.marks):
        printed = sign * row.marks.count(sign)
        meaning = key.get(printed)
        if meaning is None:
            near = [mark for mark in key if mark[0] == sign]
            meaning = key[near[0]] if near else None
            if meaning is None:
                row.note = "; ".join(filter(None, (row.note, f"the mark {printed} is not explained")))
                continue
            seen.append(f"the mark is {printed}, the key explains {near[0]}")
        low = meaning.lower()
        word = "yes" if printed in key else "marked, key disagrees"
        if "publish" in low:
            row.published = word
        elif openness(low, PUBLIC, words, celled=True) == "yes":
            row.public = "yes"
    if seen:
        row.note = "; ".join(filter(None, (row.note, *seen)))


def read_sentences(lines: Sequence[Line], words: Words) -> list[BodyRow]:
    """Return the bodies of which a sentence says how often they meet.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> line = Line(9, ("Lighting Working Group (LWG): meets monthly, notes are published. Chaired by Cllr Roe.",))
    >>> row = read_sentences([line], load_words())[0]
    >>> row.name, row.also, row.frequency, row.published, row.chair
    ('Lighting Working Group', 'LWG', 'monthly', 'yes', 'Cllr Roe')
    """
    nouns, meets = words.pattern("bodies", "nouns"), words.pattern("meets")
    pattern = re.compile(
        rf"(?:^|(?<=\. )|(?<=• )|(?<=\bthe ))(?:The )?({words.body_name})"
        r"(?:\s*\((?:([A-Z][A-Za-z&]{1,9})|[a-z][^()]{3,80})\))?\s*[:,–-]?\s+(?:(?:which|that) )?"
        rf"(?:{_LED.pattern}\s+and\s+)?(?:normally |usually |currently )?"
        rf"(?:{meets})\s+([^.,;]{{3,60}}?)(?=\s+and\s+(?:is|are|has|reports?|its|[a-z]+s\s+(?:the|its|an?|all|on|to|how))\b|[.,;]|$)"
    )
    named, often = re.compile(rf"{words.body_name}s?\b"), words.any_of("bodies", "often")
    found = []
    for at, line in enumerate(lines):
        if line.is_row or not line.cells:
            continue
        # What is said of it may go on in the next printed lines.
        near = [] if line.level else lines[at + 1 : at + _LINES]
        further = itertools.takewhile(lambda each: each.cells and not each.is_row and not each.level, near)
        below = [line, *further]
        said = " ".join(each.text for each in below)
        for match in pattern.finditer(said):
            if match.start() >= len(line.text):
                break
            if not often.search(match[3]):
                continue  # where it meets, or with whom
            here = re.split(rf"(?<=\.)\s+(?=[A-Z][\w ]+(?:{nouns})\b)", said[match.end() :])[0]
            rest = here.lower()
            chairing = re.finditer(r"[Cc]haired by (?:the )?([^.;]{3,60})", here)
            reporting = re.finditer(r"\breports?\s+(?:in)?to\s+(?:the\s+)?([A-Z][^.,;()]{2,60})", here)
            # A sentence about somebody else says who chairs that, and into what it reports.
            noun = match[1].rpartition(" ")[2]
            called = (
                rf"(?:It|They|(?:Its\s+|The\s+)?[Mm]eetings|(?:The\s+)?(?:{re.escape(match[1])}|{re.escape(noun)}))\b"
            )
            itself = re.compile(rf"(?:{called}|(?:(?:is|are|will|be|and|also)\s+)*$)")
            chair, above = (
                next((each for each in said_so if _is_of(here[: each.start()], itself, named)), None)
                for said_so in (chairing, reporting)
            )
            # "the Pier Board and the Joint Committee, which meets monthly" says it of the last.
            name = re.split(r"\s+and\s+the\s+", match[1])[-1]
            row = BodyRow(name, match[2] or "", frequency=match[3].strip(), lines=[line])
            row.why = "a sentence says how often it meets"
            row.published, row.public = openness(rest, PUBLISHED, words), openness(rest, PUBLIC, words)
            row.chair, row.reports = (each[1].strip() if each else "" for each in (chair, above))
            led = _LED.search(match[0])
            row.chair = row.chair or (_LEADS.sub("", led[0]) if led else "")
            last = max((each.end() for each in (chair, above) if each), default=0) + match.end()
            ends = itertools.accumulate(len(each.text) + 1 for each in below)
            row.lines += [each for each, end in zip(below[1:], ends, strict=False) if end < last]
            found.append(row)
    return found


def _is_of(before: str, itself: re.Pattern[str], named: re.Pattern[str]) -> bool:
    """Whether what stands before words is of the body itself: the rest of its sentence, or a subject that means it."""
    _, parted, said = before.rpartition(". ")
    subject = itself.match(said) if parted else None
    return not named.search(said[subject.end() :] if subject else said) and (not parted or subject is not None)
