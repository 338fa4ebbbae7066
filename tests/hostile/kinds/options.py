"""Options that are empty, odd, out of range or at odds with each other, by every command; and odd settings."""

import os
from collections.abc import Iterator
from pathlib import Path

from case import Case

# Each with what it needs besides; what takes a date, rows or a store is in the sets below.
_ROWS = (
    "coverage", "gaps", "bodies", "people", "actions", "explain 1.1", "check", "oversees SSB", "chain 1.1", "measures",
    "overlap", "conflicts", "practice", "follow-up", "timeline", "diff --from 2025-01-01", "whatif --remove SSB",
    "query post-holders-at-a-date",
)  # fmt: skip
_FILES = ("map -o {here}/m.html", "report -o {here}/r", "export turtle", "export graphml")
_DATES = (
    "", " ", "yesterday", "2025", "2025-13-01", "2025-02-30", "02/03/2025", "2025-1-1", "20250101", "2025-W01-1",
    "2025-01-01T00:00", "2025-01-01 ", "-2025-01-01", "0000-01-01", "10000-01-01", "٢٠٢٥-٠١-٠١", "2025-01-01\n",
    "9" * 5_000, "2025-01-01; DROP ALL",
)  # fmt: skip
_DATED = (
    "gaps",
    "bodies",
    "check",
    "diff --from 2025-01-01 --to",
    "map -o {here}/m.html",
    "query post-holders-at-a-date",
)
_THINGS = (
    "",
    " ",
    "\u200b",
    "\n",
    "\ufeff",
    "x" * 100_000,
    '"',
    "\\",
    "<urn:x>",
    "https://",
    "*",
    "é" * 200,
    "\udcff",
    "%s",
)

_WORDS = """
gaps --grade 99
gaps --grade -1
gaps --grade 0
gaps --grade 1e1
gaps --grade 3.0
gaps --grade x
gaps --grade --
gaps --grade inf
bodies --largest -1
bodies --largest 0
measures --top -1
measures --top x
map -o m.html --focus 1.1 --steps 0
map -o m.html --focus 1.1 --steps -1
map -o m.html --focus 1.1 --steps 99
map -o m.html --focus 1.1 --steps x
check --fail-on fatal
check --fail-on ERROR
export xml
export TURTLE
export csv,turtle
workbook nope
workbook check nowhere.xlsx
workbook load town/register.ttl -o x.ttl
query
query --list --file q.rq
query nope
query post-holders-at-a-date --file q.rq
query post-holders-at-a-date -p
query post-holders-at-a-date -p x
query post-holders-at-a-date -p =1
query post-holders-at-a-date -p nope=1
query post-holders-at-a-date -p asOf=2025-01-01 -p asOf=2025-01-02
query post-holders-at-a-date -p asOf=20250101
query --show
query --file nowhere.rq -p a=1
gaps --gaps
gaps gaps
nope
--nope
-x
gaps --as-of
explain
explain 1.1 1.2
whatif --remove
whatif --merge SSB
whatif --end-level nope
diff
diff --to 2025-01-01
diff --from-data town
diff --from 2025-01-01 --from-data town --to-data town --data town
import nope x
import popolo nowhere.json -o x
ingest
ingest nowhere.pdf -o b.xlsx
ingest nowhere.pdf -o b.txt
map
map -o x.png.txt
map -o x
map -o m.html --focus 1.1 --objective A
map -o m.html --objective nope
report
export
export csv
init
init town
verify
actions --owner
people --nope
"""


# What is given twice, of which the first would be lost; what would change nothing; what would be written over what is read.
_LOST = """
gaps --as-of 2025-02-04 --as-of 2025-03-04 --data town
gaps -f json --format csv --data town
whatif --merge SSB LWG --merge LWG SSB --data town
export turtle -o a --output b --data town
workbook new b.xlsx --base http://a/b --base http://a/c
export csv -o t --as-of 2025-02-04 --data town
export popolo --stated-only --data town
map -o m.html --steps 3 --data town
explore -o m.html --steps 3 --data town
query --list --data nowhere
query --list -p body=SSB
query papers-loaded --show --as-of 2025-02-04
query papers-loaded --allow-remote --data town
query --file town/plan-2025.txt --show --data town
check --list --profile nowhere
check --list --store nowhere
import csv own -o o --publisher Council
diff --from-data town --to-data town --plans 1 1.1
ingest town/plan-2025.txt -o b.xlsx --map Nope=ref
ingest town/plan-2025.txt -o b.xlsx --map Ref=ref --map Ref=lead
workbook new b.xlsx --base nonsense
export turtle -o town/register.ttl --data town
export nquads -o town/../town/plan-2025.ttl --data town/plan-2025.ttl --data town/register.ttl
"""


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _lost()
    yield from _paths()
    yield from _values()
    yield from _at_odds()
    yield from _things()
    yield from _settings()


def _lost() -> Iterator[Case]:
    for run in _LOST.strip().splitlines():
        yield Case(name=run, run=run, code=2, fast=run.startswith(("whatif", "export turtle -o town")))
    for run, says in {
        "map -o m.html --as-of 1900-01-01": "no loaded paper is as old", "report -o r --as-of 1900-01-01": "no loaded paper is as old",
        "export popolo --as-of 1900-01-01": "no loaded paper is as old", "gaps --place council": "council is taken for Exampleshire Council",
    }.items():  # fmt: skip
        yield Case(name=f"{run}: said", run=f"{run} --data town", code=0, says=(says,), changes=("m.html", "r", "r/*"))


def _refused(name: str, run: tuple[str, ...], says: str = "", **more: object) -> Case:
    return Case(name=name, run=run, says=(says,) if says else (), **more)  # type: ignore[arg-type]


def _paths() -> Iterator[Case]:
    for command in (*_ROWS, *_FILES):
        words = tuple(command.split())
        for option in ("--data", "--store", "--endpoint"):
            yield _refused(f"{command} with an empty {option}", (*words, option, ""), option)
            yield _refused(f"{command} with a blank {option}", (*words, option, " "), fast=command == "gaps")
    for command in ("coverage", "explain 1.1", "verify", "actions"):
        for value in ("", " ", "/dev/null", "town/register.ttl", "nowhere", "x" * 5_000):
            run = (*command.split(), "--data", "town", "--sources", value)
            yield _refused(f"{command} with the papers in {value[:20]!r}", run)
    for command in ("map", "report", "export turtle", "export csv", "init", "workbook new", "ingest town/register.ttl"):
        for value in ("", " ", "x" * 5_000, "/dev/null/x"):
            words = (*command.split(),)
            place = (value,) if command in ("init", "workbook new") else ("-o", value)
            yield _refused(f"{command} written to {value[:20]!r}", (*words, *place), seconds=20)
    for value in ("", " ", "nowhere", "/dev/zero", "/dev/null"):
        yield _refused(f"a profile in {value!r}", ("check", "--data", "town", "--profile", value), seconds=10)
        yield _refused(f"a query in {value!r}", ("query", "--data", "town", "--file", value), seconds=10)
        yield _refused(f"data to compare in {value!r}", ("diff", "--from-data", value, "--to-data", "town"), seconds=10)


def _values() -> Iterator[Case]:
    for day in _DATES:
        for command in (
            "gaps",
            "bodies",
            "check",
            "diff --from 2025-01-01 --to",
            "map -o {here}/m.html",
            "query post-holders-at-a-date",
        ):
            option = "" if command.endswith("--to") else "--as-of"
            yield _refused(f"{command} at {day[:20]!r}", (*f"{command} {option}".split(), day, "--data", "town"))
    for command in _ROWS:
        words = (*command.split(), "--data", "town")
        for form in ("", "JSON ", "xml", "table,json", "--", "\u202e"):
            yield _refused(f"{command} as {form!r}", (*words, "--format", form))
        for columns in ("", ",", " , ", "nope", "ref,,nope", "x" * 20_000, "*"):
            yield _refused(f"{command}: columns {columns[:20]!r}", (*words, "--columns", columns), "no column")
    for run in _WORDS.strip().splitlines():
        yield Case(name=run, run=tuple(run.split(" ")), code=2)
    yield Case(name="a grade of 400 digits", run=("gaps", "--grade", "9" * 400), code=2)


def _at_odds() -> Iterator[Case]:
    for command in (*_ROWS, *_FILES):
        words = tuple(command.split())
        away = "http://127.0.0.1:9/"
        both = (*words, "--store", "s", "--endpoint", away)
        yield _refused(f"{command}: a store and a server", both, "not both")
        yield _refused(f"{command}: data and a server", (*words, "--data", "town", "--endpoint", away), "not both")
    for options in (
        "--file q.rq --as-of 2025-01-01",
        "--file q.rq -p a=1",
        "bodies-without-notes --as-of 2025-01-01 -p a=1",
    ):
        yield _refused(f"query {options}", ("query", *options.split(), "--data", "town"), files={"q.rq": "ASK { }"})


def _things() -> Iterator[Case]:
    for thing in _THINGS:
        shown = repr(thing[:20])
        for run in (
            ("explain", thing), ("actions", "--owner", thing), ("whatif", "--remove", thing),
            ("whatif", "--merge", thing, "SSB"), ("map", "-o", "m.html", "--focus", thing),
            ("query", "body-dossier", "-p", f"body={thing}"), ("map", "-o", "m.html", "--objective", thing),
            ("whatif", "--end-level", thing), ("chain", thing), ("query", thing),
        ):  # fmt: skip
            name = " ".join(word for word in run if word != thing).replace(thing, "") if thing else " ".join(run)
            yield Case(name=f"{name[:60]}: {shown}", run=(*run, "--data", "town"), code=2, seconds=15, megabytes=400)


def _settings() -> Iterator[Case]:
    for name, values, codes in (
        ("OVERSIGHT_ENDPOINT", ("nope", "ftp://h/", "http://", "http://me:secret@127.0.0.1:9/"), 2),
        ("OVERSIGHT_BASE", ("nope", "http://h/#x", "http://h/ x", "javascript:alert(1)\n"), 2),
        (
            "OVERSIGHT_LANG",
            ("", " ", "xx", "EN", "en_GB.UTF-8", "../../etc", "x" * 5_000, "\x1b[31m", "cy", "١"),
            (0, 2),
        ),
        ("OVERSIGHT_GRAPH_HOME", ("nowhere", "town", " "), 2),
        ("OVERSIGHT_DEBUG", ("",), 0),
        ("LANG", ("", "C", "xx_XX", "POSIX", "ja_JP.SJIS"), 0),
        ("COLUMNS", ("0", "-5", "x", "9" * 30), 0),
        ("TERM", ("", "dumb", "nope"), 0),
        ("PYTHONIOENCODING", ("ascii", "latin-1"), 0),
        ("http_proxy", ("nope", "http://me:secret@127.0.0.1:9/"), 0),
        ("XDG_CACHE_HOME", ("/dev/null", "relative"), 0),
        ("HOME", ("", "/nowhere"), 0),
        ("TMPDIR", ("/nowhere", "/dev/null"), 0),
        ("PYTHONOPTIMIZE", ("2",), 0),
        ("PYTHONWARNINGS", ("error",), 0),
        ("PYTHONMALLOC", ("debug",), 0),
    ):
        for value in values:
            data = () if name == "OVERSIGHT_ENDPOINT" else ("--data", "town")
            yield Case(name=f"{name}={value[:20]!r}", run=("gaps", *data), env={name: value}, code=codes, own=True,
                       silent=("secret",), changes=("home*", "relative*"))  # fmt: skip
    for run in ("gaps --data .", "init new", "gaps --data {here}/town --store s", "report -o r --data {here}/town"):
        yield Case(name=f"the folder in which it runs is gone: {run}", run=run, inject=_gone, says=("is there no more",),
                   fast=run.startswith("init"))  # fmt: skip
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for run in ("gaps", "explain 1.1", "check", "gaps --format md", "export csv -o t", "bodies --format csv"):
        yield Case(name=f"a system that knows ASCII alone: {run}", run=f"{run} --data town", env=plain, code=0, own=True,
                   changes=("t", "t/*", "home*"))  # fmt: skip


def _gone(here: Path) -> None:
    (here / "own").mkdir()
    os.chdir(here / "own")
    (here / "own").rmdir()
