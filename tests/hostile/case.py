"""One input of the battery, what is expected of it, and what must not happen."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "data" / "starter"
# Nobody may see these: a traceback, a fault that nobody thought of, the engine's own cry, the memory gone.
_NEVER = re.compile(r"Traceback \(most recent|unexpected: |panicked at|Fatal Python error|MemoryError|core dumped")
# Signs that steer a terminal, or turn the order of letters around.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input or an injected fault.

    Attributes
    ----------
    name : str
        What is tried, in a few words; one of its kind has it.
    run : str or tuple of str
        Arguments of ``oversight``; a text is parted at spaces. ``{here}`` is the folder of the case, in which it runs
        and in which ``town`` is a copy of the starter data.
    files : mapping
        What is written into the folder first: text or bytes by path. None takes a file away.
    add : mapping
        Text that is put behind that of a file.
    swap : mapping
        By file, a pair of texts: the first is there and gives way to the second.
    env : mapping
        Settings of the environment.
    prepare : callable, optional
        Is given the folder, for what files alone cannot say.
    inject : callable, optional
        Is called in the process of the command, before it runs: it puts a fault in its way.
    code : int or tuple of int
        Expected exit codes; a negative one is a signal.
    says : tuple of str
        Each stands in what is printed or said.
    silent : tuple of str
        None of these does.
    changes : tuple of str
        Patterns of the files that may be made, changed or taken away; all else stays as it is.
    after : callable, optional
        Is given the folder and the outcome, and returns what is amiss.
    own : bool
        Whether it needs an interpreter of its own; else it runs in a process that is split off from the battery's.
    sign : tuple of (str, float), optional
        A signal that the process is sent, and after how many seconds: from its start, or from its file ``begun`` if it
        may make one.
    output : str
        Where the output goes to: ``""`` is a file, else a path such as ``/dev/full``, or ``closed`` for a pipe that
        nobody reads.
    fast : bool
        Whether it is in the part that each run of the tests has.
    seconds, megabytes : int
        How long it may work and how much memory it may take at most.
    """

    name: str
    run: str | tuple[str, ...]
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    add: Mapping[str, str] = field(default_factory=dict)
    swap: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[Path], None] | None = None
    inject: Callable[[Path], None] | None = None
    code: int | tuple[int, ...] = 2
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    after: "Callable[[Path, Outcome], str | None] | None" = None
    own: bool = False
    sign: tuple[str, float] | None = None
    output: str = ""
    fast: bool = False
    seconds: int = 20
    megabytes: int = 1500

    def arguments(self, here: Path) -> list[str]:
        """Return the arguments of the command."""
        given = self.run.split() if isinstance(self.run, str) else self.run
        return [argument.replace("{here}", str(here)) for argument in given]


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    Attributes
    ----------
    code : int
        Exit code; a negative one is a signal.
    out, err : str
        What was printed, and what was said.
    seconds, megabytes : float
        Time of work, and memory at its peak.
    late : bool
        Whether it was stopped because its time was up.
    """

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float
    late: bool


def lay_out(case: Case, here: Path) -> None:
    """Write what a case needs into its folder."""
    (here / "town").mkdir()
    for path in STARTER.iterdir():
        (here / "town" / path.name).write_bytes(path.read_bytes())
    for name, content in case.files.items():
        path = here / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
    for name, text in case.add.items():
        with (here / name).open("a", encoding="utf-8") as file:
            file.write(text)
    for name, (old, new) in case.swap.items():
        text = (here / name).read_text(encoding="utf-8")
        assert old in text, f"{case.name}: {old!r} does not stand in {name}"
        (here / name).write_text(text.replace(old, new), encoding="utf-8")
    if case.prepare:
        case.prepare(here)


def listing(here: Path) -> dict[str, str]:
    """Return what a folder holds: kind, rights and content of each entry, by path."""
    found = {}
    for path in sorted(here.rglob("*")):
        about = path.lstat()
        kind = stat.filemode(about.st_mode)
        if stat.S_ISREG(about.st_mode) and about.st_size < 100_000_000:
            kind += f" {hashlib.blake2b(path.read_bytes()).hexdigest()}"
        elif stat.S_ISLNK(about.st_mode):
            kind += f" {path.readlink()}"
        found[os.fsdecode(path.relative_to(here))] = kind
    return found


def faults(case: Case, here: Path, before: Mapping[str, str], outcome: Outcome) -> list[str]:
    """Return what is amiss in an outcome; empty if the case was handled."""
    found = []
    codes = (case.code,) if isinstance(case.code, int) else case.code
    said = f"{outcome.out}\n{outcome.err}"
    if outcome.late:
        found.append(f"still at it after {case.seconds} s")
    elif outcome.code not in codes:
        found.append(f"exit {outcome.code}, not {' or '.join(map(str, codes))}")
    if match := _NEVER.search(outcome.err):
        found.append(f"says {match.group()!r}")
    if match := _STEERS.search(outcome.err):
        found.append(f"{match.group()!r} reaches the terminal")
    if outcome.code == 2 and not re.search(r"^(?:error: |Error|Usage: |.*Error )", outcome.err, re.MULTILINE):
        found.append("exit 2 without a word")
    if outcome.megabytes > case.megabytes:
        found.append(f"{outcome.megabytes:.0f} MB of memory")
    found += [f"does not say {text!r}" for text in case.says if text not in said]
    found += [f"says {text!r}" for text in case.silent if text in said]
    now = listing(here)
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name) and not any(fnmatch(name, pattern) for pattern in case.changes):
            what = "is left behind" if name not in before else "is gone" if name not in now else "is changed"
            found.append(f"{name} {what}")
    try:
        if case.after and (amiss := case.after(here, outcome)):
            found.append(amiss)
    except Exception as error:
        found.append(f"cannot be looked at: {type(error).__name__}: {error}")
    return found
