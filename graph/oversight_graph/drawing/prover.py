"""What leads from a promise to its grade: pointers, bodies, meetings, up to the public; each step with its paper."""

from collections.abc import Iterable
from itertools import pairwise

from oversight_graph.drawing.proof import BODIES, MEETINGS, POINTERS, PROMISE, UPWARD, Node, Proof, Step
from oversight_graph.errors import UsageError
from oversight_graph.network.chains import shortest_path_up
from oversight_graph.network.hierarchy import accountability, informs_only
from oversight_graph.network.projection import LINKS, name_of, network
from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.covers import Covers, Named
from oversight_graph.registers.gaps import explained
from oversight_graph.registers.states import UNKNOWN, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


class Prover:
    """Proofs of all rows at a date, over what is read once.

    Parameters
    ----------
    day : str
        ISO date.
    """

    def __init__(self, store: Store, day: str) -> None:
        self.day = day
        self.covers = Covers(store, day)
        self.states = states_at(store, day)
        rows = [*coverage(store, day), *coverage(store, day, activities=True)]
        self.rows = {row.iri: row for row in rows}
        self.graph = network(store, day)
        self.simple = accountability(self.graph)
        self.cited: dict[str, tuple[str, ...]] = {}
        for iri, evidence in ask(store, "row_evidence"):
            if iri and evidence:
                self.cited[iri] = (*self.cited.get(iri, ()), evidence)
        self.held: dict[str, list[tuple[str, str, str]]] = {}
        columns = ("subject", "meeting", "certainty", "evidence")
        for subject, meeting, certainty, evidence in ask(store, "scrutinies").of(*columns):
            if subject and meeting:
                held = (subject, (certainty or "").rpartition("/")[2], evidence or "")
                self.held.setdefault(meeting, []).append(held)
        self._paths_up: dict[str, list[str]] = {}

    def proof(self, iri: str) -> Proof:
        """Return the proof of a row.

        Raises
        ------
        UsageError
            If it is no commitment or activity of a plan up to the date.
        """
        if iri not in self.rows:
            raise UsageError(
                f"{iri.rpartition('/')[2]} is no commitment or activity of a plan up to {self.day}, "
                "so it has no grade to prove"
            )
        return _Drawing(self, self.rows[iri]).proof()

    def path_up(self, iri: str) -> list[str]:
        """Return the chain from a body up to the public; empty if there is none."""
        if iri not in self._paths_up:
            self._paths_up[iri] = shortest_path_up(self.graph, iri, self.simple)
        return self._paths_up[iri]

    def label(self, iri: str) -> str:
        """Return how a node is written."""
        row = self.covers.rows.get(iri)
        return " ".join(filter(None, (row.ref, row.title))) if row else name_of(self.graph, iri)

    def kind(self, iri: str) -> str:
        """Return the kind of a node."""
        return str(self.graph.nodes[iri]["kind"]) if iri in self.graph else "other"


class _Drawing:
    """The nodes and steps of one proof, as they are found."""

    def __init__(self, prover: Prover, row: Coverage) -> None:
        self.prover, self.row = prover, row
        self.nodes: dict[str, Node] = {}
        self.steps: dict[tuple[str, str, str], Step] = {}

    def proof(self) -> Proof:
        row, prover = self.row, self.prover
        kind = "commitment" if prover.covers.rows[row.iri].kind == "Commitment" else "activity"
        cell = "none in the text as obtained" if row.cell == "lost" else row.cell
        cells = prover.covers.cells(row.iri) if kind == "activity" else [prover.covers.rows[row.iri]]
        cited = {e for each in cells for e in prover.cited.get(each.iri, ())}
        facts = ((f"its own oversight cell: {cell}", tuple(sorted(cited))),)
        self.nodes[row.iri] = Node(row.iri, PROMISE, kind, prover.label(row.iri), facts=facts)
        own = prover.covers.named.get(row.iri, [])
        for named in own:
            self._named(row.iri, named)
        self._pointers({each.statement for each in own})
        self._meetings()
        self._upwards()
        return Proof(row, prover.day, explained(row), tuple(self.nodes.values()), tuple(self.steps.values()))

    def _step(self, source: str, target: str, verb: str, stated: bool, doubt: str, evidence: Iterable[str]) -> None:
        key = (source, target, verb)
        old = self.steps.get(key)
        cited = tuple(sorted({*evidence, *(old.evidence if old else ())}))
        doubt = "" if doubt == "certain" else doubt
        self.steps[key] = Step(source, target, verb, stated or bool(old and old.stated), doubt, cited)

    def _named(self, source: str, named: Named) -> None:
        """Add a mechanism that the cells of a row name, and the arrow to it."""
        prover = self.prover
        target = named.by or named.statement
        if target not in self.nodes:
            state = prover.states.get(target, UNKNOWN)
            facts: list[tuple[str, tuple[str, ...]]] = []
            if named.is_body:
                meets = "" if state.live else ": not shown meeting"
                facts.append((f"{state.in_words} at {prover.day}{meets}", state.evidence))
                if state.open:
                    facts.append(("publishes notes or meets in public", state.open_evidence))
            kind = (prover.kind(target) if prover.kind(target) != "other" else "body") if named.is_body else "process"
            self.nodes[target] = Node(target, BODIES, kind, named.name, state.live, tuple(facts))
        own = named.printed == source
        verb = "names" if own else f"names, for its part {prover.covers.ref(named.printed)}".rstrip()
        self._step(source, target, verb, own, named.doubt, named.evidence)

    def _pointers(self, own: set[str]) -> None:
        """Add the rows to which the promise leaves its oversight, with the way that leads to each."""
        prover, row = self.prover, self.row
        wanted = prover.covers.targets.get(row.iri, ())
        before: dict[str, str] = {}
        queue = [row.iri]
        for here in queue:
            for cell in prover.covers.cells(here):
                for target in prover.covers.pointers.get(cell.iri, ()):
                    if target in wanted and target != row.iri and target not in before:
                        before[target] = here
                        queue.append(target)
        for target in wanted:
            fresh = [mechanism for mechanism in prover.covers.named.get(target, ()) if mechanism.statement not in own]
            if fresh and target in before:
                self._way(target, before)
                for named in fresh:
                    self._named(target, named)

    def _way(self, target: str, before: dict[str, str]) -> None:
        """Add the pointers that lead to a row, and the rows on the way."""
        prover = self.prover
        while target in before:
            source = before[target]
            self.nodes.setdefault(target, Node(target, POINTERS, "commitment", prover.label(target)))
            cells = {cell.iri for cell in prover.covers.cells(source)} & prover.graph.nodes
            ends = (data for cell in cells for _, end, data in prover.graph.out_edges(cell, data=True) if end == target)
            edges = [data for data in ends if data["kind"] == "defers to"]
            stated = any(data["stated"] for data in edges)
            self._step(source, target, "points to", stated, "", [e for data in edges for e in data["evidence"]])
            target = source

    def _meetings(self) -> None:
        """Add the meetings, within the period, that dealt with the promise or with rows to which it points."""
        row, prover = self.row, self.prover
        own = {cell.iri for cell in prover.covers.cells(row.iri)}
        through = {
            cell.iri for target in prover.covers.targets.get(row.iri, ()) for cell in prover.covers.cells(target)
        }
        for names, iris, bodies, subjects, verb in (
            (row.exercised, row.exercised_iri, row.exercised_by_iri, own, "dealt with it in"),
            (row.exercised_through, row.exercised_through_iri, row.exercised_through_by_iri, through - own, ""),
        ):
            for label, meeting, body in zip(names, iris, bodies, strict=True):
                self.nodes.setdefault(meeting, Node(meeting, MEETINGS, "meeting", label))
                for subject, doubt, cited in prover.held.get(meeting, ()):
                    if subject in subjects and body in self.nodes:
                        said = verb or f"dealt with {prover.covers.ref(subject)} in"
                        self._step(body, meeting, said, True, doubt, [cited] if cited else [])

    def _upwards(self) -> None:
        """Add the chains from the bodies on which the grade rests up to the public."""
        row, prover = self.row, self.prover
        bearing = {
            6: {*row.open_iri} & row.met, 5: {*row.open_iri}, 4: {*row.live_iri}, 3: {*row.not_live_iri},
        }.get(row.grade, set())  # fmt: skip
        paths = [prover.path_up(iri) for iri in sorted(bearing)]
        pairs = {pair for path in paths for pair in pairwise(path)}
        far: dict[str, int] = {}
        for _ in range(len(pairs) + 1):
            for below, above in pairs:
                far[below] = max(far.get(below, 0), min(far.get(above, 0) + 1, 9))
                far.setdefault(above, 0)
        fresh = {iri for path in paths for iri in path} - self.nodes.keys()
        most = max((far[iri] for iri in fresh), default=0)
        for iri in sorted(fresh, key=lambda iri: (-far[iri], prover.label(iri), iri)):
            state = prover.states.get(iri)
            self.nodes[iri] = Node(
                iri, UPWARD + most - far[iri], prover.kind(iri), prover.label(iri), bool(state and state.live)
            )
        for below, above in sorted(pairs):
            link = prover.simple.edges[above, below]["links"][0]
            verb = "keeps informed" if informs_only(link.data) else LINKS[link.kind].upward
            self._step(below, above, verb, link.data["stated"], link.data["certainty"], link.data["evidence"])
        for iri, path in zip(sorted(bearing), paths, strict=True):
            if not path and iri in self.nodes:
                unsaid = ("no loaded paper shows a path from it up to the public", ())
                self.nodes[iri] = self.nodes[iri]._replace(facts=(*self.nodes[iri].facts, unsaid))


def proof_of(store: Store, iri: str, day: str) -> Proof:
    """Return what leads to the grade of one commitment or activity; for many, `Prover` reads what is needed once.

    Raises
    ------
    UsageError
        If it is no commitment or activity of a plan up to the date.
    """
    return Prover(store, day).proof(iri)
