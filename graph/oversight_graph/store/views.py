"""The queries that the package itself asks, from ``queries/views``, and values for the parameters of any query.

`MemoStore` is a store of which each is asked once. A parameter is a line ``VALUES ?name { default }``: giving it a
value replaces what stands in the braces, and ``UNDEF`` leaves it open.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from oversight_graph import resources
from oversight_graph.errors import QueryError
from oversight_graph.store.store import Row, Store, Table

if TYPE_CHECKING:
    import pyoxigraph as ox

    from oversight_graph.model.kinds import Kinds

P = ParamSpec("P")
T = TypeVar("T")
PARAMETER = re.compile(r"^\s*VALUES\s+\?(\w+)\s*\{\s*(.*?)\s*\}\s*$", re.MULTILINE)
_XSD = "http://www.w3.org/2001/XMLSchema#"


@cache
def view(name: str) -> str:
    """Return the text of a query that the package itself asks, from ``queries/views``.

    Raises
    ------
    QueryError
        If it comes from a home of the user's own, and has other columns than those that are read.
    """
    text = query_text("views", f"{name}.rq")
    shipped = resources.shipped("queries", "views", f"{name}.rq")
    if resources.own() and shipped.is_file():
        given, read = _columns(text, name), _columns(shipped.read_text(encoding="utf-8"), name)
        if given != read:
            said, wanted = (" ".join(each) or "none" for each in (given, read))
            raise QueryError(f"has the columns {said}, and {wanted} are read", where=f"queries/views/{name}.rq")
    return text


def _columns(text: str, name: str) -> tuple[str, ...]:
    import pyoxigraph as ox

    try:
        answer = ox.Store().query(text)
    except SyntaxError as error:
        raise QueryError(f"not valid SPARQL: {error}", where=f"queries/views/{name}.rq") from error
    return tuple(each.value for each in answer.variables) if isinstance(answer, ox.QuerySolutions) else ()


def query_text(folder: str, name: str) -> str:
    """Return the text of a query file below ``queries``.

    Raises
    ------
    QueryError
        If it comes from a home of the user's own and would reach out of the store, see `store.guard`.
    """
    text = resources.text("queries", folder, name)
    if resources.own():
        from oversight_graph.store.guard import check_query

        check_query(text, where=f"queries/{folder}/{name}")
    return text


def query_texts(folder: str) -> dict[str, str]:
    """Return the texts of the query files of a folder below ``queries``, by their names without the suffix."""
    names = resources.names("queries", folder, suffix=".rq")
    return {name.removesuffix(".rq"): query_text(folder, name) for name in names}


def header(name: str, text: str) -> dict[str, Any]:
    """Return what the header of a query file says, its lines that begin with ``#+``.

    Raises
    ------
    QueryError
        If there is none, or it is not YAML.
    """
    import yaml

    try:
        lines = (line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
        fields = yaml.load("\n".join(lines), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        raise QueryError(f"the header is not YAML: {error}", where=f"{name}.rq") from error
    if not isinstance(fields, dict):
        raise QueryError("the file begins with no header of `#+` lines", where=f"{name}.rq")
    return fields


def refuse_others(name: str, fields: Mapping[str, Any], known: str) -> None:
    """Refuse a header with keys that none of its kind has: what they say would be passed over.

    Raises
    ------
    QueryError
    """
    if others := ", ".join(sorted(map(str, fields.keys() - {*known.split()}))):
        raise QueryError(f"nothing is known of {others} in the header", where=f"{name}.rq", hint=f"keys: {known}")


def ask(store: Store, name: str, **values: str | dt.date) -> Table:
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
    if isinstance(store, MemoStore) and name in _ABOUT and values.keys() == {"thing"}:
        return store.about(name, str(values["thing"]))
    return store.select(bind(view(name), values, name), name)


def ask_of(store: Store, name: str, parameter: str, terms: "Iterable[ox.NamedNode | ox.Literal]") -> Table:
    """Answer one of the package's own queries for several values of a parameter that it leaves open."""
    return store.select(
        view(name).replace(f"?{parameter} {{ UNDEF }}", f"?{parameter} {{ {' '.join(map(str, terms))} }}"), name
    )


def iso_day(text: str) -> dt.date:
    """Return the day that is written as 2018-11-27, and in no other way.

    Raises
    ------
    ValueError
        If it is none. Python would take ``20181127`` and ``2018-W48-2`` too.
    """
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("not a day")
    return dt.date.fromisoformat(text)


def kinds(store: Store) -> "Kinds":
    """Return the kinds of things that the ontology, and classes of the user's own below it, name."""
    from oversight_graph.model.kinds import Kinds

    return Kinds(ask(store, "kinds"))


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

    Raises
    ------
    QueryError
        If the query has no such parameter, or a value does not fit it.

    Examples
    --------
    >>> bind('VALUES ?n { 1 }', {"n": "2"})
    'VALUES ?n { 2 }'
    """
    defaults = dict(PARAMETER.findall(text))
    for key in values:
        if key not in defaults:
            names = ", ".join(sorted(defaults)) or "none"
            raise QueryError(f"there is no parameter {key!r}", where=where, hint=f"parameters: {names}")

    def replace(match: re.Match[str]) -> str:
        name, default = match[1], match[2]
        if name not in values:
            return match.group()
        term = _term(values[name], default, name, where)
        start, end = match.start(2) - match.start(), match.end(2) - match.start()
        return match.group()[:start] + term + match.group()[end:]

    return PARAMETER.sub(replace, text) if values else text


def _term(value: str | dt.date | None, default: str, name: str, where: str) -> str:
    if value is None:
        return "UNDEF"
    if isinstance(value, dt.date) or default.endswith("date") or default.endswith(f"<{_XSD}date>"):
        try:
            day = value if isinstance(value, dt.date) else iso_day(value)
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
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise QueryError(f"{name}: {value!r} is not proper text", where=where) from error
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


# Views about one thing. A report tells of every thing, so each is asked with the thing left open.
_ABOUT = ("facts", "node_evidence", "mentions")
_ANY = "urn:thing"


class MemoStore:
    """A store that remembers its answers, and what `once` has worked out of them.

    Parameters
    ----------
    store : Store
        It is not to change while this is in use.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept: dict[tuple[object, ...], Any] = {}
        self._answers: dict[tuple[str, str], Table] = {}
        self._things: dict[str, tuple[tuple[str, ...], dict[str | None, list[Row]]]] = {}

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query."""
        if (query, where) not in self._answers:
            self._answers[query, where] = self.store.select(query, where)
        return self._answers[query, where]

    def about(self, name: str, thing: str) -> Table:
        """Return the answer to a view about one thing, of all that are asked for at once, in the order of the view."""
        if name not in self._things:
            # The braces around the thing are there too: `VALUES ?thing { <...> }`.
            before, after = bind(view(name), {"thing": _ANY}, name).split(_ANY)
            text = f"{before.removesuffix('<')}UNDEF }}\n  FILTER(isIRI(?thing)){after.removeprefix('> }')}"
            table = self.store.select(text.replace("SELECT DISTINCT ", "SELECT DISTINCT ?thing ", 1), name)
            found: dict[str | None, list[Row]] = {}
            for row in table:
                found.setdefault(row[0], []).append(row[1:])
            self._things[name] = table.columns[1:], found
        columns, rows = self._things[name]
        return Table(columns, rows.get(thing, []))


def remembering(store: Store) -> MemoStore:
    """Return a store that remembers its answers, for what asks the same more than once; the same one, if it does."""
    return store if isinstance(store, MemoStore) else MemoStore(store)


def once(function: "Callable[Concatenate[Store, P], T]") -> "Callable[Concatenate[Store, P], T]":
    """Have what a function works out of a `MemoStore` worked out once: nobody may change what it returns then."""

    @wraps(function)
    def asked(store: Store, /, *args: P.args, **options: P.kwargs) -> T:
        if not isinstance(store, MemoStore):
            return function(store, *args, **options)
        key = function, args, *sorted(options.items())
        if key not in store.kept:
            store.kept[key] = function(store, *args, **options)
        return store.kept[key]  # type: ignore[no-any-return]

    return asked
