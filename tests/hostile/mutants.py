"""Mutants: data files changed in one place, and what came of each.

Run ``python tests/hostile/mutants.py``; ``--fast`` tries the part that each run of the tests has, ``--only WORD`` one
change. A mutant is refused when it is loaded, or found by the check, or it is another valid statement: then the graph
differs from the one before by just what was changed, and every answer can be given. Anything else is mishandled: a
traceback, a hang, something lost, renamed or added beside what was changed, or a change that shows nowhere.
"""

import argparse
import csv
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from case import ROOT

sys.path.insert(0, str(ROOT / "graph"))
os.environ["OVERSIGHT_CACHE"] = "off"

from oversight_graph.check.checks import run
from oversight_graph.errors import DataError, OversightError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.model.vocabulary import OURS

# The same mutants each time; another number gives others.
SEED = 20250304
# How many of each set are tried, and how many in each run of the tests.
SETS = {"starter": (1100, 40), "examples": (560, 16), "starter-workbook": (240, 10), "west-mercia": (120, 0)}
_SECONDS = 40  # of work
_ANSWERS = (
    "coverage", "gaps", "bodies", "people", "actions", "overlap", "conflicts", "practice", "follow-up", "timeline",
)  # fmt: skip
REFUSED, FOUND, VALID, SAME = "refused", "found by check", "another valid statement", "the same statements"
_Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A data file changed in one place.

    Attributes
    ----------
    place, file : str
        The set, and the file in it.
    change : str
        What was done.
    line : int
        Where.
    text : str
        The file as it is then.
    gone, come : tuple of str
        What stood in the place before and what stands there now: each statement that is lost has one of the former in
        it, each that is new one of the latter. Empty if there may be none; ``*`` for a cell of a sheet, of which many
        statements are made.
    spaces : tuple of str
        The namespace of a prefix that was changed, and what it became: all names in it may be others then.
    """

    place: str
    file: str
    change: str
    line: int
    text: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    spaces: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        return f"{self.place}/{self.file}:{self.line}: {self.change}"


# ---------------------------------------------------------------------------------------------------------------------
# What is changed


_NAME = re.compile(r"(?<![\w<\"/:.-])([a-z][\w-]*):([A-Za-z0-9](?:[\w.-]*[\w-])?)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)+)"')
_DATE = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
_CITATION = re.compile(r"#(?:line|page)=[\d,]+")
_NUMBER = re.compile(r"(?<![\w.#=,:/-])\d+(?:\.\d+)*(?![\w-])")
_PREFIX = re.compile(r"^(@prefix \S+ <|@base <)([^>]+)(> \.)")
# Where, the lines as they are then, what may be lost and what may come.
_Changed = tuple[int, list[str], Sequence[str], Sequence[str]] | None
_Change = Callable[[random.Random, list[str]], _Changed]


def _told(line: str) -> tuple[str, ...]:
    """Return what stands in a line of Turtle: local names, texts, citations, numbers."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', " ", line)
    names = [local for _, local in _NAME.findall(bare)]
    quoted = [text.encode().decode("unicode_escape") if "\\u" in text else text for text in _STRING.findall(line)]
    return (
        *names, *quoted, *_CITATION.findall(line), *re.findall(r"<([^>]+)>", bare), *_NUMBER.findall(bare),
        *(["true", "false"] if re.search(r"\b(?:true|false)\b", bare) else []),
    )  # fmt: skip


def _pick(chance: random.Random, lines: list[str], wanted: Callable[[str], object]) -> int | None:
    places = [at for at, line in enumerate(lines) if wanted(line)]
    return chance.choice(places) if places else None


def _statement(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _record(line: str) -> bool:
    return _statement(line) and not line.startswith("@")


def _dropped(chance: random.Random, lines: list[str]) -> _Changed:
    at = _pick(chance, lines, _statement)
    return at if at is None else (at, [*lines[:at], *lines[at + 1 :]], _told(lines[at]), ())


def _doubled(chance: random.Random, lines: list[str]) -> _Changed:
    at = _pick(chance, lines, _statement)
    return at if at is None else (at, [*lines[: at + 1], *lines[at:]], (), _told(lines[at]))


def _exchanged(chance: random.Random, lines: list[str]) -> _Changed:
    at = _pick(chance, lines[:-1], _record)
    if at is None:
        return None
    both = _told(lines[at]) + _told(lines[at + 1])
    return at, [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]], both, both


def _in_line(
    form: "re.Pattern[str]", other: Callable[[random.Random, list[str], "re.Match[str]"], str], wanted: object = _record
) -> _Change:
    """Return what puts something else in the place of one match in one line."""

    def change(chance: random.Random, lines: list[str]) -> _Changed:
        at = _pick(chance, lines, lambda line: wanted(line) and form.search(line))  # type: ignore[operator]
        if at is None:
            return None
        match = chance.choice(list(form.finditer(lines[at])))
        new = other(chance, lines, match)
        if new == match.group():
            return None
        line = lines[at][: match.start()] + new + lines[at][match.end() :]
        return at, [*lines[:at], line, *lines[at + 1 :]], _told(lines[at]), _told(line)

    return change


def _other_term(chance: random.Random, lines: list[str], match: "re.Match[str]") -> str:
    """Return another name of the file, most often one of the same prefix."""
    names = {each.group() for line in lines if _record(line) for each in _NAME.finditer(_STRING.sub(" ", line))}
    alike = sorted(name for name in names if name.startswith(f"{match[1]}:") and name != match.group())
    return chance.choice(alike if alike and chance.random() < 0.7 else sorted(names))


def _misspelt(chance: random.Random, lines: list[str], match: "re.Match[str]") -> str:
    text = match.group()
    at = chance.randrange(text.find(":") + 1, len(text)) if ":" in text else chance.randrange(1, len(text) - 1)
    return chance.choice((
        text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], text[: at] + text[at].swapcase() + text[at + 1 :],
        text[:at] + chance.choice("aeXZ9") + text[at + 1 :],
    ))  # fmt: skip


def _other_date(chance: random.Random, lines: list[str], match: "re.Match[str]") -> str:
    year, month, *day = match.group().split("-")
    return chance.choice((
        f"{int(year) + chance.choice((-100, -7, -1, 1, 7))}-{month}" + "".join(f"-{d}" for d in day),
        f"{year}-{chance.randint(1, 12):02}" + "".join(f"-{d}" for d in day),
        f"{year}-13" + "".join(f"-{d}" for d in day), f"{year}-02-30", f"{year}-{month}-00", year, f"{year}-{month}-1",
        f"{year}/{month}", "", "9" + match.group(), f"{year}-00",
    ))  # fmt: skip


def _other_number(chance: random.Random, lines: list[str], match: "re.Match[str]") -> str:
    text = match.group()
    return chance.choice((
        str(int(re.findall(r"\d+", text)[-1]) + chance.choice((1, 10, 1000))), f"-{text}", f"{text}.5", f"{text}e9",
        text * 20, f"{text}a", "0",
    ))  # fmt: skip


def _other_citation(chance: random.Random, lines: list[str], match: "re.Match[str]") -> str:
    kind, _, place = match.group()[1:].partition("=")
    first = int(re.findall(r"\d+", place)[0])
    others = sorted({each.group() for line in lines for each in _CITATION.finditer(line)} - {match.group()})
    return chance.choice((
        *others[:6], f"#line={first + 1},{first}", f"#line={first},{first}", f"#line={first},{first + 90_000}", "#line=",
        f"#{kind}={first}", f"#{kind}={first},{first + 1}", f"#{kind.upper()}={place}", "#", "", "#page=0", "#page=9999",
        f"#line=0,{first}", f"#lines={place}", f"#line={first}-{first + 1}",
    ))  # fmt: skip


def _citation_moved(chance: random.Random, lines: list[str]) -> _Changed:
    """Take the line of a citation away, and put it into another record."""
    cites = re.compile(r"^ +ovs:evidence <[^>]+> ;$").match
    at = _pick(chance, lines, cites)
    to = _pick(chance, lines, lambda line: re.match(r"^ +\S.* ;$", line))
    if at is None or to is None or at == to:
        return None
    left = [*lines[:at], *lines[at + 1 :]]
    to -= to > at
    return at, [*left[: to + 1], lines[at], *left[to + 1 :]], _told(lines[at]), _told(lines[at])


def _other_prefix(chance: random.Random, lines: list[str]) -> _Changed:
    at = _pick(chance, lines, _PREFIX.match)
    match = _PREFIX.match(lines[at]) if at is not None else None
    if at is None or not match:
        return None
    iri = match[2]
    host = re.match(r"https?://[^/]+/", iri)
    all_ = [each[2] for line in lines if (each := _PREFIX.match(line))]
    slip = chance.randrange(8, len(iri))
    new = chance.choice((
        iri[:-1], f"{iri}x", f"{iri}/", iri[:slip] + iri[slip + 1 :], iri[:slip] + "x" + iri[slip + 1 :],
        iri[:slip] + iri[slip].swapcase() + iri[slip + 1 :], iri.replace("https:", "http:"), iri.upper(),
        iri.replace("http:", "https:"), host.group().upper() + iri[host.end() :] if host else "urn:x:",
        chance.choice(all_), iri.rsplit("/", 2)[0] + "/", f" {iri}", iri.title(),
    ))  # fmt: skip
    if new == iri:
        return None
    return at, [*lines[:at], f"{match[1]}{new}{match[3]}", *lines[at + 1 :]], (), ()


def _other_letters(prefix: bool) -> Callable[[random.Random, list[str], "re.Match[str]"], str]:
    def change(chance: random.Random, lines: list[str], match: "re.Match[str]") -> str:
        return (
            chance.choice((match.group().upper(), match.group().title()))
            if prefix
            else match[1] + ":" + match[2].upper()
        )

    return change


def _sign(chance: random.Random, lines: list[str]) -> _Changed:
    """Take a sign of the syntax away, or put another in its place."""
    at = _pick(chance, lines, lambda line: _statement(line) and re.search(r'[;.,\[\]<>"^@#]', line))
    if at is None:
        return None
    place = chance.choice([match.start() for match in re.finditer(r'[;.,\[\]<>"^@#]', lines[at])])
    line = lines[at][:place] + chance.choice(("", "", "", ";", ".", ",", '"', "]", "#")) + lines[at][place + 1 :]
    if line == lines[at]:
        return None
    return at, [*lines[:at], line, *lines[at + 1 :]], _told(lines[at]), (*_told(line), *_told(lines[at]))


CHANGES: dict[str, _Change] = {
    "a line dropped": _dropped,
    "a line doubled": _doubled,
    "two lines exchanged": _exchanged,
    "a term swapped": _in_line(_NAME, _other_term),
    "a term misspelt": _in_line(_NAME, _misspelt),
    "a term in capitals": _in_line(_NAME, _other_letters(prefix=False)),
    "a text misspelt": _in_line(re.compile(r'"[^"\\]{3,}"'), _misspelt),
    "a date changed": _in_line(_DATE, _other_date, _statement),
    "a number changed": _in_line(_NUMBER, _other_number),
    "a citation changed": _in_line(_CITATION, _other_citation),
    "a citation moved": _citation_moved,
    "a prefix changed": _other_prefix,
    "a prefix in capitals": _in_line(
        re.compile(r"(?<=/)[a-z][\w-]+(?=/> \.)|(?<=prefix )[a-z-]+(?=:)"), _other_letters(prefix=True), _PREFIX.match
    ),
    "a sign lost": _sign,
}


def _means(cell: str) -> str:
    """Return what a cell means: capitals, blanks around it, a word twice and a slash at its end mean nothing else."""
    return "; ".join(dict.fromkeys(each.strip().rstrip("/") for each in cell.lower().split(";")))


def _rows(change: Callable[[random.Random, list[list[str]]], int | None]) -> _Change:
    """Return what changes the rows of a sheet: the first are its columns."""

    def changed(chance: random.Random, lines: list[str]) -> _Changed:
        rows = [row for row in csv.reader(lines) if row]
        before = [list(row) for row in rows]
        at = change(chance, rows)
        if at is None or rows == before:
            return None
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        shows = {tuple(map(_means, row)) for row in rows} != {tuple(map(_means, row)) for row in before}
        return at, text.getvalue().splitlines(), ("*",) if shows else (), ("*",)

    return changed


def _row_dropped(chance: random.Random, rows: list[list[str]]) -> int | None:
    at = chance.randrange(len(rows))
    del rows[at]
    return at


def _row_doubled(chance: random.Random, rows: list[list[str]]) -> int | None:
    at = chance.randrange(len(rows))
    rows.insert(at, list(rows[at]))
    return at


def _cell(other: Callable[[random.Random, list[list[str]], int, int], str]) -> Callable[..., int | None]:
    def change(chance: random.Random, rows: list[list[str]]) -> int | None:
        full = [(at, column) for at, row in enumerate(rows) for column, cell in enumerate(row) if at and cell]
        if not full:
            return None
        at, column = chance.choice(full)
        rows[at][column] = other(chance, rows, at, column)
        return at

    return change


def _other_cell(chance: random.Random, rows: list[list[str]], at: int, column: int) -> str:
    alike = [row[column] for row in rows[1:] if column < len(row)]
    return chance.choice(alike if chance.random() < 0.6 else [cell for row in rows[1:] for cell in row])


def _other_value(chance: random.Random, rows: list[list[str]], at: int, column: int) -> str:
    text = rows[at][column]
    return chance.choice((
        text.upper(), text[:-1], f"{text}x", f"{text}; {text}", f"-{text}", text[::-1], "31 February 2025", "13/13/2025",
        "0", "5-3", "9999", "2025-13", "\u200b", "=1+1", f" {text}\n", f"{text}\u202e",
    ))  # fmt: skip


def _head_misspelt(chance: random.Random, rows: list[list[str]]) -> int | None:
    column = chance.randrange(len(rows[0]))
    rows[0][column] = chance.choice(
        (rows[0][column][:-1], rows[0][column].upper(), "", rows[0][0], f"{rows[0][column]}s")
    )
    return 0


def _column_dropped(chance: random.Random, rows: list[list[str]]) -> int | None:
    column = chance.randrange(len(rows[0]))
    for row in rows:
        del row[column : column + 1]
    return 0


SHEETS: dict[str, _Change] = {
    "a row dropped": _rows(_row_dropped),
    "a row doubled": _rows(_row_doubled),
    "a cell swapped": _rows(_cell(_other_cell)),
    "a cell emptied": _rows(_cell(lambda *_: "")),
    "a cell changed": _rows(_cell(_other_value)),
    "a column misnamed": _rows(_head_misspelt),
    "a column dropped": _rows(_column_dropped),
}


# ---------------------------------------------------------------------------------------------------------------------
# Which there are


@cache
def _files(place: str) -> tuple[Path, ...]:
    folder = ROOT / ("ontology/examples" if place == "examples" else f"data/{place}")
    pattern = {"examples": "*-valid.ttl", "starter-workbook": "*.csv"}.get(place, "*.ttl")
    return tuple(sorted(folder.rglob(pattern)))


def mutants(place: str, count: int) -> Iterator[Mutant]:
    """Yield so many mutants of a set, each another; the same ones each time."""
    files, known = _files(place), set[tuple[str, str]]()
    changes = list((SHEETS if place == "starter-workbook" else CHANGES).items())
    folder = ROOT / "data" / place
    number = 0
    while len(known) < count and number < 30 * count:
        chance = random.Random(f"{SEED} {place} {number}")  # noqa: S311 - the same each time
        name, change = changes[number % len(changes)]
        number += 1
        path = chance.choice(files)
        lines = path.read_text(encoding="utf-8").split("\n")
        if not (found := change(chance, lines)):
            continue
        at, new, gone, come = found
        text = "\n".join(new)
        if (path.name, text) in known:
            continue
        known.add((path.name, text))
        shown = path.name if place == "examples" else str(path.relative_to(folder))
        old, became = (_PREFIX.match(each[at]) if at < len(each) else None for each in (lines, new))
        spaces = (old[2], became[2]) if old and became and old[1] == became[1] else ("", "")
        yield Mutant(place, shown, name, at + 1, text, tuple(gone), tuple(come), spaces)


# ---------------------------------------------------------------------------------------------------------------------
# What comes of them


class _Base:
    """A set as it is, of which every file can be changed in a copy."""

    def __init__(self, place: str, file: str, folder: Path) -> None:
        self.folder = folder / place
        if place == "examples":
            self.folder.mkdir(exist_ok=True)
            self.target = self.folder / file
            shutil.copyfile(ROOT / "ontology" / "examples" / file, self.target)
        else:
            self.target = self.folder
            shutil.copytree(ROOT / "data" / place, self.folder)
            for paper in (ROOT / "data" / "starter").glob("*.txt") if place == "starter-workbook" else ():
                shutil.copy(paper, self.folder)
        graph = _loaded(self.target)
        self.statements, self.old = _statements(graph), ""
        self.told = self._told(graph)
        for answer in _ANSWERS:  # imports what the processes that are split off need
            with suppress(OversightError):
                graph.answer(answer)

    def outcome(self, mutant: Mutant) -> tuple[str, str]:
        """Return what comes of a mutant, and what is amiss or was said."""
        path = self.folder / mutant.file
        old = path.read_bytes()
        self.old = old.decode()
        path.write_text(mutant.text, encoding="utf-8")
        try:
            return self._outcome(mutant)
        except OversightError as error:
            return "mishandled", f"after it was loaded: {error}"
        except Exception as error:
            return "mishandled", f"{type(error).__name__}: {error}"
        finally:
            path.write_bytes(old)

    def _outcome(self, mutant: Mutant) -> tuple[str, str]:
        try:
            graph = _loaded(self.target)
        except OversightError as error:
            if not error.where or (Path(mutant.file).stem not in str(error) and self.target.name not in error.where):
                return "mishandled", f"refused, but not said where: {error}"
            return self._checked(error)
        new = self._told(graph) - self.told
        for answer in _ANSWERS:
            with suppress(OversightError):  # a newest paper may be missing, which is said
                graph.answer(answer)
        if new:
            return FOUND, str(next(iter(new))[3])
        now = _statements(graph)
        lost, more = self.statements - now, now - self.statements
        if not lost and not more:
            return (SAME, "") if mutant.gone != ("*",) else ("mishandled", "what was changed shows nowhere")
        if self._named_anew(mutant, graph, now):
            return VALID, "all is named anew, and each reference with it"
        if mutant.come == ("*",):
            return VALID, f"-{lost.total()} +{more.total()}"
        if amiss := [each for each in lost if not _shows(each, mutant.gone)]:
            return "mishandled", f"{len(amiss)} statements are lost, the first: {amiss[0]}"
        if amiss := [each for each in more if not _shows(each, mutant.come)]:
            return "mishandled", f"{len(amiss)} statements appear, the first: {amiss[0]}"
        return VALID, f"-{lost.total()} +{more.total()}"

    def _named_anew(self, mutant: Mutant, graph: OversightGraph, now: Counter[_Triple]) -> bool:
        """Say whether a prefix or a base became another, or went, and all that is named by it with it."""
        spaces = mutant.spaces
        base = re.search(r"^@base <([^>]+)>", self.old, re.MULTILINE)
        if not spaces[0] and base and "@base" not in mutant.text:
            name = Path(mutant.file).stem.lower()
            spaces = (base[1], next(file.graph for file in graph.files if file.graph.endswith(name)))
        kept = base[1] if base and base[1] != spaces[0] else "\0"
        return bool(spaces[0]) and now == _renamed(self.statements, *spaces, kept)

    def _checked(self, error: OversightError) -> tuple[str, str]:
        """Look whether the check finds what is refused, too."""
        try:
            found = self._told(OversightGraph.load(self.target, validate=False)) - self.told
        except OversightError as again:
            return (REFUSED, str(again)) if str(again) == str(error) else ("mishandled", f"{error} / {again}")
        return (REFUSED, str(error)) if found else ("mishandled", f"refused, and not found by the check: {error}")

    @staticmethod
    def _told(graph: OversightGraph) -> "Counter[tuple[str, str, str, str]]":
        try:
            day = graph.day()
        except UsageError:  # perhaps because of what the checks are to find
            day = None
        try:
            found = run(graph.store, day, files=graph.files)
        except DataError as error:  # some examples hold nothing that a check looks at, which it says
            return Counter([("error", "", "", str(error))])
        return Counter((each.severity, each.check, each.entity, each.message) for each in found)


def _loaded(target: Path) -> OversightGraph:
    return OversightGraph.load(target)


def _statements(graph: OversightGraph) -> Counter[_Triple]:
    """Return what is stated, blank nodes without their numbers: one less before them gives another number."""
    found = Counter[_Triple]()
    for quad in graph.store.quads:  # type: ignore[attr-defined]
        if getattr(quad.graph_name, "value", "") not in OURS:
            found[_plain(quad.subject), _plain(quad.predicate), _plain(quad.object)] += 1
    return found


def _plain(term: object) -> str:
    text = str(term)
    return re.sub(r"-\d+(?=[.>])", "", text) if "#_" in text or "/_" in text else text


def _shows(triple: _Triple, words: Sequence[str]) -> bool:
    """Say whether one of these words is the value, the name or the end of the name of one of its terms."""
    for term in triple:
        if term.startswith('"'):
            texts = [re.sub(r'^"|"(?:\^\^.*|@[\w-]+)?$', "", term)]
        else:  # what hangs on a record has its name before a mark
            texts = [term.strip("<>"), re.split("#_|/_", term)[0].strip("<>")]
        for word in words:
            ends = (f"/{word}", f"#{word}", f":{word}", word if word.startswith("#") else f"/{word}")
            if any(text == word or (word and text.endswith(ends)) for text in texts):
                return True
    return False


def _renamed(statements: Counter[_Triple], old: str, new: str, kept: str) -> Counter[_Triple]:
    """Return statements in which what is in one namespace is in another, but for what begins with a base."""
    space = re.compile(f"^<(?!{re.escape(kept)}){re.escape(old)}")
    found = Counter[_Triple]()
    for triple, count in statements.items():
        found[tuple(space.sub(lambda _: f"<{new}", term) for term in triple)] += count  # type: ignore[index]
    return found


def tried(all_: Sequence[Mutant], folder: Path) -> Iterator[tuple[Mutant, str, str]]:
    """Yield each mutant, what came of it, and what was said; each is tried in a process that is split off."""
    bases: dict[str, _Base] = {}
    for mutant in all_:
        key = mutant.place if mutant.place != "examples" else f"examples/{mutant.file}"
        if key not in bases:
            bases[key] = _Base(mutant.place, mutant.file, folder)
        said = folder / "said"
        pid = os.fork()
        if not pid:
            try:
                resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
                outcome = bases[key].outcome(mutant)
                said.write_text(json.dumps(outcome), encoding="utf-8", errors="backslashreplace")
            finally:
                os._exit(0)
        until = time.monotonic() + 10 * _SECONDS
        while not (done := os.waitpid(pid, os.WNOHANG))[0] and time.monotonic() < until:
            time.sleep(0.005)
        if not done[0]:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            yield mutant, "mishandled", f"still at it after {10 * _SECONDS} s"
        elif said.is_file():
            yield (mutant, *json.loads(said.read_text(encoding="utf-8")))
        else:
            yield mutant, "mishandled", f"ended with {os.waitstatus_to_exitcode(done[1])}"
        said.unlink(missing_ok=True)


def _part(folder: Path, all_: Sequence[Mutant]) -> int:
    """Try mutants in a process of its own, which writes down what came of each; return its number."""
    folder.mkdir()
    pid = os.fork()
    if pid:
        return pid
    try:
        with (folder / "came").open("w", encoding="utf-8") as came:
            for mutant, outcome, said in tried(all_, folder):
                print(json.dumps((mutant.change, str(mutant), outcome, said)), file=came, flush=True)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)


def main() -> int:
    """Try the mutants, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fast", action="store_true", help="only the part that each run of the tests has")
    parser.add_argument("--set", action="append", choices=SETS, help="only this set; may be given again")
    parser.add_argument("--only", default="", help="only changes whose names have these words")
    parser.add_argument("--show", default="", help="print those of which this came")
    parser.add_argument("--workers", type=int, default=2, help="how many processes try them side by side")
    asked = parser.parse_args()
    all_ = [
        mutant
        for place in asked.set or SETS
        for mutant in mutants(place, SETS[place][asked.fast])
        if asked.only in mutant.change
    ]
    outcomes = Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        parts = [Path(place) / str(number) for number in range(asked.workers)]
        for part, pid in [(part, _part(part, all_[at :: asked.workers])) for at, part in enumerate(parts)]:
            os.waitpid(pid, 0)
            for line in (part / "came").read_text(encoding="utf-8").splitlines():
                change, name, outcome, said = json.loads(line)
                outcomes[change, outcome] += 1
                if outcome in ("mishandled", asked.show):
                    print(f"{name}: {outcome}: {said[:400]!a}")
    kinds = [REFUSED, FOUND, VALID, SAME, "mishandled"]
    print(f"{'mutants':24}" + "".join(f"{kind:>25}" for kind in kinds))
    for change in [*CHANGES, *SHEETS]:
        if any(outcomes[change, kind] for kind in kinds):
            print(f"{change:24}" + "".join(f"{outcomes[change, kind]:25}" for kind in kinds))
    totals = [sum(outcomes[change, kind] for change in [*CHANGES, *SHEETS]) for kind in kinds]
    print(f"{'all':24}" + "".join(f"{total:25}" for total in totals))
    print(f"{sum(totals)} mutants tried, {totals[-1]} mishandled")
    return 1 if totals[-1] or sum(totals) < len(all_) else 0


if __name__ == "__main__":
    sys.exit(main())
