"""The parts of the declaration of an answer: its columns, date, options and exit codes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, NamedTuple

from oversight_graph.errors import DataError, UsageError

Path = str | Callable[..., Any]
Kind = Literal["flag", "number", "text", "thing", "owner", "date", "path"]
Date = Literal["plan", "paper", "two", "none"]
# What an empty answer about the rows of plans means where there is no plan.
NO_PLAN = "No plan of the date or before is loaded."
_NAME = re.compile(r"[a-z][a-z-]*")


def imported(path: Path) -> Any:
    """Return what a path names, importing its module only now.

    Parameters
    ----------
    path : str or callable
        ``module:name``, where a module that begins with a dot is one of this package; or the thing itself.
    """
    if not isinstance(path, str):
        return path
    module, _, name = path.partition(":")
    return getattr(import_module(module, "oversight_graph"), name)


class Option(NamedTuple):
    """Something that can be said when asking.

    Attributes
    ----------
    name : str
        Of the parameter of the function and of the method.
    help : str
        A sentence.
    kind : str
        ``flag``, ``number``, ``text``, ``thing`` (whatever a person would type; the function gets its IRI), ``owner``
        (the same, or an owner as printed, which it gets as it is), ``date`` (it gets an ISO date), or ``path`` of a
        file or folder.
    default : bool or int or str or None
        What holds if nothing is said; the function is then not given it if it is None.
    flag : str
        How it is typed on the command line, with short forms parted by spaces; ``--name`` if empty.
    metavar : str
        What stands for its value in the help; several words stand for as many values.
    least, most : int or None
        Bounds of a number.
    many : bool
        Whether it may be given again; the function gets all values.
    place : str
        ``option``; ``argument``, typed without a flag; or ``subject``, the argument that says what is asked about, the
        first parameter of the method too.
    needed : bool
        Whether there is no answer without it.
    choices : tuple of str
        All that it can be, if that is little.
    """

    name: str
    help: str
    kind: Kind = "flag"
    default: bool | int | str | None = None
    flag: str = ""
    metavar: str = ""
    least: int | None = None
    most: int | None = None
    many: bool = False
    place: Literal["option", "argument", "subject"] = "option"
    needed: bool = False
    choices: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """How it is typed on the command line."""
        return self.flag.split()[0] if self.flag else f"--{self.name.replace('_', '-')}"

    @property
    def unsaid(self) -> bool | int | str | None:
        """What holds if nothing is said."""
        return False if self.kind == "flag" and self.default is None else self.default


class Exit(NamedTuple):
    """When the command of an answer ends with 1.

    Attributes
    ----------
    levels : tuple of str
        From which on it can be asked to, the gravest first. ``none``, for never, is always one more.
    level_of : callable
        Gives the level of a row; any other text for one that is not grave.
    """

    levels: tuple[str, ...]
    default: str
    help: str
    level_of: Callable[[Any], str]

    def fails(self, rows: Sequence[Any], level: str) -> bool:
        """Return whether a row is as grave as a level, or graver."""
        counted = self.levels[: self.levels.index(level) + 1] if level in self.levels else ()
        return any(self.level_of(row) in counted for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Answer:
    """The declaration of an answer.

    Attributes
    ----------
    name : str
        Name of the command, in lower case with hyphens.
    sentence : str
        What is shown.
    row : str or type
        Path of the dataclass of its rows, whose docstring says what each column means.
    shown : str or callable
        The columns that a table has by default, parted by spaces; or a function of the rows and the options that
        returns them.
    empty : str
        What it means if there is no row, in a sentence.
    function : str or callable
        Path of what gives the rows: a function of the store, the date or dates, and the options by name. Empty if the
        facade has a method of its own, because it takes more than these.
    plan : bool
        Whether it is about rows of plans alone: without a plan of the date or before, no row means only that.
    date : str
        ``plan`` or ``paper``: the date of the newest such, where none is given; ``two`` dates; ``none``.
    early : str
        What happens at a date before the oldest paper: ``answer`` as at any, ``say`` that it is one, ``refuse``.
    under : str
        Name of the answer whose command gives this one by an option of its own; its name is then that option.
    method : str
        Name of the method; that of the command if empty.
    remark : str or callable
        Said below a table: a sentence, or a function of the rows and the options that returns lines.
    caveat : str
        A sentence said with each answer, in any format.
    exit : Exit or None
        If the answer is a check.
    csv : str
        Name of its table in the report; that of the answer if empty.
    title : str
        Head of its page in the browser; its name if empty.
    """

    name: str
    sentence: str
    row: str | type
    shown: str | Callable[[Sequence[Any], dict[str, Any]], str]
    empty: str
    function: Path = ""
    date: Date = "paper"
    early: Literal["answer", "say", "refuse"] = "answer"
    options: tuple[Option, ...] = ()
    under: str = ""
    method: str = ""
    remark: str | Callable[[Sequence[Any], dict[str, Any]], Sequence[str]] = ""
    caveat: str = ""
    exit: Exit | None = None
    csv: str = ""
    plan: bool = False
    title: str = ""

    def __post_init__(self) -> None:
        """Refuse a declaration that leaves a reader without an explanation."""
        if not _NAME.fullmatch(self.name):
            raise DataError(f"{self.name!r} is no name for an answer", hint="lower case letters and hyphens")
        for what, text in (
            ("sentence", self.sentence),
            ("empty", self.empty),
            *((o.name, o.help) for o in self.options),
        ):
            if not text.strip().endswith("."):
                raise DataError(
                    f"the answer {self.name!r} is declared without a sentence for {what!r}",
                    where="oversight_graph/registry/declared",
                    hint="say in plain words, with a full stop, what a reader is to expect",
                )
        if not self.shown:
            raise DataError(f"the answer {self.name!r} names no columns to show")

    @property
    def called(self) -> str:
        """Name of the method."""
        return self.method or self.name.replace("-", "_")

    def columns(self, said: dict[str, Any] | None = None, rows: Sequence[Any] = ()) -> list[str]:
        """Return the columns that a table has by default, with these options and rows."""
        return (self.shown(rows, said or {}) if callable(self.shown) else self.shown).split()

    @property
    def table(self) -> str:
        """File of its table in the report."""
        return f"csv/{self.csv or self.name}.csv"

    @property
    def kind(self) -> type:
        """The dataclass of the rows."""
        return imported(self.row)  # type: ignore[no-any-return]

    @property
    def subject(self) -> Option | None:
        """What is asked about, if the answer is about something."""
        return next((option for option in self.options if option.place == "subject"), None)

    def given(self, options: Mapping[str, object]) -> list[tuple[Option, object]]:
        """Return what was said, option by option.

        Raises
        ------
        UsageError
            If it does not take an option, or lacks one that it needs.
        """
        if unknown := [name for name in options if name not in {option.name for option in self.options}]:
            names = ", ".join(option.name for option in self.options) or "none"
            raise UsageError(f"{self.called} does not take {', '.join(unknown)}", hint=f"its options: {names}")
        found = [(option, options.get(option.name)) for option in self.options]
        if missing := [option.name for option, value in found if option.needed and value is None]:
            raise UsageError(f"{self.called} needs {', '.join(missing)}")
        return [(option, value) for option, value in found if value is not None]

    @property
    def alone(self) -> bool:
        """Whether a date is all that it needs."""
        return self.date in ("plan", "paper") and bool(self.function) and not any(o.needed for o in self.options)
