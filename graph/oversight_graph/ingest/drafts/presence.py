"""What lists and columns of those who were at a meeting say of somebody: that they came, sent apologies, or neither."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from oversight_graph.ingest.drafts.draft import CERTAIN
from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.people import People, Person
from oversight_graph.ingest.drafts.persons.printed import where
from oversight_graph.ingest.drafts.plans.heads import Head
from oversight_graph.ingest.readers.form import Line
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


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in the list of attendance."""

    person: Person
    presence: str
    certainty: str = CERTAIN
    why: str = ""
    chair: bool = False


@dataclass(slots=True)
class Attendance:
    """The list of attendance."""

    people: list[Attendee] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    end: int = 0  # index of the first line behind it
    torn: bool = False  # whether its columns were torn apart
    # The last lines, if each broke off in the middle of a list; a name may go over their ends
    broken: list[Line] = field(default_factory=list)
    inline: bool = False  # whether names stand on the line of the last label
    begun: int = 0  # how many people there were before these lines
    state: str = ""  # in what list these lines stand
    # Lines that say whose the people below them are, and which organisation that is; "" for none
    groups: list[tuple[int, str]] = field(default_factory=list)
    # Entries of the lists of which nothing was made, with the numbers of their lines
    left: list[tuple[int, str]] = field(default_factory=list)

    def place(self) -> None:
        """Say of the people below the name of an organisation that they are of it."""
        for at, attendee in enumerate(self.people):
            person = attendee.person
            above = bisect.bisect(self.groups, (person.lines[0],)) - 1
            if above >= 0 and self.groups[above][1] and not person.of:
                self.people[at] = replace(attendee, person=replace(person, of=self.groups[above][1]))

    def join(self, people: People) -> None:
        """Read the lines that broke off as one, in place of what the first of them gave."""
        whole, self.broken = self.broken, []
        if len(whole) < 2:
            return
        left: list[str] = []
        found = people.split(" ".join(line.text for line in whole), (whole[-1].number,), left)
        numbers = {line.number for line in whole}
        self.left = [(at, part) for at, part in self.left if at not in numbers]
        self.left += [(where(part, whole)[0], part) for part in left]
        placed = (replace(person, lines=where(person.name, whole)) for person in found)
        self.people[self.begun :] = [attendee_of(person, self.state) for person in placed]


def attendee_of(person: Person, state: str) -> Attendee:
    """Return somebody of a list, with what is printed beside the name where it says that they were not there."""
    name, _, last = person.name.rpartition(" ")
    if name and last.isupper() and presence_beside(last):
        person = replace(person, name=name, capacity=f"{last}, {person.capacity}".strip(", "))
    parts = [part.strip() for part in person.capacity.split(",")]
    said = next((part for part in parts if presence_beside(part)), "")
    if not said or state in (APOLOGIES, ABSENT):
        return Attendee(person, state, CERTAIN, why_there(state))
    rest = ", ".join(part for part in parts if part != said)
    if presence_beside(said) == ATTENDED:
        return Attendee(replace(person, capacity=rest), state, CERTAIN, why_there(state))
    return Attendee(replace(person, capacity=rest), presence_beside(said), CERTAIN, f"beside the name stands “{said}”")


def why_there(state: str) -> str:
    """Return why somebody is said to have been there, or not, by the list in which they stand."""
    return (
        f"stands in the list of those who were there ({state})" if state != APOLOGIES else "stands under the apologies"
    )
