"""Read one data file into quads of its graph, safely: nothing is fetched, and an error names file and line."""

import re
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.load.files import FORMATS, DataFile
from oversight_graph.load.skolem import skolemise
from oversight_graph.model.vocabulary import INFERRED, PREFIXES

_HEAD = re.compile(
    rb"(?:\s++|#[^\r\n]*+|@prefix\s++[^\s<]*+\s*+<[^>]*+>\s*+\.|@base\s*+<[^>]*+>\s*+\."
    rb"|(?i:prefix)\s++[^\s<]*+\s*+<[^>]*+>|(?i:base)\s*+<[^>]*+>)*+"
)
# A line that begins so, in a file whose strings end on their lines, is a directive between two triples.
_DIRECTIVE = re.compile(
    rb"\n(?:@prefix[ \t]++[^\s<]*+[ \t]*+<[^>\s]*+>[ \t]*+\.|@base[ \t]*+<[^>\s]*+>[ \t]*+\."
    rb"|(?i:prefix)[ \t]++[^\s<]*+[ \t]*+<[^>\s]*+>|(?i:base)[ \t]*+<[^>\s]*+>)"
)
_BOM = b"\xef\xbb\xbf"
_OTHER_SCHEMA = "http://schema.org/"
_Term = TypeVar("_Term")
# What may hide the sign of a triple within a triple: an address, a string, a remark, a sign that is escaped.
_HIDES = re.compile(
    rb'<(?!<)[^\x00-\x20<>"{}|^`\\]*+>|"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    rb'|"(?:[^"\\\r\n]|\\.)*+"|\'(?:[^\'\\\r\n]|\\.)*+\'|#[^\r\n]*+|\\.|(?P<newer><<|\{\|)',
    re.DOTALL,
)
# The same, and the sign by which a statement gets a name.
_HIDES_OR_NAMES = re.compile(_HIDES.pattern.removesuffix(b")") + b"|~)", re.DOTALL)
# Signs of RDF 1.2: triples in triples, and directions of text; each is looked for only where its letters stand at all.
_NEWER = {
    b"<<": re.compile(rb"<<"),
    b"{|": re.compile(rb"\{\|"),
    b"~": re.compile(rb"~(?![\"'])"),  # in a date that is not certain it ends the string
    b"--": re.compile(rb"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+--"),
    b"@direction": re.compile(rb"@direction"),
}


def parse(file: DataFile) -> list[ox.Quad]:
    """Parse one file into quads of its graph, with blank nodes named.

    Raises
    ------
    DataError
        Naming file and line, if the file is not well formed, goes beyond RDF 1.1, or takes its JSON-LD context from
        elsewhere; or if it is one of those that the program rests on, and states nothing.
    """
    quads = _quads(file)
    if file.trusted and not quads:
        raise DataError("holds no statement", where=file.name, hint="copy the shipped one, and change that")
    return quads


def _quads(file: DataFile) -> list[ox.Quad]:
    if file.table:
        from oversight_graph.load import workbooks

        return workbooks.quads(file)
    suffix = Path(file.path.name).suffix.lower()
    data = file.read().removeprefix(_BOM)
    lines, least = True, 0
    if suffix == ".jsonld":
        from oversight_graph.load.jsonld import with_context

        given = data
        data, least = with_context(data, file.name, file.graph)
        lines = given is data
    elif not file.trusted:
        _refuse_nested(data, file.name)
    graph, slug = ox.NamedNode(file.graph), file.slug
    try:
        if suffix == ".ttl" and (quads := _in_graph(data, file)) is not None:
            _refuse_newer(data, quads, file)
            # Without a bracket, a label or a collection there is no blank node to name.
            plain = not any(mark in data for mark in (b"[", b"_:", b"("))
            quads = _at_one_address(quads, data)
            return quads if plain else skolemise(quads, graph, slug, placed=True)
        quads = list(ox.parse(data, format=getattr(ox.RdfFormat, FORMATS[suffix]), base_iri=file.graph))
    except SyntaxError as error:
        raise _syntax_error(error, data, file.name, lines=lines) from error
    except MemoryError as error:
        raise DataError("not well formed: a value or a name is too long", where=file.name) from error
    _refuse_newer(data, quads, file)
    if len(quads) < least:
        raise DataError(
            f"of at least {least} statements only {len(quads)} can be read: the others would be lost", where=file.name
        )
    return skolemise(_at_one_address(quads, data), graph, slug)


def _at_one_address(quads: list[ox.Quad], data: bytes) -> list[ox.Quad]:
    """Return quads in which schema.org, which has two addresses and means the same by both, has one."""
    if _OTHER_SCHEMA.encode() not in data:
        return quads

    def moved(term: _Term) -> _Term:
        if isinstance(term, ox.NamedNode) and term.value.startswith(_OTHER_SCHEMA):
            return ox.NamedNode(PREFIXES["schema"] + term.value.removeprefix(_OTHER_SCHEMA))  # type: ignore[return-value]
        return term

    return [ox.Quad(q.subject, moved(q.predicate), moved(q.object), q.graph_name) for q in quads]


def _in_graph(data: bytes, file: DataFile) -> list[ox.Quad] | None:
    """Parse Turtle as the content of a TriG graph, so that the parser itself puts each quad into its graph.

    This saves making every quad a second time, a third of the time of a load. None if the text does not lend itself
    to it: then the plain parser reads it, and reports the error if there is one.
    """
    if b"{" in data or b"}" in data:
        return None  # braces could close the graph and open another
    match, graph = _HEAD.match(data), file.graph.encode()
    at = match.end() if match else 0
    # TriG lets the last dot of a graph be left out, Turtle does not: one more triple calls for it.
    first, last = b"GRAPH <%b> {" % graph, b"\n<%b> <%b> true .}" % (graph, INFERRED.encode())
    body, more = data[at:], 0
    if b'"""' not in body and b"'''" not in body:
        body, more = _DIRECTIVE.subn(lambda found: b"%b%b\n%b" % (last, found.group(), first), body)
    wrapped = b"".join((data[:at], first, body, last))
    try:
        quads = list(ox.parse(wrapped, format=ox.RdfFormat.TRIG, base_iri=file.graph, lenient=file.trusted))
    except SyntaxError:
        return None
    end = quads.pop()
    if end.predicate.value != INFERRED or getattr(end.graph_name, "value", "") != file.graph:
        return None
    place = 0
    for _ in range(more):
        place = quads.index(end, place)
        del quads[place]
    return quads


def _refuse_nested(data: bytes, name: str) -> None:
    """Refuse triples within triples before the engine sees them: where they are nested deeply, it ends the process."""
    if b"<<" not in data and b"{|" not in data:
        return
    for match in _HIDES.finditer(data):
        if match["newer"]:
            line = data.count(b"\n", 0, match.start()) + 1
            raise DataError("a triple within a triple is RDF 1.2; only RDF 1.1 is read", where=f"{name}:{line}")


def _refuse_newer(data: bytes, quads: list[ox.Quad], file: DataFile) -> None:
    """Refuse what RDF 1.2 brought: neither rdflib nor SPARQL 1.1 knows it. The shipped files are known to have none."""
    if file.trusted or not any(sign in data and found.search(data) for sign, found in _NEWER.items()):
        return
    from oversight_graph.load.positions import line_of

    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            reified = next((found for found in _HIDES_OR_NAMES.finditer(data) if found["newer"]), None)
            line = data.count(b"\n", 0, reified.start() if reified else 0) + 1
            raise DataError("a triple within a triple is RDF 1.2; only RDF 1.1 is read", where=f"{file.name}:{line}")
        if isinstance(quad.object, ox.Literal) and quad.object.direction is not None:
            raise DataError(
                f"a direction of text is RDF 1.2; only RDF 1.1 is read: {quad.object}",
                where=line_of(data, file.name, quad.object.value),
            )


def _syntax_error(error: SyntaxError, data: bytes, name: str, *, lines: bool) -> DataError:
    try:
        data.decode()
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        return DataError("not well formed: not in UTF-8", where=f"{name}:{line}", hint="save it as UTF-8")
    text = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg or "")
    if not error.lineno or not lines:
        return DataError(f"not well formed: {text}", where=name)
    line, hint = error.lineno, None
    if Path(name).suffix.lower() in (".ttl", ".trig"):
        text, hint, line = _advice(text, data.decode().split("\n"), line, error.offset or 1)
    return DataError(f"not well formed: {text}", where=f"{name}:{line}", hint=hint)


def _advice(text: str, rows: list[str], line: int, column: int) -> tuple[str, str | None, int]:
    """Return what is wrong, what to do, and the line to look at: a missing sign is missed one line too late."""
    row = rows[line - 1] if line <= len(rows) else ""
    dates = [match for match in re.finditer(r"\d{4}-\d\d-\d\d", row) if match.start() < column <= match.end()]
    if dates:
        return f"{dates[0].group()} is no value", f'a date is written "{dates[0].group()}"^^xsd:date', line
    if "dot is expected" in text and not row[: column - 1].strip():
        before = next((n for n in range(line - 1, 0, -1) if rows[n - 1].split("#")[0].strip()), line)
        if before < line:
            return "a `;` or `.` is missing at the end of this line", f"line {line} begins something new", before
    if "dot is expected" in text:
        return text, "a `;`, `,` or `.` may be missing here or on the line before", line
    if "is not a valid subject" in text:
        return text, "a quotation mark, or a `;` or `.`, may be missing here or on the line before", line
    if "property lists should end" in text:
        return text, "a `;` or `]` may be missing here or on the line before", line
    if "is not a valid RDF object" in text or "is not a valid predicate" in text:
        return text, "write words in quotation marks, and names with their prefix", line
    if "nexpected end" in text:
        return text, "a quotation mark, a bracket or the last `.` may be missing", line
    return text, None, line
