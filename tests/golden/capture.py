"""Record what every command answers, and compare two such records.

Usage: python tests/golden/capture.py capture OUT [--python-path DIR] [--data DIR] [--committed] [--jobs N]
       python tests/golden/capture.py compare OLD NEW [--most N] [--brief | --by-change]

A record is a folder with one JSON file for each call, one row on a line. Three data sets are asked at three dates each:
the shipped data, the set that `oversight init` makes, and a plan that `benchmarks/bigplan.py` draws. Everything goes
through the command line, so that a record of one version can be set against that of another however their modules
differ. `--committed` records the smaller set that the repository keeps beside this file.
"""

import argparse
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cases import Case, dated, undated
from compare import compare
from made import entries, map_rows, pages, tables, text_of

ROOT = Path(__file__).resolve().parents[2]
UNDATED = "undated"
DATES = {
    "shipped": ["2018-11-27", "2019-01-30", "2021-04-27"],
    "starter": ["2025-02-04", "2025-03-04", "2025-12-31"],
    "plan": ["2025-02-04", "2025-06-30", "2026-01-31"],
}
# Of these the repository keeps what was recorded; of the shipped data only the calls that are named.
COMMITTED = [("starter", UNDATED), ("starter", "2025-03-04"), ("shipped", "2019-01-30")]
COMMITTED_SHIPPED = re.compile(
    r"coverage|coverage activities|coverage summary|gaps|bodies|people|actions|check|conflicts|overlap"
    r"|practice|practice cadence|practice topics|follow-up|follow-up by-owner|measures structure"
    r"|whatif (alliance|merge|remove .*)|(chain|oversees by) \S*(commitment|post)_.*|diff from 2018-11-27"
)
# RDF holds the whole ontology, which has a history of its own; the tables of `export csv` hold the data.
COMMITTED_STARTER_NOT = re.compile(r"export (turtle|trig|jsonld|nquads)")
LONGEST = 100


class Answer(NamedTuple):
    """What a call gave: its exit code, and what it wrote."""

    exit: int
    stdout: str
    stderr: str


class Session:
    """Calls of the command line on one data set, all in this process."""

    def __init__(self, data: list[str], day: str, replaced: dict[str, str]) -> None:
        self.data = data
        self.day = day
        self.replaced = replaced

    def call(self, arguments: list[str]) -> Answer:
        """Run the command line with the arguments, as ``python -m oversight_graph`` does before it ends its process."""
        from oversight_graph.cli import main as oversight

        out, err, code = io.StringIO(), io.StringIO(), 0
        before, sys.argv = sys.argv, ["oversight", *arguments]
        try:
            with redirect_stdout(out), redirect_stderr(err):
                oversight()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            sys.argv = before
        return Answer(code, self._clean(out.getvalue()), self._clean(err.getvalue()))

    def _clean(self, text: str) -> str:
        for path, name in self.replaced.items():
            text = text.replace(path, name)
        return text

    def ask(self, *arguments: str, sparql: str = "", plain: bool = False) -> list[dict[str, Any]]:
        """Return the rows of a call that is made to find out what to ask about; it is not recorded."""
        if sparql:
            return self._sparql(sparql)
        answer = self.call([*arguments, *([] if plain else self.data), "-f", "json"])
        if answer.exit:
            raise SystemExit(f"cannot ask {arguments}: {answer.stderr}")
        rows: list[dict[str, Any]] = json.loads(answer.stdout)
        return rows

    @cache  # noqa: B019 -- one session lives as long as its process
    def _sparql(self, query: str) -> list[dict[str, Any]]:
        Path("ask.rq").write_text(query, encoding="utf-8")
        return self.ask("query", "--file", "ask.rq")

    def records(self, case: Case) -> Iterator[tuple[str, Answer, list[Any]]]:
        """Yield name, answer and rows of what a call gives; a report gives three."""
        answer = self._answer(case, case.arguments)
        if case.otherwise and answer.exit == 2 and "No such option" in answer.stderr:
            answer = self._answer(case, case.otherwise)
        if answer.exit == 2 or case.makes == "lines":
            yield case.name, answer, answer.stdout.splitlines()
        elif case.makes == "rows":
            yield case.name, answer, json.loads(answer.stdout) if answer.stdout.strip() else []
        elif case.makes == "file":
            yield case.name, answer, list(entries(text_of(Path("made"))))
        elif case.makes == "folder":
            yield case.name, answer, list(tables(Path("made")))
        elif case.makes == "map":
            yield case.name, answer, list(map_rows(text_of(Path("made.html"))))
        else:
            made = Path("made")
            files = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
            yield f"{case.name} files", answer, files
            yield f"{case.name} tables", answer, list(tables(made))
            yield f"{case.name} pages", answer, list(pages(made))

    def _answer(self, case: Case, arguments: tuple[str, ...]) -> Answer:
        for path in (Path("made"), Path("made.html")):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        given = [*arguments]
        given += self.data if "d" in case.takes else []
        given += ["--as-of", self.day] if "a" in case.takes and self.day != UNDATED else []
        given += ["--to", self.day] if "t" in case.takes else []
        given += ["-f", "json"] if "j" in case.takes else []
        given += ["-o", "made.html" if case.makes == "map" else "made"] if case.makes not in {"rows", "lines"} else []
        return self.call(given)


def write(path: Path, name: str, answer: Answer, rows: list[Any]) -> None:
    """Write one record: the same answer gives the same bytes."""
    head = {"case": name, "exit": answer.exit, "stderr": answer.stderr.splitlines()}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    start = json.dumps(head, ensure_ascii=False, indent=0)[:-2]
    path.write_text(f'{start},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")


def work(world: str, day: str, out: Path, given: argparse.Namespace) -> None:
    """Record one data set at one date; this process has the package to record on its path, and a folder of its own."""
    replaced = {str(out.resolve()): "OUT", str(Path.cwd()): "HERE"}
    data: list[str] = []
    session = Session([], day, replaced)
    if world == "shipped" and given.data:
        replaced[str(given.data.resolve())] = "data/west-mercia"
        data = ["--data", str(given.data.resolve())]
    elif world == "starter":
        made = session.call(["init", "starter"])
        if day == UNDATED:
            write(out / "init.json", "init", made, sorted(path.name for path in Path("starter").iterdir()))
        data = ["--data", "starter"]
    elif world == "plan":
        from bigplan import turtle

        Path("plan.ttl").write_text(turtle(60, 25, 5), encoding="utf-8")
        data = ["--data", "plan.ttl"]
    session.data = data
    others = [other for other in DATES[world] if other < day]
    for case in undated(session.ask) if day == UNDATED else dated(session.ask, others):
        if given.committed and not _is_kept(world, case.name):
            continue
        for name, answer, rows in session.records(case):
            if not (given.committed and name == "report pages"):
                kept = [_shortened(row) for row in rows] if given.committed and world == "shipped" else rows
                write(out / f"{name.replace(' ', '_')}.json", name, answer, kept)


def _shortened(value: Any) -> Any:
    """Return a row with its names numbered and long sentences cut, so that no row of names repeats one of a paper.

    A digest stands for what was cut, so that a change in it shows.
    """
    if isinstance(value, dict):
        return {key: _shortened(part) for key, part in value.items()}
    if isinstance(value, list) and len(value) > 1 and any(" " in part for part in value if isinstance(part, str)):
        return [f"n{number} {_shortened(part)}" for number, part in enumerate(value, 1)]
    if isinstance(value, str) and len(value) > LONGEST and " " in value:
        return f"{value[: LONGEST - 20]}… [{len(value)}, {hashlib.sha256(value.encode()).hexdigest()[:8]}]"
    return value


def _is_kept(world: str, name: str) -> bool:
    if world == "shipped":
        return COMMITTED_SHIPPED.fullmatch(name) is not None
    return COMMITTED_STARTER_NOT.match(name) is None


def capture(given: argparse.Namespace) -> int:
    """Record everything, each data set and date in a process of its own; the folder appears when all is there."""
    if given.out.exists() and not (given.out / "record.json").exists() and any(given.out.iterdir()):
        sys.stderr.write(f"error: {given.out} holds something else; name a new folder\n")
        return 2
    tasks = COMMITTED if given.committed else [(w, day) for w in DATES for day in [*DATES[w], UNDATED]]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OVERSIGHT_")}
    # One width, no colour, no snapshot of another version, the same order of sets in each process.
    fixed = {"COLUMNS": "120", "TERMINAL_WIDTH": "120", "NO_COLOR": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "record"

        def run(task: tuple[str, str]) -> subprocess.CompletedProcess[bytes]:
            here = Path(folder) / "-".join(task)
            out = made.joinpath(*task)
            here.mkdir()
            out.mkdir(parents=True)
            path = os.pathsep.join([str(given.python_path.resolve()), str(ROOT / "benchmarks")])
            options = ["--committed"] if given.committed else []
            options += ["--data", str(given.data.resolve())] if given.data else []
            return subprocess.run(
                [sys.executable, __file__, "work", *task, str(out), *options],
                cwd=here,
                env={**kept, **fixed, "PYTHONPATH": path, "OVERSIGHT_CACHE": str(here / "cache")},
                check=False,
                stdin=subprocess.DEVNULL,
            )

        with ThreadPoolExecutor(given.jobs) as pool:
            if any(result.returncode for result in pool.map(run, tasks)):
                sys.stderr.write("error: nothing was written, for a call could not be made; see above\n")
                return 2
        (made / "record.json").write_text(json.dumps({"sets": ["/".join(task) for task in tasks]}) + "\n")
        if given.out.exists():
            shutil.rmtree(given.out)
        given.out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, given.out)
    return 0


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description="Record what every command answers, and compare two such records.")
    commands = parser.add_subparsers(dest="command", required=True)
    recorder = commands.add_parser("capture", help="record the answers of a version")
    recorder.add_argument("out", type=Path, help="folder to make; an earlier record in it is replaced")
    recorder.add_argument("--python-path", type=Path, default=ROOT / "graph", help="where the package to record stands")
    recorder.add_argument("--jobs", type=int, default=2, help="how many processes")
    comparer = commands.add_parser("compare", help="list what differs; exit 1 if anything does")
    comparer.add_argument("old", type=Path)
    comparer.add_argument("new", type=Path)
    comparer.add_argument("--most", type=int, default=10, help="so many differences of each case; 0 for all")
    comparer.add_argument("--brief", action="store_true", help="only the counts")
    comparer.add_argument("--by-change", action="store_true", help="each change once, with how often it is found")
    worker = commands.add_parser("work")
    worker.add_argument("world")
    worker.add_argument("day")
    worker.add_argument("out", type=Path)
    for each in (recorder, worker):
        each.add_argument("--data", type=Path, help="the shipped data of another version")
        each.add_argument("--committed", action="store_true", help="only what the repository keeps")
    given = parser.parse_args()
    if given.command == "work":
        work(given.world, given.day, given.out, given)
        return 0
    if given.command == "capture":
        return capture(given)
    report = compare(given.old, given.new, given.most, given.brief, given.by_change)
    sys.stdout.write(report)
    return 1 if report else 0


if __name__ == "__main__":
    sys.exit(main())
