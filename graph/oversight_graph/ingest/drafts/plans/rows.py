"""A row of a plan, as it was read."""

from dataclasses import dataclass, field

from oversight_graph.ingest.readers.form import Line


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
