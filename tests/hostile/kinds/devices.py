"""Pipes, devices, folders and endless files in the place of a file that is named: none is waited for, none is read."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from case import Case

_QUERY = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_DATED = "--date 2025-03-04 --publisher Council -o out"
# What is run, and the file in it that is none.
_NAMED = {
    "workbook check IT.xlsx": "IT.xlsx", "workbook load IT.xlsx": "IT.xlsx", "gaps --data IT.xlsx": "IT.xlsx",
    "gaps --data IT.ods": "IT.ods", "gaps --data IT.ttl": "IT.ttl", "gaps --data IT.jsonld": "IT.jsonld",
    "workbook check own": "own/Bodies.csv", "gaps --data own": "own/Bodies.csv",
    "ingest IT.pdf -o out.xlsx": "IT.pdf", "ingest IT.docx -o out.xlsx": "IT.docx", "ingest IT.html -o out.xlsx": "IT.html",
    "ingest IT.xlsx -o out.xlsx": "IT.xlsx", "ingest IT.txt -o out.xlsx": "IT.txt", "ingest IT.csv -o out.xlsx": "IT.csv",
    "ingest town/plan-2025.txt -o IT.xlsx": "IT.xlsx", "ingest town/plan-2025.txt -o out.xlsx --words IT.yaml": "IT.yaml",
    f"import popolo IT.json {_DATED}": "IT.json", f"import organogram IT.csv {_DATED}": "IT.csv",
    f"import rows IT.csv --map m.rq {_DATED}": "IT.csv", f"import rows a.csv --map IT.rq {_DATED}": "IT.rq",
    "import csv own -o out": "own/Body.csv", "query --file IT.rq --data town": "IT.rq",
    "check --profile IT.txt --data town": "IT.txt", "gaps --store IT": "IT", "gaps --data town --store IT": "IT",
    "diff --from-data IT.ttl --to-data town": "IT.ttl",
}  # fmt: skip
# What is run, and the file beside those that are read.
_BESIDE = {
    "gaps --data town": ("town/IT.xlsx", "town/IT.ods", "town/IT.foo", "town/IT.csv", "town/IT.txt"),
    "verify --data town --sources own": ("own/IT.txt", "own/IT.pdf"),
    "explain 1.1 --data town --sources town": ("town/IT.txt",),
}


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _of_the_system(path: Path) -> None:
    path.symlink_to("/proc/kmsg")


def _endless(path: Path) -> None:
    path.touch()
    os.truncate(path, 20 * 1024**3)


_KINDS: tuple[Callable[[Path], None], ...] = (_pipe, _folder, _device, _of_the_system, _endless)


def _made(make: Callable[[Path], None], name: str, here: Path) -> None:
    (here / "own").mkdir()
    (here / "own" / "Papers.csv").write_text("paper,title,date,kind,publisher,file,sha256\n")
    (here / "a.csv").write_text("a,b\n1,2\n")
    (here / "m.rq").write_text(_QUERY)
    make(here / name)


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for make in _KINDS:
        what = make.__name__.strip("_").replace("_", " ")
        for run, name in _NAMED.items():
            # An empty folder is where a store or an output may be.
            code = (0, 1, 2) if make is _folder else 2
            yield Case(
                name=f"{what}: {run}", run=run, code=code, prepare=partial(_made, make, name), seconds=3, megabytes=400,
                changes=("out*", "IT", "IT/*") if make is _folder else (), fast=make is _pipe and run == "gaps --data IT.ods",
            )  # fmt: skip
        for run, names in _BESIDE.items():
            for name in names:
                yield Case(
                    name=f"{what}: {name} beside others, {run}", run=run, code=(0, 1, 2), seconds=5, megabytes=400,
                    prepare=partial(_made, make, name),
                )  # fmt: skip
