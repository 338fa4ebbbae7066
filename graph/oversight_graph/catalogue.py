"""The question files: SPARQL with a header of ``#+`` lines, and parameters that are ordinary VALUES clauses.

A file runs as it is on any SPARQL 1.1 engine. A parameter is a line ``VALUES ?name { default }``; giving it a value
replaces what stands in the braces, and ``UNDEF`` leaves it open.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from oversight_graph import resources
from oversight_graph.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from oversight_graph.store import Store, Table

GROUPS = ("coverage", "bodies", "people", "meetings", "actions", "time", "inspection", "transparency", "data-quality")
_PARAMETER = re.compile(r"^\s*VALUES\s+\?(\w+)\s*\{\s*(.*?)\s*\}\s*$", re.MULTILINE)
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Question:
    """A named question.

    Attributes
    ----------
    name : str
        File name without suffix.
    question : str
        The question in plain words.
    group : str
        One of `GROUPS`.
    columns : tuple of (str, str)
        Name and meaning of each column of the answer.
    parameters : tuple of (str, str)
        Name and meaning of each parameter.
    defaults : tuple of (str, str)
        Name and default of each parameter, as SPARQL terms.
    expect : tuple of (str, object)
        What is known about the answer on the shipped data: ``min_rows``, ``rows`` or ``contains``.
    text : str
        The SPARQL text, with the header.
    """

    name: str
    question: str
    group: str
    columns: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    defaults: tuple[tuple[str, str], ...]
    expect: tuple[tuple[str, object], ...]
    text: str


def names() -> list[str]:
    """Return the names of all questions, sorted."""
    return [name.removesuffix(".rq") for name in resources.names("queries", "questions", suffix=".rq")]


def question(name: str) -> Question:
    """Return a question of the catalogue.

    Raises
    ------
    NotFoundError
        If there is none of that name, with the nearest names.
    QueryError
        If the header of the file is not what it must be.
    """
    if name not in names():
        import difflib

        raise NotFoundError(name, difflib.get_close_matches(name, names(), n=5, cutoff=0.4) or names()[:5])
    return parse_question(name, resources.text("queries", "questions", f"{name}.rq"))


def parse_question(name: str, text: str) -> Question:
    """Read the header of a question file.

    Parameters
    ----------
    name : str
        Name of the question.
    text : str
        Content of its file.

    Raises
    ------
    QueryError
        If the header is missing, is not YAML, or lacks a field.
    """
    import yaml

    header = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
    try:
        fields = yaml.safe_load(header)
    except yaml.YAMLError as error:
        raise QueryError(f"the header is not YAML: {error}", where=f"{name}.rq") from error
    if not isinstance(fields, dict):
        raise QueryError("the file begins with no header of `#+` lines", where=f"{name}.rq")
    missing = {"question", "group", "columns", "expect"} - fields.keys()
    if missing:
        raise QueryError(f"the header lacks {', '.join(sorted(missing))}", where=f"{name}.rq")
    if fields["group"] not in GROUPS:
        raise QueryError(f"the group must be one of {', '.join(GROUPS)}", where=f"{name}.rq")
    return Question(
        name=name,
        question=str(fields["question"]),
        group=str(fields["group"]),
        columns=tuple((str(k), str(v)) for k, v in fields["columns"].items()),
        parameters=tuple((str(k), str(v)) for k, v in (fields.get("parameters") or {}).items()),
        defaults=tuple(_PARAMETER.findall(text)),
        expect=tuple(fields["expect"].items()),
        text=text,
    )


@cache
def view(name: str) -> str:
    """Return the text of a query that the package itself asks, from ``queries/views``."""
    return resources.text("queries", "views", f"{name}.rq")


def ask(store: "Store", name: str, **values: str | dt.date) -> "Table":
    """Answer one of the package's own queries.

    Parameters
    ----------
    store : Store
        What to ask.
    name : str
        Name of a file in ``queries/views``.
    **values : str or datetime.date
        Values of its parameters.
    """
    return store.select(bind(view(name), values, name), name)


def bind(text: str, values: Mapping[str, str | dt.date | None], where: str = "query") -> str:
    """Put values into the parameters of a query.

    Parameters
    ----------
    text : str
        Query with one line ``VALUES ?name { default }`` for each parameter.
    values : mapping of str to (str, datetime.date or None)
        A string is taken as what the default is: an IRI if the default is one (or ``UNDEF``, and the value is an
        absolute IRI), a date if it is a date, else a plain literal. None leaves the parameter open.
    where : str
        Name of the query, for messages.

    Returns
    -------
    str

    Raises
    ------
    QueryError
        If the query has no such parameter, or a value does not fit it.

    Examples
    --------
    >>> bind('VALUES ?n { 1 }', {"n": "2"})
    'VALUES ?n { 2 }'
    """
    defaults = dict(_PARAMETER.findall(text))
    for key in values:
        if key not in defaults:
            known = ", ".join(sorted(defaults)) or "none"
            raise QueryError(f"there is no parameter {key!r}", where=where, hint=f"parameters: {known}")

    def replace(match: re.Match[str]) -> str:
        name, default = match[1], match[2]
        if name not in values:
            return match.group()
        term = _term(values[name], default, name, where)
        start, end = match.start(2) - match.start(), match.end(2) - match.start()
        return match.group()[:start] + term + match.group()[end:]

    return _PARAMETER.sub(replace, text) if values else text


def _term(value: str | dt.date | None, default: str, name: str, where: str) -> str:
    if value is None:
        return "UNDEF"
    if isinstance(value, dt.date) or default.endswith("date") or default.endswith(f"<{_XSD}date>"):
        try:
            day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        except ValueError as error:
            raise QueryError(f"{name}: {value!r} is not a date", where=where, hint="write 2018-11-27") from error
        return f'"{day.isoformat()}"^^<{_XSD}date>'
    if re.fullmatch(r"-?\d+", default):
        if not re.fullmatch(r"-?\d+", value):
            raise QueryError(f"{name}: {value!r} is not a whole number", where=where)
        return value
    iri = re.fullmatch(r"(?:https?|urn):[^\s<>\"{}|\\^`]+", value)
    if default.startswith("<") or (default == "UNDEF" and iri):
        if not iri:
            raise QueryError(f"{name}: {value!r} is not an IRI", where=where)
        return f"<{value}>"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
