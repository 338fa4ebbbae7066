"""Checks of the data: SHACL shapes, and queries whose rows are violations.

Each violation says how grave it is, what is wrong, and where.

A check is a file in ``queries/checks`` with a header of ``#+`` lines (``title``, ``severity``, ``problem``,
``solution``, ``message``, and ``at_load: true`` if data that breaks it is refused); the message is a sentence with the
query's columns in braces. A profile sets severities anew, or turns checks off, without touching the files; it knows the
name of each check, of the few that are code and not queries, and of each SHACL shape.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from oversight_graph import resources
from oversight_graph.check.cycles import CYCLE, cycle_violations
from oversight_graph.check.locate import Locator
from oversight_graph.check.nearnames import NEAR, SHARED, near_names, shared_names
from oversight_graph.check.shacl import validate
from oversight_graph.check.shapes import SHAPES, shape_names, shipped_shapes
from oversight_graph.check.stated import Stated
from oversight_graph.check.statements import UNREAD, statement_violations, unread_terms
from oversight_graph.check.violations import SEVERITIES, Violation, gravest_first
from oversight_graph.errors import DataError, QueryError, UsageError
from oversight_graph.load.files import DataFile
from oversight_graph.model.vocabulary import CONCEPT, PREFIXES
from oversight_graph.store.store import Store
from oversight_graph.store.views import bind, header, query_texts, refuse_others

_AT_LOAD = "#+ at_load: true"


@dataclass(frozen=True, slots=True)
class Check:
    """A check, with what its header says.

    Attributes
    ----------
    name, title, severity, problem, solution : str
        What it is called, what it finds, how grave that is, and what to do.
    message : str
        The sentence of a violation, with the query's columns in braces; empty for a check that is no query.
    text : str
        The query; empty for a check that is none.
    at_load : bool
        Whether a user's own data that breaks it is refused.
    """

    name: str
    title: str
    severity: str
    problem: str
    solution: str
    message: str = ""
    text: str = ""
    at_load: bool = False

    @property
    def needs_date(self) -> bool:
        """Whether it goes by the date that stands for today."""
        return bool(re.search(r"VALUES\s+\?asOf", self.text))


def checks(*, at_load: bool = False) -> list[Check]:
    """Return the query checks, by name; `built_in` has the others.

    Parameters
    ----------
    at_load : bool
        Only those that are run whenever a user's own files are loaded; their headers say so.

    Raises
    ------
    QueryError
        If a file's header is not what it must be.
    """
    texts = query_texts("checks").items()
    return [parse_check(name, text) for name, text in texts if _AT_LOAD in text or not at_load]


@cache
def built_in() -> tuple[Check, ...]:
    """Return the checks that are code: their names and what they look for, without a query.

    Raises
    ------
    DataError
        If the file that tells of them is not what it must be, as in a home of the user's own it may not.
    """
    import yaml

    try:
        told = yaml.safe_load(resources.text("queries", "checks", "built-in.yaml"))
        return tuple(Check(str(name), **words) for name, words in told.items())
    except (yaml.YAMLError, AttributeError, TypeError) as error:
        message = "must have title, severity, problem and solution under the name of each check that is code"
        raise DataError(message, where="queries/checks/built-in.yaml") from error


def parse_check(name: str, text: str) -> Check:
    """Read the header of a check file."""
    wanted = ("title", "severity", "problem", "solution", "message")
    fields = header(name, text)
    if any(not isinstance(fields.get(key), str) for key in wanted):
        raise QueryError(f"the header must have {', '.join(wanted)}", where=f"{name}.rq")
    refuse_others(name, fields, f"{' '.join(wanted)} at_load")
    if fields["severity"] not in SEVERITIES:
        raise QueryError(f"the severity must be one of {', '.join(SEVERITIES)}", where=f"{name}.rq")
    if ("at_load" in fields) is not (_AT_LOAD in text):
        raise QueryError(f"at_load is left out, or written `{_AT_LOAD}`", where=f"{name}.rq")
    title, severity, problem, solution, message = (str(fields[key]) for key in wanted)
    return Check(name, title, severity, problem, solution, message, text, _AT_LOAD in text)


def read_profile(path: Path) -> dict[str, str]:
    """Read a severity profile.

    Parameters
    ----------
    path : pathlib.Path
        Lines ``LEVEL CHECK``, where the level is error, warning, info or off, and the check is one of `checks`, of
        `built_in`, or a SHACL shape; ``#`` begins a comment. ``shacl`` stands for all shapes not named.

    Raises
    ------
    UsageError
        Naming the line that is wrong, or a check that does not exist.
    """
    names = {check.name for check in (*checks(), *built_in())}
    shapes = shape_names()
    found = {}
    lines = resources.own_text(path).splitlines()
    for number, line in enumerate(lines, start=1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 2 or words[0].lower() not in (*SEVERITIES, "off"):
            raise UsageError("write LEVEL CHECK, the level being error, warning, info or off", where=f"{path}:{number}")
        if words[1] not in names and words[1] not in shapes:
            raise UsageError(
                f"there is no check {words[1]!r}",
                where=f"{path}:{number}",
                hint=f"checks: {', '.join(sorted(names))}, and the name of each shape",
            )
        found[words[1]] = words[0].lower()
    return found


def run(
    store: Store,
    day: str | None,
    *,
    files: Sequence[DataFile] = (),
    profile: dict[str, str] | None = None,
    shapes: bool = True,
) -> list[Violation]:
    """Run all checks.

    Parameters
    ----------
    day : str or None
        ISO date that stands for today; if None, checks that go by a date are left out.
    files : sequence of DataFile
        The files from which the store was loaded, to say where a violation stands.
    profile : dict of str to str, optional
        Severity, or ``off``, by check name; ``shacl`` stands for all shapes not named.
    shapes : bool
        Whether to run the SHACL shapes too.

    Returns
    -------
    list of Violation
        Gravest first.

    Raises
    ------
    DataError
        If the store holds nothing that could be checked, or the code lists are not in it.
    """
    levels = profile or {}
    locator = Locator(files)
    found: list[Violation] = []
    for check in checks():
        if levels.get(check.name) != "off" and (day or not check.needs_date):
            found += run_check(store, check, day or "", locator)
    reported: set[str] = set()
    stated = statement_violations(store, locator)
    for wrong in stated:
        if levels.get(wrong.name) != "off":
            found.append(Violation(wrong.severity, wrong.name, locator.name(wrong.thing), wrong.message, wrong.where))
            reported.add(wrong.about)
    if levels.get(NEAR) != "off":
        found += near_names(store, locator)
    if levels.get(SHARED) != "off":
        found += shared_names(store, locator)
    if levels.get(CYCLE) != "off":
        found += cycle_violations(store, locator)
    judged = Stated(store)
    _refuse_unfit(judged, getattr(store, "endpoint", None), empty=not found and not stated)
    if levels.get(UNREAD) != "off":
        found += unread_terms(store, locator, reported)
    told = [(each, levels.get(each.check, each.severity)) for each in found]
    if shapes and (levels.get(SHAPES) != "off" or levels.keys() & shape_names()):
        broken = validate(judged, locator, reported)
        told += [(each, levels.get(each.check, levels.get(SHAPES, each.severity))) for each in broken]
    judged_so = {
        replace(each, severity=level, message=locator.in_columns(each.message, each.where, error=level == "error"))
        for each, level in told
        if level != "off"
    }
    return sorted(judged_so, key=gravest_first)


def _refuse_unfit(stated: Stated, where: str | None, *, empty: bool) -> None:
    """Refuse a store in which nothing can be found wrong, because it holds nothing or not what codes are judged by."""
    concept = f"<{PREFIXES['skos']}Concept>"
    kinds = {iri for shape in shipped_shapes() for kind, iri in shape.targets if kind == "targetClass"} - {concept}
    below = sorted({each for kind in kinds for each in stated.below(kind)})
    if empty and not stated.asks(f"VALUES ?kind {{ {' '.join(below)} }} ?record a ?kind"):
        raise DataError(
            "there is nothing to check: it holds no record of a kind that the vocabulary has",
            where=where,
            hint="load data into it first; an empty answer would say nothing",
        )
    if not stated.asks(f"?code <{PREFIXES['skos']}inScheme> <{CONCEPT}certainty>"):
        raise DataError(
            "the code lists are not in it, so that no code can be checked",
            where=where,
            hint="load ontology/concepts.ttl into it too",
        )


# Not the format of Python, which reaches into objects and pads to any width: a check may be somebody else's.
_COLUMN = re.compile(r"\{([^{}]*)\}")


def _filled(check: Check, values: dict[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise QueryError(f"the message names a column that there is not: {match[1]!r}", where=f"{check.name}.rq")
        return values[match[1]]

    return _COLUMN.sub(fill, check.message)


def run_check(store: Store, check: Check, day: str, locator: Locator) -> list[Violation]:
    """Run one check; the query's first column is the thing that breaks it."""
    parameters = {"asOf": day} if check.needs_date else {}
    answer = store.select(bind(check.text, parameters, check.name), f"{check.name}.rq")
    if not answer.columns or answer.columns[0] != "entity":
        raise QueryError("the first column of a check must be ?entity", where=f"{check.name}.rq")
    found = []
    for row in answer:
        values = {name: value or "" for name, value in zip(answer.columns, row, strict=True)}
        message = _filled(check, values)
        iri = values["entity"]
        found.append(
            Violation(check.severity, check.name, values.get("label") or locator.name(iri), message, locator.where(iri))
        )
    return found
