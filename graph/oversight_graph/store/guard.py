"""Keep queries from reaching out of the store, and from breaking the engine down.

Both engines fetch by default: ``SERVICE`` sends data to a server, ``FROM`` makes rdflib read a URL or a file, and
``LOAD`` does either. Nothing of the kind runs unless the user asks for it, so the text of each query is looked at
first. It is read as loosely as the loosest engine reads it: Oxigraph takes ``.SERVICE``, ``SERVICESILENT`` and
``SERVICE:x`` for the keyword. What can be read in two ways is refused.

Engines read and rewrite a query by recursion. One that is nested deeper, or has more parts, than anybody writes ends
the whole process, so it is refused too.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from oversight_graph.errors import QueryError
from oversight_graph.store.tokens import line_at, tokens

_FETCHES = re.compile(r"SERVICE|LOAD|FROM", re.IGNORECASE)
_TWOFOLD = re.compile(r"<(?![A-Za-z][\w+.-]*://)[^#']*['#]")
_UPDATES = frozenset("INSERT DELETE CLEAR DROP CREATE COPY MOVE ADD".split())
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_LARGEST = 2 * 1024**2
_DEEPEST = 200
_MOST_PARTS = 5_000
_OPENS, _CLOSES = frozenset("{(["), frozenset("})]")


def check_query(query: str, *, allow_remote: bool = False, graphs: bool = False, where: str = "query") -> None:
    """Refuse a query that would fetch from elsewhere, change data, or break the engine down.

    Parameters
    ----------
    query : str
        SPARQL query text.
    allow_remote : bool
        True lets ``SERVICE`` and ``FROM`` pass, because the user asked for it. Updates never pass.
    graphs : bool
        True lets ``FROM`` pass, for an engine that takes it for a graph of its own and fetches nothing, as Oxigraph.
    where : str
        What to call the query in a message: a file name.

    Raises
    ------
    QueryError
        Naming the keyword and its line; or if the text has more than 2 million letters, is nested deeper than 200
        brackets, or has more than 5,000 parts without the values of ``VALUES`` and ``IN``.
    """
    if len(query) > _LARGEST:
        raise QueryError(
            f"the query has {len(query):,} letters, more than {_LARGEST:,}", where=where, hint="ask in smaller parts"
        )
    try:
        query.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not proper text", where=f"{where}:{line_at(query, error.start)}") from error
    # SPARQL resolves \u escapes before it reads anything, engines do it later: either reading must be harmless.
    for text in dict.fromkeys((query, _ESCAPE.sub(_character, query))):
        for keyword, at in _keywords(text, where):
            place = f"{where}:{line_at(text, at)}"
            if keyword in _UPDATES:
                raise QueryError(f"{keyword} changes data; only questions are answered here", where=place)
            if keyword == "LOAD":
                raise QueryError("LOAD reads from outside the loaded data", where=place)
            if not allow_remote and not (graphs and keyword == "FROM"):
                raise QueryError(
                    f"{keyword} reads from outside the loaded data",
                    where=place,
                    hint="load the data with --data, or allow it with --allow-remote",
                )


def names_graphs(query: str) -> bool:
    """Say whether a query says with ``FROM`` of which graphs it asks."""
    return any(keyword == "FROM" for keyword, _ in _keywords(query, "query"))


def _keywords(text: str, where: str) -> Iterator[tuple[str, int]]:
    """Yield each keyword that fetches or changes, and where it stands."""
    depth, before, twofold = 0, "", True
    for token, following in pairwise(chain(_of_fair_size(text, where), [None])):
        if token is None:
            return
        shown, after = token.group(), following.group() if following else ""
        if token.lastgroup == "word":
            fetches = list(_FETCHES.finditer(shown))
            for found in fetches:
                yield found.group().upper(), token.start()
            if not fetches and shown.upper() in _UPDATES:
                yield shown.upper(), token.start()
        elif token.lastgroup == "name":
            # A prefixed name, unless an engine takes the beginning of it for the keyword: a block follows SERVICE, and
            # FROM stands before the first block.
            prefix = (token["prefix"] or "").upper()
            if "SERVICE" in prefix and after == "{":
                yield "SERVICE", token.start()
            elif "FROM" in prefix and depth == 0 and after != "(" and before.upper() != "PREFIX":
                yield "FROM", token.start()
        elif token.lastgroup == "iri" and twofold and _TWOFOLD.match(shown):
            # `?a <?b#>`: an IRI, or a comparison with a comment behind it that hides what follows.
            for found in _FETCHES.finditer(text, token.end()):
                yield found.group().upper(), found.start()
            twofold = False
        elif token.lastgroup == "mark":
            depth += {"{": 1, "}": -1}.get(shown, 0)
        before = shown


def _of_fair_size(text: str, where: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query; refuse it where it grows beyond what an engine can take."""
    parts, depth, before = 0, 0, ""
    listed, free = 0, ""  # the depth of the brackets around the values of VALUES or IN, and the marks among them
    values = False
    for token in tokens(text, where):
        shown = token.group()
        plain = token.lastgroup != "mark"
        if shown in _OPENS:
            depth += 1
            if not listed and shown == "{" and values:
                listed, free = depth, "().+-^@"
            elif not listed and shown == "(" and before.upper() == "IN":
                listed, free = depth, ",()"
        elif shown in _CLOSES:
            depth -= 1
            if depth < listed:
                listed = 0
        values = shown.upper() == "VALUES" or (values and (shown in ("(", ")") or token.lastgroup == "variable"))
        parts += not (listed and (plain or shown in free))
        before = shown
        if depth > _DEEPEST or parts > _MOST_PARTS:
            why = f"is nested deeper than {_DEEPEST}" if depth > _DEEPEST else f"has more than {_MOST_PARTS:,} parts"
            place = f"{where}:{line_at(text, token.start())}"
            raise QueryError(f"the query {why}", where=place, hint="ask in smaller parts")
        yield token


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match.group()
