"""Stores on disk: whole or known as unfinished, and never believed when a byte of them has changed."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from case import Case, Outcome
from injected import at_step, ended, full, killed, largest, oversight

_GAPS = "2 of 5 commitments"


def cases() -> Iterator[Case]:
    """Yield them."""
    yield from _filling()
    yield from _damaged()
    yield from _prepared()
    yield from _readers()


def _filling() -> Iterator[Case]:
    codes = {killed: -signal.SIGKILL, ended: -signal.SIGTERM, full: 2}
    for fault, code in codes.items():
        for step in range(1, 9):
            yield Case(
                name=f"{fault.__name__} at step {step} of filling", run="gaps --data town --store all/store",
                files={"all/mine.txt": "mine"}, inject=at_step(step, fault, "all"), code=(0, code),
                changes=("all/store", "all/store/*", "all/.*" if fault is killed else "all/store"),
                after=_whole_or_none,
                fast=fault is killed and step == 4,
            )  # fmt: skip
    for size in (1000, 20_000, 200_000):
        yield Case(
            name=f"filling on a disk with {size} bytes left", run="gaps --data town --store all/store",
            files={"all/mine.txt": "mine"}, inject=largest(size), code=(0, 2, -signal.SIGABRT),
            changes=("all/store", "all/store/*", "all/.*"), after=_whole_or_none,
        )  # fmt: skip
    for delay in (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4):
        yield Case(
            name=f"killed after {delay} s of filling", run="check --data west --store all/store", prepare=_west,
            inject=partial(_killed_after, delay), code=(0, 1, 2, -signal.SIGKILL),
            changes=("all", "all/*"), after=_whole_or_none,
        )  # fmt: skip


def _west(here: Path) -> None:
    from case import ROOT

    shutil.copytree(ROOT / "data" / "west-mercia", here / "west")
    (here / "all").mkdir()


def _killed_after(delay: float, _: Path) -> None:
    import threading

    threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()


def _whole_or_none(here: Path, _: Outcome) -> str | None:
    """Say what is amiss if what there is of a store is neither whole nor refused, or cannot be filled once more."""
    store = here / "all" / "store"
    if store.exists():
        done = oversight(here, "check", "--store", "all/store")
        if done.returncode not in (0, 1, 2) or (done.returncode == 2 and "error: all/store: " not in done.stderr):
            return f"exit {done.returncode}: {done.stderr[:200]}"
        if done.returncode != 2 and len(oversight(here, "coverage", "--store", "all/store").stdout.splitlines()) < 5:
            return "a part of the store passes for the whole"
        shutil.rmtree(store)
    done = oversight(here, "gaps", "--data", "town", "--store", "all/store")
    if _GAPS not in done.stderr:
        return f"it cannot be filled once more: {done.stderr[:200]}"
    left = [name for name in os.listdir(here / "all") if name not in ("store", "mine.txt")]  # noqa: PTH208
    return f"leaves {left}" if left else None


def _filled(here: Path) -> Path:
    done = oversight(here, "gaps", "--data", "town", "--store", "store")
    assert _GAPS in done.stderr, done.stderr
    return here / "store"


def _with_store(change: Callable[[Path], None], here: Path) -> None:
    change(_filled(here))


def _flip(pattern: str, part: float, store: Path) -> None:
    for path in store.glob(pattern):
        content = bytearray(path.read_bytes())
        if content:
            content[int(part * (len(content) - 1))] ^= 0x41
            path.write_bytes(content)


def _cut(pattern: str, store: Path) -> None:
    for path in store.glob(pattern):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _gone(pattern: str, store: Path) -> None:
    for path in store.glob(pattern):
        path.unlink()


def _fifo(pattern: str, store: Path) -> None:
    for path in store.glob(pattern):
        path.unlink()
        os.mkfifo(path)


def _huge(pattern: str, store: Path) -> None:
    for path in store.glob(pattern):
        with path.open("r+b") as file:
            file.truncate(2 * 1024**3)


def _damaged() -> Iterator[Case]:
    patterns = ("CURRENT", "MANIFEST-*", "*.sst", "OPTIONS-*", "oversight-graph.store")
    for pattern in patterns:
        changes: dict[str, Callable[[Path], None]] = {
            f"flipped at {part}": partial(_flip, pattern, part) for part in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
        }
        changes |= {"cut": partial(_cut, pattern), "gone": partial(_gone, pattern), "a pipe": partial(_fifo, pattern)}
        if pattern == "*.sst":
            changes["huge"] = partial(_huge, pattern)
        for name, change in changes.items():
            for run in ("gaps", "check"):
                seal = pattern == "oversight-graph.store"
                yield Case(
                    name=f"{pattern} {name}, {run}", run=f"{run} --store store", prepare=partial(_with_store, change),
                    code=(0, 1, 2) if seal and "flipped" in name else 2, says=() if seal else ("store: ",),
                    megabytes=400, fast=run == "gaps" and name == "flipped at 0.5" and pattern == "*.sst",
                )  # fmt: skip
    for name in ("000999.sst", "mine.txt", "CURRENT.bak"):
        yield Case(
            name=f"a file {name} of somebody else in a store", run="gaps --store store",
            prepare=partial(_with_store, partial(_more, name)), says=("store: ", name),
        )  # fmt: skip
    for run in ("gaps", "check", "export nquads", "query papers-loaded"):
        yield Case(name=f"a folder that is no store, {run}", run=f"{run} --store town", says=("town: not a store",))
        yield Case(
            name=f"a store that nobody sealed, {run}", run=f"{run} --store store", says=("store: ",),
            prepare=partial(_with_store, partial(_gone, "oversight-graph.store")),
        )  # fmt: skip
        yield Case(
            name=f"a store left unfinished, {run}", run=f"{run} --store store", says=("half filled",),
            prepare=partial(_with_store, partial(_more, "oversight-graph.unfinished")),
        )  # fmt: skip
        yield Case(
            name=f"data for a store that is filled, {run}", run=f"{run} --data town --store store",
            prepare=partial(_with_store, _as_it_is), says=("already holds data",) if run != "check" else (),
        )  # fmt: skip


def _more(name: str, store: Path) -> None:
    (store / name).write_text("mine")


def _as_it_is(_: Path) -> None:
    pass


def _prepared() -> Iterator[Case]:
    pattern = "oversight-graph.answers/*.answer"
    changes: dict[str, Callable[[Path], None]] = {
        f"flipped at {part}": partial(_flip, pattern, part) for part in (0.0, 0.1, 0.5, 0.9, 1.0)
    }
    changes |= {"cut": partial(_cut, pattern), "gone": partial(_gone, pattern), "a pipe": partial(_fifo, pattern)}
    changes |= {"huge": partial(_huge, pattern), "of another store": partial(_mixed, pattern)}
    for name, change in changes.items():
        yield Case(
            name=f"prepared answers {name}", run="gaps --store store", prepare=partial(_with_store, partial(_and, change)),
            code=0, says=(_GAPS,), megabytes=400, seconds=10, fast=name == "a pipe",
        )  # fmt: skip
    codes = {killed: -signal.SIGKILL, ended: -signal.SIGTERM, full: 2}
    for fault, code in codes.items():
        for step in range(1, 9):
            yield Case(
                name=f"{fault.__name__} at step {step} of preparing", run="prepare --store store",
                prepare=partial(_with_store, _as_it_is), inject=at_step(step, fault, "store"), code=(0, code),
                changes=("store/oversight-graph.answers", "store/oversight-graph.answers/*"), after=_as_before,
                fast=fault is full and step == 4,
            )  # fmt: skip


def _and(change: Callable[[Path], None], store: Path) -> None:
    done = oversight(store.parent, "prepare", "--store", "store")
    assert done.returncode == 0, done.stderr
    change(store)


def _mixed(pattern: str, store: Path) -> None:
    """Give each answer the content of the next."""
    paths = sorted(store.glob(pattern))
    contents = [path.read_bytes() for path in paths]
    assert len(set(contents)) > 50
    for path, content in zip(paths, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(content)


def _as_before(here: Path, _: Outcome) -> str | None:
    for run in (("gaps",), ("prepare",), ("gaps",)):
        done = oversight(here, *run, "--store", "store")
        if done.returncode or (run == ("gaps",) and _GAPS not in done.stderr):
            return f"{run[0]} says {done.stderr[:200]}"
    return None


def _readers() -> Iterator[Case]:
    yield Case(
        name="several readers at once", run="gaps --store store", code=0, prepare=partial(_with_store, _as_it_is),
        inject=_other_readers, says=(_GAPS,), fast=True,
    )  # fmt: skip
    for run in ("gaps", "check", "export nquads"):
        yield Case(
            name=f"a store on media that cannot be written, {run}", run=f"{run} --store store", code=(0, 1),
            prepare=_read_only_media, after=_unmounted, says=(),
        )  # fmt: skip
    yield Case(
        name="a folder with rights of its own becomes a store", run="gaps --data town --store all/store", code=0,
        prepare=_narrow, changes=("all/store*",), says=(_GAPS,),
    )  # fmt: skip


def _other_readers(here: Path) -> None:
    import pyoxigraph as ox

    _HELD.extend(ox.Store.read_only(str(here / "store")) for _ in range(3))


_HELD: list[object] = []


def _read_only_media(here: Path) -> None:
    store = _filled(here)
    subprocess.run(["mount", "--bind", str(store), str(store)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(store)], check=True)


def _unmounted(here: Path, _: Outcome) -> str | None:
    subprocess.run(["umount", str(here / "store")], check=True)
    return None


def _narrow(here: Path) -> None:
    (here / "all" / "store").mkdir(parents=True)
    (here / "all" / "store").chmod(0o700)
