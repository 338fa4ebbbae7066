"""Keep queries from reaching out of the store.

Both engines fetch by default: ``SERVICE`` sends data to a server, ``FROM`` makes rdflib read a URL or a file, and
``LOAD`` does either. Nothing of the kind runs unless the user asks for it, so the text of each query is looked at
first. It is read as loosely as the loosest engine reads it: Oxigraph takes ``.SERVICE``, ``SERVICESILENT`` and
``SERVICE:x`` for the keyword. What can be read in two ways is refused.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from oversight_graph.errors import QueryError

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\[^\r\n])*"'
    r"|'(?:[^'\\\r\n]|\\[^\r\n])*')"
    r'|(?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)'
    r"|(?P<comment>#[^\r\n]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<label>_:\w(?:[\w.-]*[\w-])?)"
    r"|(?P<name>(?P<prefix>[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\s0-9A-Za-z]|\.(?=[\w:.-]))*))"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<mark>\S)",
    re.DOTALL,
)
_OPAQUE = ("string", "iri", "comment")
_FETCHES = re.compile(r"SERVICE|LOAD|FROM", re.IGNORECASE)
_TWOFOLD = re.compile(r"<(?![A-Za-z][\w+.-]*://)[^#']*['#]")
_UPDATES = frozenset("INSERT DELETE CLEAR DROP CREATE COPY MOVE ADD".split())
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


def bare(query: str) -> str:
    """Return a query with its strings, IRIs and comments replaced by spaces, line breaks kept."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group()) if match.lastgroup in _OPAQUE else match.group()

    return _TOKEN.sub(blank, query)


def check_query(query: str, *, allow_remote: bool = False, where: str = "query") -> None:
    """Refuse a query that would fetch from elsewhere or change data.

    Parameters
    ----------
    query : str
        SPARQL query text.
    allow_remote : bool
        True lets ``SERVICE`` and ``FROM`` pass, because the user asked for it. Updates never pass.
    where : str
        What to call the query in a message: a file name.

    Raises
    ------
    QueryError
        Naming the keyword and its line.
    """
    # SPARQL resolves \u escapes before it reads anything, engines do it later: either reading must be harmless.
    for text in dict.fromkeys((query, _ESCAPE.sub(_character, query))):
        for keyword, at in _keywords(text):
            place = f"{where}:{_line(text, at)}"
            if keyword in _UPDATES:
                raise QueryError(f"{keyword} changes data; only questions are answered here", where=place)
            if keyword == "LOAD":
                raise QueryError("LOAD reads from outside the loaded data", where=place)
            if not allow_remote:
                raise QueryError(
                    f"{keyword} reads from outside the loaded data",
                    where=place,
                    hint="load the data with --data, or allow it with --allow-remote",
                )


def _keywords(text: str) -> Iterator[tuple[str, int]]:
    """Yield each keyword that fetches or changes, and where it stands."""
    tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup != "comment"]
    depth, before = 0, ""
    for token, following in zip_longest(tokens, tokens[1:]):
        shown, after = token.group(), following.group() if following else ""
        if token.lastgroup == "word":
            if found := _FETCHES.search(shown):
                yield found.group().upper(), token.start()
            elif shown.upper() in _UPDATES:
                yield shown.upper(), token.start()
        elif token.lastgroup == "name":
            # A prefixed name, unless an engine takes the beginning of it for the keyword: a block follows SERVICE, and
            # FROM stands before the first block.
            prefix = (token["prefix"] or "").upper()
            if "SERVICE" in prefix and after == "{":
                yield "SERVICE", token.start()
            elif "FROM" in prefix and depth == 0 and after != "(" and before.upper() != "PREFIX":
                yield "FROM", token.start()
        elif token.lastgroup == "iri" and _TWOFOLD.match(shown):
            # `?a <?b#>`: an IRI, or a comparison with a comment behind it that hides what follows.
            if fetches := _FETCHES.search(text, token.end()):
                yield fetches.group().upper(), fetches.start()
        elif token.lastgroup == "mark":
            depth += {"{": 1, "}": -1}.get(shown, 0)
        before = shown


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def _line(text: str, at: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:at])) + 1
