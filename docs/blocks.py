"""The code blocks of the documentation: read, run, compared with what they show, and refreshed in place.

A ``console`` block holds lines ``$ oversight ...`` (or ``$ make ...``, which is only rehearsed), each followed by what
it prints; a line ``...`` stands for lines that are left out. Settings may stand before the command, as in
``$ OVERSIGHT_BASE=... oversight ...``. A ``python`` block is written as for doctest. A block whose first line is a
comment with a file name, such as ``# bodies.rq``, or whose fence names a file behind the language, is a file that later
blocks of the page use. The blocks of a page are run in order, in one folder.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAPERS = "papers"
_FENCE = re.compile(r"^```(\w*)(?: ([\w./-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ((?:[\w-]+/)*[\w-]+\.\w+)\n")
_SETTING = re.compile(r"(OVERSIGHT_\w+)=(.*)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Attributes
    ----------
    language : str
    text : str
        What stands between the fences.
    start, end : int
        Where the text stands in the page.
    line : int
        Number of its first line.
    file : str
        The file that the fence names, if it does.
    """

    language: str
    text: str
    start: int
    end: int
    line: int
    file: str = ""


@dataclass(frozen=True)
class Step:
    """A command, or some Python, and what the page says that it prints."""

    command: str
    shown: list[str]


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [
        Block(m[1], m[3], m.start(3), m.end(3), page.count("\n", 0, m.start(3)) + 1, m[2] or "")
        for m in _FENCE.finditer(page)
    ]


def steps(block: Block) -> list[Step]:
    """Return the commands of a console or Python block."""
    if block.language == "python":
        examples = doctest.DocTestParser().get_examples(block.text)
        return [Step(example.source, example.want.splitlines()) for example in examples]
    found: list[Step] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], []))
        elif found:
            found[-1].shown.append(line)
        else:
            raise ValueError(f"line {block.line}: a console block begins with a command: $ oversight ...")
    return found


def same(shown: list[str], printed: list[str]) -> bool:
    """Say whether what is printed is what is shown, where a line ``...`` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line + "\n") for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def shorten(shown: list[str], printed: list[str]) -> list[str]:
    """Leave out of what is printed as much as was left out of what is shown."""
    if same(shown, printed):
        return shown
    if shown.count("...") > 1:
        raise ValueError("only one line of ... can be refreshed")
    if "..." not in shown:
        return printed
    head = shown.index("...")
    tail = len(shown) - head - 1
    if head + tail >= len(printed):
        return printed
    return [*printed[:head], "...", *printed[len(printed) - tail :]]


class Runner:
    """Runs the blocks of one page.

    Parameters
    ----------
    folder : pathlib.Path
        An empty folder to run in.
    papers : pathlib.Path or None
        The folder of papers; commands that name ``papers`` cannot run without it.
    cache : str
        Where commands keep the graphs that they load.
    """

    def __init__(self, folder: Path, papers: Path | None, cache: str = "off") -> None:
        self.folder, self.cache = folder, cache
        self.papers = papers
        self._names: dict[str, object] = {}
        if papers is not None:
            (folder / PAPERS).symlink_to(papers.resolve(), target_is_directory=True)

    def can_run(self, command: str) -> bool:
        """Say whether a command has what it needs."""
        return self.papers is not None or PAPERS not in command.split()

    def save(self, block: Block) -> bool:
        """Write a block that is a file; say whether it is one."""
        match = _FILE.match(block.text)
        name = block.file or (match[1] if match else "")
        if name:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        return bool(name)

    def run(self, block: Block, step: Step) -> list[str]:
        """Return the lines that a step prints.

        Raises
        ------
        RuntimeError
            If a command cannot be run, or fails.
        """
        output = self._python(step.command) if block.language == "python" else self._command(step.command)
        return output.splitlines()

    def _python(self, source: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.chdir(self.folder):
            exec(compile(source, "<docs>", "single"), self._names)  # noqa: S102 - the page is ours
        return out.getvalue()

    def _command(self, command: str) -> str:
        words = shlex.split(command)
        given: dict[str, str] = {}
        while match := _SETTING.fullmatch(words[0]):
            given[match[1]] = match[2]
            del words[0]
        program, *arguments = words
        if program == "oversight":
            words, place = [sys.executable, "-m", "oversight_graph", *arguments], self.folder
        elif program == "make":
            words, place = ["make", "--dry-run", *arguments], ROOT
        else:
            raise RuntimeError(f"{command}: only oversight and make can be run here")
        path = os.pathsep.join(filter(None, [str(ROOT / "graph"), os.environ.get("PYTHONPATH")]))
        settings = {k: v for k, v in os.environ.items() if not k.startswith("OVERSIGHT_")}
        settings |= {
            "PYTHONPATH": path,
            "PYTHONUNBUFFERED": "1",
            "OVERSIGHT_CACHE": self.cache,
            "PYTHONIOENCODING": "utf-8",
        }
        settings |= given
        done = subprocess.run(  # noqa: S603 - the page is ours
            words,
            cwd=place,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        if done.returncode not in (0, 1) or "Traceback (most recent call last)" in done.stdout:
            raise RuntimeError(f"{command}: exit code {done.returncode}\n{done.stdout}")
        return "" if program == "make" else done.stdout


def play(page: str, runner: Runner) -> Iterator[tuple[Block, Step, list[str] | None]]:
    """Run all blocks of a page; yield each step with what it printed, or None where the papers are not at hand."""
    for block in blocks(page):
        if runner.save(block) or block.language not in ("console", "python"):
            continue
        for step in steps(block):
            yield block, step, runner.run(block, step) if runner.can_run(step.command) else None


def refresh(page: str, runner: Runner) -> str:
    """Return the page with the outputs as they are now."""
    anew: dict[Block, list[str]] = {}
    for block, step, printed in play(page, runner):
        lines = anew.setdefault(block, [])
        shown = step.shown if printed is None else shorten(step.shown, printed)
        if block.language == "python":
            first, *more = step.command.splitlines()
            lines += [f">>> {first}", *(f"... {line}" for line in more), *shown]
        else:
            lines += [f"$ {step.command}", *shown]
    for block in sorted(anew, key=lambda block: block.start, reverse=True):
        page = page[: block.start] + "\n".join(anew[block]) + "\n" + page[block.end :]
    return page
