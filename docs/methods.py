"""The types of the methods of the facade, written from the registry, so that type checkers and editors know them."""

from collections.abc import Iterable

from oversight_graph.registry.answers import answers
from oversight_graph.registry.declare import Answer
from oversight_graph.registry.method import signature

WIDTH = 120
HEAD = '''"""The types of the methods. Written by docs/generate.py from `registry.answers`; do not edit."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

{imports}

Day = str | dt.date | None

class Methods(ABC):
    @abstractmethod
    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]: ...
'''


def methods(declared: Iterable[Answer] | None = None) -> str:
    """Return the stub of the module of the methods."""
    found = [each for each in (answers() if declared is None else declared) if isinstance(each.function, str)]
    found = [each for each in found if each.function]
    rows = {tuple(str(each.row).split(":")) for each in found}
    imports = (f"from {_module(module)} import {name}" for module, name in sorted(rows))
    return HEAD.format(imports="\n".join(imports)) + "".join(map(_method, found))


def _module(path: str) -> str:
    return f"oversight_graph{path}" if path.startswith(".") else path


def _method(declared: Answer) -> str:
    """Return the head of a method as the formatter breaks it."""
    inside, _, returned = str(signature(declared)).replace("'", "").removeprefix("(").rpartition(") -> ")
    before, after = f"    def {declared.called}(", f") -> {returned}:"
    head = f"{before}{inside}{after}"
    if len(head) > WIDTH:
        lines = [inside] if len(inside) + 8 <= WIDTH else [f"{part}," for part in inside.split(", ")]
        head = "\n".join([before, *(f"        {line}" for line in lines), f"    {after}"])
    return f'{head}\n        """{declared.sentence}"""\n'
