"""Ctrl-C, SIGTERM and SIGHUP at moments that nobody chose: not a word too much, nothing left, the next run is sound."""

import signal
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from case import ROOT, Case, Outcome
from injected import oversight

_PAPER = "".join(f"{n}.{m}\tCommitment {n}.{m}\tStreets Board\n" for n in range(1, 60) for m in range(1, 9))
# What each makes, and what must be as it was, or whole.
_COMMANDS = {
    "gaps": "", "check": "", "query --file q.rq": "", "report -o r": "r", "export csv -o t": "t",
    "export nquads -o a.nq": "a.nq", "export popolo -o p.json": "p.json", "map -o m.html": "m.html",
    "map -o m.svg": "m.svg", "gaps --store s": "s", "workbook export b.xlsx": "b.xlsx",
    "workbook load town.xlsx -o o.ttl": "o.ttl", "workbook check town.xlsx": "", "ingest paper.txt -o n.xlsx": "n.xlsx",
    "init new": "new",
}  # fmt: skip
_MOMENTS = (0.01, 0.1, 0.3, 0.5, 0.8, 1.2)
_SIGNS = ("SIGINT", "SIGTERM", "SIGHUP")
# Python reads this before anything of ours, and notes when our first line has been run: what it does before is its own.
_NOTED = """import sys
def watch(event, arguments):
    if event == "import" and arguments[0] == "oversight_graph.process":
        open("begun", "w").close()
sys.addaudithook(watch)
"""
# This interrupts at an import, counted from the first of ours.
_EARLY = """import os, signal, sys
left = None
def watch(event, arguments):
    global left
    if event == "import":
        if arguments[0] == "oversight_graph":
            left = %d
        elif left is not None:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.%s)
sys.addaudithook(watch)
"""

_EARLY_FIRST = {"PYTHONPATH": f"{{here}}/early:{ROOT / 'graph'}", "PYTHONDONTWRITEBYTECODE": "1"}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    number = count()
    for command, made in _COMMANDS.items():
        for moment in _MOMENTS:
            name = _SIGNS[next(number) % 3]
            sign = getattr(signal, name)
            own_data = command.startswith(("init", "ingest", "workbook load", "workbook check"))
            run = command.split() if own_data else [*command.split(), "--data", "town"]
            yield Case(
                name=f"{name} after {moment:g} s: {command}", run=tuple(run), own=True, sign=(name, moment),
                code=(0, 1, 128 + sign, -sign), changes=(made, f"{made}/*", "cache*", "paper*", "begun"), silent=("Aborted", "ignored in"),
                env={"OVERSIGHT_CACHE": "{here}/cache", **_EARLY_FIRST}, prepare=_book if "town.xlsx" in command else None,
                files={"q.rq": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "paper.txt": _PAPER, "early/sitecustomize.py": _NOTED},
                after=partial(_sound, run, made),
            )  # fmt: skip
    for at in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144):
        for name in _SIGNS:
            sign = getattr(signal, name)
            yield Case(
                name=f"{name} at import {at}", run="bodies --data town", own=True, code=(-sign, 128 + sign), silent=("File ",),
                files={"early/sitecustomize.py": _EARLY % (at, name)}, env=_EARLY_FIRST,
                fast=at == 1 and name == "SIGINT",
            )  # fmt: skip


def _book(here: Path) -> None:
    made = oversight(here, "workbook", "export", "town.xlsx", "--data", "town")
    assert made.returncode == 0, made.stderr


def _sound(run: list[str], made: str, here: Path, _: Outcome) -> str | None:
    """Run it once more, and say what is amiss then."""
    there = (here / made).exists() if made else False
    again = oversight(here, *run, OVERSIGHT_CACHE=str(here / "cache")) if "q.rq" not in run else None
    if again is None:
        return None
    # What is whole may be in the way of the same once more.
    if again.returncode not in ((0, 1, 2) if there else (0, 1)):
        return f"the next run: {again.returncode}, {again.stderr[-200:]}"
    if any(path.name.endswith(".unfinished") for path in here.rglob("*")):
        return "something unfinished is left"
    return None
