"""What is asked whenever a user's own files are loaded, before any question is answered.

Data is refused whose violations would change an answer, or lose one, without a word: those that single statements show,
and those of the shapes and checks that say so of themselves (``shape:atLoad``, ``at_load``). All of them are asked by
``oversight check`` too, under the same name and in the same words.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path

from oversight_graph.check.checks import checks, run_check
from oversight_graph.check.locate import Locator
from oversight_graph.check.shacl import validate
from oversight_graph.check.stated import Stated
from oversight_graph.check.statements import statement_violations
from oversight_graph.check.violations import place
from oversight_graph.errors import DataError
from oversight_graph.load.files import DataFile, find_files
from oversight_graph.store.store import EmbeddedStore


def check_loaded(store: EmbeddedStore, files: Sequence[DataFile]) -> None:
    """Refuse data that cannot be used.

    Parameters
    ----------
    store : EmbeddedStore
        Loaded from the files, with the rules applied.
    files : sequence of DataFile
        To say where a violation stands.

    Raises
    ------
    DataError
        The first violation, with file and line, and how many more there are.
    """
    found = refused(store, files)
    if found:
        message, where = found[0]
        more = f"; {len(found) - 1} more, see `oversight check{_options(files)}`" if len(found) > 1 else ""
        raise DataError(message + more, where=where)


def refused(store: EmbeddedStore, files: Sequence[DataFile]) -> list[tuple[str, str]]:
    """Return all for which data is refused: what is wrong, and where, in the order of the files."""
    locator = Locator(files)
    found = [(each.message, each.where) for each in statement_violations(store, locator) if each.severity == "error"]
    if found:
        return found
    broken = validate(Stated(store), locator, at_load=True)
    for check in checks(at_load=True):
        broken += run_check(store, check, "", locator)
    told = {(locator.in_columns(each.message, each.where), each.where) for each in broken}
    return sorted(told, key=lambda each: (place(each[1]), each[0]))


def _options(files: Sequence[DataFile]) -> str:
    """Return the options that name these files: their folder if it holds no other data, else each of them."""
    names = [file.name for file in files]
    folders = {str(Path(name).parent) for name in names}
    while len(folders) > 1:
        longest = max(folders, key=lambda folder: (len(Path(folder).parts), folder))
        folders = (folders - {longest}) | {str(Path(longest).parent)}
    for folder in folders - {".", "/"}:
        try:
            alone = {file.name for file in find_files([Path(folder)])} == set(names)
        except (DataError, OSError):
            alone = False
        if alone:
            names = [folder]
    return "".join(f" --data {shlex.quote(name)}" for name in names[:3]) + (" ..." if len(names) > 3 else "")
