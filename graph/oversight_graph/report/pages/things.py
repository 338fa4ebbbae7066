"""One page for each thing, with all that is said of it and from where; one for each paper, with what it supports."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import quote

from oversight_graph.ask.explain import Fact, explain
from oversight_graph.drawing.proof import proof_svg
from oversight_graph.drawing.prover import Prover
from oversight_graph.evidence.citations import parse_fragment, short
from oversight_graph.evidence.papers import Papers
from oversight_graph.graph import OversightGraph
from oversight_graph.load.skolem import owner_of
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.plans.editions import parents_of
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.content.relations import Relations
from oversight_graph.report.html.cells import Builder, count, head, spoken
from oversight_graph.report.html.parts import Block, Cell, Grid, Page, Part
from oversight_graph.report.html.paths import Thing, anchor
from oversight_graph.report.pages.matrix import Answerable
from oversight_graph.report.pages.summaries import Summaries
from oversight_graph.store.views import ask

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w/-])(\+44 ?|0)\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?!\w)")
NETWORK = "network.html"
_FEW = 12  # passages that stand open
_WITHOUT = "A classification, an inferred fact, or one that a record of its own cites."


class Things:
    """Makes the pages of things.

    Parameters
    ----------
    papers : Papers, optional
        Gives the passages.
    """

    def __init__(
        self,
        build: Builder,
        graph: OversightGraph,
        answers: Answers,
        answerable: list[Answerable],
        papers: Papers | None = None,
    ) -> None:
        self.build, self.graph, self.answers, self.papers = build, graph, answers, papers
        self.grades = {row.iri: row for row in [*answers.coverage, *answers.activities]}
        self.relations = Relations(graph, answers.day)
        self.first = Summaries(build, answers, answerable, self.relations)
        self.prover = Prover(graph.store, answers.plan_day) if answers.planned else None
        self.linked = graph.network(answers.plan_day)
        self.objectives = {row: iri for iri, _, _, row in ask(graph.store, "objectives") if iri and row}
        self.below: dict[str, list[str]] = defaultdict(list)
        self.over: dict[str, list[str]] = defaultdict(list)
        for row, parents in parents_of(graph.store).items():
            self.over[row] = [parent for parent in parents if parent in self.grades]
            for parent in parents:
                self.below[parent].append(row)

    def pages(self) -> list[Page]:
        """Return a page for each thing but the papers."""
        return [self.page(thing) for thing in self.build.links.things.values() if thing.folder != "paper"]

    def page(self, thing: Thing) -> Page:
        """Return the page of a thing that is no paper."""
        facts = explain(self.graph.store, thing.iri)
        csv = self.build.csv(thing.path.removesuffix(".html") + ".csv", facts, Fact)
        said = [fact for fact in facts if not fact.fact.startswith("←")]
        others = [fact for fact in facts if fact.fact.startswith("←")]
        points = self.first.of(thing)
        blocks = [Block("In short", "short", points=tuple(points))] if points else []
        drawn, proving = self._proof(thing)
        cited = {each for fact in facts for each in fact.evidence}
        blocks += [*drawn, *self._tables(thing), *self._passages(cited | proving, "printed" if proving else "")]
        if said:
            title = f"All that the papers state of it ({len(said)})"
            blocks.append(Block(title, "facts", (_WITHOUT_NOTE,), grid=self._facts(said, csv), fold=bool(points)))
        if others:
            grid = self._facts(others, csv, "Said of others")
            blocks.append(
                Block(f"What is said of other things with it ({len(others)})", "mentions", grid=grid, fold=True)
            )
        return Page(
            thing.path,
            thing.title,
            thing.kind,
            blocks=tuple(blocks),
            above=self._above(thing),
            look="wide upright" if thing.iri in self.grades else "",
            see=self._see(thing.iri),
        )

    def _see(self, iri: str) -> tuple[Part, ...]:
        """Return the ways to where a thing is drawn; the map shows an activity with its commitment."""
        if iri not in self.linked:
            return ()
        above = next(iter(self.over[iri]), iri)
        places = (("on the map", "map.html", above), ("in the network around it", NETWORK, iri))
        return tuple(Part(said, f"{page}#node={quote(at, safe='')}") for said, page, at in places)

    def _above(self, thing: Thing) -> tuple[Part, ...]:
        """Return what a thing is a part of: the objective of a commitment, the commitment of an activity."""
        parents = self.over[thing.iri]
        objective = self.objectives.get(next(iter(parents), thing.iri))
        found = [self.build.links.things[iri] for iri in (objective, *parents) if iri in self.build.links.things]
        return tuple(Part(each.title, each.path) for each in found)

    def _proof(self, thing: Thing) -> tuple[list[Block], set[str]]:
        """Return the drawing of what leads to the grade of a row, with what to copy of it; and all that it cites."""
        if self.prover is None or thing.iri not in self.grades:
            return [], set()
        proof, row, links = self.prover.proof(thing.iri), self.grades[thing.iri], self.build.links

        def way(iri: str) -> str | None:
            return links.citation(iri) if "#" in iri and iri in links.cited else links.path(iri)

        cited = "; ".join(links.cite(each) for each in row.evidence)
        verdict = f"grade {row.code.sign}, {row.called}, as at {self.answers.plan_day}"
        said = f"{thing.title}: {verdict}. {proof.reason} [{cited}]"
        svg = proof_svg(proof, papers=self.papers, links=way, part=True)
        return [Block("Proof of the verdict", "proof", svg=svg, copy=said)], {*row.evidence, *proof.cited}

    def _facts(self, facts: list[Fact], csv: str, caption: str = "Facts") -> Grid:
        build = self.build
        rows = tuple(
            (
                "",
                (
                    Cell((Part(fact.fact),)),
                    build.named(fact.value, (fact.iri,) if fact.iri else ()),
                    Cell((Part("stated" if fact.stated else "inferred", look="" if fact.stated else "inferred"),)),
                    build.cites(fact.evidence) if fact.evidence else Cell((Part("–", title=_WITHOUT),)),
                ),
            )
            for fact in facts
        )
        return Grid(caption, (Part("fact"), Part("value"), Part("basis"), head("evidence")), rows, csv)

    def _tables(self, thing: Thing) -> list[Block]:
        """Return tables of what belongs to a thing: the activities of a commitment, the effects of a body's end."""
        build = self.build
        blocks = []
        below = [self.grades[iri] for iri in self.below.get(thing.iri, ()) if iri in self.grades]
        if below:
            csv = f"{thing.path.removesuffix('.html')}-activities.csv"
            build.csv(csv, below, Coverage)
            # A plan has commitments below it, a commitment activities.
            what = " and ".join(dict.fromkeys(build.links.things[row.iri].plural for row in below)).capitalize()
            grid = build.grid(below, "ref title grade cell why evidence", csv, what)
            blocks.append(Block(f"{what} ({len(below)})", "activities", grid=grid))
        if (meeting := self.relations.meetings.get(thing.iri)) and (found := meeting.parts.get("Finding")):
            points = tuple((Part(label, build.links.path(iri)),) for iri, label, _ in found)
            blocks.append(Block(f"What it found ({len(found)})", "what-it-found", points=points, fold=True))
        effects = [row for row in self.answers.removals if row.removed_iri == thing.iri]
        if effects:
            csv = f"{thing.path.removesuffix('.html')}-whatif.csv"
            build.csv(csv, effects, type(effects[0]))
            grid = build.grid(effects, "effect kind thing before after meaning evidence", csv, "Effects")
            dated = (f"As at {self.answers.plan_day}.",)
            blocks.append(Block(f"If it had ended ({len(effects)})", "whatif", dated, grid=grid))
        return blocks

    def _passage(self, evidence: str) -> str | None:
        """Return a passage without the contact details of people."""
        found = self.papers.passage(evidence) if self.papers else None
        return found and _NUMBER.sub("[number left out]", _ADDRESS.sub("[address left out]", found))

    @property
    def shown(self) -> dict[str, str]:
        """The passages of all citations, where the papers are at hand."""
        if self.papers is None:
            return {}
        found = {citation: self._passage(citation) for citation in sorted(filter(None, self.build.links.cited))}
        return {citation: passage for citation, passage in found.items() if passage}

    def _passages(self, cited: Iterable[str], look: str = "") -> list[Block]:
        if self.papers is None:
            return []
        found = [(citation, self._passage(citation)) for citation in sorted(cited, key=_place)]
        shown = tuple(
            (Part(self.build.links.cite(citation), self.build.links.citation(citation)), passage)
            for citation, passage in found
            if passage
        )
        fold = len(shown) > _FEW
        title = f"The passages ({len(shown)})"
        return [Block(title, "passages", passages=shown, fold=fold, look=look)] if shown else []

    def paper_pages(self) -> list[Page]:
        """Return a page for each paper, with every citation and what it supports, and one that lists the papers."""
        supports: dict[str, set[str]] = defaultdict(set)
        for node, evidence, _, _ in ask(self.graph.store, "citations"):
            if node and evidence:
                supports[evidence].add(owner_of(node))
        by_paper: dict[str, list[str]] = defaultdict(list)
        for evidence in sorted(supports, key=_place):
            by_paper[evidence.partition("#")[0]].append(evidence)
        links = self.build.links
        pages, points = [], []
        for iri, document in sorted(links.papers.items(), key=lambda paper: (paper[1].day, paper[0])):
            thing = links.things[iri]
            facts = explain(self.graph.store, iri)
            csv = self.build.csv(thing.path.replace(".html", "-facts.csv"), facts, Fact)
            rows = tuple(
                (
                    anchor(item),
                    (
                        Cell((Part(short(item).rpartition(", ")[2] or item),), sort=f"{_place(item)[1]:09d}"),
                        Cell(tuple(self._supported(each) for each in sorted(supports[item], key=self._title)), "list"),
                        *([Cell((Part(self._passage(item) or "–"),))] if self.papers else []),
                    ),
                )
                for item in by_paper[iri]
            )
            heads = (Part("where"), Part("what rests on it"), *([Part("passage")] if self.papers else []))
            table = self.build.keep(
                thing.path.replace(".html", ".csv"),
                ("evidence", "where", "supports"),
                ((item, links.cite(item), tuple(sorted(supports[item]))) for item in by_paper[iri]),
            )
            pages.append(
                Page(
                    thing.path,
                    thing.title,
                    kind="paper",
                    lead=(
                        f"Dated {document.day or 'nowhere'}. Known by the SHA-256 of its file: "
                        f"{document.sha256 or 'not given'}.",
                    ),
                    blocks=(
                        Block(
                            f"What rests on it ({len(rows)})",
                            "citations",
                            grid=Grid("Citations of this paper", heads, rows, table),
                        ),
                        Block("The paper itself", "facts", grid=self._facts(facts, csv)),
                    ),
                )
            )
            points.append((Part(thing.title, thing.path), Part(f", {document.day}: {count(len(rows), 'citation')}")))
        pages.append(
            Page("papers.html", f"Papers loaded: {len(points)}", blocks=(Block("", "papers", points=tuple(points)),))
        )
        return pages

    def _title(self, iri: str) -> tuple[str, str]:
        thing = self.build.links.things.get(iri)
        return (thing.title if thing else iri).casefold(), iri

    def _supported(self, iri: str) -> Part:
        thing = self.build.links.things.get(iri)
        return Part(thing.title, thing.path) if thing else Part(spoken(iri))


_WITHOUT_NOTE = (
    "A dash in place of a citation: a classification of ours, an inferred fact, or one that a record of its own cites."
)


def _place(evidence: str) -> tuple[str, int, int, str]:
    parsed = parse_fragment(evidence)
    return (parsed[0], parsed[1], parsed[2], evidence) if parsed else (evidence.partition("#")[0], 0, 0, evidence)
