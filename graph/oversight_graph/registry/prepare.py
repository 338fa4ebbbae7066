"""Ask once what is asked of the whole of a store on disk, and keep the answers within it, for all who read it.

That are the questions of the catalogue that are about no one thing, at the day which counts where none is given, and
the relations of which the commands and pages make their answers.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from oversight_graph import resources
from oversight_graph.ask import catalogue, days
from oversight_graph.errors import UsageError
from oversight_graph.store import disk
from oversight_graph.store.views import PARAMETER, ask, view


class Prepared(NamedTuple):
    """What was asked, how many rows its answer has, and whether it is kept: one that is too large is not."""

    what: str
    rows: int
    kept: bool


def prepare(path: Path) -> Iterator[Prepared]:
    """Yield what is asked, after each; what was prepared before is not asked again.

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
    for name in catalogue.names():
        if not catalogue.absent(store, name):
            dated = "asOf" in dict(catalogue.question(name).defaults)
            table = catalogue.answer(store, name, {"asOf": days.newest_paper(store)} if dated else {})
            yield Prepared(f"{name}.rq", len(table.rows), store.has_kept)
    for name in (name.removesuffix(".rq") for name in resources.names("queries", "views", suffix=".rq")):
        if not any(default.startswith("<") for _, default in PARAMETER.findall(view(name))):
            yield Prepared(name, len(ask(store, name).rows), store.has_kept)
