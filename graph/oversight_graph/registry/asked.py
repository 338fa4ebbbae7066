"""Ask an answer of the registry: read what was said of its options, and call its function."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from oversight_graph.ask import days
from oversight_graph.registry.declare import NO_PLAN, Answer, Option, imported
from oversight_graph.registry.rows import Rows
from oversight_graph.store.store import Store
from oversight_graph.store.views import remembering

if TYPE_CHECKING:
    from oversight_graph.ask.catalogue import Question

Tell = Callable[[str], None] | None


def rows_of(store: Store, declared: Answer, options: Mapping[str, Any], day: str | None, tell: Tell = None) -> Rows:
    """Return the rows of an answer that has a function.

    Parameters
    ----------
    options : mapping of str to object
        Those that the answer declares; a thing is whatever names it, and what is None counts as not given.
    day : str or None
        ISO date; None for an answer that goes by none.
    tell : callable, optional
        Is given a sentence where a name was typed that is a guess.

    Raises
    ------
    NotFoundError
        If nothing is called as an option says.
    UsageError
        If the answer does not take an option, or lacks one that it needs.
    """
    store = remembering(store)
    days = () if day is None else (day,)
    values = {option.name: _read(store, option, value, day or "", tell) for option, value in declared.given(options)}
    rows = imported(declared.function)(store, *days, **values)
    bare = declared.plan and not rows and not _is_planned(store, day)
    return Rows(rows, declared.columns({**options}, rows), NO_PLAN if bare else declared.empty)


def nothing(store: Store, question: "Question", day: str | None = None) -> str:
    """Return in a sentence what it means that a question of the catalogue has no row, at a date if it goes by one."""
    if question.of_plans and not _is_planned(store, day):
        return NO_PLAN
    return "The loaded papers show nothing of this kind, which does not mean that there is nothing."


def _is_planned(store: Store, day: str | None) -> bool:
    """Say whether any row of a plan counts, at a date if there is one: to grade them all would take far longer."""
    from oversight_graph.registers.plans.editions import any_rows

    return any_rows(store, day) if day else days.planned(store)


def _read(store: Store, option: Option, value: Any, day: str, tell: Tell) -> object:
    """Return what a function is given for what was said: IRIs of things, dates as ISO dates."""
    read: Callable[[Any], object]
    if option.kind == "thing":
        from oversight_graph.registers.states import find_at

        read = partial(find_at, store, day=day, tell=tell)
    elif option.kind == "owner":
        from oversight_graph.registers.log.owners import owner_asked

        read = partial(owner_asked, store, tell=tell)
    elif option.kind == "date":
        read = days.as_iso
    else:
        return value
    return [read(each) for each in value] if option.many else read(value)
