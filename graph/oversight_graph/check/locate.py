"""Where in the data files a thing stands: for messages that a person can act on."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from urllib.parse import urljoin

from oversight_graph.load.files import DataFile
from oversight_graph.load.skolem import owner_of
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES

# The names in a text of the Turtle family. Comments and strings are passed over: what they say is no statement.
_TURTLE = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\r\n]|\\[^\r\n])*"|\'(?:[^\'\\\r\n]|\\[^\r\n])*\')(?P<typed>\^\^)?'
    r"|(?P<comment>#[^\r\n]*)"
    r"|@?(?P<directive>(?<![\w:])(?:prefix|base))(?![\w:])"
    r"|(?P<iri><[^\x00-\x20<>\"{}|^`]*>)"
    r"|(?P<name>(?<![\w:@])(?:[^\W\d_][\w.-]*)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\s0-9A-Za-z]|\.(?=[\w:.%\\-]))*)",
    re.DOTALL | re.IGNORECASE,
)
_JSON = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:\s*:\s*"(?P<value>[^"\\]*)")?')


class Locator:
    """Finds the line on which a thing is first described.

    Parameters
    ----------
    files : sequence of DataFile
        Read only when the first place is asked for.
    """

    def __init__(self, files: Sequence[DataFile]) -> None:
        self._files = files
        self._numbers = {file.name: at for at, file in enumerate(files)}

    @cached_property
    def _index(self) -> "tuple[dict[str, str], dict[str, str], dict[tuple[str, str], list[tuple[int, int]]]]":
        """Where each IRI begins a line, where it is first named, and file and line of each value, in order."""
        begins: dict[str, str] = {}
        named: dict[str, str] = {}
        values: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for at_file, file in enumerate(self._files):
            if file.table:
                from oversight_graph.load import workbooks

                for iri, place in workbooks.places(file).items():
                    begins.setdefault(iri, place)
                continue
            text = file.read().decode("utf-8", errors="replace")
            found = (
                _in_json(text, file.graph) if file.name.lower().endswith(".jsonld") else _in_turtle(text, file.graph)
            )
            number = at = 0
            for offset, name, is_value in found:
                # Offsets grow, so each line break is counted once.
                number, at = number + text.count("\n", at, offset), offset
                place = f"{file.name}:{number + 1}"
                if is_value:
                    values.setdefault((file.graph, name), []).append((at_file, number + 1))
                    values.setdefault(("", name), []).append((at_file, number + 1))
                    continue
                named.setdefault(name, place)
                if offset == 0 or text[offset - 1] == "\n":
                    begins.setdefault(name, place)
        return begins, named, values

    @cached_property
    def _tables(self) -> dict[str, DataFile]:
        """The workbooks by name: whether a file is one is asked of the disk, so not anew for each message."""
        return {file.name: file for file in reversed(self._files) if file.table}

    def where(self, iri: str) -> str:
        """Return ``file:line`` of a thing: the line that begins with it, else one that names it, else its IRI."""
        begins, named, _ = self._index
        thing = owner_of(iri)
        return begins.get(thing) or named.get(thing) or iri

    def value(self, text: str, graph: str = "", *, typed: bool = True, of: str = "") -> str:
        """Return ``file:line`` of a value of this text, an empty string if there is none.

        Parameters
        ----------
        text : str
            As in the data, without quotes.
        graph : str, optional
            IRI of the graph that has it; any graph if not given, or if the file of that graph has it not.
        typed : bool
            Whether one with a type of its own is meant rather than one without.
        of : str, optional
            IRI of the thing that has it: the first one behind the line on which that begins, if there is any.
        """
        begins, _, values = self._index
        keys = [(place, key) for place in (graph, "") for key in sorted((f"{text}^^", text), key=len, reverse=typed)]
        found = next((values[key] for key in keys if key in values), [])
        if not found:
            return ""
        file, _, line = begins.get(owner_of(of), "").rpartition(":")
        start = (self._numbers.get(file, -1), int(line) if line.isdecimal() else 0)
        behind = bisect_left(found, start)  # the same text may stand in each of many records
        place = found[behind] if behind < len(found) and found[behind][0] == start[0] else found[0]
        return f"{self._files[place[0]].name}:{place[1]}"

    def in_columns(self, message: str, where: str) -> str:
        """Return a message on a row of a workbook with the names of its columns in place of terms."""
        for match in re.finditer(": ", where):
            if file := self._tables.get(where[: match.start()]):
                from oversight_graph.load import workbooks

                return workbooks.in_columns(file, message, where)
        return message

    def name(self, iri: str) -> str:
        """Return a short name of a thing for messages: the last two parts of its IRI."""
        return "/".join(owner_of(iri).rsplit("/", 2)[-2:]) if "/" in iri else iri

    def beside(self, iri: str, thing: str) -> str:
        """Return a short name of what a thing leads to; its whole IRI if it is of another base than the thing.

        A code has the base of the code lists, which is told by its kind.

        Examples
        --------
        >>> Locator([]).beside("https://example.org/body/board", "https://example.org/commitment/1")
        'body/board'
        >>> Locator([]).beside("https://example.net/body/board", "https://example.org/commitment/1")
        'https://example.net/body/board'
        """
        base, own = (owner_of(each).rsplit("/", 2)[0] for each in (iri, thing))
        return self.name(iri) if base == own or iri.startswith(CONCEPT) else iri


def _in_turtle(text: str, base: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the offset of each name, resolved, and of each string."""
    prefixes: dict[str, str] = {}
    directive = declared = ""
    for match in _TURTLE.finditer(text):
        kind = match.lastgroup
        if kind in ("string", "typed"):
            inner = match["string"]
            inner = inner[3:-3] if inner[:3] in ('"""', "'''") else inner[1:-1]
            yield match.start(), inner + ("^^" if kind == "typed" else ""), True
        elif kind == "directive":
            directive, declared = match["directive"].lower(), ""
        elif kind == "name":
            prefix, _, local = match["name"].partition(":")
            if directive == "prefix":
                declared = prefix
            elif prefix in prefixes:
                plain = re.sub(r"\\(.)", r"\1", local) if "\\" in local else local
                yield match.start(), prefixes[prefix] + plain, False
        elif kind == "iri":
            iri = _resolve(base, match["iri"][1:-1])
            if directive == "prefix":
                prefixes[declared] = iri
                yield match.start(), iri, False
            elif directive == "base":
                base = iri
            else:
                yield match.start(), iri, False
            directive = ""


def _in_json(text: str, base: str) -> Iterator[tuple[int, str, bool]]:
    """Yield each string of JSON-LD, and the IRIs that it may stand for."""
    prefixes = dict(PREFIXES)
    for match in _JSON.finditer(text):
        if re.match(r"[a-z][a-z0-9+.-]*:.*[/#:]$", match["value"] or "", re.IGNORECASE):
            prefixes[match["text"]] = match["value"]
    vocabulary = prefixes.pop("@vocab", NS)
    base = prefixes.pop("@base", base)
    for match in _JSON.finditer(text):
        for group in ("text", "value"):
            given = match[group]
            if given is None:
                continue
            offset = match.start(group) - 1
            prefix, colon, local = given.partition(":")
            yield offset, given, True
            yield offset, prefixes[prefix] + local if colon and prefix in prefixes else _resolve(base, given), False
            if not colon:
                yield offset, vocabulary + given, False


def _resolve(base: str, iri: str) -> str:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
        return iri
    if not iri or iri.startswith("#"):
        return base.partition("#")[0] + iri
    try:
        return urljoin(base, iri)
    except ValueError:
        return iri
