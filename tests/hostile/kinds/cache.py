"""The folder of snapshots: what is a user's own is never deleted, and what is not ours is never believed."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from case import Case, Outcome
from injected import NOBODY, at_step, ended, full, killed, largest, oversight, plain, refused

_MINE = "<urn:mine> <urn:is> <urn:precious> .\n"
_LIE = "Walking routes to schools made safer"
_ROOT = not hasattr(os, "geteuid") or os.geteuid() == 0
_KEPT = ("kept", "kept/CACHEDIR.TAG", "kept/" + "[0-9a-f]" * 40 + ".trig")


def cases() -> Iterator[Case]:
    """Yield them."""
    yield from _own_files()
    yield from _words()
    yield from _not_believed()
    yield from _faults()


def _own_files() -> Iterator[Case]:
    for count in (1, 9, 40):
        for names in ("mine-{}.trig", "{:040x}.trig", "{:040x}.1.2.tmp", "CACHEDIR.TAG.{}", "{}.tmp", ".{}.trig"):
            for place in ("mine", "mine/deep", "town"):

                def prepare(here: Path, count: int = count, names: str = names, place: str = place) -> None:
                    (here / place).mkdir(parents=True, exist_ok=True)
                    for number in range(count):
                        path = here / place / names.format(number)
                        path.write_text(_MINE)
                        os.utime(path, (number, number))

                reads_them = place == "town" and names.endswith("trig") and not names.startswith(".")
                yield Case(
                    name=f"{count} files {names} in {place}, which OVERSIGHT_CACHE names",
                    run="gaps --data town",
                    env={"OVERSIGHT_CACHE": place},
                    prepare=prepare,
                    code=0,
                    says=() if reads_them else ("2 of 5 commitments",),
                    changes=(f"{place}/oversight-graph", f"{place}/oversight-graph/*"),
                    fast=count == 40 and place == "mine" and names == "mine-{}.trig",
                )


def _words() -> Iterator[Case]:
    for word in ("off", "off ", " OFF", "Off\t", "no", "0", "false", "FALSE ", "none"):
        yield Case(name=f"OVERSIGHT_CACHE={word!r}", run="gaps --data town", env={"OVERSIGHT_CACHE": word}, code=0)
    for word, place in {
        "~/kept": "home/kept",
        "~": "home",
        "{here}/kept": "kept",
        "kept": "kept",
        " kept ": "kept",
    }.items():
        yield Case(
            name=f"OVERSIGHT_CACHE={word!r}", run="gaps --data town", env={"OVERSIGHT_CACHE": word}, code=0,
            changes=("home", "home/*", "kept", "kept/*"), fast=word == "~/kept",
            after=partial(_kept_in, place),
        )  # fmt: skip
    for word in (
        "town/register.ttl",
        "town/register.ttl/deep",
        "/dev/null",
        "/proc/none",
        "~nobody-of-this-name/x",
        "x" * 300,
    ):
        yield Case(name=f"OVERSIGHT_CACHE={word[:30]!r}", run="gaps --data town", env={"OVERSIGHT_CACHE": word}, code=0)


def _kept_in(place: str, here: Path, _: Outcome) -> str | None:
    return None if _snapshots(here / place) else f"nothing is kept in {place}"


def _with_snapshot(change: Callable[[Path], None], here: Path) -> None:
    change(_filled(here))


def _snapshots(place: Path) -> list[Path]:
    return sorted(place.glob("*.trig"))


def _filled(here: Path) -> Path:
    """Fill the folder of snapshots, and return the snapshot."""
    done = oversight(here, "gaps", "--data", "town", OVERSIGHT_CACHE="kept")
    assert done.returncode == 0, done.stderr
    (path,) = _snapshots(here / "kept")
    return path


def _lying(path: Path) -> None:
    """Put a snapshot in the place of another that is sealed as it should be and says something else."""
    import hashlib

    body = path.read_bytes().rpartition(b"\n# ")[0].replace(_LIE.encode(), b"A LIE")
    seal = f"\n# {path.stem} {hashlib.blake2b(body, digest_size=20).hexdigest()}\n"
    path.write_bytes(body + seal.encode())


def _not_believed() -> Iterator[Case]:
    def fifo(path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

    def sparse(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(20 * 1024**3)

    def folder(path: Path) -> None:
        path.unlink()
        path.mkdir()

    def link(path: Path) -> None:
        _lying(path)
        path.rename(path.with_name("elsewhere"))
        path.symlink_to("elsewhere")

    def device(path: Path) -> None:
        path.unlink()
        path.symlink_to("/dev/zero")

    def of_another(path: Path) -> None:
        _lying(path)
        os.chown(path, NOBODY, NOBODY)

    def folder_of_another(path: Path) -> None:
        _lying(path)
        os.chown(path.parent, NOBODY, NOBODY)

    def written_by_all(path: Path) -> None:
        _lying(path)
        path.chmod(0o666)

    def written_by_the_group(path: Path) -> None:
        _lying(path)
        path.chmod(0o620)

    def folder_for_all(path: Path) -> None:
        _lying(path)
        path.parent.chmod(0o777)

    def without_a_tag(path: Path) -> None:
        _lying(path)
        (path.parent / "CACHEDIR.TAG").unlink()

    def tag_of_others(path: Path) -> None:
        _lying(path)
        (path.parent / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n# made by others\n")

    def half(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-1000])

    def flipped(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    def nothing(path: Path) -> None:
        path.write_bytes(b"")

    def unsealed(path: Path) -> None:
        path.write_bytes(path.read_bytes().replace(_LIE.encode(), b"A LIE"))

    tried: list[Callable[[Path], None]] = [
        fifo, sparse, folder, link, device, written_by_all, written_by_the_group, folder_for_all, without_a_tag,
        tag_of_others, half, flipped, nothing, unsealed,
    ]  # fmt: skip
    if _ROOT:
        tried += [of_another, folder_of_another]
    for change in tried:
        for run in ("coverage --data town", "check --data town"):
            yield Case(
                name=f"a snapshot that is {change.__name__.replace('_', ' ')}, {run.split()[0]}",
                run=run,
                env={"OVERSIGHT_CACHE": "kept"},
                prepare=partial(_with_snapshot, change),
                code=(0, 1),
                says=(_LIE,) if "coverage" in run else (),
                silent=("A LIE",),
                changes=("kept/*",),
                seconds=10,
                megabytes=500,
                fast=change in (fifo, sparse) and "coverage" in run,
            )
    yield Case(
        name="snapshots are for one's own eyes", run="gaps --data town", env={"OVERSIGHT_CACHE": "kept"}, code=0,
        changes=_KEPT, after=_private, inject=_without_mask,
    )  # fmt: skip


def _without_mask(_: Path) -> None:
    os.umask(0)


def _private(here: Path, _: Outcome) -> str | None:
    open_to_others = [path.name for path in [here / "kept", *(here / "kept").iterdir()] if path.stat().st_mode & 0o077]
    return f"open to others: {', '.join(open_to_others)}" if open_to_others else None


def _good_again(here: Path, _: Outcome) -> str | None:
    """Say what is amiss with the next run, which has no fault in its way."""
    done = oversight(here, "coverage", "--data", "town", OVERSIGHT_CACHE="kept")
    return None if done.returncode == 0 and _LIE in done.stdout else f"the next run says {done.stderr}"


def _faults() -> Iterator[Case]:
    for number in range(1, 9):
        for fault in (full, refused, killed, ended):
            dies = {killed: (-signal.SIGKILL, 0), ended: (-signal.SIGTERM, 0)}.get(fault, 0)
            left = (*_KEPT, "kept/*.tmp") if fault is killed else _KEPT
            yield Case(
                name=f"{fault.__name__} at step {number}",
                run="gaps --data town",
                env={"OVERSIGHT_CACHE": "kept"},
                inject=at_step(number, fault),
                code=dies,
                changes=left,
                after=_good_again,
                fast=number == 3 and fault is full,
            )
    for size in (1000, 5000, 20_000, 100_000):
        yield Case(
            name=f"a disk with {size} bytes left", run="gaps --data town", env={"OVERSIGHT_CACHE": "kept"}, code=0,
            inject=largest(size), changes=_KEPT, after=_good_again,
        )  # fmt: skip
    if _ROOT:
        for mode in (0o500, 0o000, 0o755, 0o777):

            def shut(here: Path, mode: int = mode) -> None:
                here.chmod(0o755)
                (here / "kept").mkdir(mode=mode)
                (here / "kept").chmod(mode)
                os.chown(here / "kept", NOBODY, NOBODY)

            yield Case(
                name=f"a folder of another with rights {mode:o}", run="gaps --data town", code=0,
                env={"OVERSIGHT_CACHE": "kept"}, prepare=shut, inject=plain,
            )  # fmt: skip
