"""Why a row of a plan has its grade, in a sentence, and the rows below a grade."""

from collections.abc import Iterable
from dataclasses import dataclass

from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.covers import LOOSE


@dataclass(frozen=True, slots=True)
class Gap(Coverage):
    """A commitment or activity below a grade.

    Attributes
    ----------
    reason : str
        In a sentence, what the loaded papers show and do not show.
    """

    reason: str


def gaps(rows: Iterable[Coverage], below: int = 3) -> list[Gap]:
    """Return what lies below a grade, worst first, each with the reason.

    Parameters
    ----------
    rows : iterable of Coverage
        As from `coverage`, in the order of the plan.
    below : int
        Grades less than this are gaps; 3 is "a body is named".

    Returns
    -------
    list of Gap
        By grade; within grade 0 the empty cells before the lost ones; then in the order of the plan.
    """
    found = [row.extended(Gap, reason=reason(row)) for row in rows if row.grade < below]
    return sorted(found, key=lambda row: (row.grade, row.cell != "blank"))


def reason(row: Coverage) -> str:
    """Say in a sentence why a row has its grade.

    Returns
    -------
    str
        What the loaded papers show; never that no oversight took place.
    """
    if row.lost and row.note:
        return f"{row.note}; nothing may be concluded."
    if row.lost:
        return "The text as obtained holds no oversight cell for this row; nothing may be concluded."
    if row.grade == 0 and row.cell_as_stated:
        return f"The oversight cell says “{row.cell_as_stated}”, which names neither a body nor a process."
    if row.grade == 0:
        return "The oversight cell is empty."
    if row.grade == 1:
        return f"Only a pointer to {', '.join(row.refers_to) or 'other rows'}, where no mechanism is reached."
    if row.grade == 2:
        through = f" (through {', '.join(row.refers_to)})" if row.cell == "reference" else ""
        # What has no IRI was left unresolved.
        processes = list(zip(row.processes, row.processes_iri, strict=True))
        loose = [name.removesuffix(LOOSE) for name, iri in processes if not iri]
        named = ", ".join(name for name, iri in processes if iri)
        unknown = f"what is meant by {' and '.join(repr(name) for name in loose)} is not known" if loose else ""
        if row.unclear:
            return f"{unknown[:1].upper()}{unknown[1:]}{through}; nothing else is named."
        return f"Only processes are named{through}, no body: {named}{f'; {unknown}' if unknown else ''}."
    if row.grade == 3:
        named = "Bodies are named" if len(row.not_live) > 1 else "A body is named"
        it = "any of them" if len(row.not_live) > 1 else "it"
        return f"{named}; nothing loaded shows {it} meeting then: {'; '.join(row.not_live)}."
    if row.grade == 4:
        were = "were" if len(row.live) > 1 else "was"
        return f"{', '.join(row.live)} {were} meeting; nothing shows that notes are published or meetings public."
    if row.grade == 5:
        are = "are" if len(row.open) > 1 else "is"
        return f"{', '.join(row.open)} {are} open; no loaded paper shows a meeting on this subject in the period."
    if row.only_through:
        itself = (
            f"the row itself was dealt with in {', '.join(row.exercised)}, by a body that is not shown to be open"
            if row.exercised
            else "no loaded paper shows a meeting of these bodies on the row itself in the period"
        )
        return (
            f"Exercised through a pointer only: of the rows to which it leaves its oversight "
            f"({', '.join(row.refers_to)}, and where these lead), one at least was dealt with in "
            f"{', '.join(row.exercised_through)}; {itself}."
        )
    return f"Dealt with in {', '.join(row.exercised)}."


def explained(row: Coverage) -> str:
    """Return the reason of a grade, and what of it is not certain."""
    return f"{reason(row)} {row.note}." if row.note and not row.lost else reason(row)
