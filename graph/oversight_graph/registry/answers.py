"""The answers there are, in the order in which help, documentation and report list them."""

from oversight_graph.errors import DataError, NotFoundError
from oversight_graph.registry.declare import Answer
from oversight_graph.registry.declared import change, data, network, plans, practice, registers

_ALL: dict[str, Answer] = {
    answer.name: answer for group in (plans, registers, data, network, practice, change) for answer in group.ANSWERS
}


def answers() -> tuple[Answer, ...]:
    """Return all answers, in order."""
    return tuple(_ALL.values())


def answer(name: str) -> Answer:
    """Return the declaration of an answer.

    Raises
    ------
    NotFoundError
        If there is none of that name.
    """
    if name not in _ALL:
        from difflib import get_close_matches

        raise NotFoundError(name, get_close_matches(name, _ALL))
    return _ALL[name]


def under(name: str) -> list[Answer]:
    """Return the answers that the command of another gives by an option."""
    return [each for each in answers() if each.under == name]


def register(new: Answer) -> None:
    """Add an answer, which is then one like those of the package: a command, a table of the report, documented.

    Raises
    ------
    DataError
        If there is one of that name, or it is under one that there is not.
    """
    if new.name in _ALL:
        raise DataError(f"there is an answer {new.name!r} already", hint="choose another name")
    if new.under and new.under not in _ALL:
        raise DataError(f"the answer {new.name!r} is under {new.under!r}, which there is not")
    _ALL[new.name] = new


def withdraw(name: str) -> None:
    """Take out an answer that was added."""
    del _ALL[name]
