"""How many commitments or activities have which grade."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Summary:
    """How many commitments or activities of an objective have which grade.

    Attributes
    ----------
    objective : str
        Name of the objective, or ``all``. Objectives that are called alike, as those of two councils are, have the name
        of their plan behind theirs.
    total : int
    grade_0, grade_1, grade_2, grade_3, grade_4, grade_5, grade_6 : int
        Counts by grade; those whose cell is lost have grade 0.
    gaps : int
        How many are below grade 3, that is without a named body.
    lost : int
        Of those with grade 0, how many have lost their oversight cell: nothing can be known of them.
    objective_iri : str
        Empty for ``all``, and for rows that stand under none.
    unclear : int
        Of those with grade 2, how many name only what nobody has found out.
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
    lost: int
    objective_iri: str = ""
    unclear: int = 0

    @property
    def bare(self) -> int:
        """How many name no body, as far as their cells can be read."""
        return self.gaps - self.lost


def summarise(rows: Iterable[Coverage]) -> list[Summary]:
    """Count grades by objective.

    Parameters
    ----------
    rows : iterable of Coverage
        In the order of the plan.

    Returns
    -------
    list of Summary
        One for each objective, in that order, and a last one for ``all``; only that, with zeros, if there is no row.
    """
    rows = list(rows)
    groups: dict[str, list[Coverage]] = {}
    for row in rows:
        groups.setdefault(row.objective_iri, []).append(row)
    names = objective_names({iri: those[0] for iri, those in groups.items()})
    return [
        Summary(
            objective=name,
            total=len(those),
            gaps=sum(row.grade < 3 for row in those),
            lost=sum(row.lost for row in those),
            objective_iri=iri,
            unclear=sum(row.unclear for row in those),
            **{f"grade_{n}": sum(row.grade == n for row in those) for n in range(7)},
        )
        for name, iri, those in [*((names[iri], iri, those) for iri, those in groups.items()), ("all", "", rows)]
    ]


def objective_names(firsts: Mapping[str, Coverage]) -> dict[str, str]:
    """Return the names of objectives, given a row of each; where two share one, with plan or end of address."""
    names = {iri: row.objective for iri, row in firsts.items()}
    plans = {iri: f" ({row.plan})" if row.plan else "" for iri, row in firsts.items()}
    for more in (plans, {iri: f" [{local_name(iri)}]" for iri in firsts}):
        bearers = Counter(names.values())
        names = {iri: name + more[iri] if bearers[name] > 1 else name for iri, name in names.items()}
    return names


def headline(row: Summary) -> str:
    """Say in a sentence how many name no body, and of how many nothing can be known.

    Examples
    --------
    >>> headline(Summary("all", 52, 8, 0, 9, 4, 10, 15, 6, 17, 2))
    '15 of 52 commitments name no body; of 2 nothing can be known.'
    >>> headline(Summary("all", 2, 0, 0, 0, 1, 0, 0, 1, 0, 0))
    'All 2 commitments name a body.'
    >>> headline(Summary("all", 1, 0, 0, 0, 1, 0, 0, 0, 0, 0))
    'The one commitment names a body.'
    >>> headline(Summary("all", 5, 2, 0, 0, 3, 0, 0, 0, 2, 2))
    '3 of 5 commitments name a body; of 2 nothing can be known.'
    >>> headline(Summary("all", 2, 2, 0, 0, 0, 0, 0, 0, 2, 2))
    'The papers as obtained do not show who watches over 2 commitments.'
    >>> headline(Summary("all", 9, 2, 0, 3, 4, 0, 0, 0, 5, 0, unclear=2))
    '5 of 9 commitments name no body; what 2 of these name is not known.'
    """
    if not row.gaps:
        return f"All {row.total} commitments name a body." if row.total != 1 else "The one commitment names a body."
    of = "commitments" if row.total != 1 else "commitment"
    named = row.total - row.gaps
    if not named and not row.bare:
        return f"The papers as obtained do not show who watches over {row.total} {of}."
    count, what = (row.bare, "no body") if row.bare else (named, "a body")
    said = f"{count} of {row.total} {of} {'name' if count != 1 else 'names'} {what}"
    if row.unclear:
        of_these = f" {row.unclear} of these name" if row.unclear != 1 else " one of these names"
        said += f"; what{of_these} is not known" if row.bare != 1 else "; what it names is not known"
    return f"{said}; of {row.lost} nothing can be known." if row.lost else f"{said}."
