"""The question files: SPARQL with a header of ``#+`` lines, and parameters that are ordinary VALUES clauses.

A file runs as it is on any SPARQL 1.1 engine. A parameter is a line ``VALUES ?name { default }``; giving it a value
replaces what stands in the braces, and ``UNDEF`` leaves it open.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from oversight_graph import resources
from oversight_graph.ask.find import find
from oversight_graph.errors import NotFoundError, QueryError, UsageError
from oversight_graph.model.references import ref_order
from oversight_graph.store.store import Row, Store, Table
from oversight_graph.store.views import PARAMETER, ask, bind, header, kinds, query_text, refuse_others

if TYPE_CHECKING:
    from oversight_graph.store.limits import Limits

GROUPS = ("coverage", "bodies", "people", "meetings", "actions", "time", "inspection", "transparency", "data-quality")
Value = str | dt.date | None


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
    takes : tuple of (str, tuple of str)
        Name of each parameter that takes no other values than some, and these: for a thing the kinds, as the ontology
        calls their folders, else the words.
    row : tuple of str
        Variables of the things that make a row of the answer one row, beside its columns.
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
    takes: tuple[tuple[str, tuple[str, ...]], ...]
    row: tuple[str, ...]
    expect: tuple[tuple[str, object], ...]
    text: str

    @property
    def of_plans(self) -> bool:
        """Whether it asks of plans, so that it says nothing where none is loaded."""
        return re.search(r"\b(plans?|commitments?)\b", self.question) is not None

    def asks_for_a_thing(self, parameter: str) -> bool:
        """Whether the value of a parameter is a thing: whatever names it may be given."""
        default = dict(self.defaults).get(parameter, "")
        return default == "UNDEF" or default.startswith("<")

    def sparql(self, values: Mapping[str, Value]) -> str:
        """Return what is asked with some values, without the header of the file."""
        text = bind(self.text, values, self.name)
        return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def names() -> list[str]:
    """Return the names of all questions, sorted."""
    return sorted(name.removesuffix(".rq") for name in resources.names("queries", "questions", suffix=".rq"))


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
    return parse_question(name, query_text("questions", f"{name}.rq"))


@lru_cache(1 << 10)
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
        If the header is missing, is not YAML, lacks a field, or has one that is none.
    """
    fields = header(name, text)
    missing = {"question", "group", "columns", "expect"} - fields.keys()
    if missing:
        raise QueryError(f"the header lacks {', '.join(sorted(missing))}", where=f"{name}.rq")
    refuse_others(name, fields, "question group columns parameters takes row expect")
    for key in ("columns", "expect", "parameters", "takes"):
        if not isinstance(fields.get(key, {}), dict):
            raise QueryError(f"the header must give {key} as names with their meaning", where=f"{name}.rq")
    if fields["group"] not in GROUPS:
        raise QueryError(f"the group must be one of {', '.join(GROUPS)}", where=f"{name}.rq")
    return Question(
        name=name,
        question=str(fields["question"]),
        group=str(fields["group"]),
        columns=tuple((str(k), str(v)) for k, v in fields["columns"].items()),
        parameters=tuple((str(k), str(v)) for k, v in fields.get("parameters", {}).items()),
        # A parameter that stands in several places has one default.
        defaults=tuple(dict(PARAMETER.findall(text)).items()),
        takes=tuple((str(key), tuple(str(words).split())) for key, words in fields.get("takes", {}).items()),
        row=tuple(str(fields.get("row") or "").split()),
        expect=tuple(fields["expect"].items()),
        text=text,
    )


def read_values(
    store: Store, question: Question, values: Mapping[str, Value], tell: Callable[[str], None] | None = None
) -> dict[str, Value]:
    """Return what is put into a question for what was said of its parameters.

    Parameters
    ----------
    values : mapping of str to str, date or None
        A thing is whatever names it; None leaves a parameter open.
    tell : callable, optional
        Is given a sentence where a name was typed that is a guess.

    Raises
    ------
    NotFoundError
        If nothing is called as a value says.
    UsageError
        If a thing is of another kind than the question asks for, or a word is none of those that it knows. Its answer
        would be empty, and read as if nothing were there.
    """
    return {key: _read(store, question, key, value, tell) for key, value in values.items()}


def _read(store: Store, question: Question, key: str, value: Value, tell: Callable[[str], None] | None) -> Value:
    takes, default = dict(question.takes).get(key, ()), dict(question.defaults).get(key, "")
    if not isinstance(value, str):
        return value
    if not question.asks_for_a_thing(key):
        if takes and value not in takes and value != default.strip('"'):
            known = ", ".join(takes)
            raise UsageError(f"{key}: {value!r} is no word that {question.name} knows", hint=f"known: {known}")
        return value
    thing = find(store, value, tell, of=takes)
    classes = {name for (name,) in ask(store, "classes_of", thing=thing) if name}
    named = kinds(store)
    # Of what the data does not say what it is, nothing speaks against it.
    if takes and classes and not any(name in named and named[name].folder in takes for name in classes):
        kind = named.of(classes)
        told = f"{value!r} is {_with_article(kind.word)}" if kind else f"{value!r} is of another kind"
        raise UsageError(f"{key}: {told}; {question.name} asks for {_with_or(takes)}")
    return thing


def _with_or(words: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(map(_with_article, words[:-1])), _with_article(words[-1])]))


def _with_article(word: str) -> str:
    return f"{'an' if word[:1].casefold() in 'aeiou' else 'a'} {word}"


def absent(store: Store, name: str) -> list[str]:
    """Return the parameters of a question whose default is a thing that the store does not have."""
    defaults = ((key, value) for key, value in question(name).defaults if value.startswith("<"))
    return [key for key, iri in defaults if store.select(f"ASK {{ {iri} ?p ?o }}").rows[0][0] != "true"]


def answer(
    store: Store,
    name: str,
    values: Mapping[str, Value],
    tell: Callable[[str], None] | None = None,
    limits: "Limits | None" = None,
) -> Table:
    """Return the answer to a question of the catalogue.

    Parameters
    ----------
    name : str
        Name of the question.
    values : mapping of str to str, date or None
        Values of its parameters; the default counts for those that are not named.
    tell : callable, optional
        Is given a sentence where a name was typed that is a guess.
    limits : store.limits.Limits, optional
        Have it answered in a process of its own, and stopped when it takes more than that.

    Raises
    ------
    UsageError
        If it is about one thing, none is given, and that of its default is not in the store; or if a value is of
        another kind than it asks for.
    """
    asked = question(name)
    if missing := [key for key in absent(store, name) if key not in values]:
        raise UsageError(
            f"{name} asks of one {' and one '.join(missing)}, and that of its example is not in this data",
            hint="name yours: " + " ".join(f"-p {key}=NAME" for key in missing),
        )
    text = bind(asked.text, read_values(store, asked, values, tell), name)
    more = " ".join(f"?{variable}" for variable in asked.row)
    wider = _SELECT.sub(rf"\g<0> {more}", text, count=1) if more else text
    if limits is None:
        found = store.select(wider, f"{name}.rq")
    else:
        from oversight_graph.store.limits import select

        found = select(store, wider, f"{name}.rq", limits)
    return in_order_of_references(text, gathered(found, len(asked.row)))


_SELECT = re.compile(r"^SELECT DISTINCT", re.MULTILINE)
# Of one thing several may be given; in an answer they stand in one row.
_SEVERAL = re.compile(r"(\w+_)?evidence|note")


def gathered(table: Table, more: int = 0) -> Table:
    """Return an answer in which each row tells of something else: what has several citations or notes has one row.

    Parameters
    ----------
    table : Table
        Its rows are one for each citation and note of each thing.
    more : int
        How many columns at its head say of what a row is, and are left out.

    Returns
    -------
    Table
        Several citations are parted by ``; ``, several notes by a space; both are sorted.
    """
    several = [_SEVERAL.fullmatch(name) is not None for name in table.columns]
    if not any(several):
        return table
    rows: dict[tuple[str | None, ...], list[dict[str, None]]] = {}
    for row in table:
        key = tuple(None if many else value for many, value in zip(several, row, strict=True))
        cells = rows.setdefault(key, [{} for _ in row])
        for cell, value, many in zip(cells, row, several, strict=True):
            if many and value:
                cell[value] = None
    parts = [" " if name == "note" else "; " for name in table.columns]
    return Table(
        table.columns[more:],
        [
            tuple(
                (part.join(sorted(cell)) or None) if many else value
                for part, cell, value, many in zip(parts, cells, key, several, strict=True)
            )[more:]
            for key, cells in rows.items()
        ],
    )


_ORDER = re.compile(r"\bORDER\s+BY\s+(.+?)\s*(?:LIMIT\b.*)?$", re.IGNORECASE | re.DOTALL)


def in_order_of_references(text: str, table: Table) -> Table:
    """Return an answer with references in the order of people, 1.10 after 1.9, where its query orders by one.

    Parameters
    ----------
    text : str
        The query. Columns that are named ``ref``, or end with ``_ref``, hold references.
    table : Table
        Its answer, in the order of the engine, which sorts references as text.
    """
    match = _ORDER.search(text)
    names = match[1].split() if match else []
    at = next((n for n, name in enumerate(names) if re.fullmatch(r"\?(?:\w+_)?ref", name)), None)
    before = [name.removeprefix("?") for name in names[:at]]
    if at is None or names[at][1:] not in table.columns or not set(before) <= set(table.columns):
        return table
    column, heads = table.columns.index(names[at][1:]), [table.columns.index(name) for name in before]
    key = ref_order([row[column] or "" for row in table])
    groups: dict[tuple[str | None, ...], int] = {}
    places = [groups.setdefault(tuple(row[head] for head in heads), len(groups)) for row in table]

    def place(each: tuple[int, Row]) -> tuple[int, bool, object]:
        group, row = each
        return group, row[column] is not None, key(row[column] or "")[0]

    rows = sorted(zip(places, table.rows, strict=True), key=place)
    return Table(table.columns, [row for _, row in rows])
