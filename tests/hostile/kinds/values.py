"""Values that are none: each is refused, or found by the check, with file and line."""

from collections.abc import Iterator

from case import Case

_PLAN = "town/plan-2025.ttl"


def cases() -> Iterator[Case]:
    """Yield them."""
    date = '"2025-02-04"^^xsd:date'
    for value in (
        '"2025-02-30"^^xsd:date',
        '"2025-2-4"^^xsd:date',
        '"04.02.2025"^^xsd:date',
        '""^^xsd:date',
        '"2025"^^xsd:date',
    ):
        for command in ("gaps", "coverage", "bodies", "export nquads", "explain 1.1"):
            yield Case(
                name=f"a plan of {value}, {command}",
                run=f"{command} --data town",
                swap={_PLAN: (date, value)},
                says=(f"{_PLAN}:27: ", "date"),
                fast=command == "gaps",
            )
