"""The public API: one object that is loaded once and answers."""

import datetime as dt
import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from oversight_graph.ask import days
from oversight_graph.errors import UsageError
from oversight_graph.load.files import DataFile
from oversight_graph.load.load import open_data
from oversight_graph.model.vocabulary import NS
from oversight_graph.registry import answers
from oversight_graph.registry.asked import rows_of
from oversight_graph.registry.methods import Day, Methods
from oversight_graph.registry.rows import Rows
from oversight_graph.store import views
from oversight_graph.store.store import EmbeddedStore, RemoteStore, Store, Table

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from oversight_graph.ask.explain import Fact
    from oversight_graph.change.changes import Change
    from oversight_graph.change.effects import Effect
    from oversight_graph.check.violations import Violation
    from oversight_graph.drawing.explore import Exploration
    from oversight_graph.drawing.proof import Proof
    from oversight_graph.evidence.evidence import CitationViolation
    from oversight_graph.evidence.papers import Papers
    from oversight_graph.store.limits import Limits


class OversightGraph(Methods):
    """A graph of who watches over what, with its questions.

    Parameters
    ----------
    store : Store
        Where the graph is.
    files : sequence of DataFile
        The files from which it was loaded, if any: they say where a violation stands.

    Attributes
    ----------
    tell : callable or None
        Is given a sentence where part of a name was typed, and which thing it was taken for.
    unread : tuple of str
        The files in the folders of the data that may hold data and were not read, by their names.
    place : str
        Name of the organisation whose part of a larger graph it is; empty if it is whole.

    Examples
    --------
    >>> graph = OversightGraph.load()
    >>> len(graph.coverage())
    52
    """

    def __init__(self, store: Store, files: Sequence[DataFile] = ()) -> None:
        self.store = store
        self.files = tuple(files)
        self.tell: Callable[[str], None] | None = None
        self.unread: tuple[str, ...] = ()
        self.place = ""
        self._copy: EmbeddedStore | None = None

    @classmethod
    def load(
        cls,
        *data: str | Path,
        store: str | Path | None = None,
        endpoint: str | None = None,
        place: str | None = None,
        validate: bool = True,
        timeout: float = 300,
    ) -> Self:
        """Load a graph.

        Parameters
        ----------
        *data : str or pathlib.Path
            Files and folders; the shipped West Mercia data if there are none.
        store : str or pathlib.Path, optional
            Folder of a store on disk: data given is loaded into it once, and a store that holds data is used as it is.
        endpoint : str, optional
            Address of a SPARQL 1.1 server that holds the graph; nothing is loaded here then.
        place : str, optional
            Only what belongs to this organisation, by its IRI, a name or its abbreviation; see `of_place`.
        validate : bool
            Whether to refuse data given that breaks a rule. The shipped data is known to have none.
        timeout : float
            Seconds until a whole answer of the server must be here.

        Raises
        ------
        DataError
            If the data cannot be read or breaks a rule.
        UsageError
            If both data and an endpoint are given, or the place is none that published a paper, or several.
        """
        if place is not None:
            return cls.load(*data, store=store, endpoint=endpoint, validate=validate, timeout=timeout).of_place(place)
        if endpoint:
            if data or store:
                raise UsageError("give either an endpoint or data of your own, not both")
            return cls(RemoteStore(endpoint, timeout, holding=NS.removesuffix("#")))
        folder = Path(store) if store is not None else None
        loaded, files, unread = open_data([Path(path) for path in data], folder, _check_loaded if validate else None)
        graph = cls(loaded, files)
        graph.unread = tuple(unread)
        return graph

    @property
    def newest_paper(self) -> str:
        """ISO date of the newest paper, or, where none is dated, of the newest event; see `ask.days.dated`."""
        return days.newest_paper(self.store)

    @property
    def newest_plan(self) -> str:
        """ISO date of the newest plan; of the newest paper if there is no dated plan."""
        return self.dated_plan or self.newest_paper

    @property
    def dated_plan(self) -> str:
        """ISO date of the newest plan; empty if there is no dated plan."""
        return days.newest_plan(self.store)

    def day(self, as_of: Day = None, *, plan: bool = False) -> str:
        """Return the date to go by: the one given, else that of the newest plan or paper."""
        return days.as_iso(as_of) if as_of is not None else self.newest_plan if plan else self.newest_paper

    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]:
        """Return the rows of an answer of the registry, those that were added to it too.

        Parameters
        ----------
        name : str
            As `registry.answers.answers` lists them.
        as_of : str or date, optional
            Without it, the date of the newest plan or paper counts, as the answer declares.
        **options
            Those that the answer declares; a thing is whatever names it, and what is None counts as not given.

        Returns
        -------
        list
            Of the dataclass that the answer declares.

        Raises
        ------
        NotFoundError
            If there is no such answer, or nothing that is called as an option says.
        UsageError
            If it does not take an option, or lacks one that it needs.
        """
        declared = answers.answer(name)
        dated = declared.date not in ("none", "two")
        if not declared.function:  # it takes more than options; its method knows
            rows = getattr(self, declared.called)(**({"as_of": as_of} if dated else {}), **options)
            return Rows(rows, declared.columns(options, rows), declared.empty)
        day = self.day(as_of, plan=declared.date == "plan") if dated else None
        return rows_of(self.store, declared, options, day, self.tell)

    def find(self, thing: str) -> str:
        """Return the IRI of what a person types: a reference, an acronym, a name or part of one, an IRI."""
        from oversight_graph.ask.find import find

        return find(self.store, thing, self.tell)

    def explain(self, thing: str, papers: "Papers | None" = None) -> "list[Fact]":
        """Return all that is said of a thing; see `ask.explain.explain`."""
        from oversight_graph.ask.explain import explain

        return explain(self.store, self.find(thing), papers)

    def proof(self, thing: str, as_of: Day = None) -> "Proof":
        """Return what leads to the grade of a commitment or activity; a notebook shows it as a drawing.

        The date is that of the newest plan, as for the coverage that is proved; see `drawing.prover.proof_of`.
        """
        from oversight_graph.drawing.prover import proof_of

        return proof_of(self.store, self.find(thing), self.day(as_of, plan=True))

    def explore(
        self, thing: str | None = None, as_of: Day = None, *, steps: int = 1, papers: "Papers | None" = None
    ) -> "Exploration":
        """Return the network around a thing as a page to pull about; a notebook shows it.

        The date is that of the newest plan; see `drawing.explore.explore`.
        """
        from oversight_graph.drawing.explore import explore

        middle = self.find(thing) if thing is not None else None
        return explore(self.store, self.day(as_of, plan=True), middle, steps=steps, papers=papers)

    def query(self, name: str, limits: "Limits | None" = None, /, **parameters: str | dt.date | None) -> Table:
        """Answer a question of the catalogue.

        Parameters
        ----------
        name : str
            Name of the question; `ask.catalogue.names` lists them.
        limits : store.limits.Limits, optional
            Have it answered in a process of its own, and stopped when it takes more than that.
        **parameters
            Values of its parameters. A thing may be named as a person would: ``body="AGG"``.

        Raises
        ------
        UsageError
            If it is about one thing, and none is given nor that of its default here; or if a value is of a wrong kind.
        """
        from oversight_graph.ask.catalogue import answer

        return answer(self.store, name, parameters, self.tell, limits)

    def absent(self, name: str) -> list[str]:
        """Return the parameters of a question whose default is a thing that this data does not have."""
        from oversight_graph.ask.catalogue import absent

        return absent(self.store, name)

    def sparql(
        self, text: str, *, allow_remote: bool = False, where: str = "query", limits: "Limits | None" = None
    ) -> Table:
        """Answer a SELECT or ASK query of the user's own, in a process of its own that can be stopped.

        Parameters
        ----------
        text : str
            The query; `store.guard` says what is refused.
        allow_remote : bool
            Whether it may use ``SERVICE`` and ``FROM``.
        where : str
            What to call it in a message.
        limits : store.limits.Limits, optional
            Of time, rows and memory; five minutes, a million rows and 4 GB without.

        Raises
        ------
        QueryError
            If it is refused, fails, or goes beyond a limit.
        """
        from oversight_graph.store.guard import check_query
        from oversight_graph.store.limits import LIMITS, select

        check_query(text, allow_remote=allow_remote, where=where)
        return select(self.store, text, where, limits or LIMITS)

    def check(
        self, as_of: Day = None, *, profile: dict[str, str] | None = None, shapes: bool = True
    ) -> "list[Violation]":
        """Run the checks, without a dated paper those that go by no date; see `check.checks.run`."""
        from oversight_graph.check.checks import run

        day = days.dated(self.store) if as_of is None else days.as_iso(as_of)
        return run(self.store, day, files=self.files, profile=profile, shapes=shapes)

    def verify(self, sources: str | Path) -> "list[CitationViolation]":
        """Prove the citations against the papers in a folder; see `evidence.evidence.verify`."""
        from oversight_graph.evidence.evidence import verify

        return verify(self.store, Path(sources))

    def citation_count(self) -> int:
        """Return how many different citations the graph holds."""
        return len({row[1] for row in views.ask(self.store, "citations")})

    def in_own_words(self) -> tuple[int, int]:
        """Return how many records give nothing as printed, and how many cite; see `evidence.evidence.in_own_words`."""
        from oversight_graph.evidence.evidence import in_own_words

        return in_own_words(self.store)

    def network(
        self, as_of: Day = None, *, kinds: Collection[str] | None = None, stated_only: bool = False, ended: bool = False
    ) -> "nx.MultiDiGraph[str]":
        """Project the graph for NetworkX; `network.projection.network` tells nodes, edges, direction."""
        from oversight_graph.network.projection import network

        return network(self.store, self.day(as_of), kinds=kinds, stated_only=stated_only, ended=ended)

    def whatif(
        self,
        as_of: Day = None,
        *,
        remove: Sequence[str] = (),
        merge: tuple[str, str] | None = None,
        end_level: str | None = None,
    ) -> "list[Effect]":
        """Return what would change if bodies ended or merged; see `change.whatif.whatif`.

        Bodies are whatever names them, and a level is called as in the ontology or in the data. The date is that of
        the newest plan, as for the coverage that would change.
        """
        from oversight_graph.change.whatif import level, whatif

        found = whatif(
            self.store,
            self.day(as_of, plan=True),
            remove=[self.find(name) for name in remove],
            merge=(self.find(merge[0]), self.find(merge[1])) if merge else None,
            end_level=level(self.store, end_level) if end_level is not None else None,
        )
        return Rows(found, answers.answer("whatif").columns())

    def diff(
        self,
        first: Day = None,
        second: Day = None,
        *,
        other: Self | None = None,
        everything: bool = False,
        plans: tuple[str, str] | None = None,
    ) -> "list[Change]":
        """Return what changed between two dates, or from this graph to another; see `change.diff.diff`.

        A date that is not given is that of the newest paper of the graph it is for. Plans are named as in `find`: one
        of this graph, one of the other.
        """
        from oversight_graph.change.diff import diff

        until = (other or self).day(second)
        named = (self.find(plans[0]), (other or self).find(plans[1])) if plans else None
        there = other.store if other else None
        return diff(self.store, self.day(first), until, other=there, everything=everything, plans=named)

    def to_rdflib(self) -> "Dataset":
        """Return the graph as an rdflib Dataset whose default graph is the union; it shares the store `embedded`."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.embedded.quads), default_union=True)

    @property
    def embedded(self) -> EmbeddedStore:
        """The store in this process, for what needs all quads; of a server, a copy that is fetched the first time.

        Raises
        ------
        QueryError
            If the server does not give all that it holds.
        """
        if isinstance(self.store, EmbeddedStore):
            return self.store
        if self._copy is None:
            from oversight_graph.store.fetch import fetch

            self._copy = fetch(self.store)
        return self._copy

    def of_place(self, place: str) -> Self:
        """Return what belongs to one place, in this process: the answers are those of its files alone.

        Parameters
        ----------
        place : str
            An organisation that published papers, or to which one that did belongs: its IRI, a name, its abbreviation.

        Raises
        ------
        UsageError
            If no loaded paper was published by it, or several are called so.
        """
        from oversight_graph.load.place import part_of

        store, name = part_of(self.store, place)
        graphs = {getattr(each, "value", "") for each in store.asked.named_graphs()}
        return self._alike(store, [file for file in self.files if file.graph in graphs], name)

    def here(self) -> Self:
        """Return the same graph in this process, for what asks so much that a server is better asked only once."""
        return self if isinstance(self.store, EmbeddedStore) else self._alike(self.embedded, self.files, self.place)

    def _alike(self, store: Store, files: Sequence[DataFile], place: str) -> Self:
        other = type(self)(store, files)
        other.tell, other.unread, other.place = self.tell, self.unread, place
        return other


def _check_loaded(store: EmbeddedStore, files: Sequence[DataFile]) -> None:
    from oversight_graph.check.at_load import check_loaded

    check_loaded(store, files)


def papers_in(graph: OversightGraph, folder: str | Path) -> "Papers":
    """Return the papers of a graph that lie in a folder."""
    from oversight_graph.evidence.papers import Papers, documents

    return Papers(Path(folder), documents(graph.store).values())


def environment_endpoint() -> str | None:
    """Return the endpoint that the environment names, if any."""
    return os.environ.get("OVERSIGHT_ENDPOINT") or None
