"""Violations that single statements show, whatever their shape.

Unknown terms and namespaces, records without a type, impossible dates, dangling references, citations of documents that
are not described, rows that leave their oversight to each other; and, of all statements together, terms that no answer
reads.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from oversight_graph.check.cycles import pointer_cycles
from oversight_graph.check.locate import Locator
from oversight_graph.check.records import Records
from oversight_graph.check.shapes import relations_of
from oversight_graph.check.violations import Violation, place
from oversight_graph.model.ontology import terms
from oversight_graph.model.standard_terms import DATATYPES, mistyped_namespace, nearest, nearest_term, short, unknown
from oversight_graph.model.vocabulary import BASE, CONCEPT, INFERRED, NS, OURS, PREFIXES
from oversight_graph.store.fetch import by_graph
from oversight_graph.store.store import Store, counted
from oversight_graph.store.views import ask, query_texts

_XSD = PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"
# Relations that lead to a page, whose address may be that of a vocabulary.
_PAGES = frozenset((PREFIXES["rdfs"] + "seeAlso", PREFIXES["rdfs"] + "isDefinedBy", PREFIXES["foaf"] + "homepage"))
# Relations whose values are codes, which a register of others may leave to another file.
_CODES = frozenset(PREFIXES["org"] + name for name in ("classification", "purpose", "role"))
# Hosts that lend addresses to many: a path is whose own, not the whole host.
_LENT = re.compile(r"https?://(?:www\.)?(?:w3id\.org|purl\.org|doi\.org|github\.com|[\w.-]*github\.io)/[^/#]+/")

# Graphs that say what the terms and codes of the vocabulary mean; links to what corresponds to these are no meaning.
_OF_OURS = (*OURS, f"{BASE}graph/law/")
_LINKS = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in {
        "rdfs": "seeAlso", "skos": "exactMatch closeMatch broadMatch narrowMatch relatedMatch editorialNote",
    }.items()
    for name in names.split()
)  # fmt: skip

UNREAD = "terms-not-read"
# Words of the languages themselves, and the terms of ours, which a misspelling check of its own looks at.
_APART = (NS, PREFIXES["skos"] + "Concept", *(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "sh", "xsd")))
# A server's notes on itself: what Virtuoso keeps in graphs so called, and a description of the service in any.
_OF_SERVERS, _SERVICE = "http://www.openlinksw.com/", "http://www.w3.org/ns/sparql-service-description#"
_NAME = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class StatementViolation:
    """A violation that a statement shows.

    Attributes
    ----------
    name : str
        That of the check in `oversight_graph.check.checks.built_in`.
    message, where : str
        A sentence, and the place where it stands.
    thing : str
        IRI of the record that has it, the first one if there are several.
    about : str
        The IRI, value or namespace that is wrong: what else is wrong because of it need not be reported.
    severity : str
        How grave it is; data that has an error is refused when it is loaded.
    """

    name: str
    message: str
    where: str
    thing: str
    about: str
    severity: str = "error"


def statement_violations(store: Store, locator: Locator) -> list[StatementViolation]:
    """Return the violations of statements, in the order of the files, cycles last.

    Where a namespace is mistyped, its terms mean nothing: things that seem not to be described because of it, or to
    have no type, are reported only when it is mended.

    Parameters
    ----------
    store : Store
        With the rules applied. What a server holds is read through once, one graph after the other.
    """
    found = sorted(set(_Search(store, locator).violations()), key=_first_place)
    # A thing that is not described is reported where it is first named.
    first = {each.about: each for each in reversed(found) if each.name == "dangling-reference"}
    found = [each for each in found if each.name != "dangling-reference" or each is first[each.about]]
    if any(each.name == "mistyped-namespace" for each in found):
        found = [each for each in found if each.name not in ("dangling-reference", "untyped-record")]
    for cycle in pointer_cycles(store):
        steps = " -> ".join(iri.rpartition("/")[2] for iri in [*cycle, cycle[0]])
        message = f"rows leave their oversight to each other in a cycle: {steps}"
        found.append(StatementViolation("cyclic-references", message, locator.where(cycle[0]), cycle[0], cycle[0]))
    return found


def _first_place(violation: StatementViolation) -> tuple[tuple[str, int], str, str]:
    """Return a key that puts violations in the order of their places; two records may be named in one line."""
    return place(violation.where), violation.message, violation.thing


class _Search:
    """One look at everything that is stated."""

    def __init__(self, store: Store, locator: Locator) -> None:
        self.locator = locator
        # What the rules infer describes nothing: a body that is only named as an overseer gets inferred facts too.
        self.records = Records(quad for graph in by_graph(store, without=[INFERRED]) for quad in graph)
        self.subjects = self.records.subjects
        self.own = _own_bases(self.subjects)
        self.reported: set[str] = set()

    def violations(self) -> Iterator[StatementViolation]:
        for predicate, quad in self.records.relations.items():
            yield from self._term(predicate, quad)
        for (iri, inward), quad in self.records.references.items():
            yield from self._reference(iri, quad, inward=inward)
        types: set[str] = set()
        for value, quad in self.records.literals:
            yield from self._literal(value, quad, types)
        yield from self._other_meanings()
        for iri in sorted(self.records.misplaced()):
            message = f"{short(iri)} is described, and is no term of the vocabulary in whose namespace it stands"
            yield StatementViolation("mistyped-namespace", message, self.locator.where(iri), iri, iri)
        for iri, space, other in self.records.alike():
            message = f"the namespace {space} differs from {other} only in capitals: things of the two are not the same"
            yield StatementViolation("near-equal-namespaces", message, self.locator.where(iri), iri, space, "warning")
        for iri, message in self.records.untyped():
            yield StatementViolation("untyped-record", message, self.locator.where(iri), iri, iri)

    def _term(self, term: str, quad: ox.Quad) -> Iterator[StatementViolation]:
        """Look at a relation, a class or a code."""
        if mistyped := None if term in self.subjects else mistyped_namespace(term):
            given, meant = mistyped
            if given in self.reported:
                return
            self.reported.add(given)
            if given.endswith(":"):
                message = f"the prefix {given} is not declared here; it should stand for {meant}"
                place = self._place(term, quad)
            else:
                prefix = f" ({short(meant)})" if short(meant) != meant else ""
                message = f"the namespace {given} is not known; did you mean {meant}{prefix}?"
                declared = self.locator.where(given)
                place = declared if declared != given else self._where(term, quad)
            yield self._violation("mistyped-namespace", message, quad, given, place)
        elif unknown(term) or (term.startswith(CONCEPT) and term not in self.subjects):
            message = f"unknown term {short(term)}{_nearest(nearest_term(term, self.subjects))}"
            yield self._violation("unknown-term", message, quad, term)

    def _reference(self, iri: str, quad: ox.Quad, *, inward: bool) -> Iterator[StatementViolation]:
        document, mark, fragment = iri.partition("#")
        if mark and re.match(r"(?:line|page)=", fragment):
            if document not in self.records.papers:
                yield self._no_paper(iri, document, quad)
            return
        if iri in self.subjects:
            return
        predicate = quad.predicate.value
        if predicate not in _PAGES:
            yield from self._term(iri, quad)
            if mistyped_namespace(iri) or unknown(iri) or iri.startswith(CONCEPT):
                return
        if "/graph/" in iri:
            return
        scheme, _, local = iri.partition(":")
        if f"{CONCEPT}{scheme}/{local}" in self.subjects:
            message = f"the prefix {scheme}: is not declared here; it should stand for {CONCEPT}{scheme}/"
            yield self._violation("mistyped-namespace", message, quad, f"{scheme}:", self._where(iri, quad))
            return
        if predicate in _CODES and self.records.of_others(_iri(quad.subject)):
            return
        bases, places = self.own
        if predicate == _TYPE and (message := self.records.foreign(iri)):
            yield self._violation("unknown-term", message, quad, iri)
        elif iri.startswith(bases) or (inward and iri.startswith(places)):
            near = nearest(iri, self.subjects)
            message = f"{iri} is named but nowhere described{_nearest(self.records.name(near) if near else '')}"
            yield self._violation("dangling-reference", message, quad, iri)

    def _no_paper(self, iri: str, document: str, quad: ox.Quad) -> StatementViolation:
        near = nearest(document, self.records.papers)
        if document in self.subjects:
            what = "is cited, and its record does not say that it is a paper: add `a ovs:SourceDocument ;` to it"
        else:
            what = "is cited and has no record: describe it as an ovs:SourceDocument, or load its register too "
            what += "(--data FOLDER)"
        message = f"{self.records.name(document)} {what}{_nearest(self.records.name(near) if near else '')}"
        return self._violation("dangling-reference", message, quad, document, self._where(iri, quad))

    def _literal(self, value: ox.Literal, quad: ox.Quad, types: set[str]) -> Iterator[StatementViolation]:
        datatype, is_day = value.datatype.value, quad.predicate.value in relations_of("date")
        if is_day and datatype != _XSD + "date" and self.records.of_others(_iri(quad.subject)):
            return
        if not datatype.startswith(_XSD):
            if is_day:
                yield self._no_day(value.value, datatype, quad)
            elif datatype not in types:
                types.add(datatype)
                if mistyped_namespace(datatype):
                    yield from self._term(datatype, quad)
            return
        name = datatype.removeprefix(_XSD)
        if name not in DATATYPES:
            if datatype not in types:
                types.add(datatype)
                message = f"unknown term {short(datatype)}{_nearest(nearest_term(datatype, ()))}"
                yield self._violation("unknown-term", message, quad, datatype)
        elif is_day and name != "date":
            yield self._no_day(value.value, datatype, quad)
        elif problem := _bad_literal(value.value, name):
            kind = "impossible-date" if name == "date" else "bad-number"
            yield self._violation(kind, problem, quad, value.value, self._place(value.value, quad))

    def _no_day(self, text: str, datatype: str, quad: ox.Quad) -> StatementViolation:
        message = f"{text!r} is given as {short(datatype)}, not as a date (xsd:date)"
        place = self._place(text, quad, typed=datatype != _XSD + "string")
        return self._violation("impossible-date", message, quad, text, place)

    def _other_meanings(self) -> Iterator[StatementViolation]:
        """Look for what the data says of the terms and codes of the vocabulary that this does not say itself.

        Names in other languages than English, and links to what corresponds elsewhere, are no other meaning.
        """
        ours, theirs = set[tuple[object, ...]](), list[ox.Quad]()
        for quad in self.records.of_vocabularies:
            if _iri(quad.graph_name).startswith(_OF_OURS):
                ours.add((quad.subject, quad.predicate, quad.object))
            else:
                theirs.append(quad)
        for quad in theirs:
            language = getattr(quad.object, "language", None)
            if (language and not language.startswith("en")) or quad.predicate.value in _LINKS:
                continue
            if (quad.subject, quad.predicate, quad.object) in ours:
                continue
            term, relation, value = (short(_iri(each)) for each in (quad.subject, quad.predicate, quad.object))
            message = f"says of {term} what the vocabulary does not: {relation} {value}"
            yield StatementViolation("other-meaning", message, self._where(relation, quad), term, term)

    def _violation(
        self, name: str, message: str, quad: ox.Quad, about: str, where: str | None = None
    ) -> StatementViolation:
        place = self._where(about, quad) if where is None else where
        return StatementViolation(name, message, place, _iri(quad.subject), about)

    def _where(self, term: str, quad: ox.Quad) -> str:
        place = self.locator.where(term)
        return place if place != term else self.locator.where(_iri(quad.subject))

    def _place(self, text: str, quad: ox.Quad, *, typed: bool = True) -> str:
        subject = _iri(quad.subject)
        return self.locator.value(text, _iri(quad.graph_name), typed=typed, of=subject) or self.locator.where(subject)


def _own_bases(subjects: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bases under which the data names its own things, and the hosts or paths on which it names any."""
    bases, places = set(), set()
    for subject in subjects:
        if match := re.match(r"(https?://[^/]+/(?:[^/#]+/)+?id/[^/#]+/)", subject):
            bases.add(match[1])
        elif not subject.startswith(BASE) and (
            match := _LENT.match(subject) or re.match(r"https?://[^/#]+/|urn:[^:]+:", subject)
        ):
            places.add(match.group())
    return tuple(bases), tuple(places)


def _bad_literal(text: str, datatype: str) -> str | None:
    if datatype == "date":
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return f"{text!r} is not a date"
        return None if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else f"{text!r} is not a date of the form 2018-11-27"
    if datatype == "integer" and not re.fullmatch(r"[+-]?\d+", text):
        return f"{text!r} is not a whole number"
    if datatype == "decimal" and not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", text):
        return f"{text!r} is not a decimal number"
    return None


def _nearest(name: str) -> str:
    return f"; nearest: {name}" if name else ""


def _iri(term: object) -> str:
    return str(getattr(term, "value", term))


def unread_terms(store: Store, locator: Locator, wrong: Iterable[str]) -> list[Violation]:
    """Count the statements whose relation or class no query of the package names.

    Parameters
    ----------
    wrong : iterable of str
        Terms and namespaces that are reported as violations already.

    Returns
    -------
    list of Violation
        One for all of them, empty if there are none; the terms that most statements have come first. Whose vocabulary
        a term is of does not matter.
    """
    found, apart = Counter[str](), (*_APART, _SERVICE, *wrong)
    for term, graph, number in ask(store, "terms"):
        ours = (graph or "") in OURS or (graph or "").startswith((f"{BASE}graph/law/", _OF_SERVERS))
        if term and not ours and not term.startswith(apart) and term not in _read():
            found[term] += counted(number)
    if not found:
        return []
    most = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    names = ", ".join(f"{short(term)} ({number})" for term, number in most[:_SHOWN])
    more = f" and {len(most) - _SHOWN} more terms" if len(most) > _SHOWN else ""
    total = sum(found.values())
    subject = f"{total} statement{'s use terms' if total > 1 else ' uses a term'}"
    message = f"{subject} that no answer reads: {names}{more}; `explain` shows what they say"
    return [Violation("info", UNREAD, short(most[0][0]), message, locator.where(most[0][0]))]


@cache
def _read() -> frozenset[str]:
    """Return the terms that the questions, views, checks and rules name."""
    found: set[str] = set()
    for folder in ("checks", "questions", "rules", "views"):
        for text in query_texts(folder).values():
            found.update(PREFIXES[prefix] + local for prefix, local in _NAME.findall(text) if prefix in PREFIXES)
    # Classes that the vocabulary describes are read, whether they are its own or stand below one of them.
    return frozenset(found) | terms().described
