"""What a graph says of its things, as the exporting sheets ask for it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from oversight_graph.ingest.values import show_lines
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.from_graph.statements import Statements, is_part, name
from oversight_graph.ingest.workbook.sheets import Column, column
from oversight_graph.ingest.workbook.to_graph.builder import iri
from oversight_graph.model.vocabulary import BASE

_LINES = re.compile(r"line=(\d+),(\d+)$")
_PAGE = re.compile(r"page=(\d+)$")
_THING = re.compile(r"(.*/)(?:paper|body|post|person|commitment|meeting|organization)/[^/]+$")


class View:
    """A graph, seen thing by thing."""

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self.triples = triples
        self.said = Statements(triples)
        self.typed: dict[str, list[str]] = {}
        begins: Counter[str] = Counter()
        kind = iri("rdf:type").value
        for triple in triples:
            if triple.predicate.value == kind:
                self.typed.setdefault(name(triple.object), []).append(name(triple.subject))
                if match := _THING.match(name(triple.subject)):
                    begins[match[1]] += 1
        self.base = max(sorted(begins), key=lambda begin: begins[begin]) if begins else f"{BASE}id/data/"
        words = (triple.object for triple in triples if isinstance(triple.object, ox.Literal))
        tags = Counter(each.language for each in words if each.language)
        self.language = max(sorted(tags), key=lambda tag: tags[tag]) if tags else "en"
        self.settings = {"base": self.base} | ({"language": self.language} if self.language != "en" else {})

    def things(self, *kinds: str) -> list[str]:
        """Return the things of some kinds, sorted by address."""
        return sorted({each for kind in kinds for each in self.typed.get(iri(kind).value, ())})

    def all(self, thing: str, relation: str) -> list[object]:
        """Return the values of a relation, sorted."""
        wanted = iri(relation).value
        return sorted((o for p, o in self.said.of.get(thing, ()) if p == wanted), key=str)

    def value(self, thing: str, relation: str) -> str:
        """Return the only value of a relation as text, or the only one in the language of most; else nothing."""
        found = self.all(thing, relation)
        if len(found) > 1:
            found = [each for each in found if isinstance(each, ox.Literal) and each.language == self.language]
        return name(found[0]) if len(found) == 1 else ""

    def many(self, thing: str, relation: str) -> list[str]:
        """Return the values of a relation as text."""
        return [name(each) for each in self.all(thing, relation)]

    def parts(self, thing: str, relation: str) -> list[str]:
        """Return the names of the parts that hang on a relation."""
        return [name(each) for each in self.all(thing, relation) if is_part(each)]

    def cells(self, sheet: str, thing: str, *columns: str) -> dict[str, str]:
        """Return what a thing or part says in columns of a sheet, by the terms and code lists that these declare.

        A cell of addresses holds all that there are; one of words or of a code only what is said once.
        """
        return {name: self._cell(column(sheet, name), thing) for name in columns}

    def _cell(self, column: Column, thing: str) -> str:
        if column.codes:
            code = self.value(thing, column.term)
            return codes.word(column.codes, code) if code else ""
        literal = any(isinstance(each, ox.Literal) for each in self.all(thing, column.term))
        return self.value(thing, column.term) if literal else self.short_all(thing, column.term)

    def short(self, address: str) -> str:
        """Return an address without the base."""
        return address.removeprefix(self.base)

    def short_all(self, thing: str, relation: str) -> str:
        """Return the addresses of several things in one cell."""
        return "; ".join(self.short(each) for each in self.many(thing, relation))

    def paper(self, address: str) -> str:
        """Return the name of a paper for the column paper."""
        return address.removeprefix(f"{self.base}paper/")

    def place(self, thing: str) -> dict[str, str]:
        """Return the columns paper, lines, page, note and certainty of a thing or part."""
        cells: dict[str, str] = {}
        found: dict[str, list[str]] = {}
        for each in self.many(thing, "ovs:evidence"):
            paper, _, fragment = each.partition("#")
            found.setdefault(paper, []).append(fragment)
        places: list[tuple[str, str, str]] = []
        for paper, fragments in sorted(found.items()):
            lines = sorted((int(m[1]) + 1, int(m[2])) for each in fragments if (m := _LINES.match(each)))
            pages = [m[1] for each in fragments if (m := _PAGE.match(each))]
            places.append((self.paper(paper), show_lines(lines), "" if lines else "; ".join(pages)))
        if len(places) == 1 or all(lines for _, lines, _ in places):
            cells["paper"] = "; ".join(paper for paper, _, _ in places)
            cells["lines"] = " | ".join(lines for _, lines, _ in places)
            cells["page"] = places[0][2] if len(places) == 1 else ""
        cells["note"] = "\n".join(self.many(thing, "skos:editorialNote"))
        return cells | self.cells("Papers", thing, "certainty")


def joined(values: Iterable[str]) -> str:
    """Return several names in one cell."""
    return "; ".join(values)
