"""The sheets of the workbook and their columns, as ``ontology/workbook.yaml`` declares them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from oversight_graph import resources
from oversight_graph.errors import DataError

# Stands where it is not known what a name of an oversight cell means.
UNRESOLVED = "?"
DRAFT, ACCEPTED, REJECTED, EXAMPLE = "draft", "accepted", "rejected", "example"
# Hidden sheets of the machine: what may be chosen from lists, and which drafts were entered once.
LISTS, DRAFTED = "Lists", "Drafted"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    name : str
        As in its head.
    help : str
        A sentence that says what to write.
    codes : str
        The code list whose words it takes; empty if it takes free text.
    words : tuple of str
        The words that it takes, if they are of no code list.
    needed : bool
        Whether a row without it is wrong.
    example : str
        What the example row shows.
    more : bool
        Whether it stands behind the columns that everybody needs.
    term : str
        The term of the vocabulary by which the graph says what it holds; empty if there is no single one.
    unsaid : str
        The code that holds if it is empty.
    """

    name: str
    help: str = ""
    codes: str = ""
    words: tuple[str, ...] = ()
    needed: bool = False
    example: str = ""
    more: bool = False
    term: str = ""
    unsaid: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook.

    Attributes
    ----------
    name : str
        Its name.
    columns : tuple of Column
        All of them, in order: its own, then those with which every sheet ends.
    help : str
        A sentence that says what it holds.
    ignored : bool
        Whether it is for the eye only and never loaded.
    """

    name: str
    columns: tuple[Column, ...]
    help: str = ""
    ignored: bool = False

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


@dataclass(slots=True)
class Row:
    """A row of a sheet.

    Attributes
    ----------
    sheet : str
        The name of the sheet.
    cells : dict of str to str
        Text by name of column, without the columns below.
    paper, page, lines, note, certainty, draft, why : str
        What every sheet ends with.
    number : int
        The row as the person sees it in the sheet; 0 for a row that is not yet in any.
    looked : int
        Bits of the columns that were looked at, so that a cell of which nothing was made can be told of.
    """

    sheet: str
    cells: dict[str, str] = field(default_factory=dict)
    paper: str = ""
    page: str = ""
    lines: str = ""
    note: str = ""
    certainty: str = ""
    draft: str = ""
    why: str = ""
    number: int = 0
    looked: int = field(default=0, init=False, compare=False, repr=False)

    def get(self, column: str) -> str:
        """Return the text of any column, empty if there is none; the column counts as looked at."""
        self.looked |= _bits().get(column, 0)
        return self.cells.get(column, "") or (getattr(self, column) if column in LAST else "")

    def seen(self, column: str) -> bool:
        """Say whether anything looked at a column."""
        return bool(self.looked & _bits()[column])

    def unseen(self) -> list[str]:
        """Return the columns with a text at which nothing looked."""
        filled = [name for name, text in self.cells.items() if text and name not in LAST]
        filled += [name for name in ("page", "lines", "note", "certainty") if getattr(self, name)]
        return [name for name in filled if name in _bits() and not self.seen(name)]


LAST = ("paper", "page", "lines", "note", "certainty", "draft", "why")


@cache
def sheets() -> dict[str, Sheet]:
    """Return the sheets by name, in the order of the workbook."""
    with _as_declared():
        return _sheets()


@contextmanager
def _as_declared() -> Iterator[None]:
    """Say what is wrong with sheets that are declared in a home of the user's own, and not as ours are."""
    try:
        yield
    except DataError:
        raise
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        where = "ontology/workbook.yaml"
        raise DataError(
            "does not say what the sheets of a workbook are", where=where, hint="compare it with ours"
        ) from error


def _sheets() -> dict[str, Sheet]:
    declared = _declared()
    last = [_column(name, about) for name, about in declared["last"].items()]
    found = {}
    for name, about in declared["sheets"].items():
        own = [_column(each, said) for each, said in about["columns"].items()]
        taken = {column.name for column in own}
        end = [] if about.get("bare") else [column for column in last if column.name not in taken]
        few, more = ([column for column in own if column.more is late] for late in (False, True))
        found[name] = Sheet(name, (*few, *end, *more), about["help"], bool(about.get("ignored")))
    if resources.own():
        _refuse_fewer(found)
    return found


def _refuse_fewer(found: "dict[str, Sheet]") -> None:
    """Refuse sheets of a home of the user's own of which some are gone: what they hold would have no place."""
    import yaml

    shipped = yaml.safe_load(resources.shipped("ontology", "workbook.yaml").read_text(encoding="utf-8"))
    for name, about in shipped["sheets"].items():
        gone = [] if name in found else [f"the sheet {name}"]
        gone += [
            f"the column {each} of {name}" for each in about["columns"] if not gone and each not in found[name].names
        ]
        if gone:
            hint = "sheets and columns may be added, and none be taken away"
            raise DataError(f"lacks {gone[0]}", where="ontology/workbook.yaml", hint=hint)


@cache
def column(sheet: str, name: str) -> Column:
    """Return a column by the names of its sheet and its own, whose term says what it holds."""
    with _as_declared():
        found = {column.name: column for column in sheets()[sheet].columns if column.term}
        return found[name]


@cache
def _bits() -> dict[str, int]:
    """Return a bit for each name of a column."""
    names = dict.fromkeys([*LAST, *(column.name for sheet in sheets().values() for column in sheet.columns)])
    return {name: 1 << n for n, name in enumerate(names)}


@cache
def start() -> tuple[str, ...]:
    """Return the sentences of the first sheet."""
    with _as_declared():
        return tuple(_declared()["start"])


@cache
def spellings() -> dict[tuple[str, str], str]:
    """Return what people write besides the words of a code list: the word, by the list and what is written."""
    with _as_declared():
        lists = _declared().get("spellings", {}).items()
        return {(name, text): word for name, words in lists for word, texts in words.items() for text in texts}


def row(sheet: str, values: dict[str, str], number: int = 0) -> Row:
    """Return a row from the text of all its columns.

    Examples
    --------
    >>> row("Plan", {"ref": "1.1", "paper": "plan", "lines": "4-5"}).lines
    '4-5'
    """
    ends = {name: values.get(name, "") for name in LAST}
    own = {column.name for column in sheets()[sheet].columns if column.name not in LAST}
    cells = {name: text for name, text in values.items() if name not in LAST or name in own}
    if sheet == "Papers":
        cells["paper"] = ends["paper"]
    return Row(sheet, cells, **ends, number=number)


@cache
def _declared() -> "dict":  # type: ignore[type-arg]
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(resources.text("ontology", "workbook.yaml"), loader)  # type: ignore[no-any-return]  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error


def _column(name: str, about: "dict") -> Column:  # type: ignore[type-arg]
    values = {**about, "words": tuple(about.get("words", ()))}
    return Column(name, **values)


def in_columns(message: str, sheet: str) -> str:
    """Return a message with the names of columns in place of the terms that they hold.

    Examples
    --------
    >>> in_columns("A meeting must say which body of the register meets. Add ovs:convenes.", "Meetings")
    "A meeting must say which body of the register meets. Fill in the column 'body'."
    """
    # Of several columns that hold a term the first counts, which everybody needs.
    columns = {column.term: column.name for column in reversed(sheets()[sheet].columns) if column.term}

    def column(match: re.Match[str]) -> str:
        if match["term"] not in columns:
            return match[0]
        verb = {"": "the", "A": "Fill in the", "a": "fill in the"}[(match["add"] or "")[:1]]
        return f"{verb} column {columns[match['term']]!r}"

    return re.sub(r"\b(?P<add>[Aa]dd (?:the missing )?)?(?P<term>[a-z]+:[A-Za-z]+\d*)\b", column, message)


def lock_beside(path: Path) -> str:
    """Return the name of the lock that another program has put beside a workbook, as long as it has it open."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((lock.name for lock in locks if lock.exists()), "")
