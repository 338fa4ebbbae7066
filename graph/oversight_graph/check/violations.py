"""What checks report: violations, each with how grave it is, what is wrong and where."""

import re
from dataclasses import dataclass

from oversight_graph.model.spelling import whole

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Violation:
    """Something in the data that breaks a shape or a check, or is worth a look.

    Attributes
    ----------
    severity : str
        ``error``, ``warning`` or ``info``.
    check : str
        Name of the check, or of the SHACL shape.
    entity : str
        What it is about: a reference and title, a name, or an IRI.
    message : str
        What is wrong of it, in a sentence: the entity is not named again.
    where : str
        ``file:line`` if the files are at hand, else the IRI.
    """

    severity: str
    check: str
    entity: str
    message: str
    where: str


def gravest_first(violation: Violation) -> tuple[int, str, str, str, tuple[str, int]]:
    """Return a key that puts violations in the order of a list."""
    where = place(violation.where)
    return SEVERITIES.index(violation.severity), violation.check, violation.entity, violation.message, where


def place(where: str) -> tuple[str, int]:
    """Return a key that puts places in the order of files and lines."""
    name, _, line = where.rpartition(":")
    number = whole(line)
    return (where, 0) if number is None else (name, number)


def with_value(message: str, shown: str) -> str:
    """Return a message with the value that is wrong: what is there already need not be added.

    Examples
    --------
    >>> with_value("A meeting must say which body of the register meets. Add ovs:convenes.", "post/mayor")
    'A meeting must say which body of the register meets. Correct ovs:convenes. (it has: post/mayor)'
    """
    return re.sub(r"\bAdd (?=[a-z]+:\w)", "Correct ", message, count=1) + f" (it has: {shown})"
