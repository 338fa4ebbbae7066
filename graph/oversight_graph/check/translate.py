"""Translate SHACL shapes to SPARQL: one query for each constraint, whose rows are its violations.

The queries are plain SPARQL 1.1, so that an embedded store and any server give the same answer. What a shape asks of
a node becomes an expression, in which a nested shape is an ``EXISTS``; what is below a class is written out, since the
data need not hold the ontology.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, count

from oversight_graph.check.shapes import Shape
from oversight_graph.errors import DataError
from oversight_graph.load.languages import OTHER_LANGUAGE
from oversight_graph.model.vocabulary import PREFIXES

Below = Callable[[str], Iterable[str]]
_XSD, _RDF, _SH = PREFIXES["xsd"], PREFIXES["rdf"], PREFIXES["sh"]
_TYPE = f"<{_RDF}type>"
# How values of a type are written; None if in any way.
_LEXICAL = {
    "anyURI": None,
    "boolean": "^(true|false|0|1)$",
    "date": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?$",
    "decimal": "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
    "gYear": "^-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?$",
    "integer": "^[+-]?[0-9]+$",
    "string": None,
}
_KINDS = {
    "IRI": "isIRI({0})",
    "Literal": "isLiteral({0})",
    "BlankNode": "isBlank({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_COMPARED = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_PAIRED = {"lessThan": "<", "lessThanOrEquals": "<="}
# Said together with another parameter, or of the shape as a whole.
_TOGETHER = ("flags", "ignoredProperties", "qualifiedMaxCount", "qualifiedMinCount")
# A count within another shape is asked by naming as many values; more would take too long.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A query for what breaks one constraint of a shape.

    Attributes
    ----------
    text : str
        A SELECT whose rows have ``?this``, the node that breaks it, perhaps ``?value``, what it has, whether that is
        an IRI (``?iri``), and the relation to it (``?path``). Other columns may be named by the message.
    """

    shape: Shape
    text: str


def translate(shapes: Iterable[Shape], below: Below, *, at_load: bool = False) -> list[Question]:
    """Return the queries of shapes that have targets.

    Parameters
    ----------
    below : callable
        Gives the classes below a class, itself among them, all in angle brackets.
    at_load : bool
        Whether to leave out the rules that are not asked when data is loaded.

    Raises
    ------
    DataError
        If a shape says something that cannot be asked.
    """
    return [question for question in _Translator(below).questions(shapes, at_load=at_load) if question.text]


class _Translator:
    def __init__(self, below: Below) -> None:
        self._below = below
        self._numbers = count(1)

    def questions(self, shapes: Iterable[Shape], *, at_load: bool) -> Iterator[Question]:
        # A rule that several shapes share is asked once, of the targets of all.
        targets: dict[Shape, dict[tuple[str, str], None]] = {}
        for shape in shapes:
            self._gather(shape, dict.fromkeys(shape.targets), targets)
        for shape, of in targets.items():
            if shape.at_load or not at_load:
                for key, value in shape.constraints:
                    yield Question(shape, self._question(shape, of, key, value))

    def _gather(
        self, shape: Shape, of: dict[tuple[str, str], None], targets: dict[Shape, dict[tuple[str, str], None]]
    ) -> None:
        targets.setdefault(shape, {}).update(of)
        for key, inner in shape.constraints:
            if key == "property" and isinstance(inner, Shape):
                if shape.path:
                    raise _impossible("sh:property below sh:path", shape)
                self._gather(inner, of, targets)

    def _question(self, shape: Shape, of: dict[tuple[str, str], None], key: str, value: object) -> str:
        if key == "property" or key in _TOGETHER:
            return ""
        focus = self._focus(of)
        if key == "sparql":
            before, brace, after = str(value).partition("{")
            return f"{before}{brace} {focus} {after}".replace("$this", "?this")
        if key == "closed":
            if "true" not in str(value):
                return ""
            return (
                f"SELECT DISTINCT ?this ?path ?value {{ {focus} ?this ?path ?value {self._strange(shape, '?path')} }}"
            )
        if key == "maxCount" and shape.path:
            more = f"COUNT(DISTINCT ?value) > {_number(value)}"
            return f"SELECT ?this {{ {focus} ?this {shape.path} ?value }} GROUP BY ?this HAVING ({more})"
        if not shape.path:
            expression = self._of_node(shape, key, value, "?this")
            return f"SELECT DISTINCT ?this (?this AS ?value) {{ {focus} FILTER(!({expression})) }}"
        if of_value := self._of_value(shape, key, value, "?value"):
            subjects = {iri for kind, iri in of if kind == "targetSubjectsOf"}
            # Whatever has a value is a target then: that need not be asked.
            start = "" if shape.predicates and subjects.issuperset(shape.predicates) else focus
            relation = shape.path
            if len(shape.predicates) > 1:
                start, relation = f"VALUES ?by {{ {' '.join(shape.predicates)} }} {start}", "?by"
            return (
                f"SELECT DISTINCT ?this ?value (isIRI(?value) AS ?iri) "
                f"{{ {start} ?this {relation} ?value FILTER(!({of_value})) }}"
            )
        if key in _PAIRED:
            other = self._fresh()
            return (
                f"SELECT DISTINCT ?this ?value (isIRI(?value) AS ?iri) {{ {focus} ?this {shape.path} ?value ; "
                f"{value} {other} FILTER(!COALESCE(?value {_PAIRED[key]} {other}, false)) }}"
            )
        return f"SELECT DISTINCT ?this {{ {focus} FILTER(!({self._of_values(shape, key, value, '?this')})) }}"

    def _focus(self, of: Iterable[tuple[str, str]]) -> str:
        """Return a pattern that binds ``?this`` to each target."""
        found: dict[str, list[str]] = {}
        for kind, iri in of:
            found.setdefault(kind, []).extend(self._below(iri) if kind == "targetClass" else [iri])
        patterns = []
        for kind, iris in found.items():
            values, name = " ".join(dict.fromkeys(iris)), self._fresh()
            patterns.append(
                {
                    "targetClass": f"VALUES {name} {{ {values} }} ?this {_TYPE} {name} .",
                    "targetNode": f"VALUES ?this {{ {values} }}",
                    "targetObjectsOf": f"VALUES {name} {{ {values} }} ?any {name} ?this .",
                    "targetSubjectsOf": f"VALUES {name} {{ {values} }} ?this {name} ?any .",
                }[kind]
            )
        return patterns[0] if len(patterns) == 1 else " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)

    def _fits(self, shape: Shape, node: str) -> str:
        """Return an expression that is true if a node keeps a shape."""
        parts = [
            self._of_values(shape, key, value, node) if shape.path else self._of_node(shape, key, value, node)
            for key, value in shape.constraints
            if key not in _TOGETHER
        ]
        return "(" + (" && ".join(parts) or "true") + ")"

    def _of_node(self, shape: Shape, key: str, value: object, node: str) -> str:
        """Return an expression that is true if a node keeps one constraint of a node shape."""
        if key == "property":
            return self._fits(value, node)  # type: ignore[arg-type]
        if key == "closed":
            relation = self._fresh()
            outside = f"{node} {relation} {self._fresh()} {self._strange(shape, relation)}"
            return f"NOT EXISTS {{ {outside} }}" if "true" in str(value) else "true"
        if key == "hasValue":
            return f"sameTerm({node}, {value})"
        if expression := self._of_value(shape, key, value, node):
            return expression
        raise _impossible(f"sh:{key} {'within another shape' if key == 'sparql' else 'without sh:path'}", shape)

    def _of_values(self, shape: Shape, key: str, value: object, node: str) -> str:
        """Return an expression that is true if the values of a node keep one constraint of a property shape."""
        path = shape.path
        if key == "hasValue":
            return f"EXISTS {{ {node} {path} {value} }}"
        if key == "minCount":
            return f"EXISTS {{ {self._several(node, path, _number(value), shape)} }}" if _number(value) else "true"
        if key == "maxCount":
            return f"NOT EXISTS {{ {self._several(node, path, _number(value) + 1, shape)} }}"
        if key == "uniqueLang":
            first, second = self._fresh(), self._fresh()
            same = (
                f'LANG({first}) != "" && LCASE(LANG({first})) = LCASE(LANG({second})) && !sameTerm({first}, {second})'
            )
            return (
                f"NOT EXISTS {{ {node} {path} {first}, {second} FILTER({same}) }}" if "true" in str(value) else "true"
            )
        if key in _PAIRED:
            first, second = self._fresh(), self._fresh()
            wrong = f"!COALESCE({first} {_PAIRED[key]} {second}, false)"
            return f"NOT EXISTS {{ {node} {path} {first} ; {value} {second} FILTER({wrong}) }}"
        if key == "qualifiedValueShape" and isinstance(value, Shape):
            least, most = shape.value("qualifiedMinCount"), shape.value("qualifiedMaxCount")
            parts = []
            if least:
                parts.append(f"EXISTS {{ {self._several(node, path, _number(least), shape, value)} }}")
            if most:
                parts.append(f"NOT EXISTS {{ {self._several(node, path, _number(most) + 1, shape, value)} }}")
            return " && ".join(parts) or "true"
        first = self._fresh()
        if expression := self._of_value(shape, key, value, first):
            return f"NOT EXISTS {{ {node} {path} {first} FILTER(!({expression})) }}"
        raise _impossible(f"sh:{key} within another shape", shape)

    def _of_value(self, shape: Shape, key: str, value: object, node: str) -> str:
        """Return an expression that is true if a value keeps one constraint; nothing if that is no matter of values."""
        if key == "class":
            kind = self._fresh()
            return f"EXISTS {{ {node} {_TYPE} {kind} FILTER({kind} IN ({', '.join(self._below(str(value)))})) }}"
        if key == "datatype":
            return _typed(node, str(value).strip("<>"), shape)
        if key == "nodeKind":
            name = str(value).strip("<>")
            if name.removeprefix(_SH) not in _KINDS:
                raise _impossible(f"sh:nodeKind {name}", shape)
            return _KINDS[name.removeprefix(_SH)].format(node)
        if key == "pattern":
            flags = shape.value("flags")
            return f"COALESCE(REGEX(STR({node}), {value}{f', {flags}' if flags else ''}), false)"
        if key in ("minLength", "maxLength"):
            sign = ">=" if key == "minLength" else "<="
            return f"COALESCE(STRLEN(STR({node})) {sign} {_number(value)}, false)"
        if key in _COMPARED:
            return f"COALESCE({node} {_COMPARED[key]} {value}, false)"
        if key == "in":
            return _among(node, value)  # type: ignore[arg-type]
        if key == "node":
            return self._fits(value, node)  # type: ignore[arg-type]
        if key == "not":
            return f"!{self._fits(value, node)}"  # type: ignore[arg-type]
        if key in ("and", "or"):
            sign = " && " if key == "and" else " || "
            return "(" + sign.join(self._fits(each, node) for each in value) + ")"  # type: ignore[attr-defined]
        if key == "xone":
            fits = [self._fits(each, node) for each in value]  # type: ignore[attr-defined]
            # One engine cannot read a sum of these where one holds several tests of what exists.
            two = [f" && !({first} && {second})" for first, second in combinations(fits, 2)]
            return f"(({' || '.join(fits)}){''.join(two)})"
        return ""

    def _several(self, node: str, path: str, number: int, shape: Shape, each: Shape | None = None) -> str:
        """Return a pattern of so many different values, each of which keeps a shape."""
        if number > _MOST:
            raise _impossible(f"a count of {number} values", shape)
        names = [self._fresh() for _ in range(number)]
        pattern = " . ".join(f"{node} {path} {name}" for name in names)
        tests = [f"!sameTerm({first}, {second})" for first, second in combinations(names, 2)]
        tests += [self._fits(each, name) for name in names] if each else []
        return f"{pattern} FILTER({' && '.join(tests)})" if tests else pattern

    def _strange(self, shape: Shape, relation: str) -> str:
        """Return a filter for relations that a closed shape does not name."""
        inner = [value for key, value in shape.constraints if key == "property" and isinstance(value, Shape)]
        allowed = [each.path for each in inner if each.predicates == (each.path,)]
        allowed += [f"<{iri}>" for iri in OTHER_LANGUAGE.values()]  # stated as a name, a label or a title
        for key, value in shape.constraints:
            if key == "ignoredProperties":
                allowed += value  # type: ignore[arg-type]
        return f"FILTER({relation} NOT IN ({', '.join(dict.fromkeys(allowed))}))"

    def _fresh(self) -> str:
        return f"?v{next(self._numbers)}"


def _among(node: str, terms: Sequence[str]) -> str:
    """Return an expression that is true if a value is one of some terms."""
    if all(each.startswith("<") for each in terms):
        # Of IRIs, which are equal only if they are the same; Virtuoso passes over one of several sameTerm in an EXISTS.
        return f"COALESCE({node} IN ({', '.join(terms)}), false)"
    return f"({' || '.join(f'sameTerm({node}, {each})' for each in terms)})"


def _typed(node: str, datatype: str, shape: Shape) -> str:
    """Return an expression that is true if a value is of a type, and written as that type is written."""
    name = datatype.removeprefix(_XSD)
    if datatype == f"{_RDF}langString":
        return f'(isLiteral({node}) && LANG({node}) != "")'
    if name not in _LEXICAL:
        raise _impossible(f"sh:datatype {datatype}", shape)
    tests = [f"DATATYPE({node}) = <{datatype}>"]
    if form := _LEXICAL[name]:
        tests.append(f'REGEX(STR({node}), "{form}")')
    if name == "date":
        # Whether there is such a day: of all casts, that to a time is the one that SPARQL asks of every engine.
        tests.append(f'isLiteral(<{_XSD}dateTime>(CONCAT(SUBSTR(STR({node}), 1, 10), "T00:00:00")))')
    return f"COALESCE({' && '.join(tests)}, false)"


def _number(value: object) -> int:
    return int(str(value).split('"')[1])


def _impossible(what: str, shape: Shape) -> DataError:
    return DataError(f"{what} is not supported, and stands in shape {shape.name}", where="ontology/shapes.ttl")
