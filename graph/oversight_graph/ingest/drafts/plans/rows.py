"""A row of a plan, as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# Marks in a cell that say what the cell above says.
_DITTO = frozenset({'"', "''", "″", "〃", "”", "“", "„", '-"-', "-”-"})


@dataclass(slots=True)
class PlanRow:
    """A row of a plan: a commitment with its first activity, or a further activity of it.

    Attributes
    ----------
    ref, title, objective, part : str
        Of the commitment; the title only in its first row.
    activity_ref, activity : str
    texts : dict
        Lead, due, status, progress, refer: as printed.
    oversight : str or None
        The oversight cell; None if there is none.
    lost : bool
        Whether the cell was lost, so that nothing may be concluded from its being empty.
    shares : bool
        Whether the activity has no cell of its own and stands under that of its row.
    others : dict
        What stands in columns that are not understood, by head.
    lines : list of Line
    torn, displaced, weak : bool
        What makes the reading doubtful.
    opens : bool
        Whether it is the first row of its commitment.
    risks : bool
        Whether it is of a register of risks: what is to be done against one.
    has_column : bool
        Whether the table has a column of oversight.
    prose : str
        Why it is taken for a promise, where it is told in running text.
    section : bool
        Whether something of it is said of all that stands under its heading.
    doubt : str
        What else makes it doubtful.
    """

    ref: str = ""
    title: str = ""
    objective: str = ""
    part: str = ""
    activity_ref: str = ""
    activity: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    oversight: str | None = None
    lost: bool = False
    shares: bool = False
    others: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    torn: bool = False
    displaced: bool = False
    weak: bool = False
    has_column: bool = True
    opens: bool = False
    risks: bool = False
    prose: str = ""
    section: bool = False
    doubt: str = ""

    def touch(self, line: Line, displaced: bool) -> None:
        """Take a line that carries the row on."""
        self.torn, self.displaced = True, self.displaced or displaced
        if not any(line is known for known in self.lines[-4:]):
            self.lines.append(line)


def fill_from_above(rows: Sequence[PlanRow], words: Words) -> None:
    """Give cells such as "(see above)" what stands in that column of the row above, with its lines and a doubt."""
    same = {plain(phrase) for phrase in words.of("ditto")}
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
