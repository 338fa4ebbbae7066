"""The tokens of a SPARQL text, read as loosely as the loosest engine reads it, in linear time."""

import re
from collections.abc import Iterator

from oversight_graph.errors import QueryError

_BEFORE = (
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\[^\r\n])*"'
    r"|'(?:[^'\\\r\n]|\\[^\r\n])*')"
    r'|(?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)'
    r"|(?P<comment>#[^\r\n]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<label>_:\w(?:[\w.-]*[\w-])?)"
    r"|(?P<name>(?P<prefix>"
)
_PREFIX = r"[^\W\d_](?:[\w.-]*[\w-])?"
_BEHIND = (
    r")?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\s0-9A-Za-z]|\.(?=[\w:.-]))*))"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d+)"
    r"|(?P<mark>\S)"
    r"|\s+"
)
_TOKEN = re.compile(_BEFORE + _PREFIX + _BEHIND, re.DOTALL)
_NO_PREFIX = re.compile(_BEFORE + r"(?!)" + _BEHIND, re.DOTALL)
_RUN = re.compile(r"[\w.-]*")
_QUOTES = frozenset("\"'")
_MOST_LONE = 10


def bare(query: str) -> str:
    """Return a query with its strings, IRIs and comments replaced by spaces, line breaks kept."""
    parts = []
    for match in _matches(query, "query"):
        opaque = match.lastgroup in ("string", "iri", "comment")
        parts.append(re.sub(r"[^\n]", " ", match.group()) if opaque else match.group())
    return "".join(parts)


def tokens(text: str, where: str = "query") -> Iterator[re.Match[str]]:
    """Yield the tokens of a query; the last group of each says of which kind it is.

    Parameters
    ----------
    text : str
        SPARQL, well formed or not.
    where : str
        What to call it in a message.

    Yields
    ------
    re.Match
        With the groups ``string``, ``iri``, ``variable``, ``label``, ``name`` (with its ``prefix``), ``word``,
        ``number`` and ``mark``; comments are passed over.

    Raises
    ------
    QueryError
        If more quotation marks than a few are never closed: each would be looked for to the end of the text.
    """
    for match in _matches(text, where):
        if match.lastgroup not in (None, "comment"):
            yield match


def _matches(text: str, where: str) -> Iterator[re.Match[str]]:
    at, unprefixed, lone = 0, 0, 0
    while at < len(text):
        match = (_NO_PREFIX if at < unprefixed else _TOKEN).match(text, at)
        assert match, "any sign is a mark or a space"
        kind, at = match.lastgroup, match.end()
        if kind == "word" and at > unprefixed and (run := _RUN.match(text, match.start())):
            # No colon ends this run of letters and dots, so none of the words in it is a prefix.
            unprefixed = run.end()
        elif kind == "mark" and match.group() in _QUOTES:
            lone += 1
            if lone > _MOST_LONE:
                place = f"{where}:{line_at(text, match.start())}"
                raise QueryError("too many quotation marks are never closed", where=place)
        yield match


def line_at(text: str, at: int) -> int:
    """Return the line in which a place of a text stands; the first is 1."""
    return len(re.findall(r"\r\n|\r|\n", text[:at])) + 1
