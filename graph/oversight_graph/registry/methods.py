"""The answers as methods: each is made of the declaration of its answer.

``methods.pyi``, which docs/generate.py writes from the same declarations, tells type checkers and editors of them.
"""

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any

from oversight_graph.registry.answers import answers
from oversight_graph.registry.method import method

Day = str | dt.date | None


class Methods(ABC):
    """A method for each answer that a store, a date and options give.

    Each raises NotFoundError if nothing, or more than one thing, is called as is said.
    """

    @abstractmethod
    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]:
        """Return the rows of any answer of the registry."""


for _declared in answers():
    if _declared.function:
        setattr(Methods, _declared.called, method(_declared))
