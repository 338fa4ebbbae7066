"""What is amiss in a workbook, with sheet and cell: all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

ERROR, WARNING, NOTE = "error", "warning", "info"


@dataclass(frozen=True, slots=True)
class CellViolation:
    """Something that is amiss in a cell, a row or a sheet.

    Attributes
    ----------
    severity : str
        ``error`` keeps the workbook from being loaded, ``warning`` and ``info`` do not.
    where : str
        ``Actions!D7``, a sheet, or the file.
    message : str
        What is wrong, and what to do.
    value : str
        What stands in the cell.
    """

    severity: str
    where: str
    message: str
    value: str = ""


def letters(number: int) -> str:
    """Return the letters of a column, counted from 0.

    Examples
    --------
    >>> letters(3), letters(27)
    ('D', 'AB')
    """
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def gathered(violations: Sequence[CellViolation]) -> list[CellViolation]:
    """Return violations with those told once that are the same in many cells of a column, and how many more there are.

    Examples
    --------
    >>> short = gathered([CellViolation(WARNING, f"Plan!F{n}", "is in no row of Posts", "HoH") for n in (2, 3, 9)])
    >>> [(violation.where, violation.message) for violation in short]
    [('Plan!F2', 'is in no row of Posts (and 2 more cells of the column)')]
    """
    alike: dict[tuple[str, str, str, str], list[CellViolation]] = {}
    for violation in violations:
        column = violation.where.rstrip("0123456789")
        alike.setdefault((violation.severity, column, violation.value, violation.message), []).append(violation)
    return [
        replace(first, message=f"{first.message} (and {len(rest)} more cell{'s' * (len(rest) > 1)} of the column)")
        if rest
        else first
        for first, *rest in alike.values()
    ]


def unread(violations: Sequence[CellViolation]) -> list[str]:
    """Return the places of cells and rows of which nothing is made, though they hold something.

    Examples
    --------
    >>> unread([CellViolation(WARNING, "Items!D2", "is no row; it is not read"), CellViolation(NOTE, "Plan!A2", "odd")])
    ['Items!D2']
    """
    return [each.where for each in violations if "!" in each.where and "not read" in each.message]


def errors(violations: Sequence[CellViolation]) -> list[CellViolation]:
    """Return those that keep the workbook from being loaded."""
    return [violation for violation in violations if violation.severity == ERROR]
