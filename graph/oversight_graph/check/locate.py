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
_KEYWORD = re.compile(r"(?<![\w:])(?:prefix|base)(?![\w:])", re.IGNORECASE)
_DIRECTIVE = re.compile(r"@?(?:prefix\s+[^\s<#\"']*:|base)\s*<[^\s<>]*>[\s.]*", re.IGNORECASE)
# With these no name begins.
_NO_NAME = frozenset(["", *" \t\r#\"'()[]{}.;,^_"])
_TWICE = (
    " Both workbooks describe it: if these are two things, read all papers into one workbook, or write base on the "
    "sheet Start of one of them, and beside it an address of its own."
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
        self._twice: set[str] = set()  # places in two workbooks
        self._books: dict[str, list[str]] = {}  # by the IRI of a thing, the workbooks that describe it
        self._numbers = {file.name: at for at, file in enumerate(files)}

    @cached_property
    def _begins(self) -> dict[str, str]:
        """Where each IRI begins a line: almost all that is asked for, and found without the rest of the lines."""
        begins: dict[str, str] = {}
        for file in self._files:
            if file.table:
                from oversight_graph.load import workbooks

                for iri, place in workbooks.places(file).items():
                    books = self._books.setdefault(iri, [])
                    books.append(file.name)
                    if len(books) == 2:
                        begins[iri] += f" and {place}"
                        self._twice.add(begins[iri])
                    begins.setdefault(iri, place)
                continue
            for number, name, is_value, first in _names(file, first_only=True):
                if first and not is_value:
                    begins.setdefault(name, f"{file.name}:{number}")
        return begins

    @cached_property
    def _index(self) -> "tuple[dict[str, str], dict[tuple[str, str], list[tuple[int, int]]]]":
        """Where each IRI is first named, and file and line of each value, in order."""
        named: dict[str, str] = {}
        values: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for at_file, file in enumerate(self._files):
            for number, name, is_value, _ in () if file.table else _names(file):
                if is_value:
                    values.setdefault((file.graph, name), []).append((at_file, number))
                    values.setdefault(("", name), []).append((at_file, number))
                else:
                    named.setdefault(name, f"{file.name}:{number}")
        return named, values

    @cached_property
    def _tables(self) -> dict[str, DataFile]:
        """The workbooks by name: whether a file is one is asked of the disk, so not anew for each message."""
        return {file.name: file for file in reversed(self._files) if file.table}

    def where(self, iri: str) -> str:
        """Return ``file:line`` of a thing: the line that begins with it, else one that names it, else its IRI.

        Of a thing that two workbooks describe it is the row of each.
        """
        thing = owner_of(iri)
        return self._begins.get(thing) or self._index[0].get(thing) or iri

    def books(self, iri: str) -> list[str]:
        """Return the names of the workbooks that describe a thing."""
        return self._books.get(iri, []) if self._begins else []

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
        values = self._index[1]
        keys = [(place, key) for place in (graph, "") for key in sorted((f"{text}^^", text), key=len, reverse=typed)]
        found = next((values[key] for key in keys if key in values), [])
        if not found:
            return ""
        file, _, line = self._begins.get(owner_of(of), "").rpartition(":")
        start = (self._numbers.get(file, -1), int(line) if line.isdecimal() else 0)
        behind = bisect_left(found, start)  # the same text may stand in each of many records
        place = found[behind] if behind < len(found) and found[behind][0] == start[0] else found[0]
        return f"{self._files[place[0]].name}:{place[1]}"

    def in_columns(self, message: str, where: str, *, error: bool = True) -> str:
        """Return a message on a row of a workbook with the names of its columns in place of terms.

        An error on what two workbooks describe tells what to do if it is two things.
        """
        for match in re.finditer(": ", where):
            if file := self._tables.get(where[: match.start()]):
                from oversight_graph.load import workbooks

                return workbooks.in_columns(file, message, where) + (_TWICE if error and where in self._twice else "")
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


def _names(file: DataFile, *, first_only: bool = False) -> Iterator[tuple[int, str, bool, bool]]:
    """Yield the line of each name and each string of a file, what it is, whether a string, and whether it begins it."""
    text = file.read().decode("utf-8", errors="replace")
    if file.name.lower().endswith(".jsonld"):
        found = _in_json(text, file.graph)
    else:
        # No line is lost, so the numbers stay those of the file.
        text = (_beginnings(text) if first_only else None) or text
        found = _in_turtle(text, file.graph)
    number = at = 0
    for offset, name, is_value in found:
        # Offsets grow, so each line break is counted once.
        number, at = number + text.count("\n", at, offset), offset
        yield number + 1, name, is_value, offset == 0 or text[offset - 1] == "\n"


def _beginnings(text: str) -> str | None:
    r"""Return a Turtle text of which of each line only the first word is left, and the directives whole.

    None if that is not enough to know what each line begins with: where a string may go on over several lines, or a
    directive does not stand in a line of its own.

    Examples
    --------
    >>> _beginnings("@prefix : <#> .\n:board a :Body ;\n  :name 'Board' .")
    '@prefix : <#> .\n:board\n'
    """
    if '"""' in text or "'''" in text:
        return None
    kept, directives = [], 0
    for line in text.split("\n"):
        if line[:1] in _NO_NAME:  # an empty one too
            kept.append("")
        elif line[0] in "@pPbB" and _DIRECTIVE.fullmatch(line):
            kept.append(line)
            directives += 1
        else:
            kept.append(line.split(None, 1)[0])
    bare = "\n".join(kept)
    return bare if len(_KEYWORD.findall(bare)) == directives == len(_KEYWORD.findall(text)) else None


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
