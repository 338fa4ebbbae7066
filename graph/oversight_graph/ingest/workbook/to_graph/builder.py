"""What turns rows into a graph: addresses, citations, codes and names, and what is amiss with each cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from oversight_graph.ingest.dates import When, read_date
from oversight_graph.ingest.values import read_lines, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.read import Book
from oversight_graph.ingest.workbook.sheets import DRAFT, Row, column
from oversight_graph.ingest.workbook.to_graph.names import Found, Names, slug
from oversight_graph.ingest.workbook.violations import ERROR, WARNING, CellViolation
from oversight_graph.model.spelling import flat, name_key, whole
from oversight_graph.model.vocabulary import CONCEPT, PREFIXES

Node = ox.NamedNode | ox.BlankNode
Meant = tuple[ox.NamedNode | None, bool]
# What a cell holds where nothing is to be read from the others.
NONE = "-"
DRAFTED = "A draft that nobody has accepted: read by the machine."
_SHEETS = {"body": "Bodies", "organisation": "Bodies", "post": "Posts", "person": "People"}


def iri(name: str) -> ox.NamedNode:
    """Return the node of a prefixed name such as ``ovs:by``, or of an IRI."""
    prefix, colon, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local) if colon and prefix in PREFIXES else ox.NamedNode(name)


@dataclass(slots=True)
class GraphBuilder:
    """Collects the statements of a workbook, and what is amiss."""

    book: Book
    base: str  # what all addresses begin with
    language: str = "en"  # of what is said in words of our own
    made: list[tuple[Row, ox.Triple]] = field(default_factory=list)  # each statement with the row that makes it
    violations: list[CellViolation] = field(default_factory=list)
    names: Names = field(default_factory=Names)  # names of bodies, posts and people
    papers: dict[str, Row] = field(default_factory=dict)  # row of each paper by its name
    # How many lines each paper has, by its address, as far as it is known
    lengths: dict[str, int] = field(default_factory=dict)
    # Addresses that the sheet Further facts describes: nothing is made up about them
    described: set[str] = field(default_factory=set)
    # Sheet and row in which each thing is described first
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    row: Row = field(default_factory=lambda: Row(""))  # the row at hand
    _terms: dict[str, ox.NamedNode] = field(default_factory=dict)
    _taken: dict[str, tuple[str, str]] = field(default_factory=dict)
    body_kinds: dict[str, str] = field(default_factory=dict)  # what the sheet Bodies gives as the kind of each name
    # Of the posts of each name, the organisation that each row gives, and the publisher of its paper.
    post_places: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    owners: dict[str, set[str]] = field(default_factory=dict)  # whose each post is, by its address
    routines: set[str] = field(default_factory=set)  # addresses of mechanisms that are no bodies
    # Commitments by the address of their plan and their references in one spelling
    commitments: dict[tuple[str, str], ox.NamedNode] = field(default_factory=dict)
    # Rows by the address of their plan and their references as printed; of a reference that stands there more than
    # once, the first.
    plan_rows: dict[str, dict[str, ox.NamedNode]] = field(default_factory=dict)
    repeated: dict[str, set[str]] = field(default_factory=dict)  # those references, by the address of their plan
    plan_papers: dict[str, str] = field(default_factory=dict)  # the paper of each plan, by its name in lower case
    seen: set[str] = field(default_factory=set)  # addresses of plans and objectives that are stated already
    # Addresses of the people who were at a meeting, by that of the meeting
    there: dict[str, set[str]] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    # Statements

    def term(self, name: str) -> ox.NamedNode:
        """Return the node of a term; each is made once."""
        if name not in self._terms:
            self._terms[name] = iri(name)
        return self._terms[name]

    def say(self, subject: Node, predicate: str, value: "Node | ox.Literal | str") -> None:
        """State something; a string is a prefixed name or an IRI, an empty one, of a wrong cell, states nothing."""
        if value != "":
            node = self.term(value) if isinstance(value, str) else value
            self.made.append((self.row, ox.Triple(subject, self.term(predicate), node)))

    def text(self, subject: Node, predicate: str, words: str) -> None:
        """State words of our own, in the language of the workbook; none if there are none."""
        if words:
            self.say(subject, predicate, ox.Literal(flat(words), language=self.language))

    def printed(self, subject: Node, predicate: str, words: str) -> None:
        """State words as printed."""
        if words:
            self.say(subject, predicate, ox.Literal(flat(words)))

    def day(self, subject: Node, predicate: str, day: str) -> None:
        """State a day."""
        self.say(subject, predicate, ox.Literal(day, datatype=self.term("xsd:date")))

    def printed_day(self, subject: Node, words: str) -> None:
        """State a day as printed; one that is written as machines do is nobody's print."""
        if words and not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", words):
            self.printed(subject, "ovs:dateAsStated", words)

    def part(self, subject: Node, predicate: str, kind: str) -> ox.BlankNode:
        """State a part without an address of its own, of a kind, and return it."""
        node = ox.BlankNode(f"n{self.count('node')}")
        self.say(subject, predicate, node)
        self.say(node, "rdf:type", kind)
        return node

    def uncited(self) -> bool:
        """Say whether the row has lines or a page for which nothing was cited so far."""
        return bool(self.row.lines or self.row.page) and not self.row.seen("lines")

    def cited(self, subject: Node) -> None:
        """State where the row says that a thing stands."""
        self.row.get("lines")
        self.row.get("page")
        for place in self.citations():
            self.say(subject, "ovs:evidence", ox.NamedNode(place))

    def noted(self, subject: Node, *, sure: bool = True) -> None:
        """State the note of the row, and, unless another row is surer, its certainty and that it is a draft."""
        # What was read by the machine and taken over with a doubt: why it was read so is the reason of the doubt.
        given = self.row.get("note")
        reason = self.row.why if self.row.certainty and not given else ""
        for note in (given or reason).split("\n"):
            self.text(subject, "skos:editorialNote", note)
        if not sure:
            self.row.get("certainty")
            return
        self.state(subject, "certainty")
        if self.row.draft == DRAFT:
            if not self.row.certainty:
                self.say(subject, "ovs:certainty", CONCEPT + "certainty/doubtful")
            self.text(subject, "skos:editorialNote", DRAFTED)

    def evidenced(self, subject: Node) -> None:
        """State where the row says that a thing stands, and what it notes of that."""
        self.cited(subject)
        self.noted(subject)

    def count(self, what: str) -> int:
        """Count something, and return how many there are now."""
        self._counts[what] += 1
        return self._counts[what]

    # Violations

    def report(self, column: str, message: str, severity: str = ERROR) -> None:
        """Say what is amiss in a cell of the row."""
        self.violations.append(CellViolation(severity, self.book.cell(self.row, column), message, self.row.get(column)))

    def warn(self, column: str, message: str) -> None:
        """Say what is odd in a cell of the row."""
        self.report(column, message, WARNING)

    # What cells mean

    def get(self, column: str) -> str:
        """Return the text of a cell of the row."""
        return self.row.get(column)

    def code(self, name: str, default: str = "", scheme: str = "") -> str:
        """Return the code of a cell; the default if it is empty, none if it is ``-`` or wrong."""
        text, declared = self.row.get(name), column(self.row.sheet, name)
        scheme, default = scheme or declared.codes, default or declared.unsaid
        if not text:
            return CONCEPT + f"{scheme}/{default}" if default else ""
        if text == NONE:
            return ""
        found = codes.code(scheme, text)
        if not found:
            self.report(name, f"is none of: {', '.join(codes.words(scheme))}")
        return found

    def state(self, subject: Node, *columns: str) -> None:
        """State what cells hold of a thing, a code or words as printed, by the term that the sheet declares."""
        for name in columns:
            declared = column(self.row.sheet, name)
            if declared.codes:
                self.say(subject, declared.term, self.code(name))
            else:
                self.printed(subject, declared.term, self.row.get(name))

    def date(self, column: str) -> When | None:
        """Return the date of a cell; None if it is empty, and a violation if it is no date."""
        text = self.row.get(column)
        if not text or text == NONE:
            return None
        when = read_date(text, self.paper_day())
        if when is None or not when.last:
            self.report(column, "is no date; write it as 4 March 2025, March 2025 or 2025")
            return None
        return when

    def paper_day(self) -> str:
        """Return the day of the paper that the row cites; empty if there is none."""
        paper = self._paper()
        when = read_date(paper.get("date")) if paper else None
        return when.last if when else ""

    def citations(self) -> list[str]:
        """Return where the row says that it stands: the paper's address with lines, or with its page."""
        row = self.row
        if not row.paper:
            if row.lines or row.page:
                self.report("paper", "is empty, so that the lines are of no paper")
            return []
        papers, lines = split_names(row.paper), [part.strip() for part in row.lines.split("|")]
        if len(papers) > 1 and len(papers) == len(lines):  # a fact that several papers tell
            return [each for paper, part in zip(papers, lines, strict=True) for each in self._cited(paper, part, "")]
        return self._cited(row.paper, row.lines, row.page)

    def _cited(self, name: str, lines: str, page: str) -> list[str]:
        paper = self.papers.get(name.lower())
        if paper is None:
            self.report("paper", f"{name!r} is in no row of the sheet Papers")
            return []
        address = self.address_of(paper).value
        if lines:
            try:
                runs = read_lines(lines)
            except ValueError:
                self.report("lines", "are no lines; write them as 12, 12-14 or 12-14; 20")
                return []
            length = self.lengths.get(address)
            if length and any(last > length for _, last in runs):
                self.report("lines", f"are beyond the end of the paper, which has {length} lines")
                return []
            return [f"{address}#line={first - 1},{last}" for first, last in runs]
        pages = [part.strip().removeprefix("p.").strip() for part in re.split(r"[;,]", page) if part.strip()]
        if any(not whole(page) for page in pages):
            self.report("page", "is no page; write it as a number")
            return []
        return [f"{address}#page={page}" for page in pages]

    def needs_citation(self, what: str) -> bool:
        """Say whether the row says where it stands; a violation if not."""
        if self.row.paper and (self.row.lines or self.row.page):
            return True
        missing = "lines" if self.row.paper else "paper"
        self.report(missing, f"is empty: {what} must say in which paper and lines (or on which page) it stands")
        return False

    def find(self, column: str, text: str, *kinds: str, needed: bool = True) -> ox.NamedNode | None:
        """Return what a name in a cell means; a violation (or a warning, if it is not needed) if that is not clear."""
        node, settled = self.meant(column, text, *kinds)
        if not settled:
            self.report(column, self.missing(text, *kinds), ERROR if needed else WARNING)
        return node

    def missing(self, text: str, *kinds: str, advice: str = "") -> str:
        """Return what to say of a name that no thing of these kinds has: what else is so called, or what comes near."""
        other = self.names.find(text, _SHEETS.keys() - {*kinds})
        if other.iri or other.fits:
            entered = " and ".join(sorted({self.names.kinds[each] for each in other.fits or (other.iri,)}))
            advice = advice.replace("add it there", "give it another kind")
            return f"{text!r} is entered as {entered}, and here stands a {' or '.join(kinds)}{advice}"
        where, near = " or ".join(dict.fromkeys(_SHEETS[kind] for kind in kinds)), self.names.near(text, kinds)
        return f"{text!r} is in no row of {where}{advice}" + (f"; nearest: {'; '.join(near)}" if near else "")

    def meant(self, column: str, text: str, *kinds: str, clash: str = "thing, say which") -> Meant:
        """Return what an address or a known name means, and whether that is settled: found, or told to fit several."""
        if (given := self.address(text)) is not None:
            return given, True
        found = self.match(text, kinds)
        if found.several and not found.iri:
            self.report(column, f"{text!r} fits more than one {clash}: {'; '.join(found.several)}")
        return ox.NamedNode(found.iri) if found.iri else None, bool(found.iri or found.several)

    def match(self, text: str, kinds: Iterable[str]) -> Found:
        """Return what a name means; of several posts so called, that of whoever publishes the paper of the row."""
        found = self.names.find(text, kinds)
        mine = self.publisher() if found.fits else ""
        own = [each for each in found.fits if mine and mine in self.owners.get(each, ())]
        return Found(own[0]) if len(own) == 1 else found

    def publisher(self) -> str:
        """Return who published the paper of the row at hand, in the spelling in which names agree; empty if unknown."""
        paper = self._paper()
        return name_key(paper.cells.get("publisher", "")) if paper else ""

    def _paper(self) -> Row | None:
        """Return the row of the paper, the first of several, that the row at hand cites."""
        return self.papers.get(self.row.paper.split("|")[0].split(";")[0].strip().lower())

    def find_all(self, column: str, *kinds: str, needed: bool = True) -> list[ox.NamedNode]:
        """Return what the names in a cell mean, parted by semicolons."""
        found = (self.find(column, name, *kinds, needed=needed) for name in split_names(self.row.get(column)))
        return [each for each in found if each is not None]

    def organisations(self, column: str) -> list[ox.NamedNode]:
        """Return the organisations (or bodies, or posts) that a cell names; a new name becomes an organisation."""
        found = (self._organisation(column, name) for name in split_names(self.row.get(column)))
        return [each for each in found if each is not None]

    def _organisation(self, column: str, text: str) -> ox.NamedNode | None:
        known, settled = self.meant(column, text, "organisation", "body", "post")
        return known if settled else self.named("organization", text, "organisation", "org:FormalOrganization")

    def named(self, folder: str, name: str, kind: str, term: str, others: Iterable[str] = ()) -> ox.NamedNode:
        """Return a thing that is only named; what it is and how it is called is stated, if no row describes it."""
        node = ox.NamedNode(f"{self.base}{folder}/{slug(name)}")
        self.names.add(node.value, kind, name, others)
        if node.value not in self.described:
            self.say(node, "rdf:type", term)
            self.text(node, "skos:prefLabel", name)
        return node

    # Addresses

    def address(self, text: str) -> ox.NamedNode | None:
        """Return the node of a text that is an address: an IRI, or what follows the base of the workbook."""
        if re.match(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+$", text) and ("//" in text or text.startswith("urn:")):
            return ox.NamedNode(text)
        if re.fullmatch(r"[a-z]+(?:-[a-z]+)*/[^\s<>\"{}|^`\\]+", text) and text.split("/")[0] in _FOLDERS:
            return ox.NamedNode(self.base + text)
        return None

    def address_of(self, row: Row, folder: str = "", name: str = "", column: str = "address") -> ox.NamedNode:
        """Return the address of the thing of a row: the one given, else one made of the folder and a name."""
        given = row.get(column)
        if given:
            node = self.address(given)
            if node is not None:
                return node
            self.report(column, "is no address; leave it empty, and one is made of the name")
        if row.sheet == "Papers" and not folder:
            folder, name = "paper", slug(row.get("paper"))
        return ox.NamedNode(f"{self.base}{folder}/{name}")

    def new(self, node: ox.NamedNode, what: str, column: str) -> None:
        """Note where a thing is described; a violation if another row describes another thing of that address."""
        first = self._taken.setdefault(node.value, (what, self.book.cell(self.row, column)))
        self.places.setdefault(node.value, (self.row.sheet, self.row.number))
        if name_key(first[0]) != name_key(what):
            self.report(column, f"would have the same address as {first[0]!r} in {first[1]}; give one in address")

    @contextmanager
    def at(self, row: Row) -> Iterator[None]:
        """Make what is said within be of a row."""
        before, self.row = self.row, row
        try:
            yield
        finally:
            self.row = before

    def rows(self, *names: str) -> Iterable[Row]:
        """Yield the rows of sheets, each being the row at hand while it is looked at."""
        for row in self.book.rows:
            if row.sheet in names:
                with self.at(row):
                    yield row


_FOLDERS = frozenset(
    """
    action activity body commitment decision discrepancy event finding funding inspection intervention item measure
    mechanism meeting objective organization paper person plan post power programme question recommendation
    register response system term work
    """.split()
)
