"""Makes the cells and tables of pages from rows, and collects the CSV files that go with them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, cast

from oversight_graph.evidence.citations import in_a_row, parse_fragment
from oversight_graph.load.skolem import owner_of
from oversight_graph.model.codes import grades
from oversight_graph.output.tables import Value, csv_file, csv_of
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.gaps import explained
from oversight_graph.registry.answers import answer
from oversight_graph.report.html.parts import Cell, Grid, Part
from oversight_graph.report.html.paths import Links

# As on the map; each stands with its word, never alone.
_CITED = 8
# Columns in which nothing is worth knowing too.
_KEPT = {"ref", "title", "grade", "owner", "responsible", "accountable", "informed", "oversees", "evidence"}
# How a column is headed, where its name in the CSV says too little.
HEADS = {
    "aliases": "also called",
    "age_days": "age in days",
    "bare": "name no body",
    "as_stated": "as printed",
    "cell": "oversight cell",
    "due_as_stated": "due as printed",
    "evidence": "citations",
    "oldest_days": "oldest, in days",
    "organization": "organisation",
    "owner_as_stated": "owner as printed",
    "public": "meets in public",
    "text": "action",
    "thing": "what",
    "told_elsewhere": "in other columns",
}
# Up to so many letters a name is a reference or an acronym, of which many stand in one line.
_SHORT = 8
_ADDRESS = re.compile(r"https?://\S+$")
_DATE = re.compile(r"\d{4}(-\d\d){1,2}")
# Columns with the words for what the IRI of a row stands for.
_NAMING = ("title", "text", "name", "thing", "subject", "what", "value")


@dataclass(slots=True)
class Builder:
    """Makes cells and tables, and collects the CSV files that go with them."""

    links: Links
    files: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def csv(self, path: str, rows: Sequence[object], kind: type) -> str:
        """Keep a CSV with all fields of dataclass rows: the same as the command of that name prints."""
        names = [each.name for each in fields(kind)]
        self.files[path] = csv_of(rows, names)
        self.counts[path] = len(rows)
        return path

    def table(self, name: str, rows: Sequence[object]) -> str:
        """Keep the rows of an answer of the registry as CSV, under the name that it declares."""
        declared = answer(name)
        return self.csv(declared.table, rows, declared.kind)

    def keep(self, path: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
        """Keep as CSV what is no answer of the registry: rows of values in the order of the columns."""
        self.files[path] = csv_file([dict(zip(columns, row, strict=True)) for row in rows], columns)
        return path

    def cites(self, evidence: Iterable[str], limit: int | None = _CITED, *, more: str | None = None) -> Cell:
        """Return citations, each with a way to the paper; those of one paper share its name.

        Parameters
        ----------
        limit : int, optional
            How many at most; all of them if None.
        more : str, optional
            The page that shows the others.
        """
        parts: list[Part] = []
        citations = list(dict.fromkeys(evidence))
        for citation, text in in_a_row(citations[:limit], self.links.cite):
            parts.append(Part(text, self.links.citation(citation), self.links.cite(citation)))
        if limit is not None and len(citations) > limit:
            parts.append(Part(f"{len(citations) - limit} more", more))
        return Cell(tuple(parts), "cites", str(len(citations)))

    def names(self, names: Sequence[str], iris: Sequence[str] = ()) -> Cell:
        """Return names, each leading to the page of the thing that its IRI, in the same place, says."""
        those = iris if len(iris) == len(names) else [""] * len(names)
        parts = tuple(Part(name, self.links.path(iri)) for name, iri in zip(names, those, strict=True))
        short = sum(len(part.text) <= _SHORT for part in parts)
        return Cell(parts, "inline" if short * 2 > len(parts) > 2 else "list", str(len(parts)) if parts else "")

    def thing(self, iri: str, text: str) -> Cell:
        """Return a text that leads to the page of a thing."""
        return Cell((Part(text, self.links.path(iri)),))

    def grid(
        self,
        rows: Sequence[Any],
        columns: str,
        csv: str,
        caption: str,
        special: dict[str, Callable[[Any], Cell]] | None = None,
    ) -> Grid:
        """Return a table of dataclass rows.

        Parameters
        ----------
        columns : str
            Names of the fields to show, with blanks between them; what a field holds decides how it looks.
        csv : str
            Path of the CSV file.
        special : dict of str to callable, optional
            How to make the cell of a column from a row, for what is no field or looks otherwise.

        Notes
        -----
        A column that holds nothing in any row is left out, but for those in which an empty cell tells something.
        """
        made = {"why": lambda row: Cell((Part(explained(row)),)), **(special or {})}
        shown = [
            column
            for column in columns.split()
            if column in made or column in _KEPT or any(getattr(row, column) not in (None, "", ()) for row in rows)
        ]
        return Grid(
            caption=caption,
            heads=tuple(head(column) for column in shown),
            rows=tuple(("", tuple(made[c](row) if c in made else self._cell(row, c) for c in shown)) for row in rows),
            csv=csv,
        )

    def _cell(self, row: Any, column: str) -> Cell:
        value = getattr(row, column)
        if column == "evidence":
            return self.cites(value, more=self.links.path(_iri(row)))
        if column == "grade":
            return (
                grade_cell(row) if isinstance(row, Coverage) else Cell((Part(grade_text(value)),), "mark", str(value))
            )
        if column in _NAMING and _iri(row) and isinstance(value, str):
            return self.thing(owner_of(row.iri), value)
        if column == "ref" and _iri(row):
            return Cell((Part(str(value), self.links.path(row.iri)),), "ref")
        iris = getattr(row, f"{column}_iri", ())
        if isinstance(value, tuple):
            return self.names(value, iris)
        return self.named(value, (iris,) if isinstance(iris, str) else iris or ()) if value else self.value(value)

    def named(self, value: object, iris: Sequence[str]) -> Cell:
        """Return a text that leads to what its IRI says; a text of several names is set as those of the things."""
        found = [thing for iri in iris if (thing := self.links.things.get(iri))]
        if len(iris) > 1 and len(found) == len(iris):
            return Cell(tuple(Part(thing.title, thing.path) for thing in found), "list")
        return Cell((Part(str(value), found[0].path),)) if found and len(iris) == 1 else self.value(value)

    def value(self, value: object) -> Cell:
        """Return a plain value; an IRI leads to the page of its thing."""
        if value is None or value == "":
            return Cell(())
        if isinstance(value, bool):
            return Cell((Part("yes" if value else "no"),))
        if isinstance(value, int | float):
            return Cell((Part(str(value)),), "number", str(value))
        text = str(value)
        places = text.split("; ")  # one citation, or several
        if all(parse_fragment(place) and self.links.citation(place) for place in places):
            return self.cites(places)
        if _DATE.fullmatch(text):
            return Cell((Part(text),), "date")
        thing = self.links.things.get(text)
        if thing is None and _ADDRESS.match(text):
            text = spoken(text)
        return Cell((Part(thing.title, thing.path),)) if thing else Cell((Part(text),))


def spoken(iri: str) -> str:
    """Return what stands for a thing that has no page and no name, such as a line of a glossary.

    Examples
    --------
    >>> spoken("https://a.example/paper/notes#glossary-10")
    'glossary 10'
    """
    return re.sub(r"[-._]+", " ", re.split(r"[#/]", iri)[-1])


def _iri(row: object) -> str:
    return cast("str", getattr(row, "iri", ""))


def head(column: str) -> Part:
    """Return the head of a column."""
    return Part(HEADS.get(column, column.replace("_", " ")), look=f"c-{column.replace('_', '-')}")


def grade_cell(row: Coverage) -> Cell:
    """Return the grade of a row with glyph and word, marked if it is exercised through a pointer only."""
    text = f"{row.code.sign}{'↪' if row.only_through else ''} {row.called}"
    return Cell((Part(text, look=f"grade {look_of(row)}"),), "mark", str(row.grade))


def look_of(row: Coverage) -> str:
    """Return the class of the looks of a row's grade, as the style sheet has one for each code."""
    return "lost" if row.lost else f"g{row.grade}"


def grade_text(grade: int) -> str:
    """Return a grade in words.

    Examples
    --------
    >>> grade_text(3)
    '3 body named'
    """
    return f"{grades()[grade].sign} {grades()[grade].word}"


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> count(1, "body", "bodies"), count(0, "action")
    ('1 body', '0 actions')
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
