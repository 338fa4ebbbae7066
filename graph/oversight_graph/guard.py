"""Keep queries from reaching out of the store.

Both engines fetch by default: ``SERVICE`` sends data to a server, ``FROM`` makes rdflib read a URL or a file, and
``LOAD`` does either. Nothing of the kind runs unless the user asks for it, so the text of each query is looked at
first.
"""

import re

from oversight_graph.errors import QueryError

# Strings, IRIs and comments are blanked out, so that what is left is keywords, names and punctuation.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n]*",
    re.DOTALL,
)
_FORBIDDEN = re.compile(r"(?<![\w?$:.-])(SERVICE|LOAD|FROM)(?![\w:.-])", re.IGNORECASE)
_UPDATE = re.compile(r"(?<![\w?$:.-])(INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)(?![\w:.-])", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


def bare(query: str) -> str:
    """Return a query with its strings, IRIs and comments replaced by spaces, line breaks kept."""
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), query)


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
    for text in {bare(query), bare(_ESCAPE.sub(_character, query))}:
        if match := _UPDATE.search(text):
            raise QueryError(
                f"{match[1].upper()} changes data; only questions are answered here",
                where=f"{where}:{_line(text, match)}",
            )
        match = _FORBIDDEN.search(text)
        if match and match[1].upper() == "LOAD":
            raise QueryError("LOAD reads from outside the loaded data", where=f"{where}:{_line(text, match)}")
        if match and not allow_remote:
            raise QueryError(
                f"{match[1].upper()} reads from outside the loaded data",
                where=f"{where}:{_line(text, match)}",
                hint="load the data with --data, or allow it with --allow-remote",
            )


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1
