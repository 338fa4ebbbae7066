"""The validator: what in the data breaks the shapes of ``ontology/shapes.ttl``, in any store."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from oversight_graph.check.locate import Locator
from oversight_graph.check.shapes import Shape, shipped_shapes
from oversight_graph.check.stated import Stated
from oversight_graph.check.translate import translate
from oversight_graph.check.violations import Violation, gravest_first, with_value
from oversight_graph.errors import QueryError
from oversight_graph.load.skolem import owner_of
from oversight_graph.model.standard_terms import nearest


@dataclass(frozen=True, slots=True)
class Result:
    """A validation result, as SHACL has it.

    Attributes
    ----------
    shape : Shape
        The shape that is broken, or the nearest one around it that is reported.
    focus : str
        The node that breaks the shape.
    path : str
        IRI of the relation; empty if the shape has none, or a longer path.
    value : str or None
        The value that breaks it.
    is_iri : bool
        Whether the value is known to be an IRI.
    """

    shape: Shape
    focus: str
    path: str
    value: str | None
    is_iri: bool
    message: str


def results(stated: Stated, shapes: Iterable[Shape], *, at_load: bool = False) -> Iterator[Result]:
    """Yield the validation results of shapes.

    Parameters
    ----------
    stated : Stated
        What is judged.
    shapes : iterable of Shape
        Those that have targets.
    at_load : bool
        Whether to ask only the rules that are asked when data is loaded.

    Raises
    ------
    DataError
        If a shape says something that cannot be asked.
    QueryError
        If a server answers with nothing in the place of what breaks a shape.
    """
    for question in translate(shapes, stated.below, at_load=at_load):
        shape = question.shape
        own = shape.path[1:-1] if shape.predicates == (shape.path,) else ""
        table = stated.select(question.text, f"shape {shape.name}")
        for cells in table:
            row = {name: cell for name, cell in zip(table.columns, cells, strict=True) if cell is not None}
            if "this" not in row:
                raise QueryError(f"what is said to break the shape {shape.name} has no name")
            message = shape.message
            for name, cell in row.items():
                message = message.replace(f"{{?{name}}}", cell).replace(f"{{${name}}}", cell)
            yield Result(
                shape,
                row["this"],
                row.get("path", own),
                row.get("value"),
                row.get("iri") in ("true", "1"),
                message or "does not fit its shape",
            )


def validate(
    stated: Stated, locator: Locator, reported: Collection[str] = (), *, at_load: bool = False
) -> list[Violation]:
    """Validate what is stated against the shapes of ``ontology/shapes.ttl``.

    Parameters
    ----------
    stated : Stated
        What is judged.
    reported : collection of str
        IRIs, values and namespaces (those end in a stroke, hash or colon) that are reported as wrong already: what does
        not fit its shape because of them is left out.
    at_load : bool
        Whether to ask only the rules that are asked when data is loaded.

    Returns
    -------
    list of Violation
        One for each thing and message, with the name of the shape as check, gravest first.
    """
    found = set()
    for result in results(stated, shipped_shapes(), at_load=at_load):
        focus, value, is_iri, path = result.focus, result.value, result.is_iri, result.path
        if value is not None and any(kind == "targetNode" for kind, _ in result.shape.targets):
            # A rule that is asked once for the whole graph has a class as focus, the record that breaks it as value.
            focus, value = value, None
        if path and result.shape.value("closed") and value is not None:
            value, is_iri = path, True
        if reported and _follows(stated, focus, value, path, result.message, reported):
            continue
        message = result.message
        if value is not None and value != focus and value not in message:
            message = with_value(message, locator.beside(value, focus) if is_iri else value)
        found.add(
            Violation(result.shape.severity, result.shape.name, locator.name(focus), message, locator.where(focus))
        )
    return sorted(found, key=gravest_first)


def _follows(stated: Stated, focus: str, shown: str | None, path: str, message: str, reported: Collection[str]) -> bool:
    """Whether what does not fit its shape does so because of something that is reported already."""
    things = {focus} if shown is None else {focus, shown}
    spaces = tuple(each for each in reported if each.endswith(("/", "#", ":")))
    if not path and shown in (None, focus):
        # The record as a whole does not fit: perhaps because of what it leads to, or what that leads to.
        near = stated.select(f"SELECT ?near ?far {{ <{focus}> ?p ?near OPTIONAL {{ ?near ?q ?far }} }}", "near")
        things |= {cell for row in near for cell in row if cell is not None}
    elif shown is None:
        # Something is missing: perhaps it is there, under a name that is misspelt.
        has = {str(row[0]) for row in stated.select(f"SELECT DISTINCT ?p {{ <{focus}> ?p ?o }}", "relations")}
        if any(each.startswith(spaces) or (each in reported and nearest(each, [path])) for each in has):
            return True
    things |= {owner_of(thing) for thing in things}
    if not things.isdisjoint(reported) or any(thing.startswith(spaces) for thing in things):
        return True
    return message.startswith(tuple(f"{each}#" for each in reported))
