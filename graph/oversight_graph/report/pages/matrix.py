"""The assurance map, commitments against mechanisms by line of assurance, and who answers for each commitment."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from oversight_graph.model.codes import codes, grades
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.covers import Covers
from oversight_graph.registers.plans.editions import parents_of
from oversight_graph.report.html.cells import Builder, head, look_of
from oversight_graph.report.html.parts import Cell, Grid, Part
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

# Where the data gives no line of assurance: bodies, with which a reader begins, and the rest.
_BOARDS = ("body", "Boards", "boards, committees and other bodies to which the data gives no line of assurance")
_NOT_PLACED = ("other", "Not placed", "other mechanisms to which the data gives no line of assurance")


def lines_of_assurance() -> list[tuple[str, str, str]]:
    """Return each line of assurance with its heading and what it means, and the places for what has none."""
    lines = [(code.notation, code.word.capitalize(), code.definition.rstrip(".")) for code in codes("line")]
    return [
        _BOARDS,
        *((name, word, f"{meaning[:1].lower()}{meaning[1:]}") for name, word, meaning in lines),
        _NOT_PLACED,
    ]


# More columns than that nobody reads, on a screen or on paper.
WIDEST = 80


@dataclass(frozen=True, slots=True)
class Assurance:
    """One filled cell of the assurance map: a mechanism named for a commitment.

    Attributes
    ----------
    ref, title : str
    line : str
        Line of assurance, see `lines_of_assurance`.
    mechanism : str
    live : bool or None
        Whether a body was shown meeting at the date; None for what is no body.
    grade : int
        The grade that the commitment has through this mechanism alone: 2 for what is no body, 3 for one that is only
        named, 4 for one that was meeting, 5 if it is open too, 6 if it dealt with the commitment.
    state : str
        What is shown of the mechanism, in words.
    through : tuple of str
        References of the rows through which it is reached, where the commitment leaves its oversight to them; empty if
        its own cell, or that of one of its activities, names it.
    as_stated : tuple of str
        Names as printed.
    evidence : tuple of str
    iri, mechanism_iri : str
    """

    ref: str
    title: str
    line: str
    mechanism: str
    live: bool | None
    grade: int
    state: str
    through: tuple[str, ...]
    as_stated: tuple[str, ...]
    evidence: tuple[str, ...]
    iri: str
    mechanism_iri: str


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who is responsible, accountable and informed for one commitment.

    Attributes
    ----------
    ref, title : str
    responsible : tuple of str
        Posts named as leading it or one of its activities.
    accountable : tuple of str
        Who made the commitment.
    consulted : tuple of str
        Always empty: no loaded paper says whom anybody is to consult.
    informed : tuple of str
        Bodies named to oversee it, or reached through a reference.
    flag : str
        Empty if there is exactly one who is accountable.
    evidence : tuple of str
    iri : str
    responsible_iri, accountable_iri, informed_iri : tuple of str
        IRIs of these, in the same order.
    """

    ref: str
    title: str
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    flag: str
    evidence: tuple[str, ...]
    iri: str
    responsible_iri: tuple[str, ...]
    accountable_iri: tuple[str, ...]
    informed_iri: tuple[str, ...]


def assurance(store: Store, rows: list[Coverage], day: str = "9999-12-31") -> list[Assurance]:
    """Return the filled cells of the assurance map at a date, in the order of the plan, then of the lines.

    Notes
    -----
    What counts is what counts in `registers.coverage.coverage`, see `registers.covers`.
    """
    covers, lines, found = Covers(store, day), _lines(store), []
    for commitment in rows:
        by_overseer: dict[str, tuple[str, set[str], set[str], set[str]]] = {}
        for those, far in ((covers.named, False), (covers.reached, True)):
            for each in those.get(commitment.iri, ()):
                if each.by:
                    _, stated, cited_there, ways = by_overseer.setdefault(each.by, (each.name, set(), set(), set()))
                    stated.update([each.stated] if each.stated else [])
                    cited_there.update(each.evidence)
                    ways.add(covers.ref(each.printed) if far else "")
        for by, (name, printed, cited, ways) in by_overseer.items():
            line, is_body = lines.get(by, ("other", False))
            found.append(
                Assurance(
                    ref=commitment.ref,
                    title=commitment.title,
                    line=line,
                    mechanism=name,
                    live=by in commitment.live_iri if is_body else None,
                    grade=(rung := _rung(commitment, by) if is_body else 2),
                    state=_state(commitment, by, rung),
                    through=() if "" in ways else tuple(sorted(ways, key=ref_key)),
                    as_stated=tuple(sorted(printed)),
                    evidence=tuple(sorted(cited)),
                    iri=commitment.iri,
                    mechanism_iri=by,
                )
            )
    order = [line for line, _, _ in lines_of_assurance()]
    place = {row.iri: number for number, row in enumerate(rows)}
    return sorted(found, key=lambda c: (place[c.iri], order.index(c.line), c.mechanism.casefold(), c.mechanism_iri))


def _rung(row: Coverage, body: str) -> int:
    """Return the grade that a row has through one of its bodies alone."""
    if body not in row.live_iri:
        return 3
    if body not in row.open_iri:
        return 4
    return 6 if body in row.met else 5


def _state(row: Coverage, body: str, rung: int) -> str:
    """Say what is shown of a mechanism; of a body that was not meeting, its state as the register has it."""
    if body in row.not_live_iri:
        return row.not_live[row.not_live_iri.index(body)].rpartition(" (")[2].rstrip(")")
    return "another mechanism" if rung == 2 else grades()[rung].word


def _lines(store: Store) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    lines = {line for line, _, _ in lines_of_assurance()}
    for mechanism, _, line, _, body in ask(store, "report_lines"):
        name = (line or "").removeprefix(CONCEPT + "line/")
        if mechanism:
            found[mechanism] = (name if name in lines else "body" if body else "other", body is not None)
    return found


def answerable(store: Store, rows: list[Coverage]) -> list[Answerable]:
    """Return who answers for each commitment; flagged unless exactly one is accountable."""
    people_of: dict[str, dict[str, dict[tuple[str, str], set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for row, prop, who, name, evidence in ask(store, "report_answerable"):
        if row and prop and who:
            people_of[row][prop.rpartition("#")[2]][name or who, who].update([evidence] if evidence else [])
    activities: dict[str, set[str]] = defaultdict(set)
    for row, parents in parents_of(store).items():
        for parent in parents:
            activities[parent].add(row)
    found = []
    for graded in rows:
        accountable = people_of[graded.iri]["committedBy"]
        leads: dict[tuple[str, str], set[str]] = defaultdict(set)
        for each in [graded.iri, *sorted(activities[graded.iri])]:
            for lead, where in people_of[each]["lead"].items():
                leads[lead] |= where
        cited = {e for those in (*accountable.values(), *leads.values()) for e in those}
        several = f"{len(accountable)} accountable" if accountable else "nobody named as accountable"
        found.append(
            Answerable(
                ref=graded.ref,
                title=graded.title,
                responsible=tuple(name for name, _ in sorted(leads)),
                accountable=tuple(name for name, _ in sorted(accountable)),
                consulted=(),
                informed=tuple(graded.covering.values()),
                flag="" if len(accountable) == 1 else several,
                evidence=tuple(sorted(cited)),
                iri=graded.iri,
                responsible_iri=tuple(iri for _, iri in sorted(leads)),
                accountable_iri=tuple(iri for _, iri in sorted(accountable)),
                informed_iri=tuple(graded.covering),
            )
        )
    return found


def heat_map(build: Builder, rows: list[Coverage], cells: list[Assurance], csv: str) -> Grid:
    """Return all commitments against all mechanisms: by line of assurance, in each those with most commitments first.

    In a cell stands the grade that the commitment has through the mechanism; it leads to its citation.
    """
    load = Counter((cell.line, cell.mechanism_iri) for cell in cells)
    names = {cell.mechanism_iri: cell.mechanism for cell in cells}
    lines = [(line, word) for line, word, _ in lines_of_assurance() if any(cell.line == line for cell in cells)]
    columns = [
        (line, iri)
        for line, _ in lines
        for _, iri in sorted(
            ((of, iri) for of, iri in load if of == line),
            key=lambda each: (-load[each], names[each[1]].casefold(), each[1]),
        )
    ]
    at = {(cell.iri, cell.line, cell.mechanism_iri): cell for cell in cells}
    heads = (
        head("ref"),
        Part("commitment"),
        head("grade"),
        *(Part(names[iri], build.links.path(iri), look="turned") for _, iri in columns),
        Part("all"),
    )
    body = []
    for row in rows:
        marks = [at.get((row.iri, *column)) for column in columns]
        filled = (Cell((_mark(build, mark),), "mark", str(mark.grade)) if mark else Cell((), "", "0") for mark in marks)
        total = sum(mark is not None for mark in marks)
        body.append(
            (
                "",
                (
                    Cell((Part(row.ref, build.links.path(row.iri)),), "ref"),
                    build.thing(row.iri, row.title),
                    Cell((Part(row.code.sign, look=f"tile {look_of(row)}", title=row.called),), "mark", str(row.grade)),
                    *filled,
                    Cell((Part(str(total)),), "number", str(total)),
                ),
            )
        )
    counts = [str(load[column]) for column in columns]
    return Grid(
        "Commitments against what is named to watch over them",
        heads,
        tuple(body),
        csv,
        "matrix heat",
        groups=(("", 3), *((word, sum(of == line for of, _ in columns)) for line, word in lines), ("", 1)),
        totals=tuple(
            Cell((Part(text),), "number")
            for text in ("", f"commitments of {len(rows)}", "", *counts, str(sum(load.values())))
        ),
        marked=frozenset(number for number, row in enumerate(rows) if row.grade < 3),
    )


def _mark(build: Builder, cell: Assurance) -> Part:
    return Part(
        f"{cell.grade}{'↪' if cell.through else ''}", _cited(build, cell), _note(build, cell), f"tile g{cell.grade}"
    )


def by_mechanism_list(build: Builder, cells: list[Assurance], line: str, csv: str) -> Grid:
    """Return the mechanisms of a line with their commitments: for lines with too many of them for a matrix."""
    at: dict[tuple[str, str], list[Assurance]] = defaultdict(list)
    for cell in cells:
        if cell.line == line:
            at[cell.mechanism, cell.mechanism_iri].append(cell)
    body = []
    for (name, iri), those in sorted(at.items(), key=lambda each: (each[0][0].casefold(), each[0][1])):
        marks = tuple(Part(f"{each.ref} {each.grade}", _cited(build, each), _note(build, each)) for each in those)
        body.append(("", (build.thing(iri, name), Cell((Part(str(len(those))),), "number", str(len(those))),
                          Cell(marks, "cites", str(len(those))))))  # fmt: skip
    called = next(what for name, what, _ in lines_of_assurance() if name == line)
    heads = (Part("mechanism"), Part("all"), Part("commitments"))
    return Grid(f"{called}: mechanisms and their commitments", heads, tuple(body), csv)


def _cited(build: Builder, cell: Assurance) -> str | None:
    return build.links.citation(cell.evidence[0]) if cell.evidence else None


def _note(build: Builder, cell: Assurance) -> str:
    through = f", through {', '.join(cell.through)}" if cell.through else ""
    cited = "; ".join(build.links.cite(each) for each in cell.evidence)
    return f"{cell.ref}: {cell.mechanism}, {cell.state}{through} ({cited})"
