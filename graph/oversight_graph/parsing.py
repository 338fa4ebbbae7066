"""Read one data file into quads of its graph, safely: nothing is fetched, and a fault is told with file and line."""

import json
import re
from pathlib import Path

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.datafiles import FORMATS, DataFile
from oversight_graph.errors import DataError
from oversight_graph.skolem import skolemise
from oversight_graph.vocabulary import BASE, INFERRED

CONTEXT = BASE + "context.jsonld"


_HEAD = re.compile(
    rb"(?:\s+|#[^\r\n]*|@prefix\s+[^\s<]*\s*<[^>]*>\s*\.|@base\s*<[^>]*>\s*\."
    rb"|(?i:prefix)\s+[^\s<]*\s*<[^>]*>|(?i:base)\s*<[^>]*>)*"
)
_BOM = b"\xef\xbb\xbf"
# Signs of RDF 1.2: triples in triples, and directions of text.
_NEWER = (b"<<", b"{|", b"~", b"--", b"@direction")


def parse(file: DataFile) -> list[ox.Quad]:
    """Parse one file into quads of its graph, with blank nodes named.

    Raises
    ------
    DataError
        Naming file and line, if the file is not well formed, goes beyond RDF 1.1, or takes its JSON-LD context from
        elsewhere.
    """
    suffix = Path(file.path.name).suffix.lower()
    data = file.read().removeprefix(_BOM)
    lines = True
    if suffix == ".jsonld":
        given, data = data, _with_context(data, file.name)
        lines = given is data
    graph, slug = ox.NamedNode(file.graph), file.slug
    try:
        if suffix == ".ttl" and (quads := _in_graph(data, file)) is not None:
            _refuse_newer(data, quads, file)
            # Without a bracket, a label or a collection there is no blank node to name.
            plain = not any(mark in data for mark in (b"[", b"_:", b"("))
            return quads if plain else skolemise(quads, graph, slug, placed=True)
        quads = list(ox.parse(data, format=getattr(ox.RdfFormat, FORMATS[suffix]), base_iri=file.graph))
    except SyntaxError as error:
        raise _fault(error, data, file.name, lines=lines) from error
    _refuse_newer(data, quads, file)
    if suffix != ".ttl":
        # What an export of ours holds as inferred is inferred anew: a file states, it does not infer.
        quads = [quad for quad in quads if getattr(quad.graph_name, "value", "") != INFERRED]
    return skolemise(quads, graph, slug)


def _in_graph(data: bytes, file: DataFile) -> list[ox.Quad] | None:
    """Parse Turtle as the content of a TriG graph, so that the parser itself puts each quad into its graph.

    This saves making every quad a second time, a third of the time of a load. None if the text does not lend itself
    to it: then the plain parser reads it, and reports the fault if there is one.
    """
    if b"{" in data or b"}" in data:
        return None  # braces could close the graph and open another
    match, graph = _HEAD.match(data), file.graph
    at = match.end() if match else 0
    # TriG lets the last dot of a graph be left out, Turtle does not: one more triple calls for it.
    last = b"\n<" + graph.encode() + b"> <" + INFERRED.encode() + b"> true .}"
    wrapped = b"".join((data[:at], b"GRAPH <", graph.encode(), b"> {", data[at:], last))
    try:
        quads = list(ox.parse(wrapped, format=ox.RdfFormat.TRIG, base_iri=graph, lenient=file.trusted))
    except SyntaxError:
        return None
    end = quads.pop()
    return quads if end.predicate.value == INFERRED and getattr(end.graph_name, "value", "") == graph else None


def _refuse_newer(data: bytes, quads: list[ox.Quad], file: DataFile) -> None:
    """Refuse what RDF 1.2 brought: neither rdflib nor SPARQL 1.1 knows it. The shipped files are known to have none."""
    if file.trusted or not any(sign in data for sign in _NEWER):
        return
    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            raise DataError("a triple within a triple is RDF 1.2; only RDF 1.1 is read", where=file.name)
        if isinstance(quad.object, ox.Literal) and quad.object.direction is not None:
            raise DataError(
                f"a direction of text is RDF 1.2; only RDF 1.1 is read: {quad.object}",
                where=_place(data, file.name, quad.object.value),
            )


def _fault(error: SyntaxError, data: bytes, name: str, *, lines: bool) -> DataError:
    try:
        data.decode()
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        return DataError("not well formed: not in UTF-8", where=f"{name}:{line}", hint="save it as UTF-8")
    text = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg or "")
    return DataError(f"not well formed: {text}", where=f"{name}:{error.lineno}" if error.lineno and lines else name)


def _with_context(data: bytes, name: str) -> bytes:
    """Put the bundled context in place of its address, and refuse every other address.

    What takes no context from an address is returned as it is, so that faults are told with their lines.
    """
    try:
        document = json.loads(data.decode(), object_pairs_hook=_each_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _fault(SyntaxError(), data, name, lines=False) from error
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error
    except ValueError as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        text = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise DataError(f"not well formed: {text}", where=f"{name}{line}") from error
    replaced = False

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
            nonlocal replaced
            replaced = True
            return json.loads(resources.text("ontology", "context.jsonld"))["@context"]
        raise DataError(
            f"the context {value} is remote and is not fetched",
            where=_place(data, name, value),
            hint=f"write the context into the file, or use {CONTEXT}, which is bundled",
        )

    try:
        whole = inline(document)
        return json.dumps(whole).encode() if replaced else data
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _place(data: bytes, name: str, needle: str) -> str:
    offset = data.find(needle.encode())
    line = data.count(b"\n", 0, offset) + 1
    return f"{name}:{line}" if offset >= 0 else name
