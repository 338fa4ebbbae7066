"""Everything that can go wrong, as one small tree of exceptions.

A message says what is wrong, where, and what to do about it, in one line; the command line prints it as it is.
"""

import os
import re
from collections.abc import Sequence


class OversightError(Exception):
    """Root of all errors that this package raises on purpose.

    Parameters
    ----------
    message : str
        What is wrong.
    where : str, optional
        File and line, or IRI.
    hint : str, optional
        What to do about it.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message, self.where, self.hint = message, where, hint
        text = f"{where}: {message}" if where else message
        super().__init__(one_line(f"{text} ({hint})" if hint else text))


def one_line(text: str, limit: int = 2000) -> str:
    """Return a text as one line of a terminal: without control characters, and cut where it is too long.

    What stands in an address before its host may be a password, and is left out.

    Examples
    --------
    >>> one_line("a" + chr(10) + chr(27) + "[31mb: http://me:secret@example.org/")
    'a [31mb: http://…@example.org/'
    """
    # Of a single sign that nobody sees, the number is shown: as a blank it would be taken for one.
    text = re.sub("(?<=')[^'](?=')", lambda sign: sign[0] if sign[0].isprintable() else f"U+{ord(sign[0]):04X}", text)
    # So are the bytes of a name that is not in UTF-8.
    text = re.sub("[\udc80-\udcff]", lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", text)
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = re.sub(r"://(?:[^\s/]*|[^\s/]+:\S*)@", "://…@", line)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def visible(text: str) -> str:
    r"""Return a text of several lines that cannot steer a terminal: other unseen signs are written as escapes.

    Examples
    --------
    >>> visible("a" + chr(27) + "[31m" + chr(10) + "b")
    'a\\u001b[31m\nb'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)


class DataError(OversightError, ValueError):
    """Data cannot be read, or is not what it must be."""


class QueryError(OversightError, ValueError):
    """A query cannot be parsed, is not allowed, or has wrong parameters."""


class UsageError(OversightError, ValueError):
    """An argument makes no sense: a date that is none, a folder that cannot be written."""


class NotFoundError(OversightError, LookupError):
    """A name fits nothing, or more than one thing.

    Parameters
    ----------
    name : str
        What was asked for.
    nearest : sequence of str
        Names that come near it, best first.
    ambiguous : bool
        Whether several things fit (True) or none (False).
    several : sequence of str
        IRIs of the things that fit, if they are several.
    """

    def __init__(
        self, name: str, nearest: Sequence[str], *, ambiguous: bool = False, several: Sequence[str] = ()
    ) -> None:
        self.several = tuple(several)
        self.name, self.nearest, self.ambiguous = name, tuple(nearest), ambiguous
        asked = repr(one_line(name, 200))
        what = f"{asked} fits more than one thing" if ambiguous else f"nothing is called {asked}"
        names = "; ".join(one_line(each, 200) for each in nearest)
        hint = ("say which: " if ambiguous else "nearest: ") + names if nearest else None
        super().__init__(what, hint=hint)


def said(error: BaseException) -> str:
    """Return what a user is told of an error."""
    if isinstance(error, OversightError):
        return str(error)
    if isinstance(error, RecursionError):
        return "the input is nested too deeply"
    if isinstance(error, MemoryError | SystemError):  # the interpreter itself may not say what it lacks
        return "this needs more memory than there is"
    if isinstance(error, FileNotFoundError) and not error.filename:  # the system says so of nothing but its own place
        return "the folder in which this was begun is there no more: go into another"
    if isinstance(error, OSError):
        name = f"{os.fsdecode(error.filename)[:200]}: " if isinstance(error.filename, str | bytes) else ""
        return f"{name}{error.strerror or error}"
    return f"unexpected: {type(error).__name__}: {error} (run again with --debug, and report it)"
