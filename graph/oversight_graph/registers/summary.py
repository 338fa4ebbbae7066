"""How many commitments or activities have which grade."""

from collections.abc import Iterable
from dataclasses import dataclass

from oversight_graph.registers.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Summary:
    """How many commitments or activities of an objective have which grade.

    Attributes
    ----------
    objective : str
        Name of the objective, or ``all``.
    total : int
    grade_0, grade_1, grade_2, grade_3, grade_4, grade_5, grade_6 : int
        Counts by grade.
    gaps : int
        How many are below grade 3, that is without a named body.
    """

    objective: str
    total: int
    grade_0: int
    grade_1: int
    grade_2: int
    grade_3: int
    grade_4: int
    grade_5: int
    grade_6: int
    gaps: int


def summarise(rows: Iterable[Coverage]) -> list[Summary]:
    """Count grades by objective, in the order of the plan, with a last line for all."""
    groups: dict[str, list[int]] = {}
    for row in rows:
        groups.setdefault(row.objective, []).append(row.grade)
    groups["all"] = [grade for grades in list(groups.values()) for grade in grades]
    return [
        Summary(
            objective=name,
            total=len(grades),
            gaps=sum(grade < 3 for grade in grades),
            **{f"grade_{n}": grades.count(n) for n in range(7)},
        )
        for name, grades in groups.items()
    ]
