"""What is written is whole or not at all, nothing is left behind, and nothing of a user's own is lost."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from case import Case, Outcome
from injected import NOBODY, at_step, ended, full, interrupted, killed, largest, oversight, plain, refused

_ROOT = not hasattr(os, "geteuid") or os.geteuid() == 0
# What is written: the command, what it makes, and at how many of its steps a fault is tried.
_FILES = {
    "export nquads": "out.nq", "export turtle": "out.ttl", "export popolo": "out.json",
    "map": "out.html", "workbook export": "out.xlsx",
}  # fmt: skip
_FOLDERS = {"export csv": 26, "report": 330, "workbook export": 22}


def _run(command: str, output: str) -> str:
    if command == "workbook export":
        return f"workbook export {output} --data town"
    return f"{command} --data town -o {output}"


def cases() -> Iterator[Case]:
    """Yield them."""
    yield from _faults_of_files()
    yield from _faults_of_folders()
    yield from _own_files()
    yield from _rights()
    yield from _output()
    yield from _init()
    yield from _browsers()
    yield from _for_a_while()
    yield from _clocks()
    for run in ("report -o /", "export csv -o /", "workbook export /"):
        yield Case(name=f"{run}: the whole disk is not looked through", run=f"{run} --data town", seconds=8)


_EXITS: dict[Callable[[], None], tuple[int, ...]] = {
    killed: (-signal.SIGKILL,), ended: (-signal.SIGTERM,), interrupted: (1, 2, 130, -signal.SIGINT), full: (2,),
    refused: (2,),
}  # fmt: skip


def _codes(fault: Callable[[], None]) -> tuple[int, ...]:
    return _EXITS[fault]


def _faults_of_files() -> Iterator[Case]:
    for command, output in _FILES.items():
        whole = command == "export nquads"
        for old in ("old", None) if whole else ("old",):
            for step in range(1, 6 if whole else 4):
                for fault in _EXITS if whole else (killed, full):
                    codes = (0, *_codes(fault))
                    yield Case(
                        name=f"{command}, {fault.__name__} at step {step}{', over an old file' if old else ''}",
                        run=_run(command, f"out/{output}"),
                        files={f"out/{output}": old, "out/mine.txt": "mine"} if old else {"out/mine.txt": "mine"},
                        inject=at_step(step, fault, "out"),
                        code=codes,
                        changes=(f"out/{output}", *(["out/.*.unfinished"] if fault is killed else [])),
                        after=partial(_file_whole, command, output, old),
                        fast=command == "export nquads" and old == "old" and step < 3 and fault in (killed, full),
                    )
        for size in (1000, 20_000):
            yield Case(
                name=f"{command} on a disk with {size} bytes left", run=_run(command, f"out/{output}"),
                files={f"out/{output}": "old"}, inject=largest(size), code=(0, 2), changes=(f"out/{output}",),
                after=partial(_file_whole, command, output, "old"),
            )  # fmt: skip


def _file_whole(command: str, output: str, old: str | None, here: Path, outcome: Outcome) -> str | None:
    """Say what is amiss with a file that should be the old or the new one, and with the next run."""
    path = here / "out" / output
    content = path.read_bytes() if path.exists() else None
    done = oversight(here, *_run(command, f"out/{output}").split())
    if done.returncode:
        return f"the next run says {done.stderr}"
    if content not in (old.encode() if old else None, path.read_bytes()):
        return "neither the old nor the new one is there"
    if outcome.code == 0 and content != path.read_bytes():
        return "exit 0, and not the new one"
    left = [name for name in os.listdir(here / "out") if name not in (output, "mine.txt")]  # noqa: PTH208
    return f"the next run leaves {left}" if left else None


def _faults_of_folders() -> Iterator[Case]:
    for command, steps in _FOLDERS.items():
        for over in (False, True):
            for step in (1, 2, 3, steps // 2, *range(steps, steps + 5)):
                for fault in (killed, full) if command == "report" else (killed, full, ended):
                    codes = (0, *_codes(fault))
                    yield Case(
                        name=f"{command} to a folder, {fault.__name__} at step {step}{', over an old one' * over}",
                        run=_run(command, "all/out"),
                        prepare=partial(_old_folder, command) if over else None,
                        files={"all/mine.txt": "mine"},
                        inject=at_step(step, fault, "all"),
                        code=codes,
                        changes=("all/out", "all/out/*", *(["all/.*"] if fault is killed else [])),
                        after=partial(_folder_whole, command, over),
                        seconds=40,
                    )


def _old_folder(command: str, here: Path) -> None:
    done = oversight(
        here, *_run(command, "all/out").split(), *(["--as-of", "2025-02-10"] if command == "report" else [])
    )
    assert done.returncode == 0, done.stderr
    shutil.copytree(here / "all" / "out", here.parent / "old")


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _folder_whole(command: str, over: bool, here: Path, outcome: Outcome) -> str | None:
    there = _content(here / "all" / "out")
    done = oversight(here, *_run(command, "all/out").split())
    if done.returncode:
        return f"the next run says {done.stderr}"
    old, new = _content(here.parent / "old") if over else {}, _content(here / "all" / "out")
    if there not in (old, new):
        return f"{len(there)} files, neither the old {len(old)} nor the new {len(new)}"
    if outcome.code == 0 and there != new:
        return "exit 0, and not the new one"
    left = sorted(name for name in os.listdir(here / "all") if name not in ("out", "mine.txt"))  # noqa: PTH208
    return f"the next run leaves {left}" if left else None


def _own_files() -> Iterator[Case]:
    """Yield folders that hold a user's own files beside ours."""
    for command in _FOLDERS:
        for name in (
            "notes.txt",
            ".git/config",
            "Body.csv.old",
            "csv/mine.csv",
            "index.html.bak",
            ".hidden",
            "deep/er/x",
        ):
            yield Case(
                name=f"{command} over an old one with {name} of the user's own", run=_run(command, "all/out"),
                prepare=partial(_with_own, command, name), code=2, says=(name.rpartition("/")[2],), seconds=40,
                fast=command == "export csv" and name == "notes.txt",
            )  # fmt: skip
        for name in ("notes.txt", "x.csv", "oversight-report.json", "index.html"):
            yield Case(
                name=f"{command} into a folder with {name}", run=_run(command, "all/out"),
                files={f"all/out/{name}": '{"files": {"index.html": "x"}}'}, code=2, says=("nothing was written",),
            )  # fmt: skip
        yield Case(name=f"{command} over a file", run=_run(command, "all/out"), files={"all/out": "mine"})
        yield Case(
            name=f"{command} over a link", run=_run(command, "all/out"), prepare=_link, code=(0, 2),
            changes=("town-out", "town-out/*"),
        )  # fmt: skip
    yield Case(
        name="report over a report with a page changed", run=_run("report", "all/out"), code=2, says=("index.html",),
        prepare=_page_changed, seconds=40,
    )  # fmt: skip
    yield Case(
        name="export csv over an old one with a table more", run=_run("export csv", "all/out"), code=2,
        prepare=partial(_with_own, "export csv", "Old.csv"), says=("Old.csv",),
    )  # fmt: skip
    yield Case(
        name="a mark that names files elsewhere", run=_run("report", "all/out"), code=2, says=("nothing was written",),
        files={"all/out/oversight-report.json": '{"files": {"../../town/register.ttl": "x", "/etc/passwd": "y"}}',
               "all/out/x": "mine"},
    )  # fmt: skip


def _with_own(command: str, name: str, here: Path) -> None:
    _old_folder(command, here)
    path = here / "all" / "out" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")


def _page_changed(here: Path) -> None:
    _old_folder("report", here)
    with (here / "all" / "out" / "index.html").open("a") as file:
        file.write("mine")


def _link(here: Path) -> None:
    (here / "all").mkdir()
    (here / "town-out").mkdir()
    (here / "all" / "out").symlink_to("../town-out")


def _rights() -> Iterator[Case]:
    """Yield files and folders with rights and owners that are to be kept."""
    for mode in (0o600, 0o640, 0o664, 0o666, 0o755):
        yield Case(
            name=f"export over a file with rights {mode:o}", run=_run("export nquads", "out.nq"), code=0,
            files={"out.nq": "old"}, prepare=partial(_chmod, "out.nq", mode), changes=("out.nq",),
            after=partial(_has, "out.nq", mode, None),
        )  # fmt: skip
    for mask, mode in ((0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0, 0o666)):
        for command in ("export csv", "report"):
            yield Case(
                name=f"{command} under umask {mask:o}", run=_run(command, "out"), code=0, changes=("out", "out/*"),
                inject=partial(_umask, mask), after=partial(_all_have, mode), seconds=40,
            )  # fmt: skip
        for command, output in _FILES.items():
            yield Case(
                name=f"{command} under umask {mask:o}", run=_run(command, output), code=0, changes=(output,),
                inject=partial(_umask, mask), after=partial(_has, output, mode, None),
            )  # fmt: skip
    if not _ROOT:
        return
    yield Case(
        name="export over a file of another", run=_run("export nquads", "out.nq"), code=0, files={"out.nq": "old"},
        prepare=partial(_chown, "out.nq"), changes=("out.nq",), after=partial(_has, "out.nq", 0o644, NOBODY),
    )  # fmt: skip
    yield Case(
        name="report over a report of another", run=_run("report", "all/out"), code=0, changes=("all/out*",),
        prepare=_report_of_another, after=partial(_has, "all/out", 0o750, NOBODY), seconds=40,
    )  # fmt: skip
    for command, output in {"export nquads": "out.nq", "export csv": "out", "report": "out", "map": "out.html"}.items():
        yield Case(
            name=f"{command} where one may not write", run=_run(command, f"shut/{output}"), code=2, inject=plain,
            prepare=partial(_shut, "shut", 0o555), says=("Permission denied",),
        )  # fmt: skip
        yield Case(
            name=f"{command} over a file that is read-only", run=_run(command, f"shut/{output}"), code=2, inject=plain,
            prepare=partial(_shut_file, output), says=("shut/",),
        )  # fmt: skip
    yield Case(
        name="a file that may be written in a folder that may not", run=_run("export nquads", "shut/out.nq"), code=0,
        inject=plain, prepare=_open_file, changes=("shut/out.nq",), after=partial(_has, "shut/out.nq", 0o666, 0),
    )  # fmt: skip
    for command in ("export csv", "report"):
        for old in (False, True):
            yield Case(
                name=f"{command} into a mounted folder{', with an old one' * old}", run=_run(command, "all/out"),
                code=0, prepare=partial(_mounted, command, old, "size=64m"), changes=("all/out*",), seconds=40,
                after=_mounted_whole,
            )  # fmt: skip
        yield Case(
            name=f"{command} into a mounted folder that is full", run=_run(command, "all/out"), code=2,
            prepare=partial(_mounted, command, False, "size=64k"), changes=("all/out",), after=_mounted_empty,
            seconds=40, says=("No space left",),
        )  # fmt: skip


def _chmod(name: str, mode: int, here: Path) -> None:
    (here / name).chmod(mode)


def _chown(name: str, here: Path) -> None:
    os.chown(here / name, NOBODY, NOBODY)


def _umask(mask: int, _: Path) -> None:
    os.umask(mask)


def _has(name: str, mode: int, owner: int | None, here: Path, _: Outcome) -> str | None:
    about = (here / name).stat()
    if about.st_mode & 0o7777 != mode:
        return f"has rights {about.st_mode & 0o7777:o}, not {mode:o}"
    return f"belongs to {about.st_uid}, not {owner}" if owner is not None and about.st_uid != owner else None


def _all_have(mode: int, here: Path, outcome: Outcome) -> str | None:
    found = {
        amiss
        for path in (here / "out").rglob("*")
        if path.is_file() and (amiss := _has(str(path), mode, None, here, outcome))
    }
    folder = _has("out", mode | (mode & 0o444) >> 2, None, here, outcome)
    return "; ".join(found) or folder


def _report_of_another(here: Path) -> None:
    _old_folder("report", here)
    (here / "all" / "out").chmod(0o750)
    os.chown(here / "all" / "out", NOBODY, NOBODY)


def _shut(name: str, mode: int, here: Path) -> None:
    here.chmod(0o755)
    (here / name).mkdir()
    (here / name).chmod(mode)


def _shut_file(output: str, here: Path) -> None:
    _shut("shut", 0o755, here)
    (here / "shut" / output).write_text("old")
    (here / "shut" / output).chmod(0o444)


def _open_file(here: Path) -> None:
    _shut("shut", 0o755, here)
    (here / "shut" / "out.nq").write_text("old")
    (here / "shut" / "out.nq").chmod(0o666)
    (here / "shut").chmod(0o555)


def _mounted(command: str, old: bool, options: str, here: Path) -> None:
    (here / "all").mkdir()
    if old:
        _old_folder(command, here)
    shutil.rmtree(here / "all" / "out", ignore_errors=True)
    (here / "all" / "out").mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(here / "all" / "out")], check=True)
    if old:
        shutil.copytree(here.parent / "old", here / "all" / "out", dirs_exist_ok=True)


def _mounted_whole(here: Path, _: Outcome) -> str | None:
    count = len(_content(here / "all" / "out"))
    left = [path.name for path in (here / "all" / "out").iterdir() if path.name.endswith(".unfinished")]
    subprocess.run(["umount", str(here / "all" / "out")], check=True)
    return f"leaves {left}" if left else None if count > 5 else f"{count} files"


def _mounted_empty(here: Path, _: Outcome) -> str | None:
    left = [path.name for path in (here / "all" / "out").iterdir()]
    subprocess.run(["umount", str(here / "all" / "out")], check=True)
    return f"leaves {left}" if left else None


def _output() -> Iterator[Case]:
    """Yield outputs that cannot be written, whether Python buffers or not."""
    commands = (
        "coverage", "gaps -f json", "bodies -f csv", "actions -f md", "export nquads", "export popolo", "check --list",
        "query --list", "explain 1.1", "-h", "coverage -h", "--version", "workbook load town.xlsx",
    )  # fmt: skip
    for command in commands:
        plain = command.startswith(("-", "query", "check", "coverage -h"))
        run = command if plain or "workbook" in command else f"{command} --data town"
        for buffering in ("", "1"):
            for output in ("/dev/full", "closed"):
                if "workbook" in command:
                    continue
                yield Case(
                    name=f"{command} to {output}{', unbuffered' if buffering else ''}", run=run, code=2, own=True,
                    output=output, env={"PYTHONUNBUFFERED": buffering} if buffering else {},
                    says=("the output",), fast=command == "coverage" and bool(buffering),
                )  # fmt: skip
    for command in ("export nquads", "map", "report", "export csv"):
        output = {"map": "full.html"}.get(command, "full")
        yield Case(
            name=f"{command} -o a link to /dev/full", run=_run(command, output), code=2, prepare=partial(_full, output)
        )

    for command, output in _FILES.items():
        yield Case(
            name=f"{command} -o a pipe that nobody reads", run=_run(command, output), prepare=partial(_pipe, output), inject=_at_once,
            says=("nobody reads this pipe",), seconds=10, fast=output == "out.ttl",
        )  # fmt: skip


def _full(output: str, here: Path) -> None:
    (here / output).symlink_to("/dev/full")


def _pipe(output: str, here: Path) -> None:
    os.mkfifo(here / output)


def _at_once(_: Path) -> None:
    from oversight_graph import process

    process._PATIENCE = 0.1


def _init() -> Iterator[Case]:
    for run in ("init new", "init new --workbook"):
        for step in range(1, 10):
            for fault in (killed, full, refused, ended):
                yield Case(
                    name=f"{run}, {fault.__name__} at step {step}", run=run.replace("new", "all/new"),
                    files={"all/mine.txt": "mine"}, inject=at_step(step, fault, "all"),
                    changes=("all/new", "all/new/*", "all/.*" if fault is killed else "all/new"),
                    code=(0, *_codes(fault)),
                    after=_new_whole,
                )  # fmt: skip


def _new_whole(here: Path, outcome: Outcome) -> str | None:
    there = _content(here / "all" / "new")
    if outcome.code == 0:
        return None if len(there) in (3, 5) else f"{len(there)} files"
    return f"{len(there)} files are left" if there else None


def _browsers() -> Iterator[Case]:
    """Yield browsers that do not draw: a picture is one, or none is written."""
    place = 'for a in "$@"; do case $a in --screenshot=*) p="${a#--screenshot=}";; esac; done; '
    for name, script in {
        "breaks down": "kill -SEGV $$", "says signs that steer a terminal": r"printf '\033[31mevil' >&2", "draws nothing": f'{place}: > "$p"',
        "writes a word": f'{place}echo hello > "$p"', "writes half a picture": f'{place}echo {_POINT[:40]} | base64 -d > "$p"', "makes a folder": f'{place}mkdir "$p"', "makes a pipe": f'{place}mkfifo "$p"',
        "makes a link": f'{place}ln -s /etc/passwd "$p"', "makes 3 GB": f'{place}truncate -s 3G "$p"', "leaves a child that holds its output": "sleep 300 &",
    }.items():  # fmt: skip
        yield Case(
            name=f"a browser that {name}", run="map -o m.png --data town", files={"browser": f"#!/bin/sh\n{script}\n"},
            prepare=lambda here: (here / "browser").chmod(0o755), env={"OVERSIGHT_CHROMIUM": "{here}/browser"},
            says=("did not draw the picture",), seconds=10,
        )  # fmt: skip
    yield Case(
        name="a browser that hangs", run="map -o m.png --data town", files={"browser": "#!/bin/sh\nexec sleep 300\n"},
        prepare=lambda here: (here / "browser").chmod(0o755), own=True, seconds=10,
        env={"OVERSIGHT_CHROMIUM": "{here}/browser", "OVERSIGHT_TIMEOUT": "3"}, says=("not done within 3 seconds",),
        after=_no_sleeper,
    )  # fmt: skip


def _no_sleeper(_: Path, __: Outcome) -> str | None:
    found = subprocess.run(["pgrep", "-fx", "sleep 300"], capture_output=True, text=True, check=False)
    return "the browser is not ended" if found.stdout and found.returncode == 0 else None


# The smallest picture there is.
_POINT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
_TEXT = "Community Plan 2025\nRef\tCommitment\tOversight\n" + "".join(
    f"1.{n}\tCommitment {n}\tStreets Board\n" for n in range(1, 9)
)


def _for_a_while() -> Iterator[Case]:
    """Yield faults at steps of what is needed only for a while, elsewhere than what is written."""
    draws = f'#!/bin/sh\nfor a in "$@"; do case $a in --screenshot=*) echo {_POINT} | base64 -d > "${{a#*=}}";; esac; done\n'
    for run, output in (
        ("workbook export b.xlsx --data town", "b.xlsx"), ("ingest paper.txt -o b.xlsx", "b.xlsx"), ("map -o m.png --data town", "m.png"),
    ):  # fmt: skip
        for fault in (killed, full, refused, ended):
            # Before that Python tries whether the folder can be written; later it is taken away again.
            for step in (3, 4) if fault in (full, refused) else (3, 4, 5, 6):
                yield Case(
                    name=f"{run}, {fault.__name__} at step {step} among temporary files", run=run, changes=(output, "papers", "papers/*", "t/.*"),
                    files={"paper.txt": _TEXT, "browser": draws, "t/mine": "mine"}, inject=at_step(step, fault, "t"), code=(0, *_codes(fault)),
                    env={"TMPDIR": "{here}/t", "OVERSIGHT_CHROMIUM": "{here}/browser"}, after=partial(_nothing_for_long, run, output),
                    prepare=lambda here: (here / "browser").chmod(0o755), fast=fault is killed and step == 3 and run.startswith("ingest"),
                )  # fmt: skip

    # A report asks for several pictures at once.
    yield Case(
        name="report, with several browsers at once", run="report -o r --data town", files={"browser": draws, "t/mine": "mine"}, code=0,
        prepare=lambda here: (here / "browser").chmod(0o755), env={"TMPDIR": "{here}/t", "OVERSIGHT_CHROMIUM": "{here}/browser"},
        changes=("r", "r/*"), after=lambda here, _: None if os.listdir(here / "t") == ["mine"] else "something is left",  # noqa: PTH208
    )  # fmt: skip


def _clocks() -> Iterator[Case]:
    """Yield clocks that stand where the format of archives has no years, as on a machine without a battery."""
    for seconds in (0, -86_400, 2**33):
        for run, output in (
            ("workbook export b.xlsx --data town", "b.xlsx"), ("ingest paper.txt -o b.xlsx", "b.xlsx"), ("report -o r --data town", "r"),
            ("export csv -o c --data town", "c"), ("gaps --store s --data town", "s"),
        ):  # fmt: skip
            yield Case(
                name=f"{run} with the clock at {seconds}", run=run, code=0, files={"paper.txt": _TEXT}, inject=partial(_clock, seconds),
                changes=(output, f"{output}/*", "papers", "papers/*"), fast=run.startswith("workbook") and not seconds,
            )  # fmt: skip


def _clock(seconds: int, _: Path) -> None:
    time.time = lambda: float(seconds)


def _nothing_for_long(run: str, output: str, here: Path, outcome: Outcome) -> str | None:
    if (outcome.code == 0) != (here / output).exists():
        return f"exit {outcome.code}, and {output} is {'' if (here / output).exists() else 'not '}there"
    if outcome.code >= 0 and os.listdir(here / "t") != ["mine"]:  # noqa: PTH208
        return "something is left among temporary files"
    browser = str(here / "browser")
    again = oversight(here, *run.split(), TMPDIR=str(here / "t"), OVERSIGHT_CHROMIUM=browser)
    if again.returncode not in (0, 2 if outcome.code == 0 else 0):
        return f"the next run says {again.stderr[-300:]}"
    return None if os.listdir(here / "t") == ["mine"] else "the next run leaves something among temporary files"  # noqa: PTH208
