"""Read the SHACL shapes of ``ontology/shapes.ttl``.

The part of SHACL core that is read is what `oversight_graph.check.translate` can ask as SPARQL; anything else in the
file stops with its name, so that no rule is ever passed over.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.model.vocabulary import BASE, PREFIXES, local_name

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

SHAPES = "shacl"
_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_AT_LOAD = f"{BASE}shapes#atLoad"
_FILE = "ontology/shapes.ttl"
TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
# Parameters whose value is a shape, a list of shapes, a list of terms, or one term.
_SHAPE = ("node", "not", "property", "qualifiedValueShape")
_SHAPE_LISTS = ("and", "or", "xone")
_TERM_LISTS = ("ignoredProperties", "in")
_TERMS = (
    "class closed datatype flags hasValue lessThan lessThanOrEquals maxCount maxExclusive maxInclusive maxLength "
    "minCount minExclusive minInclusive minLength nodeKind pattern qualifiedMaxCount qualifiedMinCount uniqueLang"
).split()
_CONSTRAINTS = frozenset((*_SHAPE, *_SHAPE_LISTS, *_TERM_LISTS, *_TERMS, "sparql"))
_PATHS = frozenset("alternativePath inversePath oneOrMorePath zeroOrMorePath zeroOrOnePath".split())
# What says nothing about the data, or is read together with something else.
_OTHERS = frozenset("declare description message name namespace order path prefix prefixes select severity".split())


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape if it has a path.

    Attributes
    ----------
    name : str
        Its local name; that of the nearest shape around it if it has none of its own.
    path : str
        A SPARQL property path; empty for a node shape.
    predicates : tuple of str
        The relations of the path, in angle brackets, if any of them alone makes the whole path; else empty.
    severity, message : str
        ``error``, ``warning`` or ``info``; the sentence, empty if it has none.
    at_load : bool
        Whether data that breaks it is refused when it is loaded.
    targets : tuple of (str, str)
        Kind of target, such as ``targetClass``, and IRI.
    constraints : tuple of (str, object)
        Parameter of SHACL without prefix, and its value: a `Shape`, a tuple of them, a tuple of terms, or a term.
        Terms are as SPARQL writes them.
    """

    name: str
    path: str = ""
    predicates: tuple[str, ...] = ()
    severity: str = "error"
    message: str = ""
    at_load: bool = False
    targets: tuple[tuple[str, str], ...] = ()
    constraints: tuple[tuple[str, object], ...] = field(default=(), repr=False)

    def value(self, parameter: str) -> str:
        """Return a parameter that is one term; an empty string if the shape has it not."""
        return next((str(value) for key, value in self.constraints if key == parameter), "")


def shape_names() -> frozenset[str]:
    """Return the local names of the shipped shapes."""
    return frozenset(re.findall(r"^shape:(\w+) a sh:", resources.text("ontology", "shapes.ttl"), re.MULTILINE))


@cache
def shipped_shapes() -> tuple[Shape, ...]:
    """Return the shapes of ``ontology/shapes.ttl`` that have targets, by name.

    Raises
    ------
    DataError
        If there is none, as in a home of the user's own it may be: nothing would be found amiss.
    """
    found = read_shapes(resources.text("ontology", "shapes.ttl"))
    if not found:
        raise DataError(
            "holds no shape with a target, so that nothing could be found amiss",
            where=_FILE,
            hint="copy the shipped one, and change that",
        )
    return found


@cache
def relations_of(datatype: str) -> frozenset[str]:
    """Return the IRIs of the relations whose values must be of a type of XML Schema, by the shipped shapes."""
    wanted, found, due = f"<{PREFIXES['xsd']}{datatype}>", set[str](), list(shipped_shapes())
    while due:
        shape = due.pop()
        found.update(shape.predicates if shape.value("datatype") == wanted else ())
        inner = (each for _, value in shape.constraints for each in (value if isinstance(value, tuple) else (value,)))
        due += [each for each in inner if isinstance(each, Shape)]
    return frozenset(relation.strip("<>") for relation in found)


def read_shapes(turtle: str) -> tuple[Shape, ...]:
    """Read shapes.

    Returns
    -------
    tuple of Shape
        Those that have targets, by name; the others are within them.

    Raises
    ------
    DataError
        If the text is not Turtle, or a shape uses something that is not supported here.
    """
    try:
        return _Reader(turtle).targeted()
    except (LookupError, AttributeError, SyntaxError) as error:
        raise DataError(
            "holds a shape that is not said as SHACL says it", where=_FILE, hint="compare it with ours"
        ) from error
    except RecursionError as error:
        raise DataError("holds a path that leads back to itself", where=_FILE) from error


def _is_pattern(term: "Term") -> bool:
    import pyoxigraph as ox

    ((matches,),) = ox.Store().query(f'SELECT (REGEX("", {term}) AS ?matches) {{}}')  # type: ignore[misc]
    return matches is not None


class _Reader:
    """The triples of a file of shapes, by subject and relation."""

    def __init__(self, turtle: str) -> None:
        import pyoxigraph as ox

        self._named = ox.NamedNode
        self.triples: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        try:
            for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE):
                self.triples[quad.subject][quad.predicate.value].append(quad.object)
        except SyntaxError as error:
            raise DataError(f"not valid Turtle: {error}", where=_FILE) from error
        self._within: list[Term] = []

    def targeted(self) -> tuple[Shape, ...]:
        supported = {*_CONSTRAINTS, *_PATHS, *_OTHERS, *TARGETS}
        for subject, relation in [(subject, relation) for subject, has in self.triples.items() for relation in has]:
            name = relation.removeprefix(_SH)
            if name != relation and name not in supported:
                raise self._unsupported(f"sh:{name}", subject)
        found = []
        for subject, has in list(self.triples.items()):
            kinds = {getattr(kind, "value", "") for kind in has.get(f"{_RDF}type", ())}
            if kinds & {f"{_SH}NodeShape", f"{_SH}PropertyShape"}:
                if kinds & {f"{PREFIXES['rdfs']}Class", f"{PREFIXES['owl']}Class"}:
                    raise self._unsupported("a class that is a shape too", subject)
                found.append(self.shape(subject, ""))
        return tuple(sorted((shape for shape in found if shape.targets), key=lambda shape: shape.name))

    def shape(self, subject: "Term", around: str) -> Shape:
        if subject in self._within:
            raise self._unsupported("a shape within itself", subject)
        self._within.append(subject)
        has = self.triples.get(subject, {})
        name = local_name(subject.value) if isinstance(subject, self._named) else around
        path, predicates = self._path(has[f"{_SH}path"][0], subject) if f"{_SH}path" in has else ("", ())
        severity = str(getattr(next(iter(has.get(f"{_SH}severity", ())), None), "value", f"{_SH}Violation"))
        levels = {"Violation": "error", "Warning": "warning", "Info": "info"}
        if severity.removeprefix(_SH) not in levels:
            raise self._unsupported(f"the severity {severity}", subject)
        constraints = tuple(
            (key, self._value(key, value, name))
            for relation, values in has.items()
            if (key := relation.removeprefix(_SH)) in _CONSTRAINTS and key != relation
            for value in values
        )
        self._within.pop()
        return Shape(
            name or SHAPES,
            path,
            predicates,
            levels[severity.removeprefix(_SH)],
            " ".join(str(getattr(each, "value", "")) for each in has.get(f"{_SH}message", ())[:1]),
            any(getattr(each, "value", "") in ("true", "1") for each in has.get(_AT_LOAD, ())),
            tuple((kind, str(each)) for kind in TARGETS for each in has.get(_SH + kind, ())),
            constraints,
        )

    def _value(self, key: str, value: "Term", around: str) -> object:
        if key in _SHAPE:
            return self.shape(value, around)
        if key in _SHAPE_LISTS:
            return tuple(self.shape(each, around) for each in self._list(value))
        if key in _TERM_LISTS:
            return tuple(map(str, self._list(value)))
        if key == "pattern" and not _is_pattern(value):
            raise self._unsupported(f"the pattern {value}, which is no regular expression,", value)
        return self._select(value) if key == "sparql" else str(value)

    def _select(self, subject: "Term") -> str:
        """Return the query of a ``sh:sparql`` constraint, with its prefixes."""
        has = self.triples[subject]
        if f"{_SH}select" not in has:
            raise self._unsupported("sh:sparql without sh:select", subject)
        declaring = (self.triples[each] for each in has.get(f"{_SH}prefixes", ()))
        declared = (self.triples[each] for where in declaring for each in where[f"{_SH}declare"])
        head = "".join(
            f"PREFIX {each[f'{_SH}prefix'][0].value}: <{each[f'{_SH}namespace'][0].value}>\n"  # type: ignore[union-attr]
            for each in declared
        )
        return head + str(getattr(has[f"{_SH}select"][0], "value", ""))

    def _path(self, term: "Term", shape: "Term") -> tuple[str, tuple[str, ...]]:
        """Return a path as SPARQL writes it, and the relations of which any alone makes it."""
        if isinstance(term, self._named):
            return str(term), (str(term),)
        has = self.triples[term]
        if f"{_RDF}first" in has:
            return "(" + "/".join(self._path(each, shape)[0] for each in self._list(term)) + ")", ()
        for relation, values in has.items():
            key = relation.removeprefix(_SH)
            if key == "alternativePath":
                paths = [self._path(each, shape) for each in self._list(values[0])]
                alone = tuple(each for _, names in paths for each in names) if all(names for _, names in paths) else ()
                return "(" + "|".join(text for text, _ in paths) + ")", alone
            if key in _PATHS:
                inner = self._path(values[0], shape)[0]
                sign = {"inversePath": "", "oneOrMorePath": "+", "zeroOrMorePath": "*", "zeroOrOnePath": "?"}[key]
                return (f"({inner}){sign}" if sign else f"^({inner})"), ()
        raise self._unsupported("this sh:path", shape)

    def _list(self, term: "Term") -> "list[Term]":
        items: list[Term] = []
        seen: set[Term] = set()
        while f"{_RDF}first" in (has := self.triples.get(term, {})):
            if term in seen or f"{_RDF}rest" not in has:
                raise self._unsupported("a list without an end", term)
            seen.add(term)
            items.append(has[f"{_RDF}first"][0])
            term = has[f"{_RDF}rest"][0]
        return items

    def _unsupported(self, what: str, subject: "Term") -> DataError:
        seen: set[Term] = set()
        while not isinstance(subject, self._named) and subject not in seen:
            seen.add(subject)
            above = (each for each, has in self.triples.items() if any(subject in values for values in has.values()))
            subject = next(above, subject)
        return DataError(
            f"{what} is not supported, and stands in {subject}",
            where=_FILE,
            hint="say it with the parts of SHACL core that the other shapes use, or with sh:sparql",
        )
