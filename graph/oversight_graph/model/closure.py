"""All that things lead to, over as many steps as there are."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

_Thing = TypeVar("_Thing", bound=Hashable)


def reachable(starts: Iterable[_Thing], onward: Callable[[_Thing], Iterable[_Thing]]) -> dict[_Thing, None]:
    """Return all that some things lead to, directly or through others.

    Parameters
    ----------
    onward : callable
        Gives the things to which one leads.

    Returns
    -------
    dict
        The things as keys, in the order in which they were met. A start is among them only if something leads to it;
        cycles end by themselves. The time is linear in the steps.

    Examples
    --------
    >>> onward = {"a": "b", "b": "ca", "d": "d"}
    >>> "".join(reachable("a", lambda each: onward.get(each, ""))), list(reachable("c", lambda each: ""))
    ('bca', [])
    """
    found: dict[_Thing, None] = {}
    due = list(starts)
    while due:
        for each in onward(due.pop()):
            if each not in found:
                found[each] = None
                due.append(each)
    return found
