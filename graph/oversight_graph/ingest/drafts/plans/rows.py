"""A row of a plan, as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

TEXTS = ("objective", "lead", "due", "status", "progress", "refer")
_WITHIN = "no objective stands beside it: the last one above is taken"
# Marks in a cell that say what the cell above says.
_DITTO = frozenset({'"', "''", "″", "〃", "”", "“", "„", '-"-', "-”-"})


@dataclass(slots=True)
class PlanRow:
    """A row of a plan: a commitment with its first activity, or a further activity of it."""

    # ref, title, objective, part: of the commitment; the title only in its first row
    ref: str = ""
    title: str = ""
    objective: str = ""
    part: str = ""
    activity_ref: str = ""
    activity: str = ""
    texts: dict[str, str] = field(default_factory=dict)  # lead, due, status, progress, refer: as printed
    oversight: str | None = None  # the oversight cell; None if there is none
    # Whether the cell was lost, so that nothing may be concluded from its being empty
    lost: bool = False
    # Whether the activity has no cell of its own and stands under that of its row
    shares: bool = False
    others: dict[str, str] = field(default_factory=dict)  # what stands in columns that are not understood, by head
    lines: list[Line] = field(default_factory=list)
    # torn, displaced, weak: what makes the reading doubtful
    torn: bool = False
    displaced: bool = False
    weak: bool = False
    has_column: bool = True  # whether the table has a column of oversight
    opens: bool = False  # whether it is the first row of its commitment
    risks: bool = False  # whether it is of a register of risks: what is to be done against one
    prose: str = ""  # why it is taken for a promise, where it is told in running text
    aimed: bool = False  # whether it is aimed at or meant, which may be less than a promise
    section: bool = False  # whether something of it is said of all that stands under its heading
    # Whether nothing stands in its column for objectives, as where one cell is meant for several rows; None if there
    # is no such column
    within: bool | None = None
    doubt: str = ""  # what else makes it doubtful

    def touch(self, line: Line, displaced: bool) -> None:
        """Take a line that carries the row on."""
        self.torn, self.displaced = True, self.displaced or displaced
        if not any(line is known for known in self.lines[-4:]):
            self.lines.append(line)

    def give(self, name: str, text: str) -> None:
        """Take what is said of it: who watches over it, who leads it, or by when it is to be done."""
        if name == "oversight":
            self.oversight, self.has_column = text, True
        else:
            self.texts[name] = text

    def share(self, name: str, text: str, lines: Sequence[Line]) -> None:
        """Take what is said of all promises of its section, unless its own words say it."""
        if name in self.texts or (name == "oversight" and self.oversight is not None):
            return
        self.give(name, text)
        self.lines = [*self.lines, *(line for line in lines if line not in self.lines)]
        self.section = True


def fill_from_above(rows: Sequence[PlanRow], words: Words) -> None:
    """Give cells such as "(see above)" what stands in that column of the row above, with its lines and a doubt.

    Where nothing stands in the column for objectives, the last that is printed there may be meant.
    """
    last: PlanRow | None = None
    for row in rows:
        if not row.opens or not row.within:
            last = (row if row.within is False else None) if row.opens else last
        elif last is not None and last.objective and not row.objective and last.part == row.part:
            row.objective, row.lines = last.objective, [*row.lines, *last.lines[:1]]
            row.doubt = f"{row.doubt}; {_WITHIN}" if row.doubt else _WITHIN
    same = words.phrases("ditto")
    above: dict[str, tuple[str, list[Line]]] = {}
    for row in rows:
        now: dict[str, tuple[str, list[Line]]] = {}
        own = list(row.lines)
        for name, printed in {**row.texts, "oversight": row.oversight or ""}.items():
            now[name] = printed, own
            if name not in above or not (plain(printed) in same or printed.strip() in _DITTO):
                continue
            now[name] = told, where = above[name]
            if name == "oversight":
                row.oversight = told
            else:
                row.texts[name] = told
            row.lines = [*row.lines, *(line for line in where if line not in row.lines)]
            said = f"“{printed.strip()}” is taken for what stands under {name} in the row above"
            row.doubt = f"{row.doubt}; {said}" if row.doubt else said
        above = {name: each for name, each in now.items() if each[0]}
