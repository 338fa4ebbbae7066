"""The process of a command: what is registered for its end is run, and what it wrote is whole."""

import subprocess
import sys

PROGRAM = """
import atexit, sys
sys.argv[1:] = {arguments}
atexit.register(lambda: print("the end is kept", file=sys.stderr))
from oversight_graph.__main__ import start
assert not {{"typer", "pyoxigraph"}} & sys.modules.keys(), "the process is split off before all else is imported"
start()
print("never", file=sys.stderr)
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", PROGRAM.format(arguments=[*arguments])]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_command_ends_at_once_with_its_code_and_all_of_its_output() -> None:
    done = run("query", "timeline", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 20_000 and done.stdout.endswith("\n")
    assert done.stderr.endswith("the end is kept\n")
    failed = run("explain", "no such thing")
    assert failed.returncode == 2 and "nothing is called" in failed.stderr
    assert failed.stderr.endswith("the end is kept\n")
