"""The wall: a tile for each commitment, without a body on one side of a heavy rule, with one on the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from oversight_graph.model.codes import Code, grades, unknown
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.summary import Summary, headline
from oversight_graph.report.html.cells import Builder, look_of
from oversight_graph.report.html.parts import Goal, Tile, Wall
from oversight_graph.report.html.sections import anchors

NO_OBJECTIVE = "no objective given"


def wall(build: Builder, rows: Sequence[Coverage], summary: Sequence[Summary]) -> Wall:
    """Return the wall of the commitments, by objective in the order of the plan.

    Parameters
    ----------
    summary : sequence of Summary
        Of the same rows; it gives every figure.
    """
    *each, whole = summary
    places = anchors("objective", [row.objective or NO_OBJECTIVE for row in each])
    under: dict[str, list[Coverage]] = defaultdict(list)
    for graded in rows:
        under[graded.objective_iri].append(graded)
    goals = []
    for line in each:
        mine, name = under[line.objective_iri], line.objective or NO_OBJECTIVE
        # What is unknown stands first, then the worst.
        bare = sorted((row for row in mine if row.grade < 3), key=lambda row: (not row.lost, row.grade))
        goals.append(
            Goal(
                name,
                headline(line),
                f"objectives.html#{places[name]}",
                tuple(_tile(build, row) for row in bare),
                tuple(_tile(build, row) for row in mine if row.grade >= 3),
            )
        )
    return replace(key(whole), goals=tuple(goals))


def key(whole: Summary) -> Wall:
    """Return the key alone: the codes of the scale, each with how many have it, on both sides of the rule."""
    tiles = tuple(_key(code, count, look) for code, count, look in by_code(whole))
    lost = f", and {whole.lost} not known" if whole.lost else ""
    heads = (f"{whole.bare} without a body{lost}", f"{whole.total - whole.gaps} with a body")
    return Wall((), tiles[:4], tiles[4:], heads)


def by_code(row: Summary) -> list[tuple[Code, int, str]]:
    """Return each code of the scale, the unknown first, with how many have it and the class of its looks.

    The unknown are those whose cell is lost, which are not counted under grade 0 here.
    """
    counts = [getattr(row, f"grade_{number}") for number, _ in enumerate(grades())]
    counts[0] -= row.lost
    graded = [(code, count, f"g{number}") for number, (code, count) in enumerate(zip(grades(), counts, strict=True))]
    return [(unknown(), row.lost, "lost"), *graded]


def _tile(build: Builder, row: Coverage) -> Tile:
    sign = f"{row.code.sign}{'↪' if row.only_through else ''}"
    return Tile(row.ref or "–", sign, look_of(row), f"{row.title}: {row.called}", build.links.path(row.iri))


def _key(code: Code, count: int, look: str) -> Tile:
    place = f"coverage.html#grade-{code.notation}" if count else None
    return Tile(f"{code.word}: {count}", code.sign, look, code.definition, place)
