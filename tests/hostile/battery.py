"""The battery: hostile inputs and injected faults, each in a process of its own, and what came of them.

Run ``python tests/hostile/battery.py``; ``--fast`` tries the part that each run of the tests has, ``--only KIND`` one
kind, ``--case WORDS`` the cases whose names have these words. Prints each case that is mishandled, the counts by kind,
and the ten that needed most memory and most time; ends with 1 if any was mishandled.
"""

import argparse
import importlib
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from case import ROOT, Case, Outcome, faults, lay_out, listing

_KINDS = Path(__file__).with_name("kinds")
# A browser needs more memory than a case may have: pictures are drawn without one.
_SETTINGS = {
    "OVERSIGHT_CACHE": "off",
    "OVERSIGHT_CHROMIUM": "none",
    "PATH": os.environ.get("PATH", ""),
    "LANG": "C.UTF-8",
}
_MOST = 8 * 1024**3
# A case that waits for what never comes is stopped after so many times its seconds.
_PATIENCE = 6


def kinds() -> list[str]:
    """Return the kinds of inputs: a module of `kinds` each."""
    return sorted(path.stem for path in _KINDS.glob("[a-z]*.py"))


def cases(kind: str) -> Iterator[Case]:
    """Yield the cases of a kind."""
    yield from importlib.import_module(f"kinds.{kind}").cases()


def attempt(case: Case, folder: Path) -> tuple[Outcome, list[str]]:
    """Try a case in a new folder; return what came of it, and what is amiss."""
    here = folder / "here"
    here.mkdir()
    try:
        lay_out(case, here)
        before = listing(here)
        (folder / "temporary").mkdir(mode=0o777)
        (folder / "temporary").chmod(0o1777)  # whoever the case becomes may write there
        outcome = _started(case, here, folder)
        left = [f"{path.name} is left among temporary files" for path in (folder / "temporary").iterdir()]
        return outcome, [*faults(case, here, before, outcome), *left]
    finally:
        for path in folder.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)


def _started(case: Case, here: Path, folder: Path) -> Outcome:
    began = time.monotonic()
    pid = (_own if case.own else _split)(case, here, folder)
    late = False
    if case.sign:
        threading.Thread(target=_sent, args=(pid, case, here / "begun")).start()
    while True:
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            break
        if not late and time.monotonic() - began > case.seconds:
            late = _worked(pid) > case.seconds or time.monotonic() - began > _PATIENCE * case.seconds
            if late:
                os.killpg(pid, signal.SIGKILL)
            time.sleep(0.2)
        time.sleep(0.002)
    out, err = (
        (folder / name).read_text(encoding="utf-8", errors="backslashreplace") if (folder / name).is_file() else ""
        for name in ("out", "err")
    )
    seconds = used.ru_utime + used.ru_stime
    return Outcome(os.waitstatus_to_exitcode(status), out, err, seconds, used.ru_maxrss / 1024, late)


def _sent(pid: int, case: Case, begun: Path) -> None:
    assert case.sign
    sign, seconds = case.sign
    with suppress(ProcessLookupError):
        while begun.name in case.changes and not begun.exists():
            os.kill(pid, 0)  # whether it is there still
            time.sleep(0.002)
        time.sleep(seconds)
        os.kill(pid, getattr(signal, sign))


def _worked(group: int) -> float:
    """Return for how many seconds the processes of a group have worked so far: a machine may be busy with others."""
    if not sys.platform.startswith("linux"):
        return float("inf")
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[2]) == group:
            ticks += sum(map(int, after[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _settings(case: Case, here: Path) -> dict[str, str]:
    own = {"PYTHONPATH": str(ROOT / "graph"), "HOME": str(here / "home"), "TMPDIR": str(here.parent / "temporary")}
    given = {name: value.replace("{here}", str(here)) for name, value in case.env.items()}
    return {**_SETTINGS, **own, **given}


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _begun() -> None:
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_DFL)  # what is begun behind a shell ignores them
    _limits()


def _output(case: Case, folder: Path) -> int:
    if case.output == "closed":
        reader, writer = os.pipe()
        os.close(reader)
        return writer
    return os.open(case.output or folder / "out", os.O_WRONLY | os.O_CREAT, 0o600)


def _own(case: Case, here: Path, folder: Path) -> int:
    """Start an interpreter for a case."""
    with (folder / "err").open("wb") as err:
        out = _output(case, folder)
        started = subprocess.Popen(
            [sys.executable, "-m", "oversight_graph", *case.arguments(here)],
            cwd=here, env=_settings(case, here), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            preexec_fn=_begun, start_new_session=True,
        )  # fmt: skip
        os.close(out)
    return started.pid


def _split(case: Case, here: Path, folder: Path) -> int:
    """Split off a process for a case: what is imported already need not be imported again."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # what is begun behind a shell ignores them
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.chdir(here)
        _limits()
        os.environ.clear()
        os.environ.update(_settings(case, here))
        tempfile.tempdir = None  # where temporary files are was looked up in the settings of the battery
        for number, opened in (
            (0, os.open(os.devnull, os.O_RDONLY)),
            (1, _output(case, folder)),
            (2, os.open(folder / "err", os.O_WRONLY | os.O_CREAT, 0o600)),
        ):
            os.dup2(opened, number)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r")), encoding="utf-8"),
            io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), encoding="utf-8"),
            io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w")), encoding="utf-8", errors="backslashreplace"),
        )
        from oversight_graph.cli import main

        sys.argv = ["oversight", *case.arguments(here)]
        if case.inject:
            case.inject(here)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        sys.stdout.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        try:
            sys.stderr.flush()
        finally:
            os._exit(code)


def warm() -> None:
    """Import what most commands import, so that the processes that are split off need not."""
    sys.path.insert(0, str(ROOT / "graph"))
    import networkx
    import pyoxigraph
    import typer

    import oversight_graph.check.at_load
    import oversight_graph.cli
    import oversight_graph.registry.answers

    assert all((networkx, pyoxigraph, typer, oversight_graph))


def main() -> int:
    """Try the cases that are asked for, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fast", action="store_true", help="only the part that each run of the tests has")
    parser.add_argument("--only", action="append", choices=kinds(), help="only this kind; may be given again")
    parser.add_argument("--case", default="", help="only cases whose names have these words")
    parser.add_argument("--show", action="store_true", help="print what each case said")
    asked = parser.parse_args()
    warm()
    tried, mishandled = Counter[str](), Counter[str]()
    needed: list[tuple[float, float, str]] = []
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        Path(place).chmod(0o711)
        for kind in asked.only or kinds():
            names = set[str]()
            for case in cases(kind):
                assert case.name not in names, f"{kind} has two cases named {case.name}"
                names.add(case.name)
                if (asked.fast and not case.fast) or asked.case not in case.name:
                    continue
                folder = Path(tempfile.mkdtemp(dir=place))
                folder.chmod(0o711)
                outcome, amiss = attempt(case, folder)
                tried[kind] += 1
                needed.append((outcome.seconds, outcome.megabytes, f"{kind}: {case.name}"))
                if asked.show or amiss:
                    print(f"{kind}: {case.name}: {'; '.join(amiss[:6]) or 'as expected'}")
                    said = (outcome.err or outcome.out).strip()
                    print(
                        f"    exit {outcome.code}, {outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB: {said[:600]!a}"
                    )
                mishandled[kind] += bool(amiss)
    for kind, count in tried.items():
        print(f"{count:5} {kind}" + (f", {mishandled[kind]} mishandled" if mishandled[kind] else ""))
    print(f"{tried.total()} tried, {mishandled.total()} mishandled")
    if not asked.fast:
        print("| of the ten that needed most time, and the ten that needed most memory | seconds of work | MB |")
        print("| --- | ---: | ---: |")
        slowest = sorted(needed, key=lambda each: each[0], reverse=True)[:10]
        largest = sorted(needed, key=lambda each: each[1], reverse=True)[:10]
        worst = {*slowest, *largest}
        for seconds, megabytes, name in sorted(worst, reverse=True):
            print(f"| {name} | {seconds:.1f} | {megabytes:.0f} |")
    return 1 if mishandled.total() or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
