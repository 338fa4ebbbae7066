"""The data of the map in the form in which it travels to the page: numbers in place of addresses and repeated texts."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from oversight_graph.drawing.styles import scale
from oversight_graph.evidence.citations import paper_names, parse_fragment, short
from oversight_graph.map.data import MapData
from oversight_graph.map.states import Moment
from oversight_graph.map.svg import ranges
from oversight_graph.map.things import FactGroup
from oversight_graph.model.codes import order_of
from oversight_graph.registers.coverage import BY_POINTER


class _Numbers:
    """Numbers for texts, in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


class _Rows(_Numbers):
    """Numbers for rows that stay the same at many dates."""

    def of(self, row: list[Any]) -> int:
        """Return the number of a row."""
        return self(json.dumps(row, ensure_ascii=False))

    def plain(self) -> list[Any]:
        """Return the rows in the order of their numbers."""
        return [json.loads(row) for row in self.numbers]


class Packed:
    """The data of a map with numbers for things, texts and citations.

    Parameters
    ----------
    addresses : mapping of str to str, optional
        Where else there is a page of a thing, by its IRI.

    Attributes
    ----------
    number : dict of str to int
        Of each thing.
    """

    def __init__(self, data: MapData, addresses: Mapping[str, str] | None = None) -> None:
        self.data, self.addresses = data, addresses or {}
        self.number = {iri: number for number, iri in enumerate(data.things)}
        self.text = _Numbers()
        self.citation = _Numbers()
        self.rows, self.bodies = _Rows(), _Rows()

    def plain(self) -> dict[str, Any]:
        """Return all of it as what JSON can hold."""
        data, base = self.data, self.data.base
        papers, called = list(data.papers), paper_names(data.papers)
        # What comes first has the shortest numbers; facts repeat themselves most.
        facts = [[self._fact(group) for group in data.facts.get(iri, ())] for iri in data.things]
        found: dict[str, Any] = {
            "title": data.title,
            "day": data.day,
            "page": data.page,
            "dates": data.dates,
            "words": {name: code.word for name, code in scale().items()},
            "byPointer": BY_POINTER,
            "base": base,
            "ending": ".html" if self.addresses else "",
            "ids": self._ids(),
            "things": self._things(),
            "kinds": list(dict.fromkeys(relation.kind for relation in data.relations)),
            "certainties": list(order_of("certainty")),
            "facts": facts,
            "states": [self._moment(data.moments[date]) for date in data.dates],
            "pages": [{"id": page.id, "title": page.title} | self._centre(page.id) for page in data.pages],
            "proved": {
                self.number[iri]: self._cited(sorted(proof.cited, key=_place)) for iri, proof in data.proofs.items()
            },
            "papers": [[called[iri], data.papers[iri].title, data.papers[iri].day] for iri in papers],
        }
        found["rows"], found["bodies"] = self.rows.plain(), self.bodies.plain()
        kinds = {kind: number for number, kind in enumerate(found["kinds"])}
        found["links"] = [
            [
                self.number[relation.source],
                self.number[relation.target],
                kinds[relation.kind],
                int(relation.stated),
                ranges(n for n, day in enumerate(data.dates) if data.in_force(relation, day)),
                order_of("certainty").get(relation.certainty, 0),
                int(relation.in_cell),
                self._cited(relation.evidence),
            ]
            for relation in data.relations
        ]
        found["paperLines"] = self._lines(papers)
        found["passages"] = {
            self.citation(evidence): text
            for evidence, text in data.passages.items()
            if evidence in self.citation.numbers and text != self._joined(evidence)
        }
        found["citations"] = [self._where(evidence, papers) for evidence in self.citation.numbers]
        found["texts"] = list(self.text.numbers)
        return found

    def _ids(self) -> list[str]:
        """Return what is peculiar to each address; after the slash alone where the rest is as in the one before."""
        found, last = [], ""
        for iri in self.data.things:
            folder, slash, name = iri.removeprefix(self.data.base).rpartition("/")
            found.append(f"{slash}{name}" if slash and folder == last else f"{folder}{slash}{name}")
            last = folder
        return found

    def _centre(self, page: str) -> dict[str, int]:
        """Return the thing of which a page tells: that in focus, or an objective."""
        data = self.data
        heads = (iri for iri, thing in data.things.items() if thing.kind == "objective" and thing.page == page)
        iri = data.centre if page == "focus" else next(heads, None)
        return {} if iri is None else {"centre": self.number[iri]}

    def _fact(self, group: FactGroup) -> list[int]:
        """Return the number of the name; how many values; these in pairs of part and value; citations."""
        values = [self.text(each) for pair in group.values for each in pair]
        return [self.text(group.name), len(group.values), *values, *self._cited(group.evidence)]

    def _lines(self, papers: list[str]) -> list[dict[int, str]]:
        """Return the cited lines of each paper, once each, by their numbers."""
        found: list[dict[int, str]] = [{} for _ in papers]
        for (document, number), text in self.data.lines.items():
            found[papers.index(document)][number] = text
        return found

    def _joined(self, evidence: str) -> str:
        document, first, last = parse_fragment(evidence) or ("", 0, 0)
        lines = (self.data.lines.get((document, number), "") for number in range(first, last + 1))
        return " ".join(line for line in lines if line)

    def _things(self) -> list[list[Any]]:
        """Return of each thing the numbers of its kind and its label, and what else there is to say."""
        found = []
        for iri, thing in self.data.things.items():
            entry: dict[str, Any] = {}
            if thing.kind == "commitment":
                entry |= {
                    "part": thing.part,
                    "cell": thing.cell,
                    "owners": thing.owners,
                    "processes": thing.processes,
                    "activities": [[ref, title] for ref, title, _ in thing.activities],
                }
            optional = {
                "ref": thing.ref,
                # The references of its activities are told with them.
                "names": [*map(self.text, sorted({*thing.names} - {ref for ref, _, _ in thing.activities}))],
                "page": thing.page,
                "since": self.text(thing.since) if thing.since > self.data.dates[0] else None,
                "members": [self.number[member] for member in thing.members],
                "objective": self.number[thing.objective] if thing.objective else None,
            }
            entry |= {key: value for key, value in optional.items() if value or value == 0}
            # Most pages are called as the thing is.
            if (address := self.addresses.get(iri, "")) != self._usual(iri):
                entry["address"] = address
            found.append([self.text(thing.kind), self.text(thing.label), *([entry] if entry else [])])
        return found

    def _usual(self, iri: str) -> str:
        """Return how the page of a thing is called, if nothing speaks against it."""
        return f"{iri.removeprefix(self.data.base)}.html" if self.addresses else ""

    def _moment(self, moment: Moment) -> dict[str, Any]:
        return {
            "bodies": [
                self.bodies.of(
                    [self.number[iri], self.text(s.status), int(s.live), int(s.open), self._cited(s.evidence)]
                )
                for iri, s in moment.bodies.items()
            ],
            "rows": [
                self.rows.of(
                    [
                        self.number[iri],
                        row.grade,
                        [self.number[body] for body in row.bodies],
                        [self.number[body] for body in row.met],
                        self.text(row.reason),
                        self._cited(row.evidence),
                        row.activities,
                        [self.number[body] for body in row.own],
                        int(row.lost),
                    ]
                )
                for iri, row in moment.rows.items()
            ],
            "holders": [
                [self.number[post], name, [self.number[person] for person in people]]
                for post, (name, people) in moment.holders.items()
            ],
            "before": [
                [self.number[body], self.number[who], int(chairs), self.text(shown)]
                for (body, who, chairs), shown in moment.before.items()
                if body in self.number and who in self.number
            ],
        }

    def _cited(self, evidence: Iterable[str]) -> list[int]:
        return [self.citation(cited) for cited in evidence]

    @staticmethod
    def _where(evidence: str, papers: list[str]) -> list[Any]:
        """Return a citation as number of the paper and first and last line, or another place; -1 if of none of them."""
        document, first, last = parse_fragment(evidence) or (evidence.partition("#")[0], 0, 0)
        if document in papers and first:
            return [papers.index(document), first, last]
        place = short(evidence).partition(", ")[2]
        return [papers.index(document), place] if document in papers and place else [-1, evidence]


def _place(evidence: str) -> tuple[str, int, int]:
    """Return by what citations stand in the order of the papers and of their lines."""
    return parse_fragment(evidence) or (evidence, 0, 0)
