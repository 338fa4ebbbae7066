"""Read one data file into quads of its graph, safely: nothing is fetched, and a fault is told with file and line."""

import json
import re
from pathlib import Path

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.datafiles import FORMATS, DataFile
from oversight_graph.errors import DataError
from oversight_graph.skolem import skolemise
from oversight_graph.vocabulary import BASE

CONTEXT = BASE + "context.jsonld"


def parse(file: DataFile) -> list[ox.Quad]:
    """Parse one file into quads of its graph, with blank nodes named.

    Raises
    ------
    DataError
        Naming file and line, if the file is not well formed or takes its JSON-LD context from elsewhere.
    """
    suffix = Path(file.path.name).suffix.lower()
    data = file.read()
    if suffix == ".jsonld":
        data = _with_context(data, file.name)
    kind = getattr(ox.RdfFormat, FORMATS[suffix])
    graph, slug = ox.NamedNode(file.graph), file.graph.rsplit("/graph/", 1)[-1]
    if suffix == ".ttl" and (quads := _in_graph(data, file)) is not None:
        # Without a bracket, a label or a collection there is no blank node to name.
        plain = not any(mark in data for mark in (b"[", b"_:", b"("))
        return quads if plain else skolemise(quads, graph, slug, placed=True)
    try:
        return skolemise(ox.parse(data, format=kind, base_iri=file.graph), graph, slug)
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise DataError(_plain(error), where=f"{file.name}{line}") from error


_HEAD = re.compile(
    rb"(?:\s+|#[^\n]*|@prefix\s+[^\s<]*\s*<[^>]*>\s*\.|@base\s*<[^>]*>\s*\.|(?i:prefix)\s+[^\s<]*\s*<[^>]*>|(?i:base)\s*<[^>]*>)*"
)


def _in_graph(data: bytes, file: DataFile) -> list[ox.Quad] | None:
    """Parse Turtle as the content of a TriG graph, so that the parser itself puts each quad into its graph.

    This saves making every quad a second time, a third of the time of a load. None if the text does not lend itself
    to it: then the plain parser reads it, and reports the fault if there is one.
    """
    match, graph = _HEAD.match(data), file.graph
    at = match.end() if match else 0
    wrapped = b"".join((data[:at], b"GRAPH <", graph.encode(), b"> {", data[at:], b"\n}"))
    try:
        quads = list(ox.parse(wrapped, format=ox.RdfFormat.TRIG, base_iri=graph, lenient=file.trusted))
    except SyntaxError:
        return None
    # A closing brace in the text could open other graphs; that is no Turtle.
    return quads if data.count(b"}") == 0 or all(getattr(q.graph_name, "value", "") == graph for q in quads) else None


def _plain(error: SyntaxError) -> str:
    text = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg or "")
    return f"not well formed: {text}"


def _with_context(data: bytes, name: str) -> bytes:
    """Put the bundled context in place of its address, and refuse every other address."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise DataError(f"not well formed: {error}", where=f"{name}{line}") from error

    def inline(node: object) -> object:
        if isinstance(node, list):
            return [inline(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        if "@import" in node:
            raise DataError("@import of a context is not allowed", where=_place(data, name, "@import"))
        return {key: context(value) if key == "@context" else inline(value) for key, value in node.items()}

    def context(value: object) -> object:
        if isinstance(value, list):
            return [context(entry) for entry in value]
        if not isinstance(value, str):
            return inline(value)
        if value == CONTEXT:
            return json.loads(resources.text("ontology", "context.jsonld"))["@context"]
        raise DataError(
            f"the context {value} is remote and is not fetched",
            where=_place(data, name, value),
            hint=f"write the context into the file, or use {CONTEXT}, which is bundled",
        )

    try:
        return json.dumps(inline(document)).encode()
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error


def _place(data: bytes, name: str, needle: str) -> str:
    offset = data.find(needle.encode())
    line = data.count(b"\n", 0, offset) + 1
    return f"{name}:{line}" if offset >= 0 else name
