"""What is said of several rows of a plan: its headings, and who watches over what they head."""

import re
from collections.abc import Sequence

from oversight_graph.ingest.drafts.plans.heads import Head
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

_LONGEST = 140
# So many lines below a heading stand the rows that it heads.
_NEAR = 8
# Years alone are no objective.
_WORD = re.compile(r"[^\W\d_]{3}")
_ABBREVIATED = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
# What ends the name of whoever watches over something.
_STOP = (
    r"(?=\s*(?:[.;()]|,\s+(?:which|who|and\s+report)|\s+(?:which|who|that|at|in|each|every|once|twice|on|annually"
    r"|quarterly|monthly|through|by)\b|$))"
)


class Watchers:
    """Finds who is said to watch over something, and whether that is the plan as a whole.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> watchers = Watchers(load_words())
    >>> [watchers.who(said) for said in ("Overseen by: Quay Board", "The Quay Board reviews this each year", "Quays")]
    ['Quay Board', 'Quay Board', '']
    """

    def __init__(self, words: Words) -> None:
        watched, watches = words.pattern("promises", "overseen"), words.pattern("promises", "oversees")
        papers = words.pattern("promises", "papers")
        self._whole = re.compile(rf"(?i)\b(?:this|the|our)\s+(?:\w+\s+){{0,2}}(?:{papers})\b")
        seen = words.pattern("promises", "reviewed")
        self._overseen = re.compile(
            rf"\b(?:(?i:{watched}):?\s+(?:the\s+)?(?P<who>[A-Z].{{2,150}}?)"
            rf"|(?i:{seen}):?\s+(?:the\s+)?(?P<body>{words.body_name})){_STOP}"
        )
        self._watcher = re.compile(
            rf"\b(?:[Tt]he\s+)?(?P<who>{words.body_name})(?:\s*\([^()]*\))?,?\s+(?:will\s+)?(?:{watches})\b"
        )

    def who(self, said: str) -> str:
        """Return who is said to watch; empty if nobody is."""
        found = self._overseen.search(said) or self._watcher.search(said)
        return next((who.strip() for who in found.groups() if who), "") if found else ""

    def is_overseen(self, said: str) -> bool:
        """Whether words say by whom something is watched over."""
        return self._overseen.search(said) is not None

    def begins(self, said: str) -> bool:
        """Whether a sentence says first who watches."""
        return self._watcher.match(said) is not None

    def of_whole(self, said: str) -> bool:
        """Whether words speak of the plan as a whole."""
        return self._whole.search(said) is not None


class Sections:
    """Keeps the headings under which a row stands: the outer is the objective, the inner the part."""

    def __init__(self, words: Words) -> None:
        nouns = words.pattern("sections", "objective")
        self._label = re.compile(
            rf"^(?:strategic\s+|key\s+|our\s+)?(?:{nouns})\s*(?:no\.?\s*)?(?:\d+[a-z]?|[A-Z])?\s*[:.–-]+\s*\S", re.I
        )
        self._numbered = re.compile(rf"^(?:{nouns})\s+(?:\d+|[A-Z])\b", re.I)
        papers, common = (words.pattern("sections", name) for name in ("papers", "common"))
        # What a paper is called: its years, or words that any of its kind has, tell that from a plan that is a theme.
        self._called = re.compile(rf"(?i)\b(?:{papers})\b(?P<years>.*\b20\d\d\b)?[\W\d]*$")
        above = r"(?:(?:appendix|annexe?|table|part)\s+\w+\W+)?"
        self._bare = re.compile(rf"(?i){above}(?:(?:{common})\W+)*(?:{papers})\W*")
        self._front, self._running = (
            re.compile(rf"(?i)\W*(?:\d[\d.]*\W+)?(?:{words.pattern('sections', name)})\W*")
            for name in ("front", "running")
        )
        self._publisher = re.compile(rf"(?i)\b(?:{words.pattern('publishers')})$")
        self._titled = False
        self._level = 0  # that of the last heading
        self._titles: set[str] = set()
        self.pending: list[tuple[str, bool]] = []
        self.changed = False
        self._inner_seen: set[str] = set()
        self._objective = self._part = ""

    def is_label(self, text: str) -> bool:
        """Whether a text says of itself that it is the heading of an objective, a priority, a theme."""
        return bool(self._label.match(text) or self._numbered.match(text))

    def is_front(self, text: str) -> bool:
        """Whether a heading is no objective, whatever stands below it: "Foreword"."""
        return self._front.fullmatch(text) is not None

    def is_of_paper(self, text: str) -> bool:
        """Whether promises that follow under a heading of its rank are not of it: "Foreword", "Governance"."""
        return self.is_front(text) or self._running.fullmatch(text) is not None

    def _is_title(self, text: str) -> bool:
        """Whether a heading is what the paper, or the table below, is called, and no objective."""
        found = self._called.search(text)
        first, self._titled = not self._titled, self._titled or found is not None
        if found is None:  # whose paper it is
            return first and self._publisher.search(text) is not None
        return first or bool(found["years"]) or self._bare.fullmatch(text) is not None

    def in_table(self, text: str) -> None:
        """Take note of a row of a table that is a heading."""
        self.pending.append((text, True))

    def before_table(self, line: Line) -> bool:
        """Take note of running text that may be the heading of the table that follows; say whether it is one."""
        text = line.text
        if len(text) > _LONGEST:
            return False
        title = bool(line.level) and (not _WORD.search(text) or (not self.is_label(text) and self._is_title(text)))
        if title:
            # What is above it heads something else, unless the title comes again on each page.
            if line.level <= self._level or not _WORD.search(text):
                self.pending = [kept for kept in self.pending if kept[1]]
            if text not in self._titles and line.level <= (self._level or line.level):
                self._objective = self._part = ""
            self._titles.add(text)
            return False
        self._level = line.level or self._level
        if line.level or self.is_label(text):
            if self.is_label(text) or not any(self.is_label(kept) for kept, _ in self.pending):
                self.pending = [*[kept for kept in self.pending if kept[1]], (text, False)]
            return self.is_label(text)
        return False

    def settle(self) -> None:
        """Take the headings that stand above the head of a table for those of its rows."""
        found = [text for text, inside in self.pending if inside] or [text for text, _ in self.pending][-1:]
        self.pending.clear()
        before = (self._objective, self._part)
        if len(found) > 1:
            self._objective, self._part = _clean(found[-2]), _clean(found[-1])
            self._inner_seen.add(plain(found[-1]))
        elif found:
            if found[0].endswith(":") or self._is_inner(found[0]):
                self._part = _clean(found[0])
                self._inner_seen.add(plain(found[0]))
            else:
                self._objective, self._part = _clean(found[0]), ""
        self.changed = before != (self._objective, self._part)

    def current(self) -> tuple[str, str]:
        """Return the objective and the part under which the next row stands."""
        if self.pending and self.pending[-1][1]:  # a heading between two rows of a table
            self.settle()
        return self._objective, self._part

    def _is_inner(self, text: str) -> bool:
        words = plain(text)
        return any(seen in words or words in seen for seen in self._inner_seen)


def rows_below(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the rows near below a line that hold anything."""
    return [row for row in lines[at + 1 : at + _NEAR] if row.is_row and any(row.cells)]


def heads_by_number(line: Line, below: Sequence[Line], head: Head) -> bool:
    """Whether a row has only a whole number and words, and the row below is counted within it: 2, and 2.1 below."""
    at = head.column("ref")
    said = [place for place, cell in enumerate(line.cells) if cell]
    if at is None or len(said) != 2 or said[0] != at or not below or at >= len(below[0].cells):
        return False
    number, inner = line.cells[at].strip(" ."), below[0].cells[at].strip()
    told = {name for name, cell in zip(head.fields, below[0].cells, strict=False) if cell}
    words = head.fields[said[1]] in ("commitment", "objective") and bool({"lead", "due", "oversight"} & told)
    return words and number.isdigit() and re.match(rf"{number}\.\d", inner) is not None


def is_between_rows(lines: Sequence[Line], at: int, before: Line | None) -> bool:
    """Whether a line that is no row of its own stands between two rows of a table, as in a sheet."""
    below = rows_below(lines, at)
    return before is not None and bool(below and lines[at].cells) and below[0].table == before.table


def _clean(text: str) -> str:
    text = flat(text).strip(" :")
    return in_small_letters(text) if len(text) > 6 else text


def in_small_letters(text: str) -> str:
    """Return what is printed in capitals as a sentence is; letters with a point behind each stay.

    Examples
    --------
    >>> in_small_letters("U.S. LAMP EFFORTS"), in_small_letters("Safer Roads")
    ('U.S. lamp efforts', 'Safer Roads')
    """
    if not text.isupper():
        return text
    return _ABBREVIATED.sub(lambda found: found[0].upper(), text.capitalize())
