"""The typed methods of the facade, written from the registry, so that callers and type checkers see each answer."""

import textwrap
from collections.abc import Iterable

from oversight_graph.registry.answers import answers
from oversight_graph.registry.declare import Answer, Option

WIDTH = 120
HEAD = '''"""The answers as methods. Written by docs/generate.py from `registry.answers`; do not edit."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
{imports}

Day = str | dt.date | None


class Methods(ABC):
    """A method for each answer that a store, a date and options give.

    Each raises NotFoundError if nothing, or more than one thing, is called as is said.
    """

    @abstractmethod
    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]:
        """Return the rows of any answer of the registry."""
'''


def methods(declared: Iterable[Answer] | None = None) -> str:
    """Return the module of the methods."""
    found = [each for each in (answers() if declared is None else declared) if isinstance(each.function, str)]
    found = [each for each in found if each.function]
    rows = {tuple(str(each.row).split(":")) for each in found}
    imports = (f"    from {_module(module)} import {name}" for module, name in sorted(rows))
    return HEAD.format(imports="\n".join(imports)) + "".join(map(_method, found))


def _module(path: str) -> str:
    return f"oversight_graph{path}" if path.startswith(".") else path


def _method(declared: Answer) -> str:
    subject = declared.subject
    first = [_parameter(subject)] if subject else []
    dates = ["as_of: Day = None"] if declared.date != "none" else []
    others = [option for option in declared.options if option is not subject]
    named = ["*", *map(_parameter, others)] if others else []
    row = str(declared.row).rpartition(":")[2]
    head = _wrapped(f"def {declared.called}(", ["self", *first, *dates, *named], f') -> "list[{row}]":')
    said = [f'"{declared.name}"', *(["as_of"] if dates else [])]
    said += [f"{option.name}={option.name}" for option in declared.options]
    body = _wrapped("return self.answer(", said, ")", indent=8)
    doc = "\n".join(f"        {line}".rstrip() for line in _sections(declared, row))
    return f'\n{head}        """{doc.strip()}\n        """\n{body}'


def _sections(declared: Answer, row: str) -> list[str]:
    """Return what is said of a method: sentence, parameters, rows, and where these are made."""
    subject = declared.subject
    ordered = sorted(declared.options, key=lambda option: option is not subject)
    entries = [(f"{option.name} : {_kind(option)}", option.help) for option in ordered]
    if declared.date != "none":
        day = ("as_of : str or date, optional", f"Without it the date of the newest {declared.date} counts.")
        entries.insert(1 if subject else 0, day)
    lines = [declared.sentence, "", "Parameters", "----------"] if entries else [declared.sentence]
    for name, text in entries:
        lines += [name, *textwrap.wrap(text, WIDTH - 12, initial_indent="    ", subsequent_indent="    ")]
    where = str(declared.function).lstrip(".").replace(":", ".")
    return [*lines, "", "Returns", "-------", f"list of {row}", f"    From `{where}`."]


def _kind(option: Option) -> str:
    word = {"flag": "bool", "number": "int", "date": "str or date"}.get(option.kind, "str")
    word = f"collection of {word}" if option.many else word
    if option.kind in ("flag", "number") and option.unsaid is not None:
        return f"{word}, default {option.unsaid}"
    return word if option.needed else f"{word}, optional"


def _wrapped(before: str, parts: list[str], after: str, indent: int = 4) -> str:
    """Return a call or a head as the formatter breaks it."""
    edge = " " * indent
    line = f"{edge}{before}{', '.join(parts)}{after}"
    if len(line) <= WIDTH:
        return line + "\n"
    inner = f"{edge}    {', '.join(parts)}"
    if len(inner) <= WIDTH:
        return f"{edge}{before}\n{inner}\n{edge}{after}\n"
    return f"{edge}{before}\n" + "".join(f"{edge}    {part},\n" for part in parts) + f"{edge}{after}\n"


def _parameter(option: Option) -> str:
    if option.kind in ("flag", "number") and option.unsaid is not None:
        return f"{option.name}: {'bool' if option.kind == 'flag' else 'int'} = {option.unsaid}"
    kind = {"number": "int", "date": "Day"}.get(option.kind, "str")
    if option.many:
        kind = f"Collection[{kind}]"
    if option.needed:
        return f"{option.name}: {kind}"
    return f"{option.name}: {kind}{'' if kind == 'Day' else ' | None'} = None"
