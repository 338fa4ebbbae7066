"""Ask once what is asked of the whole of a store on disk, and keep the answers within it, for all who read it.

That are the questions of the catalogue that are about no one thing, at the day which counts where none is given, and
the relations of which the commands and pages make their answers.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from oversight_graph import resources
from oversight_graph.ask import catalogue, days
from oversight_graph.errors import UsageError
from oversight_graph.store import disk
from oversight_graph.store.views import PARAMETER, ask, view


class Prepared(NamedTuple):
    """What was asked, and why its answer is not kept: it is too large; empty if it is kept."""

    what: str
    left_out: str = ""


def prepare(path: Path) -> Iterator[Prepared]:
    """Yield what is asked, after each; what was prepared or left out before is not asked again.

    Raises
    ------
    UsageError
        If there is no store.
    DataError
        If it cannot be read, or nothing can be written into it.
    """
    if not path.exists():
        raise UsageError("there is no store", where=str(path), hint="any other command with --store fills it")
    store = disk.prepared(path)
    day = days.dated(store)
    for name in catalogue.names():
        given = {"asOf": day} if "asOf" in dict(catalogue.question(name).defaults) else {}
        # Data in which nothing has a day is asked nothing that goes by one.
        if not catalogue.absent(store, name) and None not in given.values():
            yield _asked(store, name, partial(catalogue.answer, store, name, given))
    for name in (name.removesuffix(".rq") for name in resources.names("queries", "views", suffix=".rq")):
        if not any(default.startswith("<") for _, default in PARAMETER.findall(view(name))):
            yield _asked(store, name, partial(ask, store, name))


def _asked(store: disk.PreparedStore, what: str, answer: Callable[[], object]) -> Prepared:
    with suppress(disk.TooManyRowsError):
        answer()
    return Prepared(what, store.left_out)
